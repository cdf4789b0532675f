"""Where the words of a span stand on the pages of a PDF or a picture, to be drawn over the page."""

import ctypes
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from onrecord.read.ocr_layout import place_of
from onrecord.read.ocr_size import picture
from onrecord.read.pdf_text import HYPHEN_MARKS, LINE_BREAKS

Box = tuple[float, float, float, float]
"""Left, top, right and bottom, from the upper left corner of the page as it is shown: turned by /Rotate, cut to /CropBox."""

Place = tuple[str, int, int]
"""Part and source offsets, as in a segment."""

DEVICE = 2**30
"""Device coordinates are 32-bit integers; a page is laid over this many, so that nothing is lost by rounding."""
SAME_LINE = 0.5
"""Recognised words that share at least this part of the lower one's height stand on one line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageBoxes:
    """The rectangles of some words on a page.

    Attributes:
        page: Counts from 1.
        width, height: Of the page as it is shown, in the unit of the boxes: points (1/72 inch; /UserUnit is not applied,
            neither here nor where PDFium draws the page), in a picture pixels.
        boxes: One for each line, in the order of the words; none where they leave no ink.
    """

    page: int
    width: float
    height: float
    boxes: tuple[Box, ...]


def word_boxes(path: Path, part: str, start: int, end: int) -> PageBoxes | None:
    """Find the rectangles of the words at one place of a PDF or a picture.

    Args:
        path: The file.
        part: As in a segment: `page=3`, or `page=3;ocr;xywh=...` for a word that was recognised.
        start: Source offset as in a segment.
        end: End of the range, not included.

    Returns:
        None when the file does not open, or has no such page or characters.
    """
    return next(iter(span_boxes(path, [[(part, start, end)]])[0]), None)


def span_boxes(path: Path, spans: Sequence[Iterable[Place]]) -> list[tuple[PageBoxes, ...]]:
    """Find the rectangles of some spans: one for each line, on each page they stand on; every page is opened once.

    Args:
        path: The PDF or picture.
        spans: For each what `model.evidence.source_ranges` gives. Of a recognised word the whole is taken.
    """
    by_page: dict[int, dict[int, list[Place]]] = {}
    for position, places in enumerate(spans):
        for place in places:
            if number := _page_of(place[0]):
                by_page.setdefault(number, {}).setdefault(position, []).append(place)
    found: list[list[PageBoxes]] = [[] for _ in spans]
    for number, wanted in sorted(by_page.items()):
        for position, boxes in _on_page(path, number, wanted):
            found[position].append(boxes)
    return [tuple(one) for one in found]


def _on_page(path: Path, number: int, wanted: Mapping[int, list[Place]]) -> list[tuple[int, PageBoxes]]:
    """Give the boxes of the spans on a page that have any."""
    try:
        header = picture(path)
        if header:
            if number > len(header.sizes):
                return []
            size: tuple[float, float] = header.sizes[number - 1]
            drawn = [(position, _recognised(places)) for position, places in wanted.items()]
        else:
            size, drawn = _on_pdf_page(path, number, wanted)
    except (OSError, pypdfium2.PdfiumError):
        return []
    return [
        (position, PageBoxes(page=number, width=size[0], height=size[1], boxes=tuple(boxes)))
        for position, boxes in drawn
        if boxes
    ]


def _on_pdf_page(
    path: Path, number: int, wanted: Mapping[int, list[Place]]
) -> tuple[tuple[float, float], list[tuple[int, list[Box]]]]:
    with pypdfium2.PdfDocument(path) as file:
        if number > len(file):
            return (0.0, 0.0), []
        with closing(file[number - 1]) as page, closing(page.get_textpage()) as text_page:
            drawn = []
            for position, places in wanted.items():
                ranges = [(start, end) for part, start, end in places if ";" not in part]
                lines = [box for start, end in ranges for box in _line_boxes(page, text_page, start, end)]
                drawn.append((position, [*lines, *_recognised(places)]))
            return page.get_size(), drawn


def _page_of(part: str) -> int:
    """Read the number of the page off a part; 0 when it is on none."""
    number = part.partition(";")[0].removeprefix("page=")
    return int(number) if part.startswith("page=") and number.isdecimal() else 0


def _recognised(places: Iterable[Place]) -> list[Box]:
    """Join the places of recognised words that follow each other on a line."""
    boxes: list[Box] = []
    for part, _, _ in places:
        place = place_of(part)
        if place is None:
            continue
        box = place[1]
        if boxes and _goes_on(boxes[-1], box):
            boxes[-1] = _around([boxes[-1], box])
        else:
            boxes.append(box)
    return boxes


def _goes_on(before: Box, box: Box) -> bool:
    shared = min(before[3], box[3]) - max(before[1], box[1])
    return box[0] > before[0] and shared >= SAME_LINE * min(before[3] - before[1], box[3] - box[1])


def _around(boxes: list[Box]) -> Box:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _line_boxes(page: Any, text_page: Any, start: int, end: int) -> Iterator[Box]:
    """Give a rectangle around the ink of each line of a range; a hyphen at its end may be all that parts two lines."""
    boxes: list[Box] = []
    for index in range(max(0, start), min(end, text_page.count_chars())):
        code = pdfium.FPDFText_GetUnicode(text_page, index)
        if code not in LINE_BREAKS and (box := _char_box(page, text_page, index)):
            boxes.append(box)
        if boxes and (code in LINE_BREAKS or code in HYPHEN_MARKS):
            yield _around(boxes)
            boxes = []
    if boxes:
        yield _around(boxes)


def _char_box(page: Any, text_page: Any, index: int) -> Box | None:
    """Find the rectangle around the ink of a character on the page as it is shown; None for what leaves none."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    if not pdfium.FPDFText_GetCharBox(text_page, index, left, right, bottom, top):
        return None
    if right.value <= left.value or top.value <= bottom.value:
        return None
    one = _shown(page, left.value, bottom.value)
    other = _shown(page, right.value, top.value)
    return min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1])


def _shown(page: Any, x: float, y: float) -> tuple[float, float]:
    """Take a point of a page's own space to the page as it is shown, in points from its upper left corner."""
    width, height = page.get_size()
    scale = 2.0 ** math.floor(math.log2(DEVICE / max(width, height, 1.0) / 16))  # a page may be cut from a larger one
    across, down = ctypes.c_int(), ctypes.c_int()
    size = (round(width * scale), round(height * scale))
    pdfium.FPDF_PageToDevice(page, 0, 0, *size, 0, x, y, across, down)
    return across.value / scale, down.value / scale
