"""Every error in one shape: a calm page, or `{"error": {"code", "message"}}` under /api/; never a traceback."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Final

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from onrecord.errors import (
    Ambiguous,
    NotFound,
    RecordBusy,
    RecordDamaged,
    RecordMissing,
    RecordTooNew,
    UserError,
)
from onrecord.serve.cursors import BadCursor
from onrecord.serve.guard import HEADERS
from onrecord.serve.site import Site

STATUS: tuple[tuple[type[Exception], HTTPStatus, str], ...] = (
    (NotFound, HTTPStatus.NOT_FOUND, "not_found"),
    (Ambiguous, HTTPStatus.CONFLICT, "ambiguous"),
    (RecordMissing, HTTPStatus.SERVICE_UNAVAILABLE, "record_missing"),
    (RecordDamaged, HTTPStatus.SERVICE_UNAVAILABLE, "record_damaged"),
    (RecordTooNew, HTTPStatus.SERVICE_UNAVAILABLE, "record_too_new"),
    (RecordBusy, HTTPStatus.CONFLICT, "record_busy"),
    (BadCursor, HTTPStatus.BAD_REQUEST, "bad_cursor"),
    (UserError, HTTPStatus.BAD_REQUEST, "bad_request"),
)
"""The first row that fits an error says its status and code."""

CODES: Mapping[str, tuple[int, str]] = {
    "bad_request": (400, "a parameter or the body is not what is taken"),
    "bad_cursor": (400, "the cursor is none of this list with these filters"),
    "unauthorized": (401, "the record is served beyond its machine and asks for a token"),
    "forbidden": (403, "a page of another site could have made the request"),
    "not_found": (404, "there is no such address, or nothing in the record with that id or name"),
    "method_not_allowed": (405, "the address takes other methods: `Allow` names them"),
    "not_acceptable": (406, "JSON is not accepted, and nothing else is given"),
    "ambiguous": (409, "a name stands for several parties; the message names them"),
    "record_busy": (409, "another process writes to the record: try again"),
    "content_too_large": (413, "the body is larger than what is taken"),
    "unsupported_media_type": (415, "the body is not JSON"),
    "misdirected_request": (421, "the `Host` header names another address than those served"),
    "too_many_requests": (429, "too many wrong tokens came from the address; `Retry-After` says how long to wait"),
    "internal": (500, "a bug"),
    "record_missing": (503, "the record is no longer there"),
    "record_damaged": (503, "the record cannot be read"),
    "record_too_new": (503, "the record was made by a later version"),
}
"""What `code` says in an error of the API: its status, and when it comes."""

HEADINGS = {
    HTTPStatus.BAD_REQUEST: "That question cannot be answered as it stands",
    HTTPStatus.TOO_MANY_REQUESTS: "Too many wrong tokens",
    HTTPStatus.FORBIDDEN: "That is not taken from another site",
    HTTPStatus.NOT_FOUND: "Not in this record",
    HTTPStatus.METHOD_NOT_ALLOWED: "Pages here can only be read",
    HTTPStatus.CONFLICT: "That could mean several things",
    HTTPStatus.SERVICE_UNAVAILABLE: "The record cannot be read",
}

BUSY = "Another process writes to the record just now"


def failure(site: Site, request: Request, error: Exception) -> Response:
    """Answer a request that met an error."""
    status, code, message = _describe(site, request, error)
    headers = dict(HEADERS)  # an answer to a bug leaves outside the guard
    headers |= (error.headers or {}) if isinstance(error, HTTPException) else {}
    if request.url.path.startswith("/api"):
        body = msgspec.json.encode({"error": {"code": code, "message": message}})
        return Response(body, status, headers, "application/json")
    heading = BUSY if code == "record_busy" else HEADINGS.get(HTTPStatus(status), "Something went wrong here")
    page = site.page("error.html", {"heading": heading, "message": message, "active": ""}, status)
    page.headers.update(headers)
    return page


_RENAMED: Final = {HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "content_too_large"}
"""As RFC 9110 calls it, whatever this Python does."""


def _describe(site: Site, request: Request, error: Exception) -> tuple[int, str, str]:
    if isinstance(error, HTTPException):
        status = HTTPStatus(error.status_code)
        if status == HTTPStatus.NOT_FOUND:
            begin = (
                "address; see /api/openapi.json"
                if request.url.path.startswith("/api")
                else "page; begin at the overview"
            )
            return status, "not_found", f"{request.url.path[:200]}: there is no such {begin}"
        return status, _RENAMED.get(status, status.name.lower()), error.detail
    if not site.record.database.is_file():
        message = f"{site.record.folder}: the record is no longer there; put it back, or stop onrecord"
        return HTTPStatus.SERVICE_UNAVAILABLE, "record_missing", message
    for kind, found, code in STATUS:
        if isinstance(error, kind):
            return found, code, str(error)
    return (
        HTTPStatus.INTERNAL_SERVER_ERROR,
        "internal",
        "a bug in onrecord, not something you did; the terminal where onrecord runs says more, please report it",
    )
