"""The tables on the parts of names are right, and an acronym that several bodies share never stands alone."""

import csv
import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest

import onrecord.tables
from onrecord.model.names import core_name, folded
from onrecord.resolve.known import by_acronym
from onrecord.tables import known_parties
from onrecord.tables.name_parts import abbreviations, contractors, legal_forms, state_codes

FOLDER = Path(onrecord.tables.__file__).parent
LIST = Path(__file__).parents[3] / "shared/data/agencies/authoritative_agency_list.csv"
DATE = re.compile(r"(19|20)\d\d(-(0[1-9]|1[0-2]))?")


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_forms_and_abbreviations_are_in_folded_letters_and_stand_once() -> None:
    """Names are folded before they are looked up."""
    for name, keys in (("legal_forms.csv", ("form",)), ("name_abbreviations.csv", ("short", "kind"))):
        found = Counter(tuple(row[key] for key in keys) for row in rows(name))
        assert [key for key, count in found.items() if count > 1] == []
    for words in (legal_forms(), abbreviations(), state_codes()):
        assert [word for word in words if word != folded(word)] == []
    assert len(state_codes()) > 56
    assert {row["kind"] for row in rows("name_abbreviations.csv")} == {"word", "state"}


def test_no_abbreviation_leads_to_another() -> None:
    """A name is spelt out in one step."""
    assert [short for short, long in abbreviations().items() if long in abbreviations()] == []


def test_contractors_have_keys_dates_and_tickers_of_one_form() -> None:
    found = contractors()
    assert len(found) >= 90
    assert [key for key, count in Counter(one.key for one in found).items() if count > 1] == []
    assert [one.key for one in found if not re.fullmatch(r"org:[a-z0-9-]+", one.key)] == []
    assert [
        one.ticker for one in found if one.ticker and not re.fullmatch(r"(NYSE|Nasdaq|LSE):[A-Z.]+", one.ticker)
    ] == []
    assert [until for one in found for _, until in one.former if until and not DATE.fullmatch(until)] == []
    assert [one.key for one in found for name, _ in one.former if core_name(name) == core_name(one.name)] == []


def test_a_contractor_of_both_tables_has_one_key() -> None:
    """And no name of it is another organisation's there."""
    organisations = {party.key: party for party in known_parties() if party.key.startswith("org:")}
    whose: dict[str, set[str]] = defaultdict(set)
    for party in organisations.values():
        for name in (party.name, *party.aliases):
            whose[core_name(name)].add(party.key)
    for one in contractors():
        assert {key for name in (one.name, one.short_name) for key in whose[core_name(name)]} <= {one.key}


def test_a_former_name_tells_with_its_date_whose_it_was() -> None:
    """Leidos bore, until September 2013, the name that another firm bears since."""
    former = dict(next(one for one in contractors() if one.short_name == "Leidos").former)
    now = next(one for one in contractors() if one.short_name == "SAIC")
    assert former[now.name] == "2013-09"


def test_an_acronym_that_bodies_share_needs_its_parent_or_an_introduction() -> None:
    """FSA is the Farm Service Agency and Federal Student Aid."""
    shared = {row["acronym"] for row in rows("agencies.csv") if row["acronym_shared"]}
    assert {"FSA", "IADB", "OAS", "NGA", "PSC"} <= shared
    assert [row["key"] for row in rows("agencies.csv") if row["acronym_shared"] and row["acronym_alone"]] == []
    assert {acronym for acronym in by_acronym() if acronym in shared} == set()


def test_agencies_with_one_acronym_and_two_names_say_so() -> None:
    bodies: dict[str, dict[str, str]] = defaultdict(dict)
    for row in rows("agencies.csv"):
        if row["acronym"]:
            bodies[row["acronym"]][folded(row["name"])] = row["acronym_shared"]
    silent = {acronym for acronym, names in bodies.items() if len(names) > 1 and not all(names.values())}
    assert silent == set()


@pytest.mark.shared
@pytest.mark.skipif(not LIST.exists(), reason="../shared is not here")
def test_every_ambiguous_acronym_of_the_official_list_is_known() -> None:
    """The list of 2019 has some that the package's table gives to one body only."""
    names: dict[str, set[str]] = defaultdict(set)
    with LIST.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        for row in csv.DictReader(file):
            for name, acronym in (("AGENCY NAME", "AGENCY ABBREVIATION"), ("SUBTIER NAME", "SUBTIER ABBREVIATION")):
                if row[acronym].strip():
                    names[row[acronym].strip()].add(" ".join(row[name].split()))
    ambiguous = {acronym for acronym, bodies in names.items() if len(bodies) > 1}
    assert len(ambiguous) == 35
    # FEMA has a second entry for its grants: one body.
    assert {acronym for acronym in by_acronym() if acronym in ambiguous} == {"FEMA"}
