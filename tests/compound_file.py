"""A writer of compound files (MS-CFB, version 3), so that tests make Outlook messages from known properties.

Streams shorter than 4096 bytes go to the mini stream; siblings of a folder are linked as a balanced tree.
"""

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field

Tree = Mapping[str, "bytes | Tree"]
"""Names of a folder, to the bytes of a stream or to a folder."""
END, FREE, TABLE, NONE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFF
LIST = 0xFFFFFFFC
SECTOR, MINI, CUTOFF = 512, 64, 4096
WIDTH = SECTOR // 4
"""Numbers in a sector."""
IN_HEADER = 109
"""Sectors of the table that the header itself lists."""
STORAGE, STREAM, ROOT = 1, 2, 5


@dataclass(slots=True)
class Entry:
    """An entry of the directory, its links by number."""

    name: str
    kind: int
    content: bytes = b""
    left: int = NONE
    right: int = NONE
    child: int = NONE
    start: int = 0


@dataclass(slots=True)
class Space:
    """Blocks of one size and the table that chains them."""

    width: int
    content: bytearray = field(default_factory=bytearray)
    table: list[int] = field(default_factory=list)

    def put(self, content: bytes) -> int:
        """Add some bytes; give the number of their first block."""
        if not content:
            return END
        start, count = len(self.table), -(-len(content) // self.width)
        self.content += content.ljust(count * self.width, b"\0")
        self.table += [*range(start + 1, start + count), END]
        return start


def compound(tree: Tree) -> bytes:
    """Write a compound file."""
    entries = [Entry("Root Entry", ROOT)]
    _list(entries, 0, tree)
    sectors, mini = Space(SECTOR), Space(MINI)
    for entry in entries[1:]:
        space = mini if len(entry.content) < CUTOFF else sectors
        entry.start = space.put(entry.content) if entry.kind == STREAM else 0
    entries[0].content = bytes(mini.content)
    entries[0].start = sectors.put(entries[0].content)
    mini_table = sectors.put(_numbers(mini.table))
    directory = sectors.put(b"".join(map(_directory_entry, entries)))
    tables, further = 1, 0
    while tables * WIDTH < len(sectors.table) + tables + further:
        tables += 1
        further = max(0, -(-(tables - IN_HEADER) // (WIDTH - 1)))
    first = len(sectors.table)
    places = list(range(first, first + tables))
    table = _numbers([*sectors.table, *[TABLE] * tables, *[LIST] * further]).ljust(tables * SECTOR, b"\xff")
    lists = _lists(places[IN_HEADER:], first + tables)
    header = struct.pack("<8s16xHHHHH6xI", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6, 0)
    header += struct.pack("<IIIII", tables, directory, 0, CUTOFF, mini_table)
    header += struct.pack("<III", -(-4 * len(mini.table) // SECTOR), first + tables if further else END, further)
    return header + _numbers(places[:IN_HEADER]).ljust(436, b"\xff") + sectors.content + table + lists


def _lists(places: list[int], first: int) -> bytes:
    """List the sectors of the table that the header has no room for; each list ends with the number of the next."""
    found = b""
    for number, start in enumerate(range(0, len(places), WIDTH - 1), start=1):
        following = first + number if start + WIDTH - 1 < len(places) else END
        found += _numbers(places[start : start + WIDTH - 1]).ljust(SECTOR - 4, b"\xff") + _numbers([following])
    return found


def _list(entries: list[Entry], parent: int, tree: Tree) -> None:
    names = sorted(tree, key=lambda one: (len(one), one.upper()))
    numbers = range(len(entries), len(entries) + len(names))
    values = [tree[name] for name in names]
    for name, value in zip(names, values, strict=True):
        entries.append(Entry(name, STREAM, value) if isinstance(value, bytes) else Entry(name, STORAGE))
    entries[parent].child = _balance(entries, numbers)
    for number, value in zip(numbers, values, strict=True):
        if not isinstance(value, bytes):
            _list(entries, number, value)


def _balance(entries: list[Entry], numbers: range) -> int:
    """Link siblings to a tree, the middle one above the others; give its number."""
    if not numbers:
        return NONE
    middle = len(numbers) // 2
    entry = entries[numbers[middle]]
    entry.left, entry.right = _balance(entries, numbers[:middle]), _balance(entries, numbers[middle + 1 :])
    return numbers[middle]


def _directory_entry(entry: Entry) -> bytes:
    name = (entry.name + "\0").encode("utf-16-le")
    links = (entry.left, entry.right, entry.child)
    return name.ljust(64, b"\0") + struct.pack(
        "<HBBIII36xIII", len(name), entry.kind, 1, *links, entry.start, len(entry.content), 0
    )


def _numbers(values: list[int]) -> bytes:
    return struct.pack(f"<{len(values)}I", *values)
