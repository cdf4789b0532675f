"""Statements and awards of one month stand in one row, undated ones last."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.answer.rows import AwardRow, StatementRow
from onrecord.model.ids import AwardId, DocumentId, StatementId
from onrecord.serve.months import by_month, month_of, pages_of

SAID = StatementRow(
    id=StatementId("s"),
    document=DocumentId("d"),
    form="direct",
    speaker_name=None,
    party=None,
    party_name=None,
    speaker_rule=None,
    said_on=None,
    said_on_basis=None,
    content="words",
    cue="",
    via=(),
    confidence=1.0,
    title=None,
    publisher=None,
    published=None,
    path="p",
    start=0,
    end=5,
)
DONE = AwardRow(
    id=AwardId("a"),
    kind="order",
    piid="1",
    parent=None,
    date=None,
    start=None,
    buyer=None,
    recipient=None,
    description="",
    money=(),
    parts=(),
    actions=1,
    artefact="f",
    description_field=None,
)


def test_a_month_holds_both_sides_and_gaps_are_counted() -> None:
    said = [replace(SAID, said_on="2017-11-30"), replace(SAID, said_on="2018-02-01")]
    done = [replace(DONE, date="2018-02-28"), replace(DONE, date="2018-03-01")]
    rows = by_month([*said, SAID], done)
    assert [(row.month, len(row.statements), len(row.awards), row.empty_before) for row in rows] == [
        ("2017-11", 1, 0, 0),
        ("2018-02", 1, 1, 2),
        ("2018-03", 0, 1, 0),
        (None, 1, 0, 0),
    ]


def test_nothing_makes_no_rows() -> None:
    assert by_month([], []) == []


@pytest.mark.parametrize(
    ("date", "month"),
    [
        ("2018-06-28", "2018-06"),
        ("2018-06-28T10:00:00Z", "2018-06"),
        ("2018", None),
        ("", None),
        (None, None),
        ("June 18", None),
    ],
)
def test_a_date_without_a_month_counts_as_none(date: str | None, month: str | None) -> None:
    assert month_of(date) == month


@given(st.lists(st.integers(1, 12), max_size=12), st.lists(st.integers(1, 12), max_size=12), st.integers(1, 4))
def test_the_pages_together_are_the_axis(said: list[int], done: list[int], most: int) -> None:
    statements = [
        replace(SAID, id=StatementId(f"s{number}"), said_on=f"2018-{month:02}-01")
        for number, month in enumerate(sorted(said))
    ]
    awards = [
        replace(DONE, id=AwardId(f"a{number}"), date=f"2018-{month:02}-01") for number, month in enumerate(sorted(done))
    ]
    pages = pages_of(by_month(statements, awards), most)
    assert [one for page in pages for month in page for one in month.statements] == statements
    assert [one for page in pages for month in page for one in month.awards] == awards
    for page in pages:
        assert sum(max(len(month.statements), len(month.awards)) for month in page) < 2 * most
    assert all(pages) or pages == [[]]
