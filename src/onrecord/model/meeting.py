"""Where things meet: the same words twice, and two items that do not sit well together."""

from dataclasses import dataclass
from typing import Literal

from onrecord.model.calibration import Calibrated
from onrecord.model.evidence import Field, Span
from onrecord.model.ids import PartyId, StatementId, content_id
from onrecord.model.judgement import Review
from onrecord.model.lineage import Copy, Credit, Revision
from onrecord.model.party import Link
from onrecord.model.thread import AwardMatch, Position, Thread

EchoKind = Literal[
    "verbatim",
    "truncated",
    "extended",
    "altered",
    "spliced",
    "marks_dropped",
    "marks_added",
    "speaker_dropped",
    "speaker_added",
    "speaker_differs",
]
Emphasis = Literal["", "number", "negation", "modal", "name"]
"""What a difference may change; everything else is shown without weight."""
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
        kind: The one it is counted under; `kinds` lists all that hold.
        members: Two, the earlier document first.
        differences: `(words in the first, words in the second)` for each place where they differ; for `truncated` and
            `extended` what each has beyond the other, before and after.
        emphases: One for each difference.
        proposed: The speaker of the other side, offered for a statement whose own speaker was dropped; a proposal only.
        score: 0 to 1, to order by.
        because: One sentence for people.
    """

    kind: EchoKind
    members: tuple[EchoMember, EchoMember]
    differences: tuple[tuple[str, str], ...] = ()
    emphases: tuple[Emphasis, ...] = ()
    kinds: tuple[EchoKind, ...] = ()
    proposed: PartyId | None = None
    method: str = ""
    score: float = 0.0
    because: str = ""
    probability: Calibrated | None = None

    @property
    def id(self) -> str:
        """Name the echo by its two places."""
        return content_id("echo", *(f"{one.span.document}:{one.span.start}:{one.span.end}" for one in self.members))


@dataclass(frozen=True, slots=True, kw_only=True)
class Tension:
    """Two items that do not sit well together; a person decides what it means.

    Attributes:
        left, right: Ids of the two items: statements, or a statement and an award.
        evidence: The words and fields that were compared, those of the left first.
        score: 0 to 1, for ordering only.
        because: What was compared, in neutral words.
        both_true_if: What would make both sides true.
        probability: That people looking at both would say they do not sit well together; None where never measured.
    """

    kind: TensionKind
    left: str
    right: str
    score: float
    because: str
    both_true_if: str
    evidence: tuple[Span | Field, ...] = ()
    method: str = ""
    probability: Calibrated | None = None

    @property
    def id(self) -> str:
        """Name the tension by its kind and ends."""
        return content_id("tension", self.kind, self.left, self.right)


@dataclass(frozen=True, slots=True, kw_only=True)
class Connections:
    """Everything connect/ says of a record; `asked` is what people are to decide on threads."""

    links: tuple[Link, ...]
    echoes: tuple[Echo, ...]
    tensions: tuple[Tension, ...]
    copies: tuple[Copy, ...] = ()
    credits: tuple[Credit, ...] = ()
    positions: tuple[Position, ...] = ()
    threads: tuple[Thread, ...] = ()
    matches: tuple[AwardMatch, ...] = ()
    revisions: tuple[Revision, ...] = ()
    asked: tuple[Review, ...] = ()
