#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A study's clips through the program: measured once, with the bytes of `kizashi measure`, whatever happens in between."""

import os
import signal
import subprocess
import time

import app

STEMS = ["jun", "jun_neutral", "mio", "参加者1"]


def moving_clip(path, number):
    """Clips of different lengths: a study has one of the same bytes."""
    return app.moving_face_clip(path, frames=14 + number)


class MeasureTest(app.AppTest):
    """Each test has a study of its own with the same recordings: three people, one of them with a neutral one."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.recordings = cls.scratch / "recordings"
        cls.recordings.mkdir()
        for number, stem in enumerate(STEMS):
            moving_clip(cls.recordings / f"{stem}.mp4", number)

    def setUp(self):
        self.folder = self.scratch / self.id().rsplit(".", 1)[-1]
        self.folder.mkdir()
        self.study = self.folder / "study"
        self.clips = self.folder / "clips"
        self.clips.mkdir()
        for clip in self.recordings.iterdir():
            (self.clips / clip.name).write_bytes(clip.read_bytes())
        self.run_well("init", "--setting", "self", "--place", "jp")
        self.take_in("jun", "mio", "参加者1")

    def run_well(self, verb, *options):
        run = app.kizashi("study", verb, self.study, *options)
        self.assertEqual(run.exit_code, 0, run.error_lines)
        return run

    def take_in(self, *people):
        table = self.folder / "participants.csv"
        rows = [f"{person},ratee\n" for person in people]
        table.write_text("participant_id,role\n" + "".join(rows), encoding="utf-8")
        self.run_well("import", "--participants", table, "--clips", self.clips)

    def clip(self, stem):
        return self.clips / f"{stem}.mp4"

    def measure(self, *options):
        return app.kizashi("study", "measure", self.study, "--json", *options)

    def become_of(self, run, stem):
        """What a run says of a clip: measured, before, left-out, or the word of its error."""
        said = run.of(self.clip(stem))
        if said["status"] == "done":
            return "before" if said["resumed"] else "measured"
        return said.get("error", said["status"])


class Measured(MeasureTest):
    def test_every_clip_is_measured_once_and_a_new_one_alone(self):
        first = self.measure()
        self.assertEqual(first.exit_code, 0, first.error_lines)
        self.assertEqual({self.become_of(first, stem) for stem in STEMS}, {"measured"})
        self.assertEqual(app.contents(self.study), ["study.sqlite"])
        again = self.measure("--resume")
        self.assertEqual({self.become_of(again, stem) for stem in STEMS}, {"before"})
        self.assertEqual(again.of(self.clip("mio"))["frames"], first.of(self.clip("mio"))["frames"])
        moving_clip(self.clip("mio_take-2"), 20)
        self.take_in("mio")
        third = self.measure()
        self.assertEqual({self.become_of(third, stem) for stem in STEMS}, {"before"})
        self.assertEqual(self.become_of(third, "mio_take-2"), "measured")
        self.run_well("verify")

    def test_a_run_tells_how_many(self):
        run = self.run_well("measure")
        self.assertIn("clips measured: 4, measured before: 0\n", run.out)
        self.assertNotIn(".measuring", run.out)

    def test_what_is_excluded_is_left_out(self):
        self.run_well("exclude", "jun", "--reason", "withdrew")
        run = self.measure()
        self.assertEqual([self.become_of(run, stem) for stem in STEMS], ["left-out", "left-out", "measured", "measured"])

    def test_without_its_neutral_a_clip_is_measured_anew(self):
        self.run_well("measure")
        self.run_well("exclude", "jun", "--neutral", "--reason", "spoke")
        run = self.measure()
        self.assertEqual([self.become_of(run, stem) for stem in STEMS], ["measured", "left-out", "before", "before"])

    def content(self):
        """The export of the measurements: names and bytes."""
        out = self.folder / "export"
        run = app.kizashi("study", "export", self.study, "--format", "csv", "--out", out)
        if run.exit_code == 2:
            self.skipTest("this program has no study export")
        tables = out / "measurements"
        return {name: (tables / name).read_bytes() for name in app.contents(tables)}

    def test_an_export_has_the_bytes_of_measuring_outside_the_study(self):
        self.run_well("measure", "--jobs", 2, "--threads", 2)
        found = self.content()
        for stem in STEMS:
            out = self.folder / "outside"
            baseline = ["--baseline", f"neutral:{self.clip('jun_neutral')}"] if stem == "jun" else []
            self.assertEqual(app.measure([self.clip(stem)], out, "--threads", 1, *baseline).exit_code, 0)
            for ending in (".csv", ".measures.csv"):
                self.assertEqual(found[stem + ending], (out / (stem + ending)).read_bytes(), stem + ending)
            plain = (out / f"{stem}.json").read_text(encoding="utf-8")
            said = found[f"{stem}.json"].decode()
            self.assertTrue(said.startswith(plain.removesuffix("\n}\n") + ',\n  "study": {'), stem)


class Trouble(MeasureTest):
    def test_a_changed_and_a_vanished_clip_fail_alone(self):
        with open(self.clip("mio"), "ab") as file:
            file.write(b"more")
        self.clip("参加者1").unlink()
        run = self.measure()
        self.assertEqual(run.exit_code, 1)
        self.assertEqual([self.become_of(run, stem) for stem in STEMS],
                         ["measured", "measured", "changed-clip", "missing-file"])  # fmt: skip
        self.assertEqual(len(run.error_lines), 2)
        self.clip("mio").write_bytes((self.recordings / "mio.mp4").read_bytes())
        self.assertEqual(self.become_of(self.measure(), "mio"), "measured")

    def test_a_neutral_that_changed_fails_with_what_counts_from_it(self):
        with open(self.clip("jun_neutral"), "ab") as file:
            file.write(b"more")
        run = self.measure()
        self.assertEqual([self.become_of(run, stem) for stem in STEMS],
                         ["changed-clip", "changed-clip", "measured", "measured"])  # fmt: skip

    def start(self):
        command = [app.PROGRAM, "study", "measure", str(self.study), "--jobs", "1", "--json"]
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8")

    def test_an_interrupted_run_keeps_what_is_finished(self):
        with self.start() as process:
            process.stdout.readline()  # the first clip is in the study
            process.send_signal(signal.SIGINT)
            process.communicate()
        self.assertEqual(process.returncode, 130)
        self.assertEqual(app.contents(self.study), ["study.sqlite"])
        run = self.measure()
        self.assertEqual(run.exit_code, 0)
        self.assertEqual(self.become_of(run, STEMS[0]), "before")
        self.assertIn("measured", {self.become_of(run, stem) for stem in STEMS})

    def test_a_killed_run_leaves_nothing_in_the_way(self):
        with self.start() as process:
            process.stdout.readline()
            process.kill()
            process.communicate()
        self.assertEqual(self.measure().exit_code, 0)
        self.assertEqual(app.contents(self.study), ["study.sqlite"])
        self.run_well("verify")

    def test_one_process_measures_at_a_time(self):
        with self.start() as process:
            while process.poll() is None and not (self.study / ".measuring").exists():
                time.sleep(0.01)
            os.kill(process.pid, signal.SIGSTOP)
            second = self.measure()
            os.kill(process.pid, signal.SIGCONT)
            process.communicate()
        self.assertEqual((second.exit_code, second.objects[0]["error"]), (1, "busy-study"))
        self.assertEqual(process.returncode, 0)


class Refused(app.AppTest):
    def test_faces_are_not_measured_where_the_setting_forbids_it(self):
        folder = self.scratch / "school"
        self.assertEqual(app.kizashi("study", "init", folder, "--setting", "school", "--place", "eu").exit_code, 0)
        run = app.kizashi("study", "measure", folder, "--json")
        self.assertEqual((run.exit_code, run.objects[0]["error"], len(run.error_lines)), (1, "not-permitted", 1))
        self.assertEqual(app.contents(folder), ["study.sqlite"])

    def test_a_study_without_clips_says_so(self):
        folder = self.scratch / "empty"
        app.kizashi("study", "init", folder, "--setting", "simulated")
        run = app.kizashi("study", "measure", folder)
        self.assertEqual(run.exit_code, 0, run.error_lines)
        self.assertIn("no clips", run.out)

    def test_there_must_be_a_study(self):
        run = app.kizashi("study", "measure", self.scratch / "none", "--json")
        self.assertEqual((run.exit_code, run.objects[0]["error"]), (1, "missing-study"))

    def test_the_engines_options_must_fit(self):
        run = app.kizashi("study", "measure", self.scratch / "none", "--models", "x")
        self.assertEqual(run.exit_code, 2)


if __name__ == "__main__":
    app.main()
