"""A document's text cut for a page: blocks by line, words by their part in a statement and by what is noted on them."""

from bisect import bisect_right
from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, TypeVar

from onrecord.model.evidence import Document, Label, Line
from onrecord.model.ids import StatementId
from onrecord.model.statement import Statement

PART_LENGTH = 40_000
"""Code points of text on one page, some 7,000 words: with its notes a page stays under 300 kB."""

ROLES = ("via", "cue", "source", "content")
"""Parts of a statement; of two that cover the same words in spans of one length, the first is shown."""

NoteKind = Literal["stands", "named", "sum", "when"]
NOTES: tuple[NoteKind, ...] = ("stands", "named", "sum", "when")
"""Kinds of notes; of two that cover the same words and are of one length, the first is shown."""


@dataclass(frozen=True, slots=True)
class Open:
    """A statement begins: `first` where it truly begins, False where it goes on in another block."""

    statement: StatementId
    first: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something that was read of some words, told where `anchor` leads.

    Attributes:
        start, end: Code points of the document.
        anchor: Id of the element of the page that says what was read and why.
        title: The same in a few words.
        is_open: Whether the record leaves open what they mean.
    """

    start: int
    end: int
    kind: NoteKind
    anchor: str
    title: str
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """Words with one role and one note.

    Attributes:
        role: A member of `ROLES`, or empty for words of no statement.
        note: What is noted on them, the shortest where several notes meet.
        begins: Whether the note has not been shown on words before these.
    """

    text: str
    role: str
    note: Note | None = None
    begins: bool = False


@dataclass(frozen=True, slots=True)
class Close:
    """The statement opened last ends, in this block at least."""


CHANGED = "inserted by"
"""Body, but put in by somebody whose name is to be read beside it."""
Token = Open | Words | Close
Place = tuple[int, int, str]
"""Start, end and role of a span, code points."""
Placed = TypeVar("Placed", Statement, Note)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A line of the text: its tokens, in which each `Open` has its `Close`.

    Attributes:
        rule: Why the line is what it is taken for; empty for plain body and where the line before says it already.
        is_deleted: Whether somebody has taken these words out.
    """

    label: Label
    rule: str
    is_deleted: bool
    tokens: tuple[Token, ...]


def part_of(start: int) -> int:
    """Say on which page of a document an offset is shown, from 1."""
    return start // PART_LENGTH + 1


def parts(document: Document) -> int:
    """Count the pages of a document, at least 1."""
    return max(1, -(-len(document.text) // PART_LENGTH))


def blocks(
    document: Document, statements: Sequence[Statement], part: int = 1, notes: Sequence[Note] = ()
) -> list[Block]:
    """Cut one page of a document into blocks; lines without words are left out."""
    return blocks_between(document, statements, notes, (part - 1) * PART_LENGTH, part * PART_LENGTH)


def blocks_between(
    document: Document, statements: Sequence[Statement], notes: Sequence[Note], low: int, high: int
) -> list[Block]:
    """Cut the lines between two offsets, code points, into blocks."""
    by_line, noted = _by_line(document.lines, statements), _by_line(document.lines, notes)
    shown: set[Note] = set()
    made: list[Block] = []
    before = ""
    for number, line in enumerate(document.lines):
        start, end = max(line.start, low), min(line.end, high)
        if start < end and document.text[start:end].strip():
            cutting = _Cutting(document.text, start, end, noted.get(number, []), shown)
            tokens = _tokens(cutting, by_line.get(number, []))
            rule = line.rule if line.label not in {"body", "title"} or CHANGED in line.rule else ""
            rule = "" if rule.startswith("header ") else rule  # `From: ...` says so itself
            made.append(
                Block(
                    label=line.label,
                    rule=rule if rule != before else "",
                    is_deleted=rule.startswith("deleted by"),
                    tokens=tuple(tokens),
                )
            )
            before = rule
    return made


def _by_line(lines: Sequence[Line], placed: Sequence[Placed]) -> dict[int, list[Placed]]:
    starts = [line.start for line in lines]
    found: dict[int, list[Placed]] = defaultdict(list)
    for one in placed:
        first = max(0, bisect_right(starts, one.start) - 1)
        for number in range(first, bisect_right(starts, one.end - 1)):
            found[number].append(one)
    return found


@dataclass(frozen=True, slots=True)
class _Cutting:
    """A line to be cut, from `start` to `end`, the notes on it, and those of the page that were shown already."""

    text: str
    start: int
    end: int
    notes: list[Note]
    shown: set[Note]


def _tokens(line: _Cutting, statements: list[Statement]) -> list[Token]:
    start, end = line.start, line.end
    groups = deque(
        sorted(
            (
                (max(start, one.start), min(end, one.end), one)
                for one in statements
                if one.start < end and one.end > start
            ),
            key=lambda group: (group[0], -group[1], group[2].id),
        )
    )
    places = [
        (max(start, span.start), min(end, span.end), role)
        for one in statements
        for role in ROLES
        for span in getattr(one, role)
        if span.start < end and span.end > start
    ]
    limits = {offset for low, high, _ in [*places, *groups] for offset in (low, high)} | {start, end}
    limits |= {min(max(start, offset), end) for one in line.notes for offset in (one.start, one.end)}
    noting = _noting(line.notes)
    tokens: list[Token] = []
    waiting: list[int] = []  # ends of the open statements, outermost first
    for offset, following, role in _roles(places, sorted(limits)):
        while waiting and waiting[-1] <= offset:
            waiting.pop()
            tokens.append(Close())
        while groups and groups[0][0] == offset:
            _, group_end, statement = groups.popleft()
            # Two statements may overlap like links of a chain; elements cannot, so the later gives way at the end.
            waiting.append(min(group_end, waiting[-1]) if waiting else group_end)
            tokens.append(Open(statement.id, first=statement.start == offset))
        note = noting(offset)
        tokens.append(Words(line.text[offset:following], role, note, note is not None and note not in line.shown))
        if note:
            line.shown.add(note)
    return tokens + [Close() for _ in waiting]


def _noting(notes: list[Note]) -> Callable[[int], Note | None]:
    """Give what finds the note on an offset, asked in order; of several the shortest."""
    coming = deque(sorted(notes, key=lambda one: one.start))
    covering: list[Note] = []

    def holding(offset: int) -> Note | None:
        while coming and coming[0].start <= offset:
            covering.append(coming.popleft())
        covering[:] = [one for one in covering if one.end > offset]
        return min(covering, key=lambda one: (one.end - one.start, NOTES.index(one.kind)), default=None)

    return holding


def _roles(places: list[Place], limits: list[int]) -> Iterator[tuple[int, int, str]]:
    """Name the role of the words between each two limits: that of the innermost span that covers them."""
    coming = deque(sorted(places))
    covering: list[Place] = []
    for offset, following in pairwise(limits):
        while coming and coming[0][0] <= offset:
            covering.append(coming.popleft())
        covering = [place for place in covering if place[1] > offset]
        inner = min(((high - low, ROLES.index(role)) for low, high, role in covering), default=None)
        yield offset, following, ROLES[inner[1]] if inner else ""
