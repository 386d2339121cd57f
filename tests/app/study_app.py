# SPDX-License-Identifier: Apache-2.0
"""Studies for tests of the program: made, filled by imports, exported."""

import copy
import unittest

import app


def changed(document, path, value):
    """A copy with another value at a place, or without it where the value is None."""
    copied = copy.deepcopy(document)
    *parents, last = path
    part = copied
    for name in parents:
        part = part[name]
    if value is None:
        del part[last]
    else:
        part[last] = value
    return copied


def validator_of(schema_name):
    """Of a schema among the docs; the test is skipped where nothing here can read schemas."""
    try:
        import jsonschema
    except ImportError as missing:
        raise unittest.SkipTest("python3-jsonschema is not installed") from missing
    schema = app.json_of(app.PROJECT / "docs" / "schemas" / schema_name)
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


class StudyTest(app.AppTest):
    """A folder for a test's studies and tables."""

    def setUp(self):
        self.folder = self.scratch / self.id().rsplit(".", maxsplit=1)[-1]
        self.folder.mkdir()

    def file(self, name, text, encoding="utf-8"):
        path = self.folder / name
        path.write_text(text, encoding=encoding, newline="")
        return path

    def make_study(self, name="study", *options):
        study = self.folder / name
        setting = options or ("--setting", "simulated", "--place", "jp")
        made = app.kizashi("study", "init", study, *setting)
        self.assertEqual(made.exit_code, 0, made.error_lines)
        return study

    def import_into(self, study, *arguments, **environment):
        return app.kizashi("study", "import", study, *arguments, "--json", **environment)

    def import_well(self, study, *arguments):
        outcome = self.import_into(study, *arguments)
        self.assertEqual(outcome.exit_code, 0, [outcome.error_lines, outcome.out])
        return outcome.objects[-1]

    def export(self, study, name="export"):
        out = self.folder / name
        outcome = app.kizashi("study", "export", study, "--format", "csv", "--out", out)
        self.assertEqual(outcome.exit_code, 0, outcome.error_lines)
        return out

    def content_of(self, study):
        return app.json_of(self.export(study, "content") / "study.json")["content_sha256"]
