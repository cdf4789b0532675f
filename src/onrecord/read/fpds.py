"""FPDS files to actions: pages of its ATOM feed, and single records; one action an entry.

Such a file is an Atom feed whose entries hold an element `award`, `IDV`, `OtherTransactionAward` or
`OtherTransactionIDV` of the namespace `https://www.fpds.gov/FPDS`; a prefix may be any. Element names are matched, not
the namespace, since pages are also kept cut out, without its declaration.
"""

from collections.abc import Iterator
from pathlib import Path

from onrecord.config import Config
from onrecord.model.award import Action
from onrecord.model.evidence import Origin
from onrecord.model.problem import Problem
from onrecord.read.files import guessed_encoding, problem, unreadable
from onrecord.read.fpds_actions import action_of, dated
from onrecord.read.fpds_elements import PATHS
from onrecord.read.fpds_records import RecordStream, field_texts

__all__ = ["READER", "field_texts", "rows"]

READER = "fpds/3"
BAD_ENTRIES_NAMED = 100
ACTIONS_HELD = 5_000
"""Actions that are looked at together to date their totals: a page has 10; of a larger file, one such stretch after the other."""


def rows(path: Path, origin: Origin, _config: Config) -> Iterator[Action | Problem]:
    """Read a page of the feed or a record; what stands before a fault in the XML is kept."""
    stream = RecordStream(path, PATHS)
    held: list[Action] = []
    named: list[str] = []
    found = complained = 0
    try:
        for record in stream.records():
            action, said = action_of(record, origin.artefact)
            complained += len(said)
            named += [f"entry {record.number}: {text}" for text in said[: BAD_ENTRIES_NAMED - len(named)]]
            if action is not None:
                held.append(action)
                found += 1
            if len(held) == ACTIONS_HELD:
                yield from dated(held)
                held.clear()
    except OSError as error:
        yield unreadable(origin, error)
        return
    yield from dated(held)
    yield from _notes(origin, stream)
    yield from _bad_entries(origin, named, complained)
    if not found and not complained and not stream.fault:
        message = "a feed without awards, as the page behind the last one is: nothing to read"
        yield problem(origin, "empty", message)


def _notes(origin: Origin, stream: RecordStream) -> Iterator[Problem]:
    """Say what holds for the file as a whole."""
    if stream.is_guessed():
        yield guessed_encoding(origin, stream.encoding, stream.declared)
    if stream.fault:
        left = f"entry {stream.cut} and what follows" if stream.cut else "what follows"
        message = f"the XML breaks off ({stream.fault}); {left} was left out, fetch the file again"
        yield problem(origin, "damaged", message)


def _bad_entries(origin: Origin, named: list[str], complained: int) -> Iterator[Problem]:
    for text in named:
        yield problem(origin, "bad_row", text)
    if complained > len(named):
        more = f"{complained - len(named)} more values or entries not understood, not named"
        yield problem(origin, "bad_row", more)
