"""What is asked of people about threads: two that may be one matter, and decisions that nothing could be done with."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache

from onrecord.connect.threads.decisions import Decisions, ThreadKey
from onrecord.connect.threads.proposals import Proposal, proposals
from onrecord.connect.threads.said import Said
from onrecord.connect.threads.threads import Threads
from onrecord.model.ids import DocumentId, PartyId, StatementId, content_id
from onrecord.model.judgement import Judgement, Review, standing, subject, thread_key

MOST_ASKED = 500
"""Proposals of a record, the nearest first: more than anybody looks through before the next build."""
LOST = (
    "nothing could be done with this decision on a thread: what it names is not in the record as it is now, another "
    "organisation speaks there, or somebody else keeps the two apart"
)
KeysOfParty = Callable[[PartyId], list[str]]
KeysOfStatements = Callable[[DocumentId], Mapping[StatementId, str]]


def thread_reviews(
    made: Threads,
    said: Mapping[StatementId, Said],
    decisions: Decisions,
    *,
    keys_of: KeysOfParty,
    statement_keys: KeysOfStatements,
) -> tuple[Review, ...]:
    """List what people are asked about threads; by words alone, which need no optional package.

    Args:
        made: Threads as they stand, and the decisions that could not be applied.
        said: Every statement of the record.
        decisions: What people decided: a pair that is judged is not asked about again.
        keys_of: Gives the keys of a party, the one that judgements name it by first.
        statement_keys: Gives the keys of a document's statements.
    """
    judged = {subject(one) for one in standing(decisions.judgements)}
    named = _Named(keys_of, statement_keys, said)
    asked = (one for one in map(named.review, proposals(made.threads, said)) if one and _pair(one) not in judged)
    return (*(_lost(one) for one in made.lost), *_first(asked))


def _first(asked: Iterable[Review]) -> Iterator[Review]:
    for number, one in enumerate(asked):
        if number == MOST_ASKED:
            return
        yield one


def _pair(one: Review) -> tuple[str, ...]:
    return ("pair", *sorted((one.left, one.right)))


def _lost(one: Judgement) -> Review:
    return Review(kind="judgement", left=one.left, right=one.right, score=0.0, because=LOST, items=(one.id,))


class _Named:
    """Proposals as people are asked: by the keys that judgements have, so that an answer outlives the run."""

    def __init__(
        self, keys_of: KeysOfParty, statement_keys: KeysOfStatements, said: Mapping[StatementId, Said]
    ) -> None:
        self.key_of = cache(lambda party: next(iter(keys_of(party)), None))
        self.statement_keys = cache(statement_keys)
        self.said = said

    def review(self, one: Proposal) -> Review | None:
        """Name both ends; None where a party of theirs has no key."""
        left = self._thread(one.left)
        items: tuple[str, ...]
        if isinstance(one.right, ThreadKey):
            ends = sorted(filter(None, (left, self._thread(one.right))))
            items = (_id(one.left), _id(one.right), one.left.speaker)
        else:
            keys = self.statement_keys(self.said[one.right].document)
            ends = [key for key in (keys.get(one.right), left) if key]  # what is put into a thread comes first
            items = (one.right, _id(one.left), one.left.speaker)
        if len(ends) < len(("left", "right")):
            return None
        return Review(kind="same", left=ends[0], right=ends[1], score=one.score, because=one.because, items=items)

    def _thread(self, key: ThreadKey) -> str | None:
        speaker = self.key_of(key.speaker)
        counterpart = self.key_of(key.counterpart) if key.counterpart else None
        return (
            thread_key(speaker, counterpart, key.matter) if speaker and (counterpart or not key.counterpart) else None
        )


def _id(key: ThreadKey) -> str:
    """Name a thread as `model.thread.Thread.id` does."""
    return content_id("thread", key.speaker, key.counterpart or "", key.matter)
