"""Expressions of time in a text, each with the interval it means, the day it was reckoned from and the rule used.

Reckoned from the day a text came out, or from the date at the head of a section (`19/06/2018: ...`); never from the day it was
changed. What can be read two ways keeps both readings, what needs another day to be understood has none.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from onrecord.extract.time_calendar import Days, Interval, Unit
from onrecord.extract.time_context import (
    DateOrder,
    Stretch,
    order_of,
    quoted_ranges,
    section_heads,
    stretches,
    tense_at,
)
from onrecord.extract.time_grammar import Match
from onrecord.extract.time_modifiers import Modifier, modified, modifier_before, range_opening
from onrecord.extract.time_readings import sense_of
from onrecord.extract.time_sense import Known

Base = Literal["none", "published", "section"]
_JOINS = re.compile(r"\s(?:and|to|or|until|till|through)\s|\s?[-–—]\s?")
_BEFORE_NOUN = re.compile(r"\s[a-z]")
_RANGES = {"between": ("and",), "from": ("to", "until", "till", "through", "-", "–", "—")}


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeExpression:
    """Words of a text that say when.

    Attributes:
        start, end: Code points of the text, half-open.
        rule: The form of the words; a word in front (`late`, `since`) stands before it.
        granularity: The unit the interval is counted in; None when the words name none.
        readings: Intervals it may mean, as first and last day, both included, None for an open end. One when it is
            settled, two when day and month or this and that week cannot be told apart, none when the words need a day
            that is not known.
        base: What relative words were reckoned from; `none` for words that need no other day or have no interval.
        base_day: That day.
    """

    start: int
    end: int
    rule: str
    granularity: Unit | None = None
    readings: tuple[Interval, ...] = ()
    base: Base = "none"
    base_day: date | None = None

    @property
    def interval(self) -> Interval | None:
        """Give the one interval it means, None when there is none or more than one."""
        return self.readings[0] if len(self.readings) == 1 else None

    @property
    def days(self) -> Days | None:
        """Give the one interval when both its ends are known."""
        first, last = self.interval or (None, None)
        return (first, last) if first and last else None

    @property
    def day(self) -> date | None:
        """Give the one day it means."""
        return self.days[0] if self.days and self.granularity == "day" and self.days[0] == self.days[1] else None


def time_expressions(
    text: str, ranges: Sequence[tuple[int, int]], published: date | None = None, order: DateOrder | None = None
) -> list[TimeExpression]:
    """Read the expressions of time in some stretches of a text (see `times_in`), code points, half-open."""
    return times_in(text, stretches(text, ranges), published, order)


def times_in(
    text: str, scanned: Sequence[Stretch], published: date | None = None, order: DateOrder | None = None
) -> list[TimeExpression]:
    """Read the expressions of time in some stretches of a text, in order, without overlap.

    Args:
        text: The whole text; sections and the order of day and month are settled by all of it.
        scanned: Stretches to be read; no expression reaches over their borders.
        published: The day the text came out, never the day it was changed.
        order: Whether `03/04/2018` has the day or the month first, where the publisher is known to write so; without
            it the other dates of the text settle it or nothing does.
    """
    bases = _Bases(text, published, order or order_of(text))
    return _settled(text, [time for one in scanned if one.found for time in _joined(text, _read(text, one, bases))])


class _Bases:
    """The day that relative words are reckoned from, by place."""

    def __init__(self, text: str, published: date | None, order: DateOrder | None) -> None:
        heads = list(section_heads(text, order))
        self._starts = [start for start, _ in heads]
        self._days = [day for _, day in heads]
        self._published = published
        self.order = order

    def at(self, start: int) -> tuple[Base, date | None]:
        """Give the kind of base and the day for words at a place."""
        number = bisect_right(self._starts, start) - 1
        if number >= 0:
            return "section", self._days[number]
        return ("published" if self._published else "none"), self._published


@dataclass(frozen=True, slots=True)
class _Read:
    """An expression with what joining it to its neighbours needs."""

    match: Match
    modifier: Modifier
    known: Known
    expression: TimeExpression


def _read(text: str, stretch: Stretch, bases: _Bases) -> Iterator[_Read]:
    quoted = quoted_ranges(text, stretch.low, stretch.high)
    quoted_starts = [start for start, _ in quoted]
    floor = stretch.low
    for match in stretch.found:
        base, day = bases.at(match.start)
        number = bisect_right(quoted_starts, match.start) - 1
        inside = number >= 0 and match.start < quoted[number][1]
        modifier = modifier_before(text, floor, match)
        known = Known(
            day,
            bases.order,
            tense="past" if modifier.since else tense_at(text, match),
            attributive=_attributive(text, match),
            quoted=inside,
        )
        read = _expression(match, modifier, known, base)
        if read is not None:
            floor = match.end
            yield _Read(match, modifier, known, read)


def _expression(match: Match, modifier: Modifier, known: Known, base: Base) -> TimeExpression | None:
    sense = sense_of(match, known)
    if sense is None:
        return None
    sense = modified(sense, modifier, known.base)
    used = sense.relative and bool(sense.readings)
    return TimeExpression(
        start=modifier.start,
        end=match.end,
        rule=f"{modifier.name} {match.form}".strip(),
        granularity=sense.unit,
        readings=sense.readings,
        base=base if used else "none",
        base_day=known.base if used else None,
    )


def _attributive(text: str, match: Match) -> bool:
    """Say whether an expression stands before a noun: `the November election`, `November's election`."""
    if text[match.end : match.end + 2] in ("'s", "’s"):
        return True
    return text[max(0, match.start - 4) : match.start] == "the " and _BEFORE_NOUN.match(text, match.end) is not None


def _joined(text: str, some: Iterator[_Read]) -> Iterator[TimeExpression]:
    """Join `between March and May`, `from 1993 to 2001`; lend the year of `May and June 2015` to its first month."""
    waiting: _Read | None = None
    for read in some:
        if waiting is None:
            waiting = read
            continue
        join = _JOINS.fullmatch(text, waiting.expression.end, read.expression.start)
        if join is None:
            yield waiting.expression
            waiting = read
            continue
        first = _with_year_of(waiting, read)
        whole = _range(text, first.expression, join[0].strip(), read.expression)
        if whole is None:
            yield first.expression
            waiting = read
        else:
            yield whole
            waiting = None
    if waiting is not None:
        yield waiting.expression


def _settled(text: str, some: list[TimeExpression]) -> list[TimeExpression]:
    """Read `Tuesday's debate` as the other Tuesdays of the text, where these are one day and nothing else decides."""
    days: dict[tuple[str, date | None], set[date]] = {}
    for one in some:
        if one.rule == "weekday" and one.day:
            days.setdefault((_weekday(text, one), one.base_day), set()).add(one.day)
    return [_settled_one(one, days.get((_weekday(text, one), one.base_day), set())) for one in some]


def _weekday(text: str, one: TimeExpression) -> str:
    return text[one.start : one.end].partition("day")[0]


def _settled_one(one: TimeExpression, days: set[date]) -> TimeExpression:
    if one.rule != "weekday" or len(one.readings) < 2 or len(days) != 1:
        return one
    reading = (min(days), min(days))
    return replace(one, rule="weekday as elsewhere", readings=(reading,)) if reading in one.readings else one


def _with_year_of(first: _Read, second: _Read) -> _Read:
    """Read a month or a day without a year again, in the year of the date it is joined to."""
    year = second.match.groups.groupdict().get("year") or second.match.groups.groupdict().get("y2")
    if (
        not year
        or first.match.form not in ("month", "day")
        or (not first.expression.base_day and first.expression.readings)
    ):
        return first
    again = _expression(first.match, first.modifier, replace(first.known, year=int(year)), "none")
    return replace(first, expression=again) if again else first


def _range(text: str, first: TimeExpression, join: str, second: TimeExpression) -> TimeExpression | None:
    opening = range_opening(text, first.start)
    if opening is None or join not in _RANGES[opening[1]]:
        return None
    start, last = (first.interval or (None, None))[0], (second.interval or (None, None))[1]
    based = first if first.base_day else second
    return TimeExpression(
        start=opening[0],
        end=second.end,
        rule="from one to another",
        granularity=second.granularity,
        readings=((start, last),) if start and last and start <= last else (),
        base=based.base,
        base_day=based.base_day,
    )
