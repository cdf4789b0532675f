"""Words that bound a number ("more than", "nearly"), and the interval that they and its precision leave open."""

import re
from decimal import Decimal

from onrecord.connect.figures.quantity import Bound

_BEFORE: tuple[tuple[Bound, re.Pattern[str]], ...] = tuple(
    (bound, re.compile(rf"(?:\b(?:{words}))[ \u00a0]+(?:an?[ ])?\Z|\A(?!)", re.IGNORECASE))  # type: ignore[misc]  # names are Bounds
    for bound, words in (
        ("at_least", "no fewer than|no less than|not less than"),
        ("at_most", "no more than|not more than|not exceeding"),
        ("just_over", "just over|just above|just more than|a little over|a little more than|slightly over|slightly more than|slightly above|a shade over"),
        ("nearly", "nearly|almost|just under|just below|not quite|slightly under|slightly less than|slightly fewer than|a little under|a little less than|approaching"),
        ("close_to", "close to|nearing"),
        ("at_least", "more than|at least|over|upwards? of|in excess of|a minimum of|minimum of|exceed(?:s|ed|ing)?|above|greater than|well over|surpass(?:ed|es|ing)?|higher than|larger than"),
        ("at_most", "up to|at most|less than|fewer than|under|below|as (?:many|much|high|large) as|a maximum of|maximum of|within|capped at|lower than|at the most|smaller than"),
        ("about", "about|around|approximately|roughly|some|an estimated|estimated|circa|in the region of|in the order of|more or less|perhaps|c\\."),
    )
)  # fmt: skip
_AFTER: tuple[tuple[Bound, re.Pattern[str]], ...] = (
    ("at_least", re.compile(r"\s*(?:or more\b|or higher\b|plus\b|\+|at least\b|and counting\b)", re.IGNORECASE)),
    ("at_most", re.compile(r"\s*(?:or (?:fewer|less)\b|at most\b)", re.IGNORECASE)),
    ("about", re.compile(r"\s*(?:or so\b|or thereabouts\b|-odd\b|-ish\b)", re.IGNORECASE)),
)
_PHRASAL = re.compile(
    r"\b(?:hand(?:s|ed)?|tak(?:e|es|en)|took|turn(?:s|ed)?|giv(?:e|es|en)|gave|carr(?:y|ied)|sign(?:s|ed)?|bring|brought|think|thought|goes|went)\s+\Z",
    re.IGNORECASE,
)
"""Verbs to which "over" and "about" belong: "handed over 412 people"."""
_REACH = 30
NEARLY, ABOUT, ABOUT_FEW, FEW = Decimal("0.15"), Decimal("0.1"), Decimal("0.25"), 20
"""How far hedged words reach, as shares of the number, taken wide: a flag must not rest on a hedge."""
COARSE = Decimal("0.1")
"""Trailing zeros leave at most this share open: `20` is not told to the ten."""


def bound_of(text: str, start: int, end: int, *, floor: int) -> tuple[Bound, int, int]:
    """Read the words around a number: its bound and the place of number and bound together.

    Args:
        text: The document's text.
        start: Where number and unit begin.
        end: Where they end.
        floor: Start of the stretch that may be read.
    """
    before = text[max(floor, start - _REACH) : start]
    base = start - len(before)
    for bound, pattern in _BEFORE:
        if (match := pattern.search(before)) and not _PHRASAL.search(before, 0, match.start()):
            return bound, base + match.start(), end
    if before.endswith("~"):
        return "about", start - 1, end
    for bound, pattern in _AFTER:
        if match := pattern.match(text, end):
            return bound, start, match.end()
    return "exactly", start, end


def interval(
    value: Decimal, precision: Decimal, bound: Bound, *, whole: bool = False
) -> tuple[Decimal | None, Decimal | None]:
    """Give the lowest and highest number that the words leave possible; None for an open end.

    Args:
        value: The number as written.
        precision: The unit of its last digit.
        bound: The words around it.
        whole: It counts things: below a thousand without trailing zeros it is meant as it stands.
    """
    slack = tolerance(value, precision, whole=whole)
    if bound == "at_least":
        return value, None
    if bound == "at_most":
        return None, value
    if bound == "nearly":
        return value * (1 - NEARLY), value
    if bound == "just_over":
        return value, value * (1 + NEARLY)
    if bound in ("about", "close_to"):
        wide = max(slack, value * (ABOUT_FEW if abs(value) <= FEW else ABOUT))
        return value - wide, value + wide
    return value - slack, value + slack


def tolerance(value: Decimal, precision: Decimal, *, whole: bool = False) -> Decimal:
    """Give how far the true number may lie from the one written, by its last digit: half of that digit's unit."""
    if whole and precision <= 1 and abs(value) < 1000:
        return Decimal(0)
    return min(precision / 2, abs(value) * COARSE) if precision >= 10 else precision / 2
