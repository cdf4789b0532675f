"""A line of an edge file: what another program says of two names being one organisation (docs/matching.md)."""

from dataclasses import dataclass

from onrecord.model.evidence import Field
from onrecord.model.ids import ArtefactId

EDGE_FORMAT = "edge/1"
"""What every line calls itself under `onrecord`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EdgeRow:
    """A reason, from an edge file, to take two parties for one.

    Attributes:
        row: Its line in the artefact; lines count from 1, empty ones too.
        left, right: Keys as judgements have them (`party:org:acme`).
        score: 0 to 1, how likely they are one.
        because: One sentence for people.
    """

    artefact: ArtefactId
    row: int
    left: str
    right: str
    score: float
    because: str

    @property
    def fields(self) -> tuple[tuple[str, Field], ...]:
        """List where each text stands, with its name: `edge=LINE;member=NAME`."""
        texts = (("left", self.left), ("right", self.right), ("because", self.because))
        return tuple(
            (name, Field(artefact=self.artefact, pointer=f"edge={self.row};member={name}", text=text))
            for name, text in texts
        )
