"""Mailboxes in the mbox format to single messages, one in memory at a time."""

import re
from collections.abc import Iterator
from pathlib import Path

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
SEPARATOR = b"From "
DATED_SEPARATOR = re.compile(rb"From .{0,300}?\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b.{0,30}?\d\d:\d\d.{0,30}?\d{4}")
QUOTED_SEPARATOR = re.compile(rb">++From ")
LINE_LIMIT = 65_536
"""Bytes of a line that are read at a time: a mailbox may be one line."""


def is_mailbox(path: Path) -> bool:
    """Tell a mailbox from a single message: a mailbox begins with a separator, which no header can be."""
    with path.open("rb") as file:
        return file.readline(100).removeprefix(BYTE_ORDER_MARK).startswith(SEPARATOR)


def messages(path: Path, limit: int) -> Iterator[bytes | None]:
    """Cut a mailbox into messages, `>From ` undone (mboxrd: one mark less; RFC 4155 leaves it open).

    A separator is a line `From ADDRESS DATE`; where the first one has no such date, any `From ` line after a blank one is.

    Args:
        path: The mailbox.
        limit: Bytes a message may have.

    Yields:
        The message without its separator; None for one over the limit, which is never held in memory.
    """
    with path.open("rb") as file:
        is_dated = DATED_SEPARATOR.match(file.readline(LINE_LIMIT).removeprefix(BYTE_ORDER_MARK)) is not None
        lines: list[bytes] = []
        size = 0
        after_blank, is_start = False, True
        while line := file.readline(LINE_LIMIT):
            was_start, is_start = is_start, line.endswith(b"\n")
            if was_start and _is_separator(line, is_dated=is_dated, after_blank=after_blank):
                yield b"".join(lines) if size <= limit else None
                lines, size, after_blank = [], 0, False
                continue
            after_blank = was_start and not line.strip()
            size += len(line)
            if size > limit:
                lines.clear()
            else:
                lines.append(line[1:] if was_start and QUOTED_SEPARATOR.match(line) else line)
        yield b"".join(lines) if size <= limit else None


def _is_separator(line: bytes, *, is_dated: bool, after_blank: bool) -> bool:
    if not line.startswith(SEPARATOR):
        return False
    return DATED_SEPARATOR.match(line) is not None if is_dated else after_blank
