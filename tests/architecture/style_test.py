#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What no compiler checks: licence lines, unfinished business, sources that no target builds: style_test.py PROJECT"""

import pathlib
import re
import sys

LICENCE = "SPDX-License-Identifier: Apache-2.0"
FOLDERS = ("src", "fuzz", "bench", "tests", "scripts", "cmake", "examples")
CXX = {".h", ".cpp"}
SOURCES = CXX | {".py", ".cmake", ".sh", ".in"}
# Put together here so that this file does not find itself.
UNFINISHED = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|X" + r"XX)\b")


def is_source(path):
    if path.suffix in SOURCES or path.name == "CMakeLists.txt":
        return True
    return path.suffix == "" and path.read_bytes()[:2] == b"#!"


def sources_of(project):
    paths = [path for folder in FOLDERS for path in (project / folder).rglob("*")]
    return sorted(path for path in paths if path.is_file() and "corpus" not in path.parts and is_source(path))


def lacks_licence(path, lines):
    """The licence may follow a line meant for a tool; a folder's list of sources needs none of its own."""
    for_a_tool = bool(lines) and lines[0].startswith(("#!", "# shellcheck"))
    return path.name != "CMakeLists.txt" and not any(LICENCE in line for line in lines[: 2 if for_a_tool else 1])


def judge(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    if lacks_licence(path, lines):
        yield f"{path}:1: the first line is not '{LICENCE}'"
    for number, line in enumerate(lines, start=1):
        if UNFINISHED.search(line):
            yield f"{path}:{number}: unfinished; do it, or open an issue"


def list_of(path, top):
    """The nearest CMakeLists.txt at or above a source."""
    for folder in path.parents:
        if (folder / "CMakeLists.txt").exists():
            return folder / "CMakeLists.txt"
        if folder == top:
            return None


def is_listed(path, cmake):
    if cmake is None:
        return False
    name = re.escape(path.relative_to(cmake.parent).as_posix())
    return re.search(rf"(?<![\w/.]){name}(?![\w/.])", cmake.read_text(encoding="utf-8")) is not None


def unbuilt(project):
    for top in (project / "src", project / "fuzz", project / "bench"):
        for path in sorted(top.rglob("*.cpp")):
            named_elsewhere = path.name == "replay_main.cpp"  # by kizashi_add_fuzzer
            if not named_elsewhere and not is_listed(path, list_of(path, top)):
                yield f"{path}:1: no CMakeLists.txt lists it"


def violations(project):
    for path in sources_of(project):
        yield from judge(path)
    yield from unbuilt(project)


def main(arguments):
    if len(arguments) != 1 or not pathlib.Path(arguments[0]).is_dir():
        print(__doc__, file=sys.stderr)
        return 2
    project = pathlib.Path(arguments[0])
    found = list(violations(project))
    for line in found:
        print(line)
    count = len(sources_of(project))
    print(f"{count} files, {len(found)} violations")
    return 1 if found or count == 0 else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
