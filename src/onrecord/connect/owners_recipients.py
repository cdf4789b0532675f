"""Who receives an award, held against who makes what it buys: one firm, two of one owner, or strangers."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType

from onrecord.model.award import LinkLabel
from onrecord.model.names import core_name
from onrecord.tables import award_names, known_parties


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipients:
    """Who the recipients of an award are, for comparing with makers.

    Attributes:
        keys, parents: Table keys of the recipients and of their recorded parents.
        tabled: Table keys of their owners as the table of organisations has them, with the source of each.
        names: Core names as recorded ("dell marketing").
    """

    keys: frozenset[str] = frozenset()
    parents: frozenset[str] = frozenset()
    tabled: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    names: frozenset[str] = frozenset()


def related(owner: str, who: Recipients) -> tuple[LinkLabel, str] | None:
    """Say how a maker and the recipient are one firm or two of one owner; None where nothing says so."""
    unit = bool(who.names & _units().get(owner, frozenset()))
    if owner in who.keys and not unit:
        return "DIRECT", "whose maker is the recipient"
    if owner in who.keys:
        return "SUBSIDIARY", "whose maker owns the recipient (table of organisations)"
    if owner in who.parents:
        return "SUBSIDIARY", "whose maker is recorded as the recipient's parent"
    if owner in who.tabled:
        return "SUBSIDIARY", f"whose maker owns the recipient (table: {who.tabled[owner]})"
    makers = _maker_names().get(owner, frozenset())
    if makers & who.names:
        return "DIRECT", "whose maker is the recipient by its name"
    if any(name.startswith(f"{maker} ") for name in who.names for maker in makers):
        return "SUBSIDIARY", "with whose maker's name the recipient's begins"
    return None


@cache
def _units() -> Mapping[str, frozenset[str]]:
    return {party.key: frozenset(map(core_name, party.units)) for party in known_parties() if party.units}


@cache
def _maker_names() -> Mapping[str, frozenset[str]]:
    """Map makers to their names as recipients bear them, legal forms left out."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in award_names():
        if row.role == "maker":
            found[row.owner].add(core_name(row.name))
    for party in known_parties():
        if party.key in found:
            found[party.key] |= {core_name(name) for name in (party.name, *party.aliases)}
    return {owner: frozenset(names) for owner, names in found.items()}
