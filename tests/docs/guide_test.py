#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Names of the program that its guide must name too, and links that must lead somewhere: guide_test.py PROJECT"""

import pathlib
import re
import sys

# Where a kind of name is defined, how it looks there, and the pages of which one lists it.
NAMES = [
    ("src/base/error.cpp", r'std::string_view\{"([a-z-]+)"\}', ["docs/guide/measure.md", "docs/guide/study.md"]),
    ("src/series/clip_quality.cpp", r'note\(.*"([a-z-]+)"\);', ["docs/guide/measure.md"]),
]
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")
SKIPPED = re.compile(r"^[a-z]+:")


def unnamed(source, pattern, page):
    """The names of a source text that a page does not have as `code`, alone or as the start of `--option VALUE`."""
    names = re.findall(pattern, source)
    if not names:
        return ["(no name found at all: does the pattern still fit the source?)"]
    return [name for name in names if not re.search(rf"`{re.escape(name)}(?=[`, ])", page)]


def missing_names(project):
    for source, pattern, pages in NAMES:
        text = (project / source).read_text(encoding="utf-8")
        guide = "\n".join((project / page).read_text(encoding="utf-8") for page in pages)
        for name in unnamed(text, pattern, guide):
            yield f"{' or '.join(pages)}: does not name {name}, which {source} has"


def dead_links(folder, text):
    return [target for target in LINK.findall(text) if not SKIPPED.match(target) and not (folder / target).exists()]


def pages_of(project):
    return sorted([*project.glob("*.md"), *(project / "docs").rglob("*.md"), *(project / "examples").rglob("*.md")])


def main():
    project = pathlib.Path(sys.argv[1])
    findings = list(missing_names(project))
    for page in pages_of(project):
        findings += [f"{page}: leads to {link}, which is not there" for link in dead_links(page.parent, page.read_text(encoding="utf-8"))]
    print("\n".join(findings) if findings else "the guide names what the program has")
    sys.exit(1 if findings else 0)


if __name__ == "__main__":
    main()
