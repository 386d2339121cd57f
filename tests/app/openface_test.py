#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The engine openface, with a user's model folder and without one."""

import unittest

import app

MODELS = app.SHARED / "data" / "openface-models"
CLIP = app.SHARED / "data" / "videos" / "ST_vscodehappy.mp4"
REFERENCE = app.SHARED / "data" / "openface-reference" / "ST_vscodehappy.csv"

MOST_POINT_MEDIAN_PX = 0.1
LEAST_SAME_PRESENCE = 0.98


def said(run):
    """All that a run says, in whichever way."""
    return run.out + " ".join(run.error_lines)


def median(values):
    return sorted(values)[len(values) // 2]


class Usage(app.AppTest):
    def refused(self, *options):
        return app.measure([self.scratch / "clip.mp4"], self.scratch / "out", *options)

    def test_without_a_folder_it_says_where_researchers_get_the_models_and_under_what_terms(self):
        run = self.refused("--engine", "openface")
        self.assertEqual(run.exit_code, 3)
        for word in ("--models", "research only", "GitHub", "licence"):
            self.assertIn(word, said(run))

    def test_a_folder_without_the_models_names_the_first_that_is_missing(self):
        run = self.refused("--engine", "openface", "--models", self.scratch)
        self.assertEqual(run.exit_code, 3)
        self.assertIn(str(self.scratch), said(run))
        self.assertIn("missing", said(run))

    def test_its_options_belong_to_it_alone(self):
        for options in (("--models", self.scratch), ("--landmarks", "mesh")):
            self.assertEqual(self.refused(*options).exit_code, 2, options)

    def test_what_it_cannot_do_is_wrong_usage(self):
        engine = ("--engine", "openface", "--models", self.scratch)
        for options in (("--faces", "all"), ("--au-map", "openface-fitted"), ("--baseline", "neutral:face.png")):
            self.assertEqual(self.refused(*engine, *options).exit_code, 2, options)


class Measured(app.AppTest):
    def setUp(self):
        super().setUp()
        if not MODELS.exists() or not CLIP.exists():
            raise unittest.SkipTest(f"no {MODELS} or {CLIP}; set KIZASHI_SHARED")

    def measured(self, name, *options):
        out = self.scratch / name
        run = app.measure([CLIP], out, "--engine", "openface", "--models", MODELS, *options)
        self.assertEqual(run.exit_code, 0, said(run))
        return out

    def test_any_number_of_threads_gives_the_same_bytes(self):
        for landmarks in ("clnf", "mesh"):
            outs = [self.measured(f"{landmarks}{n}", "--landmarks", landmarks, "--threads", n) for n in (1, 2, 8)]
            for name in app.contents(outs[0]):
                expected = (outs[0] / name).read_bytes()
                for out in outs[1:]:
                    self.assertTrue((out / name).read_bytes() == expected, f"{landmarks}: {name} in {out.name}")

    def test_a_clip_has_openface_s_own_numbers(self):
        ours = app.rows_of(self.measured("own") / f"{CLIP.stem}.csv")
        theirs = app.rows_of(REFERENCE)
        self.assertEqual([row["success"] for row in ours], [row["success"] for row in theirs])
        points = [f"{axis}_{k}" for axis in "xy" for k in range(68)]
        distances = [abs(float(a[p]) - float(b[p])) for a, b in zip(ours, theirs) for p in points]
        self.assertLess(median(distances), MOST_POINT_MEDIAN_PX)
        presences = [name for name in theirs[0] if name.endswith("_c")]
        same = [float(a[p]) == float(b[p]) for a, b in zip(ours, theirs) for p in presences]
        self.assertGreater(sum(same) / len(same), LEAST_SAME_PRESENCE)

    def test_the_sidecar_names_engine_landmark_model_and_every_model_file(self):
        provenance = app.json_of(self.measured("named") / f"{CLIP.stem}.json")["provenance"]
        self.assertEqual(provenance["engine"], "openface")
        self.assertIn("CLNF", provenance["landmark_model"])
        names = [model["name"] for model in provenance["models"]]
        self.assertIn("AU_predictors/main_dynamic_svms.txt", names)
        self.assertIn("model/patch_experts/ccnf_patches_0.25_general.txt", names)
        self.assertIsNone(provenance["options"]["action_unit_map"])

    def test_the_sidecar_is_as_its_schema_says(self):
        try:
            import jsonschema
        except ImportError as error:
            raise unittest.SkipTest("python3-jsonschema is not installed") from error
        schema = app.json_of(app.PROJECT / "docs" / "schemas" / "sidecar.schema.json")
        for landmarks in ("clnf", "mesh"):
            out = self.measured(landmarks, "--landmarks", landmarks)
            jsonschema.validate(app.json_of(out / f"{CLIP.stem}.json"), schema)

    def test_pictures_are_predicted_each_for_itself(self):
        picture = self.scratch / "face.png"
        app.ffmpeg("-ss", 1, "-i", CLIP, "-frames:v", 1, picture)
        run = app.measure([picture], self.scratch / "still", "--engine", "openface", "--models", MODELS)
        self.assertEqual(run.exit_code, 0, said(run))
        (row,) = app.rows_of(self.scratch / "still" / "face.measures.csv")
        self.assertNotEqual(row["AU12_intensity_score"], "")
        self.assertEqual(row["AU01_intensity_person"], "")

    def test_every_baseline_it_knows_gives_its_own_numbers(self):
        tables = {name: (self.measured(name, "--baseline", name) / f"{CLIP.stem}.csv").read_bytes() for name in ("none", "clip", "running")}
        self.assertEqual(len(set(tables.values())), 3)


if __name__ == "__main__":
    app.main()
