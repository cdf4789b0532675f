"""The page of a party."""

from collections import defaultdict

from starlette.requests import Request
from starlette.responses import Response

from onrecord.answer.page import RelationRow, names_offered, party_page
from onrecord.model.ids import PartyId
from onrecord.serve.asking import page_number, searched_in
from onrecord.serve.paging import page_of
from onrecord.serve.site import Site
from onrecord.store import View


def show_party(site: Site, request: Request) -> Response:
    """Show everything held of a party."""
    with View.open(site.record) as view:
        found = party_page(view, PartyId(request.path_params["id"]))
        names = names_offered(view)
        note = searched_in(view, found.party.id)
    aliases: dict[str, list[str]] = defaultdict(list)
    for alias in found.party.aliases:
        aliases[alias.basis].append(alias.name)
    ties: dict[tuple[str, PartyId], list[RelationRow]] = defaultdict(list)
    for relation in found.relations:
        ties[(relation.way, relation.other)].append(relation)
    values = {
        "found": found,
        "party": found.party,
        "aliases": aliases,
        "ties": list(ties.values()),
        "parts_of_it": sum(way in {"owns", "includes"} for way, _ in ties),
        "statements": page_of(found.statements, page_number(request)),
        "names": names,
        "active": "",
    }
    return site.page("party.html", values | note)
