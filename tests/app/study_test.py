#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A study through the program: made, shown, locked, left out of, verified; and what is refused."""

import json
import sqlite3

import app
from study_app import changed, validator_of

RESEARCH = ["--setting", "research", "--place", "jp", "--ethics-id", "2026-12", "--until", "2999-12-31"]


class StudyTest(app.AppTest):
    """Each test has folders of its own."""

    def study(self, verb, folder, *options):
        return app.kizashi("study", verb, folder, *options)

    def made(self, *options):
        folder = self.scratch / self.id().rsplit(".", 1)[-1]
        run = self.study("init", folder, *options)
        self.assertEqual(run.exit_code, 0, run.error_lines)
        return folder

    def one_error(self, run, exit_code, words):
        self.assertEqual(run.exit_code, exit_code)
        self.assertEqual(len(run.error_lines), 1, run.error_lines)
        self.assertRegex(run.error_lines[0], words)

    def error_word(self, folder):
        run = self.study("show", folder, "--json")
        self.assertEqual((run.exit_code, len(run.error_lines)), (1, 1))
        self.assertEqual(run.objects[0]["study"], str(folder))
        return run.objects[0]["error"]


class Init(StudyTest):
    def test_a_folder_is_enough_and_the_missing_setting_is_said(self):
        folder = self.made()
        self.assertEqual(app.contents(folder), ["study.sqlite"])
        self.assertEqual(folder.stat().st_mode & 0o777, 0o700)
        self.assertEqual((folder / "study.sqlite").stat().st_mode & 0o777, 0o600)
        run = self.study("show", folder)
        self.assertIn("takes in no scores beside faces", run.out)

    def test_a_setting_says_what_it_allows(self):
        run = self.study("init", self.scratch / "allowed", "--setting", "workplace", "--place", "eu")
        self.assertEqual(run.exit_code, 0)
        self.assertRegex(run.out, r"measure +no: .*AI Act Art\. 5\(1\)\(f\)")

    def test_a_setting_is_given_once_also_later(self):
        folder = self.made()
        self.one_error(self.study("init", folder), 1, "already")
        self.assertEqual(self.study("init", folder, *RESEARCH).exit_code, 0)
        self.assertEqual(self.study("show", folder, "--json").objects[0]["rules"]["setting"], "research")
        self.one_error(self.study("init", folder, *RESEARCH), 1, "research already")

    def test_wrong_words_are_wrong_usage_and_leave_nothing(self):
        folder = self.scratch / "never"
        for options, words in [
            (["--setting", "hospital"], "research, clinic, self"),
            (["--setting", "self", "--place", "uk"], "eu, jp, us-il, us, other"),
            (["--setting", "research"], "--ethics-id"),
            (["--setting", "research", "--ethics-id", "1", "--until", "2000-01-01"], "after today"),
            (["--setting", "research", "--ethics-id", "1", "--until", "tomorrow"], "YYYY-MM-DD"),
            (["--setting", "clinic"], "--responsible"),
            (["--place", "jp"], "--setting"),
        ]:
            self.one_error(self.study("init", folder, *options), 2, words)
            self.assertFalse(folder.exists())

    def test_japanese_is_kept(self):
        folder = self.scratch / "笑顔の研究"
        self.assertEqual(self.study("init", folder, "--title", "春の笑顔", "--setting", "simulated").exit_code, 0)
        shown = self.study("show", folder, "--json").objects[0]
        self.assertEqual((shown["title"], shown["study"]), ("春の笑顔", str(folder)))
        self.assertIn("春の笑顔", self.study("show", folder).out)

    def test_a_place_that_cannot_be_written_is_an_error(self):
        self.one_error(self.study("init", "/proc/none/study"), 1, "/proc/none")


class Use(StudyTest):
    def test_a_plan_is_locked_once(self):
        folder = self.made(*RESEARCH)
        first = self.study("lock", folder)
        self.assertEqual(first.exit_code, 0)
        sha256 = self.study("show", folder, "--json").objects[0]["protocol"]["sha256"]
        self.assertIn(sha256, first.out)
        self.assertIn("already", self.study("lock", folder).out)

    def test_nobody_unknown_is_left_out(self):
        folder = self.made(*RESEARCH)
        self.one_error(self.study("exclude", folder, "P1", "--reason", "x"), 1, "P1")
        self.one_error(self.study("exclude", folder, "P1"), 2, "--reason")
        self.one_error(self.study("exclude", folder, "P1", "--undo", "--reason", "x"), 2, "--undo|--reason")
        self.one_error(self.study("exclude", folder, "P1", "--session", "0", "--reason", "x"), 2, "--session")

    def test_a_head_that_was_written_down_is_known_again(self):
        folder = self.made(*RESEARCH)
        verdict = self.study("verify", folder, "--json").objects[0]
        self.assertEqual((verdict["is_whole"], verdict["findings"]), (True, []))
        self.study("lock", folder)
        later = self.study("verify", folder, "--head", verdict["head_sha256"], "--json")
        self.assertEqual(later.exit_code, 0)
        self.assertEqual(later.objects[0]["log_entries"], verdict["log_entries"] + 1)
        self.one_error(self.study("verify", folder, "--head", "0" * 64), 1, "audit log")

    def test_the_object_of_show_names_all(self):
        shown = self.study("show", self.made(*RESEARCH), "--json").objects[0]
        names = ["study", "title", "rules", "ethics_id", "until", "is_over", "responsible", "protocol", "participants", "clips",
                 "ratings", "missing", "left_out"]  # fmt: skip
        self.assertEqual(list(shown), names)
        self.assertEqual(len(shown["rules"]["actions"]), 6)


class Broken(StudyTest):
    def test_a_folder_without_a_study(self):
        self.assertEqual(self.error_word(self.scratch / "nowhere"), "missing-study")
        for verb in ("lock", "verify"):
            self.one_error(self.study(verb, self.scratch / "nowhere"), 1, "nowhere")

    def test_a_damaged_file(self):
        folder = self.made(*RESEARCH)
        file = folder / "study.sqlite"
        file.write_bytes(file.read_bytes()[:5000])
        self.assertEqual(self.error_word(folder), "damaged-study")
        file.write_bytes(b"no database at all" * 1000)
        self.assertEqual(self.error_word(folder), "damaged-study")
        file.write_bytes(b"")
        self.assertEqual(self.error_word(folder), "damaged-study")

    def test_a_changed_log(self):
        folder = self.made(*RESEARCH)
        self.study("lock", folder)
        database = sqlite3.connect(folder / "study.sqlite")
        for (trigger,) in database.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
            database.execute(f'DROP TRIGGER "{trigger}"')
        database.execute("UPDATE audit_entry SET action = 'study.made' WHERE action = 'study.init'")
        database.commit()
        database.close()
        run = self.study("verify", folder)
        self.assertEqual(run.exit_code, 1)
        self.assertTrue(any("audit log" in line for line in run.error_lines), run.error_lines)

    def test_a_newer_study(self):
        folder = self.made(*RESEARCH)
        database = sqlite3.connect(folder / "study.sqlite")
        version = database.execute("PRAGMA user_version").fetchone()[0]
        database.execute(f"PRAGMA user_version = {version + 1}")
        database.commit()
        database.close()
        self.assertEqual(self.error_word(folder), "newer-study")


class Protocol(StudyTest):
    """The schema and the program agree on what a protocol is."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.validator = validator_of("protocol.schema.json")
        cls.shipped = app.json_of(app.PROJECT / "data" / "protocols" / "sugimori2025.json")

    def program_takes(self, document):
        file = self.scratch / "protocol.json"
        file.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
        folder = self.scratch / f"study{len(list(self.scratch.iterdir()))}"
        run = self.study("init", folder, "--protocol", file)
        if run.exit_code != 0:
            self.one_error(run, 1, "protocol.json")
            self.assertFalse(folder.exists())
        return run.exit_code == 0

    def test_both_take_the_shipped_one_and_a_changed_one(self):
        for document in [
            self.shipped,
            changed(self.shipped, ["scale", "step"], None),
            changed(self.shipped, ["note"], None),
            changed(self.shipped, ["title", "ja"], "別の研究"),
            changed(self.shipped, ["summary"], "median"),
        ]:
            self.assertTrue(self.validator.is_valid(document))
            self.assertTrue(self.program_takes(document))

    def test_both_refuse_what_has_the_wrong_form(self):
        required = [[name] for name in self.shipped if name != "note"]
        for path, value in [
            *((path, None) for path in required),
            (["schema"], 2), (["id"], "Big"), (["colour"], "red"), (["version"], ""), (["title", "ja"], ""),
            (["items"], []), (["items", 0, "id"], "a b"), (["items", 0, "valence"], "good"), (["items", 0, "label", "en"], None),
            (["scale", "lowest"], "1"), (["scale", "step"], 0), (["instrument"], "bdi"), (["groupings"], []),
            (["groupings", 0, "groups"], self.shipped["groupings"][0]["groups"][:1]), (["groupings", 0, "groups", 0, "low"], 1.5),
            (["groupings", 0, "groups", 0, "low"], -1), (["families", 0, "analyses"], []),
            (["families", 0, "analyses", 0], "au.anything"), (["alpha"], 0.6), (["smallest_effect_d"], 0),
            (["baseline"], "neutral"), (["segment"], "all"), (["summary"], "mode"), (["clip_duration_s"], 0),
        ]:  # fmt: skip
            document = changed(self.shipped, path, value)
            self.assertFalse(self.validator.is_valid(document), path)
            self.assertFalse(self.program_takes(document), path)

    def test_the_program_refuses_what_no_schema_sees(self):
        for path, value in [
            (["scale", "highest"], 1),
            (["scale", "step"], 4),
            (["groupings", 0, "groups", 1, "high"], 11),
            (["groupings", 0, "groups", 0, "high"], 64),
            (["items", 1, "id"], "expressive"),
            (["families", 1, "analyses", 0], "ratings.by_ratee"),
        ]:
            document = changed(self.shipped, path, value)
            self.assertTrue(self.validator.is_valid(document), path)
            self.assertFalse(self.program_takes(document), path)

    def test_the_schema_names_every_questionnaire(self):
        files = (app.PROJECT / "data" / "instruments").glob("*.json")
        self.assertEqual(self.validator.schema["properties"]["instrument"]["enum"], sorted({app.json_of(file)["id"] for file in files}))


if __name__ == "__main__":
    app.main()
