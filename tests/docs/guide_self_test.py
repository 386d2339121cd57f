#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The check of the guide can fail."""

import pathlib
import tempfile
import unittest

import guide_test


class Unnamed(unittest.TestCase):
    def test_finds_an_option_that_the_page_lacks(self):
        self.assertEqual(guide_test.unnamed('add("--out") add("--new")', guide_test.OPTION, "| `--out DIR` |"), ["--new"])

    def test_is_not_content_with_a_longer_name(self):
        self.assertEqual(guide_test.unnamed('add("--out")', guide_test.OPTION, "`--outer`"), ["--out"])

    def test_reports_a_pattern_that_finds_nothing(self):
        self.assertEqual(len(guide_test.unnamed("", guide_test.OPTION, "`--out`")), 1)


class DeadLinks(unittest.TestCase):
    def test_finds_the_link_to_a_page_that_is_gone(self):
        with tempfile.TemporaryDirectory() as scratch:
            folder = pathlib.Path(scratch)
            (folder / "here.md").touch()
            text = "[a](here.md#part) [b](gone.md) [c](https://example.org/x) [d](#below)"
            self.assertEqual(guide_test.dead_links(folder, text), ["gone.md"])


if __name__ == "__main__":
    unittest.main()
