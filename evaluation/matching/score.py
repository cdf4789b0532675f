"""Match recipients of awards by their columns, without their identifiers, and hold the edges against the identifiers.

    python evaluation/matching/score.py [--half choose|report] [--on duckdb|local[2]]
    python evaluation/matching/score.py --all-files        # how long it takes, and how much memory, with all rows

Prints precision and recall of pairs of names at several thresholds, with bootstrap intervals over families, beside exact
names and the aligner of names alone. Exits 1 when a figure is below its floor. Needs ../shared and onrecord[splink].
"""

import argparse
import json
import logging
import random
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import data

from onrecord.read.register import registrations
from onrecord.read.register_columns import Asked
from onrecord.resolve.linking.candidates import build_index
from onrecord.resolve.matching import match
from onrecord.resolve.matching_edges import edges
from onrecord.resolve.matching_rows import Entry, entries
from onrecord.resolve.names.name_alignment import LINK, REVIEW, Rarity, compare
from onrecord.resolve.names.org_names import parse

FLOORS = Path(__file__).with_name("floors.json")
ROUNDS = 1000
THRESHOLDS = (0.5, 0.9, 0.99)
Keys = tuple[str, str]
Scored = Mapping[Keys, float]


class Figures(NamedTuple):
    """Shares, each with its 95 % interval."""

    number: int
    precision: tuple[float, float, float]
    family: tuple[float, float, float]
    recall: tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Truth:
    """Which names are of one identifier, and which of one family.

    Attributes:
        bodies, families: Of each name.
        pairs: Two names of one identifier.
    """

    bodies: Mapping[str, frozenset[str]]
    families: Mapping[str, frozenset[str]]
    pairs: frozenset[Keys]

    @classmethod
    def of(cls, found: Sequence[Entry], rows: Sequence[Mapping[str, str]]) -> "Truth":
        """Read it off the rows that entries name."""
        bodies: dict[str, set[str]] = defaultdict(set)
        families: dict[str, set[str]] = defaultdict(set)
        for entry in found:
            bodies[entry.key].update(rows[number - 1]["body"] for _, number in entry.rows)
            families[entry.key].update(rows[number - 1]["family"] for _, number in entry.rows)
        names: dict[str, list[str]] = defaultdict(list)
        for key in sorted(bodies):
            for body in bodies[key]:
                names[body].append(key)
        pairs = {pair for listed in names.values() for pair in combinations(listed, 2)}
        return cls(_frozen(bodies), _frozen(families), frozenset(pairs))

    def figures(self, chosen: Sequence[Keys]) -> Figures:
        """Measure what was chosen; families are drawn for the intervals."""
        by_family: dict[str, list[tuple[int, int, int, int, int]]] = defaultdict(list)
        answered = frozenset(chosen)
        for pair in sorted(answered | self.pairs):
            taken, right = pair in answered, pair in self.pairs
            kin = not self.families[pair[0]].isdisjoint(self.families[pair[1]])
            counted = (taken, taken and right, taken and kin, right, taken and right)
            by_family[min(self.families[pair[0]])].append(tuple(map(int, counted)))  # type: ignore[arg-type]  # five
        sums = [tuple(map(sum, zip(*by_family[family], strict=True))) for family in sorted(by_family)]
        chance = random.Random(1)
        drawn = [_shares(chance.choices(sums, k=len(sums))) for _ in range(ROUNDS)]
        whole = _shares(sums)
        found = [
            (share, *(sorted(one[place] for one in drawn)[round(at * (ROUNDS - 1))] for at in (0.025, 0.975)))
            for place, share in enumerate(whole)
        ]
        return Figures(len(chosen), *found)  # type: ignore[arg-type]  # three of three


def main() -> int:
    """Run it."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--half", choices=("choose", "report"), default="report")
    asked.add_argument("--on", default="duckdb")
    asked.add_argument("--all-files", action="store_true")
    given = asked.parse_args()
    logging.getLogger("splink").addHandler(logging.NullHandler())
    rows = data.rows(all_files=given.all_files)
    if not given.all_files:
        rows = [row for row in rows if data.side(row["family"]) == given.half]
    begin = time.perf_counter()
    with TemporaryDirectory() as folder:
        data.write(Path(folder) / "register.csv", rows)
        found = entries(registrations(Path(folder) / "register.csv", Asked()))
    read = time.perf_counter()
    made = edges(found, match(found, on=given.on, least=0.01))
    end = time.perf_counter()
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    names = len({one.key for one in found})
    print(f"{len(rows):,} rows, {len(found):,} entries, {names:,} names, {len(made):,} edges from .01 on")
    print(
        f"read and made comparable in {read - begin:.1f} s, trained and scored in {end - read:.1f} s, {held:,.0f} MB held at most"
    )
    if given.all_files:
        return 0
    truth = Truth.of(found, rows)
    print(f"{len(truth.pairs)} pairs of names of one identifier, {given.half} half")
    ours = {(one.left.removeprefix("party:"), one.right.removeprefix("party:")): one.score for one in made}
    systems = {f"match {least:.2f}": _from(ours, least) for least in THRESHOLDS}
    aligned = _aligned(found)
    systems |= {
        "same name (org_names)": _same_names(found),
        f"names aligned {LINK:.2f}": _from(aligned, LINK),
        f"names aligned {REVIEW:.2f}": _from(aligned, REVIEW),
        f"aligned {REVIEW:.2f}, one state": _one_state(found, _from(aligned, REVIEW)),
    }
    figures = {name: truth.figures(chosen) for name, chosen in systems.items()}
    return _report(figures, given.half)


def _report(figures: Mapping[str, Figures], half: str) -> int:
    print(f"{'':26} {'pairs':>6}  {'one identifier':>20}  {'one family':>20}  {'found':>20}")
    for name, one in figures.items():
        shares = "  ".join(f"{share:.3f} [{low:.2f}, {high:.2f}]".rjust(20) for share, low, high in one[1:])
        print(f"{name:26} {one.number:6}  {shares}")
    below = 0
    for name, floors in json.loads(FLOORS.read_text(encoding="utf-8")).get(half, {}).items():
        for figure, floor in floors.items():
            if (value := getattr(figures[name], figure)[0]) < floor:
                print(f"below the floor: {name}, {figure}: {value:.3f} < {floor}")
                below += 1
    return 1 if below else 0


def _from(scored: Scored, least: float) -> list[Keys]:
    return [pair for pair, score in scored.items() if score >= least]


def _same_names(found: Sequence[Entry]) -> list[Keys]:
    keys: dict[str | None, set[str]] = defaultdict(set)
    for entry in found:
        keys[entry.value("core")].add(entry.key)
    return sorted({pair for listed in keys.values() for pair in combinations(sorted(listed), 2)})


def _aligned(found: Sequence[Entry]) -> dict[Keys, float]:
    """Score names alone, as `build` does: candidates from the index of rare words."""
    rarity = Rarity.of(parse(one.name) for one in found)
    index = build_index((one.name, place) for place, one in enumerate(found))
    scored: dict[Keys, float] = {}
    for name in sorted({one.name for one in found}):
        left = next(one.key for one in found if one.name == name)
        for number in index.find(parse(name)):
            score = compare(parse(name), parse(index.names[number]), rarity).score
            for right in {found[place].key for place in index.holders[number]} - {left}:
                pair = (min(left, right), max(left, right))
                scored[pair] = max(score, scored.get(pair, 0.0))
    return scored


def _one_state(found: Sequence[Entry], chosen: Sequence[Keys]) -> list[Keys]:
    states: dict[str, set[str | None]] = defaultdict(set)
    for entry in found:
        states[entry.key].add(entry.value("state"))
    return [(one, other) for one, other in chosen if (states[one] & states[other]) - {None}]


def _shares(sums: Sequence[tuple[int, ...]]) -> tuple[float, float, float]:
    taken, right, kin, true, hit = (sum(column) for column in zip(*sums, strict=True))
    return right / max(1, taken), kin / max(1, taken), hit / max(1, true)


def _frozen(found: Mapping[str, set[str]]) -> dict[str, frozenset[str]]:
    return {key: frozenset(values) for key, values in found.items()}


if __name__ == "__main__":
    sys.exit(main())
