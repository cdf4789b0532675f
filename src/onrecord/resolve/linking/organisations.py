"""Organisations as linking sees them: what they are called and when, which identifiers they own, to whom they belong."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from onrecord.model.judgement import Place
from onrecord.model.statement import PartyKind
from onrecord.resolve.known import by_key

Basis = Literal["award", "text", "table"]
Days = tuple[str, str]
"""First and last ISO day, both inclusive."""


@dataclass(frozen=True, slots=True)
class NameSeen:
    """A name and where it was seen.

    Attributes:
        first_day, last_day: ISO days between which it was used, inclusive; None where no source is dated.
    """

    name: str
    basis: Basis
    first_day: str | None = None
    last_day: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """A body before clustering: one key, everything it is called, everything that is known of it.

    Attributes:
        key: As in `model.judgement.Place`: `org:four points technology`, `known:org:microsoft`.
        identifiers: `(scheme, value)`.
        owners: Keys of its recorded parents and owners, of whatever time.
        agencies: Keys of public bodies that buy from it, or that texts name together with it.
        known: The package's tables know it.
    """

    key: str
    names: tuple[NameSeen, ...]
    identifiers: tuple[tuple[str, str], ...] = ()
    owners: frozenset[str] = frozenset()
    agencies: frozenset[str] = frozenset()
    kind: PartyKind = "unknown"
    known: bool = False

    @property
    def place(self) -> Place:
        """Give the place that edges name."""
        return (self.key, None)

    @property
    def is_settled(self) -> bool:
        """Tell whether it is one that names are linked to: it owns identifiers, or the tables know it."""
        return self.known or bool(self.identifiers)


class Noted(Protocol):
    """What `resolve.registry.Registry` notes of places, as far as linking reads it."""

    @property
    def names(self) -> Mapping[Place, Mapping[tuple[str, str], int]]:
        """How often each place goes by each `(name, basis)`."""

    @property
    def kinds(self) -> Mapping[Place, Mapping[str, int]]:
        """How often a place was taken for each kind."""

    @property
    def identifiers(self) -> Mapping[Place, set[tuple[str, str]]]:
        """The identifiers recorded with a place."""

    @property
    def owners(self) -> Mapping[tuple[str, str], object]:
        """`(child, parent)` keys."""


def organisations(
    registry: Noted,
    *,
    days: Mapping[tuple[str, str, str], Days] | None = None,
    agencies: Mapping[str, frozenset[str]] | None = None,
) -> list[Organisation]:
    """List the organisations of a record, in the order of their keys; people are left out.

    Args:
        registry: What was noted of the record.
        days: First and last day of each `(key, name, basis)`: of the actions that have the name, or of the documents.
        agencies: Public bodies noted beside each key.
    """
    owners: dict[str, set[str]] = defaultdict(set)
    for child, parent in registry.owners:
        owners[child].add(parent)
    found = []
    for place in sorted((place for place in registry.names if _is_body(place)), key=lambda one: one[0]):
        key = place[0]
        known = by_key().get(key.removeprefix("known:"))
        table = {party for party in (known and known.parent, known and known.owner) if party}
        found.append(
            Organisation(
                key=key,
                names=_names(key, registry.names[place], days or {}),
                identifiers=tuple(sorted(registry.identifiers.get(place, ()))),
                owners=frozenset(owners[key] | {f"known:{party}" for party in table}),
                agencies=(agencies or {}).get(key, frozenset()),
                kind=known.kind if known else _kind(registry.kinds.get(place, {})),
                known=known is not None,
            )
        )
    return found


def _is_body(place: Place) -> bool:
    return place[1] is None and not place[0].startswith("person:")


def _names(
    key: str, seen: Mapping[tuple[str, str], int], days: Mapping[tuple[str, str, str], Days]
) -> tuple[NameSeen, ...]:
    known = by_key().get(key.removeprefix("known:"))
    table = [NameSeen(name, "table") for name in (known.name, *known.aliases)] if known else []
    noted: list[NameSeen] = []
    for name, basis in sorted(seen):
        first, last = days.get((key, name, basis), (None, None))
        noted.append(NameSeen(name, "text" if basis == "text" else "award", first, last))
    return (*noted, *table)


def _kind(kinds: Mapping[str, int]) -> PartyKind:
    """Take the kind that was seen most, the first in the alphabet of several; `unknown` says nothing against any."""
    said: Sequence[PartyKind] = ("company", "organisation", "public_body")
    best = max(said, key=lambda one: kinds.get(one, 0))
    return best if kinds.get(best, 0) else "unknown"
