"""Edge files (docs/matching.md): one JSON object a line, two parties' keys and how likely they are one.

What the lines say is kept as it stands; whether they join anything is for `resolve` to say, after people's decisions.
"""

import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from onrecord.config import Config
from onrecord.model.edge_row import EdgeRow
from onrecord.model.evidence import Origin
from onrecord.model.judgement import place_of_key
from onrecord.model.problem import Problem
from onrecord.read.files import problem, unreadable

READER = "edges/1"
LINE_BYTES = 100_000
"""A longer line is no edge: it is passed over, not held."""
BAD_LINES_NAMED = 100
_POINTER = re.compile(r"edge=([1-9]\d{0,17});member=\w+")
_MARK = b"\xef\xbb\xbf"

_Key = Annotated[str, msgspec.Meta(min_length=1, max_length=1_000)]


class _Line(msgspec.Struct):
    onrecord: Literal["edge/1"]
    left: _Key
    right: _Key
    score: Annotated[float, msgspec.Meta(ge=0, le=1)]
    because: Annotated[str, msgspec.Meta(max_length=2_000)] = ""


_DECODER = msgspec.json.Decoder(_Line)


def rows(path: Path, origin: Origin, config: Config) -> Iterator[EdgeRow | Problem]:  # noqa: ARG001  # what every reader is given
    """Read an edge file line by line; lines that are no edge become problems with their number."""
    found = False
    bad = 0
    try:
        for number, line in _lines(path):
            edge = _edge(origin, number, line)
            if isinstance(edge, EdgeRow):
                found = True
                yield edge
                continue
            bad += 1
            if bad <= BAD_LINES_NAMED:
                yield problem(origin, "bad_row", f"line {number}: {edge}; left out")
    except OSError as error:
        yield unreadable(origin, error)
        return
    if bad > BAD_LINES_NAMED:
        yield problem(origin, "bad_row", f"{bad - BAD_LINES_NAMED} more lines that are no edges, not named")
    if not found:
        yield problem(origin, "empty", "no line is an edge: nothing to read; see docs/matching.md for the format")


def field_texts(path: Path, pointers: Collection[str]) -> dict[str, str]:
    """Read texts again by their pointers; those not found are left out.

    Raises:
        OSError: The file cannot be read.
    """
    wanted = {int(match[1]) for one in pointers if (match := _POINTER.fullmatch(one))}
    found: dict[str, str] = {}
    for number, line in _lines(path):
        if number in wanted and isinstance(one := _parsed(line), _Line):
            texts = (("left", one.left), ("right", one.right), ("because", one.because))
            found |= {f"edge={number};member={name}": text for name, text in texts}
    return {pointer: found[pointer] for pointer in pointers if pointer in found}


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """Number the lines that hold anything; of one that is too long only the beginning is given."""
    number = 0
    with path.open("rb") as file:
        while line := file.readline(LINE_BYTES):
            number += 1
            start = line.removeprefix(_MARK) if number == 1 else line
            while line and not line.endswith(b"\n"):
                line = file.readline(LINE_BYTES)  # the rest of a long line, which is not held
                start = start[:LINE_BYTES] + line[:1]  # longer than the limit, and so refused
            if start.strip():
                yield number, start


def _edge(origin: Origin, number: int, line: bytes) -> EdgeRow | str:
    """Make an edge of a line; a text says what is wrong with it."""
    one = _parsed(line)
    if isinstance(one, str):
        return one
    unknown = [key for key in (one.left, one.right) if place_of_key(key) is None]
    if unknown:
        return f"{unknown[0][:80]!r} is no key of a party"
    if one.left == one.right:
        return "both sides have one key"
    return EdgeRow(
        artefact=origin.artefact, row=number, left=one.left, right=one.right, score=one.score, because=one.because
    )


def _parsed(line: bytes) -> _Line | str:
    if len(line) > LINE_BYTES:
        return f"longer than {LINE_BYTES:,} bytes"
    try:
        return _DECODER.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:  # a wrong type or a missing member is one too
        return f"no edge ({' '.join(str(error).split())[:200]})"
