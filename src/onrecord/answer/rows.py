"""The rows answers are made of."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from onrecord.answer.amounts import Answer
from onrecord.answer.review_words import judged_words
from onrecord.model.award import Action, Award, AwardKind, Money
from onrecord.model.evidence import Field, Span
from onrecord.model.ids import AwardId, DocumentId, PartyId, StatementId
from onrecord.model.judgement import Judgement
from onrecord.model.party import Link, Speaker
from onrecord.model.statement import Statement
from onrecord.store import View
from onrecord.store.kin import names_of
from onrecord.store.verdicts import counting, judgements_of_statements
from onrecord.store.view import Head

ADMINISTRATIVE = re.compile(r"\b(?:CLOSE[- ]?OUT|DE-?OBLIGAT\w*|ADMINISTRATIVE MODIFICATION)\b", re.IGNORECASE)
"""Descriptions of a change to the file of an award, which say nothing of what was bought."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementRow:
    """One statement as people see it.

    Attributes:
        speaker_name: As the text has it ("Nadella"); None when the text names nobody.
        party_name: The party taken for it; None when nobody could be named with care.
        said_on: ISO date; `said_on_basis` is `sentence` (the words give it; `sentence, relative
            to published` reckoned from the document's date, `... to section` from its section's) or `published` (the document's date).
        content: The words, joined by an ellipsis where the cue interrupts them.
        about: How the party asked about is named: `statement`, `paragraph`, `title`; empty when none was asked.
        start, end: The whole statement, code points of the document.
        negated: The words that attribute are negated ("did not announce"): reported as not said.
        sums: What the record says to the sums of money in it, where that was asked.
        verdict: What people have found of it: `right`, `wrong`, `unsure`; empty where nobody has said.
        judged: Who has decided what of it, and when, in words.
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
    negated: bool = False
    sums: tuple[Answer, ...] = ()
    verdict: str = ""
    judged: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardRow:
    """One award as people see it.

    Attributes:
        date: ISO date of its latest action.
        start: The earliest start that an action held records; a later row may hold the date of a change instead.
        latest_dates: `(name, ISO date)` as the latest row has them, a start after the end included.
        money: At most one sum of each notion.
        parts: `(role, label, party, name, because)` of every party with a part in it.
        description: The latest that is not administrative, the latest of all where every one is.
        description_field: Where the description stands.
        evidence: The fields, and words of documents, each of `parts` rests on, in the same order.
    """

    id: AwardId
    kind: AwardKind
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
    latest_dates: tuple[tuple[str, str], ...] = ()
    evidence: tuple[tuple[Field | Span, ...], ...] = ()


def statement_rows(
    view: View, statements: list[Statement], about: dict[StatementId, str] | None = None
) -> list[StatementRow]:
    """Dress statements with their speakers and documents."""
    speakers = view.speakers([one.id for one in statements])
    heads = view.heads({one.document for one in statements})
    names = names_of(view, {one.party for one in speakers.values() if one.party})
    said = judgements_of_statements(view, {one.document for one in statements})
    made = [
        _row(one, speakers.get(one.id), heads[one.document], names, (about or {}).get(one.id, "")) for one in statements
    ]
    return [_judged(row, said[row.id]) if row.id in said else row for row in made]


def _judged(row: StatementRow, said: tuple[Judgement, ...]) -> StatementRow:
    verdict = counting(said)
    return replace(row, verdict=verdict.verdict if verdict else "", judged=tuple(map(judged_words, said)))


def _row(
    statement: Statement, speaker: Speaker | None, head: Head, names: dict[PartyId, tuple[str, str]], about: str
) -> StatementRow:
    said_on, basis = statement.said_on, statement.said_on_basis
    if said_on is None and head.published:
        said_on, basis = head.published[:10], "published"
    party = speaker.party if speaker else None
    cue = " … ".join(_words(span) for span in statement.cue)
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
        cue=cue,
        via=tuple(_words(span) for span in statement.via),
        confidence=statement.confidence,
        title=head.title,
        publisher=head.publisher,
        published=head.published,
        path=head.path,
        start=statement.start,
        end=statement.end,
        about=about,
        negated=statement.negated,
    )


def _words(span: Span) -> str:
    return " ".join(span.text.split())


def award_row(
    view: View, award: Award, names: dict[PartyId, tuple[str, str]], links: list[Link] | None = None
) -> AwardRow:
    """Dress an award with the parties that have a part in it."""
    latest = award.latest
    found = view.links(award=award.id) if links is None else links
    actions = list(view.actions(award.id)) if award.actions > 1 else [latest]
    described = _described(actions) or latest
    return AwardRow(
        id=award.id,
        kind=award.kind,
        piid=latest.piid,
        parent=latest.parent,
        date=latest.acted_on,
        start=min((date for one in actions if (date := dict(one.dates).get("start"))), default=None),
        buyer=latest.buyer,
        recipient=latest.recipient,
        description=" ".join(described.description.split()),
        money=award.money,
        parts=tuple((one.role, one.label, one.party, names[one.party][0], one.because) for one in found),
        actions=award.actions,
        artefact=latest.artefact,
        description_field=described.field("description"),
        latest_dates=latest.dates,
        evidence=tuple(one.evidence for one in found),
    )


def award_rows(view: View, awards: Iterable[AwardId]) -> list[AwardRow]:
    """Load some awards with the parties that have a part in them, in the order given; what is not held is left out."""
    wanted = list(dict.fromkeys(awards))
    links = {one: view.links(award=one) for one in wanted}
    names = names_of(view, {link.party for found in links.values() for link in found})
    held = {award.id: award for award in view.awards(wanted)} if wanted else {}
    return [award_row(view, held[one], names, links[one]) for one in wanted if one in held]


def _described(actions: list[Action]) -> Action | None:
    """Find the latest action whose description says what was bought."""
    told = [one for one in actions if one.description.strip() and not ADMINISTRATIVE.search(one.description)]
    return told[-1] if told else None


def award_dates(row: AwardRow) -> list[tuple[str, str, str]]:
    """List `(what, ISO date, caveat)` of an award's dates; a start that may be the date of a change says where it stands."""
    latest = dict(row.latest_dates)
    end, start = latest.pop("end", None), latest.pop("start", None)
    dates = []
    if row.start:
        late = end is not None and row.start > end
        dates.append(
            ("first start recorded", row.start, "later than the end as recorded in the latest row" if late else "")
        )
    if start and start != row.start:
        dates.append(("start", start, "as recorded in the latest row"))
    dates += [("end", end, "")] if end else []
    return dates + [(name.replace("_", " "), date, "") for name, date in latest.items()]


FIELDS_LISTED = 3


def places_shown(evidence: Iterable[Field | Span]) -> tuple[list[Field | Span], int]:
    """Choose the places shown of those a part rests on: of other words once each, documents first; and say how many are left."""
    listed = sorted(evidence, key=lambda one: isinstance(one, Field))
    places: dict[str, Field | Span] = {}
    for one in listed:
        places.setdefault(" ".join(one.text.split()), one)
    shown = list(places.values())[:FIELDS_LISTED]
    return shown, len(listed) - len(shown)


def place_words(place: Field | Span) -> str:
    """Write where something stands and its words, in one line."""
    words = " ".join(place.text.split())
    if isinstance(place, Span):
        return f"characters {place.start}-{place.end} of document {place.document[:12]}: {words}"
    return f"{place.pointer} of artefact {place.artefact[:12]}: {words}"


def evidence_apart(row: AwardRow) -> list[tuple[Field | Span, ...]]:
    """List, for each part, the places it rests on whose words are not the description shown."""
    return [tuple(one for one in places if " ".join(one.text.split()) != row.description) for places in row.evidence]
