# SPDX-License-Identifier: Apache-2.0
"""What a run of the bench prints."""

import hashlib


def combined(checksums):
    """One checksum for {name: checksum}."""
    return hashlib.sha256("".join(f"{sha256}  {name}\n" for name, sha256 in sorted(checksums.items())).encode()).hexdigest()


def print_checksums(checksums_of_setting):
    """Of the files that each (threads, jobs) gave; whether all settings gave the same."""
    kinds = {combined(checksums) for checksums in checksums_of_setting.values()}
    for (threads, jobs), checksums in checksums_of_setting.items():
        print(f"files with {threads} threads, {jobs} jobs: {combined(checksums)} ({len(checksums)} files)")
    first = next(iter(checksums_of_setting.values()))
    for number, (name, sha256) in enumerate(sorted(first.items()), 1):
        print(f"  file {number} ({name.split('.', 1)[1]}): {sha256}")
    print()
    return len(kinds) == 1


def table(header, rows):
    lines = [header, ["---", *["---:"] * (len(header) - 1)], *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines) + "\n"


def rows_by_size(values_of_size, digits):
    """One row for each name that stands in any of {size: {name: value}}, in the order in which they first stand there."""
    names = list(dict.fromkeys(name for values in values_of_size.values() for name in values))
    cell = lambda values, name: f"{values[name]:.{digits}f}" if name in values else "-"
    return [[name, *(cell(values, name) for values in values_of_size.values())] for name in names]


def figures_table(figures_of_size):
    return table(["median; frames a second where nothing else is said", *figures_of_size], rows_by_size(figures_of_size, 2))


def stages_table(stages_of_size):
    """Empty where no stages were timed."""
    with_sum = {size: stages | {"sum": sum(stages.values())} for size, stages in stages_of_size.items() if stages}
    return table(["processor ms a frame, one thread", *with_sum], rows_by_size(with_sum, 2)) if with_sum else ""


PAGE_BEGIN = "<!-- written by bench/speed/run --write-page -->\n"
PAGE_END = "<!-- end -->\n"


def page_with(page, text):
    """The page with another text between the two marks."""
    before, rest = page.split(PAGE_BEGIN)
    _, after = rest.split(PAGE_END)
    return before + PAGE_BEGIN + text + PAGE_END + after
