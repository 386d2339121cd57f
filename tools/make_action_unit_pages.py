#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes docs/methods/action-units.md and its picture from the tables that the program itself reads.

usage: make_action_unit_pages.py [--check] [--models DIR]

The tables are data/evidence/mesh.json and data/action_unit_maps/default.json; the face in the picture is the canonical face of
the landmark model, read from DIR (default build/models). With --check nothing is written: exit 1 where a page is not what the
tables give, and the picture is left out where the model is missing.
"""

import argparse
import json
import pathlib
import struct
import sys

PROJECT = pathlib.Path(__file__).parent.parent
EVIDENCE = PROJECT / "data" / "evidence" / "mesh.json"
MAP = PROJECT / "data" / "action_unit_maps" / "default.json"
ERROR = PROJECT / "data" / "measurement_error" / "mesh-default.json"
PAGE = PROJECT / "docs" / "methods" / "action-units.md"
PICTURE = PROJECT / "docs" / "methods" / "action-units.svg"
MODEL = "geometry_pipeline_metadata_landmarks.binarypb"

NAMES = {
    "AU01": "inner brow raiser", "AU02": "outer brow raiser", "AU04": "brow lowerer", "AU05": "upper lid raiser",
    "AU06": "cheek raiser", "AU07": "lid tightener", "AU09": "nose wrinkler", "AU10": "upper lip raiser",
    "AU12": "lip corner puller", "AU14": "dimpler", "AU15": "lip corner depressor", "AU17": "chin raiser",
    "AU20": "lip stretcher", "AU23": "lip tightener", "AU25": "lips part", "AU26": "jaw drop", "AU28": "lip suck",
    "AU45": "blink",
}  # fmt: skip

INTRODUCTION = """# The eighteen action units

Generated from `data/evidence/mesh.json` and `data/action_unit_maps/default.json`, the same tables that the program reads, by
`tools/make_action_unit_pages.py`. Do not edit.

Each unit is a sum of excesses: how far a piece of evidence has gone from the person's neutral in the unit's direction, as a share of
what the strongest movement shows (`full movement`), less a dead share that is taken for noise, cut to 0 to 1. Weights say how much
each counts; a negative one tells against the unit, which keeps other movements from being taken for it. The sum, cut to 0 to 1, goes
through the unit's curve to an intensity from 0 to 5. Presence is 1 exactly where its probability is one half and the intensity 1.

Distances are millimetres in a frame fixed to the head (x to the side, y down, z away from the camera), so that the head's turn and
distance are taken out; what is left of them in the network's points is taken out by the [drifts](#what-head-and-eyes-put-in) below.
Left and right are the person's. Points are those of the 478-point face mesh; a distance compares the middles of two groups, or the
mean of single distances for a `gap`. Neutral is a quantile of the clip's own frames, counted from the resting side.

![which points make which action unit](action-units.svg)

Filled points are measured from hollow ones, or from the head frame's origin where there are none. Orange evidence speaks for the unit, grey against it.
"""


# --- reading -----------------------------------------------------------------------------------------------------------


def read_varint(data, at):
    value, shift = 0, 0
    while True:
        byte = data[at]
        value |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80:
            return value, at


def protobuf_fields(data):
    """Number and content of each field: bytes, integer or float."""
    at = 0
    while at < len(data):
        key, at = read_varint(data, at)
        number, kind = key >> 3, key & 7
        if kind == 0:
            value, at = read_varint(data, at)
        elif kind == 2:
            size, at = read_varint(data, at)
            value, at = data[at : at + size], at + size
        else:
            value, at = struct.unpack("<f", data[at : at + 4])[0], at + 4
        yield number, value


def canonical_face(path):
    """Points (x to the right of the picture, y down, in file units) and triangles of the canonical face."""
    mesh = next(value for number, value in protobuf_fields(path.read_bytes()) if number == 1)
    vertices = [value for number, value in protobuf_fields(mesh) if number == 3]
    indices = [value for number, value in protobuf_fields(mesh) if number == 4]
    points = [(vertices[i], -vertices[i + 1]) for i in range(0, len(vertices), 5)]
    return points + iris_points(points), [indices[i : i + 3] for i in range(0, len(indices), 3)]


def iris_points(points):
    """The mesh's last ten points lie on the irises, of which the canonical face has none: middle and four around it."""
    found = []
    for corners in ((33, 133), (362, 263)):
        x, y = (sum(points[i][axis] for i in corners) / 2 for axis in (0, 1))
        found += [(x, y), (x - 0.6, y), (x, y - 0.6), (x + 0.6, y), (x, y + 0.6)]
    return found


def distance_columns(evidence):
    """Column name: the distance and the groups of points it is measured on."""
    columns = {}
    for distance in evidence["distances"]:
        for side in ("left", "right", "middle"):
            if side in distance:
                columns[distance["name"] + ("_mm" if side == "middle" else f"_{side}_mm")] = (distance, distance[side])
    return columns


# --- the page ----------------------------------------------------------------------------------------------------------


def number(value):
    return f"{value:g}".replace("-", "−")


def evidence_words(term, columns):
    first = term["evidence"][0]
    if first not in columns:
        return " and ".join(f"`{name}`" for name in term["evidence"])
    distance = columns[first][0]
    sides = " (left and right)" if len(term["evidence"]) == 2 else ""
    return f"{distance['description']}{sides}: `{distance['name']}`"


def points_words(term, columns):
    found = columns.get(term["evidence"][0])
    if not found:
        return ""
    distance, groups = found
    words = ", ".join(map(str, groups["of"]))
    if "from" in groups:
        words += f" {'to' if distance['kind'] == 'gap' else 'from'} " + ", ".join(map(str, groups["from"]))
    return f"{distance['kind'].replace('_', ' ')}: {words}"


def neutral_words(term, unit):
    quantile = term.get("neutral_quantile", unit["neutral_quantile"])
    share = term.get("typical_share", unit["typical_share"])
    words = f"{quantile * 100:.0f} % quantile"
    return words if share == 0 else f"{words}, {share * 100:.0f} % drawn to {number(term['typical_neutral'][0])}"


def term_row(term, unit, columns):
    measure = "mm" if term["evidence"][0].endswith("_mm") else "coefficient"
    cells = [
        evidence_words(term, columns), points_words(term, columns), term["direction"],
        f"{number(term['full_range'])} {measure}", number(term["dead_share"]), number(term["weight"]), neutral_words(term, unit),
    ]  # fmt: skip
    return "| " + " | ".join(cells) + " |"


def curve_words(unit):
    points = [f"{number(point['activation'])} to {number(point['intensity'])}" for point in unit["curve"]]
    return "Curve from activation to intensity: " + ", ".join(points) + "."


def error_words(code, errors):
    if code not in errors:
        return []
    return [f"Standard error of measurement of a clip's mean intensity: {errors[code]['clip_mean']:.2f}; of a frame's: {errors[code]['frame']:.2f}.", ""]


def unit_section(code, unit, columns, errors):
    lines = [f"## {code} {NAMES[code]}", "", unit["definition"], ""]
    lines += ["| evidence | points (left side) | goes | full movement | dead share | weight | neutral |", "|---|---|---|---|---|---|---|"]
    lines += [term_row(term, unit, columns) for term in unit["terms"]]
    return [*lines, "", f"{unit['strongest']} {curve_words(unit)}", "", *error_words(code, errors)]


def drift_section(action_unit_map):
    lines = ["## What head and eyes put in", ""]
    lines += ["Taken out before anything else: evidence − (a · angle + b · angle²), the angle in rad. " + action_unit_map["compensation_source"], ""]
    lines += ["| evidence | angle | a per rad | b per rad² |", "|---|---|---|---|"]
    for entry in action_unit_map["compensation"]:
        for drift in entry["drifts"]:
            cells = [f"`{entry['evidence']}`", f"`{drift['angle']}`", number(drift["per_rad"]), number(drift["per_square_rad"])]
            lines.append("| " + " | ".join(cells) + " |")
    return lines


def page(action_unit_map, columns, errors):
    lines = [INTRODUCTION]
    for code, unit in action_unit_map["units"].items():
        lines += unit_section(code, unit, columns, errors)
    return "\n".join([*lines, *drift_section(action_unit_map)]) + "\n"


# --- the picture -------------------------------------------------------------------------------------------------------

PANEL_WIDTH, PANEL_HEIGHT, PANELS_IN_ROW, SCALE = 200, 262, 6, 10.5
FOR, AGAINST = "#d9480f", "#868e96"


class Drawing:
    """Places of the canonical face in one panel."""

    def __init__(self, points, triangles):
        xs, ys = [x for x, _ in points], [y for _, y in points]
        middle_x, top = (min(xs) + max(xs)) / 2, min(ys)
        self.places = [(PANEL_WIDTH / 2 + SCALE * (x - middle_x), 40 + SCALE * (y - top)) for x, y in points]
        self.triangles = triangles

    def mesh_path(self):
        edges = {tuple(sorted(pair)) for a, b, c in self.triangles for pair in ((a, b), (b, c), (c, a))}
        steps = (f"M{self.at(a)}L{self.at(b)}" for a, b in sorted(edges))
        return "".join(steps)

    def at(self, point):
        x, y = self.places[point]
        return f"{x:.1f} {y:.1f}"

    def middle(self, group):
        return tuple(sum(self.places[i][axis] for i in group) / len(group) for axis in (0, 1))

    def dot(self, point, colour, is_filled):
        x, y = self.places[point]
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.6" fill="{colour if is_filled else "#fff"}" stroke="{colour}"/>'

    def line(self, start, end, colour):
        (x1, y1), (x2, y2) = start, end
        return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}"/>'

    def distance(self, distance, groups, colour):
        measured_from = groups.get("from", [])
        if distance["kind"] == "gap":
            shapes = [self.line(self.places[a], self.places[b], colour) for a, b in zip(groups["of"], measured_from)]
        elif measured_from:
            shapes = [self.line(self.middle(groups["of"]), self.middle(measured_from), colour)]
        else:
            shapes = []
        shapes += [self.dot(point, colour, False) for point in measured_from]
        return shapes + [self.dot(point, colour, True) for point in groups["of"]]


def panel(code, unit, columns, drawing):
    shapes, words = [], []
    for term in sorted(unit["terms"], key=lambda term: term["weight"]):
        colour = FOR if term["weight"] > 0 else AGAINST
        for name in term["evidence"]:
            if name in columns:
                shapes += drawing.distance(*columns[name], colour)
        if term["evidence"][0].startswith("blendshape_"):
            words.append((term["evidence"][0].removeprefix("blendshape_").removesuffix("Left"), colour))
    lines = [f'<text x="{PANEL_WIDTH / 2}" y="16" text-anchor="middle" font-weight="bold">{code}</text>']
    lines.append(f'<text x="{PANEL_WIDTH / 2}" y="31" text-anchor="middle">{NAMES[code]}</text><use href="#face"/>')
    for i, (word, colour) in enumerate(words):
        lines.append(f'<text x="4" y="{PANEL_HEIGHT - 5 - 12 * i}" font-size="10" fill="{colour}">{word}</text>')
    return "\n".join([*lines, *shapes])


def picture(action_unit_map, columns, face):
    drawing = Drawing(*face)
    units = list(action_unit_map["units"].items())
    width, height = PANELS_IN_ROW * PANEL_WIDTH, -(-len(units) // PANELS_IN_ROW) * PANEL_HEIGHT
    lines = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="13">']
    lines.append(f'<rect width="{width}" height="{height}" fill="#fff"/>')
    lines.append(f'<defs><path id="face" d="{drawing.mesh_path()}" fill="none" stroke="#ced4da" stroke-width="0.5"/></defs>')
    for i, (code, unit) in enumerate(units):
        place = f"translate({i % PANELS_IN_ROW * PANEL_WIDTH} {i // PANELS_IN_ROW * PANEL_HEIGHT})"
        lines.append(f'<g transform="{place}">\n{panel(code, unit, columns, drawing)}\n</g>')
    return "\n".join([*lines, "</svg>"]) + "\n"


# --- the command -------------------------------------------------------------------------------------------------------


def generated(models):
    """Path: text of every page."""
    columns = distance_columns(json.loads(EVIDENCE.read_text()))
    action_unit_map = json.loads(MAP.read_text())
    errors = json.loads(ERROR.read_text())["units"] if ERROR.exists() else {}
    pages = {PAGE: page(action_unit_map, columns, errors)}
    model = models / MODEL
    if model.exists():
        pages[PICTURE] = picture(action_unit_map, columns, canonical_face(model))
    else:
        print(f"skipped {PICTURE.name}: {model} is missing")
    return pages


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--models", type=pathlib.Path, default=PROJECT / "build" / "models")
    args = parser.parse_args()
    stale = 0
    for path, text in generated(args.models).items():
        if args.check and (not path.exists() or path.read_text(encoding="utf-8") != text):
            print(f"{path.relative_to(PROJECT)} is not what the tables give: run {pathlib.Path(__file__).name}")
            stale += 1
        if not args.check:
            path.write_text(text, encoding="utf-8")
    sys.exit(1 if stale else 0)


if __name__ == "__main__":
    main()
