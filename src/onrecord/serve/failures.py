"""Every error in one shape: a calm page, or `{"error": {"code", "message"}}` under /api/; never a traceback."""

from http import HTTPStatus

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
from onrecord.serve.guard import HEADERS
from onrecord.serve.site import Site

STATUS: tuple[tuple[type[Exception], HTTPStatus, str], ...] = (
    (NotFound, HTTPStatus.NOT_FOUND, "not_found"),
    (Ambiguous, HTTPStatus.CONFLICT, "ambiguous"),
    (RecordMissing, HTTPStatus.SERVICE_UNAVAILABLE, "record_missing"),
    (RecordDamaged, HTTPStatus.SERVICE_UNAVAILABLE, "record_damaged"),
    (RecordTooNew, HTTPStatus.SERVICE_UNAVAILABLE, "record_too_new"),
    (RecordBusy, HTTPStatus.CONFLICT, "record_busy"),
    (UserError, HTTPStatus.BAD_REQUEST, "bad_request"),
)
"""The first row that fits an error says its status and code."""

HEADINGS = {
    HTTPStatus.BAD_REQUEST: "That question cannot be answered as it stands",
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
    if request.url.path.startswith("/api"):
        body = msgspec.json.encode({"error": {"code": code, "message": message}})
        return Response(body, status, headers, "application/json")
    heading = BUSY if code == "record_busy" else HEADINGS.get(HTTPStatus(status), "Something went wrong here")
    page = site.page("error.html", {"heading": heading, "message": message, "active": ""}, status)
    page.headers.update(headers)
    return page


def _describe(site: Site, request: Request, error: Exception) -> tuple[int, str, str]:
    if isinstance(error, HTTPException):
        status = HTTPStatus(error.status_code)
        if status == HTTPStatus.NOT_FOUND:
            return status, "not_found", f"{request.url.path[:200]}: there is no such page; begin at the overview"
        return status, status.name.lower(), error.detail
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
