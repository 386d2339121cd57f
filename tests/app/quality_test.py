#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Clips with a known weakness each are called weak for it, and a good one is not."""

import json

import app

FRAME_S = 0.04
FROZEN_FRAMES = 18
GAP_FRAMES = 15


class Quality(app.AppTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        folder = cls.scratch
        fine = app.moving_face_clip(folder / "fine.mp4", frames=60)
        lost = f"'between(n,30,{29 + GAP_FRAMES})'"
        changes = {
            "fine": "null",
            "frozen": f"tpad=stop_mode=clone:stop={FROZEN_FRAMES}",
            "half_rate": "fps=12.5,fps=25",
            "dipping": "fps=20,fps=25",
            "gap": f"drawbox=color=gray:t=fill:enable={lost},noise=alls=80:allf=t:enable={lost}",
            "side_lit": "lutyuv=y='val',geq=lum='lum(X,Y)*if(lt(X,W/2),0.3,1)':cb='cb(X,Y)':cr='cr(X,Y)'",
            "dark": "lutyuv=y='val*0.25'",
            "blurred": "gblur=sigma=8",
            "two": "split[a][b];[b]hflip[c];[a][c]hstack",
            "small": "scale=160:160,pad=640:640:240:240:gray",
        }
        cls.clips = {name: folder / f"a_{name}.mp4" for name in changes}
        for name, filters in changes.items():
            app.ffmpeg("-i", fine, "-filter_complex", filters, "-c:v", "libx264", "-crf", 20, "-pix_fmt", "yuv420p", cls.clips[name])
        assert app.measure(cls.clips.values(), cls.out).exit_code == 0

    def quality(self, name):
        return json.loads((self.out / f"a_{name}.json").read_text(encoding="utf-8"))["quality"]

    def test_each_weakness_is_named_and_no_other(self):
        # Little light shows little detail.
        expected = {
            "fine": [], "frozen": ["frozen"], "half_rate": ["repeated-frames"], "dipping": [], "gap": ["face-often-lost", "long-gap"],
            "side_lit": ["side-lit"], "dark": ["dark", "blurred"], "blurred": ["blurred"], "two": ["several-faces"], "small": ["small-face"],
        }  # fmt: skip
        self.assertEqual({name: self.quality(name)["reasons"] for name in self.clips}, expected)

    def test_repeats_and_freezes_have_their_measure(self):
        self.assertAlmostEqual(self.quality("frozen")["longest_freeze_s"], FROZEN_FRAMES * FRAME_S, delta=2 * FRAME_S)
        self.assertAlmostEqual(self.quality("half_rate")["repeated_share"], 0.5, delta=0.05)
        self.assertAlmostEqual(self.quality("dipping")["repeated_share"], 0.2, delta=0.05)
        self.assertEqual(self.quality("fine")["repeated_share"], 0.0)

    def test_a_gap_has_its_frames_and_its_length(self):
        gaps = self.quality("gap")["gaps"]
        self.assertEqual((gaps["count"], gaps["frames"]), (1, GAP_FRAMES))
        self.assertAlmostEqual(gaps["longest_s"], GAP_FRAMES * FRAME_S, delta=1e-6)

    def test_others_are_counted_where_they_were_looked_for(self):
        self.assertEqual(self.quality("two")["frames_searched_for_others"], 8)
        self.assertEqual((self.quality("two")["several_faces_share"], self.quality("fine")["several_faces_share"]), (1.0, 0.0))


if __name__ == "__main__":
    app.main()
