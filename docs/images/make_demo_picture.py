#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Draws demo.png, the README's picture, from what scripts/demo leaves in out/demo.

usage: make_demo_picture.py out/demo docs/images/demo.png      (needs numpy, matplotlib, and the ffmpeg program)

Above, frames of the simulated clip; below, measured intensity of four action units (line) beside the movement that the clip
was made with (grey area, scaled to the line's height: the truth is in millimetres and has no FACS intensity).
"""
import csv
import subprocess
import sys
from pathlib import Path

import matplotlib
import numpy as np

matplotlib.use("Agg")
import matplotlib.pyplot as plt

ROWS = [("AU01_r", "inner brow raiser", ["brow_raise_left_mm", "brow_raise_right_mm"]),
        ("AU45_r", "blink", ["blink_left_mm", "blink_right_mm"]),
        ("AU12_r", "lip corner puller", ["lip_corner_pull_left_mm", "lip_corner_pull_right_mm"]),
        ("AU26_r", "jaw drop", ["jaw_drop_mm"])]
THUMBNAILS = 8


def read(path):
    with open(path, newline="", encoding="utf-8") as handle:
        rows = list(csv.DictReader(handle))
    return {name: np.array([float(row[name]) for row in rows]) for name in rows[0]}


def picture_at(video, second, side=200):
    command = ["ffmpeg", "-v", "error", "-ss", f"{second}", "-i", str(video), "-frames:v", "1", "-vf", f"scale={side}:{side}",
               "-f", "rawvideo", "-pix_fmt", "rgb24", "-"]
    return np.frombuffer(subprocess.run(command, capture_output=True, check=True).stdout, np.uint8).reshape(side, side, 3)


def thumbnail_times(truth):
    """At rest, then where each movement is largest, then evenly."""
    peaks = [truth["timestamp"][np.argmax(sum(truth[name] for name in names))] for _, _, names in ROWS]
    times = sorted({0.2, *peaks})
    while len(times) < THUMBNAILS:
        gaps = np.diff([*times, truth["timestamp"][-1]])
        k = int(np.argmax(gaps))
        times = sorted([*times, times[k] + gaps[k] / 2])
    return times


def main(folder, target):
    measured, truth = read(folder / "demo.csv"), read(folder / "demo.truth.csv")
    times = thumbnail_times(truth)
    figure = plt.figure(figsize=(12, 6.4), dpi=110, facecolor="white")
    grid = figure.add_gridspec(len(ROWS) + 1, THUMBNAILS, height_ratios=[2.1] + [1] * len(ROWS), hspace=0.35, wspace=0.04)
    for k, second in enumerate(times):
        axes = figure.add_subplot(grid[0, k])
        axes.imshow(picture_at(folder / "demo.mp4", second))
        axes.set_title(f"{second:.1f} s", fontsize=9, color="#444444")
        axes.axis("off")
    for row, (column, name, parts) in enumerate(ROWS):
        axes = figure.add_subplot(grid[row + 1, :])
        movement = np.mean([truth[part] for part in parts], axis=0)
        scale = max(measured[column].max(), 1.0) / movement.max()
        axes.fill_between(truth["timestamp"], movement * scale, color="#d9d9d9", linewidth=0, label="movement made")
        axes.plot(measured["timestamp"], measured[column], color="#0b5fa5", linewidth=1.6, label="measured")
        axes.axhline(1, color="#c0392b", linewidth=0.6, linestyle=":")
        axes.set_xlim(0, truth["timestamp"][-1])
        axes.set_ylim(0, 5)
        axes.set_yticks([0, 5])
        axes.set_ylabel(f"{column[:4]}\n{name}", rotation=0, ha="right", va="center", fontsize=10)
        axes.spines[["top", "right"]].set_visible(False)
        if row < len(ROWS) - 1:
            axes.set_xticklabels([])
        else:
            axes.set_xlabel("seconds")
        if row == 0:
            axes.legend(loc="upper right", fontsize=8, frameon=False, ncols=2)
    figure.savefig(target, bbox_inches="tight")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
