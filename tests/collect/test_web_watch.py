"""Asking again: who is due, what is kept, and who may use the record meanwhile."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collect.server import LOOPBACK, Memory, Server, Time, add, made, page, quiet, responses
from onrecord.collect.web_watch import BUSY_SECONDS, EVERY, due, interval, watch
from onrecord.engine import Report
from onrecord.errors import RecordBusy, UserError
from onrecord.model.fetch import Fetch
from onrecord.store import Writer

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
FETCH = Fetch(address="https://a/", fetched_at=NOW.isoformat(), status=200, answered_by="https://a/", digest="")


def rounds(memory: Memory, time: Time, every: timedelta | None = EVERY) -> Iterator[Report]:
    """Watch a record on a clock that jumps."""
    return watch(memory.open, LOOPBACK, quiet, every=every, clock=time.clock())


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("10m", timedelta(minutes=10)),
        (" 6h ", timedelta(hours=6)),
        ("2d", timedelta(days=2)),
        ("90m", timedelta(hours=1.5)),
    ],
)
def test_an_interval_is_a_number_and_a_unit(typed: str, expected: timedelta) -> None:
    """Minutes, hours or days."""
    assert interval(typed) == expected


@pytest.mark.parametrize("typed", ["", "6", "h", "6 h", "-6h", "0h", "9m", "1s", "6h30m", "٦h", "99999d", "1e3h"])
def test_other_intervals_are_refused(typed: str) -> None:
    """In a line that says how to write one; nobody is asked every minute."""
    with pytest.raises(UserError, match=r"10m|10 minutes|30m, 6h, 2d"):
        interval(typed)


@pytest.mark.parametrize(
    ("via", "unchanged", "hours", "expected"),
    [
        (None, 0, 6, True),
        (None, 9, 1, True),
        ("https://feed/", 0, 6, True),
        ("https://feed/", 0, 2, False),
        ("https://feed/", 1, 6, False),
        ("https://feed/", 1, 12, True),
        ("https://feed/", 3, 42, False),
        ("https://feed/", 3, 48, True),
        ("https://feed/", 5, 6 * 31, False),
        ("https://feed/", 5, 6 * 32, True),
        ("https://feed/", 10**9, 6 * 32, True),
    ],
)
def test_who_is_due(via: str | None, unchanged: int, hours: int, expected: bool) -> None:  # noqa: FBT001  # a case
    """Named addresses always; listed pages half as often each time they had not changed."""
    fetch = replace(FETCH, via=via, unchanged=unchanged)
    found = due([fetch], NOW + timedelta(hours=hours), timedelta(hours=6))
    assert found == ([fetch.address] if expected else [])


@given(st.integers(0, 200), st.integers(1, 100))
def test_nobody_is_forgotten(unchanged: int, minutes: int) -> None:
    """After 32 intervals every page is due."""
    every = timedelta(minutes=minutes)
    fetch = replace(FETCH, via="https://feed/", unchanged=unchanged)
    assert due([fetch], NOW + every * 32, every) == [fetch.address]
    assert due([fetch], NOW, every) == []


def test_each_round_keeps_what_has_changed(server: Server, memory: Memory) -> None:
    """And waits for its time, counted from the beginning of the round before."""
    server.routes["/a"] = page("v1")
    add(memory, server.url("/a"))
    time = Time()
    watching = rounds(memory, time)
    assert made(next(watching)) == {"unchanged": 1}
    server.routes["/a"] = page("v2")
    assert made(next(watching)) == {"changed": 1}
    assert made(next(watching)) == {"unchanged": 1}
    assert [content for ((_, content),) in responses(memory)] == [b"v1", b"v2"]
    six = EVERY.total_seconds()
    assert time.pauses == [1, six - 1, 1, six - 1, 1]
    assert time.seconds == six * 2 + 1


def test_pages_of_a_feed_are_watched_too(server: Server, memory: Memory) -> None:
    """Less and less often while they stay the same; new ones come in with the feed."""
    url = server.url("/1")
    feed = f"<rss><item><link>{url}</link></item></rss>"
    server.routes.update({"/feed": page(feed), "/1": page("one"), "/2": page("two")})
    add(memory, server.url("/feed"))
    time = Time(start=datetime.now(UTC))
    watching = rounds(memory, time)
    assert made(next(watching)) == {"unchanged": 1}  # fetched just now: only what was named is asked
    memory.remember(replace(memory.remembered[url], fetched_at="2026-01-01T00:00:00+00:00"))
    server.routes.update(
        {
            "/1": page("changed"),
            "/feed": page(feed.replace("<item>", f"<item><link>{server.url('/2')}</link></item><item>")),
        }
    )
    assert made(next(watching)) == {"changed": 2, "new": 1}
    assert memory.remembered[url].via == server.url("/feed")
    assert memory.remembered[url].unchanged == 0


def test_a_listed_page_that_a_person_names_is_asked_in_every_round(server: Server, memory: Memory) -> None:
    """From then on, whether it had changed or not."""
    url = server.url("/1")
    server.routes.update({"/feed": page(f"<rss><item><link>{url}</link></item></rss>"), "/1": page("one")})
    add(memory, server.url("/feed"))
    assert [made(report) for report in rounds(memory, Time(), None)] == [{"unchanged": 2}]
    assert memory.remembered[url].via == server.url("/feed")
    add(memory, url)
    assert memory.remembered[url].via is None


def test_once_asks_everybody_and_ends(server: Server, memory: Memory) -> None:
    """Whether due or not."""
    server.routes.update({"/feed": page(f"<rss><item><link>{server.url('/1')}</link></item></rss>"), "/1": page("one")})
    add(memory, server.url("/feed"))
    assert [made(report) for report in rounds(memory, Time(), None)] == [{"unchanged": 2}]


def test_failures_do_not_end_the_watch(server: Server, memory: Memory) -> None:
    """They are counted, and asked again."""
    server.routes.update({"/a": page("a"), "/b": page("b")})
    add(memory, server.url("/a"), server.url("/b"))
    del server.routes["/a"]
    watching = rounds(memory, Time())
    for _ in range(2):
        report = next(watching)
        assert (made(report), report.problems) == ({"not collected": 1, "unchanged": 1}, 1)


def test_a_record_without_addresses_cannot_be_watched(memory: Memory) -> None:
    """Said at once, with what to do."""
    with pytest.raises(UserError, match="onrecord add"):
        next(rounds(memory, Time()))


def test_the_record_is_free_in_the_pauses(server: Server, memory: Memory) -> None:
    """Somebody else may write while the watch waits, between rounds and between the pages of a feed."""
    server.routes["/a"] = page("a")
    add(memory, server.url("/a"))
    links = "".join(f"<item><link>{server.url(one)}</link></item>" for one in ("/1", "/2"))
    server.routes.update({"/a": page(f"<rss>{links}</rss>"), "/1": page("one"), "/2": page("two")})
    time, free = Time(), []

    def look(seconds: float) -> None:
        with suppress(RecordBusy), Writer(memory.record):
            free.append(seconds)
        Time.sleep(time, seconds)

    watching = watch(memory.open, LOOPBACK, quiet, every=EVERY, clock=replace(time.clock(), sleep=look))
    next(watching)
    with Writer(memory.record):
        pass
    next(watching)
    assert free[:4] == time.pauses[:4] == [1, 1, 1, EVERY.total_seconds() - 3]


def test_a_record_in_use_is_waited_for(server: Server, memory: Memory) -> None:
    """A build takes its time; nothing is fetched in vain meanwhile."""
    server.routes["/a"] = page("a")
    add(memory, server.url("/a"))
    asked, time, other = len(server.requests), Time(), Writer(memory.record)
    other.__enter__()

    def sleep(seconds: float) -> None:
        Time.sleep(time, seconds)
        if len(time.pauses) == 3:
            assert len(server.requests) == asked
            other.__exit__(None, None, None)

    watching = watch(memory.open, LOOPBACK, quiet, every=None, clock=replace(time.clock(), sleep=sleep))
    assert made(next(watching)) == {"unchanged": 1}
    assert time.pauses == [BUSY_SECONDS] * 3 + [1]


def test_a_watch_that_is_stopped_leaves_the_record_whole(server: Server, memory: Memory) -> None:
    """In a pause or between addresses: what was fetched is there, and the record is free."""
    server.routes.update({"/a": page("a"), "/b": page("b")})
    add(memory, server.url("/a"), server.url("/b"))
    server.routes.update({"/a": page("a2"), "/b": page("b2")})

    def stop(stage: str, done: int, total: int) -> None:
        assert (stage, total) == ("collect", 2)
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        next(watch(memory.open, LOOPBACK, stop, every=EVERY, clock=Time().clock()))
    assert responses(memory)[2:] == [[(server.url("/a"), b"a2")]]
    assert add(memory, server.url("/a"), server.url("/b")) == {"unchanged": 1, "changed": 1}
