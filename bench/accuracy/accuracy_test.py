# SPDX-License-Identifier: Apache-2.0
"""What the scripts of this folder compute, on made-up numbers, and the page that they write."""

import importlib.machinery
import importlib.util
import pathlib
import tempfile
import unittest

try:
    import numpy as np
except ImportError as error:
    raise unittest.SkipTest("python3-numpy is not installed") from error

import drift
import repeatability
import scale
import sections
from markdown import number
from measured_clip import MeasuredClip, UNITS, maps, nearest_frames

EXACT = 1e-12


def loaded(path):
    """A script without an ending, as a module."""
    loader = importlib.machinery.SourceFileLoader(path.name, str(path))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader(path.name, loader))
    loader.exec_module(module)
    return module


run = loaded(pathlib.Path(__file__).with_name("run"))


def clip_of(intensity, rate_hz=25.0, columns=None):
    """Every unit alike."""
    intensity = np.asarray(intensity, dtype=float)
    timestamp_s = np.arange(len(intensity)) / rate_hz
    of_units = np.tile(intensity[:, None], len(UNITS))
    frames = np.arange(len(intensity)) + 1
    table = maps.Table(frames, columns or {})
    return MeasuredClip(timestamp_s, of_units, (of_units >= 1.0).astype(float), of_units / 5, table, table)


class NearestFrames(unittest.TestCase):
    def test_matches_the_same_times_one_to_one(self):
        times = np.arange(5) / 25
        np.testing.assert_array_equal(nearest_frames(times, times + 1e-6), np.arange(5))

    def test_has_nothing_for_a_frame_that_the_other_clip_lacks(self):
        times = np.arange(5) / 25
        np.testing.assert_array_equal(nearest_frames(times, np.delete(times, 2)), [0, 1, -1, 2, 3])

    def test_of_another_rate_takes_what_lies_within_half_a_frame(self):
        np.testing.assert_array_equal(nearest_frames(np.arange(4) / 25, np.arange(3) / 15), [0, -1, 1, 2])

    def test_of_nothing_is_nothing(self):
        np.testing.assert_array_equal(nearest_frames(np.arange(2) / 25, np.array([])), [-1, -1])


class Errors(unittest.TestCase):
    def clips(self, shift):
        levels = {"01": [0.0, 1.0, 2.0, 3.0], "02": [2.0, 2.0, 4.0, 4.0], "03": [0.0, 0.0, 1.0, 1.0]}
        both = {name: (clip_of(level), clip_of(np.add(level, shift))) for name, level in levels.items()}
        return {name: {"original": original, "mirrored": mirrored} for name, (original, mirrored) in both.items()}

    def test_of_a_constant_shift_are_the_same_for_clip_and_frame(self):
        errors = repeatability.errors_of(self.clips(0.2))["AU12"]
        self.assertAlmostEqual(errors["clip_mean"], 0.2 / np.sqrt(2), delta=EXACT)
        self.assertAlmostEqual(errors["frame"], 0.2 / np.sqrt(2), delta=EXACT)
        self.assertAlmostEqual(errors["conditions"]["mirrored"]["shift"], 0.2, delta=EXACT)

    def test_of_exact_repetitions_are_zero_beside_what_clips_differ_by(self):
        errors = repeatability.errors_of(self.clips(0.0))["AU12"]
        self.assertAlmostEqual(errors["clip_mean"], 0.0, delta=EXACT)
        self.assertAlmostEqual(errors["between_clips_sd"], np.std([1.5, 3.0, 0.5], ddof=1), delta=EXACT)
        self.assertAlmostEqual(errors["clip_mean_icc"], 1.0, delta=EXACT)

    def test_of_a_frame_do_not_count_other_moments(self):
        clips = self.clips(0.0)
        for clip in clips.values():
            clip["rate_15"] = clip_of([5.0, 5.0], rate_hz=15.0)
        errors = repeatability.errors_of(clips)["AU12"]
        self.assertAlmostEqual(errors["frame"], 0.0, delta=EXACT)
        self.assertGreater(errors["clip_mean"], 0.5)


class Swap(unittest.TestCase):
    def term(self, evidence):
        neutral = [0.0] * len(evidence)
        rule = {"direction": "rises", "full_range": 10.0, "dead_share": 0.0, "weight": 1.0}
        return {"evidence": evidence, "typical_neutral": neutral} | rule

    def test_pairs_the_left_with_the_mirrored_right(self):
        left, right = np.array([1.0, 2.0, 3.0]), np.array([5.0, 6.0, 7.0])
        columns = {"brow_left_mm": left, "brow_right_mm": right}
        swapped = {"brow_left_mm": right + 0.1, "brow_right_mm": left + 0.1}
        clips = {"01": {"original": clip_of([0] * 3, columns=columns), "mirrored": clip_of([0] * 3, columns=swapped)}}
        found = repeatability.swap_of_evidence(clips)
        self.assertEqual(list(found), ["brow_left_mm"])
        np.testing.assert_allclose(found["brow_left_mm"], np.full(6, 0.1))

    def test_names_the_kinds_that_alone_are_beyond_the_bound(self):
        words = repeatability.swap_sentence("distance", 0.5, {"brow": np.array([0.1, 0.2, 0.3]), "lip": np.array([0.6, 0.7])})
        self.assertEqual(words, "Median distance: 0.30 (bound 0.5), the largest of one kind 0.65; beyond the bound alone: lip.\n")

    def test_one_side_of_a_map_sees_that_side_alone(self):
        unit = {"terms": [self.term(["brow_left_mm", "brow_right_mm"]), self.term(["gap_mm"])]}
        right = repeatability.one_sided_map({"units": {"AU01": unit}}, 1)["units"]["AU01"]
        self.assertEqual([term["evidence"] for term in right["terms"]], [["brow_right_mm"], ["gap_mm"]])

    def test_intensities_of_sides_come_from_their_own_evidence(self):
        curve = [{"activation": 0, "intensity": 0}, {"activation": 1, "intensity": 5}]
        unit = {"typical_share": 1.0, "terms": [self.term(["brow_left_mm", "brow_right_mm"])], "curve": curve}
        columns = {"brow_left_mm": np.array([0.0, 10.0]), "brow_right_mm": np.array([10.0, 0.0])}
        sides = repeatability.side_intensities({"units": {"AU01": unit}}, clip_of([0, 0], columns=columns))["AU01"]
        np.testing.assert_allclose(sides, [[0.0, 5.0], [5.0, 0.0]])


class Presence(unittest.TestCase):
    intensity = np.array([0.2, 0.99, 1.0, 1.0, 3.0])
    probability = np.array([0.04, 0.49, 0.4999, 0.5, 0.9])
    present = np.array([0, 0, 0, 1, 1])

    def test_may_change_within_the_rounding_of_the_intensity(self):
        self.assertEqual(scale.contradictions(self.intensity, self.present, self.probability), 0)

    def test_against_its_probability_is_found(self):
        self.assertEqual(scale.contradictions(self.intensity, np.array([0, 0, 0, 0, 1]), self.probability), 1)

    def test_that_falls_as_the_intensity_rises_is_found(self):
        falling = np.array([0.04, 0.49, 0.4999, 0.9, 0.8])
        self.assertEqual(scale.contradictions(self.intensity, self.present, falling), 1)


class Drift(unittest.TestCase):
    script_deg = np.array([0.0, 0.0, 5.0, 10.0, -10.0])

    def test_counts_from_the_straight_head(self):
        intensity = np.array([[1.0], [1.0], [1.2], [1.4], [0.6]])
        found = drift.drift_from_rest(intensity, self.script_deg)
        self.assertAlmostEqual(found[0], 0.4, delta=EXACT)

    def test_angle_is_measured_from_its_own_zero(self):
        found = drift.angle_response(3.0 + 0.9 * self.script_deg, self.script_deg)
        self.assertAlmostEqual(found["slope"], 0.9, delta=1e-9)
        self.assertAlmostEqual(found["largest_error_deg"], 1.0, delta=1e-9)


class FittedFigures(unittest.TestCase):
    def test_are_read_from_the_last_table_printed(self):
        header = "AU     pooled within   n between   mae"
        text = f"66 clips\nAU01 within 0.7\n{header}\n01     0.61   0.70  41    0.62  0.30\nmean   0.61   0.70\n"
        self.assertEqual(list(sections.printed_figures(text)), ["AU01"])
        self.assertEqual(sections.printed_figures(text)["AU01"]["between"], 0.62)


class Page(unittest.TestCase):
    def test_keeps_the_sections_that_were_not_made_again(self):
        with tempfile.TemporaryDirectory() as scratch:
            page = pathlib.Path(scratch) / "accuracy.md"
            for name, text in (("scale", "old\n"), ("agreement", "### part\n\nfirst\n"), ("scale", "new\n")):
                run.write(page, name, text)
            self.assertEqual(run.sections_of(page.read_text()), {"agreement": "### part\n\nfirst\n", "scale": "new\n"})
            self.assertLess(page.read_text().index("first"), page.read_text().index("new"))


class Numbers(unittest.TestCase):
    def test_have_no_negative_zero_and_a_dash_for_the_unknown(self):
        self.assertEqual([number(-0.001), number(float("nan")), number(None), number(-1.0)], ["0.00", "-", "-", "-1.00"])


if __name__ == "__main__":
    unittest.main()
