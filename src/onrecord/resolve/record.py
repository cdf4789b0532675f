"""Who is who in a whole record: spending rows first, then documents one by one, then the parties of all."""

from collections.abc import Iterable, Iterator
from functools import partial

from onrecord.engine import Progress
from onrecord.model.award import Action, Authorisation, Row
from onrecord.model.ids import DocumentId
from onrecord.model.judgement import standing
from onrecord.model.party import Resolution
from onrecord.model.statement import Mention
from onrecord.resolve.document import resolve_document
from onrecord.resolve.judged import Judged, judge_mentions, judge_statements, sort_judgements
from onrecord.resolve.registry import Registry, document_kinds, row_kinds
from onrecord.resolve.resolution import make_resolution
from onrecord.resolve.speakers import Spoken, resolve_speakers
from onrecord.resolve.spending import FieldName, field_names, keys_by_identifier
from onrecord.resolve.successions import Holders, Keys, next_succession
from onrecord.store import View
from onrecord.tables import vehicle_of
from onrecord.tables.makers import makers_named


def resolve_record(view: View, progress: Progress) -> tuple[Resolution, list[Mention], int]:
    """Work out who is who; gives also the names in fields of spending rows and the number of documents."""
    registry = Registry()
    names = _take_spending(view, registry)
    judged = sort_judgements(standing(view.judgements()), view.heads())
    documents = _take_documents(view, registry, judged, progress)
    return make_resolution(registry, judged), [name.mention for name in names], documents


def _take_spending(view: View, registry: Registry) -> list[FieldName]:
    """Note the names in spending rows, each once an artefact: at the first row, in the order of the awards, that has it.

    `connect.parts` relies on that order: the field of that row stands for all the others.
    """
    keys = keys_by_identifier(_rows(view))
    names: list[FieldName] = []
    rows_noted: set[tuple[object, ...]] = set()
    names_noted: set[tuple[object, ...]] = set()
    for row in _noting_successions(_rows(view), keys, registry):
        for owner in _makers(row):
            registry.take_maker(owner)
        if (type(row), row.artefact, row.names) in rows_noted:
            continue
        rows_noted.add((type(row), row.artefact, row.names))
        found = {one.role: one for one in field_names(row, keys)}
        for role, *name in row.names:
            noted = (type(row), row.artefact, role, *name)
            if role in found and noted not in names_noted:
                names_noted.add(noted)
                registry.take_field(found[role])
                names.append(found[role])
        if "recipient" in found and "recipient_parent" in found:
            evidence = found["recipient_parent"].mention.field
            if evidence is not None:
                registry.take_owner(found["recipient"].key, found["recipient_parent"].key, evidence)
    return names


def _makers(row: Row) -> Iterator[str]:
    """List the makers that a row may buy from: named in its words, or known to sell under its vehicle."""
    if isinstance(row, Authorisation):
        return
    yield from (owner for owner, _ in makers_named(row.description, row.decided_on))
    vehicle = vehicle_of(row.parent) if isinstance(row, Action) else None
    if vehicle and vehicle.owner:
        yield vehicle.owner


def _noting_successions(rows: Iterable[Row], keys: Keys, registry: Registry) -> Iterator[Row]:
    """Pass rows on; actions, which come award by award in their order in time, also say who succeeded whom."""
    holders = Holders()
    for row in rows:
        if isinstance(row, Action) and (found := next_succession(holders, row, keys)):
            registry.take_succession(found)
        yield row


def _rows(view: View) -> Iterator[Row]:
    """Give the rows of all tables, one by one."""
    yield from view.actions()
    yield from view.subawards()
    yield from view.authorisations()


def _take_documents(view: View, registry: Registry, judged: Judged, progress: Progress) -> int:
    total = view.counts()["documents"]
    rows = row_kinds(registry)
    for number, document in enumerate(view.documents(), 1):
        mentions = view.mentions(document.id)
        found = resolve_document(document, mentions)
        judge_mentions(found, mentions, judged)
        registry.take_document(found)
        statements = list(view.statements(document.id))
        judge_statements(document.id, statements, partial(view.statement_keys, document.id), judged)
        spoken = resolve_speakers(found, statements, document_kinds(found, rows))
        registry.spoken += [(document.id, one) for one in spoken]
        registry.open += _open(view, document.id, spoken, judged)
        progress("resolve", number, total)
    return total


def _open(
    view: View, document: DocumentId, spoken: list[Spoken], judged: Judged
) -> Iterator[tuple[DocumentId, str, Spoken]]:
    """List the statements whose speaker may be one of several, but for those a person has decided on."""
    unsettled = [one for one in spoken if one.key is None and one.candidates and one.statement not in judged.speakers]
    if unsettled:
        keys = view.statement_keys(document)
        yield from ((document, keys[one.statement], one) for one in unsettled)
