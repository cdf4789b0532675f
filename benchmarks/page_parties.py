"""The parties of a generated record: people who speak for firms, firms, public bodies."""

import random
from dataclasses import dataclass

from onrecord.model.ids import PartyId, content_id
from onrecord.model.statement import PartyKind
from page_words import LEGAL_ENDINGS, OFFICES, distinct


@dataclass(frozen=True, slots=True)
class Someone:
    """A party.

    Attributes:
        recorded: As spending tables write it.
        firm: Number of the firm a person speaks for.
    """

    id: PartyId
    key: str
    name: str
    kind: PartyKind
    recorded: str
    office: str = ""
    firm: int = 0


@dataclass(frozen=True, slots=True)
class Parties:
    """Everybody; the first of each are named most."""

    people: list[Someone]
    firms: list[Someone]
    bodies: list[Someone]


def invent_parties(source: random.Random, people: int, firms: int, bodies: int) -> Parties:
    """Invent so many people, firms and public bodies; every person speaks for a firm."""
    firm_rows = [
        _body("org", name, "company", f"{name.upper()}, {source.choice(LEGAL_ENDINGS)}")
        for name in distinct(source, firms, "firm")
    ]
    body_rows = [_body("body", name, "public_body", name.upper()) for name in distinct(source, bodies, "body")]
    people_rows = []
    for number, name in enumerate(distinct(source, people, "person")):
        key = f"person:{name.lower()}"
        office, firm = source.choice(OFFICES), number % firms
        people_rows.append(
            Someone(PartyId(content_id("party", key)), key, name, "person", name.upper(), office=office, firm=firm)
        )
    return Parties(people_rows, firm_rows, body_rows)


def _body(prefix: str, name: str, kind: PartyKind, recorded: str) -> Someone:
    key = f"{prefix}:{name.lower()}"
    return Someone(PartyId(content_id("party", key)), key, name, kind, recorded)
