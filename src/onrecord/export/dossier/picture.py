"""The time line of a dossier: statements above the line, awards below, ties between what is in tension.

Laid out once, in units; each edition draws the same shapes. The lists that follow in the dossier are its twin.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from onrecord.model.dossier import CitedAward, CitedStatement, Dossier

WIDTH = 720
SIDE = 26
"""Units left free at both ends."""
RADIUS = 10
STEP = 23
"""Units from one mark of a stack to the next, and from one stack to the next."""
STACK = 9
"""Marks of a stack; more are told by a number."""
FIRST = 24
"""Units from the line to the first mark above it."""
BELOW = 46
"""Units from the line to the first mark below it: years and months stand between."""
YEARS_LABELLED = 12
MONTHS_LABELLED = 20
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
Side = Literal["said", "done"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """An item: a circle for a statement, a square for an award; `more` counts those of its stack that are not drawn."""

    x: float
    y: float
    side: Side
    label: str
    title: str
    tense: bool
    more: int = 0


@dataclass(frozen=True, slots=True)
class Tick:
    """A month or year on the line."""

    x: float
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """A tension between two marks."""

    label: str
    start: tuple[float, float]
    end: tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """The shapes, in units from the upper left corner; `words` says the same for people who do not see it."""

    height: float
    line: float
    marks: tuple[Mark, ...]
    ticks: tuple[Tick, ...]
    ties: tuple[Tie, ...]
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Dated:
    day: date
    side: Side
    item: CitedStatement | CitedAward


def picture(made: Dossier) -> Picture | None:
    """Lay the time line out; None where fewer than two items have a date."""
    dated = [*_dated(made.statements, "said"), *_dated(made.awards, "done")]
    if len(dated) < 2:
        return None
    first, last = min(one.day for one in dated), max(one.day for one in dated)
    start, end = first.replace(day=1), _next_month(last)
    span = max(1, (end - start).days)

    def at(day: date) -> float:
        return SIDE + (day - start).days / span * (WIDTH - 2 * SIDE)

    stacks: dict[tuple[Side, int], list[_Dated]] = defaultdict(list)
    for one in sorted(dated, key=lambda each: (not each.item.tensions, each.day)):
        stacks[one.side, round(at(one.day) / STEP)].append(one)
    line = FIRST + STEP * _deepest(stacks, "said")
    marks = tuple(
        mark for (side, column), stack in sorted(stacks.items()) for mark in _marks(stack, side, column, line)
    )
    return Picture(
        height=line + BELOW + STEP * _deepest(stacks, "done"),
        line=line,
        marks=marks,
        ticks=tuple(_ticks(start, end, at)),
        ties=tuple(_ties(made, marks)),
        words=_words(made, dated, first, last),
    )


def _dated(items: Iterable[CitedStatement | CitedAward], side: Side) -> list[_Dated]:
    found = []
    for one in items:
        try:
            found.append(_Dated(day=date.fromisoformat((one.date or "")[:10]), side=side, item=one))
        except ValueError:  # a year alone, or nothing: it stands in the lists
            continue
    return [one for one in found if one.day.year < date.max.year]


def _deepest(stacks: dict[tuple[Side, int], list[_Dated]], side: Side) -> int:
    return max([1, *(min(STACK, len(stack)) for (which, _), stack in stacks.items() if which == side)])


def _marks(stack: Sequence[_Dated], side: Side, column: int, line: float) -> Iterable[Mark]:
    for number, one in enumerate(stack[:STACK]):
        away = -(FIRST - 4 + number * STEP) if side == "said" else BELOW + number * STEP
        left = len(stack) - STACK if number == STACK - 1 else 0
        title = f"{one.item.label}, {one.item.day}"
        x = min(max(column * STEP, SIDE), WIDTH - SIDE)
        yield Mark(
            x=x,
            y=line + away,
            side=side,
            label=one.item.label,
            title=title,
            tense=bool(one.item.tensions),
            more=max(0, left),
        )


def _ticks(start: date, end: date, at: Callable[[date], float]) -> Iterable[Tick]:
    months = [start]
    while months[-1] < end:
        months.append(_next_month(months[-1]))
    if len(months) <= MONTHS_LABELLED:
        every = -(-len(months) // (MONTHS_LABELLED // 2))
        return [Tick(at(one), f"{MONTHS[one.month - 1]} {one.year}") for one in months[:-1:every]]
    years = [one for one in months if one.month == 1]
    every = -(-len(years) // YEARS_LABELLED)
    return [Tick(at(one), str(one.year)) for one in years[::every]]


def _ties(made: Dossier, marks: Iterable[Mark]) -> Iterable[Tie]:
    places = {one.label: (one.x, one.y) for one in marks}
    for one in made.tensions:
        if one.left in places and one.right in places:
            yield Tie(label=one.label, start=places[one.left], end=places[one.right])


def _words(made: Dossier, dated: Sequence[_Dated], first: date, last: date) -> str:
    said = sum(one.side == "said" for one in dated)
    undated = len(made.statements) + len(made.awards) - len(dated)
    more = f" {undated} without a day {'is' if undated == 1 else 'are'} not drawn." if undated else ""
    ties = f" {len(made.tensions)} in tension, possibly, tied by lines." if made.tensions else ""
    return (
        f"Time line from {first.isoformat()} to {last.isoformat()}: {said} statements as circles above the line, "
        f"{len(dated) - said} awards as squares below it.{ties}{more} The lists that follow hold the same, by number."
    )


def _next_month(day: date) -> date:
    return date(day.year + 1, 1, 1) if day.month == len(MONTHS) else date(day.year, day.month + 1, 1)
