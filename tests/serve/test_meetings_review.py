"""Threads, copies and matches with awards in the review: asked with what is needed to decide, and not again once decided."""

from pathlib import Path

import pytest

from onrecord.answer.review import queue
from onrecord.answer.review_asked import waiting
from onrecord.cli.review_text import item_text
from onrecord.store import Record, View, Writer
from onrecord.store.verdicts import KEYS_OF
from review_records import applied, copied, judge
from serve.conftest import client_of


@pytest.fixture
def record(meeting_record: Record, tmp_path: Path) -> Record:
    return copied(meeting_record, tmp_path / "record")


def test_two_threads_are_shown_with_their_statements(record: Record) -> None:
    with View.open(record) as view:
        item = next(one for one in queue(view, "same", 50) if len(one.threads) == 2)
    assert item.parties == ()
    assert [card.key for card in item.threads] == [item.left, item.right]
    assert all(card.said and card.speaker == "Microsoft" for card in item.threads)
    text = item_text(item, styled=False).plain
    page = client_of(record).get("/review", params={"kind": "same"}).text
    for card in item.threads:
        assert f"{card.speaker} on {card.name}" in text
        assert f'href="/threads/{card.id}"' in page


@pytest.mark.parametrize("verdict", ["same", "different", "unsure"])
def test_a_pair_of_threads_is_asked_about_once(record: Record, verdict: str) -> None:
    with View.open(record) as view:
        item = next(one for one in queue(view, "same", 50) if len(one.threads) == 2)
        before = waiting(view)["same"]
    judge(record, verdict, item.left, item.right)
    with View.open(record) as view:
        assert waiting(view)["same"] == before - 1
    applied(record)
    with View.open(record) as view:
        assert item.id not in {one.id for one in queue(view, "same", 50)}
        assert waiting(view)["judgement"] == 0


def _doubt(record: Record, table: str, where: str = "1") -> str:
    """Make a rule unsure of one row, and give its id."""
    with Writer(record) as writer, writer.transaction():
        db = writer._db
        whole = str(db.execute(f"SELECT id FROM {table} WHERE {where} ORDER BY id").fetchone()[0])
        query = f"UPDATE {table} SET value = json_set(value, '$.probability.value', 0.5) WHERE id = ?"
        db.execute(query, (whole,))
    return whole


@pytest.mark.parametrize(
    ("kind", "table", "where"), [("copy", "copies", "1"), ("match", "award_matches", "award IS NOT NULL")]
)
def test_what_a_rule_is_unsure_of_is_asked_with_its_words(record: Record, kind: str, table: str, where: str) -> None:
    with View.open(record) as view:
        assert waiting(view)[kind] == 0
    whole = _doubt(record, table, where)
    with View.open(record) as view:
        (item,) = queue(view, kind, 10)
        assert waiting(view)[kind] == 1
        assert item.left == KEYS_OF[kind](view)[whole]
    assert item.passages
    assert item.verdicts == ("right", "wrong", "unsure")
    judge(record, "right", whole)
    with View.open(record) as view:
        assert queue(view, kind, 10) == []
        assert waiting(view)[kind] == 0


@pytest.mark.parametrize(("kind", "table"), [("copy", "copies"), ("match", "award_matches")])
def test_a_decision_on_what_is_gone_needs_another_look(record: Record, kind: str, table: str) -> None:
    whole = _doubt(record, table)
    judge(record, "wrong", whole)
    with Writer(record) as writer, writer.transaction():
        writer._db.execute(f"DELETE FROM {table} WHERE id = ?", (whole,))
    with View.open(record) as view:
        (item,) = queue(view, "judgement", 10)
    assert f"the {kind} that this was decided on is not found any more" in item.because
