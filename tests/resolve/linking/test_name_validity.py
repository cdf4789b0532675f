"""A name was an organisation's own on some days; a silence of the record ends nothing, another name does."""

import pytest

from onrecord.resolve.linking.name_validity import Standing, standing
from onrecord.resolve.linking.organisations import NameSeen

OLD = NameSeen("HARBOUR LANTERN CORP", "award", "2005-01-01", "2013-09-01")
NEW = NameSeen("BRIGHTWATER INC", "award", "2013-10-01", "2024-01-01")
BEFORE = NameSeen("SACRED RIVER LLC", "award", "1990-01-01", "2004-06-01")
SPELLING = NameSeen("Harbour Lantern Corporation", "award", "2015-01-01", "2016-01-01")


def used(first: str | None, last: str | None = None) -> NameSeen:
    """Make a use of the name."""
    return NameSeen("Harbour Lantern", "text", first, last or first)


@pytest.mark.parametrize(
    ("names", "use", "expected"),
    [
        ((OLD, NEW), used("2010-05-01"), "within"),
        ((OLD, NEW), used("2014-06-01"), "within"),
        ((OLD, NEW), used("2020-06-01"), "outside"),
        ((OLD,), used("2020-06-01"), "open"),
        ((OLD, NEW), used("1999-01-01"), "open"),
        ((BEFORE, OLD), used("1999-01-01"), "outside"),
        ((OLD, NEW, SPELLING), used("2015-06-01"), "within"),
        ((OLD, NEW), used(None), "open"),
        ((OLD, NEW), used("yesterday"), "open"),
        ((OLD, NEW), used("2010-05-01T10:00:00+02:00"), "within"),
        ((OLD, NEW), used("2010-01-01", "2020-01-01"), "within"),
        ((NameSeen(OLD.name, "table"), NEW), used("2020-06-01"), "open"),
    ],
)
def test_where_a_use_stands(names: tuple[NameSeen, ...], use: NameSeen, expected: Standing) -> None:
    name = next(one for one in names if one.name == OLD.name)
    assert expected == standing(names, name, use)
