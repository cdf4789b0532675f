"""The rows answers are made of."""

from dataclasses import dataclass

from onrecord.model.award import Award, Money
from onrecord.model.evidence import Field, Span
from onrecord.model.ids import AwardId, DocumentId, PartyId, StatementId
from onrecord.model.party import Link, Speaker
from onrecord.model.statement import Statement
from onrecord.store import View
from onrecord.store.view import Head


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementRow:
    """One statement as people see it.

    Attributes:
        speaker_name: As the text has it ("Nadella"); None when the text names nobody.
        party_name: The party taken for it; None when nobody could be named with care.
        said_on: ISO date; `said_on_basis` is `sentence` (the words give it) or `published` (the document's date).
        content: The words, joined by an ellipsis where the cue interrupts them.
        about: How the party asked about is named: `statement`, `paragraph`, `title`; empty when none was asked.
        start, end: The whole statement, code points of the document.
    """

    id: StatementId
    document: DocumentId
    form: str
    speaker_name: str | None
    party: PartyId | None
    party_name: str | None
    speaker_rule: str | None
    said_on: str | None
    said_on_basis: str | None
    content: str
    cue: str
    via: tuple[str, ...]
    confidence: float
    title: str | None
    publisher: str | None
    published: str | None
    path: str
    start: int
    end: int
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardRow:
    """One award as people see it.

    Attributes:
        date: ISO date of its latest action.
        money: `(notion, amount, currency, as of, basis)`.
        parts: `(role, label, party, name, because)` of every party with a part in it.
        description_field: Where the description stands.
    """

    id: AwardId
    kind: str
    piid: str
    parent: str | None
    date: str | None
    start: str | None
    buyer: str | None
    recipient: str | None
    description: str
    money: tuple[Money, ...]
    parts: tuple[tuple[str, str | None, PartyId, str, str], ...]
    actions: int
    artefact: str
    description_field: Field | None


def statement_rows(
    view: View, statements: list[Statement], about: dict[StatementId, str] | None = None
) -> list[StatementRow]:
    """Dress statements with their speakers and documents."""
    speakers = view.speakers([one.id for one in statements])
    heads = view.heads({one.document for one in statements})
    names = view.party_names()
    return [
        _row(one, speakers.get(one.id), heads[one.document], names, (about or {}).get(one.id, "")) for one in statements
    ]


def _row(
    statement: Statement, speaker: Speaker | None, head: Head, names: dict[PartyId, tuple[str, str]], about: str
) -> StatementRow:
    said_on, basis = statement.said_on, statement.said_on_basis
    if said_on is None and head.published:
        said_on, basis = head.published[:10], "published"
    party = speaker.party if speaker else None
    return StatementRow(
        id=statement.id,
        document=statement.document,
        form=statement.form,
        speaker_name=speaker.name if speaker else None,
        party=party,
        party_name=names[party][0] if party else None,
        speaker_rule=speaker.rule if speaker else None,
        said_on=said_on,
        said_on_basis=basis,
        content=" … ".join(_words(span) for span in statement.content),
        cue=" … ".join(_words(span) for span in statement.cue),
        via=tuple(_words(span) for span in statement.via),
        confidence=statement.confidence,
        title=head.title,
        publisher=head.publisher,
        published=head.published,
        path=head.path,
        start=statement.start,
        end=statement.end,
        about=about,
    )


def _words(span: Span) -> str:
    return " ".join(span.text.split())


def award_row(
    view: View, award: Award, names: dict[PartyId, tuple[str, str]], links: list[Link] | None = None
) -> AwardRow:
    """Dress an award with the parties that have a part in it."""
    latest = award.latest
    found = view.links(award=award.id) if links is None else links
    return AwardRow(
        id=award.id,
        kind=award.kind,
        piid=latest.piid,
        parent=latest.parent,
        date=latest.acted_on,
        start=dict(latest.dates).get("start"),
        buyer=latest.buyer,
        recipient=latest.recipient,
        description=" ".join(latest.description.split()),
        money=award.money,
        parts=tuple((one.role, one.label, one.party, names[one.party][0], one.because) for one in found),
        actions=award.actions,
        artefact=latest.artefact,
        description_field=latest.field("description"),
    )
