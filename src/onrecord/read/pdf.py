"""PDF files to documents: the text PDFium finds, page by page, each character with its index for the page view.

Words are never altered: the wrapped lines of a paragraph are joined, and a hyphen at the end of a line stays. Pages
without text are drawn and given to tesseract, where it is installed; a page that has text is taken at its word.
"""

from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from onrecord.config import Config
from onrecord.model.evidence import Document, Origin, document_id
from onrecord.model.problem import Problem
from onrecord.model.reading import Child, Reading
from onrecord.read import ocr
from onrecord.read.files import problem
from onrecord.read.metadata import document_fields, from_sidecar, merge
from onrecord.read.pdf_attachments import attached_files
from onrecord.read.pdf_lines import Layout, lay_out
from onrecord.read.pdf_metadata import page_metadata
from onrecord.read.pdf_scan import Scans, recognise_pages
from onrecord.read.pdf_text import PdfPage, read_page
from onrecord.read.pdf_version import READER, reader_name

__all__ = ["MEDIA_TYPE", "READER", "read"]

MEDIA_TYPE = "application/pdf"


def read(path: Path, origin: Origin, config: Config, spool: Path | None = None) -> Reading:
    """Read the text of all pages, and take out attached files.

    Args:
        path: The PDF.
        origin: Where it was found.
        config: Limits.
        spool: A folder for attached files; without one they are only named in a problem.
    """
    try:
        file = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        return _not_opened(origin, error)
    with file:
        pages, broken = _pages(file)
        bare = [page.number for page in pages if not page.paragraphs]
        program = ocr.tesseract()
        seconds = config.seconds_per_recognition
        scans = recognise_pages(file, bare, program, seconds=seconds) if program and bare else Scans()
        info = _info(file)
        attached = list(attached_files(file, origin, config, spool))
    found = {page.number: page for page in (*pages, *scans.pages)}
    layout = lay_out([found[number] for number in sorted(found)])
    return Reading(
        documents=(_document(origin, layout, info, scans),) if layout.text else (),
        children=tuple(one for one in attached if isinstance(one, Child)),
        problems=(
            *_page_problems(origin, pages, broken),
            *(
                _scan_problems(origin, bare, len(pages) + len(broken), scans)
                if program
                else _unread(origin, bare, pages)
            ),
            *(one for one in attached if isinstance(one, Problem)),
        ),
    )


def _pages(file: pypdfium2.PdfDocument) -> tuple[list[PdfPage], list[int]]:
    """Read every page that opens; give the numbers of the others."""
    pages: list[PdfPage] = []
    broken: list[int] = []
    for number in range(1, len(file) + 1):
        try:
            with closing(file[number - 1]) as page, closing(page.get_textpage()) as text_page:
                pages.append(read_page(page, text_page, number))
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


def _document(origin: Origin, layout: Layout, info: Mapping[str, str], scans: Scans) -> Document:
    known = merge(from_sidecar(origin), page_metadata(layout, info))
    return Document(
        id=document_id(origin.artefact, ""),
        artefact=origin.artefact,
        part="",
        reader=reader_name(scans.program),
        media_type=MEDIA_TYPE,
        text=layout.text,
        lines=layout.lines,
        segments=layout.segments,
        **document_fields(known),
    )


def _not_opened(origin: Origin, error: pypdfium2.PdfiumError) -> Reading:
    if error.err_code == pdfium.FPDF_ERR_PASSWORD:
        return _refused(origin, "encrypted", "needs a password: save a copy without one and add that")
    if error.err_code == pdfium.FPDF_ERR_SECURITY:
        return _refused(origin, "encrypted", "protected in a way that cannot be opened: save a copy without protection")
    return _refused(origin, "damaged", "no PDF, or cut off: get the file again")


def _refused(origin: Origin, code: str, message: str) -> Reading:
    return Reading(problems=(problem(origin, code, message),))


def _page_problems(origin: Origin, pages: Sequence[PdfPage], broken: Sequence[int]) -> list[Problem]:
    if broken:
        message = f"page {_ranges(broken)} could not be opened: get the file again"
        return [problem(origin, "damaged", message)]
    return [] if pages else [problem(origin, "damaged", "holds no page: get the file again")]


def _unread(origin: Origin, bare: Sequence[int], pages: Sequence[PdfPage]) -> list[Problem]:
    """Name the pages without text where nothing is there to recognise it."""
    if not bare:
        return []
    where = "no page holds" if len(bare) == len(pages) else f"page {_ranges(bare)} of {len(pages)} holds no"
    message = f"{where} text (a scan, a picture?): {ocr.INSTALL}, or add a copy with a text layer"
    return [problem(origin, "not_recognised", message)]


def _scan_problems(origin: Origin, bare: Sequence[int], count: int, scans: Scans) -> list[Problem]:
    """Say which pages were recognised, and which pages without text were not."""
    problems: list[Problem] = []
    seen = [page.number for page in scans.pages if page.paragraphs]
    if seen:
        message = f"page {_ranges(seen)} of {count} recognised by {scans.program}: check the words against the page"
        problems.append(problem(origin, "ocr", message))
    for (code, reason), numbers in scans.failed.items():
        problems.append(problem(origin, code, f"page {_ranges(numbers)} of {count} was not recognised: {reason}"))
    silent = sorted({*bare}.difference(seen, *scans.failed.values()))
    if silent:
        message = f"page {_ranges(silent)} of {count} holds no text, nor a picture in which any was recognised"
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
    return ", ".join("-".join(map(str, run)) for run in runs)
