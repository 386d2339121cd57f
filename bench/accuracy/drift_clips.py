#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Simulated clips of a still face whose head turns or nods, or whose eyes look down, for drift.py.

usage: drift_clips.py FOLDER [--kizashi PROGRAM]

Into FOLDER come KIND.json, KIND.mp4 and KIND.truth.csv: straight ahead for two seconds, so that the clip's own baseline is
known, then slowly to the largest angle on either side and back, with rests straight ahead between.
"""
import argparse
from pathlib import Path

import simulated_clip

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
    return simulated_clip.script_of(movements, start_s)


def make(kind, folder, kizashi):
    simulated_clip.make(kind, script_of(kind), folder, kizashi)


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
