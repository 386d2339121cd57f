# SPDX-License-Identifier: Apache-2.0
"""Runs the program where its tables are missing or were made with another action unit map or from another clip."""

import hashlib
import json
import subprocess

from measured_clip import maps

ENDINGS = {".mp4", ".mov", ".mkv", ".webm", ".avi", ".wmv"}


def sha256_of(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def clips_in(folder):
    return sorted(path for path in folder.iterdir() if path.suffix.lower() in ENDINGS)


def is_current(clip, out, map_sha256):
    sidecar = out / f"{clip.stem}.json"
    if not sidecar.exists():
        return False
    provenance = json.loads(sidecar.read_text(encoding="utf-8"))["provenance"]
    used = provenance["options"]["action_unit_map"]["sha256"]
    return used == map_sha256 and provenance["input_sha256"] == sha256_of(clip)


def measure_missing(program, clips, out):
    """Of the clips in a folder; fails where the program does, or carries another map than the source tree."""
    map_sha256 = sha256_of(maps.DEFAULT_MAP)
    wanted = [clip for clip in clips_in(clips) if not is_current(clip, out, map_sha256)]
    if not wanted:
        return
    subprocess.run([program, "measure", *wanted, "--out", out], check=True, stdout=subprocess.DEVNULL)
    if not is_current(wanted[0], out, map_sha256):
        raise SystemExit(f"{program} carries another default map than {maps.DEFAULT_MAP}: build it again")
