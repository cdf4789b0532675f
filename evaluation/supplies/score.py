"""Score the supplies read from our own sentences: ends, status and modality, with intervals and a peer.

    python evaluation/supplies/score.py [--part rules|report] [--gold] [--misses]

`--gold` gives the extractor the labelled ends as names of organisations, beside those it finds itself. `--misses` lists, for
the part `rules` only, what is missed and what is too much.
"""

import argparse
import json
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

from onrecord.extract.extractors import extract_text  # noqa: E402  # after the path of this folder
from onrecord.extract.listening import Listen, by_network, by_rules  # noqa: E402  # the same
from onrecord.extract.supplies import Read, supplies  # noqa: E402  # the same
from onrecord.model.evidence import cut  # noqa: E402  # the same
from onrecord.model.ids import DocumentId  # noqa: E402  # the same
from onrecord.model.statement import Mention, Supply  # noqa: E402  # the same

Row = dict[str, Any]
Span = tuple[int, int]
ARTICLES = ("the ", "a ", "an ", "its ", "their ")
DRAWS = 1_000
SEED = 20251123


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation as labelled or as found, by its places."""

    supplier: Span
    customer: Span
    status: str
    modality: str


@dataclass(frozen=True, slots=True)
class Judged:
    """One sentence: pairs of labelled and found relations, and what has no partner."""

    matched: tuple[tuple[Relation, Relation], ...]
    missed: tuple[Relation, ...]
    extra: tuple[Relation, ...]


def rows(name: str) -> list[Row]:
    """Load a file of this folder."""
    return [json.loads(line) for line in (HERE / name).read_text(encoding="utf-8").splitlines()]


def labelled() -> dict[str, tuple[Row, list[Relation]]]:
    """Give each sentence with its labelled relations."""
    found: dict[str, list[Relation]] = defaultdict(list)
    for row in rows("relations.jsonl"):
        if row["status"] != "none":
            ends = [(row["spans"][role]["start"], row["spans"][role]["end"]) for role in ("supplier", "customer")]
            found[row["sentence"]].append(Relation(ends[0], ends[1], row["status"], row["modality"]))
    return {row["sentence"]: (row, found[row["sentence"]]) for row in rows("sentences.jsonl")}


def bare(text: str, span: Span) -> Span:
    """Drop an article at the beginning of a span."""
    start, end = span
    low = text[start:end].lower()
    return (start + next((len(one) for one in ARTICLES if low.startswith(one)), 0), end)


def same_end(text: str, left: Span, right: Span, *, strict: bool = False) -> bool:
    """Say whether two spans are one name: articles aside they overlap by at least half of the longer; `strict`: they are equal."""
    one, other = bare(text, left), bare(text, right)
    if strict:
        return one == other
    common = min(one[1], other[1]) - max(one[0], other[0])
    return 2 * common >= max(one[1] - one[0], other[1] - other[0])


def judge(text: str, gold: Sequence[Relation], found: Sequence[Relation], *, strict: bool = False) -> Judged:
    """Pair labelled relations with found ones: both ends right; of several the one with the right status."""
    left, matched = list(found), []
    missed = []
    for one in gold:
        fits = [
            other
            for other in left
            if same_end(text, one.supplier, other.supplier, strict=strict)
            and same_end(text, one.customer, other.customer, strict=strict)
        ]
        fits.sort(key=lambda other: (other.status != one.status, other.modality != one.modality))
        if fits:
            matched.append((one, fits[0]))
            left.remove(fits[0])
        else:
            missed.append(one)
    return Judged(tuple(matched), tuple(missed), tuple(left))


def relations_of(found: Iterable[Supply]) -> list[Relation]:
    """Give the relations with two ends."""
    return [
        Relation(
            (one.supplier.start, one.supplier.end), (one.customer.start, one.customer.end), one.status, one.modality
        )
        for one in found
        if one.supplier and one.customer
    ]


def own(text: str, listen: Listen) -> list[Relation]:
    """Read a sentence as the product does."""
    return relations_of(extract_text(DocumentId("d"), text, listen).supplies)


def with_gold(text: str, gold: Sequence[Relation], listen: Listen) -> list[Relation]:
    """Read a sentence with the labelled ends among the names, their kind unknown."""
    document = DocumentId("d")
    read = extract_text(document, text, listen)
    spans = {end for one in gold for end in (one.supplier, one.customer)}
    given = [
        Mention(
            name=text[slice(*bare(text, one))],
            kind="organisation",
            rule="gold",
            span=cut(document, text, *bare(text, one)),
        )
        for one in spans
    ]
    kept = [
        one
        for one in read.mentions
        if one.span and not any(one.span.start < end and start < one.span.end for start, end in spans)
    ]
    kinds = {(one.span.start, one.span.end): one.kind for one in read.mentions if one.span}
    given = [replace(one, kind=kinds.get((one.span.start, one.span.end), "organisation")) for one in given if one.span]
    names = sorted((*kept, *given), key=lambda one: one.span.start if one.span else -1)
    return relations_of(supplies(document, text, [(0, len(text))], Read(names, read.amounts, read.whens)))


# --- figures


def prf(right: int, found: int, gold: int) -> tuple[float, float, float]:
    """Give precision, recall and F1."""
    p, r = right / found if found else 0.0, right / gold if gold else 0.0
    return p, r, 2 * p * r / (p + r) if p + r else 0.0


def relation_f1(judged: Sequence[Judged]) -> float:
    """Both ends right."""
    return _prf_of(judged)[2]


def _prf_of(judged: Sequence[Judged]) -> tuple[float, float, float]:
    right = sum(len(one.matched) for one in judged)
    return prf(right, right + sum(len(one.extra) for one in judged), right + sum(len(one.missed) for one in judged))


def labels_f1(
    judged: Sequence[Judged], label: Callable[[Relation], str], *, whole: bool
) -> dict[str, tuple[float, float, float]]:
    """Score labels one by one.

    Args:
        judged: The sentences.
        label: Status or modality.
        whole: A relation that is missed or too much counts too; else only those whose ends are right.
    """
    right, found, gold = Counter[str](), Counter[str](), Counter[str]()
    for one in judged:
        for left, other in one.matched:
            gold[label(left)] += 1
            found[label(other)] += 1
            right[label(left)] += label(left) == label(other)
        if whole:
            gold.update(map(label, one.missed))
            found.update(map(label, one.extra))
    return {name: prf(right[name], found[name], gold[name]) for name in sorted(gold)} | {
        "micro": prf(right.total(), found.total(), gold.total())
    }


def status(one: Relation) -> str:
    """Give the status."""
    return one.status


def modality(one: Relation) -> str:
    """Give the modality."""
    return one.modality


def macro(scores: dict[str, tuple[float, float, float]]) -> float:
    """Average F1 over the labels."""
    values = [f1 for name, (_, _, f1) in scores.items() if name != "micro"]
    return sum(values) / len(values) if values else 0.0


def demanded_or_done(judged: Sequence[Judged]) -> tuple[float, float]:
    """Of what is given as demanded, the share labelled so; of what is given as done, the share not labelled demanded."""
    couples = [couple for one in judged for couple in one.matched]
    demanded = [left.modality == "demanded" for left, other in couples if other.modality == "demanded"]
    done = [
        left.modality != "demanded"
        for left, other in couples
        if other.modality == "asserted" and other.status != "held"
    ]
    return (sum(demanded) / len(demanded) if demanded else 0.0), (sum(done) / len(done) if done else 0.0)


def interval(judged: Sequence[Judged], figure: Callable[[Sequence[Judged]], float]) -> tuple[float, float]:
    """Give the middle 95 % of a figure over draws of sentences with replacement."""
    chance = random.Random(SEED)
    values = sorted(figure(chance.choices(judged, k=len(judged))) for _ in range(DRAWS))
    return values[int(0.025 * DRAWS)], values[int(0.975 * DRAWS) - 1]


FIGURES: dict[str, Callable[[Sequence[Judged]], float]] = {
    "relation F1": relation_f1,
    "relation P": lambda judged: _prf_of(judged)[0],
    "relation R": lambda judged: _prf_of(judged)[1],
    "status F1 micro, ends right": lambda judged: labels_f1(judged, status, whole=False)["micro"][2],
    "status F1 macro, ends right": lambda judged: macro(labels_f1(judged, status, whole=False)),
    "status F1 micro, end to end": lambda judged: labels_f1(judged, status, whole=True)["micro"][2],
    "status F1 macro, end to end": lambda judged: macro(labels_f1(judged, status, whole=True)),
    "modality F1 micro, ends right": lambda judged: labels_f1(judged, modality, whole=False)["micro"][2],
    "modality F1 macro, ends right": lambda judged: macro(labels_f1(judged, modality, whole=False)),
    "demanded P": lambda judged: demanded_or_done(judged)[0],
    "done P against demanded": lambda judged: demanded_or_done(judged)[1],
}


def measured(
    part: str,
    listen: Listen,
    *,
    gold: bool = False,
    strict: bool = False,
    read: Callable[[str], list[Relation]] | None = None,
) -> list[Judged]:
    """Judge all sentences of a part; `read` puts another reader in place of the product."""
    return [
        judge(
            row["text"],
            relations,
            read(row["text"])
            if read
            else with_gold(row["text"], relations, listen)
            if gold
            else own(row["text"], listen),
            strict=strict,
        )
        for row, relations in labelled().values()
        if row["part"] == part
    ]


def figures(judged: Sequence[Judged]) -> dict[str, float]:
    """Give every figure."""
    return {name: figure(judged) for name, figure in FIGURES.items()}


def show(title: str, judged: Sequence[Judged]) -> None:
    """Print every figure with its interval, and what was taken for what."""
    print(f"\n{title}: {len(judged)} sentences, {sum(len(one.matched) + len(one.missed) for one in judged)} relations")
    for name, figure in FIGURES.items():
        low, high = interval(judged, figure)
        print(f"  {name:34} {figure(judged):.3f} [{low:.3f}, {high:.3f}]")
    for name, label in (("status", status), ("modality", modality)):
        wrong = Counter((label(left), label(other)) for one in judged for left, other in one.matched)
        print(f"  {name}, labelled > found:", ", ".join(f"{a}>{b} {n}" for (a, b), n in sorted(wrong.items())))


def misses(part: str, judged: Sequence[Judged]) -> None:
    """List what is wrong, for the part `rules` only."""
    texts = [row["text"] for row, _ in labelled().values() if row["part"] == part]
    for text, one in zip(texts, judged, strict=True):
        wrong = [
            (left, other)
            for left, other in one.matched
            if (left.status, left.modality) != (other.status, other.modality)
        ]
        if not (wrong or one.missed or one.extra):
            continue
        print("\n#", text)
        for kind, found in (("missed", one.missed), ("extra", one.extra)):
            for each in found:
                print(
                    f"   {kind}: {text[slice(*each.supplier)]} > {text[slice(*each.customer)]} {each.status} {each.modality}"
                )
        for left, other in wrong:
            print(f"   {left.status} {left.modality} taken for {other.status} {other.modality}")


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--part", choices=("rules", "report"), default="rules")
    options.add_argument("--gold", action="store_true")
    options.add_argument("--strict", action="store_true")
    options.add_argument("--names", choices=("model", "rules"), default="model")
    options.add_argument("--misses", action="store_true")
    asked = options.parse_args()
    listen = by_network if asked.names == "model" else by_rules
    judged = measured(asked.part, listen, gold=asked.gold, strict=asked.strict)
    show(f"{asked.part}, {'labelled ends given' if asked.gold else 'own names'} ({asked.names})", judged)
    if asked.misses and asked.part == "rules":
        misses(asked.part, judged)


if __name__ == "__main__":
    main()
