"""Organisations that share an identifier: one body under two names, unless something else says otherwise.

Registers print a parent's number of today beside its name of the day, so one number may stand beside two firms of which
one bought the other. Only names that resemble each other are joined without asking.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from onrecord.resolve.edges import Edge
from onrecord.resolve.linking.candidates import is_comparable
from onrecord.resolve.linking.organisation_trees import Trees
from onrecord.resolve.linking.organisations import Organisation
from onrecord.resolve.names.name_alignment import Rarity, compare
from onrecord.resolve.names.org_names import parse

MOST_SHARING = 5
"""An identifier that more names share stands for nobody: registers have numbers for "various" and "foreign" recipients."""
MOST_NAMES = 10
"""Names of an organisation that are held against those of another."""
ALIKE = 0.3
"""The score of two names from which a number they share is one body's."""
SCORE = 0.99
CONFLICT = 0.5
Identifiers = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Group:
    """Organisations taken for one so far."""

    keys: list[str]
    identifiers: Identifiers
    is_known: bool


@dataclass(slots=True)
class Joined:
    """What shared identifiers join.

    Attributes:
        edges: At most one for two organisations, however many identifiers they share.
        groups: Key to the group it is in.
    """

    edges: list[Edge] = field(default_factory=list)
    groups: dict[str, Group] = field(default_factory=dict)
    _asked: set[tuple[str, str]] = field(default_factory=set)

    def are_one(self, keys: Iterable[str]) -> bool:
        """Tell whether all of several are joined to each other."""
        first, *others = keys
        return all(other in self.groups[first].keys for other in others)

    def take(self, one: Organisation, other: Organisation, identifier: tuple[str, str], difference: str) -> None:
        """Note that two share an identifier; they are one if nothing speaks against it."""
        if difference:
            if (other.key, one.key) not in self._asked:
                self.edges.append(_edge(other, one, identifier, difference))
            self._asked.add((other.key, one.key))
            return
        self.edges.append(_edge(other, one, identifier, ""))
        mine, theirs = self.groups[one.key], self.groups[other.key]
        known = mine.is_known or theirs.is_known
        both = Group([*theirs.keys, *mine.keys], theirs.identifiers | mine.identifiers, is_known=known)
        self.groups.update(dict.fromkeys(both.keys, both))


def join_by_identifier(organisations: Sequence[Organisation], rarity: Rarity, trees: Trees) -> Joined:
    """Join organisations that share an identifier; where something speaks against it, a person is asked.

    What was joined counts as one from then on, so that a chain of shared numbers never joins two different ones. Of a
    unit and the firm it is recorded to belong to, nothing is said: they are tied already.
    """
    holders: dict[tuple[str, str], list[Organisation]] = defaultdict(list)
    for one in organisations:
        for identifier in one.identifiers:
            holders[identifier].append(one)
    joined = Joined()
    joined.groups = {one.key: Group([one.key], frozenset(one.identifiers), is_known=one.known) for one in organisations}
    for identifier, sharing in sorted(holders.items()):
        if not 1 < len(sharing) <= MOST_SHARING:
            continue
        for at, one in enumerate(sharing):
            others = [other for other in sharing[:at] if not trees.is_above(other.key, one.key)]
            if not others or any(joined.groups[other.key] is joined.groups[one.key] for other in others):
                continue
            against = [(other, _difference(one, other, joined.groups, rarity)) for other in others]
            other, difference = next((pair for pair in against if not pair[1]), against[0])
            joined.take(one, other, identifier, difference)
    return joined


def _difference(one: Organisation, other: Organisation, groups: Mapping[str, Group], rarity: Rarity) -> str:
    """Say what tells two organisations that share an identifier apart; empty where nothing does."""
    mine, theirs = groups[one.key], groups[other.key]
    if mine.is_known and theirs.is_known:
        return "two names of the tables"
    if scheme := conflicting(mine.identifiers, theirs.identifiers):
        return f"different numbers of {scheme}"
    return "" if _alike(one, other, rarity) else "names that are not alike"


def _alike(one: Organisation, other: Organisation, rarity: Rarity) -> bool:
    mine, theirs = (
        [parse(seen.name) for seen in each.names if is_comparable(seen.name)][:MOST_NAMES] for each in (one, other)
    )
    return any(compare(left, right, rarity).score >= ALIKE for left in mine for right in theirs)


def _edge(left: Organisation, right: Organisation, identifier: tuple[str, str], difference: str) -> Edge:
    because = f"Both are recorded with {identifier[0]} {identifier[1]}"
    return Edge(
        left=left.place,
        right=right.place,
        score=CONFLICT if difference else SCORE,
        band="review" if difference else "link",
        rule="shared identifier",
        because=f"{because}, but with {difference}." if difference else f"{because}.",
    )


def conflicting(one: Identifiers, other: Identifiers) -> str:
    """Name the first scheme in which two have identifiers and share none; empty where there is none."""
    schemes = {scheme for scheme, _ in one} & {scheme for scheme, _ in other}
    agreed = {scheme for scheme, _ in one & other}
    return min(schemes - agreed, default="")


def in_different_countries(one: Organisation, other: Organisation) -> bool:
    """Tell whether two are registered in different countries, by the prefixes of their schemes (`GB-COH`, `CA-CC`).

    Registers of the United States government hold bodies of all countries, so they say nothing.
    """
    mine, theirs = _countries(one), _countries(other)
    return bool(mine) and bool(theirs) and mine.isdisjoint(theirs)


def _countries(organisation: Organisation) -> set[str]:
    prefixes = {scheme.upper().partition("-")[0] for scheme, _ in organisation.identifiers if "-" in scheme}
    return {prefix for prefix in prefixes if len(prefix) == 2} - {"US"}
