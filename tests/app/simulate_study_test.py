#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Simulated studies through the program: what a user gives and gets, and that a study takes them in."""

import json
import unittest

import app

try:
    import jsonschema
except ImportError:
    jsonschema = None

EFFECTS = app.PROJECT / "data" / "effects"


def simulate(out, *options):
    return app.kizashi("simulate", "study", "--out", out, *options)


class Made(app.AppTest):
    def test_the_same_seed_gives_the_same_files(self):
        for name in ("one", "same"):
            self.assertEqual(simulate(self.scratch / name, "--ratees", 2, "--raters", 2, "--seed", 7).exit_code, 0)
        names = app.contents(self.scratch / "one")
        self.assertEqual(names, ["action-units.csv", "participants.csv", "ratings.csv", "truth.json"])
        for name in names:
            self.assertEqual((self.scratch / "one" / name).read_bytes(), (self.scratch / "same" / name).read_bytes(), name)

    def test_a_study_takes_it_in_whole(self):
        out, study = self.scratch / "tables", self.scratch / "study"
        self.assertEqual(simulate(out, "--missing", 0.1, "--dropouts", 0.1).exit_code, 0)
        made = app.kizashi("study", "init", study, "--setting", "simulated", "--place", "other")
        self.assertEqual(made.exit_code, 0, made.error_lines)
        taken = app.kizashi("study", "import", study, "--from", out)
        self.assertEqual(taken.exit_code, 0, taken.error_lines)
        held = json.loads(app.kizashi("study", "show", study, "--json").out)
        self.assertEqual(held["participants"]["all"], 127)
        self.assertEqual(held["ratings"]["ratings"], len(app.rows_of(out / "ratings.csv")))
        truth = app.json_of(out / "truth.json")
        lacking = {one["participant_id"] for one in truth["ratees"] if one["is_score_missing"]}
        missing = {one["what"]: one["count"] for one in held["missing"]}
        self.assertEqual(missing["ratees-without-score"], len(lacking))

    def test_the_users_own_effects_are_planted(self):
        effects = app.json_of(EFFECTS / "none.json")
        effects["ratings"]["items"][0]["difference"] = 2.5
        file = self.scratch / "strong.json"
        file.write_text(json.dumps(effects), encoding="utf-8")
        out = self.scratch / "strong"
        self.assertEqual(simulate(out, "--effects", file, "--ratees", 20, "--raters", 20).exit_code, 0)
        ratees = app.json_of(out / "truth.json")["ratees"]
        affected = {one["participant_id"] for one in ratees if one["effects_of_group"] == "std"}
        ratings = [row for row in app.rows_of(out / "ratings.csv") if row["item"] == "expressive"]
        mean = {}
        for group in (True, False):
            of_group = [float(row["rating"]) for row in ratings if (row["ratee_id"] in affected) == group]
            mean[group] = sum(of_group) / len(of_group)
        self.assertGreater(mean[True] - mean[False], 1.5)


class Refused(app.AppTest):
    def test_a_mistake_in_the_effects_is_told_with_its_place(self):
        file = self.scratch / "bad.json"
        file.write_text((EFFECTS / "paper.json").read_text(encoding="utf-8").replace('"AU02"', '"AU03"'), encoding="utf-8")
        run = simulate(self.scratch / "none", "--effects", file)
        self.assertNotEqual(run.exit_code, 0)
        self.assertEqual(len(run.error_lines), 1)
        self.assertIn("action_units.units[1].unit", run.error_lines[0])
        self.assertRegex(run.error_lines[0], r"bad\.json: 32:16: ")
        self.assertFalse((self.scratch / "none").exists())

    def test_a_folder_with_something_else_is_left_alone(self):
        folder = self.scratch / "mine"
        folder.mkdir()
        (folder / "participants.csv").write_text("participant_id,role\n", encoding="utf-8")
        run = simulate(folder)
        self.assertEqual(run.exit_code, 2)
        self.assertIn("choose a new or empty folder", run.error_lines[0])
        self.assertEqual(app.contents(folder), ["participants.csv"])

    def test_clip_options_need_clips(self):
        self.assertEqual(simulate(self.scratch / "none", "--clip-seconds", 3).exit_code, 2)


@unittest.skipIf(jsonschema is None, "python3-jsonschema is not installed")
class Schema(unittest.TestCase):
    def setUp(self):
        schema = app.json_of(app.PROJECT / "docs" / "schemas" / "study_effects.schema.json")
        jsonschema.Draft202012Validator.check_schema(schema)
        self.validator = jsonschema.Draft202012Validator(schema)

    def test_the_effects_that_come_along_are_as_their_schema_says(self):
        for name in ("paper", "none"):
            self.validator.validate(app.json_of(EFFECTS / f"{name}.json"))

    def test_the_schema_notices_what_does_not_belong(self):
        effects = app.json_of(EFFECTS / "paper.json")
        effects["ratings"]["items"][0]["size"] = 1
        self.assertFalse(self.validator.is_valid(effects))


if __name__ == "__main__":
    app.main()
