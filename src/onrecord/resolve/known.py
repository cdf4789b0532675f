"""Finding the parties the package knows by a name or an acronym."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache

from onrecord.model.names import core_name
from onrecord.tables import KnownParty, known_parties


@cache
def by_name() -> Mapping[str, KnownParty]:
    """Map core names to the one party that goes by each; a name two parties share is left out."""
    return _unshared((core_name(name), party) for party in known_parties() for name in (party.name, *party.aliases))


@cache
def by_key() -> Mapping[str, KnownParty]:
    """Map keys to parties."""
    return {party.key: party for party in known_parties()}


@cache
def by_acronym() -> Mapping[str, KnownParty]:
    """Map the acronyms that need no introduction to their party."""
    return _unshared((party.acronym, party) for party in known_parties() if party.acronym and party.acronym_alone)


def _unshared(names: Iterable[tuple[str, KnownParty]]) -> Mapping[str, KnownParty]:
    found: dict[str, set[str]] = defaultdict(set)
    parties: dict[str, KnownParty] = {}
    for name, party in names:
        found[name].add(party.key)
        parties[party.key] = party
    return {name: parties[min(keys)] for name, keys in found.items() if len(keys) == 1}


def visible(name: str) -> str:
    """Drop what a name holds that is not seen: zero-width characters, marks of direction, soft hyphens."""
    return name if name.isascii() else "".join(one for one in name if unicodedata.category(one) != "Cf")


def find_known(name: str) -> KnownParty | None:
    """Find the party a name stands for; acronyms only as written, in capitals."""
    plain = visible(name)
    return by_acronym().get(plain.replace(".", "")) or by_name().get(core_name(plain))
