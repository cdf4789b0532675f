"""One request to a server and its answer, or why there is none, in words that never hold the key."""

import ssl
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection, responses
from socket import SHUT_RDWR, gaierror, socket
from threading import Event, Timer
from urllib.parse import SplitResult, urlsplit

OK = 200
BYTES_LIMIT = 4_000_000
"""Of an answer; one window's takes some thousand."""
_REFUSALS = {
    401: "the server refuses the key, or wants one (401)",
    403: "the server refuses the key, or what it may do (403)",
    404: "the server knows no such address or model (404); the address ends in /v1 with most servers",
}
"""Statuses that every further window would get as well."""
_PASSING = frozenset((408, 429, 500, 502, 503, 504))
"""Statuses that may be gone at the next try."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a request has no usable answer.

    Attributes:
        status: As the server gave it; 0 when nothing answered.
        passing: Whether the same request may go well in a moment.
    """

    reason: str
    status: int = 0
    passing: bool = False

    @property
    def silent(self) -> bool:
        """Nothing answers, or only with a refusal that does not depend on what is asked."""
        return self.status == 0 or self.status in _REFUSALS


def unusable(url: str) -> str | None:
    """Say what is wrong with an address; never the address itself, in which a key may stand."""
    if not url.isascii() or not url.isprintable() or " " in url:
        return "it holds characters that no address can have"
    try:
        split = urlsplit(url)
        port = split.port
    except ValueError:
        return "it cannot be read"
    if split.scheme not in {"http", "https"} or not split.hostname or port == 0:
        return "it is no http or https address"
    if split.username is not None or split.password is not None or split.query or split.fragment:
        return "it has a name, a password, a query or a fragment in it"
    return None


def exchange(address: str, body: bytes, *, key: str | None, seconds: float) -> bytes | Failure:
    """Post JSON and read the whole answer, in bounded time and space; neither redirects nor proxies are followed.

    Args:
        address: Where to; `unusable` finds nothing wrong with it.
        body: The JSON.
        key: Sent as `Authorization: Bearer`.
        seconds: Longest time from connecting to the last byte.
    """
    split = urlsplit(address)
    headers = {"Content-Type": "application/json", "Accept": "application/json", "User-Agent": "onrecord"}
    if key is not None:
        headers["Authorization"] = f"Bearer {key}"
    end = time.monotonic() + seconds
    hung_up = Event()
    late = Failure(f"no whole answer within {seconds:g} seconds")
    try:
        with closing(_connection(split, seconds)) as connection:
            connection.connect()
            with _hung_up_at(end, connection.sock, hung_up):
                connection.request("POST", split.path, body, headers)
                with connection.getresponse() as response:
                    status = response.status
                    answer = response.read(BYTES_LIMIT + 1) if status == OK else b""
    except (OSError, HTTPException, UnicodeError) as error:
        return late if hung_up.is_set() or isinstance(error, TimeoutError) else _unreachable(error)
    if hung_up.is_set():
        return late
    if status != OK:
        return _turned_down(status)
    return answer if len(answer) <= BYTES_LIMIT else Failure(f"the answer is longer than {BYTES_LIMIT:,} bytes", status)


def _connection(split: SplitResult, seconds: float) -> HTTPConnection:
    host = split.hostname or ""
    if split.scheme == "https":
        return HTTPSConnection(host, split.port or 443, timeout=seconds, context=ssl.create_default_context())
    return HTTPConnection(host, split.port or 80, timeout=seconds)


@contextmanager
def _hung_up_at(end: float, sock: socket, hung_up: Event) -> Iterator[None]:
    """Shut a connection at a time of the monotonic clock: its own timeout begins anew with each byte that drips in."""

    def hang_up() -> None:
        hung_up.set()
        with suppress(OSError):
            sock.shutdown(SHUT_RDWR)

    timer = Timer(max(0.0, end - time.monotonic()), hang_up)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _unreachable(error: Exception) -> Failure:
    if isinstance(error, ConnectionRefusedError):
        return Failure("nothing listens there (connection refused); is the server running?", passing=True)
    if isinstance(error, gaierror | UnicodeError):
        return Failure("no machine of that name is known")
    if isinstance(error, ssl.SSLCertVerificationError):
        return Failure("its certificate is not trusted on this machine")
    words = error.strerror if isinstance(error, OSError) else None
    return Failure(f"the connection failed ({words or type(error).__name__})", passing=True)


def _turned_down(status: int) -> Failure:
    if status in _REFUSALS:
        return Failure(_REFUSALS[status], status)
    if 300 <= status < 400:
        return Failure(
            f"the server sends on to another address ({status}), which is not followed; name that one", status
        )
    words = " ".join(filter(None, (str(status), responses.get(status))))
    return Failure(f"the server answers {words}", status, passing=status in _PASSING)
