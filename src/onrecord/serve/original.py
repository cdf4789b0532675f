"""The original beside its text: the page as it came without scripts, a picture of a PDF's page, or the decoded source."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

import msgspec
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from onrecord.answer.document_details import document_details
from onrecord.answer.page import DocumentPage, document_page
from onrecord.errors import NotFound, UserError
from onrecord.model.evidence import Document, source_ranges
from onrecord.model.ids import DocumentId, StatementId
from onrecord.model.statement import Statement
from onrecord.read.decode import decode
from onrecord.read.html import declared_charset
from onrecord.serve import page_picture, source_piece
from onrecord.serve.documents import values_of
from onrecord.serve.formatting import address
from onrecord.serve.isolated import run_isolated
from onrecord.serve.paging import whole_number
from onrecord.serve.sandboxed_page import PLACE, POLICY, SOURCE_MOST, sandboxed
from onrecord.serve.site import Site
from onrecord.serve.text import PART_LENGTH, blocks_between
from onrecord.store import View

PAGES_MOST = 100_000
PLACES_MOST = 4_000
"""Places of words that are boxed or marked: recognised words have one each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """How an original is shown.

    Attributes:
        kind: `page`, `picture`, `source`, or `none` where it can only be downloaded.
        frame: Address of the page or picture; empty for the others.
        page, pages: Of a PDF or picture; 0 for the others. Pages are those that have words.
        piece: The words in the decoded source.
        fits: Whether these are the words of the text, character by character.
        low, high: The stretch of the text that stands beside it.
    """

    kind: str
    low: int
    high: int
    frame: str = ""
    page: int = 0
    pages: tuple[int, ...] = ()
    piece: source_piece.Piece | None = None
    fits: bool = False


def show_original(site: Site, request: Request) -> Response:
    """Show `/documents/ID/original?statement=ID`: the original at the words of a statement, and the text beside it."""
    with View.open(site.record) as view:
        found = document_page(view, DocumentId(request.path_params["id"]))
        document = found.document
        asked = _asked(found, request)
        shown = _shown(site, request, document, asked)
        within = (document.id, shown.low, shown.high)
        about = [asked] if asked else []
        details = document_details(view, document, about, within)
    values = {
        **values_of(found, details),
        "shown": shown,
        "asked": asked,
        "row": next((one for one in found.rows if asked and one.id == asked.id), None),
        "blocks": blocks_between(document, found.statements, (), shown.low, shown.high),
        "styled": request.query_params.get("styles") != "off",
        "screen": "original",
    }
    return site.page("original.html", values)


def send_page(site: Site, request: Request) -> Response:
    """Send `/documents/ID/original/page`: a page without scripts, forms, links and anything from elsewhere."""
    document, asked = _loaded(site, request)
    if not is_page(document):
        raise NotFound(f"{document.id!r}: was not read from a page")
    content = _bytes(site, document)
    source = decode(content, declared_charset(content)).text
    if len(source) > SOURCE_MOST:
        raise UserError(f"the page has more than {SOURCE_MOST:,} characters; download it")
    marks = [(start, end) for _, start, end in _places(document, asked)]
    page = sandboxed(source, marks, styled=request.query_params.get("styles") != "off")
    headers = {"Content-Security-Policy": POLICY, "X-DNS-Prefetch-Control": "off"}
    return HTMLResponse(page.encode("utf-8", "replace"), headers=headers)


def send_picture(site: Site, request: Request) -> Response:
    """Send `/documents/ID/original/picture?page=N`: a page drawn, the words of `statement` boxed; `size=large` for reading."""
    document, asked = _loaded(site, request)
    pages = pages_of(document)
    if not pages:
        raise NotFound(f"{document.id!r}: has no pages that could be drawn")
    number = whole_number(request.query_params.get("page"), "page", PAGES_MOST, pages[0])
    large = request.query_params.get("size") == "large"
    _bytes_there(site, document)
    task = page_picture.Task(
        path=str(site.record.evidence.path(document.artefact)),
        page=number,
        places=tuple(one for one in _places(document, asked) if _page_of(one[0]) == number),
        pixels=page_picture.LARGE_PIXELS if large else page_picture.PIXELS,
    )
    drawn = run_isolated(page_picture.__name__, msgspec.json.encode(task))
    return Response(drawn, media_type="image/png")


def is_page(document: Document) -> bool:
    """Say whether a document is a page of its own, whose source can be shown as one."""
    return document.media_type == "text/html" and document.part == "" and document.reader.startswith("html")


def pages_of(document: Document) -> tuple[int, ...]:
    """List the numbers of the pages that a document's words stand on, from 1; none where it has no pages."""
    return tuple(sorted({number for one in document.segments if (number := _page_of(one.part))}))


def _page_of(part: str) -> int:
    number = part.partition(";")[0].removeprefix("page=")
    return int(number) if part.startswith("page=") and number.isdecimal() else 0


def _asked(found: DocumentPage, request: Request) -> Statement | None:
    wanted = request.query_params.get("statement", "")
    if not wanted:
        return None
    for one in found.statements:
        if one.id == wanted:
            return one
    raise NotFound(f"{wanted[:40]!r}: no such statement in this document; open its text and choose one")


def _loaded(site: Site, request: Request) -> tuple[Document, Statement | None]:
    document_id = DocumentId(request.path_params["id"])
    with View.open(site.record) as view:
        document = view.document(document_id)
        if document is None:
            raise NotFound(f"{document_id!r}: no such document in the record")
        wanted = request.query_params.get("statement", "")
        asked = view.statement(StatementId(wanted)) if wanted else None
    if wanted and (asked is None or asked.document != document_id):
        raise NotFound(f"{wanted[:40]!r}: no such statement in this document")
    return document, asked


def _bytes_there(site: Site, document: Document) -> None:
    if not site.record.evidence.path(document.artefact).is_file():
        raise NotFound(f"{document.artefact[:12]}…: its bytes are gone; run: onrecord verify RECORD")


def _bytes(site: Site, document: Document) -> bytes:
    _bytes_there(site, document)
    return site.record.evidence.path(document.artefact).read_bytes()


def _places(document: Document, asked: Statement | None) -> list[tuple[str, int, int]]:
    """List where the words of a statement stand in the artefact."""
    if asked is None:
        return []
    spans = (*asked.source, *asked.cue, *asked.content)
    return [one for span in spans for one in source_ranges(document, span.start, span.end)][:PLACES_MOST]


def _shown(site: Site, request: Request, document: Document, asked: Statement | None) -> Shown:
    start = asked.start if asked else 0
    low = start // PART_LENGTH * PART_LENGTH
    shown = Shown(kind="none", low=low, high=low + PART_LENGTH)
    query = {"statement": asked.id if asked else "", "styles": request.query_params.get("styles", "")}
    if is_page(document):
        frame = address("documents", document.id, "original", "page", **query)
        return replace(shown, kind="page", frame=frame + (f"#{PLACE}" if asked else ""))
    if pages := pages_of(document):
        first = next((page for part, _, _ in _places(document, asked) if (page := _page_of(part))), pages[0])
        number = whole_number(request.query_params.get("page"), "page", PAGES_MOST, first)
        low, high = _stretch(document, number)
        query_of_page = urlencode({"page": number, **({"statement": asked.id} if asked else {})})
        frame = f"{address('documents', document.id, 'original', 'picture')}?{query_of_page}"
        return Shown(kind="picture", low=low, high=high, frame=frame, page=number, pages=pages)
    piece = _piece(site, document, asked)
    fits = piece is not None and asked is not None and _verbatim(document, asked, piece.words)
    return replace(shown, kind="source" if piece else "none", piece=piece, fits=fits)


def _stretch(document: Document, number: int) -> tuple[int, int]:
    """Find the stretch of the text that stands on a page; an empty one where nothing does."""
    on_page = [one for one in document.segments if _page_of(one.part) == number]
    return min((one.start for one in on_page), default=0), max((one.end for one in on_page), default=0)


def _piece(site: Site, document: Document, asked: Statement | None) -> source_piece.Piece | None:
    """Cut the words out of the decoded source; where they stand in several pieces, the longest run."""
    ranges = list(source_ranges(document, asked.start, asked.end)) if asked else _beginning(document)
    reader = document.reader.partition("/")[0]
    if not ranges or reader not in source_piece.READERS:
        return None
    _bytes_there(site, document)
    part, start, end = max(ranges, key=lambda one: one[2] - one[1])
    task = source_piece.Task(
        path=str(site.record.evidence.path(document.artefact)),
        reader=reader,
        document_part=document.part,
        part=part,
        start=start,
        end=end,
    )
    answered = run_isolated(source_piece.__name__, msgspec.json.encode(task))
    return msgspec.json.decode(answered, type=source_piece.Piece | None)


def _beginning(document: Document) -> Sequence[tuple[str, int, int]]:
    body = next((one for one in document.lines if one.label == "body" and one.start < one.end), None)
    return list(source_ranges(document, body.start, body.end)) if body else []


def _verbatim(document: Document, asked: Statement, words: str) -> bool:
    """Say whether the words of the source are those of the text, white space folded."""
    return " ".join(words.split()) in " ".join(document.text[asked.start : asked.end].split())
