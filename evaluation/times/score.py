"""Score the grammar of expressions of time on labelled texts, beside the peers, and hold it against floors.json.

    python evaluation/times/score.py [--set sample|polnear] [--half open|kept|kept2|all] [--dateparser] [--old dates.py] [--misses]

`sample` was written for this project; `polnear` holds places and intervals only and needs ../shared for the words. Prints
precision and recall with bootstrap intervals over texts. Exits 1 when a figure is below its floor.
"""

import argparse
import importlib.util
import json
import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from datetime import time as day_time
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from onrecord.extract.time_expressions import time_expressions
from onrecord.model.ids import DocumentId

HERE = Path(__file__).parent
POLNEAR = HERE.parents[2] / "shared/data/polnear"
SETS = ("sample", "polnear")
HALVES = ("open", "kept", "kept2", "all")
ROUNDS = 2000
NOON = day_time(12)


class Time(NamedTuple):
    """An expression: code points, half-open; its unit and its first and last day, both None where it has no interval."""

    start: int
    end: int
    granularity: str | None
    first: date | None
    last: date | None

    @property
    def resolved(self) -> bool:
        """Say whether it has an interval."""
        return self.first is not None or self.last is not None

    def meets(self, other: "Time") -> bool:
        """Say whether they share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Text:
    """A text with its expressions, in order."""

    text: str
    published: date | None
    times: list[Time]


class Counts(NamedTuple):
    """Of one text: expressions found, labelled, met, met exactly; intervals given, labelled, equal, inside; units right."""

    found: int = 0
    gold: int = 0
    met: int = 0
    exact: int = 0
    given: int = 0
    gold_intervals: int = 0
    equal: int = 0
    inside: int = 0
    units: int = 0


METRICS: dict[str, tuple[str, str]] = {
    "words met": ("met", "spans"),
    "words exact": ("exact", "spans"),
    "interval equal": ("equal", "intervals"),
    "interval inside": ("inside", "intervals"),
}
"""What is counted right, and whether it is held against expressions or against intervals."""
Reader = Callable[[Text], list[Time]]


def read_set(name: str, half: str) -> Iterator[Text]:
    """Read the labelled texts of a set."""
    for line in (HERE / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if half in ("all", row["half"]):
            published = row["published"] and date.fromisoformat(row["published"])
            yield Text(_words(row), published, [_time(one) for one in row["times"]])


def _words(row: dict[str, Any]) -> str:
    if "text" in row:
        return str(row["text"])
    part, name = row["document"].split("/")
    return (POLNEAR / part / "text" / f"{name}.txt").read_text(encoding="utf-8")


def _time(one: dict[str, Any]) -> Time:
    first, last = (one[end] and date.fromisoformat(one[end]) for end in ("first", "last"))
    return Time(one["start"], one["end"], one["granularity"], first, last)


def by_grammar(text: Text) -> list[Time]:
    """Read with the grammar; two readings are no interval."""
    found = time_expressions(text.text, [(0, len(text.text))], text.published)
    return [Time(one.start, one.end, one.granularity, *(one.interval or (None, None))) for one in found]


def by_old(text: Text, old: Any) -> list[Time]:
    """Read with a module that has a function like `onrecord.extract.dates.whens`."""
    found = old.whens(DocumentId("d"), text.text, [(0, len(text.text))])
    return [Time(one.span.start, one.span.end, one.granularity, one.first, one.last) for one in found]


def by_dateparser(text: Text) -> list[Time]:
    """Read with dateparser's free search, set up as well as it can be: English, the base given, the past preferred."""
    from dateparser.search import search_dates  # noqa: PLC0415  # no dependency of the project

    settings: dict[str, Any] = {"PREFER_DATES_FROM": "past"}
    if text.published:
        settings["RELATIVE_BASE"] = datetime.combine(text.published, NOON)
    found, end = [], 0
    for words, moment in search_dates(text.text, languages=["en"], settings=settings) or ():
        start = text.text.find(words, end)
        if start >= 0:
            end = start + len(words)
            found.append(Time(start, end, "day", moment.date(), moment.date()))
    return found


def count(gold: Sequence[Time], found: Sequence[Time]) -> Counts:
    """Hold what was found against the labels: each expression meets at most one, the first that it overlaps."""
    free, pairs = list(found), []
    for label in gold:
        match = next((one for one in free if one.meets(label)), None)
        if match is not None:
            free.remove(match)
            pairs.append((label, match))
    equal = [pair for pair in pairs if pair[0].resolved and pair[0][3:] == pair[1][3:]]
    return Counts(
        found=len(found),
        gold=len(gold),
        met=len(pairs),
        exact=sum(one[:2] == other[:2] for one, other in pairs),
        given=sum(one.resolved for one in found),
        gold_intervals=sum(one.resolved for one in gold),
        equal=len(equal),
        inside=sum(_inside(label, one) for label, one in pairs),
        units=sum(label.granularity == one.granularity for label, one in equal),
    )


def _inside(label: Time, one: Time) -> bool:
    """Say whether an interval lies within the labelled one; an open end lies only within an open end."""
    if not (label.resolved and one.resolved):
        return False
    low = label.first is None or (one.first is not None and one.first >= label.first)
    return low and (label.last is None or (one.last is not None and one.last <= label.last))


def figures(counts: Sequence[Counts]) -> dict[str, tuple[float, float]]:
    """Give precision and recall of each metric, in per cent."""
    total = Counts(*(sum(column) for column in zip(*counts, strict=True)))
    sides = {"spans": (total.found, total.gold), "intervals": (total.given, total.gold_intervals)}
    return {
        name: (_share(getattr(total, right), sides[side][0]), _share(getattr(total, right), sides[side][1]))
        for name, (right, side) in METRICS.items()
    }


def _share(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 0.0


def bootstrap(counts: Sequence[Counts], rounds: int = ROUNDS) -> dict[str, tuple[tuple[float, float], ...]]:
    """Give the 95 % interval of precision and recall of each metric over samples of the texts."""
    chance = random.Random(1)
    drawn = [figures(chance.choices(counts, k=len(counts))) for _ in range(rounds)]
    return {name: tuple(_middle(sorted(one[name][side] for one in drawn)) for side in (0, 1)) for name in METRICS}


def _middle(values: Sequence[float]) -> tuple[float, float]:
    return values[int(0.025 * len(values))], values[int(0.975 * len(values))]


def show(name: str, texts: Sequence[Text], reader: Reader) -> dict[str, tuple[float, float]]:
    """Read the texts, print the figures, give them."""
    begun = time.process_time()
    found = [reader(text) for text in texts]
    spent = time.process_time() - begun
    counts = [count(text.times, some) for text, some in zip(texts, found, strict=True)]
    given, spread = figures(counts), bootstrap(counts)
    total = Counts(*(sum(column) for column in zip(*counts, strict=True)))
    letters = sum(len(text.text) for text in texts)
    print(f"\n{name}: {letters / spent / 1e6:.2f} million characters a second; {total}")
    for metric, pair in given.items():
        cells = (
            f"{one:6.1f} ({low:5.1f} to {high:5.1f})" for one, (low, high) in zip(pair, spread[metric], strict=True)
        )
        print(f"  {metric:16} P {next(cells)}   R {next(cells)}")
    return given


def show_misses(texts: Sequence[Text]) -> None:
    """Print what differs: publishers' words, for the screen only."""
    for text in texts:
        found = by_grammar(text)
        for one in sorted({*text.times, *found}, key=lambda one: (one.start, one.end)):
            if one in text.times and one in found:
                continue
            side = "label" if one in text.times else "found"
            around = text.text[max(0, one.start - 70) : one.end + 30].replace("\n", " ")
            print(
                f"{side} {text.text[one.start : one.end]!r} {one.granularity} {one.first} {one.last} [{text.published}] {around}"
            )


def below_floors(name: str, half: str, given: dict[str, tuple[float, float]]) -> int:
    """Say which figures are below their floors; give the exit code."""
    floors = json.loads((HERE / "floors.json").read_text(encoding="utf-8")).get(name, {}).get(half, {})
    low = [
        f"{metric} {which} {one:.1f}, floor {floor}"
        for metric, pair in floors.items()
        for which, one, floor in zip(("precision", "recall"), given[metric], pair, strict=True)
        if one < floor
    ]
    for line in low:
        print(f"below its floor: {line}", file=sys.stderr)
    return int(bool(low))


def _module(path: Path) -> Any:
    spec = importlib.util.spec_from_file_location("old_dates", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path} is no Python file")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main() -> int:
    """Read, score, print, compare."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--set", choices=SETS, default="sample")
    parser.add_argument("--half", choices=HALVES, default="open")
    parser.add_argument("--dateparser", action="store_true", help="its free search beside ours")
    parser.add_argument("--old", type=Path, metavar="FILE.py", help="another module with a function whens, beside ours")
    parser.add_argument("--misses", action="store_true", help="print what differs (publishers' words)")
    arguments = parser.parse_args()
    texts = list(read_set(arguments.set, arguments.half))
    print(f"{arguments.set}, half: {arguments.half}, {len(texts)} texts")
    given = show("grammar", texts, by_grammar)
    if arguments.old:
        show(arguments.old.name, texts, partial(by_old, old=_module(arguments.old)))
    if arguments.dateparser:
        show("dateparser", texts, by_dateparser)
    if arguments.misses:
        show_misses(texts)
    return below_floors(arguments.set, arguments.half, given)


if __name__ == "__main__":
    sys.exit(main())
