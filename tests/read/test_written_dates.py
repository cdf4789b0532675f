"""Written dates: read when they can be read one way only."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.read.dates import iso_date, written_days


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Wed, June 20, 2018", "2018-06-20"),
        ("Sept. 4, 2018 at noon", "2018-09-04"),
        ("Tuesday 19th June 2018", "2018-06-19"),
        ("4 Nov 2019", "2019-11-04"),
        ("2018-06-20", "2018-06-20"),
        ("2018-06-20T10:00:00Z", "2018-06-20T10:00:00+00:00"),
        ("2018-06-20 10:00 +0200", "2018-06-20T10:00:00+02:00"),
        ("2018-06-20T99:00:00", "2018-06-20"),
        ("2018/6/20", "2018-06-20"),
        ("19/06/2018", "2018-06-19"),
        ("06/19/2018", "2018-06-19"),
        ("04/04/2018", "2018-04-04"),
        ("03/04/2018", None),
        ("31 June 2018", None),
        ("June 2018", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_iso_date(text: str, expected: str | None) -> None:
    assert iso_date(text) == expected


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)))
def test_every_day_written_out_comes_back(day: date) -> None:
    assert iso_date(day.strftime("%B %d, %Y")) == day.isoformat()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PUBLISHED: November 19, 2019 at 8:59 pm | UPDATED: 20 Nov 2019", {"2019-11-19", "2019-11-20"}),
        ("2019-11-18T20:51:19Z Science", {"2019-11-18"}),
        ("03/04/2018, 31 June 2018, June 2018", set()),
    ],
)
def test_days_written_out_anywhere_in_a_line(text: str, expected: set[str]) -> None:
    assert written_days(text) == expected
