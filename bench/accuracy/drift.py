#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How far intensities of a still face move with its head and eyes: the clips of drift_clips.py, measured.

usage: drift.py CLIPS MEASURED

For each unit the 95th percentile, over the frames in which the head or the eyes are away from straight ahead, of the absolute
change of intensity from its mean over the frames straight ahead; and the measured angle against the script's. Only numpy is
needed.
"""
import argparse
from pathlib import Path

import numpy as np

from drift_clips import KINDS
from markdown import number, table
from measured_clip import UNITS, read_clip
from response import read

# The column that should follow the script, in radians.
ANGLE = {"head_turn": "pose_Ry", "head_nod": "pose_Rx", "look_down": "gaze_angle_y"}
BOUND = {"head_turn": 0.5, "head_nod": 0.5, "look_down": 0.7}
# Only these are bound when the eyes look down.
BOUND_UNITS = {"look_down": ("AU05", "AU45")}


def is_bound(kind, unit):
    return unit in BOUND_UNITS.get(kind, UNITS)


def drift_from_rest(intensity, script):
    """95th percentile of the absolute change, by unit (column)."""
    rest = intensity[script == 0.0].mean(axis=0)
    return np.percentile(np.abs(intensity[script != 0.0] - rest), 95, axis=0)


def angle_response(angle_deg, script_deg):
    """Slope of the measured angle against the script's, and its largest distance to it after the straight head's own."""
    change_deg = angle_deg - angle_deg[script_deg == 0.0].mean()
    slope = float(np.polyfit(script_deg, change_deg, 1)[0])
    return {"slope": slope, "largest_error_deg": float(np.max(np.abs(change_deg - script_deg)))}


def script_of(truth, kind):
    """In degrees, at every frame of the clip."""
    names = [name for name in truth if name.startswith(kind)]
    if len(names) != 1:
        raise SystemExit(f"the truth of {kind} has {len(names)} columns of it")
    return truth[names[0]]


def drift_of(kind, clips, measured):
    clip = read_clip(measured, kind)
    truth = read(clips / f"{kind}.truth.csv")
    script_deg = script_of(truth, kind)[clip.openface.frame - 1]
    drifts = drift_from_rest(clip.intensity, script_deg)
    angle_deg = np.degrees(clip.openface.columns[ANGLE[kind]])
    found = {"largest_deg": float(np.max(np.abs(script_deg))), "angle": angle_response(angle_deg, script_deg)}
    return found | {"units": dict(zip(UNITS, drifts))}


def cell(kind, unit, value):
    return number(value) + (" !" if is_bound(kind, unit) and value > BOUND[kind] else "")


def angle_row(kind, result):
    angle = result["angle"]
    cells = [f"{result['largest_deg']:g}", number(angle["slope"]), number(angle["largest_error_deg"], 1)]
    return [kind.replace("_", " "), f"`{ANGLE[kind]}`", *cells]


def report(found):
    kinds = list(found)
    rows = [[unit, *[cell(kind, unit, found[kind]["units"][unit]) for kind in kinds]] for unit in UNITS]
    header = ["movement", "column", "up to (degrees)", "slope", "largest error (degrees)"]
    return "\n".join(
        [
            "Simulated clips of a still face. Measured angle against the script's; where its slope is far below 1 the network does",
            "not believe the picture, and the drift is that of a smaller angle:\n",
            table(header, [angle_row(kind, result) for kind, result in found.items()]),
            "95th percentile of the absolute change of intensity from the face straight ahead; an exclamation mark beyond",
            "0.5 (head) or, for AU05 and AU45 as the eyes look down, 0.7; other units are not bound there:\n",
            table(["unit", *[kind.replace("_", " ") for kind in kinds]], rows),
        ]
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("clips", type=Path)
    parser.add_argument("measured", type=Path)
    arguments = parser.parse_args()
    print(report({kind: drift_of(kind, arguments.clips, arguments.measured) for kind in KINDS}), end="")


if __name__ == "__main__":
    main()
