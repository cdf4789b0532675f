"""The records of a web archive (WARC 1.0 and 1.1, ISO 28500), each with its place; broken stretches are skipped."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from fastwarc.warc import ArchiveIterator, WarcRecord

from onrecord.read.archive_spool import BLOCK, Fault, Spool, note
from onrecord.read.archive_streams import CountedFile, inflated

_GZIP_START = re.compile(rb"\x1f\x8b\x08[\x00-\x1f]")
_PLAIN_START = re.compile(rb"(?<=\n)WARC/[01]\.\d{1,2}\r?\n")
_GZIP_MAGIC = b"\x1f\x8b"
_LONGEST_START = 14
BROKEN_LIMIT = 100
"""Broken stretches after which the rest is given up, and false starts tried after each: a bound for bytes made to cost time."""


@dataclass(frozen=True, slots=True)
class Record:
    """A record of a web archive.

    Attributes:
        number: Counts from 1, over records of every type.
        offset: Place in the file, in bytes; of its gzip member where the file is compressed.
    """

    number: int
    offset: int
    record: WarcRecord

    @property
    def part(self) -> str:
        """Name its place in the archive."""
        return f"record={self.number};offset={self.offset}"

    def header(self, name: str) -> str:
        """Give a field of the record's own header, empty when it is not there."""
        return (self.record.headers.get(name) or "").strip()

    @property
    def is_whole(self) -> bool:
        """Tell whether all of its block was there, once it is read."""
        return self.record.reader.tell() >= self.record.content_length

    def block(self) -> Iterator[bytes]:
        """Read the record's block, as far as it goes.

        Raises:
            Fault: The compression around it is broken.
        """
        size = 0
        try:
            while block := self.record.reader.read(BLOCK):
                size += len(block)
                yield block
        except OSError as error:
            raise Fault("damaged", f"is broken after {size:,} bytes ({error}); what stands before was taken") from error


def records(file: CountedFile, spool: Spool) -> Iterator[Record]:
    """Read a web archive record by record; where it is broken, go on at the next place that begins like a record."""
    is_packed = file.read(len(_GZIP_MAGIC)) == _GZIP_MAGIC
    start: int | None = 0
    number = broken = 0
    while start is not None:
        place = after = start
        file.seek(start)
        start = None
        try:
            for record in ArchiveIterator(file, parse_http=False):
                number += 1
                found = Record(number, record.stream_pos, record)
                yield from _checked(found, spool)
                place = max(place, found.offset)
                # Inside a record's block nothing is looked for: a page may show how a web archive begins.
                after = place if is_packed else place + _header_bytes(record) + record.content_length
        except OSError as error:
            broken += 1
            start = _next_start(file, after + 1, is_packed=is_packed) if broken <= BROKEN_LIMIT else None
            rest = "what follows is lost" if start is None else f"read again from byte {start:,} on"
            note(spool, "damaged", f"is no web archive somewhere after byte {place:,} ({error}); {rest}: get it again")


def _header_bytes(record: WarcRecord) -> int:
    """Say how long a record's header is when it is written as usual: `NAME: VALUE` and a line break of two bytes."""
    return len(b"WARC/1.1\r\n\r\n") + sum(len(name) + len(value) + 4 for name, value in record.headers.items_bytes())


def _checked(found: Record, spool: Spool) -> Iterator[Record]:
    """Hand a record on; say so if the file ended inside it."""
    record = found.record
    if record.headers.get("Content-Length") is None:
        raise OSError(f"record {found.number} has no length or is cut off in its header")
    yield found
    record.reader.consume()
    if not found.is_whole:
        size, whole = record.reader.tell(), record.content_length
        message = (
            f"breaks off in record {found.number}, after {size:,} of {whole:,} bytes; the rest is lost: get it again"
        )
        note(spool, "damaged", message)


def _next_start(file: CountedFile, place: int, *, is_packed: bool) -> int | None:
    """Find the next place that begins a record: in a compressed file a gzip member that holds one."""
    pattern = _GZIP_START if is_packed else _PLAIN_START
    for _ in range(BROKEN_LIMIT):
        found = _search(file, place, pattern)
        if found is None:
            return None
        if not is_packed or _begins_record(file, found):
            return found
        place = found + 1
    return None


def _search(file: CountedFile, place: int, pattern: re.Pattern[bytes]) -> int | None:
    file.seek(place)
    tail = b""
    while block := file.read(BLOCK):
        data = tail + block
        if match := pattern.search(data):
            return place - len(tail) + match.start()
        place += len(block)
        tail = data[-_LONGEST_START + 1 :]
    return None


def _begins_record(file: CountedFile, place: int) -> bool:
    file.seek(place)
    try:
        return next(inflated(iter([file.read(BLOCK)]), "gzip", several=False), b"").startswith(b"WARC/")
    except Fault:
        return False
