"""Words of a text replaced by others, and where everything that stood in the text stands afterwards.

**Invariant:** a masked text tells nothing of what it hides, not even its length: source offsets count each replaced run
as one character (`moved_segments`).
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import accumulate

from onrecord.model.evidence import Line, Segment, Span
from onrecord.model.ids import DocumentId

SOMEBODY = "a private person"
"""Stands for somebody private of whom it is not known which one it is."""
JOINS = frozenset({"", " ", "-", "\n", "\u00a0"})
"""What may stand between two runs with one replacement that are made one: `Jane Doe` found word by word, `Doe-Smith`."""


def pseudonym(number: int) -> str:
    """Write what stands for a private party."""
    return f"{SOMEBODY} ({number})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmasking:
    """An export in which private people were not masked, and why.

    Attributes:
        made_at: ISO 8601 with offset, UTC.
        folder: Where the files were written, as an absolute path.
    """

    made_at: str
    user: str
    reason: str
    format: str
    folder: str


@dataclass(frozen=True, slots=True, order=True)
class Mask:
    """A run of a text and what stands in its place.

    Attributes:
        start, end: Code points of the text, half-open.
        text: The words in its place; never empty.
    """

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Masked:
    """A text with runs of it replaced: `starts`, `ends` and `texts` list them in order, without overlap.

    Attributes:
        before: The text as it was.
        after: The text as it is.
        shifts: How far what follows each run has moved, code points.
    """

    before: str
    after: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    texts: tuple[str, ...]
    shifts: tuple[int, ...]

    def is_within(self, offset: int) -> int | None:
        """Give the number of the run that an offset lies inside of, not at its borders; None where there is none."""
        number = bisect_right(self.starts, offset) - 1
        return number if number >= 0 and self.starts[number] < offset < self.ends[number] else None

    def place(self, offset: int) -> int:
        """Say where an offset that is in no run, or at the border of one, is now."""
        number = bisect_right(self.ends, offset) - 1
        return offset + (self.shifts[number] if number >= 0 else 0)

    def start(self, offset: int) -> int:
        """Say where a beginning is now: inside a run, at the beginning of what stands in its place."""
        number = self.is_within(offset)
        return self.place(offset if number is None else self.starts[number])

    def end(self, offset: int) -> int:
        """Say where an end is now: inside a run, at the end of what stands in its place."""
        number = self.is_within(offset)
        return self.place(offset if number is None else self.ends[number])

    def touches(self, start: int, end: int) -> bool:
        """Tell whether anything between two offsets was replaced."""
        number = bisect_right(self.ends, start)
        return number < len(self.starts) and self.starts[number] < end

    def span(self, span: Span, document: DocumentId) -> Span:
        """Move a span; one inside a run grows to what stands in its place.

        Args:
            span: Of the text as it was.
            document: The name of the masked document.
        """
        start, end = self.start(span.start), self.end(span.end)
        return Span(document=document, start=start, end=end, text=self.after[start:end])


def masked(text: str, masks: Iterable[Mask]) -> Masked:
    """Replace runs of a text; those that overlap, or meet and have one replacement, become one."""
    kept = joined(text, masks)
    starts, ends = tuple(one.start for one in kept), tuple(one.end for one in kept)
    texts = tuple(one.text for one in kept)
    after, place = [], 0
    for one in kept:
        after += [text[place : one.start], one.text]
        place = one.end
    after.append(text[place:])
    grown = (len(one.text) - (one.end - one.start) for one in kept)
    return Masked(text, "".join(after), starts, ends, texts, tuple(accumulate(grown)))


def joined(text: str, masks: Iterable[Mask]) -> list[Mask]:
    """Put runs in order and make one of those that overlap: the words of the first stand for both, numbered before not."""
    kept: list[Mask] = []
    for one in sorted(masks, key=lambda mask: (mask.start, -mask.end, mask.text == SOMEBODY, mask.text)):
        last = kept[-1] if kept else None
        if last and one.start < last.end:
            words = one.text if last.text == SOMEBODY else last.text
            kept[-1] = Mask(last.start, max(last.end, one.end), words)
        elif last and one.text == last.text and text[last.end : one.start] in JOINS:
            kept[-1] = Mask(last.start, one.end, last.text)
        else:
            kept.append(one)
    return kept


def moved_lines(lines: Iterable[Line], moved: Masked) -> tuple[Line, ...]:
    """Move the lines of a document; a run over a line break belongs to the line it begins in or behind."""
    found = []
    for line in lines:
        number = moved.is_within(line.start)
        start = moved.place(line.start if number is None else moved.ends[number])
        # A run that begins with the break itself would stand in no line.
        end = line.end + (moved.before[line.end : line.end + 1] == "\n" and line.end in moved.starts)
        found.append(replace(line, start=start, end=max(start, moved.end(end))))
    return tuple(found)


def moved_segments(segments: Iterable[Segment], moved: Masked) -> tuple[Segment, ...]:
    """Move the map of a document's text to its source, without a gap: a replaced run is a folded segment.

    In the source each run counts as one character, so that no difference of offsets gives away how long a name was.
    """
    pieces = [piece for segment in segments for piece in _cut(segment, moved)]
    first: dict[int, int] = {}
    hidden: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for index, (piece, run) in enumerate(pieces):
        if run is not None:
            first.setdefault(run, index)
            if piece.source_start < piece.source_end:
                hidden[piece.part].append((piece.source_start, piece.source_end))
    shorter = {part: _Shortened.of(ranges) for part, ranges in hidden.items()}
    found = []
    for index, (piece, run) in enumerate(pieces):
        if run is not None and index != first[run]:
            continue
        start, end = (moved.place(piece.start), moved.place(piece.end)) if run is None else _place_of(moved, run)
        source = shorter.get(piece.part)
        low = source.place(piece.source_start) if source else piece.source_start
        high = source.place(piece.source_end, is_end=True) if source else piece.source_end
        found.append(Segment(start=start, end=end, part=piece.part, source_start=low, source_end=max(low, high)))
    return tuple(found)


def _place_of(moved: Masked, run: int) -> tuple[int, int]:
    return moved.place(moved.starts[run]), moved.place(moved.ends[run])


def _cut(segment: Segment, moved: Masked) -> Iterable[tuple[Segment, int | None]]:
    """Cut a segment at the borders of runs: each piece with the number of its run, or None."""
    is_verbatim = segment.end - segment.start == segment.source_end - segment.source_start
    place = segment.start
    run = bisect_right(moved.ends, segment.start)
    while place < segment.end:
        inside = run < len(moved.starts) and moved.starts[run] <= place
        limits = (moved.ends[run],) if inside else moved.starts[run : run + 1]
        end = min((segment.end, *limits))
        yield _piece(segment, place, end, is_verbatim=is_verbatim), run if inside else None
        run += inside and end == moved.ends[run]
        place = end


def _piece(segment: Segment, start: int, end: int, *, is_verbatim: bool) -> Segment:
    if not is_verbatim:  # folded as a whole: all of its pieces stand where it stands
        return replace(segment, start=start, end=end)
    low = segment.source_start + start - segment.start
    return replace(segment, start=start, end=end, source_start=low, source_end=low + end - start)


@dataclass(frozen=True, slots=True)
class _Shortened:
    """A part of a source in which some ranges count as one character each."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    cuts: tuple[int, ...]

    @staticmethod
    def of(ranges: Iterable[tuple[int, int]]) -> "_Shortened":
        kept: list[tuple[int, int]] = []
        for start, end in sorted(ranges):
            if kept and start <= kept[-1][1]:
                kept[-1] = (kept[-1][0], max(kept[-1][1], end))
            else:
                kept.append((start, end))
        cuts = tuple(accumulate(end - start - 1 for start, end in kept))
        return _Shortened(tuple(start for start, _ in kept), tuple(end for _, end in kept), cuts)

    def place(self, offset: int, *, is_end: bool = False) -> int:
        number = bisect_right(self.ends, offset) - 1
        before = self.cuts[number] if number >= 0 else 0
        following = number + 1
        if following < len(self.starts) and self.starts[following] < offset:  # inside a range: at one of its borders
            return self.starts[following] - before + is_end
        return offset - before
