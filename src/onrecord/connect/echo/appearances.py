"""How a passage stands in a document: in marks or not, whose statement, what of the utterance it leaves out, what is around."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from onrecord.connect.echo.edits import CUE, SEAM, written
from onrecord.connect.echo.runs import CUE_WORDS, one_speaker
from onrecord.connect.echo.sources import LEAST_SOUGHT, OUTSIDE, Source
from onrecord.model.alignment import Appearance, Standing
from onrecord.model.evidence import Span, cut
from onrecord.model.statement import Statement

FEW = 3
"""Running words outside the marks that make a quotation one in part."""
WORDS_SHOWN = 40
"""Words beyond the passage that are quoted on either side."""
WORDS_BEYOND = 400
_SINGLE = "'‘’`\"“”„«»"
_MARKS = re.compile(r"[\"“”„«»]|``|''")
_INTRODUCED = re.compile(r":[\s\"“'`]*\Z")


@dataclass(frozen=True, slots=True)
class Stretch:
    """The words of a passage in one document.

    Attributes:
        pieces: First word and the one after the last, of each run of equal words.
        before, after: Words of the same utterance beyond it, nearest first.
        licensed: Signs of licensed edits between the runs.
        joined: See `Appearance`.
    """

    source: Source
    pieces: tuple[tuple[int, int], ...]
    before: Sequence[int]
    after: Sequence[int]
    licensed: tuple[str, ...]
    joined: bool

    @property
    def first(self) -> int:
        """The first word."""
        return self.pieces[0][0]

    @property
    def last(self) -> int:
        """The last word."""
        return self.pieces[-1][1] - 1

    def words(self) -> list[int]:
        """List its equal words."""
        return [word for low, high in self.pieces for word in range(low, high)]


def beyond(source: Source, word: int, step: int, most: int = WORDS_BEYOND) -> list[int]:
    """List the words of the same utterance after a word (`step` 1) or before it (-1), the nearest first.

    An utterance is the quotation the word stands in and the quotations beside it in its paragraph, as far as nobody else
    is named for them; in no marks it ends with the word: how much a reporter paraphrases is no more of the utterance.
    """
    marked, found = source.marks, list[int]()
    if marked[word] == OUTSIDE:
        return found
    low, high = source.paragraph_at(word)
    last = word
    for at in range(word + step, len(marked) if step > 0 else -1, step):
        if len(found) == most:
            break
        if marked[at] != marked[last]:
            if not low <= at < high:
                break
            if marked[at] == OUTSIDE:
                continue
            if not _goes_on(source, last, at):
                break
        found.append(at)
        last = at
    return found


def _goes_on(source: Source, last: int, at: int) -> bool:
    """Say whether another quotation of the paragraph is more of the utterance, not a word or name in marks."""
    start, end = min(last, at) + 1, max(last, at)
    outside = [word for word in range(start, end) if source.marks[word] == OUTSIDE]
    if len(outside) > CUE_WORDS or not any(source.words.words[word] in CUE for word in outside):
        return False  # a fragment in the reporter's sentence, or a quotation that follows at once
    if source.said[at] != OUTSIDE and source.said[at] == source.said[last]:
        return True
    return int((source.marked == source.marked[at]).sum()) >= LEAST_SOUGHT and one_speaker(source, last, at)


def appearance_of(stretch: Stretch, other: Source) -> Appearance:
    """Describe a passage in its document."""
    source, words = stretch.source, stretch.words()
    statement = _statement(source, words)
    kind = statement.source_kind if statement and statement.source else "nobody"
    standing = _standing(stretch, statement)
    alone = kind == "nobody"
    return Appearance(
        span=_span(source, stretch.first, stretch.last),
        pieces=tuple(_pieces(source, stretch.first, stretch.last)),
        statement=statement.id if statement else None,
        source_kind=kind,
        standing=standing,
        said_on=statement.said_on if statement else None,
        before=_shown(source, stretch.before, -1),
        after=_shown(source, stretch.after, 1),
        licensed=stretch.licensed,
        joined=stretch.joined,
        run_on=_run_on(stretch, other) if alone and standing == "quoted" else None,
        names_near=_names_near(source, stretch),
        cue_near=alone and _cue_near(source, stretch),
    )


def _span(source: Source, first: int, last: int) -> Span:
    return cut(source.document, source.text, source.words.starts[first], source.words.ends[last])


def _pieces(source: Source, first: int, last: int) -> Iterator[Span]:
    """Cut a passage where a reporter's words stand between two quotations."""
    marked = source.marks
    if OUTSIDE in (marked[first], marked[last]):
        yield _span(source, first, last)
        return
    start = first
    for word in range(first + 1, last + 1):
        if marked[word] != OUTSIDE and marked[word - 1] == OUTSIDE:
            start = word
        if marked[word] == OUTSIDE and marked[word - 1] != OUTSIDE:
            yield _span(source, start, word - 1)
    yield _span(source, start, last)


def _statement(source: Source, words: Sequence[int]) -> Statement | None:
    (index, count) = Counter(source.said[list(words)].tolist()).most_common(1)[0]
    return source.statements[index] if index != OUTSIDE and count * 2 >= len(words) else None


def _standing(stretch: Stretch, statement: Statement | None) -> Standing:
    source = stretch.source
    inside = [source.marks[word] != OUTSIDE for word in stretch.words()]
    if sum(inside) < FEW:
        return _unmarked(stretch, statement)
    lead = inside.index(True)
    rear = inside[::-1].index(True)
    middle = inside[lead : len(inside) - rear].count(False)
    return "partly" if max(lead, rear, middle) >= FEW else "quoted"


def _unmarked(stretch: Stretch, statement: Statement | None) -> Standing:
    """Tell words that are really in no marks from those whose marks are single, stray, or replaced by their place."""
    source, text = stretch.source, stretch.source.text
    start, end = source.words.starts[stretch.first], source.words.ends[stretch.last]
    low, high = source.paragraph_at(stretch.first)
    left = text.rfind("\n", 0, source.words.starts[low]) + 1
    right = source.words.ends[high - 1]
    before, after = text[:start].rstrip(" [(")[-1:], text[end : end + 3]
    if before and before in _SINGLE and any(mark in after for mark in _SINGLE):
        return "quoted"
    line = text.find("\n", right)
    if len(_MARKS.findall(text, left, line if line >= 0 else len(text))) % 2:
        return "quoted"  # a mark without its partner: nobody can say that there are none
    if text[:left].rstrip()[-1:] == ":" or (statement and statement.form == "direct"):
        return "set_off"
    return "none"


def _shown(source: Source, words: Sequence[int], step: int) -> str:
    kept = list(words[:WORDS_SHOWN])[::step]
    return "" if {source.words.words[word] for word in kept} <= SEAM else written(source, kept)


def _run_on(stretch: Stretch, other: Source) -> Span | None:
    """Find a quotation that stands beside the passage's own with no word between and that the other document lacks."""
    source, marked = stretch.source, stretch.source.marks
    for edge, step in ((stretch.last, 1), (stretch.first, -1)):
        at = edge
        while 0 <= at + step < len(marked) and marked[at + step] == marked[edge]:
            at += step
        following = at + step
        if not 0 <= following < len(marked) or marked[following] == OUTSIDE:
            continue
        low, high = source.paragraph_at(edge)
        places = np.flatnonzero(source.marked == marked[following])
        runs = source.runs[places[places < len(source.runs)]]
        if low <= following < high and len(places) >= LEAST_SOUGHT and np.isin(runs, other.runs).mean() < 0.5:
            return _span(source, int(places[0]), int(places[-1]))
    return None


def _around(source: Source, stretch: Stretch) -> tuple[int, int]:
    """Give the words of the paragraphs of a passage and of those beside them."""
    parts = source.parts
    low = bisect_left(parts, parts[stretch.first] - 1)
    high = bisect_right(parts, parts[stretch.last] + 1)
    return max(low, stretch.first - 200), min(high, stretch.last + 200)


def _names_near(source: Source, stretch: Stretch) -> tuple[str, ...]:
    low, high = _around(source, stretch)
    text, starts, words = source.text, source.words.starts[low:high], source.words.words[low:high]
    return tuple(sorted({word for start, word in zip(starts, words, strict=True) if text[start].isupper()}))


def _cue_near(source: Source, stretch: Stretch) -> bool:
    """Find a verb of saying in the passage's paragraphs, outside marks, or a colon before them."""
    low, high = source.paragraph_at(stretch.first)[0], source.paragraph_at(stretch.last)[1]
    verbs = any(source.words.words[word] in CUE and source.marks[word] == OUTSIDE for word in range(low, high))
    start = source.words.starts[low]
    return verbs or _INTRODUCED.search(source.text, max(0, start - 12), start) is not None
