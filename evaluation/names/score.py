"""Score the comparison of organisations' names on pairs out of award data, beside peers on the same pairs.

    python evaluation/names/score.py [--pinned] [--harder] [--held-out] [--peer-python PATH] [--shared DIR] [--misses]

Thresholds of every system are chosen on the half for fitting and reported on the other: the one of the best F1, and the
lowest with a precision of 0.95 there. Intervals are 95 % bootstraps over corporate families. `--held-out` fits the
weights anew without one buyer's suppliers and reports on those. `--pinned` scores the extract in tests/fixtures/names alone.
Peers need an interpreter with rapidfuzz, rigour and splink. Exits 1 when a figure is below its floor. Needs ../shared but
for `--pinned`. `--misses` prints pairs for fitting that are wrong; those of the reported half are not looked at.
"""

import argparse
import difflib
import json
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from onrecord.model.names import core_name, folded
from onrecord.resolve.names.name_alignment import LINK, REVIEW, Rarity, compare
from onrecord.resolve.names.name_words import likeness
from onrecord.resolve.names.org_names import OrgName, parse

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

import fit as fitting  # noqa: E402  # found beside this file
from pairs import AWARDS, Pair, halves, harvest, held_out, pairs_of, pinned, shuffled  # noqa: E402  # the same

Floats = NDArray[np.float64]
PRECISION = 0.95
ROUNDS = 1000
TIMES = 3
BUYERS = ("HOMELAND SECURITY", "DEFENSE", "ADMINISTRATION GENERAL SERVICES")


class Figures(NamedTuple):
    """Precision, recall and F1 at a threshold."""

    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True)
class Scored:
    """Scores of a system; `microseconds` is the time of a pair, names parsed beforehand."""

    fit: Floats
    report: Floats
    microseconds: float


def figures(same: Floats, scores: Floats, threshold: float, weights: Floats | None = None) -> Figures:
    """Count at a threshold; `weights` says how often each pair was drawn."""
    often = np.ones(len(same)) if weights is None else weights
    taken = scores >= threshold
    right, found, there = (float(often[one].sum()) for one in (taken & (same > 0), taken, same > 0))
    precision, recall = right / found if found else 1.0, right / there if there else 0.0
    return Figures(precision, recall, 2 * precision * recall / (precision + recall) if right else 0.0)


def best_f1(same: Floats, scores: Floats) -> float:
    """Choose the threshold of the best F1."""
    return max(np.unique(scores), key=lambda one: figures(same, scores, one).f1)


def at_precision(same: Floats, scores: Floats, least: float = PRECISION) -> float:
    """Choose the lowest threshold with a precision of at least this; above every score where there is none."""
    fine = [one for one in np.unique(scores) if figures(same, scores, one).precision >= least]
    return float(min(fine, default=scores.max() + 1))


def bootstrap(pairs: Sequence[Pair], scores: Floats, threshold: float) -> tuple[Figures, Figures]:
    """Give the ends of the 95 % intervals over samples of the families."""
    families = {family: at for at, family in enumerate(sorted({pair.family for pair in pairs}))}
    of = np.array([families[pair.family] for pair in pairs])
    same = labels(pairs)
    chance = np.random.default_rng(6)
    drawn = np.array(
        [
            figures(
                same,
                scores,
                threshold,
                np.bincount(chance.integers(0, len(families), len(families)), minlength=len(families))[of],
            )
            for _ in range(ROUNDS)
        ]
    )
    low, high = np.percentile(drawn, [2.5, 97.5], axis=0)
    return Figures(*low), Figures(*high)


def labels(pairs: Sequence[Pair]) -> Floats:
    """Give 1 for pairs of one body, 0 for others."""
    return np.array([pair.same for pair in pairs], dtype=np.float64)


def by_alignment(fit: Sequence[Pair], report: Sequence[Pair]) -> Scored:
    """Score with the package."""
    scores, spent = [], 0.0
    for pairs in (fit, report):
        parsed = {name: parse(name) for pair in pairs for name in (pair.left, pair.right)}
        both: list[tuple[OrgName, OrgName]] = [(parsed[pair.left], parsed[pair.right]) for pair in pairs]

        def scored(parsed: Mapping[str, OrgName] = parsed, both: Sequence[tuple[OrgName, OrgName]] = both) -> Floats:
            likeness.cache_clear()  # nothing is known from an earlier time
            rarity = Rarity.of(parsed.values())
            return np.array([compare(one, other, rarity).score for one, other in both])

        found, spent = timed(scored)
        scores.append(found)
    return Scored(scores[0], scores[1], spent)


def timed(scored: Callable[[], Floats]) -> tuple[Floats, float]:
    """Score three times; gives the scores and the microseconds a pair took in the quickest, on a machine with others at work."""
    spent = []
    for _ in range(TIMES):
        begun = time.perf_counter()
        found = scored()
        spent.append(time.perf_counter() - begun)
    return found, 1e6 * min(spent) / max(1, len(found))


def parse_cost(pairs: Sequence[Pair]) -> float:
    """Give the microseconds that parsing a name takes for the first time."""
    names = sorted({name for pair in pairs for name in (pair.left, pair.right)})
    spent = []
    for _ in range(TIMES):
        parse.cache_clear()
        begun = time.perf_counter()
        for name in names:
            parse(name)
        spent.append(time.perf_counter() - begun)
    return 1e6 * min(spent) / len(names)


def by_equality(fold: Callable[[str], str]) -> Callable[[Sequence[Pair], Sequence[Pair]], Scored]:
    """Score 1 where two names fold to one."""

    def score(fit: Sequence[Pair], report: Sequence[Pair]) -> Scored:
        both = [np.array([float(fold(one.left) == fold(one.right)) for one in pairs]) for pairs in (fit, report)]
        return Scored(both[0], both[1], float("nan"))

    return score


def by_difflib(fit: Sequence[Pair], report: Sequence[Pair]) -> Scored:
    """Score with the standard library's matcher."""
    names = {name: folded(name) for pair in (*fit, *report) for name in (pair.left, pair.right)}
    scores, spent = [], 0.0
    for pairs in (fit, report):

        def scored(pairs: Sequence[Pair] = pairs) -> Floats:
            return np.array([difflib.SequenceMatcher(None, names[one.left], names[one.right]).ratio() for one in pairs])

        found, spent = timed(scored)
        scores.append(found)
    return Scored(scores[0], scores[1], spent)


OWN: Mapping[str, Callable[[Sequence[Pair], Sequence[Pair]], Scored]] = {
    "onrecord": by_alignment,
    "onrecord, equal cores only": by_equality(lambda name: parse(name).core),
    "equal but for case and punctuation": by_equality(folded),
    "equal by model/names.core_name": by_equality(core_name),
    "difflib ratio": by_difflib,
}


def by_peers(python: str, fit: Sequence[Pair], report: Sequence[Pair]) -> dict[str, Scored]:
    """Score with the peers that an interpreter has."""
    rows = [
        [[one.left, one.right, parse(one.left).core, parse(one.right).core] for one in pairs] for pairs in (fit, report)
    ]
    asked = json.dumps({"fit": rows[0], "report": rows[1]})
    done = subprocess.run(  # noqa: S603  # the interpreter is named by the user
        [python, str(HERE / "peers.py")], input=asked, capture_output=True, text=True, check=True
    )
    found = json.loads(done.stdout)
    for name, one in found.items():
        if "missing" in one:
            print(f"{name} is not installed there: {one['missing']}", file=sys.stderr)
    return {
        name: Scored(np.array(one["fit"]), np.array(one["report"]), one["microseconds"])
        for name, one in found.items()
        if "missing" not in one
    }


def show(name: str, threshold: float, pairs: Sequence[Pair], scores: Floats) -> Figures:
    """Print the figures at a threshold with their intervals."""
    given = figures(labels(pairs), scores, threshold)
    low, high = bootstrap(pairs, scores, threshold)
    cells = (f"{what} {one:.3f} ({a:.3f}-{b:.3f})" for what, one, a, b in zip("PRF", given, low, high, strict=True))
    print(f"  {name:30} from {threshold:6.3f}: {'  '.join(cells)}")
    return given


def show_system(name: str, fit: Sequence[Pair], report: Sequence[Pair], scored: Scored) -> dict[str, Figures]:
    """Print a system's figures on the reported half."""
    print(name if np.isnan(scored.microseconds) else f"{name}: {scored.microseconds:.1f} microseconds a pair")
    same = labels(fit)
    first, second = best_f1(same, scored.fit), at_precision(same, scored.fit)
    found = {
        "best F1": show("best F1 on the other half", first, report, scored.report),
        "precision 0.95": show("precision 0.95 on the other half", second, report, scored.report),
    }
    if name == "onrecord":
        found["LINK"] = show("LINK", LINK, report, scored.report)
        found["REVIEW"] = show("REVIEW", REVIEW, report, scored.report)
    return found


def whole(folder: Path, peer: str | None, *, harder: bool = False) -> dict[str, dict[str, Figures]]:
    """Score everything on both halves."""
    both = halves(harvest(folder), harder=harder)
    fit, report = shuffled(both["fit"]), shuffled(both["report"])
    for name, pairs in (("fit", fit), ("report", report)):
        print(
            f"{name}: {len(pairs)} pairs, {int(labels(pairs).sum())} of one body, {len({one.family for one in pairs})} families"
        )
    print(f"parsing a name: {parse_cost(report):.1f} microseconds")
    systems = {name: system(fit, report) for name, system in OWN.items()}
    if peer:
        systems |= by_peers(peer, fit, report)
    return {name: show_system(name, fit, report, scored) for name, scored in systems.items()}


def without_buyers(folder: Path) -> None:
    """Fit without one buyer's suppliers, report on suppliers that only that buyer has."""
    namings = harvest(folder)
    for buyer in BUYERS:
        both = held_out(namings, buyer)
        fit, report = both["fit"], both["report"]
        weights, same = fitting.learnt(fit), labels(fit)
        scores = [fitting.scored(pairs, weights) for pairs in (fit, report)]
        print(
            f"held out: {buyer}; fitted on {len(fit)} pairs ({int(same.sum())} of one body), reported {len(report)} ({int(labels(report).sum())})"
        )
        show("best F1 on the others", best_f1(same, scores[0]), report, scores[1])
        show("LINK", LINK, report, scores[1])


def small() -> dict[str, Figures]:
    """Score the extract in the repository."""
    namings = pinned()
    pairs = pairs_of(namings, namings)
    scores = by_alignment([], pairs).report
    print(f"pinned: {len(pairs)} pairs, {int(labels(pairs).sum())} of one body")
    return {name: show(name, threshold, pairs, scores) for name, threshold in (("LINK", LINK), ("REVIEW", REVIEW))}


def below_floors(which: str, given: Mapping[str, Figures]) -> int:
    """Say which figures are below their floors; give the exit code."""
    floors = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))[which]
    low = [
        f"{name}: {field} {getattr(given[name], field):.3f}, floor {floor}"
        for name, row in floors.items()
        for field, floor in row.items()
        if getattr(given[name], field) < floor
    ]
    for line in low:
        print(f"below its floor: {line}", file=sys.stderr)
    return int(bool(low))


def show_misses(folder: Path) -> None:
    """Print wrong pairs of the half for fitting."""
    fit = halves(harvest(folder))["fit"]
    for pair, score in sorted(zip(fit, by_alignment([], fit).report, strict=True), key=lambda one: one[1]):
        if pair.same != (score >= LINK):
            print(f"{score:.2f} {'one body' if pair.same else 'two'}: {pair.left} | {pair.right}")


def main() -> int:
    """Score, print, compare with the floors."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pinned", action="store_true", help="the extract in tests/fixtures/names")
    parser.add_argument("--harder", action="store_true", help="draw look-alikes of the reported half among all names")
    parser.add_argument("--held-out", action="store_true", help="each of three buyers held out")
    parser.add_argument("--peer-python", metavar="PATH", help="an interpreter with rapidfuzz, rigour and splink")
    parser.add_argument("--shared", type=Path, default=AWARDS, help="the folder with the award files")
    parser.add_argument("--misses", action="store_true", help="print wrong pairs of the half for fitting")
    arguments = parser.parse_args()
    if arguments.pinned:
        return below_floors("pinned", small())
    if arguments.misses:
        show_misses(arguments.shared)
        return 0
    if arguments.held_out:
        without_buyers(arguments.shared)
        return 0
    given = whole(arguments.shared, arguments.peer_python, harder=arguments.harder)["onrecord"]
    return 0 if arguments.harder else below_floors("whole", given)


if __name__ == "__main__":
    sys.exit(main())
