"""What connects, written to a masked copy."""

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from onrecord.model.evidence import Field, Span
from onrecord.model.meeting import Echo
from onrecord.store import meeting_rows, meetings, rows
from onrecord.store.meeting_lists import note_lists
from onrecord.store.meetings import spans_within
from onrecord.store.sharing_copy import Copying, moved_id
from onrecord.store.view import View

Value = TypeVar("Value")
AS_IT_IS = frozenset(
    {
        "kind",
        "kinds",
        "method",
        "rule",
        "said_on",
        "said",
        "holds",
        "keys",
        "emphases",
        "fitted_on",
        "before_seen",
        "after_seen",
    }
)
"""Fields of words that this program has chosen: they hold nobody's name."""
PARTIES = frozenset({"speaker", "counterpart", "proposed"})
DOCUMENTS = frozenset({"document", "of", "before", "after"})
ITEMS = frozenset({"statement", "copies", "award", "left", "right"})
"""Fields of ids of statements and awards."""


class _GoneError(Exception):
    """Words that show something are hidden whole in the copy."""


def places_of_meetings(view: View) -> Iterator[Span]:
    """List the places in texts that what connects points to, but for the members of echoes."""
    for found in _all(view):
        yield from spans_within(tuple(found))
    yield from spans_within(tuple(view.tensions()))
    yield from spans_within(tuple(meetings.positions(view).values()))


def _all(view: View) -> tuple[list[Any], ...]:
    return (
        meetings.copies(view),
        meetings.credits_of(view),
        meetings.threads(view),
        meetings.matches(view),
        meetings.revisions(view),
    )


def write_meetings(copying: Copying) -> None:
    """Write echoes, tensions, copies, credits, positions, threads, matches with awards and versions of pages.

    One whose words are hidden whole is left out.
    """
    view = copying.view
    _write_echoes(copying)
    for before in view.tensions():
        for tension in _moved(copying, before):
            copying.put("tensions", [meeting_rows.tension_out(tension)])
            copying.tensions[before.id] = tension.id
    for position in meetings.positions(view).values():
        for one in _moved(copying, position):
            copying.put("positions", [(one.statement, rows.dump(one))])
    for credit in meetings.credits_of(view):
        for each in _moved(copying, credit):
            copying.put("credits", [(each.id, each.name.document, rows.dump(each))])
    for thread in meetings.threads(view):
        for after in _moved(copying, thread):
            copying.put("threads", [meeting_rows.thread_out(after)])
            copying.put("thread_statements", ((after.id, said) for said in meeting_rows.statements_of(after)))
    _write_others(copying)
    note_lists(copying.db)


def _write_others(copying: Copying) -> None:
    view = copying.view
    noted = {"copies": copying.copies, "award_matches": copying.matches}
    outs: tuple[tuple[str, list[Any], Callable[[Any], rows.Values]], ...] = (
        ("copies", meetings.copies(view), meeting_rows.copy_out),
        ("award_matches", meetings.matches(view), meeting_rows.match_out),
        ("revisions", meetings.revisions(view), meeting_rows.revision_out),
    )
    for table, found, out in outs:
        for one in found:
            for moved in _moved(copying, one):
                copying.put(table, [out(moved)])
                noted.get(table, {})[one.id] = moved.id


def _write_echoes(copying: Copying) -> None:
    for row in copying.view.db.execute("SELECT * FROM echoes ORDER BY id"):
        query = "SELECT * FROM members WHERE echo = ? ORDER BY ordinal"
        members = copying.db.execute(query, (row["id"],)).fetchall()
        before = meeting_rows.echo_in(row, members)
        differences = tuple(zip(*(rows.load(each["words"]) for each in members), strict=True))
        moved: Echo = replace(
            before,
            differences=differences,
            proposed=copying.party(before.proposed),
            because=copying.rows.free_words(before.because),
        )
        copying.put("echoes", [meeting_rows.echo_out(moved)])
        copying.put("echo_members", (meeting_rows.member_out(moved, ordinal) for ordinal in range(len(members))))
        copying.echoes[row["id"]] = moved.id


def _moved(copying: Copying, value: Value) -> Iterator[Value]:
    """Give a value as the copy has it, or nothing."""
    try:
        yield _within(copying, value, "")
    except _GoneError:
        return


def _within(copying: Copying, value: Any, name: str) -> Any:
    """Mask a value; `name` is that of the field it stands in."""
    if isinstance(value, Span):
        found = copying.evidence.get((value.document, value.start, value.end))
        if found is None:
            raise _GoneError
        return found
    if isinstance(value, Field):
        return copying.place(value, copying.rows.words)
    if isinstance(value, tuple):
        return tuple(_within(copying, one, name) for one in value)
    if isinstance(value, str):
        return _id_or_words(copying, value, name)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(
            value, **{one.name: _within(copying, getattr(value, one.name), one.name) for one in fields(value)}
        )
    return value


def _id_or_words(copying: Copying, value: str, name: str) -> str:
    if name in AS_IT_IS or not value:
        return value
    if name in PARTIES:
        return copying.party(value) or value
    if name in DOCUMENTS:
        return copying.documents.get(value, value)
    if name in ITEMS:
        return moved_id(copying, value)
    return copying.rows.free_words(value)
