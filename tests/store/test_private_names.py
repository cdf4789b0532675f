"""Recipients of spending that are private people: by the shape of the name, by a register's marks, never by a guess to the risky side."""

from collections.abc import Callable

import pytest

from onrecord.model.statement import PartyKind
from onrecord.store.private_names import (
    has_no_word_of_bodies,
    has_organisation_word,
    is_private,
    reads_as_person,
    recipient_is_person,
)
from onrecord.tables.organisation_words import organisation_words
from timing import best


@pytest.mark.parametrize(
    "name", ["ZAREMKA OLLTWIST", "Quenlie Marrowby", "OLLTWIST ZAREMKA MIRELLE", "O'TARN WYKE-ZAREMKA"]
)
def test_a_rare_name_without_a_word_of_firms_is_taken_for_a_persons(name: str) -> None:
    """No table of given names holds them, and no comma or initial gives them away."""
    assert not reads_as_person(name)
    assert has_no_word_of_bodies(name)
    assert is_private(name, "company")


@pytest.mark.parametrize(
    "name",
    [
        "ZAREMKA EXCAVATING",
        "OLLTWIST PROSTHETICS",
        "ZAREMKA & OLLTWIST",
        "ZAREMKA 3D",
        "ZAREMKA/OLLTWIST",
        "ZAREMKA",
        "SAN ZAREMKA",
        "ZAREMKA OLLTWIST MIRELLE QUENLIE MARROWBY",
        "LES ENTREPRISES ZAREMKA",
    ],
)
def test_a_word_or_a_mark_of_firms_makes_it_none(name: str) -> None:
    assert not has_no_word_of_bodies(name)
    assert not is_private(name, "company")


@pytest.mark.parametrize(
    "fields",
    [
        {"sole_proprietorship": "t"},
        {"sole_proprietorship": "TRUE"},
        {"issolepropreitorship": "true"},
        {"organizational_type": "SOLE PROPRIETORSHIP"},
        {"entity_structure": "Sole Proprietor"},
        {"business_types_description": "INDIVIDUAL"},
        {"business_categories": "category_business, individuals"},
        {"subawardee_business_types": "FOR PROFIT ORGANIZATION,SOLE PROPRIETORSHIP"},
    ],
)
def test_a_registers_mark_makes_a_sole_trader_of_a_trade_name(fields: dict[str, str]) -> None:
    assert not recipient_is_person("HARBOUR CLEANERS", "company")
    assert recipient_is_person("HARBOUR CLEANERS", "company", fields)
    assert not recipient_is_person("HARBOUR CLEANERS", "company", fields, tabled=True)


@pytest.mark.parametrize(
    "fields",
    [
        {"sole_proprietorship": "f"},
        {"sole_proprietorship": ""},
        {"organizational_type": "CORPORATE NOT TAX EXEMPT"},
        {"for_profit_organization": "t"},
        {},
    ],
)
def test_other_marks_make_nobody_private(fields: dict[str, str]) -> None:
    assert not recipient_is_person("HARBOUR CLEANERS", "company", fields)


@pytest.mark.parametrize("name", ["HARBOUR CLEANERS, INC.", "HARBOUR CLEANERS L.L.C.", "HARBOUR CLEANERS LTD"])
def test_a_firm_that_is_incorporated_is_no_sole_trader_whatever_it_ticked(name: str) -> None:
    assert not recipient_is_person(name, "company", {"sole_proprietorship": "t"})


def test_a_public_body_is_nobody_private_whatever_it_ticked() -> None:
    assert not recipient_is_person("HARBOUR COUNTY", "public_body", {"sole_proprietorship": "t"})


@pytest.mark.parametrize("kind", ["company", "unknown", "organisation", "person", None])
def test_a_mark_never_unmasks(kind: PartyKind | None) -> None:
    """What the shape of a name hides stays hidden."""
    for name in ("FEATHERBY, JOHN M", "ZAREMKA OLLTWIST"):
        assert is_private(name, kind)
        assert recipient_is_person(name, kind, {"organizational_type": "CORPORATE NOT TAX EXEMPT"})


def test_the_words_of_bodies_are_small_single_words() -> None:
    words = organisation_words()
    assert len(words) > 1_500
    assert [word for word in words if word != word.casefold() or not word.isalpha()] == []
    assert {"excavating", "prosthetics", "solutions"} <= words
    assert has_organisation_word("ANY SOLUTIONS")


@pytest.mark.parametrize("name", ["", " ", "-", "\u200f", "محمد علي", "山田 太郎", "A" * 100_000, "A B C D"])
def test_odd_names_break_nothing(name: str) -> None:
    assert recipient_is_person(name, "company") in {True, False}


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("FEATHERBY, JOHN M", "company"),
        ("OKONJI, ANTHONY", "company"),
        ("JEREMY TANFIELD", "company"),
        ("SHARON A. QUILLBY", "company"),
        ("MARIA DE LA CRUZ", "company"),
        ("ZZARO, THANH M", "company"),
        ("JENNIFER ULLMOR, LMFT", "company"),
        ("O'TARN-WYKE, MEGHAN", "company"),
        ("HOLMWAY, NEIL S PHD ABBP", "company"),
        ("DRAYCOTTE KEVIN M", "company"),
        ("GREYMOOR  MICHAEL", "company"),
        ("WREN  FELICIA", "company"),
        ("WELLDECK  JOHN DAVID", "company"),
        ("JOANIE E MARLOCK", "company"),
        ("RAVENOR BETH R MD", "company"),
        ("Dr. Kirthi Kadlam", "company"),
        ("ARROYABO JR, JOSÉ", "company"),
        ("SALES, MARIA J", "company"),
        ("MARINE  JOHN DAVID", "company"),
        ("WELLDECK JANE D.D.S.", "company"),
        ("Acme", "unknown"),
        ("Acme", None),
        ("Acme Systems Inc", "person"),
    ],
)
def test_a_name_that_may_be_a_persons_is_private(name: str, kind: PartyKind | None) -> None:
    assert is_private(name, kind)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("ACME CORP", "company"),
        ("KELLY SAMPLE SERVICES", "company"),
        ("JORDAN SAMPLE SUPPLY", "company"),
        ("TROVELL SALES, INC.", "company"),
        ("SERVICES, ANYWORD", "company"),
        ("AUSTIN, CITY OF", "company"),
        ("MADISON COUNTY SHERIFF'S DEPARTMENT", "company"),
        ("SANTA CLARA, COUNTY OF", "company"),
        ("QXN, INC.", "company"),
        ("SMITH, JONES & CO", "company"),
        ("PAUL JONES L.L.C.", "company"),
        ("TODD 3D PRINTS", "company"),
        ("SANTA CLARA", "company"),
        ("QXN  INC.", "company"),
        ("MUESTRA, SOCIEDAD ANONIMA", "company"),
        ("A B DICK", "company"),
        ("ATTORNEY GENERAL, PENNSYLVANIA", "company"),
        ("JOHNSON CONTROLS", "company"),
        ("MICROSOFT", "company"),
        ("FEATHERBY, JOHN M", "public_body"),
        ("Beta Systems", "unknown"),
        ("Beta Ltd", None),
    ],
)
def test_a_name_that_is_an_organisations_is_not(name: str, kind: PartyKind | None) -> None:
    assert not is_private(name, kind)


def test_a_firm_of_the_tables_is_none_whatever_it_is_called() -> None:
    assert is_private("JOHN DEERE", "company")
    assert not is_private("JOHN DEERE", "company", tabled=True)


@pytest.mark.parametrize(
    "work",
    [
        lambda size: is_private("SMITH, " + "A" * size, "company"),
        lambda size: is_private("A " * size, "company"),
    ],
)
def test_long_names_take_linear_time(work: Callable[[int], object]) -> None:
    short, long = (best(lambda size=size: work(size)) for size in (20_000, 80_000))
    assert long < 12 * short + 0.01
