"""Score the extractors on sentences written for this project; needs nothing but the package.

    python evaluation/attribution/sample.py [--misses]

`sample.jsonl` was at hand while the rules were written: it guards against loss. The sentences of `sample2.jsonl` were
written and labelled before any extractor had read them, on other topics than the training texts': a small figure out of
their domain.
"""

import argparse
import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from onrecord.extract import version_of
from onrecord.extract.extractors import extract_text
from onrecord.extract.listening import Listen, by_network, by_rules
from onrecord.model.ids import DocumentId

HERE = Path(__file__).parent
SAMPLES = ("sample", "sample2")
LISTENERS: dict[str, Listen] = {"rules": by_rules, "model": partial(by_network, threads=1)}
Places = list[tuple[int, int]]
Attribution = dict[str, Places]


@dataclass(frozen=True, slots=True)
class Text:
    """A text with its attributions; offsets in code points, half-open."""

    text: str
    attributions: list[Attribution]


@dataclass(frozen=True, slots=True)
class Score:
    """How many attributions of a text were found, stand there, and are linked; and those that are not."""

    found: int
    gold: int
    linked: int
    missed: tuple[str, ...] = ()


def read_sample(name: str) -> list[Text]:
    """Read a sample by name."""
    rows = [json.loads(line) for line in (HERE / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    return [Text(row["text"], row["attributions"]) for row in rows]


def score(text: Text, listen: Listen) -> Score:
    """Read a text and count: linked is one to one, content and source both sharing half of their letters."""
    statements = extract_text(DocumentId("sample"), text.text, listen).statements
    left = [
        {role: [(span.start, span.end) for span in spans] for role, spans in roles.items()}
        for roles in ({"source": one.source, "content": one.content} for one in statements)
    ]
    missed = []
    for gold in text.attributions:
        match = next((one for one in left if _linked(text.text, one, gold)), None)
        if match is None:
            missed.append(" | ".join(_words(text.text, gold[role]) for role in ("source", "cue", "content")))
        else:
            left.remove(match)
    return Score(len(statements), len(text.attributions), len(text.attributions) - len(missed), tuple(missed))


def _linked(text: str, found: Attribution, gold: Attribution) -> bool:
    return all(
        _overlap(_letters(text, found[role]), _letters(text, gold[role])) >= 0.5 for role in ("content", "source")
    )


def _letters(text: str, places: Places) -> frozenset[int]:
    """Marks and spaces do not count, as in the full metric."""
    return frozenset(place for start, end in places for place in range(start, end) if text[place].isalnum())


def _overlap(left: frozenset[int], right: frozenset[int]) -> float:
    return len(left & right) / len(left | right) if left | right else 1.0


def _words(text: str, places: Places) -> str:
    return " … ".join(text[start:end] for start, end in places)


def f1(scores: Sequence[Score]) -> float:
    """Give F1 in per cent."""
    return 200 * sum(one.linked for one in scores) / max(1, sum(one.found + one.gold for one in scores))


def interval(scores: Sequence[Score], rounds: int = 1000) -> tuple[float, float]:
    """Give the 95 % bootstrap interval of F1 over texts; the same each time."""
    chance = random.Random(13)
    values = sorted(f1(chance.choices(scores, k=len(scores))) for _ in range(rounds))
    return values[int(0.025 * rounds)], values[int(0.975 * rounds)]


def main() -> None:
    """Score both extractors on both samples and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--misses", action="store_true", help="print what was not found")
    arguments = parser.parse_args()
    for name in SAMPLES:
        texts = read_sample(name)
        print(f"{name}: {len(texts)} texts, {sum(len(one.attributions) for one in texts)} attributions")
        for extractor, listen in LISTENERS.items():
            scores = [score(one, listen) for one in texts]
            found, gold, linked = (sum(getattr(one, key) for one in scores) for key in ("found", "gold", "linked"))
            low, high = interval(scores)
            print(
                f"  {version_of(extractor):10} P {100 * linked / max(1, found):5.1f}  R {100 * linked / gold:5.1f}"
                f"  F1 {f1(scores):5.1f}  95 % {low:.1f} to {high:.1f}  ({found} found)"
            )
            if arguments.misses:
                print("".join(f"    {one}\n" for some in scores for one in some.missed), end="")


if __name__ == "__main__":
    main()
