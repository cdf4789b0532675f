"""What the network reads at once: whole paragraphs packed into windows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from onrecord.extract.tagger.pieces import Ints, Pieces

CLS, SEP = 101, 102
"""Vocabulary indices of the marks that begin a window and end a paragraph."""
LIMIT = 256
"""Pieces in a window, marks included; the network was trained with this."""
OVERLAP = 64
"""Pieces that two windows share where one paragraph needs several."""
STRETCH = 16_384
"""Words whose scores are held at a time: 2 kB each, twice while they are put together. No article is so long."""


@dataclass(frozen=True, slots=True)
class Window:
    """Words that are read together.

    Attributes:
        first, last: The words of the window, half-open.
        own_first, own_last: Those whose reading counts; the others are there for context.
    """

    first: int
    last: int
    own_first: int
    own_last: int


def stretches(pieces: Pieces, most: int = STRETCH) -> Iterator[Pieces]:
    """Cut a long text into runs of whole paragraphs that are read one after the other, so that memory stays bounded.

    Args:
        pieces: A text.
        most: Words of a run; a paragraph of more is cut into parts of like length.
    """
    first = last = 0
    for low, high in _paragraphs(pieces):
        count = -(-(high - low) // most)
        for part in range(1, count + 1):
            border = low + (high - low) * part // count
            if border - first > most:
                yield pieces.part(first, last)
                first = last
            last = border
    if last > first:
        yield pieces.part(first, last)


def windows(pieces: Pieces, limit: int = LIMIT, head: int | None = None) -> list[Window]:
    """Pack paragraphs into windows; cut a paragraph that fits in none into windows that overlap.

    Args:
        pieces: A text.
        limit: Most pieces in a window, marks included.
        head: Another limit for the first window only, so that training sees other neighbours each time.
    """
    found: list[Window] = []
    room = head or limit
    first = last = 0
    used = 1
    for low, high in _paragraphs(pieces):
        size = int(pieces.first[high] - pieces.first[low]) + 1
        if last > first and used + size > room:
            found.append(Window(first, last, first, last))
            first, used, room = low, 1, limit
        if size + 1 > limit:
            if last > first and first < low:
                found.append(Window(first, low, first, low))
            found.extend(_overlapping(pieces, low, high, limit))
            first = last = high
            used = 1
        else:
            last = high
            used += size
    if last > first:
        found.append(Window(first, last, first, last))
    return found


def _paragraphs(pieces: Pieces) -> Iterator[tuple[int, int]]:
    if not len(pieces):
        return
    borders = np.flatnonzero(np.diff(pieces.paragraph)) + 1
    edges = [0, *borders.tolist(), len(pieces)]
    yield from pairwise(edges)


def _overlapping(pieces: Pieces, low: int, high: int, limit: int) -> Iterator[Window]:
    """Cut one paragraph; each word belongs to the window in which it stands further from the border."""
    room = limit - 2
    first, own = low, low
    while True:
        last = _reach(pieces, first, high, room)
        if last >= high:
            yield Window(first, high, own, high)
            return
        following = max(first + 1, _reach(pieces, first, last, room - OVERLAP))
        own_last = (following + last) // 2
        yield Window(first, last, own, own_last)
        first, own = following, own_last


def _reach(pieces: Pieces, first: int, high: int, room: int) -> int:
    """Find how many words from `first` fit into `room` pieces; at least one."""
    target = int(pieces.first[first]) + room
    return min(high, max(first + 1, int(np.searchsorted(pieces.first, target, side="right")) - 1))


def batch_of(pieces: Pieces, chosen: Sequence[Window]) -> tuple[Ints, Ints, Ints, Ints]:
    """Lay windows side by side.

    Returns:
        Piece ids, case and quote of each piece (windows x pieces, padded with 0), and for every word of every window the
        index of its first piece in the flattened array, window after window.
    """
    rows = [_row(pieces, window) for window in chosen]
    width = max(len(row[0]) for row in rows)
    ids, case, quote = (np.zeros((len(rows), width), dtype=np.int32) for _ in range(3))
    places: list[Ints] = []
    for number, (row_ids, row_case, row_quote, row_places) in enumerate(rows):
        size = len(row_ids)
        ids[number, :size], case[number, :size], quote[number, :size] = row_ids, row_case, row_quote
        places.append(row_places + number * width)
    return ids, case, quote, np.concatenate(places)


def _row(pieces: Pieces, window: Window) -> tuple[Ints, Ints, Ints, Ints]:
    low, high = int(pieces.first[window.first]), int(pieces.first[window.last])
    word = np.repeat(np.arange(window.first, window.last), np.diff(pieces.first[window.first : window.last + 1]))
    paragraph = pieces.paragraph[word]
    breaks = np.flatnonzero(np.diff(paragraph)) + 1
    shift = np.zeros(high - low, dtype=np.int32)
    shift[breaks] = 1
    place = np.arange(high - low) + np.cumsum(shift) + 1
    size = int(place[-1]) + 2
    ids, case, quote = np.full(size, SEP, dtype=np.int32), np.zeros(size, np.int32), np.zeros(size, np.int32)
    ids[0] = CLS
    ids[place], case[place], quote[place] = pieces.ids[low:high], pieces.case[word], pieces.quote[word]
    return ids, case, quote, place[pieces.first[window.first : window.last] - low].astype(np.int32)
