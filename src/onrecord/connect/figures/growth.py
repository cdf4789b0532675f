"""Growth claims against the two ends they need."""

import re
from collections.abc import Sequence

from onrecord.connect.figures.compared import Comparison, Read
from onrecord.connect.figures.moods import distinguishing
from onrecord.connect.figures.quantity import Quantity
from onrecord.connect.figures.setting import Setting
from onrecord.connect.figures.stated_growth import WITHOUT_NUMBER

_EARLIER_AFTER = ("the year before", "a year before", "a year ago", "a year earlier", "the month before")
_TIME = re.compile(
    r"\b(?:1[5-9]|20)\d\d\b|\b(?:january|february|march|april|may|june|july|august|september|october|november|december|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|now|today|ago|earlier|before|last|this|later|then|previous)\b",
    re.IGNORECASE,
)
_ENDS = 2


def growth_comparison(left: Read, right: Read) -> Comparison | None:
    """Compare a change told on one side with what the other gives; None where no side tells one, or levels can be compared."""
    for one, other, turned in ((left, right, False), (right, left, True)):
        claim = next((quantity for quantity in one.quantities if quantity.kind == "growth"), None)
        if claim is None or any(quantity.kind == "growth" for quantity in other.quantities):
            continue
        ends = _ends(other, claim)
        if ends is not None:
            found = _borne_out(claim, ends, one, other) if _alike(claim, one, ends[1], other) else None
        elif _levels(one):
            continue
        else:
            found = _unverifiable(claim, one, other) if _alike(claim, one, None, other) else None
        if found is not None:
            return _turned(found) if turned else found
    return None


def _alike(claim: Quantity, one: Read, level: Quantity | None, other: Read) -> bool:
    """Say whether nothing makes the one's subject another than the other's ("the bank's other app")."""
    low, high = other.setting.bounds
    place = (level.start, level.end) if level else (low, high)
    return not distinguishing(one.sentence.text, one.setting.bounds, (claim.start, claim.end)) ^ distinguishing(
        other.sentence.text, other.setting.bounds, place
    )


def _turned(found: Comparison) -> Comparison:
    return Comparison(verdict=found.verdict, why=found.why, score=found.score, left=found.right, right=found.left)


def _levels(read: Read) -> list[Quantity]:
    return [one for one in read.quantities if one.kind in ("money", "count", "measure", "percent") and one.value]


def _ends(read: Read, claim: Quantity) -> tuple[Quantity, Quantity] | None:
    """Find the only two levels of one unit that a sentence gives, the earlier first."""
    levels = [one for one in _levels(read) if (one.kind == "percent") == (claim.unit == "points")]
    if claim.unit == "factor" and not levels:
        levels = _levels(read)
    if len(levels) != _ENDS or len({(one.kind, one.unit) for one in levels}) > 1:
        return None
    first, second = levels
    if not _at_two_times(read, first, second):
        return None
    if first.noun != second.noun and first.noun and second.noun:
        return None
    after = read.sentence.text[second.end : second.end + 30].strip().casefold()
    reversed_order = second.role == "from" or after.startswith(_EARLIER_AFTER)
    return (second, first) if reversed_order and first.role != "from" else (first, second)


def _at_two_times(read: Read, first: Quantity, second: Quantity) -> bool:
    """Say whether two levels are told as before and after: "from 10 to 14", "up from", "69,000 in January and 84,500 now"."""
    if "from" in (first.role, second.role):
        return True
    text, (low, high) = read.sentence.text, read.setting.bounds
    beside = [text[first.end : second.start], text[second.end : high]]
    if all(_TIME.search(words) for words in beside):
        return True
    before = text[low : first.start]
    return _TIME.search(before) is not None and _TIME.search(beside[0]) is not None


def _borne_out(claim: Quantity, ends: Sequence[Quantity], one: Read, other: Read) -> Comparison | None:
    earlier, later = ends
    if not _same_subject(one.setting, other.setting):
        return None
    if None in (earlier.low, earlier.high, later.low, later.high) or not earlier.low or claim.value is None:
        return Comparison(verdict="unverifiable", why="one_end", left=claim, right=later)
    assert earlier.high is not None and later.low is not None and later.high is not None  # noqa: S101, PT018  # tells the type checker
    if claim.unit == "points":
        low, high = later.low - earlier.high, later.high - earlier.low
    else:
        low, high = later.low / earlier.high, later.high / earlier.low
    fits = (claim.low is None or claim.low <= high) and (claim.high is None or low <= claim.high)
    if fits:
        return Comparison(verdict="compatible", why="ratio", left=claim, right=later)
    return Comparison(
        verdict="different", why="ratio", score=_score(one.setting, other.setting), left=claim, right=later
    )


def _score(one: Setting, other: Setting) -> float:
    """Give 0.7 to 0.9 by the share of the shorter sentence's words that stand in the other: both ends are there to reckon with."""
    shared = len(one.words & other.words) / max(1, min(len(one.words), len(other.words)))
    return round(0.7 + 0.2 * shared, 4)


def _unverifiable(claim: Quantity, one: Read, other: Read) -> Comparison | None:
    if not _same_subject(one.setting, other.setting):
        return None
    levels = _levels(other)
    if levels:
        return Comparison(verdict="unverifiable", why="one_end", left=claim, right=levels[0])
    low, high = other.setting.bounds
    if WITHOUT_NUMBER.search(other.sentence.text, low, high):
        return Comparison(verdict="unverifiable", why="no_ends", left=claim)
    return None


def _same_subject(one: Setting, other: Setting) -> bool:
    """Say whether the one's subject is named by the other, and nobody else is."""
    if not one.names & other.names and one.names - other.words and other.names - one.words:
        return False
    shared = one.words & other.words
    return (
        bool(shared)
        and 2 * len(shared) >= min(len(one.words), len(other.words))
        and (one.subject in other.words or other.subject in one.words)
    )
