# SPDX-License-Identifier: Apache-2.0
"""The built program and clips to feed it, for the tests beside this file."""

import csv
import functools
import json
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import unittest

PROGRAM = os.environ.get("KIZASHI_PROGRAM", "build/release/kizashi")
PROJECT = pathlib.Path(os.environ.get("KIZASHI_SOURCE_DIR", "."))
MODELS = pathlib.Path(os.environ.get("KIZASHI_MODELS", PROJECT / "build" / "models"))
SHARED = pathlib.Path(os.environ.get("KIZASHI_SHARED", PROJECT / ".." / "shared"))
PORTRAIT = MODELS / "astronaut.png"

# The portrait's face fills half of such a crop's height.
FACE_FILTER = "crop=240:240:104:0,scale=480:480:flags=bicubic"
H264 = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p"]
SKIPPED = 77


class Run:
    """One run of the program: how it ended, its JSON objects, its errors."""

    def __init__(self, finished):
        self.exit_code = finished.returncode
        self.out = finished.stdout
        self.error_lines = [line for line in finished.stderr.splitlines() if line.startswith("kizashi: ")]
        self.objects = [json.loads(line) for line in self.out.splitlines() if line.startswith("{")]

    def of(self, path):
        """What the program says of one input."""
        found = [one for one in self.objects if one["input"] == str(path)]
        assert len(found) == 1, f"{len(found)} objects for {path}"
        return found[0]


def kizashi(*arguments, before=(), **environment):
    command = [*before, PROGRAM, *map(str, arguments)]
    finished = subprocess.run(
        command, capture_output=True, encoding="utf-8", timeout=240, check=False, env={**os.environ, **environment}
    )
    return Run(finished)


def measure(inputs, out, *options, **environment):
    return kizashi("measure", *inputs, "--out", out, "--json", *options, **environment)


def ffmpeg(*arguments):
    subprocess.run(["ffmpeg", "-nostdin", "-v", "error", "-y", *map(str, arguments)], check=True)


def face_clip(path, *options, frames=25, filters="null"):
    """A still clip of the portrait."""
    picture = ["-loop", "1", "-framerate", "25", "-i", PORTRAIT]
    ffmpeg(*picture, "-vf", f"{FACE_FILTER},{filters}", "-frames:v", frames, *(options or H264), path)
    return path


def moving_face_clip(path, frames=40):
    """The portrait under a camera that wanders and zooms, so that every frame's region differs."""
    zoom = (
        "zoompan=z='2+0.3*sin(on/6)':x='224-iw/zoom/2+12*sin(on/4)':y='max(0,117-ih/zoom/2+8*cos(on/5))':d=1:s=480x480:fps=25"
    )
    ffmpeg("-loop", "1", "-framerate", "25", "-i", PORTRAIT, "-vf", zoom, "-frames:v", frames, *H264, path)
    return path


def flip_bytes(path, first_share, last_share, count, seed):
    """Damages a file between two shares of its length."""
    data = bytearray(path.read_bytes())
    draw = random.Random(seed)
    for _ in range(count):
        data[draw.randrange(int(first_share * len(data)), int(last_share * len(data)))] ^= draw.randrange(1, 256)
    path.write_bytes(data)
    return path


def frames_by_ffprobe(path):
    """Presentation times of the frames that ffprobe decodes from the first video stream."""
    found = subprocess.run(
        ["ffprobe", "-v", "error", "-select_streams", "v:0", "-show_entries", "frame=best_effort_timestamp_time",
         "-of", "json", str(path)],
        capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    return [float(frame["best_effort_timestamp_time"]) for frame in json.loads(found.stdout)["frames"]]


def mark_to_be_turned_clockwise(stored, path):
    """Copies a clip with the mark of a phone held upright. FFmpeg's versions disagree about the sense of `rotate`."""
    for degrees in (90, 270):
        ffmpeg("-i", stored, "-c", "copy", "-metadata:s:v", f"rotate={degrees}", path)
        probe = ["ffprobe", "-v", "error", "-show_entries", "stream_side_data=rotation", "-of", "csv=p=0", str(path)]
        if subprocess.run(probe, capture_output=True, encoding="utf-8", check=True).stdout.strip(" ,\n") == "-90":
            return path
    raise unittest.SkipTest("this ffmpeg marks no rotation")


def contents(folder):
    """Every file below a folder, hidden ones included."""
    return sorted(str(path.relative_to(folder)) for path in pathlib.Path(folder).rglob("*") if not path.is_dir())


def three_files(*stems):
    return sorted(stem + ending for stem in stems for ending in (".csv", ".measures.csv", ".json"))


def files_of_run(*stems):
    """What a run over several inputs leaves."""
    return sorted([*three_files(*stems), "index.html", "summary.csv"])


def rows_of(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def json_of(path):
    return json.loads(path.read_text(encoding="utf-8"))


def header_of(path):
    with open(path, encoding="utf-8", newline="") as file:
        return next(csv.reader(file))


@functools.cache
def missing():
    """Why no test here can run, or nothing."""
    if not PORTRAIT.exists():
        return f"no models in {MODELS}; run scripts/setup"
    if not shutil.which("ffmpeg") or not shutil.which("ffprobe"):
        return "the programs ffmpeg and ffprobe are not installed"
    return None


class AppTest(unittest.TestCase):
    """A test case with a scratch folder of its own, the same for all tests of the class."""

    @classmethod
    def setUpClass(cls):
        if missing():
            raise unittest.SkipTest(missing())
        scratch = tempfile.TemporaryDirectory(prefix="kizashi-app-")
        cls.addClassCleanup(scratch.cleanup)
        cls.scratch = pathlib.Path(scratch.name)
        cls.scratch.chmod(0o755)
        cls.out = cls.scratch / "out"


def main():
    """Runs the classes named by the arguments, or all; 77 where all was skipped."""
    names = sys.argv[1:]
    loader = unittest.defaultTestLoader
    module = sys.modules["__main__"]
    suite = loader.loadTestsFromNames(names, module) if names else loader.loadTestsFromModule(module)
    result = unittest.TextTestRunner(verbosity=2).run(suite)
    if not result.wasSuccessful() or result.testsRun + len(result.skipped) == 0:
        sys.exit(1)
    sys.exit(SKIPPED if len(result.skipped) >= max(result.testsRun, 1) else 0)
