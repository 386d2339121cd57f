#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Every container and codec that the guide names is measured frame by frame, at the container's own times."""

import json

import app
from app import face_clip

TIME_TOLERANCE_S = 2e-6  # both print microseconds


class Formats(app.AppTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        folder = cls.scratch
        cls.clips = {
            "mp4_h264": face_clip(folder / "mp4_h264.mp4"),
            "mov_hevc": face_clip(
                folder / "mov_hevc.mov", "-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=none"
            ),
            "webm_vp8": face_clip(folder / "webm_vp8.webm", "-c:v", "libvpx", "-deadline", "realtime", "-b:v", "1M"),
            "webm_vp9": face_clip(
                folder / "webm_vp9.webm", "-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-b:v", "1M"
            ),
            "mkv_av1": face_clip(
                folder / "mkv_av1.mkv", "-c:v", "libaom-av1", "-cpu-used", "8", "-usage", "realtime", "-b:v", "1M"
            ),
            "avi_mpeg4": face_clip(folder / "avi_mpeg4.avi", "-c:v", "mpeg4", "-b:v", "2M"),
            "wmv_wmv2": face_clip(folder / "wmv_wmv2.wmv", "-c:v", "wmv2", "-b:v", "2M"),
            "uneven": folder / "uneven.mp4",
            "turned": folder / "turned.mov",
            "picture_png": face_clip(folder / "picture_png.png", "-c:v", "png", frames=1),
            "picture_jpg": face_clip(folder / "picture_jpg.jpg", "-c:v", "mjpeg", frames=1),
        }
        face_clip(cls.clips["uneven"], *app.H264, "-vsync", "vfr", frames=30, filters="select='not(eq(mod(n,4),1))'")
        stored = face_clip(folder / "stored.mp4", *app.H264, filters="transpose=cclock")
        app.mark_to_be_turned_clockwise(stored, cls.clips["turned"])
        cls.outcome = app.measure(cls.clips.values(), cls.out)

    def rows(self, name):
        return app.rows_of(self.out / f"{name}.csv")

    def sidecar(self, name):
        return json.loads((self.out / f"{name}.json").read_text(encoding="utf-8"))

    def test_every_clip_is_measured(self):
        self.assertEqual(self.outcome.exit_code, 0, self.outcome.error_lines)
        self.assertEqual(app.contents(self.out), app.files_of_run(*self.clips))

    def test_there_is_one_row_a_frame_as_ffprobe_counts_them_at_their_times(self):
        for name, clip in self.clips.items():
            with self.subTest(clip=name):
                times_s = app.frames_by_ffprobe(clip)
                rows = self.rows(name)
                self.assertEqual([row["frame"] for row in rows], [str(1 + i) for i in range(len(times_s))])
                for row, time_s in zip(rows, times_s):
                    self.assertAlmostEqual(float(row["timestamp"]), time_s - times_s[0], delta=TIME_TOLERANCE_S)

    def test_the_face_is_found_in_more_than_nine_of_ten_frames(self):
        for name in self.clips:
            with self.subTest(clip=name):
                found = [row["success"] == "1" for row in self.rows(name)]
                self.assertGreater(sum(found), 0.9 * len(found))

    def test_the_sidecar_names_the_codec(self):
        expected = {
            "mp4_h264": "h264", "mov_hevc": "hevc", "webm_vp8": "vp8", "webm_vp9": "vp9", "mkv_av1": "av1",
            "avi_mpeg4": "mpeg4", "wmv_wmv2": "wmv2", "picture_png": "png", "picture_jpg": "mjpeg",
        }  # fmt: skip
        self.assertEqual({name: self.sidecar(name)["clip"]["codec"] for name in expected}, expected)
        self.assertEqual(
            {name for name in self.clips if self.sidecar(name)["clip"]["still_image"]}, {"picture_png", "picture_jpg"}
        )

    def test_an_uneven_frame_rate_is_told(self):
        self.assertFalse(self.sidecar("uneven")["clip"]["frame_interval"]["regular"])
        self.assertIn("irregular-frame-rate", self.sidecar("uneven")["quality"]["reasons"])
        self.assertTrue(self.sidecar("mp4_h264")["clip"]["frame_interval"]["regular"])

    def test_a_turned_clip_is_set_upright(self):
        self.assertEqual(self.sidecar("turned")["clip"]["rotation_deg"], 90)
        most_roll_rad = 0.35
        for name in ("turned", "mp4_h264"):
            self.assertLess(max(abs(float(row["pose_Rz"])) for row in self.rows(name)), most_roll_rad)
        # Both show the portrait in the same place; encoding moves points by less than this.
        same_place_px = 3.0
        for axis in "xy":
            column = f"{axis}_30"
            self.assertAlmostEqual(
                float(self.rows("turned")[5][column]), float(self.rows("mp4_h264")[5][column]), delta=same_place_px
            )


if __name__ == "__main__":
    app.main()
