"""PDF files to documents: the text PDFium finds, page by page, each character with its index for the page view.

Words are never altered: the wrapped lines of a paragraph are joined, and a hyphen at the end of a line stays.
"""

import re
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from onrecord.config import Config
from onrecord.model.evidence import Document, Meta, Origin, document_id
from onrecord.model.problem import Problem
from onrecord.model.reading import Reading
from onrecord.read.files import problem
from onrecord.read.metadata import Metadata, document_fields, from_sidecar, merge
from onrecord.read.pdf_lines import Layout, lay_out, line_number, published, publisher
from onrecord.read.pdf_text import PdfPage, read_page
from onrecord.read.pdf_version import READER

MEDIA_TYPE = "application/pdf"

Box = tuple[float, float, float, float]
"""Left, bottom, right and top, in points (1/72 inch) from the page's lower left corner."""

NO_TITLE = re.compile(
    r"\W*|untitled.*|unspecified|\(?anonymous\)?|document\s*\d*|slide\s*\d+|powerpoint presentation|microsoft \w+ - .*|"
    r"[\w.]+[_-][\w.-]+|.*\.(?:docx?|xlsx?|pptx?|odt|indd|qxd|pdf|rtf|txt|html?|tmp)",
    re.IGNORECASE,
)
"""Titles that programs fill in, names of files among them."""
NO_AUTHOR = re.compile(
    r"\W*|\(?anonymous\)?|unknown|unspecified|admin(?:istrator)?|owner|user\d*|microsoft office user|.*\\.*",
    re.IGNORECASE,
)
"""Authors that programs fill in."""


def read(path: Path, origin: Origin, _config: Config) -> Reading:
    """Read the text of all pages."""
    try:
        file = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        return _not_opened(origin, error)
    with file:
        pages, broken = _pages(file)
        info = _info(file)
    problems = [*_page_problems(origin, pages, broken)]
    layout = lay_out(pages)
    if not layout.text:
        return Reading(problems=tuple(problems))
    return Reading(documents=(_document(origin, layout, info),), problems=tuple(problems))


def char_boxes(path: Path, page: int, start: int, end: int) -> list[Box]:
    """Find the rectangles that cover some characters of a page, about one a line.

    Args:
        path: The PDF.
        page: Counts from 1, as in the segment part `page=3`.
        start: First index of PDFium's characters, as in a segment's source range.
        end: End of the range, not included.

    Returns:
        Nothing when the file does not open or has no such page or characters.
    """
    if start < 0 or end <= start:
        return []
    try:
        with pypdfium2.PdfDocument(path) as file:
            if not 1 <= page <= len(file):
                return []
            with closing(file[page - 1]) as opened, closing(opened.get_textpage()) as text_page:
                if start >= text_page.count_chars():
                    return []
                count = text_page.count_rects(start, min(end, text_page.count_chars()) - start)
                return [text_page.get_rect(index) for index in range(count)]
    except (pypdfium2.PdfiumError, FileNotFoundError):
        return []


def _pages(file: pypdfium2.PdfDocument) -> tuple[list[PdfPage], list[int]]:
    """Read every page that opens; give the numbers of the others."""
    pages: list[PdfPage] = []
    broken: list[int] = []
    for number in range(1, len(file) + 1):
        try:
            with closing(file[number - 1]) as page, closing(page.get_textpage()) as text_page:
                pages.append(read_page(text_page, number))
        except pypdfium2.PdfiumError:
            broken.append(number)
    return pages, broken


def _info(file: pypdfium2.PdfDocument) -> Mapping[str, str]:
    """Read title, author and the like; nothing where one of them is no text, such as UTF-16 with half a character."""
    try:
        info: Mapping[str, str] = file.get_metadata_dict(skip_empty=True)
    except UnicodeError:
        return {}
    return info


def _document(origin: Origin, layout: Layout, info: Mapping[str, str]) -> Document:
    own = Metadata(
        title=_title(layout, info.get("Title", "")),
        publisher=publisher(layout),
        authors=_authors(info.get("Author", "")),
        published=published(layout),
    )
    known = merge(from_sidecar(origin), own)
    return Document(
        id=document_id(origin.artefact, ""),
        artefact=origin.artefact,
        part="",
        reader=READER,
        media_type=MEDIA_TYPE,
        text=layout.text,
        lines=layout.lines,
        segments=layout.segments,
        **document_fields(known),
    )


def _title(layout: Layout, declared: str) -> Meta | None:
    """Choose the declared title when the first page shows it, then what stands in the largest type, then the rest."""
    declared = "" if NO_TITLE.fullmatch(declared.strip()) else " ".join(declared.split())
    rows = layout.rows
    first_page = " ".join(one.row.line.text for one in rows if one.row.page == rows[0].row.page)
    if declared and _letters(declared) in _letters(first_page):
        return Meta(value=declared, basis="pdf info Title")
    for rule in ("largest type", "headline"):
        titled = [position for position, one in enumerate(rows) if one.verdict == ("title", rule)]
        if titled:
            words = " ".join(" ".join(rows[position].row.line.text for position in titled).split())
            return Meta(value=words, basis=f"line {line_number(layout, titled[0])}")
    if declared:
        return Meta(value=declared, basis="pdf info Title")
    first = next((one for one in rows if one.verdict[0] not in {"furniture", "meta"}), None)
    return None if first is None else Meta(value=" ".join(first.row.line.text.split()), basis="first line")


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()


def _authors(declared: str) -> tuple[Meta, ...]:
    names = [" ".join(name.split()) for name in declared.split(";")]
    return tuple(Meta(value=name, basis="pdf info Author") for name in names if not NO_AUTHOR.fullmatch(name))


def _not_opened(origin: Origin, error: pypdfium2.PdfiumError) -> Reading:
    if error.err_code == pdfium.FPDF_ERR_PASSWORD:
        return _refused(origin, "encrypted", "needs a password: save a copy without one and add that")
    if error.err_code == pdfium.FPDF_ERR_SECURITY:
        return _refused(origin, "encrypted", "protected in a way that cannot be opened: save a copy without protection")
    return _refused(origin, "damaged", "no PDF, or cut off: get the file again")


def _page_problems(origin: Origin, pages: Sequence[PdfPage], broken: Sequence[int]) -> list[Problem]:
    problems: list[Problem] = []
    if broken:
        message = f"page {_ranges(broken)} could not be opened: get the file again"
        problems.append(problem(origin, "damaged", message))
    if not pages and not broken:
        problems.append(problem(origin, "damaged", "holds no page: get the file again"))
    bare = [page.number for page in pages if not page.paragraphs]
    if bare and len(bare) == len(pages):
        problems.append(
            problem(origin, "no_text", "no page holds text (a scan?): run text recognition on it and add that")
        )
    elif bare:
        message = f"page {_ranges(bare)} of {len(pages) + len(broken)} holds no text (a scan, a picture?): not read"
        problems.append(problem(origin, "no_text", message))
    return problems


def _ranges(numbers: Sequence[int]) -> str:
    """Write `2, 5-7` for 2, 5, 6, 7."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] + 1 == number:
            runs[-1] = [runs[-1][0], number]
        else:
            runs.append([number])
    return ", ".join("-".join(str(number) for number in run) for run in runs)


def _refused(origin: Origin, code: str, message: str) -> Reading:
    return Reading(problems=(problem(origin, code, message),))
