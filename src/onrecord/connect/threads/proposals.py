"""Propose that two threads of one organisation are one matter, or that a lone statement belongs to a thread.

Keys decide what may be proposed, likeness of words what is: only where every statement of the one comes near every
statement of the other (complete linkage), so that no chain of likenesses joins what nobody would join. A person decides;
nothing is put together here, and what the person has put together is one thread in the next run.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np

from onrecord.connect.threads.decisions import ThreadKey
from onrecord.connect.threads.ranking import Bm25, Scores, index, rarities, terms
from onrecord.connect.threads.said import Said
from onrecord.connect.threads.vectors import Array, Vectors
from onrecord.connect.threads.wording import WORD
from onrecord.model.ids import PartyId, StatementId
from onrecord.model.thread import Thread

BAR_WORDS, BAR = 0.55, 0.65
"""Least likeness of every two statements, by words alone and with vectors; chosen on our own threads (evaluation/claims)."""
SHARE_OF_WORDS = 0.5
"""Of the words in common beside the cosine: one half each, for on our own threads no share was clearly better."""
MOST_TOGETHER = 40
"""Statements in both: what would be larger is not proposed, for nobody could look it over."""
MOST_EACH, MOST_OF_ONE = 3, 20
"""Proposals for one thread or statement, and for one organisation."""
SAME = 2.0
"""Likeness of a statement to itself, above all others: it stands in both threads, which says nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Two threads that may be one matter, or a thread and a statement that may belong to it.

    Attributes:
        score: The least likeness of a statement of the one and a statement of the other, 0 to 1; to order by.
        because: One sentence for people.
    """

    left: ThreadKey
    right: ThreadKey | StatementId
    score: float
    because: str


@dataclass(frozen=True, slots=True)
class Side:
    """A thread or a lone statement.

    Attributes:
        members: Places of its statements among those of the organisation.
    """

    key: ThreadKey | StatementId
    members: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Likeness:
    """How near the statements of one organisation come to each other.

    Attributes:
        said: The words of each.
        texts: Their terms.
        words: Index of them in which each term counts once.
        own: What each statement scores by its own terms: the most it can.
        rows: Their vectors; None without.
    """

    said: Sequence[str]
    texts: Sequence[tuple[str, ...]]
    words: Bm25
    own: Scores
    rows: Array | None

    def to_all(self, place: int) -> Scores:
        """Hold one statement against all, 0 to 1: the share of words in common, mixed with the cosine of vectors."""
        most = np.maximum((self.own[place] + self.own) / 2, 1e-9)
        found: Scores = self.words.scores(self.texts[place]) / most
        if self.rows is not None:
            meaning = np.clip(self.rows @ self.rows[place], 0, 1).astype(np.float64)
            found = SHARE_OF_WORDS * found + (1 - SHARE_OF_WORDS) * meaning
        found[place] = SAME
        return found


def proposals(
    threads: Iterable[Thread],
    said: Mapping[StatementId, Said],
    vectors: Vectors | None = None,
    *,
    bar: float | None = None,
) -> list[Proposal]:
    """List what may be one matter, the nearest first.

    Args:
        threads: As made.
        said: Every statement of the record; those that stand in no thread are offered to one.
        vectors: Without them words alone decide, and the bar is another.
        bar: Least likeness; that of the module where it is not given.
    """
    bar = (BAR if vectors else BAR_WORDS) if bar is None else bar
    cut = {name: terms(one.words) for name, one in said.items()}
    rarity = rarities(cut.values())
    by_speaker: dict[PartyId, list[Thread]] = defaultdict(list)
    threaded: set[StatementId] = set()
    for thread in threads:
        if kept := tuple(one for one in thread.utterances if one.statement in said):
            threaded.update(name for one in thread.utterances for name in (one.statement, *one.copies))
            if len(kept) < MOST_TOGETHER:
                by_speaker[thread.speaker].append(thread)
    alone = _alone(said, threaded)
    found: list[Proposal] = []
    for speaker in sorted(by_speaker):
        names, sides = _sides(by_speaker[speaker], alone.get(speaker, ()), said)
        if len(sides) > 1:
            likeness = _likeness([said[name].words for name in names], [cut[name] for name in names], rarity, vectors)
            found += _capped(_near(sides, likeness, bar))
    return sorted(found, key=_order)


def may_be_one(left: ThreadKey, right: ThreadKey) -> bool:
    """Say whether keys let two threads be one matter: one organisation, no two counterparts, no two products."""
    if left == right or left.speaker != right.speaker:
        return False
    if left.counterpart != right.counterpart and left.counterpart and right.counterpart:
        return False
    return not (left.matter != right.matter and all(one.matter.startswith("product:") for one in (left, right)))


def _alone(said: Mapping[StatementId, Said], threaded: set[StatementId]) -> dict[PartyId, list[StatementId]]:
    """List the statements of each organisation that stand in no thread, each utterance once; none of doubtful speakers."""
    found: dict[PartyId, list[StatementId]] = defaultdict(list)
    for name in sorted(said.keys() - threaded):
        one = said[name]
        if one.settled and not one.satire and one.same_as is None:
            for speaker in one.speakers:
                found[speaker].append(name)
    return found


def _sides(
    threads: Sequence[Thread], alone: Sequence[StatementId], said: Mapping[StatementId, Said]
) -> tuple[list[StatementId], list[Side]]:
    """Number the statements of one organisation; threads come first, in the order of their keys."""
    places: dict[StatementId, int] = {}
    sides = []
    for thread in sorted(threads, key=lambda one: (one.counterpart or "", one.matter)):
        names = [one.statement for one in thread.utterances if one.statement in said]
        members = tuple(places.setdefault(name, len(places)) for name in names)
        sides.append(Side(ThreadKey(thread.speaker, thread.counterpart, thread.matter), members))
    sides += [Side(name, (places.setdefault(name, len(places)),)) for name in alone]
    return list(places), sides


def _likeness(
    words: Sequence[str], texts: Sequence[tuple[str, ...]], rarity: Mapping[str, float], vectors: Vectors | None
) -> Likeness:
    own = np.array([sum(rarity[term] for term in sorted(set(text))) for text in texts])
    return Likeness(words, texts, index(texts, rarity, k1=0), own, vectors.of(words) if vectors else None)


def _near(sides: Sequence[Side], likeness: Likeness, bar: float) -> Iterator[Proposal]:
    """Hold every thread against the threads and statements after it."""
    members = np.array([place for side in sides for place in side.members])
    starts = np.array([0, *accumulate(len(side.members) for side in sides)][:-1])
    for number, left in enumerate(sides):
        if not isinstance(left.key, ThreadKey):
            return  # statements come last
        to_all = np.min([likeness.to_all(place) for place in left.members], axis=0)
        least = np.minimum.reduceat(to_all[members], starts)
        for other in np.flatnonzero(least[number + 1 :] >= bar).tolist():
            right = sides[number + 1 + other]
            if _offered(left, right):
                score = round(float(least[number + 1 + other]), 4)
                yield Proposal(
                    left=left.key, right=right.key, score=score, because=_because(left, right, likeness, score)
                )


def _offered(left: Side, right: Side) -> bool:
    """Say whether keys and size allow it, and each has a statement that the other has not."""
    if isinstance(right.key, ThreadKey) and isinstance(left.key, ThreadKey) and not may_be_one(left.key, right.key):
        return False
    ours, theirs = set(left.members), set(right.members)
    return bool(ours - theirs and theirs - ours) and len(ours | theirs) <= MOST_TOGETHER


def _because(left: Side, right: Side, likeness: Likeness, score: float) -> str:
    by = "words" if likeness.rows is None else "words and sentence vectors"
    shared = set.intersection(*(set(likeness.texts[place]) for place in (*left.members, *right.members)))
    words = [word for word in WORD.findall(likeness.said[left.members[0]]) if shared.intersection(terms(word))]
    count = f"{len(left.members)} and {len(right.members)}"
    common = f"; in all of them: {', '.join(dict.fromkeys(words))}" if words else ""
    return f"every statement of one is near every statement of the other ({count}): {score:.2f} of 1 or more, by {by}{common}"


def _capped(found: Iterable[Proposal]) -> list[Proposal]:
    """Take the nearest, few for each thread or statement and not many for one organisation."""
    taken: list[Proposal] = []
    of_each: Counter[ThreadKey | StatementId] = Counter()
    for one in sorted(found, key=_order):
        if len(taken) < MOST_OF_ONE and max(of_each[one.left], of_each[one.right]) < MOST_EACH:
            taken.append(one)
            of_each.update((one.left, one.right))
    return taken


def _order(one: Proposal) -> tuple[float, str, str]:
    return -one.score, repr(one.left), repr(one.right)
