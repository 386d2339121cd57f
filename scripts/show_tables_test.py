# SPDX-License-Identifier: Apache-2.0
import unittest

import show_tables


def face(face_id, mean, largest, share):
    unit = {"name": "lip corner puller", "mean_intensity": mean, "max_intensity": largest, "present_share": share}
    return {"face_id": face_id, "action_units": {"AU12": unit}}


def lines_of(faces, reasons=()):
    quality = {"frames_with_face": 2, "verdict": "weak" if reasons else "good", "reasons": list(reasons)}
    return list(show_tables.excerpt({"clip": {"frames": 3}, "quality": quality, "faces": faces}))


class Excerpt(unittest.TestCase):
    def test_names_frames_verdict_and_reasons(self):
        self.assertEqual(lines_of([], ["dark", "small-face"]), ["3 frames, 2 with a face; quality: weak (dark, small-face)"])

    def test_prints_a_line_per_action_unit(self):
        lines = lines_of([face(0, 2.5, 3.0, 0.5)])
        self.assertEqual(lines[0], "3 frames, 2 with a face; quality: good")
        self.assertEqual(lines[2].split(), ["AU12", "lip", "corner", "puller", "2.50", "3.00", "50%"])

    def test_leaves_blank_what_is_not_known(self):
        self.assertEqual(lines_of([face(0, None, None, None)])[2].split(), ["AU12", "lip", "corner", "puller"])

    def test_says_that_there_are_more_faces(self):
        self.assertEqual(lines_of([face(3, 1, 1, 1), face(4, 1, 1, 1), face(5, 1, 1, 1)])[-1], "  ... of face 3; 2 more in the files")


if __name__ == "__main__":
    unittest.main()
