#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Says where the three files of a measured clip lie and prints a small excerpt: show_tables.py out/demo/STEM"""

import csv
import json
import pathlib
import sys

NAMES = {
    "AU01": "inner brow raiser", "AU02": "outer brow raiser", "AU04": "brow lowerer", "AU05": "upper lid raiser",
    "AU06": "cheek raiser", "AU07": "lid tightener", "AU09": "nose wrinkler", "AU10": "upper lip raiser",
    "AU12": "lip corner puller", "AU14": "dimpler", "AU15": "lip corner depressor", "AU17": "chin raiser",
    "AU20": "lip stretcher", "AU23": "lip tightener", "AU25": "lips part", "AU26": "jaw drop", "AU28": "lip suck", "AU45": "blink",
}
CONTENTS = {
    ".csv": "one row per frame and face, in OpenFace 2.2's columns: head pose, gaze, 68 points, action units",
    ".measures.csv": "the evidence behind it per frame: distances in mm, left and right apart, and image quality",
    ".json": "how it was measured (version, models, checksums), quality verdict, summary per action unit",
}


def read_rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        return [{name.strip(): value.strip() for name, value in row.items()} for row in csv.DictReader(file)]


def column(rows, name):
    """The values of the rows with a face; the 0 that OpenFace's format wants where none was found is no measurement."""
    return [float(row[name]) for row in rows if row["success"] == "1" and row.get(name)]


def action_unit_line(rows, unit):
    intensity = column(rows, f"{unit}_r")
    presence = column(rows, f"{unit}_c")
    mean, largest = (f"{sum(intensity) / len(intensity):6.2f}", f"{max(intensity):6.2f}") if intensity else ("", "")
    share = f"{100 * sum(presence) / len(presence):5.0f} %" if presence else ""
    return f"  {unit}  {NAMES[unit]:22}{mean:>6} {largest:>7}  {share:>9}".rstrip()


def excerpt(rows):
    frames = len({row["frame"] for row in rows})
    with_face = len({row["frame"] for row in rows if row["success"] == "1"})
    lines = [f"{frames} frames, {with_face} with a face."]
    if with_face:
        lines.append(f"  {'':28}{'mean':>6} {'largest':>7}  {'present':>9}   (intensity 0 to 5; share of frames)")
        lines += [action_unit_line(rows, unit) for unit in NAMES]
    return lines


def verdict_line(sidecar):
    quality = sidecar.get("quality") or {}
    reasons = ", ".join(str(reason) for reason in quality.get("reasons") or [])
    return [f"Quality: {quality['verdict']}{' (' + reasons + ')' if reasons else ''}."] if "verdict" in quality else []


def main():
    prefix = pathlib.Path(sys.argv[1])
    files = {suffix: prefix.with_name(prefix.name + suffix) for suffix in CONTENTS}
    width = max(len(path.name) for path in files.values())
    print(f"\nThe tables lie in {prefix.parent.resolve()}:")
    for suffix, path in files.items():
        print(f"  {path.name:{width}}  {CONTENTS[suffix]}")
    print()
    print("\n".join(excerpt(read_rows(files[".csv"])) + verdict_line(json.loads(files[".json"].read_text(encoding="utf-8")))))
    print("\nOpen the .csv files with a spreadsheet, in R with read.csv(\"FILE\"), in Python with pandas.read_csv(\"FILE\");"
          "\nthe .json file with any text editor or browser. docs/guide/measure.md explains every column.")


if __name__ == "__main__":
    main()
