"""The picture of said and done: every item inside it, in order of time, apart from the next; every tie from item to item."""

import itertools
import re
from datetime import date, timedelta
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.serve.axis import BADGE, NARROW, UNITS_A_LETTER, WIDE, Frame, Item, Tie, cut, time_picture
from onrecord.serve.spread import spread

FRAMES = [WIDE, NARROW]


def _item(key: str, side: str, day: date, **more: str) -> Item:
    words = {"kind": "affirm", "when": "28 Jun 2018", "what": "affirms", "aside": "", "more": "", "href": f"#row-{key}"}
    return Item(key=key, side=side, day=day, **{**words, **more})  # type: ignore[arg-type]  # one of the two sides


def _drawn(items: list[Item], ties: list[Tie] | None = None, frame: Frame = WIDE) -> ET.Element:
    svg = time_picture(items, ties or [], frame, "Time axis")
    assert svg is not None
    return ET.fromstring(svg)  # noqa: S314  # our own drawing


def _places(svg: ET.Element, side: str) -> list[float]:
    links = [one for one in svg.iter("a") if one.get("class") == f"item {side}"]
    found = [re.search(r" ([\d.]+)\)$", one.find("g").get("transform", "")) for one in links]  # type: ignore[union-attr]
    return [float(one[1]) for one in found if one]


ITEMS = st.lists(
    st.tuples(st.sampled_from(["said", "done"]), st.dates(date(1990, 1, 1), date(2040, 12, 31))),
    min_size=2,
    max_size=60,
).map(lambda rows: [_item(f"{number}", side, day) for number, (side, day) in enumerate(rows)])


@given(ITEMS, st.sampled_from(FRAMES))
def test_every_item_stands_inside_in_order_and_apart(items: list[Item], frame: Frame) -> None:
    svg = _drawn(items, frame=frame)
    height = float(svg.get("viewBox", "").split()[3])
    for side in ("said", "done"):
        places = _places(svg, side)
        assert len(places) == sum(one.side == side for one in items)
        assert places == sorted(places)
        assert all(0 < place < height for place in places)
        assert all(after - before >= frame.step - 0.1 for before, after in itertools.pairwise(places))


def test_fewer_than_two_items_make_no_picture() -> None:
    assert time_picture([_item("a", "said", date(2018, 1, 1))], [], WIDE, "Time axis") is None


def test_all_on_one_day_are_drawn() -> None:
    svg = _drawn([_item(str(number), "said", date(2018, 6, 20)) for number in range(3)])
    assert len(_places(svg, "said")) == 3


@pytest.mark.parametrize("frame", FRAMES)
def test_a_tie_leads_from_both_its_ends_to_a_badge_that_leads_to_what_it_says(frame: Frame) -> None:
    items = [_item("a", "said", date(2018, 6, 1)), _item("b", "done", date(2018, 6, 28), kind="obligated")]
    tie = Tie(ends=("a", "b"), name="1", kind="tension", decided=False, words="1: in tension, possibly", href="#t-1")
    svg = _drawn(items, [tie], frame)
    lines = [one for one in svg.iter("path") if one.get("class") == "tie tension undecided"]
    (badge,) = [one for one in svg.iter("a") if one.get("class") == "badge tension undecided"]
    circle = badge.find("circle")
    assert len(lines) == 2
    assert circle is not None
    assert circle.get("r") == str(BADGE)
    assert badge.get("href") == "#t-1"
    assert badge.get("aria-label") == "1: in tension, possibly"
    end = f"{circle.get('cx')} {circle.get('cy')}"
    assert [line.get("d", "").endswith(end) for line in lines] == [True, True]
    assert not [one for one in _drawn(items, [Tie(**{**_values(tie), "ends": ("a", "z")})], frame).iter("a") if "badge" in one.get("class", "")]  # fmt: skip


def _values(tie: Tie) -> dict[str, object]:
    return {name: getattr(tie, name) for name in ("ends", "name", "kind", "decided", "words", "href")}


def test_a_decided_tie_is_drawn_otherwise() -> None:
    items = [_item("a", "said", date(2018, 6, 1)), _item("b", "said", date(2018, 6, 28))]
    tie = Tie(ends=("a", "b"), name="1", kind="tension", decided=True, words="", href="#t-1")
    assert [one.get("class") for one in _drawn(items, [tie]).iter("path") if "tie" in one.get("class", "")] == [
        "tie tension decided"
    ] * 2


def test_the_axis_names_months_in_a_short_time_and_years_in_a_long_one() -> None:
    def ticks(first: date, last: date) -> list[str | None]:
        svg = _drawn([_item("a", "said", first), _item("b", "done", last)])
        return [one.text for one in svg.iter("text") if one.get("class") == "tick"]

    assert ticks(date(2018, 5, 1), date(2018, 7, 30)) == ["May 18", "Jun 18", "Jul 18"]
    assert ticks(date(2014, 5, 1), date(2018, 6, 30)) == ["2015", "2016", "2017", "2018"]
    assert ticks(date(2018, 5, 3), date(2018, 5, 9)) == ["May 18"]


def test_markup_in_words_is_text_in_the_picture() -> None:
    items = [_item(str(number), "said", date(2018, 6, 1) + timedelta(number), more="<script>") for number in range(2)]
    assert "<script>" not in str(time_picture(items, [], WIDE, '"><b>'))


@given(st.text(max_size=80), st.floats(0, 400))
def test_words_are_cut_to_their_room(words: str, room: float) -> None:
    kept = cut(words, room)
    assert kept in (words, "") or kept.endswith("…")
    if kept != words:
        assert len(kept) * UNITS_A_LETTER <= room + UNITS_A_LETTER


@given(st.lists(st.floats(0, 500), max_size=30).map(sorted), st.floats(1, 40))
def test_places_keep_their_order_their_distance_and_the_bounds(places: list[float], step: float) -> None:
    found = spread(places, step, 0, 500)
    assert len(found) == len(places)
    assert all(after - before >= step - 1e-6 for before, after in itertools.pairwise(found))
    if found:
        assert found[0] >= -1e-6
        assert found[-1] <= max(500, step * (len(places) - 1)) + 1e-6


def test_places_with_room_stay_where_they_are() -> None:
    assert spread([10, 50, 90], 20, 0, 100) == [10, 50, 90]
    assert spread([50, 50], 20, 0, 100) == [40, 60]
