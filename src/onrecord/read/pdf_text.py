"""The text of one PDF page, each character with its index in PDFium's list, so that its box can be found again.

PDFium's own text calls add and drop characters against that list (pypdfium2 issue 261); asking for each character by
its index cannot.
"""

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

import pypdfium2.raw as pdfium

from onrecord.read.pdf_hidden import doubts_of

HYPHEN_MARKS = frozenset({0x02, 0xFFFE})
"""PDFium puts one for a hyphen at the end of a line and drops the line break after it."""
LINE_BREAKS = frozenset({0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029})
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
PARAGRAPH_GAP = 1.35
"""Line gaps wider than this share of the page's usual gap part paragraphs."""
LINE_GAP = 1.6
"""Lines closer than so many times their type size belong to one paragraph; single spacing is 1.2."""
INDENT = 0.8
"""A first line is set in by at least this share of its type size; less is a mark or a letter's own shape."""
TYPE_CHANGE = 1.15
"""Type larger or smaller by this factor begins another paragraph: a heading, a caption."""


Mark = tuple[str, int, int]
"""A character, and the first index and the end of its place in PDFium's list."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters and where it stands in PDFium's list; empty ranges were put in by the reader.

    Attributes:
        text: Of the length of the range when verbatim.
        start, end: Indices of PDFium's list of the page's characters, half-open.
        place: Put behind `page=3` in the part of its segment; empty for what stands in PDFium's list.
    """

    text: str
    start: int
    end: int
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfLine:
    """A line as the page has it.

    Attributes:
        pieces: Its characters, without a line break.
        baseline, left: Where its first character stands, in points (1/72 inch) from the page's lower left corner.
        size: Height of the font at its first character, in points; 0 when PDFium does not know.
        width: Length from its first character to its last, in points, whichever way it is turned; estimated from the
            number of characters when PDFium does not know.
        doubt: Why nobody may have written or seen these words, empty when nothing speaks against them.
        is_recognised: Whether its characters were recognised in a picture.
    """

    pieces: tuple[Piece, ...]
    baseline: float
    left: float
    size: float
    width: float
    doubt: str = ""
    is_recognised: bool = False

    @property
    def text(self) -> str:
        """Its characters."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfPage:
    """A page: paragraphs of lines, in PDFium's order.

    Attributes:
        number: Pages count from 1.
    """

    number: int
    paragraphs: tuple[tuple[PdfLine, ...], ...]

    @property
    def lines(self) -> list[PdfLine]:
        """All lines, in order."""
        return [line for paragraph in self.paragraphs for line in paragraph]


def read_page(page: Any, text_page: Any, number: int) -> PdfPage:
    """Read the characters of a page in PDFium's order; those that nobody sees are lines of their own."""
    count = max(pdfium.FPDFText_CountChars(text_page), 0)
    codes = [int(pdfium.FPDFText_GetUnicode(text_page, index)) for index in range(count)]
    doubts = doubts_of(page, text_page, count)
    runs = [run for line in split_lines(codes) for run in part_doubtful(line, doubts)]
    lines = [_line(text_page, pieces, doubt) for pieces, doubt in runs if any(piece.text.strip() for piece in pieces)]
    return PdfPage(number=number, paragraphs=tuple(_paragraphs(lines)))


def part_doubtful(pieces: list[Piece], doubts: Sequence[str]) -> list[tuple[list[Piece], str]]:
    """Cut a line where characters that are seen and characters that are not meet; what leaves no ink goes either way.

    Args:
        pieces: Of the line.
        doubts: For each index of PDFium's list, as `doubts_of` gives them; nothing when all are seen.
    """
    if not doubts:
        return [(pieces, "")]
    runs: list[tuple[list[Mark], str]] = []
    for mark in _marks(pieces):
        doubt = runs[-1][1] if runs and mark[0].isspace() else doubts[mark[1]]
        if not runs or runs[-1][1] != doubt:
            runs.append(([], doubt))
        runs[-1][0].append(mark)
    return [(_pieces(marks), doubt) for marks, doubt in runs]


def split_lines(codes: Sequence[int]) -> list[list[Piece]]:
    """Cut the characters of a page at line breaks and make text of them; the breaks themselves are left out."""
    lines: list[list[Mark]] = [[]]
    index = 0
    while index < len(codes):
        code, width = codes[index], 1
        if code in LINE_BREAKS:
            lines.append([])
        elif code in HYPHEN_MARKS:
            lines[-1].append(("-", index, index + width))
            lines.append([])
        else:
            low = codes[index + 1] if index + 1 < len(codes) else 0
            if 0xD800 <= code < 0xDC00 <= low < 0xE000:
                code, width = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00), 2
            lines[-1].append((_character(code), index, index + width))
        index += width
    return [_pieces(line) for line in lines if line]


def _character(code: int) -> str:
    """Make a character that can be stored of any number: no controls, no half surrogates, no noncharacters."""
    if code == 0 or 0xD800 <= code < 0xE000 or code & 0xFFFE == 0xFFFE or code > 0x10FFFF:
        return REPLACEMENT
    return " " if code < 0x20 or 0x7F <= code < 0xA0 else chr(code)


def _pieces(marks: Sequence[Mark]) -> list[Piece]:
    """Join verbatim neighbours into pieces."""
    pieces: list[Piece] = []
    first = 0
    for place in range(1, len(marks) + 1):
        (_, start, end), following = marks[place - 1], marks[place : place + 1]
        if following and end - start == 1 and following[0][1] == end and following[0][2] == end + 1:
            continue
        run = marks[first:place]
        pieces.append(Piece("".join(text for text, _, _ in run), run[0][1], end))
        first = place
    return pieces


def _marks(pieces: Sequence[Piece]) -> Iterator[Mark]:
    """Take pieces apart again."""
    for piece in pieces:
        if piece.end - piece.start != len(piece.text):
            yield piece.text, piece.start, piece.end
        else:
            yield from ((text, index, index + 1) for index, text in enumerate(piece.text, start=piece.start))


def _line(text_page: Any, pieces: list[Piece], doubt: str) -> PdfLine:
    text = "".join(piece.text for piece in pieces)
    first = pieces[0].start + (len(text) - len(text.lstrip()))
    last = max(pieces[-1].end - 1 - (len(text) - len(text.rstrip())), first)
    left, baseline = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(text_page, first, left, baseline)  # both stay 0 when PDFium does not know
    opening, closing = _box(text_page, first), _box(text_page, last)
    size = abs(opening.top - opening.bottom)
    return PdfLine(
        pieces=tuple(pieces),
        baseline=baseline.value,
        left=left.value,
        size=size,
        width=_extent(opening, closing) or size / 2 * len(text.strip()),
        doubt=doubt,
    )


def _box(text_page: Any, index: int) -> pdfium.FS_RECTF:
    """Find the font's box at a character; all sides stay 0 when PDFium does not know.

    FPDFText_GetFontSize knows nothing of scaling: files made by Quartz say 1 for all type. The font's box is scaled.
    """
    box = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(text_page, index, box)
    return box


def _extent(opening: pdfium.FS_RECTF, closing: pdfium.FS_RECTF) -> float:
    """Measure a line across or, when it is turned, along the page."""
    across = max(opening.right, closing.right) - min(opening.left, closing.left)
    along = max(opening.top, closing.top) - min(opening.bottom, closing.bottom)
    return float(max(across, along))


def _paragraphs(lines: Sequence[PdfLine]) -> list[tuple[PdfLine, ...]]:
    """Part lines where the gap is wide, the type changes, or a line is set in from those before.

    A column's end (the next line stands higher) parts nothing, and neither does other type at a line that goes on in
    lower case: an emphasised word, a symbol.
    """
    usual, type_size = _usual_gap(lines), median([line.size for line in lines] or [1.0]) or 1.0
    paragraphs: list[list[PdfLine]] = [[line] for line in lines[:1]]
    for above, below in pairwise(lines):
        gap = above.baseline - below.baseline
        small, large = sorted((above.size, below.size))
        other_type = large > TYPE_CHANGE * small and not below.text.lstrip()[:1].islower()
        is_wide = gap > PARAGRAPH_GAP * usual * max(1.0, small / type_size)
        if is_wide or other_type or (gap > 0 and _is_set_in(paragraphs[-1], below)):
            paragraphs.append([below])
        else:
            paragraphs[-1].append(below)
    return [tuple(paragraph) for paragraph in paragraphs]


def _usual_gap(lines: Sequence[PdfLine]) -> float:
    """Take the gap between lines of one paragraph: where paragraphs are short, most gaps are those between them."""
    gaps = [(above.baseline - below.baseline, above.size) for above, below in pairwise(lines)]
    near = [gap for gap, size in gaps if 0 < gap <= LINE_GAP * size]
    return median(near or [gap for gap, _ in gaps if gap > 0] or [0.0])


def _is_set_in(paragraph: Sequence[PdfLine], below: PdfLine) -> bool:
    """Tell whether a line is set in from the last one, which stands where its paragraph's lines stand."""
    first, above = paragraph[0], paragraph[-1]
    is_flush = len(paragraph) > 1 or abs(first.left - above.left) < 1
    return is_flush and below.left - above.left > INDENT * below.size
