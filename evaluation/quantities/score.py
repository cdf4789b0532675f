"""Score the comparison of figures on the labelled pairs, and hold it against floors.json.

    python evaluation/quantities/score.py [--half rules|report|all] [--misses] [--calibrate] [--plot FILE.svg]

`written` holds sentences of our own; `drawn` needs ../shared for the words. The comparison is given the two sentences and
nothing else. Prints the table of verdicts, precision as it stands and at other rates of true differences, recall, and 95 %
intervals from a bootstrap over stories (written) and pairs (drawn). Exits 1 when a figure is below its floor.
"""

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from onrecord.connect.figures.compared import Comparison, Sentence
from onrecord.connect.figures.comparison import METHOD, THRESHOLD, compare

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SHARED = ROOT.parent / "shared/data"
SETS = ("written", "drawn")
HALVES = ("rules", "report", "all")
RATES = (0.05, 0.02)
"""Shares of true differences among all pairs at which precision is worked out again: life has fewer than the written set."""
ROUNDS = 2000
VERDICTS = ("other", "compatible", "different", "unverifiable")
ROUNDED = {("compatible", why) for why in ("equal", "rounding", "comparator", "precision", "range")}


@dataclass(frozen=True, slots=True)
class Case:
    """A labelled pair and what was made of it; `story` is what the bootstrap draws."""

    row: dict[str, Any]
    left: Sentence
    right: Sentence
    found: Comparison
    story: str

    @property
    def differs(self) -> bool:
        """Say whether people say so."""
        return bool(self.row["verdict"] == "different")

    @property
    def flagged(self) -> bool:
        """Say whether it is shown by default."""
        return self.found.verdict == "different" and self.found.score >= THRESHOLD


def cases(name: str, half: str) -> list[Case]:
    """Compare the pairs of a set."""
    rows = [json.loads(line) for line in (HERE / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    return [_case(row) for row in rows if half in ("all", row["half"])]


def _case(row: dict[str, Any]) -> Case:
    left, right = (_sentence(row[side]) for side in ("first", "second"))
    return Case(row, left, right, compare(left, right), row.get("story", row["id"]))


def _sentence(side: dict[str, Any]) -> Sentence:
    if "text" in side:
        return Sentence(text=side["text"], start=0, end=len(side["text"]))
    return Sentence(text=article(side["path"]), start=side["start"], end=side["end"], said_on=day_of(side["path"]))


def day_of(path: str) -> date:
    """Give the day that PolNeAR writes into the names of its articles."""
    return date.fromisoformat(path.split("_")[-2])


@cache
def article(path: str) -> str:
    """Read an article, line ends as they stand."""
    return (SHARED / path).read_bytes().decode("utf-8")


def invented() -> tuple[int, int, int, int]:
    """Count, of the pairs written while the rules were: shown wrongly, all that do not differ, shown rightly, all that do."""
    rows = [json.loads(line) for line in (HERE / "invented.jsonl").read_text(encoding="utf-8").splitlines()]
    judged = [(row["differs"], _shown(row["first"], row["second"])) for row in rows]
    wrong, right = (sum(shown for differs, shown in judged if differs is side) for side in (False, True))
    return wrong, sum(not differs for differs, _ in judged), right, sum(differs for differs, _ in judged)


def _shown(left: str, right: str) -> bool:
    found = compare(*(Sentence(text=text, start=0, end=len(text)) for text in (left, right)))
    return found.verdict == "different" and found.score >= THRESHOLD


def available(name: str) -> bool:
    """Say whether the words of a set are here."""
    return name == "written" or (SHARED / "polnear").exists()


def figures(some: Sequence[Case]) -> dict[str, float]:
    """Count what is shown by default: precision as it stands and at other rates, recall, in per cent."""
    right = sum(case.flagged and case.differs for case in some)
    wrong = sum(case.flagged and not case.differs for case in some)
    differing = sum(case.differs for case in some)
    alike = len(some) - differing
    tpr, fpr = right / differing if differing else 0.0, wrong / alike if alike else 0.0
    return {
        "precision": share(right, right + wrong),
        **{f"precision at {rate:.0%}": at_rate(tpr, fpr, rate) for rate in RATES},
        "recall": share(right, differing),
        "rounding flagged": float(sum(case.flagged and _rounded(case) for case in some)),
        "other compatible flagged": float(
            sum(case.flagged and not _rounded(case) and case.row["verdict"] == "compatible" for case in some)
        ),
    }


def _rounded(case: Case) -> bool:
    return (case.row["verdict"], case.row["why"]) in ROUNDED


def share(part: float, whole: float) -> float:
    """Give a share in per cent; 100 of nothing, as nothing was wrong."""
    return 100 * part / whole if whole else 100.0


def at_rate(tpr: float, fpr: float, rate: float) -> float:
    """Give the precision that these rates of true and false flags come to where `rate` of all pairs differ, in per cent."""
    return share(tpr * rate, tpr * rate + fpr * (1 - rate))


def bootstrap(some: Sequence[Case], rounds: int = ROUNDS) -> dict[str, tuple[float, float]]:
    """Give 95 % intervals, drawing whole stories."""
    stories: dict[str, list[Case]] = {}
    for case in some:
        stories.setdefault(case.story, []).append(case)
    groups = list(stories.values())
    chance = random.Random(1)
    drawn = [
        figures([case for group in chance.choices(groups, k=len(groups)) for case in group]) for _ in range(rounds)
    ]
    return {name: _middle(sorted(one[name] for one in drawn)) for name in drawn[0]}


def _middle(values: Sequence[float]) -> tuple[float, float]:
    return values[int(0.025 * len(values))], values[int(0.975 * len(values))]


def show(name: str, half: str, some: Sequence[Case]) -> dict[str, float]:
    """Print the figures of a set, give them."""
    given, spread = figures(some), bootstrap(some)
    flagged, differing = sum(case.flagged for case in some), sum(case.differs for case in some)
    print(f"\n{name}, {half}: {len(some)} pairs, {differing} differ, {flagged} shown at {THRESHOLD} and above")
    for metric, value in given.items():
        print(f"  {metric:26} {value:6.1f}  ({spread[metric][0]:.1f} to {spread[metric][1]:.1f})")
    if not any(case.flagged and not case.differs for case in some):
        alike = len(some) - differing
        low = [at_rate(given["recall"] / 100 if differing else 0.5, 3 / alike, rate) for rate in (0.07, *RATES)]
        print(
            f"  no pair was shown wrongly: the true rate is 95 times of 100 below 3 in {alike}, and precision at 7, 5 and 2 % then"
        )
        print(f"  at least {low[0]:.0f}, {low[1]:.0f}, {low[2]:.0f}")
    confusion = Counter((case.row["verdict"], case.found.verdict) for case in some)
    print("  label \\ found  " + "".join(f"{verdict:>14}" for verdict in VERDICTS))
    for verdict in VERDICTS:
        print(f"  {verdict:14} " + "".join(f"{confusion[verdict, other]:14}" for other in VERDICTS))
    return given


def show_curve(some: Sequence[Case]) -> None:
    """Print what other thresholds would give."""
    differing = sum(case.differs for case in some)
    found = [case for case in some if case.found.verdict == "different"]
    for threshold in (0.95, 0.9, 0.8, 0.7, 0.6, 0.5, 0.3, 0.0):
        over = [case for case in found if case.found.score >= threshold]
        right = sum(case.differs for case in over)
        print(
            f"  at {threshold:.2f}: {len(over)} shown, precision {share(right, len(over)):.1f}, recall {share(right, differing):.1f}"
        )


def show_misses(some: Sequence[Case]) -> None:
    """Print what was flagged wrongly or missed: for the `rules` half."""
    for case in sorted(some, key=lambda one: -one.found.score):
        if case.differs or case.found.verdict == "different":
            words = " || ".join(" ".join(one.text[one.start : one.end].split()) for one in (case.left, case.right))
            print(
                f"{case.found.score:.2f} {case.row['verdict']} {case.row['why']} <- {case.found.verdict} {case.found.why}: {words}"
            )


def graded(some: Sequence[Case]) -> list[tuple[float, bool]]:
    """List scores of differences found with whether people say so, for calibration."""
    return [(case.found.score, case.differs) for case in some if case.found.verdict == "different"]


def calibrate(plot_at: Path | None, *, write: bool) -> None:
    """Print how far probabilities fitted on one half are off on the other; fit the package's table on both.

    A half alone has some twenty differences found, too few for two steps; so the table rests on both, and its error is
    that of either half held against the other.
    """
    sys.path.insert(0, str(ROOT / "evaluation"))
    import calibrate as fitting  # noqa: PLC0415  # stands beside this folder

    halves = [[one for name in SETS if available(name) for one in graded(cases(name, half))] for half in HALVES[:2]]
    for fitted, held, name in ((halves[0], halves[1], "rules to report"), (halves[1], halves[0], "report to rules")):
        steps = fitting.rising(fitted)
        print(f"\ncalibration, {name}: fitted on {len(fitted)}, held against {len(held)}: {steps}")
        print(f"  expected calibration error {fitting.error(steps, held):.3f}; {fitting.reliability(steps, held)}")
    both = halves[0] + halves[1]
    steps = fitting.rising(both)
    print(f"both: {steps} on {len(both)}")
    if write:
        fitting.write_table("figures", METHOD, both, fitted_on=datetime.now(UTC).date().isoformat(), of="quantities")
    if plot_at:
        fitting.plot(plot_at, "figures", fitting.reliability(steps, both))


def below_floors(name: str, half: str, given: dict[str, float]) -> int:
    """Say which figures are below their floors, or above where less is better; give the exit code."""
    floors = json.loads((HERE / "floors.json").read_text(encoding="utf-8")).get(name, {}).get(half, {})
    low = [
        f"{metric} {given[metric]:.1f}, floor {floor}"
        for metric, floor in floors.items()
        if (given[metric] > floor if metric.endswith("flagged") else given[metric] < floor)
    ]
    for line in low:
        print(f"below its floor: {name} {half} {line}", file=sys.stderr)
    return int(bool(low))


def main() -> int:
    """Compare, score, print, hold against floors."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--half", choices=HALVES, default="rules")
    parser.add_argument("--misses", action="store_true", help="print what is wrong (look at the rules half only)")
    parser.add_argument("--calibrate", action="store_true", help="write the table of the package")
    parser.add_argument("--plot", type=Path, metavar="FILE.svg", help="draw the reliability plot")
    arguments = parser.parse_args()
    code = 0
    for name in SETS:
        if not available(name):
            print(f"{name}: ../shared is not here")
            continue
        some = cases(name, arguments.half)
        code |= below_floors(name, arguments.half, show(name, arguments.half, some))
        show_curve(some)
        if arguments.misses:
            show_misses(some)
    wrong, alike, right, differing = invented()
    print(f"\ninvented: {wrong} of {alike} shown wrongly, {right} of {differing} rightly")
    if arguments.half != "rules" or arguments.calibrate:
        calibrate(arguments.plot, write=arguments.calibrate)
    return code


if __name__ == "__main__":
    sys.exit(main())
