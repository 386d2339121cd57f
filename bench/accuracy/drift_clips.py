#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Simulated clips of a still face whose head turns or nods, or whose eyes look down, for drift.py.

usage: drift_clips.py FOLDER [--kizashi PROGRAM]

Into FOLDER come KIND.json, KIND.mp4 and KIND.truth.csv: straight ahead for two seconds, so that the clip's own baseline is
known, then slowly to the largest angle on either side and back, with rests straight ahead between.
"""
import argparse
import json
import subprocess
from pathlib import Path

FRAME_RATE_HZ = 25
SIZE_PX = 640
LEAD_S, ONSET_S, HOLD_S, OFFSET_S, REST_S = 2.0, 1.0, 0.6, 1.0, 0.6

# The largest angles of each kind, in degrees, in the order of the clip.
KINDS = {"head_turn": (15, -15, 15, -15), "head_nod": (10, -10, 10, -10), "look_down": (10, 20, 10, 20)}


def script_of(kind):
    movements = []
    start_s = LEAD_S
    for size_deg in KINDS[kind]:
        movement = {"kind": kind, "start_s": round(start_s, 3), "onset_s": ONSET_S, "hold_s": HOLD_S, "offset_s": OFFSET_S}
        movements.append(movement | {"size_deg": size_deg})
        start_s += ONSET_S + HOLD_S + OFFSET_S + REST_S
    return {
        "schema": 1,
        "size_px": SIZE_PX,
        "frame_rate_hz": FRAME_RATE_HZ,
        "duration_s": round(start_s, 3),
        "movements": movements,
    }


def make(kind, folder, kizashi):
    script = folder / f"{kind}.json"
    script.write_text(json.dumps(script_of(kind), indent=1) + "\n", encoding="utf-8")
    clip = folder / f"{kind}.mp4"
    command = [kizashi, "simulate", "clip", "--script", script, "--out", clip]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--kizashi", default="kizashi")
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    for kind in KINDS:
        make(kind, arguments.folder, arguments.kizashi)


if __name__ == "__main__":
    main()
