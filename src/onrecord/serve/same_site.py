"""Requests that change something come from pages of this app, or from programs that no page of another site can drive."""

from urllib.parse import parse_qs

from starlette.exceptions import HTTPException
from starlette.requests import Request

from onrecord.errors import UserError

JSON_TYPE, FORM_TYPE = "application/json", "application/x-www-form-urlencoded"
BODY_LIMIT = 64_000
"""Bytes: a judgement with its reason and every word of a long statement marked has a few thousand."""

FIELDS_MOST = 20


def refuse_other_sites(request: Request) -> None:
    """Let a request pass only if no page of another site can have made it.

    Browsers say where a request comes from in `Sec-Fetch-Site`; older ones in `Origin`. One with neither comes from no
    browser, or it is not JSON: a page of another site can send a form without asking, but never JSON.

    Raises:
        HTTPException: 403.
    """
    fetched, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    if fetched is not None:
        allowed = fetched in {"same-origin", "none"}
    elif origin is not None:  # `null` too is some other site
        allowed = origin == f"{request.url.scheme}://{request.headers.get('host', '')}"
    else:
        allowed = media_type(request) == JSON_TYPE
    if not allowed:
        raise HTTPException(403, "this request comes from another site; decide on the pages of onrecord itself")


def media_type(request: Request) -> str:
    """Name the kind of a request's body, without its parameters."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


async def body_of(request: Request, kind: str) -> bytes:
    """Take a request's body.

    Raises:
        HTTPException: 415 for a body of another kind, 413 for one that is too long.
    """
    if media_type(request) != kind:
        raise HTTPException(415, f"send the decision as {kind}")
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > BODY_LIMIT:
            raise HTTPException(413, f"more than {BODY_LIMIT:,} bytes; a decision is shorter")
    return body


async def form_fields(request: Request) -> dict[str, str]:
    """Take the fields of a form that a page of this app has sent; of one name the last.

    Raises:
        HTTPException: The form comes from another site, is too long, or is of another kind.
        UserError: It cannot be read.
    """
    refuse_other_sites(request)
    body = await body_of(request, FORM_TYPE)
    try:
        given = parse_qs(body.decode(), max_num_fields=FIELDS_MOST, keep_blank_values=True, strict_parsing=bool(body))
    except (UnicodeDecodeError, ValueError) as error:
        raise UserError("the form cannot be read; open the page again and decide there") from error
    return {name: values[-1] for name, values in given.items()}
