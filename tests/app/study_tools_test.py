#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Action units that other tools measured: how a study takes in their tables, and gives them out again."""

import json
import os
import re

import app
from study_app import StudyTest, changed, validator_of

PEOPLE = "participant_id,role,simulated\np01,ratee,1\np02,ratee,1\n参加者3,both,1\nr01,rater,1\n"
OPENFACE_1 = "frame, timestamp, confidence, success, AU01_r, AU28_c\n1, 0, 0.98, 1, 1.00, 1\n2, 0.04, 0.98, 1, 2.00, 0\n3, 0.08, 0.1, 0, 5.00, 1\n"
OPENFACE_22 = "frame,face_id,timestamp,confidence,success,AU12_r,AU12_c\n1,0,0.000,0.98,1,0.50,1.00\n2,0,0.040,0.98,1,1.00,1.00\n"
PY_FEAT = "".join(
    [",frame,FaceScore,AU01,AU12,input\n"]
    + [f"{row},{row},0.99,0.{2 + 4 * row},0.9,/videos/{stem}.mp4\n" for stem in ("p01", "p02_ses-2", "参加者3_neutral") for row in range(2)]
)
LIBREFACE = "frame_idx,au_1_intensity,au_12\n0,1.5,1\n1,2.5,0\n"
OWN_MAP = {"schema": 1, "name": "coders", "rows": "people", "person": {"from": "id_column", "column": "who", "session_column": "visit"},
           "intensity": {"factor": 0.05, "outside": "reject"},
           "units": [{"column": "Smile (%)", "unit": "AU12", "measure": "intensity"}]}  # fmt: skip
OWN_TABLE = "who;visit;Smile (%)\np01;1;40\np01;2;60\n参加者3;1;\n"


class ToolsTest(StudyTest):
    """A study of four people, and what a test imports into it."""

    def setUp(self):
        super().setUp()
        self.study = self.make_study()
        self.import_well(self.study, "--participants", self.file("participants.csv", PEOPLE))

    def tables(self, name, **texts):
        folder = self.folder / name
        folder.mkdir()
        for stem, text in texts.items():
            (folder / f"{stem}.csv").write_text(text, encoding="utf-8")
        return folder

    def openface(self):
        return self.tables("openface", p01=OPENFACE_1, p02_neutral=OPENFACE_22)

    def added(self, *arguments):
        return self.import_well(self.study, *arguments)["imported"]["action units"]["added"]

    def refused(self, *arguments):
        before = self.content_of(self.study)
        outcome = self.import_into(self.study, *arguments)
        self.assertEqual((outcome.exit_code, len(outcome.error_lines)), (1, 1), outcome.error_lines)
        self.assertEqual(self.content_of(self.study), before)
        return outcome.objects

    def measurements(self):
        shown = app.kizashi("study", "show", self.study, "--json").objects[0]
        return {one["tool"] or one["origin"]: (one["current"], one["older"]) for one in shown["clips"]["measurements"]}


class Taken(ToolsTest):
    """Tables of every tool, and the way back."""

    def test_a_folder_is_of_openface_and_other_tools_are_named(self):
        self.assertEqual(self.added("--action-units", self.openface()), 2)
        self.assertEqual(self.added("--action-units", self.file("feat.csv", PY_FEAT), "--columns", "py-feat"), 3)
        self.assertEqual(self.added("--action-units", self.tables("libre", p01=LIBREFACE), "--columns", "libreface"), 1)
        columns = self.file("map.json", json.dumps(OWN_MAP))
        self.assertEqual(self.added("--action-units", self.file("own.csv", OWN_TABLE), "--columns", columns), 3)
        self.assertEqual(self.measurements(), {"openface-csv": (2, 0), "coders": (3, 0), "libreface": (1, 0), "py-feat": (3, 0)})

    def test_an_export_holds_every_table_and_makes_the_same_study(self):
        self.added("--action-units", self.openface())
        self.added("--action-units", self.file("feat.csv", PY_FEAT), "--columns", "py-feat")
        self.added("--action-units", self.tables("libre", p01=LIBREFACE), "--columns", "libreface")
        self.added("--action-units", self.file("own.csv", OWN_TABLE), "--columns", self.file("map.json", json.dumps(OWN_MAP)))
        tidy = "participant_id,au,measure,value,session\np02,AU25,presence,0.5,3\n"
        self.added("--action-units", self.file("tidy.csv", tidy))
        export = self.export(self.study)
        self.assertEqual((export / "openface" / "p01.csv").read_text(encoding="utf-8"), OPENFACE_1)
        piece = (export / "other-tools" / "py-feat" / "p02_ses-2.csv").read_text(encoding="utf-8").splitlines()
        self.assertEqual(piece, [PY_FEAT.splitlines()[number] for number in (0, 3, 4)])
        again = self.folder / "again"
        self.import_well(again, "--from", export)
        self.assertEqual(self.content_of(again), app.json_of(export / "study.json")["content_sha256"])
        second = self.export(again, "second")
        for name in app.contents(export):
            if name not in ("audit.csv", "study.json"):
                self.assertEqual((export / name).read_bytes(), (second / name).read_bytes(), name)

    def test_two_maps_of_one_name_are_both_in_the_export(self):
        other = OWN_MAP | {"intensity": {"factor": 0.025}}
        for number, column_map in enumerate((OWN_MAP, other)):
            table = self.file(f"{number}.csv", f"who,visit,Smile (%)\np0{number + 1},1,40\n")
            self.added("--action-units", table, "--columns", self.file("map.json", json.dumps(column_map)))
        export = self.export(self.study)
        folders = sorted(path.name for path in (export / "other-tools").iterdir())
        self.assertEqual(folders, ["coders", "coders-2"])
        again = self.folder / "again"
        self.import_well(again, "--from", export)
        self.assertEqual(self.content_of(again), app.json_of(export / "study.json")["content_sha256"])

    def test_the_same_table_is_not_doubled_and_a_newer_one_stands_before_the_older(self):
        folder = self.openface()
        self.added("--action-units", folder)
        self.assertEqual(self.added("--action-units", folder), 0)
        (folder / "p01.csv").write_text(OPENFACE_1.replace("2.00", "3.00"), encoding="utf-8")
        self.assertEqual(self.added("--action-units", folder), 1)
        self.assertEqual(self.measurements(), {"openface-csv": (2, 1)})

    def test_nothing_is_left_beside_the_study(self):
        self.added("--action-units", self.file("feat.csv", PY_FEAT), "--columns", "py-feat")
        self.assertEqual(app.contents(self.study), ["study.sqlite"])

    def test_a_recording_without_a_usable_frame_has_no_number_and_the_import_says_so(self):
        folder = self.tables("openface", p01=OPENFACE_1.replace("0.98, 1,", "0.1, 0,"))
        told = self.import_well(self.study, "--action-units", folder)
        self.assertEqual(len(told["notes"]), 1)
        self.assertIn("p01.csv", told["notes"][0])


class Refused(ToolsTest):
    """What cannot be taken in."""

    def test_tables_of_nobody_and_of_raters_are_named(self):
        folder = self.tables("openface", p01=OPENFACE_1, p99=OPENFACE_1, r01=OPENFACE_22, p01_take_2=OPENFACE_1)
        found = self.refused("--action-units", folder)
        self.assertEqual([os.path.basename(one["file"]) for one in found[:-1]], ["p01_take_2.csv", "p99.csv", "r01.csv"])

    def test_a_bad_cell_is_named_by_line_and_column(self):
        found = self.refused("--action-units", self.tables("openface", p01=OPENFACE_1.replace("2.00", "much")))
        self.assertEqual((found[0]["line"], found[0]["column"]), (3, "AU01_r"))

    def test_one_recording_in_two_tables_is_refused(self):
        one, two = PY_FEAT.splitlines()[:3], PY_FEAT.splitlines()
        folder = self.tables("feat", a="\n".join(one) + "\n", b="\n".join(two) + "\n")
        found = self.refused("--action-units", folder, "--columns", "py-feat")
        self.assertEqual([(one["line"], "a.csv" in one["reason"]) for one in found[:-1]], [(2, True)])

    def test_a_table_of_another_kind_says_what_is_missing(self):
        folder = self.tables("libre", p01=LIBREFACE)
        self.assertIn("success", self.refused("--action-units", folder)[0]["reason"])
        table = self.file("p01.csv", OPENFACE_1)
        self.assertIn("au", self.refused("--action-units", table)[0]["reason"])

    def test_a_folder_of_this_program_is_told_from_one_of_openface(self):
        folder = self.tables("run", p01=OPENFACE_22)
        (folder / "p01.measures.csv").write_text("frame\n1\n", encoding="utf-8")
        self.assertIn("--measurements", self.refused("--action-units", folder)[0]["reason"])

    def test_empty_folders_and_tables_are_refused(self):
        self.assertIn(".csv", self.refused("--action-units", self.tables("none"))[0]["reason"])
        header = OPENFACE_22.splitlines()[0] + "\n"
        found = self.refused("--action-units", self.tables("blank", p01="", p02=header))
        self.assertEqual(len(found), 3)

    def test_a_column_map_that_is_none_is_one_line(self):
        table = self.file("own.csv", OWN_TABLE)
        self.assertEqual(self.refused("--action-units", table, "--columns", "nope")[-1]["error"], "missing-file")
        bad = self.file("bad.json", json.dumps(OWN_MAP | {"rows": "faces"}))
        found = self.refused("--action-units", table, "--columns", bad)
        self.assertEqual(found[-1]["error"], "invalid-document")
        self.assertIn("rows", found[-1]["message"])

    def test_columns_without_a_table_are_wrong_usage(self):
        self.assertEqual(self.import_into(self.study, "--columns", "py-feat").exit_code, 2)


class Real(StudyTest):
    """What OpenFace 2.2 itself wrote about the clips of ../shared."""

    def test_openfaces_own_tables_are_taken_in_and_given_out_as_they_are(self):
        reference = app.SHARED / "data" / "openface-reference"
        if not reference.is_dir():
            self.skipTest(f"no {reference}")
        tables = sorted(reference.glob("*.csv"))
        study = self.make_study("study", "--setting", "research", "--place", "jp", "--ethics-id", "2026-1", "--until", "2099-12-31")
        people = self.file("people.csv", "participant_id,role\n" + "".join(f"{table.stem},ratee\n" for table in tables))
        told = self.import_well(study, "--participants", people, "--action-units", reference)
        self.assertEqual(told["imported"]["action units"]["added"], len(tables))
        self.assertEqual(len(told["notes"]), 1, "one of the clips has no face")
        export = self.export(study)
        for table in tables:
            self.assertEqual((export / "openface" / table.name).read_bytes(), table.read_bytes(), table.name)
        again = self.folder / "again"
        self.import_well(again, "--from", export)
        self.assertEqual(self.content_of(again), app.json_of(export / "study.json")["content_sha256"])


class ColumnMaps(ToolsTest):
    """The schema and the program agree on what a column map is."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.validator = validator_of("column_map.schema.json")
        cls.shipped = [app.json_of(file) for file in sorted((app.PROJECT / "data" / "column_maps").glob("*.json"))]
        cls.frames = next(one for one in cls.shipped if one["name"] == "py-feat")

    def program_takes(self, document):
        """A table of another kind is a rejected row; a map that is none is another error."""
        table = self.file("table.csv", "nothing\n1\n")
        outcome = self.import_into(self.study, "--action-units", table, "--columns", self.file("map.json", json.dumps(document)))
        self.assertIn(outcome.objects[-1]["error"], ("invalid-document", "rejected-rows"))
        return outcome.objects[-1]["error"] == "rejected-rows"

    def test_both_take_the_shipped_ones_and_changed_ones(self):
        smallest = changed(changed(OWN_MAP, ["person", "session_column"], None), ["intensity"], None)
        scaled = changed(self.frames, ["presence"], {"factor": 2, "outside": "reject", "present_from": 1})
        for document in [*self.shipped, OWN_MAP, smallest, scaled, changed(self.frames, ["usable"], None)]:
            self.assertTrue(self.validator.is_valid(document), document["name"])
            self.assertTrue(self.program_takes(document), document["name"])

    def test_both_refuse_what_has_the_wrong_form(self):
        of_people = [
            *(([name], None) for name in ("schema", "name", "rows", "person", "units")),
            (["schema"], 2), (["colour"], "red"), (["name"], "../up"), (["name"], ""), (["rows"], "faces"), (["note"], 1),
            (["sources"], "here"), (["person", "from"], "heart"), (["person", "column"], None), (["person", "column"], ""),
            (["person", "name"], "x"), (["frame_column"], "f"), (["face_column"], "f"), (["usable"], {"column": "c", "from": 1}),
            (["intensity", "factor"], 0), (["intensity", "outside"], "hope"), (["intensity", "present_from"], 1), (["units"], []),
            (["units", 0, "unit"], "AU99"), (["units", 0, "measure"], "depth"), (["units", 0, "column"], None),
        ]  # fmt: skip
        of_frames = [
            (["frame_column"], None), (["frame_column"], ""), (["face_column"], ""), (["usable", "from"], "1"), (["usable", "column"], None),
            (["presence", "present_from"], 0), (["presence", "present_from"], 1.5), (["person"], {"from": "table_name", "column": "c"}),
            (["person"], {"from": "file_column", "column": "c", "session_column": "s"}),
        ]  # fmt: skip
        for shipped, changes in ((OWN_MAP, of_people), (self.frames, of_frames)):
            for path, value in changes:
                document = changed(shipped, path, value)
                self.assertFalse(self.validator.is_valid(document), path)
                self.assertFalse(self.program_takes(document), path)

    def test_the_schema_names_every_action_unit(self):
        units = {unit["unit"] for unit in next(one for one in self.shipped if one["name"] == "openface")["units"]}
        self.assertEqual(set(self.validator.schema["properties"]["units"]["items"]["properties"]["unit"]["enum"]), units)

    def test_the_guide_shows_a_map_and_a_table_that_fit(self):
        page = (app.PROJECT / "docs/guide/study-files.md").read_text(encoding="utf-8")
        section = page[page.index("## Tables of other tools") : page.index("## The rest")]
        blocks = re.findall(r"(?:^    .*\n)+", section, re.MULTILINE)
        columns, table = (re.sub(r"^    ", "", block, flags=re.MULTILINE) for block in blocks)
        self.assertTrue(self.validator.is_valid(json.loads(columns)))
        people = self.file("more.csv", "participant_id,role,simulated\np03,both,1\n")
        self.import_well(self.study, "--participants", people)
        self.assertEqual(self.added("--action-units", self.file("smile.csv", table), "--columns", self.file("c.json", columns)), 2)


if __name__ == "__main__":
    app.main()
