"""What is asked of people: reviews that resolve/ has made, and what the judgements themselves leave open."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from onrecord.errors import UserError
from onrecord.model.ids import StatementId, content_id
from onrecord.model.judgement import Judgement, Review, ReviewKind, standing, subject
from onrecord.store import View
from onrecord.store.listing import count_of, each_tension
from onrecord.store.verdicts import (
    KEYS_OF,
    copy_keys,
    judged_statements,
    match_keys,
    missing,
    tension_keys,
)
from onrecord.store.waiting import ANY, Wanted, count_least_sure, count_reviews, least_sure, reviews_of
from onrecord.store.waiting_meetings import copies_waiting, count_waiting, matches_waiting

ItemKind = ReviewKind | Literal["tension", "match", "copy", "statement"]
KINDS: tuple[ItemKind, ...] = ("judgement", "conflict", "same", "speaker", "tension", "match", "copy", "statement")
"""In the order they are asked: what puts a person's own decisions in doubt comes first."""
LOW_CONFIDENCE = 0.7
"""Statements below this wait for a decision, least sure first, and pages mark them. The confidence is fitted (docs/model.md):
of those below it more than three in ten are not as an annotator would have them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """The judgements that stand.

    Attributes:
        former: Ids of those that stand no more.
        by_subject: What each is about.
        by_key: Those that name a key.
        statements: The statements that are judged.
    """

    by_id: Mapping[str, Judgement]
    former: frozenset[str]
    by_subject: Mapping[tuple[str, ...], list[Judgement]]
    by_key: Mapping[str, list[Judgement]]
    statements: frozenset[StatementId]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """An item before it is dressed; the fields are those of `Review`."""

    kind: ItemKind
    left: str
    right: str
    score: float
    because: str
    items: tuple[str, ...]

    @property
    def id(self) -> str:
        """Name it by what is asked, as a `Review` is named."""
        return content_id("review", self.kind, self.left, self.right)


def held_now(view: View) -> Held:
    """Sort the judgements that stand."""
    by_subject: dict[tuple[str, ...], list[Judgement]] = defaultdict(list)
    by_key: dict[str, list[Judgement]] = defaultdict(list)
    made = {one.id: one for one in view.judgements()}
    stand = {one.id: one for one in standing(made.values())}
    for one in stand.values():
        by_subject[subject(one)].append(one)
        for key in {one.left, one.right} - {""}:
            by_key[key].append(one)
    return Held(
        by_id=stand,
        former=frozenset(made.keys() - stand.keys()),
        by_subject=by_subject,
        by_key=by_key,
        statements=frozenset(one for key, one in judged_statements(view).items() if key in by_key),
    )


def asked_of(view: View, held: Held, kind: str | None, limit: int, wanted: Wanted = ANY) -> Iterator[Asked]:
    """Give what waits for a decision, of one kind or of all, kind by kind; of the many kinds `limit` at most."""
    for one in KINDS:
        if kind in {None, one}:
            yield from _stored(view, held, one, limit, wanted)
            yield from _added(view, held, one, limit, wanted)


def _added(view: View, held: Held, kind: ItemKind, limit: int, wanted: Wanted) -> Iterator[Asked]:
    if kind == "statement":
        yield from _statements(view, held, limit, wanted)
    elif wanted != ANY:  # of judgements and tensions only resolve/ says whom they are about
        return
    elif kind == "judgement":
        yield from _gone(view, held)
    elif kind == "conflict":
        yield from _differences(held)
    elif kind == "tension":
        yield from _tensions(view, held)
    elif kind == "match":
        yield from _matches(view, held, limit)
    elif kind == "copy":
        yield from _copies(view, held, limit)


def waiting(view: View, held: Held | None = None, wanted: Wanted = ANY) -> dict[str, int]:
    """Count what waits for a decision, by kind; `held` where the judgements are sorted already."""
    held = held or held_now(view)
    counts: Counter[str] = Counter()
    for kind in KINDS:
        if kind == "statement":
            counts[kind] = count_least_sure(view, LOW_CONFIDENCE, held.statements, wanted)
        elif kind == "tension":
            counts[kind] = _count_tensions(view, held) if wanted == ANY else 0
        elif kind in {"match", "copy"}:
            counts[kind] = count_waiting(view, _judged(held, kind), kind) if wanted == ANY else 0
        elif kind in MANY:
            counts[kind] = count_reviews(view, kind, _decided(held, kind), wanted)
        else:
            counts[kind] = sum(1 for _ in _stored(view, held, kind, 0, wanted))
            counts[kind] += sum(1 for _ in _added(view, held, kind, 0, wanted))
    return {str(kind): counts[kind] for kind in KINDS}


MANY = frozenset({"same", "speaker"})
"""Kinds of which a record may have hundreds of thousands: they are counted and chosen by the database."""


def _stored(view: View, held: Held, kind: ItemKind, limit: int, wanted: Wanted) -> Iterator[Asked]:
    """Give the reviews that resolve/ has made, but those that were decided since."""
    if kind in {"tension", "match", "copy", "statement"}:
        return
    many = kind in MANY
    left_out = _decided(held, kind) if many else ()
    for one in reviews_of(view, kind, limit if many else -1, left_out, wanted):
        if not _is_decided(one, held):
            yield Asked(
                kind=one.kind,
                left=one.left,
                right=one.right,
                score=one.score,
                because=one.because,
                items=one.items,
            )


def _decided(held: Held, kind: str) -> frozenset[str]:
    """Name the reviews of a kind that are decided, if there were any: a review is named by what it asks."""
    if kind == "speaker":
        return frozenset(content_id("review", kind, key, "") for key in held.by_key)
    pairs = [about[1:] for about in held.by_subject if about[0] == "pair"]
    return frozenset(
        content_id("review", kind, *ends) for left, right in pairs for ends in ((left, right), (right, left))
    )


def _is_decided(one: Review, held: Held) -> bool:
    if one.kind in {"judgement", "conflict"}:  # rests on judgements; the next build says what is left of it
        return any(item in held.former for item in one.items)
    if one.kind == "speaker":
        return one.left in held.by_key
    return ("pair", *sorted((one.left, one.right))) in held.by_subject


def _differences(held: Held) -> Iterator[Asked]:
    """Give what several people have decided differently on one statement, tension or echo; parties are those of resolve/."""
    for about, said in held.by_subject.items():
        if about[0] == "pair":
            continue
        views = {one.right if about[0] in {"speaker", "span"} else one.verdict for one in said} - {"unsure"}
        if len(views) > 1:
            names = " and ".join(sorted({one.user for one in said}))
            because = f"{names} have decided differently on it; until they agree, {_MEANWHILE[about[0]]}"
            items = tuple(one.id for one in said)
            yield Asked(kind="conflict", left=about[1], right="", score=0.0, because=because, items=items)


_MEANWHILE = {
    "one": "what somebody has found right is kept",
    "speaker": "its words are nobody's",
    "span": "the words marked last are shown",
}
"""What holds until people agree, by what they differ about."""


def _gone(view: View, held: Held) -> Iterator[Asked]:
    """Give the judgements on tensions and echoes that the record no longer has; resolve/ lists those on other things."""
    judged = [
        (one_id, one)
        for one_id, one in held.by_id.items()
        if one.left.startswith(tuple(f"{kind}:" for kind in KEYS_OF))
    ]
    gone = missing(view, {one.left for _, one in judged})
    for whole, one in judged:
        if one.left in gone:
            what = one.left.partition(":")[0]
            because = f"the {what} that this was decided on is not found any more; what it rested on has changed"
            yield Asked(kind="judgement", left=one.left, right=one.right, score=0.0, because=because, items=(whole,))


def _judged(held: Held, kind: str) -> frozenset[str]:
    return frozenset(one.left for one in held.by_id.values() if one.left.startswith(f"{kind}:"))


def _count_tensions(view: View, held: Held) -> int:
    """Count the tensions nobody has decided on; of many, a decided one that is gone counts as if it were there."""
    total, judged = count_of(view, "tensions"), _judged(held, "tension")
    if not judged or total > KEYS_MOST:
        return max(0, total - len(judged))
    return sum(key not in judged for key in tension_keys(view).values())


KEYS_MOST = 100
"""Tensions whose keys are worked out to be counted: each takes all statements of a document."""


def _tensions(view: View, held: Held) -> Iterator[Asked]:
    judged = _judged(held, "tension")
    for one in each_tension(view):
        key = tension_keys(view, [one])[one.id]
        if key not in judged:
            because = f"{one.because}; both are true if {one.both_true_if}"
            yield Asked(kind="tension", left=key, right="", score=one.score, because=because, items=(one.id,))


def _matches(view: View, held: Held, limit: int) -> Iterator[Asked]:
    for one in matches_waiting(view, _judged(held, "match"), limit):
        because = f"{one.because}; both are true if {one.both_true_if}" if one.both_true_if else one.because
        key = match_keys(view, [one])[one.id]
        yield Asked(kind="match", left=key, right="", score=one.score, because=because, items=(one.id,))


def _copies(view: View, held: Held, limit: int) -> Iterator[Asked]:
    for one in copies_waiting(view, _judged(held, "copy"), limit):
        key = copy_keys(view, [one])[one.id]
        yield Asked(kind="copy", left=key, right="", score=one.containment, because=one.because, items=(one.id,))


def _statements(view: View, held: Held, limit: int, wanted: Wanted) -> Iterator[Asked]:
    for one, confidence in least_sure(view, LOW_CONFIDENCE, limit, held.statements, wanted):
        because = f"the extractor gives it a confidence of {confidence:.2f}; below {LOW_CONFIDENCE} the words are to be checked"
        yield Asked(kind="statement", left=one, right="", score=confidence, because=because, items=(one,))


def checked(kind: str | None) -> str | None:
    """Give a kind back if it is one.

    Raises:
        UserError: It is none.
    """
    if kind and kind not in KINDS:
        raise UserError(f"kind {kind[:40]!r}: give one of {', '.join(KINDS)}, or none for all")
    return kind or None
