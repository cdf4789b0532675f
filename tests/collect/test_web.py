"""Addresses into the record: politely, each version once, and every failure with its reason."""

import gzip
from dataclasses import replace
from io import BytesIO
from typing import BinaryIO

import pytest

from collect.server import (
    LOOPBACK,
    Memory,
    Request,
    Server,
    Time,
    add,
    archives,
    message,
    moved,
    page,
    problems,
    quiet,
    responses,
)
from onrecord import __version__
from onrecord.collect.web import collect_addresses
from onrecord.collect.web_limits import WebLimits
from onrecord.collect.web_session import Session
from onrecord.model.evidence import Origin
from onrecord.store import View

CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nX-Odd:  as  sent\r\n\r\n5\r\nhello\r\n0\r\n\r\n"


def origins(memory: Memory) -> list[Origin]:
    with View.open(memory.record) as view:
        return list(view.origins())


def test_a_page_becomes_a_web_archive(server: Server, memory: Memory) -> None:
    """Request and answer as they went over the wire, digests right, under its address."""
    server.routes["/a"] = CHUNKED
    url = server.url("/a")
    assert add(memory, url) == {"new": 1}
    ((info, response, request),) = archives(memory)
    assert info.kind == "warcinfo"
    assert f"software: onrecord/{__version__}\r\n".encode() in info.block
    assert (response.kind, response.url, response.block, response.content) == ("response", url, CHUNKED, b"hello")
    assert (request.kind, request.url, request.ip) == ("request", url, "127.0.0.1")
    assert request.block.startswith(b"GET /a HTTP/1.1\r\n")
    (origin,) = origins(memory)
    assert (origin.path, origin.url, memory.remembered[url].artefact) == (url, url, origin.artefact)
    assert problems(memory) == []


def test_another_reader_finds_the_same(server: Server, memory: Memory) -> None:
    """The digests hold for fastwarc too."""
    server.routes["/a"] = page(gzip.compress(b"hello", mtime=0), Content_Encoding="gzip")
    add(memory, server.url("/a"))
    (origin,) = origins(memory)
    content = memory.record.evidence.path(origin.artefact).read_bytes()
    fastwarc = pytest.importorskip("fastwarc.warc")
    for parse_http, check in ((False, "verify_block_digest"), (True, "verify_payload_digest")):
        kinds = fastwarc.WarcRecordType.response | fastwarc.WarcRecordType.request
        found = fastwarc.ArchiveIterator(BytesIO(content), parse_http=parse_http, record_types=kinds)
        assert [getattr(record, check)() for record in found] == [True, True]


def test_a_page_that_has_not_changed_is_kept_once(server: Server, memory: Memory) -> None:
    """The server is asked to compare; where it cannot, the bytes are compared."""

    def comparing(request: Request, out: BinaryIO) -> None:
        same = request.headers["If-None-Match"] == '"v1"' and request.headers["If-Modified-Since"] == "yesterday"
        out.write(page(status="304 Not Modified") if same else page("v1", ETag='"v1"', Last_Modified="yesterday"))

    server.routes.update({"/compared": comparing, "/sent": page("v1", Date="now")})
    urls = [server.url("/compared"), server.url("/sent")]
    assert add(memory, *urls) == {"new": 2}
    first = dict(memory.remembered)
    assert add(memory, *urls) == {"unchanged": 2}
    server.routes["/sent"] = page("v1", Date="later")
    assert add(memory, *urls) == {"unchanged": 2}
    assert len(archives(memory)) == 2
    assert [one.unchanged for one in memory.remembered.values()] == [2, 2]
    assert [one.status for one in memory.remembered.values()] == [304, 200]
    assert [one.artefact for one in memory.remembered.values()] == [one.artefact for one in first.values()]


def test_a_page_that_has_changed_is_kept_beside_its_old_version(server: Server, memory: Memory) -> None:
    """Under the same address."""
    url = server.url("/a")
    for body, expected in (("v1", "new"), ("v2", "changed"), ("v1", "changed"), ("v1", "unchanged")):
        server.routes["/a"] = page(body)
        assert add(memory, url) == {expected: 1}
    assert responses(memory) == [[(url, b"v1")], [(url, b"v2")], [(url, b"v1")]]
    assert [origin.path for origin in origins(memory)] == [url] * 3


def test_the_same_address_twice_is_asked_twice_and_kept_once(server: Server, memory: Memory) -> None:
    """In other words; in the same words it is asked once."""
    server.routes["/a"] = page("x")
    assert add(memory, server.url("/a"), server.url("/a")) == {"new": 1}
    assert add(memory, server.url("/a"), server.url("/b/../a#part")) == {"unchanged": 2}
    assert len(archives(memory)) == 1


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"])
def test_redirects_are_followed_and_kept(server: Server, memory: Memory, status: str) -> None:
    """The way is part of the evidence; versions are compared where it ends."""

    def end(request: Request, out: BinaryIO) -> None:
        out.write(page(status="304 Same") if request.headers["If-None-Match"] else page("end", ETag='"1"'))

    server.routes.update({"/a": moved("/b?x=1", status), "/b?x=1": moved("c", status), "/c": end})
    assert add(memory, server.url("/a")) == {"new": 1}
    (found,) = responses(memory)
    assert [url for url, _ in found] == [server.url("/a"), server.url("/b?x=1"), server.url("/c")]
    fetch = memory.remembered[server.url("/a")]
    assert (fetch.answered_by, fetch.etag) == (server.url("/c"), '"1"')
    assert add(memory, server.url("/a")) == {"unchanged": 1}
    assert [one.headers["If-None-Match"] for one in server.requests if one.path in {"/a", "/c"}] == [
        None,
        None,
        None,
        '"1"',
    ]


@pytest.mark.parametrize(
    ("routes", "words"),
    [
        ({"/a": moved("/a")}, "redirects in a circle"),
        ({"/a": moved("/b"), "/b": moved("/a#x")}, "redirects in a circle"),
        ({f"/{'a' * n}": moved(f"/{'a' * (n + 1)}") for n in range(1, 20)}, "redirects more than 10 times"),
        ({"/a": moved("ftp://example.org/")}, "leads to 'ftp://example.org/', which is no web address"),
        ({"/a": page(status="301 Moved")}, "answers 301 Moved: that is no page"),
        ({}, "answers 404 Not Found: no page is there"),
        ({"/a": page(status="403 Forbidden\x1b[2J" + "x" * 999)}, "answers 403 Forbidden [2Jxxx"),
        ({"/a": page(status="500 Oh")}, "answers 500 Oh: the server is busy or has failed"),
        ({"/a": page(status="204 Empty")}, "answers 204 Empty: that is no page"),
        ({"/a": page(status="304 Same")}, "answers 304 Same: that is no page"),
        ({"/a": b"garbage"}, "the answer is no proper HTTP"),
        ({"/a": page("hello")[:-1]}, "cut off after 4 of 5 bytes"),
        ({"/a": page("x" * 3000)}, "more than the limit of 2,000 bytes"),
        ({"/a": moved("/b") + b"x" * 900, "/b": page("x" * 1_999)}, "more than the limit"),
    ],
)
def test_a_failure_is_a_problem_and_the_others_go_on(
    server: Server, memory: Memory, routes: dict[str, bytes], words: str
) -> None:
    """With what to do about it; nothing of it is kept. It ends with its cause."""
    server.routes.update({**routes, "/good": page("good")})
    limits = replace(LOOPBACK, web_bytes_limit=2_000)
    assert add(memory, server.url("/a"), server.url("/good"), limits=limits) == {"not collected": 1, "new": 1}
    assert problems(memory) == [(server.url("/a"), "cannot_fetch")]
    assert words in message(memory)
    assert len(message(memory)) < 500
    assert responses(memory) == [[(server.url("/good"), b"good")]]
    server.routes["/a"] = page("at last")
    assert add(memory, server.url("/a")) == {"new": 1}
    assert problems(memory) == []


def test_a_known_page_that_fails_is_still_known(server: Server, memory: Memory) -> None:
    """Its last version stays, and what it answered is remembered."""
    url = server.url("/a")
    server.routes["/a"] = page("v1")
    add(memory, url)
    kept = memory.remembered[url]
    del server.routes["/a"]
    assert add(memory, url) == {"not collected": 1}
    now = memory.remembered[url]
    assert replace(now, fetched_at=kept.fetched_at, status=200, unchanged=0) == kept
    assert (now.status, now.unchanged) == (404, 1)
    server.routes["/a"] = page("v1")
    assert add(memory, url) == {"unchanged": 1}
    assert problems(memory) == []


def test_more_than_was_announced_is_left_out_and_said(server: Server, memory: Memory) -> None:
    """As long as that version is the last one."""
    url = server.url("/a")
    server.routes["/a"] = page("hello", ETag="1") + b" and more"
    assert add(memory, url) == {"new": 1}
    server.routes["/a"] = page(status="304 Same")
    assert add(memory, url) == {"unchanged": 1}
    assert problems(memory) == [(url, "damaged")]
    assert responses(memory) == [[(url, b"hello")]]
    server.routes["/a"] = page("hello")
    assert add(memory, url) == {"unchanged": 1}
    assert problems(memory) == []


def test_what_is_no_address_is_a_problem(server: Server, memory: Memory) -> None:
    """And nothing is asked."""
    server.routes["/a"] = page("x")
    wrong = ["ftp://example.org/", "https://user:secret@example.org/", "http://", "https://a\nb/"]
    assert add(memory, *wrong, server.url("/a")) == {"not collected": 4, "new": 1}
    assert [code for _, code in problems(memory)] == ["not_fetched"] * 4


def test_private_addresses_are_refused(server: Server, memory: Memory) -> None:
    """Before anything is sent to them."""
    server.routes["/a"] = page("secret")
    hosts = ["127.0.0.1", "localhost", "127.1"]
    assert add(memory, *(server.url("/a", host) for host in hosts), limits=WebLimits()) == {"not collected": 3}
    assert [code for _, code in problems(memory)] == ["not_fetched"] * 3
    assert server.requests == []


def test_a_redirect_to_a_private_address_is_refused(
    server: Server, memory: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The check is made for every step, here with a loopback number that counts as public for once."""
    monkeypatch.setattr("onrecord.collect.addresses.is_public", lambda ip: ip == "127.0.0.1")
    server.routes.update({"/a": moved(server.url("/b", "127.0.0.2")), "/b": page("secret")})
    assert add(memory, server.url("/a"), limits=WebLimits()) == {"not collected": 1}
    assert problems(memory) == [(server.url("/a"), "not_fetched")]
    assert "127.0.0.2 is 127.0.0.2, on this machine or a private network" in message(memory)
    assert server.pages == ["/a"]


@pytest.mark.parametrize(
    ("robots", "expected", "words"),
    [
        (page("User-agent: *\nDisallow: /a"), {"not collected": 1}, "asks programs to keep off"),
        (page("User-agent: onrecord\nDisallow: /\n\nUser-agent: *\nAllow: /"), {"not collected": 1}, "keep off"),
        (page("User-agent: *\nDisallow: /b"), {"new": 1}, ""),
        (page("none", "404 Not Found"), {"new": 1}, ""),
        (page("no", "403 Forbidden"), {"new": 1}, ""),
        (moved("/rules"), {"not collected": 1}, "keep off"),
        (moved("/robots.txt"), {"not collected": 1}, "circle"),
        (page("", "503 Busy"), {"not collected": 1}, "answers 503, so nothing is asked there"),
        (page("", "429 Busy"), {"not collected": 1}, "answers 429, so nothing is asked there"),
        (b"garbage", {"not collected": 1}, "no proper HTTP"),
        (page(b"\0\xff" * 1000), {"new": 1}, ""),
    ],
)
def test_robots_txt_is_obeyed(
    server: Server, memory: Memory, robots: bytes, expected: dict[str, int], words: str
) -> None:
    """RFC 9309: none means all is allowed, one that cannot be had means nothing is."""
    server.routes.update({"/robots.txt": robots, "/rules": page("User-agent: *\nDisallow: /a"), "/a": page("x")})
    assert add(memory, server.url("/a")) == expected
    assert server.pages.count("/a") == expected.get("new", 0)
    if words:
        assert words in message(memory)


def test_a_redirect_is_held_against_robots_txt_too(server: Server, memory: Memory) -> None:
    """Of the site it leads to."""
    server.routes.update({"/robots.txt": page("User-agent: *\nDisallow: /b"), "/a": moved("/b"), "/b": page("x")})
    assert add(memory, server.url("/a")) == {"not collected": 1}
    assert server.pages == ["/a"]


def test_robots_txt_is_asked_for_once_a_run_and_site(server: Server, memory: Memory) -> None:
    """Also when it cannot be had."""
    server.routes["/robots.txt"] = page("", "500 Oh")
    assert add(memory, *(server.url(f"/{number}") for number in range(5))) == {"not collected": 5}
    assert [one.path for one in server.requests] == ["/robots.txt"]


@pytest.mark.parametrize(
    ("robots", "pauses"),
    [
        (page("", "404 None"), [1, 1, 1]),
        (page("User-agent: *\nCrawl-delay: 5"), [1, 5, 5]),
        (page("User-agent: *\nRequest-rate: 1/10s"), [1, 10, 10]),
    ],
)
def test_a_host_is_asked_once_a_second_at_most(
    server: Server, memory: Memory, robots: bytes, pauses: list[float]
) -> None:
    """Or as seldom as its robots.txt asks."""
    server.routes.update({"/robots.txt": robots, **{f"/{number}": page("x") for number in range(3)}})
    time = Time()
    add(memory, *(server.url(f"/{number}") for number in range(3)), time=time)
    assert time.pauses == pauses


def test_two_hosts_do_not_wait_for_each_other(server: Server, memory: Memory) -> None:
    """Each has its own pauses and rules."""
    server.routes["/a"] = page("x")
    time = Time()
    assert add(memory, server.url("/a"), server.url("/a", "localhost"), time=time) == {"new": 2}
    assert time.pauses == [1, 1]
    assert [one.host.split(":")[0] for one in server.requests] == ["127.0.0.1"] * 2 + ["localhost"] * 2


def test_a_host_that_wants_very_long_pauses_is_asked_once(server: Server, memory: Memory) -> None:
    """Nobody waits an hour for the second page."""
    server.routes.update({"/robots.txt": page("User-agent: *\nCrawl-delay: 3600"), "/a": page("a"), "/b": page("b")})
    time = Time()
    assert add(memory, server.url("/a"), server.url("/b"), time=time) == {"new": 1, "not collected": 1}
    assert "asks for pauses of 3,600 seconds" in message(memory)
    assert time.pauses == [1]


@pytest.mark.parametrize(
    ("later", "pause", "expected"),
    [
        ("7", 7, {"new": 1}),
        ("0", 1, {"new": 1}),
        ("Sun, 01 Nov 2026 12:00:31 GMT", 30, {"new": 1}),
        ("Sun, 01 Nov 2020 12:00:00 GMT", 1, {"new": 1}),
        ("3600", None, {"not collected": 1}),
        ("9" * 400, None, {"not collected": 1}),
        ("soon", None, {"not collected": 1}),
        ("-5", None, {"not collected": 1}),
    ],
)
def test_a_busy_server_is_asked_once_more_when_it_says(
    server: Server, memory: Memory, later: str, pause: float | None, expected: dict[str, int]
) -> None:
    """If it is soon; a date or seconds."""

    def busy(_: Request, out: BinaryIO) -> None:
        out.write(page(status="503 Busy", Retry_After=later) if server.pages.count("/a") == 1 else page("x"))

    server.routes["/a"] = busy
    time = Time()
    assert add(memory, server.url("/a"), time=time) == expected
    assert time.pauses == ([1] if pause is None else [1, pause])
    if pause is None:
        assert "answers 503 Busy: the server is busy or has failed; try again later" in message(memory)


def test_a_server_that_stays_busy_is_not_asked_a_third_time(server: Server, memory: Memory) -> None:
    """Once is polite."""
    server.routes["/a"] = page(status="429 Slow", Retry_After="2")
    assert add(memory, server.url("/a")) == {"not collected": 1}
    assert server.pages == ["/a", "/a"]


@pytest.mark.parametrize("value", ["x" * 2_000, 'W/"a"\t', "caf\u00e9", '"a"\r\n\tb'])
def test_odd_validators_are_not_sent_back(server: Server, memory: Memory, value: str) -> None:
    """What a server says cannot end the line of a request it stands in."""
    server.routes["/a"] = page("x", ETag=value)
    assert add(memory, server.url("/a")) == {"new": 1}
    assert add(memory, server.url("/a")) == {"unchanged": 1}
    sent = server.requests[-1].headers["If-None-Match"]
    assert sent in {None, 'W/"a"'}


def feed(server: Server, *names: str, newest: int = 9) -> bytes:
    """Write a feed, newest first."""
    items = (
        f"<item><link>{server.url(name)}</link><pubDate>0{newest - number} Nov 2026 00:00 GMT</pubDate></item>"
        for number, name in enumerate(names)
    )
    return page(f"<rss><channel><link>{server.url('/')}</link>{''.join(items)}</channel></rss>")


def test_a_feed_is_fetched_with_its_pages(server: Server, memory: Memory) -> None:
    """Into one web archive; later only what is new, and a page that fails is a problem of its own."""
    server.routes.update({"/feed": feed(server, "/1", "/2", "/none"), "/1": page("one"), "/2": page("two")})
    assert add(memory, server.url("/feed")) == {"new": 3, "not collected": 1}
    assert [[url for url, _ in one] for one in responses(memory)] == [
        [server.url(path) for path in ("/feed", "/1", "/2")]
    ]
    assert problems(memory) == [(server.url("/none"), "cannot_fetch")]
    via = {one.address.rpartition("/")[2]: one.via for one in memory.remembered.values()}
    assert via == {"feed": None, "1": server.url("/feed"), "2": server.url("/feed")}
    server.routes.update({"/feed": feed(server, "/3", "/1"), "/3": page("three"), "/1": page("changed")})
    assert add(memory, server.url("/feed")) == {"changed": 1, "new": 1}
    assert responses(memory)[1][1:] == [(server.url("/3"), b"three")]
    assert add(memory, server.url("/feed")) == {"unchanged": 1}


def test_a_feed_that_lists_itself_is_asked_once(server: Server, memory: Memory) -> None:
    """And stays an address that a person named."""
    server.routes.update({"/feed": feed(server, "/feed", "/1"), "/1": page("one")})
    assert add(memory, server.url("/feed")) == {"new": 2}
    assert server.pages == ["/feed", "/1"]
    assert memory.remembered[server.url("/feed")].via is None


def test_of_a_long_feed_the_newest_pages_are_taken(server: Server, memory: Memory) -> None:
    """And the rest is said; also when the feed has not changed since."""
    server.routes.update({"/feed": feed(server, "/3", "/2", "/1"), **{f"/{one}": page(str(one)) for one in range(4)}})
    limits = replace(LOOPBACK, feed_pages_limit=2)
    assert add(memory, server.url("/feed"), limits=limits) == {"new": 3}
    assert server.pages == ["/feed", "/3", "/2"]
    assert message(memory).startswith("lists 3 pages; the newest 2 were asked for")
    server.routes["/feed"] = page(status="304 Same")
    memory.remember(replace(memory.remembered[server.url("/feed")], etag="x"))
    assert add(memory, server.url("/feed"), limits=limits) == {"unchanged": 1}
    assert problems(memory) == [(server.url("/feed"), "not_fetched")]


def test_the_pages_of_a_feed_share_one_limit(server: Server, memory: Memory) -> None:
    """A feed cannot fill the disk page by page."""
    server.routes.update({"/feed": feed(server, "/1", "/2", "/3"), **{f"/{one}": page("x" * 900) for one in range(4)}})
    limits = replace(LOOPBACK, web_bytes_limit=len(feed(server, "/1", "/2", "/3")) + 1_500)
    assert add(memory, server.url("/feed"), limits=limits) == {"new": 2, "not collected": 2}


def test_a_feed_may_lead_anywhere_but_to_private_places(
    server: Server, memory: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each of its pages is checked like an address typed by a person."""
    monkeypatch.setattr("onrecord.collect.addresses.is_public", lambda ip: ip == "127.0.0.1")
    links = "<link>http://127.0.0.2/</link>", "<link>file:///etc/passwd</link>", "<link href='javascript:x'/>"
    server.routes["/feed"] = page("<rss>" + "".join(f"<item>{one}</item>" for one in links) + "</rss>")
    assert add(memory, server.url("/feed"), limits=WebLimits()) == {"new": 1, "not collected": 3}
    assert {code for _, code in problems(memory)} == {"not_fetched"}


def sitemap(server: Server, *names: str, root: str = "urlset", entry: str = "url") -> bytes:
    """Write a sitemap, or an index of some, newest first."""
    items = "".join(
        f"<{entry}><loc>{server.url(name)}</loc><lastmod>2026-11-0{9 - number}</lastmod></{entry}>"
        for number, name in enumerate(names)
    )
    return f"<{root} xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{items}</{root}>".encode()


def test_an_index_of_sitemaps_is_followed_until_there_are_enough_pages(server: Server, memory: Memory) -> None:
    """Packed or not, newest first; an index in an index is not followed."""

    def comparing(request: Request, out: BinaryIO) -> None:
        same = request.headers["If-None-Match"] is not None
        out.write(page(status="304 Same") if same else page(sitemap(server, "/3", "/4"), ETag='"1"'))

    index = sitemap(server, "/a.xml.gz", "/deep.xml", "/b.xml", "/c.xml", root="sitemapindex", entry="sitemap")
    server.routes.update(
        {
            "/index.xml": page(index),
            "/a.xml.gz": page(gzip.compress(sitemap(server, "/1", "/2"), mtime=0), Content_Type="application/gzip"),
            "/deep.xml": page(index),
            "/b.xml": comparing,
            "/c.xml": page(sitemap(server, "/5")),
            **{f"/{one}": page(f"page {one}") for one in range(6)},
        }
    )
    limits = replace(LOOPBACK, feed_pages_limit=4)
    assert add(memory, server.url("/index.xml"), limits=limits) == {"new": 8}
    assert sorted(server.pages) == sorted(["/index.xml", "/a.xml.gz", "/deep.xml", "/b.xml", "/1", "/3", "/2", "/4"])
    assert problems(memory) == [(server.url("/deep.xml"), "not_fetched")]
    server.requests.clear()
    server.routes["/a.xml.gz"] = page(gzip.compress(sitemap(server, "/0", "/1"), mtime=0))
    assert add(memory, server.url("/index.xml"), limits=limits) == {"unchanged": 3, "changed": 1, "new": 1}
    assert server.pages == ["/index.xml", "/a.xml.gz", "/deep.xml", "/b.xml", "/0"]


def test_a_sitemap_that_a_person_named_stays_named(server: Server, memory: Memory) -> None:
    """Also when an index lists it later: it is asked in every round of a watch."""
    index = sitemap(server, "/a.xml", root="sitemapindex", entry="sitemap")
    server.routes.update({"/index.xml": page(index), "/a.xml": page(sitemap(server, "/1")), "/1": page("one")})
    add(memory, server.url("/a.xml"))
    assert add(memory, server.url("/index.xml")) == {"new": 1, "unchanged": 1}
    via = {one.address.rpartition("/")[2]: one.via for one in memory.remembered.values()}
    assert via == {"index.xml": None, "a.xml": None, "1": server.url("/a.xml")}


def test_a_broken_sitemap_is_kept_and_said(server: Server, memory: Memory) -> None:
    """Its bytes are evidence; its pages are not known."""
    packed = gzip.compress(sitemap(server, "/1") + b"<!--" + bytes(range(256)) * 200, compresslevel=0)
    server.routes["/a.xml.gz"] = page(packed[:-9_000])
    assert add(memory, server.url("/a.xml.gz")) == {"new": 1}
    assert problems(memory) == [(server.url("/a.xml.gz"), "damaged")]


def test_a_run_that_is_stopped_keeps_what_it_had(server: Server, memory: Memory) -> None:
    """Address by address; the next run goes on."""
    server.routes.update({"/a": page("a"), "/b": page("b")})

    def impatient(stage: str, done: int, total: int) -> None:
        quiet(stage, done, total)
        if done == 2:
            raise KeyboardInterrupt

    session = Session(LOOPBACK, Time().clock())
    with pytest.raises(KeyboardInterrupt), memory.open() as writer:
        collect_addresses(writer, [server.url("/a"), server.url("/b")], session, impatient)
    assert responses(memory) == [[(server.url("/a"), b"a")]]
    assert list(memory.remembered) == [server.url("/a")]
    assert add(memory, server.url("/a"), server.url("/b")) == {"unchanged": 1, "new": 1}
