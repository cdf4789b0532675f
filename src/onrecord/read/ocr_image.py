"""Pictures of pages: PNG, JPEG and TIFF files, their words recognised by tesseract where it is installed."""

from pathlib import Path

from onrecord.config import Config
from onrecord.model.evidence import Document, Origin, document_id
from onrecord.model.problem import Problem
from onrecord.model.reading import Reading
from onrecord.read import ocr
from onrecord.read.files import problem, unreadable
from onrecord.read.metadata import document_fields, from_sidecar, merge
from onrecord.read.ocr_layout import as_page
from onrecord.read.ocr_size import Picture, picture
from onrecord.read.pdf_lines import lay_out
from onrecord.read.pdf_metadata import page_metadata

READER = "ocr/1"


def read(path: Path, origin: Origin, config: Config) -> Reading:
    """Read the words in a picture; the pages of a TIFF make one document."""
    try:
        header = picture(path)
    except OSError as error:
        return Reading(problems=(unreadable(origin, error),))
    if header is None:
        return Reading(problems=(problem(origin, "damaged", "no PNG, JPEG or TIFF: get the file again"),))
    if refusal := _refusal(origin, header):
        return Reading(problems=(refusal,))
    program = ocr.tesseract()
    if program is None:
        message = f"a picture: {ocr.INSTALL}, or make its words readable as a PDF with a text layer"
        return Reading(problems=(problem(origin, "not_recognised", message),))
    seconds = min(ocr.PAGE_SECONDS * len(header.sizes), config.seconds_per_recognition)
    found = ocr.recognise(path, program, dots_per_inch=None, seconds=seconds)
    if isinstance(found, ocr.Failure):
        return Reading(problems=(problem(origin, found.code, f"a picture whose words were not read: {found.reason}"),))
    document = _document(origin, header, found)
    if document is None:
        return Reading(problems=(problem(origin, "no_text", f"a picture in which {found.program} sees no words"),))
    message = f"its words were recognised by {found.program}: check them against the picture"
    return Reading(documents=(document,), problems=(problem(origin, "ocr", message),))


def _refusal(origin: Origin, header: Picture) -> Problem | None:
    if not header.sizes or any(0 in size for size in header.sizes):
        return problem(origin, "damaged", "a picture whose header is broken or cut off: get the file again")
    if any(width * height > ocr.PIXELS or max(width, height) > ocr.SIDE for width, height in header.sizes):
        width, height = max(header.sizes, key=lambda size: size[0] * size[1])
        message = f"{width:,} by {height:,} pixels, more than the limit of {ocr.PIXELS:,}: scale it down and add that"
        return problem(origin, "too_large", message)
    return None


def _document(origin: Origin, header: Picture, found: ocr.Recognition) -> Document | None:
    layout = lay_out([as_page(page, number, 1.0) for number, page in enumerate(found.pages, start=1)])
    if not layout.text:
        return None
    return Document(
        id=document_id(origin.artefact, ""),
        artefact=origin.artefact,
        part="",
        reader=f"{READER}+{found.program.replace(' ', '-')}",
        media_type=header.media_type,
        text=layout.text,
        lines=layout.lines,
        segments=layout.segments,
        **document_fields(merge(from_sidecar(origin), page_metadata(layout, {}))),
    )
