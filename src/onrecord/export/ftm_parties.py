"""Organisations as FollowTheMoney entities, and the parents that spending rows record for them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from onrecord.export.ocds_awards import Told
from onrecord.model.evidence import Origin
from onrecord.model.ids import PartyId, content_id
from onrecord.model.party import Party
from onrecord.model.statement import PartyKind

Row = dict[str, Any]
Values = dict[str, list[str]]

SCHEMAS: dict[PartyKind, str] = {"company": "Company", "public_body": "PublicBody", "organisation": "Organization"}
PERSON = "LegalEntity"
"""People, and parties of which the kind is not known."""
PROPERTIES = {
    "us-uei": ("uniqueEntityId", re.compile(r"[1-9A-HJ-NP-Z][0-9A-HJ-NP-Z]{11}")),  # as rigour's `uei` has it
    "us-duns": ("dunsCode", re.compile(r"\d{9}")),
    "us-cage": ("cageCode", re.compile(r"[0-9A-Z]{5}")),
    "xi-lei": ("leiCode", re.compile(r"[0-9A-Z]{18}\d{2}")),
}
"""Properties that FollowTheMoney has for identifiers, and what one looks like; what does not is left out."""
LONGEST_NUMBER = 64
US_BODIES = frozenset({"us-agency", "us-cgac"})
"""Codes of agencies and departments of the United States."""
NO_NUMBERS = US_BODIES | {"onrecord"}
"""Keys that no register of organisations gave: those of the package's tables, and codes of US agencies."""
WEB = re.compile(r"https?://[^/\s]+\.[^/\s]+(?:/\S*)?")


def entity(schema: str, name: str, properties: dict[str, Any]) -> Row:
    """Write an entity: each property a list of texts, those without a value left out."""
    found: Values = {}
    for key, value in properties.items():
        values = [value] if isinstance(value, str) else list(value or ())
        if kept := list(dict.fromkeys(text for one in values if one and (text := " ".join(one.split())))):
            found[key] = kept
    return {"id": name, "schema": schema, "properties": found}


def name_of(kind: str, *parts: str) -> str:
    """Name an entity by its content, as every program that reads the format accepts it: letters, digits, hyphens."""
    return f"onrecord-{content_id(kind, *parts)}"


def party_name(party: PartyId) -> str:
    """Name the entity of a party."""
    return name_of("party", party)


def organisation(party: Party) -> Row:
    """Write a party with its names and the identifiers of registers; of one that is no organisation no kind is said."""
    identifiers: dict[str, list[str]] = {}
    for scheme, value in party.identifiers:
        known, form = PROPERTIES.get(scheme, (None, None))
        if known == "cageCode" and party.kind not in SCHEMAS:
            continue  # FollowTheMoney has it for organisations only
        if known and form and form.fullmatch(value.upper()):
            identifiers.setdefault(known, []).append(value.upper())
        elif known is None and scheme not in NO_NUMBERS and len(value) <= LONGEST_NUMBER:
            identifiers.setdefault("registrationNumber", []).append(value)
    is_of_us = any(scheme in US_BODIES for scheme, _ in party.identifiers)
    return entity(
        SCHEMAS.get(party.kind, PERSON),
        party_name(party.id),
        {
            "name": party.name,
            "alias": [alias.name for alias in party.aliases if alias.name != party.name],
            "country": "us" if is_of_us else None,
            **identifiers,
        },
    )


def proof(origins: Iterable[Origin]) -> Values:
    """Say where something comes from: web addresses, publishers and days of collecting, as far as they are known."""
    found = list(origins)
    return {
        "sourceUrl": [one.url for one in found if one.url and WEB.fullmatch(one.url)],
        "publisher": [one.publisher for one in found if one.publisher],
        "retrievedAt": [max(one.collected_at[:10] for one in found)] if found else [],
    }


@dataclass(slots=True, kw_only=True)
class Recorded:
    """How a parent stands in the rows that name it.

    Attributes:
        first, last: ISO days; empty while no row has one.
        place: The first row met.
    """

    place: str
    first: str = ""
    last: str = ""
    rows: int = 0
    proof: Values = field(default_factory=dict)


Parents = dict[tuple[PartyId, PartyId], Recorded]
"""Parent and recipient: over all awards there are far fewer pairs than rows."""


def note_parents(told: Told, held: Parents) -> None:
    """Take what the rows of an award name as the parent of its recipient into `held`."""
    for action in told.actions:
        parent = told.party("PARENT_AT_TIME", action.recipient_parent)
        recipient = told.party("RECIPIENT", action.recipient)
        if parent is None or recipient is None or parent.id == recipient.id:
            continue
        if recipient.kind != "company":
            continue  # only a company can be owned in FollowTheMoney
        place = action.field("recipient_parent") or action.field("recipient")
        one = held.setdefault(
            (parent.id, recipient.id),
            Recorded(place=f"artefact {action.artefact}, {place.pointer if place else f'row={action.row}'}"),
        )
        one.rows += 1
        if day := action.acted_on:
            one.first, one.last = min(one.first or day, day), max(one.last, day)
        if action.artefact in told.origins:
            one.proof = one.proof or proof([told.origins[action.artefact]])


def ownership(pair: tuple[PartyId, PartyId], recorded: Recorded) -> Row:
    """Write a parent as what it is: the register's word on the days of some rows, with no beginning and no end."""
    days = [recorded.first, recorded.last]
    span = f" from {recorded.first} to {recorded.last}" if recorded.first else ""
    return entity(
        "Ownership",
        name_of("parent", *pair),
        {
            "owner": party_name(pair[0]),
            "asset": party_name(pair[1]),
            "role": "parent as recorded",
            "date": days,
            "summary": f"recorded as the recipient's parent in {recorded.rows} spending row(s){span}",
            "description": f"first met in {recorded.place}",
            **recorded.proof,
        },
    )
