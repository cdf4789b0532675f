"""Threads in short: what each is on, from when to when, and the positions in it in their order."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from onrecord.answer.show_meetings import POSITIONS
from onrecord.model.party import Party
from onrecord.model.thread import Thread
from onrecord.store import View
from onrecord.store.between import threads_between
from onrecord.store.kin import members, names_of

STEPS_SHOWN = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadLine:
    """A thread in a line.

    Attributes:
        counterpart: The name of whom it is about; empty where nobody is named.
        first, last: ISO days of its first and last dated utterance; None where none is dated.
        steps: `(position, words, ISO day, how many in a row)` in the order of time, those without a position left out.
        more: How many steps are not shown.
    """

    id: str
    name: str
    counterpart: str
    utterances: int
    first: str | None
    last: str | None
    steps: tuple[tuple[str, str, str | None, int], ...]
    more: int


def thread_lines(view: View, threads: Iterable[Thread]) -> list[ThreadLine]:
    """Write threads in a line each."""
    found = list(threads)
    names = names_of(view, {one.counterpart for one in found if one.counterpart})
    return [_line(one, names[one.counterpart][0] if one.counterpart in names else "") for one in found]


THREADS_SAID = 6
"""In a terminal."""


def threads_of_pair(view: View, party: Party, about: Party | None) -> list[ThreadLine]:
    """Write the threads of a pair with the most statements in a line each."""
    found, _ = threads_between(view, party.id, members(view, about.id) if about else None, THREADS_SAID)
    return thread_lines(view, found)


def _line(one: Thread, counterpart: str) -> ThreadLine:
    days = [said.said_on[:10] for said in one.utterances if said.said_on]
    taken = [
        (said.position.kind, said.said_on[:10] if said.said_on else None) for said in one.utterances if said.position
    ]
    steps = []
    for kind, group in groupby(taken, key=lambda step: step[0]):
        held = list(group)
        steps.append((str(kind), POSITIONS[kind], held[0][1], len(held)))
    return ThreadLine(
        id=one.id,
        name=one.name,
        counterpart=counterpart,
        utterances=len(one.utterances),
        first=min(days, default=None),
        last=max(days, default=None),
        steps=tuple(steps[:STEPS_SHOWN]),
        more=max(0, len(steps) - STEPS_SHOWN),
    )


def line_words(one: ThreadLine) -> str:
    """Write a thread for a terminal: `immigration (4 utterances, 2018-01-24 to 2018-06-21): affirms, then denies`."""
    number = f"{one.utterances:,} utterance{'' if one.utterances == 1 else 's'}"
    days = f", {one.first} to {one.last}" if one.first != one.last else f", {one.first}" if one.first else ""
    steps = ", then ".join(words for _, words, *_ in one.steps) or "no position read"
    return f"{one.name} ({number}{days}): {steps}{f', and {one.more} more' if one.more else ''}"
