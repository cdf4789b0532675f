"""The page of a party."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import Response

from onrecord.answer.page import names_offered
from onrecord.answer.party_shown import ROWS, PartyShown, Rows, party_shown
from onrecord.answer.thread_lines import thread_lines
from onrecord.model.evidence import Field, Span
from onrecord.model.ids import PartyId
from onrecord.serve.asking import searched_in
from onrecord.serve.formatting import words_address
from onrecord.serve.network import narrow_picture, network_of, wide_picture
from onrecord.serve.paging import Page, whole_number
from onrecord.serve.site import Site
from onrecord.serve.svg import mark
from onrecord.store import View

PAGES_MOST = 1_000_000
STEPS_LISTED = 60
AUTHORISATIONS_LISTED = 100
PAIRS_OFFERED = 4


def show_party(site: Site, request: Request) -> Response:
    """Show what is held of a party, a page of each list at a time."""
    numbers = {
        name: whole_number(request.query_params.get(parameter), parameter, PAGES_MOST, 1)
        for name, parameter in (("statements", "page"), ("awards", "awards"), ("ties", "ties"))
    }
    with View.open(site.record) as view:
        found = party_shown(view, PartyId(request.path_params["id"]), Rows(**numbers))
        names = names_offered(view)
        note = searched_in(view, found.party.id)
        threads = thread_lines(view, found.threads)
        evidence = found.party.role_evidence
        spans = [one.example.span for one in found.names if one.example.span]
        heads = view.heads({one.document for one in [*spans, *([evidence] if isinstance(evidence, Span) else [])]})
        files = {one.example.field.artefact for one in found.names if one.example.field}
        files |= {one.authorisation.artefact for one in found.authorisations[:AUTHORISATIONS_LISTED]}
        paths = {one: next((origin.path for origin in view.origins(one)), one) for one in files}
    return site.page(
        "party.html",
        note
        | _values(found, numbers)
        | {
            "names": names,
            "threads": threads,
            "documents": {one: head.title or head.path for one, head in heads.items()},
            "paths": paths,
            "authorisations": found.authorisations[:AUTHORISATIONS_LISTED],
        },
    )


def _values(found: PartyShown, numbers: dict[str, int]) -> dict[str, object]:
    network = network_of(found.edges, found.belonging)
    pictures = [draw(network, found.party_names, found.belonging) for draw in (wide_picture, narrow_picture)]
    used = {one.name for one in found.names}
    other: dict[str, list[str]] = defaultdict(list)
    for alias in found.party.aliases:
        if alias.name not in used:
            other[alias.basis].append(alias.name)
    return {
        "found": found,
        "party": found.party,
        "other_names": other,
        "pictures": pictures,
        "network": network,
        "steps": found.edges[:STEPS_LISTED],
        "pairs": _pairs(found),
        "statements": _page(found.statements, numbers["statements"], found.statements_total),
        "awards": _page(found.awards, numbers["awards"], found.awards_total),
        "ties": _page(found.ties, numbers["ties"], found.ties_total),
        "is_span": lambda place: isinstance(place, Span),
        "is_field": lambda place: isinstance(place, Field),
        "words_address": words_address,
        "mark": mark,
        "active": "",
    }


def _page(rows: Sequence[object], number: int, total: int) -> Page[object]:
    pages = max(1, -(-total // ROWS))
    return Page(
        rows=rows, number=min(number, pages), pages=pages, first=(number - 1) * ROWS + 1 if rows else 0, total=total
    )


def _pairs(found: PartyShown) -> list[tuple[PartyId, str]]:
    """Choose whom the party may be put beside: those most awards tie it to, buyers or suppliers."""
    weights: Counter[PartyId] = Counter()
    for one in found.edges:
        if one.role == "RECIPIENT":
            for end in {one.buyer, one.supplier} - found.belonging:
                weights[end] += one.awards
    return [(one, found.party_names[one]) for one, _ in weights.most_common(PAIRS_OFFERED) if one in found.party_names]
