#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Whether the openface engine gives OpenFace's own numbers: whole clips against OpenFace 2.2 output of the same clips.

usage: openface_parity.py MEASURED_DIR REFERENCE_DIR [--per-clip] [--landmark-engine clnf|mesh] [--json]

Both folders hold STEM.csv with OpenFace columns; rows are matched by frame. The reference is OpenFace 2.2 with CLNF
landmarks. Clips are numbered in the order of their names. Only numpy is needed. Per clip, over frames with success on both
sides:

success   share of frames in which both say the same of success
points    distance of each of the 68 points: median and 95th percentile over points and frames (px)
pose      median over frames of the largest difference of Rx, Ry, Rz (rad) and of Tx, Ty, Tz (mm)
gaze      median over frames of the larger difference of both gaze angles (rad)
r, mae    of AU intensities: within-clip r (units whose reference sd exceeds 0.15), mean absolute difference
AU_c      share of frames in which a presence is the same, mean and least over units
parted    the first frame whose points differ by more than 2 px in the median, where there is one

A clip is on another path when its points' median exceeds 0.1 px or their 95th percentile 0.5 px. Exit status 1 when a bound
of `BOUNDS` does not hold; with --landmark-engine mesh nothing but the figures is asked for.
"""
import argparse
import csv
import json
import sys
from pathlib import Path

import numpy as np

INTENSITIES = "01 02 04 05 06 07 09 10 12 14 15 17 20 23 25 26 45".split()
PRESENCES = "01 02 04 05 06 07 09 10 12 14 15 17 20 23 25 26 28 45".split()
LEAST_SD = 0.15
PARTED_PX = 2.0
PATH_MEDIAN_PX, PATH_P95_PX = 0.1, 0.5
BOUNDS = {
    "clips on another path": ("<=", 1 / 20, "share of clips"),
    "success": (">=", 0.99, "share of all frames"),
    "pose angles": ("<=", 0.01, "rad, largest clip median"),
    "pose place": ("<=", 1.0, "mm, largest clip median"),
    "gaze": ("<=", 0.02, "rad, largest clip median"),
    "AU_c mean": (">=", 0.98, "share of frames, mean over units"),
    "AU_c least": (">=", 0.95, "share of frames, least unit"),
}


def read(path):
    with open(path, newline="", encoding="utf-8") as handle:
        rows = list(csv.reader(handle))
    names = [name.strip() for name in rows[0]]
    values = np.array([[float(cell) if cell.strip() else np.nan for cell in row] for row in rows[1:]])
    return {name: values[:, k] for k, name in enumerate(names)}


def columns(table, names, rows):
    return np.stack([table[name][rows] for name in names], -1)


def median(values):
    values = values[np.isfinite(values)]
    return float(np.median(values)) if len(values) else float("nan")


def pearson(a, b):
    return float(np.corrcoef(a, b)[0, 1]) if np.std(a) > 1e-9 and np.std(b) > 1e-9 else 0.0


def point_distances(ours, theirs, both):
    offsets = [columns(ours, [f"{axis}_{k}" for k in range(68)], both) - columns(theirs, [f"{axis}_{k}" for k in range(68)], both) for axis in "xy"]
    return np.hypot(*offsets)


def compare(ours, theirs):
    """One clip's figures."""
    if len(ours["frame"]) != len(theirs["frame"]):
        raise SystemExit("the tables have different rows")
    success = [table["success"] == 1 for table in (ours, theirs)]
    both = success[0] & success[1]
    figures = {"frames": len(both), "used": int(both.sum()), "success": int((success[0] == success[1]).sum())}
    if not both.any():
        return figures
    distances = point_distances(ours, theirs, both)
    frames = np.flatnonzero(np.median(distances, axis=1) > PARTED_PX)
    difference = lambda names: np.abs(columns(ours, names, both) - columns(theirs, names, both)).max(-1)
    figures |= {
        "points_median": median(distances), "points_p95": float(np.percentile(distances, 95)), "points_max": float(distances.max()),
        "parted": int(np.flatnonzero(both)[frames[0]]) + 1 if len(frames) else None,
        "angles": median(difference(["pose_Rx", "pose_Ry", "pose_Rz"])), "place": median(difference(["pose_Tx", "pose_Ty", "pose_Tz"])),
        "gaze": median(difference(["gaze_angle_x", "gaze_angle_y"])),
        "r": {}, "mae": {}, "same": {},
    }
    for unit in INTENSITIES:
        a, b = ours[f"AU{unit}_r"][both], theirs[f"AU{unit}_r"][both]
        figures["mae"][unit] = float(np.nanmean(np.abs(a - b)))
        if np.std(b) > LEAST_SD:
            figures["r"][unit] = pearson(np.nan_to_num(a), b)
    for unit in PRESENCES:
        figures["same"][unit] = int((ours[f"AU{unit}_c"][both] == theirs[f"AU{unit}_c"][both]).sum())
    return figures


def summary(clips):
    """Over clips, by the names of BOUNDS."""
    seen = [clip for clip in clips if clip["used"]]
    astray = [clip for clip in seen if clip["points_median"] > PATH_MEDIAN_PX or clip["points_p95"] > PATH_P95_PX]
    used = sum(clip["used"] for clip in seen)
    same = {unit: sum(clip["same"][unit] for clip in seen) / used for unit in PRESENCES}
    return {
        "clips on another path": len(astray) / len(seen),
        "success": sum(clip["success"] for clip in clips) / sum(clip["frames"] for clip in clips),
        "pose angles": max(clip["angles"] for clip in seen), "pose place": max(clip["place"] for clip in seen),
        "gaze": max(clip["gaze"] for clip in seen),
        "AU_c mean": float(np.mean(list(same.values()))), "AU_c least": min(same.values()),
        "units": {unit: {"same": same.get(unit), "r": median(np.array([clip["r"][unit] for clip in seen if unit in clip["r"]])),
                         "mae": float(np.mean([clip["mae"][unit] for clip in seen])) if unit in INTENSITIES else None} for unit in PRESENCES},
    }


def print_clips(clips):
    print("clip frames  used success  median   p95    max  parted  angles  place   gaze  mean r")
    for number, clip in enumerate(clips, 1):
        head = f"{number:4d} {clip['frames']:6d} {clip['used']:5d} {clip['success'] / clip['frames']:7.4f}"
        if clip["used"]:
            r = np.mean(list(clip["r"].values())) if clip["r"] else float("nan")
            head += (f" {clip['points_median']:7.3f} {clip['points_p95']:6.3f} {clip['points_max']:6.2f} {clip['parted'] or '-':>7}"
                     f" {clip['angles']:7.4f} {clip['place']:6.2f} {clip['gaze']:6.4f} {r:7.4f}")
        print(head)


def holds(name, value):
    sign, bound, _ = BOUNDS[name]
    return value <= bound if sign == "<=" else value >= bound


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("measured", type=Path)
    parser.add_argument("reference", type=Path)
    parser.add_argument("--per-clip", action="store_true")
    parser.add_argument("--landmark-engine", choices=["clnf", "mesh"], default="clnf")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    stems = sorted(path.stem for path in args.reference.glob("*.csv") if (args.measured / path.name).exists())
    clips = [compare(read(args.measured / f"{stem}.csv"), read(args.reference / f"{stem}.csv")) for stem in stems]
    figures = summary(clips)
    if args.json:
        print(json.dumps({"clips": clips, "summary": figures}, indent=1))
        return
    if args.per_clip:
        print_clips(clips)
    print("AU    same      r    mae")
    for unit, row in figures["units"].items():
        print(f"{unit} {row['same']:7.4f} {row['r']:6.3f} " + (f"{row['mae']:6.3f}" if row["mae"] is not None else ""))
    failed = []
    for name, (sign, bound, unit) in BOUNDS.items():
        ok = holds(name, figures[name])
        failed += [] if ok else [name]
        print(f"{name:22s} {figures[name]:8.4f} ({sign} {bound:g}, {unit}){'' if ok else '  NOT HELD'}")
    sys.exit(1 if failed and args.landmark_engine == "clnf" else 0)


if __name__ == "__main__":
    main()
