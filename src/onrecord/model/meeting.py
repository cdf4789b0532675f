"""Where things meet: the same words twice, and two items that do not sit well together."""

from dataclasses import dataclass
from typing import Literal

from onrecord.model.evidence import Span
from onrecord.model.ids import PartyId, StatementId, content_id
from onrecord.model.party import Link

EchoKind = Literal[
    "verbatim",
    "truncated",
    "altered",
    "marks_dropped",
    "marks_added",
    "speaker_dropped",
    "speaker_added",
    "speaker_differs",
]
TensionKind = Literal["figures", "polarity", "position_change", "statement_against_award"]


@dataclass(frozen=True, slots=True, kw_only=True)
class EchoMember:
    """One appearance of the words.

    Attributes:
        statement: The statement they belong to there, None when they stand unattributed.
        speaker: The party they are attributed to there.
    """

    span: Span
    statement: StatementId | None
    speaker: PartyId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Echo:
    """The same words in two documents.

    Attributes:
        members: Two, the earlier document first.
        differences: `(words in the first, words in the second)` for each place where they differ; for `truncated` what
            each has beyond the other, before and after.
    """

    kind: EchoKind
    members: tuple[EchoMember, EchoMember]
    differences: tuple[tuple[str, str], ...] = ()

    @property
    def id(self) -> str:
        """Name the echo by its two places."""
        return content_id("echo", *(f"{one.span.document}:{one.span.start}:{one.span.end}" for one in self.members))


@dataclass(frozen=True, slots=True, kw_only=True)
class Tension:
    """Two items that do not sit well together; a person decides what it means.

    Attributes:
        left, right: Ids of the two items: statements, or a statement and an award.
        score: 0 to 1, for ordering only; not a probability until it is calibrated.
        because: What was compared, in neutral words.
        both_true_if: What would make both sides true.
    """

    kind: TensionKind
    left: str
    right: str
    score: float
    because: str
    both_true_if: str

    @property
    def id(self) -> str:
        """Name the tension by its kind and ends."""
        return content_id("tension", self.kind, self.left, self.right)


@dataclass(frozen=True, slots=True, kw_only=True)
class Connections:
    """Everything connect/ says of a record."""

    links: tuple[Link, ...]
    echoes: tuple[Echo, ...]
    tensions: tuple[Tension, ...]
