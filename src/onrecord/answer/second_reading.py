"""A second reader decides the same without being told what the first has decided; then: how far the two agree."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.answer.review_asked import Asked, Held, ItemKind
from onrecord.model.ids import content_id
from onrecord.model.judgement import THREAD, Judgement, subject
from onrecord.store import View
from onrecord.store.verdicts import tension_keys

READ_TWICE = frozenset({"same", "different", "unsure", "right", "wrong", "speaker"})
FEW = 30
"""Below so many things that both have decided, kappa says little: its interval is wider than half the scale."""
QUESTIONS = {"pair": "Two parties: one, or two", "one": "Read right, or wrong", "speaker": "Whose words"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How far two readers agree on one kind of question.

    Attributes:
        both: Things that both have decided.
        agreed: Those that both have decided alike.
        kappa: Cohen's; None where chance alone would have them agree on everything.
    """

    question: str
    both: int
    agreed: int
    kappa: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Something that two readers have decided differently."""

    first: Judgement
    second: Judgement


def readers(held: Held) -> list[tuple[str, int]]:
    """List who has decided something that stands, and how much, the busiest first."""
    return Counter(one.user for one in held.by_id.values()).most_common()


def to_read_again(view: View, held: Held, user: str) -> Iterator[Asked]:
    """Give what others have decided and this person has not, in an order that tells nothing of what was decided.

    A pair that was joined already is left out: the record shows what was decided.
    """
    tensions = {key: one for one, key in tension_keys(view).items()} if _has_tensions(held) else {}
    about = {
        key: said
        for key, said in held.by_subject.items()
        if not any(one.user == user for one in said) and any(one.verdict in READ_TWICE for one in said)
    }
    for key in sorted(about, key=lambda one: content_id("second reading", *one)):
        first = about[key][0]
        kind = _kind(first)
        if kind and not _shows(view, first) and (kind != "tension" or first.left in tensions):
            items = (tensions[first.left],) if kind == "tension" else ()
            because = "Somebody has decided this before; what, is shown when you have decided too"
            right = first.right if kind == "same" else ""
            yield Asked(kind=kind, left=first.left, right=right, score=0.0, because=because, items=items)


def _has_tensions(held: Held) -> bool:
    return any(one.left.startswith("tension:") for one in held.by_id.values())


def _kind(one: Judgement) -> ItemKind | None:
    what = one.left.partition(":")[0]
    if one.verdict == "speaker":
        return "speaker"
    if one.right:
        return None if THREAD in {one.left[: len(THREAD)], one.right[: len(THREAD)]} else "same"
    return {"statement": "statement", "tension": "tension"}.get(what)  # type: ignore[return-value]  # the kinds there are


def _shows(view: View, one: Judgement) -> bool:
    """Say whether the record shows what was decided: two parties that are one by now."""
    if not one.right or one.verdict == "speaker":
        return False
    left, right = view.party_of_key(one.left), view.party_of_key(one.right)
    return left is not None and left == right


def agreement(held: Held, first: str, second: str) -> tuple[list[Agreement], list[Difference]]:
    """Hold the decisions of two people against each other: by question, and one by one where they differ."""
    pairs: dict[str, list[tuple[str, str]]] = {one: [] for one in QUESTIONS}
    differences: list[Difference] = []
    for about, said in held.by_subject.items():
        if about[0] not in pairs:
            continue
        by_user = {one.user: one for one in said}
        if first in by_user and second in by_user:
            left, right = by_user[first], by_user[second]
            pairs[about[0]].append((_answer(left), _answer(right)))
            if _answer(left) != _answer(right):
                differences.append(Difference(first=left, second=right))
    rows = [
        Agreement(question=QUESTIONS[name], both=len(both), agreed=sum(a == b for a, b in both), kappa=kappa(both))
        for name, both in pairs.items()
        if both
    ]
    return rows, sorted(differences, key=lambda one: (max(one.first.made_at, one.second.made_at), one.first.id))


def _answer(one: Judgement) -> str:
    return one.right if subject(one)[0] == "speaker" else one.verdict


def kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Work out Cohen's kappa: agreement beyond what two readers with these habits would have by chance (Cohen 1960)."""
    if not pairs:
        return None
    count = len(pairs)
    observed = sum(left == right for left, right in pairs) / count
    lefts, rights = Counter(left for left, _ in pairs), Counter(right for _, right in pairs)
    chance = sum(lefts[one] * rights[one] for one in lefts) / count**2
    return None if chance == 1 else (observed - chance) / (1 - chance)
