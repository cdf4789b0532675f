"""Counties of one name lie in several states; a body's name that names no state may be any of theirs."""

import pytest

from onrecord.resolve.linking.place_names import lacks_state
from onrecord.resolve.names.org_names import parse
from onrecord.tables.counties import shared_county_names


@pytest.mark.parametrize(
    ("name", "lacking"),
    [
        ("COUNTY OF WASHINGTON", True),
        ("Washington County", True),
        ("WASHINGTON, COUNTY OF", True),
        ("Washington County Sheriff's Office", True),
        ("St. Clair County", True),
        ("Washington County, Oregon", False),
        ("KERN, COUNTY OF", False),
        ("Township of Salem", True),
        ("CITY OF PHOENIX", False),
        ("State of Ohio", False),
        ("Washington Technology Group Inc", False),
        ("", False),
    ],
)
def test_which_names_lack_a_state(name: str, *, lacking: bool) -> None:
    assert lacking == lacks_state(parse(name))


def test_the_table_lists_names_once_and_only_those_of_several_states() -> None:
    names = shared_county_names()
    assert len(names) > 400
    assert {"Washington", "Jefferson", "Orange"} <= names
    assert not {"Kern", "Maricopa", "Los Angeles"} & names
