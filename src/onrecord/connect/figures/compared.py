"""What is compared, and what comes of it."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from onrecord.connect.figures.quantities import quantities
from onrecord.connect.figures.quantity import Quantity
from onrecord.connect.figures.saying import said
from onrecord.connect.figures.setting import Setting, setting

Verdict = Literal["other", "compatible", "different", "unverifiable"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence to be compared.

    Attributes:
        text: The document's text.
        start, end: Where the sentence stands in it, code points, half-open.
        names: Places of names in the text, where they are known.
        said_on: The day it was said, or else published.
    """

    text: str
    start: int
    end: int
    names: tuple[tuple[int, int], ...] = ()
    said_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A sentence as it was read: done once, compared often."""

    sentence: Sentence
    quantities: tuple[Quantity, ...]
    setting: Setting


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What a comparison of two sentences came to.

    Attributes:
        why: As in evaluation/quantities/GUIDELINES.md.
        score: For `different`, 0 to 1; 0 for the others.
        left, right: What was compared; None where there was nothing to compare.
    """

    verdict: Verdict
    why: str
    score: float = 0.0
    left: Quantity | None = None
    right: Quantity | None = None


def read(sentence: Sentence) -> Read:
    """Find quantities and setting of a sentence."""
    low, high = said(sentence.text, sentence.start, sentence.end)
    found = tuple(quantities(sentence.text, low, high))
    around = setting(
        sentence.text,
        sentence.start,
        sentence.end,
        names=sentence.names,
        numbers=[(one.start, one.end) for one in found],
    )
    return Read(sentence=sentence, quantities=found, setting=around)
