"""Files inside files: taken into the record as artefacts of their own, round after round."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord.collect.files import collect
from onrecord.config import Config
from onrecord.model.evidence import Origin
from onrecord.model.ids import ArtefactId, artefact_id
from onrecord.pipeline import build
from onrecord.read.reader import read_through
from onrecord.store import Record, View, Writer, create_record
from onrecord.verify import verify

STORY = b"The council ended its contract with the camera firm on Monday, Ms Doe said.\n" * 3
MAIL = b"From: Jane Doe <jane@a.example>\nTo: c@d.example\nSubject: Cameras\nDate: Mon, 18 Jun 2018 09:30:00 +0000\n\nHello all.\n"


def packed(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


INNER = packed({"story.txt": STORY})
PILE = packed({"letters/a.eml": MAIL, "inner.zip": INNER, "again.txt": STORY})


@pytest.fixture
def record(tmp_path: Path, build_record: Callable[[Path, list[Path]], Record]) -> Record:
    (tmp_path / "pile.zip").write_bytes(PILE)
    return build_record(tmp_path / "record", [tmp_path / "pile.zip"])


def test_each_file_inside_is_kept_with_its_place_and_its_parent(record: Record, tmp_path: Path) -> None:
    pile = str(tmp_path / "pile.zip")
    with View.open(record) as view:
        found = {one.path: (one.artefact, one.parent, one.part, one.depth) for one in view.origins()}
    whole, inner, story = artefact_id(PILE), artefact_id(INNER), artefact_id(STORY)
    assert found == {
        pile: (whole, None, "", 0),
        f"{pile}/letters/a.eml": (artefact_id(MAIL), whole, "member=letters/a.eml", 1),
        f"{pile}/inner.zip": (inner, whole, "member=inner.zip", 1),
        f"{pile}/again.txt": (story, whole, "member=again.txt", 1),
        f"{pile}/inner.zip/story.txt": (story, inner, "member=story.txt", 2),
    }


def test_the_same_bytes_twice_are_one_document_and_the_record_holds_against_its_evidence(record: Record) -> None:
    with View.open(record) as view:
        assert sorted(one.media_type for one in view.documents()) == ["message/rfc822", "text/plain"]
        assert view.problems() == []
    assert verify(record, Config(engine="inline"), lambda *_: None, deep=True).findings == ()
    assert not list((record.evidence.folder / "incoming").iterdir())


def test_a_build_with_nothing_new_opens_nothing_again(record: Record) -> None:
    assert [one.done for one in build(record, Config(engine="inline"), lambda *_: None)][:2] == [0, 0]


def test_workers_give_the_same_record(record: Record, tmp_path: Path) -> None:
    other = create_record(tmp_path / "other")
    with Writer(other) as writer:
        collect(writer, [tmp_path / "pile.zip"], Config(), lambda *_: None)
    build(other, Config(engine="local:2"), lambda *_: None)
    with View.open(record) as left, View.open(other) as right:
        assert [one.id for one in left.documents()] == [one.id for one in right.documents()]


def test_boxes_in_boxes_are_opened_down_to_the_limit(tmp_path: Path) -> None:
    """What stays closed is said, and is in the record as it came."""
    box = STORY
    for depth in range(3):
        box = packed({f"{depth}": box})
    path = tmp_path / "box.zip"
    path.write_bytes(box)
    origin = Origin(artefact=ArtefactId("0" * 64), path="box.zip", collected_at="")
    read = list(read_through(path, origin, Config(container_depth=2), tmp_path / "spool"))
    assert [one.path for one, _ in read] == ["box.zip", "box.zip/2", "box.zip/2/1"]
    assert [problem.code for _, reading in read for problem in reading.problems] == ["unpack_limit"]
    whole = list(read_through(path, origin, Config(), tmp_path / "again"))
    assert [len(reading.documents) for _, reading in whole] == [0, 0, 0, 1]
