"""What stands around every answer: the check of the Host header, and the headers that bind the browser."""

import re

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; "
        "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",  # a record may name private people: nothing of it stays in the browser's cache
}

HOST = re.compile(r"(?P<name>\[[0-9a-f:.]+\]|[^:\[\]/@]+)(?::\d{1,5})?", re.IGNORECASE)
"""A Host header: a name or an address, IPv6 in brackets, with or without a port (RFC 9110, 7.2)."""


def host_name(header: str) -> str | None:
    """Take the name out of a Host header, lower case and without brackets; None when it is not one."""
    match = HOST.fullmatch(header.strip())
    return match["name"].strip("[]").lower() if match else None


class Guard:
    """Answers only requests addressed to this machine, and puts the headers on every answer.

    A page elsewhere can point a name of its own at 127.0.0.1 and then read what is served there ("DNS rebinding");
    its requests carry that name in the Host header, so they are refused here.
    """

    def __init__(self, app: ASGIApp, allowed_hosts: tuple[str, ...]) -> None:
        self.app = app
        self.allowed = frozenset(name.lower() for name in allowed_hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        if host_name(Headers(scope=scope).get("host", "")) not in self.allowed:
            refusal = _refusal(scope)
            await refusal(scope, receive, send_with_headers)
            return
        await self.app(scope, receive, send_with_headers)


def _refusal(scope: Scope) -> Response:
    message = "this address is not served here; open the address that onrecord printed when it started"
    if scope["path"].startswith("/api"):
        return JSONResponse({"error": {"code": "misdirected_request", "message": message}}, 421)
    return PlainTextResponse(f"{message.capitalize()}.\n", 421)
