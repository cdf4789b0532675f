"""The JSON API: the rows of the pages as they are. Sums of money are strings, offsets count code points.

Hits in an excerpt of /api/search stand between U+0002 and U+0003.
"""

from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from onrecord.answer.page import award_page, document_page, party_page, statement_page
from onrecord.answer.parties import find_party
from onrecord.answer.search import KINDS, find
from onrecord.answer.timeline import said_and_done
from onrecord.errors import UserError
from onrecord.model.ids import AwardId, DocumentId, PartyId, StatementId
from onrecord.serve.asking import asked
from onrecord.serve.paging import whole_number
from onrecord.serve.searching import FOUND_LISTED, FOUND_MOST
from onrecord.serve.site import Site
from onrecord.store import View


def _json(value: Any) -> Response:
    return Response(msgspec.json.encode(value), media_type="application/json")


def _required(request: Request, name: str) -> str:
    value = asked(request, name)
    if not value:
        raise UserError(f"{name}: is missing; add ?{name}=...")
    return value


def answer_search(site: Site, request: Request) -> Response:
    """Answer `/api/search?q=WORDS&kind=KIND&limit=N` with rows of `Found`."""
    query, kind = _required(request, "q"), asked(request, "kind")
    if kind and kind not in KINDS:
        raise UserError(f"kind={kind!r}: give one of {', '.join(KINDS)}, or none for all")
    limit = whole_number(request.query_params.get("limit"), "limit", FOUND_MOST, FOUND_LISTED)
    with View.open(site.record) as view:
        return _json({"query": query, "found": find(view, query, (kind,) if kind else KINDS, limit)})


def answer_said_and_done(site: Site, request: Request) -> Response:
    """Answer `/api/said-and-done?party=NAME&about=NAME` with a `SaidAndDone`."""
    with View.open(site.record) as view:
        party = find_party(view, _required(request, "party"))
        return _json(said_and_done(view, party, find_party(view, _required(request, "about"))))


def answer_timeline(site: Site, request: Request) -> Response:
    """Answer `/api/timeline?party=NAME[&about=NAME]` with a `SaidAndDone`."""
    about = asked(request, "about")
    with View.open(site.record) as view:
        party = find_party(view, _required(request, "party"))
        return _json(said_and_done(view, party, find_party(view, about) if about else None))


def answer_party(site: Site, request: Request) -> Response:
    """Answer `/api/parties/ID` with a `PartyPage`."""
    with View.open(site.record) as view:
        return _json(party_page(view, PartyId(request.path_params["id"])))


def answer_document(site: Site, request: Request) -> Response:
    """Answer `/api/documents/ID` with a `DocumentPage`."""
    with View.open(site.record) as view:
        return _json(document_page(view, DocumentId(request.path_params["id"])))


def answer_statement(site: Site, request: Request) -> Response:
    """Answer `/api/statements/ID` with a `StatementPage`."""
    with View.open(site.record) as view:
        return _json(statement_page(view, StatementId(request.path_params["id"])))


def answer_award(site: Site, request: Request) -> Response:
    """Answer `/api/awards/ID` with an `AwardPage`."""
    with View.open(site.record) as view:
        return _json(award_page(view, AwardId(request.path_params["id"])))


def answer_problems(site: Site, request: Request) -> Response:  # noqa: ARG001  # every answer takes the request
    """Answer `/api/problems` with rows of `Problem`."""
    with View.open(site.record) as view:
        return _json({"problems": view.problems()})
