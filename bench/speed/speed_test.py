# SPDX-License-Identifier: Apache-2.0
"""The arithmetic of the speed bench, without timing anything."""

import csv
import io
import sys
import tempfile
import unittest
from contextlib import redirect_stdout
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import clips
import environment
import history
import report
import rounds
import statistics_of_runs as statistics


class Figures(unittest.TestCase):
    def test_the_start_is_taken_off_before_frames_are_counted(self):
        self.assertAlmostEqual(statistics.frames_per_s(300, statistics.without_start(3.4, 0.4)), 100.0)

    def test_a_start_as_long_as_the_whole_run_is_an_error(self):
        with self.assertRaises(ValueError):
            statistics.without_start(0.4, 0.4)

    def test_a_ratio_is_taken_within_each_round(self):
        # The machine was half as fast in the second round, for both.
        each = [{"a": 200.0, "b": 100.0}, {"a": 100.0, "b": 50.0}, {"a": 210.0, "b": 100.0}]
        self.assertAlmostEqual(statistics.median_ratio(each, "a", "b"), 2.0)

    def test_one_slow_round_does_not_move_the_median(self):
        self.assertEqual(statistics.median_of([{"a": 9.0}, {"a": 10.0}, {"a": 1.0}, {"a": 11.0}, {"a": 10.0}], "a"), 10.0)


class Bounds(unittest.TestCase):
    GOOD = {
        "two cores: kizashi / MediaPipe": 2.0,
        "one core: kizashi / MediaPipe": 1.15,
        "two threads / one": 1.7,
        "two jobs / one": 1.8,
        "ten-second clip, s": 3.0,
    }

    def test_figures_on_their_bounds_meet_them(self):
        self.assertEqual(statistics.missed(self.GOOD), [])

    def test_each_figure_beyond_its_bound_is_named(self):
        for figure, value in self.GOOD.items():
            beyond = value + 0.01 if figure == "ten-second clip, s" else value - 0.01
            lines = statistics.missed(self.GOOD | {figure: beyond})
            self.assertEqual(len(lines), 1)
            self.assertTrue(lines[0].startswith(figure))

    def test_a_figure_that_was_not_measured_misses_its_bound(self):
        figures = {figure: value for figure, value in self.GOOD.items() if figure != "two jobs / one"}
        self.assertEqual(statistics.missed(figures), ["two jobs / one: not measured"])


class Rounds(unittest.TestCase):
    def test_every_second_round_runs_backwards(self):
        order = []
        cases = [rounds.Case(lambda name=name: order.append(name) or {name: 1.0}) for name in "abc"]
        self.assertEqual(rounds.run_round(cases, 0), {"a": 1.0, "b": 1.0, "c": 1.0})
        rounds.run_round(cases, 1)
        self.assertEqual("".join(order), "abccba")


class ChosenClips(unittest.TestCase):
    def test_the_longest_of_the_size_and_codec_are_taken(self):
        def stream(size_px, frames, codec="h264"):
            return {"size_px": size_px, "frames": frames, "codec": codec, "has_sound": False}

        streams = {
            "short": stream((512, 512), 10),
            "long": stream((512, 512), 300),
            "small": stream((256, 256), 999),
            "other": stream((512, 512), 999, "mpeg4"),
            "middle": stream((512, 512), 200),
        }
        self.assertEqual(clips.longest(streams, (512, 512), 2), ["long", "middle"])


class History(unittest.TestCase):
    def test_each_figure_is_a_row_and_the_header_stands_once(self):
        run = {"date": "2026-01-02", "commit": "abc", "machine": "a processor, 2 cores"}
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "history.csv"
            for value in (100.0, 90.5):
                history.append(path, history.rows_of(run, "512x512", {"kizashi, 1 thread": value}))
            with path.open(encoding="utf-8", newline="") as file:
                rows = list(csv.DictReader(file))
        self.assertEqual([row["value"] for row in rows], ["100", "90.5"])
        self.assertEqual(list(rows[0]), history.COLUMNS)

    def test_the_machine_is_a_processor_and_no_name(self):
        self.assertRegex(history.machine(), r"^.+, \d+ cores$")


class Report(unittest.TestCase):
    def printed(self, checksums):
        text = io.StringIO()
        with redirect_stdout(text):
            equal = report.print_checksums(checksums)
        return equal, text.getvalue()

    def test_other_bytes_with_more_threads_are_seen_and_clips_are_not_named(self):
        same = {"clip.csv": "1", "clip.measures.csv": "2"}
        equal, text = self.printed({(1, 1): same, (2, 1): same})
        self.assertTrue(equal)
        self.assertNotIn("clip", text)
        self.assertFalse(self.printed({(1, 1): same, (2, 1): same | {"clip.csv": "3"}})[0])

    def test_the_page_keeps_what_stands_around_the_tables(self):
        page = f"before\n{report.PAGE_BEGIN}old\n{report.PAGE_END}after\n"
        self.assertEqual(report.page_with(page, "new\n"), page.replace("old", "new"))

    def test_the_stages_of_a_frame_are_added_up(self):
        self.assertIn("| sum | 4.00 |", report.stages_table({"small": {"a": 1.0, "b": 3.0}}))
        self.assertEqual(report.stages_table({"small": {}}), "")

    def test_a_size_that_lacks_a_figure_has_a_dash(self):
        rows = report.rows_by_size({"small": {"a": 1.0, "b": 2.0}, "large": {"a": 3.0}}, 1)
        self.assertEqual(rows, [["a", "1.0", "3.0"], ["b", "2.0", "-"]])


class Environment(unittest.TestCase):
    def test_everything_installed_is_pinned_by_version_and_checksum(self):
        lines = environment.REQUIREMENTS.read_text(encoding="utf-8").splitlines()
        pinned = [line for line in lines if not line.startswith("#")]
        self.assertTrue(any(line.startswith("mediapipe==0.10.21 ") for line in pinned))
        for line in pinned:
            self.assertRegex(line, r"^[A-Za-z0-9_.-]+==[0-9.]+ --hash=sha256:[0-9a-f]{64}$")

    def test_an_environment_of_other_requirements_is_made_again(self):
        with tempfile.TemporaryDirectory() as folder:
            noted = Path(folder) / "requirements.txt"
            self.assertFalse(environment.is_made(Path(folder)))
            noted.write_text(environment.REQUIREMENTS.read_text(encoding="utf-8"), encoding="utf-8")
            self.assertTrue(environment.is_made(Path(folder)))
            noted.write_text("mediapipe==0.10.20\n", encoding="utf-8")
            self.assertFalse(environment.is_made(Path(folder)))


if __name__ == "__main__":
    unittest.main()
