"""A file is what its bytes say; its name decides between kinds of text only."""

import bz2
import zipfile
from collections.abc import Sequence
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compound_file import compound
from onrecord.read.sniff import HEAD_BYTES, WORD, media_type, tail_at

MAIL = b"From: a@b.example\r\nTo: c@d.example\r\nSubject: Cameras\r\n\r\nHello."
SPENDING = b"contract_award_unique_key,award_id_piid,recipient_name,action_date\r\n1,2,3,4\r\n"


@pytest.mark.parametrize(
    ("head", "name", "expected"),
    [
        (b"%PDF-1.7\n...", "report.txt", "application/pdf"),
        (b"junk\r\n%PDF-1.4\n", "report", "application/pdf"),
        (b"PK\x03\x04....", "letter.docx", "application/zip"),
        (b"\x1f\x8b\x08\0", "page.html.gz", "application/gzip"),
        (b"\x89PNG\r\n\x1a\n\0\0", "picture.txt", "image/png"),
        (b"\xff\xd8\xff\xe0", "photo.html", "image/jpeg"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "photo", "image/webp"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "letter.doc", "application/x-ole-storage"),
        (b"<!DOCTYPE html><p>x", "page.txt", "text/html"),
        (b"\xef\xbb\xbf\n <!-- saved --><HTML><body>x", "page", "text/html"),
        (b'<?xml version="1.0"?><html xmlns="x"><body>', "page.xhtml", "text/html"),
        ("<html><p>x</p>".encode("utf-16"), "page", "text/html"),
        (b'<div class="a"><p>x</p></div>', "fragment", "text/html"),
        (b"just words", "page.html", "text/html"),
        (b"The <b>bold</b> tag and <html> are explained here.", "notes.txt", "text/plain"),
        (b"<3 means love", "notes.txt", "text/plain"),
        (MAIL, "letter.txt", "message/rfc822"),
        (b"Subject: only one\n\nx", "letter.eml", "message/rfc822"),
        (b"Subject: only one\n\nx", "letter.txt", "text/plain"),
        (b"From me@x.example Mon Jan  1 00:00:00 2024\nFrom: me\n\nx", "box", "application/mbox"),
        (b"From 2019 to 2024 the firm\nNote: grew", "story.txt", "text/plain"),
        (SPENDING, "download", "text/csv"),
        (b"a,b\n1,2\n", "table.csv", "text/csv"),
        (b"a,b\n1,2\n", "table.txt", "text/plain"),
        (b"<html><body>Not found</body></html>", "table.csv", "text/html"),
        (b'{"a": 1}', "data.json", "application/json"),
        (b'<?xml version="1.0"?><rss><channel/></rss>', "feed", "application/rss+xml"),
        (b"var a = 1;", "app.js", "text/javascript"),
        (bytes(range(256)) * 8, "story.txt", "application/octet-stream"),
        (b"\0" * 100, "story.txt", "application/octet-stream"),
        (b"one\0nul", "story.txt", "text/plain"),
        ("Grüße, ganz normal".encode("cp1252"), "brief.txt", "text/plain"),
        (b"BZhang said on Tuesday that we lost.", "story.txt", "text/plain"),
        (bz2.compress(b""), "nothing.bz2", "application/x-bzip2"),
        (bz2.compress(b"words"), "words", "application/x-bzip2"),
        (b"ID3 tags are what players show.", "story.txt", "text/plain"),
        (b"ID3\x03\0\0\0\0\0\0", "song", "audio/mpeg"),
        (b"RIFFRAFF said that we had lost.", "story.txt", "text/plain"),
        (b"OggS is how it begins.", "story.txt", "text/plain"),
    ],
)
def test_media_type(head: bytes, name: str, expected: str) -> None:
    assert media_type(head, name) == expected


@given(st.binary(max_size=200), st.text(max_size=20))
def test_any_bytes_and_any_name_give_a_media_type(head: bytes, name: str) -> None:
    kind, _, form = media_type(head, name).partition("/")
    assert kind
    assert form


def package(*members: str, content: bytes = b"x", method: int = zipfile.ZIP_DEFLATED, streamed: bool = False) -> bytes:
    """Pack members of one content; streamed, their sizes stand behind them."""
    file = BytesIO()
    if streamed:
        file.seekable = lambda: False  # type: ignore[method-assign]
    with zipfile.ZipFile(file, "w", method) as archive:
        for name in members:
            archive.writestr(name, content)
    return file.getvalue()


DOCX = package("[Content_Types].xml", "word/document.xml")


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        (("[Content_Types].xml", "word/document.xml"), WORD),
        (("word/document2.xml",), WORD),
        (("xl/workbook.xml",), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (("datapackage.json", "archive/a.warc"), "application/wacz"),
        (("keyword/document.xml",), "application/zip"),
        (("copy/word/document.xml",), "application/zip"),
        (("word/documents/letter.txt",), "application/zip"),
        (("word/document.xml.txt",), "application/zip"),
        ((), "application/zip"),
    ],
)
@pytest.mark.parametrize("streamed", [False, True])
def test_a_package_is_what_the_names_of_its_own_members_say(
    members: Sequence[str],
    expected: str,
    streamed: bool,  # noqa: FBT001  # a case
) -> None:
    """Their whole names: a folder of the same ending is none."""
    content = package(*members, streamed=streamed)
    assert media_type(content, "file", content) == expected


@pytest.mark.parametrize("streamed", [False, True])
def test_a_package_inside_a_package_says_nothing_of_it(streamed: bool) -> None:  # noqa: FBT001  # a case
    """Letters packed without being squeezed stand in the archive byte for byte, with their headers."""
    content = package("a.docx", "b.docx", content=DOCX, method=zipfile.ZIP_STORED, streamed=streamed)
    assert media_type(content, "letters.zip", content) == "application/zip"
    assert media_type(content[:-30], "letters.zip", content[:-30]) == "application/zip"


def test_a_text_about_packages_says_nothing_of_the_archive_it_stands_in() -> None:
    """Neither in its words nor in its name."""
    content = package("notes.txt", content=b"see word/document.xml", method=zipfile.ZIP_STORED)
    assert media_type(content, "file", content) == "application/zip"


def test_a_package_that_is_cut_off_is_told_by_its_first_members() -> None:
    """So that its reader can say what is wrong with it."""
    assert media_type(DOCX[:-40], "letter", DOCX[:-40]) == WORD


def test_the_list_of_a_large_package_may_begin_before_what_is_looked_at() -> None:
    """The names in the rest of it count."""
    names = [f"media/{number:060}.png" for number in range(1_000)]
    content = package(*names, "word/document.xml", method=zipfile.ZIP_STORED)
    assert media_type(content[:HEAD_BYTES], "letter", content[-HEAD_BYTES:]) == WORD


@given(st.binary(max_size=300), st.binary(max_size=300))
def test_any_bytes_behind_the_mark_of_a_package_give_a_media_type(head: bytes, tail: bytes) -> None:
    """Whatever sizes its headers claim."""
    end = b"PK\x05\x06" + tail[:16].ljust(16, b"x") + len(tail[16:]).to_bytes(2, "little") + tail[16:]
    assert media_type(b"PK\x03\x04" + head, "file", b"PK\x01\x02" + head + end).startswith("application/")


@pytest.mark.parametrize("length", [10, 100_000, 20_000_000])
def test_a_message_is_told_wherever_its_directory_stands(length: int) -> None:
    """With a large attachment it is far from both ends of the file."""
    content = compound({"__properties_version1.0": b"x" * 32, "__attach": {"__substg1.0_37010102": b"a" * length}})
    place = tail_at(content[:HEAD_BYTES], len(content))
    kind = media_type(content[:HEAD_BYTES], "letter", content[place : place + HEAD_BYTES])
    assert kind == "application/vnd.ms-outlook"


@given(st.binary(max_size=100), st.integers(0, 10**12))
def test_names_are_looked_for_inside_the_file(rest: bytes, size: int) -> None:
    """Whatever a header claims."""
    assert 0 <= tail_at(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + rest, size) <= size
