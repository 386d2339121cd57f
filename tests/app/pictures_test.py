#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Overlay videos and reports: what they hold, that they change no number, and that the blurred ones hide people."""

import json
import math
import re
import subprocess
import unittest

import app

TABLES = (".csv", ".measures.csv", ".json")
PLAIN = (".overlay.webm", ".report.html")
BLURRED = (".overlay-blur.webm", ".report-blur.html")
SIDE = 480  # of the clips made here, whose overlay shows them at their own size
DATA = re.compile(r'<script type="application/json" id="data">(.*?)</script>', re.DOTALL)


def data_of(page):
    """The document inside a report."""
    return json.loads(DATA.search(page.read_text(encoding="utf-8")).group(1))


def grey_frame(video, number):
    """The left 480 x 480 pixels of one frame, from 0, as rows of brightness."""
    command = ["ffmpeg", "-nostdin", "-v", "error", "-i", video, "-vf", f"select=eq(n\\,{number}),crop={SIDE}:{SIDE}:0:0",
               "-frames:v", "1", "-f", "rawvideo", "-pix_fmt", "gray", "-"]  # fmt: skip
    data = subprocess.run(list(map(str, command)), capture_output=True, check=True).stdout
    return [data[SIDE * row : SIDE * (row + 1)] for row in range(SIDE)]


def detail_of(picture, skipped):
    """Each pixel less the mean of four others a few pixels away, outside a box of (left, top, right, bottom)."""
    step = 4
    left, top, right, bottom = skipped
    for y in range(step, SIDE - step):
        for x in range(step, SIDE - step):
            if not (left <= x < right and top <= y < bottom):
                around = picture[y - step][x] + picture[y + step][x] + picture[y][x - step] + picture[y][x + step]
                yield picture[y][x] - around / 4


def correlation(a, b):
    a, b = list(a), list(b)
    return sum(x * y for x, y in zip(a, b, strict=True)) / math.sqrt(sum(x * x for x in a) * sum(y * y for y in b) + 1e-9)


def spread(picture, rows):
    """Standard deviation of brightness within some rows."""
    values = [value for row in rows for value in picture[row]]
    mean = sum(values) / len(values)
    return math.sqrt(sum((value - mean) ** 2 for value in values) / len(values))


class Illustrated(app.AppTest):
    """A moving face, a face that makes way for a picture full of detail, a clip without anybody, and a still picture, each
    with and without pictures."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        folder = cls.scratch
        cls.clips = {
            "moving": app.moving_face_clip(folder / "moving.mp4"),
            "half": folder / "half.mkv",
            "nobody": folder / "nobody.mp4",
            "picture": app.face_clip(folder / "picture.png", "-c:v", "png", frames=1),
        }
        portrait = ["-loop", "1", "-framerate", "25", "-t", "0.8", "-i", app.PORTRAIT]
        pattern = ["-f", "lavfi", "-t", "0.8", "-i", f"testsrc2=s={SIDE}x{SIDE}:r=25"]
        joined = f"[0]{app.FACE_FILTER},setsar=1,format=yuv420p[a];[1]setsar=1,format=yuv420p[b];[a][b]concat"
        app.ffmpeg(*portrait, *pattern, "-filter_complex", joined, *app.H264, cls.clips["half"])
        odd = ["-f", "lavfi", "-i", "testsrc2=s=321x241:r=25", "-frames:v", 10]
        app.ffmpeg(*odd, *app.H264, "-pix_fmt", "yuv444p", cls.clips["nobody"])
        cls.plain = cls.measure_with("plain", "--overlay", "--report", "--threads", 1)
        cls.blurred = cls.measure_with("blurred", "--overlay-blur", "--report", "--threads", 1)

    @classmethod
    def measure_with(cls, name, *options):
        out = cls.scratch / name
        outcome = app.measure(cls.clips.values(), out, *options)
        assert outcome.exit_code == 0, outcome.error_lines
        return out


class Files(Illustrated):
    def test_pictures_lie_beside_the_tables_and_hidden_ones_have_names_of_their_own(self):
        for out, endings in ((self.plain, TABLES + PLAIN), (self.blurred, TABLES + BLURRED)):
            expected = sorted(stem + ending for stem in self.clips for ending in endings)
            self.assertEqual([name for name in app.contents(out) if name.split(".")[0] in self.clips], expected)

    def test_the_program_says_where_they_are(self):
        out = self.scratch / "named"
        found = app.measure([self.clips["picture"]], out, "--overlay", "--report").of(self.clips["picture"])
        self.assertEqual(found["overlay"], str(out / "picture.overlay.webm"))
        self.assertEqual(found["report"], str(out / "picture.report.html"))
        found = app.measure([self.clips["picture"]], self.scratch / "unnamed").of(self.clips["picture"])
        self.assertEqual((found["overlay"], found["report"]), (None, None))

    def test_pictures_change_no_number(self):
        out = self.measure_with("bare")
        for name in (stem + ending for stem in self.clips for ending in TABLES):
            for illustrated in (self.plain, self.blurred):
                self.assertTrue((out / name).read_bytes() == (illustrated / name).read_bytes(), name)

    def test_threads_change_no_picture(self):
        for one, options in ((self.plain, ("--overlay",)), (self.blurred, ("--overlay-blur",))):
            two = self.measure_with(f"{one.name}_two", *options, "--report", "--threads", 2)
            for name in app.contents(one):
                self.assertTrue((one / name).read_bytes() == (two / name).read_bytes(), name)

    def test_no_picture_is_left_where_a_file_cannot_be_written(self):
        out = self.scratch / "blocked"
        (out / "picture.report.html" / "in the way").mkdir(parents=True)
        outcome = app.measure([self.clips["picture"]], out, "--overlay", "--report")
        self.assertEqual(outcome.exit_code, 1)
        self.assertEqual(outcome.of(self.clips["picture"])["error"], "output-unwritable")
        self.assertEqual(app.contents(out), [])

    def test_overlays_are_not_measured_as_clips(self):
        out = self.scratch / "again"
        overlays = self.scratch / "folder"
        overlays.mkdir()
        (overlays / "moving.overlay.webm").write_bytes((self.plain / "moving.overlay.webm").read_bytes())
        self.assertEqual(app.measure([overlays], out).exit_code, 1)
        self.assertFalse(out.exists() and app.contents(out))


class Overlay(Illustrated):
    def test_every_frame_is_there_at_its_time(self):
        for name, clip in self.clips.items():
            for out, ending in ((self.plain, PLAIN[0]), (self.blurred, BLURRED[0])):
                drawn = app.frames_by_ffprobe(out / (name + ending))
                times = [float(row["timestamp"]) for row in app.rows_of(out / f"{name}.csv")]
                self.assertEqual(len(drawn), len(times), clip)
                for seen, expected in zip(drawn, times, strict=True):
                    self.assertAlmostEqual(seen - drawn[0], expected, delta=0.00101)  # WebM counts milliseconds

    def test_the_picture_is_kept_beside_the_panel(self):
        box = self.box_of_face("moving", 10)
        clip, overlay = grey_frame(self.clips["moving"], 10), grey_frame(self.plain / "moving.overlay.webm", 10)
        self.assertGreater(correlation(detail_of(clip, box), detail_of(overlay, box)), 0.8)

    def box_of_face(self, name, number):
        row = app.rows_of(self.plain / f"{name}.csv")[number]
        x, y = ([float(row[f"{axis}_{point}"]) for point in range(68)] for axis in "xy")
        margin = 0.4 * (max(y) - min(y))  # the mesh and the mask reach above the brows
        return (min(x) - margin, min(y) - margin, max(x) + margin, max(y) + margin)

    def test_chosen_units_alone_are_shown(self):
        clip, out = self.clips["picture"], self.scratch / "chosen"
        outcome = app.measure([clip], out, "--overlay", "--overlay-units", "AU01,AU12")
        self.assertEqual(outcome.exit_code, 0, outcome.error_lines)
        self.assertNotEqual((out / "picture.overlay.webm").read_bytes(), (self.plain / "picture.overlay.webm").read_bytes())
        self.assertEqual((out / "picture.json").read_bytes(), (self.plain / "picture.json").read_bytes())
        refused = app.measure([clip], self.scratch / "refused", "--overlay", "--overlay-units", "AU03")
        self.assertEqual((refused.exit_code, refused.of(clip)["error"]), (2, "invalid-option"))

    def test_of_a_hidden_picture_no_detail_is_left(self):
        box = self.box_of_face("moving", 10)
        clip, hidden = grey_frame(self.clips["moving"], 10), grey_frame(self.blurred / "moving.overlay-blur.webm", 10)
        most_correlation = 0.05  # of noise alike; a kept picture has more than .8
        self.assertLess(abs(correlation(detail_of(clip, box), detail_of(hidden, box))), most_correlation)

    def test_of_a_frame_without_a_face_nothing_is_left(self):
        rows = app.rows_of(self.blurred / "half.csv")
        lost = [number for number, row in enumerate(rows) if row["success"] == "0"]
        self.assertEqual(lost, list(range(20, 40)))
        free_of_text = [*range(180), *range(300, SIDE)]
        for number in (lost[0], lost[7], lost[-1]):
            self.assertGreater(spread(grey_frame(self.clips["half"], number), free_of_text), 30)
            hidden = grey_frame(self.blurred / "half.overlay-blur.webm", number)
            self.assertLess(spread(hidden, free_of_text), 1.5, f"frame {number}")  # what coding leaves of the frame before


class Report(Illustrated):
    def test_its_numbers_are_those_of_the_tables(self):
        for name in ("moving", "half"):
            data = data_of(self.plain / f"{name}.report.html")
            rows = app.rows_of(self.plain / f"{name}.csv")
            measures = app.rows_of(self.plain / f"{name}.measures.csv")
            self.assertEqual(data["frames"]["frame"], [int(row["frame"]) for row in rows])
            self.assertEqual(data["frames"]["timestamp_s"], [float(row["timestamp"]) for row in rows])
            self.assertEqual(data["frames"]["picture_change"], [self.number(row["picture_change"]) for row in measures])
            columns = data["faces"][0]["columns"]
            self.assertGreater(len(columns), 60)
            for column, values in columns.items():
                source = rows if column in rows[0] else measures
                expected = [self.number(row[column]) if row["success"] == "1" or column == "success" else None for row in source]
                self.assertEqual(values, expected, column)

    @staticmethod
    def number(text):
        return float(text) if text else None

    def test_it_carries_the_sidecar_and_names_the_files_beside_it(self):
        data = data_of(self.plain / "moving.report.html")
        self.assertEqual(data["sidecar"], app.json_of(self.plain / "moving.json"))
        self.assertEqual(data["files"], {"csv": "moving.csv", "measures_csv": "moving.measures.csv", "sidecar": "moving.json",
                                         "overlay": "moving.overlay.webm"})  # fmt: skip
        self.assertEqual(data["pictures"], "plain")
        self.assertEqual(data_of(self.blurred / "moving.report-blur.html")["pictures"], "masked")

    def test_a_dozen_small_pictures_are_spread_over_the_clip(self):
        shown = data_of(self.plain / "moving.report.html")["thumbnails"]
        numbers = [picture["frame"] for picture in shown]
        self.assertEqual(len(numbers), 12)
        steps = {b - a for a, b in zip(numbers, numbers[1:], strict=False)}
        self.assertLessEqual(steps, {3, 4})
        self.assertTrue(all(picture["jpeg_base64"].startswith("/9j/") for picture in shown))

    def test_hidden_pictures_are_others(self):
        plain = data_of(self.plain / "moving.report.html")["thumbnails"]
        hidden = data_of(self.blurred / "moving.report-blur.html")["thumbnails"]
        self.assertEqual([picture["frame"] for picture in plain], [picture["frame"] for picture in hidden])
        self.assertFalse({p["jpeg_base64"] for p in plain} & {p["jpeg_base64"] for p in hidden})

    def test_a_clip_without_a_face_and_a_still_picture_have_one_too(self):
        nobody, still = (data_of(self.plain / f"{name}.report.html") for name in ("nobody", "picture"))
        self.assertEqual((nobody["faces"], len(nobody["frames"]["frame"]), len(nobody["thumbnails"])), ([], 10, 10))
        self.assertEqual((len(still["faces"]), len(still["frames"]["frame"]), len(still["thumbnails"])), (1, 1, 1))


if __name__ == "__main__":
    app.main()
