"""Whether two organisations' names are two spellings of one, and why."""

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.resolve.names.name_alignment import LINK, PART, REVIEW, RULED_OUT, Comparison, Rarity, compare
from onrecord.resolve.names.name_words import align, distance, likeness
from onrecord.resolve.names.org_names import parse

NOBODY = Rarity.of(())


def compared(left: str, right: str) -> Comparison:
    return compare(parse(left), parse(right), NOBODY)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("KERN, COUNTY OF", "County of Kern (0009)"),
        ("F C N INC", "FCN, Incorporated"),
        ("INFO RELIANCE CORP", "INFORELIANCE LLC"),
        ("SO-PAK-CO, INC.", "SOPAKCO, INC."),
        ("SCIENCE APPLICATIONS INTERNATI", "Science Applications International Corporation"),
        ("GTSI Corp", "GTSI LLC"),
        ("Sword & Shield Enterprise Security Inc.", "SWORD AND SHIELD ENTERPRISE SECURITY INCORPORATED"),
        ("Streicher's, Inc.", "STREICHERS INC"),
        ("Lockheed Martin Corporation", "LOCKHEED MARTIN CORP"),
    ],
)
def test_two_spellings_are_linked(left: str, right: str) -> None:
    assert compared(left, right).score >= LINK
    assert compared(left, right).band == "link"


@pytest.mark.parametrize(
    ("left", "right", "because"),
    [
        ("SACRAMENTO, CITY OF", "SACRAMENTO, COUNTY OF", "one is a city, the other a county"),
        ("TOWN OF MEDLEY", "MEDLEY, TOWNSHIP OF", "one is a town, the other a township"),
        ("Acme Ventures 2 LLC", "Acme Ventures 3 LLC", "other numbers: 2 and 3"),
        ("Blackstone Partners V II LP", "Blackstone Partners V III LP", "other numbers: 2 and 3"),
        (
            "Department of Public Safety, Iowa",
            "LOUISIANA DEPARTMENT OF PUBLIC SAFETY",
            "other states: iowa and louisiana",
        ),
        ("Jackson County, Oregon", "Jackson County, Ohio", "other states: ohio and oregon"),
    ],
)
def test_hard_differences_keep_names_apart(left: str, right: str, because: str) -> None:
    """However much else agrees: not even a person is asked."""
    found = compared(left, right)
    assert found.score <= RULED_OUT
    assert found.band == "new"
    assert because in found.because or _swapped(because) in found.because


def _swapped(because: str) -> str:
    """Give the sentence for the other order of the two."""
    if match := re.fullmatch("one is a (.+), the other a (.+)", because):
        return f"one is a {match[2]}, the other a {match[1]}"
    return re.sub("(.+: )(.+) and (.+)", r"\1\3 and \2", because)


def test_a_merged_city_and_county_is_both() -> None:
    assert compared("CITY AND COUNTY OF BROOMFIELD", "BROOMFIELD, COUNTY OF").score > RULED_OUT


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("COUNTY OF GRAND", "GRANT, COUNTY OF"),
        ("COUNTY OF LAKE", "LANE COUNTY OF"),
        ("City of Portland", "City of Portlane"),
        ("Lake County Towing LLC", "Lane County Towing LLC"),
    ],
)
def test_a_place_with_another_letter_is_another_place(left: str, right: str) -> None:
    assert compared(left, right).score < LINK
    assert not {(a, b) for a, b, _ in align(parse(left), parse(right)).pairs if a != b}


def test_a_slip_in_another_word_is_forgiven() -> None:
    """The same letter in the name of a firm."""
    pairs = align(parse("Kellogg Constructors"), parse("Kelogg Constructors")).pairs
    assert {("kellogg", "kelogg")} == {(a, b) for a, b, _ in pairs if a != b}


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Microsoft Corporation", "Micro Systems Corporation"),
        ("Serco Inc.", "Deco, Inc."),
        ("Metro Office Solutions Inc.", "PEC Solutions Inc"),
        ("Dynamic Systems, Inc.", "Dynamis, Inc."),
        ("Lockheed Martin", "Martin Marietta"),
        ("", ""),
        ("", "Acme"),
        ("(0531)", "(0009)"),
    ],
)
def test_other_names_are_not_linked(left: str, right: str) -> None:
    """And a name of nothing is nobody's, not even its own."""
    assert compared(left, right).score < LINK


@pytest.mark.parametrize(
    ("parent", "unit"),
    [
        ("Northrop Grumman Corporation", "Northrop Grumman Information Technology Inc"),
        ("County of Alameda", "Alameda County Sheriff Department"),
        ("Leidos", "Leidos Health"),
        ("Dell Technologies", "Dell Technologies Federal Marketing"),
    ],
)
def test_a_unit_is_not_its_parent(parent: str, unit: str) -> None:
    """A person is asked; nothing is linked, however rare the words they share."""
    assert compared(parent, unit).score <= PART
    assert compared(parent, unit).band == "review"


def test_the_order_of_the_two_does_not_matter() -> None:
    names = ["KERN, COUNTY OF", "Kern County Sheriff", "CITY OF KERN", "SAIC", "Science Applications Intl Corp", ""]
    for left, right in itertools.permutations(names, 2):
        assert compared(left, right).score == compared(right, left).score
        assert compared(left, right).because == compared(right, left).because


def test_reasons_are_in_words_for_people() -> None:
    assert "same rare word LEIDOS" in compared("Leidos Inc", "Leidos Health LLC").because
    assert "only one has HEALTH" in compared("Leidos Inc", "Leidos Health LLC").because
    assert compared("Acme Inc", "Acme LLC").because == (
        "another legal form: corporation and limited liability company",
        "the same name but for legal form, order and spelling of words",
        "same rare word ACME",
    )
    assert "the same letters, with other spaces" in compared("Info Reliance", "Inforeliance").because
    assert any(
        "cut at the end" in one
        for one in compared("NORTHROP GRUMMAN SPACE & MISSI", "Northrop Grumman Space and Mission Systems").because
    )
    assert (
        "no state is named: places in several states may bear this name"
        in compared("LINCOLN COUNTY", "COUNTY OF LINCOLN").because
    )


def test_an_acronym_stands_for_its_words_but_is_no_proof() -> None:
    """Three letters are shared by many."""
    found = compared("CMS Corporation", "Custom Mechanical Systems, Corp.")
    assert "CMS for CUSTOM MECHANICAL SYSTEMS" in found.because or "CUSTOM MECHANICAL SYSTEMS for CMS" in found.because
    assert REVIEW <= found.score < LINK


def test_a_word_is_as_rare_as_the_record_makes_it() -> None:
    """Common words of the shipped table stay common in a small record; a record of one industry makes its words common."""
    alone = Rarity.of([parse("Zyxel Services")])
    assert alone.weight("services") < alone.weight("construction") < alone.weight("zyxel") <= 1
    names = [f"{chr(97 + one // 26)}{chr(97 + one % 26)}x Zyxel" for one in range(600)]
    many = Rarity.of([parse(name) for name in names])
    assert many.weight("zyxel") < alone.weight("zyxel")
    assert many.weight("services") == pytest.approx(alone.weight("services"), abs=0.05)


def test_a_name_does_not_make_its_own_words_common() -> None:
    """A word of one name of the record is as rare as one that it does not have."""
    record = Rarity.of([parse("Zyxel Services")])
    assert record.weight("zyxel") == record.weight("unseen")


def test_spellings_of_one_core_count_once() -> None:
    spellings = [parse(name) for name in ("KERN, COUNTY OF", "KERN COUNTY OF", "County of Kern (0009)")]
    assert Rarity.of(spellings[:1]) == Rarity.of(spellings)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("abc", "abc", 0),
        ("abcd", "abd", 1),
        ("abcd", "abdc", 1),
        ("abcd", "axcy", 2),
        ("kitten", "sitting", 3),
        ("a", "bcdefg", 3),
    ],
)
def test_slips_are_counted(one: str, other: str, expected: int) -> None:
    """Put in, taken out, changed, swapped; more than two are three."""
    assert expected == distance(one, other) == distance(other, one)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("service", "services", True),
        ("technology", "technologies", True),
        ("mgmt", "management", True),
        ("internati", "international", True),
        ("grand", "grant", True),
        ("unit7a", "unit7b", False),
        ("west", "east", False),
        ("ab", "abc", False),
    ],
)
def test_words_are_alike(one: str, other: str, alike: bool) -> None:  # noqa: FBT001  # a column of the table
    assert alike == (likeness(one, other) > 0)
    assert likeness(one, other) == likeness(other, one)


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_two_texts_are_compared(left: str, right: str) -> None:
    """A score from 0 to 1 and reasons in words, both ways round."""
    found = compared(left, right)
    assert 0 <= found.score <= 1
    assert found.score == compared(right, left).score
    assert all(found.because)


@given(
    st.lists(
        st.sampled_from(["acme", "rock", "zeta", "of", "county", "services", "inc", "the"]), min_size=1, max_size=5
    )
)
def test_a_name_is_as_close_to_itself_as_to_anything(words: list[str]) -> None:
    name = " ".join(words)
    assert compared(name, name).score >= compared(name, f"{name} holdings").score


def test_a_text_in_place_of_a_name_is_compared_too() -> None:
    """Without every word being held against every other."""
    one, other = (" ".join(f"{letter}{'x' * (at % 9)}{chr(97 + at % 26)}" for at in range(20_000)) for letter in "ab")
    assert compared(one, other).score < REVIEW
    assert compared(one, one).band == "link"
