"""Score the extractors on PolNeAR's dev part and hold the figures against floors.json.

    python evaluation/attribution/score.py [--extractor model|rules] [--half even|odd|all] [--details] [--examples]
                                           [--plot FILE.svg] [--gold DIR] [--rounds 1000]

Prints precision, recall and F1 with bootstrap intervals over documents, and the words read a second of one core. Without
--extractor the rules, which are the yardstick, and the model stand side by side. The model's confidence and threshold are
fitted on the even half, so the odd half is for a single look at the end. Exits 1 when a figure is below its floor.
Needs ../shared; sample.py beside this needs nothing.
"""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from breakdown import show_examples, show_groups, show_misses
from calibration import bins_of, plot, show_bins
from gold import SHARED, Gold, evaluator, read_gold
from listened import LISTENERS, Reading, read_all

FLOORS = Path(__file__).parent / "floors.json"
HALVES = {"even": slice(0, None, 2), "odd": slice(1, None, 2), "all": slice(None)}
"""Documents by name: the first, third and so on are even, as training/scoring.py splits them."""
EXAMPLES = 20
SHOWN = (
    *("content", "linked", "linked_strict", "linked_cue", "linked_quoted", "linked_unquoted"),
    *("source/exact", "source/fragment", "cue/exact", "cue/fragment", "content/exact", "content/fragment"),
    *("linked_recall_direct", "linked_recall_mixed", "linked_recall_indirect"),
    *("linked_recall_speech", "linked_recall_other"),
)
WITH_INTERVAL = ("content", "linked", "linked_strict", "linked_cue", "linked_quoted", "linked_unquoted")
Summary = Mapping[str, Mapping[str, float]]


def main() -> int:
    """Read, score, print, compare."""
    arguments = _arguments()
    documents = list(read_gold(arguments.gold))[HALVES[arguments.half]]
    extractors = [arguments.extractor] if arguments.extractor else list(LISTENERS)
    readings = {extractor: read_all(extractor, documents) for extractor in extractors}
    summaries = {
        extractor: evaluator().summarise([one.counts for one in reading.judged])
        for extractor, reading in readings.items()
    }
    print(f"{arguments.gold}, half: {arguments.half}")
    show_speed(readings, documents)
    show(readings, summaries, arguments.rounds)
    for extractor, reading in readings.items():
        pairs = [pair for one in reading.judged for pair in confidences(one)]
        if arguments.details:
            print(f"\n--- {extractor}: {reading.version}")
            show_groups(reading.judged)
            show_misses(reading.judged)
            show_bins(bins_of(pairs))
        if arguments.examples:
            print(f"\n--- {extractor}: examples")
            show_examples(reading.judged, EXAMPLES)
        if arguments.plot and extractor == extractors[-1]:
            title = f"{reading.version} on PolNeAR {arguments.gold.name}, half: {arguments.half}"
            arguments.plot.write_text(plot(bins_of(pairs), title), encoding="utf-8")
    return below_floors(summaries, arguments.half) if arguments.gold.name == "dev" else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--extractor", choices=sorted(LISTENERS), help="one only; without it both, side by side")
    parser.add_argument("--half", choices=sorted(HALVES), default="even", help="of the documents by name")
    parser.add_argument("--details", action="store_true", help="tables by group, what went wrong, calibration")
    parser.add_argument("--examples", action="store_true", help="print examples of errors (publishers' words)")
    parser.add_argument(
        "--plot", type=Path, metavar="FILE.svg", help="write the reliability plot (of the model, if read)"
    )
    parser.add_argument("--gold", type=Path, default=SHARED / "data/polnear/dev")
    parser.add_argument("--rounds", type=int, default=1000, help="bootstrap samples")
    return parser.parse_args()


def confidences(judged: Any) -> list[tuple[float, bool]]:
    """Pair each statement's confidence with whether it is linked."""
    linked = set(judged.linked.values())
    return [(sure, number in linked) for number, sure in enumerate(judged.confidence)]


def show_speed(readings: Mapping[str, Reading], documents: Sequence[Gold]) -> None:
    """Print how fast each extractor read."""
    words = sum(len(one.text.split()) for one in documents)
    print(f"{len(documents)} documents, {words} words")
    for reading in readings.values():
        print(f"  {reading.version}: {words / reading.seconds:,.0f} words per second of processor time")


def show(readings: Mapping[str, Reading], summaries: Mapping[str, Summary], rounds: int) -> None:
    """Print the figures of the extractors side by side."""
    intervals = {
        extractor: evaluator().bootstrap([one.counts for one in reading.judged], WITH_INTERVAL, rounds)
        for extractor, reading in readings.items()
    }
    print(f"{'':26}" + "".join(f"{reading.version:>12}{'':30}" for reading in readings.values()))
    print(f"{'':26}" + f"{'P':>6}{'R':>6}{'F1':>6}{'95 %':>16}{'found':>8}" * len(readings) + f"{'gold':>7}")
    for metric in SHOWN:
        cells = [_cells(metric, summaries[one][metric], intervals[one].get(metric)) for one in readings]
        gold = next(iter(summaries.values()))[metric]["n_gold"]
        print(f"{metric:26}" + "".join(cells) + f"{gold:7.0f}")


def _cells(metric: str, figures: Mapping[str, float], interval: tuple[float, float] | None) -> str:
    if metric.startswith("linked_recall_"):
        return f"{'':6}{100 * figures['r']:6.1f}{'':30}"
    reach = f"{100 * interval[0]:.1f} to {100 * interval[1]:.1f}" if interval else ""
    values = "".join(f"{100 * figures[name]:6.1f}" for name in ("p", "r", "f1"))
    return f"{values}{reach:>16}{figures['n_pred']:8.0f}"


def below_floors(summaries: Mapping[str, Summary], half: str) -> int:
    """Say which figures are below their floors; give the exit code. A recall's floor is one of recall, else of F1."""
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    code = 0
    for extractor, summary in summaries.items():
        for metric, floor in floors[extractor]["polnear_dev"].get(half, {}).items():
            figure = 100 * summary[metric]["r" if metric.startswith("linked_recall_") else "f1"]
            if figure < floor:
                print(f"{extractor}, below its floor: {metric} {figure:.1f}, floor {floor}", file=sys.stderr)
                code = 1
    return code


if __name__ == "__main__":
    sys.exit(main())
