#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What `cmake --install` puts into a folder: a program that runs from there alone, and libraries that others can build with."""

import csv
import json
import os
import pathlib
import re
import subprocess
import sys
import unittest

PROJECT = pathlib.Path(os.environ.get("KIZASHI_SOURCE_DIR", pathlib.Path(__file__).parents[2]))
BUILD = pathlib.Path(os.environ.get("KIZASHI_BUILD_DIR", PROJECT / "build" / "release"))
CMAKE = os.environ.get("KIZASHI_CMAKE", "cmake")
sys.path.insert(0, str(PROJECT / "tests" / "app"))

import app  # noqa: E402

SCRIPT = {"schema": 1, "size_px": 320, "frame_rate_hz": 25, "duration_s": 0.2, "movements": []}
# What a header may include beside our own: the standard library's, and these.
OPEN_LIBRARIES = ("Eigen/", "fmt/", "opencv2/core")
INCLUDE = re.compile(r'^#include ["<]([^">]+)[">]', re.MULTILINE)
# The last digit of the tables, and what the evidence loses by its own.
INTENSITY_TOLERANCE = 0.011


def attempt(*command):
    """A command in the root folder, with nothing in its environment that leads to the build."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("KIZASHI_")}
    return subprocess.run(
        [*map(str, command)], capture_output=True, encoding="utf-8", cwd="/", env=environment, timeout=240, check=False
    )


def run(*command):
    finished = attempt(*command)
    assert finished.returncode == 0, f"{command}: {finished.stdout[-2000:]}{finished.stderr[-2000:]}"
    return finished.stdout


class Installed(app.AppTest):
    """An installation that was moved after it was made."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        run(CMAKE, "--install", BUILD, "--prefix", cls.scratch / "first")
        cls.prefix = (cls.scratch / "first").rename(cls.scratch / "moved")
        cls.program = cls.prefix / "bin" / "kizashi"
        script = cls.scratch / "script.json"
        script.write_text(json.dumps(SCRIPT), encoding="utf-8")
        cls.clip = cls.scratch / "clip.mp4"
        run(cls.program, "simulate", "clip", "--script", script, "--out", cls.clip)

    def test_the_program_takes_every_library_from_the_system_or_its_own_folder(self):
        paths = re.findall(r"=> (/\S+)", run("ldd", self.program))
        own = [path for path in paths if not path.startswith(("/lib/", "/lib64/", "/usr/"))]
        self.assertIn("libopenvino", " ".join(own))
        for path in own:
            self.assertTrue(pathlib.Path(path).resolve().is_relative_to(self.prefix.resolve()), path)

    def test_the_doctor_finds_all_well(self):
        found = json.loads(run(self.program, "doctor", "--json"))
        self.assertEqual(found["health"], "well")
        models = [check["facts"]["path"] for check in found["checks"] if check["check"].startswith("model ") and "path" in check["facts"]]
        self.assertGreater(len(models), 3)
        self.assertTrue(all(path.startswith(str(self.prefix.resolve())) for path in models), models)

    def test_the_doctor_finds_the_part_that_is_gone(self):
        for name in ("libopenvino_intel_cpu_plugin.so", "libopenvino_tensorflow_lite_frontend.so.*"):
            (part,) = (self.prefix / "lib" / "kizashi").glob(name)
            aside = part.rename(self.scratch / "aside")
            diagnosis = attempt(self.program, "doctor", "--json")
            aside.rename(part)
            self.assertEqual(diagnosis.returncode, 3, name)
            problems = [check for check in json.loads(diagnosis.stdout)["checks"] if check["finding"] == "problem"]
            self.assertEqual(len(problems), 1, name)
            self.assertNotIn("\n", problems[0]["sentence"])

    def test_nothing_that_others_read_names_the_folder_of_the_build(self):
        texts = [path for path in self.prefix.rglob("*") if path.suffix in (".cmake", ".h", ".json", ".md")]
        self.assertGreater(len(texts), 50)
        for path in texts:
            text = path.read_text(encoding="utf-8")
            self.assertNotIn(str(BUILD), text, path)
            self.assertNotIn(str(PROJECT) + "/", text, path)

    def test_the_headers_include_nothing_that_is_not_there(self):
        include = self.prefix / "include"
        headers = sorted(include.rglob("*.h"))
        self.assertIn(include / "kizashi" / "pipeline" / "frame_measurer.h", headers)
        for header in headers:
            for name in INCLUDE.findall(header.read_text(encoding="utf-8")):
                known = (include / name).exists() or name.startswith(OPEN_LIBRARIES) or re.fullmatch(r"\w+", name)
                self.assertTrue(known, f"{header.relative_to(include)} includes {name}; INTERNAL_HEADERS keeps such a header at home")

    def test_licences_and_models_come_along(self):
        documents = self.prefix / "share" / "doc" / "kizashi"
        for name in ("LICENSE", "NOTICE", "licences.md"):
            self.assertTrue((documents / name).exists(), name)
        models = self.prefix / "share" / "kizashi" / "models"
        manifest = json.loads((models / "manifest.json").read_text(encoding="utf-8"))
        for model in manifest["models"]:
            self.assertEqual((models / model["file"]).stat().st_size, model["bytes"])

    def test_the_example_measures_what_the_program_does(self):
        """examples/measure_frame, built like any other project that says find_package(kizashi)."""
        build = self.scratch / "example"
        example = PROJECT / "examples" / "measure_frame"
        compiler = [f"-DCMAKE_CXX_COMPILER={os.environ['KIZASHI_CXX']}"] if "KIZASHI_CXX" in os.environ else []
        run(CMAKE, "-G", "Ninja", "-S", example, "-B", build, f"-DCMAKE_PREFIX_PATH={self.prefix}", "-DCMAKE_BUILD_TYPE=Release", *compiler)
        run(CMAKE, "--build", build)
        lines = [line.split() for line in run(build / "measure_frame", self.clip).splitlines()]
        found = {line[0]: line[1:] for line in lines}
        row = self.first_row_without_baseline()
        self.assertEqual(found["pose_Tz"], [row["pose_Tz"]])
        units = [name for name in row if re.fullmatch(r"AU\d\d_c", name)]
        self.assertEqual(len(units), 18)
        for unit in (name.removesuffix("_c") for name in units):
            intensity, presence = found[unit]
            self.assertEqual(presence == "present", row[f"{unit}_c"] == "1", unit)
            if f"{unit}_r" in row:
                self.assertAlmostEqual(float(intensity), float(row[f"{unit}_r"]), delta=INTENSITY_TOLERANCE, msg=unit)

    def first_row_without_baseline(self):
        run(self.program, "measure", self.clip, "--out", self.scratch / "out", "--baseline", "none")
        with open(self.scratch / "out" / "clip.csv", encoding="utf-8", newline="") as file:
            return next(csv.DictReader(file))


if __name__ == "__main__":
    app.main()
