"""Absolute dates are read as intervals; anything that needs another day to be understood is left alone."""

from datetime import date

import pytest

from onrecord.extract.dates import only_year, whens, yearless
from onrecord.model.ids import DocumentId


@pytest.mark.parametrize(
    ("text", "first", "last", "granularity"),
    [
        ("19 June 2018", date(2018, 6, 19), date(2018, 6, 19), "day"),
        ("June 19, 2018", date(2018, 6, 19), date(2018, 6, 19), "day"),
        ("4 Nov 2019", date(2019, 11, 4), date(2019, 11, 4), "day"),
        ("2018-06-19", date(2018, 6, 19), date(2018, 6, 19), "day"),
        ("19/06/2018", date(2018, 6, 19), date(2018, 6, 19), "day"),
        ("06/19/2018", date(2018, 6, 19), date(2018, 6, 19), "day"),
        ("05/05/2018", date(2018, 5, 5), date(2018, 5, 5), "day"),
        ("February 2020", date(2020, 2, 1), date(2020, 2, 29), "month"),
        ("in 2018", date(2018, 1, 1), date(2018, 12, 31), "year"),
        ("the 2018 election", date(2018, 1, 1), date(2018, 12, 31), "year"),
        ("Tuesday, June 19, 2018", date(2018, 6, 19), date(2018, 6, 19), "day"),
        ("May Day 2006", date(2006, 5, 1), date(2006, 5, 1), "day"),
        ("since June 2018", date(2018, 6, 1), date(2018, 6, 30), "month"),
    ],
)
def test_dates(text: str, first: date, last: date, granularity: str) -> None:
    """Days, months and years in the usual spellings."""
    found = [(one.first, one.last, one.granularity) for one in whens(DocumentId("d"), text, [(0, len(text))])]
    assert found == [(first, last, granularity)]


@pytest.mark.parametrize(
    "text",
    [
        *("04/05/2018", "31 February 2018", "2018-13-01", "on Tuesday", "2018 people", "1/2", "in 2018 cases"),
        *("fiscal 2018", "the 1990s", "Q3 2018", "June 3-8, 2018", "May Day", "in March", "2001-2004"),
    ],
)
def test_no_dates(text: str) -> None:
    """A numeric date that may mean two days is no date, nor is a day no calendar has."""
    assert list(whens(DocumentId("d"), text, [(0, len(text))])) == []


def test_another_date_settles_the_order_of_day_and_month() -> None:
    text = "25/03/2018 and 04/05/2018"
    assert [one.first for one in whens(DocumentId("d"), text, [(0, len(text))])] == [
        date(2018, 3, 25),
        date(2018, 5, 4),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on 18 June the", [(6, "18")]),
        ("on June 18, the", [(6, "18")]),
        ("on 18th of June", [(6, "18")]),
        ("18 June 2018, June 18, 2018, June 2018, June 10:30", []),
        ("3.18 June", []),
    ],
)
def test_days_without_a_year(text: str, expected: list[tuple[int, str]]) -> None:
    """A day and its month count only where no year follows them."""
    assert [(month, day) for _, _, month, day in yearless(text, 0, len(text))] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("19 June 2018, 3 May 2018", 2018),
        ("19 June 2018, May 2017, in 2016", 2018),
        ("19 June 2018, 3 May 2017", None),
        ("May 2018", None),
        ("on Tuesday", None),
    ],
)
def test_the_only_year_of_a_text(text: str, expected: int | None) -> None:
    """Full days of two years leave the year open; months and years do not count."""
    assert only_year(list(whens(DocumentId("d"), text, [(0, len(text))]))) == expected
