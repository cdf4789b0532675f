"""Which makers and products a description names, and which of its words only look like it."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fuzzing import fuzz
from onrecord.tables import award_names
from onrecord.tables.makers import LONGEST, makers_named, names_in, product_named


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
        ("APPDYNAMICS LICENSES", [("org:appdynamics", "AppDynamics")]),
        ("DYNAMICS 365 LICENSES", [("org:microsoft", "Dynamics 365")]),
        ("MS ELA/BPA", [("org:microsoft", "MS ELA/BPA")]),
        ("FIRMS ELABORATE", []),
        ("GOTHAM CAPACITY LICENSES", [("org:palantir", "Gotham")]),
        ("GOTHAM CITY POLICE RADIO", []),
        ("AZURE-LIKE", []),
        ("NON-CISCO SWITCHES", []),
        ("SEND ALL CORRESPONDENCE TO JANE@MICROSOFT.COM", []),
        ("SEE WWW.ORACLE.COM", []),
        ("", []),
        # Names that are words, places or parts of other names.
        ("CLEAR THE ACCESS ROAD", []),
        ("CLEARANCE AND CLEARING OF BRUSH", []),
        ("CLEAR SUBSCRIPTION SERVICE", [("org:thomson-reuters", "CLEAR subscription")]),
        ("F-16 FALCON AIRCRAFT EQUIPMENT", []),
        ("FALCON HEIGHTS OFFICE", []),
        ("RESURFACE PRO SHOP SURFACE", []),
        ("MICROSOFT SURFACE PRO BUNDLE", [("org:microsoft", "Microsoft Surface")]),
        ("WORD PROCESSING TEAMS", []),
        ("MS TEAMS ROOMS", [("org:microsoft", "MS Teams")]),
        ("APPLE VALLEY SITE", []),
        ("APPLE JUICE, FOOD SERVICE", []),
        ("APPLE LAPTOPS", [("org:apple", "Apple")]),
        ("ORACLE BONES EXHIBITION", []),
        ("ORACLE, AZ FIRE STATION", []),
        ("JAVA COFFEE", []),
        ("ICE INTEL TABLEAU DESKTOP LICENSES", [("org:tableau", "Tableau Desktop")]),
        ("JUNIPER TREE REMOVAL", []),
        ("PALO ALTO, CA VA HOSPITAL", []),
        ("PALO ALTO FIREWALL MAINTENANCE", [("org:palo-alto-networks", "Palo Alto")]),
        ("900GB 10K SAS DRIVE", []),
        ("SAS ANALYTICS PRO FOR 2 USERS", [("org:sas", "SAS Analytics Pro")]),
        ("5 HP MOTOR FOR PUMP", []),
        ("AMAZON RIVER SURVEY", []),
        ("RECOGNITION OF EMPLOYEES", []),
        ("PURCHASE BARRACUDA HARD DRIVES", [("org:seagate", "Barracuda hard drives")]),
        # Spelt in one word or two, with an apostrophe, an ampersand, in brackets, joined by a stroke or hyphen.
        ("I2 ANALYST'S NOTEBOOK", [("org:ibm", "Analyst's Notebook")]),
        ("D&B DATABASE ACCESS", [("org:dun-bradstreet", "D&B")]),
        ("B & D DATABASE", []),
        ("HEWLETT-PACKARD NOTEBOOKS", [("org:hp", "Hewlett Packard")]),
        ("MYSTICS/HYPERION", [("org:oracle", "Hyperion")]),
        ("IBM-TRIRIGA LICENSES", [("org:ibm", "TRIRIGA")]),
        ("OPERATING SYSTEM (WINDOWS 7)", [("org:microsoft", "Windows 7")]),
        ("AT T-JUNCTION", []),
    ],
)
def test_the_makers_a_description_names(description: str, expected: list[tuple[str, str]]) -> None:
    """The longest name wins; short names stand in capitals; another meaning beside it rules a name out."""
    assert list(makers_named(description)) == expected


def test_several_makers_in_one_description_are_all_found() -> None:
    """Each once."""
    found = dict(makers_named("OFFICE 365 AND SHAREPOINT ON AMAZON WEB SERVICES, ORACLE DATABASE"))
    assert set(found) == {"org:microsoft", "org:amazon", "org:oracle"}


def test_a_products_row_is_found_by_its_name_and_a_makers_name_is_no_product() -> None:
    """`Microsoft` alone names the maker; of a product that changed hands the present row is given."""
    found = product_named("Azure")
    assert found is not None
    assert found.owner == "org:microsoft"
    assert product_named("Microsoft") is None
    webinspect = product_named("WebInspect")
    assert webinspect is not None
    assert webinspect.owner == "org:opentext"


@pytest.mark.parametrize(
    ("description", "on", "owner"),
    [
        ("PROLIANT SERVERS", "2015-10-31", "org:hp"),
        ("PROLIANT SERVERS", "2015-11-01", "org:hpe"),
        ("PROLIANT SERVERS", "2015-11-01T08:00:00Z", "org:hpe"),
        ("PROLIANT SERVERS", None, "org:hpe"),
        ("HP PROLIANT SERVERS", "2018-01-01", "org:hp"),  # the description names the maker itself
        ("EMC STORAGE", "2016-09-06", "org:emc"),
        ("EMC STORAGE", "2016-09-07", "org:dell"),
        ("BACKUP EXEC RENEWAL", "2015-05-05", "org:symantec"),
        ("BACKUP EXEC RENEWAL", "2017-05-05", "org:veritas"),
        ("SYMANTEC BACKUP EXEC RENEWAL", "2017-05-05", "org:symantec"),
        ("VMWARE LICENSES", "2018-05-05", "org:vmware"),
        ("ENCASE LICENSES", "2017-09-13", "org:guidance-software"),
        ("ENCASE LICENSES", "2017-09-14", "org:opentext"),
    ],
)
def test_who_made_it_then(description: str, on: str | None, owner: str) -> None:
    """The maker is the one on the day of the award; a maker named beside the product stands."""
    assert {one for one, _ in makers_named(description, on)} == {owner}


@pytest.mark.parametrize(
    ("description", "names"),
    [
        ("MISCROSOFT LICENSES", {"Microsoft": "MISCROSOFT"}),
        ("MICRSOFT LICENSES", {"Microsoft": "MICRSOFT"}),
        ("MICROSFOT LICENSES", {"Microsoft": "MICROSFOT"}),
        ("VWMARE VSPHERE", {"VWMARE": "VWMARE", "vSphere": ""}),
        ("MOTOROLIA RADIOS", {"Motorola": "MOTOROLIA"}),
        ("MICRSFT LICENSES", {}),  # two letters away
        ("DELLL LAPTOPS, ORACEL", {}),  # names too short for a slip
        ("PROCURE SERVICES OF A PARTNER", {}),  # words of their own, near ProCurve and Gartner
        ("PRODUCT LIFECYCLE", {}),
        ("MATHEMATICS BOOKS", {}),
        ("IOSHIBA LAPTOP", {}),  # the first letter differs
    ],
)
def test_slips_of_the_pen(description: str, names: dict[str, str]) -> None:
    """One letter too many, too few, wrong or swapped, in names of seven letters or more; what was written is kept."""
    assert {one.row.name: one.as_written for one in names_in(description)} == names


def test_places_are_those_of_the_words() -> None:
    """Also where a letter has no single capital: the places are of the description as it stands."""
    description = "Straße: Microsoft Azure, Ølgod ﬁle cabinet, HP ProBook"
    assert [description[one.start : one.end] for one in names_in(description)] == ["Microsoft Azure", "HP", "ProBook"]


def test_every_name_of_the_table_is_found_in_its_own_words() -> None:
    """A name that cannot be found (no words, an unreachable first word) would be dead weight."""
    asking = [row for row in award_names() if row.needs is None]
    lost = [
        row.name
        for row in asking
        if not any(
            one.row.name.casefold() == row.name.casefold() for one in names_in(row.name, row.since or "1999-01-01")
        )
        and not row.until
        and not row.since
    ]
    assert lost == []


def test_a_long_description_costs_time_in_proportion() -> None:
    """A megabyte of names, of one word and of nothing; beyond the first part nothing is read."""
    names_in("HP")
    begin = time.process_time()
    for text in ("HP " * 400_000, "MICROSOFT AZURE FOR ORACLE " * 40_000, "A" * 1_000_000, "MICROSOF" * 125_000):
        names_in(text)
    assert time.process_time() - begin < 5
    assert names_in("X " * LONGEST + "ORACLE") == ()


@given(
    st.text(alphabet=st.sampled_from("HP MICROSFTazueßﬁ-/&.'()0123\n\x00"), max_size=60),
    st.sampled_from([None, "2016"]),
)
@settings(deadline=None)
def test_places_never_overlap_and_hold_words(description: str, on: str | None) -> None:
    """In order, inside the description, never empty."""
    end = 0
    for one in names_in(description, on):
        assert end <= one.start < one.end <= len(description)
        end = one.end


def test_broken_text_is_read() -> None:
    """Whatever stands in a description: no exception, and makers are those of the names."""

    def attempt(content: bytes) -> None:
        text = content.decode("utf-8", errors="replace")
        assert {owner for owner, _ in makers_named(text)} == {one.owner for one in names_in(text)}

    seeds = (
        b"MICROSOFT AZURE FOR ORACLE SERVERS",
        b"HP BPA 3 ELITEBOOK, ANALYST'S NOTEBOOK",
        b"AT&T D&B F5 3PAR \xc3\x9f",
    )
    assert fuzz(attempt, seeds) > 0
