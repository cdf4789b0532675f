"""Boxes: on the page as it is shown, the box of a word holds its ink and none of another word's."""

import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from pypdfium2 import PdfDocument
from reportlab.pdfgen.canvas import Canvas

from onrecord.config import Config
from onrecord.model.evidence import Document, Origin, source_ranges
from onrecord.model.ids import artefact_id
from onrecord.read import pdf
from onrecord.read.pdf_boxes import Box, PageBoxes, span_boxes, word_boxes

SCALE = 4
"""Pixels to a point."""
LINES = (
    "Agency officials withdrew the quarterly application,",
    "because a jury (of five) judged: \u201cnothing quotable\u201d.",
    "Typography Queen near Aldermouth paid 1,250,000 pounds",
)
COLOURS = (0xC00000, 0x008000, 0x0000C0)
"""Of every third word: neighbours never share one."""


def make(path: Path, *, page: str = "", turn: float = 0) -> Path:
    """Set the lines with their words in three colours.

    Args:
        path: Where to.
        page: Entries of the page's dictionary.
        turn: Degrees by which the type is turned against the page.
    """
    canvas = Canvas(str(path), pagesize=(400, 300), invariant=1)
    canvas.translate(180, 150)
    canvas.rotate(turn)
    number = 0
    for row, line in enumerate(LINES):
        canvas.setFont("Times-Roman", 9)
        text = canvas.beginText(-100, 20 - 12 * row)
        for word in line.split():
            text.setFillColorRGB(*(part / 255 for part in COLOURS[number % 3].to_bytes(3, "big")))
            text.textOut(word)
            text.textOut(" ")
            number += 1
        canvas.drawText(text)
    canvas.save()
    content = path.read_bytes()
    assert content.count(b"/Rotate 0") == 1
    path.write_bytes(content.replace(b"/Rotate 0", page.encode() or b"/Rotate 0"))
    return path


def read(path: Path) -> Document:
    origin = Origin(artefact=artefact_id(path.read_bytes()), path=path.name, collected_at="2026-01-01T00:00:00+00:00")
    (document,) = pdf.read(path, origin, Config()).documents
    return document


def boxes_of(path: Path, document: Document, start: int, end: int) -> tuple[PageBoxes, ...]:
    return span_boxes(path, [list(source_ranges(document, start, end))])[0]


def places(text: str) -> Iterator[tuple[int, int]]:
    """Give the places of the words, in the order they were set in."""
    for word in " ".join(LINES).split():  # upside down PDFium has them in another order
        (found,) = re.finditer(rf"(?<!\S){re.escape(word)}(?!\S)", text)
        yield found.span()


def drawn(path: Path) -> np.ndarray:
    """Draw the first page without smoothing, a number for each pixel's colour."""
    with PdfDocument(path) as file, closing(file[0]) as page:
        dots = page.render(scale=SCALE, no_smoothtext=True, rev_byteorder=True).to_numpy()[:, :, :3].astype(int)
    return (dots[:, :, 0] << 16) + (dots[:, :, 1] << 8) + dots[:, :, 2]


def cut(dots: np.ndarray, box: Box, slack: int) -> np.ndarray:
    left, top, right, bottom = (side * SCALE for side in box)
    rows = slice(max(0, int(top) - slack), int(bottom) + 1 + slack)
    return dots[rows, max(0, int(left) - slack) : int(right) + 1 + slack]


VARIANTS = {
    "plain": ("", 0),
    "turned a quarter": ("/Rotate 90", 0),
    "upside down": ("/Rotate 180", 0),
    "turned back": ("/Rotate 270", 0),
    "cropped": ("/Rotate 0 /CropBox [60 70 330 250]", 0),
    "cropped and turned": ("/Rotate 90 /CropBox [60 70 330 250]", 0),
    "user unit": ("/Rotate 0 /UserUnit 2.5", 0),
    "type turned": ("/Rotate 0", 90),
    "both turned": ("/Rotate 90 /CropBox [60 30 330 260]", 90),
}


@pytest.mark.parametrize(("page", "turn"), VARIANTS.values(), ids=VARIANTS)
def test_the_box_of_a_word_holds_its_ink_and_no_other(tmp_path: Path, page: str, turn: float) -> None:
    """Each word has a colour that its neighbours have not; a quarter of a point is allowed for rounding."""
    path = make(tmp_path / "a.pdf", page=page, turn=turn)
    document, dots = read(path), drawn(path)
    rest = dots.copy()
    for number, (start, end) in enumerate(places(document.text)):
        (found,) = boxes_of(path, document, start, end)
        (box,) = found.boxes
        assert (round(found.height * SCALE), round(found.width * SCALE)) == dots.shape
        colours = set(np.unique(cut(dots, box, -2)).tolist()) - {0xFFFFFF}
        assert colours == {COLOURS[number % 3]}, document.text[start:end]
        cut(rest, box, 1)[:] = 0xFFFFFF
    assert set(np.unique(rest).tolist()) == {0xFFFFFF}, "ink outside the boxes of all words"


def test_a_span_has_one_box_a_line(tmp_path: Path) -> None:
    """From the middle of one line to the middle of the next: two boxes, the upper one first and further right."""
    path = make(tmp_path / "a.pdf")
    document = read(path)
    start, end = document.text.index("quarterly"), document.text.index(" judged")
    (found,) = boxes_of(path, document, start, end)
    (upper, lower) = found.boxes
    assert upper[3] <= lower[1] + 3
    assert upper[0] > lower[0]
    assert (found.page, found.width, found.height) == (1, 400, 300)


def test_a_broken_word_has_a_box_on_each_line(tmp_path: Path) -> None:
    """PDFium puts one mark for hyphen and line break: nothing else parts the halves."""
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=(400, 300), invariant=1)
    canvas.drawString(72, 200, "The whole depart-")
    canvas.drawString(72, 180, "ment said so.")
    canvas.save()
    document = read(tmp_path / "a.pdf")
    start = document.text.index("depart-ment")
    (found,) = boxes_of(tmp_path / "a.pdf", document, start, start + len("depart-ment"))
    assert [round(box[3] / 20) * 20 for box in found.boxes] == [100, 120]


def test_spans_over_pages_have_boxes_on_each(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=(400, 300), invariant=1)
    for words in ("First page.", "Second page."):
        canvas.drawString(72, 200, words)
        canvas.showPage()
    canvas.save()
    document = read(tmp_path / "a.pdf")
    found = boxes_of(tmp_path / "a.pdf", document, 0, len(document.text))
    assert [(one.page, len(one.boxes)) for one in found] == [(1, 1), (2, 1)]


@pytest.mark.parametrize(
    ("part", "start", "end"),
    [
        ("page=0", 0, 1),
        ("page=2", 0, 1),
        ("page=1", 5, 5),
        ("page=1", -9, -2),
        ("page=1", 9_999, 10_000),
        ("page=x", 0, 1),
        ("body", 0, 1),
        ("", 0, 1),
        ("page=1;ocr;xywh=1,2", 0, 1),
    ],
)
def test_no_boxes_where_nothing_is(tmp_path: Path, part: str, start: int, end: int) -> None:
    assert word_boxes(make(tmp_path / "a.pdf"), part, start, end) is None


@pytest.mark.parametrize("content", [b"no", b"", b"%PDF-1.4", b"\x89PNG\r\n\x1a\n"])
def test_no_boxes_in_what_is_neither_pdf_nor_picture(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.pdf").write_bytes(content)
    assert word_boxes(tmp_path / "a.pdf", "page=1", 0, 1) is None


def test_no_boxes_in_a_file_that_is_gone(tmp_path: Path) -> None:
    assert word_boxes(tmp_path / "a.pdf", "page=1", 0, 1) is None


def test_recognised_words_carry_their_own_boxes(tmp_path: Path) -> None:
    """Words that follow each other on a line are one box; the page's size comes from the file."""
    path = make(tmp_path / "a.pdf")
    parts = ["xywh=10,20,30,9.5", "xywh=45,21,30,9", "xywh=10,40,30,9"]
    (found,) = span_boxes(path, [[(f"page=1;ocr;{part}", 0, 4) for part in parts]])
    assert found == (PageBoxes(page=1, width=400, height=300, boxes=((10, 20, 75, 30), (10, 40, 40, 49))),)
