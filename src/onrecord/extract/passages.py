"""Which of a text is read for statements: what is in English."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from onrecord.extract.language import language_of, passages_in_english
from onrecord.extract.paragraphs import paragraphs

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Passages:
    """The English of a text.

    Attributes:
        ranges: Where it stands, code points, half-open.
        language: Of the text, when no paragraph is English (ISO 639-1, `und` when it cannot be said).
        others: Paragraphs in other languages.
    """

    ranges: Sequence[Place]
    language: str | None = None
    others: int = 0


def english(text: str, ranges: Sequence[Place]) -> Passages:
    """Leave out the paragraphs that are in another language; in doubt a paragraph is taken for English."""
    blocks = paragraphs(text, ranges)
    reads = passages_in_english(text, blocks)
    if all(reads):
        return Passages(ranges)
    if not any(reads):
        language = language_of(text, ranges)
        return Passages((), language.code if language else "und", len(blocks))
    starts = [start for start, _ in ranges]
    runs = groupby(
        zip(reads, blocks, strict=True), key=lambda pair: (pair[0], bisect_right(starts, pair[1][0]))
    )  # by range too: what stands between two is not to be read
    kept: list[Place] = []
    for (is_english, _), run in runs:
        places = [block for _, block in run]
        if is_english:
            kept.append((places[0][0], places[-1][1]))
    return Passages(kept, None, reads.count(False))
