# SPDX-License-Identifier: Apache-2.0
"""One timed run of a program, on the cores it may use."""

import hashlib
import json
import os
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Seconds:
    """Of a whole process, from its start to its end."""

    wall: float
    processor: float


def timed(command, cores):
    """Runs a command on the given cores; its output, and how long it took. Fails where the command does."""
    begin_s = time.perf_counter()
    process = subprocess.Popen(
        ["taskset", "--cpu-list", ",".join(map(str, cores)), *map(str, command)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = Seconds(time.perf_counter() - begin_s, usage.ru_utime + usage.ru_stime)
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stdout.close()
    if process.returncode != 0:
        raise SystemExit(f"exit code {process.returncode}: {' '.join(map(str, command))}")
    return output.decode(), seconds


@dataclass(frozen=True)
class Kizashi:
    program: Path
    out: Path

    def measure(self, clips, cores, threads, jobs=1, engine=()):
        """Measures into an empty folder; the seconds of the whole process."""
        shutil.rmtree(self.out, ignore_errors=True)
        options = ["--threads", threads, "--jobs", jobs, *engine]
        _, seconds = timed([self.program, "measure", *clips, "--out", self.out, *options], cores)
        return seconds

    def checksums(self):
        """Of the files of the last run, by name."""
        return {path.name: sha256_of(path) for path in sorted(self.out.iterdir()) if path.is_file()}


@dataclass(frozen=True)
class MediaPipe:
    python: Path
    model: Path

    def walk(self, clips, cores):
        """What mediapipe_loop.py prints, and the seconds of the whole process."""
        script = Path(__file__).parent / "mediapipe_loop.py"
        output, seconds = timed([self.python, script, self.model, *clips], cores)
        return json.loads(output), seconds


def decode_s(clips, cores):
    """Seconds in which ffmpeg decodes the clips with one thread, doing nothing with the pictures."""
    return sum(timed(["ffmpeg", "-v", "error", "-threads", 1, "-i", clip, "-map", "0:v", "-f", "null", "-"], cores)[1].wall for clip in clips)


def stages_of(program, arguments, cores):
    """What kizashi_stages or kizashi_openface_stages prints: milliseconds of processor time a frame, by stage."""
    output, _ = timed([program, *arguments], cores)
    return json.loads(output)["milliseconds_per_frame"]


def sha256_of(path):
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()
