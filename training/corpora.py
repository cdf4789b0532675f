"""The corpora: texts with their attributions, as word labels."""

import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from onrecord.extract.paragraphs import paragraphs
from onrecord.extract.tagger.lattice import ROLES
from onrecord.extract.tagger.pieces import Pieces, pieces_of
from onrecord.model.quotations import quotations

sys.path.insert(0, str(Path(__file__).parents[1] / "evaluation" / "attribution"))

from gold import SHARED, evaluator

__all__ = ["SHARED", "Article", "Version", "evaluator", "read_articles"]

Labels = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Version:
    """One annotator's reading of a text, in words.

    Attributes:
        role: 0 outside, else 1 + index into `ROLES`, a word each.
        owner: Number of the attribution each word belongs to, -1 for none.
        begins: Whether a word is the first of a piece of its role.
        pointer: First word of the source of each attribution that has one; attributions may share a source.
    """

    role: Labels
    owner: Labels
    begins: NDArray[np.bool_]
    pointer: dict[int, int]


@dataclass(frozen=True, slots=True)
class Article:
    """A text with every reading of it."""

    name: str
    text: str
    pieces: Pieces
    versions: tuple[Version, ...]


def read_articles(folder: Path, *, every_version: bool = True) -> list[Article]:
    """Read a part of PolNeAR (`text/*.txt`, `attributions/*.ann`), every annotator's version or the first one's."""
    rules = evaluator()
    found: list[Article] = []
    for name, annotators in sorted(rules.annotations_by_doc(str(folder)).items()):
        text = rules.read_text(str(folder), name)
        blocks = paragraphs(text, [(0, len(text))])
        pieces = pieces_of(text, blocks, quotations(text, blocks))
        chosen = annotators if every_version else annotators[:1]
        read = [rules.read_gold(str(folder), name, annotator) for annotator in chosen]
        found.append(Article(name, text, pieces, tuple(_version(pieces, one) for one in read)))
    return found


def _version(pieces: Pieces, attributions: list[dict[str, list[tuple[int, int]]]]) -> Version:
    count = len(pieces)
    role, owner = np.zeros(count, dtype=np.int64), np.full(count, -1, dtype=np.int64)
    begins = np.zeros(count, dtype=np.bool_)
    pointer: dict[int, int] = {}
    middle = (pieces.start + pieces.end) // 2
    words = [
        {name: [tuple(np.searchsorted(middle, place)) for place in attribution[name] if place] for name in ROLES}
        for attribution in attributions
    ]
    cues = [one["cue"][0][0] if one["cue"] else -1 for one in words]
    for name in ("content", "source", "cue"):  # where two readings meet, the later in this order holds
        for number, one in enumerate(words):
            for first, last in one[name]:
                held = owner[first] if first < last and role[first] == ROLES.index(name) + 1 else -1
                if name != "cue" and held >= 0 and abs(cues[held] - first) <= abs(cues[number] - first):
                    continue  # two attributions share these words: they go to the nearer cue
                role[first:last], owner[first:last] = ROLES.index(name) + 1, number
                begins[first : first + 1] = first < last
    for number, one in enumerate(words):
        if one["source"]:
            pointer[number] = min(int(first) for first, _ in one["source"])
    return Version(role, owner, begins, pointer)
