"""Who is who in spending rows: names in fields, joined by their identifiers."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.model.award import Action
from onrecord.model.evidence import Field
from onrecord.model.names import core_name
from onrecord.model.statement import Mention, MentionKind
from onrecord.resolve.known import by_key, find_known

PSEUDO_RECIPIENTS = frozenset(
    {
        "multiple recipients",
        "redacted due to pii",
        "multiple foreign recipients",
        "private individual",
        "individual recipient",
        "miscellaneous foreign awardees",
        "miscellaneous foreign contractors",
        "federal egov iae initiative generic duns",
        "classified domestic contractor",
    }
)
"""Stand-ins that registers print instead of a name (USAspending's own list, and CSIS's): nobody is called that."""

PUBLIC_WORDS = re.compile(
    r"\b(?:county of|city of|state of|town of|department of|sheriff|commonwealth of)\b", re.IGNORECASE
)

Identifiers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldName:
    """A name in a field of a spending row, with the key of the party it stands for."""

    mention: Mention
    key: str
    role: str
    identifiers: Identifiers


def _names(action: Action) -> Iterable[tuple[str, str, Identifiers]]:
    if action.recipient:
        yield "recipient", action.recipient, action.recipient_identifiers
    if action.recipient_parent:
        yield "recipient_parent", action.recipient_parent, action.recipient_parent_identifiers
    if action.buyer:
        yield "buyer", action.buyer, _agency(action.buyer_code)
    if action.funder:
        yield "funder", action.funder, _agency(action.funder_code)
    if action.department:
        yield "department", action.department, ()


def _agency(code: str | None) -> Identifiers:
    return (("us-agency", code),) if code else ()


def keys_by_identifier(actions: Iterable[Action]) -> dict[tuple[str, str], str]:
    """Map identifiers to the key of the organisation that owns them, over all rows held.

    One identifier with several names is one organisation: the known one if exactly one of the names is known, else the
    name that comes first in the alphabet. Two known names under one identifier are left apart.
    """
    names: dict[tuple[str, str], set[str]] = defaultdict(set)
    for action in actions:
        for _, name, identifiers in _names(action):
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


def field_names(action: Action, keys: dict[tuple[str, str], str]) -> Iterable[FieldName]:
    """List the names in the fields of one row; stand-ins for nobody are left out."""
    for role, name, identifiers in _names(action):
        place = action.field(role)
        core = core_name(name)
        if place is None or not core or core in PSEUDO_RECIPIENTS:
            continue
        known = find_known(name)
        by_identifier = [keys[one] for one in identifiers if one in keys]
        key = f"known:{known.key}" if known else by_identifier[0] if by_identifier else f"org:{core}"
        if role in {"buyer", "funder"} and by_identifier:
            key = by_identifier[0]
        yield FieldName(mention=_mention(role, name, place), key=key, role=role, identifiers=identifiers)


def _mention(role: str, name: str, place: Field) -> Mention:
    name = " ".join(name.split())
    public = role in {"buyer", "funder", "department"} or PUBLIC_WORDS.search(name)
    kind: MentionKind = "public_body" if public else "company"
    return Mention(name=name, kind=kind, rule=f"award {role}", field=place)
