"""Who is who in a whole record: spending rows first, then documents one by one, then the parties of all."""

from collections.abc import Iterator
from functools import partial
from itertools import groupby

from onrecord.engine import Progress
from onrecord.model.award_numbers import index_numbers, numbered, numbers_in
from onrecord.model.ids import DocumentId
from onrecord.model.judgement import standing
from onrecord.model.party import Resolution
from onrecord.model.statement import Mention
from onrecord.resolve.inside.document import resolve_document
from onrecord.resolve.inside.speakers import Spoken, follow
from onrecord.resolve.judged import Judged, heard, judge_mentions, judge_statements, sort_judgements
from onrecord.resolve.publicity.publicity import publicity
from onrecord.resolve.referred import referred
from onrecord.resolve.registry import Registry, document_kinds, row_kinds
from onrecord.resolve.resolution import make_resolution
from onrecord.resolve.spending_names import take_spending
from onrecord.store import View
from onrecord.tables.makers import makers_named


def resolve_record(view: View, progress: Progress) -> tuple[Resolution, list[Mention], int]:
    """Work out who is who; gives also the names in fields of spending rows and the number of documents."""
    registry = Registry()
    names = take_spending(view, registry)
    judged = sort_judgements(standing(view.judgements()), view.heads())
    documents = _take_documents(view, registry, judged, progress)
    return make_resolution(registry, judged, tuple(view.edges())), [name.mention for name in names], documents


def _take_documents(view: View, registry: Registry, judged: Judged, progress: Progress) -> int:
    total = view.counts()["documents"]
    rows = row_kinds(registry)
    awards = groupby(view.actions() if total else (), key=lambda action: action.award)
    numbers = index_numbers(own for _, found in awards if (own := numbered(list(found))))
    for number, document in enumerate(view.documents(), 1):
        if numbers_in(document.text, numbers):  # connect/ may find that it says what the award buys
            for owner in {owner for line in document.text.split("\n") for owner, _ in makers_named(line)}:
                registry.take_maker(owner)
        mentions = view.mentions(document.id)
        found = resolve_document(document, mentions)
        judge_mentions(found, mentions, judged)
        kinds = document_kinds(found, rows)
        registry.take_document(found, kinds)
        statements = list(view.statements(document.id))
        judge_statements(document.id, statements, partial(view.statement_keys, document.id), judged)
        followed = follow(found, statements, kinds)
        ours = [one for one in statements if one.id not in judged.speakers]  # who said the others, people have decided
        said = heard(followed.spoken, document.id, judged)
        registry.take_roles(document.id, publicity(document, found, ours, said))
        registry.spoken += [(document.id, one) for one in followed.spoken]
        registry.references += referred(followed.references, [one for one in statements if one.id in judged.speakers])
        registry.open += _open(view, document.id, followed.spoken, judged)
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
