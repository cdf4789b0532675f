"""Words of made-up spending rows: agencies, firms, kinds of awards, descriptions."""

from random import Random
from typing import NamedTuple


class Kind(NamedTuple):
    """A kind of award: the letter in its number, how many there are, and its cells."""

    letter: str
    weight: int
    under_vehicle: bool
    cells: tuple[tuple[str, str], ...]


def _award(code: str, name: str) -> tuple[tuple[str, str], ...]:
    empty = ("idv_type_code", "idv_type", "multiple_or_single_award_idv_code", "multiple_or_single_award_idv")
    found = (("award_or_idv_flag", "AWARD"), ("award_type_code", code), ("award_type", name))
    return found + tuple((one, "") for one in (*empty, "type_of_idc_code", "type_of_idc"))


KINDS = (
    Kind("F", 60, True, _award("C", "DELIVERY ORDER")),
    Kind("P", 18, False, _award("B", "PURCHASE ORDER")),
    Kind("A", 5, True, _award("A", "BPA CALL")),
    Kind("C", 14, False, _award("D", "DEFINITIVE CONTRACT")),
    Kind(
        "D",
        3,
        False,
        (
            ("award_or_idv_flag", "IDV"),
            ("award_type_code", ""),
            ("award_type", ""),
            ("idv_type_code", "B"),
            ("idv_type", "IDC"),
        ),
    ),
)
MODIFICATIONS = (
    ("M", "OTHER ADMINISTRATIVE ACTION"),
    ("C", "FUNDING ONLY ACTION"),
    ("G", "EXERCISE AN OPTION"),
    ("K", "CLOSE OUT"),
    ("B", "SUPPLEMENTAL AGREEMENT FOR WORK WITHIN SCOPE"),
    ("A", "ADDITIONAL WORK (NEW AGREEMENT, JUSTIFICATION REQUIRED)"),
    ("F", "TERMINATE FOR CONVENIENCE (COMPLETE OR PARTIAL)"),
)
AGENCIES = (
    ("070", "Department of Homeland Security", "7012", "U.S. Immigration and Customs Enforcement"),
    ("097", "Department of Defense", "2100", "Department of the Army"),
    ("097", "Department of Defense", "1700", "Department of the Navy"),
    ("097", "Department of Defense", "97AS", "Defense Logistics Agency"),
    ("047", "General Services Administration", "4732", "Federal Acquisition Service"),
    ("036", "Department of Veterans Affairs", "3600", "Department of Veterans Affairs"),
    ("075", "Department of Health and Human Services", "7529", "National Institutes of Health"),
    ("080", "National Aeronautics and Space Administration", "8000", "National Aeronautics and Space Administration"),
)
OFFICES = 400
FIRST = (
    "NORTHVALE", "BRIGHTWATER", "KESTREL", "OLDFIELD", "PINECREST", "HARROW", "STONEBRIDGE", "REDWOOD", "LAKESHORE",
    "SUMMIT", "CARDINAL", "MERIDIAN", "IRONGATE", "WILLOW", "EASTGATE", "GRANITE", "FALCONER", "HIGHLAND", "COASTAL",
    "PRAIRIE", "BLUEFIELD", "ASHFORD", "CRESCENT", "DELTA", "EVERGREEN", "FRONTIER", "GLENWOOD", "HALSTEAD", "JUNIPER",
    "LEXFORD",
)  # fmt: skip
SECOND = (
    "SYSTEMS", "ANALYTICS", "SOFTWARE", "NETWORKS", "LOGISTICS", "ENGINEERING", "CONSTRUCTION", "SECURITY", "MEDICAL",
    "AEROSPACE", "CONSULTING", "SUPPLY", "TECHNOLOGIES", "FEDERAL SOLUTIONS", "INDUSTRIES", "SERVICES", "RESEARCH",
    "MARINE", "ENERGY", "COMMUNICATIONS", "DATA", "INSTRUMENTS", "FOODS", "TRANSPORT", "FURNITURE",
)  # fmt: skip
FORMS = (", INC.", " LLC", " CORPORATION", " LTD.", " CO", " GROUP LLC", " INC", " INTERNATIONAL INC.")
WORDS = (
    "SOFTWARE", "LICENSES", "RENEWAL", "MAINTENANCE", "SUPPORT", "SERVICES", "OF", "AND", "FOR", "THE", "OPTION", "YEAR",
    "TRAINING", "EQUIPMENT", "REPAIR", "PARTS", "VEHICLE", "OFFICE", "SUPPLIES,", "GUARD", "AMMUNITION", "REPLACEMENT",
    "INSTALLATION", "CLOUD", "HOSTING", "MEDICAL", "TRANSPORTATION", "DETENTION", "AIRCRAFT", "LEASE", "CONSTRUCTION",
    "JANITORIAL", "TO", "PROVIDE", "IGF::OT::IGF", "BASE", "PERIOD", "TASK", "ORDER", "PURCHASE", "DATA", "ANALYSIS",
    "RADIO", "COMPUTER", "NETWORK", "STORAGE", "MODIFICATION", "INCREMENTAL", "FUNDING", "CLIN", "0001", "FY", "WITH",
)  # fmt: skip
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789"


def recipient_name(number: int) -> str:
    """Name a firm; every number has another name."""
    rest, first = divmod(number, len(FIRST))
    rest, second = divmod(rest, len(SECOND))
    return f"{FIRST[first]} {SECOND[second]}{f' {rest}' if rest else ''}{FORMS[number % len(FORMS)]}"


def identifier(source: Random, length: int) -> str:
    """Make letters and digits."""
    return "".join(source.choices(LETTERS, k=length))


def office_of(number: int) -> str:
    """Name a contracting office, as award numbers begin with it."""
    return f"{number % 90 + 10}{LETTERS[number % 24]}{LETTERS[number // 24 % 24]}{LETTERS[number // 576 % 24]}{LETTERS[number * 7 % 24]}"


def description(source: Random, length: int) -> str:
    """Write words of some length, no more than what was asked for."""
    wanted = max(6, length)
    words = source.choices(WORDS, k=wanted // 6 + 1)
    return " ".join(words)[:wanted].rstrip(" ,")


def contact(number: int) -> str:
    """Write what people leave in descriptions: an address or a telephone number."""
    return f" POC: M.MARSH{number % 97}@EXAMPLE.GOV" if number % 2 else f" CALL (202) 555-01{number % 100:02}"
