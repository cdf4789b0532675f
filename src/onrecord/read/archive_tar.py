"""Tar archives (POSIX ustar and pax, GNU) from a stream: a header of 512 bytes, then a file's bytes, again and again.

The standard library cuts the headers; the order is kept here, because `tarfile` takes long names into memory at
whatever length a header states.
"""

import tarfile
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.read.archive_spool import Fault, Spool, Stop, is_left_out, member, put, tally
from onrecord.read.archive_streams import ByteStream

SECTOR = 512
EXTENSION_LIMIT = 1_000_000
"""Bytes that a long name or a block of pax records may have; paths end at 4096 on Linux."""
_LONG_NAME, _LONG_LINK, _PAX, _PAX_GLOBAL, _SOLARIS_PAX = b"L", b"K", b"x", b"g", b"X"
_FILES = frozenset({tarfile.REGTYPE, tarfile.AREGTYPE, tarfile.CONTTYPE})
_SPARSE = tarfile.GNUTYPE_SPARSE


@dataclass(slots=True)
class _Pending:
    """What extension headers say of the next file, as far as it matters: they may say anything at any length."""

    name: str = ""
    size: int | None = None
    has_holes: bool = False


def is_tar(head: bytes) -> bool:
    """Tell whether bytes begin with a tar header, by its checksum."""
    return len(head) >= SECTOR and _header(head[:SECTOR]) is not None


def _header(block: bytes) -> tarfile.TarInfo | None:
    try:
        return tarfile.TarInfo.frombuf(block, "utf-8", "surrogateescape")
    except (tarfile.HeaderError, ValueError, OverflowError):
        return None


def take_tar(stream: ByteStream, spool: Spool) -> None:
    """Take the files out of a tar archive.

    Raises:
        Stop: The archive breaks off, or its limits are met.
        Fault: The compressed stream around it does.
    """
    pending = _Pending()
    seen = 0
    while (block := stream.read(SECTOR)).strip(b"\0"):
        place = stream.place - len(block)
        header = _header(block) if len(block) == SECTOR else None
        if header is None or header.size < 0:
            raise Stop("damaged", f"is no tar archive from byte {place:,} on; the rest is lost: get it again")
        seen += 1
        if seen > 2 * spool.config.unpacked_files_limit:
            raise Stop("unpack_limit", f"lists more than {seen - 1:,} entries; the rest was left out: split it")
        if _extend(stream, header, pending):
            continue
        _take(stream, header, block, pending, spool)
        pending = _Pending()


def _extend(stream: ByteStream, header: tarfile.TarInfo, pending: _Pending) -> bool:
    """Read a header that speaks of the next file; false for one that is a file."""
    if header.type not in {_LONG_NAME, _LONG_LINK, _PAX, _PAX_GLOBAL, _SOLARIS_PAX}:
        return False
    if header.size > EXTENSION_LIMIT:
        raise Stop("unpack_limit", f"states a name of {header.size:,} bytes; the rest was left out: get it again")
    content = stream.read(header.size)
    _skip(stream, -header.size % SECTOR)
    if header.type == _LONG_NAME:
        pending.name = content.rstrip(b"\0").decode("utf-8", "surrogateescape")
    elif header.type in {_PAX, _SOLARIS_PAX}:
        for keyword, value in _pax_records(content):
            _note(pending, keyword, value)
    return True


def _note(pending: _Pending, keyword: str, value: str) -> None:
    if keyword == "path":
        pending.name = value
    elif keyword == "size" and value.isdecimal() and len(value) < 20:
        pending.size = int(value)
    elif keyword.startswith("GNU.sparse."):
        pending.has_holes = True


def _pax_records(content: bytes) -> Iterator[tuple[str, str]]:
    r"""Cut pax records: `LENGTH KEYWORD=VALUE\n`, the length counting the whole; what breaks the form ends them."""
    place = 0
    while place < len(content):
        digits, _, _ = content[place : place + 20].partition(b" ")
        if not digits.isdigit() or int(digits) <= len(digits):
            return
        record = content[place + len(digits) + 1 : place + int(digits)].removesuffix(b"\n")
        keyword, _, value = record.partition(b"=")
        yield keyword.decode("utf-8", "replace"), value.decode("utf-8", "surrogateescape")
        place += int(digits)


def _take(stream: ByteStream, header: tarfile.TarInfo, block: bytes, pending: _Pending, spool: Spool) -> None:
    name = pending.name or header.name
    size = header.size if pending.size is None else pending.size
    is_file = header.type in _FILES and not name.endswith("/")  # before ustar a slash made a folder
    if header.type == _SPARSE:
        _skip_sparse_map(stream, block)
    if header.type == _SPARSE or pending.has_holes:
        advice = "unpack the archive and add what is inside"
        tally(spool, "unsupported_format", "members stored with holes", name, advice)
    elif not is_file:
        if header.type != tarfile.DIRTYPE and not name.endswith("/"):
            advice = "a link or device is never followed; what a link names is read where it lies in the archive"
            tally(spool, "not_a_file", "links and devices inside", name, advice)
        # Links and devices have no bytes whatever size is stated; kinds we do not know do (POSIX, pax interchange).
        size = size if header.type not in tarfile.SUPPORTED_TYPES else 0
    elif not is_left_out(name, spool):
        _put(stream, name, size, spool)
        return
    _skip(stream, size + -size % SECTOR)


def _put(stream: ByteStream, name: str, size: int, spool: Spool) -> None:
    start = stream.place
    found = member(spool, name)
    fault = put(spool, found, _content(stream, size))
    if fault is None or fault.code == "too_large":
        _skip(stream, start + size + -size % SECTOR - stream.place)
        return
    # The stream itself is broken or a bomb: nothing after this place can be read.
    raise Stop(fault.code, f"everything after {found.name} (byte {stream.place:,} of the archive) is lost") from fault


def _content(stream: ByteStream, size: int) -> Iterator[bytes]:
    start = stream.place
    yield from stream.pieces(size)
    if stream.place - start < size:
        raise Fault("damaged", f"breaks off after {stream.place - start:,} of {size:,} bytes; what is there was taken")


def _skip_sparse_map(stream: ByteStream, block: bytes) -> None:
    """Pass over the further blocks of an old GNU sparse file's map; bytes 482 and 504 say whether another follows."""
    follows = block[482]
    while follows and len(block := stream.read(SECTOR)) == SECTOR:
        follows = block[504]


def _skip(stream: ByteStream, size: int) -> None:
    for _ in stream.pieces(size):
        pass
