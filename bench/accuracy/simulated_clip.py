# SPDX-License-Identifier: Apache-2.0
"""Writes a movement script and has the program make its clip; for response_clips.py and drift_clips.py."""
import json
import subprocess

FRAME_RATE_HZ = 25
SIZE_PX = 640


def script_of(movements, duration_s):
    return {
        "schema": 1,
        "size_px": SIZE_PX,
        "frame_rate_hz": FRAME_RATE_HZ,
        "duration_s": round(duration_s, 3),
        "movements": movements,
    }


def make(name, script, folder, kizashi):
    """NAME.json, NAME.mp4 and NAME.truth.csv in the folder."""
    path = folder / f"{name}.json"
    path.write_text(json.dumps(script, indent=1) + "\n", encoding="utf-8")
    command = [kizashi, "simulate", "clip", "--script", path, "--out", folder / f"{name}.mp4"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
