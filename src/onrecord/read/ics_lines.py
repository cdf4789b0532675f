"""Content lines of a calendar (RFC 5545, section 3.1), each character with its place in the file as it is folded.

The `icalendar` library is not used: it unfolds and unescapes without keeping the places.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate

from onrecord.read.message_passages import Piece, unbroken

_PHYSICAL = re.compile(r"[^\r\n]+")
_NAME = re.compile(r"[A-Za-z0-9-]++")
_PARAMETER = re.compile(
    r";(?P<name>[A-Za-z0-9-]++)=(?:\"(?P<quoted>[^\"]*+)\"|(?P<bare>[^\";:,]*+))(?:,(?:\"[^\"]*+\"|[^\";:,]*+))*+"
)
_ESCAPE = re.compile(r"\\([\\;,nN])")


@dataclass(frozen=True, slots=True)
class Logical:
    """A content line unfolded.

    Attributes:
        text: Without the folds.
        runs: `(start, end)` of each of its pieces in the decoded file.
        starts: Where each piece begins in the text.
    """

    text: str
    runs: tuple[tuple[int, int], ...]
    starts: tuple[int, ...]

    def pieces(self, start: int, end: int) -> Iterator[Piece]:
        """Give a stretch of the line as verbatim pieces, one for each run that it touches."""
        number = bisect_right(self.starts, start) - 1
        while start < end:
            low, high = self.runs[number]
            offset = low + start - self.starts[number]
            width = min(end - start, high - offset)
            yield Piece(self.text[start : start + width], "", offset, offset + width)
            start += width
            number += 1

    def place(self, position: int) -> int:
        """Say where the character at a position of the line stands in the file."""
        number = bisect_right(self.starts, position) - 1
        return self.runs[number][0] + position - self.starts[number]


@dataclass(frozen=True, slots=True, kw_only=True)
class Property:
    """A property of a calendar or an event.

    Attributes:
        name: In upper case.
        line: The line that it stands on.
        start: Where its value begins on the line.
        parameters: Of each, in upper case, where its first value stands on the line.
    """

    name: str
    line: Logical
    start: int
    parameters: dict[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def value(self) -> str:
        """Give the value as it stands, unfolded but not unescaped."""
        return self.line.text[self.start :]

    def parameter(self, name: str) -> str:
        """Give the first value of a parameter, empty when it is absent."""
        start, end = self.parameters.get(name, (0, 0))
        return self.line.text[start:end]

    def parameter_pieces(self, name: str) -> list[Piece]:
        """Give the first value of a parameter with its place."""
        return list(self.line.pieces(*self.parameters.get(name, (0, 0))))

    def pieces(self, *, skip: int = 0, is_text: bool = False, is_line: bool = False) -> list[Piece]:
        """Give the value with its places.

        Args:
            skip: Characters to leave out at its beginning.
            is_text: Whether backslashes escape (values of type TEXT).
            is_line: Whether line breaks in it are shown as spaces.
        """
        pieces = self._unescaped(self.start + skip) if is_text else self.line.pieces(self.start + skip, self.end)
        return list(unbroken(pieces)) if is_line else list(pieces)

    @property
    def end(self) -> int:
        """Say where the value ends on the line."""
        return len(self.line.text)

    def _unescaped(self, position: int) -> Iterator[Piece]:
        for match in _ESCAPE.finditer(self.line.text, position):
            yield from self.line.pieces(position, match.start())
            words = "\n" if match[1] in "nN" else match[1]
            yield Piece(words, "", self.line.place(match.start()), self.line.place(match.end() - 1) + 1)
            position = match.end()
        yield from self.line.pieces(position, self.end)


def rewritten(words: str, of: Property) -> list[Piece]:
    """Write the value of a property in other words; as it stands where they would pass for a verbatim run."""
    start, end = of.line.place(of.start), of.line.place(of.end - 1) + 1
    return of.pieces() if end - start == len(words) else [Piece(words, "", start, end)]


def properties(text: str) -> Iterator[Property | None]:
    """Cut a calendar into its properties; None for a line that is none."""
    for line in _unfolded(text):
        if line.text.strip():
            yield _property(line)


def _unfolded(text: str) -> Iterator[Logical]:
    runs: list[tuple[int, int]] = []
    for match in _PHYSICAL.finditer(text):
        if runs and match[0][0] in " \t":
            runs.append((match.start() + 1, match.end()))
            continue
        if runs:
            yield _logical(text, runs)
        runs = [(match.start(), match.end())]
    if runs:
        yield _logical(text, runs)


def _logical(text: str, runs: list[tuple[int, int]]) -> Logical:
    runs = [run for run in runs if run[0] < run[1]]
    starts = accumulate((end - start for start, end in runs[:-1]), initial=0)
    return Logical("".join(text[start:end] for start, end in runs), tuple(runs), tuple(starts) if runs else ())


def _property(line: Logical) -> Property | None:
    name = _NAME.match(line.text)
    if name is None:
        return None
    parameters: dict[str, tuple[int, int]] = {}
    position = name.end()
    while match := _PARAMETER.match(line.text, position):
        kind = "quoted" if match["quoted"] is not None else "bare"
        parameters.setdefault(match["name"].upper(), match.span(kind))
        position = match.end()
    if line.text[position : position + 1] != ":":
        return None
    return Property(name=name[0].upper(), line=line, start=position + 1, parameters=parameters)
