#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Fits an action unit map to OpenFace's intensities and says how well it does on people it was not fitted to.

usage: fit_openface_map.py MEASURED REFERENCE CLIPS_TSV --out MAP.json

MEASURED holds STEM.measures.csv, REFERENCE OpenFace's STEM.csv; CLIPS_TSV has columns `file` and `person`, and a clip that it
does not list is a person of its own. The method, and the figures, are in docs/methods/openface-fitted-map.md. The figures
printed leave one person out: neither the weights nor the choice of features have seen the person they are tried on.
Deterministic; only numpy is needed. Some minutes on one core.
"""

import argparse
import csv
import dataclasses
import json
import pathlib
import sys

import numpy as np

import action_unit_maps as maps

CODES = [code for code in maps.CODES if code != "AU28"]  # OpenFace has no intensity of AU28
FULL_INTENSITY = 5.0
FEATURES = 80  # of a unit, at most
FRAMES = 80  # of each clip that the fit looks at: neighbours tell little more
HINGE_PENALTY, LEVEL_PENALTY = 1.2, 40.0  # in people: the weights of all frames add up to their number
PATCH_HINGE_PENALTY, PATCH_LEVEL_PENALTY = 1.5, 60.0  # a patch sees lamp and beard too
CLIP_SD_FLOOR = 0.3  # of the mean variance: a clip without the action is not weighted up without limit
MOST_STRETCH = 3.0
LEAST_SHARED_FRAMES = 50  # as au_agreement.py
LEAST_SD = 0.15
# Whose left and right mean no action unit, or whose change is not the face's.
UNUSED = ["eyeLookIn", "eyeLookOut", "eyeLookUp", "jawLeft", "jawForward", "mouthLeft", "cheekPuff", "iris_diameter"]


@dataclasses.dataclass
class Clip:
    person: str
    table: maps.Table  # compensated, every frame of the face
    at: np.ndarray  # rows of the table that the reference has too
    intensity: np.ndarray  # the reference's, frames by units
    present: np.ndarray


def is_patch(name):
    return name.startswith("patch_")


def penalty_of(kind, name):
    if is_patch(name):
        return PATCH_LEVEL_PENALTY if kind == "level" else PATCH_HINGE_PENALTY
    return LEVEL_PENALTY if kind == "level" else HINGE_PENALTY


def partner(name):
    return name.replace("_left_", "_right_").replace("Left", "Right")


def evidence_groups(columns):
    """Columns worth a weight: one, or left and right."""
    names = [n for n in columns if n.endswith("_mm") or n.startswith("blendshape_") or is_patch(n)]
    names = [n for n in names if not any(word in n for word in UNUSED)]
    right = {partner(n) for n in names if partner(n) != n}
    return [(n, partner(n)) if partner(n) != n and partner(n) in names else (n,) for n in names if n not in right]


def read_clips(args, start):
    with open(args.clips, newline="") as handle:
        rows = csv.DictReader(handle, delimiter="\t")
        person_of = {row["file"].rsplit(".", 1)[0]: row["person"] for row in rows}
    clips = []
    for path in sorted(args.reference.glob("*.csv")):
        theirs = maps.read_table(path)
        ours = maps.read_table(args.measured / f"{path.stem}.measures.csv")
        shared, at, there = np.intersect1d(ours.frame, theirs.frame, return_indices=True)
        if len(shared) < LEAST_SHARED_FRAMES:
            continue
        both = [np.stack([theirs.columns[code + end] for code in CODES], 1)[there] for end in ("_r", "_c")]
        clips.append(Clip(person_of.get(path.stem, path.stem), maps.compensated(start, ours), at, *both))
    return clips


@dataclasses.dataclass(frozen=True)
class Rule:
    """What is neutral: a clip's quantile, and how far it is drawn to the typical value."""

    quantile: float
    typical_share: float


LEVELLED_LOW, MEDIAN, NOT_LEVELLED = Rule(0.2, 0.0), Rule(0.5, 0.0), Rule(0.2, 0.5)


def rule_of(clips, unit):
    """OpenFace subtracts a quantile of the clip from some units, and cuts off there: then a share of each clip, the same for
    all, is zero. Where it does not, a clip may be without any zero."""
    zero_share = np.quantile([(clip.intensity[:, unit] <= 0).mean() for clip in clips], 0.05)
    if zero_share < 0.03:
        return NOT_LEVELLED
    return LEVELLED_LOW if zero_share < 0.3 else MEDIAN


class Excess:
    """Under one neutral rule: how far each piece of evidence lies above its neutral (`rises`) and below it (`falls`), both
    bounded, and how far the clip's own neutral lies from most people's (`level`)."""

    KINDS = ("rises", "falls", "level")

    def __init__(self, clips, groups, rule):
        self.groups, self.rule = groups, rule
        low = self.neutrals(clips, rule.quantile)
        high = self.neutrals(clips, 1.0 - rule.quantile)
        self.typical = {"rises": [np.nanmedian(x, 0) for x in low], "falls": [np.nanmedian(x, 0) for x in high]}
        rises, falls, level, seen = [], [], [], []
        for c, clip in enumerate(clips):
            value = [np.stack([clip.table.columns[n][clip.at] for n in group], 1) for group in groups]
            up = [v - self.drawn(low[g][c], self.typical["rises"][g]) for g, v in enumerate(value)]
            down = [self.drawn(high[g][c], self.typical["falls"][g]) - v for g, v in enumerate(value)]
            rises.append(np.stack([self.mean_or_nothing(x) for x in up], 1))
            falls.append(np.stack([self.mean_or_nothing(x) for x in down], 1))
            level.append([self.mean_or_nothing(low[g][c] - self.typical["rises"][g])[0] for g in range(len(groups))])
            seen.append(np.stack([np.isfinite(v).any(1) for v in value], 1))
        self.range = {
            "rises": self.ranges(rises),
            "falls": self.ranges(falls),
            "level": np.maximum(np.std(level, 0), 2e-3),
        }
        self.values = {
            "rises": [np.clip(x / self.range["rises"], 0, 1) for x in rises],
            "falls": [np.clip(x / self.range["falls"], 0, 1) for x in falls],
            "level": [y * (x / self.range["level"]) for x, y in zip(np.array(level), seen)],
        }

    def neutrals(self, clips, probability):
        return [
            np.array([[maps.clip_quantile(n, clip.table.columns[n], probability) for n in group] for clip in clips], float)
            for group in self.groups
        ]

    def drawn(self, own, typical):
        return own + self.rule.typical_share * (typical - own)

    @staticmethod
    def mean_or_nothing(sides):
        """An absent piece of evidence counts nothing, as an optional term does in the program."""
        return np.nan_to_num(maps.mean_of_seen(np.atleast_2d(sides)))

    @staticmethod
    def ranges(excess):
        sample = np.vstack([x[thinned(len(x))] for x in excess])
        sd = np.sqrt(np.mean([x.var(0) for x in excess], 0))
        return np.maximum(np.maximum(np.percentile(sample, 99, axis=0), 2 * sd), 2e-3)

    def terms(self, kind, g, weight):
        """Of a feature; `weight` is in activation."""
        if kind != "level":
            return [self.term(kind, g, self.range[kind][g], weight) | self.own_rule()]
        # Above most people's neutral less above the clip's own: what stays is how far these two lie apart.
        above_typical = self.term("rises", g, self.range[kind][g], weight) | {"bounded": False, "typical_share": 1.0}
        above_own = self.term("rises", g, self.range[kind][g], -weight) | self.own_rule()
        return [above_typical, above_own | {"bounded": False, "typical_share": 0.0}]

    def own_rule(self):
        return {"neutral_quantile": self.rule.quantile, "typical_share": self.rule.typical_share}

    def term(self, direction, g, full_range, weight):
        return {
            "evidence": list(self.groups[g]),
            "typical_neutral": [round(float(t), 3) for t in self.typical[direction][g]],
            "direction": direction,
            "full_range": float(f"{full_range:.4g}"),
            "dead_share": 0.0,
            "weight": round(float(weight), 5),
        } | ({"optional": True} if is_patch(self.groups[g][0]) else {})


class Features:
    """What a unit's regression may use: all of its own rule, and what the mesh says of movement about the clip's
    median."""

    def __init__(self, excess_of_rule, rule):
        self.rule = rule
        groups = excess_of_rule[rule].groups
        self.parts = [(excess_of_rule[rule], kind, g) for kind in Excess.KINDS for g in range(len(groups))]
        if rule != MEDIAN:
            distances = [g for g, group in enumerate(groups) if not is_patch(group[0])]
            self.parts += [(excess_of_rule[MEDIAN], kind, g) for kind in ("rises", "falls") for g in distances]
        clips = len(excess_of_rule[rule].values["rises"])
        values = [np.stack([e.values[kind][c][:, g] for e, kind, g in self.parts], 1) for c in range(clips)]
        self.of_clip = [np.hstack([x, np.ones((len(x), 1))]) for x in values]
        self.penalty = np.array([penalty_of(kind, groups[g][0]) for _, kind, g in self.parts] + [0.0])

    def terms(self, feature, weight):
        excess, kind, g = self.parts[int(feature)]
        return excess.terms(kind, g, weight)


def thinned(frames):
    return np.unique(np.linspace(0, frames - 1, min(frames, FRAMES)).astype(int))


class Problem:
    """One unit's regression on one set of features: frames of the people named, zeros of the reference taken as `zero or
    less`, since OpenFace cuts its intensities off there."""

    def __init__(self, features, clips, unit):
        rows = [thinned(len(x)) for x in features.of_clip]
        clips_of = {clip.person: sum(c.person == clip.person for c in clips) for clip in clips}
        variance = np.array([clip.intensity[:, unit].var() for clip in clips])
        weight = 1.0 / np.sqrt(variance + CLIP_SD_FLOOR * variance.mean())
        weight /= np.array([clips_of[clip.person] for clip in clips])
        weight *= len(clips_of) / weight.sum()
        self.person = np.concatenate([np.full(len(r), clip.person) for r, clip in zip(rows, clips)])
        root = np.concatenate([np.full(len(r), np.sqrt(w / len(r))) for r, w in zip(rows, weight)])
        target = np.concatenate([clip.intensity[r, unit] for r, clip in zip(rows, clips)])
        self.zero = target <= 0
        self.x = np.vstack([x[r] for x, r in zip(features.of_clip, rows)]) * root[:, None]
        self.y = target * root
        self.penalty = features.penalty
        self.active = np.ones(len(self.y), bool)
        self.gram, self.moment = self.sums(self.active)
        everybody = np.ones(len(self.y), bool)
        for _ in range(6):
            self.active, self.gram, self.moment = self.step(everybody)

    def sums(self, rows, signs=None):
        x = self.x[rows]
        signed = x if signs is None else x * signs[:, None]
        return signed.T @ x, signed.T @ self.y[rows]

    def step(self, used, gram=None, moment=None):
        """Which rows of `used` count at the present weights, and the sums over them."""
        gram, moment = (self.gram, self.moment) if gram is None else (gram, moment)
        weights = np.linalg.solve(gram + np.diag(self.penalty), moment)
        active = used & ~(self.zero & (self.x @ weights < 0))
        changed = active != self.active
        more_gram, more_moment = self.sums(changed, np.where(active[changed], 1.0, -1.0))
        return active, self.gram + more_gram, self.moment + more_moment

    def fit(self, left_out):
        """Chosen features and their weights, the constant last, without the people left out."""
        used = ~np.isin(self.person, list(left_out))
        active = self.active & used
        changed = active != self.active
        gram, moment = self.sums(changed, np.full(changed.sum(), -1.0))
        gram, moment = self.gram + gram, self.moment + moment
        for _ in range(3):
            active, gram, moment = self.step(used, gram, moment)
        chosen = self.choose(gram, moment)
        for _ in range(4):
            part = np.ix_(active, chosen)
            x = self.x[part]
            weights = np.linalg.solve(x.T @ x + np.diag(self.penalty[chosen]), x.T @ self.y[active])
            active = used & ~(self.zero & (self.x[:, chosen] @ weights < 0))
        return chosen, weights

    def choose(self, gram, moment):
        """Backward elimination: each time the features without which the penalised loss rises least; the constant stays."""
        gram = gram + np.diag(self.penalty)
        kept = np.arange(len(moment))
        while len(kept) > FEATURES + 1:
            inverse = np.linalg.inv(gram[np.ix_(kept, kept)])
            loss = (inverse @ moment[kept]) ** 2 / np.diag(inverse)
            loss[-1] = np.inf
            drop = min(max(1, len(kept) // 12 if len(kept) > 90 else 1), len(kept) - FEATURES - 1)
            kept = np.delete(kept, np.argsort(loss, kind="stable")[:drop])
        return kept


def correlation(x, y):
    return float(np.corrcoef(x, y)[0, 1]) if np.std(x) > 1e-9 and np.std(y) > 1e-9 else 0.0


def agreement(estimates, clips, unit):
    truth = [clip.intensity[:, unit] for clip in clips]
    within = [correlation(e, t) for e, t in zip(estimates, truth) if np.std(t) > LEAST_SD]
    return {
        "pooled": correlation(np.concatenate(estimates), np.concatenate(truth)),
        "within": float(np.median(within)) if within else np.nan,
        "n": len(within),
        "between": correlation([e.mean() for e in estimates], [t.mean() for t in truth]),
        "mae": float(np.abs(np.concatenate(estimates) - np.concatenate(truth)).mean()),
    }


def estimate(features, clip, fitted):
    chosen, weights = fitted
    return np.clip(features.of_clip[clip][:, chosen] @ weights, 0, FULL_INTENSITY)


def left_out_estimates(problem, features, clips):
    """Of every clip, by a fit that never saw its person."""
    estimates = [None] * len(clips)
    for person in sorted({clip.person for clip in clips}):
        fitted = problem.fit({person})
        for c, clip in enumerate(clips):
            if clip.person == person:
                estimates[c] = estimate(features, c, fitted)
    return estimates


def stretch_of(estimates, clips, unit):
    """A regression draws to the mean; this brings its strong movements back to where the reference's are."""
    strong = np.percentile(np.concatenate([clip.intensity[:, unit] for clip in clips]), 99)
    ours = np.percentile(np.concatenate(estimates), 99)
    return float(np.clip(strong / max(ours, 1e-3), 1.0, MOST_STRETCH))


def unit_entry(features, fitted, stretch):
    weights = fitted[1] / FULL_INTENSITY
    terms = [term for feature, weight in zip(fitted[0][:-1], weights) for term in features.terms(feature, weight)]
    common = {"neutral_quantile": features.rule.quantile, "typical_share": features.rule.typical_share}
    return {
        **common,
        "offset": round(float(weights[-1]), 5),
        "terms": [{k: v for k, v in term.items() if common.get(k) != v} for term in terms],
        "curve": [{"activation": 0, "intensity": 0}, {"activation": round(1.0 / stretch, 4), "intensity": 5}],
    }


def presence_f1(estimates, clips, unit):
    ours = np.concatenate(estimates) >= 1.0
    theirs = np.concatenate([clip.present[:, unit] for clip in clips]) > 0
    return 2.0 * np.sum(ours & theirs) / max(1, ours.sum() + theirs.sum())


def print_table(figures):
    print("AU     pooled within   n between   mae   p99  ref99    f1  quantile share")
    for code, f in figures.items():
        print(
            f"{code[2:]}   {f['pooled']:6.2f} {f['within']:6.2f} {f['n']:3d} {f['between']:7.2f} {f['mae']:5.2f} "
            f"{f['p99']:5.2f} {f['ref99']:6.2f} {f['f1']:4.2f} {f['rule'].quantile:9.1f} {f['rule'].typical_share:5.1f}"
        )
    mean = {m: np.mean([f[m] for f in figures.values()]) for m in ("pooled", "within", "between", "mae", "f1")}
    print(
        f"mean   {mean['pooled']:6.3f} {mean['within']:6.3f}     {mean['between']:7.3f} {mean['mae']:5.2f}"
        f"              {mean['f1']:4.2f}"
    )


def write_map(path, start, units):
    head = {
        "schema": start["schema"],
        "name": "openface-fitted",
        "description": "Regression of OpenFace 2.2's intensities on the evidence, for comparison with studies that used "
        "OpenFace. OpenFace's models may be used for research alone, and so may this map. Written by "
        "tools/fit_openface_map.py; AU28, of which OpenFace has no intensity, is the default map's.",
        "research_only": True,
        "compensation_source": start["compensation_source"],
        "compensation": start.get("compensation", []),
    }
    text = json.dumps(head, indent=2).removesuffix("\n}") + ',\n  "units": {\n' + "\n".join(lines_of(units)) + "\n  }\n}\n"
    path.write_text(text)


def lines_of(units):
    """A term or a curve to a line, as the default map is written."""
    for code, unit in units.items():
        head = {k: v for k, v in unit.items() if k not in ("terms", "curve")}
        yield f'    "{code}": {{'
        yield "      " + json.dumps(head)[1:-1] + ","
        yield '      "terms": ['
        yield ",\n".join("        " + json.dumps(term) for term in unit["terms"]) + "],"
        yield f'      "curve": {json.dumps(unit["curve"])}}}' + ("" if code == maps.CODES[-1] else ",")


def fit_unit(excess_of_rule, clips, k):
    features = Features(excess_of_rule, rule_of(clips, k))
    problem = Problem(features, clips, k)
    left_out = left_out_estimates(problem, features, clips)
    stretch = stretch_of(left_out, clips, k)
    stretched = [np.minimum(e * stretch, FULL_INTENSITY) for e in left_out]
    figures = agreement(stretched, clips, k) | {
        "rule": features.rule,
        "f1": presence_f1(stretched, clips, k),
        "p99": np.percentile(np.concatenate(stretched), 99),
        "ref99": np.percentile(np.concatenate([clip.intensity[:, k] for clip in clips]), 99),
    }
    return figures, unit_entry(features, problem.fit(set()), stretch)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("measured", type=pathlib.Path)
    parser.add_argument("reference", type=pathlib.Path)
    parser.add_argument("clips", type=pathlib.Path)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    args = parser.parse_args()
    start = json.loads(maps.DEFAULT_MAP.read_text())
    clips = read_clips(args, start)
    if not clips:
        sys.exit("no clip has both a measurement and a reference")
    groups = evidence_groups(clips[0].table.columns)
    print(f"{len(clips)} clips of {len({clip.person for clip in clips})} people, {len(groups)} pieces of evidence")
    excess_of_rule = {rule: Excess(clips, groups, rule) for rule in (LEVELLED_LOW, MEDIAN, NOT_LEVELLED)}
    figures, units = {}, {}
    for k, code in enumerate(CODES):
        figures[code], units[code] = fit_unit(excess_of_rule, clips, k)
        print(f"{code} within {figures[code]['within']:.3f} between {figures[code]['between']:.3f}", flush=True)
    units["AU28"] = start["units"]["AU28"]
    write_map(args.out, start, {code: units[code] for code in maps.CODES})
    print_table(figures)


if __name__ == "__main__":
    main()
