"""What the store would refuse never reaches it: the rest of the file is kept, and one problem says so."""

from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.config import Config
from onrecord.model.evidence import Document, Line, Meta, Origin, Segment, document_id
from onrecord.model.ids import ArtefactId
from onrecord.model.reading import Child, Reading
from onrecord.read.files import problem
from onrecord.read.reader import Format, read_file
from onrecord.read.storable import fault_of, storable, stored_rows
from onrecord.read.usaspending_actions import action_of, sheet_of
from onrecord.read.usaspending_columns import header_of
from onrecord.store.sheets import read_frames

ARTEFACT = ArtefactId("0" * 64)
ORIGIN = Origin(artefact=ARTEFACT, path="in/story.txt", collected_at="2024-06-01T00:00:00+00:00")
GOOD = Document(
    id=document_id(ARTEFACT, ""),
    artefact=ARTEFACT,
    part="",
    reader="any/1",
    media_type="text/plain",
    text="One two.",
    lines=(Line(start=0, end=8, label="body", rule="prose"),),
    segments=(Segment(start=0, end=8, part="", source_start=0, source_end=8),),
)
HALF = "half \ud83d"
BAD = {
    "text": (replace(GOOD, text="One two\ud83d"), "UnicodeEncodeError"),
    "title": (replace(GOOD, title=Meta(value=HALF, basis="h1")), "UnicodeEncodeError"),
    "basis": (replace(GOOD, title=Meta(value="One", basis=HALF)), "UnicodeEncodeError"),
    "author": (replace(GOOD, authors=(Meta(value=HALF, basis="byline"),)), "UnicodeEncodeError"),
    "part of a segment": (replace(GOOD, segments=(replace(GOOD.segments[0], part=HALF),)), "UnicodeEncodeError"),
    "line left out": (replace(GOOD, lines=()), "AnchorError"),
    "line outside": (replace(GOOD, lines=(replace(GOOD.lines[0], end=9),)), "AnchorError"),
    "lines overlap": (replace(GOOD, lines=(*GOOD.lines, replace(GOOD.lines[0], start=4))), "AnchorError"),
    "gap in the map": (replace(GOOD, segments=(replace(GOOD.segments[0], end=4),)), "AnchorError"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_document_the_store_refuses_is_set_aside_and_the_others_are_kept(name: str) -> None:
    wrong, error = BAD[name]
    bad = replace(wrong, id=document_id(ARTEFACT, "message=2"))
    reading = storable(Reading(documents=(GOOD, bad)), ORIGIN, "any/1")
    assert reading.documents == (GOOD,)
    assert [one.code for one in reading.problems] == ["reader_failed"]
    start = "in/story.txt: any/1 gave 1 of 2 documents that cannot be stored, the first with "
    assert reading.problems[0].message.startswith(start + error)


def test_a_spending_row_that_cannot_be_stored_costs_only_itself(tmp_path: Path) -> None:
    header = header_of(["award_id_piid", "recipient_name", "awarding_sub_agency_code"])
    sheet = sheet_of(header, "unsettled", ARTEFACT)
    found = [action_of(number, [f"N{number}", name, "7012"], sheet)[0] for number, name in ((1, "A"), (2, HALF))]
    reading = stored_rows([one for one in found if one], ORIGIN, tmp_path)
    (file,) = reading.rows
    kept = [values[4] for table, frame in read_frames(file) if table == "actions" for values in frame]
    assert (kept, dict(file.counts)["actions"]) == (["N1"], 1)
    (said,) = reading.problems
    assert said.message.startswith("in/story.txt: 1 rows cannot be stored, the first with UnicodeEncodeError: ")


def test_what_can_be_stored_passes_untouched() -> None:
    reading = Reading(documents=(GOOD,), problems=(problem(ORIGIN, "bad_row", "row 1"),))
    assert storable(reading, ORIGIN, "any/1") is reading
    assert fault_of(GOOD) == ""


def test_every_reader_is_held_to_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("One two.")
    monkeypatch.setattr(Format, "load", lambda _one: lambda *_: Reading(documents=(BAD["title"][0],)))
    reading = read_file(tmp_path / "a.txt", ORIGIN, Config(), tmp_path / "inside")
    assert (reading.documents, [one.code for one in reading.problems]) == ((), ["reader_failed"])


def test_a_problem_can_be_stored_whatever_it_quotes() -> None:
    assert problem(ORIGIN, "bad_row", HALF).message == "in/story.txt: half ?"


def test_what_a_container_says_of_a_file_can_be_stored() -> None:
    """Names of files and addresses come from strangers; half a character would end the build at the writer."""
    child = Child(part=f"member={HALF}", name=f"a\n{HALF}", path=Path("spool/1"), url=f"https://a.example/{HALF}")
    (stored,) = storable(Reading(children=(child,)), ORIGIN, "any/1").children
    assert stored == Child(
        part="member=half ?", name="a\\x0ahalf \\xd83d", path=child.path, url="https://a.example/half ?"
    )
