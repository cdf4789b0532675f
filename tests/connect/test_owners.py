"""Whose product an award buys, by the words of the award or of the vehicle it hangs on."""

import pytest

from onrecord.connect.owners import product_owners
from onrecord.connect.owners_recipients import Recipients
from onrecord.model.award import places_of
from resolve.build import action

NOBODY = Recipients()
RESELLER = "NET DIRECT SYSTEMS, LLC"


def _labels(
    description: str,
    *,
    recipients: frozenset[str] = frozenset(),
    parents: frozenset[str] = frozenset(),
    vehicle: str = "",
    **values: object,
) -> dict[str, str]:
    rows = [action(1, **{"description": description, "recipient": RESELLER} | values)]
    above = [action(2, description=vehicle, kind="idv")] if vehicle else []
    return {one.owner: one.label for one in product_owners(rows, above, Recipients(keys=recipients, parents=parents))}


@pytest.mark.parametrize(
    ("description", "expected"),
    [
        ("NEW AWARD FOR MICROSOFT AZURE GOVERNMENT CONSUMPTION", {"org:microsoft": "SUPPLIED_VIA"}),
        ("AMAZON WEB SERVICES PUBLIC CLOUD", {"org:amazon": "SUPPLIED_VIA"}),
        ("OFFICE 365 LICENSES AND AWS HOSTING", {"org:microsoft": "SUPPLIED_VIA", "org:amazon": "SUPPLIED_VIA"}),
        ("MICROSOFT AZURE TRAINING COURSE", {"org:microsoft": "MENTION_ONLY"}),
        ("STAFFING: SHAREPOINT DEVELOPERS", {"org:microsoft": "MENTION_ONLY"}),
        (
            "FUNDING TO RENEW 5 TOAD FOR ORACLE SOFTWARE (LICENSE)",
            {"org:oracle": "MENTION_ONLY", "org:quest-software": "SUPPLIED_VIA"},
        ),
        ("BACKUP AGENT FOR MICROSOFT SQL SERVER", {"org:microsoft": "MENTION_ONLY"}),
        ("SERVER MEMORY IS NEEDED FOR ALL DOCUMENTS ON SHAREPOINT", {"org:microsoft": "MENTION_ONLY"}),
        ("STORAGE TO SAVE DOCUMENTS ON THE SHAREPOINT SITE", {"org:microsoft": "MENTION_ONLY"}),
        ("MICROSOFT GIMMALSOFT COMPLIANCE SUITE", {"org:microsoft": "MENTION_ONLY", "org:gimmal": "SUPPLIED_VIA"}),
        ("SHAREPOINT OPERATIONS, MAINTENANCE AND DEVELOPMENT", {"org:microsoft": "MENTION_ONLY"}),
        ("SHAREPOINT SUPPORT SERVICES", {"org:microsoft": "MENTION_ONLY"}),
        ("WARRANTY FOR OBSERVER SYSTEMS & WEB SQL SERVER", {"org:microsoft": "MENTION_ONLY"}),
        ("MIGRATE CAPABILITIES TO ORACLE DATABASE", {"org:oracle": "MENTION_ONLY"}),
        ("ORACLE SOFTWARE CONSULTANCY", {"org:oracle": "MENTION_ONLY"}),
        ("OFFICE 365 IMPLEMENTATION", {"org:microsoft": "MENTION_ONLY"}),
        # Machines, what they run, what they replace and what is bought for them.
        ("HP Z840 MICROSOFT WINDOWS WORKSTATION", {"org:hp": "SUPPLIED_VIA", "org:microsoft": "MENTION_ONLY"}),
        ("LAPTOPS WITH WINDOWS 10", {"org:microsoft": "MENTION_ONLY"}),
        ("TABLETS AND WINDOWS 7 LICENSES", {"org:microsoft": "SUPPLIED_VIA"}),
        ("HP DESKTOPS TO REPLACE OUTDATED DELL DESKTOPS", {"org:hp": "SUPPLIED_VIA", "org:dell": "MENTION_ONLY"}),
        ("REPLACEMENT HP DESKTOPS", {"org:hp": "SUPPLIED_VIA"}),
        ("EQUIPMENT THAT WILL ACCOMODATE A VERIZON AIRCARD", {"org:verizon": "MENTION_ONLY"}),
        ("CASES FOR THE IPHONE 7", {"org:apple": "MENTION_ONLY"}),
        ("HP COMPATIBLE TONER", {"org:hp": "MENTION_ONLY"}),
        ("CISCO QUALIFIED VENDOR IS PREFERRED", {"org:cisco": "MENTION_ONLY"}),
        ("CISCO TRAINING", {"org:cisco": "MENTION_ONLY"}),
        ("PROGRAM TO UTILIZE CURRENT CISCO HARDWARE", {"org:cisco": "MENTION_ONLY"}),
        ("MAINTENANCE ON 8 OWNED KYOCERA COPIERS", {"org:kyocera": "MENTION_ONLY"}),
        ("HP LAPTOPS FOR TRAINING CENTER STAFF", {"org:hp": "SUPPLIED_VIA"}),
        ("VMWARE WORKSTATION 10 REQUIRED FOR FORENSIC TRAINING PROGRAM", {"org:vmware": "SUPPLIED_VIA"}),
        # What makers sell through others, in words close to those above.
        ("RENEWAL OF MAINTENANCE/SUPPORT FOR ORACLE", {"org:oracle": "SUPPLIED_VIA"}),
        ("YEARLY MAINTENANCE FOR VMWARE SOFTWARE", {"org:vmware": "SUPPLIED_VIA"}),
        ("BPA CALL FOR ORACLE SOFTWARE SUPPORT", {"org:oracle": "SUPPLIED_VIA"}),
        ("LICENSES FOR MICROSOFT SQL SERVER", {"org:microsoft": "SUPPLIED_VIA"}),
        ("SOFTWARE FOR MICROSOFT WINDOWS", {"org:microsoft": "SUPPLIED_VIA"}),
        ("ORACLE LICENSES, AND A TOOL FOR ORACLE", {"org:oracle": "SUPPLIED_VIA"}),
        ("SHAREPOINT ONLINE LICENSES FOR THE SITE", {"org:microsoft": "SUPPLIED_VIA"}),
        ("TABLEAU LICENSES AND TRAINING", {"org:tableau": "SUPPLIED_VIA"}),
        ("MICRSOFT LICENSES", {"org:microsoft": "SUPPLIED_VIA"}),
        # A vehicle called after a maker, and an abbreviation.
        ("AMB# 11356 - HP BPA", {"org:hp": "LIKELY_VIA"}),
        ("HP BPA DESKTOPS", {"org:hp": "SUPPLIED_VIA"}),
        ("MS ELA/BPA", {"org:microsoft": "LIKELY_VIA"}),
        ("MS LICENSE", {"org:microsoft": "LIKELY_VIA"}),
        ("MASK AND LAWS OF THE SEA", {}),
        ("AZURE BLUE PAINT", {}),
        ("STATIONERY", {}),
        ("", {}),
    ],
)
def test_the_awards_own_words_name_the_maker(description: str, expected: dict[str, str]) -> None:
    assert _labels(description) == expected


@pytest.mark.parametrize(
    ("recipient", "expected"),
    [
        ("MOTOROLA SOLUTIONS, INC.", "DIRECT"),
        ("MOTOROLA", "DIRECT"),
        ("MOTOROLA CREDIT CORPORATION", "SUBSIDIARY"),
        ("EDGE TECHNOLOGY DISTRIBUTORS, INC.", "SUPPLIED_VIA"),
        ("MOTOROLATECH INC", "SUPPLIED_VIA"),
    ],
)
def test_a_recipient_is_compared_with_the_maker_by_name_too(recipient: str, expected: str) -> None:
    """Not every unit of a maker is in the tables."""
    assert _labels("MOTOROLA RADIOS", recipient=recipient) == {"org:motorola-solutions": expected}


def test_a_unit_of_a_maker_is_its_subsidiary() -> None:
    """Dell Federal Systems goes by Dell's key, but is a firm that Dell owns."""
    dell = frozenset({"org:dell"})
    rows = action(description="DELL LATITUDE LAPTOPS", recipient="DELL FEDERAL SYSTEMS L.P.")
    assert [one.label for one in product_owners([rows], [], Recipients(keys=dell))] == ["SUBSIDIARY"]
    rows = action(description="DELL LATITUDE LAPTOPS", recipient="DELL INC.")
    assert [one.label for one in product_owners([rows], [], Recipients(keys=dell))] == ["DIRECT"]


def test_a_vehicle_called_after_the_recipient_says_nothing() -> None:
    """Its name in "DELL BPA" is that of who sells."""
    assert _labels("CALL ON DELL BPA", recipient="DELL MARKETING L.P.", recipients=frozenset({"org:dell"})) == {}


def test_a_recipient_beside_the_first_may_be_the_maker() -> None:
    """Suppliers of one award have it jointly."""
    assert _labels("CISCO SWITCHES", co_recipients=(("CISCO SYSTEMS, INC.", ()),)) == {"org:cisco": "DIRECT"}


def test_without_a_recipient_nobody_is_another_firm() -> None:
    assert _labels("AZURE CONSUMPTION", recipient=None) == {"org:microsoft": "LIKELY_VIA"}


def test_a_code_of_peoples_work_makes_it_a_mention_except_for_services() -> None:
    """Rule E5; a maker's own service is bought under such codes too."""
    assert _labels("ORACLE DATABASE", categories=(("psc", "R425"),)) == {"org:oracle": "MENTION_ONLY"}
    assert _labels("ORACLE DATABASE", categories=(("psc", "7030"), ("naics", "541519"))) == {
        "org:oracle": "SUPPLIED_VIA"
    }
    assert _labels("VERIZON WIRELESS SERVICES", categories=(("psc", "R408"),)) == {"org:verizon": "SUPPLIED_VIA"}


def test_the_maker_is_who_made_it_when_the_award_was_signed() -> None:
    """Later rows of the same award do not move it to the next owner."""
    early = action(1, description="PROLIANT SERVERS", recipient=RESELLER, acted_on="2015-03-01")
    late = action(2, description="PROLIANT SERVERS", recipient=RESELLER, acted_on="2017-03-01")
    assert {one.owner for one in product_owners([late, early], [], NOBODY)} == {"org:hp"}
    assert {one.owner for one in product_owners([late], [], NOBODY)} == {"org:hpe"}
    signed = action(2, description="PROLIANT SERVERS", acted_on="2017-03-01", dates=(("signed", "2014-01-01"),))
    assert {one.owner for one in product_owners([signed], [], NOBODY)} == {"org:hp"}


def test_all_rows_that_name_a_maker_are_evidence_and_the_stronger_label_stands() -> None:
    """A close-out that overwrites the words takes nothing away (pitfall P17)."""
    rows = [
        action(1, description="CISCO TRAINING", recipient=RESELLER),
        action(2, description="CISCO SWITCHES", recipient=RESELLER),
        action(3, description="DHS BULK CLOSE OUT", recipient=RESELLER),
    ]
    (one,) = product_owners(rows, [], NOBODY)
    assert one.label == "SUPPLIED_VIA"
    assert set(one.evidence) == {rows[0].field("description"), rows[1].field("description")}


def test_a_maker_who_is_the_recipient_supplies_directly() -> None:
    assert _labels("MICROSOFT SUPPORT SERVICES", recipients=frozenset({"org:microsoft"})) == {"org:microsoft": "DIRECT"}


def test_a_maker_who_is_the_recipients_parent_supplies_through_a_subsidiary_where_a_product_is_named() -> None:
    parents = frozenset({"org:microsoft"})
    assert _labels("MICROSOFT AZURE CREDITS", parents=parents) == {"org:microsoft": "SUBSIDIARY"}
    assert _labels("UNLIMITED LIBRARY ACCESS", parents=parents) == {}


def test_a_vehicle_makes_an_order_likely_and_no_more() -> None:
    assert _labels("DHS BPA OY2", vehicle="MS ELA/BPA") == {"org:microsoft": "LIKELY_VIA"}
    assert _labels("DHS BULK CLOSE OUT", vehicle="MS ELA/BPA") == {}
    assert _labels("DHS BPA OY2", vehicle="MS ELA/BPA", categories=(("psc", "R425"),)) == {}


def test_a_vehicle_lifts_a_mention_of_a_product_but_not_of_teaching() -> None:
    """A machine's software may come from the vehicle that sells it; a course is still a course."""
    assert _labels("MICROSOFT WINDOWS WORKSTATIONS", vehicle="MICROSOFT LICENSES") == {"org:microsoft": "LIKELY_VIA"}
    assert _labels("MICROSOFT EXCEL TRAINING", vehicle="MICROSOFT LICENSES") == {"org:microsoft": "MENTION_ONLY"}


def test_the_vehicle_itself_is_named_by_its_makers_name() -> None:
    assert _labels("MS ELA/BPA", kind="idv") == {"org:microsoft": "SUPPLIED_VIA"}
    assert _labels("HP BPA", kind="idv") == {"org:hp": "SUPPLIED_VIA"}


def test_a_vehicle_that_only_mentions_a_product_makes_no_order_likely() -> None:
    assert _labels("DHS BPA OY2", vehicle="STAFFING: SHAREPOINT DEVELOPERS") == {}


def test_a_maker_that_owns_the_recipient_by_the_table_supplies_through_a_subsidiary() -> None:
    row = action(
        recipient="WEST PUBLISHING CORPORATION", description="CONSOLIDATED LEAD EVALUATION AND REPORTING (CLEAR) SYSTEM"
    )
    recipients = frozenset({"org:west-publishing"})
    (one,) = product_owners([row], [], Recipients(keys=recipients, tabled={"org:thomson-reuters": "a register"}))
    assert (one.owner, one.label) == ("org:thomson-reuters", "SUBSIDIARY")
    assert "(table: a register)" in one.because


def test_a_recipient_under_another_name_is_not_called_another_firm() -> None:
    """West Publishing belongs to the maker of CLEAR: the names differ, more a row does not say."""
    (one,) = product_owners([action(description="AZURE CONSUMPTION UNITS", recipient=RESELLER)], [], NOBODY)
    assert one.because.endswith("the recipient is recorded under another name")


def test_a_maker_the_award_names_itself_is_not_counted_again_for_the_vehicle() -> None:
    assert _labels("AZURE GOVERNMENT", vehicle="MS ELA/BPA") == {"org:microsoft": "SUPPLIED_VIA"}
    assert _labels("DHS BPA", vehicle="MS ELA", recipients=frozenset({"org:microsoft"})) == {}


def test_every_part_shows_its_field_and_says_why() -> None:
    row = action(3, description="MICROSOFT AZURE TRAINING COURSE")
    (one,) = product_owners([row], [], NOBODY)
    assert one.evidence == (row.field("description"),)
    assert "'Azure'" in one.because or "'Microsoft Azure'" in one.because
    assert "'TRAINING'" in one.because


def test_a_description_without_its_field_is_no_evidence() -> None:
    row = action(description="MICROSOFT AZURE", places=places_of("", ()))
    assert product_owners([row], [], NOBODY) == []


def test_a_stand_in_for_a_recipient_supplies_nobody_s_product_for_certain() -> None:
    """Who REDACTED DUE TO PII is, nobody knows: perhaps the maker."""
    row = action(description="MICROSOFT AZURE CONSUMPTION", recipient="REDACTED DUE TO PII")
    assert [own.label for own in product_owners([row], (), NOBODY)] == ["LIKELY_VIA"]
