"""Pages of a PDF without text, drawn and given to tesseract."""

import math
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from onrecord.read import ocr
from onrecord.read.ocr_layout import as_page
from onrecord.read.pdf_text import PdfPage

DOTS_PER_INCH = 200
"""Measured by evaluation/reading/pdf.py on scans: small notes lose 0.8 % of their words at 150 dpi against 200 dpi, and 300
dpi takes up to half as long again for 0.5 % more."""
RENDERED_PIXELS = 25_000_000
"""Larger pages are drawn with fewer dots: an A1 page at 200 dpi has 31 million pixels."""
POINTS = 72


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A page drawn in grey, as a PGM file."""

    pgm: bytes
    dots_per_inch: int
    points_per_pixel: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Scans:
    """What was recognised.

    Attributes:
        program: What did it, with its version; empty when there was nothing for it to do.
        blank: Numbers of the pages that hold nothing at all, not even a picture.
        failed: Why others could not be recognised: code of a problem and reason, and the numbers of those pages.
    """

    pages: tuple[PdfPage, ...] = ()
    program: str = ""
    blank: tuple[int, ...] = ()
    failed: dict[tuple[str, str], list[int]] = field(default_factory=dict)


def recognise_pages(
    file: pypdfium2.PdfDocument,
    numbers: Sequence[int],
    program: str,
    *,
    seconds: float,
    dots_per_inch: int = DOTS_PER_INCH,
) -> Scans:
    """Recognise the words on some pages.

    Args:
        file: The PDF.
        numbers: Pages count from 1.
        program: Path of tesseract.
        seconds: When they are over no further page is begun.
        dots_per_inch: How finely pages are drawn; large pages more coarsely.
    """
    end = time.monotonic() + seconds
    pages: list[PdfPage] = []
    blank: list[int] = []
    failed: dict[tuple[str, str], list[int]] = {}
    version = ""
    for number in numbers:
        left = end - time.monotonic()
        drawn = _drawn(file, number, dots_per_inch) if left > 0 else _no_time(seconds)
        seen = _recognise(drawn, number, program, left) if isinstance(drawn, Drawing) else drawn
        if seen is None:
            blank.append(number)
        elif isinstance(seen, ocr.Failure):
            failed.setdefault((seen.code, seen.reason), []).append(number)
        else:
            version, page = seen
            pages.append(page)
    return Scans(pages=tuple(pages), program=version, blank=tuple(blank), failed=failed)


def _no_time(seconds: float) -> ocr.Failure:
    reason = f"the {seconds:.0f} s for recognising a file were over; split it, or raise seconds_per_recognition"
    return ocr.Failure(code="timed_out", reason=reason)


def _drawn(file: pypdfium2.PdfDocument, number: int, dots_per_inch: int) -> Drawing | ocr.Failure | None:
    """Draw a page; None when there is nothing on it."""
    try:
        with closing(file[number - 1]) as page:
            if _is_empty(page):
                return None
            if _picture_pixels(page) > ocr.PIXELS:
                return ocr.Failure(code="too_large", reason=f"its pictures have more than {ocr.PIXELS:,} pixels")
            return _draw(page, dots_per_inch)
    except pypdfium2.PdfiumError as error:
        return ocr.Failure(code="damaged", reason=f"it could not be drawn ({error})")


def _recognise(drawn: Drawing, number: int, program: str, left: float) -> tuple[str, PdfPage] | ocr.Failure:
    found = ocr.recognise(drawn.pgm, program, dots_per_inch=drawn.dots_per_inch, seconds=min(ocr.PAGE_SECONDS, left))
    if isinstance(found, ocr.Failure):
        return found
    if len(found.pages) != 1:
        return ocr.Failure(code="damaged", reason="tesseract gave no page")
    return found.program, as_page(found.pages[0], number, drawn.points_per_pixel)


def _is_empty(page: Any) -> bool:
    """Tell a page without content or annotations: there may be a hundred thousand of them, and drawing takes time."""
    return bool(pdfium.FPDFPage_CountObjects(page) <= 0 and pdfium.FPDFPage_GetAnnotCount(page) <= 0)


def _picture_pixels(page: Any) -> int:
    """Count the pixels that its pictures unpack to, as they declare them."""
    return sum(math.prod(one.get_px_size()) for one in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE]))


def _draw(page: Any, dots_per_inch: int) -> Drawing | None:
    """Draw a page in grey; None when every dot is the same."""
    width, height = page.get_size()
    scale = min(
        dots_per_inch / POINTS,
        math.sqrt(RENDERED_PIXELS / max(width * height, 1)),
        ocr.SIDE / max(width, height, 1),
    )
    with closing(page.render(scale=scale, grayscale=True, fill_color=(255, 255, 255, 255))) as bitmap:
        dots = bitmap.to_numpy()
        if dots.min() == dots.max():
            return None
        head = f"P5 {bitmap.width} {bitmap.height} 255\n".encode()
        return Drawing(
            pgm=head + dots.tobytes(),
            dots_per_inch=max(1, round(scale * POINTS)),
            points_per_pixel=width / bitmap.width,
        )
