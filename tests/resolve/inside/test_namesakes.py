"""Two people of one name in one text stay two, or open; short forms that look like a person's name find their bearer."""

from dataclasses import replace

import pytest

from onrecord.model.evidence import Meta
from onrecord.model.statement import MentionKind
from onrecord.resolve.inside.document import resolve_document
from resolve.build import Kinds, document, keys_of, mentions, parties_of, speaker, spoken, statement

PERSON: MentionKind = "person"
HAYES: Kinds = {"Hayes": PERSON, "Robert Hayes": PERSON}


def _keys(text: str, kinds: Kinds, roles: dict[str, str] | None = None) -> list[str]:
    return [key for _, key in keys_of(text, kinds, roles)]


@pytest.mark.parametrize(
    "text",
    [
        "Senator Hayes spoke.\nRobert Hayes, a plumber who is no relation of the senator, wept.",
        "Dr. Hayes spoke.\nRobert Hayes, a waiter who stood nearby, wept.",
        "Judge Hayes spoke.\nRobert Hayes, 43, wept.",
        "Sheriff Hayes spoke.\nRobert Hayes wept.",
        "Senator Hayes left. Robert Hayes wept.",
        "Senator Hayes saw Robert Hayes.",
    ],
)
def test_a_titled_surname_does_not_take_a_full_name_that_never_bears_the_title(text: str) -> None:
    assert _keys(text, HAYES) == ["person:hayes", "person:robert hayes"]


@pytest.mark.parametrize(
    "text",
    [
        "Robert Hayes, a Democratic senator from Maine, came. Senator Hayes spoke.",
        "Senator Robert Hayes came. Senator Hayes spoke.",
        "Robert Hayes (D-Maine) came. Sen. Hayes spoke.",
        "Robert Hayes, a professor of medicine, came. Dr. Hayes spoke.",
        "Robert Hayes was a judge. Justice Hayes spoke.",
        "Robert Hayes came. Mr Hayes spoke.",
    ],
)
def test_a_titled_surname_takes_the_full_name_that_bears_the_title_or_its_role(text: str) -> None:
    assert _keys(text, HAYES) == ["person:robert hayes"] * 2


def test_a_bare_surname_beside_a_titled_namesake_is_who_its_paragraph_names_else_open() -> None:
    text = "Senator Hayes spoke. Hayes left.\nRobert Hayes, a plumber, wept. Hayes stayed.\nHayes slept."
    found = parties_of(document(text), HAYES)
    named = ["person:hayes", "person:hayes", "person:robert hayes", "person:robert hayes"]
    assert [one.key for one in found.resolved] == named
    assert [one.keys for one in found.unclear] == [("person:hayes", "person:robert hayes")]


@pytest.mark.parametrize(
    "text",
    [
        "John Smith, chief executive of Corvane, spoke. Neighbour John Smith, 43, wept.",
        "John Smith, chief executive of Corvane, spoke. John Smith, a plumber, wept.",
        "John Smith, chief executive of Corvane, spoke. John Smith, 43, of Mill Street, wept.",
    ],
)
def test_a_namesake_introduced_by_age_or_occupation_is_not_the_holder_of_the_office(text: str) -> None:
    made = document(text)
    found = parties_of(made, {"John Smith": PERSON}, {"John Smith": "chief executive of Corvane"})
    assert [one.mention.role is not None for one in found.resolved] == [True]
    assert [one.keys for one in found.unclear] == [("person:john smith",)]


def test_an_age_in_the_office_holders_own_introduction_makes_no_namesake() -> None:
    text = "John Smith, 43, chief executive of Corvane, spoke. John Smith left."
    kinds: Kinds = {"John Smith": PERSON}
    assert _keys(text, kinds, {"John Smith": "chief executive of Corvane"}) == ["person:john smith"] * 2


def test_a_hyphenated_surname_is_a_surname() -> None:
    text = "Teresa Okonkwo-Lind left. Okonkwo-Lind spoke. Ms Lind wept."
    kinds: Kinds = {"Teresa Okonkwo-Lind": PERSON, "Okonkwo-Lind": PERSON, "Lind": PERSON}
    assert _keys(text, kinds) == ["person:teresa okonkwo lind"] * 3


def test_a_firms_short_form_taken_for_a_person_is_the_firm() -> None:
    kinds: Kinds = {"Corvane Systems": "company", "Corvane": PERSON}
    assert _keys("They sued Corvane Systems. Corvane denied it.", kinds) == ["org:corvane systems"] * 2


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("They sued Corvane Systems. Mr Corvane denied it.", "person:corvane"),
        ("Ann Corvane sued Corvane Systems. Corvane denied it.", "person:ann corvane"),
        ("They sued Corvane Systems. “I deny it,” Corvane said.", "person:corvane"),
        ("Corvane wept. They sued Corvane Systems.", "person:corvane"),
    ],
)
def test_a_persons_surname_is_not_the_firm(text: str, key: str) -> None:
    kinds: Kinds = {"Corvane Systems": "company", "Corvane": PERSON, "Ann Corvane": PERSON}
    assert key in {one for name, one in keys_of(text, kinds) if name == "Corvane"}


SPOKESMAN = "Carl Moss, a spokesman for the agency, spoke."


@pytest.mark.parametrize(
    ("before", "bodies"),
    [
        ("The Quay Office bought gates. ", ["org:quay office"]),
        ("The Quay Office sued the Lock Board. ", []),
    ],
)
def test_a_spokesman_for_the_agency_speaks_for_the_one_agency_named(before: str, bodies: list[str]) -> None:
    kinds: Kinds = {"Quay Office": "public_body", "Lock Board": "public_body", "Carl Moss": PERSON}
    found = parties_of(document(before + SPOKESMAN), kinds, {"Carl Moss": "a spokesman for the agency"})
    assert [body for body, _ in found.offices["person:carl moss"]] == bodies


@pytest.mark.parametrize("kind", ["organisation", "product", "unknown"])
def test_the_agency_may_be_a_body_that_goes_by_letters(kind: MentionKind) -> None:
    text = "The HWA has stopped work.\nThe agency said it would decide."
    assert speaker(text, {"HWA": kind}, "The agency")[0] == "org:hwa"


def test_a_product_of_letters_is_no_agency() -> None:
    assert speaker("The HWA has stopped.\nThe firm said so.", {"HWA": "product"}, "The firm")[0] is None


@pytest.mark.parametrize(("kind", "key"), [("public_body", "org:quay office"), ("organisation", None)])
def test_a_publisher_that_is_an_agency_may_be_meant(kind: MentionKind, key: str | None) -> None:
    made = document("The Quay Office bought gates. The agency said so.")
    made = replace(made, publisher=Meta(value="Quay Office", basis="test"))
    found = resolve_document(made, mentions(made, {"Quay Office": kind}))
    said = statement(made, "The agency", "said so", near="The agency")
    assert [one.key for one in spoken(found, [said])] == [key]
