#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What sidecars say of the whole clip, of speech and of silence adds up, and is what the tables hold."""

import json
import shutil
import subprocess
import unittest

import app

# Sidecars have six decimals: the parts' weighted mean and the whole are each off by half of the last one at most.
ROUNDED = 1.01e-6
PARTS = ("while_speaking", "while_silent", "while_unknown")


class Summaries(app.AppTest):
    def sidecar(self, name):
        return json.loads((self.out / f"{name}.json").read_text(encoding="utf-8"))

    def expect_parts_to_add_up(self, sidecar):
        for face in sidecar["faces"]:
            self.assertEqual(face["frames"], sum(face[f"frames_{part}"] for part in ("speaking", "silent", "of_unknown_speech")))
            for code, unit in face["action_units"].items():
                parts = [unit[part] for part in PARTS]
                frames = [part["frames"] for part in parts]
                self.assertEqual(sum(frames), unit["frames"], code)
                for key in ("mean_intensity", "present_share"):
                    self.assertTrue(all((part[key] is None) == (part["frames"] == 0) for part in parts), code)
                    total = sum(count * part[key] for count, part in zip(frames, parts, strict=True) if count)
                    self.assertAlmostEqual(total / sum(frames), unit[key], delta=ROUNDED, msg=f"{code} {key}")

    def expect_pairs_to_fit_the_units(self, sidecar):
        for face in sidecar["faces"]:
            pairs = face["co_activation"]
            self.assertEqual(pairs["units"], list(face["action_units"]))
            for part in ("whole", "while_speaking", "while_silent"):
                share, correlation = pairs[part]["both_present_share"], pairs[part]["correlation"]
                for a, code in enumerate(pairs["units"]):
                    unit = face["action_units"][code]
                    self.assertEqual(share[a][a], (unit if part == "whole" else unit[part])["present_share"])
                    for b in range(len(share)):
                        self.assertEqual((share[a][b], correlation[a][b]), (share[b][a], correlation[b][a]))
                        if share[a][b] is not None:
                            self.assertLessEqual(share[a][b], min(share[a][a], share[b][b]))


class Spoken(Summaries):
    """A moving face whose sound begins late and ends early, so that speech, silence and ignorance all occur."""

    @classmethod
    def setUpClass(cls):
        if not shutil.which("espeak-ng"):
            raise unittest.SkipTest("the program espeak-ng is not installed")
        super().setUpClass()
        said, silent, clip = cls.scratch / "said.wav", cls.scratch / "silent.mp4", cls.scratch / "clip.mkv"
        subprocess.run(["espeak-ng", "-w", str(said), "Hello, my name is Alex, and I am in my second year."], check=True)
        app.moving_face_clip(silent, frames=200)
        sound = ["-itsoffset", 1, "-i", said, "-filter_complex", "[1:a]apad=pad_dur=1.5[a]", "-map", "0:v", "-map", "[a]"]
        app.ffmpeg("-i", silent, *sound, "-c:v", "copy", "-c:a", "flac", clip)
        assert app.measure([clip, silent], cls.out).exit_code == 0

    def test_speaking_silent_and_unknown_add_up_to_the_whole(self):
        face = self.sidecar("clip")["faces"][0]
        for part in ("speaking", "silent", "of_unknown_speech"):
            self.assertGreater(face[f"frames_{part}"], 20, part)
        self.expect_parts_to_add_up(self.sidecar("clip"))
        self.expect_pairs_to_fit_the_units(self.sidecar("clip"))

    def test_without_sound_the_parts_are_absent(self):
        face = self.sidecar("silent")["faces"][0]
        self.assertEqual(face["frames_of_unknown_speech"], face["frames"])
        self.assertTrue(all(unit[part] is None for unit in face["action_units"].values() for part in PARTS))
        self.assertIsNone(face["co_activation"]["while_speaking"])


class RealClip(Summaries):
    def test_speaking_and_silent_add_up_to_the_whole(self):
        clip = app.SHARED / "data" / "videos" / "LIA_driving2.mp4"
        if not clip.exists():
            raise unittest.SkipTest(f"no {clip}; set KIZASHI_SHARED")
        self.assertEqual(app.measure([clip], self.out).exit_code, 0)
        self.assertTrue(self.sidecar(clip.stem)["speech"]["measured"])
        self.expect_parts_to_add_up(self.sidecar(clip.stem))
        self.expect_pairs_to_fit_the_units(self.sidecar(clip.stem))


if __name__ == "__main__":
    app.main()
