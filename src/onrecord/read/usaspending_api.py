"""Answers of the USAspending API, version 2, as its collector keeps them (JSON), to actions and subawards.

| answer | rows |
|---|---|
| `awards/ID/`: what an award is | one action: the state of the award |
| `transactions/`: its actions | one action each: what was obligated by it |
| `search/spending_by_award/`, subawards | one subaward each |
| `search/spending_by_award/`, awards; `idvs/awards/`; counts | none: they say in short what the award itself says |
| `subawards/` | none: its rows do not name their award |

The state of an award has no date of its own. Its sums and names are those after the action that was entered or changed
last, so `acted_on` and the date of its sums is that day, `last_modified_date`; it may be later than that action. What was
paid out (`total_outlay`) comes from the agencies' monthly accounts, as of a day that is not said. It has no obligation of
its own (`obligated`): those are the actions'. An action of `transactions/` says nothing of the whole award: neither
recipient nor buyer, and no sum but its own.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from onrecord.config import Config
from onrecord.model.award import Action, Subaward
from onrecord.model.evidence import Origin
from onrecord.model.problem import Problem
from onrecord.read.files import guessed_encoding, problem, unreadable
from onrecord.read.ocds_json import Complaints, Node, Parsed, field_texts, parsed
from onrecord.read.usaspending_api_rows import action_of, state_of, subaward_of

__all__ = ["READER", "field_texts", "rows"]

READER = "usaspending_api/1"
BAD_VALUES_NAMED = 100
CATEGORIES = frozenset({"contract", "idv"})
IN_SHORT = frozenset({"generated_internal_id", "generated_unique_award_id"})
"""Members that name the award in rows that say in short what it is."""

Row = Action | Subaward
RowFunction = Callable[[Node, Origin, int], Row | None]


@dataclass(slots=True)
class _Take:
    """What was read so far: rows are numbered through all lines of a file."""

    numbers: Iterator[int] = field(default_factory=lambda: count(1))
    bad: int = 0


def rows(path: Path, origin: Origin, config: Config) -> Iterator[Row | Problem]:
    """Read an answer, or several, one on each line; each is held whole."""
    take = _Take()
    try:
        for document in parsed(path, config.text_bytes_limit):
            yield from _document(document, origin, take)
    except OSError as error:
        yield unreadable(origin, error)
        return
    if take.bad > BAD_VALUES_NAMED:
        more = f"{take.bad - BAD_VALUES_NAMED} more values or rows not understood, not named"
        yield problem(origin, "bad_row", more)


def _document(document: Parsed, origin: Origin, take: _Take) -> Iterator[Row | Problem]:
    if document.guessed:
        yield guessed_encoding(origin, document.guessed, None)
    if document.code:
        yield problem(origin, document.code, document.fault)
        return
    value = document.value
    if not isinstance(value, dict):
        yield _unknown(origin, document)
        return
    said: Complaints = {}
    root = Node(value, document.prefix, said)
    if "generated_unique_award_id" in value:
        yield from _state(root, origin, take)
    elif isinstance(value.get("results"), list):
        yield from _results(root, origin, take)
    elif not isinstance(value.get("results"), dict):
        yield _unknown(origin, document)
    yield from _complaints(said, origin, take)


def _state(root: Node, origin: Origin, take: _Take) -> Iterator[Row | Problem]:
    category = root.text("category")
    if category is None or category.text not in CATEGORIES:
        found = repr(category.text[:40]) if category else "no category"
        message = f"an award of {found}: only contracts and vehicles are read, not grants or loans"
        yield problem(origin, "unsupported_format", message)
    elif row := state_of(root, origin, next(take.numbers)):
        yield row


def _results(root: Node, origin: Origin, take: _Take) -> Iterator[Row | Problem]:
    found = root.children("results")
    members = {name for node in found for name in node.value}
    if "prime_award_generated_internal_id" in members:
        yield from _each(found, subaward_of, origin, take)
    elif "federal_action_obligation" in members:
        contracts = [one for one in found if not str(one.value.get("id")).upper().startswith("ASST_")]
        if others := len(found) - len(contracts):
            message = f"{others} actions of grants or loans: only those of contracts and vehicles are read"
            yield problem(origin, "unsupported_format", message)
        yield from _each(contracts, action_of, origin, take)
    elif "subaward_number" in members:
        message = (
            "subawards that do not name the award they were made under; ask spending_by_award for them, with "
            'spending_level "subawards"'
        )
        yield problem(origin, "missing_columns", message)
    elif members and not members & IN_SHORT:
        yield problem(origin, "unsupported_format", "JSON of USAspending without awards: nothing to do")


def _each(found: Iterable[Node], make: RowFunction, origin: Origin, take: _Take) -> Iterator[Row]:
    for node in found:
        number = next(take.numbers)
        if row := make(node, origin, number):
            yield row


def _unknown(origin: Origin, document: Parsed) -> Problem:
    where = f"{document.prefix} is " if document.prefix else ""
    return problem(origin, "unsupported_format", f"{where}JSON that is no answer of the USAspending API: nothing to do")


def _complaints(said: Complaints, origin: Origin, take: _Take) -> Iterator[Problem]:
    for text in said:
        take.bad += 1
        if take.bad <= BAD_VALUES_NAMED:
            yield problem(origin, "bad_row", text)
