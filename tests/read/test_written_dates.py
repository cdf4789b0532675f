"""Written dates: read when they can be read one way only."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.read.dates import iso_date


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
