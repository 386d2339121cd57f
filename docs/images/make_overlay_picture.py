#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes overlay.png, the guide's picture of an overlay and its blurred form, from overlays of the demo's simulated clip:

    scripts/demo
    build/release/kizashi measure out/demo/demo.mp4 --out out/demo --overlay
    build/release/kizashi measure out/demo/demo.mp4 --out out/demo --overlay-blur
    docs/images/make_overlay_picture.py out/demo docs/images/overlay.png      (needs the ffmpeg program)
"""
import subprocess
import sys
from pathlib import Path

SECOND = 5.4  # within the smile
WIDTH = 720  # of each of the two


def main(folder, target):
    inputs = []
    for ending in ("overlay", "overlay-blur"):
        inputs += ["-ss", str(SECOND), "-i", str(folder / f"demo.{ending}.webm")]
    scale = f"scale={WIDTH}:-2:flags=lanczos"
    # A palette keeps the file small.
    graph = f"[0]{scale}[a];[1]{scale}[b];[a][b]hstack,split[c][d];[c]palettegen=stats_mode=single[e];[d][e]paletteuse=dither=none"
    command = ["ffmpeg", "-nostdin", "-v", "error", "-y", *inputs, "-filter_complex", graph, "-frames:v", "1", str(target)]
    subprocess.run(command, check=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
