"""The tables of the package are complete, sourced and mean what they should."""

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

import onrecord.tables
from onrecord.model.names import folded
from onrecord.tables import addons, agency_names, given_names, known_parties, products
from onrecord.tables.makers import makers_named, product_named

FOLDER = Path(onrecord.tables.__file__).parent
REQUIRED = {
    "agencies.csv": ("key", "name", "source"),
    "organisations.csv": ("key", "name", "kind", "source"),
    "products.csv": ("product", "owner", "source"),
    "addons.csv": ("name", "maker", "made_for", "source"),
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


def test_every_owner_of_a_product_is_an_organisation_of_the_table() -> None:
    """A product without a maker would make an unknown party."""
    keys = {party.key for party in known_parties() if party.kind == "company"}
    assert [product.name for product in products() if product.owner not in keys] == []


def test_every_pattern_compiles_and_does_not_fit_everything() -> None:
    """`not_when` rules out some descriptions, not all of them."""
    patterns = [row["not_when"] for row in raw("products.csv") if row["not_when"]]
    assert patterns
    for pattern in patterns:
        assert not re.search(pattern, "CLOUD SERVICES", re.IGNORECASE), pattern


def test_kinds_and_flags_are_of_the_known_ones() -> None:
    """A slip of the pen (`Yes`, `firm`) would be read as no."""
    assert {row["kind"] for row in raw("organisations.csv")} <= {"company", "public_body", "organisation"}
    assert {row["outlet"] for row in raw("organisations.csv")} == {"", "yes"}
    assert {row["acronym_alone"] for row in raw("agencies.csv")} == {"", "yes"}


def test_an_acronym_that_may_stand_alone_is_an_acronym() -> None:
    """And no two bodies share one: `ICE` without an introduction must mean one thing."""
    alone = Counter(party.acronym for party in known_parties() if party.acronym_alone)
    assert "" not in alone
    assert [acronym for acronym, count in alone.items() if count > 1] == []


def test_no_product_is_listed_twice() -> None:
    """The second row would never be found."""
    names = Counter(folded(product.name) for product in products())
    assert [name for name, count in names.items() if count > 1] == []


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


@pytest.mark.parametrize(
    ("description", "expected"),
    [
        ("AZURE GOVERNMENT SUBSCRIPTION FOR EDS", [("org:microsoft", "Azure Government")]),
        ("microsoft azure licences", [("org:microsoft", "Microsoft Azure")]),
        ("AZURE CONSUMPTION", [("org:microsoft", "Azure")]),
        ("PAINT, AZURE BLUE, 5 GALLONS", []),
        ("MICROSOFT AZURE AND AZURE BLUE SHIRTS", [("org:microsoft", "Microsoft Azure")]),
        ("AWS GOVCLOUD HOSTING", [("org:amazon", "AWS GovCloud")]),
        ("HOSTING ON AWS", [("org:amazon", "AWS")]),
        ("the aws of the jaws", []),
        ("AWS CERTIFICATION, AMERICAN WELDING SOCIETY", []),
        ("GENERAL DYNAMICS RADIOS", []),
        ("DYNAMICS 365 LICENSES", [("org:microsoft", "Dynamics 365")]),
        ("MS ELA/BPA", [("org:microsoft", "MS ELA")]),
        ("FIRMS ELABORATE", []),
        ("GOTHAM CAPACITY LICENSES", [("org:palantir", "Gotham")]),
        ("GOTHAM CITY POLICE RADIO", []),
        ("AZURE-LIKE", []),
        ("", []),
    ],
)
def test_the_makers_a_description_names(description: str, expected: list[tuple[str, str]]) -> None:
    """The longest name wins; short names stand in capitals; another meaning beside it rules a name out."""
    assert list(makers_named(description)) == expected


def test_two_makers_in_one_description_are_both_found() -> None:
    """Each once."""
    found = dict(makers_named("OFFICE 365 AND SHAREPOINT ON AMAZON WEB SERVICES, ORACLE DATABASE"))
    assert set(found) == {"org:microsoft", "org:amazon", "org:oracle"}


def test_a_products_row_is_found_by_its_name_and_a_makers_name_is_no_product() -> None:
    """`Microsoft` alone names the maker."""
    found = product_named("Azure")
    assert found is not None
    assert found.owner == "org:microsoft"
    assert product_named("Microsoft") is None


def test_given_names_are_names() -> None:
    """Written as at the start of a person's name, enough of them, no repetition."""
    names = given_names()
    assert len(names) > 300
    assert {"Satya", "Brad", "Sundar", "Mary"} <= names
    assert [name for name in names if not re.fullmatch(r"[A-Z][\w’'-]+", name)] == []
    words = (FOLDER / "given_names.txt").read_text(encoding="utf-8").split()
    assert [name for name, count in Counter(words).items() if count > 1] == []
