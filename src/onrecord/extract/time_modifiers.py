"""Words before an expression of time that change its interval: `since`, `late`, `earlier`, `between ... and`."""

import re
from dataclasses import dataclass
from datetime import date

from onrecord.extract.time_calendar import Interval, Part, part_of, part_of_months
from onrecord.extract.time_grammar import Match
from onrecord.extract.time_sense import Sense

_REACH = 40
_BEFORE = re.compile(
    r"(?:(?<!\w)(?P<since>since)\s(?:at\sleast\s)?)?"
    r"(?:(?<![\w-])(?P<part>early|earlier|mid|late|later)(?:-|\s(?:(?:in|on|of)\s)?)(?:the\s)?)?\Z",
    re.IGNORECASE,
)
_OPENING = re.compile(r"(?<!\w)(between|from)\s\Z", re.IGNORECASE)
_PARTS: dict[str, Part] = {"early": "early", "mid": "mid", "late": "late"}


@dataclass(frozen=True, slots=True)
class Modifier:
    """What stands before an expression.

    Attributes:
        start: Where the expression begins with these words, code points.
        part: `early`, `earlier`, `mid`, `late`, `later` or nothing.
    """

    start: int
    since: bool = False
    part: str = ""

    @property
    def name(self) -> str:
        """Name it for the record."""
        return " ".join(word for word in ("since" if self.since else "", self.part) if word)


def modifier_before(text: str, floor: int, match: Match) -> Modifier:
    """Find `since` and `late` before an expression, not further back than the floor."""
    low = max(floor, match.start - _REACH)
    found = _BEFORE.search(text[low : match.start])
    if found is None or not found[0]:
        return Modifier(match.start)
    return Modifier(low + found.start(), found["since"] is not None, (found["part"] or "").lower())


def modified(sense: Sense, modifier: Modifier, base: date | None) -> Sense:
    """Change the readings of an expression by what stands before it."""
    relative = sense.relative or modifier.part in ("earlier", "later")
    readings = tuple(_modified(reading, sense, modifier, base) for reading in sense.readings)
    return Sense(sense.unit, readings, relative=relative)


def _modified(reading: Interval, sense: Sense, modifier: Modifier, base: date | None) -> Interval:
    first, last = reading
    if first is not None and last is not None:
        if modifier.part in _PARTS and sense.unit != "day":
            cut = part_of_months if sense.unit in ("year", "decade") else part_of
            first, last = cut((first, last), _PARTS[modifier.part])
        elif base is not None and first <= base <= last:
            first = base if modifier.part == "later" else first
            last = base if modifier.part == "earlier" else last
    return (first, None) if modifier.since and first is not None else (first, last)


def range_opening(text: str, start: int) -> tuple[int, str] | None:
    """Find `between` or `from` right before an expression: where it begins, and the word in small letters."""
    low = max(0, start - _REACH)
    found = _OPENING.search(text[low:start])
    return (low + found.start(), found[1].lower()) if found else None
