#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What a study takes in, what it refuses and how it says so, and that what it gives out can be taken in again."""

import os
import re
import shutil
import signal
import sqlite3
import subprocess
import time

import app
from study_app import StudyTest

PEOPLE = """participant_id,role,bdi2_total,simulated
p01,ratee,5,1
p02,ratee,15,1
r01,rater,3,1
"""
RATINGS = """rater_id,ratee_id,item,rating
r01,p01,friendly,6
r01,p02,friendly,4
"""
UNITS = """participant_id,au,measure,value
p01,AU01,intensity,0.5
p01,AU01,presence,0.25
p02,AU12,intensity,1.5
"""


class FilledTest(StudyTest):
    """A study with people, ratings and action units."""

    def filled_study(self):
        study = self.make_study()
        people, ratings = self.file("participants.csv", PEOPLE), self.file("ratings.csv", RATINGS)
        units = self.file("action-units.csv", UNITS)
        self.import_well(study, "--participants", people, "--ratings", ratings, "--action-units", units)
        return study


class Taken(FilledTest):
    """Tables of every kind."""

    def test_an_import_counts_what_it_took_in(self):
        study = self.make_study()
        people, ratings = self.file("participants.csv", PEOPLE), self.file("ratings.csv", RATINGS)
        told = self.import_well(study, "--participants", people, "--ratings", ratings)
        self.assertEqual(told["imported"]["participants"], {"added": 3, "completed": 0, "already_there": 0})
        self.assertEqual(told["imported"]["ratings"]["added"], 2)

    def test_repeating_an_import_doubles_nothing(self):
        study = self.filled_study()
        before = self.content_of(study)
        tables = [self.folder / name for name in ("participants.csv", "ratings.csv", "action-units.csv")]
        told = self.import_well(study, "--participants", tables[0], "--ratings", tables[1], "--action-units", tables[2])
        for count in told["imported"].values():
            self.assertEqual(count["added"], 0)
            self.assertGreater(count["already_there"], 0)
        self.assertEqual(self.content_of(study), before)

    def test_every_common_way_to_save_a_table_gives_the_same_study(self):
        contents = set()
        ways = [("utf-8", ","), ("utf-8-sig", ","), ("utf-8", "\t"), ("utf-8", ";"), ("utf-8-sig", ";")]
        for number, (encoding, delimiter) in enumerate(ways):
            study = self.make_study(f"study{number}", "--setting", "simulated", "--place", "jp", "--title", "同じ")
            people = "participant_id,role,bdi2_total,simulated,学部\n参加者01,both,5,1,文学部\n参加者02,both,15,1,理学部\n"
            ratings = "rater_id,ratee_id,item,rating\n参加者01,参加者02,friendly,6\n"
            for name, text in (("people", people), ("ratings", ratings)):
                self.file(f"{name}{number}.csv", text.replace(",", delimiter).replace("\n", "\r\n"), encoding)
            self.import_well(study, "--participants", self.folder / f"people{number}.csv")
            self.import_well(study, "--ratings", self.folder / f"ratings{number}.csv")
            contents.add(self.content_of(study))
        self.assertEqual(len(contents), 1)

    def test_what_was_blank_before_is_completed(self):
        study = self.make_study()
        self.import_well(study, "--participants", self.file("a.csv", PEOPLE.replace("15", "")))
        told = self.import_well(study, "--participants", self.file("b.csv", PEOPLE))
        self.assertEqual(told["imported"]["participants"], {"added": 0, "completed": 1, "already_there": 2})


class Guide(StudyTest):
    """The examples of the guide, imported as they stand there."""

    def test_every_table_that_the_guide_shows_can_be_imported(self):
        page = (app.PROJECT / "docs/guide/study-files.md").read_text(encoding="utf-8")
        sections = re.findall(r"^## (\S+\.csv)\n(.*?)(?=^## |\Z)", page, re.DOTALL | re.MULTILINE)
        self.assertEqual([name for name, _ in sections], ["participants.csv", "ratings.csv", "clips.csv", "action-units.csv", "exclusions.csv"])
        (self.folder / "videos").mkdir()
        app.face_clip(self.folder / "videos" / "p01.mp4", frames=5)
        rows = 0
        for name, body in sections:
            lines = [line.strip() for line in body.splitlines() if line.startswith("    ")]
            rows += len(lines) - 1
            self.file(name, "\n".join(lines) + "\n")
        study = self.make_study("study", "--setting", "research", "--place", "jp", "--ethics-id", "2026-1", "--until", "2099-12-31")
        told = self.import_well(study, "--from", self.folder)
        self.assertEqual(sum(count["added"] for count in told["imported"].values()), rows)


class Refused(FilledTest):
    """Rows that cannot be taken in."""

    def refusals(self, study, *arguments):
        outcome = self.import_into(study, *arguments)
        self.assertEqual(outcome.exit_code, 1)
        self.assertEqual(outcome.objects[-1]["error"], "rejected-rows")
        self.assertEqual(len(outcome.error_lines), 1)
        return [(one["line"], one["column"]) for one in outcome.objects[:-1]]

    def test_every_bad_row_is_named_and_none_of_the_good_ones_is_taken_in(self):
        study = self.make_study()
        people = PEOPLE + "p01,ratee,7,1\np04,judge,7,1\np05,ratee,64,1\np06,ratee,-1,1\np07,ratee,12.5,1\n,ratee,1,1\np09,ratee\n"
        found = self.refusals(study, "--participants", self.file("people.csv", people))
        self.assertEqual([line for line, _ in found], [5, 6, 7, 8, 9, 10, 11])
        named = ["participant_id", "role", "bdi2_total", "bdi2_total", "bdi2_total", "participant_id"]
        self.assertEqual([column for _, column in found][:6], named)
        told = self.import_well(study, "--participants", self.file("good.csv", PEOPLE))
        self.assertEqual(told["imported"]["participants"]["added"], 3)

    def test_ratings_of_unknown_people_off_the_scale_or_of_no_item_are_refused(self):
        study = self.filled_study()
        before = self.content_of(study)
        rows = ["r01,p99,friendly,3", "r99,p01,friendly,3", "p01,p02,friendly,3", "r01,p01,friendly,8", "r01,p01,handsome,3",
                "r01,p01,stiff,", "r01,p02,stiff,3"]  # fmt: skip
        table = self.file("bad.csv", "rater_id,ratee_id,item,rating\n" + "\n".join(rows) + "\n")
        expected = [(2, "ratee_id"), (3, "rater_id"), (4, "rater_id"), (5, "rating"), (6, "item"), (7, "rating")]
        self.assertEqual(self.refusals(study, "--ratings", table), expected)
        self.assertEqual(self.content_of(study), before)

    def test_another_value_for_the_same_thing_is_refused(self):
        study = self.filled_study()
        self.assertEqual(self.refusals(study, "--ratings", self.file("b.csv", RATINGS.replace("friendly,6", "friendly,5")))[0][0], 2)
        self.assertEqual(self.refusals(study, "--participants", self.file("c.csv", PEOPLE.replace("15", "16")))[0][0], 3)

    def test_a_table_in_another_encoding_says_how_to_save_it(self):
        study = self.make_study()
        outcome = self.import_into(study, "--participants", self.file("p.csv", PEOPLE + "ロ,ratee,3,1\n", "cp932"))
        self.assertEqual(outcome.exit_code, 1)
        self.assertIn("UTF-8", outcome.objects[0]["reason"])

    def test_a_table_without_a_needed_column_says_which(self):
        study = self.make_study()
        outcome = self.import_into(study, "--participants", self.file("p.csv", "id,role\np01,ratee\n"))
        self.assertEqual(outcome.exit_code, 1)
        self.assertIn("participant_id", outcome.objects[0]["reason"])

    def test_missing_and_empty_tables_are_one_line_each(self):
        study = self.make_study()
        empty = self.file("empty.csv", "")
        for path, word in ((self.folder / "none.csv", "missing-file"), (empty, "empty-file")):
            outcome = self.import_into(study, "--participants", path)
            self.assertEqual((outcome.exit_code, outcome.objects[-1]["error"]), (1, word))
            self.assertEqual(len(outcome.error_lines), 1)

    def test_nothing_asked_for_is_wrong_usage(self):
        self.assertEqual(self.import_into(self.make_study()).exit_code, 2)

    def test_real_and_simulated_people_are_never_in_one_study(self):
        simulated = self.make_study()
        self.assertEqual(self.refusals(simulated, "--participants", self.file("a.csv", PEOPLE.replace(",1\n", ",0\n"))),
                         [(2, "simulated"), (3, "simulated"), (4, "simulated")])  # fmt: skip
        real = self.make_study("real", "--setting", "self", "--place", "jp")
        self.assertEqual(self.refusals(real, "--participants", self.file("b.csv", PEOPLE))[0], (2, "simulated"))


class Policy(FilledTest):
    """What setting and place allow."""

    def test_scores_beside_faces_need_a_setting_that_allows_it(self):
        people = self.file("p.csv", PEOPLE.replace(",1\n", ",0\n"))
        units = self.file("u.csv", UNITS)
        research = ("--setting", "research", "--place", "jp", "--ethics-id", "2026-1", "--until", "2099-12-31")
        for name, options, allowed in (
            ("none", ("--title", "no setting"), False),
            ("self", ("--setting", "self", "--place", "jp"), False),
            ("school", ("--setting", "school", "--place", "eu"), False),
            ("research", research, True),
        ):
            with self.subTest(name):
                study = self.make_study(name, *options)
                self.import_well(study, "--participants", people)
                outcome = self.import_into(study, "--action-units", units)
                self.assertEqual(outcome.exit_code, 0 if allowed else 1)
                if not allowed:
                    self.assertEqual(outcome.objects[-1]["error"], "not-permitted")

    def test_an_approval_that_has_ended_takes_nothing_more_in(self):
        research = ("--setting", "research", "--place", "jp", "--ethics-id", "2026-1", "--until", "2099-12-31")
        study = self.make_study("ended", *research)
        with sqlite3.connect(study / "study.sqlite") as database:
            (table,) = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE sql LIKE '%until_date%'")]
            database.execute(f"UPDATE {table} SET until_date = '2020-01-01'")
        database.close()
        self.import_well(study, "--participants", self.file("p.csv", PEOPLE.replace(",1\n", ",0\n")))
        outcome = self.import_into(study, "--action-units", self.file("u.csv", UNITS))
        self.assertEqual(outcome.objects[-1]["error"], "not-permitted")


class Clips(FilledTest):
    """Recordings, which stay where they are."""

    def test_clips_are_named_by_their_files_or_by_a_table(self):
        clips = self.folder / "clips"
        clips.mkdir()
        script = '{"schema": 1, "size_px": 128, "frame_rate_hz": 25, "duration_s": %s, "movements": []}'
        for stem, seconds in (("p01", 0.2), ("p01_neutral", 0.24), ("p02_ses-2_take-3", 0.28)):
            made = app.kizashi("simulate", "clip", "--script", self.file("s.json", script % seconds), "--out", clips / f"{stem}.mp4")
            self.assertEqual(made.exit_code, 0, made.error_lines)
        table = "participant_id,file,kind,session,take\np01,clips/p01.mp4,,,\np01,clips/p01_neutral.mp4,neutral,,\n"
        table = self.file("clips.csv", table + "p02,clips/p02_ses-2_take-3.mp4,main,2,3\n")
        rows = []
        for name, source in (("a", clips), ("b", table)):
            study = self.make_study(name)
            people = self.file("participants.csv", PEOPLE)
            told = self.import_well(study, "--participants", people, "--clips", source)
            self.assertEqual(told["imported"]["clips"]["added"], 3)
            rows.append(app.rows_of(self.export(study, f"of_{name}") / "clips.csv"))
        self.assertEqual(rows[0], rows[1])

    def test_a_real_clip_is_refused_among_simulated_people(self):
        study = self.filled_study()
        clips = self.folder / "clips"
        clips.mkdir()
        app.face_clip(clips / "p01.mp4", frames=5)
        outcome = self.import_into(study, "--clips", clips)
        self.assertEqual(outcome.exit_code, 1)
        self.assertIn("simulated", outcome.objects[0]["reason"])

    def test_clips_of_nobody_and_files_that_are_no_video_are_refused_by_name(self):
        study = self.make_study("real", "--setting", "self", "--place", "jp")
        people = "participant_id,role\n参加者 1,ratee\np02,rater\np03,ratee\n"
        self.import_well(study, "--participants", self.file("p.csv", people))
        clips = self.folder / "clips"
        clips.mkdir()
        app.face_clip(clips / "参加者 1_ses-2_take-3.mp4", frames=5)
        for name in ("p02.mp4", "p99.mp4"):
            shutil.copy(clips / "参加者 1_ses-2_take-3.mp4", clips / name)
        (clips / "p03.mp4").write_text("no video")
        (clips / "notes.txt").write_text("not looked at")
        outcome = self.import_into(study, "--clips", clips)
        self.assertEqual(sorted(os.path.basename(one["file"]) for one in outcome.objects[:-1]), ["p02.mp4", "p03.mp4", "p99.mp4"])
        for name in ("p02.mp4", "p03.mp4", "p99.mp4"):
            (clips / name).unlink()
        self.import_well(study, "--clips", clips)
        row = app.rows_of(self.export(study) / "clips.csv")[0]
        self.assertEqual((row["participant_id"], row["session"], row["take"], row["kind"]), ("参加者 1", "2", "3", "main"))


class Exported(FilledTest):
    """The way out, and in again."""

    def test_an_export_makes_a_study_of_the_same_content(self):
        study = self.filled_study()
        excluded = app.kizashi("study", "exclude", study, "p02", "--reason", "音声がない, \"quiet\"")
        self.assertEqual(excluded.exit_code, 0, excluded.error_lines)
        self.assertEqual(app.kizashi("study", "lock", study).exit_code, 0)
        export = self.export(study)
        again = self.folder / "again"
        self.import_well(again, "--from", export)
        self.assertEqual(self.content_of(again), app.json_of(export / "study.json")["content_sha256"])
        self.assertEqual(app.kizashi("study", "verify", again).exit_code, 0)
        second = self.export(again, "second")
        for name in app.contents(export):
            if name not in ("audit.csv", "study.json"):
                self.assertEqual((export / name).read_bytes(), (second / name).read_bytes(), name)

    def test_a_failed_import_of_an_export_leaves_no_study(self):
        export = self.export(self.filled_study())
        with open(export / "ratings.csv", "a", encoding="utf-8") as table:
            table.write("r01,p99,friendly,3,,,\n")
        outcome = self.import_into(self.folder / "again", "--from", export)
        self.assertEqual(outcome.exit_code, 1)
        self.assertFalse((self.folder / "again").exists())

    def test_an_export_never_replaces_other_files(self):
        study = self.filled_study()
        outcome = app.kizashi("study", "export", study, "--format", "csv", "--out", self.folder)
        self.assertEqual(outcome.exit_code, 2)
        self.assertTrue((self.folder / "participants.csv").exists())

    def test_an_export_replaces_an_earlier_one_whole(self):
        study = self.filled_study()
        first = app.contents(self.export(study))
        self.assertEqual(app.contents(self.export(study)), first)
        self.assertFalse([name for name in os.listdir(self.folder) if "partial" in name])

    def test_the_log_of_an_export_names_nobody(self):
        study = self.filled_study()
        text = (self.export(study) / "audit.csv").read_text(encoding="utf-8")
        for person in ("p01", "p02", "r01"):
            self.assertNotIn(person, text)


class Trouble(FilledTest):
    """Studies and disks that are not as they should be."""

    def test_no_study_a_damaged_one_and_a_newer_one_are_told_apart(self):
        study = self.filled_study()
        people = self.folder / "participants.csv"
        outcome = self.import_into(self.folder / "nowhere", "--participants", people)
        self.assertEqual(outcome.objects[-1]["error"], "missing-study")
        newer = shutil.copytree(study, self.folder / "newer")
        database = sqlite3.connect(newer / "study.sqlite")
        database.execute("PRAGMA user_version = 9999")
        database.commit()
        database.close()
        self.assertEqual(self.import_into(newer, "--participants", people).objects[-1]["error"], "newer-study")
        damaged = shutil.copytree(study, self.folder / "damaged")
        (damaged / "study.sqlite").write_bytes(b"no database at all" * 100)
        self.assertEqual(self.import_into(damaged, "--participants", people).objects[-1]["error"], "damaged-study")

    def test_a_study_that_another_program_changes_is_busy(self):
        study = self.filled_study()
        database = sqlite3.connect(study / "study.sqlite", isolation_level=None)
        database.execute("BEGIN IMMEDIATE")
        outcome = self.import_into(study, "--participants", self.folder / "participants.csv")
        database.execute("ROLLBACK")
        database.close()
        self.assertEqual((outcome.exit_code, outcome.objects[-1]["error"]), (1, "busy-study"))

    def test_an_interrupted_import_changes_nothing(self):
        study = self.filled_study()
        before = self.content_of(study)
        rows = "".join(f"p{number},rater,,1\n" for number in range(100, 200_000))
        people = self.file("many.csv", "participant_id,role,bdi2_total,simulated\n" + rows)
        command = [app.PROGRAM, "study", "import", str(study), "--participants", str(people)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            time.sleep(0.3)
            process.send_signal(signal.SIGINT)
            process.communicate(timeout=60)
        self.assertEqual(process.returncode, 130)
        self.assertEqual(self.content_of(study), before)


class FullDisk(FilledTest):
    """A disk with no space left."""

    def test_nothing_changes_and_the_message_says_why(self):
        disk = self.folder / "disk"
        disk.mkdir()
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "none", str(disk)], capture_output=True, check=False)
        if mounted.returncode != 0:
            self.skipTest("no small disk can be mounted here")
        self.addCleanup(subprocess.run, ["umount", str(disk)], check=False)
        study = disk / "study"
        self.assertEqual(app.kizashi("study", "init", study, "--setting", "simulated", "--place", "jp").exit_code, 0)
        people = self.file("p.csv", PEOPLE)
        self.import_well(study, "--participants", people)
        before = self.content_of(study)
        rows = "".join(f"p{number},rater,,1\n" for number in range(100, 40_000))
        many = self.file("many.csv", "participant_id,role,bdi2_total,simulated\n" + rows)
        outcome = self.import_into(study, "--participants", many)
        self.assertEqual((outcome.exit_code, outcome.objects[-1]["error"]), (1, "disk-full"))
        self.assertEqual(self.content_of(study), before)
        self.assertEqual(app.kizashi("study", "verify", study).exit_code, 0)


if __name__ == "__main__":
    app.main()
