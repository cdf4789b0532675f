"""A number of a text with what it measures."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

QuantityKind = Literal["money", "percent", "points", "count", "measure", "growth", "nothing"]
"""`percent` holds shares too ("two thirds", "six in ten"); `growth` is a change told as a factor or in points; `nothing` fits any
kind that has a zero."""
Bound = Literal["exactly", "about", "vague", "at_least", "at_most", "nearly", "just_over", "close_to", "range"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A quantity as a text states it, in base units.

    Attributes:
        start, end: Code points of the text, half-open: the number, its unit, the words that bound it.
        kind: What sort of thing it measures.
        unit: ISO 4217, a base unit (`m`, `s`, `kg`), `factor` or `points` for growth; empty for counts.
        noun: Stem of what is counted; empty where the text names nothing.
        value: As written, in base units (growth by 40 per cent is 1.4); None for a range or a vague one.
        low, high: What the words allow, ends included; None for an open end.
        precision: The unit of the last digit written; trailing zeros count as not written.
        per: `day`, `month`, `year`, or the stem of what each one is ("a dose").
        seconds: Over how long the sum is spread ("over five years"); None where not told.
        whole: The total it is a part of ("47 of the 50").
        role: `from` and `to` for the ends of a change.
    """

    start: int
    end: int
    kind: QuantityKind
    unit: str
    noun: str
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    precision: Decimal
    bound: Bound
    per: str = ""
    seconds: Decimal | None = None
    whole: Decimal | None = None
    role: Literal["", "from", "to"] = ""
