"""Web archives: each page once, with its address and time; digests checked; what is no page counted, not flooded with."""

import base64
import gzip
import hashlib
import io
import random
import time
import tracemalloc
import zlib
from pathlib import Path

import pytest
from fastwarc.stream_io import BrotliWriter, ZstdWriter
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from fuzzing import fuzz
from onrecord.config import Config
from onrecord.model.evidence import Origin
from onrecord.model.ids import artefact_id
from onrecord.model.reading import Reading
from onrecord.read import archive, warc
from onrecord.read.archive_spool import Fault
from onrecord.read.warc_payload import dechunked

PAGE = b"<!doctype html><title>Harbour</title><p>The council ended the contract on Tuesday.</p>"
URL = "https://harbourpost.example/news/1"
DATE = "2024-05-01T12:00:00Z"


def response(body: bytes = PAGE, fields: str = "Content-Type: text/html", status: str = "200 OK") -> bytes:
    return f"HTTP/1.1 {status}\r\n{fields}\r\n\r\n".encode() + body


def record(block: bytes, url: str = URL, kind: str = "response", fields: str = "") -> bytes:
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: {DATE}\r\n"
        f"WARC-Target-URI: {url}\r\nContent-Type: application/http;msgtype={kind}\r\n"
    )
    head += f"{fields}\r\n" if fields else ""
    return head.encode("latin-1") + b"Content-Length: %d\r\n\r\n" % len(block) + block + b"\r\n\r\n"


def read(folder: Path, content: bytes, config: Config | None = None, depth: int = 0) -> Reading:
    path = folder / "artefact"
    path.write_bytes(content)
    spool = folder / "spool"
    spool.mkdir(exist_ok=True)
    for old in spool.iterdir():
        old.unlink()
    origin = Origin(
        artefact=artefact_id(content), path="crawl.warc.gz", collected_at="2026-01-01T00:00:00+00:00", depth=depth
    )
    return warc.read(path, origin, config or Config(), spool)


def bodies(reading: Reading) -> list[bytes]:
    return [child.path.read_bytes() for child in reading.children]


def codes(reading: Reading) -> list[str]:
    return [problem.code for problem in reading.problems]


def sha1(content: bytes) -> str:
    return "sha1:" + base64.b32encode(hashlib.sha1(content).digest()).decode()  # noqa: S324  # what web archives use


def noise(size: int) -> bytes:
    return random.Random(1).randbytes(size)  # noqa: S311  # incompressible, and the same each time


def test_a_page_has_its_address_its_time_and_its_place(tmp_path: Path) -> None:
    """Records of every type are counted, from 1; the place is the record's, or its gzip member's, in the file."""
    parts = [
        record(b"software: x", kind="warcinfo"),
        record(b"GET / HTTP/1.1\r\n\r\n", kind="request"),
        record(response()),
    ]
    for packed in (parts, [gzip.compress(part, mtime=0) for part in parts]):
        (child,) = read(tmp_path, b"".join(packed)).children
        assert (child.url, child.name, child.collected_at) == (URL, URL, "2024-05-01T12:00:00+00:00")
        assert child.part == f"record=3;offset={len(packed[0]) + len(packed[1])}"
        assert child.path.read_bytes() == PAGE


def test_what_warcio_writes_is_read_with_its_digests(tmp_path: Path) -> None:
    """The writer of another project, compressed and not, chunked and packed."""
    for is_packed in (True, False):
        target = io.BytesIO()
        writer = WARCWriter(target, gzip=is_packed)
        for number in range(3):
            headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
            payload = io.BytesIO(PAGE + b"%d" % number)
            made = writer.create_warc_record(f"{URL}?{number}", "response", payload=payload, http_headers=headers)
            writer.write_record(made)
            made.raw_stream.close()
        reading = read(tmp_path, target.getvalue())
        assert (bodies(reading), codes(reading)) == ([PAGE + b"%d" % number for number in range(3)], [])
        assert [child.url for child in reading.children] == [f"{URL}?{number}" for number in range(3)]


def test_one_gzip_member_for_all_records(tmp_path: Path) -> None:
    """Against the standard, and met."""
    reading = read(tmp_path, gzip.compress(record(response()) + record(response(PAGE + b"2"))))
    assert (bodies(reading), codes(reading)) == ([PAGE, PAGE + b"2"], [])
    assert len({child.part for child in reading.children}) == 2


def test_the_gzip_reader_knows_a_web_archive(tmp_path: Path) -> None:
    content = gzip.compress(record(response()))
    path = tmp_path / "a"
    path.write_bytes(content)
    spool = tmp_path / "spool"
    spool.mkdir()
    origin = Origin(artefact=artefact_id(content), path="a.gz", collected_at="2026-01-01T00:00:00+00:00")
    (child,) = archive.read(path, origin, Config(), spool).children
    assert (child.url, child.part) == (URL, "record=1;offset=0")


def chunked(body: bytes, size: int = 7) -> bytes:
    pieces = [body[start : start + size] for start in range(0, len(body), size)]
    return b"".join(b"%x;a=b\r\n%b\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\nTrailer: x\r\n\r\n"


def packed_by(writer: type[BrotliWriter] | type[ZstdWriter], content: bytes, folder: Path) -> bytes:
    path = folder / "packed"
    with writer(str(path)) as target:
        target.write(content)
    return path.read_bytes()


def test_bodies_are_dechunked_and_unpacked(tmp_path: Path) -> None:
    """Every coding that browsers ask for; a header that lies about one is not believed."""
    bare = zlib.compress(PAGE, wbits=-15)
    cases = [
        ("Transfer-Encoding: chunked", chunked(PAGE)),
        ("Transfer-Encoding: chunked", PAGE),
        ("Content-Encoding: gzip", gzip.compress(PAGE, mtime=0)),
        ("Content-Encoding: x-gzip\r\nTransfer-Encoding: Chunked", chunked(gzip.compress(PAGE, mtime=0))),
        ("Content-Encoding: gzip", PAGE),
        ("Content-Encoding: deflate", zlib.compress(PAGE)),
        ("Content-Encoding: deflate", bare),
        ("Content-Encoding: br", packed_by(BrotliWriter, PAGE, tmp_path)),
        ("Content-Encoding: zstd", packed_by(ZstdWriter, PAGE, tmp_path)),
        ("Content-Encoding: gzip, br", packed_by(BrotliWriter, gzip.compress(PAGE, mtime=0), tmp_path)),
        ("Content-Encoding: identity", PAGE),
    ]
    for fields, body in cases:
        reading = read(tmp_path, record(response(body, f"Content-Type: text/html\r\n{fields}")))
        assert (fields, bodies(reading), codes(reading)) == (fields, [PAGE], [])


@pytest.mark.parametrize("size", [1, 2, 3, 50])
def test_chunks_may_lie_across_blocks(size: int) -> None:
    content = chunked(PAGE * 5)
    blocks = iter([content[start : start + size] for start in range(0, len(content), size)])
    assert b"".join(dechunked(blocks)) == PAGE * 5


def test_chunks_that_break_off_are_kept_as_far_as_they_go() -> None:
    taken: list[bytes] = []
    with pytest.raises(Fault, match="break off after"):
        taken.extend(dechunked(iter([chunked(PAGE)[:40]])))
    assert PAGE.startswith(b"".join(taken))
    assert taken


def test_broken_and_unknown_codings_are_told(tmp_path: Path) -> None:
    """A broken one is kept as far as it goes; of an unknown one nothing can be."""
    packed = gzip.compress(noise(5000).hex().encode(), mtime=0)
    reading = read(tmp_path, record(response(packed[:3000], "Content-Type: text/html\r\nContent-Encoding: gzip")))
    assert (codes(reading), len(reading.children)) == (["damaged"], 1)
    assert noise(5000).hex().encode().startswith(bodies(reading)[0])
    reading = read(tmp_path, record(response(b"???", "Content-Type: text/html\r\nContent-Encoding: sdch")))
    assert (codes(reading), reading.children) == (["unsupported_format"], ())
    reading = read(tmp_path, record(response(b"not brotli", "Content-Type: text/html\r\nContent-Encoding: br")))
    assert (codes(reading), reading.children) == (["damaged"], ())


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (f"WARC-Payload-Digest: {sha1(PAGE)}", []),
        (f"WARC-Payload-Digest: {sha1(chunked(PAGE))}", []),
        (f"WARC-Payload-Digest: sha256:{hashlib.sha256(PAGE).hexdigest()}", []),
        (f"WARC-Payload-Digest: SHA-256:{hashlib.sha256(PAGE).hexdigest().upper()}", []),
        (f"WARC-Payload-Digest: {sha1(b'other')}", ["digest_differs"]),
        (f"WARC-Block-Digest: {sha1(b'other')}", ["digest_differs"]),
        (f"WARC-Block-Digest: {sha1(response(chunked(PAGE), 'Transfer-Encoding: chunked'))}", []),
        ("WARC-Payload-Digest: sha1:nonsense", []),
        ("WARC-Payload-Digest: crc:1234", []),
    ],
)
def test_digests_are_held_against_the_bytes(tmp_path: Path, fields: str, expected: list[str]) -> None:
    """A payload's counts with or without its chunks, as both are in use; the page is kept whatever comes out."""
    reading = read(tmp_path, record(response(chunked(PAGE), "Transfer-Encoding: chunked"), fields=fields))
    assert (bodies(reading), codes(reading)) == ([PAGE], expected)


def test_a_digest_covers_what_stands_after_a_packed_page(tmp_path: Path) -> None:
    body = zlib.compress(PAGE) + b"tail"
    fields = f"WARC-Payload-Digest: {sha1(body)}"
    reading = read(tmp_path, record(response(body, "Content-Encoding: deflate"), fields=fields))
    assert (bodies(reading), codes(reading)) == ([PAGE], [])


@pytest.mark.parametrize(
    ("url", "declared", "body", "kind"),
    [
        ("https://x.example/a.png", "image/png", b"\x89PNG\r\n\x1a\n" + bytes(50), "pictures, sound and fonts"),
        ("https://x.example/a", "text/html", b"\xff\xd8\xff" + bytes(50), "pictures, sound and fonts"),
        (
            "https://x.example/a.svg",
            "image/svg+xml",
            b"<svg xmlns='x'><text>w</text></svg>",
            "pictures, sound and fonts",
        ),
        ("https://x.example/f", "font/woff2", b"wOF2" + bytes(range(200)), "pictures, sound and fonts"),
        ("https://x.example/a.js?v=1", "text/javascript", b"let a = 1;", "scripts, styles and data"),
        ("https://x.example/a.js", "text/plain", b"let a = 1;", "scripts, styles and data"),
        ("https://x.example/api", "application/json; charset=utf-8", b'{"a": 1}', "scripts, styles and data"),
        ("https://x.example/", "text/css", b"p { color: red }", "scripts, styles and data"),
        ("https://x.example/", "text/html", b"", "empty answers"),
        ("https://x.example/b", "", bytes(range(256)) * 4, "answers of no known kind"),
        ("https://[x.example/b", "text/html", PAGE, None),
        ("https://x.example/b.pdf", "application/pdf", bytes(range(256)) * 4, None),
        ("https://x.example/b.pdf", "image/png", b"%PDF-1.7\n" + bytes(50), None),
        ("https://x.example/feed", "application/rss+xml", b"<rss><channel/></rss>", None),
        ("https://x.example/words", "text/plain", b"These are words.", None),
    ],
)
def test_only_answers_that_can_hold_words_are_taken(
    tmp_path: Path, url: str, declared: str, body: bytes, kind: str | None
) -> None:
    """By their bytes; by the declared type where any text has such bytes. The others are counted by kind."""
    found = read(tmp_path, record(response(), URL) + record(response(body, f"Content-Type: {declared}"), url))
    assert len(found.children) == (2 if kind is None else 1)
    assert dict(found.passed_over) == ({} if kind is None else {kind: 1})
    assert codes(found) == []


def test_error_pages_are_told_once_and_redirects_counted(tmp_path: Path) -> None:
    content = (
        record(response(b"", "Location: /b", "301 Moved"))
        + record(response(b"", "", "304 Not Modified"))
        + record(response(PAGE, "", "404 Not Found"), "https://x.example/gone")
        + record(response(PAGE, "", "503 Busy"))
        + record(response(b"", "", "204 No Content"))
        + record(response()[:30], kind="revisit")
    )
    found = read(tmp_path, content)
    assert codes(found) == ["cannot_fetch"]
    assert "answered with an error: 2, the first https://x.example/gone (404);" in found.problems[0].message
    assert dict(found.passed_over) == {
        "redirects and unchanged pages": 2,
        "answers without a page": 1,
        "revisit records": 1,
    }


def test_resources_are_pages_and_a_crawler_s_notes_are_not(tmp_path: Path) -> None:
    """What has no HTTP header is taken as it is; `dns:` and `urn:` name no page."""
    page = record(PAGE, "file:///home/a.html", "resource")
    content = (
        page.replace(b"application/http;msgtype=resource", b"text/html", 1)
        + record(PAGE, "urn:pageinfo:x", "resource")
        + record(b"1 2 3", "dns:x.example")
        + record(PAGE, "https://x.example/", "metadata")
    )
    reading = read(tmp_path, content)
    assert [(child.url, child.path.read_bytes()) for child in reading.children] == [("file:///home/a.html", PAGE)]


def test_odd_headers_do_no_harm(tmp_path: Path) -> None:
    """Addresses in angle brackets (WARC 1.0), control characters in one, a date that is none, no HTTP header."""
    reading = read(tmp_path, record(response(), f"<{URL}>").replace(DATE.encode(), b"yesterday"))
    assert [(child.url, child.collected_at) for child in reading.children] == [(URL, None)]
    reading = read(tmp_path, record(PAGE, "https://x.example/\x1b[2J"))
    assert [(child.url, child.path.read_bytes()) for child in reading.children] == [
        ("https://x.example/\\x1b[2J", PAGE)
    ]


def test_headers_that_announce_the_answer_are_passed_over(tmp_path: Path) -> None:
    """Early hints (103) and the like stand before it in the same record; the payload begins after the last."""
    block = b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n" + response()
    reading = read(tmp_path, record(block, fields=f"WARC-Payload-Digest: {sha1(PAGE)}"))
    assert (bodies(reading), codes(reading)) == ([PAGE], [])


def test_what_a_crawler_cut_off_is_told(tmp_path: Path) -> None:
    reading = read(tmp_path, record(response(), fields="WARC-Truncated: length"))
    assert (bodies(reading), codes(reading)) == ([PAGE], ["damaged"])


@pytest.mark.parametrize("cut", [10, 20, 90, 150, 200, 300])
@pytest.mark.parametrize("is_packed", [True, False])
def test_a_cut_off_file_gives_the_records_before_the_cut(tmp_path: Path, cut: int, is_packed: bool) -> None:  # noqa: FBT001  # a case
    """Whole records stay whole, the last is taken as far as it goes, and one problem at least says so."""
    parts = [record(response(PAGE + noise(90).hex().encode() * number)) for number in (1, 2, 3)]
    packed = [gzip.compress(part, mtime=0) for part in parts] if is_packed else parts
    reading = read(tmp_path, b"".join(packed)[: -cut - 4])
    expected = [PAGE + noise(90).hex().encode() * number for number in (1, 2)]
    assert bodies(reading)[:2] == expected
    assert all((PAGE + noise(90).hex().encode() * 3).startswith(body) for body in bodies(reading)[2:])
    assert set(codes(reading)) == {"damaged"}


@pytest.mark.parametrize("is_packed", [True, False])
def test_reading_goes_on_after_a_broken_stretch(tmp_path: Path, is_packed: bool) -> None:  # noqa: FBT001  # a case
    """At the next place that begins a record; the text of a page that shows such a place is none."""
    shown = PAGE + b"\r\n\r\nWARC/1.1\r\nWARC-Type: response\r\n\r\n"
    parts = [
        record(response(shown)),
        b"\0rubbish\r\n" * 30,
        record(response(PAGE + b"2")),
        record(response(PAGE + b"3")),
    ]
    packed = [gzip.compress(part, mtime=0) if is_packed and number != 1 else part for number, part in enumerate(parts)]
    reading = read(tmp_path, b"".join(packed))
    assert bodies(reading) == [shown, PAGE + b"2", PAGE + b"3"]
    assert codes(reading) == ["damaged"]
    assert f"read again from byte {len(packed[0]) + len(packed[1]):,} on" in reading.problems[0].message


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", ["empty"]),
        (b"WARC/1.1\r\n", ["damaged"]),
        (PAGE * 20, ["damaged"]),
        (b"WARC/1.1\r\nX: " + b"x" * 3_000_000, ["damaged"]),
        (gzip.compress(b"WARC/1.1\r\nX: " + bytes(30_000_000), mtime=0), ["damaged"]),
        (record(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 150_000), ["damaged"]),
        (record(b"software: x", kind="warcinfo"), ["empty"]),
        (record(response()).replace(b"Content-Length: ", b"Content-Length: -"), ["damaged"]),
    ],
)
def test_what_holds_no_page_is_a_problem(tmp_path: Path, content: bytes, expected: list[str]) -> None:
    reading = read(tmp_path, content)
    assert (reading.children, sorted(set(codes(reading)))) == ((), expected)


def test_limits_are_kept(tmp_path: Path) -> None:
    """On the number of pages, their sizes, the sum, the depth, and on bombs in either compression."""
    pages = b"".join(record(response(PAGE * number)) for number in (1, 1, 9, 1))
    few = read(tmp_path, pages, Config(unpacked_files_limit=2))
    assert (len(few.children), codes(few)) == (2, ["unpack_limit"])
    large = read(tmp_path, pages, Config(artefact_bytes_limit=200))
    assert (len(large.children), codes(large)) == (3, ["too_large"])
    small = read(tmp_path, pages, Config(unpacked_bytes_limit=200))
    assert (len(small.children), codes(small)) == (2, ["unpack_limit"])
    deep = read(tmp_path, pages, Config(container_depth=1), depth=1)
    assert (deep.children, codes(deep)) == ((), ["unpack_limit"])
    zeros = b"<p>" + b" " * 20_000_000
    for bomb in (
        gzip.compress(record(response(zeros))),
        record(response(gzip.compress(zeros, mtime=0), "Content-Type: text/html\r\nContent-Encoding: gzip")),
        record(response(packed_by(BrotliWriter, zeros, tmp_path), "Content-Type: text/html\r\nContent-Encoding: br")),
    ):
        reading = read(tmp_path, bomb)
        assert (reading.children, codes(reading)) == ((), ["unpack_limit"])
        assert list((tmp_path / "spool").iterdir()) == []


def test_memory_stays_small_whatever_is_inside(tmp_path: Path) -> None:
    """Five megabytes of one line, chunked in one piece and packed, pass through in blocks."""
    line = noise(500_000).hex().encode() * 5
    body = chunked(gzip.compress(line, mtime=0), 100_000_000)
    fields = f"WARC-Block-Digest: {sha1(b'other')}"
    content = record(response(body, "Transfer-Encoding: chunked\r\nContent-Encoding: gzip"), fields=fields)
    path = tmp_path / "artefact"
    path.write_bytes(content)
    origin = Origin(artefact=artefact_id(b""), path="a", collected_at="2026-01-01T00:00:00+00:00")
    spool = tmp_path / "spool"
    spool.mkdir()
    tracemalloc.start()
    reading = warc.read(path, origin, Config(), spool)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (bodies(reading), codes(reading)) == ([line], ["digest_differs"])
    assert peak < 3_000_000


@pytest.mark.parametrize(
    "content",
    [
        b"\nWARC/1.1\r\n" * 200_000,
        b"\x1f\x8b\x08\x00" * 500_000,
        record(b"")[:-4] * 5_000,
        record(response(b"1\r\na\r\n" * 100_000 + b"0\r\n\r\n", "Transfer-Encoding: chunked")),
        record(b"HTTP/1.1 200 OK\r\n" + b"a\r\n" * 50_000),
    ],
    ids=["record starts", "gzip starts", "records run together", "tiny chunks", "tiny fields"],
)
def test_time_is_linear_in_bytes_made_to_cost_it(tmp_path: Path, content: bytes) -> None:
    start = time.perf_counter()
    read(tmp_path, content)
    assert time.perf_counter() - start < 20


@pytest.mark.fuzz
def test_fuzz(tmp_path: Path) -> None:
    """Whatever the bytes, nothing is raised, and children are files of the spool."""

    def attempt(content: bytes) -> None:
        reading = read(tmp_path, content, Config(unpacked_bytes_limit=1_000_000))
        assert reading.children or reading.problems
        assert sorted((tmp_path / "spool").iterdir()) == sorted(child.path for child in reading.children)
        parts = [child.part for child in reading.children]
        assert len(parts) == len(set(parts))

    fields = f"WARC-Payload-Digest: {sha1(PAGE)}"
    gzipped = response(chunked(gzip.compress(PAGE, mtime=0)), "Transfer-Encoding: chunked\r\nContent-Encoding: gzip")
    seeds = [
        record(response(), fields=fields) + record(gzipped),
        gzip.compress(record(response(), fields=fields)) + gzip.compress(record(gzipped), mtime=0),
        record(response(packed_by(BrotliWriter, PAGE, tmp_path), "Content-Encoding: br")),
        record(response(PAGE, "", "404 Gone")) + record(PAGE, "file:///a", "resource"),
    ]
    assert fuzz(attempt, seeds) >= 100
