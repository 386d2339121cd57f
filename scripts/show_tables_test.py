# SPDX-License-Identifier: Apache-2.0
import unittest

import show_tables


def row(frame, success, intensity, presence):
    return {"frame": str(frame), "success": success, "AU12_r": intensity, "AU12_c": presence}


class Excerpt(unittest.TestCase):
    def test_leaves_frames_without_a_face_out_of_every_number(self):
        rows = [row(1, "1", "2.0", "1"), row(2, "1", "3.0", "1"), row(3, "0", "0", "0")]
        lines = show_tables.excerpt(rows)
        self.assertEqual(lines[0], "3 frames, 2 with a face.")
        smile = next(line for line in lines if "AU12" in line)
        self.assertEqual(smile.split()[-4:], ["2.50", "3.00", "100", "%"])

    def test_counts_a_frame_with_two_faces_once(self):
        self.assertEqual(show_tables.excerpt([row(1, "1", "1", "1"), row(1, "1", "1", "0")])[0], "1 frames, 1 with a face.")

    def test_prints_no_table_without_a_face(self):
        self.assertEqual(show_tables.excerpt([row(1, "0", "0", "0")]), ["1 frames, 0 with a face."])


if __name__ == "__main__":
    unittest.main()
