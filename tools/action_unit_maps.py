#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Evaluates an action unit map on stored evidence, as the program does with `--baseline clip`.

usage: action_unit_maps.py check MEASURED_DIR [--map MAP.json]
       action_unit_maps.py write MEASURED_DIR OUT_DIR --map MAP.json

`check` compares the AUxx_r of every STEM.csv in MEASURED_DIR with the map's values on STEM.measures.csv, and fails where one
differs by more than the rounding of the tables. `write` puts copies of STEM.csv into OUT_DIR with the map's intensities, for
tools that read OpenFace's columns. Only numpy is needed.
"""

import argparse
import csv
import dataclasses
import json
import pathlib
import sys

import numpy as np

DEFAULT_MAP = pathlib.Path(__file__).parent.parent / "data" / "action_unit_maps" / "default.json"
LEAST_FRAMES = 10  # ClipBaseline::least_frames
MILLIMETRES = (-120.0, 180.0, 15000)  # ranges of ClipBaseline's histograms
COEFFICIENTS = (-1.0, 2.0, 3000)
LARGEST_ROUNDING = 0.011  # two decimals in the table, eight digits in the evidence
CODES = ["AU" + n for n in "01 02 04 05 06 07 09 10 12 14 15 17 20 23 25 26 28 45".split()]


@dataclasses.dataclass
class Table:
    """One face of one clip: the frames in which it was measured."""

    frame: np.ndarray
    columns: dict  # name: one value per frame, NaN where blank


def number(text):
    return float(text) if text.strip() else np.nan


def read_table(path, face_id=0):
    """Rows with success 1 of one face."""
    with open(path, newline="") as handle:
        reader = csv.reader(handle)
        names = [name.strip() for name in next(reader)]
        success, face = names.index("success"), names.index("face_id") if "face_id" in names else None
        rows = [row for row in reader if number(row[success]) == 1 and (face is None or number(row[face]) == face_id)]
    values = np.array([[number(text) for text in row] for row in rows]).reshape(len(rows), len(names))
    columns = dict(zip(names, values.T))
    return Table(columns["frame"].astype(int), columns)


def clip_quantile(name, values, probability):
    """As the program's histogram has it: to within 0.02 mm or 0.001 of a coefficient. None without values."""
    values = values[np.isfinite(values)]
    if len(values) == 0:
        return None
    low, high, bins = MILLIMETRES if name.endswith("_mm") else COEFFICIENTS
    place = np.clip(np.floor((values - low) / (high - low) * bins), 0, bins - 1).astype(int)
    counts = np.bincount(place, minlength=bins)
    until = np.cumsum(counts)
    rank = probability * len(values)
    at = int(np.argmax((counts > 0) & (until >= rank)))
    share = (rank - (until[at] - counts[at])) / counts[at]
    return float(np.clip(low + (at + share) * (high - low) / bins, values.min(), values.max()))


def neutral_of(unit, term, k, table):
    """The neutral value of column k of a term, from the clip itself."""
    name, typical = term["evidence"][k], term["typical_neutral"][k]
    share = term.get("typical_share", unit.get("typical_share", 0.0))
    quantile = term.get("neutral_quantile", unit.get("neutral_quantile", 0.1))
    if len(table.frame) < LEAST_FRAMES:
        return typical
    own = clip_quantile(name, table.columns[name], quantile if term["direction"] == "rises" else 1.0 - quantile)
    return typical if own is None else own + share * (typical - own)


def mean_of_seen(values):
    """Over the columns of each row, without those that are absent; NaN where all are."""
    seen = np.isfinite(values)
    total = np.where(seen, values, 0.0).sum(1)
    return np.where(seen.any(1), total / np.maximum(seen.sum(1), 1), np.nan)


def term_values(unit, term, table):
    sign = 1.0 if term["direction"] == "rises" else -1.0
    excess = [sign * (table.columns[name] - neutral_of(unit, term, k, table)) for k, name in enumerate(term["evidence"])]
    optional = term.get("optional", False)
    mean = mean_of_seen(np.stack(excess, 1)) if optional else np.mean(excess, axis=0)
    share = mean / term["full_range"] - term["dead_share"]
    value = np.clip(share, 0.0, 1.0) if term.get("bounded", True) else share
    return np.nan_to_num(value) if optional else value


def evaluate_unit(unit, table):
    """Intensity of each frame, NaN where evidence is missing."""
    total = np.full(len(table.frame), float(unit.get("offset", 0.0)))
    for term in unit["terms"]:
        total = total + term["weight"] * term_values(unit, term, table)
    curve = np.array([(point["activation"], point["intensity"]) for point in unit["curve"]])
    return np.floor(np.interp(np.clip(total, 0.0, 1.0), curve[:, 0], curve[:, 1]) * 100.0 + 0.5) / 100.0


def compensated(action_unit_map, table):
    """The table with each piece of evidence freed from its drift with the angles of head and eyes."""
    columns = dict(table.columns)
    for item in action_unit_map.get("compensation", []):
        for drift in item["drifts"]:
            angle = table.columns[drift["angle"]]
            slope = drift["per_rad"] + drift["per_square_rad"] * angle
            columns[item["evidence"]] = columns[item["evidence"]] - angle * slope
    return Table(table.frame, columns)


def evaluate(action_unit_map, table):
    table = compensated(action_unit_map, table)
    return {code: evaluate_unit(unit, table) for code, unit in action_unit_map["units"].items()}


def stems_of(folder):
    return sorted(path.name[: -len(".measures.csv")] for path in folder.glob("*.measures.csv"))


def check(args, action_unit_map):
    worst, compared = 0.0, 0
    for stem in stems_of(args.measured):
        table = read_table(args.measured / f"{stem}.measures.csv")
        program = read_table(args.measured / f"{stem}.csv")
        ours = evaluate(action_unit_map, table)
        for code in CODES:
            theirs = table.columns["AU28_r"] if code == "AU28" else program.columns[f"{code}_r"]
            apart = np.abs(ours[code] - theirs)
            compared += int(np.isfinite(apart).sum())
            largest = float(np.nanmax(apart, initial=0.0))
            worst = max(worst, largest)
            if largest > LARGEST_ROUNDING or np.any(np.isfinite(ours[code]) != np.isfinite(theirs)):
                print(f"{stem} {code}: differs by {largest:.3f}")
    print(f"{compared} intensities compared, the largest difference {worst:.4f}")
    return 0 if compared and worst <= LARGEST_ROUNDING else 1


def write(args, action_unit_map):
    args.out.mkdir(parents=True, exist_ok=True)
    for stem in stems_of(args.measured):
        ours = read_table(args.measured / f"{stem}.measures.csv")
        intensity = evaluate(action_unit_map, ours)
        place = {frame: i for i, frame in enumerate(ours.frame)}
        with open(args.measured / f"{stem}.csv", newline="") as handle:
            rows = list(csv.reader(handle))
        names = [name.strip() for name in rows[0]]
        face = names.index("face_id")
        with open(args.out / f"{stem}.csv", "w", newline="") as handle:
            writer = csv.writer(handle)
            writer.writerow(names)
            for row in rows[1:]:
                at = place.get(int(row[names.index("frame")])) if int(row[face]) == 0 else None
                for code in CODES:
                    if at is None or code == "AU28":
                        continue
                    row[names.index(f"{code}_r")] = f"{intensity[code][at]:.4f}"
                    row[names.index(f"{code}_c")] = str(int(intensity[code][at] >= 1.0))
                writer.writerow(row)
    return 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=["check", "write"])
    parser.add_argument("measured", type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path, nargs="?")
    parser.add_argument("--map", type=pathlib.Path, default=DEFAULT_MAP)
    args = parser.parse_args()
    if (args.out is None) == (args.command == "write"):
        parser.error("OUT_DIR belongs to write, and only to it")
    action_unit_map = json.loads(args.map.read_text())
    sys.exit(check(args, action_unit_map) if args.command == "check" else write(args, action_unit_map))


if __name__ == "__main__":
    main()
