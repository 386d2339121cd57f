# SPDX-License-Identifier: Apache-2.0
"""From seconds of single runs to the figures that are printed, kept and held against bounds."""

import statistics
from dataclasses import dataclass


@dataclass(frozen=True)
class Bound:
    """What a figure must reach, and what is aimed at; `at_most` for figures that should be small."""

    figure: str
    least: float
    aim: float
    at_most: bool = False

    def is_met(self, value):
        return value <= self.least if self.at_most else value >= self.least


BOUNDS = [
    Bound("two cores: kizashi / MediaPipe", 2.0, 2.5),
    Bound("one core: kizashi / MediaPipe", 1.15, 1.3),
    Bound("two threads / one", 1.7, 1.9),
    Bound("two jobs / one", 1.8, 1.9),
    Bound("ten-second clip, s", 3.0, 2.0, at_most=True),
]
# The original reached 27 to 28 frames a second on one core and 30 to 32 on two of the machine on which it was measured.
OPENFACE_BOUNDS = [
    Bound("openface, 1 thread", 80.0, 160.0),
    Bound("openface: two threads / one", 1.05, 1.5),
    Bound("openface on mesh landmarks, 1 thread", 75.0, 100.0),
]


def frames_per_s(frames, seconds):
    return frames / seconds


def without_start(whole_s, start_s):
    """Seconds for the frames alone. A start that takes as long as the whole says that a measurement went wrong."""
    if whole_s <= start_s:
        raise ValueError(f"a whole run of {whole_s:.3f} s is not longer than a start of {start_s:.3f} s")
    return whole_s - start_s


def median_ratio(rounds, above, below):
    """Median over rounds of the ratio of two cases of one round, which ran one after the other on a machine in one mood."""
    return statistics.median(one[above] / one[below] for one in rounds)


def median_of(rounds, case):
    return statistics.median(one[case] for one in rounds)


def missed(figures, bounds=BOUNDS):
    """The bounds that are not met, as sentences. A figure that was not measured meets nothing."""
    lines = []
    for bound in bounds:
        value = figures.get(bound.figure)
        if value is None:
            lines.append(f"{bound.figure}: not measured")
        elif not bound.is_met(value):
            lines.append(f"{bound.figure}: {value:.2f}, {'at most' if bound.at_most else 'at least'} {bound.least} is wanted")
    return lines
