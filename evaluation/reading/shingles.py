"""Body text against body text in shingles of four words, as scrapinghub's article-extraction-benchmark counts them."""

import random
import re
from collections import Counter
from collections.abc import Sequence

Counts = tuple[float, float, float]
"""Shares of a page's shingles that are right, too many and missed; they add up to 1."""
_WORD = re.compile(r"\w+")
_LENGTH = 4


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Count the runs of four words; a shorter text is one run."""
    words = _WORD.findall(text)
    return Counter(tuple(words[place : place + _LENGTH]) for place in range(max(1, len(words) - _LENGTH + 1)))


def compare(found: str, wanted: str) -> Counts:
    """Compare two texts; every page weighs the same, however long."""
    ours, theirs = shingles(found), shingles(wanted)
    whole = max(1, (ours | theirs).total())
    return (ours & theirs).total() / whole, (ours - theirs).total() / whole, (theirs - ours).total() / whole


def score(counts: Sequence[Counts]) -> dict[str, float]:
    """Give F1, precision and recall over pages, in per cent."""
    right, extra, missed = (sum(column) for column in zip(*counts, strict=True))
    return {
        "f1": 100 * 2 * right / max(1e-9, 2 * right + extra + missed),
        "p": 100 * right / max(1e-9, right + extra),
        "r": 100 * right / max(1e-9, right + missed),
    }


def interval(counts: Sequence[Counts], rounds: int) -> tuple[float, float]:
    """Give the 95 % bootstrap interval of F1 over pages; the same each time."""
    chance = random.Random(0)
    values = sorted(score(chance.choices(counts, k=len(counts)))["f1"] for _ in range(rounds))
    return values[int(0.025 * rounds)], values[min(rounds - 1, int(0.975 * rounds))]
