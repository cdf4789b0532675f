"""A dossier from the page: what it would be about, and its editions to take away."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from shlex import quote

from starlette.requests import Request
from starlette.responses import Response

from onrecord.answer.dossier import Asked
from onrecord.answer.dossier import dossier as put_together
from onrecord.answer.page import Choices, names_offered, party_or_choices
from onrecord.answer.parties import find_party
from onrecord.errors import NotFound, UserError
from onrecord.export.dossier.editions import EDITIONS, file_name
from onrecord.serve.asking import asked
from onrecord.serve.site import Site
from onrecord.store import View
from onrecord.store.sharing import shared_view
from onrecord.store.sharing_sources import SIZE_STEP

DOCUMENTS_MOST = 2_000
"""Of a record of more documents a masked copy takes longer than somebody waits for a page: the command makes its dossiers."""


def show_dossier(site: Site, request: Request) -> Response:
    """Show who and about whom, and lead to the editions; the form alone when no party is named."""
    party_name, about_name = asked(request, "party"), asked(request, "about")
    period = _period(request)
    values: dict[str, object] = {
        "party_name": party_name,
        "about_name": about_name,
        "active": "said-and-done",
        **period,
    }
    with View.open(site.record) as view:
        values["names"] = names_offered(view)
        party = party_or_choices(view, party_name) if party_name else None
        about = party_or_choices(view, about_name) if about_name else None
        large = view.counts()["documents"] > DOCUMENTS_MOST
    choices = [(field, one) for field, one in (("party", party), ("about", about)) if isinstance(one, Choices)]
    if party is None and about is not None:
        raise UserError("party: name the party the dossier is on")
    values |= {"party": None if choices else party, "about": about, "choices": choices, "large": large}
    values |= {"editions": EDITIONS, "command": _command(site, values)}
    if choices:
        return site.page("dossier.html", values, 404 if any(one.near for _, one in choices) else 300)
    return site.page("dossier.html", values)


def send_dossier(site: Site, request: Request) -> Response:
    """Make an edition and hand it out as a download; private people are masked in it."""
    form = request.path_params["form"]
    if form not in EDITIONS:
        raise NotFound(f"{form[:20]}: no edition of a dossier; there are: {', '.join(EDITIONS)}")
    party_name, about_name = asked(request, "party"), asked(request, "about")
    if not party_name:
        raise UserError("party: name the party the dossier is on")
    period = _period(request)
    with View.open(site.record) as own:
        known = frozenset(artefact for artefact, size in own.artefacts() if not site.masked or size % SIZE_STEP)
        if own.counts()["documents"] > DOCUMENTS_MOST:
            raise UserError(
                f"the record is too large for a dossier from the page; run: {_command(site, {'party_name': party_name, 'about_name': about_name, **period})}"
            )
    with _shared(site) as view:
        party, about = find_party(view, party_name), find_party(view, about_name) if about_name else None
        made = put_together(
            view,
            Asked(party=party, about=about, known=known, since=period["since"] or None, until=period["until"] or None),
        )
    name = file_name(party.name, about.name if about else "", form)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(EDITIONS[form].write(made), headers=headers, media_type=EDITIONS[form].media_type)


@contextmanager
def _shared(site: Site) -> Iterator[View]:
    """Open what may leave the machine: the record of a masked site is a masked copy already."""
    with View.open(site.record) if site.masked else shared_view(site.record) as view:
        yield view


def _period(request: Request) -> dict[str, str]:
    found = {}
    for name in ("since", "until"):
        value = asked(request, name)
        try:
            found[name] = date.fromisoformat(value).isoformat() if value else ""
        except ValueError as error:
            raise UserError(f"{name}: {value[:20]!r} is no day; write it as 2018-06-28") from error
    return found


def _command(site: Site, values: dict[str, object]) -> str:
    """Write the command that makes the same dossier; the place of a masked copy is nobody's business."""
    folder = "RECORD" if site.masked else quote(str(site.record.folder))
    options = [("--about", "about_name"), ("--since", "since"), ("--until", "until")]
    given = [f"{option} {quote(str(values[name]))}" for option, name in options if values.get(name)]
    return " ".join(["onrecord dossier", folder, quote(str(values["party_name"] or "PARTY")), *given, "--format pdf"])
