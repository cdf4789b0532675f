"""Numbers of awards are found as texts spell them, exactly, and a short one only beside its vehicle's."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model.award import places_of
from onrecord.model.award_numbers import Numbered, NumberIndex, index_numbers, joined, numbered, numbers_in, one_award
from onrecord.model.ids import AwardId
from resolve.build import ARTEFACT, action

SCHEDULE = "GS35F0119Y"
AGREEMENT = "HSHQDC13D00008"
ORDER = "HSCETE16J00325"


def award(number: str, parent: str = "", *, is_vehicle: bool = False) -> Numbered:
    return Numbered(
        award=AwardId(f"{number} under {parent}"), number=number, parent=parent, is_vehicle=is_vehicle, since=None
    )


INDEX = index_numbers(
    [
        award(ORDER, SCHEDULE),
        award("70CMSD18FR0000048"),
        award(SCHEDULE, is_vehicle=True),
        award(AGREEMENT, is_vehicle=True),
        award("0001", AGREEMENT),
        award("0001", "HSHQDC13D00009"),
        award("86", "GAO13SB0011"),
        award("HSCETC16J00057", AGREEMENT),
        award("HSCETC16J00057", "HSHQDC13D00009"),
    ]
)


def found(text: str, index: NumberIndex = INDEX) -> list[tuple[str, str]]:
    """List the awards named in a text, each with the words that name it."""
    return [(one.of.award, text[one.start : one.end]) for one in numbers_in(text, index)]


@pytest.mark.parametrize(
    "spelling",
    [
        "HSCETE16J00325",
        "HSCETE-16-J-00325",
        "HSCETE 16 J 00325",
        "HSCETE–16–J–00325",
        "HSCETE‑16‑J‑00325",
        "HSCETE - 16 - J - 00325",
        "hscete16j00325",
        "HSCETE-16-J-\n00325",
        "HSCETE 16J 00325",
    ],
)
def test_usual_spellings_are_one_number(spelling: str) -> None:
    assert found(f"Under order {spelling}, signed in May") == [(f"{ORDER} under {SCHEDULE}", spelling)]


@pytest.mark.parametrize(
    "text",
    [
        "HSCETE16J003251",
        "XHSCETE16J00325",
        "éHSCETE16J00325",
        "HSCETE16J0O325",
        "HSCETE16J\n00325",
        "HSCETE/16/J/00325",
        "HSCETE16J00326",
        "HSCETE16J",
    ],
)
def test_what_is_not_the_number_is_not_taken_for_it(text: str) -> None:
    assert found(text) == []


def test_a_number_goes_on_into_its_modification_and_stands_in_the_key_of_an_award() -> None:
    text = "HSCETE16J00325-P00003 and CONT_AWD_70CMSD18FR0000048_7012_-NONE-_-NONE- and (70CMSD-18-F-R0000048)."
    assert [words for _, words in found(text)] == [
        "HSCETE16J00325",
        "70CMSD18FR0000048",
        "70CMSD-18-F-R0000048",
    ]


def test_a_vehicle_and_its_order_beside_each_other_are_the_orders() -> None:
    numbers = numbers_in("GS35F0119Y / HSCETE16J00325", INDEX)
    assert [one.of.number for one in numbers] == [SCHEDULE, ORDER]
    assert one_award(numbers) == award(ORDER, SCHEDULE)
    assert one_award(numbers[:1]) == award(SCHEDULE, is_vehicle=True)
    assert one_award([*numbers, *numbers_in("70CMSD18FR0000048", INDEX)]) is None


@pytest.mark.parametrize(
    "text",
    [
        "HSHQDC-13-D-00008-0001",
        "HSHQDC13D00008/0001",
        "HSHQDC13D00008 0001",
        "HSHQDC13D00008, order 0001",
        "HSHQDC13D00008 (Task Order No. 0001",
        "HSHQDC-13-D-00008\nOrder No.: 0001",
    ],
)
def test_a_short_number_behind_its_vehicles_is_that_order(text: str) -> None:
    assert found(text) == [(f"0001 under {AGREEMENT}", text)]


@pytest.mark.parametrize("text", ["0001 under contract HSHQDC13D00008", "0001 of HSHQDC-13-D-00008"])
def test_a_short_number_before_its_vehicles_is_that_order_where_it_is_called_one(text: str) -> None:
    assert one_award(numbers_in(f"Delivery order {text}", INDEX)) == award("0001", AGREEMENT)
    assert one_award(numbers_in(f"Room {text}", INDEX)) == award(AGREEMENT, is_vehicle=True)


@pytest.mark.parametrize(
    "text",
    [
        "order 0001",
        "item 0001 and nothing else",
        "HSHQDC-13-D-00010-0001",
        "order 0001 for the office, and a year later HSHQDC-13-D-00009",
        "HSCETC16J00057",
        "GAO13SB0011 86 chairs",
        "HSHQDC13D00008-0002",
    ],
)
def test_a_short_or_shared_number_alone_names_nothing(text: str) -> None:
    assert found(text) == []


def test_a_number_that_two_awards_bear_is_known_beside_its_vehicles() -> None:
    assert one_award(numbers_in("HSHQDC13D00008 / HSCETC16J00057", INDEX)) == award("HSCETC16J00057", AGREEMENT)
    assert found("GAO13SB0011 order 86")[0][0] == "86 under GAO13SB0011"


def test_a_vehicles_number_with_an_orders_digits_is_not_the_vehicle() -> None:
    assert found("HSHQDC13D00008-0009 for desks") == []
    assert found("GS35F0119Y-2018") == []
    assert [words for _, words in found("GS-35F-0119Y for desks")] == ["GS-35F-0119Y"]


@pytest.mark.parametrize("number", ["2025551234", "ABCDEFGHIJKL", "AB12", "0001"])
def test_digits_alone_letters_alone_and_short_numbers_do_not_stand_alone(number: str) -> None:
    assert found(number, index_numbers([award(number)])) == []


def test_an_index_of_nothing_finds_nothing() -> None:
    assert numbers_in("HSCETE16J00325", index_numbers([])) == ()


def test_an_award_is_numbered_by_its_rows() -> None:
    place = places_of("row=2;column=", [("parent", "row=2;column=parent", "ab-12/345 678-C")])
    rows = [
        action(1, piid="HSCETE-16-J-00325", parent=AwardId("CONT_IDV_GS35F0119Y_4730"), acted_on="2018-06-28"),
        action(2, piid="HSCETE16J00325", acted_on="2016-05-01", dates=(("signed", "2016-04-01"),)),
    ]
    own = numbered(rows)
    assert own is not None
    assert (own.number, own.parent, own.since, own.is_vehicle) == (ORDER, SCHEDULE, "2016-04-01", False)
    named = numbered([action(2, piid="HSCETE16J00325", parent=AwardId("0" * 32), places=place, artefact=ARTEFACT)])
    assert named is not None
    assert named.parent == "AB12345678C"
    assert numbered([action(1, piid=" - ")]) is None


@settings(deadline=None)
@given(st.text(alphabet="HSCETE16J0325GD-–/ \n_é.,", max_size=60))
def test_what_is_found_says_the_number_it_is_found_for(text: str) -> None:
    for one in numbers_in(f"{text} HSCETE-16-J-00325 {text} HSHQDC13D00008/0001 {text}", INDEX):
        words = f"{text} HSCETE-16-J-00325 {text} HSHQDC13D00008/0001 {text}"[one.start : one.end]
        assert one.of.number in joined(words)
        assert re.fullmatch(r"[0-9A-Za-z](?:.*[0-9A-Za-z])?", words, re.DOTALL)


def test_time_grows_with_the_text_only() -> None:
    """Ten times the text, and ten times the awards: no more than what the text alone costs, with room for a slow machine."""
    few = index_numbers(award(f"HSCETE16J{number:05d}") for number in range(1_000))
    many = index_numbers(award(f"HSCETE16J{number:05d}") for number in range(10_000))
    text = "HSCETE 16 J 00325 and words of prose HSHQDC-15 " * 2_000

    def took(index: NumberIndex, words: str) -> float:
        start = time.perf_counter()
        numbers_in(words, index)
        return time.perf_counter() - start

    once = min(took(few, text) for _ in range(3))
    assert took(few, text * 10) < 40 * once
    assert min(took(many, text) for _ in range(3)) < 4 * once
