"""The records of a CSV file, numbered, so that a pointer made on reading finds the same cell on verifying."""

import codecs
import csv
from collections.abc import Collection, Iterator
from pathlib import Path

CHUNK_BYTES = 1 << 20
UTF_8 = "utf-8-sig"
WINDOWS = "cp1252"


def encoding_of(path: Path) -> str:
    """Choose UTF-8 (with or without a byte order mark) when all bytes are, else Windows-1252."""
    decoder = codecs.getincrementaldecoder(UTF_8)()
    try:
        with path.open("rb") as file:
            while chunk := file.read(CHUNK_BYTES):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return WINDOWS
    return UTF_8


def numbered_records(path: Path, encoding: str) -> Iterator[tuple[int, list[str] | None]]:
    """Stream the records of a file; the header is number 0, empty lines are not counted.

    Yields:
        A number and the cells, None where the CSV itself is broken: a cell of more than 131,072 characters, the
        default limit of the csv module, which only a quotation mark never closed can make. Reading goes on after it.
    """
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        reader = csv.reader(file)
        number = 0
        while True:
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error:
                yield number, None
                number += 1
                continue
            if cells:
                yield number, cells
                number += 1


def pointer_of(row: int, column: str) -> str:
    """Point at a cell, as `Field.pointer` has it."""
    return f"row={row};column={column}"


def field_texts(path: Path, pointers: Collection[str]) -> dict[str, str]:
    """Look cells up again, in one pass over the file.

    Returns:
        The raw text for each pointer that leads to a cell; pointers that lead nowhere are left out.
    """
    wanted = _columns_by_row(pointers)
    if not wanted:
        return {}
    last, found, index = max(wanted), {}, dict[str, int]()
    for number, cells in numbered_records(path, encoding_of(path)):
        if number == 0:
            for place, name in enumerate(cells or []):
                index.setdefault(name, place)
        for column in wanted.get(number, ()) if number else ():
            place = index.get(column, -1)
            if cells is not None and 0 <= place < len(cells):
                found[pointer_of(number, column)] = cells[place]
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
