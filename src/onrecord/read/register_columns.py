"""Which column of a register of organisations says what, by its heading."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.errors import UserError
from onrecord.model.register import PARTS, Part

NAMES = (
    *("recipient_name", "awardee_or_recipient_legal", "subawardee_name", "vendor_name", "uei_name"),
    *("legal_business_name", "entity_name", "organisation_name", "organization_name", "company_name", "name"),
)
"""Headings of names, the first of them that a file has: USAspending's of three vintages, FPDS's, SAM's, then plain words."""

HEADINGS: dict[Part, tuple[str, ...]] = {
    "street": (
        *("recipient_address_line_1", "subawardee_address_line_1", "vendor_street_address", "physical_address_line_1"),
        *("street_address", "street", "address_line_1", "address"),
    ),
    "city": ("recipient_city_name", "subawardee_city_name", "vendor_city", "physical_address_city", "city_name", "city", "town"),
    "state": (
        *("recipient_state_code", "recipient_state_name", "subawardee_state_code", "vendor_state", "v_state"),
        *("physical_address_province_or_state", "state_code", "state", "province", "region"),
    ),
    "postcode": (
        *("recipient_zip_4_code", "recipient_zip_code", "subawardee_zip_code", "vendor_zip_code"),
        *("physical_address_zip_postal_code", "zip_code", "zip", "postal_code", "postcode"),
    ),
    "telephone": ("recipient_phone_number", "vendor_phone_number", "phone_number", "telephone", "phone"),
    "parent": (
        *("recipient_parent_name", "subawardee_parent_name", "parent_uei_name", "ultimate_parent_legal_business_name"),
        *("parent_name", "parent_company", "parent"),
    ),
}  # fmt: skip
"""Headings of the other parts: of each part the first that a file has is read."""

SCHEMES: dict[str, str] = {
    "recipient_uei": "us-uei", "subawardee_uei": "us-uei", "uei": "us-uei", "unique_entity_id": "us-uei",
    "recipient_duns": "us-duns", "subawardee_duns": "us-duns", "duns": "us-duns", "cage_code": "us-cage", "cage": "us-cage",
    "lei": "lei", "cik": "us-cik",
}  # fmt: skip
"""Headings of identifiers and the register that gives them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a user says of the columns of all files.

    Attributes:
        name: Heading of the names; empty where it is to be found.
        also: Headings of further columns to compare.
        identifiers: `(heading, scheme)`; where there are any, none is looked for beside them.
    """

    name: str = ""
    also: tuple[str, ...] = ()
    identifiers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The places of a file's columns, counted from 0."""

    name: int
    parts: tuple[tuple[Part, int], ...]
    also: tuple[tuple[str, int], ...]
    identifiers: tuple[tuple[str, int], ...]


def columns_of(file: str, header: Sequence[str], asked: Asked) -> Columns:
    """Find the columns of a file.

    Raises:
        UserError: No column holds names, or one that was asked for is missing.
    """
    places: dict[str, int] = {}
    for place, heading in enumerate(header):
        places.setdefault(plain(heading), place)

    def place_of(heading: str) -> int:
        if plain(heading) not in places:
            raise UserError(f"{file}: no column {heading!r}; its columns are {', '.join(header)[:500]}")
        return places[plain(heading)]

    name = place_of(asked.name) if asked.name else next((places[one] for one in NAMES if one in places), None)
    if name is None:
        raise UserError(f"{file}: no column is known to hold names; say which: --name COLUMN")
    parts = ((part, next((places[one] for one in HEADINGS[part] if one in places), None)) for part in PARTS)
    stated = [(scheme, place_of(heading)) for heading, scheme in asked.identifiers]
    found = [(scheme, places[heading]) for heading, scheme in SCHEMES.items() if heading in places]
    return Columns(
        name=name,
        parts=tuple((part, place) for part, place in parts if place is not None),
        also=tuple((heading, place_of(heading)) for heading in asked.also),
        identifiers=tuple(stated or dict(reversed(found)).items()),
    )


def plain(heading: str) -> str:
    """Fold a heading: `Recipient Name` is `recipient_name`."""
    return re.sub(r"[^a-z0-9]+", "_", heading.casefold()).strip("_")
