"""Score echoes on the labelled pairs of PolNeAR passages, with the rules before these and a plain likeness beside them.

    python evaluation/echoes/score.py [--half rules|report|all] [--cache DIR] [--details] [--calibrate]

Every article is read whole, by the network, and its speakers are followed, as a build does it; PolNeAR's own sources are not
looked at. --cache keeps what was read between runs. --details prints the errors of the half `rules`, never those of
`report`. --calibrate fits src/onrecord/tables/calibration_echoes.csv on `rules` and draws calibration.svg from `report`.
Exits 1 when a figure is below floors.json. Needs ../shared.
"""

import argparse
import json
import random
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import Any

from articles import SHARED, Article, read_articles
from check import first_type, read_rows

from onrecord.connect.echo.alignments import METHOD, align
from onrecord.connect.echo.bars import Said
from onrecord.connect.echo.kinds import echo_of
from onrecord.connect.echo.sources import Source, source_of
from onrecord.connect.words import WORD
from onrecord.model.alignment import Alignment
from onrecord.model.evidence import Span
from onrecord.model.ids import PartyId
from onrecord.model.meeting import Echo

sys.path.insert(0, str(Path(__file__).parents[1]))

import former  # found beside this

import calibrate  # found in the folder above, which is no package

HERE = Path(__file__).parent
FLOORS = HERE / "floors.json"
SIDES = ("a", "b")
HALVES = ("rules", "report")
LEAST = 8
ROUNDS = 1000
POOL = {"uu 10-19": 212 / 29, "uu 8-9": 659 / 10, "qq 8-9": 1, "mix 8-9": 1}
"""How many pairs of the pool one labelled pair of eight words and up stands for (GUIDELINES.md); where nothing stands, one."""
RANK = {"none": 0, "partly": 1, "quoted": 2, "set_off": 2}
TURNED = {"truncated": "extended", "extended": "truncated"}
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Found:
    """An echo between the two articles of a pair, its first member in article `a`.

    Attributes:
        types: Of verbatim, truncated, extended, altered, spliced, from `a` to `b`.
        marks: Ranks of the marks in `a` and `b`; None where the finder does not say.
        speaker: What it says of speakers: `dropped`, `differs` or nothing.
    """

    spans: tuple[Span, Span]
    types: tuple[str, ...]
    marks: tuple[int, int] | None
    speaker: tuple[str, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Judged:
    """A labelled pair and what a finder makes of it."""

    row: Row
    found: Found | None

    @property
    def right_type(self) -> bool:
        """Say whether the type it is counted under is that of the label."""
        return self.found is not None and first_type(self.found.types) == self.row["type"]

    def says(self, what: str) -> bool:
        """Say whether the finder says of it that marks or a speaker were dropped, or that speakers differ."""
        if self.found is None:
            return False
        if what == "marks_dropped":
            return self.found.marks is not None and self.found.marks[1] < self.found.marks[0]
        return what.removeprefix("speaker_") in self.found.speaker


Finder = Callable[[Article, Article], list[Found]]


@cache
def _source(article: Article) -> Source:
    return source_of(article.document, article.statements)


def said_of(article: Article, one: Alignment, number: int) -> Said:
    """Say what is known of a side; people are told apart by name across articles, as here nobody links them."""
    side = (one.left, one.right)[number]
    published = article.document.published.value if article.document.published else None
    speaker = article.speakers.get(side.statement) if side.statement else None
    statement = next((each for each in article.statements if each.id == side.statement), None)
    if speaker is None or statement is None:
        return Said(published=published)
    key = PartyId(f"{article.path}|{speaker.key}") if speaker.key else None
    return Said(speaker=key, name=speaker.name, confidence=statement.confidence if key else 0.0, published=published)


def ours(a: Article, b: Article) -> list[Found]:
    """Find as the product does."""
    passages = ((one, said_of(a, one, 0), said_of(b, one, 1)) for one in align(_source(a), _source(b)))
    echoes = ((one, echo_of(one, left, right)) for one, left, right in passages)
    return [_found(one, echo) for one, echo in echoes if echo is not None]


def _found(one: Alignment, echo: Echo) -> Found:
    turned = echo.members[0].span.document != one.left.span.document
    kinds = [TURNED.get(kind, kind) if turned else kind for kind in echo.kinds]
    dropped = {"speaker_dropped", "speaker_added"} & set(kinds)
    speaker = (*(["dropped"] if dropped else []), *(["differs"] if "speaker_differs" in kinds else []))
    marks = RANK[one.left.standing], RANK[one.right.standing]
    spans = one.left.span, one.right.span
    return Found(spans, tuple(kind for kind in kinds if _is_type(kind)), marks, speaker, echo.score)


def _is_type(kind: str) -> bool:
    return kind in {"verbatim", "truncated", "extended", "altered", "spliced"}


def before(a: Article, b: Article) -> list[Found]:
    """Find as the rules before these did (connect/echoes.py until November 2026, from the repository's history)."""
    found = []
    for echo in former.find(a, b):
        turned = echo.members[0].span.document != a.document.id
        spans = (echo.members[1].span, echo.members[0].span) if turned else (echo.members[0].span, echo.members[1].span)
        kind = TURNED.get(echo.kind, echo.kind) if turned else echo.kind
        types = (kind,) if _is_type(kind) else ("altered",) if echo.differences else ("verbatim",)
        lacks = 1 - int(turned)
        marks = {"marks_dropped": lacks, "marks_added": 1 - lacks}.get(echo.kind)
        ranks = None if marks is None else (2 * (marks == 1), 2 * (marks == 0))
        speaker = {"speaker_dropped": ("dropped",), "speaker_added": ("dropped",), "speaker_differs": ("differs",)}
        found.append(Found(spans, types, ranks, speaker.get(echo.kind, ()), 0.5))
    return found


def judge(rows: Iterable[Row], articles: Mapping[str, Article], finder: Finder) -> list[Judged]:
    """Hold what a finder finds between two articles against the pairs labelled there; each echo belongs to one pair."""
    by_articles: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        by_articles[row["a"]["path"], row["b"]["path"]].append(row)
    judged = []
    for (a, b), here in by_articles.items():
        found = finder(articles[a], articles[b])
        taken: dict[str, list[tuple[int, Found]]] = defaultdict(list)
        for one in found:
            shared, pair = max(((_shared(one, row), row["id"]) for row in here), default=(0, ""))
            if shared:
                taken[pair].append((shared, one))
        judged += [Judged(row, max(taken[row["id"]], key=lambda one: one[0], default=(0, None))[1]) for row in here]
    return judged


def _shared(one: Found, row: Row) -> int:
    """Count the letters that an echo shares with a labelled pair, on the side where they are fewer.

    For an echo those of its corresponding words, for other pairs those of the passage.
    """
    return min(
        sum(max(0, min(span.end, high) - max(span.start, low)) for low, high in _places(row, side))
        for span, side in zip(one.spans, SIDES, strict=True)
    )


def _places(row: Row, side: str) -> list[tuple[int, int]]:
    return [tuple(one[side]) for one in row["ranges"]] or [(row[side]["start"], row[side]["end"])]


def likeness(rows: Sequence[Row], articles: Mapping[str, Article]) -> list[Judged]:
    """Judge by a plain likeness of the labelled passages, which this peer need not find; its bar is set on `rules`."""
    values = [_alike(row, articles) for row in rows]
    known = sorted({value for value, row in zip(values, rows, strict=True) if row["split"] == "rules"})
    wanted = [(value, row["echo"]) for value, row in zip(values, rows, strict=True) if row["split"] == "rules"]
    bar = max(known, key=lambda one: _f1([(value >= one, echo) for value, echo in wanted]), default=1.0)
    return [Judged(row, _nothing() if value >= bar else None) for value, row in zip(values, rows, strict=True)]


def _alike(row: Row, articles: Mapping[str, Article]) -> float:
    """Give the words in equal runs of at least three, by difflib, as a share of the shorter passage, times their number."""
    words = []
    for side in SIDES:
        text = articles[row[side]["path"]].document.text[row[side]["start"] : row[side]["end"]]
        words.append([match[0].casefold().replace("’", "'") for match in WORD.finditer(text)])
    blocks = SequenceMatcher(None, *words, autojunk=False).get_matching_blocks()
    equal = sum(block.size for block in blocks if block.size >= 3)
    return equal * equal / min(map(len, words))


def _nothing() -> Found:
    spans = tuple(Span(document=side, start=0, end=1, text="x") for side in SIDES)  # type: ignore[arg-type]  # names only
    return Found((spans[0], spans[1]), ("verbatim",), None, (), 0.5)


def _f1(cases: Sequence[tuple[bool, bool]]) -> float:
    right = sum(said and was for said, was in cases)
    return 2 * right / max(1, sum(said for said, _ in cases) + sum(was for _, was in cases))


def figures(judged: Sequence[Judged], *, pool: bool = False) -> dict[str, float | None]:
    """Give precision and recall of pairs with eight words and up, the share of right types, and precision of what was dropped.

    Args:
        judged: Pairs of one half.
        pool: Count each pair as often as it stands for others of the pool.
    """
    cases = [one for one in judged if one.row["shared_tokens"] >= LEAST]
    weight = {one.row["id"]: POOL.get(one.row["stratum"], 1) if pool else 1 for one in cases}

    def total(some: Iterable[Judged]) -> float:
        return sum(weight[one.row["id"]] for one in some)

    found = [one for one in cases if one.found]
    right = [one for one in found if one.row["echo"]]
    marked = [one for one in cases if not one.row["stratum"].startswith("uu")]
    return {
        "precision": _share(total(right), total(found)),
        "recall": _share(total(right), total(one for one in cases if one.row["echo"])),
        "recall, marks on a side": _share(
            total(one for one in marked if one.found and one.row["echo"]),
            total(one for one in marked if one.row["echo"]),
        ),
        "type": _share(total(one for one in right if one.right_type), total(right)),
        "marks dropped": _dropped(right, "marks_dropped"),
        "speaker dropped": _dropped(right, "speaker_dropped"),
        "speaker differs": _dropped(right, "speaker_differs"),
    }


def _dropped(right: Sequence[Judged], what: str) -> float | None:
    said = [one for one in right if one.says(what)]
    return _share(sum(bool(one.row[what]) for one in said), len(said))


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole else None


def bootstrap(judged: Sequence[Judged], *, pool: bool = False) -> dict[str, tuple[float, float]]:
    """Give 95 % intervals over groups of pairs whose passages overlap; the same each time."""
    groups: dict[str, list[Judged]] = defaultdict(list)
    for one in judged:
        groups[one.row["group"]].append(one)
    chance = random.Random(5)  # a resampling, not a secret
    drawn: dict[str, list[float]] = defaultdict(list)
    listed = list(groups.values())
    for _ in range(ROUNDS):
        sample = [one for group in chance.choices(listed, k=len(listed)) for one in group]
        for name, value in figures(sample, pool=pool).items():
            if value is not None:
                drawn[name].append(value)
    return {
        name: (sorted(some)[int(0.025 * len(some))], sorted(some)[int(0.975 * len(some))])
        for name, some in drawn.items()
    }


def show(name: str, judged: Sequence[Judged]) -> None:
    """Print the figures of a finder, both halves beside each other, on the sample and weighted to the pool."""
    print(f"\n{name}")
    for pool in (False, True):
        print(f"  {'weighted to the pool' if pool else 'on the sample':28}" + "".join(f"{half:>26}" for half in HALVES))
        halves = [[one for one in judged if one.row["split"] == half] for half in HALVES]
        values = [(figures(half, pool=pool), bootstrap(half, pool=pool)) for half in halves]
        for key in values[0][0]:
            print(f"  {key:28}" + "".join(f"{_cell(some[key], reach.get(key)):>26}" for some, reach in values))


def _cell(value: float | None, reach: tuple[float, float] | None) -> str:
    if value is None or reach is None:
        return "-"
    return f"{value:.3f} [{reach[0]:.2f}-{reach[1]:.2f}]"


def show_errors(judged: Sequence[Judged]) -> None:
    """Print what is wrong in the half for rules: ids and labels, no words of the articles."""
    for one in judged:
        row = one.row
        if row["split"] != "rules" or (not row["echo"] and not one.found):
            continue
        if row["echo"] != bool(one.found):
            print("missed" if row["echo"] else "false", row["id"], row["stratum"], row["shared_tokens"], row["why_not"])
        elif not one.right_type:
            print("type", row["id"], row["types"], one.found and one.found.types)


def show_types(judged: Sequence[Judged]) -> None:
    """Print which types are taken for which, by half."""
    counts: dict[tuple[str, str, str], int] = defaultdict(int)
    for one in judged:
        if one.found and one.row["echo"]:
            counts[one.row["split"], one.row["type"], first_type(one.found.types) or ""] += 1
    for (half, gold, said), count in sorted(counts.items()):
        print(f"  {half:8}{gold:12}{said:12}{count:4d}")


def below_floors(half: str, values: Mapping[str, float | None]) -> int:
    """Say which figures are below their floors; give the exit code."""
    code = 0
    for key, floor in json.loads(FLOORS.read_text(encoding="utf-8"))[half].items():
        value = values[key]
        if value is None or value < floor:
            print(f"{half}, below its floor: {key} {value}, floor {floor}", file=sys.stderr)
            code = 1
    return code


def candidates(rows: Iterable[Row], articles: Mapping[str, Article]) -> dict[str, list[calibrate.Case]]:
    """Score the echoes of each half, right or not, of any number of words."""
    cases: dict[str, list[calibrate.Case]] = {half: [] for half in HALVES}
    for one in judge(rows, articles, ours):
        if one.found:
            cases[one.row["split"]].append((one.found.score, one.row["echo"]))
    return cases


def main() -> int:
    """Read, score, print, compare."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--half", choices=(*HALVES, "all"), default="rules")
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--cache", type=Path, help="folder for what was read, between runs")
    parser.add_argument("--details", action="store_true")
    parser.add_argument("--calibrate", action="store_true")
    arguments = parser.parse_args()
    rows = [row for row in read_rows() if arguments.half in {"all", row["split"]}]
    articles = read_articles(
        sorted({row[side]["path"] for row in rows for side in SIDES}), arguments.shared, arguments.cache
    )
    judged = judge(rows, articles, ours)
    show(METHOD, judged)
    show("the rules before", judge(rows, articles, before))
    show("difflib on the labelled passages", likeness(rows, articles))
    if arguments.details:
        show_types(judged)
        show_errors(judged)
    if arguments.calibrate:
        fit(candidates(rows, articles))
    halves = HALVES if arguments.half == "all" else (arguments.half,)
    return max(below_floors(half, figures([one for one in judged if one.row["split"] == half])) for half in halves)


def fit(cases: Mapping[str, Sequence[calibrate.Case]]) -> None:
    """Write the package's table from the half for rules, and draw how it does on the other."""
    today = datetime.now(UTC).date().isoformat()
    calibrate.write_table("echoes", METHOD, cases["rules"], fitted_on=today, of="PolNeAR pairs, rules")
    steps = calibrate.rising(cases["rules"])
    points = calibrate.reliability(steps, cases["report"])
    calibrate.plot(HERE / "calibration.svg", f"{METHOD}, report half", points)
    print(f"\ncalibration: {len(cases['rules'])} cases, error on report {calibrate.error(steps, cases['report']):.3f}")
    print(steps, points)


if __name__ == "__main__":
    sys.exit(main())
