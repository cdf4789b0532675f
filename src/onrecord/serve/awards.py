"""The page of an award."""

from starlette.requests import Request
from starlette.responses import Response

from onrecord.answer.changes import changes_held
from onrecord.answer.page import award_page
from onrecord.answer.rows import award_rows
from onrecord.model.evidence import Field, Span
from onrecord.model.ids import AwardId
from onrecord.serve.asking import page_number
from onrecord.serve.formatting import words_address
from onrecord.serve.paging import page_from, page_of
from onrecord.serve.site import Site
from onrecord.store import View


def show_award(site: Site, request: Request) -> Response:
    """Show an award: money, parts, changes, and the fields they were read from."""
    with View.open(site.record) as view:
        found = award_page(view, AwardId(request.path_params["id"]))
        artefacts = {action.artefact for action in found.actions}
        evidence = [place for link, _ in found.links for place in link.evidence]
        artefacts |= {place.artefact for place in evidence if isinstance(place, Field)}
        orders = page_from(
            lambda size, first: award_rows(view, found.orders[first : first + size]),
            len(found.orders),
            page_number(request),
        )
        heads = view.heads({place.document for place in evidence if isinstance(place, Span)})
        paths = {one: next((origin.path for origin in view.origins(one)), one) for one in artefacts}
    values = {
        "found": found,
        "row": found.row,
        "money": {one.notion: one for one in found.row.money},
        "paths": paths,
        "words_address": words_address,
        "documents": {one: head.title or head.path for one, head in heads.items()},
        "changes": page_of(changes_held(found.actions), page_number(request)),
        "orders": orders,
        "subawards": page_of(found.subawards, page_number(request)),
        "active": "",
    }
    return site.page("award.html", values)
