"""Score names on texts the network is never trained on: exact spans, by type, with bootstrap intervals over documents.

    python evaluation/entities/score.py [--system NAME ...] [--predictions FILE] [--shared DIR] [--rounds 1000]

Scored are the rules alone, the package's network alone, and both merged, which is what the product gives; then the
targets. With --predictions a file is scored instead: a JSON object a line, `{"doc": name of the text, "entities":
[[start, end, type], ...]}`, offsets in code points of `EntityText.text`, half-open. Needs ../shared.
"""

import argparse
import json
import random
import re
import sys
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "training"))

from entity_corpora import ENTITY_TYPES, EntityText, Span, held_out_texts, spans_of
from onrecord.extract.extractors import extract_text
from onrecord.extract.listening import Listening, by_network, by_rules
from onrecord.extract.statements import Place
from onrecord.model.ids import DocumentId
from onrecord.model.statement import Mention

SHARED = Path(__file__).parents[3] / "shared"
KINDS = {
    "person": "person",
    "company": "organisation",
    "organisation": "organisation",
    "public_body": "public_body",
    "product": "product",
}
"""The product's kinds as types; a mention of unknown kind says nothing of its type and is left out."""
SYSTEMS = ("rules", "network", "merged")
TARGET_SETS = ("gum-news-test", "re3d-sample")
TARGETS = (("person", 85, 90), ("organisation, either kind", 75, 85))
"""Exact F1 on the target sets together: at least, and the aim."""
PARTIES = frozenset(("person", "organisation", "public_body", "product"))
"""Types that become mentions."""
EITHER = frozenset(("organisation", "public_body"))
ROWS: tuple[tuple[str, frozenset[str]], ...] = (
    *((kind, frozenset((kind,))) for kind in ENTITY_TYPES),
    ("organisation, either kind", EITHER),
    ("person + organisation, either kind", EITHER | {"person"}),
    ("micro, parties", PARTIES),
    ("micro, all types", frozenset(ENTITY_TYPES)),
)
Counts = tuple[int, int, int]
"""How many names are in the gold, were found, and are right."""
_ARTICLE = re.compile(r"(?:the|an?)\s+", re.IGNORECASE)


def read_texts(texts: Iterable[EntityText]) -> dict[str, dict[str, list[Span]]]:
    """Give what each system finds in each text."""
    found: dict[str, dict[str, list[Span]]] = {name: {} for name in SYSTEMS}
    for text in texts:
        network: list[Span] = []
        document = DocumentId(text.name)
        found["rules"][text.name] = mention_spans(extract_text(document, text.text, by_rules).mentions)
        merged = extract_text(document, text.text, partial(overheard, network)).mentions
        found["merged"][text.name] = mention_spans(merged)
        found["network"][text.name] = network
    return found


def overheard(entities: list[Span], text: str, ranges: Sequence[Place]) -> Listening:
    """Listen by the network as the product does and note the names it sees."""
    heard = by_network(text, ranges)
    entities.extend((one.start, one.end, one.kind) for one in heard.entities)
    return heard


def mention_spans(mentions: Iterable[Mention]) -> list[Span]:
    """Give the mentions of known kind."""
    return [(one.span.start, one.span.end, KINDS[one.kind]) for one in mentions if one.span and one.kind in KINDS]


def read_predictions(path: Path) -> dict[str, list[Span]]:
    """Read a predictions file.

    Raises:
        ValueError: A line is not as the module says, or has a type we do not know.
    """
    found: dict[str, list[Span]] = {}
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        try:
            row = json.loads(line)
            spans = [(int(start), int(end), str(kind)) for start, end, kind in row["entities"]]
            found.setdefault(row["doc"], []).extend(spans)
        except (KeyError, TypeError, ValueError) as problem:
            raise ValueError(f"{path}, line {number}: {problem!r}; write one prediction object a line") from problem
        unknown = {kind for _, _, kind in spans} - set(ENTITY_TYPES)
        if unknown:
            raise ValueError(
                f"{path}, line {number}: unknown type {min(unknown)!r}; types are {', '.join(ENTITY_TYPES)}"
            )
    return found


def bare(text: str, span: Span) -> Span:
    """Take the article off a name, as the gold does."""
    start, end, kind = span
    article = _ARTICLE.match(text, start, end)
    return (article.end() if article else start), end, kind


def count(text: EntityText, predicted: Iterable[Span], kinds: frozenset[str], *, merged: bool) -> Counts:
    """Compare the names of some types, of those that people marked in the text.

    Args:
        text: With the gold.
        predicted: Names of any types.
        kinds: Types to look at.
        merged: Whether a public body found as another organisation is right, and the other way round.
    """
    scored = kinds & text.annotated

    def names(spans: Iterable[Span]) -> set[Span]:
        bared = (bare(text.text, span) for span in spans if span[2] in scored)
        return {(start, end, "either" if merged and kind in EITHER else kind) for start, end, kind in bared}

    gold, found = names(spans_of(text.pieces, text.tags)), names(predicted)
    return len(gold), len(found), len(gold & found)


def f1(rows: Iterable[Counts]) -> tuple[float, float, float]:
    """Give precision, recall and F1 in per cent over documents."""
    gold, found, right = (sum(column) for column in zip(*rows, strict=True))
    precision, recall = right / max(1, found), right / max(1, gold)
    return 100 * precision, 100 * recall, 100 * 2 * right / max(1, gold + found)


def interval(rows: Sequence[Counts], rounds: int) -> tuple[float, float]:
    """Give the 95 % bootstrap interval of F1 over documents; the same each time."""
    chance = random.Random(0)
    values = sorted(f1(chance.choices(rows, k=len(rows)))[2] for _ in range(rounds))
    return values[int(0.025 * rounds)], values[min(rounds - 1, int(0.975 * rounds))]


def report(name: str, texts: Sequence[EntityText], predicted: dict[str, list[Span]], rounds: int) -> None:
    """Print the figures of a set; a type that is never predicted gets no row, and the last row waits for all types."""
    words = sum(len(text.pieces) for text in texts)
    spoken = {kind for spans in predicted.values() for _, _, kind in spans}
    print(f"\n{name}: {len(texts)} documents, {words} words")
    print(f"  {'':36}{'gold':>6}{'found':>6}{'right':>6}{'P':>7}{'R':>7}{'F1':>7}   95 %")
    for label, kinds in ROWS:
        merged = label.endswith("either kind")
        rows = [count(text, predicted[text.name], kinds, merged=merged) for text in texts]
        gold, found, right = (sum(column) for column in zip(*rows, strict=True))
        if (not gold and not found) or not (kinds <= PARTIES or spoken - PARTIES) or not kinds & spoken:
            continue
        precision, recall, score = f1(rows)
        low, high = interval(rows, rounds)
        print(
            f"  {label:36}{gold:6}{found:6}{right:6}{precision:7.1f}{recall:7.1f}{score:7.1f}   {low:.1f} to {high:.1f}"
        )


def report_targets(texts: Sequence[EntityText], found: dict[str, dict[str, list[Span]]], rounds: int) -> None:
    """Print the figures that the project has set itself, for every system."""
    print(f"\ntargets: exact F1 on {' and '.join(TARGET_SETS)} together, {len(texts)} documents")
    rows_of = dict(ROWS)
    for label, least, aim in TARGETS:
        merged = label.endswith("either kind")
        for system, predicted in found.items():
            rows = [count(text, predicted[text.name], rows_of[label], merged=merged) for text in texts]
            low, high = interval(rows, rounds)
            score = f1(rows)[2]
            print(f"  {label:28}{system:12}{score:6.1f}   {low:.1f} to {high:.1f}   (at least {least}, aim {aim})")


def main() -> int:
    """Read, predict or read predictions, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--system", choices=SYSTEMS, action="append", help="all where none is named")
    parser.add_argument("--predictions", type=Path, help="JSON lines, scored instead of the systems")
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--rounds", type=int, default=1000, help="bootstrap samples")
    arguments = parser.parse_args()
    sets = held_out_texts(arguments.shared)
    sets["gum, all held out"] = [text for name, texts in sets.items() if name.startswith("gum-") for text in texts]
    every = {text.name: text for texts in sets.values() for text in texts}
    if arguments.predictions:
        try:
            predicted = read_predictions(arguments.predictions)
        except (OSError, ValueError) as problem:
            print(problem, file=sys.stderr)
            return 2
        missing = sorted(set(every) - set(predicted))
        if missing:
            print(f"{arguments.predictions}: no line for {len(missing)} texts, the first {missing[0]}", file=sys.stderr)
            return 2
        found = {str(arguments.predictions): predicted}
    else:
        found = {
            name: spans for name, spans in read_texts(every.values()).items() if name in (arguments.system or SYSTEMS)
        }
    for system, predicted in found.items():
        print(f"\n== {system}")
        for name, texts in sorted(sets.items()):
            report(name, texts, predicted, arguments.rounds)
    report_targets([text for name in TARGET_SETS for text in sets[name]], found, arguments.rounds)
    return 0


if __name__ == "__main__":
    sys.exit(main())
