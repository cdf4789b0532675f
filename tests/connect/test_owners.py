"""Whose product an award buys, by the words of the award or of the vehicle it hangs on."""

import pytest

from onrecord.connect.owners import product_owners
from resolve.build import action

NOBODY: frozenset[str] = frozenset()


def _labels(
    description: str, *, recipients: frozenset[str] = NOBODY, parents: frozenset[str] = NOBODY, vehicle: str = ""
) -> dict[str, str]:
    rows = [action(1, description=description)]
    above = [action(2, description=vehicle)] if vehicle else []
    return {one.owner: one.label for one in product_owners(rows, above, recipients, parents)}


@pytest.mark.parametrize(
    ("description", "expected"),
    [
        ("NEW AWARD FOR MICROSOFT AZURE GOVERNMENT CONSUMPTION", {"org:microsoft": "SUPPLIED_VIA"}),
        ("AMAZON WEB SERVICES PUBLIC CLOUD", {"org:amazon": "SUPPLIED_VIA"}),
        ("OFFICE 365 LICENSES AND AWS HOSTING", {"org:microsoft": "SUPPLIED_VIA", "org:amazon": "SUPPLIED_VIA"}),
        ("MICROSOFT AZURE TRAINING COURSE", {"org:microsoft": "MENTION_ONLY"}),
        ("STAFFING: SHAREPOINT DEVELOPERS", {"org:microsoft": "MENTION_ONLY"}),
        ("MASK AND LAWS OF THE SEA", {}),
        ("AZURE BLUE PAINT", {}),
        ("STATIONERY", {}),
        ("", {}),
    ],
)
def test_the_awards_own_words_name_the_maker(description: str, expected: dict[str, str]) -> None:
    assert _labels(description) == expected


def test_a_maker_who_is_the_recipient_supplies_directly() -> None:
    assert _labels("MICROSOFT SUPPORT SERVICES", recipients=frozenset({"org:microsoft"})) == {"org:microsoft": "DIRECT"}


def test_a_maker_who_is_the_recipients_parent_supplies_through_a_subsidiary_where_a_product_is_named() -> None:
    parents = frozenset({"org:microsoft"})
    assert _labels("MICROSOFT AZURE CREDITS", parents=parents) == {"org:microsoft": "SUBSIDIARY"}
    assert _labels("UNLIMITED LIBRARY ACCESS", parents=parents) == {}


def test_a_vehicle_makes_an_order_likely_and_no_more() -> None:
    assert _labels("DHS BPA OY2", vehicle="MS ELA/BPA") == {"org:microsoft": "LIKELY_VIA"}


def test_a_maker_the_award_names_itself_is_not_counted_again_for_the_vehicle() -> None:
    assert _labels("AZURE GOVERNMENT", vehicle="MS ELA/BPA") == {"org:microsoft": "SUPPLIED_VIA"}
    assert _labels("DHS BPA", vehicle="MS ELA", recipients=frozenset({"org:microsoft"})) == {}


def test_every_part_shows_its_field_and_says_why() -> None:
    row = action(3, description="MICROSOFT AZURE TRAINING COURSE")
    (one,) = product_owners([row], [], NOBODY, NOBODY)
    assert one.evidence == (row.field("description"),)
    assert "'Azure'" in one.because or "'Microsoft Azure'" in one.because
    assert "'TRAINING'" in one.because


def test_a_description_without_its_field_is_no_evidence() -> None:
    row = action(description="MICROSOFT AZURE", fields=())
    assert product_owners([row], [], NOBODY, NOBODY) == []
