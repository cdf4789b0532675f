"""The names in all spending rows of a record, noted once each: who they are, when they were used, who bought."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from onrecord.model.award import Action, Authorisation, Identifiers, Row
from onrecord.resolve.linking.organisations import Days
from onrecord.resolve.registry import Registry
from onrecord.resolve.spending import FieldName, field_names, keys_by_identifier
from onrecord.resolve.successions import Holders, Keys, next_succession
from onrecord.store import View
from onrecord.store.private_names import recipient_is_person
from onrecord.tables import vehicle_of
from onrecord.tables.makers import makers_named

Named = tuple[str, str, Identifiers]
"""A name of a row: role, name, identifiers."""
TOLD = ("sole_proprietorship", "organizational_type")
"""Fields in which a row says what its recipient is."""


def take_spending(view: View, registry: Registry) -> list[FieldName]:
    """Note the names in spending rows, each once an artefact: at the first row, in the order of the awards, that has it.

    `connect.parts` relies on that order: the field of that row stands for all the others.
    """
    keys = keys_by_identifier(_rows(view))
    seen = _Seen()
    for row in _noting_successions(_rows(view), keys, registry):
        for owner in _makers(row):
            registry.take_maker(owner)
        seen.take_day(row)
        if (mark := (type(row), row.artefact, row.names, _told(row))) not in seen.rows:
            seen.rows.add(mark)
            _take_names(row, {one.role: one for one in field_names(row, keys)}, registry, seen)
    for one, days in seen.days_of_names():
        for day in days:
            registry.take_day(one.key, one.mention.name, "award", day)
    return seen.names


@dataclass(slots=True)
class _Seen:
    """What was met so far.

    Attributes:
        names: In the order they were met, each once an artefact.
        rows, marks: Marks of the rows and of the names met: millions of rows name the same few parties.
        days: What rows name, together, to the first and last day of such rows.
    """

    names: list[FieldName] = field(default_factory=list)
    rows: set[tuple[object, ...]] = field(default_factory=set)
    marks: set[tuple[object, ...]] = field(default_factory=set)
    days: dict[tuple[Named, ...], Days] = field(default_factory=dict)
    _known: dict[Named, FieldName] = field(default_factory=dict)

    def take_name(self, row: Row, named: Named, one: FieldName) -> bool:
        """Note a name; says whether the artefact has it for the first time."""
        self._known[named] = one
        mark = (type(row), row.artefact, named)
        if mark in self.marks:
            return False
        self.marks.add(mark)
        self.names.append(one)
        return True

    def take_day(self, row: Row) -> None:
        """Note that names were used on a row's day."""
        day = None if isinstance(row, Authorisation) else row.decided_on if isinstance(row, Action) else row.acted_on
        if day:
            first, last = self.days.get(row.names, (day, day))
            self.days[row.names] = (min(first, day), max(last, day))

    def days_of_names(self) -> Iterator[tuple[FieldName, Days]]:
        """List the names with days on which they were used."""
        for listed, days in self.days.items():
            yield from ((self._known[named], days) for named in listed if named in self._known)


def _take_names(row: Row, found: dict[str, FieldName], registry: Registry, seen: _Seen) -> None:
    for role, name, identifiers in row.names:
        if role in found and seen.take_name(row, (role, name, identifiers), found[role]):
            registry.take_field(found[role])
    recipient, parent = found.get("recipient"), found.get("recipient_parent")
    if recipient:
        told = dict(_told(row))
        if told and recipient_is_person(recipient.mention.name, "company", told):
            registry.sole_traders.add(recipient.key)
        registry.beside[recipient.key] |= {found[role].key for role in ("buyer", "funder") if role in found}
    if recipient and parent and parent.mention.field:
        registry.take_owner(recipient.key, parent.key, parent.mention.field)


def _told(row: Row) -> tuple[tuple[str, str], ...]:
    """List what a row says its recipient is: it may say so in one row of many that name the same."""
    held = zip(row.places.layout, row.places.texts, strict=True)
    return tuple((name, text) for (name, _), text in held if name in TOLD and text)


def _makers(row: Row) -> Iterator[str]:
    """List the makers that a row may buy from: named in its words, or known to sell under its vehicle."""
    if isinstance(row, Authorisation):
        return
    yield from (owner for owner, _ in makers_named(row.description, row.decided_on))
    vehicle = vehicle_of(row.parent) if isinstance(row, Action) else None
    if vehicle and vehicle.owner:
        yield vehicle.owner


def _noting_successions(rows: Iterable[Row], keys: Keys, registry: Registry) -> Iterator[Row]:
    """Pass rows on; actions, which come award by award in their order in time, also say who succeeded whom."""
    holders = Holders()
    for row in rows:
        if isinstance(row, Action) and (found := next_succession(holders, row, keys)):
            registry.take_succession(found)
        yield row


def _rows(view: View) -> Iterator[Row]:
    """Give the rows of all tables, one by one."""
    yield from view.actions()
    yield from view.subawards()
    yield from view.authorisations()
