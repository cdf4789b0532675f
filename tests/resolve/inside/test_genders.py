"""Which pronoun a person goes by: titles before roles before given names, and nobody with signs of both kinds."""

import pytest

from onrecord.resolve.inside.genders import pronouns_of
from onrecord.resolve.inside.titles import usual_pronouns
from resolve.build import Kinds, Roles, document, parties_of


def pronouns(text: str, kinds: Kinds, roles: Roles | None = None) -> dict[str, str]:
    return dict(pronouns_of(parties_of(document(text), kinds, roles)))


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Ann Clarke came.", "Ann Clarke", "she"),
        ("Carl Moss came.", "Carl Moss", "he"),
        ("Mr. Ann Clarke came.", "Mr. Ann Clarke", "he"),
        ("Mr. Ann Clarke came.", "Ann Clarke", "he"),
        ("Kim Moss came.", "Kim Moss", None),
        ("Quillon Moss came.", "Quillon Moss", None),
    ],
)
def test_a_title_comes_before_a_given_name(text: str, name: str, expected: str | None) -> None:
    """Names that both men and women bear, and unknown ones, say nothing."""
    assert list(pronouns(text, {name: "person"}).values()) == ([expected] if expected else [])


def test_a_role_comes_before_a_given_name() -> None:
    kinds: Kinds = {"Carl Moss": "person"}
    assert pronouns("Carl Moss, a spokeswoman, came.", kinds, {"Carl Moss": "a spokeswoman"}) == {
        "person:carl moss": "she"
    }


def test_somebody_elses_relation_says_nothing_of_a_person() -> None:
    kinds: Kinds = {"Quillon Moss": "person"}
    assert pronouns("Quillon Moss, the son of a queen, came.", kinds, {"Quillon Moss": "the son of a queen"}) == {}


def test_titles_of_both_kinds_leave_it_open() -> None:
    kinds: Kinds = {"Mr. Quillon Moss": "person", "Mrs. Quillon Moss": "person"}
    assert pronouns("Mr. Quillon Moss came. Mrs. Quillon Moss came.", kinds) == {}


def test_the_table_holds_no_name_of_both_kinds() -> None:
    usual = usual_pronouns()
    assert len(usual) > 2000
    assert {"kim", "jordan", "leslie", "chris"}.isdisjoint(usual)
