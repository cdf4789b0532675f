"""Measure the order of candidates on CheckThat! 2020 task 2, and the proposals on our own threads.

    python evaluation/claims/score.py                   # all figures; fails below floors.json
    python evaluation/claims/score.py --part train      # the part that the weight of BM25 was chosen on, by weights
    python evaluation/claims/score.py --half rules      # the half that the bars of proposals were chosen on, by bars
    python evaluation/claims/score.py --model FOLDER    # where the package with the vectors is not installed

Without the vectors, or without ../shared, what needs them is left out and said.
"""

import argparse
import csv
import importlib.util
import json
import random
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from onrecord.connect.threads.ranking import WORDS_WEIGHT, Pool, Scores, mixed, pool, terms
from onrecord.connect.threads.vectors import Vectors, installed, open_vectors

HERE = Path(__file__).parent
SET = HERE.parents[2] / "shared/data/clef2020_task2"
PARTS = {"train": SET / "v3/v3.0/train", "test": SET / "test-input"}
FLOORS = HERE / "floors.json"
ROUNDS = 1000
TOP = 5
WEIGHTS = (0.0, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 1.0)
BARS = (0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75)


def _beside(name: str) -> object:
    """Load a script from beside this one under a name of its own: `threads` is a common one."""
    spec = importlib.util.spec_from_file_location(f"claims_{name}", HERE / f"{name}.py")
    module = importlib.util.module_from_spec(spec)  # type: ignore[arg-type]  # the file is there
    sys.modules[module.__name__] = module
    spec.loader.exec_module(module)  # type: ignore[union-attr]  # likewise
    return module


threads: object = _beside("threads")


class Figure(NamedTuple):
    """A share and its 95 % interval."""

    value: float
    low: float
    high: float


class Query(NamedTuple):
    """A query and the numbers of the claims that answer it."""

    text: str
    right: frozenset[str]


Figures = Mapping[str, Figure]


def rows(path: Path) -> list[list[str]]:
    """Read a file of the set."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.reader(lines, delimiter="\t"))


@cache
def claims() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the numbers of all claims, and the text each is found by: its title and the claim itself."""
    read = rows(SET / "v3/v3.0/verified_claims.docs.tsv")[1:]
    return tuple(one[0] for one in read), tuple(f"{one[2]} {one[1]}" for one in read)


def queries(part: str) -> list[Query]:
    """Read the queries of a part that have an answer."""
    right = defaultdict(set)
    for query, _, claim, _ in rows(PARTS[part] / "tweet-vclaim-pairs.qrels"):
        right[query].add(claim)
    return [
        Query(text, frozenset(right[name]))
        for name, text in rows(PARTS[part] / "tweets.queries.tsv")[1:]
        if right[name]
    ]


def both_scores(part: str, vectors: Vectors | None) -> list[tuple[Query, Scores, Scores | None]]:
    """Score all claims for every query of a part, by words and by vectors."""
    candidates = ready(vectors)
    asked = queries(part)
    meanings = vectors.of([one.text for one in asked]) @ candidates.rows.T if vectors else None  # type: ignore[union-attr]  # rows are there with vectors
    return [
        (
            one,
            candidates.words.scores(terms(one.text)),
            None if meanings is None else meanings[place].astype(np.float64),
        )
        for place, one in enumerate(asked)
    ]


@cache
def ready(vectors: Vectors | None) -> Pool:
    """Make all claims ready once."""
    return pool(claims()[1], vectors)


def one_query(query: Query, scores: Scores) -> tuple[float, float, float]:
    """Give average precision at 5, and whether the first and any of the first five is right."""
    names = claims()[0]
    hits = [names[place] in query.right for place in np.argsort(-scores, kind="stable")[:TOP].tolist()]
    precision = sum(sum(hits[: place + 1]) / (place + 1) for place in range(TOP) if hits[place])
    return precision / min(TOP, len(query.right)), float(hits[0]), float(any(hits))


def figures(each: Sequence[tuple[float, float, float]]) -> dict[str, Figure]:
    """Average over queries; queries are drawn for the intervals."""
    table = np.array(each)
    drawn = np.random.default_rng(1).integers(0, len(table), (ROUNDS, len(table)))
    low, high = np.quantile(table[drawn].mean(axis=1), (0.025, 0.975), axis=0)
    names = ("MAP@5", "P@1", "hit@5")
    return {name: Figure(*map(float, one)) for name, *one in zip(names, table.mean(axis=0), low, high, strict=True)}


def claim_match(part: str, vectors: Vectors | None, weights: Sequence[float]) -> dict[str, Figures]:
    """Measure BM25 alone, vectors alone, and the mix with some weights of BM25."""
    scored = both_scores(part, vectors)
    found = {"BM25 alone": figures([one_query(query, words) for query, words, _ in scored])}
    if vectors:
        found["vectors alone"] = figures([one_query(query, near) for query, _, near in scored if near is not None])
        for weight in weights:
            each = [one_query(query, mixed(words, near, weight)) for query, words, near in scored if near is not None]
            found[f"mixed {weight}"] = figures(each)
    return found


def proposed(half: str, vectors: Vectors | None, bar: float | None = None) -> Figures:
    """Measure the proposals on a half of our own threads; organisations are drawn for the intervals."""
    labelled = threads.read(half)  # type: ignore[attr-defined]  # a module
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for one in labelled.pairs:
        counts[one.organisation][2] += one.same
    for _, one in threads.proposed(labelled, vectors, bar):  # type: ignore[attr-defined]  # likewise
        counts[one.organisation][0] += 1
        counts[one.organisation][1] += one.same
    held = [counts[name] for name in sorted(counts)]
    return {
        "precision": _drawn(held, lambda made, right, _: right / made if made else 1.0),
        "recall": _drawn(held, lambda _, right, same: right / same if same else 0.0),
        "proposed": Figure(float(sum(one[0] for one in held)), 0, 0),
    }


def _drawn(held: Sequence[Sequence[int]], measure: Callable[[int, int, int], float]) -> Figure:
    chance = random.Random(1)
    sums = [[sum(column) for column in zip(*chance.choices(held, k=len(held)), strict=True)] for _ in range(ROUNDS)]
    found = sorted(measure(*one) for one in sums)
    whole = measure(*[sum(column) for column in zip(*held, strict=True)])
    return Figure(whole, found[round(0.025 * (ROUNDS - 1))], found[round(0.975 * (ROUNDS - 1))])


def below_floors(name: str, measured: Figures) -> int:
    """Count and say the figures that are below their floors."""
    floors = json.loads(FLOORS.read_text(encoding="utf-8")).get(name, {})
    below = [(one, floor) for one, floor in floors.items() if measured[one].value < floor]
    for one, floor in below:
        print(f"below the floor: {name}, {one}: {measured[one].value:.3f} < {floor}", file=sys.stderr)
    return len(below)


def show(name: str, measured: Figures) -> int:
    """Print one line and hold it against the floors."""
    cells = [
        f"{one} {figure.value:.3f} [{figure.low:.3f}, {figure.high:.3f}]"
        if figure.high
        else f"{one} {figure.value:.0f}"
        for one, figure in measured.items()
    ]
    print(f"{name:34} {'   '.join(cells)}", flush=True)
    return below_floors(name, measured)


def vectors_at(folder: Path | None) -> Vectors | None:
    """Open the vectors; None where they are not installed."""
    folder = folder or installed()
    return open_vectors(folder) if folder else None


def main() -> int:
    """Run it."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--part", choices=tuple(PARTS), default="test")
    asked.add_argument("--half", choices=("rules", "report"))
    asked.add_argument("--model", type=Path)
    given = asked.parse_args()
    vectors = vectors_at(given.model)
    kinds: list[tuple[str, Vectors | None]] = [("words alone", None)] + ([("with vectors", vectors)] if vectors else [])
    if not vectors:
        print("the vectors are not installed: figures with them are left out")
    below = 0
    if given.half == "rules":
        for kind, used in kinds:
            below += sum(show(f"rules, {kind}, from {bar}", proposed("rules", used, bar)) for bar in BARS)
        return int(below > 0)
    for half in (given.half,) if given.half else ("rules", "report"):
        below += sum(show(f"threads, {half}, {kind}", proposed(half, used)) for kind, used in kinds)
    if given.half or not SET.is_dir():
        return int(below > 0)
    weights = WEIGHTS if given.part == "train" else (WORDS_WEIGHT,)
    begin = time.perf_counter()
    for name, measured in claim_match(given.part, vectors, weights).items():
        below += show(f"CheckThat {given.part}, {name}", measured)
    print(f"{len(claims()[0]):,} claims, {len(queries(given.part))} queries, {time.perf_counter() - begin:.0f} s")
    return int(below > 0)


if __name__ == "__main__":
    sys.exit(main())
