"""Registers of organisations, CSV or Parquet, to their rows; the headings say which column is what."""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from onrecord.errors import UserError
from onrecord.model.register import Registration
from onrecord.read.register_columns import Asked, Columns, columns_of
from onrecord.read.usaspending_rows import encoding_of

PARQUET = b"PAR1"
DELIMITERS = ",;\t|"
BATCH_ROWS = 10_000
FIRST_LINE = 100_000


def registrations(path: Path, asked: Asked) -> Iterator[Registration]:
    """Read a register row by row; rows without a name are left out.

    Raises:
        UserError: The file cannot be read, is no table, or lacks a column.
    """
    try:
        with path.open("rb") as file:
            records = _parquet(path) if file.read(len(PARQUET)) == PARQUET else _csv(path)
        header = next(records, (0, []))[1]
        columns = columns_of(str(path), header, asked)
        for number, cells in records:
            if (one := _registration(str(path), number, cells, columns)) is not None:
                yield one
    except OSError as error:
        raise UserError(f"{path}: cannot be read ({error.strerror or error})") from error


def _registration(file: str, number: int, cells: Sequence[str], columns: Columns) -> Registration | None:
    def cell(place: int) -> str:
        return cells[place].strip() if place < len(cells) else ""

    name = cell(columns.name)
    if not name:
        return None
    return Registration(
        file=file,
        row=number,
        name=name,
        parts=tuple((part, text) for part, place in columns.parts if (text := cell(place))),
        also=tuple((heading, text) for heading, place in columns.also if (text := cell(place))),
        identifiers=tuple((scheme, text.upper()) for scheme, place in columns.identifiers if (text := cell(place))),
    )


def _csv(path: Path) -> Iterator[tuple[int, list[str]]]:
    encoding = encoding_of(path)
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        first = file.readline(FIRST_LINE)
        delimiter = max(DELIMITERS, key=first.count)
        if "\0" in first or first.count(delimiter) == 0:
            raise UserError(f"{path}: is no table with several columns; give CSV with a header, or Parquet")
        file.seek(0)
        reader = csv.reader(file, delimiter=delimiter)
        number = 0
        while True:
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error:  # a cell of more than 131,072 characters: a quotation mark never closed
                cells = [""]
            if cells:
                yield number, cells
                number += 1


def _parquet(path: Path) -> Iterator[tuple[int, list[str]]]:
    try:
        from pyarrow import ArrowException, parquet  # noqa: PLC0415  # comes with the extra, and only Parquet needs it
    except ImportError as error:
        raise UserError(f"{path}: Parquet needs the extra: pip install 'onrecord[splink]'") from error
    try:
        table: Any = parquet.ParquetFile(path)
        yield 0, list(table.schema_arrow.names)
        number = 0
        for batch in table.iter_batches(BATCH_ROWS):
            for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                number += 1
                yield number, ["" if value is None else str(value) for value in row]
    except ArrowException as error:
        raise UserError(f"{path}: is no Parquet that can be read ({str(error)[:200]})") from error
