"""Who is who: parties, the decisions that make them, and their part in awards."""

from dataclasses import dataclass
from typing import Literal

from onrecord.model.award import LinkLabel, LinkRole
from onrecord.model.evidence import Field, Span
from onrecord.model.ids import AwardId, MentionId, PartyId, StatementId, content_id
from onrecord.model.judgement import Place, Review
from onrecord.model.statement import PartyKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """A name a party goes by, and who says so.

    Attributes:
        basis: `table` (a row of the package's alias tables), `award`, `text`, or the rule that found it.
    """

    name: str
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A person, organisation or public body: the cluster of mentions taken for one.

    Attributes:
        identifiers: `(scheme, value)`: `us-uei`, `us-duns`, `us-cage`, `us-agency`.
        public_role: Why a person is public ("chief executive of Microsoft"), None when nothing shows it.
        role_evidence: The words or the field that show it.
        private: A person, or what may be one, without a public role: masked in whatever leaves the machine.
    """

    id: PartyId
    name: str
    kind: PartyKind
    aliases: tuple[Alias, ...] = ()
    identifiers: tuple[tuple[str, str], ...] = ()
    public_role: str | None = None
    role_evidence: Span | Field | None = None
    private: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """A mention taken for a party, and the rule that says so."""

    mention: MentionId
    party: PartyId
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Whose words a statement is.

    Attributes:
        party: None when nobody could be named with care; `candidates` then holds who it may be.
        name: As the text has it.
        rule: The rule that decided.
    """

    statement: StatementId
    name: str
    party: PartyId | None
    rule: str
    candidates: tuple[PartyId, ...] = ()


ReferenceForm = Literal["pronoun", "description", "name"]
"""`name` for another name that the text itself defines, or a surname that several people bear."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyReference:
    """Words of a document that stand for somebody without being one of their names: "she", "the company".

    Attributes:
        party: None when nobody could be named with care; `candidates` then holds who may be meant, the likeliest first.
        rule: The rule that decided.
    """

    span: Span
    form: ReferenceForm
    party: PartyId | None
    rule: str
    candidates: tuple[PartyId, ...] = ()


SuccessionKind = Literal["renamed_to", "succeeded_by"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A tie between two parties with its evidence.

    Attributes:
        left, right: One party where it was renamed and goes by both names.
        kind: `speaks_for` (a person in an organisation's office), `part_of` (an agency of a department),
            `owned_by` (a firm of a parent), `renamed_to` (a firm under its new name), `succeeded_by` (a firm that took
            an award over from another).
        evidence: The words or the field; None for a row of the package's tables, which `basis` then names. The new name,
            where a party was renamed or succeeded.
        since: ISO day of the change that recorded it, for those two.
        reason: As recorded, with its code ("NOVATION AGREEMENT (J)"), for those two.
        shown_by: Fields that show it together with `evidence`: for those two, the name before and the reason.
    """

    left: PartyId
    kind: Literal["speaks_for", "part_of", "owned_by"] | SuccessionKind
    right: PartyId
    basis: str
    evidence: Span | Field | None = None
    since: str | None = None
    reason: str = ""
    shown_by: tuple[Field, ...] = ()

    @property
    def id(self) -> str:
        """Name the relation by its ends, its day and its evidence."""
        place = (
            self.evidence.pointer
            if isinstance(self.evidence, Field)
            else None
            if self.evidence is None
            else f"{self.evidence.document}:{self.evidence.start}"
        )
        return content_id("relation", self.left, self.kind, self.right, place, self.since)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A party's part in an award.

    Attributes:
        label: How close the part is; None where the role itself says it (BUYER, FUNDER).
        evidence: The fields that show it, and words of documents that name the award; never empty.
        because: One sentence for people.
    """

    award: AwardId
    party: PartyId
    role: LinkRole
    label: LinkLabel | None
    evidence: tuple[Field | Span, ...]
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """Everything resolve/ says of a record.

    Attributes:
        places: What each party is made of; a party that is gone redirects to the one that has its places now.
        reviews: What waits for a person's decision.
        references: Document by document, in order of place; at most one begins at a place.
    """

    parties: tuple[Party, ...]
    namings: tuple[Naming, ...]
    speakers: tuple[Speaker, ...]
    relations: tuple[Relation, ...]
    places: tuple[tuple[Place, PartyId], ...] = ()
    reviews: tuple[Review, ...] = ()
    references: tuple[PartyReference, ...] = ()
