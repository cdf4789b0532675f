"""Who is let in where a record is served beyond this machine: by a token, as a program or through the form of a page."""

import secrets
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from onrecord.errors import UserError
from onrecord.model.access import Role, Token, token_hash
from onrecord.serve.failures import failure
from onrecord.serve.same_site import form_fields, refuse_other_sites
from onrecord.serve.site import Site
from onrecord.store import Record, View
from onrecord.store.tokens import token_of

COOKIE = "onrecord_session"
USER = "onrecord.user"
"""Key of a request's scope: the name of whoever signed in."""
SESSION_SECONDS = 12 * 3600
SESSIONS_MOST = 10_000
WRONG_MOST, WRONG_SECONDS = 5, 15 * 60
"""Wrong tokens from one address before it has to wait, and how long they count."""
ADDRESSES_MOST = 10_000
"""Addresses whose wrong tokens are remembered; of more the oldest is forgotten, so that memory is bounded."""


def signed_in(request: Request) -> str:
    """Name whoever signed in; empty where nobody has to."""
    return str(request.scope.get(USER, ""))


@dataclass(frozen=True, slots=True)
class Throttle:
    """Wrong tokens by address.

    Attributes:
        now: A clock that never goes back, seconds.
    """

    now: Callable[[], float] = time.monotonic
    wrong: OrderedDict[str, tuple[float, ...]] = field(default_factory=OrderedDict)

    def seconds_to_wait(self, address: str) -> int:
        """Say how long an address has to wait; 0 where it has not."""
        now = self.now()
        recent = tuple(one for one in self.wrong.get(address, ()) if now - one < WRONG_SECONDS)
        return 0 if len(recent) < WRONG_MOST else max(1, round(WRONG_SECONDS - (now - recent[-WRONG_MOST])))

    def note(self, address: str) -> None:
        """Note a wrong token."""
        self.wrong[address] = (*self.wrong.pop(address, ()), self.now())[-WRONG_MOST:]
        while len(self.wrong) > ADDRESSES_MOST:
            self.wrong.popitem(last=False)


@dataclass(frozen=True, slots=True)
class Sessions:
    """Whom the cookies of pages belong to, in memory: they end with the server."""

    now: Callable[[], float] = time.monotonic
    held: OrderedDict[str, tuple[str, float]] = field(default_factory=OrderedDict)

    def begin(self, hashed: str) -> str:
        """Begin a session for the token with a hash, and give the cookie's value."""
        value = secrets.token_urlsafe(32)
        self.held[token_hash(value)] = (hashed, self.now() + SESSION_SECONDS)
        while len(self.held) > SESSIONS_MOST:
            self.held.popitem(last=False)
        return value

    def token(self, value: str) -> str:
        """Give the hash of the token a session was begun with; empty where there is none, or it is over."""
        hashed, until = self.held.get(token_hash(value), ("", 0.0))
        return hashed if self.now() < until else ""

    def end(self, value: str) -> None:
        """End a session."""
        self.held.pop(token_hash(value), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """Lets those in who have a token, each to the app of its role; a token taken back opens nothing from then on.

    Attributes:
        record: Which keeps the tokens.
        site: For the page with the form.
        apps: By role.
    """

    record: Record
    site: Site
    apps: Mapping[Role, ASGIApp]
    throttle: Throttle = field(default_factory=Throttle)
    sessions: Sessions = field(default_factory=Sessions)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or ask for a token."""
        if scope["type"] != "http":
            return
        request = Request(scope, receive)
        try:
            app = await self._lead(request)
        except (HTTPException, UserError) as error:
            app = failure(self.site, request, error)
        await app(scope, receive, send)

    async def _lead(self, request: Request) -> ASGIApp:
        path = request.url.path
        if path.startswith("/static/"):  # nothing of a record, and the form needs it
            return self.apps["reader"]
        if path == "/sign-in":
            return await self._sign_in(request)
        if path == "/sign-out" and request.method == "POST":
            return self._sign_out(request)
        token = await run_in_threadpool(self._token, request)
        if token:
            request.scope[USER] = token.name
            return self.apps[token.role]
        if path.startswith("/api"):
            raise HTTPException(401, "give a token: `Authorization: Bearer TOKEN`", {"WWW-Authenticate": "Bearer"})
        return RedirectResponse("/sign-in", 303)

    def _token(self, request: Request) -> Token | None:
        kind, _, given = request.headers.get("authorization", "").partition(" ")
        if kind.lower() == "bearer":
            return self._known(request, given.strip())
        hashed = self.sessions.token(request.cookies.get(COOKIE, ""))
        return self._standing(hashed) if hashed else None

    def _known(self, request: Request, given: str) -> Token | None:
        """Find a token as given; a wrong one is counted against its address.

        Raises:
            HTTPException: 429.
        """
        address = request.client.host if request.client else ""
        wait = self.throttle.seconds_to_wait(address)
        if wait:
            raise HTTPException(429, f"too many wrong tokens; try again in {wait} seconds", {"Retry-After": str(wait)})
        found = self._standing(token_hash(given))
        if found is None:
            self.throttle.note(address)
        return found

    def _standing(self, hashed: str) -> Token | None:
        with View.open(self.record) as view:
            return token_of(view, hashed)

    async def _sign_in(self, request: Request) -> Response:
        if request.method in {"GET", "HEAD"}:
            return self._form("")
        if request.method != "POST":
            raise HTTPException(405, "sign in with POST", {"Allow": "GET, HEAD, POST"})
        fields = await form_fields(request)
        found = await run_in_threadpool(self._known, request, fields.get("token", "").strip())
        if found is None:
            return self._form(
                "This token opens nothing here: it is another record's, was taken back, or is not whole.", 401
            )
        answer = RedirectResponse("/", 303)
        answer.set_cookie(
            COOKIE,
            self.sessions.begin(found.hash),
            max_age=SESSION_SECONDS,
            secure=request.url.scheme == "https",
            httponly=True,
            samesite="strict",
        )
        return answer

    def _sign_out(self, request: Request) -> Response:
        refuse_other_sites(request)
        self.sessions.end(request.cookies.get(COOKIE, ""))
        answer = RedirectResponse("/sign-in", 303)
        answer.delete_cookie(COOKIE, httponly=True, samesite="strict")
        return answer

    def _form(self, message: str, status: int = 200) -> Response:
        return self.site.page("sign_in.html", {"message": message, "active": ""}, status)
