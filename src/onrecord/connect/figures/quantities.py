"""Quantities of a sentence: an interval, its unit, and how it was written; dates, ordinals and names are none."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from onrecord.connect.figures.intervals import bound_of, interval
from onrecord.connect.figures.not_quantities import measures_nothing
from onrecord.connect.figures.nouns import counted
from onrecord.connect.figures.numerals import Numeral, numerals
from onrecord.connect.figures.quantity import Bound, Quantity, QuantityKind
from onrecord.connect.figures.shares import Share, shares
from onrecord.connect.figures.stated_growth import CHANGED, Growth, direction, growths
from onrecord.connect.figures.units import (
    CURRENCIES,
    MEASURE,
    MEASURES,
    MONEY_SIGN,
    MONEY_WORD,
    PERCENT,
    PERIOD_SECONDS,
    PERIODS,
    POINTS,
    currency_of,
)
from onrecord.connect.figures.words import stem

_PER_PERIOD = re.compile(
    rf"(?:[ -](?!in\b|for\b|over\b|after\b|within\b|from\b|since\b)[a-z]+){{0,2}}?(?:[ -](?:an?|per|each|every)[ -]|\s?/\s?)(?P<period>{'|'.join(PERIODS)})\b(?!(?<=second)[ ][a-z]|[ ](?:ago|earlier|before|later))|(?:[ ][a-z]+)?[ ](?P<adverb>annually|yearly|monthly|weekly|daily)\b",
    re.IGNORECASE,
)
_PER_ONE = re.compile(r"[ ](?:an?|per|each|apiece)(?:[ ](?P<one>[a-z]+))?\b|[ ]for (?:an?|each|every) ", re.IGNORECASE)
_EACH = re.compile(r"\b(?:each|every)\b", re.IGNORECASE)
_ADVERBS = {"annually": "year", "yearly": "year", "monthly": "month", "weekly": "week", "daily": "day"}
_SPREAD = re.compile(
    r"\b(?:over|for|across|during)[ ](?:the[ ])?(?:next[ ]|first[ ]|last[ ]|past[ ])?\Z", re.IGNORECASE
)
_RANGE = re.compile(r"[ ](?:to|and|or)[ ](?:[$€£]|US\$)?|\s?[-–—][ ]?(?:[$€£])?")
_BETWEEN = re.compile(r"\b(?:between|from)[ ](?:[$€£]|US\$)?\Z", re.IGNORECASE)
_OF_WHOLE = re.compile(r"[ ](?:of|out of)[ ](?:the[ ]|its[ ]|their[ ])?", re.IGNORECASE)
_ROLE = re.compile(
    r"\b(?P<role>from|to)[ ](?:(?:about|around|nearly|almost|some|just|over|under|more|less|than|an?)[ ])*\Z",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Unit:
    """What stands around a number: kind, unit, worth of one, and where number and unit begin and end."""

    kind: QuantityKind
    unit: str
    worth: Decimal
    start: int
    end: int


def quantities(text: str, start: int, end: int) -> list[Quantity]:
    """Find every quantity of a stretch of text, in order.

    Args:
        text: The document's text.
        start: Code points; the stretch should be a sentence.
        end: Half-open.
    """
    changes = list(growths(text, start, end))
    parts = [one for one in shares(text, start, end) if not _inside(one.start, changes)]
    taken: list[Growth | Share] = [*changes, *parts]
    numbers = [
        one
        for one in numerals(text, start, end)
        if not _inside(one.start, taken) and not measures_nothing(text, one, start=start, end=end)
    ]
    found = [
        *(_growth(text, one, start) for one in changes),
        *(_share(text, one, start) for one in parts),
        *_numbers(text, numbers, start, end),
    ]
    ordered = _compounds(text, sorted(found, key=lambda one: one.start))
    return _spread(text, ordered, start)


def _inside(place: int, taken: Sequence[Growth | Share]) -> bool:
    return any(one.start <= place < one.end for one in taken)


def _growth(text: str, change: Growth, floor: int) -> Quantity:
    bound, low, high = bound_of(text, change.start, change.end, floor=floor)
    bottom, top = interval(change.factor, change.factor * change.reach * 2, bound)
    return Quantity(
        start=low,
        end=high,
        kind="growth",
        unit="factor",
        noun="",
        value=change.factor,
        low=bottom,
        high=top,
        precision=change.factor * change.reach * 2,
        bound=bound,
    )


def _share(text: str, share: Share, floor: int) -> Quantity:
    bound, low, high = ("vague", share.start, share.end) if share.vague else bound_of(text, share.start, share.end, floor=floor)  # fmt: skip
    typed: Bound = "vague" if share.vague else bound  # type: ignore[assignment]  # both branches are Bounds
    bottom, top = (
        (share.value - share.reach, share.value + share.reach)
        if share.vague
        else interval(share.value, share.reach * 2, typed)
    )
    if bottom is not None and bound == "exactly":
        bottom, top = share.value - share.reach, share.value + share.reach
    quantity = Quantity(
        start=low,
        end=high,
        kind="percent",
        unit="%",
        noun=stem(share.noun) if share.noun else counted(text, floor, len(text), place=low, after=share.end)[0],
        value=share.value,
        low=bottom,
        high=top,
        precision=share.reach * 2,
        bound=typed,
        role=_role(text, low, floor),
    )
    return _changed(text, quantity, share.start, share.end, floor)


def _numbers(text: str, numbers: Sequence[Numeral], start: int, end: int) -> list[Quantity]:
    found: list[Quantity] = []
    skip = -1
    for place, number in enumerate(numbers):
        if place <= skip:
            continue
        after = numbers[place + 1] if place + 1 < len(numbers) else None
        if after is not None and _is_range(text, number, after, start):
            found.append(_range(text, number, after, start, end))
            skip = place + 1
            continue
        quantity = _quantity(text, number, _unit(text, number, start, end), start, end)
        if after is not None and after.value and (of := _OF_WHOLE.fullmatch(text, number.end, after.start)) and of:
            quantity = replace(quantity, whole=after.value)
            skip = place + 1
            noun, _ = counted(text, start, end, place=after.start, after=after.end)
            quantity = replace(quantity, noun=noun or quantity.noun)
        found.append(quantity)
    return found


def _unit(text: str, number: Numeral, start: int, end: int) -> _Unit:
    if sign := MONEY_SIGN.search(text, max(start, number.start - 5), number.start):
        return _Unit("money", CURRENCIES[sign["sign"]], Decimal(1), sign.start(), number.end)
    if word := MONEY_WORD.match(text, number.end, end):
        currency, worth = currency_of(word["unit"])
        return _Unit("money", currency, worth, number.start, word.end())
    if points := POINTS.match(text, number.end, end):
        return _Unit("points", "points", Decimal(1), number.start, points.end())
    if percent := PERCENT.match(text, number.end, end):
        return _Unit("percent", "%", Decimal(1), number.start, percent.end())
    if measure := MEASURE.match(text, number.end, end):
        unit, worth = MEASURES[measure["unit"].lower()]
        return _Unit("measure", unit, worth, number.start, measure.end())
    if text[number.start : number.end].lower() == "nothing":
        return _Unit("nothing", "", Decimal(1), number.start, number.end)
    return _Unit("count", "", Decimal(1), number.start, number.end)


def _quantity(text: str, number: Numeral, unit: _Unit, start: int, end: int) -> Quantity:
    bound, low, high = bound_of(text, unit.start, unit.end, floor=start)
    value = None if number.value is None else number.value * unit.worth
    precision = number.precision * unit.worth
    bottom: Decimal | None
    top: Decimal | None
    if value is None:
        bound, bottom, top = "vague", number.low * unit.worth, number.high * unit.worth
    else:
        ends = interval(number.value or Decimal(0), number.precision, bound, whole=unit.kind == "count")
        bottom, top = (None if end is None else end * unit.worth for end in ends)
    noun, part = counted(text, start, end, place=low, after=high) if unit.kind in ("count", "percent") else ("", False)
    quantity = Quantity(
        start=low,
        end=high,
        kind=unit.kind,
        unit=unit.unit,
        noun=noun,
        value=value,
        low=bottom,
        high=top,
        precision=precision,
        bound=bound,
        per=_per(text, high, start, end, kind=unit.kind),
        whole=Decimal(-1) if part and value is not None else None,
        role=_role(text, low, start),
    )
    return _changed(text, quantity, unit.start, unit.end, start)


def _per(text: str, after: int, start: int, end: int, *, kind: QuantityKind) -> str:
    if match := _PER_PERIOD.match(text, after, end):
        return match["period"].lower() if match["period"] else _ADVERBS[match["adverb"].lower()]
    if kind != "money":
        return ""
    return "each" if _PER_ONE.match(text, after, end) or _EACH.search(text, start, end) else ""


def _role(text: str, start: int, floor: int) -> Literal["", "from", "to"]:
    match = _ROLE.search(text[max(floor, start - 30) : start])
    if match is None:
        return ""
    return "from" if match["role"].lower() == "from" else "to"


def _changed(text: str, quantity: Quantity, start: int, end: int, floor: int) -> Quantity:
    """Turn a percentage or points by which something rose or fell into a change."""
    if quantity.kind not in ("percent", "points") or quantity.role or quantity.value is None:
        return quantity
    way = direction(text, start, end, floor=floor)
    if way is None:
        return quantity
    if quantity.kind == "points":
        sign = 1 if way == "up" else -1
        ends = [None if end is None else end * sign for end in (quantity.low, quantity.high)]
        low, high = ends if sign > 0 else reversed(ends)
        return replace(quantity, kind="growth", value=quantity.value * sign, low=low, high=high)
    sign = 1 if way == "up" else -1
    low, high = (None if end is None else 1 + sign * end / 100 for end in (quantity.low, quantity.high))
    if sign < 0:
        low, high = high, low
    return replace(
        quantity,
        kind="growth",
        unit="factor",
        value=1 + sign * quantity.value / 100,
        low=low,
        high=high,
        precision=quantity.precision / 100,
    )


def _is_range(text: str, first: Numeral, second: Numeral, start: int) -> bool:
    between = text[first.end : second.start]
    if first.value is None or second.value is None or not _RANGE.fullmatch(between) or "or" in between:
        return False
    if " and " in between:
        return re.search(r"\bbetween[ ](?:[$€£]|US\$)?\Z", text[max(start, first.start - 14) : first.start]) is not None
    return first.value < second.value and not CHANGED.search(text, max(start, first.start - 60), first.start)


def _range(text: str, first: Numeral, second: Numeral, start: int, end: int) -> Quantity:
    unit = _unit(text, second, start, end)
    begin = _unit(text, first, start, end)
    scale = _shared_scale(text, first, second)
    quantity = _quantity(text, second, unit, start, end)
    between = _BETWEEN.search(text, start, first.start)
    assert first.value is not None  # noqa: S101  # _is_range holds it; tells the type checker
    low = first.value * scale * unit.worth
    return replace(
        quantity,
        start=between.start() if between else begin.start,
        value=None,
        low=low - first.precision * scale * unit.worth / 2 if first.precision > 1 else low,
        bound="range",
        role="",
        unit=unit.unit or begin.unit,
        kind=begin.kind if begin.kind == "money" else quantity.kind,
    )


def _shared_scale(text: str, first: Numeral, second: Numeral) -> Decimal:
    """Give the scale that a range names once: "2 to 3 million"."""
    words = text[second.start : second.end].lower()
    for name, scale in (("thousand", 10**3), ("million", 10**6), ("billion", 10**9)):
        once = words.endswith(name) and not text[first.start : first.end].lower().endswith(name)
        if once and first.value is not None and first.value < 1000:
            return Decimal(scale)
    return Decimal(1)


def _compounds(text: str, found: Sequence[Quantity]) -> list[Quantity]:
    """Join what is told in two units: "two hours and ten minutes"."""
    joined: list[Quantity] = []
    for one in found:
        last = joined[-1] if joined else None
        if (
            last is not None
            and last.kind == one.kind == "measure"
            and last.unit == one.unit
            and last.value is not None
            and one.value is not None
            and one.precision < last.precision
            and text[last.end : one.start] in (" ", " and ", ", ")
        ):
            value = last.value + one.value
            low, high = interval(value, one.precision, last.bound)
            joined[-1] = replace(last, end=one.end, value=value, low=low, high=high, precision=one.precision)
        else:
            joined.append(one)
    return joined


def _spread(text: str, found: Sequence[Quantity], start: int) -> list[Quantity]:
    """Give sums the length of time that they cover ("$10 billion over ten years"); the length is then no quantity beside them."""
    lengths = {
        one.start: one for one in found if one.kind == "measure" and one.unit == "s" and _is_spread(text, one, start)
    }
    if not lengths or not any(one.kind == "money" for one in found):
        return list(found)
    span = next(iter(lengths.values()))
    return [
        replace(one, seconds=span.value) if one.kind == "money" else one for one in found if one.start not in lengths
    ]


def _is_spread(text: str, length: Quantity, start: int) -> bool:
    """Say whether a length of time is what a sum covers; the "over" of "over ten years" was read as a bound."""
    return (
        text[length.start : length.start + 5].lower() == "over "
        or _SPREAD.search(text[max(start, length.start - 20) : length.start]) is not None
    )


def rate_per_second(quantity: Quantity) -> Decimal | None:
    """Give over how many seconds a flow is told, by its period or the length it is spread over; None for no flow."""
    return PERIOD_SECONDS.get(quantity.per) or (quantity.seconds if not quantity.per else None)
