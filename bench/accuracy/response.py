#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How measured action units respond to known movements: the clips of response_clips.py against their measured tables.

usage: response.py CLIPS MEASURED [--json FILE]

CLIPS holds KIND.truth.csv and MEASURED what `kizashi measure CLIPS --out MEASURED` wrote. Printed are, for each kind,

evidence   slope and Pearson r of the evidence that should follow the script, millimetres against millimetres (or a
           coefficient against millimetres), mean of both sides; and where there are sides, slope and r of each side's
           evidence against its own side, less since landmarks take faces to be symmetrical
intensity  Pearson r of the intended unit's intensity with the script (mean of both sides), and its rise: the mean over
           frames at the full amount on both sides less that over frames at rest
cross-talk the rise of every other unit as a share of the intended one's; entries over 0.4 that no allowed pair covers
           carry an asterisk

Only numpy is needed.
"""
import argparse
import csv
import json
import sys
from pathlib import Path

import numpy as np

LARGEST_SHARE = 0.4

# The intended unit, and the evidence that should follow with the sign of its way; {} is the side.
KINDS = {
    "brow_inner_raise": ("AU01", {"brow_inner_height{}_mm": 1}),
    "brow_outer_raise": ("AU02", {"brow_outer_height{}_mm": 1}),
    "brow_raise": ("AU01", {"brow_inner_height{}_mm": 1, "brow_outer_height{}_mm": 1}),
    "brow_lower": ("AU04", {"brow_middle_height{}_mm": -1, "brow_gap_mm": -1, "blendshape_browDown{}": 1}),
    "lid_raise": ("AU05", {"upper_lid_over_iris{}_mm": 1, "lid_aperture{}_mm": 1, "blendshape_eyeWide{}": 1}),
    "cheek_raise": ("AU06", {"lower_lid_height{}_mm": 1, "blendshape_cheekSquint{}": 1}),
    "lower_lid_raise": ("AU07", {"lower_lid_height{}_mm": 1, "lid_aperture{}_mm": -1, "blendshape_eyeSquint{}": 1}),
    "lip_corner_pull": ("AU12", {"lip_corner_height{}_mm": 1, "blendshape_mouthSmile{}": 1}),
    "smile": ("AU12", {"lip_corner_height{}_mm": 1, "blendshape_mouthSmile{}": 1}),
    "lip_corner_depress": ("AU15", {"lip_corner_height{}_mm": -1, "blendshape_mouthFrown{}": 1}),
    "lip_stretch": ("AU20", {"lip_corner_stretch{}_mm": 1, "mouth_width_mm": 1, "blendshape_mouthStretch{}": 1}),
    "lips_part": ("AU25", {"inner_lip_gap_mm": 1}),
    "jaw_drop": ("AU26", {"chin_boss_height_mm": -1, "chin_over_nose_base_mm": -1, "inner_lip_gap_mm": 1}),
    "lip_suck": ("AU28", {"upper_lip_thickness_mm": -1, "lower_lip_thickness_mm": -1, "blendshape_mouthRollLower": 1}),
    "blink": ("AU45", {"lid_aperture{}_mm": -1, "blendshape_eyeBlink{}": 1}),
}
# What may rise with a unit, since it does so in faces.
ALLOWED = {
    "AU01": {"AU02", "AU05"},
    "AU02": {"AU01", "AU05"},
    "AU05": {"AU01", "AU02"},
    "AU06": {"AU12"},
    "AU07": {"AU45"},
    "AU10": {"AU12"},
    "AU12": {"AU06", "AU10"},
    "AU23": {"AU28"},
    "AU25": {"AU26", "AU28"},
    "AU26": {"AU25"},
    "AU28": {"AU23", "AU25"},
    "AU45": {"AU07"},
}


def read(path):
    with open(path, newline="", encoding="utf-8") as handle:
        rows = list(csv.reader(handle))
    values = np.array([[float(cell) if cell.strip() else np.nan for cell in row] for row in rows[1:]])
    return {name.strip(): values[:, k] for k, name in enumerate(rows[0])}


def pearson(a, b):
    return float(np.corrcoef(a, b)[0, 1]) if np.std(a) > 1e-9 and np.std(b) > 1e-9 else 0.0


def sides_of(truth, kind):
    """The script's amount by side of the evidence's name: "_left" and "_right", or "" alone."""
    sides = {side: truth[f"{kind}{side}_mm"] for side in ("_left", "_right") if f"{kind}{side}_mm" in truth}
    return sides or {"": truth[f"{kind}_mm"]}


def named(pattern, side):
    """blendshape_xLeft beside x_left_mm."""
    return pattern.format(side.strip("_").capitalize() if pattern.startswith("blendshape") else side)


def line_through(script, seen, sign):
    return {"slope": sign * float(np.polyfit(script, seen, 1)[0]), "r": sign * pearson(script, seen)}


def evidence_response(pattern, sign, measures, truth, kind):
    sides = sides_of(truth, kind)
    script = list(sides.values())
    if "{}" not in pattern:
        return line_through(np.mean(script, axis=0), measures[pattern], sign)
    seen = [measures[named(pattern, side)] for side in sides]
    own = line_through(np.concatenate(script), np.concatenate(seen), sign)
    both = line_through(np.mean(script, axis=0), np.mean(seen, axis=0), sign)
    return both | {"own_side_slope": own["slope"], "own_side_r": own["r"]}


def intensities(table, measures):
    """Of every unit, by name. AU28 has no intensity among OpenFace's columns."""
    found = {name[:4]: column for name, column in table.items() if name.endswith("_r") and name.startswith("AU")}
    return found | {name[:4]: column for name, column in measures.items() if name in ("AU28_r", "AU28_intensity")}


def rises(units, script):
    full = script > 0.98 * script.max()
    rest = script == 0.0
    return {unit: float(np.mean(column[full]) - np.mean(column[rest])) for unit, column in units.items()}


def is_forbidden(intended, unit, share):
    return unit != intended and share > LARGEST_SHARE and unit not in ALLOWED.get(intended, set())


def response(kind, clips, measured):
    unit, patterns = KINDS[kind]
    truth = read(clips / f"{kind}.truth.csv")
    measures = read(measured / f"{kind}.measures.csv")
    units = intensities(read(measured / f"{kind}.csv"), measures)
    script = np.mean(list(sides_of(truth, kind).values()), axis=0)
    evidence = {name: evidence_response(name, sign, measures, truth, kind) for name, sign in patterns.items()}
    found = {"unit": unit, "evidence": evidence}
    if unit not in units:
        return found
    rise = rises(units, script)
    shares = {name: value / rise[unit] if rise[unit] > 0.05 else float("nan") for name, value in rise.items()}
    forbidden = [name for name, share in shares.items() if is_forbidden(unit, name, share)]
    return found | {"r": pearson(script, units[unit]), "rise": rise[unit], "shares": shares, "forbidden": forbidden}


def print_evidence(found):
    print(f"{'movement':<19}{'evidence':<34}{'slope':>7}{'r':>7}   own side: slope, r")
    for kind, result in found.items():
        for name, value in result["evidence"].items():
            own = f"{value['own_side_slope']:9.3f}{value['own_side_r']:7.3f}" if "own_side_r" in value else ""
            print(f"{kind:<19}{name.replace('{}', ''):<34}{value['slope']:7.3f}{value['r']:7.3f}{own}")


def print_cross_talk(found):
    units = sorted({unit for result in found.values() for unit in result.get("shares", {})})
    print(f"\n{'movement':<19}{'unit':<5}{'r':>6}{'rise':>6} " + "".join(f"{unit[2:]:>6}" for unit in units))
    for kind, result in found.items():
        if "shares" not in result:
            print(f"{kind:<19}{result['unit']:<5}  no intensity of this unit in the tables")
            continue
        cells = [f"{result['shares'][unit]:5.2f}{'*' if unit in result['forbidden'] else ' '}" for unit in units]
        print(f"{kind:<19}{result['unit']:<5}{result['r']:6.3f}{result['rise']:6.2f} " + "".join(cells))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("clips", type=Path)
    parser.add_argument("measured", type=Path)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    kinds = [kind for kind in KINDS if (arguments.measured / f"{kind}.measures.csv").exists()]
    if not kinds:
        sys.exit(f"{arguments.measured} holds no table of a clip of response_clips.py")
    found = {kind: response(kind, arguments.clips, arguments.measured) for kind in kinds}
    print_evidence(found)
    print_cross_talk(found)
    if arguments.json:
        arguments.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
