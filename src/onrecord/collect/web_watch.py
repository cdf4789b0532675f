"""Asking the addresses of a record again, so that each version is kept."""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import TypeVar

from onrecord.collect.addresses import is_address
from onrecord.collect.web import Tally, gathered
from onrecord.collect.web_limits import WebLimits
from onrecord.collect.web_session import Clock, Session
from onrecord.engine import Progress, Report
from onrecord.errors import RecordBusy, UserError
from onrecord.model.fetch import Fetch
from onrecord.store import Writer

Result = TypeVar("Result")
OpenWriter = Callable[[], AbstractContextManager[Writer]]

EVERY = timedelta(hours=6)
SHORTEST = timedelta(minutes=10)
UNITS = {"m": "minutes", "h": "hours", "d": "days"}
DOUBLINGS = 5
"""A listed page that never changes is asked every 32nd round."""
BUSY_SECONDS = 10.0
"""Between two looks whether another process has let go of the record."""


def interval(typed: str) -> timedelta:
    """Read how often: `30m`, `6h`, `2d`.

    Raises:
        UserError: It is no such time, or shorter than is polite.
    """
    found = re.fullmatch(r"(\d{1,4})([mhd])", typed.strip(), re.ASCII)
    if found is None:
        raise UserError(f"{typed}: write how often as minutes, hours or days: 30m, 6h, 2d")
    every = timedelta(**{UNITS[found[2]]: int(found[1])})
    if every < SHORTEST:
        raise UserError(f"{typed}: ask no address more often than every 10 minutes")
    return every


def due(fetches: Iterable[Fetch], now: datetime, every: timedelta) -> list[str]:
    """List the addresses to ask in a round.

    What a person named is asked in every round. A page that a feed or sitemap listed is asked half as often after each
    time it had not changed, at last every 32nd round; a change brings it back to every round.
    """
    found = []
    for fetch in fetches:
        pause = every * 2 ** min(fetch.unchanged, DOUBLINGS)
        # Half a round early still counts: a round takes its time, and so the last one was not at one moment.
        if fetch.via is None or datetime.fromisoformat(fetch.fetched_at) + pause <= now + every / 2:
            found.append(fetch.address)
    return found


def watch(
    open_writer: OpenWriter,
    limits: WebLimits,
    progress: Progress,
    *,
    every: timedelta | None,
    clock: Clock | None = None,
) -> Iterator[Report]:
    """Fetch the addresses of a record again, now and then after each interval; give a report after each round.

    The record is held only to look and to keep what an address gave, never while a server is asked or in a pause: what
    another process does with it meanwhile is waited for.

    Without `every` there is one round, with all addresses.

    Raises:
        UserError: The record holds no address.
    """
    clock = clock or Clock()
    while True:
        started = clock.now()
        yield _round(open_writer, limits, progress, every, clock)
        if every is None:
            return
        clock.sleep(max(0.0, started + every.total_seconds() - clock.now()))


def _round(
    open_writer: OpenWriter, limits: WebLimits, progress: Progress, every: timedelta | None, clock: Clock
) -> Report:
    every_fetch = _holding(open_writer, clock, lambda writer: writer.fetches())
    fetches = [one for one in every_fetch if is_address(one.address)]  # not calls of the spending API
    if not fetches:
        raise UserError("the record holds no address to watch; first: onrecord add RECORD https://...")
    addresses = [one.address for one in fetches] if every is None else due(fetches, clock.today(), every)
    known = {one.address: one for one in fetches}
    session, tally = Session(limits, clock), Tally(progress=progress, ahead=len(addresses))
    for address in addresses:
        with gathered(address, known.get, session, tally, named=False) as harvest:
            kept = _holding(open_writer, clock, harvest.keep)
        known.update((one.address, one) for one in kept)
    return tally.report()


def _holding(open_writer: OpenWriter, clock: Clock, act: Callable[[Writer], Result]) -> Result:
    """Do something with the record once nobody else writes to it."""

    def hold() -> Result:
        with open_writer() as writer:
            return act(writer)

    return when_free(hold, clock)


def when_free(act: Callable[[], Result], clock: Clock) -> Result:
    """Do what takes a record, again and again while another process has it."""
    while True:
        try:
            return act()
        except RecordBusy:
            clock.sleep(BUSY_SECONDS)
