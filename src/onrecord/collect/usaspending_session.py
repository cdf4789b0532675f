"""Asking the USAspending API: at most two calls a second, again after failures that pass, with a pause in between.

The API publishes no rate limit; under load it answers 5xx, and what it sends may be empty, cut off or another page. All
of these pass, and are asked again. What it refuses (4xx) is not: the reason it gives goes into the message.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Generic, TypeVar

import msgspec
import stamina

from onrecord.collect.addresses import numbers, parse_address
from onrecord.collect.usaspending_requests import API, Request
from onrecord.collect.web_exchange import Exchange, Headers, ask, trusted
from onrecord.collect.web_failure import FetchFailure, one_line
from onrecord.collect.web_limits import WebLimits
from onrecord.collect.web_session import Clock, pause_asked
from onrecord.config import MEGABYTE

Said = TypeVar("Said")
SECONDS_BETWEEN = 0.5
"""From the start of one call to the start of the next."""
TOO_MANY = 429
PASSING = frozenset({408, 425, TOO_MANY})
"""Refusals that may not be repeated (RFC 9110, RFC 8470, RFC 6585); 5xx are others."""
WAIT_INITIAL, WAIT_MAX, WAIT_JITTER = 1.0, 60.0, 2.0
"""Seconds: before the second try, each time twice as long, and a chance part that keeps clients from coming in step."""
JSON: Headers = (("Accept", "application/json"), ("Content-Type", "application/json"))
"""Without the second the API does not read a body, and answers with the first page of everything."""
PAUSE_LIMIT = 600.0
"""Seconds that a server may ask us to wait for; asked for more, the run ends."""
ONE_CALL = WebLimits(web_bytes_limit=50 * MEGABYTE)
"""5,000 actions with the longest descriptions (4,000 characters) have half as much."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpendingLimits:
    """Limits and choices of one run.

    Attributes:
        api: Where the API is.
        awards_limit: A search that finds more awards fetches nothing: it would take a night, and was hardly meant.
        fresh_for: An answer that is no older is not asked for again.
        attempts: How often one call is made before it counts as failed.
        window: Rows of a search that can be asked for by the number of their page.
        web: Bytes and seconds of one call, and whether the API may be on a private network.
    """

    api: str = API
    awards_limit: int = 10_000
    fresh_for: timedelta = timedelta(days=7)
    attempts: int = 7
    window: int = 50_000
    web: WebLimits = ONE_CALL


class Unanswered(Exception):
    """Raised when a call gave nothing usable, from every step of it.

    Attributes:
        status: Of the last answer, 0 without one.
        is_passing: It may be different next time.
        pause: Seconds the server asks to wait, with all calls.
    """

    def __init__(self, message: str, *, status: int = 0, is_passing: bool = True, pause: float | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.is_passing = is_passing
        self.pause = pause

    @property
    def is_put_off(self) -> bool:
        """Tell whether the server asks to wait for longer than a run does."""
        return self.pause is not None and self.pause > PAUSE_LIMIT

    def told(self, message: str) -> "Unanswered":
        """Say more of it."""
        return Unanswered(message, status=self.status, is_passing=self.is_passing, pause=self.pause)

    def of_several(self, number: int) -> "Unanswered":
        """Say that awards failed one after the other."""
        return Unanswered(f"{number} awards one after the other could not be fetched, the last: {self}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered(Generic[Said]):
    """An answer.

    Attributes:
        content: Its bytes.
        said: What the check made of them.
        asked_at: When it was asked for.
    """

    content: bytes
    said: Said
    asked_at: datetime


class SpendingSession:
    """What is kept between the calls of one run: when the next one may be made."""

    def __init__(self, limits: SpendingLimits | None = None, clock: Clock | None = None) -> None:
        self.limits = limits or SpendingLimits()
        self.clock = clock or Clock()
        self._tls = trusted()
        self._ready = 0.0

    def check_address(self) -> None:
        """See whether the API can be found at all, before anything is tried several times.

        Raises:
            Unanswered: Its address is none, unknown or private.
        """
        try:
            numbers(parse_address(self.limits.api), allow_private=self.limits.web.allow_private)
        except FetchFailure as failure:
            raise Unanswered(f"{self.limits.api}: {failure}", is_passing=False) from failure

    def ask(self, request: Request, check: Callable[[bytes], Said]) -> Answered[Said]:
        """Make a call, again if need be, until its answer passes the check.

        Raises:
            Unanswered: It failed for good, or each time.
        """
        caller = stamina.RetryingCaller(
            attempts=self.limits.attempts,
            timeout=None,
            wait_initial=WAIT_INITIAL,
            wait_max=WAIT_MAX,
            wait_jitter=WAIT_JITTER,
        )
        try:
            return caller(self._wait, self._ask_once, request, check)
        except Unanswered as failure:
            tries = f" ({self.limits.attempts} tries)" if failure.is_passing and not failure.is_put_off else ""
            raise failure.told(f"{request.name} {failure}{tries}") from failure

    def _wait(self, error: Exception) -> bool | float:
        """Say whether, and how long before, a call is made again, as stamina asks it.

        A pause that the server names holds for all calls, so it is kept here, and the call waits for it in its turn.
        """
        if not isinstance(error, Unanswered) or not error.is_passing or error.is_put_off:
            return False
        if error.pause is None:
            return True
        self._ready = max(self._ready, self.clock.now() + error.pause)
        return 0.0

    def _ask_once(self, request: Request, check: Callable[[bytes], Said]) -> Answered[Said]:
        pause = self._ready - self.clock.now()
        if pause > 0:
            self.clock.sleep(pause)
        self._ready = self.clock.now() + SECONDS_BETWEEN
        asked_at = self.clock.today()
        address = replace(parse_address(self.limits.api), target=request.target)
        body = None if request.body is None else request.body.encode()
        try:
            exchange = ask(address, JSON, limits=self.limits.web, tls=self._tls, body=body)
        except FetchFailure as failure:
            passes = failure.code == "cannot_fetch"
            raise Unanswered(str(failure), status=failure.status, is_passing=passes) from failure
        with exchange.answer:
            content = self._content(exchange)
        try:
            return Answered(content=content, said=check(content), asked_at=asked_at)
        except ValueError as error:
            raise Unanswered(f"the answer cannot be used: {one_line(str(error))}", status=exchange.status) from error

    def _content(self, exchange: Exchange) -> bytes:
        with exchange.body() as body:
            content = body.read()
        if exchange.status == 200:
            return content
        pause = pause_asked(exchange, self.clock.today())
        passes = exchange.status in PASSING or exchange.status >= 500
        reason = _reason(content) or one_line(exchange.reason)
        message = f"answers {exchange.status}: {reason}"
        failure = Unanswered(message, status=exchange.status, is_passing=passes, pause=pause)
        raise failure.told(f"{message}; it asks to wait for {pause:,.0f} seconds") if failure.is_put_off else failure


class _Refusal(msgspec.Struct):
    detail: str | list[str] | dict[str, object] | None = None
    message: str | None = None


def _reason(content: bytes) -> str:
    """Find the reason in a refusal's body: the API writes it in `detail`, its gateway in `message`."""
    try:
        refusal = msgspec.json.decode(content, type=_Refusal)
    except (msgspec.MsgspecError, RecursionError):
        return ""
    return one_line(str(refusal.detail or refusal.message or ""))
