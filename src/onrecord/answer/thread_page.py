"""What the pages of threads show: a list, and one thread in time with what changed and what the award data holds."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from onrecord.answer.page import TensionRow
from onrecord.answer.review_words import judged_words
from onrecord.answer.rows import AwardRow, StatementRow, award_rows, statement_rows
from onrecord.answer.shared_words import shared_words
from onrecord.answer.tensions import is_shown
from onrecord.errors import NotFound
from onrecord.model.evidence import Span
from onrecord.model.ids import AwardId, PartyId, StatementId
from onrecord.model.judgement import Judgement
from onrecord.model.meeting import Tension
from onrecord.model.statement import Statement
from onrecord.model.thread import AwardMatch, Position, PositionKind, Thread, Utterance
from onrecord.store import View, meetings
from onrecord.store.between import tensions_among
from onrecord.store.kin import names_of
from onrecord.store.meeting_pages import ThreadLine, statements_of, thread_lines
from onrecord.store.verdicts import counting, judged, match_keys, tension_keys

COPIES_SHOWN = 5
MOST_MARKED = 0.8
"""Share of the words of a statement above which marking them would mark all of it."""
TENSIONS_SHOWN = 40
MATCHES_SHOWN = 40
WORDS_READ = 400
"""Utterances whose words are compared for what they share."""
Pieces = tuple[tuple[str, bool], ...]
"""Words, and whether they show the position."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadRow:
    """A thread in a list, with the names of its parties."""

    line: ThreadLine
    speaker: str
    counterpart: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UtteranceRow:
    """One act of saying.

    Attributes:
        pieces: Its words, those that show the position marked.
        marked: Whether those are some of its words; False where they are nearly all.
        copies: Statements that repeat it, so many at most; `more` is how many others there are.
        tensions: Places of the tensions it is a side of among those shown, from 1.
    """

    row: StatementRow
    position: Position | None
    pieces: Pieces
    marked: bool
    copies: tuple[StatementRow, ...]
    more: int
    tensions: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchRow:
    """What the award data says to an utterance, with what people have decided of it."""

    match: AwardMatch
    award: AwardRow | None
    judged: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """An utterance in the picture: its day as far as it is known, and its position or `none`."""

    statement: StatementId
    said_on: str | None
    kind: PositionKind | str


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadPage:
    """A thread.

    Attributes:
        points: Every utterance, in order.
        rows: Those of one page of it.
        tensions: Between its statements, those above the bar of their kind and those found right; `below` counts the rest.
        matches: What the award data held says to its statements, so many at most; `matches_more` counts the rest.
        shared: Words that most of the utterances have, each with how many.
    """

    thread: Thread
    speaker: str
    counterpart: str
    points: tuple[Point, ...]
    rows: tuple[UtteranceRow, ...]
    tensions: tuple[TensionRow, ...]
    below: int
    matches: tuple[MatchRow, ...]
    matches_more: int
    shared: tuple[tuple[str, int], ...]


def thread_rows(
    view: View, *, party: PartyId | None = None, changed: bool = False, first: int = 0, limit: int
) -> tuple[list[ThreadRow], int]:
    """List some threads and count all (`store.meeting_pages.thread_lines`)."""
    lines, total = thread_lines(view, party=party, changed=changed, first=first, limit=limit)
    names = names_of(view, {one for line in lines for one in (line.speaker, line.counterpart) if one})
    return [
        ThreadRow(
            line=one,
            speaker=names[one.speaker][0],
            counterpart=names[one.counterpart][0] if one.counterpart else "",
        )
        for one in lines
    ], total


def thread_page(view: View, thread_id: str, *, first: int = 0, limit: int, every: bool = False) -> ThreadPage:
    """Load a thread and one page of its utterances.

    Args:
        view: The record.
        thread_id: Its id.
        first: Utterances to pass over.
        limit: Utterances on the page.
        every: Tensions below the bars too.

    Raises:
        NotFound: The record holds no such thread.
    """
    held = meetings.threads(view, whole_id=thread_id)
    if not held:
        raise NotFound(
            f"{thread_id!r}: no such thread in the record; it may have been put together with another: see the list of threads"
        )
    (thread,) = held
    names = names_of(view, {one for one in (thread.speaker, thread.counterpart) if one})
    tensions, below, said = _tensions(view, thread, every=every)
    here = thread.utterances[first : first + limit]
    wanted = {each for one in here for each in (one.statement, *one.copies[:COPIES_SHOWN])}
    wanted |= {StatementId(end) for one in tensions for end in (one.left, one.right)}
    statements = statements_of(view, wanted)
    rows = {row.id: row for row in statement_rows(view, list(statements.values()))}
    matches, more = _matches(view, thread)
    return ThreadPage(
        thread=thread,
        speaker=names[thread.speaker][0],
        counterpart=names[thread.counterpart][0] if thread.counterpart else "",
        points=tuple(map(_point, thread.utterances)),
        rows=tuple(_utterances(here, statements, rows, tensions)),
        tensions=tuple(
            TensionRow(
                tension=one,
                left=rows.get(StatementId(one.left)),
                right=rows.get(StatementId(one.right)),
                judged=tuple(map(judged_words, said.get(one.id, ()))),
            )
            for one in tensions
        ),
        below=below,
        matches=matches,
        matches_more=more,
        shared=tuple(shared_words(_texts(view, thread))),
    )


def _point(one: Utterance) -> Point:
    return Point(statement=one.statement, said_on=one.said_on, kind=one.position.kind if one.position else "none")


def _tensions(
    view: View, thread: Thread, *, every: bool
) -> tuple[list[Tension], int, Mapping[str, Sequence[Judgement]]]:
    """Choose the tensions to show, count the others, and give what people decided on them."""
    found = tensions_among(view, {each for one in thread.utterances for each in (one.statement, *one.copies)})
    said = judged(view, "tension", lambda: tension_keys(view, found))
    verdicts = {one: verdict.verdict for one, its in said.items() if (verdict := counting(its))}
    kept = [one for one in found if verdicts.get(one.id) != "wrong"]
    shown = [one for one in kept if every or is_shown(one) or verdicts.get(one.id) == "right"]
    return shown[:TENSIONS_SHOWN], len(kept) - len(shown), said


def _matches(view: View, thread: Thread) -> tuple[tuple[MatchRow, ...], int]:
    found = meetings.matches(view, statements=[one.statement for one in thread.utterances])
    order = {one.statement: place for place, one in enumerate(thread.utterances)}
    found.sort(
        key=lambda one: (one.kind == "no_record_held", order.get(one.statement or StatementId(""), 0), -one.score)
    )
    listed = found[:MATCHES_SHOWN]
    said = judged(view, "match", lambda: match_keys(view, listed))
    awards = {row.id: row for row in award_rows(view, [one.award for one in listed if one.award])}
    rows = (
        MatchRow(
            match=one,
            award=awards.get(one.award or AwardId("")),
            judged=tuple(map(judged_words, said.get(one.id, ()))),
        )
        for one in listed
    )
    return tuple(rows), len(found) - len(listed)


def _utterances(
    shown: Iterable[Utterance],
    statements: Mapping[StatementId, Statement],
    rows: Mapping[StatementId, StatementRow],
    tensions: Sequence[Tension],
) -> Iterable[UtteranceRow]:
    for one in shown:
        ends = {one.statement, *one.copies}
        yield UtteranceRow(
            row=rows[one.statement],
            position=one.position,
            pieces=marked_words(statements[one.statement], one.position.words if one.position else None),
            marked=one.position is not None
            and len(one.position.words.text) < MOST_MARKED * len(rows[one.statement].content),
            copies=tuple(rows[each] for each in one.copies[:COPIES_SHOWN]),
            more=max(0, len(one.copies) - COPIES_SHOWN),
            tensions=tuple(number for number, each in enumerate(tensions, 1) if {each.left, each.right} & ends),
        )


def _texts(view: View, thread: Thread) -> list[str]:
    said = statements_of(view, [one.statement for one in thread.utterances[:WORDS_READ]])
    return [" ".join(span.text for span in one.content) for one in said.values()]


def marked_words(statement: Statement, words: Span | None) -> Pieces:
    """Cut the words of a statement where those that show its position begin and end; white space folded."""
    pieces: list[tuple[str, bool]] = []
    for number, span in enumerate(statement.content):
        if number:
            pieces.append((" … ", False))
        inside = words is not None and words.document == span.document
        low, high = (words.start, words.end) if words and inside else (span.end, span.end)
        low, high = (min(max(one, span.start), span.end) - span.start for one in (low, high))
        parts = ((span.text[:low], False), (span.text[low:high], True), (span.text[high:], False))
        pieces += [(re.sub(r"\s+", " ", text), marked) for text, marked in parts if text]
    return tuple(
        ("".join(text for text, _ in group), marked) for marked, group in groupby(pieces, key=lambda one: one[1])
    )
