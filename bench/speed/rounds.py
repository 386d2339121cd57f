# SPDX-License-Identifier: Apache-2.0
"""Rounds in which every case runs once, so that all cases meet the machine in the same mood; every second one backwards."""

from dataclasses import dataclass

from runs import Kizashi, MediaPipe, decode_s
from statistics_of_runs import frames_per_s, without_start


@dataclass(frozen=True)
class Tools:
    kizashi: Kizashi
    mediapipe: MediaPipe | None
    cores: tuple  # two of those that this process may use

    @property
    def one_core(self):
        return self.cores[:1]


@dataclass(frozen=True)
class Setting:
    """What runs of kizashi have in common."""

    cores: tuple
    threads: int = 1
    jobs: int = 1
    engine: tuple = ()  # options of the command line


def settings_of(tools):
    return {
        "kizashi, one core": Setting(tools.one_core),
        "kizashi, 1 thread": Setting(tools.cores),
        "kizashi, 2 threads": Setting(tools.cores, threads=2),
    }


def job_settings_of(tools):
    return {"kizashi, 1 job": Setting(tools.cores), "kizashi, 2 jobs": Setting(tools.cores, jobs=2)}


def openface_settings_of(tools, models):
    clnf = ("--engine", "openface", "--models", models)
    return {
        "openface, 1 thread": Setting(tools.one_core, engine=clnf),
        "openface, 2 threads": Setting(tools.cores, threads=2, engine=clnf),
        "openface on mesh landmarks, 1 thread": Setting(tools.one_core, engine=(*clnf, "--landmarks", "mesh")),
    }


class Case:
    """Something that is timed once in each round; run() gives figures by name."""

    def __init__(self, run):
        self.run = run


def kizashi_case(tools, name, setting, clips, starters, frames):
    """Frames a second without and with the program's start, which is timed on clips of one frame right before."""

    def run():
        start = tools.kizashi.measure(starters, setting.cores, setting.threads, setting.jobs, setting.engine)
        whole = tools.kizashi.measure(clips, setting.cores, setting.threads, setting.jobs, setting.engine)
        return {
            name: frames_per_s(frames, without_start(whole.wall, start.wall)),
            f"{name}, with start": frames_per_s(frames, whole.wall),
            f"{name}, start s": start.wall,
            f"{name}, processor ms": 1e3 * without_start(whole.processor, start.processor) / frames,
        }

    return Case(run)


def mediapipe_case(tools, name, cores, clips):
    def run():
        walked, whole = tools.mediapipe.walk(clips, cores)
        return {
            name: frames_per_s(walked["frames"], walked["loop_s"]),
            f"{name}, with start": frames_per_s(walked["frames"], whole.wall),
            f"{name}, frames with a face": walked["frames_with_face"],
        }

    return Case(run)


def decode_case(tools, clips, frames):
    return Case(lambda: {"ffmpeg decodes, one core": frames_per_s(frames, decode_s(clips, tools.one_core))})


def ten_seconds_case(tools, clip):
    """From start to files on disk, with the program's own choice of threads."""
    return Case(lambda: {"ten-second clip, s": tools.kizashi.measure([clip], tools.cores, len(tools.cores)).wall})


def cases_of_size(tools, clips, starters, frames):
    cases = []
    for name, setting in settings_of(tools).items():
        cases.append(kizashi_case(tools, name, setting, clips, starters[:1], frames))
        if tools.mediapipe and name != "kizashi, 1 thread":
            label = "MediaPipe, one core" if name == "kizashi, one core" else "MediaPipe, two cores"
            cases.append(mediapipe_case(tools, label, setting.cores, clips))
    return [*cases, decode_case(tools, clips, frames)]


def openface_cases(tools, models, clips, starters, frames):
    settings = openface_settings_of(tools, models)
    return [kizashi_case(tools, name, setting, clips, starters[:1], frames) for name, setting in settings.items()]


def job_cases(tools, clips, starters, frames):
    return [kizashi_case(tools, name, setting, clips, starters, frames) for name, setting in job_settings_of(tools).items()]


def run_round(cases, number):
    figures = {}
    for case in cases if number % 2 == 0 else reversed(cases):
        figures.update(case.run())
    return figures
