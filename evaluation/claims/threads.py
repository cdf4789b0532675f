"""Our own threads: statements of invented organisations under the keys the machine would give, and what is one matter."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from onrecord.connect.threads.decisions import ThreadKey
from onrecord.connect.threads.proposals import Proposal, may_be_one, proposals
from onrecord.connect.threads.said import Said
from onrecord.connect.threads.vectors import Vectors
from onrecord.model.evidence import Span
from onrecord.model.ids import DocumentId, PartyId, StatementId
from onrecord.model.thread import Thread, Utterance

ROWS = Path(__file__).with_name("threads.jsonl")
End = ThreadKey | StatementId
Ends = tuple[End, End]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two threads, or a thread and a lone statement, that the keys let be one matter."""

    organisation: PartyId
    ends: Ends
    same: bool


@dataclass(frozen=True, slots=True)
class Labelled:
    """A half of the set.

    Attributes:
        pairs: All that might be proposed.
    """

    threads: tuple[Thread, ...]
    said: dict[StatementId, Said]
    pairs: tuple[Pair, ...]


def read(half: str) -> Labelled:
    """Read one half, `rules` or `report`."""
    rows = [json.loads(line) for line in ROWS.read_text(encoding="utf-8").splitlines()]
    threads, said, ends = [], {}, []
    for number, row in enumerate(one for one in rows if one["half"] == half):
        speaker = PartyId(row["organisation"])
        made = [_said(f"{number}.{place}", speaker, words) for place, words in enumerate(row["said"])]
        said |= {one.statement: one for one in made}
        thread = _thread(row, speaker, made) if row["matter"] is not None else None
        key = ThreadKey(speaker, thread.counterpart, thread.matter) if thread else made[0].statement
        threads += [thread] if thread else []
        ends.append((speaker, key, row["truth"]))
    pairs = [
        Pair(left[0], (left[1], right[1]), left[2] == right[2])
        for left, right in combinations(ends, 2)
        if left[0] == right[0] and _may(left[1], right[1])
    ]
    return Labelled(tuple(threads), said, tuple(pairs))


def proposed(labelled: Labelled, vectors: Vectors | None, bar: float | None = None) -> list[tuple[Proposal, Pair]]:
    """Propose, and find the label of each proposal."""
    of = {frozenset(one.ends): one for one in labelled.pairs}
    found = proposals(labelled.threads, labelled.said, vectors, bar=bar)
    return [(one, of[frozenset((one.left, one.right))]) for one in found]


def _may(left: End, right: End) -> bool:
    if isinstance(left, tuple) and isinstance(right, tuple):
        return may_be_one(left, right)
    return isinstance(left, tuple) or isinstance(right, tuple)


def _said(number: str, speaker: PartyId, words: str) -> Said:
    document = DocumentId(number)
    return Said(
        statement=StatementId(number),
        document=document,
        content=(Span(document=document, start=0, end=len(words), text=words),),
        speakers=(speaker,),
        counterparts=(),
        matters=(),
        said_on=None,
        said_on_basis=None,
        confidence=1.0,
        form="direct",
        position=None,
    )


def _thread(row: dict[str, str | None], speaker: PartyId, made: Sequence[Said]) -> Thread:
    return Thread(
        speaker=speaker,
        counterpart=PartyId(row["counterpart"]) if row["counterpart"] else None,
        matter=row["matter"] or "",
        name=row["matter"] or "",
        utterances=tuple(Utterance(statement=one.statement, copies=(), said_on=None, position=None) for one in made),
        method="labelled/1",
        because="",
    )
