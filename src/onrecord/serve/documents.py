"""The pages of a document, its statements, and the file it was read from."""

from pathlib import PurePath

from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response

from onrecord.answer.document_details import Details, document_details
from onrecord.answer.page import DocumentPage, document_page
from onrecord.answer.show_meetings import POSITIONS
from onrecord.errors import NotFound
from onrecord.model.ids import ArtefactId, DocumentId, StatementId
from onrecord.serve import document_notes, text
from onrecord.serve.document_notes import notes_of
from onrecord.serve.formatting import document_address
from onrecord.serve.paging import whole_number
from onrecord.serve.site import Site
from onrecord.serve.text import blocks, part_of, parts
from onrecord.store import View

DIGITS = frozenset("0123456789abcdef")


def show_document(site: Site, request: Request) -> Response:
    """Show the text of a document with what was read out of it, a part at a time when it is very long."""
    with View.open(site.record) as view:
        found = document_page(view, DocumentId(request.path_params["id"]))
        count = parts(found.document)
        part = whole_number(request.query_params.get("part"), "part", count, 1)
        shown = [one for one in found.statements if part_of(one.start) == part]
        within = (found.document.id, (part - 1) * text.PART_LENGTH, part * text.PART_LENGTH)
        details = document_details(view, found.document, shown, within)
    references = [one for one in found.references if part_of(one.start) == part]
    values = {
        **values_of(found, details),
        "rows": [row for row in found.rows if part_of(row.start) == part],
        "blocks": blocks(found.document, found.statements, part, notes_of(details, references)),
        "references": references,
        "part": part,
        "parts": count,
        "screen": "text",
    }
    return site.page("document.html", values)


def values_of(found: DocumentPage, details: Details) -> dict[str, object]:
    """Gather what every page about a document is made with."""
    return {
        "found": found,
        "document": found.document,
        "details": details,
        "numbers": {row.id: number for number, row in enumerate(found.rows, 1)},
        "words": document_notes,
        "POSITIONS": POSITIONS,
        "active": "",
    }


def show_statement(site: Site, request: Request) -> Response:
    """Lead to a statement at its words."""
    statement_id = StatementId(request.path_params["id"])
    with View.open(site.record) as view:
        statement = view.statement(statement_id)
        if statement is None:
            raise NotFound(f"{statement_id!r}: no such statement in the record; search for its words")
    return RedirectResponse(document_address(statement.document, statement.id, statement.start), 303)


def send_artefact(site: Site, request: Request) -> Response:
    """Hand out the bytes of an artefact as a download; a browser is told not to render them."""
    artefact = ArtefactId(request.path_params["id"])
    if len(artefact) != 64 or not DIGITS.issuperset(artefact):
        raise NotFound("no such artefact: an id is 64 hexadecimal digits")
    with View.open(site.record) as view:
        origin = next(view.origins(artefact), None)
    if origin is None:
        raise NotFound(f"{artefact[:12]}…: no such artefact in the record")
    path = site.record.evidence.path(artefact)
    if not path.is_file():
        raise NotFound(f"{artefact[:12]}…: its bytes are gone from {path}; run: onrecord verify RECORD")
    return FileResponse(path, media_type="application/octet-stream", filename=PurePath(origin.path).name or artefact)
