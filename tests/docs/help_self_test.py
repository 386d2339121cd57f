#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The check of the documents against --help can fail."""

import pathlib
import tempfile
import unittest

import help_test

HELP = """Bake bread
Usage: kizashi bake [OPTIONS] INPUT...

Positionals:
  INPUT ... REQUIRED        What to bake

Options:
  -h,--help                 Print this help message and exit
  --out TEXT REQUIRED       Where it goes
  --heat low|high=low       How hot; --heat high burns
  --minutes N:INT in [1 - 256]
                            How long
"""
PAGE = """# Baking

    kizashi bake INPUT... --out DIR [--heat low|high]
                          [--minutes N]

| option | default | meaning |
|---|---|---|
| `--out DIR` | required | where |
| `--heat low\\|high` | `low` | how hot |
| `--minutes N` | | how long |
"""
BAKE = help_test.Command(["bake"], HELP)
ROOT = help_test.Command([], "Options:\n  -h,--help  Help\n\nSubcommands:\n  bake   Bake bread\n")


class Help(unittest.TestCase):
    def test_is_read_with_defaults_and_subcommands(self):
        self.assertEqual(BAKE.options, {"--out", "--heat", "--minutes"})
        self.assertEqual(BAKE.defaults["--heat"], "low")
        self.assertEqual(ROOT.subcommands, ["bake"])


class Page(unittest.TestCase):
    def faults(self, old, new):
        self.assertIn(old, PAGE)
        page = PAGE.replace(old, new)
        return [*help_test.judge_page(BAKE, page), *help_test.unknown_rows([BAKE], page)]

    def test_that_agrees_is_left_alone(self):
        self.assertEqual(self.faults("Baking", "Bread"), [])

    def test_must_have_every_option_in_the_synopsis(self):
        self.assertEqual(self.faults("[--minutes N]", ""), ["the synopsis of kizashi bake lacks --minutes"])

    def test_must_have_every_option_in_a_table(self):
        self.assertEqual(self.faults("| `--out DIR` | required | where |\n", ""), ["no table has a row for --out of kizashi bake"])

    def test_must_state_the_programs_default(self):
        self.assertEqual(len(self.faults("| `low` |", "| `high` |")), 1)

    def test_must_not_promise_what_is_not_there(self):
        self.assertEqual(len(self.faults("[--minutes N]", "[--minutes N] [--glaze]")), 1)
        self.assertEqual(len(self.faults("| `--minutes N` |", "| `--glaze N` | | |\n| `--minutes N` |")), 1)


class Line(unittest.TestCase):
    def fault(self, text):
        (words,) = help_test.command_lines(text)
        return help_test.judge_line(words, [ROOT, BAKE])

    def test_with_known_words_is_left_alone(self):
        self.assertIsNone(self.fault("    build/release/kizashi bake dough --out oven  # --not an option"))
        self.assertIsNone(self.fault("see `kizashi --help`"))

    def test_with_an_unknown_option_is_found(self):
        self.assertIn("--glaze", self.fault("run `kizashi bake --glaze`"))
        self.assertIn("--glaze", self.fault("    kizashi bake --out x\n                 --glaze"))

    def test_with_an_unknown_command_is_found(self):
        self.assertIn("kizashi fry", self.fault("    kizashi fry egg"))


class Names(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.project = pathlib.Path(scratch.name)
        for folder in ("scripts", "src/cli", "docs/guide"):
            (self.project / folder).mkdir(parents=True)
        (self.project / "scripts" / "knead").write_text("--fast) ;; # KIZASHI_FLOUR\n", encoding="utf-8")
        (self.project / "src" / "cli" / "exit_code.h").write_text("  done = 0,\n  burnt = 7,\n", encoding="utf-8")

    def write(self, name, text):
        (self.project / name).write_text(text, encoding="utf-8")

    def test_of_scripts_and_their_options_must_exist(self):
        self.write("README.md", "`scripts/knead --fast`, `scripts/knead --slow`, `scripts/rest`\n")
        self.assertEqual(len(list(help_test.judge_scripts(self.project))), 2)

    def test_of_variables_must_be_read_by_something(self):
        self.write("README.md", "KIZASHI_FLOUR=1 KIZASHI_SUGAR=1\n")
        self.assertEqual(len(list(help_test.judge_variables(self.project))), 1)

    def test_of_variables_that_the_program_reads_must_be_in_a_guide(self):
        self.write("src/cli/main.cpp", 'getenv("KIZASHI_FLOUR")\n')
        self.assertEqual(len(list(help_test.judge_variables(self.project))), 1)
        self.write("docs/guide/install.md", "KIZASHI_FLOUR\n")
        self.assertEqual(list(help_test.judge_variables(self.project)), [])

    def test_of_exit_codes_must_be_those_of_the_program(self):
        self.write("docs/guide/install.md", "| 0 | done |\n| 7 | burnt |\n")
        self.assertEqual(list(help_test.judge_exit_codes(self.project)), [])
        self.write("docs/guide/install.md", "| 0 | done |\n")
        self.assertEqual(len(list(help_test.judge_exit_codes(self.project))), 1)


if __name__ == "__main__":
    unittest.main()
