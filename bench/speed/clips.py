# SPDX-License-Identifier: Apache-2.0
"""Clips to time: some of a folder as they are, one of them on larger canvases, one of ten seconds, one of a single frame."""

import json
import subprocess
from pathlib import Path

ENCODING = ["-c:v", "libx264", "-preset", "medium", "-crf", "20", "-pix_fmt", "yuv420p"]
LARGE_SIZES_PX = [(1280, 720), (1920, 1080)]
BOUND_SIZE_PX = (512, 512)


def ffmpeg(*arguments):
    subprocess.run(["ffmpeg", "-v", "error", "-y", *map(str, arguments)], check=True)


def stream_of(clip):
    """Width, height and number of frames of the video, and whether there is sound."""
    command = ["ffprobe", "-v", "error", "-count_packets", "-show_entries", "stream=codec_type,codec_name,width,height,nb_read_packets"]
    streams = json.loads(subprocess.run([*command, "-of", "json", str(clip)], check=True, capture_output=True).stdout)["streams"]
    video = next(stream for stream in streams if stream["codec_type"] == "video")
    return {
        "size_px": (video["width"], video["height"]),
        "codec": video["codec_name"],
        "frames": int(video["nb_read_packets"]),
        "has_sound": any(stream["codec_type"] == "audio" for stream in streams),
    }


def longest(streams, size_px, count):
    """Of {clip: stream}: the longest H.264 clips of a size, in the order of their length, then of their names."""
    fitting = [clip for clip, stream in streams.items() if stream["size_px"] == size_px and stream["codec"] == "h264"]
    return sorted(fitting, key=lambda clip: (-streams[clip]["frames"], clip))[:count]


def made(path, *arguments):
    """A clip made by ffmpeg, if it is not there yet."""
    if not path.exists():
        aside = path.with_name(f"part-{path.name}")
        ffmpeg(*arguments, aside)
        aside.rename(path)
    return path


def on_canvas(clip, size_px, folder):
    """The clip at a larger height, in the middle of a black picture, so that the face keeps its shape."""
    width_px, height_px = size_px
    fitted = f"scale=-2:{height_px},pad={width_px}:{height_px}:-1:-1"
    return made(folder / f"{width_px}x{height_px}.mp4", "-i", clip, "-vf", fitted, "-an", *ENCODING)


def of_ten_seconds(clip, folder):
    """25 frames a second, with sound."""
    tone = ["-f", "lavfi", "-i", "sine=frequency=220:sample_rate=48000"]
    inputs = ["-stream_loop", "-1", "-i", clip, *tone, "-map", "0:v", "-map", "1:a"]
    return made(folder / "ten_seconds.mp4", *inputs, "-t", 10, "-r", 25, *ENCODING, "-c:a", "aac")


def of_one_frame(clip, folder):
    """What is left of a run when there is next to nothing to measure."""
    return made(folder / "one_frame.mp4", "-i", clip, "-frames:v", 1, "-vf", "scale=64:64", "-an", *ENCODING)


def copies(clip, count, folder):
    """The clip under several names, for a run over several clips of one length."""
    names = [folder / f"{Path(clip).stem}_{i}{Path(clip).suffix}" for i in range(count)]
    for name in names:
        if not name.exists():
            name.symlink_to(Path(clip).resolve())
    return names
