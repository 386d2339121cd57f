#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Holds every #include under a source tree, and every link between its folders, against include_table.json:
include_table_test.py src"""

import json
import pathlib
import re
import sys

TABLE = pathlib.Path(__file__).with_name("include_table.json")
INCLUDE = re.compile(r"^\s*#\s*include(?:_next)?\s*(?P<what>.*?)\s*(?://.*)?$")
HEADER = re.compile(r'^(?P<open>[<"])(?P<path>[^">]+)[">]')
OURS = "kizashi/"
LINK = re.compile(r"\bkizashi::(\w+)\b(?!::)")
CXX = {".h", ".cpp", ".hpp", ".cc", ".cxx", ".ipp", ".in"}

STANDARD = set(
    """algorithm any array atomic barrier bit bitset charconv chrono codecvt compare complex concepts
    condition_variable coroutine deque exception execution filesystem forward_list fstream functional future
    initializer_list iomanip ios iosfwd iostream istream iterator latch limits list locale map memory
    memory_resource mutex new numbers numeric optional ostream queue random ranges ratio regex scoped_allocator
    semaphore set shared_mutex source_location span sstream stack stdexcept stop_token streambuf string
    string_view strstream syncstream system_error thread tuple type_traits typeindex typeinfo unordered_map
    unordered_set utility valarray variant vector version cassert ccomplex cctype cerrno cfenv cfloat cinttypes
    ciso646 climits clocale cmath csetjmp csignal cstdalign cstdarg cstdbool cstddef cstdint cstdio cstdlib
    cstring ctgmath ctime cuchar cwchar cwctype""".split()
)


class Table:
    def __init__(self, data):
        self.folders = data["folders"]
        self.open_folders = set(data["open_to_all"])
        self.open_libraries = set(data["libraries_open_to_all"])
        self.test_libraries = set(data["libraries_open_to_tests"])
        self.libraries = data["libraries"]

    def may_include(self, folder, other):
        return other == folder or other in self.open_folders or other in self.folders[folder]["may_include"]

    def may_touch(self, folder, library, is_test):
        allowed = self.open_libraries | set(self.folders[folder]["libraries"])
        return library in (allowed | self.test_libraries if is_test else allowed)

    def library_of(self, header):
        for library, prefixes in self.libraries.items():
            for prefix in prefixes:
                if header == prefix or (prefix.endswith("/") and header.startswith(prefix)):
                    return library
        return None


def mistakes_in(table):
    """What is wrong with the table itself: names that it does not define, and folders that include each other."""
    for name, row in table.folders.items():
        for other in row["may_include"]:
            if other not in table.folders:
                yield f"{TABLE.name}: {name} may include {other}, which is no folder of the table"
        for library in row["libraries"]:
            if library not in table.libraries:
                yield f"{TABLE.name}: {name} may touch {library}, which is no library of the table"
    unplaced = dict(table.folders)
    while unplaced:
        free = [name for name, row in unplaced.items() if not set(row["may_include"]) & set(unplaced)]
        if not free:
            yield f"{TABLE.name}: these folders include each other: {', '.join(sorted(unplaced))}"
            return
        for name in free:
            del unplaced[name]


def is_test_file(path):
    return path.name.endswith("_test.cpp") or path.name.startswith("test_")


def judge_include(table, source, folder, is_test, what):
    """Why a folder may not include this, or nothing."""
    header = HEADER.match(what)
    if not header:
        return f"#include {what}: not a plain header name"
    path = header["path"]
    if path.startswith(OURS):
        other = path[len(OURS) :].split("/")[0]
        if header["open"] == "<":
            return f'<{path}>: our own headers are included as "{path}"'
        if not table.may_include(folder, other):
            return f"{path}: {folder} may not include {other}"
        beside = source / path[len(OURS) :]
        if not beside.exists() and not beside.with_name(beside.name + ".in").exists():
            return f"{path}: no such header"
        return None
    if header["open"] == '"':
        return f'"{path}": our own headers are included as "{OURS}FOLDER/FILE.h"'
    if path in STANDARD:
        return None
    library = table.library_of(path)
    if library is None:
        return f"<{path}>: of no library in {TABLE.name}"
    if not table.may_touch(folder, library, is_test):
        return f"<{path}>: {folder} may not touch {library}{'' if is_test else ' here'}"
    return None


def violations_of_file(table, source, path):
    folder = path.relative_to(source).parts[0]
    for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), start=1):
        include = INCLUDE.match(line)
        if not include:
            continue
        reason = judge_include(table, source, folder, is_test_file(path), include["what"])
        if reason:
            yield f"{path}:{number}: {reason}"


def violations_of_links(table, source, path):
    folder = path.relative_to(source).parts[0]
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        for other in LINK.findall(line.split("#")[0]):
            if other in table.folders and not table.may_include(folder, other):
                yield f"{path}:{number}: {folder} may not link {other}"


def violations(source, table):
    """All violations as FILE:LINE: REASON, in the order of the files."""
    for path in sorted(source.iterdir()):
        if path.is_dir() and path.name not in table.folders:
            yield f"{path}:1: no folder of {TABLE.name}"
    for path in sorted(source.rglob("*")):
        if not path.is_file() or path.relative_to(source).parts[0] not in table.folders:
            continue
        if path.name == "CMakeLists.txt":
            yield from violations_of_links(table, source, path)
        elif path.suffix in CXX:
            yield from violations_of_file(table, source, path)


def main(arguments):
    if len(arguments) != 1 or not pathlib.Path(arguments[0]).is_dir():
        print(__doc__, file=sys.stderr)
        return 2
    source = pathlib.Path(arguments[0])
    table = Table(json.loads(TABLE.read_text(encoding="utf-8")))
    found = [*mistakes_in(table), *violations(source, table)]
    for line in found:
        print(line)
    count = sum(1 for path in source.rglob("*") if path.suffix in CXX)
    print(f"{count} files, {len(found)} violations")
    return 1 if found or count == 0 else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
