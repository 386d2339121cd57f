# SPDX-License-Identifier: Apache-2.0
import hashlib
import pathlib
import tempfile
import unittest

import wheels


class WheelGlob(unittest.TestCase):
    def test_writes_runs_of_dashes_and_dots_as_one_underscore(self):
        self.assertEqual(wheels.wheel_glob("scikit-image==0.26.0"), "scikit_image-0.26.0-*.whl")
        self.assertEqual(wheels.wheel_glob("a.-b==1"), "a_b-1-*.whl")


class WheelInFolder(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.folder = pathlib.Path(scratch.name)

    def add(self, name, data):
        (self.folder / name).write_bytes(data)
        return hashlib.sha256(data).hexdigest()

    def test_finds_the_file_with_the_right_checksum_among_several(self):
        self.add("some_package-1.0-1-py3-none-any.whl", b"older build")
        sha256 = self.add("some_package-1.0-2-py3-none-any.whl", b"pinned build")
        found = wheels.wheel_in_folder("some-package==1.0", sha256, self.folder)
        self.assertEqual(found.name, "some_package-1.0-2-py3-none-any.whl")

    def test_is_none_where_only_another_version_lies(self):
        sha256 = self.add("some_package-1.0.1-py3-none-any.whl", b"x")
        self.assertIsNone(wheels.wheel_in_folder("some-package==1.0", sha256, self.folder))

    def test_refuses_a_wrong_checksum_and_names_the_file_and_the_right_one(self):
        self.add("some_package-1.0-py3-none-any.whl", b"altered")
        with self.assertRaisesRegex(wheels.FetchError, "some_package-1.0-py3-none-any.whl has a wrong checksum; .* 00ff"):
            wheels.wheel_in_folder("some-package==1.0", "00ff", self.folder)

    def test_refuses_a_folder_that_is_not_there(self):
        with self.assertRaisesRegex(wheels.FetchError, "is no folder"):
            wheels.wheel_in_folder("some-package==1.0", "00", self.folder / "missing")


class PipReason(unittest.TestCase):
    def test_is_the_last_error_line(self):
        self.assertEqual(wheels.pip_reason("WARNING: a\nERROR: first\nERROR: No matching distribution\n\n"),
                         "ERROR: No matching distribution")

    def test_names_a_wrong_checksum_in_one_line(self):
        self.assertEqual(wheels.pip_reason("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM ..."),
                         "its checksum is not the pinned one")


if __name__ == "__main__":
    unittest.main()
