#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The same faces again under other conditions, for repeatability.py.

usage: repeatability_clips.py CLIPS FOLDER [--turn-clip PROGRAM] [--only CONDITION ...] [--number N ...]

Of the clips in CLIPS that repeatability_clips.json lists by their checksum, FOLDER/CONDITION/NN.mp4 is made by ffmpeg with
one thread and fixed options, or by kizashi_turn_clip. What is there already stays. FOLDER/original holds copies.
"""
import argparse
import hashlib
import json
import os
import shutil
import subprocess
from pathlib import Path

LIST = Path(__file__).with_name("repeatability_clips.json")
ORIGINAL = "original"

# What is done to the picture. Everything but `compressed` is stored nearly without loss.
FILTERS = {
    "compressed": "null",
    "half_size": "scale=2*trunc(iw/4):2*trunc(ih/4):flags=area+bitexact",
    "mirrored": "hflip",
    "dimmed": "format=gbrp,colorchannelmixer=rr=0.6:gg=0.6:bb=0.6",
    "rolled": "pad=2*ceil(0.6*iw):2*ceil(0.6*ih):-1:-1,rotate=PI/18",
    "rate_15": "fps=15",
    "rate_30": "fps=30",
}
TURNS_DEG = {"turned_left": 15, "turned_right": -15}
CONDITIONS = (*FILTERS, *TURNS_DEG)
# Another frame rate shows other moments, so its single frames are no repetition of the original's.
OTHER_MOMENTS = ("rate_15", "rate_30")

# x264's constant rate factors: of a picture whose loss is plain to see, and of one whose loss is not.
LOSSY_CRF, NEARLY_LOSSLESS_CRF = 36, 12


def sha256_of(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def chosen_clips(folder, numbers=None):
    """Number in the list: file. Fails where a listed clip is missing."""
    path_of = {sha256_of(path): path for path in sorted(folder.iterdir()) if path.is_file()}
    found = {}
    for entry in json.loads(LIST.read_text())["clips"]:
        if numbers and entry["number"] not in numbers:
            continue
        if entry["sha256"] not in path_of:
            raise SystemExit(f"{folder} lacks the clip with sha256 {entry['sha256']}")
        found[entry["number"]] = path_of[entry["sha256"]]
    return found


def aside(path):
    """A name for a file that is not whole yet."""
    return path.with_name("unfinished_" + path.name)


def filtered(clip, condition, path):
    crf = LOSSY_CRF if condition == "compressed" else NEARLY_LOSSLESS_CRF
    timing = [] if condition in OTHER_MOMENTS else ["-fps_mode", "passthrough"]
    command = ["ffmpeg", "-v", "error", "-nostdin", "-y", "-threads", "1", "-filter_threads", "1", "-i", clip]
    command += ["-map", "0:v:0", "-vf", FILTERS[condition], *timing, "-c:v", "libx264", "-crf", str(crf)]
    command += ["-preset", "veryfast", "-pix_fmt", "yuv420p", "-threads", "1"]
    command += ["-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact", aside(path)]
    subprocess.run(command, check=True)
    os.replace(aside(path), path)


def turned(clip, wanted, turn_clip):
    """Both turns at once, since finding the face takes longest."""
    command = [turn_clip, clip]
    for condition, path in wanted.items():
        command += [str(TURNS_DEG[condition]), aside(path)]
    subprocess.run(command, check=True)
    for path in wanted.values():
        os.replace(aside(path), path)


def make(clip, wanted, turn_clip):
    """`wanted` is condition: path, of one clip."""
    for path in wanted.values():
        path.parent.mkdir(parents=True, exist_ok=True)
    for condition in [name for name in FILTERS if name in wanted]:
        filtered(clip, condition, wanted[condition])
    turns = {condition: wanted[condition] for condition in TURNS_DEG if condition in wanted}
    if turns:
        turned(clip, turns, turn_clip)


def copy_original(clip, path):
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(clip, aside(path))
    os.replace(aside(path), path)


def make_missing(clips, folder, turn_clip, conditions=CONDITIONS):
    for number, clip in clips.items():
        original = folder / ORIGINAL / f"{number:02}{clip.suffix}"
        if not original.exists():
            copy_original(clip, original)
        paths = {condition: folder / condition / f"{number:02}.mp4" for condition in conditions}
        make(clip, {condition: path for condition, path in paths.items() if not path.exists()}, turn_clip)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("clips", type=Path, metavar="CLIPS")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--turn-clip", default="kizashi_turn_clip", metavar="PROGRAM")
    parser.add_argument("--only", nargs="+", choices=CONDITIONS, default=CONDITIONS, metavar="CONDITION")
    parser.add_argument("--number", nargs="+", type=int, help="only these of the list", metavar="N")
    arguments = parser.parse_args()
    chosen = chosen_clips(arguments.clips, arguments.number)
    make_missing(chosen, arguments.folder, arguments.turn_clip, arguments.only)


if __name__ == "__main__":
    main()
