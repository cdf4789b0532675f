"""Threads: the statements of one organisation about one matter with one counterpart, each utterance once.

Keys decide, not likeness of words: speaking organisation, counterpart, matter. Repeats of an utterance, in echoes and
in copies, stand behind the earliest that carries it. What people decide lasts: two threads put together, a statement
taken out of a thread or put into it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.connect.threads.decisions import Decided, Decisions, ThreadKey, decide
from onrecord.connect.threads.said import Said
from onrecord.model.ids import StatementId
from onrecord.model.judgement import Judgement
from onrecord.model.thread import Thread, Utterance

METHOD = "threads/1"
ANYTHING = "anything else"
"""The name of the thread of what names a counterpart and no known matter."""
UNDATED = "9999"


@dataclass(frozen=True, slots=True, kw_only=True)
class Threads:
    """Threads, and the judgements that could not be applied."""

    threads: tuple[Thread, ...]
    lost: tuple[Judgement, ...]


def make_threads(said: Iterable[Said], decisions: Decisions | None = None) -> Threads:
    """Put statements into threads.

    Args:
        said: Of the whole record, in any order.
        decisions: What people decided.
    """
    by_id = {one.statement: one for one in said}
    members: dict[ThreadKey, set[StatementId]] = defaultdict(set)
    names: dict[str, str] = {"": ANYTHING}
    for one in by_id.values():
        names.update(one.matters)
        for key in _keys(one):
            members[key].add(one.statement)
    decided = decide(decisions or Decisions(), members, {one.statement: one.speakers for one in by_id.values()})
    made = [_thread(key, held, by_id, names, decided) for key, held in decided.members.items() if held]
    return Threads(threads=tuple(sorted(made, key=lambda one: one.id)), lost=decided.lost)


def _keys(one: Said) -> Iterator[ThreadKey]:
    if not one.counterparts and not one.matters:
        return
    for speaker in one.speakers:
        for counterpart in one.counterparts or (None,):
            for matter in [key for key, _ in one.matters] or [""]:
                yield ThreadKey(speaker, counterpart, matter)


def _thread(
    key: ThreadKey,
    held: Iterable[StatementId],
    by_id: Mapping[StatementId, Said],
    names: Mapping[str, str],
    decided: Decided,
) -> Thread:
    name = names.get(key.matter) or key.matter.partition(":")[2]
    utterances = tuple(_utterance(group) for group in _groups([by_id[one] for one in held], by_id))
    because = "statements of one organisation that name " + (
        f"{name!r}" + (" and the counterpart" if key.counterpart else "")
        if key.matter
        else "the counterpart and no known matter"
    )
    if people := decided.by.get(key):
        because += f"; put together or parted by {', '.join(sorted(set(people)))}"
    return Thread(
        speaker=key.speaker,
        counterpart=key.counterpart,
        matter=key.matter,
        name=name,
        utterances=tuple(sorted(utterances, key=lambda one: (one.said_on or UNDATED, one.statement))),
        method=METHOD,
        because=because,
    )


def _groups(held: Iterable[Said], by_id: Mapping[StatementId, Said]) -> list[list[Said]]:
    """Group repeats of one utterance, the earliest first in each."""
    groups: dict[StatementId, list[Said]] = defaultdict(list)
    for one in held:
        groups[_root(one, by_id)].append(one)
    return [sorted(group, key=lambda one: (one.said_on or UNDATED, one.statement)) for group in groups.values()]


def _root(one: Said, by_id: Mapping[StatementId, Said]) -> StatementId:
    """Follow what a statement repeats to the end; of a ring, its smallest."""
    seen: list[StatementId] = []
    at = one
    while at.statement not in seen:
        seen.append(at.statement)
        if at.same_as is None:
            return at.statement
        if at.same_as not in by_id:
            return at.same_as
        at = by_id[at.same_as]
    return min(seen[seen.index(at.statement) :])


def _utterance(group: Sequence[Said]) -> Utterance:
    first, *others = group
    return Utterance(
        statement=first.statement,
        copies=tuple(one.statement for one in others),
        said_on=first.said_on,
        position=first.position or next((one.position for one in others if one.position), None),
    )
