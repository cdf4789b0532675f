"""Where an extractor is right and what goes wrong with what it misses."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from gold import evaluator
from listened import Judged
from source_kinds import KINDS, source_kind

MISSES = (
    "not found",
    "content too short",
    "content too long",
    "merged with another",
    "wrong source",
    "no source",
    "source invented",
)
UNLINKED = ("nothing in the gold there", "other than the gold there")
"""Statements that are linked to no gold attribution: whether their content touches one's or not."""


@dataclass(frozen=True, slots=True)
class Miss:
    """A gold attribution that no statement is linked to, with the statement nearest to it; or the other way round."""

    kind: str
    judged: Judged
    gold: Any
    found: Any
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table: `linked` for one group."""

    group: str
    precision: float
    recall: float
    f1: float
    found: int
    gold: int


def groups(judged: Sequence[Judged]) -> Iterator[tuple[str, list[Row]]]:
    """Give the tables by outlet, form, cue and source."""
    outlets = sorted({one.outlet for one in judged})
    yield "outlet", [_row(outlet, judged, lambda one, _: one.outlet) for outlet in outlets]
    yield "form", [_row(kind, judged, lambda _, some: str(some.kind)) for kind in ("direct", "mixed", "indirect")]
    yield "cue", [_row(kind, judged, lambda _, some: str(some.cue_kind)) for kind in ("speech", "other")]
    yield "source", [_row(kind, judged, kind_of_source) for kind in KINDS]


def kind_of_source(judged: Judged, attribution: Any) -> str:
    """Name the kind of an attribution's source."""
    span = attribution.span["source"]
    words = " ".join(judged.text[start:end] for start, end in span)
    place = evaluator().head_word(judged.text, span)
    return source_kind(words, judged.text[slice(*place)] if place else "")


def _row(group: str, judged: Iterable[Judged], group_of: Callable[[Judged, Any], str]) -> Row:
    """Count one group: precision over the statements of that kind, recall over the gold attributions of that kind."""
    hit_found = hit_gold = found = gold = 0
    for one in judged:
        ours = [number for number, some in enumerate(one.found) if group_of(one, some) == group]
        theirs = [number for number, some in enumerate(one.gold) if group_of(one, some) == group]
        linked = set(one.linked.values())
        found, gold = found + len(ours), gold + len(theirs)
        hit_found += sum(number in linked for number in ours)
        hit_gold += sum(number in one.linked for number in theirs)
    figures = evaluator().prf((hit_found, found, hit_gold, gold))
    return Row(group, figures["p"], figures["r"], figures["f1"], found, gold)


def misses(judged: Sequence[Judged]) -> list[Miss]:
    """Say of every gold attribution without a linked statement what went wrong."""
    return [_miss(one, gold) for one in judged for number, gold in enumerate(one.gold) if number not in one.linked]


def _miss(one: Judged, gold: Any) -> Miss:
    overlaps = sorted(((_overlap(some, gold), number) for number, some in enumerate(one.found)), reverse=True)
    share, best = next(iter(overlaps), (0.0, -1))
    if not share:
        return Miss("not found", one, gold, None)
    found = one.found[best]
    return Miss(_kind(one, found, gold, share), one, gold, found, one.confidence[best])


def _kind(one: Judged, found: Any, gold: Any, share: float) -> str:
    if share >= 0.5:
        if not gold.core["source"]:
            return "source invented"
        return "wrong source" if found.core["source"] else "no source"
    others = [some for some in one.gold if some is not gold]
    if any(len(found.core["content"] & some.core["content"]) * 2 >= len(some.core["content"]) for some in others):
        return "merged with another"
    missing = len(gold.core["content"] - found.core["content"])
    return "content too short" if missing > len(found.core["content"] - gold.core["content"]) else "content too long"


def _overlap(left: Any, right: Any) -> float:
    return float(evaluator().iou(left.core["content"], right.core["content"]))


def unlinked(judged: Sequence[Judged]) -> list[Miss]:
    """List the statements that are linked to no gold attribution."""
    found = []
    for one in judged:
        linked = set(one.linked.values())
        for number, some in enumerate(one.found):
            if number in linked:
                continue
            touched = max(((_overlap(some, gold), place) for place, gold in enumerate(one.gold)), default=(0.0, 0))
            gold = one.gold[touched[1]] if touched[0] else None
            kind = UNLINKED[1] if gold else UNLINKED[0]
            found.append(Miss(kind, one, gold, some, one.confidence[number]))
    return found


def show_groups(judged: Sequence[Judged]) -> None:
    """Print the tables of `linked` by group."""
    print("\nlinked by group: precision over statements of the kind, recall over gold attributions of the kind")
    for name, rows in groups(judged):
        print(f"  {'by ' + name:24}{'P':>7}{'R':>7}{'F1':>7}{'found':>8}{'gold':>7}")
        for row in rows:
            figures = "".join(f"{100 * value:7.1f}" for value in (row.precision, row.recall, row.f1))
            print(f"    {row.group:22}{figures}{row.found:8}{row.gold:7}")


def show_misses(judged: Sequence[Judged]) -> None:
    """Print how often what went wrong."""
    total = sum(len(one.gold) for one in judged)
    for title, kinds, some in (
        (f"missed gold attributions, of {total}", MISSES, misses(judged)),
        (f"statements not linked, of {sum(len(one.found) for one in judged)}", UNLINKED, unlinked(judged)),
    ):
        counts = Counter(one.kind for one in some)
        print(f"\n{title}: {len(some)}")
        for kind in kinds:
            print(f"  {kind:28}{counts[kind]:6}")


def show_examples(judged: Sequence[Judged], count: int) -> None:
    """Print examples of each kind of error, spread evenly over the texts. They are the publishers' words: keep them out of the repository."""
    every = [*misses(judged), *unlinked(judged)]
    for kind in (*MISSES, *UNLINKED):
        some = [one for one in every if one.kind == kind]
        step = max(1.0, len(some) / count)
        print(f"\n== {kind}: {len(some)}")
        for number in range(min(count, len(some))):
            _show_example(some[int(number * step)])


def _show_example(miss: Miss) -> None:
    print(f"- {miss.judged.name}")
    print(f"  gold:  {_words(miss.judged.text, miss.gold)}")
    sure = "" if miss.confidence is None else f"   ({miss.confidence:.2f})"
    print(f"  found: {_words(miss.judged.text, miss.found)}{sure}")


def _words(text: str, attribution: Any) -> str:
    if attribution is None:
        return "–"
    roles = (attribution.span[role] for role in ("source", "cue", "content"))
    return " | ".join(" … ".join(" ".join(text[start:end].split()) for start, end in span) for span in roles)
