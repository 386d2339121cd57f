# SPDX-License-Identifier: Apache-2.0
"""Tables as Markdown."""

import math


def number(value, digits=2):
    """Without a leading minus on a zero, and a dash for what is not known."""
    if value is None or math.isnan(value):
        return "-"
    text = f"{value:.{digits}f}"
    return text.lstrip("-") if float(text) == 0.0 else text


def table(header, rows):
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines) + "\n"
