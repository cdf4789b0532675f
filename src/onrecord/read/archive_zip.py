"""ZIP archives: the members that the directory lists (APPNOTE 6.3.10), or those that stand there when it is lost.

The standard library reads the directory; members are inflated here, so that what stands before a fault is kept.
"""

import re
import stat
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from os import SEEK_END
from struct import Struct
from struct import error as StructError  # noqa: N812  # an exception under a name that looks like one

from onrecord.config import MEGABYTE
from onrecord.read.archive_spool import BLOCK, Fault, Spool, Stop, is_left_out, member, note, put, tally
from onrecord.read.archive_streams import CountedFile, Method, inflated

DIRECTORY_LIMIT = 64 * MEGABYTE
"""Bytes that the list of members may have: some 500,000 members, each of which takes half a kilobyte in memory."""
_STORED = 0
_METHODS: dict[int, Method] = {8: "deflate", 12: "bzip2", 95: "xz"}
_LOCAL = Struct("<4s5H3L2H")
_LOCAL_SIGNATURE = b"PK\x03\x04"
_END_SIGNATURE, _END = b"PK\x05\x06", Struct("<4s4H2LH")
_END_64_SIGNATURE, _END_64, _LOCATOR_64_BYTES = b"PK\x06\x06", Struct("<4sQ2H2L4Q"), 20
_SIGNATURES = re.compile(rb"PK(?:\x01\x02|\x03\x04|\x05\x06|\x07\x08)")
_LOCAL_START = re.compile(re.escape(_LOCAL_SIGNATURE))
_ENCRYPTED, _SIZES_FOLLOW, _UTF_8 = 1, 8, 0x800
_UNIX = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A member of a ZIP archive, as the archive describes it.

    Attributes:
        offset: Place of its own header in the file.
        packed: Bytes it takes, None where only its end says so.
        crc: CRC-32 of its bytes inflated, None where it is not known.
    """

    name: str
    offset: int
    packed: int | None
    method: int
    crc: int | None
    is_encrypted: bool = False
    is_link: bool = False


def entries(file: CountedFile) -> list[Entry] | None:
    """List the members that the directory names, in their order in the file; None when it cannot be read.

    Raises:
        Stop: The directory is too long, or its members overlap: the same bytes inflated again and again
            (Fifield, A better zip bomb, 2019).
    """
    if _directory_bytes(file) > DIRECTORY_LIMIT:
        megabytes = DIRECTORY_LIMIT // MEGABYTE
        raise Stop("unpack_limit", f"its list of members has more than {megabytes} MB; nothing was taken: split it")
    try:
        with zipfile.ZipFile(file) as archive:
            infos = sorted(archive.infolist(), key=lambda one: one.header_offset)
            end = archive.start_dir
    except (zipfile.BadZipFile, NotImplementedError, StructError, ValueError, OSError, EOFError, OverflowError):
        return None
    found = [_entry(info) for info in infos]
    _refuse_overlaps(found, end)
    return found


def _entry(info: zipfile.ZipInfo) -> Entry:
    return Entry(
        name=_name(info),
        offset=info.header_offset,
        packed=info.compress_size,
        method=info.compress_type,
        crc=info.CRC,
        is_encrypted=bool(info.flag_bits & _ENCRYPTED),
        is_link=info.create_system == _UNIX
        and stat.S_IFMT(info.external_attr >> 16) not in {0, stat.S_IFREG, stat.S_IFDIR},
    )


def _name(info: zipfile.ZipInfo) -> str:
    """Read a name without the UTF-8 flag as UTF-8 when it is that (macOS leaves the flag out), else as codepage 437."""
    if info.flag_bits & _UTF_8 or info.filename.isascii():
        return info.filename
    try:
        return info.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return info.filename


def _refuse_overlaps(found: Sequence[Entry], end: int) -> None:
    starts = [*(entry.offset for entry in found), end]
    for entry, after in zip(found, starts[1:], strict=True):
        if entry.offset < 0 or entry.offset + _LOCAL.size + (entry.packed or 0) > after:
            message = "its members overlap, as those of a bomb do; nothing was taken: get it again, or from elsewhere"
            raise Stop("unpack_limit", message)


def _directory_bytes(file: CountedFile) -> int:
    """Say how long the directory is that the standard library would read into memory; 0 when there is none."""
    size = file.seek(0, SEEK_END)
    first = max(0, size - _END.size - 0xFFFF)
    file.seek(first)
    tail = file.read()
    place = len(tail) - _END.size
    if not (tail[place:].startswith(_END_SIGNATURE) and tail.endswith(b"\0\0")):
        place = tail.rfind(_END_SIGNATURE)
    if place < 0 or place + _END.size > len(tail):
        return 0
    stated: int = _END.unpack_from(tail, place)[5]
    file.seek(max(0, first + place - _LOCATOR_64_BYTES - _END_64.size))
    wide = file.read(_END_64.size)
    if len(wide) == _END_64.size and wide.startswith(_END_64_SIGNATURE):
        stated = max(stated, _END_64.unpack(wide)[8])
    return stated


def content(file: CountedFile, entry: Entry) -> Iterator[bytes]:
    """Inflate a member.

    Raises:
        Fault: It is broken, or its bytes are not those that its checksum was made of; what could be read was given.
    """
    method = _METHODS.get(entry.method)
    if method is None and entry.method != _STORED:
        raise Fault("unsupported_format", f"is packed by method {entry.method}, which cannot be undone; unpack it")
    raw = _raw(file, entry)
    blocks = raw if method is None else inflated(raw, method, several=False)
    crc = size = 0
    for block in blocks:
        crc = zlib.crc32(block, crc)
        size += len(block)
        yield block
    if entry.crc is not None and crc != entry.crc:
        raise Fault("damaged", f"its {size:,} bytes do not fit their checksum; they were taken as they are")


def _raw(file: CountedFile, entry: Entry) -> Iterator[bytes]:
    file.seek(entry.offset)
    header = file.read(_LOCAL.size)
    if len(header) < _LOCAL.size or not header.startswith(_LOCAL_SIGNATURE):
        raise Fault("damaged", f"does not stand at byte {entry.offset:,}, where the archive says; get it again")
    name_bytes, extra_bytes = _LOCAL.unpack(header)[9:]
    start = file.seek(name_bytes + extra_bytes, 1)
    size = entry.packed if entry.packed is not None else _next(file, start, _SIGNATURES) - start
    file.seek(start)
    left = size
    while left > 0:
        block = file.read(min(BLOCK, left))
        if not block:
            raise Fault(
                "damaged", f"is cut off after {size - left:,} of {size:,} packed bytes; what is there was taken"
            )
        left -= len(block)
        yield block


def _next(file: CountedFile, start: int, signatures: re.Pattern[bytes]) -> int:
    """Find where the next header begins, the end of the file when there is none."""
    file.seek(start)
    place, tail = start, b""
    size = 256  # most ends are near: a file of tiny members is not read a block for each
    while block := file.read(size):
        size = min(2 * size, BLOCK)
        data = tail + block
        if match := signatures.search(data):
            return place - len(tail) + match.start()
        place += len(block)
        tail = data[-3:]
    return place


def scanned(file: CountedFile) -> Iterator[Entry]:
    """Find members by their own headers, from the beginning of the file on: what is left when the directory is lost."""
    place = 0
    while True:
        file.seek(place)
        header = file.read(_LOCAL.size)
        if not header.startswith(_LOCAL_SIGNATURE):
            place = _next(file, place, _LOCAL_START)
            file.seek(place)
            header = file.read(_LOCAL.size)
        if len(header) < _LOCAL.size:
            return
        _, _, flags, method, _, _, crc, packed, _, name_bytes, extra_bytes = _LOCAL.unpack(header)
        raw_name = file.read(name_bytes)
        # Sizes that stand after the member, or in the extra field of a large one: its end is looked for instead.
        is_known = not flags & _SIZES_FOLLOW and packed < 0xFFFF_FFFF
        yield Entry(
            name=_decoded(raw_name),
            offset=place,
            packed=packed if is_known else None,
            method=method,
            crc=crc if is_known else None,
            is_encrypted=bool(flags & _ENCRYPTED),
        )
        place += _LOCAL.size + name_bytes + extra_bytes + (packed if is_known else 0)


def _decoded(name: bytes) -> str:
    try:
        return name.decode("utf-8")
    except UnicodeDecodeError:
        return name.decode("cp437")


def take_zip(file: CountedFile, spool: Spool) -> None:
    """Take the members out of a ZIP archive.

    Raises:
        Stop: Nothing more can be taken.
    """
    found = entries(file)
    if found is None:
        advice = "they were found one by one from its beginning: get it again if files are missing"
        note(spool, "damaged", f"its list of members cannot be read (is its end cut off?); {advice}")
    for number, entry in enumerate(found if found is not None else scanned(file)):
        if number >= 2 * spool.config.unpacked_files_limit:  # folders and hidden files count here, but not as taken
            raise Stop("unpack_limit", "lists more files than the limit; the rest was left out: split it")
        if is_readable(entry, spool) and not is_left_out(entry.name, spool):
            put(spool, member(spool, entry.name), content(file, entry))


def is_readable(entry: Entry, spool: Spool) -> bool:
    """Tell whether a member is a file that can be inflated; what cannot is tallied."""
    if entry.name.endswith("/"):
        return False
    if entry.is_encrypted:
        advice = "unpack the archive with its password and add what is inside"
        tally(spool, "encrypted", "members that need a password", entry.name, advice)
    elif entry.is_link:
        advice = "a link or device is never followed; what a link names is read where it lies in the archive"
        tally(spool, "not_a_file", "links and devices inside", entry.name, advice)
    elif entry.method != _STORED and entry.method not in _METHODS:
        advice = "unpack the archive with the program that made it and add what is inside"
        tally(spool, "unsupported_format", "members packed in a way that cannot be undone", entry.name, advice)
    else:
        return True
    return False
