"""How an address of the API is answered: what is given is checked, what is known already is not made again, all is JSON."""

import re
from urllib.parse import urlencode

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from onrecord.serve.api.endpoints import Endpoint, Taking
from onrecord.serve.api.parameters import given_by
from onrecord.serve.etags import is_known, tag_of
from onrecord.serve.site import Site
from onrecord.store import View

JSON = "application/json"
REFUSED = re.compile(r";\s*q=0(\.0*)?\s*$", re.IGNORECASE)


def answer_request(endpoint: Endpoint, site: Site, request: Request) -> Response:
    """Answer a request that reads."""
    refuse_other_types(request)
    given = given_by(request, endpoint.parameters)
    tag = tag_of(site.record, request, site.masked)
    if is_known(request, tag):
        return Response(status_code=304, headers={"ETag": tag})
    with View.open(site.record) as view:
        answer = endpoint.answer(view, given)
    headers = {"ETag": tag}
    if endpoint.is_list and answer["next"]:
        headers["Link"] = f'<{_next(request, answer["next"])}>; rel="next"'
    return json_response(request, answer, headers)


async def take_request(taking: Taking, site: Site, request: Request) -> Response:
    """Answer a request that gives something."""
    refuse_other_types(request)
    given_by(request, ())
    return await taking.taker(site, request)


def json_response(request: Request, answer: object, headers: dict[str, str]) -> Response:
    """Write an answer as JSON; to HEAD its headers alone."""
    body = msgspec.json.encode(answer)
    if request.method == "HEAD":
        return Response(headers=headers | {"Content-Length": str(len(body))}, media_type=JSON)
    return Response(body, headers=headers, media_type=JSON)


def refuse_other_types(request: Request) -> None:
    """Let a request pass only if it takes JSON.

    Raises:
        HTTPException: 406.
    """
    accepted = [one for one in ",".join(request.headers.getlist("accept")).split(",") if one.strip()]
    ranges = {one.partition(";")[0].strip().lower(): REFUSED.search(one) is None for one in accepted}
    # The narrowest range that fits decides (RFC 9110, 12.5.1).
    fitting = next((ranges[one] for one in (JSON, "application/*", "*/*") if one in ranges), not ranges)
    if not fitting:
        raise HTTPException(406, f"the API answers with {JSON} only; accept that, or anything")


def _next(request: Request, cursor: str) -> str:
    kept = [(name, value) for name, value in request.query_params.multi_items() if name != "cursor"]
    return f"{request.url.path}?{urlencode([*kept, ('cursor', cursor)])}"
