"""Marks: each position and each meaning of money has a shape of its own, with no word or colour needed to tell them apart."""

from typing import get_args
from xml.etree import ElementTree as ET

from onrecord.answer.show_meetings import POSITIONS
from onrecord.model.award import Notion
from onrecord.model.thread import PositionKind
from onrecord.serve.svg import SHAPES, mark


def test_every_position_and_every_meaning_of_money_has_a_shape() -> None:
    assert set(get_args(PositionKind)) == set(POSITIONS)
    assert {*get_args(PositionKind), *get_args(Notion), "none", "unrecorded"} <= set(SHAPES)


def test_no_two_marks_have_the_same_shape() -> None:
    drawn = [str(shape) for shape in SHAPES.values()]
    assert len(set(drawn)) == len(drawn)


def test_a_mark_in_a_line_is_left_to_the_word_beside_it() -> None:
    svg = ET.fromstring(mark("deny"))  # noqa: S314  # our own drawing
    assert svg.get("aria-hidden") == "true"
    assert [one.get("class") for one in svg] == ["mark deny"]
