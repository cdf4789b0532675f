"""Asking politely: robots.txt, pauses, redirects, and coming back later when asked to."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from onrecord.collect.addresses import Address, next_address
from onrecord.collect.robots import BYTES_LIMIT, SECONDS_BETWEEN, Rules, parse_rules
from onrecord.collect.web_exchange import Exchange, Headers, ask, trusted
from onrecord.collect.web_failure import FetchFailure
from onrecord.collect.web_limits import WebLimits
from onrecord.config import MEGABYTE
from onrecord.model.fetch import Fetch

REDIRECTS = frozenset({301, 302, 303, 307, 308})
REDIRECTS_LIMIT = 10
ROBOTS_REDIRECTS_LIMIT = 5
"""RFC 9309, section 2.3.1.2."""
BUSY = frozenset({429, 503})
PAUSE_LIMIT = 60.0
"""Seconds that one pause may last; a site that asks for longer ones is asked only once in a run."""


@dataclass(frozen=True, slots=True)
class Clock:
    """Time, for pauses; another one in tests.

    Attributes:
        now: Seconds that only grow.
        sleep: Waits some seconds.
        today: The time of day.
    """

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    today: Callable[[], datetime] = lambda: datetime.now(UTC)


class Session:
    """What is kept between the requests of one run: each site's rules, and when each host may be asked again."""

    def __init__(self, limits: WebLimits, clock: Clock | None = None) -> None:
        self.limits = limits
        self.clock = clock or Clock()
        self._tls = trusted()
        self._rules: dict[str, Rules | FetchFailure] = {}
        self._ready: dict[str, float] = {}

    @contextmanager
    def visit(self, address: Address, known: Fetch | None, *, bytes_limit: int) -> Iterator[tuple[Exchange, ...]]:
        """Ask for a page and follow its redirects; the exchanges, the page's own last, are open inside the block.

        Args:
            address: The page.
            known: An earlier version, which the server is asked to compare with.
            bytes_limit: For all exchanges together.

        Raises:
            FetchFailure: No answer was to be had. An answer of any status but a redirect's is one.
        """
        limits = replace(self.limits, web_bytes_limit=bytes_limit)
        seen, hops = {address.url}, list[Exchange]()
        with ExitStack() as open_answers:
            while True:
                exchange = self._ask_as_allowed(address, _comparing(address, known), limits)
                open_answers.enter_context(exchange.answer)
                hops.append(exchange)
                location = exchange.headers.get("Location")
                if exchange.status not in REDIRECTS or location is None:
                    break
                address = _followed(address, location, seen)
                limits = _rest(limits, exchange)
            yield tuple(hops)

    def _ask_as_allowed(self, address: Address, headers: Headers, limits: WebLimits) -> Exchange:
        rules = self._rules_of(address)
        if not rules.allow(address.url):
            message = (
                f"the robots.txt of {address.host} asks programs to keep off; save the page by hand and add the file"
            )
            raise FetchFailure("not_fetched", message)
        exchange = self._ask_in_turn(address, headers, limits, rules.seconds)
        pause = pause_asked(exchange, self.clock.today())
        if pause is None or pause > PAUSE_LIMIT:
            return exchange
        exchange.answer.close()
        self._ready[address.host] = max(self._ready[address.host], self.clock.now() + pause)
        return self._ask_in_turn(address, headers, _rest(limits, exchange), rules.seconds)

    def _ask_in_turn(self, address: Address, headers: Headers, limits: WebLimits, seconds: float) -> Exchange:
        pause = self._ready.get(address.host, 0.0) - self.clock.now()
        if pause > PAUSE_LIMIT:
            message = f"{address.host} asks for pauses of {seconds:,.0f} seconds; add the address again later"
            raise FetchFailure("not_fetched", message)
        if pause > 0:
            self.clock.sleep(pause)
        try:
            return ask(address, headers, limits=limits, tls=self._tls)
        finally:
            self._ready[address.host] = self.clock.now() + seconds

    def _rules_of(self, address: Address) -> Rules:
        if address.site not in self._rules:
            try:
                self._rules[address.site] = self._ask_for_rules(address)
            except FetchFailure as failure:
                self._rules[address.site] = failure
        found = self._rules[address.site]
        if isinstance(found, FetchFailure):
            raise FetchFailure(found.code, str(found), status=found.status)
        return found

    def _ask_for_rules(self, address: Address) -> Rules:
        """Fetch a robots.txt; a site without one has no rules, a site that cannot say is not asked (RFC 9309, 2.3.1)."""
        there, seen = replace(address, target="/robots.txt"), set[str]()
        limits = replace(self.limits, web_bytes_limit=min(self.limits.web_bytes_limit, 5 * MEGABYTE))
        for _ in range(ROBOTS_REDIRECTS_LIMIT + 1):
            exchange = self._ask_in_turn(there, (), limits, SECONDS_BETWEEN)
            with exchange.answer:
                location = exchange.headers.get("Location")
                if exchange.status in REDIRECTS and location is not None:
                    there = _followed(there, location, seen)
                    limits = _rest(limits, exchange)
                    continue
                if exchange.status >= 500 or exchange.status in BUSY:
                    message = f"the robots.txt of {address.host} answers {exchange.status}, so nothing is asked there; try again later"
                    raise FetchFailure("not_fetched", message, status=exchange.status)
                if exchange.status != 200:
                    return Rules()
                with exchange.body() as body:
                    return parse_rules(body.read(BYTES_LIMIT))
        return Rules()


def _comparing(address: Address, known: Fetch | None) -> Headers:
    """Ask only for what is newer, of the address that gave the last version."""
    if known is None or known.answered_by != address.url:
        return ()
    pairs = (("If-None-Match", known.etag), ("If-Modified-Since", known.last_modified))
    return tuple((name, value) for name, value in pairs if value)


def _followed(address: Address, location: str, seen: set[str]) -> Address:
    target = next_address(address, location)
    if target.url in seen:
        message = (
            "redirects in a circle (it may want cookies, which are not kept); save the page by hand and add the file"
        )
        raise FetchFailure("cannot_fetch", message)
    if len(seen) > REDIRECTS_LIMIT:
        raise FetchFailure("cannot_fetch", f"redirects more than {REDIRECTS_LIMIT} times; save the page by hand")
    seen.add(target.url)
    return target


def _rest(limits: WebLimits, exchange: Exchange) -> WebLimits:
    """Say what is left after an exchange."""
    return replace(
        limits,
        web_bytes_limit=max(0, limits.web_bytes_limit - exchange.size),
        seconds_per_address=limits.seconds_per_address - exchange.seconds,
    )


def pause_asked(exchange: Exchange, now: datetime) -> float | None:
    """Read `Retry-After` of a busy server: seconds or a date (RFC 9110, section 10.2.3)."""
    value = str(exchange.headers.get("Retry-After", "")).strip()
    if exchange.status not in BUSY or not value:
        return None
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        then = parsedate_to_datetime(value)
    except (ValueError, TypeError):
        return None
    return max(0.0, ((then if then.tzinfo else then.replace(tzinfo=UTC)) - now).total_seconds())
