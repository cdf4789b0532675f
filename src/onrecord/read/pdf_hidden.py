"""Characters of a page that nobody sees: white on white, or drawn without ink.

What a reader of the page cannot see may have been put there for programs; its lines are kept and marked, not read.
"""

import ctypes
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

import pypdfium2.raw as pdfium

WHITE = 250
"""Of 255: paler type than this cannot be told from paper."""
GROUNDS = 1_000
"""Pictures and shapes that are looked at; each piece of white type is held against each of them."""
FORM_DEPTH = 4
"""Forms within forms that are looked into."""
SCANNED = 0.5
"""Share of the page that a picture covers at least when the invisible type over it is what was recognised in it."""

Bounds = tuple[float, float, float, float]
"""Left, bottom, right and top, in points from the lower left corner of the page."""


def doubts_of(page: Any, text_page: Any, count: int) -> Sequence[str]:
    """Say for each character why nobody sees it, empty where somebody does; nothing at all where the page hides none.

    Args:
        page: The page, open.
        text_page: Its characters.
        count: How many there are.
    """
    if not any(map(_doubt, _objects(page, pdfium.FPDF_PAGEOBJ_TEXT))):
        return ()
    grounds = _grounds(page)
    width, height = page.get_size()
    is_scan = any(_area(one) >= SCANNED * width * height for one in grounds)
    known: dict[int, str] = {0: ""}
    doubts: list[str] = []
    for index in range(count):
        text = pdfium.FPDFText_GetTextObject(text_page, index)
        key = ctypes.cast(text, ctypes.c_void_p).value or 0
        if key not in known:
            doubt = _doubt(text)
            is_seen = (is_scan and doubt == "invisible") or (doubt == "white type" and _stands_on(text, grounds))
            known[key] = "" if is_seen else doubt
        doubts.append(known[key])
    return doubts


def _objects(holder: Any, kind: int, depth: int = 0) -> Iterator[Any]:
    """List the objects of a kind on a page and in the forms on it."""
    in_form = depth > 0
    count = pdfium.FPDFFormObj_CountObjects(holder) if in_form else pdfium.FPDFPage_CountObjects(holder)
    for index in range(count):
        one = pdfium.FPDFFormObj_GetObject(holder, index) if in_form else pdfium.FPDFPage_GetObject(holder, index)
        found = pdfium.FPDFPageObj_GetType(one)
        if found == kind:
            yield one
        elif found == pdfium.FPDF_PAGEOBJ_FORM and depth < FORM_DEPTH:
            yield from _objects(one, kind, depth + 1)


def _doubt(text: Any) -> str:
    mode = pdfium.FPDFTextObj_GetTextRenderMode(text)
    if mode in {pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP}:
        return "invisible"
    if mode != pdfium.FPDF_TEXTRENDERMODE_FILL:
        return ""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not pdfium.FPDFPageObj_GetFillColor(text, red, green, blue, alpha):
        return ""
    if alpha.value <= 255 - WHITE:
        return "invisible"
    return "white type" if min(red.value, green.value, blue.value) >= WHITE else ""


def _grounds(page: Any) -> list[Bounds]:
    """List the bounds of the pictures, shadings and coloured shapes of a page: white type stands out on them."""
    pictures = (*_objects(page, pdfium.FPDF_PAGEOBJ_IMAGE), *_objects(page, pdfium.FPDF_PAGEOBJ_SHADING))
    shapes = (one for one in _objects(page, pdfium.FPDF_PAGEOBJ_PATH) if _is_coloured(one))
    found = (_bounds(one) for one in islice((*pictures, *shapes), GROUNDS))
    return [one for one in found if one is not None]


def _is_coloured(shape: Any) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    known = pdfium.FPDFPageObj_GetFillColor(shape, red, green, blue, alpha)
    mode, stroked = ctypes.c_int(), ctypes.c_int()
    filled = pdfium.FPDFPath_GetDrawMode(shape, mode, stroked) and mode.value != pdfium.FPDF_FILLMODE_NONE
    return bool(known and filled and alpha.value > 255 - WHITE and min(red.value, green.value, blue.value) < WHITE)


def _bounds(one: Any) -> Bounds | None:
    edges = [ctypes.c_float() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetBounds(one, *edges):
        return None
    left, bottom, right, top = (edge.value for edge in edges)
    return left, bottom, right, top


def _area(bounds: Bounds) -> float:
    left, bottom, right, top = bounds
    return (right - left) * (top - bottom)


def _stands_on(text: Any, grounds: Sequence[Bounds]) -> bool:
    """Tell whether the middle of some type stands on one of the grounds."""
    place = _bounds(text)
    if place is None:
        return False
    across, up = (place[0] + place[2]) / 2, (place[1] + place[3]) / 2
    return any(left <= across <= right and bottom <= up <= top for left, bottom, right, top in grounds)
