#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Who speaks when, from a clip's sound to the tables."""

import array
import json
import shutil
import subprocess
import unittest
import wave

import app

try:
    import jsonschema
except ImportError:
    jsonschema = None

# The share of a clip that may be missed or heard too much.
SHARE_TOLERANCE = 0.05
# A frame so far from the edge of speech is on one side of it, whatever the rules say of the edge.
CLEAR_OF_EDGES_S = 0.3
VOICES = {
    "english": ("en", 160, ["Hello, my name is Alex and I am in my second year.", "At the weekend I often cook for my friends."]),
    "japanese": ("ja+f2", 150, ["はじめまして、わたしの なまえは さくら です。", "しゅうまつは ともだちと りょうりを します。"]),
}
SILENCES_S = (0.8, 1.5, 1.0)


def spoken(path, voice, words_a_minute, sentence):
    """A sentence as samples, and their rate."""
    subprocess.run(["espeak-ng", "-v", voice, "-s", str(words_a_minute), "-w", str(path), sentence], check=True)
    with wave.open(str(path)) as file:
        return array.array("h", file.readframes(file.getnframes())), file.getframerate()


def write_sound(path, samples, rate):
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(samples.tobytes())
    return path


def spoken_times(samples, rate):
    """The truth: 10 ms are speech where their level is within 40 dB of the loudest. Shorter pauses than 0.1 s are the closures of
    consonants, and speech too. Start and end of each stretch in seconds."""
    step = rate // 100
    powers = [sum(sample * sample for sample in samples[at : at + step]) for at in range(0, len(samples) - step + 1, step)]
    stretches = []
    for idx, power in enumerate(powers):
        if power < 1e-4 * max(powers):
            continue
        if stretches and idx - stretches[-1][1] < 10:
            stretches[-1][1] = idx + 1
        else:
            stretches.append([idx, idx + 1])
    return [(start * step / rate, end * step / rate) for start, end in stretches]


def picture(seconds):
    """ffmpeg's options for the portrait as a clip; its own sound, if any, is the second input."""
    return ["-loop", "1", "-framerate", "25", "-i", app.PORTRAIT], ["-vf", app.FACE_FILTER, "-t", f"{seconds:.2f}", *app.H264]


class Measured(app.AppTest):
    def sidecar(self, name):
        return json.loads((self.out / f"{name}.json").read_text(encoding="utf-8"))

    def rows(self, name):
        return app.rows_of(self.out / f"{name}.measures.csv")


class Spoken(Measured):
    """Sentences by espeak-ng between known silences, in clips of a face."""

    @classmethod
    def setUpClass(cls):
        if not shutil.which("espeak-ng"):
            raise unittest.SkipTest("the program espeak-ng is not installed")
        super().setUpClass()
        cls.times, cls.seconds, clips = {}, {}, []
        for name, (voice, words_a_minute, sentences) in VOICES.items():
            samples, rate = array.array("h"), 0
            for silence_s, sentence in zip(SILENCES_S, [*sentences, None], strict=True):
                said, rate = spoken(cls.scratch / "said.wav", voice, words_a_minute, sentence) if sentence else ([], rate)
                samples.extend([0] * int(silence_s * (rate or 22050)))
                samples.extend(said)
            sound = write_sound(cls.scratch / f"{name}.wav", samples, rate)
            cls.times[name], cls.seconds[name] = spoken_times(samples, rate), len(samples) / rate
            before, after = picture(cls.seconds[name])
            clips.append(cls.scratch / f"{name}.mp4")
            app.ffmpeg(*before, "-i", sound, *after, "-c:a", "aac", clips[-1])
        late = cls.scratch / "late.mkv"
        before, after = picture(cls.seconds["english"] + 3)
        app.ffmpeg(*before, "-itsoffset", 1, "-i", cls.scratch / "english.wav", *after, "-c:a", "flac", late)
        clips.append(late)
        assert app.measure(clips, cls.out).exit_code == 0

    def test_the_share_of_speech_is_that_of_the_signal(self):
        for name in VOICES:
            told = self.sidecar(name)["speech"]
            truth = sum(end - start for start, end in self.times[name]) / self.seconds[name]
            self.assertTrue(0.4 < truth < 0.9, "a share that is nearly all or nothing tests nothing")
            self.assertAlmostEqual(told["speaking_share"], truth, delta=SHARE_TOLERANCE, msg=name)
            self.assertAlmostEqual(told["covered_s"], self.seconds[name], delta=0.1)
            self.assertGreaterEqual(told["segments"], 2)

    def test_each_row_has_the_probability_of_its_time(self):
        for name in VOICES:
            edges = [edge for stretch in self.times[name] for edge in stretch]
            agree = []
            for row in self.rows(name)[:-1]:
                time_s = float(row["timestamp"])
                if min(abs(time_s - edge) for edge in edges) >= CLEAR_OF_EDGES_S:
                    speaks = any(start < time_s < end for start, end in self.times[name])
                    agree.append((float(row["speech_probability"]) > 0.5) == speaks)
            self.assertGreater(len(agree), 30)
            # A single weak syllable is below, and its neighbours make it speech all the same.
            self.assertGreater(sum(agree) / len(agree), 0.95, name)

    def test_sound_that_comes_late_and_ends_early_leaves_rows_blank(self):
        told = self.sidecar("late")["speech"]
        self.assertAlmostEqual(told["covered_s"], self.seconds["english"], delta=0.05)
        self.assertAlmostEqual(told["speaking_share"], self.sidecar("english")["speech"]["speaking_share"], delta=0.02)
        for row in self.rows("late"):
            time_s = float(row["timestamp"]) - 1
            if min(abs(time_s), abs(time_s - self.seconds["english"])) > 0.05:
                self.assertEqual(row["speech_probability"] != "", 0 < time_s < self.seconds["english"], time_s)

    def test_a_still_mouth_does_not_move_with_the_voice(self):
        self.assertIn("voice-without-mouth-motion", self.sidecar("english")["quality"]["reasons"])
        motion = self.sidecar("english")["faces"][0]["mouth_motion"]
        self.assertLess(motion["speaking_speed_mm_per_s"], 2)
        self.assertLess(abs(motion["agreement"] - 0.5), 0.2)

    def test_the_sidecar_is_as_its_schema_says(self):
        if jsonschema is None:
            self.skipTest("python3-jsonschema is not installed")
        schema = json.loads((app.PROJECT / "docs" / "schemas" / "sidecar.schema.json").read_text(encoding="utf-8"))
        for name in (*VOICES, "late"):
            jsonschema.validate(self.sidecar(name), schema)
            models = [model["name"] for model in self.sidecar(name)["provenance"]["models"]]
            self.assertIn(self.sidecar(name)["speech"]["model"], models)

    def test_the_same_clip_gives_the_same_bytes_with_other_threads(self):
        again = self.scratch / "again"
        app.measure([self.scratch / "japanese.mp4"], again, "--threads", 3)
        for name in app.three_files("japanese"):
            self.assertEqual((again / name).read_bytes(), (self.out / name).read_bytes(), name)


class Unspoken(Measured):
    """Clips in which nothing is heard, and that say why."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        before, after = picture(1)
        tone = ["-f", "lavfi", "-i", "sine=frequency=440:duration=1"]
        cls.clips = {name: cls.scratch / f"{name}.{ending}" for name, ending in
                     {"silent_film": "mp4", "tone": "mp4", "unknown": "mov", "later": "mkv", "muted": "mp4"}.items()}  # fmt: skip
        app.ffmpeg(*before, *after, cls.clips["silent_film"])
        app.ffmpeg(*before, *tone, *after, "-c:a", "aac", cls.clips["tone"])
        app.ffmpeg(*before, *tone, *after, "-c:a", "pcm_s16le", cls.clips["unknown"])
        data = cls.clips["unknown"].read_bytes()
        assert data.count(b"sowt") == 1
        cls.clips["unknown"].write_bytes(data.replace(b"sowt", b"zzzz"))
        app.ffmpeg(*before, "-itsoffset", 3, *tone, "-vf", app.FACE_FILTER, "-frames:v", 25, *app.H264, "-c:a", "flac",
                   cls.clips["later"])  # fmt: skip
        app.ffmpeg(*before, *tone, *after, "-c:a", "aac", "-af", "volume=0", cls.clips["muted"])
        cls.outcome = app.measure(cls.clips.values(), cls.out)

    def expect_unknown(self, name, reason):
        self.assertEqual(self.outcome.of(self.clips[name])["status"], "done")
        self.assertEqual(self.sidecar(name)["speech"], {"measured": False, "reason": reason})
        self.assertEqual({row["speech_probability"] for row in self.rows(name)}, {""})
        motion = self.sidecar(name)["faces"][0]["mouth_motion"]
        self.assertEqual((motion["speaking_s"], motion["silent_s"], motion["agreement"]), (0, 0, None))

    def test_a_clip_without_sound_says_so(self):
        self.expect_unknown("silent_film", "the clip has no audio")

    def test_sound_that_nothing_can_decode_fails_no_clip(self):
        self.expect_unknown("unknown", "the clip's audio cannot be read (unsupported-codec)")

    def test_sound_after_the_last_frame_is_not_the_clips(self):
        self.expect_unknown("later", "the clip's audio lies outside its frames' time")

    def test_a_muted_track_tells_nothing_of_silence(self):
        self.expect_unknown("muted", "the clip's audio is muted")

    def test_a_tone_is_silence_that_was_heard(self):
        told = self.sidecar("tone")["speech"]
        self.assertEqual((told["measured"], told["speaking_share"], told["segments"]), (True, 0, 0))
        probabilities = [float(row["speech_probability"]) for row in self.rows("tone")]
        self.assertTrue(all(0 <= probability < 0.5 for probability in probabilities))


if __name__ == "__main__":
    app.main()
