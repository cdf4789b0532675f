"""JSON of spending files: numbers as they are written, a pointer to every value, line after line where it comes in lines.

A pointer is a JSON Pointer (RFC 6901) into the file; where each line is a document of its own, `line=N` stands before
it: `line=3/contracts/0/title` (lines count from 1, empty ones too). Contact data in free text is masked, on reading and
on verifying.

**Architecture invariant:** what a file is taken for depends on its bytes alone, so that a pointer made on reading finds
the same value on verifying.
"""

import re
import sys
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from json import JSONDecodeError, JSONDecoder
from pathlib import Path
from typing import BinaryIO, Literal

from onrecord.read.contact_data import masked
from onrecord.read.decode import BYTE_ORDER_MARKS, decode, windows_1252

CHUNK_BYTES = 1 << 20
SHOWN = 40
"""Characters of a value that a complaint quotes."""
POINTER = re.compile(r"(?:line=([1-9]\d{0,17}))?((?:/(?:[^~/]|~[01])*+)*+)", re.DOTALL)
INDEX = re.compile(r"0|[1-9]\d{0,17}")
SPACE = b" \t\r\n"
FREE_TEXT = frozenset({"description", "title", "rationale", "Sub-Award Description"})
"""Members that people wrote freely, whatever object they are of."""
UTF8_MARK = BYTE_ORDER_MARKS[0][0]

Complaints = dict[str, None]
"""What was wrong on the way, each once, in order."""


class Number(str):  # not text with another behaviour: the scanner's hook must give what holds the literal
    """A number as it is written: no digit is lost to a float, and no long one costs time."""

    __slots__ = ()


_DECODE = JSONDecoder(parse_float=Number, parse_int=Number, parse_constant=Number, strict=False).decode


@dataclass(frozen=True, slots=True)
class Place:
    """A text or number, and the pointer to it."""

    text: str
    pointer: str


@dataclass(frozen=True, slots=True)
class Node:
    """An object somewhere in a document, its members asked for by names without `~` and `/`, as the standard's are.

    Attributes:
        said: Where its members are complained of that are not of the type they are asked for.
    """

    value: dict[str, object]
    pointer: str
    said: Complaints

    def text(self, name: str) -> Place | None:
        """Find a text or number; None where there is none, or only white space."""
        found = self.value.get(name)
        if isinstance(found, str):
            if found.isascii() or is_storable(found):
                return Place(shown(name, found), f"{self.pointer}/{name}") if found.strip() else None
            self.complain(name, "no whole text (half of a surrogate pair)")
        elif found is not None:
            self.complain(name, "no text")
        return None

    def child(self, name: str) -> "Node | None":
        """Find an object."""
        found = self.value.get(name)
        if isinstance(found, dict):
            return Node(found, f"{self.pointer}/{name}", self.said)
        if found is not None:
            self.complain(name, "no object")
        return None

    def children(self, name: str) -> list["Node"]:
        """List the objects of an array."""
        found = self.value.get(name)
        if found is None:
            return []
        if not isinstance(found, list):
            self.complain(name, "no array")
            return []
        return nodes_of(found, f"{self.pointer}/{name}", self.said)

    def complain(self, name: str, what: str) -> None:
        """Say that a member is not what it should be."""
        found = self.value.get(name)
        shown = f" {str(found)[:SHOWN]!r}" if isinstance(found, str) else ""
        self.said[f"{self.pointer}/{name}{shown} is {what}; left out"] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """A document of a file, or why there is none.

    Attributes:
        prefix: `line=N` where the file has a document on each line, else empty.
        code, fault: The problem, empty where it could be parsed.
        guessed: The encoding that was used though the bytes do not say so, empty where they do.
    """

    prefix: str
    value: object = None
    code: Literal["", "bad_row", "damaged", "too_large"] = ""
    fault: str = ""
    guessed: str = ""


def parsed(path: Path, limit: int) -> Iterator[Parsed]:
    """Parse a file: one document, or one on each line, of which only one is held at a time.

    Args:
        path: The file.
        limit: Bytes that one document may have.
    """
    if not is_in_lines(path):
        yield _whole(path, limit)
        return
    for number, line in _numbered_lines(path, limit):
        prefix = f"line={number}"
        if line is None:
            fault = f"{prefix} has more than {limit:,} bytes; left out, raise text_bytes_limit to have it read"
            yield Parsed(prefix=prefix, code="bad_row", fault=fault)
        elif line.strip(SPACE):
            yield _of_line(line, prefix)


def field_texts(path: Path, pointers: Collection[str]) -> dict[str, str]:
    """Look values up again, in one pass over the file.

    Returns:
        The text, or the number as written, for each pointer that leads to one; the others are left out.
    """
    wanted: dict[str, list[str]] = {}
    for pointer in pointers:
        if match := POINTER.fullmatch(pointer):
            wanted.setdefault(match[1] or "", []).append(match[2])
    if not wanted:
        return {}
    if not is_in_lines(path):
        return _texts_in(_whole(path, sys.maxsize), wanted.get("", ()))
    found: dict[str, str] = {}
    for number, line in _numbered_lines(path, sys.maxsize):
        if line is not None and (asked := wanted.pop(str(number), None)):
            found |= _texts_in(_of_line(line, f"line={number}"), asked)
        if not wanted:
            break
    return found


def nodes_of(values: list[object], pointer: str, said: Complaints) -> list[Node]:
    """List the objects of an array that stands at a pointer; complain of what is none."""
    nodes = []
    for place, value in enumerate(values):
        if isinstance(value, dict):
            nodes.append(Node(value, f"{pointer}/{place}", said))
        elif value is not None:
            said[f"{pointer}/{place} is no object; left out"] = None
    return nodes


def shown(name: str, text: str) -> str:
    """Give the text of a member as the record has it: as it stands, but for contact data."""
    return masked(text) if name in FREE_TEXT else str(text)


def is_storable(text: str) -> bool:
    """Tell whether a text can be stored as UTF-8: JSON can write half of a surrogate pair."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def is_in_lines(path: Path) -> bool:
    """Tell whether each line is a document: the first line is an object from end to end, and the second begins one."""
    with path.open("rb") as file:
        return _ends_of_line(file) == (b"{", b"}") and _ends_of_line(file)[0] == b"{"


def _ends_of_line(file: BinaryIO) -> tuple[bytes, bytes]:
    """Give the first and the last byte of the next line that is not empty."""
    first = last = b""
    while piece := file.readline(CHUNK_BYTES):
        inked = piece.removeprefix(UTF8_MARK).strip(SPACE)
        first = first or inked[:1]
        last = inked[-1:] or last
        if first and piece.endswith(b"\n"):
            break
    return first, last


def _numbered_lines(path: Path, limit: int) -> Iterator[tuple[int, bytes | None]]:
    """Stream the lines with their numbers; None for one that is longer than the limit."""
    with path.open("rb") as file:
        number = 0
        while line := file.readline(min(limit + 1, sys.maxsize)):
            number += 1
            is_long = len(line) > limit
            while is_long and line and not line.endswith(b"\n"):
                line = file.readline(CHUNK_BYTES)
            yield number, None if is_long else line.removeprefix(UTF8_MARK) if number == 1 else line


def _whole(path: Path, limit: int) -> Parsed:
    size = path.stat().st_size
    if size > limit:
        fault = (
            f"{size:,} bytes in one JSON document, more than the limit of {limit:,}; raise text_bytes_limit, or give "
            "it as lines, a document on each"
        )
        return Parsed(prefix="", code="too_large", fault=fault)
    decoded = decode(path.read_bytes())
    guessed = decoded.encoding if decoded.guessed else ""
    try:
        return Parsed(prefix="", value=_DECODE(decoded.text), guessed=guessed)
    except JSONDecodeError as error:
        what = "there is more behind the end of the JSON" if error.msg == "Extra data" else "cut off or no JSON"
        fault = f"{what} at line {error.lineno}, column {error.colno} ({error.msg}); fetch it again"
    except RecursionError:
        fault = "nested too deeply to be a file of spending data; fetch it again"
    return Parsed(prefix="", code="damaged", fault=fault, guessed=guessed)


def _of_line(line: bytes, prefix: str) -> Parsed:
    guessed = ""
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        text, guessed = windows_1252(line), "cp1252"
    try:
        return Parsed(prefix=prefix, value=_DECODE(text.strip()), guessed=guessed)
    except JSONDecodeError as error:
        fault = f"{prefix} is cut off or no JSON at column {error.colno} ({error.msg}); left out"
    except RecursionError:
        fault = f"{prefix} is nested too deeply; left out"
    return Parsed(prefix=prefix, code="bad_row", fault=fault, guessed=guessed)


def _texts_in(document: Parsed, pointers: Collection[str]) -> dict[str, str]:
    found = {}
    for pointer in pointers:
        value = None if document.code else _at(document.value, pointer)
        if isinstance(value, str):
            found[document.prefix + pointer] = shown(pointer.rpartition("/")[2], value)
    return found


def _at(value: object, pointer: str) -> object:
    """Follow a pointer; None where it leads nowhere."""
    for token in pointer.split("/")[1:]:
        name = token.replace("~1", "/").replace("~0", "~")
        if isinstance(value, dict):
            value = value.get(name)
        elif isinstance(value, list) and INDEX.fullmatch(name) and int(name) < len(value):
            value = value[int(name)]
        else:
            return None
    return value
