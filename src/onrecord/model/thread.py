"""One party's statements about one matter, in time, and what the award data holds on them."""

from dataclasses import dataclass
from typing import Literal

from onrecord.model.award import Notion
from onrecord.model.calibration import Calibrated
from onrecord.model.evidence import Field, Span
from onrecord.model.ids import AwardId, PartyId, StatementId, content_id

PositionKind = Literal["affirm", "deny", "not_aware", "decline", "commit", "condition"]
"""`not_aware` ("we know of no sale") is never a denial; `decline`: no comment; `condition`: would, if."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """What a statement does with its matter.

    Attributes:
        words: The words that show it.
        rule: Which rule read it so.
    """

    statement: StatementId
    kind: PositionKind
    words: Span
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """One act of saying in a thread, with the other statements that carry it.

    Attributes:
        statement: The earliest statement that carries it.
        copies: Others: echoes of it and the same passage in copies of the document; they count once.
        said_on: ISO date or moment; None where unknown.
        position: None where no rule reads one.
    """

    statement: StatementId
    copies: tuple[StatementId, ...]
    said_on: str | None
    position: Position | None


MatterKind = Literal["product", "programme", "issue"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """The statements of one organisation about one matter with one counterpart.

    Attributes:
        speaker: The organisation that speaks, or that a person speaks for.
        counterpart: Whom it is about; None where the words name nobody.
        matter: Key of the product, programme or issue: `product:azure`, `issue:facial recognition`; empty for any.
        name: The matter for people.
        utterances: By date, unknown dates last.
        because: What put these statements together.
    """

    speaker: PartyId
    counterpart: PartyId | None
    matter: str
    name: str
    utterances: tuple[Utterance, ...]
    method: str
    because: str

    @property
    def id(self) -> str:
        """Name it by its keys."""
        return content_id("thread", self.speaker, self.counterpart or "", self.matter)


AwardMatchKind = Literal["record_match", "record_differs", "no_record_held"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardMatch:
    """What the award data held says to a statement that speaks of a contract.

    Attributes:
        place: The sentence that speaks of a contract.
        statement: Whose words it is; None where it is the document's own.
        award: None for `no_record_held`: nothing in the data held, which says nothing about the world.
        figure: The sum the statement gives; None where it gives none.
        said: The notion of money its words quote; None where they tell none.
        holds: The notions under which the award holds that figure, at the precision it is written with.
        evidence: Fields of the award that carry the match: who sells, who buys, what, when, the sum.
        words: The words of the statement that carry the match.
        keys: What carried it: `supplier`, `reseller`, `product`, `agency`, `period`, `amount`, `piid`.
        score: 0 to 1, to order by.
        because: One sentence for people.
        both_true_if: What would make both true, for `record_differs`.
    """

    kind: AwardMatchKind
    place: Span
    statement: StatementId | None
    award: AwardId | None
    figure: Span | None
    said: Notion | None
    holds: tuple[Notion, ...]
    evidence: tuple[Field, ...]
    words: tuple[Span, ...]
    keys: tuple[str, ...]
    score: float
    method: str
    because: str
    both_true_if: str = ""
    probability: Calibrated | None = None

    @property
    def id(self) -> str:
        """Name it by its ends."""
        figure = f"{self.figure.start}:{self.figure.end}" if self.figure else ""
        return content_id("award match", self.place.document, self.place.start, self.award or "", figure)
