#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Which zero intensities count from, and by which map, as the user says and the sidecar repeats."""

import json
import re
import unittest

import app

MODES = ["none", "clip", "running"]


class Baselines(app.AppTest):
    """One clip under every baseline."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clip = app.moving_face_clip(cls.scratch / "moving.mp4", frames=30)
        cls.own_measures = cls.scratch / "clip" / "moving.measures.csv"
        for mode in MODES:
            cls.measure_under(mode, mode)
        cls.measure_under("neutral", f"neutral:{cls.own_measures}")

    @classmethod
    def measure_under(cls, name, baseline, *options):
        outcome = app.measure([cls.clip], cls.scratch / name, "--baseline", baseline, *options)
        assert outcome.exit_code == 0, outcome.error_lines

    def sidecar(self, name):
        return json.loads((self.scratch / name / "moving.json").read_text(encoding="utf-8"))

    def median_of(self, name, unit):
        return self.sidecar(name)["faces"][0]["action_units"][unit]["median_intensity"]

    def test_the_sidecar_names_the_baseline_and_what_it_assumes(self):
        assumed = set()
        for name in [*MODES, "neutral"]:
            sidecar = self.sidecar(name)
            self.assertEqual(sidecar["provenance"]["options"]["baseline"], name)
            baseline = sidecar["faces"][0]["baseline"]
            self.assertEqual(baseline["source"], name)
            assumed.add(baseline["assumes"])
        self.assertEqual(len(assumed), 4)

    def test_the_neutral_recording_is_named_by_its_checksum(self):
        recording = self.sidecar("neutral")["provenance"]["options"]["neutral_recording"]
        self.assertEqual(recording["frames"], 30)
        self.assertEqual(len(recording["sha256"]), 64)
        self.assertIsNone(self.sidecar("clip")["provenance"]["options"]["neutral_recording"])

    def test_the_evidence_is_the_same_under_every_baseline(self):
        of_units = re.compile(r"AU\d\d_(r|p|left_r|right_r)")
        evidence = []
        for name in [*MODES, "neutral"]:
            rows = app.rows_of(self.scratch / name / "moving.measures.csv")
            evidence.append([{key: value for key, value in row.items() if not of_units.fullmatch(key)} for row in rows])
        self.assertTrue(all(found == evidence[0] for found in evidence))

    def test_a_smile_that_lasts_through_the_clip_shows_only_against_other_faces(self):
        self.assertGreater(self.median_of("none", "AU12"), 2.0)
        self.assertLess(self.median_of("neutral", "AU12"), 0.3)

    def test_a_recorded_neutral_is_one_persons(self):
        outcome = app.measure([self.clip], self.scratch / "x", "--baseline", f"neutral:{self.clip}", "--faces", "all")
        self.assertEqual(outcome.exit_code, 2)

    def test_what_cannot_be_a_baseline_or_a_map_is_refused_before_anything_is_written(self):
        for options in (
            ["--baseline", "median"],
            ["--baseline", "neutral:"],
            ["--baseline", "neutral:/no/such/file.mp4"],
            ["--au-map", "no-such-map"],
            ["--au-map", str(app.PROJECT / "data" / "evidence" / "mesh.json")],
        ):
            outcome = app.measure([self.clip], self.scratch / "refused", *options)
            self.assertEqual(outcome.exit_code, 2, options)
            self.assertEqual(len(outcome.error_lines), 1, options)
        self.assertFalse((self.scratch / "refused").exists())


class Maps(app.AppTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clip = app.moving_face_clip(cls.scratch / "moving.mp4", frames=30)

    def measured(self, au_map):
        out = self.scratch / "out"
        outcome = app.measure([self.clip], out, "--au-map", au_map)
        self.assertEqual(outcome.exit_code, 0, outcome.error_lines)
        sidecar = json.loads((out / "moving.json").read_text(encoding="utf-8"))
        return sidecar["provenance"]["options"]["action_unit_map"], (out / "moving.csv").read_bytes()

    def test_the_fitted_map_is_named_and_marked_for_research(self):
        default, table = self.measured("default")
        fitted, other_table = self.measured("openface-fitted")
        self.assertEqual((default["name"], default["research_only"]), ("default", False))
        self.assertEqual((fitted["name"], fitted["research_only"]), ("openface-fitted", True))
        self.assertNotEqual(table, other_table)

    def test_a_file_is_the_same_as_the_map_that_was_made_from_it(self):
        built_in = self.measured("default")
        from_file = self.measured(app.PROJECT / "data" / "action_unit_maps" / "default.json")
        self.assertEqual(built_in, from_file)


if __name__ == "__main__":
    app.main()
