"""Recognised words as lines of a page, so that they are laid out, joined and labelled as those of a PDF are.

A word's place is written into the part of its segment, since nothing of the file says it: `page=3;ocr;xywh=72,90.5,31,12`
(left, top, width and height as in Media Fragments URI 1.0, here in points from the upper left corner of the page as it is
shown, in a picture in pixels). Its source offsets count in the word.
"""

import math
import re

from onrecord.read.ocr_hocr import PixelBox, RecognisedPage, Word, WordLine
from onrecord.read.pdf_text import PdfLine, PdfPage, Piece

UNSURE = 60.0
"""Lines below this confidence, on the average of their letters, are seldom words but hatching, stamps, handwriting."""

_PLACE = re.compile(r"page=(\d+);ocr;xywh=([\d.]+),([\d.]+),([\d.]+),([\d.]+)")


def as_page(page: RecognisedPage, number: int, scale: float) -> PdfPage:
    """Lay recognised lines out as the lines of a page.

    Args:
        page: What was recognised.
        number: Pages count from 1.
        scale: Points of the page to a pixel; 1 for a picture that is shown by itself.
    """
    paragraphs = tuple(tuple(_line(one, page.height, scale) for one in lines) for lines in page.paragraphs)
    return PdfPage(number=number, paragraphs=paragraphs)


def place_of(part: str) -> tuple[int, tuple[float, float, float, float]] | None:
    """Read page and left, top, right and bottom off the part of a recognised word; None for any other part."""
    found = _PLACE.fullmatch(part)
    if found is None:
        return None
    left, top, width, height = (float(found[group]) for group in range(2, 6))
    return int(found[1]), (left, top, left + width, top + height)


def _line(line: WordLine, height: int, scale: float) -> PdfLine:
    pieces: list[Piece] = []
    for word in line.words:
        if pieces:
            pieces.append(Piece(" ", pieces[-1].end, pieces[-1].end, pieces[-1].place))
        pieces.append(Piece(word.text, 0, len(word.text), _place(word.box, scale)))
    left, top, right, bottom = line.box
    return PdfLine(
        pieces=tuple(pieces),
        baseline=(height - line.baseline) * scale,
        left=left * scale,
        size=line.size * scale,
        width=max(right - left, bottom - top) * scale,
        doubt="ocr unsure" if _confidence(line.words) < UNSURE else "",
        is_recognised=True,
    )


def _place(box: PixelBox, scale: float) -> str:
    """Write a place in tenths of a point, rounded outwards."""
    left, top = (math.floor(side * scale * 10) / 10 for side in box[:2])
    right, bottom = (math.ceil(side * scale * 10) / 10 for side in box[2:])
    numbers = (max(0.0, left), max(0.0, top), max(0.0, right - left), max(0.0, bottom - top))
    return ";ocr;xywh=" + ",".join(f"{number:.1f}".removesuffix(".0") for number in numbers)


def _confidence(words: tuple[Word, ...]) -> float:
    return sum(word.confidence * len(word.text) for word in words) / sum(len(word.text) for word in words)
