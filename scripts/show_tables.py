#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Says where the files of a measured clip lie and prints a small excerpt: show_tables.py out/demo/STEM"""

import json
import pathlib
import sys

CONTENTS = {
    ".csv": "one row per frame and face, in OpenFace 2.2's columns: head pose, gaze, 68 points, action units",
    ".measures.csv": "the evidence behind it per frame: distances in mm, left and right apart, and image quality",
    ".json": "how it was measured (version, models, checksums), quality verdict, summary per action unit",
    ".overlay.webm": "the clip with what was measured drawn over it",
    ".report.html": "all of it on a page, in English and Japanese",
}


def number(value, pattern):
    """A value that is not known stays blank."""
    return "" if value is None else format(value, pattern)


def action_unit_line(code, unit):
    mean, largest = (number(unit[key], ".2f") for key in ("mean_intensity", "max_intensity"))
    return f"  {code}  {unit['name']:20} {mean:>6} {largest:>8} {number(unit['present_share'], '.0%'):>8}".rstrip()


def excerpt(sidecar):
    """The lines for the first face of the clip."""
    frames, quality, faces = sidecar["clip"]["frames"], sidecar["quality"], sidecar["faces"]
    reasons = ", ".join(quality["reasons"])
    yield f"{frames} frames, {quality['frames_with_face']} with a face; quality: {quality['verdict']}{reasons and f' ({reasons})'}"
    if faces:
        yield f"  {'':26} {'mean':>6} {'largest':>8} {'present':>8}   (intensity, 0 to 5; share of frames)"
        for code, unit in faces[0]["action_units"].items():
            yield action_unit_line(code, unit)
    if len(faces) > 1:
        yield f"  ... of face {faces[0]['face_id']}; {len(faces) - 1} more in the files"


def main():
    prefix = pathlib.Path(sys.argv[1])
    files = {suffix: prefix.with_name(prefix.name + suffix) for suffix in CONTENTS}
    width = max(len(path.name) for path in files.values())
    print(f"\nThe results lie in {prefix.parent.resolve()}:")
    for suffix, path in files.items():
        print(f"  {path.name:{width}}  {CONTENTS[suffix]}")
    print("", *excerpt(json.loads(files[".json"].read_text(encoding="utf-8"))), sep="\n")
    print(f"\nOpen {files['.report.html']} in a browser.\nOpen the .csv files with a spreadsheet, in R with read.csv(\"FILE\"), in Python with pandas.read_csv(\"FILE\");"
          "\nthe .json file with a text editor. docs/guide/measure.md explains what is in them.")


if __name__ == "__main__":
    main()
