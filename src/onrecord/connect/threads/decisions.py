"""What people decided on threads, applied again in every run: threads put together, statements taken out and put in."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from onrecord.model.ids import PartyId, StatementId
from onrecord.model.judgement import THREAD, Judgement, parts_of_thread_key, standing


class ThreadKey(NamedTuple):
    """What a thread is keyed by."""

    speaker: PartyId
    counterpart: PartyId | None
    matter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """Judgements on threads, and how the keys in them are read.

    Attributes:
        judgements: `same`, `different` and `unsure`, which changes nothing, of two threads, and of a statement and a thread;
            with those that take them back.
        party_of_key: Finds the party that a key names now (`View.party_of_key`).
        statement_of_key: Finds statements by their keys; those of the documents that the judgements name are enough.
    """

    judgements: tuple[Judgement, ...] = ()
    party_of_key: Callable[[str], PartyId | None] = lambda _: None
    statement_of_key: Mapping[str, StatementId] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Decided:
    """Members of threads as people want them.

    Attributes:
        by: The people whose decisions made a thread what it is.
        lost: Judgements that nothing could be done with: what they name is not in the record, another organisation
            speaks there, or somebody else keeps the two apart.
    """

    members: Mapping[ThreadKey, set[StatementId]]
    by: Mapping[ThreadKey, list[str]]
    lost: tuple[Judgement, ...]


def read_key(key: str, party_of_key: Callable[[str], PartyId | None]) -> ThreadKey | None:
    """Find the parties that a thread's key names now; None where one of them is not in the record."""
    parts = parts_of_thread_key(key)
    if parts is None:
        return None
    speaker = party_of_key(parts[0])
    counterpart = party_of_key(parts[1]) if parts[1] else None
    return ThreadKey(speaker, counterpart, parts[2]) if speaker and (counterpart or not parts[1]) else None


def decide(
    decisions: Decisions,
    members: Mapping[ThreadKey, set[StatementId]],
    speakers: Mapping[StatementId, tuple[PartyId, ...]],
) -> Decided:
    """Apply decisions to the members of threads: merges first, then single statements, in the order of time.

    Args:
        decisions: What people decided.
        members: As the keys of the statements give them.
        speakers: The organisations whose words each statement is.
    """
    held = [one for one in standing(decisions.judgements) if one.verdict != "unsure"]
    pairs = [one for one in held if one.left.startswith(THREAD) and one.right.startswith(THREAD)]
    merger = _Merger(decisions, members)
    lost = [one for one in pairs if not merger.takes(one)]
    merged: dict[ThreadKey, set[StatementId]] = defaultdict(set)
    for key, statements in members.items():
        merged[merger.now(key)] |= statements
    by = merger.by
    for one in held:
        if one in pairs:
            continue
        ends = _statement_and_thread(one, decisions)
        if ends is None or not _put(one, ends[0], merged[merger.now(ends[1])], speakers.get(ends[0], ()), ends[1]):
            lost.append(one)
        else:
            by[merger.now(ends[1])].append(one.user)
    return Decided(merged, by, tuple(lost))


class _Merger:
    """Which thread each thread is part of now."""

    def __init__(self, decisions: Decisions, members: Mapping[ThreadKey, set[StatementId]]) -> None:
        self.into: dict[ThreadKey, ThreadKey] = {}
        self.by: dict[ThreadKey, list[str]] = defaultdict(list)
        self.decisions = decisions
        self.members = members
        kept = [self._ends(one) for one in standing(decisions.judgements) if one.verdict == "different"]
        self.apart = [ends for ends in kept if ends]

    def now(self, key: ThreadKey) -> ThreadKey:
        while key in self.into:
            key = self.into[key]
        return key

    def takes(self, one: Judgement) -> bool:
        """Apply a judgement on two threads; False where it cannot be."""
        ends = self._ends(one)
        if ends is None or one.verdict not in {"same", "different"}:
            return False
        if one.verdict == "different":
            return True
        first, second = sorted((self.now(ends[0]), self.now(ends[1])), key=lambda key: (key[0], key[1] or "", key[2]))
        if first.speaker != second.speaker or any(key not in self.members for key in ends):
            return False
        if any({self.now(left), self.now(right)} == {first, second} for left, right in self.apart):
            return False
        if first != second:
            self.into[second] = first
            self.by[first] += [one.user, *self.by.pop(second, [])]
        return True

    def _ends(self, one: Judgement) -> tuple[ThreadKey, ThreadKey] | None:
        left, right = (read_key(key, self.decisions.party_of_key) for key in (one.left, one.right))
        return (left, right) if left and right else None


def _statement_and_thread(one: Judgement, decisions: Decisions) -> tuple[StatementId, ThreadKey] | None:
    statement, thread = (one.right, one.left) if one.left.startswith(THREAD) else (one.left, one.right)
    key = read_key(thread, decisions.party_of_key)
    named = decisions.statement_of_key.get(statement)
    return (named, key) if named and key else None


def _put(
    one: Judgement, statement: StatementId, held: set[StatementId], speakers: tuple[PartyId, ...], thread: ThreadKey
) -> bool:
    """Put a statement in or take it out; False where it is not of the thread's organisation."""
    if thread.speaker not in speakers or one.verdict not in {"same", "different"}:
        return False
    (held.add if one.verdict == "same" else held.discard)(statement)
    return True
