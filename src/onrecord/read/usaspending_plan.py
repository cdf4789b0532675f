"""What a row of a file says under each meaning, worked out once a file so that a row costs little.

A download has some three hundred columns and may have a million rows; forty columns are used.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import itemgetter

from onrecord.model.award import Layout, Places
from onrecord.read.contact_data import masked
from onrecord.read.usaspending_columns import FREE_TEXT, Header

Pick = Callable[[Sequence[str]], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Plan:
    """How to take the values out of a file's rows.

    Attributes:
        pick: Takes the used cells out of a row: a slot each.
        single: Meanings with one column, and their slots' values.
        several: Meanings with several columns, best first: their slots.
        layout: Fields and columns, see `Places`.
        fields: Slot of each field.
        rivals: For fields that several columns can fill: their positions in the layout, best first; one is kept.
        columns: Name of the column in each slot, without the white space around it.
        slots: Slots of each meaning, best first.
    """

    pick: Pick
    single: tuple[str, ...]
    of_single: Pick
    several: tuple[tuple[str, tuple[int, ...]], ...]
    free: tuple[int, ...]
    layout: Layout
    of_fields: Pick
    rivals: tuple[tuple[int, ...], ...]
    columns: tuple[str, ...]
    slots: dict[str, tuple[int, ...]]


Values = dict[str, str]
"""Meaning to words, without the white space around them; empty or missing where the row has none."""


def plan_of(header: Header, fields: Sequence[tuple[str, Sequence[str]]]) -> Plan:
    """Make the plan of a file; `fields` are names with the meanings that can fill them, best first."""
    used = sorted(header.used())
    slots = {place: slot for slot, place in enumerate(used)}
    places = {meaning: tuple(slots[one] for one in found) for meaning, found in header.places.items()}
    single = tuple(meaning for meaning, found in places.items() if len(found) == 1)
    columns = tuple(header.names[place] for place in used)
    named = tuple(name.strip() for name in columns)
    placed = [(name, slot) for name, meanings in fields for one in meanings for slot in places.get(one, ())]
    at: dict[str, list[int]] = {}
    for position, (name, _) in enumerate(placed):
        at.setdefault(name, []).append(position)
    return Plan(
        pick=_picker(used),
        single=single,
        of_single=_picker([places[meaning][0] for meaning in single]),
        several=tuple((meaning, found) for meaning, found in places.items() if len(found) > 1),
        free=tuple(slot for one in FREE_TEXT for slot in places.get(one, ())),
        layout=tuple((name, columns[slot]) for name, slot in placed),
        of_fields=_picker([slot for _, slot in placed]),
        rivals=tuple(tuple(found) for found in at.values() if len(found) > 1),
        columns=named,
        slots=places,
    )


def _picker(places: Sequence[int]) -> Pick:
    """Make the fastest way to take some items; `itemgetter` alone gives one item bare and refuses to take none."""
    if len(places) > 1:
        return itemgetter(*places)
    return lambda cells: tuple(cells[place] for place in places)


def values_of(plan: Plan, cells: Sequence[str]) -> tuple[Values, tuple[str, ...]]:
    """Give what a row says under each meaning, and its used cells as they stand but for contact data and blanks."""
    raw = plan.pick(cells)
    for slot in plan.free:
        said = raw[slot]
        if said and (shown := masked(said)) != said:
            raw = (*raw[:slot], shown, *raw[slot + 1 :])
    stripped = tuple(map(str.strip, raw))
    if stripped != raw:  # cells of white space alone are empty ones
        raw = tuple(cell if text else "" for cell, text in zip(raw, stripped, strict=True))
    values = dict(zip(plan.single, plan.of_single(stripped), strict=True))
    for meaning, slots in plan.several:
        for slot in slots:
            if stripped[slot]:
                values[meaning] = stripped[slot]
                break
    return values, raw


def column_of(plan: Plan, raw: Sequence[str], meaning: str) -> str:
    """Name the column that fills a meaning in a row that has it: the first that is filled."""
    slots = plan.slots[meaning]
    slot = slots[0] if len(slots) == 1 else next(one for one in slots if raw[one])
    return plan.columns[slot]


def places_of_row(plan: Plan, raw: Sequence[str], start: str, *, without: frozenset[str]) -> Places:
    """Say where the row's values stand; of rival columns only the best that is filled, and no fields of `without`."""
    texts = [text if text and not text.isspace() else "" for text in plan.of_fields(raw)]
    for rivals in plan.rivals:
        filled = [position for position in rivals if texts[position]]
        for position in filled[1:]:
            texts[position] = ""
    if without:
        texts = ["" if name in without else text for (name, _), text in zip(plan.layout, texts, strict=True)]
    return Places(start=start, layout=plan.layout, texts=tuple(texts))
