"""Two texts side by side, paragraph by paragraph, with the words that differ."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Literal

from onrecord.model.evidence import Document

PARAGRAPHS_MOST = 3_000
WORDS_MOST = 1_500
"""Longer paragraphs are shown whole: comparing takes time that grows with the square."""
LEAST_LIKE = 0.3
"""Share of words two paragraphs have in common, in order, from which they stand beside each other as one reworded."""
WORD = re.compile(r"\s+|\w+|[^\w\s]")

Pieces = tuple[tuple[str, bool], ...]
"""Words, and whether they differ."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A paragraph of either text, or of both; `same` is the number of paragraphs that stand in both alike."""

    kind: Literal["same", "reworded", "removed", "added"]
    left: Pieces = ()
    right: Pieces = ()
    same: int = 0


def paragraphs_of(document: Document) -> list[str]:
    """List the paragraphs of a document that are read as its own words, white space folded."""
    lines = (document.text[one.start : one.end] for one in document.lines if one.label in {"body", "title"})
    return [folded for line in lines if (folded := " ".join(line.split()))]


def side_by_side(left: Sequence[str], right: Sequence[str]) -> Iterator[Row]:
    """Put the paragraphs of two texts beside each other; only the first of very many are compared."""
    ours, theirs = left[:PARAGRAPHS_MOST], right[:PARAGRAPHS_MOST]
    for kind, low, high, from_, to in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Row(kind="same", same=high - low)
            continue
        for one, other in zip_longest(ours[low:high], theirs[from_:to]):
            yield from _beside(one, other)


def _beside(one: str | None, other: str | None) -> Iterator[Row]:
    if one is not None and other is not None:
        row = _reworded(one, other)
        if row:
            yield row
            return
    if one is not None:
        yield Row(kind="removed", left=((one, True),))
    if other is not None:
        yield Row(kind="added", right=((other, True),))


def _reworded(one: str, other: str) -> Row | None:
    """Hold two paragraphs against each other word by word; None where they have too little in common."""
    ours, theirs = WORD.findall(one), WORD.findall(other)
    if max(len(ours), len(theirs)) > WORDS_MOST:
        return Row(kind="reworded", left=((one, True),), right=((other, True),))
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    if matcher.ratio() < LEAST_LIKE:
        return None
    left: list[tuple[str, bool]] = []
    right: list[tuple[str, bool]] = []
    for kind, low, high, from_, to in matcher.get_opcodes():
        if low < high:
            left.append(("".join(ours[low:high]), kind != "equal"))
        if from_ < to:
            right.append(("".join(theirs[from_:to]), kind != "equal"))
    return Row(kind="reworded", left=tuple(left), right=tuple(right))
