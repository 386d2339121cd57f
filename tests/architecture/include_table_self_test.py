#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The include table's checker fails when it must: each case adds one line to a copy of real sources."""

import json
import pathlib
import re
import shutil
import tempfile
import unittest

import include_table_test as checker

SOURCE = pathlib.Path(__file__).parents[2] / "src"
FOLDERS = ("base", "math", "document", "observation", "study", "table")


class IncludeTable(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.source = pathlib.Path(scratch.name, "src")
        for folder in FOLDERS:
            shutil.copytree(SOURCE / folder, self.source / folder)
        self.table = checker.Table(json.loads(checker.TABLE.read_text(encoding="utf-8")))

    def found(self):
        return list(checker.violations(self.source, self.table))

    def assert_refused(self, file, line, reason):
        path = self.source / file
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        path.write_text(text + line + "\n", encoding="utf-8")
        number = text.count("\n") + 1
        self.assertEqual(self.found(), [f"{path}:{number}: {reason}"])

    def test_passes_the_sources_as_they_are(self):
        self.assertEqual(self.found(), [])

    def test_refuses_a_folder_above(self):
        self.assert_refused("math/rotation.cpp", '#include "kizashi/table/csv_reader.h"',
                            "kizashi/table/csv_reader.h: math may not include table")

    def test_refuses_a_folder_beside(self):
        self.assert_refused("table/csv_reader.h", '  #  include "kizashi/math/rotation.h"  // for once',
                            "kizashi/math/rotation.h: table may not include math")

    def test_refuses_in_tests_what_it_refuses_elsewhere(self):
        self.assert_refused("math/rotation_test.cpp", '#include "kizashi/document/value.h"',
                            "kizashi/document/value.h: math may not include document")

    def test_refuses_a_library_that_belongs_to_another_folder(self):
        self.assert_refused("table/csv_reader.cpp", "#include <nlohmann/json.hpp>",
                            "<nlohmann/json.hpp>: table may not touch nlohmann-json here")

    def test_refuses_a_library_that_nobody_may_touch(self):
        self.assert_refused("base/hash.cpp", "#include <boost/asio.hpp>",
                            "<boost/asio.hpp>: of no library in include_table.json")

    def test_refuses_googletest_outside_tests(self):
        self.assert_refused("base/hash.h", "#include <gtest/gtest.h>",
                            "<gtest/gtest.h>: base may not touch googletest here")

    def test_takes_googletest_in_tests(self):
        with open(self.source / "base/test_support.h", "w", encoding="utf-8") as header:
            header.write("#include <gtest/gtest.h>\n")
        self.assertEqual(self.found(), [])

    def test_takes_the_standard_library_and_what_is_generated(self):
        with open(self.source / "base/hash.cpp", "a", encoding="utf-8") as unit:
            unit.write('#include <vector>\n#include "kizashi/base/version.h"\n')
        self.assertEqual(self.found(), [])

    def test_refuses_a_header_without_its_folder(self):
        self.assert_refused("base/hash.cpp", '#include "hash.h"',
                            '"hash.h": our own headers are included as "kizashi/FOLDER/FILE.h"')

    def test_refuses_a_header_that_is_not_there(self):
        self.assert_refused("base/hash.cpp", '#include "kizashi/base/nowhere.h"',
                            "kizashi/base/nowhere.h: no such header")

    def test_refuses_a_name_that_is_computed(self):
        self.assert_refused("base/hash.cpp", "#include SOME_HEADER", "#include SOME_HEADER: not a plain header name")

    def test_refuses_a_link_that_no_include_may_use(self):
        self.assert_refused("math/CMakeLists.txt", "target_link_libraries(kizashi_math PUBLIC kizashi::table)",
                            "math may not link table")

    def test_refuses_a_folder_that_the_table_does_not_know(self):
        (self.source / "util").mkdir()
        self.assertEqual(self.found(), [f"{self.source / 'util'}:1: no folder of include_table.json"])

    def test_finds_nothing_wrong_with_the_table_and_sees_when_folders_include_each_other(self):
        self.assertEqual(list(checker.mistakes_in(self.table)), [])
        self.table.folders["math"]["may_include"].append("observation")
        self.assertIn("these folders include each other", next(checker.mistakes_in(self.table)))

    def test_agrees_with_the_page_for_contributors(self):
        page = (SOURCE.parent / "CONTRIBUTING.md").read_text(encoding="utf-8")
        rows = re.findall(r"^\| `(\w+)` \|[^|]*\| ([^|]*) \|", page, re.MULTILINE)
        above = []
        for folder, includes in rows:
            listed = [] if includes == "-" else above[1:] if includes == "all above" else includes.split(", ")
            allowed = set(self.table.folders[folder]["may_include"]) & {name for name, _ in rows}
            self.assertEqual(set(listed), allowed, folder)
            above.append(folder)
        self.assertEqual(above[0], "base")


if __name__ == "__main__":
    unittest.main()
