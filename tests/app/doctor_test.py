#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What `kizashi doctor` says of an installation, whole or not."""

import json
import shutil
import subprocess
import sys
import unittest

import app

CHECKS = ["processor", "inference", "ffmpeg", "ffmpeg licence", "video encoder", "model cache", "temporary folder", "current folder"]
FINDINGS = {"ok", "note", "problem"}


def names_of_models():
    manifest = json.loads((app.PROJECT / "models" / "manifest.json").read_text(encoding="utf-8"))
    return [f"model {model['name']}" for model in manifest["models"]]


def diagnosis(*options, **environment):
    """Exit code, the whole object, and the checks by name."""
    run = app.kizashi("doctor", "--json", *options, **environment)
    assert len(run.objects) == 1, run.out
    return run.exit_code, run.objects[0], {check["check"]: check for check in run.objects[0]["checks"]}


class Well(app.AppTest):
    """On a machine that scripts/setup made ready."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.temporary = cls.scratch / "tmp"
        cls.temporary.mkdir()
        cls.exit_code, cls.whole, cls.checks = diagnosis(TMPDIR=str(cls.temporary))

    def test_all_is_well(self):
        self.assertEqual((self.exit_code, self.whole["health"]), (0, "well"))
        self.assertEqual(self.checks["self-test"]["finding"], "ok")
        self.assertEqual(self.checks["self-test"]["facts"]["frames"], 40)

    def test_the_object_names_program_build_and_every_check(self):
        self.assertEqual(list(self.whole), ["program", "version", "instruction_set", "health", "checks"])
        self.assertEqual(sorted(self.checks), sorted([*CHECKS, *names_of_models(), "self-test"]))
        for check in self.whole["checks"]:
            self.assertEqual(list(check), ["check", "finding", "sentence", "advice", "facts"])
            self.assertIn(check["finding"], FINDINGS)
            self.assertEqual(check["advice"] is None, check["finding"] == "ok", check)

    def test_the_self_test_leaves_nothing_behind(self):
        self.assertEqual(app.contents(self.temporary), [])

    def test_the_words_say_the_same(self):
        run = app.kizashi("doctor")
        self.assertEqual(run.exit_code, 0)
        lines = run.out.splitlines()
        self.assertIn("All is well.", lines)
        for name, check in self.checks.items():
            found = [line for line in lines if line.startswith(check["finding"]) and f"  {name}  " in line]
            self.assertEqual(len(found), 1, name)


class OpenFaceFolder(app.AppTest):
    """With a folder in OpenFace's formats, made up or damaged."""

    STAGES = ["openface detector", "openface landmarks", "openface eyes", "openface validator", "openface videos", "openface stills"]

    def made_folder(self, name):
        folder = self.scratch / name
        maker = app.PROJECT / "tools" / "make_synthetic_openface_models.py"
        subprocess.run([sys.executable, "-B", maker, folder], check=True)
        return folder

    def problems(self, checks):
        return [name for name in self.STAGES if checks[name]["finding"] == "problem"]

    def test_a_whole_one_can_run_every_stage(self):
        exit_code, _, checks = diagnosis("--models", str(self.made_folder("whole")))
        self.assertEqual((exit_code, self.problems(checks)), (0, []))
        self.assertEqual(checks["self-test"]["finding"], "ok")
        for name in names_of_models():
            self.assertEqual(checks[name]["finding"], "ok")

    def test_the_stages_of_a_missing_file_are_named_and_where_to_get_it(self):
        folder = self.made_folder("lacking")
        (folder / "AU_predictors" / "face.txt").unlink()
        exit_code, whole, checks = diagnosis("--models", str(folder))
        self.assertEqual((exit_code, whole["health"]), (3, "part-missing"))
        self.assertEqual(self.problems(checks), ["openface videos", "openface stills"])
        self.assertEqual(checks["openface stills"]["facts"]["error"], "missing-model")
        self.assertIn("AU_predictors/face.txt is missing", checks["openface stills"]["sentence"])
        self.assertIn("Tadas Baltrusaitis", checks["openface stills"]["advice"])

    def test_the_stage_of_a_damaged_file_is_named_and_the_place_in_it(self):
        folder = self.made_folder("damaged")
        path = folder / "model" / "mtcnn_detector" / "RNet.dat"
        path.write_bytes(path.read_bytes()[:100])
        exit_code, _, checks = diagnosis("--models", str(folder))
        self.assertEqual((exit_code, self.problems(checks)), (3, ["openface detector"]))
        self.assertEqual(checks["openface detector"]["facts"]["error"], "unusable-model")
        self.assertRegex(checks["openface detector"]["sentence"], r"RNet\.dat, byte \d+: the file ends")

    def test_a_folder_of_another_kind_is_told_apart(self):
        empty = self.scratch / "empty"
        empty.mkdir()
        _, _, checks = diagnosis("--models", str(empty))
        self.assertEqual(checks["openface"]["finding"], "note")
        self.assertIn(str(empty), checks["openface"]["sentence"])


class Trouble(app.AppTest):
    """With one part broken at a time."""

    def test_a_folder_without_models_is_a_missing_part(self):
        empty = self.scratch / "empty"
        empty.mkdir()
        exit_code, whole, checks = diagnosis("--models", str(empty))
        self.assertEqual((exit_code, whole["health"]), (3, "part-missing"))
        for name in names_of_models():
            self.assertEqual(checks[name]["facts"]["error"], "missing-model")
            self.assertIn(str(empty), checks[name]["sentence"])
        self.assertEqual(checks["self-test"]["finding"], "note")

    def test_a_damaged_model_is_found_by_its_checksum(self):
        folder = self.scratch / "damaged"
        shutil.copytree(app.MODELS, folder)
        app.flip_bytes(folder / "face_blendshapes.tflite", 0.2, 0.8, 1, seed=1)
        exit_code, whole, checks = diagnosis("--models", str(folder))
        self.assertEqual((exit_code, whole["health"]), (3, "part-missing"))
        problems = {name: check["facts"]["error"] for name, check in checks.items() if check["finding"] == "problem"}
        self.assertEqual(problems, {"model face_blendshapes": "wrong-checksum"})

    def test_a_self_test_that_cannot_be_done_has_failed(self):
        exit_code, whole, checks = diagnosis(TMPDIR=str(self.scratch / "none"))
        self.assertEqual((exit_code, whole["health"]), (1, "self-test-failed"))
        self.assertEqual(checks["temporary folder"]["finding"], "note")
        self.assertEqual(checks["self-test"]["facts"]["error"], "output-unwritable")

    def test_a_cache_that_cannot_be_written_is_only_a_note(self):
        exit_code, whole, checks = diagnosis(XDG_CACHE_HOME="/proc/none")
        self.assertEqual((exit_code, whole["health"]), (0, "well"))
        self.assertEqual(checks["model cache"]["finding"], "note")

    def test_an_option_without_its_value_is_wrong_usage(self):
        self.assertEqual(app.kizashi("doctor", "--models").exit_code, 2)


if __name__ == "__main__":
    app.main()
