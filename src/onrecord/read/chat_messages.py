"""Chat exports (docs/chat.md) to messages, each value with the pointer that leads to it."""

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from io import StringIO
from itertools import islice

from onrecord.read.chat_sniff import REQUIRED, delimiter_of
from onrecord.read.usaspending_rows import pointer_of

OPTIONAL = ("to", "channel", "thread", "reply_to", "url")
KEYS = ("time", "from", "text", *OPTIONAL)
MESSAGES_LIMIT = 200_000
"""Messages of one export that are read: each takes three kilobytes of memory, whatever it says."""
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Value:
    """A value as it stands, lone surrogates replaced by U+FFFD, and its part: a JSON Pointer or `row=N;column=NAME`."""

    text: str
    part: str


@dataclass(frozen=True, slots=True)
class BadRow:
    """A message that was not understood: where it stands, and why, as in `3 messages {reason}`."""

    place: str
    reason: str


Message = Mapping[str, Value]
"""The values of a message by key: the three required ones and those of `OPTIONAL` that are there."""


@dataclass(frozen=True, slots=True)
class Export:
    """What an export holds.

    Attributes:
        is_cut: There are more than `MESSAGES_LIMIT`.
        fault: Why nothing could be read, empty when something could.
        head: `title` and `channel` of the whole, where the export states them.
    """

    rows: tuple[Message | BadRow, ...] = ()
    head: Mapping[str, Value] = field(default_factory=dict)
    is_cut: bool = False
    fault: str = ""


def parse(text: str) -> Export:
    """Read an export; JSON begins with a bracket, all else is taken for a table."""
    text = text.lstrip("\ufeff")
    return _parse_json(text) if text.lstrip()[:1] in {"{", "["} else _parse_table(text)


def _export(rows: Iterable[Message | BadRow], head: Mapping[str, Value] | None = None) -> Export:
    taken = tuple(islice(rows, MESSAGES_LIMIT + 1))
    return Export(taken[:MESSAGES_LIMIT], head or {}, is_cut=len(taken) > MESSAGES_LIMIT)


def _parse_json(text: str) -> Export:
    whole = _loaded(text)
    if isinstance(whole, list):
        return _export(_message(item, f"/{number}") for number, item in enumerate(whole))
    if isinstance(whole, dict) and isinstance(whole.get("messages"), list):
        rows = (_message(item, f"/messages/{number}") for number, item in enumerate(whole["messages"]))
        found = {key: _value(whole.get(key), f"/{key}") for key in ("title", "channel")}
        return _export(rows, {key: value for key, value in found.items() if value})
    lines = [line for line in text.split("\n") if line.strip()]  # of lines alone: strings may hold other breaks
    if isinstance(whole, dict) or (len(lines) > 1 and isinstance(_loaded(lines[0]), dict)):
        items = [whole] if isinstance(whole, dict) else map(_loaded, lines)
        return _export(_message(item, f"/{number}") for number, item in enumerate(items))
    return Export(fault="no JSON that can be read, it may be cut off or nested too deep")


def _loaded(text: str) -> object:
    """Parse JSON; what is none gives None, which is no message either."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _message(item: object, pointer: str) -> Message | BadRow:
    if not isinstance(item, dict):
        return BadRow(pointer, "are no JSON objects")
    found = {key: _value(item.get(key), f"{pointer}/{key}") for key in KEYS}
    return _checked({key: value for key, value in found.items() if value}, pointer)


def _value(value: object, pointer: str) -> Value | None:
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**18:
        value = str(value)  # numbers of threads and messages
    return Value(_SURROGATE.sub("\ufffd", value), pointer) if isinstance(value, str) else None


def _checked(message: dict[str, Value], place: str) -> Message | BadRow:
    for key in ("time", "from"):
        if key not in message or not message[key].text.strip():
            return BadRow(place, f"lack {key!r}")
    return message if "text" in message else BadRow(place, "lack 'text'")


def _parse_table(text: str) -> Export:
    delimiter = delimiter_of(text)
    if delimiter is None:
        return Export(fault=f"no table with the headings {', '.join(sorted(REQUIRED))}")
    return _export(_rows(text, delimiter))


def _rows(text: str, delimiter: str) -> Iterator[Message | BadRow]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    columns: list[str] | None = None
    number = 0
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:  # a cell longer than the limit of the csv module, as one never closed is
            cells = None
        if columns is None:
            columns = cells or []
        elif cells is None or cells:
            number += 1
            yield _row(columns, cells, number)


def _row(columns: list[str], cells: list[str] | None, number: int) -> Message | BadRow:
    place = f"row {number}"
    if cells is None:
        return BadRow(place, "hold a cell that is too long")
    if len(cells) > len(columns):
        return BadRow(place, "have more cells than there are headings")
    found: dict[str, Value] = {}
    for column, cell in zip(columns, cells, strict=False):
        key = column.strip().lower()
        if key in KEYS and (cell or key == "text"):
            found.setdefault(key, Value(cell, pointer_of(number, column)))
    return _checked(found, place)
