"""What is asked of people: reviews that resolve/ has made, and what the judgements themselves leave open."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from onrecord.errors import UserError
from onrecord.model.ids import StatementId, content_id
from onrecord.model.judgement import Judgement, Review, ReviewKind, document_of_key, standing, subject
from onrecord.store import View
from onrecord.store.samples import count_least_sure, least_sure
from onrecord.store.verdicts import (
    judgements_of_tensions,
    missing,
    tension_keys,
)

ItemKind = ReviewKind | Literal["tension", "statement"]
KINDS: tuple[ItemKind, ...] = ("judgement", "conflict", "same", "speaker", "tension", "statement")
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
        statements=frozenset(_statements_named(view, by_key)),
    )


def _statements_named(view: View, keys: Collection[str]) -> Iterator[StatementId]:
    documents = {document for key in keys if key.startswith("statement:") and (document := document_of_key(key))}
    for document in sorted(documents):
        yield from (statement for statement, key in view.statement_keys(document).items() if key in keys)


def asked_of(view: View, held: Held, kind: str | None, limit: int) -> Iterator[Asked]:
    """Give what waits for a decision, of one kind or of all, kind by kind; of statements `limit` at most."""
    made = list(_stored(view, held))
    for one in KINDS:
        if kind in {None, one}:
            yield from (asked for asked in made if asked.kind == one)
            yield from _added(view, held, one, limit)


def _added(view: View, held: Held, kind: ItemKind, limit: int) -> Iterator[Asked]:
    if kind == "judgement":
        yield from _gone(view, held)
    elif kind == "conflict":
        yield from _differences(held)
    elif kind == "tension":
        yield from _tensions(view)
    elif kind == "statement":
        yield from _statements(view, held, limit)


def waiting(view: View, held: Held | None = None) -> dict[str, int]:
    """Count what waits for a decision, by kind; `held` where the judgements are sorted already."""
    held = held or held_now(view)
    counts = Counter(one.kind for one in _stored(view, held))
    for kind in KINDS:
        counts[kind] += sum(1 for _ in _added(view, held, kind, 0))
    counts["statement"] = count_least_sure(view, LOW_CONFIDENCE, held.statements)
    return {str(kind): counts[kind] for kind in KINDS}


def _stored(view: View, held: Held) -> Iterator[Asked]:
    """Give the reviews that resolve/ has made, but those that were decided since."""
    for one in view.reviews():
        if not _is_decided(one, held):
            yield Asked(
                kind=one.kind,
                left=one.left,
                right=one.right,
                score=one.score,
                because=one.because,
                items=one.items,
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
    judged = [(one_id, one) for one_id, one in held.by_id.items() if one.left.startswith(("tension:", "echo:"))]
    gone = missing(view, {one.left for _, one in judged})
    for whole, one in judged:
        if one.left in gone:
            what = one.left.partition(":")[0]
            because = f"the {what} that this was decided on is not found any more; what it rested on has changed"
            yield Asked(kind="judgement", left=one.left, right=one.right, score=0.0, because=because, items=(whole,))


def _tensions(view: View) -> Iterator[Asked]:
    tensions = view.tensions()
    if not tensions:
        return
    keys, judged = tension_keys(view), judgements_of_tensions(view)
    for one in tensions:
        if one.id not in judged:
            because = f"{one.because}; both are true if {one.both_true_if}"
            yield Asked(kind="tension", left=keys[one.id], right="", score=one.score, because=because, items=(one.id,))


def _statements(view: View, held: Held, limit: int) -> Iterator[Asked]:
    for one in least_sure(view, LOW_CONFIDENCE, limit, held.statements):
        because = f"the extractor gives it a confidence of {one.confidence:.2f}; below {LOW_CONFIDENCE} the words are to be checked"
        yield Asked(kind="statement", left=one.id, right="", score=one.confidence, because=because, items=(one.id,))


def checked(kind: str | None) -> str | None:
    """Give a kind back if it is one.

    Raises:
        UserError: It is none.
    """
    if kind and kind not in KINDS:
        raise UserError(f"kind {kind[:40]!r}: give one of {', '.join(KINDS)}, or none for all")
    return kind or None
