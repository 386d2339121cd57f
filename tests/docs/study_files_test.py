#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The columns of a study's tables, which the guide must show as they stand: study_files_test.py PROJECT"""

import pathlib
import re
import sys

TABLE_OF = {
    "participants": "participants.csv",
    "ratings": "ratings.csv",
    "clips": "clips.csv",
    "unit_values": "action-units.csv",
    "exclusions": "exclusions.csv",
}
ARRAY = re.compile(r"constexpr std::array (\w+)\{(.*?)\n\};", re.DOTALL)
COLUMN = re.compile(r'StudyColumn\{"([^"]+)", (required|optional), "([^"]*)"\}')
SECTION = re.compile(r"^## (\S+\.csv)\n(.*?)(?=^## |\Z)", re.DOTALL | re.MULTILINE)
ROW = re.compile(r"^\| `([^`]+)` \| (yes|no) \| (.*) \|$", re.MULTILINE)


def columns_in_source(source):
    return {
        TABLE_OF[name]: [(column, "yes" if need == "required" else "no", meaning) for column, need, meaning in COLUMN.findall(body)]
        for name, body in ARRAY.findall(source)
    }


def columns_in_guide(page):
    return {name: ROW.findall(body) for name, body in SECTION.findall(page)}


def differences(source, page):
    defined, shown = columns_in_source(source), columns_in_guide(page)
    for table in TABLE_OF.values():
        if not defined.get(table):
            yield f"{table}: no column found in the source: does the pattern still fit it?"
        elif defined[table] != shown.get(table):
            yield f"{table}: the program has {defined[table]}, the guide {shown.get(table)}"


def main():
    project = pathlib.Path(sys.argv[1])
    source = (project / "src/table/study_columns.cpp").read_text(encoding="utf-8")
    page = (project / "docs/guide/study-files.md").read_text(encoding="utf-8")
    findings = list(differences(source, page))
    print("\n".join(findings) if findings else "the guide shows the columns that the program has")
    sys.exit(1 if findings else 0)


if __name__ == "__main__":
    main()
