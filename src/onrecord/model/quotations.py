"""Which quotation marks belong together."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

MARK = re.compile(r"[\"“”„«»]|``|''|‘‘|’’")
_OPENING = frozenset(("“", "„", "«", "``", "‘‘"))
_CLOSING = frozenset(("”", "»", "’’"))
_SPACE_BEFORE = frozenset(" \t\n\r\xa0\u2009\u200a\u202f([{—–-/‘'\u200b")
_TAGGED = re.compile(r",\s(?:\w+\s){1,4}?(?:said|says|wrote|added)\b[^\"“”]*$")
_TAG_REACH = 200
"""Characters at the end of a paragraph that are looked at for `, he said`, which shows a closing mark is missing."""
_SINGLE = re.compile(r"(?<![\w'‘’])['‘](?=[A-Z])([^'‘’\n\"“”]|(?<=\w)['’](?=\w)){12,600}?(?<=[,.?!])['’](?![\w'’])")


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words between quotation marks, the marks included.

    Attributes:
        pieces: `(start, end)` of each paragraph it runs through; code points, half-open.
    """

    pieces: tuple[tuple[int, int], ...]

    @property
    def start(self) -> int:
        """Place of the opening mark."""
        return self.pieces[0][0]

    @property
    def end(self) -> int:
        """Place after the closing mark, or after the last word when it has none."""
        return self.pieces[-1][1]


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    opens: bool
    closes: bool


def _marks(text: str, start: int, end: int) -> list[_Mark]:
    """List double marks of a paragraph with the directions they may have by their shape and their neighbours."""
    found: list[_Mark] = []
    for match in MARK.finditer(text, start, end):
        form, low, high = match.group(), match.start(), match.end()
        before = text[low - 1] if low > start else " "
        after = text[high] if high < end else " "
        opens, closes = form in _OPENING, form in _CLOSING
        if form == '"' and before.isdigit() and not after.isalnum() and len(found) % 2 == 0:
            continue  # a number and a mark that has nothing to close: inches
        if not opens and not closes:
            opens = not after.isspace() and (before in _SPACE_BEFORE or before in '"“”')
            closes = not before.isspace() and not after.isalnum()
        if not opens and not closes:  # between two spaces or two letters: what is open decides
            opens = closes = True
        found.append(_Mark(low, high, opens, closes))
    return found


def _pair(marks: Sequence[_Mark], *, depth: int, start: int) -> tuple[list[tuple[int, int]], int | None]:
    """Pair the marks of one paragraph; give the outermost pairs and the place of an outer mark left open.

    Args:
        marks: In order.
        depth: 1 when a quotation of the paragraph before goes on, else 0.
        start: Where that quotation's piece begins in this paragraph.
    """
    pairs: list[tuple[int, int]] = []
    opened = start
    for mark in marks:
        if depth == 0:
            if mark.opens:
                depth, opened = 1, mark.start
        elif mark.closes:
            depth -= 1
            if depth == 0:
                pairs.append((opened, mark.end))
        elif mark.opens:
            depth += 1
    return pairs, opened if depth else None


def quotations(text: str, paragraphs: Sequence[tuple[int, int]]) -> list[Quotation]:
    """Find the outermost quotations of a text, in order.

    A quotation left open at the end of a paragraph goes on when the next paragraph opens with a mark, as printers
    have it; a quotation inside one does not end it. Without such a partner an open mark is taken for stray.
    """
    found: list[Quotation] = []
    going: list[tuple[int, int]] = []
    for number, (start, end) in enumerate(paragraphs):
        marks = _marks(text, start, end)
        goes_on = bool(going) and bool(marks) and marks[0].start == start
        if going and not goes_on:
            found.append(Quotation(tuple(going)))
            going = []
        pairs, opened = _pair(marks[1:] if goes_on else marks, depth=int(goes_on), start=start)
        if opened is not None and not _continues(text, paragraphs, number, opened):
            pairs, going = _without_stray(marks, opened, block=(start, end), going=going, found=found)
            goes_on, opened = bool(going), None
        if goes_on and pairs:
            found.append(Quotation((*going, pairs.pop(0))))
            going = []
        found.extend(Quotation((pair,)) for pair in pairs)
        if opened is not None:
            going.append((opened, end))
        if not marks:
            found.extend(Quotation((match.span(),)) for match in _SINGLE.finditer(text, start, end))
    if going:
        found.append(Quotation(tuple(going)))
    return found


def _without_stray(
    marks: Sequence[_Mark],
    opened: int,
    *,
    block: tuple[int, int],
    going: list[tuple[int, int]],
    found: list[Quotation],
) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Pair the marks of a paragraph again without the one that nothing closes.

    A quotation that came from the paragraph before and is not closed here ends with this paragraph.
    """
    if going and opened == block[0]:
        found.append(Quotation((*going, block)))
        return [], []
    kept = [mark for mark in marks if mark.start != opened]
    if going:
        pairs, _ = _pair(kept[1:], depth=1, start=block[0])
        return pairs, going
    pairs, _ = _pair(kept, depth=0, start=block[0])
    return pairs, []


def _continues(text: str, paragraphs: Sequence[tuple[int, int]], number: int, opened: int) -> bool:
    """Say whether a quotation left open at the end of a paragraph goes on in the next."""
    if number + 1 == len(paragraphs):
        return False
    start, end = paragraphs[number + 1]
    first = MARK.match(text, start, end)
    if first is None or first.group() in _CLOSING:
        return False
    close = paragraphs[number][1]
    return _TAGGED.search(text, max(opened, close - _TAG_REACH), close) is None
