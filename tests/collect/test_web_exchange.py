"""One request and its answer: kept as sent, or a failure in time and in words."""

import gzip
import shutil
import socket
import ssl
import subprocess
import time
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from collect.server import LOOPBACK, Request, Server, page
from fuzzing import fuzz
from onrecord import __version__
from onrecord.collect.addresses import parse_address
from onrecord.collect.web_exchange import HEAD_BYTES_LIMIT, Exchange, ask, trusted
from onrecord.collect.web_failure import FetchFailure
from onrecord.collect.web_limits import WebLimits

TLS = trusted()


def got(server: Server, answer: Any, limits: WebLimits = LOOPBACK) -> tuple[Exchange, bytes, bytes]:
    """Ask for a page that is answered so; give the exchange, the answer as kept and the body without chunks."""
    server.routes["/a"] = answer
    exchange = ask(parse_address(server.url("/a")), (), limits=limits, tls=TLS)
    with exchange.answer as kept:
        with exchange.body() as body:
            content = body.read()
        kept.seek(0)
        whole = kept.read()
    assert len(whole) == exchange.size
    return exchange, whole, content


def fails(server: Server, answer: Any, limits: WebLimits = LOOPBACK) -> str:
    """Ask for a page that cannot be had so, and say why."""
    with pytest.raises(FetchFailure) as caught:
        got(server, answer, limits)
    assert caught.value.code == "cannot_fetch"
    return str(caught.value)


CHUNKS = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;x=y\r\nhello\r\n1\r\n!\r\n0\r\nX-T: 1\r\n\r\n"


@pytest.mark.parametrize(
    ("answer", "body"),
    [
        (page("hello"), b"hello"),
        (page(""), b""),
        (b"HTTP/1.0 200 OK\r\n\r\nto the end", b"to the end"),
        (b"HTTP/1.1 200\r\nContent-Length: 2\r\n\r\nhi", b"hi"),
        (b"HTTP/1.1 200 OK\nX: a\r\r\n folded\nContent-Length:  2\n\nhi", b"hi"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nhi", b"hi"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\nhi", b"hi"),
        (CHUNKS, b"hello!"),
        (page(gzip.compress(b"hello", mtime=0), Content_Encoding="gzip"), gzip.compress(b"hello", mtime=0)),
        (page(bytes(range(256)) * 1000), bytes(range(256)) * 1000),
    ],
)
def test_an_answer_is_kept_as_sent(server: Server, answer: bytes, body: bytes) -> None:
    """Headers with their oddities, chunks, packing: byte for byte."""
    exchange, whole, content = got(server, answer)
    assert (whole, content, exchange.status, exchange.surplus) == (answer, body, 200, False)
    assert whole[exchange.body_at - 1 : exchange.body_at] == b"\n"
    assert exchange.ip == "127.0.0.1"


def test_the_request_says_who_asks(server: Server) -> None:
    """With name and version, without cookies, and asks for no packing; it is kept as sent."""
    exchange, _, _ = got(server, page("x", Set_Cookie="a=b"))
    (request,) = server.requests
    assert request.headers["User-Agent"].startswith(f"onrecord/{__version__} (")
    assert request.headers["Accept-Encoding"] == "identity"
    assert request.headers["Cookie"] is None
    assert request.host == f"127.0.0.1:{server.port}"
    assert exchange.request.startswith(b"GET /a HTTP/1.1\r\nHost: 127.0.0.1:")
    assert exchange.request.endswith(b"\r\n\r\n")


@pytest.mark.parametrize(
    "before",
    [
        b"HTTP/1.1 100 Continue\r\n\r\n",
        b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n",
        b"HTTP/1.1 100 Continue\r\nX: y\r\n\r\nHTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n" * 3,
    ],
)
def test_answers_that_announce_another_are_passed_over(server: Server, before: bytes) -> None:
    """Only the answer proper is kept."""
    _, whole, content = got(server, before + page("hello"))
    assert (whole, content) == (page("hello"), b"hello")


def test_an_answer_ends_where_it_says(server: Server) -> None:
    """What a server sends beyond its Content-Length belongs to no page; it is noticed."""
    exchange, whole, content = got(server, page("hello") + b"and more")
    assert (whole, content, exchange.surplus) == (page("hello"), b"hello", True)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (b"", "no proper HTTP"),
        (b"SSH-2.0-OpenSSH\r\n", "no proper HTTP"),
        (b"\0\xff\xfe" * 1000, "no proper HTTP"),
        (b"hello\r\n\r\n", "no proper HTTP"),
        (b"HTTP/1.1 abc\r\n\r\n", "no proper HTTP"),
        (b"HTTP/9.9 200 OK\r\n\r\n", "no proper HTTP"),
        (b"HTTP/1.1 200 OK\r\nX: " + b"x" * 100_000, "no proper HTTP"),
        (b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 5_000, "no proper HTTP"),
        (b"HTTP/1.1 100 Continue\r\n\r\n" * 50_000, "headers do not end"),
        (b"HTTP/1.1 103 Early\r\n\r\n" * 50_000, "headers do not end"),
        (b"HTTP/1.1 200 OK\r\nX: y\r\n", "cut off within its headers"),
        (b"HTTP/1.1 200 OK\r\nX: y", "cut off within its headers"),
        (page("hello")[:-2], "cut off after 3 of 5 bytes"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\nhi", "cut off after 2 of"),
        (CHUNKS[:-20], "cut off"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello", "cut off"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\nhello", "cut off"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-7\r\nhello", "cut off"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\nhello", "cut off"),
    ],
)
@pytest.mark.timeout(20)
def test_a_broken_answer_is_a_failure(server: Server, answer: bytes, words: str) -> None:
    """With what is wrong with it."""
    assert words in fails(server, answer)


def test_headers_have_a_limit(server: Server) -> None:
    """Also in lines that each are short enough and in number few enough."""
    announced = b"HTTP/1.1 100 Continue\r\nX: " + b"x" * 60_000 + b"\r\n\r\n"
    assert len(announced) * 5 > HEAD_BYTES_LIMIT
    assert "headers do not end" in fails(server, announced * 5 + page("x"))


@pytest.mark.parametrize("answer", [page("x" * 5_001), b"HTTP/1.0 200 OK\r\n\r\n" + b"x" * 5_001])
def test_a_page_larger_than_the_limit_is_not_taken(server: Server, answer: bytes) -> None:
    """Whether it says its size or not; the last byte of the limit is allowed."""
    limits = replace(LOOPBACK, web_bytes_limit=5_000)
    assert "more than the limit of 5,000 bytes" in fails(server, answer, limits)
    assert got(server, answer[:-1].replace(b"5001", b"5000"), limits)[2] == b"x" * 5_000


def endless(_: Request, out: BinaryIO) -> None:
    """Send for ever."""
    out.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    while True:
        out.write(b"1000\r\n" + b"x" * 0x1000 + b"\r\n")


def endless_trailer(_: Request, out: BinaryIO) -> None:
    """Send for ever after the last chunk."""
    out.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n")
    while True:
        out.write(b"X-Trailer: " + b"x" * 1_000 + b"\r\n")


@pytest.mark.parametrize("answer", [endless, endless_trailer])
@pytest.mark.timeout(20)
def test_an_endless_answer_ends_at_the_limit(server: Server, answer: Any) -> None:
    """Chunked bodies say no size."""
    assert "more than the limit of 1 MB" in fails(server, answer, replace(LOOPBACK, web_bytes_limit=1_000_000))


DRIPS = {
    "nothing": (b"", b""),
    "status": (b"HTTP/1.1 2", b"0"),
    "headers": (b"HTTP/1.1 200 OK\r\nX: ", b"x"),
    "announcements": (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "body": (page("x" * 10_000)[:-10_000], b"x"),
    "chunks": (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
}


@pytest.mark.parametrize("where", DRIPS)
@pytest.mark.timeout(20)
def test_a_slow_server_is_left_in_time(server: Server, where: str) -> None:
    """The limit is one for the whole answer: a byte now and then does not make it longer."""
    start, drip = DRIPS[where]

    def slowly(_: Request, out: BinaryIO) -> None:
        out.write(start)
        while not server.release.wait(0.02):
            out.write(drip)

    began = time.monotonic()
    assert "no whole answer within 0.3 seconds" in fails(server, slowly, replace(LOOPBACK, seconds_per_address=0.3))
    assert time.monotonic() - began < 2


def test_a_closed_port_is_a_failure() -> None:
    """In the system's words."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with pytest.raises(FetchFailure, match=r"cannot be reached \(Connection refused\)"):
        ask(parse_address(f"http://127.0.0.1:{port}/"), (), limits=LOOPBACK, tls=TLS)


def test_the_next_number_of_a_name_is_tried(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """Many names have two, of which one cannot be reached from here."""
    look_up = socket.getaddrinfo

    def two(host: str, port: int, *more: Any, **named: Any) -> Any:
        found = look_up(host.replace("two.example", "127.0.0.1"), port, *more, **named)
        return [(*found[0][:4], ("127.0.0.2", port)), *found] if host == "two.example" else found

    monkeypatch.setattr(socket, "getaddrinfo", two)
    server.routes["/"] = page("here")
    exchange = ask(parse_address(server.url("/", "two.example")), (), limits=LOOPBACK, tls=TLS)
    exchange.answer.close()
    assert (exchange.ip, server.requests[0].host) == ("127.0.0.1", f"two.example:{server.port}")


def test_a_private_address_is_refused_before_it_is_asked(server: Server) -> None:
    """Unless private ones are allowed."""
    with pytest.raises(FetchFailure, match="--allow-private") as caught:
        got(server, page("x"), WebLimits())
    assert (caught.value.code, server.requests) == ("not_fetched", [])


def test_the_number_that_was_checked_is_the_one_connected_to(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that says another number when looked up a second time gains nothing: it is looked up once."""
    look_up, asked = socket.getaddrinfo, []

    def rebinding(host: str, port: int, *more: Any, **named: Any) -> Any:
        if host != "rebinding.example":
            return look_up(host, port, *more, **named)
        asked.append(host)
        return look_up("127.0.0.1" if len(asked) == 1 else "127.0.0.9", port, *more, **named)

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    monkeypatch.setattr("onrecord.collect.addresses.is_public", lambda ip: ip == "127.0.0.1")
    server.routes["/"] = page("x")
    address = parse_address(server.url("/", "rebinding.example"))
    ask(address, (), limits=WebLimits(), tls=TLS).answer.close()
    assert asked == ["rebinding.example"]
    with pytest.raises(FetchFailure, match=r"rebinding\.example is 127\.0\.0\.9"):
        ask(address, (), limits=WebLimits(), tls=TLS)
    assert len(server.requests) == 1


@pytest.fixture(name="certificate", scope="module")
def _certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if shutil.which("openssl") is None:
        pytest.skip("no openssl here")
    folder = tmp_path_factory.mktemp("tls")
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"),
            *(
                "-keyout",
                folder / "both.pem",
                "-out",
                folder / "certificate.pem",
                "-days",
                "2",
                "-subj",
                "/CN=localhost",
            ),
            *("-addext", "subjectAltName=DNS:localhost"),
        ],
        check=True,
        capture_output=True,
    )
    with (folder / "both.pem").open("ab") as both:
        both.write((folder / "certificate.pem").read_bytes())
    return folder


def safely(server: Server, certificate: Path) -> None:
    """Let a server speak TLS."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "both.pem")
    server.socket = context.wrap_socket(server.socket, server_side=True)


def test_certificates_are_checked(server: Server, certificate: Path) -> None:
    """Against what this machine trusts, and against the name in the address though a number is connected to."""
    safely(server, certificate)
    server.routes["/"] = page("safe")
    url = server.url("/", "localhost").replace("http:", "https:")
    knowing = ssl.create_default_context(cafile=certificate / "certificate.pem")
    with pytest.raises(FetchFailure, match="certificate cannot be trusted"):
        ask(parse_address(url), (), limits=LOOPBACK, tls=TLS)
    with pytest.raises(FetchFailure, match="certificate cannot be trusted"):
        ask(parse_address(url.replace("localhost", "127.0.0.1")), (), limits=LOOPBACK, tls=knowing)
    exchange = ask(parse_address(url), (), limits=LOOPBACK, tls=knowing)
    with exchange.answer, exchange.body() as body:
        assert body.read() == b"safe"


def test_a_server_without_tls_is_no_https(server: Server) -> None:
    """Nothing is asked without safety where safety was asked for."""
    server.routes["/"] = page("plain")
    url = server.url("/").replace("http:", "https:")
    with pytest.raises(FetchFailure, match=r"no safe connection|no whole answer") as caught:
        ask(parse_address(url), (), limits=replace(LOOPBACK, seconds_per_address=0.3), tls=TLS)
    assert caught.value.code == "cannot_fetch"
    assert "/" not in server.pages  # the greeting of a safe connection may have been taken for a request without a path


@pytest.mark.fuzz
def test_broken_answers_never_break_us(server: Server) -> None:
    """Whatever is sent, it is kept as sent or is a failure."""
    limits = replace(LOOPBACK, web_bytes_limit=10_000)

    def attempt(content: bytes) -> None:
        server.routes["/a"] = content
        try:
            exchange = ask(parse_address(server.url("/a")), (), limits=limits, tls=TLS)
        except FetchFailure:
            return
        with exchange.answer as kept:
            kept.seek(0)
            assert kept.read() in content

    assert fuzz(attempt, [page("hello"), CHUNKS, b"HTTP/1.1 103 Hints\r\n\r\n" + page("x", ETag='"a"')]) >= 100
