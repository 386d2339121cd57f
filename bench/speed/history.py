# SPDX-License-Identifier: Apache-2.0
"""history.csv: a row for each figure of each run, so that a slower commit shows."""

import csv
import platform
import subprocess
from pathlib import Path

COLUMNS = ["date", "commit", "machine", "size", "figure", "value"]


def commit_of(project):
    """The commit that is checked out, with a plus where files differ from it."""
    command = ["git", "-C", str(project), "describe", "--always", "--abbrev=12", "--dirty=+", "--exclude=*"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def machine():
    """The processor's model, and how many cores there are; nothing that names the machine."""
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    models = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    family = next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model\t")), "?")
    name = f"{models[0]}, model {family}" if models else platform.machine()
    return f"{name}, {len(models)} cores"


def rows_of(run, size, figures):
    """`run` holds date, commit and machine."""
    return [{**run, "size": size, "figure": figure, "value": f"{value:.4g}"} for figure, value in figures.items()]


def append(path, rows):
    is_new = not path.exists()
    with path.open("a", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        if is_new:
            writer.writeheader()
        writer.writerows(rows)
