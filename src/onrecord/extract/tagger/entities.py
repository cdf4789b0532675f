"""Names and quantities as the network reads them."""

from dataclasses import dataclass

import numpy as np

from onrecord.extract.tagger.lattice import Floats
from onrecord.extract.tagger.pieces import Pieces

ENTITY_TYPES = ("person", "organisation", "public_body", "product", "law", "place", "money", "quantity", "date")


@dataclass(frozen=True, slots=True)
class Entity:
    """A name or quantity, in code points, half-open.

    Attributes:
        kind: One of `ENTITY_TYPES`.
        probability: Mean over its words.
    """

    start: int
    end: int
    kind: str
    probability: float


def entities(pieces: Pieces, scores: Floats) -> list[Entity]:
    """Read tags (outside, then begin and inside of each type) as spans; a span never crosses a paragraph."""
    if not len(pieces):
        return []
    likely = np.exp(scores - scores.max(1, keepdims=True))
    likely /= likely.sum(1, keepdims=True)
    inside = likely[:, 1::2] + likely[:, 2::2]
    kinds = np.concatenate([likely[:, :1], inside], 1).argmax(1)
    begins = likely[:, 1::2] > likely[:, 2::2]
    found: list[Entity] = []
    first = 0
    for place in range(1, len(pieces) + 1):
        goes_on = (
            place < len(pieces)
            and kinds[place] == kinds[first]
            and pieces.paragraph[place] == pieces.paragraph[first]
            and not (kinds[place] and begins[place, kinds[place] - 1])
        )
        if goes_on:
            continue
        kind = int(kinds[first])
        if kind:
            probability = float(inside[first:place, kind - 1].mean())
            found.append(
                Entity(int(pieces.start[first]), int(pieces.end[place - 1]), ENTITY_TYPES[kind - 1], probability)
            )
        first = place
    return found
