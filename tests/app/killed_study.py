# SPDX-License-Identifier: Apache-2.0
"""Kills the commands that change a study at random moments with SIGKILL, checks what is left, and lets the next run finish."""

import collections
import csv
import dataclasses
import os
import random
import select
import shutil
import signal
import subprocess
import time

import app

STEPS = ("import", "measure", "lock")
# Of the kills that a campaign counts, at least so many must have hit the command at work.
INSIDE_SHARE = 0.8
# Whatever a machine does to the clock, a campaign ends.
MOST_ROUNDS = 5
# A step takes as long as the shortest of its latest whole runs: what else a machine does makes a run longer, never shorter.
WHOLE_RUNS = 5
# What a run logs once for each thing that it did, so that a second entry is a thing done twice.
LOGGED_ONCE = ("study.init", "participant.add", "clip.add", "clip.measure", "protocol.lock")


@dataclasses.dataclass(frozen=True)
class Size:
    """Of the simulated study that everything is tried on."""

    ratees: int = 4
    raters: int = 1000
    clip_seconds: float = 1


@dataclasses.dataclass
class Outcome:
    """What one kill left, and what the next run made of it."""

    step: str
    killed_after_s: float
    whole_run_s: float | None  # of a run that ended by itself before the kill
    was_done: bool  # the study had all of the step's work already
    faults: list

    @property
    def was_inside(self):
        return self.whole_run_s is None


@dataclasses.dataclass(frozen=True)
class State:
    """What a study holds: the hash of its content, and how often each thing was logged."""

    content: str
    logged: tuple


def run_well(*arguments):
    run = app.kizashi("study", *arguments)
    assert run.exit_code == 0, (arguments, run.exit_code, run.error_lines)
    return run


def state_of(study):
    """Through `study export`, into a folder that is gone afterwards."""
    out = study.with_name(study.name + "-export")
    run = run_well("export", study, "--format", "csv", "--out", out)
    content = [line.split()[1] for line in run.out.splitlines() if line.startswith("content")]
    with open(out / "audit.csv", encoding="utf-8", newline="") as file:
        counts = collections.Counter(row["action"] for row in csv.DictReader(file))
    shutil.rmtree(out)
    return State(content[0], tuple(counts[action] for action in LOGGED_ONCE))


class Campaign:
    """One simulated study, as it is before each step and after it."""

    def __init__(self, folder, size=Size(), seed=30761):
        self.folder = folder
        self.tables = folder / "tables"
        self.draw = random.Random(seed)
        self.before = {}
        self.after = {}
        made = app.kizashi("simulate", "study", "--out", self.tables, "--ratees", size.ratees, "--raters", size.raters,
                           "--with-clips", "--clip-seconds", size.clip_seconds)  # fmt: skip
        assert made.exit_code == 0, made.error_lines
        study = folder / "study"
        run_well("init", study, "--setting", "simulated", "--place", "other", "--title", "killed")
        for step in STEPS:
            self.before[step] = shutil.copytree(study, folder / f"before-{step}")
            run_well(*self.command(step, study))
            self.after[step] = state_of(study)

    def command(self, step, study):
        return (step, study, "--from", self.tables) if step == "import" else (step, study)

    def copy_before(self, step):
        study = self.folder / f"killed-{step}"
        shutil.rmtree(study, ignore_errors=True)
        return shutil.copytree(self.before[step], study)

    def whole_runs_s(self, step):
        """How long each of several uninterrupted runs took."""
        for _ in range(WHOLE_RUNS):
            study = self.copy_before(step)
            started = time.monotonic()
            run_well(*self.command(step, study))
            yield time.monotonic() - started

    def kill_after(self, step, study, seconds):
        """Starts a run and kills it. Nothing when the signal ended it, else how long the run took by itself."""
        command = [app.PROGRAM, "study", *map(str, self.command(step, study))]
        started = time.monotonic()
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            if ends_within(process, seconds):
                return time.monotonic() - started
            os.kill(process.pid, signal.SIGKILL)
            return None if process.wait() == -signal.SIGKILL else seconds

    def kill_and_finish(self, step, seconds):
        study = self.copy_before(step)
        whole_run_s = self.kill_after(step, study, seconds)
        faults = [f"after the kill: {fault}" for fault in faults_of(study)]
        at_kill = state_of(study)
        if step != "measure" and at_kill.content not in (state_of(self.before[step]).content, self.after[step].content):
            faults.append("half of the work was kept")
        finished = app.kizashi("study", *self.command(step, study))
        if finished.exit_code != 0:
            faults.append(f"the next run ends with {finished.exit_code}: {finished.error_lines}")
        faults += [f"after the next run: {fault}" for fault in faults_of(study)]
        state = state_of(study)
        if state.content != self.after[step].content:
            faults.append("other content than an uninterrupted run's")
        if state.logged != self.after[step].logged:
            faults.append(f"logged {state.logged} where an uninterrupted run logs {self.after[step].logged}")
        if app.contents(study) != ["study.sqlite"]:
            faults.append(f"files left: {app.contents(study)}")
        return Outcome(step, seconds, whole_run_s, at_kill.content == self.after[step].content, faults)

    def kills(self, step, moments):
        """Yields the outcomes of so many kills, and of more until enough of them fell inside."""
        latest_s = collections.deque(self.whole_runs_s(step), maxlen=WHOLE_RUNS)
        inside = 0
        for number in range(1, MOST_ROUNDS * moments + 1):
            outcome = self.kill_and_finish(step, self.draw.uniform(0.0, min(latest_s)))
            inside += outcome.was_inside
            if not outcome.was_inside:
                latest_s.append(outcome.whole_run_s)
            yield outcome
            if number >= moments and inside >= INSIDE_SHARE * number:
                return


def ends_within(process, seconds):
    """Whether a process ends by itself in that time, without delay where it does."""
    handle = os.pidfd_open(process.pid)
    try:
        return bool(select.select([handle], [], [], seconds)[0])
    finally:
        os.close(handle)


def faults_of(study):
    """What `study verify` finds."""
    verified = app.kizashi("study", "verify", study)
    return [] if verified.exit_code == 0 else [f"study verify ends with {verified.exit_code}: {verified.out}"]
