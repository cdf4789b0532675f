"""A web server on this machine that can be rude, a clock that does not wait, and a record that remembers fetches."""

import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import Message
from email.parser import BytesParser
from io import BytesIO
from pathlib import Path
from socketserver import StreamRequestHandler, ThreadingTCPServer
from typing import Any, BinaryIO, cast

from warcio.archiveiterator import ArchiveIterator

from onrecord.collect.web import collect_addresses
from onrecord.collect.web_limits import WebLimits
from onrecord.collect.web_session import Clock, Session
from onrecord.engine import Report
from onrecord.model.fetch import Fetch
from onrecord.store import Record, View, Writer

LOOPBACK = WebLimits(allow_private=True, seconds_per_address=5.0)


@dataclass(frozen=True)
class Request:
    """What a client asked for."""

    path: str
    headers: Message

    @property
    def host(self) -> str:
        """The host it thinks it is talking to."""
        return str(self.headers["Host"])


Route = bytes | Callable[[Request, BinaryIO], None]


def page(body: bytes | str = b"", status: str = "200 OK", **headers: str) -> bytes:
    """Write an answer with the right length; `_` in names of headers stands for `-`."""
    content = body.encode() if isinstance(body, str) else body
    named = {"Content-Length": str(len(content)), **{name.replace("_", "-"): one for name, one in headers.items()}}
    lines = [f"HTTP/1.1 {status}", *(f"{name}: {one}" for name, one in named.items()), "", ""]
    return "\r\n".join(lines).encode("latin-1") + content


def moved(location: str, status: str = "302 Found") -> bytes:
    """Write a redirect."""
    return page(status=status, Location=location)


class Server(ThreadingTCPServer):
    """Answers each path with bytes as they are, or with what a function writes; every other path with 404."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.routes: dict[str, Route] = {}
        self.requests: list[Request] = []
        self.release = threading.Event()

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.server_address[1])

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        """Write an address of it."""
        return f"http://{host}:{self.port}{path}"

    @property
    def pages(self) -> list[str]:
        """The paths asked for so far, without robots.txt."""
        return [one.path for one in self.requests if one.path != "/robots.txt"]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: clients that hang up are part of the tests."""


class _Handler(StreamRequestHandler):
    server: Server

    def handle(self) -> None:
        line = self.rfile.readline()
        head = b""
        while (one := self.rfile.readline()) not in {b"\r\n", b""}:
            head += one
        request = Request(line.split()[1].decode() if len(line.split()) > 1 else "", BytesParser().parsebytes(head))
        self.server.requests.append(request)
        answer = self.server.routes.get(request.path, page("none", "404 Not Found"))
        if isinstance(answer, bytes):
            self.wfile.write(answer)
        else:
            answer(request, cast("BinaryIO", self.wfile))


@contextmanager
def serving() -> Iterator[Server]:
    """Run a server."""
    with Server() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.release.set()
            server.shutdown()
            thread.join()


@dataclass
class Time:
    """A clock that jumps instead of waiting."""

    seconds: float = 0.0
    pauses: list[float] = field(default_factory=list)
    start: datetime = datetime(2026, 11, 1, 12, tzinfo=UTC)

    def sleep(self, seconds: float) -> None:
        """Jump."""
        self.pauses.append(round(seconds, 3))
        self.seconds += seconds

    def clock(self) -> Clock:
        """Give the clock to code under test."""
        return Clock(lambda: self.seconds, self.sleep, lambda: self.start + timedelta(seconds=self.seconds))


@dataclass
class Memory:
    """A record, and what it remembers of addresses."""

    record: Record

    def open(self) -> Writer:
        """Take the record's lock when entered."""
        return Writer(self.record)

    @property
    def remembered(self) -> dict[str, Fetch]:
        """What is remembered, by address."""
        with self.open() as writer:
            return {one.address: one for one in writer.fetches()}

    def remember(self, fetch: Fetch) -> None:
        """Put in what an earlier fetch would have left."""
        with self.open() as writer, writer.transaction():
            writer.put_fetch(fetch)


def quiet(stage: str, done: int, total: int) -> None:
    """Report progress to nobody, but be right."""
    assert stage == "collect"
    assert 0 < done <= total


def add(memory: Memory, *sources: str, limits: WebLimits = LOOPBACK, time: Time | None = None) -> dict[str, int]:
    """Fetch addresses and count what became of them."""
    with memory.open() as writer:
        return made(collect_addresses(writer, sources, Session(limits, (time or Time()).clock()), quiet))


def made(report: Report) -> dict[str, int]:
    """Give the counts of a report that are not zero."""
    counts = dict(report.made)
    assert report.done == sum(counts.values())
    return {name: count for name, count in counts.items() if count}


def problems(memory: Memory) -> list[tuple[str, str]]:
    """List path and code of each problem; a message is one line and begins with the path."""
    with View.open(memory.record) as view:
        found = view.problems()
    for problem in found:
        assert problem.message.startswith(f"{problem.path}: ")
        assert problem.message.splitlines() == [problem.message]
    return [(problem.path, problem.code) for problem in found]


def message(memory: Memory) -> str:
    """Give the words of the only problem, without the address."""
    with View.open(memory.record) as view:
        (problem,) = view.problems()
    return problem.message.removeprefix(f"{problem.path}: ")


@dataclass(frozen=True)
class Kept:
    """A record of a web archive."""

    kind: str
    url: str
    block: bytes
    content: bytes
    ip: str | None


def archives(memory: Memory) -> list[list[Kept]]:
    """Read all web archives of a record back with warcio, oldest first, each digest checked."""
    with View.open(memory.record) as view:
        origins = list(view.origins())
    assert [one.path for one in origins] == [one.url for one in origins]
    return [_read(memory.record.evidence.path(one.artefact)) for one in origins]


def _read(path: Path) -> list[Kept]:
    found = []
    blocks = _blocks(path.read_bytes())
    with path.open("rb") as stream:
        for record, block in zip(ArchiveIterator(stream, check_digests=True), blocks, strict=True):
            content = record.content_stream().read()
            if record.rec_type != "warcinfo":
                assert record.digest_checker.passed is True
            headers = record.rec_headers
            found.append(
                Kept(
                    record.rec_type,
                    headers["WARC-Target-URI"] or "",
                    block,
                    content,
                    headers["WARC-IP-Address"],
                )
            )
    return found


def _blocks(packed: bytes) -> Sequence[bytes]:
    """Read each record's block as it stands, its HTTP headers not taken apart."""
    return [one.raw_stream.read() for one in ArchiveIterator(BytesIO(packed), no_record_parse=True)]


def responses(memory: Memory) -> list[list[tuple[str, bytes]]]:
    """List address and content of each response, archive by archive."""
    return [[(one.url, one.content) for one in archive if one.kind == "response"] for archive in archives(memory)]


def hang_up(connection: socket.socket) -> None:
    """Close at once, without a goodbye."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    connection.close()
