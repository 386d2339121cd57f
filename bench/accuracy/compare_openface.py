#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Success, head pose, landmarks, gaze and blinks of measured clips against OpenFace 2.2 output of the same clips.

usage: compare_openface.py MEASURED_DIR REFERENCE_DIR [--per-clip]

Both folders hold STEM.csv with OpenFace columns; rows are matched by frame. Only frames with success on both sides count,
but for the share of success itself. The reference is OpenFace 2.2 with CLNF landmarks: another tool, not the truth.
Clips are numbered in the order of their names. Only numpy is needed.

success   our share of frames with a face less the reference's, per clip
pose      median absolute difference after removing the clip's median offset (rad), and within-clip Pearson r over clips
          where the reference's sd exceeds 0.03 rad
points    mean distance of the 68 points over frames, in per cent of the face's height (extent of the reference's points)
gaze      within-clip r of the gaze angles over clips where the reference's sd exceeds 0.05 rad
blinks    recall: runs of the reference's AU45 above 2 that meet a run of our AU45 presence within 3 frames;
          precision: runs of ours that meet a run of the reference's AU45 above 1 within 3 frames; runs closer than 3
          frames are one; all clips pooled
"""
import argparse
import csv
import sys
from pathlib import Path

import numpy as np

AXES = ("Rx", "Ry", "Rz")
SAME_RUN_FRAMES = 3


def read(path):
    with open(path, newline="", encoding="utf-8") as handle:
        rows = list(csv.reader(handle))
    names = [name.strip() for name in rows[0]]
    values = np.array([[float(cell) if cell.strip() else np.nan for cell in row] for row in rows[1:]])
    table = {name: values[:, k] for k, name in enumerate(names)}
    first = table.get("face_id", np.zeros(len(values))) == 0
    return {name: column[first] for name, column in table.items()}


def points(table):
    return np.stack([np.stack([table[f"{axis}_{k}"] for k in range(68)], -1) for axis in "xy"], -1)


def pearson(a, b):
    return float(np.corrcoef(a, b)[0, 1]) if np.std(a) > 1e-9 and np.std(b) > 1e-9 else 0.0


def runs(mask):
    """Maximal runs of true frames, those closer than SAME_RUN_FRAMES joined: (first, last) pairs."""
    found = []
    for k in np.flatnonzero(mask):
        if found and k - found[-1][1] <= SAME_RUN_FRAMES:
            found[-1][1] = k
        else:
            found.append([k, k])
    return found


def meets(run, others):
    return any(run[0] - SAME_RUN_FRAMES <= other[1] and other[0] <= run[1] + SAME_RUN_FRAMES for other in others)


def compare(ours, theirs):
    figures = {"rows": len(ours["frame"]), "reference_rows": len(theirs["frame"])}
    figures["success"], figures["reference_success"] = float(ours["success"].mean()), float(theirs["success"].mean())
    count = min(len(ours["frame"]), len(theirs["frame"]))
    both = (ours["success"][:count] == 1) & (theirs["success"][:count] == 1)
    if both.sum() < 20:
        return figures
    ours = {name: column[:count][both] for name, column in ours.items()}
    theirs = {name: column[:count][both] for name, column in theirs.items()}
    for axis in AXES:
        a, b = ours[f"pose_{axis}"], theirs[f"pose_{axis}"]
        figures[axis] = float(np.median(np.abs((a - b) - np.median(a - b))))
        if b.std() > 0.03:
            figures[f"r_{axis}"] = pearson(a, b)
    mine, reference = points(ours), points(theirs)
    height = np.ptp(reference[..., 1], axis=1)
    figures["points"] = float(np.mean(np.linalg.norm(mine - reference, axis=-1) / height[:, None]) * 100)
    for axis in "xy":
        if theirs[f"gaze_angle_{axis}"].std() > 0.05:
            figures[f"r_gaze_{axis}"] = pearson(ours[f"gaze_angle_{axis}"], theirs[f"gaze_angle_{axis}"])
    blinks = runs(ours["AU45_c"] == 1)
    strong, weak = runs(theirs["AU45_r"] > 2), runs(theirs["AU45_r"] > 1)
    figures["peaks"], figures["found"] = len(strong), sum(meets(run, blinks) for run in strong)
    figures["blinks"], figures["right"] = len(blinks), sum(meets(run, weak) for run in blinks)
    return figures


def collect(all_figures, name):
    return np.array([figures[name] for figures in all_figures if name in figures])


def summary_lines(clips):
    figures = list(clips.values())
    gap = np.array([f["success"] - f["reference_success"] for f in figures])
    yield f"clips {len(clips)}; rows differ on {sum(f['rows'] != f['reference_rows'] for f in figures)}"
    yield f"success: smallest difference {gap.min():+.3f}; clips below -0.02: {int((gap < -0.02).sum())}"
    for axis in AXES:
        apart, r = collect(figures, axis), collect(figures, f"r_{axis}")
        yield (f"pose {axis}: median of clips' median |difference| {np.median(apart):.4f} rad, largest {apart.max():.4f}, "
               f"above 0.06 on {int((apart > 0.06).sum())}; median r {np.median(r):.3f} ({len(r)} clips)")
    apart = collect(figures, "points")
    yield (f"points: median {np.median(apart):.2f} % of face height, largest {apart.max():.2f} %, above 5 % on "
           f"{int((apart > 5).sum())}")
    for axis in "xy":
        r = collect(figures, f"r_gaze_{axis}")
        yield f"gaze {axis}: median r {np.median(r):.3f} ({len(r)} clips)"
    peaks, found, blinks, right = (int(collect(figures, name).sum()) for name in ("peaks", "found", "blinks", "right"))
    yield f"blinks: recall {found / peaks:.3f} ({found} of {peaks}), precision {right / blinks:.3f} ({right} of {blinks})"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("measured", type=Path)
    parser.add_argument("reference", type=Path)
    parser.add_argument("--per-clip", action="store_true", help="print each clip's figures by name")
    args = parser.parse_args()
    clips = {}
    for reference in sorted(args.reference.glob("*.csv")):
        measured = args.measured / reference.name
        if not measured.exists():
            sys.exit(f"{reference.stem} is not measured")
        clips[reference.stem] = compare(read(measured), read(reference))
    if args.per_clip:
        for stem, f in clips.items():
            print(stem, " ".join(f"{k}={v:.3f}" if isinstance(v, float) else f"{k}={v}" for k, v in f.items()))
    print("\n".join(summary_lines(clips)))


if __name__ == "__main__":
    main()
