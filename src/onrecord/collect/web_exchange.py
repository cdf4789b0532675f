"""One request and its answer, kept as the bytes that went over the wire.

**Architecture invariant:** the connection goes to a number that was checked, not to a name that is looked up again; the
time limit is one for the whole exchange, not one for each read.
"""

import socket
import ssl
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from hashlib import sha256
from http.client import HTTPException, HTTPResponse, IncompleteRead
from typing import BinaryIO, cast

import certifi

from onrecord.collect.addresses import Address, numbers
from onrecord.collect.web_failure import FetchFailure, one_line
from onrecord.collect.web_limits import AGENT, WebLimits
from onrecord.collect.web_wire import Countdown, Tape, Wire, as_socket
from onrecord.config import MEGABYTE

CHUNK = 1 << 16
HEAD_BYTES_LIMIT = 300_000
"""All headers of an answer, also of those that only announce one (1xx)."""

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A request and its whole answer.

    Attributes:
        ip: The number that was connected to.
        asked_at: ISO 8601, UTC, whole seconds.
        answer: A temporary file with the answer as sent, from its status line to its last byte; for the owner to close.
        body_at: Where the body begins in it.
        size: Bytes of the answer.
        digest: sha256 of the body without its transfer coding (chunks), with its content coding (gzip).
        surplus: The server sent more than its Content-Length says; the rest is not in the answer.
        seconds: What it took.
    """

    address: Address
    ip: str
    asked_at: str
    request: bytes
    status: int
    reason: str
    headers: Message
    answer: BinaryIO
    body_at: int
    size: int
    digest: str
    surplus: bool
    seconds: float

    @contextmanager
    def body(self) -> Iterator[BinaryIO]:
        """Open the body without its transfer coding."""
        self.answer.flush()
        self.answer.seek(0)
        with (
            open(self.answer.fileno(), "rb", closefd=False) as stream,
            HTTPResponse(as_socket(stream), method="GET") as response,
        ):
            response.begin()
            yield cast("BinaryIO", response)


def trusted() -> ssl.SSLContext:
    """Trust what this machine trusts, and Mozilla's list where the machine has none (some Pythons of macOS)."""
    context = ssl.create_default_context()
    paths = ssl.get_default_verify_paths()
    if not (paths.cafile or paths.capath or context.get_ca_certs()):
        context.load_verify_locations(certifi.where())
    return context


def ask(
    address: Address, more: Headers, *, limits: WebLimits, tls: ssl.SSLContext, body: bytes | None = None
) -> Exchange:
    """Send one request (POST if it has a body) and take its whole answer, whatever its status.

    Args:
        address: Whom.
        more: Headers beside our own, or in the place of those of the same name.
        limits: Of bytes and time.
        tls: Which certificates are trusted.
        body: What is sent.

    Raises:
        FetchFailure: There is no answer, or none that is whole, within the limits.
    """
    countdown = Countdown(limits.seconds_per_address)
    with ExitStack() as unless_whole:
        answer = cast("BinaryIO", unless_whole.enter_context(tempfile.TemporaryFile()))
        with _explained(limits), _connected(address, limits, tls, countdown) as connection:
            request = _request(address, more, body)
            exchange = _exchange(address, request, connection, answer, limits=limits, countdown=countdown)
        unless_whole.pop_all()  # the owner of the exchange closes it
    return exchange


@contextmanager
def _explained(limits: WebLimits) -> Iterator[None]:
    """Turn what the network and its libraries raise into a failure in the user's words."""
    try:
        yield
    except TimeoutError as error:
        message = f"gave no whole answer within {max(0.0, limits.seconds_per_address):.3g} seconds; try again later"
        raise FetchFailure("cannot_fetch", message) from error
    except ssl.SSLCertVerificationError as error:
        message = f"its certificate cannot be trusted ({one_line(error.verify_message)}); nothing was fetched"
        raise FetchFailure("cannot_fetch", message) from error
    except ssl.SSLError as error:
        message = f"no safe connection could be made ({one_line(error.reason or 'broken off')}); try again later"
        raise FetchFailure("cannot_fetch", message) from error
    except IncompleteRead as error:
        raise FetchFailure("cannot_fetch", "the answer was cut off; try again") from error
    except HTTPException as error:
        kind = type(error).__name__
        raise FetchFailure("cannot_fetch", f"the answer is no proper HTTP ({kind}); check the address") from error
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise FetchFailure(
            "cannot_fetch", f"cannot be reached ({reason}); check the address, try again later"
        ) from error


@contextmanager
def _connected(
    address: Address, limits: WebLimits, tls: ssl.SSLContext, countdown: Countdown
) -> Iterator[socket.socket]:
    """Connect to the first number that answers; the name goes along for TLS only."""
    waiting = numbers(address, allow_private=limits.allow_private)
    while True:
        number = waiting.pop(0)
        try:
            plain = socket.create_connection((number, address.port), timeout=countdown.left() / (len(waiting) + 1))
            break
        except OSError:
            if not waiting:
                raise
    with plain:
        if address.scheme == "http":
            yield plain
            return
        plain.settimeout(countdown.left())
        with tls.wrap_socket(plain, server_hostname=address.host) as wrapped:
            yield wrapped


def _exchange(
    address: Address,
    request: bytes,
    connection: socket.socket,
    answer: BinaryIO,
    *,
    limits: WebLimits,
    countdown: Countdown,
) -> Exchange:
    asked_at = datetime.now(UTC).isoformat(timespec="seconds")
    ip = connection.getpeername()[0]
    connection.settimeout(countdown.left())
    connection.sendall(request)
    wire = Wire(connection, countdown)
    tape = Tape(wire, answer)
    response = _head(tape, answer)
    body_at = answer.tell()
    limit = written_size(limits.web_bytes_limit)
    tape.allow(limits.web_bytes_limit, f"sends more than the limit of {limit}; save it by hand and add the file")
    digest = _body_digest(response)
    wire.shut = True
    return Exchange(
        address=address,
        ip=ip,
        asked_at=asked_at,
        request=request,
        status=response.status,
        reason=response.reason,
        headers=response.headers,
        answer=answer,
        body_at=body_at,
        size=answer.tell(),
        digest=digest,
        surplus=bool(tape.peek(1)),
        seconds=countdown.spent(),
    )


def _body_digest(response: HTTPResponse) -> str:
    """Read the body to its end, and hash it."""
    digest, size = sha256(), 0
    while chunk := response.read(CHUNK):
        digest.update(chunk)
        size += len(chunk)
    if response.length:
        message = f"the answer was cut off after {size:,} of {size + response.length:,} bytes; try again"
        raise FetchFailure("cannot_fetch", message, status=response.status)
    return digest.hexdigest()


def written_size(size: int) -> str:
    """Write a number of bytes for a message."""
    return f"{size // MEGABYTE} MB" if size >= MEGABYTE else f"{size:,} bytes"


def _request(address: Address, more: Headers, body: bytes | None) -> bytes:
    headers = {
        "Host": address.authority,
        "User-Agent": AGENT,
        "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
        "Accept-Encoding": "identity",  # evidence is kept as sent: what is not packed can be read by anybody
        "Connection": "close",
        **dict(more),
        **({} if body is None else {"Content-Length": str(len(body))}),
    }
    method = "GET" if body is None else "POST"
    lines = [f"{method} {address.target} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items()), "", ""]
    return "\r\n".join(lines).encode("latin-1") + (body or b"")


def _head(tape: Tape, answer: BinaryIO) -> HTTPResponse:
    """Read up to the body of the answer proper, past answers that only announce it (1xx)."""
    tape.allow(HEAD_BYTES_LIMIT, "its headers do not end; check the address")
    while True:
        answer.seek(0)
        answer.truncate()
        response = HTTPResponse(as_socket(tape), method="GET")
        response.begin()
        if response.status >= 200:
            break
    answer.seek(0)
    lines = answer.readlines()
    ends = [number for number, line in enumerate(lines, 1) if line in {b"\r\n", b"\n"}]
    if not ends or ends[-1] != len(lines):
        raise FetchFailure("cannot_fetch", "the answer was cut off within its headers; try again")
    head = b"".join(lines[ends[-2] if len(ends) > 1 else 0 :])  # `begin` passes over `100 Continue` by itself
    answer.seek(0)
    answer.truncate()
    answer.write(head)
    return response
