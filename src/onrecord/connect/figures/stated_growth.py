"""Changes told as such: "doubled", "threefold", "rose by 40 per cent", "up a fifth"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from onrecord.connect.figures.numerals import SMALL, numerals

_UP = (
    r"rise|rises|rose|risen|rising|grow|grows|grew|grown|growing|increas(?:e|es|ed|ing)|climb(?:s|ed|ing)?|jump(?:s|ed|ing)?|surg(?:e|es|ed|ing)|soar(?:s|ed|ing)?"
    r"|up|gain(?:s|ed|ing)?|swell(?:s|ed|ing)?|expand(?:s|ed|ing)?|higher|advance[sd]?"
)
_DOWN = (
    r"fall|falls|fell|fallen|falling|drop(?:s|ped|ping)?|declin(?:e|es|ed|ing)|down|decreas(?:e|es|ed|ing)|shrink(?:s|ing)?|shrank|shrunk|slump(?:s|ed)?"
    r"|plung(?:e|es|ed|ing)|lower|sank|slid|dipp?(?:s|ed)?|reduc(?:e|es|ed|ing)"
)
_HEDGE = r"(?:[ ](?:by|about|around|some|nearly|almost|roughly|approximately|just|over|under|more|less|than|at|least|as|much|up|an?|estimated|the|further|another|only))*"
_BEFORE = re.compile(rf"\b(?:(?P<up>{_UP})|(?P<down>{_DOWN})){_HEDGE}[ ]\Z", re.IGNORECASE)
_AFTER = re.compile(
    r"[ -](?:(?P<up>higher|rise|increase|growth|jump|gain|surge|more|hike)|(?P<down>lower|decline|drop|fall|decrease|reduction|fewer|less|cut))\b(?![ ]than[ ](?:one|two|half)\b)",
    re.IGNORECASE,
)
_FACTORS = {"doubl": 2, "tripl": 3, "trebl": 3, "quadrupl": 4, "quintupl": 5}
_WORD = re.compile(
    r"\b(?:(?P<factor>doubl|tripl|trebl|quadrupl|quintupl)(?:ed|es|ing)|(?P<halved>halv(?:ed|es|ing)))\b", re.IGNORECASE
)
_FOLD = re.compile(rf"\b(?P<count>{'|'.join(SMALL)}|\d{{1,3}}(?:\.\d)?)[- ]?fold\b", re.IGNORECASE)
_TIMES = re.compile(
    r"[ ]times(?=[ ](?:as|more|higher|larger|bigger|greater|the[ ](?:number|size|amount|level|rate|price))\b)",
    re.IGNORECASE,
)
WITHOUT_NUMBER = re.compile(
    rf"\b(?:{_UP}|{_DOWN}|got|get|gets|becom(?:e|es|ing)|became|record|fast(?:er)?|longer|worse|better|more and more|keeps? growing|multiplied)\b",
    re.IGNORECASE,
)
"""Words of a change that give no figure."""
CHANGED = re.compile(
    rf"\b(?:{_UP}|{_DOWN}|went|goes|gone|moved|changed)\b[^,;.]*\bfrom[ ](?:[$€£]|US\$)?\Z", re.IGNORECASE
)
"""Words before the first of two numbers that make them the ends of a change, not of a range."""
Direction = Literal["up", "down"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """A change as a factor.

    Attributes:
        start, end: Code points of the text, half-open.
        factor: What the later is of the earlier.
        reach: How far the word leaves it open to either side, as a share.
    """

    start: int
    end: int
    factor: Decimal
    reach: Decimal


def direction(text: str, start: int, end: int, *, floor: int) -> Direction | None:
    """Say whether the words around a percentage tell a rise or a fall by it; None for a level."""
    match = _BEFORE.search(text[max(floor, start - 50) : start]) or _AFTER.match(text, end)
    if match is None:
        return None
    return "up" if match["up"] else "down"


def growths(text: str, start: int, end: int) -> Iterator[Growth]:
    """Find changes told as factors."""
    for match in _WORD.finditer(text, start, end):
        factor = Decimal("0.5") if match["halved"] else Decimal(_FACTORS[match["factor"].lower()])
        yield Growth(start=match.start(), end=match.end(), factor=factor, reach=Decimal("0.1"))
    for match in _FOLD.finditer(text, start, end):
        count = match["count"].lower()
        factor = Decimal(SMALL[count]) if count in SMALL else Decimal(count)
        yield Growth(start=match.start(), end=match.end(), factor=factor, reach=Decimal("0.1"))
    for number in numerals(text, start, end):
        if number.value and (after := _TIMES.match(text, number.end)):
            yield Growth(start=number.start, end=after.end(), factor=number.value, reach=Decimal("0.1"))
