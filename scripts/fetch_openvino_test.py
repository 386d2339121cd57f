# SPDX-License-Identifier: Apache-2.0
import pathlib
import tempfile
import unittest

import fetch_openvino


class KeptPath(unittest.TestCase):
    def test_keeps_headers_cmake_files_libraries_and_licences(self):
        self.assertEqual(fetch_openvino.kept_path("openvino/include/openvino/openvino.hpp"), "include/openvino/openvino.hpp")
        self.assertEqual(fetch_openvino.kept_path("openvino/libs/libopenvino.so.2641"), "libs/libopenvino.so.2641")
        self.assertEqual(fetch_openvino.kept_path("openvino-2026.4.1.dist-info/licenses/LICENSE"), "licenses/LICENSE")

    def test_leaves_out_python_and_the_devices_that_are_not_used(self):
        self.assertIsNone(fetch_openvino.kept_path("openvino/__init__.py"))
        self.assertIsNone(fetch_openvino.kept_path("openvino-2026.4.1.dist-info/METADATA"))
        self.assertIsNone(fetch_openvino.kept_path("openvino/libs/libopenvino_intel_gpu_plugin.so"))

    def test_keeps_the_frontends_of_the_formats_in_use_alone(self):
        kept, dropped = "openvino/libs/libopenvino_tensorflow_lite_frontend.so.2641", "openvino/libs/libopenvino_tensorflow_frontend.so.2641"
        self.assertEqual(fetch_openvino.kept_path(kept), kept.removeprefix("openvino/"))
        self.assertIsNone(fetch_openvino.kept_path(dropped))


class WithoutMissingFrontends(unittest.TestCase):
    def test_drops_the_checks_of_frontends_that_are_left_out_and_nothing_else(self):
        def checks(target):
            return (f'list(APPEND _cmake_import_check_targets {target} )\n'
                    f'list(APPEND _cmake_import_check_files_for_{target} "${{_IMPORT_PREFIX}}/x.so" )\n')

        kept = "set(A 1)\n" + checks("openvino::frontend::tensorflow_lite") + checks("openvino::runtime")
        self.assertEqual(fetch_openvino.without_missing_frontends(checks("openvino::frontend::tensorflow") + kept), kept)


class PutInPlace(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.target = pathlib.Path(scratch.name, "sdk")
        self.new = pathlib.Path(scratch.name, "scratch", "new")
        self.new.mkdir(parents=True)
        (self.new / "file").write_text("new", encoding="utf-8")

    def check(self):
        fetch_openvino.put_in_place(self.new, self.target)
        self.assertFalse(self.target.is_symlink())
        self.assertEqual((self.target / "file").read_text(encoding="utf-8"), "new")

    def test_fills_an_empty_place(self):
        self.check()

    def test_replaces_a_folder(self):
        self.target.mkdir()
        (self.target / "old").touch()
        self.check()
        self.assertFalse((self.target / "old").exists())

    def test_replaces_a_link_and_leaves_what_it_pointed_to(self):
        elsewhere = self.target.parent / "elsewhere"
        elsewhere.mkdir()
        self.target.symlink_to(elsewhere)
        self.check()
        self.assertTrue(elsewhere.is_dir())


if __name__ == "__main__":
    unittest.main()
