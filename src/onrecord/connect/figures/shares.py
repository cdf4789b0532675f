"""Shares told without a percentage: "two thirds", "a tenth of", "six in ten", "47 of the 50"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from onrecord.connect.figures.numerals import numerals

_PARTS = {
    "half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "twentieth": 20, "hundredth": 100, "thousandth": 1000,
}  # fmt: skip
_COUNTS = {
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
}
_FRACTION = re.compile(
    rf"\b(?:(?P<count>{'|'.join(sorted(_COUNTS, key=len, reverse=True))})[ -])?(?P<part>{'|'.join(sorted(_PARTS, key=len, reverse=True))})(?P<many>s?)\b"
    r"(?=(?P<after>\s*(?:of|the|its|their|as|since|in|last|this|from|to|more|fewer|less|over|between|after|on|a year|and|[.,;:)]|\Z)))",
    re.IGNORECASE,
)
_BY = re.compile(
    r"\b(?:by|nearly|almost|about|around|roughly|than|over|under|to|least|some|only|just|is|get|got)[ ](?:an? )?\Z",
    re.IGNORECASE,
)
_IN = re.compile(r"(?:[ ](?P<noun>[a-z]+))?[ ](?:in|out of|of)[ ](?:every[ ]|the[ ])?\Z", re.IGNORECASE)
_NEARLY_ALL = re.compile(r"\b(?:nearly|almost|virtually|practically)[ ]all\b", re.IGNORECASE)
_MOST = re.compile(r"\b(?:most of|the majority of|a majority of|majorities of)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A share of something, in per cent.

    Attributes:
        start, end: Code points of the text, half-open.
        value: In per cent; for a vague one the middle.
        reach: How far the words leave it open to either side, in per cent points.
        noun: What one of it is, as written ("one family in a hundred"); empty where not told.
        vague: Told by no number.
    """

    start: int
    end: int
    value: Decimal
    reach: Decimal
    noun: str = ""
    vague: bool = False


def shares(text: str, start: int, end: int) -> Iterator[Share]:
    """Find the shares of a stretch of text."""
    yield from _fractions(text, start, end)
    yield from _in_so_many(text, start, end)
    for pattern, value, reach in ((_NEARLY_ALL, 94, 6), (_MOST, 75, 25)):
        for match in pattern.finditer(text, start, end):
            yield Share(start=match.start(), end=match.end(), value=Decimal(value), reach=Decimal(reach), vague=True)


def _fractions(text: str, start: int, end: int) -> Iterator[Share]:
    for match in _FRACTION.finditer(text, start, end):
        count = (match["count"] or "").lower()
        part = match["part"].lower()
        after = match["after"].strip().lower()
        before = text[max(start, match.start() - 15) : match.start()]
        if (
            not count and (part != "half" or (after not in ("of", "the", "its", "their") and not _BY.search(before)))
        ) or (_COUNTS.get(count, 1) > 1 and not match["many"]):
            continue
        if after not in ("of", "the", "its", "their") and _COUNTS.get(count, 1) == 1 and not _BY.search(before):
            continue
        value = Decimal(100 * _COUNTS.get(count, 1)) / _PARTS[part]
        yield Share(start=match.start(), end=match.end(), value=value, reach=min(Decimal(2), value * Decimal("0.08")))


def _in_so_many(text: str, start: int, end: int) -> Iterator[Share]:
    """Find "six in ten", "one family in a hundred"."""
    found = [one for one in numerals(text, start, end) if one.value]
    for number, whole in pairwise(found):
        between = _IN.match(text, number.end, whole.start) if text[number.end : whole.start] else None
        if between is None or between.end() != whole.start or number.value is None or not whole.value:
            continue
        if number.value >= whole.value or not _round(whole.value) or text[whole.end : whole.end + 1] == "-":
            continue
        if text[number.end : whole.start].strip().startswith("of") and not text[
            number.end : whole.start
        ].strip().endswith("every"):
            continue
        value = 100 * number.value / whole.value
        yield Share(start=number.start, end=whole.end, value=value, reach=50 / whole.value, noun=between["noun"] or "")


def _round(value: Decimal) -> bool:
    return value <= 10 or value in (12, 20, 25, 50) or (value >= 100 and str(int(value)).strip("0") == "1")
