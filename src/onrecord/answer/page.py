"""What a page shows of one thing: rows of the other answers put together, each with where it stands."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from onrecord.answer.amounts import Answer
from onrecord.answer.coverage import award_dates
from onrecord.answer.named import NamedAt, named_at
from onrecord.answer.parties import find_party, with_representatives
from onrecord.answer.referring import ReferenceRow, reference_rows
from onrecord.answer.review_words import judged_words
from onrecord.answer.rows import AwardRow, StatementRow, award_row, award_rows, statement_rows
from onrecord.answer.shown import Passage, in_context
from onrecord.answer.subawards import (
    PartyAuthorisation,
    PartySubaward,
    Reported,
    authorisations_of,
    subawards_of,
    subawards_under,
)
from onrecord.answer.sums import finder, sums_left, sums_of_document, sums_of_statement
from onrecord.answer.tensions import strongest_shown
from onrecord.answer.vehicles import Orders, order_sums
from onrecord.errors import Ambiguous, NotFound
from onrecord.model.award import Action, Award
from onrecord.model.evidence import Document, Field, Origin, Span
from onrecord.model.ids import AwardId, DocumentId, PartyId, StatementId
from onrecord.model.meeting import Tension
from onrecord.model.names import folded
from onrecord.model.party import Link, Party, Relation, Speaker
from onrecord.model.statement import PartyKind, Statement
from onrecord.store import View
from onrecord.store.kin import names_of
from onrecord.store.tallies import most, named_statements
from onrecord.store.verdicts import judgements_of_tensions

PARTS_IN_ORDER = ("RECIPIENT", "PRODUCT_OWNER", "PARENT_AT_TIME", "SUBCONTRACTOR", "BUYER", "FUNDER")
NEAR_LISTED = 8
PARTIES_LISTED = 10
TENSIONS_LISTED = 10
NAMES_OFFERED = 400
"""Names a form offers; a longer list slows a browser down more than it helps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyCount:
    """A party and how often something is true of it.

    Attributes:
        count: Statements made, or awards with a part in as a supplier.
        direct: Of these, the awards it received itself.
    """

    id: PartyId
    name: str
    kind: PartyKind
    count: int
    direct: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TensionRow:
    """A tension with both of its sides; a side is None when the record no longer holds it.

    Attributes:
        judged: Who has decided what of it, and when, in words.
    """

    tension: Tension
    left: StatementRow | AwardRow | None
    right: StatementRow | AwardRow | None
    judged: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """What a record holds, and where a reader may begin.

    Attributes:
        named: How many of the statements have a party for their speaker.
        tensions: The strongest of those shown; `more` counts the others.
        below: How many tensions lie below the bar of their kind and are not shown.
    """

    counts: dict[str, int]
    named: int
    speakers: tuple[PartyCount, ...]
    suppliers: tuple[PartyCount, ...]
    tensions: tuple[TensionRow, ...]
    more: int
    below: int
    award_dates: tuple[str | None, str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What a name may stand for.

    Attributes:
        near: True when nothing goes by the name and `parties` only come close.
    """

    asked: str
    parties: tuple[Party, ...]
    near: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentPage:
    """A document, where it was found, and its statements: `rows` for people, `statements` for their places.

    Attributes:
        references: Words in it that stand for somebody without being a name of theirs.
        sums: What the record says to the sums of money in it that stand beside a firm and a public body.
        sums_left: How many sums were not looked at, in words; empty where all were.
    """

    document: Document
    origins: tuple[Origin, ...]
    rows: tuple[StatementRow, ...]
    statements: tuple[Statement, ...]
    references: tuple[ReferenceRow, ...]
    sums: tuple[Answer, ...]
    sums_left: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementPage:
    """A statement with its places, whose words it is taken for, its paragraphs, and what the record says to its sums (`row`)."""

    row: StatementRow
    statement: Statement
    speaker: Speaker | None
    passage: Passage | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationRow:
    """A tie seen from one party.

    Attributes:
        way: The tie in words: `speaks for`, `is spoken for by`.
        passage: The words that show it; None for a field or a row of the package's tables.
        field: The field that shows it.
    """

    way: str
    other: PartyId
    other_name: str
    basis: str
    passage: Passage | None
    field: Field | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyAward:
    """An award and the parts one party has in it."""

    award: AwardRow
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyPage:
    """Everything held of a party; statements, awards, subawards and permissions newest first, undated last.

    Attributes:
        named: Places in texts that name it, so many at most.
        named_more: How many more there are.
    """

    party: Party
    relations: tuple[RelationRow, ...]
    statements: tuple[StatementRow, ...]
    awards: tuple[PartyAward, ...]
    subawards: tuple[PartySubaward, ...]
    authorisations: tuple[PartyAuthorisation, ...]
    named: tuple[NamedAt, ...]
    named_more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardPage:
    """An award, its changes, its parts with their evidence, and what it hangs on or carries.

    Attributes:
        vehicle: The award it hangs on, None when there is none or it is not held; `row.parent` then names it.
        orders: Ids of the awards that hang on it.
        order_sums: How many they are, and their own sums; the award's own value is never among them.
        subawards: As reported under it.
    """

    row: AwardRow
    award: Award
    actions: tuple[Action, ...]
    links: tuple[tuple[Link, str], ...]
    vehicle: AwardRow | None
    orders: tuple[AwardId, ...]
    order_sums: Orders
    subawards: tuple[Reported, ...]


def overview(view: View, *, every: bool = False) -> Overview:
    """Say what the record holds, who speaks and supplies most in it, and what stands in tension, with `every` all of it."""
    strongest = strongest_shown(view, TENSIONS_LISTED, every=every)
    return Overview(
        counts=view.counts(),
        named=named_statements(view),
        speakers=most_said(view),
        suppliers=most_supplied(view),
        tensions=tension_rows(view, strongest.shown),
        more=strongest.more,
        below=strongest.below,
        award_dates=award_dates(view),
    )


def most_said(view: View, limit: int = PARTIES_LISTED) -> tuple[PartyCount, ...]:
    """List the parties with the most statements."""
    found = most(view, "statements", limit)
    return tuple(PartyCount(id=one.id, name=one.name, kind=one.kind, count=one.statements) for one in found)


def most_supplied(view: View, limit: int = PARTIES_LISTED) -> tuple[PartyCount, ...]:
    """List the parties with a supplier's part in the most awards, whatever its label."""
    found = most(view, "awards", limit)
    return tuple(
        PartyCount(id=one.id, name=one.name, kind=one.kind, count=one.awards, direct=one.received) for one in found
    )


def tension_rows(view: View, tensions: Iterable[Tension]) -> tuple[TensionRow, ...]:
    """Dress tensions with both of their sides."""
    found = list(tensions)
    ends = list(dict.fromkeys(end for one in found for end in (one.left, one.right)))
    statements = [one for end in ends if (one := view.statement(StatementId(end)))]
    sides: dict[str, StatementRow | AwardRow] = {row.id: row for row in statement_rows(view, statements)}
    sides.update({row.id: row for row in award_rows(view, [AwardId(end) for end in ends if end not in sides])})
    judged = judgements_of_tensions(view) if found else {}
    return tuple(
        TensionRow(
            tension=one,
            left=sides.get(one.left),
            right=sides.get(one.right),
            judged=tuple(map(judged_words, judged.get(one.id, ()))),
        )
        for one in found
    )


def names_offered(view: View, limit: int = NAMES_OFFERED) -> tuple[str, ...]:
    """List the names of parties a form offers: the most mentioned, by name."""
    return tuple(sorted({one.name for one in most(view, "mentions", limit) if one.mentions}))


def party_or_choices(view: View, name: str) -> Party | Choices:
    """Find the party a name or id stands for, or say what it may stand for."""
    try:
        return find_party(view, name)
    except Ambiguous:
        found = view.parties_named(name) or [
            party for kind, one in view.find_ids(name) if kind == "parties" and (party := view.party(PartyId(one)))
        ]
        return Choices(asked=name, parties=tuple(found), near=False)
    except NotFound:
        like = view.parties_like(name, NEAR_LISTED) if folded(name) else []  # without a letter, all would be near
        return Choices(asked=name, parties=tuple(like), near=True)


def document_page(view: View, document_id: DocumentId) -> DocumentPage:
    """Load a document and its statements.

    Raises:
        NotFound: The record holds no such document.
    """
    document = view.document(document_id)
    if document is None:
        raise NotFound(f"{document_id!r}: no such document in the record; it may have been read anew, so search for it")
    statements = list(view.statements(document_id))
    return DocumentPage(
        document=document,
        origins=tuple(view.origins(document.artefact)),
        rows=tuple(statement_rows(view, statements)),
        statements=tuple(statements),
        references=tuple(reference_rows(view, document_id)),
        sums=sums_of_document(view, document, finder(view)),
        sums_left=sums_left(view, document.id),
    )


def statement_page(view: View, statement_id: StatementId) -> StatementPage:
    """Load a statement and the paragraphs around it.

    Raises:
        NotFound: The record holds no such statement.
    """
    statement = view.statement(statement_id)
    if statement is None:
        raise NotFound(f"{statement_id!r}: no such statement in the record; search for its words")
    document = view.document(statement.document)
    roles = [(span, role) for role in ("source", "cue", "content", "via") for span in getattr(statement, role)]
    (row,) = statement_rows(view, [statement])
    sums = sums_of_statement(view, statement, document, finder(view)) if document else ()
    return StatementPage(
        row=replace(row, sums=sums),
        statement=statement,
        speaker=view.speakers([statement.id]).get(statement.id),
        passage=in_context(document, roles) if document else None,
    )


def party_page(view: View, party_id: PartyId) -> PartyPage:
    """Load what the record holds of a party, the words of those who speak for it included but those found wrong.

    An id that is gone gives the party that has what it was made of.

    Raises:
        NotFound: The record holds no such party.
    """
    party_id = view.redirect(party_id) or party_id
    party = view.party(party_id)
    if party is None:
        raise NotFound(f"{party_id!r}: no such party in the record; search for its name")
    names = view.party_names()
    rows = statement_rows(view, view.statements_by(with_representatives(view, party_id)))
    rows = [one for one in rows if one.verdict != "wrong"]
    links: dict[AwardId, list[Link]] = defaultdict(list)
    for link in view.links(party=party_id):
        links[link.award].append(link)
    awards = [
        PartyAward(award=award_row(view, award, names), links=tuple(links[award.id])) for award in view.awards(links)
    ]
    named, named_more = named_at(view, party_id)
    return PartyPage(
        party=party,
        relations=tuple(_relation(view, party_id, one, names) for one in view.relations(party_id)),
        # Sorting is stable, also in reverse: within one day the order of the text stays.
        statements=tuple(sorted(rows, key=lambda one: one.said_on or "", reverse=True)),
        awards=tuple(sorted(awards, key=lambda one: one.award.date or "", reverse=True)),
        subawards=subawards_of(view, party),
        authorisations=authorisations_of(view, party),
        named=named,
        named_more=named_more,
    )


WAYS = {
    "speaks_for": ("speaks for", "is spoken for by"),
    "part_of": ("is part of", "includes"),
    "owned_by": ("is owned by", "owns"),
    "renamed_to": ("was renamed to", "was named before"),
    "succeeded_by": ("was succeeded in an award by", "succeeded in an award"),
}
"""Each kind of tie, seen from its left and from its right side."""


def _relation(view: View, seen_from: PartyId, one: Relation, names: dict[PartyId, tuple[str, str]]) -> RelationRow:
    other, way = (one.right, WAYS[one.kind][0]) if one.left == seen_from else (one.left, WAYS[one.kind][1])
    document = view.document(one.evidence.document) if isinstance(one.evidence, Span) else None
    return RelationRow(
        way=way,
        other=other,
        other_name=names[other][0],
        basis=", ".join(filter(None, (one.since, one.reason, one.basis))),
        passage=in_context(document, [(one.evidence, "words")])
        if document and isinstance(one.evidence, Span)
        else None,
        field=one.evidence if isinstance(one.evidence, Field) else None,
    )


def award_page(view: View, award_id: AwardId) -> AwardPage:
    """Load an award, its changes and parts, and what it hangs on or carries.

    Raises:
        NotFound: The record holds no such award.
    """
    award = view.award(award_id)
    if award is None:
        raise NotFound(f"{award_id!r}: no such award in the record; search for its number")
    parent = award.latest.parent
    shown = {one.id: one for one in award_rows(view, [award_id, *([parent] if parent else [])])}
    links = view.links(award=award_id)
    names = names_of(view, {link.party for link in links})
    orders = list(view.orders(award_id))
    return AwardPage(
        row=shown[award_id],
        award=award,
        actions=tuple(view.actions(award_id)),
        links=tuple(
            (link, names[link.party][0]) for link in sorted(links, key=lambda one: PARTS_IN_ORDER.index(one.role))
        ),
        vehicle=shown.get(parent) if parent else None,
        orders=tuple(one.id for one in orders),
        order_sums=order_sums(orders),
        subawards=subawards_under(view, award_id),
    )
