"""Score credits on sentences written for it: `python evaluation/copies/score_credits.py [--half rules|report|all] [--misses]`."""

import argparse
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import md5
from pathlib import Path
from random import Random

from onrecord.connect.lineage.credits import credits as credits_of
from onrecord.model.evidence import Document, Line, Segment
from onrecord.model.ids import ArtefactId, DocumentId

HERE = Path(__file__).parent
MARK = re.compile(r"\{(\w+)\|([^}]+)\}")
ROUNDS = 1000
Labelled = frozenset[tuple[str, int, int]]
"""Kind, start and end of each name."""


@dataclass(frozen=True, slots=True)
class Case:
    """A text with the credits in it."""

    document: Document
    credits: Labelled


def cases(half: str) -> Iterator[Case]:
    """Read the sentences of one half, or of both."""
    for row in (HERE / "credits.txt").read_text(encoding="utf-8").splitlines():
        if row.startswith("#"):
            continue
        text, places, end = "", set(), 0
        for mark in MARK.finditer(row):
            text += row[end : mark.start()]
            places.add((mark[1], len(text), len(text) + len(mark[2])))
            text, end = text + mark[2], mark.end()
        text += row[end:]
        dealt = "rules" if int(md5(text.encode(), usedforsecurity=False).hexdigest(), 16) % 2 == 0 else "report"
        if half in ("all", dealt):
            yield Case(_document(text), frozenset(places))


def _document(text: str) -> Document:
    return Document(
        id=DocumentId("0" * 32),
        artefact=ArtefactId("0" * 64),
        part="",
        reader="text/1",
        media_type="text/plain",
        text=text,
        lines=(Line(start=0, end=len(text), label="body", rule="written"),),
        segments=(Segment(start=0, end=len(text), part="", source_start=0, source_end=len(text)),),
    )


def found(case: Case) -> Labelled:
    """Read a text."""
    return frozenset((one.kind, one.name.start, one.name.end) for one in credits_of(case.document))


def figures(some: Sequence[tuple[Labelled, Labelled]]) -> tuple[float, float]:
    """Give precision and recall in per cent of pairs `(labelled, found)`: kind and words must be right."""
    right = sum(len(labelled & given) for labelled, given in some)
    return (
        100 * right / max(1, sum(len(given) for _, given in some)),
        100 * right / max(1, sum(len(labelled) for labelled, _ in some)),
    )


def main() -> int:
    """Read, score, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--half", choices=("rules", "report", "all"), default="rules")
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    held = list(cases(options.half))
    pairs = [(case.credits, found(case)) for case in held]
    chance = Random(1)
    drawn = [figures(chance.choices(pairs, k=len(pairs))) for _ in range(ROUNDS)]
    print(
        f"{options.half}: {len(held)} texts, {sum(not one.credits for one in held)} without a credit, {sum(len(one.credits) for one in held)} credits"
    )
    for name, value, values in zip(("precision", "recall"), figures(pairs), zip(*drawn, strict=True), strict=True):
        ordered = sorted(values)
        print(f"  {name:9} {value:5.1f} ({ordered[25]:.1f} to {ordered[974]:.1f})")
    if options.misses:
        for case, (labelled, given) in zip(held, pairs, strict=True):
            if labelled != given:
                extra, missed = (
                    [(kind, case.document.text[a:b]) for kind, a, b in sorted(some)]
                    for some in (given - labelled, labelled - given)
                )
                print(f"  {case.document.text!r}\n    found: {extra} missed: {missed}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
