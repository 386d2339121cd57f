#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Unpacks the C++ SDK out of the pinned OpenVINO wheel: fetch_openvino.py build/deps/openvino"""

import json
import pathlib
import re
import shutil
import sys
import tempfile
import zipfile

from wheels import FetchError, run_main, verified_wheel

PINS = pathlib.Path(__file__).parent / "pins.json"
STAMP = "stamp.txt"
# Raised whenever this script keeps other members than before, so that an older copy is unpacked again.
LAYOUT = 1
# The inference runs on the CPU alone. A frontend that is there is also tried, with messages of its own, on a file that no
# frontend can read; so only those of the formats in use stay.
LEFT_OUT = ("libs/libopenvino_intel_gpu_plugin.so", "libs/libopenvino_intel_npu_plugin.so", "libs/libopenvino_auto_plugin.so",
            "libs/libopenvino_auto_batch_plugin.so", "libs/libopenvino_hetero_plugin.so", "libs/cache.json", "libs/tbb.pc")
KEPT_FRONTENDS = ("ir", "onnx", "tensorflow_lite")
FRONTEND_LIBRARY = re.compile(r"libs/libopenvino_(\w+)_frontend\.so")
# A line of the wheel's CMake files by which loading them fails where a frontend's library is missing.
FRONTEND_CHECK = re.compile(r"list\(APPEND _cmake_import_check_\w+?(?: |_for_)openvino::frontend::(\w+) ")


def is_left_out_frontend(pattern, text):
    found = pattern.match(text)
    return found is not None and found[1] not in KEPT_FRONTENDS


def kept_path(member):
    """Where a member of the wheel goes below the SDK folder; None for what C++ does not need."""
    top, _, rest = member.partition("/")
    if top == "openvino" and rest.startswith(("include/", "cmake/", "libs/")) and not rest.startswith(LEFT_OUT):
        return None if is_left_out_frontend(FRONTEND_LIBRARY, rest) else rest
    if ".dist-info/licenses/" in member:
        return "licenses/" + member.partition(".dist-info/licenses/")[2]
    return None


def without_missing_frontends(cmake_text):
    lines = cmake_text.splitlines(keepends=True)
    return "".join(line for line in lines if not is_left_out_frontend(FRONTEND_CHECK, line))


def unpack(wheel, folder):
    with zipfile.ZipFile(wheel) as archive:
        for member in archive.namelist():
            path = kept_path(member)
            if path is None or member.endswith("/"):
                continue
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            with archive.open(member) as source, open(target, "wb") as sink:
                shutil.copyfileobj(source, sink)
    targets = folder / "cmake" / "OpenVINOTargets-release.cmake"
    if not targets.exists():
        raise FetchError(f"{wheel} holds no C++ SDK (openvino/cmake/{targets.name})")
    targets.write_text(without_missing_frontends(targets.read_text(encoding="utf-8")), encoding="utf-8")


def put_in_place(new, target):
    """Replaces `target`, a folder, a link or nothing, by the whole folder `new`; a reader never sees half of it."""
    if target.is_symlink():
        target.unlink()
    elif target.exists():
        target.rename(new.parent / "replaced")
    new.rename(target)


def main():
    target = pathlib.Path(sys.argv[1])
    pin = json.loads(PINS.read_text(encoding="utf-8"))["openvino"]
    stamp = f"layout {LAYOUT} sha256 {pin['sha256']}\n"
    if (target / STAMP).exists() and (target / STAMP).read_text(encoding="utf-8") == stamp:
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".openvino-", dir=target.parent) as scratch_name:
        scratch = pathlib.Path(scratch_name)
        wheel = verified_wheel(pin["package"], pin["sha256"], scratch)
        new = scratch / "new"
        unpack(wheel, new)
        (new / STAMP).write_text(stamp, encoding="utf-8")
        put_in_place(new, target)


if __name__ == "__main__":
    run_main(main)
