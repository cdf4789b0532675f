"""Where a text comes from: copies, credits to others, and versions of one page."""

from dataclasses import dataclass
from typing import Literal

from onrecord.model.calibration import Calibrated
from onrecord.model.evidence import Span
from onrecord.model.ids import DocumentId, StatementId, content_id

CopyKind = Literal["whole", "part", "stitched", "scrambled"]
"""`whole`: nearly all of the shorter text stands in the other, in order; `part`: a stretch of it; `scrambled`: its passages in
another order; `stitched`: the text is put together from passages of several texts, this one among them."""

CreditKind = Literal["wire", "obtained", "verified", "reported"]
"""`wire`: an agency's text; `obtained`: a document or message that X got first; `verified`: X confirmed it; `reported`: X reported
it first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """Two documents of which one repeats passages of the other, or both those of a third.

    Attributes:
        document: The later one; where no date tells, the one whose id comes second.
        of: The earlier one.
        ordered: Whether dates tell which is which.
        containment: Share of the shorter text's shingles that the other holds, 0 to 1.
        passages: `(words in the copy, words in the other)`, in the order of the copy: the proof.
        because: One sentence for people.
    """

    kind: CopyKind
    document: DocumentId
    of: DocumentId
    ordered: bool
    containment: float
    passages: tuple[tuple[Span, Span], ...]
    method: str
    because: str
    probability: Calibrated | None = None

    @property
    def id(self) -> str:
        """Name it by its two documents."""
        return content_id("copy", *sorted((self.document, self.of)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """Words of a document that say from whom it has its text or its news.

    Attributes:
        name: The words that name them.
        evidence: The words that say so, the name among them.
    """

    kind: CreditKind
    name: Span
    evidence: Span
    method: str

    @property
    def id(self) -> str:
        """Name it by its kind and place."""
        return content_id("credit", self.kind, self.name.document, self.name.start, self.name.end)


RevisionKind = Literal["added", "removed", "reworded"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """A statement that one version of a page has and the next has not, or has in other words.

    Attributes:
        address: What both versions were collected from: an address of the web, or a path.
        before, after: The two versions.
        before_seen, after_seen: When each was collected, ISO 8601 UTC: the change lies between.
        left, right: The statement in each; None where it is not there.
        left_span, right_span: Its words in each.
        differences: `(words before, words after)`, for `reworded`.
    """

    kind: RevisionKind
    address: str
    before: DocumentId
    after: DocumentId
    before_seen: str
    after_seen: str
    left: StatementId | None
    right: StatementId | None
    left_span: Span | None
    right_span: Span | None
    differences: tuple[tuple[str, str], ...] = ()
    method: str

    @property
    def id(self) -> str:
        """Name it by its versions and places."""
        places = [f"{span.start}:{span.end}" if span else "" for span in (self.left_span, self.right_span)]
        return content_id("revision", self.before, self.after, *places)
