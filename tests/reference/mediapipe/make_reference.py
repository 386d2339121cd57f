#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes the reference values that src/face/mesh/mediapipe_reference_test.cpp compares the mesh engine with.

    python3.11 -m venv mediapipe && mediapipe/bin/pip install mediapipe==0.10.21 numpy==1.26.4
    cmake --build --preset release --target kizashi_dump_rgb
    mediapipe/bin/python tests/reference/mediapipe/make_reference.py \\
        build/release/bench/accuracy/kizashi_dump_rgb face_landmarker.task CLIP NUMBER

The bundle face_landmarker.task is the one inside the package of models/manifest.json. MediaPipe's FaceLandmarker looks
at each frame as a still image, as the program decodes it: at every frame, so that one frame without a face would show,
and the values of every 25th are written to clip_NUMBER.json beside this script. The clip itself is not named; it is
found by the sha256 of its file."""

import hashlib
import json
import os
import pathlib
import subprocess
import sys

os.environ["GLOG_minloglevel"] = "3"

import mediapipe
import numpy
from mediapipe.tasks import python as tasks
from mediapipe.tasks.python import vision

FRAMES_APART = 25
POINTS = 478
BLENDSHAPES = 52


def landmarker(bundle):
    options = vision.FaceLandmarkerOptions(
        base_options=tasks.BaseOptions(model_asset_path=str(bundle)),
        running_mode=vision.RunningMode.IMAGE,
        num_faces=1,
        output_face_blendshapes=True,
    )
    return vision.FaceLandmarker.create_from_options(options)


def frames_of(dump_rgb, clip):
    """Each decoded frame's pixels, rows from above, red first."""
    with subprocess.Popen([dump_rgb, clip], stdout=subprocess.PIPE) as process:
        width, height, count = (int(word) for word in process.stdout.readline().split())
        for _ in range(count):
            pixels = process.stdout.read(width * height * 3)
            yield numpy.frombuffer(pixels, numpy.uint8).reshape(height, width, 3)
    if process.returncode != 0:
        sys.exit(f"{dump_rgb} failed on {clip}")


def sha256_of_file(path):
    return hashlib.sha256(pathlib.Path(path).read_bytes()).hexdigest()


def rounded(values, decimals):
    return [round(float(value), decimals) for value in values]


def values_of(frame_idx, rgb, result):
    """MediaPipe gives places as shares of the picture, z in the scale of x."""
    height, width, _ = rgb.shape
    points = result.face_landmarks[0]
    blendshapes = result.face_blendshapes[0]
    assert len(points) == POINTS and len(blendshapes) == BLENDSHAPES
    return {
        "frame_idx": frame_idx,
        "rgb_sha256": hashlib.sha256(rgb.tobytes()).hexdigest(),
        "x_px": rounded((point.x * width for point in points), 3),
        "y_px": rounded((point.y * height for point in points), 3),
        "z_px": rounded((point.z * width for point in points), 2),
        "blendshapes": rounded((shape.score for shape in blendshapes), 5),
    }


def reference_of(dump_rgb, bundle, clip):
    frames = []
    count = 0
    with landmarker(bundle) as mesh:
        for frame_idx, rgb in enumerate(frames_of(dump_rgb, clip)):
            result = mesh.detect(mediapipe.Image(image_format=mediapipe.ImageFormat.SRGB, data=rgb))
            if not result.face_landmarks:
                sys.exit(f"no face in frame {frame_idx} of {clip}: it is no clip for this comparison")
            count += 1
            if frame_idx % FRAMES_APART == 0:
                frames.append(values_of(frame_idx, rgb, result))
    return {
        "made_by": f"MediaPipe {mediapipe.__version__} FaceLandmarker, IMAGE mode, one face",
        "bundle_sha256": sha256_of_file(bundle),
        "clip_sha256": sha256_of_file(clip),
        "clip_frames": count,
        "frames": frames,
    }


def text_of(reference):
    """One line a member of a frame, so that a change shows where it is."""
    head = {name: value for name, value in reference.items() if name != "frames"}
    frames = [
        "{"
        + ",\n".join(f"{json.dumps(name)}: {json.dumps(value, separators=(',', ':'))}" for name, value in frame.items())
        + "}"
        for frame in reference["frames"]
    ]
    return json.dumps(head, indent=0)[:-2] + ',\n"frames": [\n' + ",\n".join(frames) + "\n]}\n"


def main(arguments):
    if len(arguments) != 4:
        sys.exit(__doc__)
    dump_rgb, bundle, clip, number = arguments
    path = pathlib.Path(__file__).with_name(f"clip_{int(number)}.json")
    path.write_text(text_of(reference_of(dump_rgb, bundle, clip)), encoding="ascii")
    print(f"{path}: {path.stat().st_size} bytes")


if __name__ == "__main__":
    main(sys.argv[1:])
