"""The bytes of a connection: how long may be waited for them, how many may come, and a copy of them."""

import io
import socket
import time
from http.client import IncompleteRead
from typing import BinaryIO, cast

from onrecord.collect.web_failure import FetchFailure

CHUNK = 1 << 16


class Countdown:
    """Counts down the time of one exchange."""

    def __init__(self, seconds: float) -> None:
        self._start = time.monotonic()
        self._seconds = seconds

    def spent(self) -> float:
        """Say how long it has lasted."""
        return time.monotonic() - self._start

    def left(self) -> float:
        """Say how long the next wait may be.

        Raises:
            TimeoutError: Not at all.
        """
        left = self._seconds - self.spent()
        if left <= 0:
            raise TimeoutError
        return left


class Wire(io.RawIOBase):
    """What a connection gives, as long as there is time."""

    def __init__(self, connection: socket.socket, countdown: Countdown) -> None:
        super().__init__()
        self._connection = connection
        self._countdown = countdown
        self.shut = False

    def readable(self) -> bool:
        """Say yes."""
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]  # the buffer type is typeshed's own
        """Wait for the next bytes.

        Raises:
            TimeoutError: There is no time left.
        """
        if self.shut:
            return 0
        self._connection.settimeout(self._countdown.left())
        return self._connection.recv_into(buffer)


class Tape(io.BufferedReader):
    """Writes down what `HTTPResponse` reads, so that the copy ends where the answer ends.

    Raises:
        FetchFailure: More is read than was allowed; from reading.
    """

    def __init__(self, wire: Wire, copy: BinaryIO) -> None:
        super().__init__(wire, CHUNK)
        self._copy = copy
        self._left = 0
        self._beyond = ""

    def allow(self, size: int, beyond: str) -> None:
        """Take so many bytes more, or fail with these words."""
        self._left, self._beyond = size, beyond

    def readline(self, size: int | None = -1, /) -> bytes:
        """Read a line."""
        return self._keep(super().readline(-1 if size is None else size))

    def read(self, size: int | None = -1, /) -> bytes:
        """Read so many bytes."""
        if size is None or size < 0:  # a chunk that says its size is -1
            raise IncompleteRead(b"")
        return self._keep(super().read(size))

    def close(self) -> None:
        """Stay open: `HTTPResponse` closes at the end of one answer, and more may follow it."""

    def _keep(self, content: bytes) -> bytes:
        self._left -= len(content)
        if self._left < 0:
            raise FetchFailure("cannot_fetch", self._beyond)
        self._copy.write(content)
        return content


class _Playback:
    """As much of a socket as `HTTPResponse` asks for."""

    def __init__(self, stream: io.BufferedReader | BinaryIO) -> None:
        self._stream = stream

    def makefile(self, mode: str) -> io.BufferedReader | BinaryIO:  # noqa: ARG002  # the signature of a socket's
        """Give the stream."""
        return self._stream


def as_socket(stream: io.BufferedReader | BinaryIO) -> socket.socket:
    """Put a stream where `HTTPResponse` wants a socket, of which it uses one method."""
    return cast("socket.socket", _Playback(stream))
