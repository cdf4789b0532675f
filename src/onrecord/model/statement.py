"""What is read out of a document's text: attributed words, names, amounts, dates, supply relations."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from onrecord.model.evidence import Field, Span
from onrecord.model.ids import DocumentId, MentionId, StatementId, content_id
from onrecord.model.problem import Problem

Form = Literal["direct", "indirect", "mixed"]
SourceKind = Literal["person", "role", "organisation", "document", "pronoun", "unnamed", "nobody"]
"""A named person, an office or description of one, an organisation or public body, a document, a pronoun, people without
a name ("officials"), or nobody."""
PartyKind = Literal["person", "company", "public_body", "organisation", "unknown"]
MentionKind = Literal["person", "company", "public_body", "organisation", "product", "unknown"]
Comparator = Literal["exactly", "about", "at_least", "at_most"]


NEGATED = re.compile(
    r"(?:\b(?:not|never|cannot)\b(?!\s+(?:only|just|merely|simply|to)\b)|n['’]t\b)[\s…]+\w", re.IGNORECASE
)
"""A negation before the verb of saying: "did not announce"; "promised not to" negates what was promised, not the promise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Words attributed to somebody, in the terms of PolNeAR and PARC.

    Attributes:
        source: Who is said to have said it; empty when the text names nobody.
        cue: The words that attribute ("said", "according to"); empty for bare quotation marks.
        content: The words attributed; one span or, when the cue interrupts them, several.
        confidence: 0 to 1, of the attribution as a whole.
        said_on: ISO date the words were said, None when unknown; `said_on_basis` says how it is known.
        via: Outlets the words came through ("told the Irish Times"), as written.
        extractor: Name and version of the extractor that made it.
        source_kind: What the words of the source are; `nobody` when there are none.
    """

    document: DocumentId
    form: Form
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    confidence: float
    extractor: str
    said_on: str | None = None
    said_on_basis: str | None = None
    via: tuple[Span, ...] = ()
    source_kind: SourceKind = "nobody"

    def __post_init__(self) -> None:
        if not self.content:
            raise ValueError("a statement needs content")

    @property
    def id(self) -> StatementId:
        """Name the statement by where its words stand, so that a re-run finds it again."""
        places: list[list[str | int | None]] = [
            [span.start, span.end] for group in (self.source, self.cue, self.content) for span in group
        ]
        return StatementId(content_id("statement", self.document, len(self.source), len(self.cue), *places))  # type: ignore[arg-type]  # lists of int are parts

    @property
    def negated(self) -> bool:
        """The words that attribute are negated: reported as *not* said ("did not announce")."""
        return NEGATED.search(" … ".join(" ".join(span.text.split()) for span in self.cue)) is not None

    @property
    def start(self) -> int:
        """First character of the statement, code points of the document."""
        return min(span.start for span in (*self.source, *self.cue, *self.content))

    @property
    def end(self) -> int:
        """End of the statement, code points of the document."""
        return max(span.end for span in (*self.source, *self.cue, *self.content))


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A place that names a party: exactly one of `span` (in text) and `field` (in a table) is set.

    Attributes:
        name: The name as written, white space folded.
        kind: What it looks like from its form and context; resolve/ may know better.
        rule: The rule that found it.
        role: What is said of it beside the name ("chief executive of Microsoft"), for people.
    """

    name: str
    kind: MentionKind
    rule: str
    span: Span | None = None
    field: Field | None = None
    role: Span | None = None

    def __post_init__(self) -> None:
        if (self.span is None) == (self.field is None):
            raise ValueError("a mention stands either in a text or in a field")

    @property
    def id(self) -> MentionId:
        """Name the mention by its place."""
        if self.span is not None:
            return MentionId(content_id("mention", self.span.document, self.span.start, self.span.end))
        assert self.field is not None  # noqa: S101  # __post_init__ holds it; tells the type checker
        return MentionId(content_id("mention", self.field.artefact, self.field.pointer))


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A sum of money in a text.

    Attributes:
        value: In whole units of the currency (`$19.4 million` is 19400000).
        precision: The unit of the last digit written (`$19.4 million`: 100000), for comparing rounded figures.
        currency: ISO 4217.
    """

    span: Span
    value: Decimal
    precision: Decimal
    currency: str
    comparator: Comparator


Unit = Literal["day", "week", "month", "quarter", "year", "decade"]
Interval = tuple[date | None, date | None]
"""First and last day, both included; None for an open end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """Words of a text that say when, as an interval.

    Attributes:
        rule: The form of the words: `day`, `weekday`, `late month of a year`.
        granularity: The unit the interval is counted in; None when the words name none.
        readings: What it may mean: one interval when it is settled, two when day and month or this and that week cannot be
            told apart, none when the words need a day that is not known.
        base: What relative words were reckoned from; `none` for words that need no other day or have no interval.
        base_day: That day.
    """

    span: Span
    rule: str
    granularity: Unit | None = None
    readings: tuple[Interval, ...] = ()
    base: Literal["none", "published", "section"] = "none"
    base_day: date | None = None

    @property
    def first(self) -> date | None:
        """Give the first day of the one interval it means."""
        return self.readings[0][0] if len(self.readings) == 1 else None

    @property
    def last(self) -> date | None:
        """Give the last day of the one interval it means."""
        return self.readings[0][1] if len(self.readings) == 1 else None


SupplyStatus = Literal["held", "awarded", "renewed", "modified", "cancelled", "declined", "expired"]
SupplyModality = Literal["asserted", "demanded", "planned", "denied", "rumoured"]
"""How a text tells it: as so, as asked for, as intended or due, as not so, from unnamed people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Supply:
    """A relation read from text: somebody supplies something to somebody.

    Attributes:
        supplier, customer, product: The words that name them; None where the text does not.
        amount: The sum stated for it.
        status: What the text says happened to it; `held`: it stands, no event told.
        modality: How it says so: with any but `asserted` nothing has happened by these words.
        when, on: The words of the date of the event, and the day, month or year they mean as ISO 8601; None where not told.
        evidence: The words that say so.
    """

    document: DocumentId
    supplier: Span | None
    customer: Span | None
    product: Span | None
    amount: Amount | None
    status: SupplyStatus
    evidence: Span
    rule: str
    modality: SupplyModality = "asserted"
    when: Span | None = None
    on: str | None = None

    @property
    def id(self) -> str:
        """Name the relation by the places of its ends and its evidence."""
        ends = [None if span is None else span.start for span in (self.supplier, self.customer, self.product)]
        return content_id("supply", self.document, self.evidence.start, self.evidence.end, *ends)


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """Everything read out of one document."""

    document: DocumentId
    statements: tuple[Statement, ...] = ()
    mentions: tuple[Mention, ...] = ()
    amounts: tuple[Amount, ...] = ()
    whens: tuple[When, ...] = ()
    supplies: tuple[Supply, ...] = ()
    problems: tuple[Problem, ...] = ()
