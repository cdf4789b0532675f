"""The search page."""

from starlette.requests import Request
from starlette.responses import Response

from onrecord.answer.search import KINDS, find
from onrecord.errors import UserError
from onrecord.serve.asking import asked, searched_in
from onrecord.serve.paging import whole_number
from onrecord.serve.site import Site
from onrecord.store import View

GROUPS = ("party", "statement", "award", "document")  # in the order results are shown
FOUND_LISTED = 20
FOUND_MOST = 500


def show_search(site: Site, request: Request) -> Response:
    """Show what is found for a query, of one kind or of all."""
    query, kind = asked(request, "q"), asked(request, "kind")
    if kind and kind not in KINDS:
        raise UserError(f"kind={kind!r}: give one of {', '.join(KINDS)}, or none for all")
    limit = whole_number(request.query_params.get("limit"), "limit", FOUND_MOST, FOUND_LISTED)
    with View.open(site.record) as view:
        found = find(view, query, (kind,) if kind else KINDS, limit) if query else []
        note = searched_in(view)
    groups = [(name, [one for one in found if one.kind == name]) for name in GROUPS]
    values = {
        "query": query,
        "kind": kind,
        "groups": [(name, rows, len(rows) >= limit) for name, rows in groups if rows],
        "limit": limit,
        "most": FOUND_MOST,
        "kinds": KINDS,
        "active": "search",
    } | note
    return site.page("search.html", values)
