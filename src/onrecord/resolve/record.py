"""Who is who in a whole record: spending rows first, then documents one by one, then the parties of all."""

from onrecord.engine import Progress
from onrecord.model.party import Resolution
from onrecord.model.statement import Mention
from onrecord.resolve.document import resolve_document
from onrecord.resolve.registry import Registry, document_kinds, make_resolution, row_kinds
from onrecord.resolve.speakers import resolve_speakers
from onrecord.resolve.spending import FieldName, field_names, keys_by_identifier
from onrecord.store import View
from onrecord.tables.makers import makers_named


def resolve_record(view: View, progress: Progress) -> tuple[Resolution, list[Mention], int]:
    """Work out who is who; gives also the names in fields of spending rows and the number of documents."""
    registry = Registry()
    names = _take_spending(view, registry)
    documents = _take_documents(view, registry, progress)
    return make_resolution(registry), [name.mention for name in names], documents


def _take_spending(view: View, registry: Registry) -> list[FieldName]:
    actions = list(view.actions())
    keys = keys_by_identifier(actions)
    names: list[FieldName] = []
    for action in actions:
        found = {one.role: one for one in field_names(action, keys)}
        for name in found.values():
            registry.take_field(name)
        names += found.values()
        for owner, _ in makers_named(action.description):
            registry.take_maker(owner)
        if "recipient" in found and "recipient_parent" in found:
            evidence = found["recipient_parent"].mention.field
            if evidence is not None:
                registry.take_owner(found["recipient"].key, found["recipient_parent"].key, evidence)
    return names


def _take_documents(view: View, registry: Registry, progress: Progress) -> int:
    total = view.counts()["documents"]
    rows = row_kinds(registry)
    for number, document in enumerate(view.documents(), 1):
        found = resolve_document(document, view.mentions(document.id))
        registry.take_document(found)
        spoken = resolve_speakers(found, list(view.statements(document.id)), document_kinds(found, rows))
        registry.spoken += [(document.id, one) for one in spoken]
        progress("resolve", number, total)
    return total
