"""The rows of the public contract as types: what `export --format jsonl` writes and what the API answers, field by field.

Fields are only ever added. Sums of money are decimal text; offsets count code points of the document's text, half-open.
"""

from typing import Literal, TypedDict

from onrecord.model.award import AwardKind, LinkLabel, LinkRole, Notion
from onrecord.model.lineage import CopyKind, CreditKind, RevisionKind
from onrecord.model.meeting import EchoKind, Emphasis, TensionKind
from onrecord.model.statement import Form, PartyKind, SourceKind, SupplyModality, SupplyStatus
from onrecord.model.thread import AwardMatchKind, PositionKind


class SpanRow(TypedDict):
    """Words of a document."""

    start: int
    end: int
    text: str


class FieldRow(TypedDict):
    """A value of a table: a pointer (row and column, or JSON Pointer) and the raw text."""

    artefact: str
    pointer: str
    text: str


class WordsRow(TypedDict):
    """Words with the document they stand in."""

    document: str
    start: int
    end: int
    text: str


class PlaceRow(TypedDict, total=False):
    """A field of a table (`artefact`, `pointer`) or words of a document (`document`, `start`, `end`)."""

    artefact: str
    pointer: str
    document: str
    start: int
    end: int
    text: str


class IdentifierRow(TypedDict):
    """A number in a register."""

    scheme: str
    id: str


class ProbabilityRow(TypedDict):
    """How often a rule was right, and on what it was fitted."""

    value: float
    n: int
    fitted_on: str


class DocumentRow(TypedDict):
    """A document with its text; `lines` are `[start, end, label, rule]`, `body` the ranges labelled body."""

    id: str
    sha256: str
    part: str
    path: str
    url: str | None
    title: str | None
    publisher: str | None
    authors: list[str]
    published: str | None
    published_basis: str | None
    published_grade: Literal["declared", "found"] | None
    language: str | None
    reader: str
    text: str
    body: list[list[int]]
    lines: list[list[int | str]]


class SpeakerRow(TypedDict):
    """Whose words a statement is."""

    party: str | None
    name: str
    kind: PartyKind


class StatementRow(TypedDict):
    """Attributed words; `review` is what people have found of them, null while nobody has said."""

    id: str
    document: str
    form: Form
    source: list[SpanRow] | None
    source_kind: SourceKind
    cue: list[SpanRow] | None
    content: list[SpanRow]
    speaker: SpeakerRow | None
    speaker_as_written: str | None
    speaker_rule: str | None
    speaker_candidates: list[str]
    said_on: str | None
    said_on_basis: str | None
    negated: bool
    via: list[str]
    confidence: float
    extractor: str
    review: str | None


class PartyRow(TypedDict):
    """A party; `alias_basis` says of each alias where it comes from."""

    id: str
    name: str
    kind: PartyKind
    aliases: list[str]
    alias_basis: list[str]
    identifiers: list[IdentifierRow]
    public_role: str | None
    mentions: int


class EndRow(TypedDict):
    """One end of a supply relation as the text names it."""

    party: str | None
    name: str


class SupplyRow(TypedDict):
    """A supply relation read from text; `spans` says where each part of it stands."""

    id: str
    document: str
    supplier: EndRow | None
    customer: EndRow | None
    product: EndRow | None
    amount: str | None
    currency: str | None
    status: SupplyStatus
    modality: SupplyModality
    on: str | None
    spans: dict[str, SpanRow | None]


class AwardRow(TypedDict):
    """An award; `money` by notion, each with its date, its basis and whether the source states it."""

    id: str
    kind: AwardKind
    piid: str
    parent: str | None
    buyer: str | None
    funder: str | None
    department: str | None
    recipient: str | None
    recipient_parent: str | None
    description: str
    money: dict[str, str | None]
    money_basis: dict[str, str]
    money_as_of: dict[str, str | None]
    money_stated: dict[str, bool]
    currency: str
    as_of: str | None
    dates: dict[str, str]
    actions: int
    fields: dict[str, FieldRow]


class SubawardRow(TypedDict):
    """A reported subcontract, once, with the ids of the rows that report it."""

    id: str
    reports: list[str]
    prime: str
    number: str
    acted_on: str | None
    description: str
    amount: str | None
    currency: str
    prime_amount: str | None
    prime_recipient: str | None
    prime_recipient_identifiers: list[IdentifierRow]
    recipient: str | None
    recipient_identifiers: list[IdentifierRow]
    recipient_parent: str | None
    recipient_parent_identifiers: list[IdentifierRow]
    fields: dict[str, FieldRow]


class AuthorisationRow(TypedDict):
    """A public body's permission to use a product."""

    id: str
    number: str
    product: str
    provider: str | None
    body: str
    department: str | None
    level: str | None
    kind: Literal["authorisation", "reuse"]
    status: str | None
    authorised_on: str | None
    expires_on: str | None
    fields: dict[str, FieldRow]


class LinkRow(TypedDict):
    """A party's part in an award, and what shows it."""

    award: str
    party: str
    role: LinkRole
    label: LinkLabel | None
    evidence: list[PlaceRow]
    because: str


class MemberRow(TypedDict):
    """One of the two places of an echo."""

    document: str
    span: SpanRow
    statement: str | None
    speaker: str | None


class EchoRow(TypedDict):
    """The same words in two documents."""

    id: str
    kind: EchoKind
    kinds: list[EchoKind]
    members: list[MemberRow]
    differences: list[list[str]]
    emphases: list[Emphasis]
    proposed_speaker: str | None
    method: str
    score: float
    probability: ProbabilityRow | None
    because: str
    review: str | None


class CopyRow(TypedDict):
    """A document that repeats passages of another."""

    id: str
    kind: CopyKind
    document: str
    of: str
    ordered: bool
    containment: float
    passages: list[list[SpanRow]]
    method: str
    probability: ProbabilityRow | None
    because: str


class CreditRow(TypedDict):
    """Whom a document says it has its text or its news from."""

    id: str
    kind: CreditKind
    document: str
    name: SpanRow
    evidence: SpanRow
    method: str


class UtteranceRow(TypedDict):
    """A statement of a thread with its position."""

    statement: str
    copies: list[str]
    said_on: str | None
    position: PositionKind | None
    position_words: SpanRow | None


class ThreadRow(TypedDict):
    """The statements of one organisation about one matter, in time."""

    id: str
    speaker: str
    counterpart: str | None
    matter: str
    name: str
    utterances: list[UtteranceRow]
    method: str
    because: str


class TensionRow(TypedDict):
    """Two items that do not sit well together; `left` and `right` are ids of statements or awards."""

    id: str
    kind: TensionKind
    left: str
    right: str
    evidence: list[PlaceRow]
    method: str
    score: float
    probability: ProbabilityRow | None
    because: str
    both_true_if: str
    review: str | None


class AwardMatchRow(TypedDict):
    """What the award data held says to a sentence that speaks of a contract."""

    id: str
    kind: AwardMatchKind
    place: WordsRow
    statement: str | None
    award: str | None
    figure: SpanRow | None
    money_said: Notion | None
    money_held: list[Notion]
    evidence: list[FieldRow]
    words: list[SpanRow]
    keys: list[str]
    method: str
    score: float
    probability: ProbabilityRow | None
    because: str
    both_true_if: str | None


class RevisionRow(TypedDict):
    """A statement that one version of a page has and the next has not, or has in other words."""

    id: str
    kind: RevisionKind
    address: str
    before: str
    after: str
    before_seen: str
    after_seen: str
    left: str | None
    right: str | None
    left_span: SpanRow | None
    right_span: SpanRow | None
    differences: list[list[str]]
    method: str


class ProblemRow(TypedDict):
    """What was not read or not understood, and why."""

    artefact: str | None
    path: str
    stage: str
    code: str
    message: str
