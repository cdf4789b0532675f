"""Feeds and sitemaps as lists of pages, newest first."""

import gzip
from datetime import UTC, datetime
from io import BytesIO

import pytest

from fuzzing import fuzz
from onrecord.collect.feeds import BYTES_LIMIT, ENTRIES_LIMIT, Listing, read_listing
from onrecord.collect.robots import Rules, parse_rules

URL = "https://example.org/news/feed.xml"
PLACE = "https://example.org/news/"


def listed(content: bytes | str) -> Listing | None:
    """Read some bytes as if they came from `URL`."""
    return read_listing(BytesIO(content.encode() if isinstance(content, str) else content), URL)


def urls(content: bytes | str) -> list[str]:
    """Read a listing and give its pages; those of this site without the site."""
    listing = listed(content)
    assert listing is not None
    return [link.url.removeprefix(PLACE) for link in listing.links]


RSS = """<?xml version="1.0"?>
<!-- <html> --><!DOCTYPE rss>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>T</title><link>https://example.org/</link><atom:link rel="self" href="https://example.org/news/feed.xml"/>
<item><title>Old</title><link> https://example.org/news/1?a=1&amp;b=2 </link><pubDate>Mon, 02 Nov 2026 10:00:00 GMT</pubDate></item>
<item><title>None</title><link>3</link></item>
<item><link><![CDATA[https://example.org/news/2]]></link><dc:date>2026-11-03T09:00:00+02:00</dc:date></item>
<item><guid>https://example.org/news/4</guid><pubDate>Mon, 02 Nov 2026 06:30:00 -0500</pubDate></item>
<item><guid isPermaLink="false">https://example.org/news/5</guid></item>
<item><atom:link rel="self" href="6"/><atom:link rel="alternate" href="7"/><pubDate>yesterday</pubDate></item>
<item><link>3</link></item><item><title>nothing</title></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://other.example/x/"><link href="/feed"/>
<entry><source><link href="s"/><updated>2030-01-01T00:00:00Z</updated></source><link rel="edit" href="e"/><link href="1"/>
<updated>2026-11-05T00:00:00Z</updated><published>2026-11-01T00:00:00Z</published></entry>
<entry xml:base="y/"><link rel="alternate" href="2"/><updated>2026-11-02T00:00:00Z</updated></entry></feed>"""

RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<channel><items><rdf:Seq><rdf:li resource="1"/></rdf:Seq></items></channel><item rdf:about="1"><link>1</link></item></rdf:RDF>"""

SITEMAP = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="i" xmlns:news="n" xmlns:xhtml="h">
<url><xhtml:link rel="alternate" hreflang="fr" href="https://example.org/news/fr"/><image:image><image:loc>i</image:loc></image:image>
<loc>https://example.org/news/1</loc><lastmod>2026-11-01</lastmod></url>
<url><loc>
  https://example.org/news/2 </loc><lastmod>2026-11-02T10:00:00+00:00</lastmod></url>
<url><loc>https://example.org/news/3</loc><news:news><news:publication_date>2026-11-03</news:publication_date></news:news></url>
<url><loc>https://example.org/news/4</loc></url><url><lastmod>2026-12-01</lastmod></url></urlset>"""

INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://example.org/news/a.xml</loc><lastmod>2025-01-01</lastmod></sitemap>
<sitemap><loc>https://example.org/news/b.xml.gz</loc><lastmod>2026-01-01</lastmod></sitemap></sitemapindex>"""


@pytest.mark.parametrize(
    ("content", "kind", "expected"),
    [
        (RSS, "feed", ["2", "4", "1?a=1&b=2", "3", "7"]),
        (ATOM, "feed", ["https://other.example/x/y/2", "https://other.example/x/1"]),
        (RDF, "feed", ["1"]),
        (SITEMAP, "sitemap", ["3", "2", "1", "4"]),
        (INDEX, "sitemap index", ["b.xml.gz", "a.xml"]),
        ("<rss/>", "feed", []),
    ],
)
def test_pages_are_listed_newest_first(content: str, kind: str, expected: list[str]) -> None:
    """By the date they were published; without one behind the others; each once, relative to its place."""
    listing = listed(content)
    assert listing is not None
    assert listing.kind == kind
    assert urls(content) == expected
    assert urls(gzip.compress(content.encode(), mtime=0)) == expected
    assert urls(b"\xef\xbb\xbf\n" + content.encode()) == expected if not content.startswith("<?") else True


def test_dates_have_a_zone() -> None:
    """UTC where none is named."""
    listing = listed(SITEMAP)
    assert listing is not None
    assert [link.date for link in listing.links] == [
        datetime(2026, 11, 3, tzinfo=UTC),
        datetime(2026, 11, 2, 10, tzinfo=UTC),
        datetime(2026, 11, 1, tzinfo=UTC),
        None,
    ]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<",
        b"<!-- <rss> -->",
        b"hello <rss> </rss>",
        b"<html><body><rss><item><link>1</link></item></rss></body></html>",
        b"<!DOCTYPE html><html><head><link href='1'/></head></html>",
        b"<feedback><entry><link>1</link></entry></feedback>",
        b"<?xml version='1.0'?><data><item><link>1</link></item></data>",
        b"%PDF-1.7",
        b"\0" * 100,
        b"<!--" * 10_000,
        b"<" * 100_000,
        gzip.compress(b"<html></html>", mtime=0),
        gzip.compress(RSS.encode(), mtime=0)[:30],
        b"\x1f\x8b not packed at all",
    ],
)
def test_other_files_are_no_listings(content: bytes) -> None:
    """Pages above all."""
    assert listed(content) is None


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (RSS[: RSS.index("<item><guid>")], ["2", "1?a=1&b=2", "3"]),
        (RSS.replace("&amp;", "&"), ["2", "4", "1?a=1&b=2", "3", "7"]),
        (RSS.replace("Old", "&nbsp;&hellip; <b>Old"), ["2", "4", "1?a=1&b=2", "3", "7"]),
        (RSS.replace("Old", "\x00\x01\x0b"), ["2", "4", "1?a=1&b=2", "3", "7"]),
        (RSS.encode().replace(b"Old", b"\xff\xfe caf\xe9"), ["2", "4", "1?a=1&b=2", "3", "7"]),
        (RSS.replace('"1.0"?', '"1.0" encoding="utf-16"?').encode("utf-16"), ["2", "4", "1?a=1&b=2", "3", "7"]),
        (
            RSS.replace("Old", "A & B &amp; C").replace("/2]]", "/2?a&b&amp;c]]"),
            ["2?a&b&amp;c", "4", "1?a=1&b=2", "3", "7"],
        ),
        ("<rss><item><link>http://[</link></item><item><link>1</link></item></rss>", ["1"]),
    ],
)
def test_mistakes_of_markup_are_passed_over(content: str | bytes, expected: list[str]) -> None:
    """Cut off, bare ampersands, unknown entities, tags left open, NULs, bytes that are no text."""
    assert urls(content) == expected


def bomb() -> str:
    """Write entities of entities, nine to the ninth power if they were put in."""
    entities = '<!ENTITY a "x">' + "".join(
        f'<!ENTITY {name} "{f"&{above};" * 9}">' for above, name in zip("abcdefghi", "bcdefghij", strict=True)
    )
    return f"<!DOCTYPE rss [{entities}]><rss><item><link>https://example.org/news/&j;</link></item></rss>"


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "content",
    [
        bomb(),
        '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><item><link>&x;</link></item></rss>',
        '<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/x.dtd"><rss><item><link>1</link></item></rss>',
        "<rss>" + "<a>" * 10_000 + "<item><link>1</link></item>",
        "<rss><item><link>" + "x" * 12_000_000,
        "<rss " + "x" * 5_000_000,
        "<rss>" + "<item>" * 10_000,
        "<rss>&" + "<![CDATA[" * 30_000,
        "<rss>" + "&" * 300_000,
    ],
)
def test_entities_and_depths_cost_nothing(content: str) -> None:
    """Nothing outside the file is read, nothing grows, nothing takes long."""
    listing = listed(content)
    assert listing is not None
    assert all(len(link.url) < 1_000 and "root:" not in link.url for link in listing.links)


@pytest.mark.timeout(60)
@pytest.mark.parametrize("filling", [b"<a/>", b"<item/>", b"<a>x</a>", b"<!-- -->"])
def test_a_packed_bomb_is_left_at_the_limit(filling: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without ever being unpacked whole, or kept as a tree."""
    packed = gzip.compress(b"<urlset>" + filling * (BYTES_LIMIT // len(filling)))
    assert len(packed) < 400_000
    resource = pytest.importorskip("resource")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    monkeypatch.setattr("onrecord.collect.feeds.BYTES_LIMIT", 2 * 1024 * 1024)
    with pytest.raises(ValueError, match="larger than the 2 MB"):
        listed(packed)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000


def test_a_large_listing_with_a_mistake_is_read_up_to_it() -> None:
    """And says that it was not read whole."""
    content = (
        "<urlset><url><loc>https://example.org/news/1</loc></url>" + " <a/>" * 300_000 + "&<url><loc>2</loc></url>"
    )
    listing = listed(content)
    assert listing is not None
    assert (urls(content), listing.whole) == (["1"], False)


@pytest.mark.parametrize(("cut", "word"), [(-20, "cut off"), (-1, "cut off")])
def test_a_packed_listing_that_is_cut_off_says_so(cut: int, word: str) -> None:
    """Unlike a plain one, nobody knows where it broke."""
    packed = gzip.compress(SITEMAP.encode() + b"<!--" + bytes(range(1, 256)) * 500, compresslevel=0)
    with pytest.raises(ValueError, match=word):
        listed(packed[:cut])
    with pytest.raises(ValueError, match="damaged"):
        listed(packed[:-4_000] + b"\xff" * 4_000)


def test_a_listing_has_as_many_pages_as_sitemaps_may_have(monkeypatch: pytest.MonkeyPatch) -> None:
    """More are left alone."""
    assert ENTRIES_LIMIT == 50_000
    monkeypatch.setattr("onrecord.collect.feeds.ENTRIES_LIMIT", 5)
    content = "<urlset>" + "".join(f"<url><loc>{number}</loc></url>" for number in range(10)) + "</urlset>"
    assert urls(content) == ["0", "1", "2", "3", "4"]


def test_what_cannot_be_mended_is_noticed() -> None:
    """Behind some mistakes the parser meets nothing more, and nobody would know."""
    listing = listed(SITEMAP.replace("<url>", "<url a=b <<>", 1))
    assert listing is not None
    assert not listing.whole


@pytest.mark.fuzz
def test_broken_listings_never_break_us() -> None:
    """Whatever is sent: pages, or a ValueError that says why."""

    def attempt(content: bytes) -> None:
        try:
            listing = listed(content)
        except ValueError:
            return
        assert listing is None or len({link.url for link in listing.links}) == len(listing.links)

    seeds = [one.encode() for one in (RSS, ATOM, RDF, SITEMAP, INDEX)]
    assert fuzz(attempt, [*seeds, gzip.compress(SITEMAP.encode(), mtime=0)]) >= 100


@pytest.mark.parametrize(
    ("content", "seconds"),
    [
        (b"", 1.0),
        (b"User-agent: *\nCrawl-delay: 7\n", 7.0),
        (b"User-agent: *\nCrawl-delay: 0.1\n", 1.0),
        (b"User-agent: *\nCrawl-delay: 7\n\nUser-agent: Onrecord\nCrawl-delay: 2\n", 2.0),
        (b"User-agent: other\nCrawl-delay: 7\n", 1.0),
        (b"User-agent: *\nRequest-rate: 1/30s\n", 30.0),
        (b"User-agent: *\nCrawl-delay: soon\nRequest-rate: 0/0\n", 1.0),
        (b"User-agent: *\nCrawl-delay: nan\n", 1.0),
        (b"User-agent: *\nCrawl-delay: inf\n", 1.0),
        (b"User-agent: *\nCrawl-delay: -5\n", 1.0),
    ],
)
def test_a_site_says_how_long_to_wait(content: bytes, seconds: float) -> None:
    """Never less than a second; our own name before everybody's."""
    assert parse_rules(content).seconds == seconds


@pytest.mark.parametrize(
    ("content", "path", "allowed"),
    [
        (b"User-agent: *\nDisallow: /private\n", "/private/a", False),
        (b"User-agent: *\nDisallow: /private\nAllow: /private/open\n", "/private/open", True),
        (b"User-agent: onrecord\nDisallow:\n\nUser-agent: *\nDisallow: /\n", "/a", True),
        (b"User-agent: ONRECORD/9\nDisallow: /\n", "/a", True),
        (b"User-agent: onrecord\nDisallow: /\n", "/a", False),
        (b"\xef\xbb\xbfUser-agent: *\r\nDisallow: /\r\n", "/a", False),
        (b"User-agent: *\nDisallow: /*.pdf$\n", "/a.pdf", False),
        (b"User-agent: *\nDisallow: /*.pdf$\n", "/a.pdf?x", True),
        (b"<html>not found</html>", "/a", True),
        (b"\xff\x00\x80" * 100_000, "/a", True),
    ],
)
def test_a_site_says_what_may_be_asked(content: bytes, path: str, allowed: bool) -> None:  # noqa: FBT001  # a case
    """By the rules of RFC 9309."""
    assert parse_rules(content).allow("https://example.org" + path) is allowed
    assert Rules().allow("https://example.org" + path)


@pytest.mark.timeout(20)
def test_rules_made_to_take_long_do_not() -> None:
    """Many stars, many rules, a long address; only the first half megabyte is read."""
    stars = b"User-agent: *\nDisallow: /" + b"*a" * 5_000 + b"b\n"
    assert parse_rules(stars).allow("https://example.org/" + "a" * 8_000)
    many = b"User-agent: *\n" + b"".join(b"Disallow: /*%d*x\n" % number for number in range(20_000))
    assert parse_rules(many).allow("https://example.org/" + "a" * 8_000)


@pytest.mark.fuzz
def test_broken_rules_never_break_us() -> None:
    """Whatever is sent, it says something."""

    def attempt(content: bytes) -> None:
        rules = parse_rules(content)
        assert rules.seconds >= 1
        assert rules.allow("https://example.org/a") in {True, False}

    assert (
        fuzz(attempt, [b"User-agent: *\nDisallow: /a\nCrawl-delay: 2\nRequest-rate: 1/5m 0900-1700\nSitemap: /s\n"])
        >= 100
    )
