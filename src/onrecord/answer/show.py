"""Everything the record knows of one thing, with the words it rests on in their context."""

import re
from collections import Counter
from collections.abc import Collection, Iterator

from onrecord.answer.amounts import Answer
from onrecord.answer.coverage import coverage, searched
from onrecord.answer.decided import decision_facts
from onrecord.answer.facts import award_facts, party_facts, sums_facts
from onrecord.answer.named import named_at, places_facts
from onrecord.answer.parties import with_representatives
from onrecord.answer.referring import reference_rows
from onrecord.answer.reports import Report, reports_called
from onrecord.answer.review_words import judged_words
from onrecord.answer.rows import AwardRow, award_row, statement_rows
from onrecord.answer.show_meetings import SHOWN_MEETINGS
from onrecord.answer.shown import Passage, Shown, at_field, cut_pieces, in_context
from onrecord.answer.successions import changes_of
from onrecord.answer.sums import finder, sums_left, sums_of_document, sums_of_statement, sums_of_supply
from onrecord.answer.words import NOT_SAID, SPEAKER_OPEN
from onrecord.errors import Ambiguous, NotFound
from onrecord.model.evidence import Document, Field, Span, source_ranges
from onrecord.model.ids import ArtefactId, AwardId, DocumentId, PartyId, StatementId
from onrecord.model.party import Relation
from onrecord.model.statement import Statement, Supply
from onrecord.store import View
from onrecord.store.samples import heirs, judgement_ids
from onrecord.store.search import search
from onrecord.store.verdicts import judgement, judgements_of_tensions

FOUND_LISTED = 6


def show(view: View, prefix: str) -> Shown:
    """Show what an id, its beginning, or the number of an award stands for.

    Raises:
        NotFound: Nothing has such an id.
        Ambiguous: Several do; the message lists them.
    """
    found = [*view.find_ids(prefix), *(("judgements", one) for one in (judgement_ids(view, prefix) if prefix else ()))]
    exact = [one for one in found if one[1] == prefix]
    found = exact or found or [("awards", one) for one in awards_numbered(view, prefix)]
    if not found and prefix:
        found = [("parties", one) for one in heirs(view, prefix)]
    if not found:
        reports = reports_called(view, prefix)
        if len(reports) == 1:
            return _report(reports[0])
        found = [(one.kind, one.id) for one in reports]
    if not found:
        raise NotFound(f"{prefix!r}: nothing in the record has this id; find ids with: onrecord search RECORD WORDS")
    if len(found) > 1:
        listed = "; ".join(f"{kind.removesuffix('s')} {one}" for kind, one in found[:FOUND_LISTED])
        raise Ambiguous(f"{prefix!r} could be: {listed}; give more of it")
    kind, whole = found[0]
    return _show(view, kind, whole)


LABELS_LISTED = 12


def _show(view: View, kind: str, whole: str) -> Shown:
    if kind == "statements" and (statement := view.statement(StatementId(whole))):
        return _statement(view, statement)
    if kind == "documents" and (document := view.document(DocumentId(whole))):
        return _document(view, document)
    if kind == "awards":
        return _award(view, AwardId(whole))
    if kind == "actions" and (award := view.award_by_action(whole)):
        return _award(view, award)
    if kind == "parties":
        return _party(view, PartyId(whole))
    if kind == "supplies":
        return _supply(view, next(one for one in view.supplies() if one.id == whole))
    if kind in SHOWN_MEETINGS:
        return SHOWN_MEETINGS[kind](view, whole)
    if kind == "tensions":
        return _tension(view, whole)
    return _plain(view, kind, whole)


def awards_numbered(view: View, number: str) -> list[AwardId]:
    """List the awards of a number (PIID), with or without hyphens; agencies may give the same one twice."""
    wanted = _joined(number)
    if not wanted:
        return []
    ids = {
        AwardId(hit.id)
        for one in sorted({number.replace('"', ""), wanted})
        for hit in search(view, f'"{one}"', "award", NUMBERED_LOOKED_AT)
    }
    return [one.id for one in view.awards(ids) if _joined(one.latest.piid) == wanted]


def _joined(number: str) -> str:
    """Leave out what stands between the pieces of a number: texts write HSHQDC-15-A-00017, registers HSHQDC15A00017."""
    return re.sub(r"[\W_]", "", number).upper()


NUMBERED_LOOKED_AT = 200
"""Of the awards that have a number in their words, best first."""


def _report(one: Report) -> Shown:
    passages = tuple(at_field(field) for field in one.fields)
    return Shown(kind=one.kind, id=one.id, heading=one.heading, facts=one.facts, passages=passages)


def _statement(view: View, statement: Statement) -> Shown:
    (row,) = statement_rows(view, [statement])
    document = view.document(statement.document)
    roles = [(span, role) for role in ("source", "cue", "content", "via") for span in getattr(statement, role)]
    facts = [
        (
            "speaker",
            row.party_name or (f"{row.speaker_name} ({SPEAKER_OPEN})" if row.speaker_name else "not named in the text"),
        ),
        ("as written", row.speaker_name or "-"),
        ("decided by", row.speaker_rule or "-"),
        ("said on", f"{row.said_on} (from {row.said_on_basis})" if row.said_on else "unknown"),
        *([("attributed", f"{NOT_SAID}: “{row.cue}”")] if row.negated else []),
        *[("judged", one) for one in row.judged],
        ("via", ", ".join(row.via) or "-"),
        ("form", row.form),
        ("confidence", f"{row.confidence:.2f} ({statement.extractor})"),
        ("document", f"{row.title or row.path} [{row.document[:12]}]"),
        *([("stands in", ", ".join(places))] if (places := _places(document, roles)) else []),
        ("publisher", row.publisher or "-"),
    ]
    facts += _references(view, statement)
    sums = sums_of_statement(view, statement, document, finder(view)) if document else ()
    facts += _sums(view, sums)
    passages = (in_context(document, roles),) if document else ()
    return Shown(
        kind="statement", id=statement.id, heading=row.content, facts=tuple(facts), passages=passages, sums=sums
    )


def _references(view: View, statement: Statement) -> list[tuple[str, str]]:
    """Say for whom pronouns and descriptions in a statement stand; that of its source is its speaker."""
    sources = {(span.start, span.end) for span in statement.source}
    rows = reference_rows(view, statement.document, statement.start, statement.end)
    return [(f"“{one.words}”", one.note) for one in rows if (one.start, one.end) not in sources]


def _sums(view: View, answers: Collection[Answer]) -> list[tuple[str, str]]:
    """Write what the record says to some sums, and in what it was looked for."""
    searched_in = [("searched", searched(coverage(view)))] if any(not one.not_compared for one in answers) else []
    return [*sums_facts(answers), *searched_in]


def _places(document: Document | None, roles: list[tuple[Span, str]]) -> list[str]:
    """Name the pieces of the artefact that some words stand in: `page 3`, `member=word/document.xml`, `message=2`."""
    if document is None:
        return []
    found = [part for span, _ in roles for part, _, _ in source_ranges(document, span.start, span.end)]
    parts = dict.fromkeys(part.split(";xywh=")[0].replace("page=", "page ") for part in [document.part, *found])
    return [part for part in parts if part]


def _labels(document: Document) -> str:
    """Count the lines of a document by what they are taken for, and why."""
    counts = Counter(
        f"{line.label} ({line.rule})" if line.label != "body" or "inserted" in line.rule else "body"
        for line in document.lines
        if line.rule != "blank"
    )
    return ", ".join(f"{number} {kind}" for kind, number in counts.most_common(LABELS_LISTED))


def _document(view: View, document: Document) -> Shown:
    known = [
        (name, meta)
        for name in ("title", "publisher", "published", "updated", "url")
        if (meta := getattr(document, name)) is not None
    ]
    facts = [(name, f"{meta.value} ({meta.basis})") for name, meta in known]
    facts += [("author", f"{one.value} ({one.basis})") for one in document.authors]
    facts += [("found at", origin.path) for origin in view.origins(document.artefact)]
    facts += [("stands in", document.part)] if document.part else []
    facts += [("lines", _labels(document))]
    facts += [("reader", document.reader), ("artefact", document.artefact)]
    statements = list(view.statements(document.id))
    facts.append(("statements", str(len(statements))))
    if references := reference_rows(view, document.id):
        still_open = sum(one.party is None for one in references)
        facts.append(
            ("pronouns, descriptions", f"{len(references)} stand for somebody, {still_open} of them left open")
        )
    sums = sums_of_document(view, document, finder(view))
    facts += _sums(view, sums)
    facts += [("sums left", left)] if (left := sums_left(view, document.id)) else []
    roles = [(span, "content") for one in statements for span in one.content]
    pieces = cut_pieces(document.text, 0, len(document.text), roles)
    heading = document.title.value if document.title else document.id
    text = Passage(where="its text", document=document.id, start=0, pieces=pieces)
    return Shown(kind="document", id=document.id, heading=heading, facts=tuple(facts), passages=(text,), sums=sums)


def _award(view: View, award_id: AwardId) -> Shown:
    award = view.award(award_id)
    if award is None:
        raise NotFound(f"{award_id!r}: no such award in the record")
    row = award_row(view, award, view.party_names())
    named = [field for name, field in award.latest.fields if name in {"recipient", "buyer"}]
    shown = [row.description_field] if row.description_field else []
    passages = (*(at_field(field) for field in [*shown, *named]), *_documents_of(view, row))
    return Shown(
        kind="award",
        id=award_id,
        heading=row.description or award_id,
        facts=tuple(award_facts(view, row)),
        passages=passages,
    )


def _documents_of(view: View, row: AwardRow) -> Iterator[Passage]:
    """Show the words of documents that an award's parts rest on, document by document."""
    places = dict.fromkeys(place for places in row.evidence for place in places if isinstance(place, Span))
    for found in dict.fromkeys(one.document for one in places):
        if document := view.document(found):
            yield from (in_context(document, [(one, "words")]) for one in places if one.document == found)


def _party(view: View, party_id: PartyId) -> Shown:
    party = view.party(party_id)
    if party is None:
        raise NotFound(f"{party_id!r}: no such party in the record")
    names = view.party_names()
    facts = [("kind", party.kind.replace("_", " "))]
    facts += [("public role", party.public_role)] if party.public_role else []
    facts += [("also", f"{alias.name} ({alias.basis})") for alias in party.aliases if alias.basis != "table"]
    facts += [(scheme, value) for scheme, value in party.identifiers]
    facts.append(("statements", str(len(view.statements_by(with_representatives(view, party_id))))))
    relations = view.relations(party_id)
    changes = changes_of(party_id, relations)
    ties = [one for one in relations if one.kind in FROM_THE_RIGHT]
    facts += _ties(party_id, ties, names)
    facts += [(one.way, one.words) for one in changes]
    facts += party_facts(view, party)
    named, more = named_at(view, party_id)
    facts += places_facts(named, more)
    shown = [*ties, *(one.first for one in changes)]
    passages = tuple(passage for one in shown for passage in _relation_passages(view, one))
    return Shown(
        kind="party",
        id=party_id,
        heading=party.name,
        facts=tuple(facts),
        passages=passages,
        named=named,
        named_more=more,
    )


def _ties(
    party_id: PartyId, ties: Collection[Relation], names: dict[PartyId, tuple[str, str]]
) -> Iterator[tuple[str, str]]:
    """Write each tie once, with the number of places that show it."""
    places: Counter[tuple[str, PartyId]] = Counter()
    for one in ties:
        is_left = one.left == party_id
        way = one.kind.replace("_", " ") if is_left else FROM_THE_RIGHT[one.kind]
        places[way, one.right if is_left else one.left] += 1
    for (way, other), count in places.items():
        yield way, f"{names[other][0]} ({count} places)" if count > 1 else names[other][0]


FROM_THE_RIGHT = {"speaks_for": "is spoken for by", "part_of": "includes", "owned_by": "owns"}


def _relation_passages(view: View, relation: Relation) -> list[Passage]:
    passage = _relation_passage(view, relation)
    return ([passage] if passage else []) + [at_field(field) for field in relation.shown_by]


def _relation_passage(view: View, relation: Relation) -> Passage | None:
    if isinstance(relation.evidence, Field):
        return at_field(relation.evidence)
    if relation.evidence is None:
        return None
    document = view.document(relation.evidence.document)
    return in_context(document, [(relation.evidence, "words")]) if document else None


def _supply(view: View, supply: Supply) -> Shown:
    document = view.document(supply.document)
    ends = [(span, name) for name in ("supplier", "customer", "product") if (span := getattr(supply, name)) is not None]
    facts = [(name, span.text) for span, name in ends]
    facts += [("amount", f"{supply.amount.value:,} {supply.amount.currency}")] if supply.amount else []
    facts += [("status", supply.status), ("modality", supply.modality), ("rule", supply.rule)]
    sums = sums_of_supply(view, supply, finder(view))
    facts += _sums(view, sums)
    passages = (
        (in_context(document, [(span, "words") for span, _ in ends] or [(supply.evidence, "words")]),)
        if document
        else ()
    )
    return Shown(
        kind="supply",
        id=supply.id,
        heading=" ".join(supply.evidence.text.split()),
        facts=tuple(facts),
        passages=passages,
        sums=sums,
    )


def _tension(view: View, whole: str) -> Shown:
    tension = next(one for one in view.tensions() if one.id == whole)
    sides = (_show(view, *view.find_ids(tension.left)[0]), _show(view, *view.find_ids(tension.right)[0]))
    said = judgements_of_tensions(view).get(tension.id, ())
    facts = (
        *([("judged", judged_words(one)) for one in said] or [("state", "possible: no person has decided")]),
        ("kind", tension.kind.replace("_", " ")),
        ("because", tension.because),
        ("both true if", tension.both_true_if),
        ("one side", f"{sides[0].kind} {tension.left[:12]}"),
        ("other side", f"{sides[1].kind} {tension.right}"),
    )
    return Shown(
        kind="tension",
        id=tension.id,
        heading="In tension, possibly",
        facts=facts,
        passages=(*sides[0].passages, *sides[1].passages[:1]),
    )


def _plain(view: View, kind: str, whole: str) -> Shown:
    if kind == "judgements" and (made := judgement(view, whole)):
        return Shown(kind="decision", id=whole, heading=made.words or made.left, facts=decision_facts(view, made))
    if kind == "artefacts":
        artefact = ArtefactId(whole)
        facts = [("found at", origin.path) for origin in view.origins(artefact)]
        facts += [("kept at", str(view.evidence.path(artefact)))]
        facts += [
            ("document", f"{document.id} {document.title.value if document.title else ''}")
            for document in view.documents(artefact)
        ]
        return Shown(kind="artefact", id=whole, heading=facts[0][1] if facts else whole, facts=tuple(facts))
    if kind == "problems":
        problem = next(one for one in view.problems() if one.id == whole)
        return Shown(
            kind="problem",
            id=whole,
            heading=problem.message,
            facts=(("code", problem.code), ("stage", problem.stage), ("where", problem.path)),
        )
    mention = view.mention(whole)
    document = view.document(mention.span.document) if mention and mention.span else None
    facts = [("kind", mention.kind), ("rule", mention.rule)] if mention else []
    passages: tuple[Passage, ...] = ()
    if mention and document and mention.span:
        passages = (in_context(document, [(mention.span, "words")]),)
    elif mention and mention.field:
        passages = (at_field(mention.field),)
    return Shown(
        kind="mention", id=whole, heading=mention.name if mention else whole, facts=tuple(facts), passages=passages
    )
