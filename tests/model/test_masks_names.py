"""Finding names: whole in any spelling everywhere, their parts where their bearer is named, names by their look as a last net."""

from collections.abc import Callable

import pytest

from onrecord.model.masks import SOMEBODY, masked, pseudonym
from onrecord.model.masks_bodies import bodies_of
from onrecord.model.masks_names import (
    forms_of,
    index_of,
    lone,
    lone_given_names,
    lone_words,
    name_runs,
    parts_of,
    shown_as_people,
)
from onrecord.model.masks_words import words_of
from timing import best

LABEL = pseudonym(2)
INDEX = index_of([("Jane M. Doe", LABEL), ("Dr. José Núñez-Vega", LABEL), ("DOVE, WILLA", LABEL), ("王小明", LABEL)])


def hidden(text: str) -> str:
    """Mask whole names."""
    return masked(text, INDEX.find(text)).after


@pytest.mark.parametrize(
    "text",
    [
        "Jane Doe", "JANE DOE", "Doe, Jane", "Jane M. Doe", "jane\u00a0doe", "Jane\nDoe", "Mrs. Jane Doe", "Jane Doe Jr",
        "Jane “JJ” Doe", "Jane-Doe", "JaneDoe@", "DOE JANE", "Willa Dove", "Jose Nunez Vega", "José Nu\u0301n\u0303ez-Vega",
        "Ja\u200bne D\u00adoe", "\u202eJane Doe", "Prof. Dr. Willa B. Dove", "王小明",
    ],
)  # fmt: skip
def test_a_whole_name_is_found_in_any_spelling(text: str) -> None:
    """With titles, initials, nicknames, accents, marks without width, in any order and case."""
    assert hidden(f"Then {text} left.").replace("\u202e", "").replace("@", "") == f"Then {LABEL} left."


@pytest.mark.parametrize(
    "text",
    [
        "Jane Dove",
        "Jane. Then Doe",
        "Jane\n\nDoe",
        "Doe",
        "Jane",
        "Janet Doering",
        "Jane and Doe",
        "M. Doe",
        "Jane's Doe",
    ],
)
def test_what_is_not_the_name_stays(text: str) -> None:
    assert hidden(f"Then {text} left.") == f"Then {text} left."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://x.example/jane-doe/1.html", f"https://x.example/{LABEL}/1.html"),
        ("/home/janedoe/a", f"/home/{LABEL}/a"),
        ("@doejane", f"@{LABEL}"),
        ("jane%20doe.pdf", f"{LABEL}.pdf"),
        ("DOE_JANE_2018.csv", f"{LABEL}_2018.csv"),
        ("Jane Doe’s, Jane Doe's", f"{LABEL}’s, {LABEL}'s"),
    ],
)
def test_a_name_is_found_in_addresses_and_before_a_possessive(text: str, expected: str) -> None:
    assert hidden(text) == expected


def test_forms_are_all_turns_with_and_without_initials() -> None:
    assert forms_of("Doe, Jane M.") == {
        ("jane", "m", "doe"), ("m", "doe", "jane"), ("doe", "jane", "m"), ("jane", "doe"), ("doe", "jane"),
    }  # fmt: skip
    assert (forms_of("Madonna"), forms_of("J. Doe"), forms_of("")) == (set(), set(), set())
    assert parts_of("DOE JR., Dr. JANE") == ["jane", "doe"]


def test_a_name_that_somebody_public_bears_is_left_out() -> None:
    index = index_of([("John Smith", LABEL), ("Zorblat Quimby", LABEL)], {"john smith"})
    text = "John Smith, Smith, John; Zorblat Quimby"
    assert masked(text, index.find(text)).after == f"John Smith, {LABEL}; {LABEL}"


def test_a_name_of_two_private_people_stands_for_neither_of_them() -> None:
    index = index_of([("Ann Lee", pseudonym(1)), ("Ann Lee", pseudonym(2))])
    assert [one.text for one in index.find("Ann Lee")] == [SOMEBODY]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mr. Doe said", f"{LABEL} said"),
        ("J. Doe said", f"{LABEL} said"),
        ("Does he? He does. Doe-like", f"Does he? He does. {LABEL}-like"),
        ("The Does left", f"The {LABEL} left"),
        ("a doe, DOE and Jane", f"a doe, {LABEL} and {LABEL}"),
        ("see https://x.example/doe-1.html or jdoe@", f"see https://x.example/{LABEL}-1.html or {LABEL}@"),
    ],
)
def test_parts_of_a_name_are_masked_where_its_bearer_is_named(text: str, expected: str) -> None:
    plain, addressed = lone_words([("Jane M. Doe", LABEL)])
    assert masked(text, lone(text, words_of(text), plain, addressed=addressed)).after == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Then Mary Tolliver left.", f"Then {SOMEBODY} left."),
        ("Ms. Mary J. O’Tolliver-Wyke’s", f"{SOMEBODY}’s"),
        ("Mary van der Tolliver and Mary", f"{SOMEBODY} and Mary"),
        ("Mary County. MARY TOLLIVER. mary tolliver. Mary, Tolliver", "Mary County. MARY TOLLIVER. mary tolliver. Mary, Tolliver"),
        ("Tolliver met Mary County Mary Wyke", f"Tolliver met Mary County {SOMEBODY}"),
    ],
)  # fmt: skip
def test_runs_that_look_like_a_name_are_found_by_a_given_name(text: str, expected: str) -> None:
    assert masked(text, name_runs(text, words_of(text), {"mary"}, {"county"})).after == expected


@pytest.mark.parametrize(
    "work",
    [
        lambda size: hidden("Jane " * size),
        lambda size: hidden("M. " * size + "Doe"),
        lambda size: hidden("Jane M. " * size),
        lambda size: hidden("x" * size + "/jane"),
        lambda size: lone("Doe " * size, words_of("Doe " * size), {"doe": LABEL}, addressed={}),
        lambda size: lone("doe/" * size, words_of("doe/" * size), {"doe": LABEL}, addressed={}),
        lambda size: name_runs("Mary " * size, words_of("Mary " * size), {"mary"}, frozenset()),
        lambda size: words_of("e\u0301" * size),
    ],
)
def test_long_texts_take_linear_time(work: Callable[[int], object]) -> None:
    short, long = (best(lambda size=size: work(size)) for size in (2_000, 8_000))
    assert long < 12 * short + 0.02


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Then Mrs. Tolliver left.", f"Then {SOMEBODY} left."),
        ("Then Mr Zorblat Quimby’s dog left.", f"Then {SOMEBODY}’s dog left."),
        ("Zorblat Quimby, 58, left. Ann Orrin (43) too.", f"{SOMEBODY}, 58, left. {SOMEBODY} (43) too."),
        ("Zorblat Quimby, 1,058 votes. Orrin, 58, left. Mr. and Mrs", "Zorblat Quimby, 1,058 votes. Orrin, 58, left. Mr. and Mrs"),
        ("Mrs. Wyke left. Sam Wyke, 58, stayed.", f"Mrs. Wyke left. {SOMEBODY}, 58, stayed."),
    ],
)  # fmt: skip
def test_a_form_of_address_or_an_age_shows_that_a_name_is_a_persons(text: str, expected: str) -> None:
    """Unless all of its words are those of somebody public."""
    assert masked(text, shown_as_people(text, words_of(text), {"wyke"})).after == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("his son Beau died", f"his son {SOMEBODY} died"),
        ("Chelsea, too, left", f"{SOMEBODY}, too, left"),
        ("in Chelsea; Chelsea Road; Lord Beau; beau; Mary", "in Chelsea; Chelsea Road; Lord Beau; beau; Mary"),
    ],
)
def test_a_given_name_alone_is_masked_where_no_place_and_nobody_public_is_meant(text: str, expected: str) -> None:
    found = lone_given_names(text, words_of(text), {"beau", "chelsea", "mary"}, {"mary"})
    assert masked(text, found).after == expected


def test_words_that_a_rule_took_for_a_part_of_a_name_are_none() -> None:
    assert parts_of("In Doe") == ["doe"]
    assert parts_of("The Jane Doe of") == ["jane", "doe"]
    assert parts_of("The") == ["the"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dr. Núñez-Vega, T. said", f"{LABEL} said"),
        ("Núñez, J. M., and", f"{LABEL}, and"),
        ("with Núñez, J. Smith and", f"with {LABEL}, J. Smith and"),
    ],
)
def test_initials_behind_a_surname_and_a_comma_are_its_bearers(text: str, expected: str) -> None:
    plain, addressed = lone_words([("Dr. José Núñez-Vega", LABEL)])
    assert masked(text, lone(text, words_of(text), plain, addressed=addressed)).after == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jane Doe Paving Inc. said", "Jane Doe Paving Inc. said"),
        ("JANE DOE PAVING, INC", "JANE DOE PAVING, INC"),
        ("by Jane Doe Paving and Jane Doe", f"by Jane Doe Paving and {LABEL}"),
        ("org:jane doe paving", "org:jane doe paving"),
        ("Jane Doe. Paving began", f"{LABEL}. Paving began"),
        ("Jane Doe, paving her way", f"{LABEL}, paving her way"),
        ("jane doe paving her way", f"{LABEL} paving her way"),
    ],
)
def test_in_the_name_of_a_body_a_persons_name_is_the_bodys(text: str, expected: str) -> None:
    """The same words over the end of a sentence, or in small letters, are no name of a body."""
    index = index_of([("Jane Doe", LABEL)], bodies=bodies_of(["JANE DOE PAVING INC"]))
    assert masked(text, index.find(text)).after == expected
