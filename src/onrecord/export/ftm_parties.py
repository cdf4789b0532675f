"""Organisations as FollowTheMoney entities, and the parents that spending rows record for them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from onrecord.export.ocds_awards import Told
from onrecord.export.ocds_private import MASK, is_private, is_private_party, is_tabled
from onrecord.model.evidence import Origin
from onrecord.model.ids import AwardId, PartyId, content_id
from onrecord.model.party import Party
from onrecord.model.statement import PartyKind

Row = dict[str, Any]
Values = dict[str, list[str]]

SCHEMAS: dict[PartyKind, str] = {"company": "Company", "public_body": "PublicBody", "organisation": "Organization"}
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


def private_name(award: AwardId) -> str:
    """Name somebody private: another one in each award, since nothing may join two of them."""
    return name_of("private", award)


def organisation(party: Party) -> Row:
    """Write an organisation with its names and the identifiers of registers."""
    identifiers: dict[str, list[str]] = {}
    for scheme, value in party.identifiers:
        known, form = PROPERTIES.get(scheme, (None, None))
        if known and form and form.fullmatch(value.upper()):
            identifiers.setdefault(known, []).append(value.upper())
        elif known is None and scheme not in NO_NUMBERS and len(value) <= LONGEST_NUMBER:
            identifiers.setdefault("registrationNumber", []).append(value)
    is_of_us = any(scheme in US_BODIES for scheme, _ in party.identifiers)
    return entity(
        SCHEMAS[party.kind],
        party_name(party.id),
        {
            "name": party.name,
            "alias": [alias for alias in _aliases(party) if alias != party.name],
            "country": "us" if is_of_us else None,
            **identifiers,
        },
    )


def _aliases(party: Party) -> Iterator[str]:
    """List the other names of an organisation; its owner may stand in a row under the same number."""
    for alias in party.aliases:
        if not is_private(alias.name, party.kind, tabled=is_tabled(party)):
            yield alias.name


def private_person(award: AwardId) -> Row:
    """Write that somebody private was awarded something: no name, no identifier, no schema that says more."""
    return entity("LegalEntity", private_name(award), {"name": MASK})


def is_written(party: Party) -> bool:
    """Tell whether a party is an organisation that is written by name."""
    return party.kind in SCHEMAS and not is_private_party(party)


def shown(told: Told) -> frozenset[PartyId]:
    """List the parties of an award that are written by name: as they are called, and as its rows spell them.

    A row may tell more than the party's name: two blanks where a comma was cut out of `SURNAME, GIVEN`.
    """
    reported = [
        (place.text, told.parties.get(link.party))
        for link in told.links
        if link.role == "SUBCONTRACTOR"
        for place in link.evidence
    ]
    spelled = {(name, one) for name, one in (*told.holders(), *reported) if one}
    hidden = {one.id for name, one in spelled if is_private(name, one.kind, tabled=is_tabled(one))}
    return frozenset(one.id for one in told.parties.values() if one.id not in hidden and is_written(one))


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


def note_parents(told: Told, names: frozenset[PartyId], held: Parents) -> None:
    """Take what the rows of an award name as the parent of its recipient into `held`, of parties that are `shown`."""
    for action in told.actions:
        parent = told.party("PARENT_AT_TIME", action.recipient_parent)
        recipient = told.party("RECIPIENT", action.recipient)
        if parent is None or recipient is None or parent.id == recipient.id:
            continue
        if recipient.kind != "company" or not {recipient.id, parent.id} <= names:
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
