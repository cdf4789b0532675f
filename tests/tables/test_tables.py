"""The tables of the package are complete, sourced and mean what they should."""

import csv
import re
from collections import Counter
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

import onrecord.tables
from onrecord.model.names import folded
from onrecord.tables import (
    FILES,
    addons,
    agency_names,
    award_names,
    given_names,
    known_parties,
    owners_of,
    products,
    resellers,
    tables_version,
    vehicle_of,
    vehicles,
)

FOLDER = Path(onrecord.tables.__file__).parent
CALIBRATION = ("method", "low", "right", "n", "fitted_on", "set")
REQUIRED = {
    "agencies.csv": ("key", "name", "source"),
    "organisations.csv": ("key", "name", "kind", "source"),
    "products.csv": ("product", "owner", "role", "source"),
    "addons.csv": ("name", "maker", "made_for", "source"),
    "resellers.csv": ("name", "source"),
    "vehicles.csv": ("piid", "source"),
    "contractors.csv": ("key", "name", "short_name", "source"),
    "county_names.csv": ("name", "states", "source"),
    "legal_forms.csv": ("form", "class", "country", "source"),
    "name_abbreviations.csv": ("short", "long", "kind", "source"),
    "given_name_pronouns.csv": ("name", "pronoun", "source"),
    "public_offices.csv": ("name", "office", "source"),
    "issues.csv": ("issue", "terms", "source"),
    "opposites.csv": ("word", "opposite", "source"),
    "satire.csv": ("publisher", "source"),
    "accuracy.csv": ("topic", "what", "percent", "set", "date", "source", "as_written"),
    "calibration_copies.csv": CALIBRATION,
    "calibration_echoes.csv": CALIBRATION,
    "calibration_figures.csv": CALIBRATION,
    "calibration_matches.csv": CALIBRATION,
    "calibration_positions.csv": CALIBRATION,
}
KEY = {"agencies.csv": r"us-(cgac|agency):\w+", "organisations.csv": r"org:[a-z0-9-]+"}


def raw(name: str) -> list[dict[str | None, str | None]]:
    """Read a table with nothing but the csv module."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return [dict(row) for row in csv.DictReader(file)]


def test_every_table_of_the_package_is_tested_here() -> None:
    """A new table needs its rules."""
    assert {path.name for path in FOLDER.glob("*.csv")} == set(REQUIRED)


@pytest.mark.parametrize("name", REQUIRED)
def test_every_row_is_complete_and_has_a_source(name: str) -> None:
    """No cell too few or too many, no white space around a value, and where the fact comes from."""
    rows = raw(name)
    assert rows
    for number, row in enumerate(rows, 1):
        assert None not in row, (name, number, "too many cells")
        assert None not in row.values(), (name, number, "too few cells")
        assert all(row[column] for column in REQUIRED[name]), (name, number)
        assert all(value == " ".join((value or "").split()) for value in row.values()), (name, number)


@pytest.mark.parametrize("name", KEY)
def test_keys_are_unique_and_well_formed(name: str) -> None:
    """Party ids hang on them."""
    keys = [row["key"] or "" for row in raw(name)]
    assert [key for key, count in Counter(keys).items() if count > 1] == []
    assert [key for key in keys if not re.fullmatch(KEY[name], key)] == []


def test_no_key_stands_in_two_tables() -> None:
    """One body, one key."""
    keys = Counter(party.key for party in known_parties())
    assert [key for key, count in keys.items() if count > 1] == []
    assert len(keys) == len(raw("agencies.csv")) + len(raw("organisations.csv"))


def test_every_parent_is_in_the_table_and_none_is_above_itself() -> None:
    """Part-of leads upwards and ends."""
    parents = {party.key: party.parent for party in known_parties()}
    for key, parent in parents.items():
        above, seen = parent, {key}
        while above:
            assert above in parents, (key, above)
            assert above not in seen, (key, above)
            seen.add(above)
            above = parents[above]


def test_every_owner_is_another_company_of_the_table_with_a_source() -> None:
    owned = {party.key: (party.owner, party.owner_source) for party in known_parties() if party.owner}
    companies = {party.key for party in known_parties() if party.kind == "company"}
    assert owned["org:west-publishing"][0] == "org:thomson-reuters"
    assert [key for key, (owner, source) in owned.items() if owner not in companies - {key} or not source] == []


def test_every_addon_is_found_as_a_whole_word_and_has_a_source() -> None:
    assert [one.name for one in addons() if one.pattern.search("SOFTWARE AND CLOUD SERVICES")] == []
    assert [one.name for one in addons() if not one.pattern.search(f"THE {one.name.upper()} SUITE")] == []
    assert [one.name for one in addons() if one.pattern.search(f"un{one.name}") or not one.source] == []


def test_an_addon_works_on_products_of_the_table() -> None:
    """Whose products it points to is known only by them."""
    names = {product.name for product in products()}
    assert [host for one in addons() for host in one.made_for if host not in names] == []


def test_every_owner_of_a_product_and_of_a_vehicle_is_a_company_of_the_table() -> None:
    """A product without a maker would make an unknown party."""
    keys = {party.key for party in known_parties() if party.kind == "company"}
    assert [row.name for row in award_names() if row.owner not in keys] == []
    assert [one.piid for one in vehicles().values() if one.owner and one.owner not in keys] == []


def test_a_unit_is_one_of_the_names_of_its_owner() -> None:
    """A unit that the party does not go by would never be met."""
    parties = [party for party in known_parties() if party.units]
    assert parties
    assert [party.key for party in parties if not set(party.units) <= set(party.aliases)] == []


def test_an_owner_counts_from_the_day_it_bought() -> None:
    """Red Hat was its own firm before IBM bought it."""
    assert owners_of({"org:redhat"}, "2019-07-08") == {}
    assert list(owners_of({"org:redhat"}, "2019-07-09")) == ["org:ibm"]
    assert list(owners_of({"org:redhat"})) == ["org:ibm"]
    assert list(owners_of({"org:west-publishing"}, "2013-01-01")) == ["org:thomson-reuters"]


def test_every_pattern_compiles_and_does_not_fit_everything() -> None:
    """`not_when` rules out some descriptions, not all of them; `needs` asks for something."""
    guards = [pattern for row in award_names() for pattern in (row.not_when, row.needs) if pattern]
    assert len(guards) > 100
    for pattern in guards:
        assert not pattern.search("PAPER CLIPS AND GLOVES"), pattern
        assert not pattern.search(""), pattern


def test_guards_do_not_rule_out_the_name_itself() -> None:
    """A name that its own guard forbids could never be found."""
    assert [row.name for row in award_names() if row.not_when and row.not_when.search(row.name)] == []


def test_a_name_that_changed_hands_has_a_maker_every_day_and_one_only() -> None:
    """The periods of a name adjoin; none is left out between the first and the last."""
    periods: dict[str, list[tuple[str, str]]] = {}
    for row in award_names():
        periods.setdefault(folded(row.name), []).append((row.since, row.until))
    for name, found in periods.items():
        for (_, until), (since, _) in pairwise(sorted(found)):
            assert until, name
            assert date.fromisoformat(since) - date.fromisoformat(until) == timedelta(days=1), name


def test_dates_are_iso_dates_and_dated_rows_say_where_the_date_is_from() -> None:
    """`from` without a source of its own would be a guess."""
    for row in raw("products.csv"):
        for column in ("from", "to"):
            assert not row[column] or date.fromisoformat(row[column] or "").isoformat() == row[column]
    dated = [row for row in award_names() if row.since and row.role != "misspelling"]
    assert [row.name for row in dated if not re.search(r"\d{4}|separation|public product name", row.source)] == []


def test_the_version_of_the_tables_follows_every_table() -> None:
    """What was worked out with other rows is worked out again; nothing is worked out with figures about the program."""
    tables = {path.name for path in FOLDER.iterdir() if path.suffix in {".csv", ".txt"}}
    assert tables - {"accuracy.csv"} == set(FILES)
    assert re.fullmatch(r"[0-9a-f]{12}", tables_version())


def test_resellers_and_vehicles_are_as_they_are_compared() -> None:
    """Names in words and capitals, numbers without hyphens."""
    assert ("NET", "DIRECT", "SYSTEMS") in resellers()
    assert ("C", "C", "INTERNATIONAL", "COMPUTERS") in resellers()
    assert [one for one in resellers() if not one or any(not word.isalnum() for word in one)] == []
    assert [piid for piid in vehicles() if not re.fullmatch(r"[A-Z0-9]+", piid)] == []
    assert vehicles()["HSHQDC15A00017"].owner == "org:microsoft"


def test_a_vehicle_is_found_by_its_key() -> None:
    """With hyphens or without; keys of orders and of other sources are none."""
    assert vehicle_of("CONT_IDV_HSHQDC15A00017_7001") == vehicles()["HSHQDC15A00017"]
    assert vehicle_of("CONT_IDV_HSHQDC-15-A-00017_7001") == vehicles()["HSHQDC15A00017"]
    for key in ("CONT_AWD_HSHQDC15A00017_7001", "CONT_IDV_NONE_7001", "ocds-1", "", None):
        assert vehicle_of(key) is None


def test_kinds_and_flags_are_of_the_known_ones() -> None:
    """A slip of the pen (`Yes`, `firm`) would be read as no."""
    assert {row["kind"] for row in raw("organisations.csv")} <= {"company", "public_body", "organisation"}
    assert {row["outlet"] for row in raw("organisations.csv")} == {"", "yes"}
    assert {row["acronym_alone"] for row in raw("agencies.csv")} == {"", "yes"}
    assert {row["role"] for row in raw("products.csv")} == {"product", "maker", "hint", "misspelling"}
    assert {row["read_in"] for row in raw("products.csv")} == {"", "awards"}
    assert {row["kind"] for row in raw("products.csv")} == {"", "software", "hardware", "service"}


def test_an_acronym_that_may_stand_alone_is_an_acronym() -> None:
    """And no two bodies share one: `ICE` without an introduction must mean one thing."""
    alone = Counter(party.acronym for party in known_parties() if party.acronym_alone)
    assert "" not in alone
    assert [acronym for acronym, count in alone.items() if count > 1] == []


def test_no_product_is_listed_twice() -> None:
    """The second row would never be found."""
    names = Counter((folded(row.name), row.since) for row in award_names())
    assert [name for name, count in names.items() if count > 1] == []


def test_plain_words_are_read_in_awards_only() -> None:
    """In an article "Apple" may be a fruit and "Latitude" a coordinate: those names are not looked for there."""
    everywhere = {product.name for product in products()}
    assert {"Azure", "SharePoint", "Rekognition", "ThinkPad"} <= everywhere
    assert (
        everywhere & {"Apple", "Latitude", "Toad", "CLEAR", "Excel", "Quantum", "Fortify", "Axiom", "MS ELA"} == set()
    )
    assert [row.name for row in award_names() if row.role != "product" and not row.awards_only] == []


def test_the_bodies_of_the_example_are_known() -> None:
    """With their codes, names, acronyms and departments."""
    parties = {party.key: party for party in known_parties()}
    ice, homeland = parties["us-agency:7012"], parties["us-cgac:070"]
    assert (ice.acronym, ice.kind, ice.parent) == ("ICE", "public_body", "us-cgac:070")
    assert folded("Immigration and Customs Enforcement") in {folded(name) for name in (ice.name, *ice.aliases)}
    assert homeland.acronym == "DHS"
    assert "Homeland Security Department" in homeland.aliases


def test_a_department_goes_by_its_usual_turns() -> None:
    """Official, short, and the way procurement data turn it round."""
    assert set(agency_names("Department of Justice")) >= {
        "Department of Justice",
        "Justice Department",
        "Justice, Department of",
        "U.S. Department of Justice",
    }
    assert list(agency_names("U.S. Secret Service"))[:2] == ["U.S. Secret Service", "Secret Service"]
    assert list(agency_names("Federal Reserve")) == ["Federal Reserve"]


def test_given_names_are_names() -> None:
    """Written as at the start of a person's name, enough of them, no repetition."""
    names = given_names()
    assert len(names) > 300
    assert {"Satya", "Brad", "Sundar", "Mary"} <= names
    assert [name for name in names if not re.fullmatch(r"[A-Z][\w’'-]+", name)] == []
    words = (FOLDER / "given_names.txt").read_text(encoding="utf-8").split()
    assert [name for name, count in Counter(words).items() if count > 1] == []
