"""People's decisions as JSON lines: one judgement a line with all of its fields, to be kept, compared and shared.

Whoever takes the lines in keeps user and time. What another record decided on is named by content, so a decision finds the
same words there; one that finds nothing is kept and waits to be looked at.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from onrecord.errors import UserError
from onrecord.model.judgement import Judgement, Verdict
from onrecord.store import View

LINE_LIMIT = 1_000_000
"""Bytes of a line; a judgement with every word of a long statement marked has a few thousand."""
CLOCKS_APART = timedelta(days=1)
"""A decision made later than this from now would hide every decision its user still makes."""
PAIRS = frozenset({"same", "different"})


@dataclass(frozen=True, slots=True, kw_only=True)
class BadLine:
    """A line that holds no judgement, and why, for people."""

    number: int
    message: str


class _Line(msgspec.Struct, forbid_unknown_fields=False):
    left: str
    verdict: Verdict
    user: str
    made_at: str
    right: str = ""
    reason: str = ""
    words: str = ""
    id: str = ""


def rows(view: View) -> Iterator[dict[str, Any]]:
    """Give the judgements of a record in the order they were made, those that were taken back included."""
    for one in view.judgements():
        yield {
            "id": one.id,
            "left": one.left,
            "right": one.right,
            "verdict": one.verdict,
            "user": one.user,
            "made_at": one.made_at,
            "reason": one.reason,
            "words": one.words,
        }


def write(view: View, path: Path) -> int:
    """Write the judgements of a record to a file and count them; the file is whole or not there.

    Raises:
        UserError: The file cannot be written.
    """
    part = path.with_name(f"{path.name}.part")
    count = 0
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as file:
            for row in rows(view):
                file.write(msgspec.json.encode(row) + b"\n")
                count += 1
        part.replace(path)
    except OSError as error:
        raise UserError(f"{path}: cannot be written ({error.strerror}); choose another file with --to") from error
    return count


def read(path: Path) -> Iterator[Judgement | BadLine]:
    """Read judgements line by line; a bad line is told and the next one read.

    Raises:
        UserError: The file cannot be read.
    """
    try:
        with path.open("rb") as file:
            yield from judgements_in(_lines(file))
    except OSError as error:
        raise UserError(f"{path}: cannot be read ({error.strerror}); name a file of judgements with --from") from error


def _lines(file: BinaryIO) -> Iterator[bytes | None]:
    """Give the lines of a file; None for one that is too long, whose bytes are not kept."""
    while line := file.readline(LINE_LIMIT + 1):
        if len(line) <= LINE_LIMIT:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = file.readline(LINE_LIMIT)
        yield None


def judgements_in(lines: Iterable[bytes | None]) -> Iterator[Judgement | BadLine]:
    """Read judgements, one a line; empty lines are passed over."""
    decoder = msgspec.json.Decoder(_Line)
    now = datetime.now(UTC)
    for number, line in enumerate(lines, 1):
        if line is None:
            yield BadLine(number=number, message=f"is longer than {LINE_LIMIT:,} bytes; no judgement is")
            continue
        bare = line.removeprefix(b"\xef\xbb\xbf").strip() if number == 1 else line.strip()
        if not bare:
            continue
        try:
            yield _judgement(decoder.decode(bare), now)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            yield BadLine(number=number, message=f"is no judgement ({error}); see docs/review.md for its fields")
        except ValueError as error:
            yield BadLine(number=number, message=str(error))


def _judgement(line: _Line, now: datetime) -> Judgement:
    """Make a judgement of a line.

    Raises:
        ValueError: A field makes no sense; the message says which.
    """
    if not line.left or not line.user.strip():
        raise ValueError(f"{'left' if not line.left else 'user'}: is empty; every judgement needs it")
    if line.verdict in PAIRS and (not line.right or line.right == line.left):
        raise ValueError(f"right: {line.verdict!r} needs a second, other thing")
    one = Judgement(
        left=line.left,
        right=line.right,
        verdict=line.verdict,
        user=line.user,
        made_at=_moment(line.made_at, now),
        reason=line.reason,
        words=line.words,
    )
    if line.id and line.id != one.id:
        raise ValueError(
            "id: is not that of the other fields, so the line was changed; leave the id out to take it as new"
        )
    return one


def _moment(text: str, now: datetime) -> str:
    """Write a time as every judgement has it, in UTC: later ones sort later as text."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"made_at: {text[:40]!r} is no ISO 8601 time") from None
    if found.tzinfo is None:
        raise ValueError(f"made_at: {text[:40]!r} says no offset; add +00:00, or that of its place")
    try:
        utc = found.astimezone(UTC)
    except OverflowError:
        raise ValueError(f"made_at: {text[:40]!r} lies outside of all calendars") from None
    if utc - now > CLOCKS_APART:
        raise ValueError(f"made_at: {text[:40]!r} is still to come; the clock it was written by is wrong")
    return utc.isoformat()
