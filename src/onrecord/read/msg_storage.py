"""Outlook messages (MS-OXMSG): the compound file's storages and the properties in them.

`olefile` reads the container; the properties are few and simple, and their places matter, so they are read here.
"""

import codecs
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from olefile import STGTY_STORAGE, STGTY_STREAM, OleFileIO

from onrecord.read.decode import decode

MALFORMED = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
    struct.error,
)
"""What `olefile` raises on compound files that are broken."""

HEADER = struct.Struct("<30xHH10xI16xI4xI")
"""Of a compound file (MS-CFB, section 2.2): shifts of sector and mini sector, counts of FAT, mini FAT and DIFAT sectors."""
SECTOR_SHIFTS = frozenset({9, 12})
MINI_SHIFT = 6
FIXED = "__properties_version1.0"
ENTRY = struct.Struct("<HHI8s")
UNICODE, BYTES_TEXT, BINARY = 0x001F, 0x001E, 0x0102
INTEGER, TIME, BOOLEAN = 0x0003, 0x0040, 0x000B
TOP_HEADER, EMBEDDED_HEADER, OTHER_HEADER = 32, 24, 8
"""Bytes before the first fixed property: of the message, of one inside it, of an attachment."""
MESSAGE_CODE_PAGE, INTERNET_CODE_PAGE = 0x3FFD, 0x3FDE
CODE_PAGES = {
    65001: "utf-8",
    20127: "ascii",
    936: "gbk",
    949: "cp949",
    20866: "koi8_r",
    21866: "koi8_u",
    50220: "iso2022_jp",
    50221: "iso2022_jp",
    51932: "euc_jp",
    51949: "euc_kr",
    52936: "hz",
    54936: "gb18030",
    10000: "mac_roman",
}
"""Windows code pages that Python names otherwise than `cpN`; the ISO 8859 ones are `28590 + N`."""
EPOCH = datetime(1601, 1, 1, tzinfo=UTC)


class NotCompound(ValueError):
    """Raised when a file is no compound file, or lies about its size, by `opened`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A property that is text.

    Attributes:
        part: `property=0x1000`.
        start: Where the text begins in the decoded property.
        doubt: What is doubtful about its encoding, empty when nothing is.
    """

    text: str
    part: str
    start: int = 0
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Storage:
    """A folder in a compound file.

    Attributes:
        entry: Its entry in the directory, as `olefile` has it.
        path: Names from the root on.
        limit: Bytes that a stream may have: no more than the file.
    """

    ole: Any
    entry: Any
    path: tuple[str, ...]
    limit: int

    def folders(self, beginning: str = "") -> list["Storage"]:
        """List the folders in it whose names begin so, by name."""
        found = [kid for kid in self.entry.kids if kid.entry_type == STGTY_STORAGE and kid.name.startswith(beginning)]
        return [Storage(self.ole, kid, (*self.path, kid.name), self.limit) for kid in found]

    def length(self, name: str) -> int:
        """Say how many bytes a stream says it has; -1 when there is no such stream."""
        kid = self.entry.kids_dict.get(name.lower())
        return -1 if kid is None or kid.entry_type != STGTY_STREAM else int(kid.size)

    def stream(self, name: str) -> bytes | None:
        """Give the bytes of a stream; None when it is absent, or claims to be longer than it may be."""
        length = self.length(name)
        if not 0 <= length <= self.limit:
            return None
        content: bytes = self.ole.openstream([*self.path, name]).read()
        return content


@contextmanager
def opened(path: Path, limit: int) -> Iterator[Storage]:
    """Open a compound file.

    Args:
        path: The file.
        limit: Bytes that a stream in it may have.

    Raises:
        NotCompound: It is none, or its header states what its size cannot hold.
        One of `MALFORMED`: It is broken elsewhere.
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(HEADER.size)
    if len(head) < HEADER.size:
        raise NotCompound("it ends inside its header")
    shift, mini_shift, tables, mini_tables, further = HEADER.unpack(head)
    if shift not in SECTOR_SHIFTS or mini_shift != MINI_SHIFT or max(tables, mini_tables, further) << shift > size:
        raise NotCompound("its header states sizes that cannot be")
    with OleFileIO(str(path)) as ole:
        if ole.root.size > size:
            raise NotCompound("its header states sizes that cannot be")
        yield Storage(ole, ole.root, (), min(size, limit))


def fixed_properties(storage: Storage, header: int) -> dict[tuple[int, int], bytes]:
    """Read the properties of fixed length, eight bytes each, by number and type.

    Args:
        storage: Of a message or an attachment.
        header: Bytes before the first, by kind of storage.
    """
    content = (storage.stream(FIXED) or b"")[header:]
    usable = len(content) // ENTRY.size * ENTRY.size
    return {(number, kind): value for kind, number, _, value in ENTRY.iter_unpack(content[:usable])}


def integer(fixed: dict[tuple[int, int], bytes], number: int) -> int | None:
    """Give a property that is a 32-bit integer."""
    value = fixed.get((number, INTEGER))
    return None if value is None else int.from_bytes(value[:4], "little")


def moment(fixed: dict[tuple[int, int], bytes], number: int) -> str | None:
    """Give a property that is a time, ISO 8601 in UTC; None when it is absent or no time."""
    value = fixed.get((number, TIME))
    if value is None:
        return None
    try:
        when = EPOCH + timedelta(microseconds=int.from_bytes(value, "little") // 10)
    except OverflowError:
        return None
    return when.isoformat(timespec="seconds") if when > EPOCH else None


def encoding_of(fixed: dict[tuple[int, int], bytes], *numbers: int) -> str | None:
    """Name the encoding that the first of some code page properties states, None when none is known."""
    for number in numbers:
        page = integer(fixed, number)
        name = CODE_PAGES.get(
            page or 0, f"iso8859-{(page or 0) - 28590}" if 28591 <= (page or 0) <= 28605 else f"cp{page}"
        )
        try:
            return codecs.lookup(name).name
        except LookupError:
            continue
    return None


def text(storage: Storage, number: int, encoding: str | None) -> Text | None:
    """Give a property that is text, in Unicode where the message is.

    Args:
        storage: Of a message or an attachment.
        number: Of the property.
        encoding: Of texts that are not in Unicode.
    """
    part = part_of(number)
    content = storage.stream(_name(number, UNICODE))
    if content is not None:
        return Text(text=content.decode("utf-16-le", "replace").rstrip("\0"), part=part)
    content = storage.stream(_name(number, BYTES_TEXT))
    if content is None:
        return None
    found = decode(content.rstrip(b"\0"), encoding)
    doubt = f"{part} is not {encoding or 'UTF-8'}; read as {found.encoding}" if found.guessed else ""
    return Text(text=found.text, part=part, doubt=doubt)


def part_of(number: int) -> str:
    """Name a property as the part of a segment."""
    return f"property=0x{number:04X}"


def binary(storage: Storage, number: int) -> bytes | None:
    """Give a property that is bytes."""
    return storage.stream(_name(number, BINARY))


def binary_length(storage: Storage, number: int) -> int:
    """Say how many bytes a property has, -1 when there is none."""
    return storage.length(_name(number, BINARY))


def longest(storage: Storage, *numbers: int) -> int:
    """Say how many bytes the longest of some properties has, -1 when there is none of them."""
    return max(storage.length(_name(number, kind)) for number in numbers for kind in (UNICODE, BYTES_TEXT, BINARY))


def _name(number: int, kind: int) -> str:
    return f"__substg1.0_{number:04X}{kind:04X}"
