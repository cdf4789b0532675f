"""Rows of registers made comparable: one spelling, equal rows together, what everybody shares left out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model.register import Registration
from onrecord.resolve.matching_rows import (
    RARE_WORD,
    ROWS_KEPT,
    SHARED_BY_MANY,
    Entry,
    entries,
    postcode,
    prior,
    street,
    telephone,
)


def registration(name: str, row: int = 1, **parts: str) -> Registration:
    """Make a row of a register."""
    return Registration(file="register.csv", row=row, name=name, parts=tuple(parts.items()))  # type: ignore[arg-type]  # names of parts


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1 Rope Walk Avenue, Suite 200", "1 ROPE WALK AVE STE 300"),
        ("13967 HIGHWAY 94 STE 101", "13967 Hwy. 94"),
        ("P.O. Box 12", "PO BOX 12"),
        ("7 North First Street #4", "7 N 1st St"),
    ],
)
def test_one_street_in_two_spellings_is_one(one: str, other: str) -> None:
    assert street(one) == street(other) is not None


def test_streets_with_other_numbers_are_others_and_one_without_says_nothing() -> None:
    assert street("1 Rope Walk") != street("2 Rope Walk")
    assert street("Main Street") is None
    assert street("") is None


def test_postcodes_and_telephones() -> None:
    assert (postcode("55303-1234"), postcode("ec1a 1bb"), postcode("00000"), postcode("")) == (
        "553031234",
        "EC1A1BB",
        None,
        None,
    )
    assert telephone("+1 (763) 555-0101") == telephone("763.555.0101") == "7635550101"
    assert (telephone("0000000000"), telephone("911"), telephone("")) == (None, None, None)


@given(st.text(max_size=60))
def test_spelling_once_is_spelling_for_good(text: str) -> None:
    """And nothing raises."""
    for spell in (postcode, telephone):
        once = spell(text)
        assert once is None or spell(once) == once
    assert street(text) is None or any(one.isdigit() for one in street(text) or "")


def test_rows_that_say_the_same_are_one_entry_with_all_its_rows_and_identifiers() -> None:
    first = Registration(
        file="a.csv", row=1, name="QUAY WORKS, INC.", parts=(("city", "Kiel"),), identifiers=(("x", "1"),)
    )
    second = Registration(file="b.csv", row=7, name="Quay Works", parts=(("city", "KIEL"),), identifiers=(("x", "2"),))
    (found,) = entries([first, second])
    assert (found.key, found.rows) == ("org:quay works", (("a.csv", 1), ("b.csv", 7)))
    assert found.identifiers == (("x", "1"), ("x", "2"))


def test_only_the_first_of_very_many_rows_are_named() -> None:
    (found,) = entries(registration("Quay Works", row, city="Kiel") for row in range(1, 100))
    assert [row for _, row in found.rows] == list(range(1, ROWS_KEPT + 1))


def test_stand_ins_and_names_without_words_are_nobody() -> None:
    assert entries([registration("MULTIPLE RECIPIENTS"), registration("..."), registration("")]) == []


def _many(number: int, **parts: str) -> list[Entry]:
    return entries(registration(f"Firm{place:04}x Quay", place, **parts) for place in range(number))


def test_what_very_many_share_brings_no_two_together() -> None:
    """The house of a registration agent, its switchboard, a word in every name."""
    shared = {"street": "1 Agent Way", "postcode": "19801", "telephone": "3025550101"}
    few, many = _many(SHARED_BY_MANY, **shared), _many(SHARED_BY_MANY + 1, **shared)
    assert {one.value("by_address") for one in few} == {"1 agent way|19801"}
    assert {(one.value("by_address"), one.value("by_telephone")) for one in many} == {(None, None)}
    assert {one.value("address") for one in many} == {"1 agent way|19801"}
    assert "quay" in {one.value("rare_2") for one in _many(RARE_WORD)}
    assert "quay" not in {one.value("rare_2") for one in _many(RARE_WORD + 1)}


def test_the_prior_counts_what_rules_without_training_find() -> None:
    """Three rows of one name in one state are three pairs of the ten; a rule finds seven of ten that are."""
    rows = [registration("Quay Works", row, city=f"c{row}", state="MN") for row in range(3)]
    rows += [registration("Harbour Labs", 3, state="MN"), registration("Mole Engineering", 4, state="MN")]
    assert prior(entries(rows)) == pytest.approx(0.1)
    rows += [registration(f"Other{row}x", row, state="MN") for row in range(5, 20)]
    assert prior(entries(rows)) == pytest.approx(3 / 0.7 / 190)
    assert prior([]) == prior(entries(rows[:1])) == 0


def test_entries_do_not_depend_on_the_order_of_rows() -> None:
    rows = [registration("Quay Works", 1, city="Kiel"), registration("Harbour Labs", 2, city="Bonn")]
    assert entries(rows) == entries(rows[::-1])
