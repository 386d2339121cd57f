# SPDX-License-Identifier: Apache-2.0
"""MediaPipe's FaceLandmarker over clips, as its users run it: mediapipe_loop.py MODEL CLIP...

VIDEO mode, one face, blendshapes on; OpenCV decodes. Prints one JSON object: frames, frames with a face, and the seconds of the
loop alone, without importing anything or loading the model. Runs in the environment that environment.py makes.
"""

import json
import sys
import time

import cv2
import mediapipe
from mediapipe.tasks.python import BaseOptions, vision


def landmarker(model):
    options = vision.FaceLandmarkerOptions(
        base_options=BaseOptions(model_asset_path=model), running_mode=vision.RunningMode.VIDEO, output_face_blendshapes=True, num_faces=1
    )
    return vision.FaceLandmarker.create_from_options(options)


def walk(model, clip):
    """Frames, frames with a face, and seconds from opening the clip to its end."""
    frames = faces = 0
    with landmarker(model) as network:
        begin_s = time.perf_counter()
        video = cv2.VideoCapture(clip)
        step_ms = 1000.0 / (video.get(cv2.CAP_PROP_FPS) or 25.0)
        while True:
            there, bgr = video.read()
            if not there:
                break
            image = mediapipe.Image(image_format=mediapipe.ImageFormat.SRGB, data=cv2.cvtColor(bgr, cv2.COLOR_BGR2RGB))
            faces += len(network.detect_for_video(image, round(frames * step_ms)).face_blendshapes)
            frames += 1
        return frames, faces, time.perf_counter() - begin_s


def main():
    model, *clips = sys.argv[1:]
    walked = [walk(model, clip) for clip in clips]
    frames, faces, loop_s = (sum(column) for column in zip(*walked))
    print(json.dumps({"frames": frames, "frames_with_face": faces, "loop_s": loop_s}))


if __name__ == "__main__":
    main()
