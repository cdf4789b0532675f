"""What an HTTP response stored in a web archive holds: its header, its body as sent, and the page in it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, cast

from fastwarc.stream_io import BrotliReader, ZstdReader

from onrecord.read.archive_spool import BLOCK, Fault
from onrecord.read.archive_streams import ByteStream, Method, inflated

_STATUS = re.compile(rb"HTTP/\d(?:\.\d)? +(\d{3})\b")
_LINE_LIMIT = 65_536
_HEAD_LIMIT = 500_000
"""Bytes of HTTP headers before a body; servers and browsers stop at a few tens of thousands."""
_CHUNK_SIZE = re.compile(rb"[ \t]*([0-9a-fA-F]{1,15})[ \t]*(?:;[^\r\n]*)?\r?\n")
_GZIP_MAGIC = b"\x1f\x8b"
_KNOWN = frozenset({"gzip", "deflate", "br", "zstd"})
_NO_ENCODING = frozenset({"", "identity", "none", "utf-8"})  # the last a mistake of some servers


@dataclass(frozen=True, slots=True)
class Head:
    """The header of an HTTP response.

    Attributes:
        status: 0 where the block has no HTTP header.
        fields: The first value of each field, names in lower case.
    """

    status: int
    fields: dict[str, str]

    def tokens(self, name: str) -> list[str]:
        """List the comma-separated values of a field, in lower case."""
        return [one.strip().lower() for one in self.fields.get(name, "").split(",")]


def http_head(stream: ByteStream) -> Head:
    """Read the header of a response and the blank line after it; a block without one is left as it is.

    Headers that only announce the answer (1xx) are passed over.

    Raises:
        Fault: It has no end.
    """
    start = stream.place
    head = Head(0, {})
    while match := _STATUS.match(line := stream.line(_LINE_LIMIT)):
        head = Head(int(match[1]), _fields(stream, start))
        if head.status >= 200:
            return head
    stream.unread(line)
    return head


def _fields(stream: ByteStream, start: int) -> dict[str, str]:
    fields: dict[str, str] = {}
    while (line := stream.line(_LINE_LIMIT)).strip(b"\r\n"):
        if stream.place - start > _HEAD_LIMIT:
            raise Fault("damaged", f"its HTTP header has more than {_HEAD_LIMIT:,} bytes; not taken")
        name, colon, value = line.decode("latin-1").partition(":")
        if colon:
            fields.setdefault(name.strip().lower(), value.strip())
    return fields


def dechunked(blocks: Iterator[bytes]) -> Iterator[bytes]:
    """Undo the chunked transfer coding (RFC 9112, section 7.1); a body that is not chunked, whatever was said, is given as it is.

    Raises:
        Fault: The chunks break off.
    """
    stream = ByteStream(blocks)
    line = stream.line(_LINE_LIMIT)
    if not _CHUNK_SIZE.fullmatch(line):
        if line:
            yield line
        yield from stream.remaining()
        return
    given = 0
    while size := _chunk_size(line, given):
        start = stream.place
        for piece in stream.pieces(size):
            given += len(piece)
            yield piece
        if stream.place - start < size:
            break
        stream.line(2)
        line = stream.line(_LINE_LIMIT)
    else:
        return  # trailers are no part of the body
    raise Fault("damaged", f"its chunks break off after {given:,} bytes; what stands before was taken")


def _chunk_size(line: bytes, given: int) -> int:
    match = _CHUNK_SIZE.fullmatch(line)
    if match is None:
        raise Fault("damaged", f"its chunks are broken after {given:,} bytes; what stands before was taken")
    return int(match[1], 16)


def decoded(blocks: Iterator[bytes], encodings: list[str]) -> Iterator[bytes]:
    """Undo content codings, the last first (RFC 9110, section 8.4).

    Raises:
        Fault: One of them is not known, or the content breaks off.
    """
    for encoding in reversed(encodings):
        name = encoding.removeprefix("x-")
        if name in _KNOWN:
            blocks = _decoded(blocks, name)
        elif name not in _NO_ENCODING:
            raise Fault("unsupported_format", f"its content coding {encoding[:40]!r} is not known; not taken")
    yield from blocks


def _decoded(blocks: Iterator[bytes], name: str) -> Iterator[bytes]:
    stream = ByteStream(blocks)
    head = stream.read(2)
    stream.unread(head)
    body = stream.remaining()
    if not head or (name == "gzip" and head != _GZIP_MAGIC):
        yield from body  # said to be packed, and is not: proxies and crawlers unpack and leave the header
    elif name in {"br", "zstd"}:
        yield from _by_reader(body, name)
    else:
        method: Method = "gzip" if name == "gzip" else "zlib" if _is_zlib(head) else "deflate"
        yield from inflated(body, method, several=name == "gzip")


def _is_zlib(head: bytes) -> bool:
    """Tell deflate in its wrapper, as it should be sent, from the bare stream that some servers send (RFC 1950, 2.2)."""
    return len(head) == 2 and head[0] & 0x0F == 8 and int.from_bytes(head) % 31 == 0


def _by_reader(blocks: Iterator[bytes], name: str) -> Iterator[bytes]:
    source = cast("BinaryIO", _Readable(ByteStream(blocks)))
    given = 0
    try:
        reader = BrotliReader(source) if name == "br" else ZstdReader(source)
        while block := reader.read(BLOCK):
            given += len(block)
            yield block
    except (OSError, ValueError) as error:
        place = f"is broken after {given:,} bytes ({error}); what stands before was taken"
        raise Fault("damaged", place) from error


@dataclass(slots=True)
class _Readable:
    """A stream as the file that fastwarc asks for."""

    stream: ByteStream

    def read(self, size: int = -1) -> bytes:
        return self.stream.read(size if size >= 0 else BLOCK)

    def tell(self) -> int:
        return self.stream.place

    def seek(self, _offset: int, _whence: int = 0) -> int:
        raise OSError("a stream")

    def close(self) -> None:
        return None
