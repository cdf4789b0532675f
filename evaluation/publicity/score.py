"""Score who is taken for public on labelled people of articles: private ones shown, public ones masked.

    python evaluation/publicity/score.py [--half rules|report|all] [--set drawn|rest|second|all] [--misses] [--rounds 2000]

The labels hold places and hashes; the words come from ../shared. Beside the rules stands what the product did before
them (an office named with a body). Exits 1 when a figure breaks its bound in floors.json.
"""

import argparse
import json
import random
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from onrecord.config import Config
from onrecord.extract.extractors import extract_document
from onrecord.extract.listening import by_network
from onrecord.model.evidence import Document, Origin
from onrecord.model.ids import artefact_id
from onrecord.model.statement import Extraction
from onrecord.read.reader import read_file
from onrecord.resolve.inside.document import DocumentParties, resolve_document
from onrecord.resolve.inside.speakers import follow
from onrecord.resolve.publicity.publicity import publicity
from onrecord.resolve.registry import document_kinds

HERE = Path(__file__).parent
SHARED = HERE.parents[2] / "shared/data"
ROUNDS = 2000
SYSTEMS = ("before", "rules")
HASH_DIGITS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A person of an article as a reader sees them.

    Attributes:
        path: Under ../shared/data.
        half: `rules` for articles the rules' writer worked with, `report` for the others.
        drawn: The draw it belongs to: `drawn`, `rest` of the same articles, or the `second` draw.
        start, end: The place that names the person most fully, code points of the file.
        words: First digits of the sha256 of the words there.
        public: The label; `why` says which role, or what makes the person private.
    """

    path: str
    half: str
    drawn: str
    start: int
    end: int
    words: str
    public: bool
    why: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the product does with a labelled person: `shown`, `masked`, or `not found` where it sees no person there."""

    label: Label
    seen: str


def read_labels(path: Path = HERE / "labels.jsonl") -> list[Label]:
    """Read the labels."""
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    return [
        Label(
            path=row["path"],
            half=row["half"],
            drawn=row["set"],
            start=row["start"],
            end=row["end"],
            words=row["words"],
            public=row["label"] == "public",
            why=row["why"],
        )
        for row in rows
    ]


def text_of(path: str) -> str:
    """Read an article, its line ends as they stand."""
    return (SHARED / path).read_bytes().decode("utf-8")


def holds(label: Label) -> bool:
    """Tell whether the words at a label's place are those that were labelled."""
    words = text_of(label.path)[label.start : label.end]
    return sha256(words.encode()).hexdigest()[:HASH_DIGITS] == label.words


@cache
def article(path: str) -> tuple[Document, Extraction]:
    """Read and extract an article as the product does."""
    file = SHARED / path
    origin = Origin(artefact=artefact_id(file.read_bytes()), path=path, collected_at="")
    with tempfile.TemporaryDirectory() as spool:
        (document,) = read_file(file, origin, Config(), Path(spool)).documents
    return document, extract_document(document, by_network)


@cache
def decided(path: str) -> tuple[DocumentParties, dict[str, frozenset[str]]]:
    """Resolve an article; gives its parties and, for each system, the keys of the people taken for public."""
    document, extraction = article(path)
    found = resolve_document(document, list(extraction.mentions))
    statements = list(extraction.statements)
    spoken = follow(found, statements, document_kinds(found, {})).spoken
    roles = publicity(document, found, statements, spoken)
    return found, {"before": frozenset(found.offices), "rules": frozenset(roles)}


def outcome(label: Label, system: str) -> Outcome:
    """Say what a system does with a labelled person."""
    found, public = decided(label.path)
    keys = [
        one.key
        for one in found.resolved
        if one.mention.span and one.mention.span.start < label.end and label.start < one.mention.span.end
    ]
    key = next((one for one in keys if one.startswith("person:")), None)
    if key is None:
        return Outcome(label, "not found")
    return Outcome(label, "shown" if key in public[system] else "masked")


def share(outcomes: Iterable[Outcome], *, public: bool, seen: str) -> tuple[int, int]:
    """Count the people of one label with an outcome, and all of them."""
    of_label = [one for one in outcomes if one.label.public == public]
    return sum(one.seen == seen for one in of_label), len(of_label)


def interval(
    outcomes: Sequence[Outcome], measure: Callable[[Sequence[Outcome]], tuple[int, int]], rounds: int
) -> tuple[float, float]:
    """Give the 95 % bootstrap interval of a share, per cent, drawing articles."""
    by_article: dict[str, list[Outcome]] = {}
    for one in outcomes:
        by_article.setdefault(one.label.path, []).append(one)
    articles, dice, found = list(by_article.values()), random.Random(1), []
    for _ in range(rounds):
        some, all_of_them = measure([one for drawn in dice.choices(articles, k=len(articles)) for one in drawn])
        if all_of_them:
            found.append(100 * some / all_of_them)
    found.sort()
    return found[int(0.025 * len(found))], found[int(0.975 * len(found)) - 1]


MEASURES: dict[str, tuple[bool, str]] = {
    "private shown": (False, "shown"),
    "private not found": (False, "not found"),
    "public masked": (True, "masked"),
    "public not found": (True, "not found"),
}


def figures(outcomes: Sequence[Outcome]) -> dict[str, tuple[int, int]]:
    """Count each measure: how many, of how many."""
    return {name: share(outcomes, public=public, seen=seen) for name, (public, seen) in MEASURES.items()}


def chosen(half: str, drawn: str) -> list[Label]:
    """List the labels of a half and a draw."""
    return [one for one in read_labels() if half in {one.half, "all"} and drawn in {one.drawn, "all"}]


def above_bounds(name: str, counted: dict[str, tuple[int, int]]) -> int:
    """Say which shares are above their bound; gives how many."""
    bounds: dict[str, Any] = json.loads((HERE / "floors.json").read_text(encoding="utf-8")).get(name, {})
    broken = 0
    for measure, bound in bounds.items():
        some, of_all = counted[measure]
        if of_all and 100 * some / of_all > bound:
            print(f"{name}: {measure} {100 * some / of_all:.1f} is above {bound}", file=sys.stderr)
            broken += 1
    return broken


def _print(labels: Sequence[Label], rounds: int) -> None:
    print(
        f"{len(labels)} people, {sum(not one.public for one in labels)} private, {len({one.path for one in labels})} articles"
    )
    for system in SYSTEMS:
        outcomes = [outcome(one, system) for one in labels]
        for name, (some, of_all) in figures(outcomes).items():
            public, seen = MEASURES[name]
            low, high = interval(outcomes, partial(share, public=public, seen=seen), rounds)
            print(
                f"{system:7} {name:18} {some:3} of {of_all:3}  {100 * some / max(1, of_all):5.1f} % ({low:.1f}-{high:.1f})"
            )


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--half", choices=("rules", "report", "all"), default="report")
    parser.add_argument("--set", choices=("drawn", "rest", "second", "all"), default="all")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--misses", action="store_true", help="print places of errors, never names")
    options = parser.parse_args()
    labels = chosen(options.half, options.set)
    _print(labels, options.rounds)
    if options.misses:
        for one in (outcome(label, "rules") for label in labels):
            if (one.label.public, one.seen) in {(False, "shown"), (True, "masked")}:
                print(one.seen, one.label.why, one.label.path, one.label.start)
    counted = figures([outcome(label, "rules") for label in labels])
    return min(1, above_bounds(f"{options.half}/{options.set}", counted))


if __name__ == "__main__":
    sys.exit(main())
