# SPDX-License-Identifier: Apache-2.0
"""Kills a run over many clips at random moments with SIGKILL, resumes it, and compares every file with an uninterrupted run's."""

import dataclasses
import os
import random
import shutil
import signal
import subprocess
import tempfile
import time

import app


@dataclasses.dataclass
class Outcome:
    """What one killed and resumed run left."""

    killed_after_s: float
    was_running: bool
    files_at_kill: int
    leftovers_at_kill: int
    clips_left_alone: int
    differing: list  # names of files that are missing, too many, or hold other bytes


def make_clips(folder, count, frames=20):
    """Clips of different lengths, so that no two files can be mistaken for each other, one without a face, one that is none."""
    folder.mkdir(parents=True)
    for number in range(count - 2):
        app.moving_face_clip(folder / f"clip{number:02}.mp4", frames + number)
    app.ffmpeg("-f", "lavfi", "-i", "testsrc=size=160x120:rate=25", "-frames:v", frames, *app.H264, folder / "nobody.mp4")
    (folder / "text.mp4").write_text("no video")
    return folder


def files_of(folder):
    return {name: (folder / name).read_bytes() for name in app.contents(folder)}


def run_whole(clips, out, options):
    """An uninterrupted run: its files, and how long it took."""
    started = time.monotonic()
    finished = app.measure([clips], out, *options)
    assert finished.exit_code == 1, "the file that is no video fails, and nothing else"
    return files_of(out), time.monotonic() - started


def kill_after(clips, out, seconds, options, cache):
    """Starts a run and kills it. True when it was still running."""
    command = [app.PROGRAM, "measure", str(clips), "--out", str(out), *map(str, options)]
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, "XDG_CACHE_HOME": str(cache)}
    ) as process:
        time.sleep(seconds)
        was_running = process.poll() is None
        process.send_signal(signal.SIGKILL)
    return was_running


def differing_files(expected, found):
    return sorted(name for name in expected.keys() | found.keys() if expected.get(name) != found.get(name))


def kill_and_resume(clips, out, seconds, expected, options):
    """One kill after so many seconds, with an empty model cache, so that the cache is hit too; then the same with --resume."""
    cache = tempfile.mkdtemp(prefix="kizashi-cache-")
    was_running = kill_after(clips, out, seconds, options, cache)
    at_kill = app.contents(out) if out.exists() else []
    resumed = app.measure([clips], out, "--resume", *options, XDG_CACHE_HOME=cache)
    shutil.rmtree(cache)
    differing = differing_files(expected, files_of(out))
    left_alone = sum(one.get("resumed", False) for one in resumed.objects)
    leftovers = sum(".partial-" in name for name in at_kill)
    return Outcome(seconds, was_running, len(at_kill) - leftovers, leftovers, left_alone, differing)


def campaign(folder, clip_count, moments, options=(), seed=30761):
    """Yields the outcome of a kill at each of so many random moments."""
    clips = make_clips(folder / "clips", clip_count)
    expected, whole_s = run_whole(clips, folder / "whole", options)
    draw = random.Random(seed)
    for number in range(moments):
        out = folder / f"killed{number}"
        yield kill_and_resume(clips, out, draw.uniform(0.0, whole_s), expected, options)
        shutil.rmtree(out)
