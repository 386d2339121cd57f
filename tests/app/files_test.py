#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The files hold what the contract and the guide promise."""

import json
import math
import re
import subprocess
import sys
import unittest

import app

try:
    import jsonschema
except ImportError:
    jsonschema = None

UNITS = ["01", "02", "04", "05", "06", "07", "09", "10", "12", "14", "15", "17", "20", "23", "25", "26", "28", "45"]
# The order that scripts written for OpenFace 2.2's FeatureExtraction rely on.
HEADER = (
    ["frame", "face_id", "timestamp", "confidence", "success"]
    + [f"gaze_{eye}_{axis}" for eye in (0, 1) for axis in "xyz"]
    + ["gaze_angle_x", "gaze_angle_y", "pose_Tx", "pose_Ty", "pose_Tz", "pose_Rx", "pose_Ry", "pose_Rz"]
    + [f"{axis}_{point}" for axis in "xy" for point in range(68)]
    + [f"AU{unit}_r" for unit in UNITS if unit != "28"]
    + [f"AU{unit}_c" for unit in UNITS]
)


class Measured(app.AppTest):
    """A moving face, a face that comes and goes, a picture, and a clip without anybody."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        folder = cls.scratch
        cls.clips = {
            "moving": app.moving_face_clip(folder / "moving.mp4"),
            "half": app.face_clip(folder / "half.mp4", frames=40, filters="drawbox=color=gray:t=fill:enable='gt(n,19)'"),
            "picture": app.face_clip(folder / "picture.png", "-c:v", "png", frames=1),
            "nobody": folder / "nobody.mp4",
        }
        app.ffmpeg("-f", "lavfi", "-i", "color=gray:s=320x240", "-frames:v", 10, *app.H264, cls.clips["nobody"])
        cls.outcome = app.measure(cls.clips.values(), cls.out)
        assert cls.outcome.exit_code == 0, cls.outcome.error_lines

    def table(self, name):
        return self.out / f"{name}.csv"

    def measures(self, name):
        return self.out / f"{name}.measures.csv"

    def sidecar(self, name):
        return json.loads((self.out / f"{name}.json").read_text(encoding="utf-8"))


class Schema(Measured):
    @classmethod
    def setUpClass(cls):
        if jsonschema is None:
            raise unittest.SkipTest("python3-jsonschema is not installed")
        super().setUpClass()
        schema = json.loads((app.PROJECT / "docs" / "schemas" / "sidecar.schema.json").read_text(encoding="utf-8"))
        jsonschema.Draft202012Validator.check_schema(schema)
        cls.validator = jsonschema.Draft202012Validator(schema)

    def test_every_sidecar_is_as_its_schema_says(self):
        for name in self.clips:
            mistakes = [f"{mistake.json_path}: {mistake.message}" for mistake in self.validator.iter_errors(self.sidecar(name))]
            self.assertEqual(mistakes, [], name)

    def test_the_schema_notices_what_does_not_belong(self):
        for path, value in (
            (["host"], "here"),
            (["clip", "frames"], None),
            (["quality", "reasons"], ["no such reason"]),
            (["faces", 0, "action_units", "AU12", "mean_intensity"], 5.1),
            (["provenance", "input_sha256"], "0"),
        ):
            changed = self.sidecar("moving")
            place = changed
            for step in path[:-1]:
                place = place[step]
            place[path[-1]] = value
            self.assertFalse(self.validator.is_valid(changed), path)

    def test_a_sidecar_may_tell_of_the_study_that_its_clip_belongs_to(self):
        study = {
            "title": "Voices", "setting": "research", "place": "jp", "ethics_id": None, "participant_id": "参加者1", "session": 1,
            "take": 2, "kind": "main", "protocol": {"id": "sugimori2025", "sha256": "0" * 64, "locked": True},
        }  # fmt: skip
        sidecar = self.sidecar("moving")
        self.assertTrue(self.validator.is_valid({**sidecar, "study": study}))
        for changed in ({"setting": "shop"}, {"take": 0}, {"kind": "smile"}, {"score": 12}):
            self.assertFalse(self.validator.is_valid({**sidecar, "study": {**study, **changed}}), changed)


class Sidecar(Measured):
    def test_the_dictionary_has_every_column_in_its_order(self):
        for name in self.clips:
            columns = self.sidecar(name)["columns"]
            self.assertEqual([column["name"] for column in columns["csv"]], app.header_of(self.table(name)))
            self.assertEqual([column["name"] for column in columns["measures_csv"]], app.header_of(self.measures(name)))

    def test_facts_agree_with_the_tables(self):
        for name in self.clips:
            rows = app.rows_of(self.table(name))
            sidecar = self.sidecar(name)
            found = sum(row["success"] == "1" for row in rows)
            self.assertEqual((sidecar["clip"]["frames"], sidecar["quality"]["frames_with_face"]), (len(rows), found))
            self.assertEqual(len(sidecar["faces"]), 1 if found else 0)

    def test_summaries_are_those_of_the_table(self):
        rows = [row for row in app.rows_of(self.table("moving")) if row["success"] == "1"]
        units = self.sidecar("moving")["faces"][0]["action_units"]
        printed_digits = 0.00501  # the table has two decimals
        for unit in UNITS:
            present = [int(row[f"AU{unit}_c"]) for row in rows]
            self.assertAlmostEqual(units[f"AU{unit}"]["present_share"], sum(present) / len(rows), delta=1e-6)
            if unit != "28":
                levels = [float(row[f"AU{unit}_r"]) for row in rows]
                self.assertAlmostEqual(
                    units[f"AU{unit}"]["mean_intensity"], math.fsum(levels) / len(rows), delta=printed_digits
                )
                self.assertAlmostEqual(units[f"AU{unit}"]["max_intensity"], max(levels), delta=printed_digits)

    def test_every_unit_of_a_clip_has_its_standard_error(self):
        face = self.sidecar("moving")["faces"][0]
        self.assertTrue(face["measurement_error"]["known"])
        for unit in face["action_units"].values():
            self.assertGreaterEqual(unit["standard_error"]["mean_intensity"], 0.0)

    def test_the_error_is_unknown_where_it_was_measured_otherwise(self):
        out = self.scratch / "other"
        outcome = app.measure([self.clips["moving"]], out, "--baseline", "none")
        self.assertEqual(outcome.exit_code, 0, outcome.error_lines)
        of_baseline = json.loads((out / "moving.json").read_text(encoding="utf-8"))["faces"][0]
        of_picture = self.sidecar("picture")["faces"][0]
        for face, word in ((of_baseline, "baseline clip"), (of_picture, "too few frames")):
            self.assertIn(word, face["measurement_error"]["reason"])
            self.assertIsNone(face["action_units"]["AU12"]["standard_error"])


class Tables(Measured):
    def test_the_header_is_that_of_openface(self):
        for name in self.clips:
            self.assertEqual(app.header_of(self.table(name)), HEADER)

    def test_all_18_action_units_are_filled_wherever_a_face_is_found(self):
        for name in ("moving", "half", "picture"):
            for row, measures in zip(app.rows_of(self.table(name)), app.rows_of(self.measures(name)), strict=True):
                if row["success"] == "0":
                    continue
                for unit in UNITS:
                    level = measures["AU28_r"] if unit == "28" else row[f"AU{unit}_r"]
                    self.assertTrue(0 <= float(level) <= 5, f"AU{unit}")
                    self.assertIn(row[f"AU{unit}_c"], ("0", "1"))
                    self.assertTrue(0 <= float(measures[f"AU{unit}_p"]) <= 1, f"AU{unit}")

    def test_presence_and_intensity_agree_on_every_frame(self):
        for name in ("moving", "half", "picture"):
            for row, measures in zip(app.rows_of(self.table(name)), app.rows_of(self.measures(name)), strict=True):
                if row["success"] == "0":
                    continue
                for unit in UNITS:
                    level = float(measures["AU28_r"] if unit == "28" else row[f"AU{unit}_r"])
                    present = row[f"AU{unit}_c"] == "1"
                    self.assertEqual(present, level >= 1, f"AU{unit} {level}")
                    self.assertEqual(present, float(measures[f"AU{unit}_p"]) >= 0.5, f"AU{unit}")

    def test_the_codebook_lists_every_column_as_the_dictionary_does(self):
        made = subprocess.run(
            [sys.executable, "-B", app.PROJECT / "tools" / "make_codebook.py", self.out / "moving.json", "--check"],
            capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip
        self.assertEqual(made.returncode, 0, made.stdout)

    def test_both_tables_have_the_same_rows(self):
        for name in self.clips:
            keys = [[(row["frame"], row["face_id"], row["timestamp"], row["success"]) for row in app.rows_of(path)]
                    for path in (self.table(name), self.measures(name))]  # fmt: skip
            self.assertEqual(keys[0], keys[1])

    def test_a_lost_face_is_zeros_in_one_table_and_blanks_in_the_other(self):
        rows = app.rows_of(self.table("half"))
        self.assertEqual([row["success"] for row in rows], ["1"] * 20 + ["0"] * 20)
        known = {"frame", "face_id", "timestamp", "success", "picture_change"}
        for row, measures in zip(rows[20:], app.rows_of(self.measures("half"))[20:], strict=True):
            self.assertTrue(all(float(row[name]) == 0 for name in HEADER[3:]))
            self.assertEqual({name for name, value in measures.items() if value}, known)

    def test_evidence_is_there_for_every_face(self):
        for row in app.rows_of(self.measures("moving")):
            unknown = {"speech_probability"} | ({"picture_change"} if row["frame"] == "1" else set())
            self.assertEqual({name for name, value in row.items() if not value}, unknown)

    def test_points_lie_in_the_picture_and_angles_are_angles(self):
        for row in app.rows_of(self.table("moving")):
            self.assertTrue(all(-50 < float(row[f"{axis}_{point}"]) < 530 for axis in "xy" for point in range(68)))
            self.assertTrue(all(abs(float(row[f"pose_R{axis}"])) < math.pi / 4 for axis in "xyz"))
            self.assertAlmostEqual(math.hypot(*(float(row[f"gaze_0_{axis}"]) for axis in "xyz")), 1.0, delta=1e-3)
            self.assertTrue(200 < float(row["pose_Tz"]) < 2000)


class Guide(app.AppTest):
    """What the pages say of the tables; tests/docs holds what they say of commands."""

    def test_the_guide_names_every_column_group(self):
        page = (app.PROJECT / "docs" / "guide" / "measure.md").read_text(encoding="utf-8")
        for column in (
            "frame",
            "face_id",
            "timestamp",
            "confidence",
            "success",
            "gaze_angle_x",
            "pose_Tx",
            "x_0",
            "y_67",
            "AU01_r",
            "AU45_c",
        ):
            self.assertIn(f"`{column}`", page)

    def test_the_guide_names_every_column_of_the_summary(self):
        page = (app.PROJECT / "docs" / "guide" / "measure.md").read_text(encoding="utf-8")
        section = page.split("\n## Many clips\n")[1].split("\n## ")[0]
        named = {name for row in re.findall(r"^\| (`.*?) \|", section, re.MULTILINE) for name in re.findall(r"`(\w+)`", row)}
        out = self.scratch / "summary"
        app.measure([app.face_clip(self.scratch / "one.mp4", frames=2), "/nowhere.mp4"], out)
        self.assertEqual(named, set(app.header_of(out / "summary.csv")))


if __name__ == "__main__":
    app.main()
