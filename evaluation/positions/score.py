"""Score positions and changes of position on our own time lines and on political inconsistency; write the calibration.

python evaluation/positions/score.py                  # all figures; pairs of political texts only where ../shared is
python evaluation/positions/score.py --check          # fails when a figure is below floors.json
python evaluation/positions/score.py --calibrate      # writes src/onrecord/tables/calibration_positions.csv and the plot
"""

import argparse
import csv
import itertools
import json
import random
import re
import sys
from ast import literal_eval
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
sys.path.append(str(ROOT / "evaluation"))

import calibrate  # noqa: E402  # shared by evaluations: found in the folder above, which is no package
from onrecord.connect.threads.changes import METHOD, moves  # noqa: E402  # after the path
from onrecord.connect.threads.opposition import difference, voice  # noqa: E402
from onrecord.connect.threads.positions import position_towards, read_position  # noqa: E402

SUPPLIES = ROOT / "evaluation/supplies"
POLITICAL = ROOT.parent / "shared/data/political_inconsistency/df_gold.csv"
FLOORS = HERE / "floors.json"
FITTED_ON = "2026-11-23"
SET = "own time lines, part for rules, drawn half way to the base rate"
KINDS = ("affirm", "deny", "not_aware", "decline", "commit", "condition")
RESAMPLES = 1000
NEGATION = re.compile(r"\b(?:no|not|never|none|nothing|nobody|cannot|without)\b|n['’]t\b", re.IGNORECASE)
Row = dict[str, Any]
Figures = dict[str, float]


@dataclass(frozen=True, slots=True)
class Line:
    """A time line with its utterances in order."""

    key: str
    matter: str
    utterances: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A later utterance offered as a change.

    Attributes:
        change: It is one, and not because the world moved.
        moved: It is one, or keeps for less.
        shared: The two share words.
    """

    line: str
    score: float
    partial: bool
    change: bool
    moved: bool
    shared: bool = True


def lines(part: str) -> list[Line]:
    """Load the time lines of one part."""
    held: dict[str, list[Row]] = defaultdict(list)
    for text in (SUPPLIES / "utterances.jsonl").read_text("utf-8").splitlines():
        row = json.loads(text)
        held[row["timeline"]].append(row)
    rows = map(json.loads, (SUPPLIES / "timelines.jsonl").read_text("utf-8").splitlines())
    return [Line(row["timeline"], row["matter"], tuple(held[row["timeline"]])) for row in rows if row["part"] == part]


def is_change(row: Row) -> bool:
    """Say whether an utterance takes another position, the world not having moved."""
    return row["move"] == "change" and not row["world_moved"]


def suggestions(line: Line) -> list[Suggestion]:
    """Offer changes in one time line, as the rules do in a thread; our reading of positions, not the label's."""
    read = [(row, read_position(row["text"], own=True)) for row in line.utterances]
    heard = [(row, voice(row["text"], found.kind, row["date"])) for row, found in read if found]
    # the set's order tells which of two of one month came first: days are put in so that it does
    voices = [voice(one.words, one.kind, f"{one.said_on}-{number:02}") for number, (_, one) in enumerate(heard, 1)]
    return [
        Suggestion(
            line.key,
            move.difference.score,
            move.difference.partial,
            is_change(row),
            row["move"] in {"change", "narrowing"} and not row["world_moved"],
            bool(move.difference.met.shared),
        )
        for move in moves(voices)
        if (row := heard[move.later][0])
    ]


def peer_suggestions(line: Line) -> list[Suggestion]:
    """Offer each utterance of which the one before has a negation word and it has none, or the other way round."""
    rows = line.utterances
    return [
        Suggestion(
            line.key, 1.0, False, is_change(row), row["move"] in {"change", "narrowing"} and not row["world_moved"]
        )
        for before, row in itertools.pairwise(rows)
        if bool(NEGATION.search(before["text"])) != bool(NEGATION.search(row["text"]))
    ]


def ranked(found: Iterable[Suggestion]) -> list[Suggestion]:
    """Order by score; ties by the hash of the time line, so that no hand orders them."""
    return sorted(found, key=lambda one: (-one.score, sha256(one.line.encode()).hexdigest()))


def share(right: Sequence[bool]) -> float:
    """Give the share of the right ones; 0 of none."""
    return sum(right) / len(right) if right else 0.0


def ranking_figures(part: Sequence[Line], offer: Callable[[Line], list[Suggestion]]) -> Figures:
    """Give precision of the pooled ranking, of each time line's own, and recall."""
    by_line = {line.key: offer(line) for line in part}
    pooled = ranked(one for found in by_line.values() for one in found)
    changes = sum(is_change(row) for line in part for row in line.utterances)
    own = [share([one.change for one in ranked(found)[:5]]) for found in by_line.values() if found]
    whole = [one for one in pooled if not one.partial]
    return {
        "P@5": share([one.change for one in pooled[:5]]),
        "P@10": share([one.change for one in pooled[:10]]),
        "P@20": share([one.change for one in pooled[:20]]),
        "P of reversals": share([one.change for one in whole]),
        "P of reversals, change or narrowing": share([one.moved for one in whole]),
        "P of all": share([one.change for one in pooled]),
        "P of all, change or narrowing": share([one.moved for one in pooled]),
        "P of those that share words": share([one.change for one in whole if one.shared]),
        "per time line P@5": sum(own) / len(own) if own else 0.0,
        "recall of changes": sum(one.change for one in pooled) / changes if changes else 0.0,
        "recall of changes, reversals only": sum(one.change for one in whole) / changes if changes else 0.0,
        "base rate": changes / sum(len(line.utterances) - 1 for line in part),
        "suggestions": float(len(pooled)),
    }


def positions(part: Sequence[Line], *, with_matter: bool) -> list[tuple[str, str]]:
    """List `(labelled, read)` positions; `none` where no rule reads one."""
    return [
        (
            row["position"],
            (
                position_towards(row["text"], line.matter)
                if with_matter
                else found.kind
                if (found := read_position(row["text"], own=True))
                else None
            )
            or "none",
        )
        for line in part
        for row in line.utterances
    ]


def position_figures(pairs: Sequence[tuple[str, str]]) -> Figures:
    """Give accuracy, and precision and recall of each kind."""
    figures: Figures = {"accuracy": share([gold == read for gold, read in pairs])}
    for kind in KINDS:
        figures[f"{kind} P"] = share([gold == kind for gold, read in pairs if read == kind])
        figures[f"{kind} R"] = share([read == kind for gold, read in pairs if gold == kind])
    figures["not_aware taken for deny"] = float(sum(pair == ("not_aware", "deny") for pair in pairs))
    figures["not_aware in all"] = float(sum(gold == "not_aware" for gold, _ in pairs))
    return figures


def confusion(pairs: Sequence[tuple[str, str]]) -> str:
    """Write the table of labelled against read."""
    counts = Counter(pairs)
    head = "| labelled, read as | " + " | ".join((*KINDS, "none")) + " |"
    rows = [f"| {gold} | " + " | ".join(str(counts[gold, read]) for read in (*KINDS, "none")) + " |" for gold in KINDS]
    return "\n".join([head, "|" + "---|" * (len(KINDS) + 2), *rows])


def political() -> list[Row]:
    """Load the pairs of political texts: two texts, the share of votes for inconsistent, the majority, the models' votes."""
    with POLITICAL.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [pair for row in rows if (pair := _pair(row))]


def _pair(row: dict[str, str]) -> Row | None:
    match = re.fullmatch(r"\s*Text 1:\s*(.*?)\s*Text 2:\s*(.*?)\s*", row["Input"], re.DOTALL)
    if match is None:
        return None
    return {
        "left": match[1],
        "right": match[2],
        "inconsistent": row["Answer_3_classes"] == "Inconsistent",
        "votes": _votes(row["All answers"]),
        "GPT-4": _votes(row["ChatGPT-4 5 runs"]),
        "GPT-3.5": _votes(row["ChatGPT-3.5 5 runs"]),
        "Llama 70B": _votes(row["LLaMA 70B 5 runs"]),
        "Llama 8B": _votes(row["LLaMA 8B 5 runs"]),
    }


def _votes(listed: str) -> float:
    votes = [str(vote) for vote in literal_eval(listed)]
    return share([vote.endswith(("inconsistency", "contradiction")) for vote in votes])


def own_score(pair: Row) -> float:
    """Score a pair as the rules do two statements of one speaker; texts without a position count as affirming."""
    voices = []
    for words in (pair["left"], pair["right"]):
        read = read_position(words, own=True)
        voices.append(voice(words, read.kind if read else "affirm", "2020"))
    found = difference(*voices)
    return found.score if found else 0.0


def negation_score(pair: Row) -> float:
    """Score a pair 1 where exactly one text has a negation word."""
    return float(bool(NEGATION.search(pair["left"])) != bool(NEGATION.search(pair["right"])))


def political_figures(pairs: Sequence[Row], score: Callable[[Row], float]) -> Figures:
    """Give precision of a ranking of the pairs against the people's majority; ties by hash."""
    order = sorted(
        pairs, key=lambda one: (-score(one), sha256(one["left"].encode() + one["right"].encode()).hexdigest())
    )
    flagged = [one["inconsistent"] for one in pairs if score(one) > 0]
    return {
        "P@5": share([one["inconsistent"] for one in order[:5]]),
        "P@20": share([one["inconsistent"] for one in order[:20]]),
        "P@100": share([one["inconsistent"] for one in order[:100]]),
        "votes of the first 20": sum(one["votes"] for one in order[:20]) / 20,
        "flagged": float(len(flagged)),
        "P of flagged": share(flagged),
        "majority": share([one["inconsistent"] for one in pairs]),
    }


def interval(items: Sequence[Any], figure: Callable[[Sequence[Any]], float]) -> tuple[float, float]:
    """Give the 95 % bootstrap interval of a figure, drawing items with a fixed seed."""
    chance = random.Random(7)
    drawn = sorted(figure(chance.choices(items, k=len(items))) for _ in range(RESAMPLES))
    return drawn[int(0.025 * RESAMPLES)], drawn[int(0.975 * RESAMPLES)]


def _fresh(found: Sequence[Line]) -> list[Line]:
    """Give lines drawn twice names of their own."""
    return [Line(f"{number}:{one.key}", one.matter, one.utterances) for number, one in enumerate(found)]


def cases(part: Sequence[Line]) -> list[calibrate.Case]:
    """List the scores of suggestions and whether each is a change."""
    return [(one.score, one.change) for line in part for one in suggestions(line)]


def tempered(steps: Sequence[tuple[float, float]], base: float) -> list[tuple[float, float]]:
    """Draw each step half way to the base rate: the rules were made while reading these very lines."""
    return [(low, round((right + base) / 2, 3)) for low, right in steps]


def fitted() -> list[tuple[float, float]]:
    """Fit scores to probabilities on the part for rules."""
    part = lines("rules")
    changes = sum(is_change(row) for line in part for row in line.utterances)
    return tempered(calibrate.rising(cases(part)), changes / sum(len(line.utterances) - 1 for line in part))


def write_calibration() -> None:
    """Write the package's table and the plot of the part for reporting."""
    n = len(cases(lines("rules")))
    rows = [(METHOD, f"{low:.4f}", f"{right:.3f}", n, FITTED_ON, SET) for low, right in fitted()]
    with (calibrate.TABLES / "calibration_positions.csv").open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out, lineterminator="\n")
        table.writerow(("method", "low", "right", "n", "fitted_on", "set"))
        table.writerows(rows)
    points = calibrate.reliability(fitted(), cases(lines("report")))
    calibrate.plot(HERE / "reliability.svg", "position changes, report part", points)


def all_figures() -> dict[str, Figures]:
    """Work out every figure that has a floor, and their peers."""
    found: dict[str, Figures] = {}
    for name in ("rules", "report"):
        part = lines(name)
        found[f"positions, {name}"] = position_figures(positions(part, with_matter=False))
        found[f"positions towards the matter, {name}"] = position_figures(positions(part, with_matter=True))
        found[f"changes, {name}"] = ranking_figures(part, suggestions)
        found[f"changes, {name}, peer: negation words"] = ranking_figures(part, peer_suggestions)
        found[f"changes, {name}"]["expected calibration error"] = calibrate.error(fitted(), cases(part))
    if POLITICAL.is_file():
        pairs = political()
        found["political"] = political_figures(pairs, own_score)
        found["political, peer: negation words"] = political_figures(pairs, negation_score)
        for model in ("GPT-4", "GPT-3.5", "Llama 70B", "Llama 8B"):
            found[f"political, peer: {model}"] = political_figures(pairs, lambda pair, model=model: pair[model])
    return found


def below_floors(found: dict[str, Figures]) -> int:
    """Print and count the figures below their floors; a floor of a count is the most it may be."""
    below = 0
    for name, floors in json.loads(FLOORS.read_text("utf-8")).items():
        for figure, floor in floors.items():
            value = found.get(name, {}).get(figure)
            at_most = figure in {"not_aware taken for deny", "expected calibration error"}
            if value is not None and (value > floor if at_most else value < floor):
                print(f"{name}, {figure}: {value:.3f}, floor {floor}", file=sys.stderr)
                below += 1
    return below


def print_intervals() -> None:
    """Print 95 % intervals of the figures that matter, drawing time lines, or pairs."""
    for name in ("rules", "report"):
        part = lines(name)
        for figure in ("P@5", "P@20", "P of reversals", "per time line P@5", "recall of changes"):
            low, high = interval(part, lambda drawn, figure=figure: ranking_figures(_fresh(drawn), suggestions)[figure])
            print(f"{name} {figure}: {low:.2f} to {high:.2f}")
        for with_matter in (False, True):
            low, high = interval(
                part,
                lambda drawn, matter=with_matter: position_figures(positions(drawn, with_matter=matter))["accuracy"],
            )
            print(f"{name} accuracy{' towards the matter' if with_matter else ''}: {low:.2f} to {high:.2f}")
    if POLITICAL.is_file():
        scored = [{**pair, "own": own_score(pair)} for pair in political()]
        for figure in ("P@5", "P@20", "P@100", "P of flagged"):
            low, high = interval(
                scored, lambda drawn, figure=figure: political_figures(drawn, lambda one: one["own"])[figure]
            )
            print(f"political {figure}: {low:.2f} to {high:.2f}")


def main() -> int:
    """Score, and check or calibrate."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--check", action="store_true")
    asked.add_argument("--calibrate", action="store_true")
    asked.add_argument("--intervals", action="store_true")
    asked.add_argument("--part", choices=("rules", "report"))
    given = asked.parse_args()
    if given.calibrate:
        write_calibration()
        return 0
    found = all_figures()
    for name, figures in found.items():
        if given.part is None or f", {given.part}" in name:
            print(name, *(f"{figure} {value:.3f}" for figure, value in figures.items()), sep="\n    ")
    for name in ("rules", "report"):
        if given.part in {None, name}:
            print(
                f"{name}, without and with the matter",
                confusion(positions(lines(name), with_matter=False)),
                "",
                confusion(positions(lines(name), with_matter=True)),
                sep="\n",
            )
    if given.intervals:
        print_intervals()
    return 1 if given.check and below_floors(found) else 0


if __name__ == "__main__":
    sys.exit(main())
