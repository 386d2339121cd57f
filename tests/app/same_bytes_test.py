#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The same input and options give the same bytes, however many threads work."""

import unittest

import app

THREADS = (1, 2, 3, 8)


class SameBytes(app.AppTest):
    def expect_same_bytes(self, clip, *options):
        bytes_of = {}
        for threads in THREADS:
            out = self.scratch / f"{clip.stem}_{threads}"
            self.assertEqual(app.measure([clip], out, "--threads", threads, *options).exit_code, 0)
            self.assertEqual(app.contents(out), app.three_files(clip.stem))
            bytes_of[threads] = {name: (out / name).read_bytes() for name in app.contents(out)}
        for threads in THREADS[1:]:
            for name, data in bytes_of[threads].items():
                self.assertTrue(data == bytes_of[THREADS[0]][name], f"{name} differs with {threads} threads")
        return bytes_of[THREADS[0]]

    def expect_no_trace(self, files):
        """Nothing of where, when and how it was run."""
        for name, data in files.items():
            for trace in (str(self.scratch).encode(), b"threads", b"/home", b"/tmp"):
                self.assertNotIn(trace, data, name)


class Portrait(SameBytes):
    def test_any_number_of_threads_gives_the_same_bytes_on_a_moving_face(self):
        files = self.expect_same_bytes(app.moving_face_clip(self.scratch / "moving.mp4"))
        rows = files["moving.csv"].decode().splitlines()
        self.assertEqual(len(rows), 41)
        self.assertGreater(len({row.split(",")[30] for row in rows}), 30, "a face that stays where it is tests nothing")
        self.expect_no_trace(files)

    def test_they_do_with_all_faces_too(self):
        clip = self.scratch / "two.mp4"
        side_by_side = f"{app.FACE_FILTER},split[a][b];[b]hflip,pad=960:480:480:0[c];[c][a]overlay=x='20*sin(t*8)'"
        picture = ["-loop", "1", "-framerate", "25", "-i", app.PORTRAIT]
        app.ffmpeg(*picture, "-filter_complex", side_by_side, "-frames:v", 30, *app.H264, clip)
        files = self.expect_same_bytes(clip, "--faces", "all")
        ids = [row.split(",")[1] for row in files["two.csv"].decode().splitlines()[1:]]
        self.assertEqual((ids.count("0"), ids.count("1")), (30, 30))


class RealClip(SameBytes):
    def test_any_number_of_threads_gives_the_same_bytes_on_a_real_clip(self):
        clip = app.SHARED / "data" / "videos" / "ST_vscodehappy.mp4"
        if not clip.exists():
            raise unittest.SkipTest(f"no {clip}; set KIZASHI_SHARED")
        self.expect_same_bytes(clip)


if __name__ == "__main__":
    app.main()
