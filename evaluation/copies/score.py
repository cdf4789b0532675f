"""Score copies on texts made from articles of PolNeAR in known ways, beside peers, and hold them against floors.json.

    python evaluation/copies/score.py [--half rules|report] [--undated] [--misses] [--fit]

Needs ../shared. Every article of the half and every text made from some of them stand in one record: the pairs that were not made
are the negatives, all of one campaign. Prints precision, recall and F1 with bootstrap intervals over the articles that
texts were made from. `--fit` writes the package's table of probabilities from the half `rules`. Exits 1 below a floor.
"""

import argparse
import json
import random
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from texts import SHARED, STITCHED, Article, Half, articles, make

from calibrate import error, plot, reliability, rising, write_table
from onrecord.config import Config
from onrecord.connect.lineage.candidates import Candidate, candidates
from onrecord.connect.lineage.copies import LEAST_RUNS, METHOD, Text, copy_of, text_of, worth_comparing
from onrecord.connect.lineage.families import settle
from onrecord.connect.lineage.fingerprints import fingerprint, quoted_words
from onrecord.connect.lineage.quotations import marked
from onrecord.connect.words import tokens
from onrecord.model.evidence import Origin
from onrecord.model.ids import DocumentId, artefact_id
from onrecord.model.lineage import Copy
from onrecord.read.reader import read_file

HERE = Path(__file__).parent
ROUNDS = 1000
KINDS = {
    "first half": "whole",
    "shuffled": "scrambled",
    "shuffled, 20 % of words changed": "scrambled",
    "shuffled, 35 % of words changed": "scrambled",
    "whole": "whole",
    "whole, other headline and boilerplate": "whole",
    **dict.fromkeys(STITCHED, "stitched"),
}
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """What is known of the texts of a half.

    Attributes:
        ways: How each made text was made.
        made: Pairs of a made text and an article it was made from.
        open: Pairs nobody labelled: texts made from one article, and those of articles that share text.
        real: Pairs of articles that share text, as labelled by hand.
    """

    ways: Mapping[str, str]
    made: frozenset[Pair]
    open: frozenset[Pair]
    real: frozenset[Pair]


def pair(one: str, other: str) -> Pair:
    """Name a pair by its texts, smaller name first."""
    return (one, other) if one < other else (other, one)


def text(article: Article) -> Text:
    """Prepare an article, all of it body."""
    whole = [(0, len(article.text))]
    words, quoted = tokens(article.text, whole), marked(article.text, whole)
    return Text(
        fingerprint=fingerprint(DocumentId(article.name), words, quoted),
        text=article.text,
        words=words,
        quoted=quoted_words(words, quoted),
        published=article.published,
    )


def truth(found: Sequence[Article], made: Sequence[Article]) -> Truth:
    """Say which pairs are copies, and which are not known."""
    rows = [json.loads(line) for line in (HERE / "real.jsonl").read_text(encoding="utf-8").splitlines()]
    related = {pair(row["left"], row["right"]): row["copy"] for row in rows}
    origins = {one.name: {one.name} for one in found} | {one.name: set(one.of) for one in made}
    own = frozenset(pair(one.name, source) for one in made for source in one.of)
    by_origin: dict[str, set[str]] = defaultdict(set)
    for name, some in origins.items():
        for origin in some:
            by_origin[origin].add(name)
    unknown = {pair(one, other) for some in by_origin.values() for one in some for other in some if one != other}
    for left, right in related:
        unknown |= {pair(one, other) for one in by_origin[left] for other in by_origin[right] if one != other}
    real = frozenset(one for one, is_copy in related.items() if is_copy and one[0] in origins)
    return Truth(ways={one.name: one.made for one in made}, made=own, open=frozenset(unknown - own - real), real=real)


def find(texts: Mapping[str, Text]) -> tuple[list[Candidate], tuple[Copy, ...]]:
    """Find the copies among some texts as the product does."""
    proposed = candidates([one.fingerprint for one in texts.values()])
    ends = [(one, texts[one.left], texts[one.right]) for one in proposed]
    copies = [
        copy_of(left, right) for one, left, right in ends if worth_comparing(one, left.fingerprint, right.fingerprint)
    ]
    return proposed, tuple(one for one in copies if one)


def jaccard(left: Text, right: Text) -> float:
    """Compare two texts by runs of three words, as the usual tools do (MinHash estimates this)."""
    one, other = (
        set(zip(text.words.words, text.words.words[1:], text.words.words[2:], strict=False)) for text in (left, right)
    )
    return len(one & other) / len(one | other) if one | other else 0.0


def containment(left: Text, right: Text) -> float:
    """Give the share of the shorter text's runs of three words that the other holds."""
    one, other = (
        set(zip(text.words.words, text.words.words[1:], text.words.words[2:], strict=False)) for text in (left, right)
    )
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


def figures(
    found: Iterable[Pair], known: Truth, weights: Mapping[str, int] | None = None
) -> tuple[float, float, float]:
    """Give precision, recall and F1 in per cent; weights repeat the pairs of an article in a bootstrap."""

    def count(pairs: Iterable[Pair]) -> int:
        return sum(1 if weights is None else weights.get(group(one, known), 0) for one in pairs)

    given = set(found)
    right = given & (known.made | known.real)
    wrong = given - known.made - known.real - known.open
    hits, all_true = count(right), count(known.made | known.real)
    precision = 100 * hits / max(1, hits + count(wrong))
    recall = 100 * hits / max(1, all_true)
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def group(one: Pair, known: Truth) -> str:
    """Name the article that a pair counts with in a bootstrap."""
    made = next((name for name in one if name in known.ways), one[0])
    return made.removesuffix(" " + known.ways.get(made, ""))


def spread(found: Sequence[Pair], known: Truth, rounds: int = ROUNDS) -> list[tuple[float, float]]:
    """Give the 95 % intervals of the three figures."""
    groups = sorted({group(one, known) for one in (*found, *known.made, *known.real)})
    chance = random.Random(1)
    drawn = []
    for _ in range(rounds):
        weights: dict[str, int] = defaultdict(int)
        for name in chance.choices(groups, k=len(groups)):
            weights[name] += 1
        drawn.append(figures(found, known, weights))
    return [(float(np.percentile(one, 2.5)), float(np.percentile(one, 97.5))) for one in zip(*drawn, strict=True)]


def show(name: str, found: Sequence[Pair], known: Truth, rounds: int = ROUNDS) -> float:
    """Print the figures of a method; give F1."""
    given, between = figures(found, known), spread(found, known, rounds)
    cells = "   ".join(
        f"{letter} {value:5.1f} ({low:5.1f} to {high:5.1f})"
        for letter, value, (low, high) in zip(("P", "R", "F1"), given, between, strict=True)
    )
    stitched = [one for one in known.made if _way(one, known) in STITCHED]
    held = set(found)
    share = 100 * sum(one in held for one in stitched) / len(stitched)
    print(f"{name:44} {cells}   stitched R {share:5.1f}")
    return given[2]


def by_way(found: Sequence[Pair], settled: Sequence[Copy], known: Truth) -> dict[str, float]:
    """Print recall and kind by way of making; give the figures that have floors."""
    held = set(found)
    kinds = {pair(one.document, one.of): one.kind for one in settled}
    named: dict[str, float] = {}
    for way, kind in KINDS.items():
        pairs = [one for one in known.made if _way(one, known) == way]
        met = [one for one in pairs if one in held]
        right = sum(kinds[one] == kind for one in met)
        named[way] = 100 * len(met) / len(pairs)
        print(
            f"  {way:42} recall {named[way]:5.1f} of {len(pairs):4}   kind {kind}: {100 * right / max(1, len(met)):5.1f}"
        )
    stitched = [one for one in known.made if _way(one, known) in STITCHED]
    real = [one for one in known.real if one in held]
    print(f"  copies among the articles themselves, labelled by hand: {len(real)} of {len(known.real)}")
    return {
        "stitched recall": 100 * sum(one in held for one in stitched) / len(stitched),
        "stitched named": 100 * sum(kinds.get(one) == "stitched" for one in stitched) / len(stitched),
    }


def _way(one: Pair, known: Truth) -> str:
    return next(known.ways[name] for name in one if name in known.ways)


def seeds() -> Copy | None:
    """Compare articles 002 and 003, read as the product reads them."""
    texts = []
    for path in sorted((SHARED / "articles").glob("00[23]_*.txt")):
        origin = Origin(
            artefact=artefact_id(path.read_bytes()), path=str(path), collected_at="2026-01-01T00:00:00+00:00"
        )
        (document,) = read_file(path, origin, Config(engine="inline"), HERE).documents
        texts.append(text_of(document))
    return copy_of(*texts)


def measure(
    half: Half, *, dated: bool = True, rounds: int = ROUNDS, peers: bool = True
) -> tuple[dict[str, float], list[tuple[float, bool]], list[Pair]]:
    """Score one half; give the figures, `(score, right)` of every copy found, and the pairs found wrongly."""
    found = articles(half)
    made = make(found)
    if not dated:
        found, made = ([replace(one, published=None) for one in some] for some in (found, made))
    known, texts = truth(found, made), {one.name: text(one) for one in (*found, *made)}
    proposed, copies = find(texts)
    between = [one for one in copies if not (one.document in known.ways and one.of in known.ways)]
    settled = settle(between, {DocumentId(name): one.fingerprint.words for name, one in texts.items()})
    pairs = [pair(one.document, one.of) for one in copies]
    print(
        f"\n{half}, {'dated' if dated else 'undated'}: {len(found)} articles, {len(made)} texts made, {len(known.made)} pairs of a made text and a source; {len(proposed)} candidates"
    )
    given = {"f1": show("onrecord", pairs, known, rounds)}
    given |= by_way(pairs, settled, known)
    if peers:
        _peers(proposed, texts, known, rounds)
    cases = [
        (one.containment, key in known.made | known.real)
        for one in copies
        if (key := pair(one.document, one.of)) not in known.open
    ]
    wrong = sorted(set(pairs) - known.made - known.real - known.open)
    return given, cases, wrong


def _peers(proposed: Sequence[Candidate], texts: Mapping[str, Text], known: Truth, rounds: int) -> None:
    """Show what thresholds alone give on the same pairs; pairs without any rare run in common are below all of them."""
    asked = [
        (one.left, one.right)
        for one in proposed
        if pair(one.left, one.right) not in known.open and one.unquoted + one.quoted_twice >= LEAST_RUNS
    ]
    methods: Sequence[tuple[str, Callable[[Text, Text], float], float]] = (
        ("Jaccard of runs of three, from 0.5", jaccard, 0.5),
        ("Jaccard of runs of three, from 0.2", jaccard, 0.2),
        ("containment of runs of three, from 0.10", containment, 0.10),
    )
    for name, method, bar in methods:
        show(name, [pair(*one) for one in asked if method(texts[one[0]], texts[one[1]]) >= bar], known, rounds)


def below_floors(half: str, given: Mapping[str, float]) -> int:
    """Say which figures are below their floors; give the exit code."""
    floors = json.loads((HERE / "floors.json").read_text(encoding="utf-8")).get(half, {})
    low = [f"{name} {given[name]:.1f}, floor {floor}" for name, floor in floors.items() if given[name] < floor]
    for line in low:
        print(f"below its floor: {line}", file=sys.stderr)
    return int(bool(low))


def main() -> int:
    """Make, find, print, compare."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--half", choices=("rules", "report"), default="rules")
    parser.add_argument("--undated", action="store_true", help="the same without any date")
    parser.add_argument("--misses", action="store_true", help="print the pairs found that are no copies")
    parser.add_argument(
        "--fit", action="store_true", help="fit probabilities on `rules`; report their error on the half asked for"
    )
    options = parser.parse_args()
    given, cases, wrong = measure(options.half, dated=not options.undated)
    if options.misses:
        print("\n".join(f"  no copy: {left} | {right}" for left, right in wrong))
    together = seeds()
    print(f"articles 002 and 003: {together.kind + ', ' + together.because if together else 'not found'}")
    if options.fit:
        _, fitted, _ = measure("rules", peers=False)
        write_table("copies", METHOD, fitted, fitted_on=date.today().isoformat(), of="evaluation/copies, half rules")  # noqa: DTZ011  # the day of the person who fits
        steps = rising(fitted)
        print(
            f"calibration: {len(steps)} steps from {len(fitted)} copies; error on {options.half}: {error(steps, cases):.4f} of {len(cases)}"
        )
        plot(HERE / "reliability.svg", f"copies, half {options.half}", reliability(steps, cases))
    return below_floors(options.half if not options.undated else "undated", given)


if __name__ == "__main__":
    sys.exit(main())
