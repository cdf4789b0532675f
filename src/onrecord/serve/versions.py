"""The versions of a document: what else was seen at its address, and two of them side by side."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from starlette.requests import Request
from starlette.responses import Response

from onrecord.connect.lineage.revisions import Compared, Page, compare
from onrecord.connect.lineage.versions import Version
from onrecord.errors import NotFound
from onrecord.model.evidence import Document
from onrecord.model.ids import DocumentId
from onrecord.serve.site import Site
from onrecord.serve.word_differences import Row, paragraphs_of, side_by_side
from onrecord.store import View
from onrecord.store.stretches import seen_with

COMPARED_MOST = 400_000
"""Code points of both texts together that are put side by side: more is no page of the web."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two versions held against each other.

    Attributes:
        compared: Why they were not compared, or what changed.
        rows: The two side by side; none where they are too long, or are one text.
    """

    before: Version
    after: Version
    compared: Compared
    rows: tuple[Row, ...]
    too_long: bool = False

    @property
    def about(self) -> str:
        """Say which of the two cannot be compared: `earlier`, `later`, or empty where both can."""
        if self.compared.of is None:
            return ""
        return "earlier" if self.compared.of == self.before.document else "later"


def show_versions(site: Site, request: Request) -> Response:
    """Show `/documents/ID/versions?before=ID&after=ID`: when each version was seen, and two of them side by side."""
    document_id = DocumentId(request.path_params["id"])
    with View.open(site.record) as view:
        document = view.document(document_id)
        if document is None:
            raise NotFound(f"{document_id!r}: no such document in the record")
        held = versions_of(view, document_id)
        chosen = _chosen(held, document_id, request)
        pair = _pair(view, *chosen) if chosen else None
        heads = view.heads([one.document for one in held])
    values = {
        "document": document,
        "versions": held,
        "heads": heads,
        "pair": pair,
        "screen": "versions",
        "active": "",
    }
    return site.page("versions.html", values)


def versions_of(view: View, document: DocumentId) -> list[Version]:
    """List the documents seen where one was, each once, by the day it was first seen."""
    found: dict[DocumentId, Version] = {}
    for address, one, seen in seen_with(view, document):
        known = found.get(one)
        found[one] = (
            replace(known, last_seen=seen)
            if known
            else Version(address=address, document=one, first_seen=seen, last_seen=seen)
        )
    return list(found.values())


def _chosen(held: Sequence[Version], document: DocumentId, request: Request) -> tuple[Version, Version] | None:
    """Take the two versions asked for, else the document and the version before it, or the one after the first."""
    places = {one.document: place for place, one in enumerate(held)}
    wanted = [request.query_params.get(name, "") for name in ("before", "after")]
    if any(wanted):
        missing = [one for one in wanted if DocumentId(one) not in places]
        if missing:
            raise NotFound(f"{missing[0][:40]!r}: no version of this document; choose two of the list")
        first, second = sorted(places[DocumentId(one)] for one in wanted)
    elif len(held) < 2:
        return None
    else:
        second = max(1, places.get(document, 1))
        first = second - 1
    return (held[first], held[second]) if first != second else None


def _pair(view: View, before: Version, after: Version) -> Pair:
    pages = [_page(view, one) for one in (before, after)]
    texts = [page.document for page in pages]
    if sum(len(one.text) for one in texts) > COMPARED_MOST:
        return Pair(before=before, after=after, compared=Compared(), rows=(), too_long=True)
    compared = compare(pages[0], pages[1])
    rows = tuple(side_by_side(paragraphs_of(texts[0]), paragraphs_of(texts[1])))
    return Pair(before=before, after=after, compared=compared, rows=rows)


def _page(view: View, version: Version) -> Page:
    document: Document | None = view.document(version.document)
    if document is None:
        raise NotFound(f"{version.document!r}: this version is no longer in the record")
    return Page(version=version, document=document, statements=tuple(view.statements(version.document)))
