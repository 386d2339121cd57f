#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How intensities spread over real clips, and whether presence follows them on every frame.

usage: scale.py MEASURED [MEASURED ...]

The first folder holds the tables whose intensities are pooled frame by frame: the median of each unit should lie under 0.8
and the 99th percentile between 2 and 5. In all folders, presence must be 1 exactly from probability one half, that is from
intensity 1, and the probability must rise with the intensity; exit 1 where it does not on any frame. Only numpy is needed.
"""
import argparse
import sys
from pathlib import Path

import numpy as np

from markdown import number, table
from measured_clip import UNITS, read_clip, stems_of

MOST_MEDIAN, LEAST_P99, MOST_P99 = 0.8, 2.0, 5.0


def scale_of(clips):
    """Median and 99th percentile of each unit over the frames of all clips."""
    intensity = np.concatenate([clip.intensity for clip in clips])
    return {unit: tuple(np.nanpercentile(intensity[:, k], (50, 99))) for k, unit in enumerate(UNITS)}


def out_of_scale(median, p99):
    return median >= MOST_MEDIAN or not LEAST_P99 <= p99 <= MOST_P99


def scale_table(scale):
    rows = []
    for unit, (median, p99) in scale.items():
        rows.append([unit, number(median), number(p99), "out of bounds" if out_of_scale(median, p99) else ""])
    return table(["unit", "median", "99th percentile", ""], rows)


def contradictions(intensity, present, probability):
    """Frames of one unit in which presence, probability and intensity disagree. Intensities are rounded, which keeps their
    order but not the side of 1 on which the last digit puts them."""
    known = np.isfinite(intensity) & np.isfinite(probability)
    intensity, present, probability = intensity[known], present[known], probability[known]
    wrong = (present == 1) != (probability >= 0.5)
    wrong |= np.where(present == 1, intensity < 1.0, intensity > 1.0)
    order = np.lexsort((intensity, probability))
    falls = np.diff(intensity[order]) < 0
    return int(wrong.sum() + falls.sum())


def check_presence(clips):
    """Frames times units that were looked at, and how many contradict themselves."""
    looked_at = sum(int(np.isfinite(clip.intensity).sum()) for clip in clips)
    found = 0
    for clip in clips:
        for k in range(len(UNITS)):
            found += contradictions(clip.intensity[:, k], clip.present[:, k], clip.probability[:, k])
    return looked_at, found


def clips_of(folder):
    """Below it too, in the order of their names."""
    folders = sorted({path.parent for path in folder.rglob("*.measures.csv")})
    return [read_clip(each, stem) for each in folders for stem in stems_of(each)]


def clips_with_a_face(folder):
    return [clip for clip in clips_of(folder) if len(clip.intensity)]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("measured", type=Path, nargs="+")
    arguments = parser.parse_args()
    folders = [clips_with_a_face(folder) for folder in arguments.measured]
    if not folders[0]:
        sys.exit(f"{arguments.measured[0]} holds no measured clip with a face")
    print(scale_table(scale_of(folders[0])))
    looked_at, found = check_presence([clip for clips in folders for clip in clips])
    print(f"{looked_at} intensities, {found} contradict their presence or probability")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
