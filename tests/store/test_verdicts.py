"""What people have said of statements, tensions and echoes is found by content, wherever it stands now."""

from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from onrecord.model.ids import PartyId
from onrecord.model.judgement import Judgement, Verdict, standing
from onrecord.model.meeting import Connections
from onrecord.store import Record, View, Writer, create_record
from onrecord.store.samples import judgement_ids, mention_count, sample_mentions
from onrecord.store.verdicts import (
    counting,
    echo_keys,
    judged_statements,
    judgements_of_statements,
    judgements_on,
    missing,
    tension_keys,
    tension_verdicts,
    verdicts,
    wrong,
)
from onrecord.store.waiting import count_least_sure, least_sure
from store.record_values import EXTRACT, TEXT, add_document, connections, extraction, fill


@pytest.fixture
def record(tmp_path: Path) -> Record:
    made = create_record(tmp_path / "record")
    with Writer(made) as writer:
        fill(writer)
    return made


def _said(verdict: Verdict, user: str, minute: int = 0, *, left: str = "statement:d:k", right: str = "") -> Judgement:
    return Judgement(
        left=left, right=right, verdict=verdict, user=user, made_at=f"2026-01-01T00:{minute:02}:00+00:00", reason=""
    )


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ([], None),
        ([_said("unsure", "ann")], "unsure"),
        ([_said("wrong", "ann"), _said("unsure", "bo", 1)], "wrong"),
        ([_said("wrong", "ann"), _said("right", "bo", 1)], "right"),
        ([_said("wrong", "ann"), _said("speaker", "ann", 1)], None),
        ([_said("speaker", "ann"), _said("wrong", "ann", 1)], "wrong"),
        ([_said("wrong", "ann"), _said("span", "bo", 1)], "wrong"),
        ([_said("wrong", "ann"), _said("wrong", "bo"), _said("span", "bo", 1)], "wrong"),
    ],
)
def test_the_verdict_that_counts(said: list[Judgement], expected: str | None) -> None:
    found = counting(said)
    assert (found.verdict if found else None) == expected


def test_a_persons_later_word_replaces_the_earlier_whatever_the_order_they_come_in() -> None:
    said = [_said("wrong", "ann", 0), _said("right", "ann", 1), _said("unsure", "ann", 2)]
    for order in permutations(said):
        assert standing(order) == [said[2]]


def test_verdicts_find_their_statements_and_only_those_of_the_documents_asked(record: Record) -> None:
    with View.open(record) as view:
        first, second = view.heads()
        (one,), (two,) = view.statements(first), view.statements(second)
        keys = view.statement_keys(first) | view.statement_keys(second)
    with Writer(record) as writer:
        writer.judge(_said("wrong", "ann", left=keys[one.id]), _said("right", "bo", left=keys[two.id]))
    with View.open(record) as view:
        assert {each: found.verdict for each, found in verdicts(view).items()} == {one.id: "wrong", two.id: "right"}
        assert set(verdicts(view, {second})) == {two.id}
        assert judged_statements(view) == {keys[one.id]: one.id, keys[two.id]: two.id}
        assert wrong(view) == {one.id}
        assert wrong(view, {second}) == frozenset()
        assert wrong(view, set()) == frozenset()


def test_a_verdict_finds_its_statement_when_the_text_moves_and_none_when_the_words_change(record: Record) -> None:
    with View.open(record) as view:
        document = next(iter(view.heads()))
        (key,) = view.statement_keys(document).values()
    with Writer(record) as writer:
        writer.judge(_said("wrong", "ann", left=key))
        moved = add_document(writer, TEXT)  # the same artefact: the document again
        with writer.transaction():
            writer.put_extraction(extraction(moved), EXTRACT)
    with View.open(record) as view:
        assert len(wrong(view)) == 1
        assert judged_statements(view) == {held: one for one, held in view.statement_keys(moved.id).items()}
        assert missing(view, [key]) == set()
        assert missing(view, [f"{key}#2", key.replace("statement:", "nothing:")]) == {
            f"{key}#2",
            key.replace("statement:", "nothing:"),
        }


def test_what_is_taken_back_counts_no_more(record: Record) -> None:
    with View.open(record) as view:
        document = next(iter(view.heads()))
        (key,) = view.statement_keys(document).values()
    made = _said("wrong", "ann", left=key)
    with Writer(record) as writer:
        writer.judge(made, _said("undone", "bo", 1, left=f"judgement:{made.id}"))
    with View.open(record) as view:
        assert judgements_of_statements(view) == {}
        assert judgement_ids(view, made.id[:8]) == [made.id]


def test_tensions_and_echoes_have_keys_of_what_they_hold_against_each_other(record: Record) -> None:
    """An echo keeps its key when another speaker makes it one of another kind; a tension, when its statement moves."""
    with View.open(record) as view:
        (tension,), (echo,) = view.tensions(), view.echoes()
        tensions, echoes = tension_keys(view), echo_keys(view)
        first, second = (view.document(one) for one in view.heads())
        spending = next(view.actions())
    assert first is not None
    assert second is not None
    with Writer(record) as writer:
        writer.judge(_said("right", "ann", left=tensions[tension.id]), _said("wrong", "bo", left=echoes[echo.id]))
        with writer.transaction():
            made = connections(first, second, spending)
            other = replace(echo, kind="speaker_differs")
            writer.put_connections(Connections(links=made.links, echoes=(other,), tensions=made.tensions))
    with View.open(record) as view:
        assert list(echo_keys(view).values()) == list(echoes.values())
        assert {one: found.verdict for one, found in tension_verdicts(view).items()} == {tension.id: "right"}
        assert missing(view, [*tensions.values(), *echoes.values(), "tension:figures:0", "echo:0"]) == {
            "tension:figures:0",
            "echo:0",
        }


def test_samples_are_the_first_places_of_a_few_documents_texts_before_tables(record: Record) -> None:
    with View.open(record) as view:
        acme = PartyId("p-acme")
        found = sample_mentions(view, acme, 3)
        assert [one.name for one in found] == ["Acme", "ACME CORP"]
        assert mention_count(view, acme) == 2
        assert len(sample_mentions(view, acme, 1)) == 1


def test_the_least_sure_statements_leave_out_what_is_decided_and_what_a_server_gave(record: Record) -> None:
    with View.open(record) as view:
        both = [one for one, _ in least_sure(view, 0.76, 10)]
        assert len(both) == count_least_sure(view, 0.76) == 2
        assert least_sure(view, 0.75, 10) == []
        assert [one for one, _ in least_sure(view, 0.76, 10, both[:1])] == both[1:]
        assert count_least_sure(view, 0.76, both) == 0
    with Writer(record) as writer, writer.transaction():
        writer._db.execute("UPDATE statements SET extractor = 'endpoint/1 x'")
    with View.open(record) as view:
        assert count_least_sure(view, 0.76) == 0


@pytest.mark.parametrize(("undoings", "left_out"), [(0, True), (1, False), (2, True), (3, False)])
def test_an_undoing_that_is_taken_back_brings_the_verdict_back(record: Record, undoings: int, left_out: bool) -> None:  # noqa: FBT001  # a case
    with View.open(record) as view:
        document = next(iter(view.heads()))
        (key,) = view.statement_keys(document).values()
    chain = [_said("wrong", "ann", left=key)]
    for minute in range(1, undoings + 1):
        chain.append(_said("undone", "bo", minute, left=f"judgement:{chain[-1].id}"))
    with Writer(record) as writer:
        writer.judge(*chain)
    with View.open(record) as view:
        assert bool(wrong(view)) == left_out
        assert bool(wrong(view, {document})) == left_out


def test_judgements_on_one_thing_come_with_the_whole_chain_of_undoings_and_nothing_else(record: Record) -> None:
    first, other = _said("wrong", "ann", left="tension:a:b"), _said("wrong", "ann", left="echo:c")
    undone = _said("undone", "bo", 1, left=f"judgement:{first.id}")
    again = _said("undone", "bo", 0, left=f"judgement:{undone.id}")  # the clock of another machine
    with Writer(record) as writer:
        writer.judge(first, other, undone, again, _said("undone", "bo", 3, left=f"judgement:{other.id}"))
    with View.open(record) as view:
        assert {one.id for one in judgements_on(view, "tension")} == {first.id, undone.id, again.id}
