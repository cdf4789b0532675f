"""What echoes needs of a document: its words, which of them stand in quotation marks, and which belong to a statement."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.connect.words import SHINGLE, Shingles, Tokens, shingles, tokens
from onrecord.model.evidence import Document, body_ranges
from onrecord.model.ids import DocumentId
from onrecord.model.quotations import quotations
from onrecord.model.statement import Statement

Place = tuple[int, int]
OUTSIDE = -1
LEAST_SOUGHT = 4
"""Words in marks that are looked for elsewhere; fewer are names and single words."""
LEAST_REPORTED = 14
"""Words reported without marks that are looked for elsewhere: paraphrase shares words with others by chance."""
_LINE = re.compile(r"\S(?:[^\n]*\S)?")
_WRAPPED = re.compile(r"[^.!?:;\"”»'’)\]…]\Z")
WRAP = range(45, 121)
"""Widths at which a line may be one that was broken to fit, in characters."""


@dataclass(frozen=True, slots=True)
class Source:
    """A document's body as words.

    Attributes:
        words: Folded, with their places.
        runs: Numbers of its runs of four words, by the place of their first.
        marked: For each word the number of the quotation it stands in, OUTSIDE for none; a quotation that runs through
            paragraphs has one number.
        said: For each word the index of the statement it belongs to, OUTSIDE for none; of several the innermost that
            names a source.
        paragraphs: For each word the number of its paragraph.
        statements: Those of the document.
        sought: For each word whether it is worth looking for in other documents.
        sorted_runs: The numbers of runs in rising order, each once.
        in_order: The numbers of runs in rising order, and the place of each.
        seeding: For each run whether one of its words is sought.
        marks, parts: `marked` and `paragraphs` as Python's own numbers: read one by one they are many times faster.
    """

    document: DocumentId
    text: str
    words: Tokens
    runs: Shingles
    marked: NDArray[np.int32]
    said: NDArray[np.int32]
    paragraphs: NDArray[np.int32]
    statements: tuple[Statement, ...]
    sought: NDArray[np.bool_]
    sorted_runs: Shingles
    in_order: tuple[Shingles, NDArray[np.int32]]
    seeding: NDArray[np.bool_]
    marks: tuple[int, ...]
    parts: tuple[int, ...]

    def statement_of(self, word: int) -> Statement | None:
        """Give the statement that a word belongs to."""
        index = int(self.said[word])
        return self.statements[index] if index != OUTSIDE else None

    def paragraph_at(self, word: int) -> Place:
        """Give the first word of a paragraph and the one after its last."""
        number = self.parts[word]
        return bisect_left(self.parts, number, 0, word), bisect_right(self.parts, number, word)


def source_of(document: Document, statements: Sequence[Statement]) -> Source:
    """Prepare a document; no party is looked at."""
    text, ranges = document.text, body_ranges(document)
    words = tokens(text, ranges)
    starts = np.array(words.starts, dtype=np.int64)
    blocks = list(paragraphs(text, ranges))
    marked = np.full(len(starts), OUTSIDE, dtype=np.int32)
    for number, quotation in enumerate(quotations(text, blocks)):
        for low, high in quotation.pieces:
            _fill(marked, starts, (low, high), number)
    said = np.full(len(starts), OUTSIDE, dtype=np.int32)
    for index in sorted(range(len(statements)), key=lambda one: _rank(statements[one])):
        for span in statements[index].content:
            _fill(said, starts, (span.start, span.end), index)
    numbers = np.searchsorted(np.array([low for low, _ in blocks], dtype=np.int64), starts, "right")
    runs = shingles(words.words)
    order = np.argsort(runs)
    in_order = runs[order]
    sought = _sought(marked, said, statements)
    return Source(
        document=document.id,
        text=text,
        words=words,
        runs=runs,
        marked=marked,
        said=said,
        paragraphs=numbers.astype(np.int32),
        statements=tuple(statements),
        sought=sought,
        sorted_runs=in_order[np.append(True, in_order[1:] != in_order[:-1])[: len(runs)]],
        in_order=(in_order, order.astype(np.int32)),
        seeding=_seeding(sought, len(runs)),
        marks=tuple(marked.tolist()),
        parts=tuple(numbers.tolist()),
    )


def _fill(numbers: NDArray[np.int32], starts: NDArray[np.int64], place: Place, number: int) -> None:
    low, high = np.searchsorted(starts, place)
    numbers[low:high] = number


def _rank(statement: Statement) -> tuple[bool, int, str]:
    """Order statements so that the innermost with a source is written last, over the others."""
    return bool(statement.source), -sum(span.end - span.start for span in statement.content), statement.id


def paragraphs(text: str, ranges: Sequence[Place]) -> Iterator[Place]:
    """Find paragraphs: lines, joined where one was broken to fit in the middle of a sentence."""
    for low, high in ranges:
        going: Place | None = None
        for match in _LINE.finditer(text, low, high):
            start, end = match.span()
            if going is None:
                going = (start, end)
            elif _goes_on(text, going, start):
                going = (going[0], end)
            else:
                yield going
                going = (start, end)
        if going:
            yield going


def _goes_on(text: str, before: Place, start: int) -> bool:
    line = text.rfind("\n", before[0], before[1]) + 1 or before[0]
    wrapped = before[1] - line in WRAP and _WRAPPED.search(text, line, before[1]) is not None
    return wrapped and text.count("\n", before[1], start) == 1 and text[start].islower()


def quoted_ranges(source: Source) -> list[Place]:
    """List the places whose words are worth looking for in other documents, in order; code points, half-open.

    Words in quotation marks, and what is reported at some length without them.
    """
    edges = np.flatnonzero(np.diff(np.concatenate(([False], source.sought, [False])).astype(np.int8)))
    starts, ends = source.words.starts, source.words.ends
    return [(starts[low], ends[high - 1]) for low, high in edges.reshape(-1, 2).tolist()]


def _sought(marked: NDArray[np.int32], said: NDArray[np.int32], statements: Sequence[Statement]) -> NDArray[np.bool_]:
    attributed = np.array([*(bool(one.source) for one in statements), False])  # the last: no statement
    reported: NDArray[np.bool_] = _long_enough(said, LEAST_REPORTED) & attributed[said]
    return _long_enough(marked, LEAST_SOUGHT) | reported


def _seeding(sought: NDArray[np.bool_], count: int) -> NDArray[np.bool_]:
    seeding = np.zeros(count, dtype=np.bool_)
    for step in range(SHINGLE if count else 0):
        seeding |= sought[step : step + count]
    return seeding


def _long_enough(numbers: NDArray[np.int32], least: int) -> NDArray[np.bool_]:
    counts = np.bincount(numbers + 1, minlength=1)
    counts[0] = 0
    enough: NDArray[np.bool_] = counts[numbers + 1] >= least
    return enough
