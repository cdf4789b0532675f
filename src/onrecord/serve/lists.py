"""Plain lists to browse by: documents, parties, awards."""

from starlette.requests import Request
from starlette.responses import Response

from onrecord.answer.parties import told_apart
from onrecord.answer.rows import award_rows
from onrecord.serve.asking import page_number
from onrecord.serve.paging import ROWS_A_PAGE, page_from
from onrecord.serve.site import Site
from onrecord.store import View
from onrecord.store.listing import count_of, latest_awards, latest_documents
from onrecord.store.tallies import Tally, bearers, most

AWARDS_A_PAGE = 50
"""Fewer than of documents: each has several lines."""


def list_documents(site: Site, request: Request) -> Response:
    """List documents, the latest first, undated last."""
    with View.open(site.record) as view:

        def rows(limit: int, first: int) -> list[object]:
            chosen = latest_documents(view, limit, first)
            heads = view.heads(chosen)
            return [heads[one] for one in chosen]

        shown = page_from(rows, count_of(view, "documents"), page_number(request), ROWS_A_PAGE)
    return site.page("documents.html", {"documents": shown, "active": "documents"})


def list_parties(site: Site, request: Request) -> Response:
    """List parties by how often they are named, people of one name with what tells them apart."""
    with View.open(site.record) as view:

        def rows(limit: int, first: int) -> list[Tally]:
            return most(view, "mentions", limit, first)

        shown = page_from(rows, count_of(view, "parties"), page_number(request), ROWS_A_PAGE)
        named = bearers(view, [one.name for one in shown.rows])
        shared = [party for one in shown.rows if named[one.name] > 1 and (party := view.party(one.id))]
        apart = {party.id: told_apart(view, party) for party in shared}
    return site.page("parties.html", {"parties": shown, "apart": apart, "active": "parties"})


def list_awards(site: Site, request: Request) -> Response:
    """List awards, the latest first, undated last."""
    with View.open(site.record) as view:

        def rows(limit: int, first: int) -> list[object]:
            return list(award_rows(view, latest_awards(view, limit, first)))

        shown = page_from(rows, count_of(view, "awards"), page_number(request), AWARDS_A_PAGE)
    return site.page("awards.html", {"awards": shown, "active": "awards"})
