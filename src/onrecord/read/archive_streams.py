"""Compressed streams to bytes, a block at a time, whatever their headers claim."""

import bz2
import lzma
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, Literal, Protocol

from onrecord.config import MEGABYTE
from onrecord.read.archive_spool import BLOCK, Fault

Method = Literal["gzip", "zlib", "deflate", "bzip2", "xz"]
"""`zlib` is deflate in its wrapper (RFC 1950), `deflate` the bare stream (RFC 1951)."""

DICTIONARY_LIMIT = 256 * MEGABYTE
"""Memory that an xz stream may ask for; `xz -9` asks for 65 MB."""
_PADDED = frozenset({"gzip", "xz"})
"""Formats that may be filled up with NULs (tapes; xz to a multiple of four bytes)."""


class _Stream(Protocol):
    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int, /) -> bytes: ...


_NEW: dict[Method, Callable[[], _Stream]] = {
    "gzip": lambda: zlib.decompressobj(zlib.MAX_WBITS | 16),
    "zlib": lambda: zlib.decompressobj(zlib.MAX_WBITS),
    "deflate": lambda: zlib.decompressobj(-zlib.MAX_WBITS),
    "bzip2": bz2.BZ2Decompressor,
    "xz": lambda: lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=DICTIONARY_LIMIT),
}


@dataclass(slots=True)
class CountedFile:
    """A file that knows how many bytes were read of it, wherever they stand."""

    file: BinaryIO
    count: int = 0

    def read(self, size: int = -1) -> bytes:
        """Read as the file does."""
        data = self.file.read(size)
        self.count += len(data)
        return data

    def seek(self, offset: int, whence: int = 0) -> int:
        """Move as the file does."""
        return self.file.seek(offset, whence)

    def tell(self) -> int:
        """Say where the file stands."""
        return self.file.tell()

    def close(self) -> None:
        """Leave closing to the one who opened it."""


def file_blocks(file: CountedFile) -> Iterator[bytes]:
    """Read a file from where it stands to its end."""
    while block := file.read(BLOCK):
        yield block


def inflated(blocks: Iterable[bytes], method: Method, *, several: bool) -> Iterator[bytes]:
    """Undo a compression.

    Args:
        blocks: The compressed bytes, in blocks of any size.
        method: How they were compressed.
        several: Streams may follow each other; otherwise what follows the first is not looked at.

    Raises:
        Fault: The stream is broken or cut off; what stands before was given.
    """
    stream: _Stream | None = None
    given = 0
    for block in blocks:
        data, piece = block, b""
        while data or _holds_more(stream, piece):
            if stream is None:
                data = data.lstrip(b"\0") if given and method in _PADDED else data
                if not data:
                    break
                stream = _NEW[method]()
            piece = _step(stream, data, given)
            given += len(piece)
            if piece:
                yield piece
            if stream.eof:
                data, stream = stream.unused_data, None
                if not several:
                    return
            else:
                data = getattr(stream, "unconsumed_tail", b"")
    if stream is not None:
        raise Fault("damaged", f"breaks off after {given:,} bytes; what stands before was taken: get it again")


def _holds_more(stream: _Stream | None, piece: bytes) -> bool:
    """Tell whether a stream may give more without being fed: zlib does not say so, but stops at the length asked for."""
    return stream is not None and (len(piece) == BLOCK or not getattr(stream, "needs_input", True))


def _step(stream: _Stream, data: bytes, given: int) -> bytes:
    try:
        return stream.decompress(data, BLOCK)
    except (zlib.error, lzma.LZMAError, OSError, EOFError, ValueError) as error:
        if isinstance(error, lzma.LZMAError) and "emory" in str(error):
            needs = f"needs more than {DICTIONARY_LIMIT // MEGABYTE} MB of memory to unpack; unpack it and add that"
            raise Fault("unpack_limit", needs) from error
        place = f"is broken after {given:,} bytes ({error}); what stands before was taken: get it again"
        raise Fault("damaged", place) from error


@dataclass(slots=True)
class ByteStream:
    """Blocks, read by number of bytes or by line.

    Attributes:
        block, at: The block that is being read, and how much of it was; blocks are not cut for every read of a few bytes.
        place: Bytes read so far.
    """

    blocks: Iterator[bytes]
    block: bytes = b""
    at: int = 0
    place: int = 0

    def read(self, size: int) -> bytes:
        """Read so many bytes; fewer only at the end."""
        return b"".join(self.pieces(size))

    def pieces(self, size: int) -> Iterator[bytes]:
        """Read so many bytes in pieces; fewer only at the end."""
        while size > 0 and self._fill():
            piece = self.block[self.at : self.at + size]
            size -= len(piece)
            self._pass(len(piece))
            yield piece

    def line(self, limit: int) -> bytes:
        """Read to the end of a line, its break included; what is longer than the limit is cut there."""
        taken: list[bytes] = []
        while limit > 0 and self._fill():
            end = self.block.find(b"\n", self.at, self.at + limit)
            piece = self.block[self.at : end + 1 if end >= 0 else self.at + limit]
            taken.append(piece)
            limit -= len(piece)
            self._pass(len(piece))
            if end >= 0:
                break
        return b"".join(taken)

    def remaining(self) -> Iterator[bytes]:
        """Give what was not read yet."""
        while self._fill():
            piece = self.block[self.at :]
            self._pass(len(piece))
            yield piece

    def unread(self, data: bytes) -> None:
        """Put bytes back that were read last."""
        self.block, self.at = data + self.block[self.at :], 0
        self.place -= len(data)

    def _fill(self) -> bool:
        if self.at >= len(self.block):
            self.block, self.at = next(self.blocks, b""), 0
        return bool(self.block)

    def _pass(self, size: int) -> None:
        self.at += size
        self.place += size


def peeked(stream: ByteStream, size: int) -> tuple[bytes, Iterator[bytes]]:
    """Look at the first bytes of a stream, and give it from there again; a fault behind them is raised where it stands.

    Raises:
        Fault: There is not a byte before it.
    """
    pieces: list[bytes] = []
    faults: list[Fault] = []
    try:
        pieces.extend(stream.pieces(size))
    except Fault as fault:
        if not pieces:
            raise
        faults.append(fault)

    def again() -> Iterator[bytes]:
        yield from pieces
        for fault in faults:
            raise fault
        yield from stream.remaining()

    return b"".join(pieces), again()
