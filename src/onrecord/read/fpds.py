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
from onrecord.model.reading import Reading
from onrecord.read.files import guessed_encoding, problem, unreadable
from onrecord.read.fpds_actions import action_of, dated
from onrecord.read.fpds_elements import PATHS
from onrecord.read.fpds_records import RecordStream, field_texts

__all__ = ["READER", "field_texts", "read"]

READER = "fpds/1"
BAD_ENTRIES_NAMED = 100


def read(path: Path, origin: Origin, _config: Config) -> Reading:
    """Read a page of the feed or a record; what stands before a fault in the XML is kept."""
    stream = RecordStream(path, PATHS)
    actions: list[Action] = []
    complaints: list[str] = []
    try:
        for record in stream.records():
            action, said = action_of(record, origin.artefact)
            if action is not None:
                actions.append(action)
            complaints.extend(f"entry {record.number}: {text}" for text in said)
    except OSError as error:
        return Reading(problems=(unreadable(origin, error),))
    problems = [*_notes(origin, stream), *_bad_entries(origin, complaints)]
    if not actions and not problems:
        problems.append(
            problem(origin, "empty", "a feed without awards, as the page behind the last one is: nothing to read")
        )
    return Reading(actions=tuple(dated(actions)), problems=tuple(problems))


def _notes(origin: Origin, stream: RecordStream) -> Iterator[Problem]:
    """Say what holds for the file as a whole."""
    if stream.is_guessed():
        yield guessed_encoding(origin, stream.encoding, stream.declared)
    if stream.fault:
        left = f"entry {stream.cut} and what follows" if stream.cut else "what follows"
        message = f"the XML breaks off ({stream.fault}); {left} was left out, fetch the file again"
        yield problem(origin, "damaged", message)


def _bad_entries(origin: Origin, complaints: list[str]) -> Iterator[Problem]:
    for text in complaints[:BAD_ENTRIES_NAMED]:
        yield problem(origin, "bad_row", text)
    if len(complaints) > BAD_ENTRIES_NAMED:
        more = len(complaints) - BAD_ENTRIES_NAMED
        yield problem(origin, "bad_row", f"{more} more values or entries not understood, not named")
