"""Plain lists to browse by: documents, parties, awards."""

from collections import Counter

from starlette.requests import Request
from starlette.responses import Response

from onrecord.answer.parties import told_apart
from onrecord.answer.rows import award_row
from onrecord.serve.asking import page_number
from onrecord.serve.paging import page_of
from onrecord.serve.site import Site
from onrecord.store import View


def list_documents(site: Site, request: Request) -> Response:
    """List documents, the latest first, undated last."""
    with View.open(site.record) as view:
        heads = sorted(view.heads().values(), key=lambda one: one.published or "", reverse=True)
    return site.page("documents.html", {"documents": page_of(heads, page_number(request)), "active": ""})


def list_parties(site: Site, request: Request) -> Response:
    """List parties by how often they are named, people of one name with what tells them apart."""
    with View.open(site.record) as view:
        counts, names = view.mention_counts(), view.party_names()
        rows = [(party, name, kind, counts.get(party, 0)) for party, (name, kind) in names.items()]
        rows.sort(key=lambda one: (-one[3], one[1], one[0]))
        shown = page_of(rows, page_number(request))
        bearers = Counter(name for name, _ in names.values())
        shared = [party for one, name, *_ in shown.rows if bearers[name] > 1 and (party := view.party(one))]
        apart = {party.id: told_apart(view, party) for party in shared}
    return site.page("parties.html", {"parties": shown, "apart": apart, "active": ""})


def list_awards(site: Site, request: Request) -> Response:
    """List awards, the latest first, undated last."""
    with View.open(site.record) as view:
        days = [(award, str(values[ACTED_ON] or "")) for award, _, values in view.derived_awards()]
        days.sort(key=lambda one: one[1], reverse=True)
        shown = page_of([award for award, _ in days], page_number(request))
        names = view.party_names()
        rows = {award.id: award_row(view, award, names) for award in view.awards(shown.rows)}
    return site.page("awards.html", {"awards": shown, "rows": rows, "active": ""})


ACTED_ON = 4
"""Place of the latest action's day among the values that `derived_awards` gives."""
