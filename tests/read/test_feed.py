"""Feeds: one document an entry, every word where it stands in its element, and nothing fetched or expanded."""

import socket
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fuzzing import fuzz
from onrecord.config import Config
from onrecord.model.evidence import Document, Meta, Origin, body_ranges, source_ranges
from onrecord.model.ids import artefact_id
from onrecord.model.reading import Reading
from onrecord.read import feed
from onrecord.read.feed_entries import parse
from onrecord.store.writer import check_document

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<!-- made for this test -->
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>The Harbour Post</title><link>https://harbourpost.example/</link><language>en-GB</language>
<image><title>Logo</title></image>
<item>
 <title>Council &amp;amp; port end contract</title><media:title>Picture</media:title>
 <link>https://harbourpost.example/news/1</link><guid isPermaLink="false">x1</guid>
 <dc:creator>Ines Calder</dc:creator><dc:creator><![CDATA[Tom Rudge]]></dc:creator>
 <pubDate>Tue, 12 Mar 2024 09:30:00 +0100</pubDate>
 <description>In short: the contract ends.</description>
 <content:encoded><![CDATA[<p>The harbour council ended the contract.</p><p>&#8220;We paid&nbsp;for forty,&#8221; said
 Maud Ferris.</p><script>track()</script><iframe src="https://x.example/"></iframe>
 <p>The post <a href="https://x.example">Council</a> appeared first on The Harbour Post.</p>]]></content:encoded>
</item>
<item><title>Ferry fares</title><description>&lt;p&gt;Fares rise by &amp;pound;2.&lt;/p&gt;</description>
 <guid>https://harbourpost.example/news/2</guid></item>
<item/>
</channel></rss>
"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>Hafenpost</title>
<link rel="self" href="https://hafenpost.example/feed"/>
<author><name>Nobody of the entry</name></author>
<entry><title type="text">Rat &amp; Hafen &lt;b&gt;</title>
 <link rel="edit" href="https://hafenpost.example/edit"/><link href="https://hafenpost.example/1?a=1&amp;b=2"/>
 <author><uri>https://x.example</uri><name>Ines Calder</name><email>i@x.example</email></author>
 <published>2024-03-12T09:30:00Z</published><updated>2024-03-14T17:05:00+01:00</updated>
 <summary>Kurz gesagt.</summary>
 <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Der Rat &amp; der <b>Hafen</b>
 einigten sich.</p></div></content>
 <source><title>Another feed</title><updated>2001-01-01T00:00:00Z</updated></source></entry>
<entry><title type="html">&lt;em&gt;Zwei&lt;/em&gt;</title><updated>2024-03-15T00:00:00Z</updated>
 <content type="image/png">iVBORw0KGgo=</content><content type="text">Nur &lt;Text&gt;.</content></entry>
</feed>"""
ORIGIN = Origin(artefact=artefact_id(b""), path="feed.xml", collected_at="2026-01-01T00:00:00+00:00")


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_options: object) -> None:
        raise AssertionError("a reader went to the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def read(folder: Path, content: str | bytes, config: Config | None = None, origin: Origin = ORIGIN) -> Reading:
    path = folder / "feed.xml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    reading = feed.read(path, origin, config or Config())
    for document in reading.documents:
        check_document(document)
    return reading


def lines(document: Document) -> list[tuple[str, str]]:
    return [(line.label, document.text[line.start : line.end]) for line in document.lines]


def codes(reading: Reading) -> list[str]:
    return [problem.code for problem in reading.problems]


def element(text: str, part: str) -> str:
    """Give the decoded text of the element that a part names."""
    number, _, name = part.removeprefix("entry=").partition(";")
    name, _, count = name.partition("=")
    values = parse(text, 1000).entries[int(number) - 1].values
    return [value.text for value in values if value.name == name and value.text.strip()][int(count or 1) - 1]


def check_places(document: Document, source: str) -> None:
    """Every verbatim run stands in its element as it stands in the text."""
    for segment in document.segments:
        length = segment.source_end - segment.source_start
        if length and length == segment.end - segment.start:
            words = document.text[segment.start : segment.end]
            assert element(source, segment.part)[segment.source_start : segment.source_end] == words


def test_an_rss_entry_line_by_line(tmp_path: Path) -> None:
    first, second = read(tmp_path, RSS).documents
    assert lines(first) == [
        ("title", "Council & port end contract"),
        ("meta", "Ines Calder"),
        ("meta", "Tom Rudge"),
        ("meta", "Tue, 12 Mar 2024 09:30:00 +0100"),
        ("meta", "https://harbourpost.example/news/1"),
        ("meta", "In short: the contract ends."),
        ("body", "The harbour council ended the contract."),
        ("body", "“We paid\u00a0for forty,” said Maud Ferris."),
        ("furniture", "The post Council appeared first on The Harbour Post."),
    ]
    assert lines(second) == [
        ("title", "Ferry fares"),
        ("meta", "https://harbourpost.example/news/2"),
        ("body", "Fares rise by £2."),
    ]


def test_an_rss_entry_s_metadata(tmp_path: Path) -> None:
    """Title, dates and address are the entry's, the publisher is the feed."""
    first, second = read(tmp_path, RSS).documents
    assert (first.part, first.reader, first.language) == ("entry=1", "feed/1", "en")
    assert first.title == Meta(value="Council & port end contract", basis="entry title")
    assert first.publisher == Meta(value="The Harbour Post", basis="feed title")
    assert [author.value for author in first.authors] == ["Ines Calder", "Tom Rudge"]
    assert first.published == Meta(value="2024-03-12T09:30:00+01:00", basis="entry pubDate")
    assert first.updated is None
    assert first.url == Meta(value="https://harbourpost.example/news/1", basis="entry link")
    assert (second.published, second.url) == (
        None,
        Meta(value="https://harbourpost.example/news/2", basis="entry guid"),
    )


def test_an_atom_entry_line_by_line(tmp_path: Path) -> None:
    """Of a title that is text, `<b>` is text; of one that is HTML it is not; a picture in base 64 is neither."""
    first, second = read(tmp_path, ATOM).documents
    assert lines(first) == [
        ("title", "Rat & Hafen <b>"),
        ("meta", "Ines Calder"),
        ("meta", "2024-03-12T09:30:00Z"),
        ("meta", "2024-03-14T17:05:00+01:00"),
        ("meta", "https://hafenpost.example/1?a=1&b=2"),
        ("meta", "Kurz gesagt."),
        ("body", "Der Rat & der Hafen einigten sich."),
    ]
    assert lines(second) == [("title", "Zwei"), ("meta", "2024-03-15T00:00:00Z"), ("body", "Nur <Text>.")]
    assert first.published == Meta(value="2024-03-12T09:30:00+00:00", basis="entry published")
    assert first.updated == Meta(value="2024-03-14T17:05:00+01:00", basis="entry updated")
    assert (second.published, second.updated) == (None, Meta(value="2024-03-15T00:00:00+00:00", basis="entry updated"))
    assert (first.language, [one.value for one in first.authors]) == ("de", ["Ines Calder"])


@pytest.mark.parametrize("source", [RSS, ATOM])
def test_words_are_found_again_in_their_elements(tmp_path: Path, source: str) -> None:
    for document in read(tmp_path, source).documents:
        check_places(document, source)
        for start, end in body_ranges(document):
            assert {part for part, _, _ in source_ranges(document, start, end)} <= {
                f"{document.part};{name}" for name in ("content:encoded", "description", "content")
            }


def test_a_quotation_s_place_in_escaped_html(tmp_path: Path) -> None:
    """Offsets count in the element's text once XML is undone: the HTML that the feed carries."""
    document = read(tmp_path, RSS).documents[1]
    start = document.text.index("Fares")
    places = list(source_ranges(document, start, start + len("Fares rise by £2.")))
    text = element(RSS, places[0][0])
    assert text == "<p>Fares rise by &pound;2.</p>"
    assert [(part, text[low:high]) for part, low, high in places] == [
        ("entry=2;description", "Fares rise by &pound;2.")
    ]


def test_xhtml_with_a_prefix_is_read_as_html(tmp_path: Path) -> None:
    source = (
        '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:xhtml="http://www.w3.org/1999/xhtml"><entry><title>T</title>'
        '<content type="xhtml"><xhtml:div><xhtml:p class="a">O<xhtml:b>n</xhtml:b>e.</xhtml:p><xhtml:p>Two.</xhtml:p>'
        "<xhtml:script>no()</xhtml:script></xhtml:div></content></entry></feed>"
    )
    (document,) = read(tmp_path, source).documents
    assert [words for _, words in lines(document)] == ["T", "One.", "Two."]
    check_places(document, source)


def test_rss_1_and_its_entries_outside_the_channel(tmp_path: Path) -> None:
    source = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Post</title></channel>'
        "<item><title>One</title><dc:date>2024-03-12</dc:date><description>Words.</description></item></rdf:RDF>"
    )
    (document,) = read(tmp_path, source).documents
    assert (document.publisher, document.published) == (
        Meta(value="Post", basis="feed title"),
        Meta(value="2024-03-12", basis="entry dc:date"),
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tue, 12 Mar 2024 09:30:00 GMT", "2024-03-12T09:30:00+00:00"),
        ("2024-03-12T09:30:00+02:00", "2024-03-12T09:30:00+02:00"),
        ("12 March 2024", "2024-03-12"),
        ("yesterday", None),
        ("Tue, 99 Mar 2024 09:30:00 GMT", None),
        ("9" * 400, None),
    ],
)
def test_dates_in_either_form(tmp_path: Path, text: str, expected: str | None) -> None:
    source = f"<rss><channel><item><title>A</title><pubDate>{text}</pubDate></item></channel></rss>"
    (document,) = read(tmp_path, source).documents
    assert (document.published.value if document.published else None) == expected


def test_the_sidecar_of_a_feed_speaks_of_the_feed(tmp_path: Path) -> None:
    """Its publisher holds for every entry, its title, date and address for none; relative links start from its address."""
    origin = Origin(
        artefact=ORIGIN.artefact,
        path="feed.xml",
        collected_at=ORIGIN.collected_at,
        url="https://x.example/news/feed",
        title="Mine",
        publisher="Mine Ltd",
        published="2020-01-01",
    )
    (document,) = read(
        tmp_path, "<rss><channel><item><title>A</title><link>one</link></item></channel></rss>", origin=origin
    ).documents
    assert (document.title, document.publisher) == (
        Meta(value="A", basis="entry title"),
        Meta(value="Mine Ltd", basis="sidecar"),
    )
    assert (document.published, document.url) == (None, Meta(value="https://x.example/news/one", basis="entry link"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1", "windows-1252", "koi8-r"])
def test_the_declared_encoding_is_used(tmp_path: Path, encoding: str) -> None:
    word = "Совет" if encoding == "koi8-r" else "Café"
    source = (
        f'<?xml version="1.0" encoding="{encoding}"?><rss><channel><item><title>{word}</title></item></channel></rss>'
    )
    reading = read(tmp_path, source.encode(encoding))
    assert ([document.text for document in reading.documents], codes(reading)) == ([word], [])


def test_names_of_html_that_xml_does_not_know_stand_for_their_characters(tmp_path: Path) -> None:
    source = '<!DOCTYPE rss SYSTEM "https://x.example/rss.dtd"><rss><channel><item><title>a&nbsp;b</title></item></channel></rss>'
    reading = read(tmp_path, source)
    assert ([document.text for document in reading.documents], codes(reading)) == (["a\u00a0b"], [])


@pytest.mark.parametrize("root", ["urlset", "sitemapindex"])
def test_a_sitemap_says_to_add_its_address(tmp_path: Path, root: str) -> None:
    source = (
        f'<{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://x.example/</loc></url></{root}>'
    )
    reading = read(tmp_path, source)
    assert (reading.documents, codes(reading)) == ((), ["unsupported_format"])
    assert "onrecord add RECORD https://" in reading.problems[0].message


BILLION = (
    '<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {after} "{f"&{name};" * 10}">' for name, after in zip("abcdefgh", "bcdefghi", strict=True))
    + "]><rss><channel><item><title>&i;</title></item></channel></rss>"
)
OUTSIDE = '<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss><channel><item><title>&a;</title></item></channel></rss>'


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (b"", ["damaged"]),
        (b"\0" * 100, ["damaged"]),
        (b"no XML", ["damaged"]),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", ["unsupported_format"]),
        (b"<rss><channel/></rss>", ["empty"]),
        (BILLION.encode(), ["damaged"]),
        (OUTSIDE.encode(), ["damaged"]),
        (b"<rss>" * 10_000, ["damaged"]),
    ],
)
def test_what_gives_no_entry_is_a_problem(tmp_path: Path, source: bytes, expected: list[str]) -> None:
    reading = read(tmp_path, source)
    assert (reading.documents, codes(reading)) == ((), expected)


def test_a_broken_feed_gives_the_entries_before_the_fault(tmp_path: Path) -> None:
    for source in (RSS[: RSS.index("Fares rise")], RSS.replace("<title>Ferry fares", "<title>Ferry & fares")):
        reading = read(tmp_path, source)
        assert (len(reading.documents), codes(reading)) == (1, ["damaged"])


def test_invalid_bytes_are_told_and_the_entries_read(tmp_path: Path) -> None:
    reading = read(tmp_path, RSS.encode().replace("“".encode(), b"x").replace(b"forty", b"f\xf6rty"))
    assert (len(reading.documents), codes(reading)) == (2, ["encoding_guessed"])


def test_the_number_of_entries_has_a_limit(tmp_path: Path) -> None:
    source = "<rss><channel>" + "<item><title>A</title></item>" * 9 + "</channel></rss>"
    reading = read(tmp_path, source, Config(unpacked_files_limit=5))
    assert (len(reading.documents), codes(reading)) == (5, ["unpack_limit"])


@pytest.mark.parametrize(
    "inside",
    [
        "<description>" + "&lt;div&gt;" * 10_000 + "words</description>",
        "<description>" + "<div>" * 10_000 + "words" + "</div>" * 10_000 + "</description>",
        "<description>" + "word " * 500_000 + "</description>",
        "<description " + " ".join(f'a{number}=">"' for number in range(10_000)) + ">words</description>",
        "<author>A B</author>" * 20_000,
    ],
    ids=["escaped depth", "depth", "one line", "attributes", "authors"],
)
def test_depth_and_length_cost_linear_time(tmp_path: Path, inside: str) -> None:
    start = time.perf_counter()
    reading = read(tmp_path, f"<rss><channel><item><title>A</title>{inside}</item></channel></rss>")
    assert len(reading.documents) == 1
    assert time.perf_counter() - start < 20


@settings(deadline=None, max_examples=60)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(lambda text: text.strip()))
def test_any_text_keeps_its_place(tmp_path_factory: pytest.TempPathFactory, words: str) -> None:
    """Escaped for XML, a plain Atom text is given back character for character."""
    escaped = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    source = (
        f'<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>T</title><content>{escaped}</content></entry></feed>'
    )
    try:
        parse(source, 10).entries[0]
    except IndexError:
        return  # not allowed in XML: U+FFFE
    (document,) = read(tmp_path_factory.mktemp("feed"), source).documents
    assert document.text == f"T\n\n{words.strip()}"
    (place,) = source_ranges(document, 3, len(document.text))
    assert element(source, place[0])[place[1] : place[2]] == words.strip()


def test_a_file_that_cannot_be_opened_is_a_problem(tmp_path: Path) -> None:
    assert codes(feed.read(tmp_path / "absent", ORIGIN, Config())) == ["unreadable"]


@pytest.mark.fuzz
def test_fuzz(tmp_path: Path) -> None:
    """Whatever the bytes, nothing is raised, and what is given can be stored."""

    def attempt(content: bytes) -> None:
        reading = read(tmp_path, content)
        assert reading.documents or reading.problems

    assert fuzz(attempt, [RSS.encode(), ATOM.encode(), ATOM.encode("utf-16"), BILLION.encode()]) >= 100
