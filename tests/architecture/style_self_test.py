#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The style check fails when it must."""

import pathlib
import tempfile
import unittest

import style_test as checker

LICENCE = "// SPDX-License-Identifier: Apache-2.0\n"


class Style(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.project = pathlib.Path(scratch.name)
        self.write("src/math/CMakeLists.txt", "kizashi_add_library(math SOURCES a.cpp sub/b.cpp)\n")
        self.write("src/math/a.cpp", LICENCE)
        self.write("src/math/sub/b.cpp", LICENCE)
        self.write("scripts/setup", "#!/bin/sh\n# SPDX-License-Identifier: Apache-2.0\n")

    def write(self, path, text):
        (self.project / path).parent.mkdir(parents=True, exist_ok=True)
        (self.project / path).write_text(text, encoding="utf-8")

    def assert_refused(self, path, number, reason):
        found = list(checker.violations(self.project))
        self.assertEqual(len(found), 1, found)
        self.assertTrue(found[0].startswith(f"{self.project / path}:{number}: {reason}"), found[0])

    def test_passes_what_is_in_order(self):
        self.assertEqual(list(checker.violations(self.project)), [])

    def test_refuses_a_source_without_its_licence_line(self):
        self.write("src/math/a.cpp", "#include <vector>\n" + LICENCE)
        self.assert_refused("src/math/a.cpp", 1, "the first line is not")

    def test_refuses_a_script_without_its_licence_line(self):
        self.write("scripts/setup", "#!/bin/sh\ntrue\n")
        self.assert_refused("scripts/setup", 1, "the first line is not")

    def test_refuses_unfinished_business(self):
        self.write("src/math/a.cpp", LICENCE + "// TO" + "DO later\n")
        self.assert_refused("src/math/a.cpp", 2, "unfinished")

    def test_refuses_a_source_that_no_target_builds(self):
        self.write("src/math/sub/a.cpp", LICENCE)
        self.assert_refused("src/math/sub/a.cpp", 1, "no CMakeLists.txt lists it")


if __name__ == "__main__":
    unittest.main()
