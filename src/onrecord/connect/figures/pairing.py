"""Which quantities of two sentences may measure the same thing, and whether what they allow meets."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from onrecord.connect.figures.compared import Read
from onrecord.connect.figures.intervals import interval
from onrecord.connect.figures.quantities import rate_per_second
from onrecord.connect.figures.quantity import Quantity
from onrecord.connect.figures.units import LIKELY_RATES
from onrecord.connect.figures.words import content_words

_GENERAL = frozenset({"person", "name", "case", "man", "woman", "child", "member", "time"})
"""Nouns that another noun may stand for: 97 arrests, 97 people arrested."""
_NEAR = 40
"""Code points to either side of a number whose words are held against those around the other."""
_YEAR = Decimal(31557600)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two quantities of one kind.

    Attributes:
        fit: 2 with the same unit and noun; 1 where the noun is missing on one side, or a general one.
        converted: Told by two lengths of time (an hour, a week): they may bear each other out, not more; few work every hour.
    """

    left: Quantity
    right: Quantity
    fit: int
    converted: bool = False


def pairs(left: Read, right: Read) -> Iterator[Pair]:
    """List the pairs that may measure the same thing, in common terms: rates by the year, parts of a total in per cent."""
    for one in left.quantities:
        for other in right.quantities:
            first, second = _ceilings(*_common(one, other), left, right)
            if fit := _fit(first, second, left, right):
                apart = (
                    (one.per, one.seconds) != (other.per, other.seconds)
                    or first.kind != one.kind
                    or second.kind != other.kind
                )
                yield Pair(first, second, fit, apart)


def _common(one: Quantity, other: Quantity) -> tuple[Quantity, Quantity]:
    if {one.kind, other.kind} == {"count", "percent"}:
        return _in_percent(one), _in_percent(other)
    if one.kind == other.kind and (one.per or one.seconds) and (other.per or other.seconds):
        return _by_the_year(one), _by_the_year(other)
    return one, other


def _ceilings(one: Quantity, other: Quantity, left: Read, right: Read) -> tuple[Quantity, Quantity]:
    """Take "worth up to 53" for the ceiling itself where both speak of a ceiling: 35 is then another one, not one below it."""
    if "ceiling" not in left.setting.notions & right.setting.notions:
        return one, other
    first, second = (
        replace(side, low=ends[0], high=ends[1], bound="exactly")
        if side.bound == "at_most"
        and side.value is not None
        and (ends := interval(side.value, side.precision, "exactly"))
        else side
        for side in (one, other)
    )
    return first, second


def _in_percent(one: Quantity) -> Quantity:
    if one.kind != "count" or one.whole is None or one.whole <= 0 or one.value is None:
        return one
    factor = 100 / one.whole
    low, high = (None if end is None else end * factor for end in (one.low, one.high))
    # The other side gives it rounded to some place that is not known: leave one per cent point.
    return replace(
        one,
        kind="percent",
        unit="%",
        value=one.value * factor,
        low=None if low is None else low - 1,
        high=None if high is None else high + 1,
    )


def _by_the_year(one: Quantity) -> Quantity:
    seconds = rate_per_second(one)
    if seconds is None:
        return one
    factor = _YEAR / seconds
    ends = [None if end is None else end * factor for end in (one.low, one.high)]
    value = None if one.value is None else one.value * factor
    return replace(one, value=value, low=ends[0], high=ends[1], per="year", seconds=None)


def _fit(one: Quantity, other: Quantity, left: Read, right: Read) -> int:
    kinds = {one.kind, other.kind}
    if "nothing" in kinds:
        return 2 if "money" in kinds else 0
    if one.kind != other.kind or one.per != other.per or (one.seconds is None) != (other.seconds is None):
        return 0
    if one.kind == "growth":
        return 2 if one.unit == other.unit else 0
    if one.kind in ("money", "points"):
        return 2
    if one.kind == "measure":
        return 2 if one.unit == other.unit else 0
    if one.noun == other.noun and one.noun:
        return 2
    if one.kind == "percent":
        return 1 if not one.noun or not other.noun else 0
    return _noun_told_otherwise(one.noun, other.noun, left, right)


def _noun_told_otherwise(one: str, other: str, left: Read, right: Read) -> int:
    """Let a noun be missing, or be general while the other stands among the words beside it."""
    if not one or not other:
        return 1
    if one in _GENERAL and other in left.setting.words:
        return 1
    return int(other in _GENERAL and one in right.setting.words)


def meet(one: Quantity, other: Quantity) -> bool:
    """Say whether some number fits both."""
    low, high = one.low, one.high
    if one.kind == other.kind == "money" and one.unit != other.unit:
        least, most = _rate(one.unit, other.unit)
        if least is None or most is None:
            return one.value != other.value
        low = None if low is None else low * least
        high = None if high is None else high * most
    return (low is None or other.high is None or low <= other.high) and (
        high is None or other.low is None or other.low <= high
    )


def _rate(one: str, other: str) -> tuple[Decimal | None, Decimal | None]:
    if (one, other) in LIKELY_RATES:
        return LIKELY_RATES[one, other]
    if (other, one) in LIKELY_RATES:
        least, most = LIKELY_RATES[other, one]
        return 1 / most, 1 / least
    return None, None


def nearness(pair: Pair, left: Read, right: Read) -> float:
    """Give the share of words near the one number that stand near the other too."""
    near = [
        {word for _, word in content_words(side.sentence.text, max(side.setting.bounds[0], one.start - _NEAR), min(side.setting.bounds[1], one.end + _NEAR))}
        for side, one in ((left, pair.left), (right, pair.right))
    ]  # fmt: skip
    union = near[0] | near[1]
    return len(near[0] & near[1]) / len(union) if union else 0.0
