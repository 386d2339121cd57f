#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The check of the guide can fail."""

import pathlib
import tempfile
import unittest

import guide_test


WORD = r'word\("([a-z]+)"\)'


class Unnamed(unittest.TestCase):
    def test_finds_a_word_that_the_page_lacks(self):
        self.assertEqual(guide_test.unnamed('word("dark") word("odd")', WORD, "| `dark` |"), ["odd"])

    def test_is_not_content_with_a_longer_name(self):
        self.assertEqual(guide_test.unnamed('word("dark")', WORD, "`darker`"), ["dark"])

    def test_reports_a_pattern_that_finds_nothing(self):
        self.assertEqual(len(guide_test.unnamed("", WORD, "`dark`")), 1)


class DeadLinks(unittest.TestCase):
    def test_finds_the_link_to_a_page_that_is_gone(self):
        with tempfile.TemporaryDirectory() as scratch:
            folder = pathlib.Path(scratch)
            (folder / "here.md").touch()
            text = "[a](here.md#part) [b](gone.md) [c](https://example.org/x) [d](#below)"
            self.assertEqual(guide_test.dead_links(folder, text), ["gone.md"])


if __name__ == "__main__":
    unittest.main()
