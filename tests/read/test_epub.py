"""EPUB books: a document for each chapter, under the book's title, every word with its place."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from fuzzing import fuzz
from onrecord.config import Config
from onrecord.model.evidence import Meta, Origin
from onrecord.model.ids import ArtefactId
from onrecord.model.reading import Reading
from onrecord.read import epub
from read.packages import read_checked, zipped

ORIGIN = Origin(artefact=ArtefactId("0" * 64), path="in/a.epub", collected_at="2024-06-01T00:00:00+00:00")
CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
META = (
    '<dc:title>The Harbour</dc:title><dc:creator opf:role="aut">Ines Calder</dc:creator>'
    '<dc:creator opf:role="ill">Tom Rudge</dc:creator><dc:publisher>Pier Press</dc:publisher>'
    '<dc:date opf:event="creation">2001-01-01</dc:date><dc:date>2012-05-04</dc:date><dc:language>en-GB</dc:language>'
    '<meta property="dcterms:modified">2013-06-07T08:09:10Z</meta>'
)
ONE = (
    '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title>'
    '<script src="a.js"/></head><body><h2>Chapter One</h2><p>“We paid &amp; they left,” said Maud Ferris.</p>'
    "<p>All rights reserved.</p></body></html>"
)
TWO = "<html><body><p>No heading here, only words.</p></body></html>"
NAV = "<html><body><nav><ol><li>Chapter One</li></ol></nav></body></html>"


def opf(items: Mapping[str, str], *, spine: str = "", metadata: str = META) -> str:
    """List items of the book; all of them are in the reading order unless `spine` says otherwise."""
    listed = "".join(
        f'<item id="{key}" href="{href}" media-type="application/xhtml+xml"{" properties=" + chr(34) + "nav" + chr(34) if key == "nav" else ""}/>'
        for key, href in items.items()
    )
    order = spine or "".join(f'<itemref idref="{key}"/>' for key in items)
    return (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:opf="http://www.idpf.org/2007/opf" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>{metadata}</metadata>'
        f"<manifest>{listed}</manifest><spine>{order}</spine></package>"
    )


ITEMS = {"nav": "nav.xhtml", "one": "text/one%20a.xhtml", "two": "two.xhtml"}
PARTS: dict[str, str | bytes] = {
    "META-INF/container.xml": CONTAINER,
    "OEBPS/book.opf": opf(ITEMS),
    "OEBPS/nav.xhtml": NAV,
    "OEBPS/text/one a.xhtml": ONE,
    "OEBPS/two.xhtml": TWO,
}
GOOD = zipped(PARTS)


def read(tmp_path: Path, content: bytes, config: Config | None = None) -> Reading:
    return read_checked(epub.read, tmp_path / "a.epub", content, ORIGIN, config)


def codes(reading: Reading) -> list[str]:
    return [problem.code for problem in reading.problems]


def encryption(name: str, algorithm: str) -> str:
    return (
        '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" xmlns:enc="http://www.w3.org/2001/04/xmlenc#">'
        f'<enc:EncryptedData><enc:EncryptionMethod Algorithm="{algorithm}"/><enc:CipherData><enc:CipherReference URI="{name}"/>'
        "</enc:CipherData></enc:EncryptedData></encryption>"
    )


def test_every_file_of_the_reading_order_is_a_document(tmp_path: Path) -> None:
    reading = read(tmp_path, GOOD)
    assert codes(reading) == []
    assert [(one.part, one.title.value if one.title else "") for one in reading.documents] == [
        ("member=OEBPS/nav.xhtml", "The Harbour"),
        ("member=OEBPS/text/one a.xhtml", "The Harbour: Chapter One"),
        ("member=OEBPS/two.xhtml", "The Harbour"),
    ]
    contents, chapter, _ = reading.documents
    assert {line.label for line in contents.lines} == {"furniture"}
    assert [(chapter.text[line.start : line.end], line.label, line.rule) for line in chapter.lines] == [
        ("Chapter One", "title", "heading 2"),
        ("“We paid & they left,” said Maud Ferris.", "body", "paragraph"),
        ("All rights reserved.", "furniture", "legal"),
    ]


def test_the_book_says_who_wrote_it_and_when_it_was_published(tmp_path: Path) -> None:
    document = read(tmp_path, GOOD).documents[1]
    name = "OEBPS/book.opf"
    assert document.authors == (Meta(value="Ines Calder", basis=f"{name} dc:creator"),)
    assert document.publisher == Meta(value="Pier Press", basis=f"{name} dc:publisher")
    assert document.published == Meta(value="2012-05-04", basis=f"{name} dc:date")
    assert document.updated == Meta(value="2013-06-07T08:09:10+00:00", basis=f"{name} dcterms:modified")
    assert document.language == "en"
    assert document.title == Meta(value="The Harbour: Chapter One", basis=f"{name} dc:title and the chapter's heading")


def test_words_are_found_again_in_their_page(tmp_path: Path) -> None:
    """A script tag that XML ends at once hides nothing and moves nothing."""
    document = read(tmp_path, GOOD).documents[1]
    verbatim = [
        (document.text[one.start : one.end], ONE[one.source_start : one.source_end])
        for one in document.segments
        if one.end - one.start == one.source_end - one.source_start
    ]
    assert ("“We paid ", "“We paid ") in verbatim
    assert all(text == source for text, source in verbatim)
    assert {one.part for one in document.segments} == {"member=OEBPS/text/one a.xhtml"}


def test_a_year_alone_is_no_day_and_a_repeated_page_is_read_once(tmp_path: Path) -> None:
    spine = '<itemref idref="two"/><itemref idref="two"/><itemref idref="none"/>'
    listing = opf(ITEMS, spine=spine, metadata="<dc:date>2012</dc:date>")
    (document,) = read(tmp_path, zipped({**PARTS, "OEBPS/book.opf": listing})).documents
    assert (document.title, document.published, document.part) == (None, None, "member=OEBPS/two.xhtml")


def test_a_book_without_a_container_is_found_by_its_listing(tmp_path: Path) -> None:
    reading = read(tmp_path, zipped({**PARTS, "META-INF/container.xml": ""}))
    assert len(reading.documents) == 3


def test_copy_protection_is_said_and_obfuscated_fonts_are_none(tmp_path: Path) -> None:
    locked = encryption("OEBPS/two.xhtml", "http://www.w3.org/2001/04/xmlenc#aes128-cbc")
    reading = read(tmp_path, zipped({**PARTS, "META-INF/encryption.xml": locked}))
    assert (codes(reading), len(reading.documents)) == (["encrypted"], 2)
    fonts = encryption("OEBPS/two.xhtml", "http://www.idpf.org/2008/embedding")
    reading = read(tmp_path, zipped({**PARTS, "META-INF/encryption.xml": fonts}))
    assert (codes(reading), len(reading.documents)) == ([], 3)


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", ["damaged"]),
        (b"no package", ["damaged"]),
        (GOOD[: len(GOOD) // 2], ["damaged"]),
        (zipped({"a.txt": "x"}), ["damaged"]),
        (zipped({**PARTS, "OEBPS/book.opf": "no XML"}), ["damaged"]),
        (zipped({**PARTS, "OEBPS/book.opf": opf({})}), ["no_text"]),
        (zipped({**PARTS, "OEBPS/book.opf": '<!DOCTYPE p [<!ENTITY a "ha">]>' + opf(ITEMS)}), ["damaged"]),
        (zipped({**PARTS, "OEBPS/book.opf": "<a>" * 10_000}), ["damaged"]),
        (zipped({**PARTS, "OEBPS/book.opf": opf({"gone": "../../../etc/passwd"})}), ["damaged"]),
    ],
)
def test_what_is_no_book_is_a_problem(tmp_path: Path, content: bytes, found: list[str]) -> None:
    reading = read(tmp_path, content)
    assert (codes(reading), reading.documents) == (found, ())


def test_hostile_pages_are_read_and_the_limit_counts_for_the_whole_book(tmp_path: Path) -> None:
    pages = {
        "OEBPS/two.xhtml": "<html><body><script>one()</script><iframe src='x'>two</iframe>"
        + "<div>" * 10_000
        + "<p>Three.\0",
        "OEBPS/text/one a.xhtml": "<html><p>Café.</p>".encode("cp1252"),
    }
    reading = read(tmp_path, zipped({**PARTS, **pages}))
    assert [document.text for document in reading.documents] == ["Chapter One", "Café.", "Three."]
    assert codes(reading) == ["encoding_guessed"]
    bomb = {"OEBPS/nav.xhtml": "<p>" + "word " * 2_000_000, "OEBPS/two.xhtml": TWO}
    reading = read(tmp_path, zipped({**PARTS, **bomb}), Config(text_bytes_limit=1_000_000))
    assert codes(reading)[:1] == ["too_large"]
    assert "member=OEBPS/nav.xhtml" not in {document.part for document in reading.documents}


@pytest.mark.timeout(60)
def test_a_very_long_line_and_very_many_headings_take_time_in_proportion(tmp_path: Path) -> None:
    for page in (
        "<p>" + "word " * 400_000,
        "<h1>x</h1>" * 40_000,
        "<h1>" * 40_000 + "x",
        "<script " * 100_000 + "<p>x",
    ):
        reading = read(tmp_path, zipped({**PARTS, "OEBPS/two.xhtml": page}))
        assert codes(reading) == []


@pytest.mark.fuzz
def test_no_bytes_make_the_reader_fail(tmp_path: Path) -> None:
    """Broken packages, and whole packages of broken listings and pages."""

    def attempt(content: bytes) -> None:
        for whole in (
            content,
            zipped({**PARTS, "OEBPS/book.opf": content}),
            zipped({**PARTS, "OEBPS/two.xhtml": content}),
        ):
            reading = read(tmp_path, whole)
            assert reading.documents or reading.problems

    assert fuzz(attempt, [GOOD, opf(ITEMS).encode(), ONE.encode()]) >= 100
