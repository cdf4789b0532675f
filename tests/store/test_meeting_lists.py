"""Lists of threads, echoes and copies: derived whole, in their order, and gone with what they rest on."""

import sqlite3
from pathlib import Path

import pytest

from onrecord.model.evidence import Document, cut
from onrecord.model.ids import DocumentId, PartyId
from onrecord.model.judgement import Review
from onrecord.model.lineage import Copy
from onrecord.model.meeting import Connections, Echo, EchoKind, EchoMember, Tension
from onrecord.model.party import Party, Resolution
from onrecord.model.statement import Extraction, Statement
from onrecord.model.thread import Position, PositionKind, Thread, Utterance
from onrecord.store import Record, View, Writer, create_record
from onrecord.store.meeting_lists import Groups, note_lists
from onrecord.store.meeting_pages import (
    copies_beside,
    copy_groups,
    echo_groups,
    echoes_beside,
    kind_counts,
    thread_lines,
)

from .record_values import add_document

TEXT = "“We sell mail to the port all year,” Orm said in {place}. “We sell no boats at all to it,” Orm said."
FIRST, SECOND = "We sell mail to the port all year", "We sell no boats at all to it"
ORM, PORT = PartyId("a" * 32), PartyId("b" * 32)


def _statement(document: Document, words: str) -> Statement:
    start = document.text.index(words)
    return Statement(
        document=document.id,
        form="direct",
        source=(),
        cue=(),
        content=(cut(document.id, document.text, start, start + len(words)),),
        confidence=1.0,
        extractor="rules",
    )


def _echo(left: Statement, right: Statement, kind: EchoKind = "verbatim", score: float = 0.9) -> Echo:
    members = tuple(EchoMember(span=one.content[0], statement=one.id, speaker=ORM) for one in (left, right))
    return Echo(kind=kind, members=(members[0], members[1]), kinds=(kind,), method="echo/1", score=score)


def _copy(document: DocumentId, of: DocumentId, said: list[Statement], kind: str) -> Copy:
    by_document = {one.document: one.content[0] for one in said}
    return Copy(
        kind=kind, document=document, of=of, ordered=True, containment=0.9, because="the same words",  # type: ignore[arg-type]  # one of the kinds
        passages=((by_document[document], by_document[of]),), method="lineage/1",
    )  # fmt: skip


def _thread(matter: str, said: list[tuple[Statement, str | None, PositionKind | None]]) -> Thread:
    utterances = (
        Utterance(
            statement=one.id,
            copies=(),
            said_on=day,
            position=Position(statement=one.id, kind=kind, words=one.content[0], rule="x") if kind else None,
        )
        for one, day, kind in said
    )
    return Thread(
        speaker=ORM, counterpart=PORT if matter else None, matter=matter, name=matter, utterances=tuple(utterances),
        method="threads/1", because="same keys",
    )  # fmt: skip


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Record:
    """Make a record of four articles with two utterances each."""
    made = create_record(tmp_path_factory.mktemp("lists") / "record")
    with Writer(made) as writer:
        documents = [add_document(writer, TEXT.format(place=place), f"{place}.txt") for place in "ABCD"]
        first, second = ([_statement(one, words) for one in documents] for words in (FIRST, SECOND))
        for document, *said in zip(documents, first, second, strict=True):
            writer.put_extraction(Extraction(document=document.id, statements=tuple(said)), "x")
        parties = tuple(Party(id=one, name=name, kind="company") for one, name in ((ORM, "Orm"), (PORT, "Port")))
        writer.put_resolution(Resolution(parties=parties, namings=(), speakers=(), relations=()), ())
        ids = [one.id for one in documents]
        tension = Tension(
            kind="position_change", left=first[0].id, right=first[1].id, score=0.5, because="x", both_true_if="y"
        )
        found = Connections(
            links=(),
            echoes=(_echo(second[0], second[1], "altered", 0.99), _echo(first[0], first[1]), _echo(first[1], first[2])),
            tensions=(tension,),
            copies=(
                _copy(ids[1], ids[0], first, "whole"),
                _copy(ids[2], ids[1], first, "whole"),
                _copy(ids[3], ids[0], first, "part"),
            ),
            threads=(
                _thread("", [(second[0], None, None)]),
                _thread(
                    "issue:mail", [(first[0], "2020-02-01T10:00:00", "affirm"), (first[1], "2021-03", "deny"), (first[2], None, "deny")]
                ),
            ),
            asked=(Review(kind="same", left="thread:party:x||", right="thread:party:y||", score=0.6, because="near", items=("z",)),),
        )  # fmt: skip
        writer.put_connections(found)
    return made


def test_threads_are_listed_by_how_much_was_said_with_their_days_and_positions(record: Record) -> None:
    with View.open(record) as view:
        lines, total = thread_lines(view, limit=10)
    assert total == 2
    assert [(one.name, one.utterances, one.first, one.last, one.changes) for one in lines] == [
        ("issue:mail", 3, "2020-02-01", "2021-03", 1),
        ("", 1, None, None, 0),
    ]
    assert lines[0].positions == {"affirm": 1, "deny": 2}


def test_threads_are_chosen_by_party_and_by_what_may_have_changed_a_page_at_a_time(record: Record) -> None:
    with View.open(record) as view:
        assert [one.name for one in thread_lines(view, party=PORT, limit=10)[0]] == ["issue:mail"]
        assert thread_lines(view, changed=True, limit=10)[1] == 1
        rest, total = thread_lines(view, party=ORM, first=1, limit=10)
        assert ([one.name for one in rest], total) == ([""], 2)
        assert thread_lines(view, party=PartyId("c" * 32), limit=10) == ([], 0)


def test_echoes_of_one_utterance_are_one_group_the_widest_first(record: Record) -> None:
    with View.open(record) as view:
        groups, total = echo_groups(view, limit=10)
        assert [(one.number, one.size, one.kinds) for one in groups] == [
            (1, 3, {"verbatim": 2}),
            (2, 2, {"altered": 1}),
        ]
        assert total == 2
        beside, count = echoes_beside(view, groups[0].lead, 10)
        assert (len(beside), count) == (2, 2)
        assert groups[0].lead in {one.id for one in beside}
        assert len(echoes_beside(view, groups[0].lead, 1)[0]) == 1


def test_echoes_are_chosen_by_kind_and_by_speaker(record: Record) -> None:
    with View.open(record) as view:
        assert [one.number for one in echo_groups(view, kind="altered", limit=10)[0]] == [2]
        assert echo_groups(view, kind="spliced", limit=10) == ([], 0)
        assert echo_groups(view, party=ORM, limit=10)[1] == 2
        assert echo_groups(view, party=PORT, limit=10)[1] == 0
        assert kind_counts(view) == {"altered": 1, "verbatim": 1}


def test_whole_copies_are_one_text_and_a_passage_shared_stands_alone(record: Record) -> None:
    with View.open(record) as view:
        groups, total = copy_groups(view, limit=10)
        assert [(one.size, one.kinds) for one in groups] == [(3, {"whole": 2}), (2, {"part": 1})]
        assert total == 2
        assert copies_beside(view, groups[0].lead, 10)[1] == 2


def test_made_again_they_are_the_same(record: Record, tmp_path: Path) -> None:
    tables = ("thread_lines", "echo_groups", "echo_lines", "echo_kinds", "copy_groups", "copy_lines")
    with sqlite3.connect(record.database) as disk, sqlite3.connect(tmp_path / "again.db") as db:
        disk.backup(db)
        held = [db.execute(f"SELECT * FROM {one}").fetchall() for one in tables]
        db.row_factory = sqlite3.Row
        note_lists(db)
        db.row_factory = None
        assert [db.execute(f"SELECT * FROM {one}").fetchall() for one in tables] == held


def test_what_is_asked_about_threads_outlives_what_is_asked_about_parties(record: Record) -> None:
    with Writer(record) as writer:
        writer.put_resolution(
            Resolution(
                parties=tuple(Party(id=one, name=one, kind="company") for one in (ORM, PORT)),
                namings=(), speakers=(), relations=(),
                reviews=(Review(kind="same", left="party:a", right="party:b", score=0.7, because="alike", items=()),),
            ),
            (),
        )  # fmt: skip
    with View.open(record) as view:
        assert {one.because for one in view.reviews()} == {"near", "alike"}


def test_groups_join_in_any_order() -> None:
    groups = Groups()
    for one, other in (("c", "d"), ("a", "b"), ("d", "a")):
        groups.join(one, other)
    assert {groups.top(one) for one in "abcd"} == {"a"}
    assert groups.top("e") == "e"
