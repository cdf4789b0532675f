"""Mailboxes in the mbox format to single messages, one in memory at a time."""

import re
from collections.abc import Iterator
from pathlib import Path

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
SEPARATOR = b"From "
DATED_SEPARATOR = re.compile(rb"From .*\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b.*\d\d:\d\d.*\d{4}")
QUOTED_SEPARATOR = re.compile(rb">+From ")


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
        is_dated = DATED_SEPARATOR.match(file.readline().removeprefix(BYTE_ORDER_MARK)) is not None
        lines: list[bytes] = []
        size = 0
        after_blank = False
        for line in file:
            if _is_separator(line, is_dated=is_dated, after_blank=after_blank):
                yield b"".join(lines) if size <= limit else None
                lines, size, after_blank = [], 0, False
                continue
            after_blank = not line.strip()
            size += len(line)
            if size > limit:
                lines.clear()
            else:
                lines.append(line[1:] if QUOTED_SEPARATOR.match(line) else line)
        yield b"".join(lines) if size <= limit else None


def _is_separator(line: bytes, *, is_dated: bool, after_blank: bool) -> bool:
    if not line.startswith(SEPARATOR):
        return False
    return DATED_SEPARATOR.match(line) is not None if is_dated else after_blank
