"""Score the comparison on VitaminC's official test pairs, beside the gates that the research measured.

    python evaluation/quantities/vitaminc.py [--half tune|report]

Needs ../shared. Pages are halved by the MD5 of their title: weights were looked at on `tune`, `report` is for reporting. A pair
counts as differing when it is labelled REFUTES. 95 % intervals from a bootstrap over pages.
"""

import argparse
import json
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import md5
from typing import Any

from score import HERE, SHARED, at_rate, share

from onrecord.connect.figures.compared import Read, Sentence, read
from onrecord.connect.figures.comparison import THRESHOLD, compare_read, ratio
from onrecord.connect.figures.pairing import meet
from onrecord.connect.figures.quantity import Quantity

PAIRS = SHARED / "vitaminc/vitaminc_real/vitaminc_real/test.jsonl"
RATE = 0.05
ROUNDS = 1000
RESEARCH = {"any number": 0.54, "one number": 0.70, "+ same noun": 0.88, "+ 45 % of words": 0.90, "+ 60 %, ratio": 0.91}
"""Precision that ../shared/research/connecting.md gives for its own gates, on all pages, chosen while reading their errors."""


@dataclass(frozen=True, slots=True)
class Row:
    """A pair: its page, whether it is labelled REFUTES, whether each rule could judge it, and whether it flagged it."""

    page: str
    refutes: bool
    judged: dict[str, bool]
    flagged: dict[str, bool]


def rows(half: str) -> Iterator[Row]:
    """Read and compare the pairs whose claim holds a quantity."""
    cache: dict[str, Read] = {}
    for line in PAIRS.read_text(encoding="utf-8").splitlines():
        row: dict[str, Any] = json.loads(line)
        if half != ("report" if int(md5(row["page"].encode(), usedforsecurity=False).hexdigest(), 16) % 2 else "tune"):
            continue
        left, right = (_read(row[side], cache) for side in ("claim", "evidence"))
        if left.quantities:
            judged, flagged = _rules(left, right)
            yield Row(row["page"], row["label"] == "REFUTES", judged, flagged)


def _read(text: str, cache: dict[str, Read]) -> Read:
    if text not in cache:
        cache[text] = read(Sentence(text=text, start=0, end=len(text)))
    return cache[text]


def _rules(left: Read, right: Read) -> tuple[dict[str, bool], dict[str, bool]]:
    found = compare_read(left, right)
    differs = found.verdict == "different"
    gates = _gates(left, right)
    judged = {name: one is not None for name, one in gates.items()}
    flagged = {name: bool(one) for name, one in gates.items()}
    ours = {
        f"ours, {name}": differs and found.score >= low
        for name, low in (("all", 0.0), ("0.4", 0.4), ("default", THRESHOLD))
    }
    comparable = gates["+ same noun"] is not None
    return {**judged, **dict.fromkeys(ours, comparable)}, {**flagged, **ours}


def _gates(left: Read, right: Read) -> dict[str, bool | None]:
    """Judge as the research did: None where a gate is closed, else whether the intervals are apart."""
    alike = [
        (one, other)
        for one in left.quantities
        for other in right.quantities
        if (one.kind, one.unit) == (other.kind, other.unit)
    ]
    if not alike:
        return dict.fromkeys(RESEARCH)
    apart = not any(meet(one, other) for one, other in alike)
    words = left.setting.words
    covered = len(words & right.setting.words) / len(words) if words else 0.0
    one = len(left.quantities) == 1
    noun = one and any(_same_noun(pair) for pair in alike)
    near = all(ratio(*pair) < 10 for pair in alike)
    return {
        "any number": apart,
        "one number": apart if one else None,
        "+ same noun": apart if noun else None,
        "+ 45 % of words": apart if noun and covered >= 0.45 else None,
        "+ 60 %, ratio": apart if noun and covered >= 0.6 and near else None,
    }


def _same_noun(pair: tuple[Quantity, Quantity]) -> bool:
    return pair[0].noun == pair[1].noun


def figures(some: Sequence[Row], rule: str) -> dict[str, float]:
    """Give precision as it stands and at a base rate of 5 %, recall and false positive rate among what the rule could judge."""
    judged = [row for row in some if row.judged[rule]]
    right = sum(row.flagged[rule] and row.refutes for row in judged)
    wrong = sum(row.flagged[rule] and not row.refutes for row in judged)
    refuting = sum(row.refutes for row in judged)
    alike = len(judged) - refuting
    tpr, fpr = right / max(1, refuting), wrong / max(1, alike)
    return {
        "judged": float(len(judged)),
        "flagged": float(right + wrong),
        "precision": share(right, right + wrong),
        "at 5 %": at_rate(tpr, fpr, RATE),
        "recall": 100 * tpr,
        "false": 100 * fpr,
    }


def bootstrap(some: Sequence[Row], measure: Callable[[Sequence[Row]], float]) -> tuple[float, float]:
    """Give a 95 % interval, drawing whole pages."""
    pages: dict[str, list[Row]] = {}
    for row in some:
        pages.setdefault(row.page, []).append(row)
    groups, chance = list(pages.values()), random.Random(1)
    values = sorted(
        measure([row for group in chance.choices(groups, k=len(groups)) for row in group]) for _ in range(ROUNDS)
    )
    return values[int(0.025 * ROUNDS)], values[int(0.975 * ROUNDS)]


def show(some: Sequence[Row]) -> dict[str, dict[str, float]]:
    """Print a line for each rule, give the figures."""
    given = {rule: figures(some, rule) for rule in (some[0].flagged if some else ())}
    print(f"{'rule':18} judged flagged  precision (95 %)       at 5 %   recall  false    research")
    for rule, one in given.items():
        narrow = [row for row in some if row.judged[rule]]
        low, high = bootstrap(narrow, lambda drawn, rule=rule: figures(drawn, rule)["precision"])  # type: ignore[misc]  # mypy: default binds the loop's name
        print(
            f"{rule:18} {one['judged']:6.0f} {one['flagged']:7.0f}  {one['precision']:5.1f} ({low:.1f} to {high:.1f})"
            f"  {one['at 5 %']:7.1f}  {one['recall']:7.1f}  {one['false']:5.2f}    {RESEARCH.get(rule, '')}"
        )
    return given


def below_floors(half: str, given: dict[str, dict[str, float]]) -> int:
    """Say which figures are below their floors; give the exit code."""
    floors = json.loads((HERE / "floors.json").read_text(encoding="utf-8")).get("vitaminc", {}).get(half, {})
    low = [
        f"{rule} {metric} {given[rule][metric]:.1f}, floor {floor}"
        for rule, metrics in floors.items()
        for metric, floor in metrics.items()
        if given[rule][metric] < floor
    ]
    for line in low:
        print(f"below its floor: vitaminc {half} {line}", file=sys.stderr)
    return int(bool(low))


def main() -> int:
    """Compare, score, print, hold against floors."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--half", choices=("tune", "report"), default="tune")
    half = parser.parse_args().half
    some = list(rows(half))
    print(
        f"VitaminC, {half}: {len(some)} pairs whose claim holds a quantity, {sum(row.refutes for row in some)} REFUTES"
    )
    return below_floors(half, show(some))


if __name__ == "__main__":
    sys.exit(main())
