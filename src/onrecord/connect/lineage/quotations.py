"""Where quotation marks stand around words, whoever said them."""

import re
from collections.abc import Iterator, Sequence

MARK = re.compile(r"[\"“”„]|``|''")
OPENING = frozenset({"“", "„", "``"})


def marked(text: str, ranges: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """List what stands between quotation marks in some ranges of a text, the marks included.

    A quotation ends with its line: where the closing mark is missing, as before a next paragraph of the same quotation,
    the rest of the line is taken.
    """
    return [
        place
        for start, end in ranges
        for line in re.finditer(r"[^\n]+", text[start:end])
        for place in _in_line(text, start + line.start(), start + line.end())
    ]


def _in_line(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    opened: int | None = None
    for mark in MARK.finditer(text, start, end):
        if opened is not None and mark[0] not in OPENING:
            yield opened, mark.end()
            opened = None
        elif opened is None and _opens(text, mark, end):
            opened = mark.start()
    if opened is not None:
        yield opened, end


def _opens(text: str, mark: re.Match[str], end: int) -> bool:
    """Say whether a mark can begin a quotation: a closing or stray one cannot."""
    return mark[0] in OPENING or (mark[0] != "”" and mark.end() < end and not text[mark.end()].isspace())
