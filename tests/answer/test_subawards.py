"""Subawards and permissions: each once, what is doubtful about it, and shown with the parties and awards they name."""

from decimal import Decimal

import pytest

from answer.spending_sources import AZURE
from onrecord.answer.facts import LISTED
from onrecord.answer.parties import find_party
from onrecord.answer.show import show
from onrecord.answer.subawards import (
    authorisations_of,
    flags_of,
    reported,
    subaward_words,
    subawards_of,
    subawards_under,
)
from onrecord.answer.timeline import said_and_done
from onrecord.model.award import Subaward, places_of
from onrecord.model.ids import AwardId, artefact_id
from onrecord.store import Record, View


def subaward(row: int = 1, **values: object) -> Subaward:
    given: dict[str, object] = {
        "prime": AwardId(AZURE),
        "artefact": artefact_id(b"subawards"),
        "row": row,
        "number": "S-1",
        "acted_on": "2020-06-15",
        "description": "",
        "currency": "USD",
        "amount": Decimal("532.50"),
        "prime_amount": Decimal(1000),
        "prime_recipient": "PRIME, INC.",
        "recipient": "SUB, LLC",
        "recipient_identifiers": (("us-uei", "SUBSUBSUBSU1"),),
        "places": places_of(f"row={row};column=", ()),
    }
    return Subaward(**(given | values))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("values", "flags"),
    [
        ({}, ()),
        ({"amount": Decimal("1000.01")}, ("over_prime",)),
        ({"amount": Decimal(1000)}, ()),
        ({"amount": Decimal(2000), "prime_amount": None}, ()),
        ({"amount": Decimal(877), "number": "0000000877"}, ("amount_is_number",)),
        ({"amount": Decimal("6000000000.00"), "number": "6-000-000-000"}, ("over_prime", "amount_is_number")),
        ({"amount": Decimal("877.50"), "number": "877"}, ()),
        ({"amount": None, "number": "877"}, ()),
        ({"amount": Decimal(0), "number": "0"}, ()),
        ({"amount": Decimal(5), "number": "9" * 5000}, ()),
    ],
)
def test_what_may_be_wrong_is_flagged(values: dict[str, object], flags: tuple[str, ...]) -> None:
    """More than the prime award, or its own number as the amount (pitfall P14); nothing is left out for it."""
    assert flags_of(subaward(1, **values)) == flags


def test_a_subaward_reported_again_is_one() -> None:
    found = list(reported([subaward(1), subaward(4), subaward(2, number="S-2")]))
    assert [(len(one.reports), one.subaward.row) for one in found] == [(2, 1), (1, 2)]
    assert subaward_words(found[0]) == (
        f"2020-06-15, SUB, LLC: 532.50 USD; reported 2 times, counted once [row 1 of artefact {found[0].subaward.artefact[:12]}]"
    )


def test_the_subawards_under_an_award_are_listed_by_date(spending: Record) -> None:
    with View.open(spending) as view:
        found = subawards_under(view, AZURE)
    assert [(one.subaward.acted_on, len(one.reports), one.flags) for one in found] == [
        ("2018-07-15", 2, ()),
        ("2018-08-01", 1, ("over_prime", "amount_is_number")),
    ]


def test_a_party_has_the_subawards_it_is_named_in_also_under_awards_that_are_not_held(spending: Record) -> None:
    with View.open(spending) as view:
        sub = subawards_of(view, find_party(view, "EXAMPLE HOSTING, LLC"))
        parent = subawards_of(view, find_party(view, "EXAMPLE PARENT CORP"))
        prime = subawards_of(view, find_party(view, "Dell"))
        nobody = subawards_of(view, find_party(view, "LinkedIn"))
    assert [(one.role, len(one.reported.reports)) for one in sub] == [
        ("recipient", 1),
        ("recipient", 2),
        ("recipient", 1),
    ]
    elsewhere = [one.reported.subaward.prime for one in sub if not one.prime_held]
    assert elsewhere == ["CONT_AWD_ELSEWHERE_7012_-NONE-_-NONE-"]
    assert {one.role for one in parent} == {"recipient_parent"}
    assert {one.role for one in prime} == {"prime_recipient"}
    assert len(sub) == len(parent) == len(prime) == 3
    assert nobody == ()


def test_a_permission_belongs_to_the_body_its_department_and_the_provider(spending: Record) -> None:
    with View.open(spending) as view:
        found = {name: authorisations_of(view, find_party(view, name)) for name in ("ICE", "DHS", "Microsoft", "Dell")}
    assert {name: [one.role for one in rows] for name, rows in found.items()} == {
        "ICE": ["body"],
        "DHS": ["department"],
        "Microsoft": ["provider"],
        "Dell": [],
    }
    assert {one.authorisation.authorised_on for rows in found.values() for one in rows} == {"2023-11-22"}


def test_a_subaward_under_an_award_that_is_not_held_is_in_the_answer(spending: Record) -> None:
    """The others are there through the awards they hang on (golden case G12 has only the subaward)."""
    with View.open(spending) as view:
        sub, ice, microsoft = (find_party(view, name) for name in ("EXAMPLE HOSTING, LLC", "ICE", "Microsoft"))
        found = {about: said_and_done(view, sub, party).subawards for about, party in (("ICE", ice), ("", None))}
        by_department = said_and_done(view, sub, find_party(view, "DHS")).subawards
        other = said_and_done(view, sub, microsoft).subawards
    assert [one.reported.subaward.number for one in found["ICE"]] == ["S-9"]
    assert found[""] == by_department == found["ICE"]
    assert other == ()


def test_an_award_shows_its_subawards(spending: Record) -> None:
    with View.open(spending) as view:
        lines = [value for name, value in show(view, AZURE).facts if name == "subaward"]
    assert len(lines) == 2
    assert "EXAMPLE HOSTING, LLC: 532.50 USD; reported 2 times, counted once" in lines[0]
    assert "more than the prime award's amount" in lines[1]
    assert "the amount is its own number" in lines[1]


def test_a_party_shows_its_subawards_and_permissions(spending: Record) -> None:
    with View.open(spending) as view:
        sub = show(view, find_party(view, "EXAMPLE HOSTING, LLC").id).facts
        agency = show(view, find_party(view, "ICE").id).facts
    assert [name for name, _ in sub].count("subaward to it") == 3
    assert any(
        name == "authorisation"
        and value.startswith("2023-11-22, Immigration and Customs Enforcement: Azure Government")
        for name, value in agency
    )
    counted = dict(agency)["buyer"]
    assert counted == "7 awards"
    assert LISTED >= 7
