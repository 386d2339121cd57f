# SPDX-License-Identifier: Apache-2.0
"""What `kizashi measure` wrote of the first face of a clip, as arrays."""

import dataclasses
import pathlib
import sys

import numpy as np

PROJECT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(PROJECT / "tools"))

import action_unit_maps as maps  # noqa: E402

UNITS = maps.CODES


@dataclasses.dataclass
class MeasuredClip:
    """The frames that show the face, in rows; units in columns, in the order of UNITS."""

    timestamp_s: np.ndarray
    intensity: np.ndarray
    present: np.ndarray
    probability: np.ndarray
    openface: maps.Table
    measures: maps.Table


def read_clip(folder, stem):
    openface = maps.read_table(folder / f"{stem}.csv")
    measures = maps.read_table(folder / f"{stem}.measures.csv")
    if not np.array_equal(openface.frame, measures.frame):
        raise SystemExit(f"{folder / stem}: the two tables hold different frames")
    in_measures = [measures.columns["AU28_r"] if unit == "AU28" else openface.columns[f"{unit}_r"] for unit in UNITS]
    return MeasuredClip(
        timestamp_s=openface.columns["timestamp"],
        intensity=np.stack(in_measures, axis=1),
        present=np.stack([openface.columns[f"{unit}_c"] for unit in UNITS], axis=1),
        probability=np.stack([measures.columns[f"{unit}_p"] for unit in UNITS], axis=1),
        openface=openface,
        measures=measures,
    )


def stems_of(folder):
    return maps.stems_of(folder)


def nearest_frames(timestamp_s, other_s):
    """For each time the place of the nearest other one, and -1 where that is more than half a frame away."""
    if len(timestamp_s) == 0 or len(other_s) == 0:
        return np.full(len(timestamp_s), -1)
    half_s = 0.5 * np.median(np.diff(timestamp_s)) if len(timestamp_s) > 1 else 0.0
    right = np.clip(np.searchsorted(other_s, timestamp_s), 1, max(1, len(other_s) - 1))
    right = np.minimum(right, len(other_s) - 1)
    left = np.maximum(right - 1, 0)
    nearer_left = timestamp_s - other_s[left] <= other_s[right] - timestamp_s
    nearest = np.where(nearer_left, left, right)
    rounding_s = 1e-5  # of the table's six decimals
    return np.where(np.abs(other_s[nearest] - timestamp_s) <= half_s + rounding_s, nearest, -1)
