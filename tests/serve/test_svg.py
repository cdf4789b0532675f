"""The time axis: every dated item is a dot or counted, inside the drawing, statements above and awards below."""

from datetime import date
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from onrecord.serve.svg import STACK, Dot, time_axis, undrawn

DAYS = st.dates(date(1990, 1, 1), date(2040, 12, 31)).map(date.isoformat)
DOTS = st.builds(Dot, DAYS, st.sampled_from(["said", "done"]), st.booleans())


def _drawn(dots: list[Dot], width: int = 1040) -> ET.Element:
    svg = time_axis(dots, width)
    assert svg is not None
    return ET.fromstring(svg)  # noqa: S314  # our own drawing


def test_fewer_than_two_dates_make_no_axis() -> None:
    assert time_axis([], 340) is None
    assert (
        time_axis([Dot("2018-06-28", "said", False), Dot("", "done", False), Dot("soon", "done", False)], 340) is None
    )


def test_a_date_at_the_end_of_the_calendar_is_left_out_and_breaks_nothing() -> None:
    assert time_axis([Dot("9999-12-31", "said", False), Dot("2018-06-28", "said", False)], 340) is None


def test_labels_are_months_in_a_short_time_and_years_in_a_long_one() -> None:
    short = _drawn([Dot("2018-05-01", "said", False), Dot("2018-06-30", "done", False)])
    assert [one.text for one in short.iter("text")] == ["May 18", "Jun 18", "Jul 18"]
    long = _drawn([Dot("2014-05-01", "said", False), Dot("2018-06-30", "done", False)])
    assert [one.text for one in long.iter("text")] == ["2015", "2016", "2017", "2018"]


def test_a_stack_too_high_ends_in_a_number() -> None:
    dots = [Dot("2018-06-20", "said", False)] * (STACK + 3) + [Dot("2018-01-01", "done", False)]
    svg = _drawn(dots)
    assert len(list(svg.iter("circle"))) == STACK - 1
    assert "+4" in [one.text for one in svg.iter("text")]


def test_the_drawing_says_what_it_shows_and_where_to_read_it() -> None:
    svg = _drawn([Dot("2018-05-01", "said", False), Dot("2018-06-30", "done", True)])
    assert svg.get("role") == "img"
    assert svg.get("aria-label") == (
        "Time axis from 2018-05-01 to 2018-06-30: 1 statement above the line, 1 award below it. "
        "The table that follows holds the same."
    )


def test_the_drawing_says_how_many_rows_it_leaves_out() -> None:
    dots = [Dot("2018-05-01", "said", False), Dot("2018-06-30", "done", True), Dot("", "said", False)]
    assert "1 row without a date is not drawn. The table that follows holds all." in str(time_axis(dots, 340))
    more = [*dots, Dot("soon", "done", False)]
    assert "2 rows without a date are not drawn. The table that follows holds all." in str(time_axis(more, 340))
    assert [undrawn(dots[:2]), undrawn(dots), undrawn(more)] == [0, 1, 2]


@given(st.lists(DOTS, min_size=2, max_size=60), st.sampled_from([340, 1040]))
def test_every_item_is_drawn_or_counted_within_the_drawing(dots: list[Dot], width: int) -> None:
    svg = _drawn(dots, width)
    height = int(svg.get("viewBox", "").split()[3])
    line = next(float(one.get("y1", "")) for one in svg.iter("line"))
    circles, squares = list(svg.iter("circle")), list(svg.iter("rect"))
    more = sum(int(one.text) for one in svg.iter("text") if one.text and one.text.startswith("+"))
    assert len(circles) + len(squares) + more == len(dots)
    for one in circles:
        assert 0 <= float(one.get("cx", "")) <= width
        assert 0 < float(one.get("cy", "")) < line
    for one in squares:
        assert 0 <= float(one.get("x", "")) <= width
        assert line < float(one.get("y", "")) < height
