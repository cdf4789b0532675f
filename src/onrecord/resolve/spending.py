"""Who is who in spending rows: names in fields, joined by their identifiers."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.model.award import Action, Authorisation, Identifiers, Row, Subaward
from onrecord.model.evidence import Field
from onrecord.model.names import PSEUDO_RECIPIENTS, core_name
from onrecord.model.statement import Mention, MentionKind
from onrecord.resolve.known import by_key, find_known

PUBLIC_WORDS = re.compile(
    r"\b(?:county of|city of|state of|town of|department of|sheriff|commonwealth of)\b", re.IGNORECASE
)

PUBLIC_ROLES = frozenset({"buyer", "funder", "department", "procuring_entity", "body"})
KINDS: dict[type, str] = {Action: "award", Subaward: "subaward", Authorisation: "authorisation"}


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldName:
    """A name in a field of a spending row, with the key of the party it stands for."""

    mention: Mention
    key: str
    role: str
    identifiers: Identifiers


def keys_by_identifier(rows: Iterable[Row]) -> dict[tuple[str, str], str]:
    """Map identifiers to the key of the organisation that owns them, over all rows held.

    One identifier with several names is one organisation: the known one if exactly one of the names is known, else the
    name that comes first in the alphabet. Two known names under one identifier are left apart.
    """
    names: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in rows:
        for _, name, identifiers in row.names:
            for identifier in identifiers:
                names[identifier].add(name)
    keys: dict[tuple[str, str], str] = {}
    for identifier, spellings in names.items():
        if identifier[0] == "us-agency" and f"us-agency:{identifier[1]}" in by_key():
            keys[identifier] = f"known:us-agency:{identifier[1]}"
            continue
        cores = {core_name(name) for name in spellings}
        if cores & PSEUDO_RECIPIENTS:
            continue  # an identifier that stands for nobody joins nobody
        known = {party.key for name in spellings if (party := find_known(name))}
        if len(known) == 1:
            keys[identifier] = f"known:{next(iter(known))}"
        elif not known and (named := cores - {""}):
            keys[identifier] = f"org:{min(named)}"
    return keys


def field_names(row: Row, keys: dict[tuple[str, str], str]) -> Iterable[FieldName]:
    """List the names in the fields of one row; stand-ins for nobody are left out."""
    for role, name, identifiers in row.names:
        place = row.field(role)
        core = core_name(name)
        if place is None or not core or core in PSEUDO_RECIPIENTS:
            continue
        known = find_known(name)
        by_identifier = [keys[one] for one in identifiers if one in keys]
        key = f"known:{known.key}" if known else by_identifier[0] if by_identifier else f"org:{core}"
        if role in {"buyer", "funder"} and by_identifier:
            key = by_identifier[0]
        mention = _mention(f"{KINDS[type(row)]} {role}", name, place, public=role in PUBLIC_ROLES)
        yield FieldName(mention=mention, key=key, role=role, identifiers=identifiers)


def _mention(rule: str, name: str, place: Field, *, public: bool) -> Mention:
    name = " ".join(name.split())
    kind: MentionKind = "public_body" if public or PUBLIC_WORDS.search(name) else "company"
    return Mention(name=name, kind=kind, rule=rule, field=place)
