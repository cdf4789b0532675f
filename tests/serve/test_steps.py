"""Position over time as a picture: lanes, marks with words, one line, numbers of what may differ."""

import re
from xml.etree import ElementTree as ET

import pytest

from onrecord.serve.steps import TARGET, Mark, Tie, step_picture

SVG_A = ".//a"


def mark(day: str, lane: str, key: str) -> Mark:
    return Mark(day=day, lane=lane, key=key, href=f"#u-{key}", words=f"{day}: {lane}")


MARKS = [
    mark("2019-01-05", "deny", "a"),
    mark("2020-02", "affirm", "b"),
    mark("2020-06-01", "none", "c"),
    mark("", "deny", "d"),
]
TIE = Tie(ends=("a", "b"), number=1, href="#t-x", words="In tension, possibly, number 1")


def drawn(marks: list[Mark], ties: list[Tie], width: int = 1040) -> ET.Element:
    picture = step_picture(marks, ties, width, "Position")
    assert picture is not None
    return ET.fromstring(picture)  # noqa: S314  # our own drawing


def test_a_lane_for_each_position_that_occurs_from_commitment_to_denial() -> None:
    svg = drawn(MARKS, [])
    names = [one.text for one in svg.iter("text") if "lane-name" in (one.get("class") or "")]
    assert names == ["affirms", "denies", "no position read"]


def test_every_dated_mark_is_a_link_with_words_and_a_target_large_enough() -> None:
    svg = drawn(MARKS, [])
    links = svg.findall(SVG_A)
    assert [one.get("href") for one in links] == ["#u-a", "#u-b", "#u-c"] or {one.get("href") for one in links} == {
        "#u-a",
        "#u-b",
        "#u-c",
    }
    assert all(one.get("aria-label") for one in links)
    assert {one.find("rect").get("width") for one in links} == {str(TARGET)}  # type: ignore[union-attr]  # each has one


def test_the_line_passes_by_what_takes_no_position() -> None:
    svg = drawn(MARKS, [])
    (line,) = [one for one in svg.iter("path") if one.get("class") == "step-line"]
    assert len(re.findall("[HV]", line.get("d") or "")) == 2


def test_what_is_undated_is_counted_in_words() -> None:
    assert "1 row without a date is not drawn" in (drawn(MARKS, []).get("aria-label") or "")


def test_marks_that_would_cover_each_other_are_one_with_their_number() -> None:
    svg = drawn([mark("2019-01-05", "deny", "a"), mark("2019-01-06", "deny", "b"), mark("2022-01-01", "deny", "c")], [])
    assert [one.text for one in svg.iter("text") if one.get("class") == "many"] == ["×2"]


def test_a_pair_that_may_differ_has_a_number_that_leads_to_its_card() -> None:
    links = drawn(MARKS, [TIE]).findall(SVG_A)
    assert [(one.get("href"), one.get("aria-label")) for one in links if "badge" in (one.get("class") or "")] == [
        ("#t-x", TIE.words)
    ]


@pytest.mark.parametrize("marks", [[], MARKS[:1], [MARKS[3]] * 3])
def test_fewer_than_two_days_make_no_picture(marks: list[Mark]) -> None:
    assert step_picture(marks, [], 1040, "Position") is None


@pytest.mark.parametrize("width", [1040, 350])
def test_everything_stands_within_the_picture(width: int) -> None:
    svg = drawn([mark(f"{year}-01-01", "deny", str(year)) for year in range(1900, 2026)], [], width)
    assert all(0 <= float(one.get("x") or 0) <= width for one in svg.iter("text"))


def test_words_of_others_are_escaped() -> None:
    picture = step_picture([mark("2019-01-05", "deny", "<script>"), mark("2020-01-05", "deny", '"&')], [], 1040, "<b>")
    assert picture is not None
    assert "<script>" not in picture
    assert "<b>" not in picture
