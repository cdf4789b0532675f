"""The pages of echoes: utterances that stand in several places, and one of them word by word."""

from starlette.requests import Request
from starlette.responses import Response

from onrecord.answer.echo_page import KINDS, ORDER, echo_page, echo_rows
from onrecord.answer.page import names_offered
from onrecord.answer.parties import find_party
from onrecord.answer.show_meetings import probability_words
from onrecord.errors import UserError
from onrecord.serve.asking import asked, page_number
from onrecord.serve.site import Site
from onrecord.serve.threads import listed
from onrecord.store import View
from onrecord.store.meeting_pages import kind_counts

ECHOES_LISTED = 40


def show_echoes(site: Site, request: Request) -> Response:
    """List utterances that stand in several places, the widest spread first."""
    name, kind, number = asked(request, "party"), asked(request, "kind"), page_number(request)
    if kind and kind not in KINDS:
        raise UserError(f"kind {kind[:40]!r}: give one of {', '.join(ORDER)}, or none for all")
    with View.open(site.record) as view:
        party = find_party(view, name) if name else None
        rows, total = echo_rows(
            view,
            party=party.id if party else None,
            kind=kind,
            first=(number - 1) * ECHOES_LISTED,
            limit=ECHOES_LISTED,
        )
        counts, names = kind_counts(view), names_offered(view)
    values = {
        "echoes": listed(rows, total, number, ECHOES_LISTED),
        "party": party,
        "kind": kind,
        "kinds": KINDS,
        "counts": [(one, counts[one]) for one in ORDER if one in counts],
        "names": names,
        "active": "threads",
    }
    return site.page("echoes.html", values)


def show_echo(site: Site, request: Request) -> Response:
    """Show an echo: both wordings, who is named, the passages, and the other places of the same words."""
    with View.open(site.record) as view:
        found = echo_page(view, request.path_params["id"])
    first, second = ({words.change for words in place.words} for place in found.places)
    elsewhere = {words.change for one in found.others for words in one.place.words}
    values = {
        "found": found,
        "echo": found.echo,
        "kinds": KINDS,
        "marked_first": first,
        "marked_second": second | elsewhere,
        "probability_words": probability_words,
        "active": "threads",
    }
    return site.page("echo.html", values)
