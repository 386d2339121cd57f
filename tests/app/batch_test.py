#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Many clips in one run: the same files however many at once, going on after a kill, and the table over all of them."""

import json
import re

import killed_run

import app


class Jobs(app.AppTest):
    def setUp(self):
        self.clips = self.scratch / "clips"
        if not self.clips.exists():
            killed_run.make_clips(self.clips, 5)

    def test_jobs_change_no_file(self):
        one, three = self.scratch / "one", self.scratch / "three"
        self.assertEqual(app.measure([self.clips], one, "--jobs", 1).exit_code, 1)
        self.assertEqual(app.measure([self.clips], three, "--jobs", 3, "--threads", 2).exit_code, 1)
        self.assertEqual(killed_run.differing_files(killed_run.files_of(one), killed_run.files_of(three)), [])

    def test_the_summary_has_the_numbers_of_the_sidecars(self):
        out = self.scratch / "summary"
        app.measure([self.clips], out)
        rows = app.rows_of(out / "summary.csv")
        self.assertEqual({row["clip"] for row in rows}, {"clip00", "clip01", "clip02", "nobody", "text"})
        for row in rows:
            with self.subTest(clip=row["clip"], au=row["au"], segment=row["segment"]):
                if row["clip"] == "text":
                    self.assertEqual((row["status"], row["error"], row["au"]), ("failed", "not-a-video", ""))
                elif row["clip"] == "nobody":
                    self.assertEqual((row["status"], row["verdict"], row["au"]), ("done", "no-face", ""))
                else:
                    self.expect_row_of_sidecar(row, app.json_of(out / f"{row['clip']}.json"))

    def expect_row_of_sidecar(self, row, sidecar):
        unit = sidecar["faces"][int(row["face_id"])]["action_units"][row["au"]]
        part = unit if row["segment"] == "whole" else unit[f"while_{row['segment']}"]
        for name in ("frames", "mean_intensity", "sd_intensity", "present_share", "bouts", "asymmetry"):
            found = float(row[name]) if row[name] else None
            self.assertEqual(found, None if part is None else part[name], name)

    def test_the_index_lists_the_worst_clips_first_and_links_what_is_there(self):
        out = self.scratch / "index"
        app.measure([self.clips], out, "--report")
        page = (out / "index.html").read_text(encoding="utf-8")
        data = json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL).group(1))
        self.assertEqual([clip["clip"] for clip in data["clips"]][:2], ["text", "nobody"])
        for clip in data["clips"]:
            if clip["status"] == "done":
                self.assertTrue(all((out / link).exists() for link in clip["files"].values() if link), clip)
                self.assertIsNotNone(clip["files"]["report"])
        of_first = app.json_of(out / "clip00.json")["faces"][0]["action_units"]["AU12"]["mean_intensity"]
        listed = {clip["clip"]: clip["action_units"] for clip in data["clips"]}
        self.assertEqual(listed["clip00"]["AU12"]["mean_intensity"], of_first)
        self.assertTrue((out / data["summary"]).exists())

    def test_one_file_alone_has_no_table_over_it(self):
        out = self.scratch / "alone"
        app.measure([self.clips / "clip00.mp4"], out)
        self.assertEqual(app.contents(out), app.three_files("clip00"))


class Resume(app.AppTest):
    def setUp(self):
        self.clip = self.scratch / "moving.mp4"
        if not self.clip.exists():
            app.moving_face_clip(self.clip, 10)

    def resumed(self, out, *options):
        return app.measure([self.clip], out, "--resume", *options).of(self.clip)["resumed"]

    def test_a_finished_clip_is_left_alone_until_its_options_change(self):
        out = self.scratch / "options"
        self.assertFalse(self.resumed(out))
        written = (out / "moving.csv").stat().st_mtime_ns
        self.assertTrue(self.resumed(out))
        self.assertEqual((out / "moving.csv").stat().st_mtime_ns, written)
        self.assertFalse(self.resumed(out, "--baseline", "none"))
        self.assertTrue(self.resumed(out, "--baseline", "none"))
        self.assertFalse(self.resumed(out))

    def test_a_clip_of_which_a_file_is_gone_is_measured_again(self):
        out = self.scratch / "gone"
        self.assertFalse(self.resumed(out))
        (out / "moving.measures.csv").unlink()
        self.assertFalse(self.resumed(out))
        self.assertEqual(app.contents(out), app.three_files("moving"))

    def test_a_report_that_was_not_asked_for_before_is_made(self):
        out = self.scratch / "report"
        self.assertFalse(self.resumed(out))
        self.assertFalse(self.resumed(out, "--report"))
        self.assertTrue((out / "moving.report.html").exists())
        self.assertTrue(self.resumed(out, "--report"))


class Killed(app.AppTest):
    def test_a_run_killed_at_three_moments_and_resumed_leaves_the_same_files(self):
        outcomes = list(killed_run.campaign(self.scratch, 6, 3, ["--report"]))
        for outcome in outcomes:
            self.assertEqual(outcome.differing, [], outcome)
        self.assertTrue(any(outcome.was_running for outcome in outcomes), "no kill found the run at work")


if __name__ == "__main__":
    app.main()
