"""Parties the package knows: names in any spelling of case, acronyms only as they are written."""

import pytest

from onrecord.resolve.known import by_acronym, by_name, find_known
from onrecord.tables import known_parties


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Microsoft", "org:microsoft"),
        ("MICROSOFT CORPORATION", "org:microsoft"),
        ("Microsoft Corporation SITZ IN Redmond Corporation", "org:microsoft"),
        ("FOUR POINTS TECHNOLOGY, L.L.C.", "org:four-points"),
        ("US Immigration and Customs Enforcement", "us-agency:7012"),
        ("U.S. Immigration and Customs Enforcement", "us-agency:7012"),
        ("ICE", "us-agency:7012"),
        ("I.C.E.", "us-agency:7012"),
        ("Homeland Security Department", "us-cgac:070"),
        ("DEFENSE, DEPARTMENT OF", "us-cgac:097"),
    ],
)
def test_a_party_is_found_by_its_names_and_its_acronym(name: str, key: str) -> None:
    found = find_known(name)
    assert found is not None
    assert found.key == key


@pytest.mark.parametrize("name", ["ice", "Ice", "the ice", "dhs", "Microsofts", "Corporation", "The", "", "."])
def test_an_acronym_counts_in_capitals_only_and_pieces_of_names_count_for_nothing(name: str) -> None:
    """ICE is an agency, ice is water."""
    assert find_known(name) is None


def test_a_name_that_two_parties_share_stands_for_neither() -> None:
    """The look-up tables hold no name whose owners differ."""
    owners: dict[str, set[str]] = {}
    for party in known_parties():
        if party.acronym and party.acronym_alone:
            owners.setdefault(party.acronym, set()).add(party.key)
    shared = {acronym for acronym, keys in owners.items() if len(keys) > 1}
    assert shared & by_acronym().keys() == set()
    assert all(len(name) > 1 for name in by_name())


def test_an_acronym_that_needs_introducing_is_not_known_alone() -> None:
    """USA is in the table as the Department of the Army; nobody means that by it."""
    listed = [party for party in known_parties() if party.acronym == "USA"]
    assert [party.acronym_alone for party in listed] == [False]
    assert find_known("USA") is None
