"""The records of a CSV file, numbered, so that a pointer made on reading finds the same cell on verifying."""

import codecs
import csv
import io
from collections.abc import Callable, Collection, Iterator
from itertools import chain, pairwise
from pathlib import Path

from onrecord.model.reading import TablePart

CHUNK_BYTES = 1 << 20
PART_BYTES = 32 << 20
"""A larger table is read in stretches of this many bytes, by as many processes as there are."""
END_OF_PART = ["\0end", "of part\0"]
"""A record put behind a part: inside quotation marks that are still open it is none of its own."""
UTF_8 = "utf-8-sig"
WINDOWS = "cp1252"


def encoding_of(path: Path) -> str:
    """Choose UTF-8 (with or without a byte order mark) when all bytes are, else Windows-1252.

    A file may break off inside a character.
    """
    decoder = codecs.getincrementaldecoder(UTF_8)()
    try:
        with path.open("rb") as file:
            while chunk := file.read(CHUNK_BYTES):
                if not chunk.isascii() or decoder.getstate()[0]:  # most are, and that is seen much faster
                    decoder.decode(chunk)
    except UnicodeDecodeError:
        return WINDOWS
    return UTF_8


class Stretch(io.RawIOBase):
    """Bytes of a file from one place to another."""

    def __init__(self, path: Path, start: int, end: int) -> None:
        super().__init__()
        self._file = path.open("rb", buffering=0)
        self._file.seek(start)
        self._left = end - start

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: object) -> int:
        """Fill a buffer, at most to the end of the stretch."""
        view = memoryview(buffer)[: self._left]  # type: ignore[arg-type]  # any buffer, which typing names since 3.12
        number = self._file.readinto(view) or 0
        self._left -= number
        return number

    def close(self) -> None:
        """Close the file."""
        self._file.close()
        super().close()


def numbered_records(
    path: Path, encoding: str, part: TablePart | None = None
) -> Iterator[tuple[int, list[str] | None]]:
    """Stream the records of a file or of a part of it; the header is number 0, empty lines are not counted.

    Yields:
        A number and the cells, None where the CSV itself is broken: a cell of more than 131,072 characters, the
        default limit of the csv module, which only a quotation mark never closed can make. Reading goes on after it.

    Raises:
        ValueError: The part ends inside quotation marks: it is none.
    """
    start, end, number = (part.start, part.end, part.first) if part else (0, path.stat().st_size, 0)
    with (
        Stretch(path, start, end) as raw,
        io.TextIOWrapper(io.BufferedReader(raw, CHUNK_BYTES), encoding=encoding, errors="replace", newline="") as file,
    ):
        reader = csv.reader(chain(file, [",".join(END_OF_PART)]) if part else file)
        while True:
            try:
                cells = next(reader)
            except StopIteration:
                if part:
                    raise ValueError(f"the rows from {part.first} on end inside quotation marks") from None
                return
            except csv.Error:
                yield number, None
                number += 1
                continue
            if part and cells == END_OF_PART:
                return
            if cells:
                yield number, cells
                number += 1


def parts_of(path: Path, encoding: str) -> tuple[TablePart, ...]:
    """Cut a table into stretches of whole records, its header left out, by the quotation marks alone; one if it is small.

    That is fast and may be wrong (empty lines, a stray quotation mark): so each part says how many rows it must hold.
    """
    size = path.stat().st_size
    borders: list[tuple[int, int]] = []  # where a record ends, and how many records end up to there
    place = records = 0
    quoted = False
    with path.open("rb") as file:
        while block := file.read(CHUNK_BYTES):
            wanted = not borders or place + len(block) - borders[-1][0] >= PART_BYTES
            ends, quoted_after, first = _ends(block, quoted=quoted, wanted=wanted)
            if wanted and first >= 0:
                borders.append((place + first + 1, records + 1))
            records, quoted, place = records + ends, quoted_after, place + len(block)
            last = block[-1:]
    if not borders or quoted:
        return ()
    records += 0 if last == b"\n" else 1
    if borders[-1][0] < size:
        borders.append((size, records))
    else:
        borders[-1] = (size, records)
    return tuple(
        TablePart(start=start, end=end, first=before, rows=after - before, encoding=encoding)
        for (start, before), (end, after) in pairwise(borders)
    )


def _ends(block: bytes, *, quoted: bool, wanted: bool) -> tuple[int, bool, int]:
    """Count the ends of records in a block; give also whether it ends inside quotation marks, and where the first end is."""
    pieces = block.split(b'"')
    outside = pieces[1::2] if quoted else pieces[::2]
    ends = sum(piece.count(b"\n") for piece in outside)
    after = quoted != (len(pieces) % 2 == 0)
    return ends, after, _first_end(pieces, quoted=quoted) if wanted else -1


def _first_end(pieces: list[bytes], *, quoted: bool) -> int:
    place = 0
    for number, piece in enumerate(pieces):
        if (number % 2 == 1) == quoted and (found := piece.find(b"\n")) >= 0:
            return place + found
        place += len(piece) + 1
    return -1


def pointer_of(row: int, column: str) -> str:
    """Point at a cell, as `Field.pointer` has it."""
    return f"row={row};column={column}"


def field_texts(
    path: Path, pointers: Collection[str], shown: Callable[[list[str], str, str], str] | None = None
) -> dict[str, str]:
    """Look cells up again, in one pass over the file.

    Args:
        path: The file.
        pointers: See `pointer_of`.
        shown: Says how the record shows a cell, from the header, the column and the words; as it stands without.

    Returns:
        The text for each pointer that leads to a cell; pointers that lead nowhere are left out.
    """
    wanted = _columns_by_row(pointers)
    if not wanted:
        return {}
    last, found, index, names = max(wanted), {}, dict[str, int](), list[str]()
    for number, cells in numbered_records(path, encoding_of(path)):
        if number == 0:
            names = cells or []
            for place, name in enumerate(names):
                index.setdefault(name, place)
        for column in wanted.get(number, ()) if number else ():
            place = index.get(column, -1)
            if cells is not None and 0 <= place < len(cells):
                found[pointer_of(number, column)] = (
                    cells[place] if shown is None else shown(names, column, cells[place])
                )
        if number >= last:
            break
    return found


def _columns_by_row(pointers: Collection[str]) -> dict[int, list[str]]:
    wanted: dict[int, list[str]] = {}
    for pointer in pointers:
        row, separator, column = pointer.partition(";column=")
        digits = row.removeprefix("row=")
        if separator and row.startswith("row=") and digits.isascii() and digits.isdigit():
            wanted.setdefault(int(digits), []).append(column)
    return wanted
