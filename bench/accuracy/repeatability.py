#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How well repeated measurements of the same faces agree: the clips of repeatability_clips.py, measured.

usage: repeatability.py MEASURED [--map MAP.json] [--error FILE.json]

MEASURED holds what `kizashi measure FOLDER --out MEASURED` wrote, one folder a condition. Printed are, for each action unit,
the standard errors of measurement (measurement_error.py) of a clip's mean intensity, of its share of frames present and of a
single frame's intensity; the same and the shift to the original for each condition; and how well mirrored clips swap left
and right. With --error they go into the file that the program embeds. Frames are matched by time; of other frame rates the
nearest frame counts, but not towards the error of a single frame, since it shows another moment. Only numpy is needed.
"""
import argparse
import hashlib
import json
from pathlib import Path

import numpy as np

import measurement_error
from markdown import number, table
from measured_clip import UNITS, maps, nearest_frames, read_clip, stems_of
from repeatability_clips import CONDITIONS, ORIGINAL, OTHER_MOMENTS

SWAP_BOUND_MM, SWAP_BOUND_INTENSITY = 0.5, 0.3
DIGITS = 4  # of the file that the program embeds


# --- reading -----------------------------------------------------------------------------------------------------------


def read_measured(folder):
    """Number: {condition: clip}, of clips whose original was measured."""
    clips = {}
    for number_ in stems_of(folder / ORIGINAL):
        conditions = [ORIGINAL, *CONDITIONS]
        measured = [name for name in conditions if (folder / name / f"{number_}.measures.csv").exists()]
        clips[number_] = {name: read_clip(folder / name, number_) for name in measured}
    return clips


def conditions_of(clips):
    """The original first, then those that any clip was measured under."""
    return [name for name in (ORIGINAL, *CONDITIONS) if any(name in clip for clip in clips.values())]


# --- tables of clips or frames by conditions ---------------------------------------------------------------------------


def clip_table(clips, conditions, value):
    """`value` of each clip under each condition; NaN where that was not measured."""
    rows = [[value(clip[name]) if name in clip else np.nan for name in conditions] for clip in clips.values()]
    return np.array(rows, dtype=float)


def frame_values(original, other, unit_idx):
    """The other clip's intensities at the original's frames."""
    at = nearest_frames(original.timestamp_s, other.timestamp_s)
    return np.where(at >= 0, other.intensity[at, unit_idx], np.nan)


def frame_table(clips, conditions, unit_idx):
    """Every frame of every clip that was measured under all conditions."""
    blocks = []
    for clip in clips.values():
        if all(name in clip for name in conditions):
            blocks.append(np.stack([frame_values(clip[ORIGINAL], clip[name], unit_idx) for name in conditions], axis=1))
    return np.concatenate(blocks) if blocks else np.empty((0, len(conditions)))


def mean_intensity(unit_idx):
    return lambda clip: np.mean(clip.intensity[:, unit_idx]) if len(clip.intensity) else np.nan


def present_share(unit_idx):
    return lambda clip: np.mean(clip.present[:, unit_idx]) if len(clip.present) else np.nan


# --- errors ------------------------------------------------------------------------------------------------------------


def with_original(table_, condition_idx):
    return table_[:, [0, condition_idx]]


def condition_errors(clips, conditions, means, unit_idx):
    """Of each condition against the original alone."""
    found = {}
    for k, name in enumerate(conditions[1:], start=1):
        found[name] = {
            "shift": measurement_error.shift(means, k),
            "clip_mean": measurement_error.standard_error(with_original(means, k)),
            "frame": measurement_error.standard_error(frame_table(clips, [ORIGINAL, name], unit_idx)),
        }
    return found


def unit_errors(clips, conditions, unit_idx):
    means = clip_table(clips, conditions, mean_intensity(unit_idx))
    shares = clip_table(clips, conditions, present_share(unit_idx))
    same_moments = [name for name in conditions if name not in OTHER_MOMENTS]
    return {
        "clip_mean": measurement_error.standard_error(means),
        "present_share": measurement_error.standard_error(shares),
        "frame": measurement_error.standard_error(frame_table(clips, same_moments, unit_idx)),
        "between_clips_sd": float(np.std(means[:, 0], ddof=1)),
        "clip_mean_icc": measurement_error.agreement_icc(means),
        "conditions": condition_errors(clips, conditions, means, unit_idx),
    }


def errors_of(clips):
    conditions = conditions_of(clips)
    return {unit: unit_errors(clips, conditions, k) for k, unit in enumerate(UNITS)}


# --- left and right ----------------------------------------------------------------------------------------------------


def partner(column):
    return column.replace("_left_", "_right_").replace("Left", "Right")


def sided_columns(columns):
    """Those of the left that have a right."""
    return [name for name in columns if partner(name) != name and partner(name) in columns]


def one_sided_map(action_unit_map, side_idx):
    """The map that sees one side alone of every term that has two."""
    units = {}
    for code, unit in action_unit_map["units"].items():
        terms = []
        for term in unit["terms"]:
            one = slice(side_idx, side_idx + 1) if len(term["evidence"]) == 2 else slice(None)
            sides = {name: term[name][one] for name in ("evidence", "typical_neutral")}
            terms.append(term | sides)
        units[code] = unit | {"terms": terms}
    return action_unit_map | {"units": units}


def has_sides(unit):
    return any(len(term["evidence"]) == 2 for term in unit["terms"])


def side_intensities(action_unit_map, clip):
    """Intensities of the left and of the right side, by unit that has sides."""
    sides = [maps.evaluate(one_sided_map(action_unit_map, k), clip.measures) for k in (0, 1)]
    return {code: [side[code] for side in sides] for code, unit in action_unit_map["units"].items() if has_sides(unit)}


def swapped(original, mirrored, of_original, of_mirrored):
    """Absolute differences of each side to the mirrored clip's other side, both sides in a row. Arguments three and four
    are pairs of left and right."""
    at = nearest_frames(original.timestamp_s, mirrored.timestamp_s)
    kept = at >= 0
    apart = [np.abs(of_original[k][kept] - of_mirrored[1 - k][at[kept]]) for k in (0, 1)]
    return np.concatenate(apart)


def swap_of_evidence(clips):
    """Absolute differences by column of the left."""
    apart = {}
    for clip in clips.values():
        original, mirrored = clip[ORIGINAL], clip["mirrored"]
        for name in sided_columns(original.measures.columns):
            pairs = [[one.measures.columns[side] for side in (name, partner(name))] for one in (original, mirrored)]
            apart.setdefault(name, []).append(swapped(original, mirrored, *pairs))
    return {name: np.concatenate(parts) for name, parts in apart.items()}


def swap_of_intensity(clips, action_unit_map):
    apart = {}
    for clip in clips.values():
        original, mirrored = clip[ORIGINAL], clip["mirrored"]
        sides = [side_intensities(action_unit_map, one) for one in (original, mirrored)]
        for code in sides[0]:
            parts = swapped(original, mirrored, sides[0][code], sides[1][code])
            apart.setdefault(code, []).append(parts)
    return {code: np.concatenate(parts) for code, parts in apart.items()}


# --- what is printed ---------------------------------------------------------------------------------------------------


def error_rows(errors):
    for unit, error in errors.items():
        yield [
            unit,
            number(error["between_clips_sd"]),
            number(error["clip_mean"], 3),
            number(error["clip_mean_icc"]),
            number(error["present_share"], 3),
            number(error["frame"], 3),
        ]


def condition_table(errors, what):
    names = list(next(iter(errors.values()))["conditions"])
    header = ["unit", *[name.replace("_", " ") for name in names]]
    rows = [[unit, *[number(error["conditions"][name][what]) for name in names]] for unit, error in errors.items()]
    return table(header, rows)


def swap_table(what, apart):
    rows = [[name, *[number(value) for value in np.nanpercentile(apart[name], (50, 95))]] for name in apart]
    return table([what, "median", "95th percentile"], rows)


def swap_sentence(what, bound, apart):
    """The median over everything, and where one kind alone is beyond the bound."""
    together = float(np.nanmedian(np.concatenate(list(apart.values()))))
    median_of = {name: float(np.nanmedian(values)) for name, values in apart.items()}
    beyond = [name for name, median in median_of.items() if median > bound]
    words = f"Median {what}: {together:.2f} (bound {bound}), the largest of one kind {max(median_of.values()):.2f}"
    return f"{words}; beyond the bound alone: {', '.join(beyond)}.\n" if beyond else f"{words}.\n"


def swap_words(clips, action_unit_map):
    clips = {name: clip for name, clip in clips.items() if "mirrored" in clip}
    evidence = swap_of_evidence(clips)
    distances = {name.replace("_left_mm", ""): values for name, values in evidence.items() if name.endswith("_mm")}
    intensities = swap_of_intensity(clips, action_unit_map)
    return "\n".join(
        [
            swap_sentence("distance (mm)", SWAP_BOUND_MM, distances),
            swap_sentence("intensity", SWAP_BOUND_INTENSITY, intensities),
            swap_table("distance (mm)", distances),
            swap_table("intensity", intensities),
        ]
    )


METHOD = """Standard error of measurement for agreement: the root of the variance between conditions and of the residual, of clips (or frames) by
conditions (de Vet et al. 2006, J Clin Epidemiol 59:1033). Compressed: H.264 at a rate factor of 36; dimmed: to 60 %; rolled: by 10
degrees; turned: by 15 degrees about the neck, in space, frame by frame (`kizashi_turn_clip`); 15 and 30 frames a second. Only the
picture is repeated, not the behaviour of the person. The error of a frame leaves out other frame rates, which show other moments.
"""


def report(clips, errors, action_unit_map):
    header = ["unit", "sd between clips", "error of a clip's mean", "ICC", "error of the share present", "error of a frame"]
    return "\n".join(
        [
            METHOD,
            f"{len(clips)} clips, one a person; conditions: {', '.join(conditions_of(clips))}.\n",
            table(header, error_rows(errors)),
            "Shift of a clip's mean intensity, mean difference to the original:\n",
            condition_table(errors, "shift"),
            "Standard error of a clip's mean intensity, each condition against the original:\n",
            condition_table(errors, "clip_mean"),
            "Standard error of a single frame's intensity, likewise:\n",
            condition_table(errors, "frame"),
            "Mirrored clips, absolute difference of each side to the mirrored clip's other side over frames:\n",
            swap_words(clips, action_unit_map),
        ]
    )


def rounded(value):
    return round(value, DIGITS) + 0.0 if np.isfinite(value) else None


def error_document(clips, errors, map_path):
    """What the program embeds. Measured with the clip's own baseline, which is the default."""
    text = map_path.read_bytes()
    kept = ("clip_mean", "present_share", "frame", "between_clips_sd", "clip_mean_icc")
    return {
        "schema": 1,
        "engine": "mesh",
        "baseline": "clip",
        "action_unit_map": {"name": json.loads(text)["name"], "sha256": hashlib.sha256(text).hexdigest()},
        "clips": len(clips),
        "conditions": conditions_of(clips),
        "units": {unit: {name: rounded(error[name]) for name in kept} for unit, error in errors.items()},
    }


def write_error(clips, errors, map_path, path):
    path.parent.mkdir(parents=True, exist_ok=True)
    document = error_document(clips, errors, map_path)
    path.write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("measured", type=Path)
    parser.add_argument("--map", type=Path, default=maps.DEFAULT_MAP)
    parser.add_argument("--error", type=Path, metavar="FILE.json")
    arguments = parser.parse_args()
    clips = read_measured(arguments.measured)
    if len(clips) < 2:
        raise SystemExit(f"{arguments.measured}/{ORIGINAL} holds fewer than two clips")
    errors = errors_of(clips)
    print(report(clips, errors, json.loads(arguments.map.read_text())), end="")
    if arguments.error:
        write_error(clips, errors, arguments.map, arguments.error)


if __name__ == "__main__":
    main()
