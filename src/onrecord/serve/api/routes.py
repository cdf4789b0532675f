"""The addresses of the API, as `serve.routes` puts them beside those of the pages."""

from collections.abc import Awaitable, Callable
from functools import cache, partial

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from onrecord.serve.api.answering import answer_request, json_response, refuse_other_types, take_request
from onrecord.serve.api.endpoints import ENDPOINTS, TAKINGS
from onrecord.serve.api.parameters import given_by
from onrecord.serve.openapi import document
from onrecord.serve.site import Site

Handler = Callable[[Site, Request], Response]
Taker = Callable[[Site, Request], Awaitable[Response]]


def send_document(site: Site, request: Request) -> Response:
    """Answer with the OpenAPI document of what is served here."""
    refuse_other_types(request)
    given_by(request, ())
    return json_response(request, _document(owner=not site.masked, applies=site.apply is not None), {})


@cache
def _document(*, owner: bool, applies: bool) -> msgspec.Raw:
    read = [one for one in ENDPOINTS if owner or not one.owners]
    taken = [one for one in TAKINGS if owner and (applies or not one.applies)]
    return msgspec.Raw(msgspec.json.encode(document(read, taken)))


API_ROUTES: tuple[tuple[str, Handler], ...] = (
    ("/api/openapi.json", send_document),
    *((one.path, partial(answer_request, one)) for one in ENDPOINTS),
)
API_POSTS: tuple[tuple[str, Taker], ...] = tuple(
    (one.path, partial(take_request, one)) for one in TAKINGS if not one.applies
)
API_APPLYING: tuple[tuple[str, Taker], ...] = tuple(
    (one.path, partial(take_request, one)) for one in TAKINGS if one.applies
)
API_OWNERS = frozenset(one.path for one in ENDPOINTS if one.owners)
