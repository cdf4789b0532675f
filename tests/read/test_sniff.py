"""A file is what its bytes say; its name decides between kinds of text only."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.read.sniff import media_type

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
    ],
)
def test_media_type(head: bytes, name: str, expected: str) -> None:
    assert media_type(head, name) == expected


@given(st.binary(max_size=200), st.text(max_size=20))
def test_any_bytes_and_any_name_give_a_media_type(head: bytes, name: str) -> None:
    kind, _, form = media_type(head, name).partition("/")
    assert kind
    assert form
