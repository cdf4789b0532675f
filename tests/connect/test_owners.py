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
        ("FUNDING TO RENEW 5 TOAD FOR ORACLE SOFTWARE (LICENSE)", {"org:oracle": "MENTION_ONLY"}),
        ("BACKUP AGENT FOR MICROSOFT SQL SERVER", {"org:microsoft": "MENTION_ONLY"}),
        ("SERVER MEMORY IS NEEDED FOR ALL DOCUMENTS ON SHAREPOINT", {"org:microsoft": "MENTION_ONLY"}),
        ("STORAGE TO SAVE DOCUMENTS ON THE SHAREPOINT SITE", {"org:microsoft": "MENTION_ONLY"}),
        ("MICROSOFT GIMMALSOFT COMPLIANCE SUITE", {"org:microsoft": "MENTION_ONLY"}),
        ("SHAREPOINT OPERATIONS, MAINTENANCE AND DEVELOPMENT", {"org:microsoft": "MENTION_ONLY"}),
        ("SHAREPOINT SUPPORT SERVICES", {"org:microsoft": "MENTION_ONLY"}),
        ("WARRANTY FOR OBSERVER SYSTEMS & WEB SQL SERVER", {"org:microsoft": "MENTION_ONLY"}),
        ("MIGRATE CAPABILITIES TO ORACLE DATABASE", {"org:oracle": "MENTION_ONLY"}),
        ("ORACLE SOFTWARE CONSULTANCY", {"org:oracle": "MENTION_ONLY"}),
        ("OFFICE 365 IMPLEMENTATION", {"org:microsoft": "MENTION_ONLY"}),
        # What makers sell through others, in words close to those above.
        ("RENEWAL OF MAINTENANCE/SUPPORT FOR ORACLE", {"org:oracle": "SUPPLIED_VIA"}),
        ("YEARLY MAINTENANCE FOR VMWARE SOFTWARE", {"org:vmware": "SUPPLIED_VIA"}),
        ("BPA CALL FOR ORACLE SOFTWARE SUPPORT", {"org:oracle": "SUPPLIED_VIA"}),
        ("LICENSES FOR MICROSOFT SQL SERVER", {"org:microsoft": "SUPPLIED_VIA"}),
        ("ORACLE LICENSES, AND A TOOL FOR ORACLE", {"org:oracle": "SUPPLIED_VIA"}),
        ("SHAREPOINT ONLINE LICENSES FOR THE SITE", {"org:microsoft": "SUPPLIED_VIA"}),
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


def test_a_vehicle_that_only_mentions_a_product_makes_no_order_likely() -> None:
    assert _labels("DHS BPA OY2", vehicle="STAFFING: SHAREPOINT DEVELOPERS") == {}


def test_a_maker_that_owns_the_recipient_by_the_table_supplies_through_a_subsidiary() -> None:
    row = action(description="CONSOLIDATED LEAD EVALUATION AND REPORTING (CLEAR) SYSTEM")
    recipients = frozenset({"org:west-publishing"})
    (one,) = product_owners([row], [], recipients, NOBODY, tabled={"org:thomson-reuters": "a register"})
    assert (one.owner, one.label) == ("org:thomson-reuters", "SUBSIDIARY")
    assert "(table: a register)" in one.because


def test_a_recipient_under_another_name_is_not_called_another_firm() -> None:
    """West Publishing belongs to the maker of CLEAR: the names differ, more a row does not say."""
    (one,) = product_owners([action(description="AZURE CONSUMPTION UNITS")], [], NOBODY, NOBODY)
    assert one.because.endswith("the recipient is recorded under another name")


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
