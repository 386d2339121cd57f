#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Simulated clips of one movement each, in known graded sizes, for response.py.

usage: response_clips.py FOLDER [--kizashi PROGRAM] [--only KIND ...]

Into FOLDER come KIND.json, KIND.mp4 and KIND.truth.csv. A clip holds eight repetitions with rests between, at a quarter,
half, three quarters and the whole of the kind's full size, in a fixed shuffled order; of kinds that have sides, four of
them are on one side alone. Only numpy is needed.
"""
import argparse
from pathlib import Path

import numpy as np
import simulated_clip

LEAD_S = 1.0
ONSET_S, HOLD_S, OFFSET_S, REST_S = 0.32, 0.4, 0.32, 0.32
SEED = 20
SHARES = (0.25, 0.5, 0.75, 1.0)

# The full size of each kind in its unit, and whether it has sides.
KINDS = {
    "brow_raise": (5.0, True),
    "brow_inner_raise": (5.0, True),
    "brow_outer_raise": (5.0, True),
    "brow_lower": (5.0, True),
    "lid_raise": (2.5, True),
    "lower_lid_raise": (2.0, True),
    "blink": (8.0, True),
    "cheek_raise": (3.0, True),
    "lip_corner_pull": (5.0, True),
    "smile": (5.0, True),
    "lip_corner_depress": (6.0, True),
    "lip_stretch": (6.0, True),
    "lips_part": (8.0, False),
    "jaw_drop": (12.0, False),
    "lip_suck": (4.0, False),
}


def repetitions(has_sides):
    """Pairs of share and side, in the order of the clip."""
    both = [(share, "both") for share in SHARES]
    more = [(share, side) for side in ("left", "right") for share in (0.5, 1.0)] if has_sides else both
    found = both + more
    return [found[k] for k in np.random.default_rng(SEED).permutation(len(found))]


def script_of(kind):
    size, has_sides = KINDS[kind]
    movements = []
    start_s = LEAD_S
    for share, side in repetitions(has_sides):
        movements.append(
            {
                "kind": kind,
                "side": side,
                "start_s": round(start_s, 3),
                "onset_s": ONSET_S,
                "hold_s": HOLD_S,
                "offset_s": OFFSET_S,
                "size_mm": size * share,
            }
        )
        start_s += ONSET_S + HOLD_S + OFFSET_S + REST_S
    return simulated_clip.script_of(movements, start_s)


def make(kind, folder, kizashi):
    simulated_clip.make(kind, script_of(kind), folder, kizashi)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--kizashi", default="kizashi")
    parser.add_argument("--only", nargs="+", choices=KINDS, default=list(KINDS))
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    for kind in arguments.only:
        make(kind, arguments.folder, arguments.kizashi)


if __name__ == "__main__":
    main()
