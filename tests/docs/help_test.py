#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The program's --help against README and docs, both ways: help_test.py PROGRAM PROJECT

Every command has a page docs/guide/NAME.md whose synopsis and table hold exactly the options that --help shows, with its defaults;
every command line in the documents is one that the program would take.
"""

import pathlib
import re
import subprocess
import sys

OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")
HELP_LINE = re.compile(r"^  (?:-\w,)?(--[a-z-]+)(.*)$")
TABLE_ROW = re.compile(r"^\| `(--[a-z-]+)[^`]*` \|([^|]*)\|", re.MULTILINE)
# A command line in the documents: in a block of code, or `between ticks`.
BLOCK_LINE = re.compile(r"^ {4}(?:build/release/)?kizashi (.*(?:\n {8,}\S.*)*)", re.MULTILINE)
INLINE = re.compile(r"`(?:build/release/)?kizashi ([^`]+)`")
VARIABLE = re.compile(r"KIZASHI_[A-Z_]+")
OF_EVERY_COMMAND = {"--help", "--version"}


class Command:
    """One command's --help: the words that call it, its options with their defaults, its subcommands."""

    def __init__(self, words, text):
        self.words = words
        self.defaults = {}
        self.subcommands = []
        section = ""
        for line in text.splitlines():
            if line and not line.startswith(" "):
                section = line.rstrip(":")
            elif section == "Options" and (found := HELP_LINE.match(line)):
                default = re.match(r"\S* [^=\s]*=(\S+)", found[1] + found[2])
                self.defaults[found[1]] = default[1] if default else None
            elif section == "Subcommands" and (found := re.match(r"  (\w[\w-]*)", line)):
                self.subcommands.append(found[1])

    @property
    def options(self):
        return set(self.defaults) - OF_EVERY_COMMAND

    @property
    def name(self):
        return " ".join(["kizashi", *self.words])


def read_help(program, words=()):
    """A command and all below it, the program itself first."""
    finished = subprocess.run([program, *words, "--help"], capture_output=True, encoding="utf-8", check=True)
    command = Command(list(words), finished.stdout)
    yield command
    for word in command.subcommands:
        yield from read_help(program, [*words, word])


def synopsis_of(command, page):
    """The code block that starts with the command's name, on its own line."""
    found = re.search(rf"^ {{4}}{re.escape(command.name)}(?: .*)?(?:\n {{4,}}\S.*)*", page, re.MULTILINE)
    return found[0] if found else ""


def rows_of(page):
    """Option: default, of the first row of any table that is about it."""
    rows = {}
    for option, default in TABLE_ROW.findall(page):
        rows.setdefault(option, default.strip())
    return rows


def judge_page(command, page):
    """What a command's page has wrong."""
    said = set(OPTION.findall(synopsis_of(command, page)))
    rows = rows_of(page)
    for option in sorted(command.options - said):
        yield f"the synopsis of {command.name} lacks {option}"
    for option in sorted(said - command.options):
        yield f"the synopsis of {command.name} has {option}, which the program has not"
    for option in sorted(command.options - set(rows)):
        yield f"no table has a row for {option} of {command.name}"
    for option, default in sorted(command.defaults.items()):
        if default and option in rows and default not in rows[option]:
            yield f"the default of {option} is {default}, and the table says {rows[option]}"


def unknown_rows(commands, page):
    """Options in a page's tables that none of the commands on it has."""
    known = set().union(*(command.options for command in commands))
    return [f"the table has {option}, which the program has not" for option in rows_of(page) if option not in known]


def command_lines(text):
    """The words behind `kizashi` in every command line of a document, comments and pipes cut off."""
    for found in [*BLOCK_LINE.findall(text), *INLINE.findall(text)]:
        yield re.split(r"\s#|\||>|&&", found)[0].split()


def judge_line(words, commands):
    """What is wrong with one command line, or nothing."""
    by_words = {tuple(command.words): command for command in commands}
    called = ()
    while len(called) < len(words) and (*called, words[len(called)]) in by_words:
        called = (*called, words[len(called)])
    command = by_words[called]
    rest = words[len(called) :]
    if command.subcommands and rest and not rest[0].startswith("-"):
        return f"no command is called kizashi {' '.join([*called, rest[0]])}"
    unknown = [word for word in OPTION.findall(" ".join(rest)) if word not in command.options | OF_EVERY_COMMAND]
    return f"{command.name} has no {unknown[0]}" if unknown else None


def pages_of(project):
    return sorted(page for part in ("*.md", "docs/**/*.md", "examples/**/*.md") for page in project.glob(part))


def judge_guide(commands, project):
    for name in commands[0].subcommands:
        of_page = [command for command in commands if command.words[:1] == [name] and not command.subcommands]
        path = project / "docs" / "guide" / f"{name}.md"
        if not path.exists():
            yield f"{path}: is not there, and kizashi {name} is"
            continue
        page = path.read_text(encoding="utf-8")
        for command in of_page:
            yield from (f"{path}: {fault}" for fault in judge_page(command, page))
        yield from (f"{path}: {fault}" for fault in unknown_rows(of_page, page))
        if f"docs/guide/{name}.md" not in (project / "README.md").read_text(encoding="utf-8"):
            yield f"README.md: does not lead to docs/guide/{name}.md"


def judge_lines(commands, project):
    for path in pages_of(project):
        for words in command_lines(path.read_text(encoding="utf-8")):
            if fault := judge_line(words, commands):
                yield f"{path}: {fault}"


def judge_scripts(project):
    """Scripts and their options that the documents call."""
    for path in pages_of(project):
        for name, rest in re.findall(r"(scripts/\w+(?:\.py)?)(?![\w./])([^`\n#|(]*)", path.read_text(encoding="utf-8")):
            script = project / name
            if not script.exists():
                yield f"{path}: names {name}, which is not there"
                continue
            text = script.read_text(encoding="utf-8") if script.is_file() else ""
            yield from (f"{path}: {name} has no {option}" for option in OPTION.findall(rest) if option not in text)


def judge_variables(project):
    """Environment variables that the documents name and nothing reads, and those that the program reads and no guide names."""
    documents = "".join(path.read_text(encoding="utf-8") for path in pages_of(project))
    of_tests = {"test_clips.cpp", "stage_reference.cpp"}
    program = [path for path in (project / "src").rglob("*.cpp") if not path.name.endswith("_test.cpp") and path.name not in of_tests]
    read = {name for path in program for name in re.findall(r'getenv\("(KIZASHI_[A-Z_]+)"', path.read_text(encoding="utf-8"))}
    known = "".join(path.read_text(encoding="utf-8") for part in ("scripts/*", "src/**/*.[ch]*", "cmake/*", "CMakeLists.txt")
                    for path in project.glob(part) if path.is_file())  # fmt: skip
    guides = "".join(path.read_text(encoding="utf-8") for path in project.glob("docs/guide/*.md"))
    yield from (f"no guide names {name}, which the program reads" for name in sorted(read) if name not in guides)
    yield from (f"the documents name {name}, which nothing reads" for name in sorted(set(VARIABLE.findall(documents))) if name not in known)


def judge_exit_codes(project):
    codes = re.findall(r"= (\d+),", (project / "src" / "cli" / "exit_code.h").read_text(encoding="utf-8"))
    install = (project / "docs" / "guide" / "install.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d+) \|", install, re.MULTILINE)
    if not codes or codes != rows:
        yield f"docs/guide/install.md: lists the exit codes {rows}, and the program has {codes}"


def main():
    program, project = sys.argv[1], pathlib.Path(sys.argv[2])
    commands = list(read_help(program))
    findings = [*judge_guide(commands, project), *judge_lines(commands, project), *judge_scripts(project),
                *judge_variables(project), *judge_exit_codes(project)]  # fmt: skip
    leaves = [command.name for command in commands if not command.subcommands]
    print("\n".join(findings) if findings else f"the documents agree with --help of {', '.join(leaves)}")
    sys.exit(1 if findings or not leaves else 0)


if __name__ == "__main__":
    main()
