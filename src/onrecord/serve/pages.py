"""The pages: each a question to one view of the record, and a template."""

import platform
from collections import Counter, defaultdict
from importlib.metadata import PackageNotFoundError, version
from pathlib import PurePath

from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response

from onrecord.answer.changes import changes_held
from onrecord.answer.coverage import coverage, searched, searched_whole
from onrecord.answer.page import (
    Choices,
    RelationRow,
    TensionRow,
    award_page,
    document_page,
    names_offered,
    overview,
    party_or_choices,
    party_page,
    tension_rows,
)
from onrecord.answer.search import KINDS, find
from onrecord.answer.timeline import SaidAndDone, said_and_done
from onrecord.errors import NotFound, UserError
from onrecord.model.evidence import Field, Span
from onrecord.model.ids import ArtefactId, AwardId, DocumentId, PartyId, StatementId
from onrecord.model.meeting import Tension
from onrecord.model.problem import PROBLEM_CODES
from onrecord.serve.formatting import document_address, words_address
from onrecord.serve.months import by_month, pages_of
from onrecord.serve.paging import page_of, whole_number
from onrecord.serve.site import Site
from onrecord.serve.svg import Dot, time_axis, undrawn
from onrecord.serve.text import blocks, part_of, parts
from onrecord.store import SCHEMA_VERSION, View

GROUPS = ("party", "statement", "award", "document")  # in the order results are shown
QUERY_LIMIT = 400  # characters of a query or a name: more is no question
FOUND_LISTED = 20
FOUND_MOST = 500
PAGES_MOST = 1_000_000
AXIS_ROWS = 150  # rows of either side on one page
AXIS_WIDTHS = (1040, 340)  # units: the same axis drawn for a wide and for a narrow window; the style sheet shows one
DIGITS = frozenset("0123456789abcdef")


def asked(request: Request, name: str) -> str:
    """Take a parameter of the query, white space folded.

    Raises:
        UserError: It is too long to be a question.
    """
    value = " ".join(request.query_params.get(name, "").split())
    if len(value) > QUERY_LIMIT:
        raise UserError(f"{name}: {len(value)} characters are more than the limit of {QUERY_LIMIT}; shorten it")
    return value


def page_number(request: Request) -> int:
    """Take the number of the page asked for."""
    return whole_number(request.query_params.get("page"), "page", PAGES_MOST, 1)


def searched_in(view: View, *asked_about: PartyId) -> dict[str, object]:
    """Say what a page was made from, in short and in full."""
    held = coverage(view, asked_about)
    return {"searched": searched(held), "searched_whole": searched_whole(held)}


def show_overview(site: Site, request: Request) -> Response:
    """Show what the record holds."""
    with View.open(site.record) as view:
        values = {
            "overview": overview(view, every=bool(request.query_params.get("every"))),
            "names": names_offered(view),
            "active": "overview",
        }
    return site.page("overview.html", values)


def show_search(site: Site, request: Request) -> Response:
    """Show what is found for a query, of one kind or of all."""
    query, kind = asked(request, "q"), asked(request, "kind")
    if kind and kind not in KINDS:
        raise UserError(f"kind={kind!r}: give one of {', '.join(KINDS)}, or none for all")
    limit = whole_number(request.query_params.get("limit"), "limit", FOUND_MOST, FOUND_LISTED)
    with View.open(site.record) as view:
        found = find(view, query, (kind,) if kind else KINDS, limit) if query else []
        note = searched_in(view)
    groups = [(name, [one for one in found if one.kind == name]) for name in GROUPS]
    values = {
        "query": query,
        "kind": kind,
        "groups": [(name, rows, len(rows) >= limit) for name, rows in groups if rows],
        "limit": limit,
        "most": FOUND_MOST,
        "kinds": KINDS,
        "active": "search",
    } | note
    return site.page("search.html", values)


def show_document(site: Site, request: Request) -> Response:
    """Show the whole text of a document with its statements, a part at a time when it is very long."""
    with View.open(site.record) as view:
        found = document_page(view, DocumentId(request.path_params["id"]))
    count = parts(found.document)
    part = whole_number(request.query_params.get("part"), "part", count, 1)
    values = {
        "found": found,
        "document": found.document,
        "rows": [row for row in found.rows if part_of(row.start) == part],
        "blocks": blocks(found.document, found.statements, part, found.references),
        "references": [one for one in found.references if part_of(one.start) == part],
        "part": part,
        "parts": count,
        "active": "",
    }
    return site.page("document.html", values)


def show_statement(site: Site, request: Request) -> Response:
    """Lead to a statement at its words."""
    statement_id = StatementId(request.path_params["id"])
    with View.open(site.record) as view:
        statement = view.statement(statement_id)
        if statement is None:
            raise NotFound(f"{statement_id!r}: no such statement in the record; search for its words")
    return RedirectResponse(document_address(statement.document, statement.id, statement.start), 303)


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


def show_said_and_done(site: Site, request: Request) -> Response:
    """Show a party's statements and awards side by side; the form alone when no party is named."""
    party_name, about_name = asked(request, "party"), asked(request, "about")
    values: dict[str, object] = {"party_name": party_name, "about_name": about_name, "active": "said-and-done"}
    with View.open(site.record) as view:
        values["names"] = names_offered(view)
        values |= searched_in(view)
        party = party_or_choices(view, party_name) if party_name else None
        about = party_or_choices(view, about_name) if about_name else None
        choices = [(field, one) for field, one in (("party", party), ("about", about)) if isinstance(one, Choices)]
        if choices:
            values["choices"] = choices
            return site.page("choices.html", values, 404 if any(one.near for _, one in choices) else 300)
        if party is None or isinstance(party, Choices) or isinstance(about, Choices):
            if about_name:
                raise UserError("party: name the party whose words and awards you ask for")
            return site.page("ask.html", values)
        every = bool(request.query_params.get("every"))
        found = said_and_done(view, party, about, every=every)
        tensions = tension_rows(view, found.tensions)
    return site.page("said_and_done.html", values | {"found": found} | _axis(found, tensions, page_number(request)))


def _axis(found: SaidAndDone, tensions: tuple[TensionRow, ...], number: int) -> dict[str, object]:
    """Lay the rows out by month, a page at a time, and draw all of them."""
    tense = {side for one in found.tensions for side in (one.left, one.right)}
    dots = [Dot(one.said_on or "", "said", one.id in tense) for one in found.statements]
    dots += [Dot(one.date or "", "done", one.id in tense) for one in found.awards]
    months = page_of(pages_of(by_month(found.statements, found.awards), AXIS_ROWS), number, size=1)
    here = [month for page in months.rows for month in page]
    shown = frozenset(one.id for month in here for one in month.statements) | {
        one.id for month in here for one in month.awards
    }
    return {
        "undrawn": undrawn(dots),
        "by_publication": sum(1 for one in found.statements if one.said_on and one.said_on_basis == "published"),
        "axes": [time_axis(dots, width) for width in AXIS_WIDTHS],
        "months": months,
        "shown": shown,
        "by_side": _by_side(found.tensions),
        "tensions": [one for one in tensions if not shown.isdisjoint((one.tension.left, one.tension.right))],
    }


def _by_side(tensions: tuple[Tension, ...]) -> dict[str, list[Tension]]:
    sides: dict[str, list[Tension]] = defaultdict(list)
    for tension in tensions:
        for side in (tension.left, tension.right):
            sides[side].append(tension)
    return dict(sides)


def show_award(site: Site, request: Request) -> Response:
    """Show an award: money, parts, changes, and the fields they were read from."""
    with View.open(site.record) as view:
        found = award_page(view, AwardId(request.path_params["id"]))
        artefacts = {action.artefact for action in found.actions}
        evidence = [place for link, _ in found.links for place in link.evidence]
        artefacts |= {place.artefact for place in evidence if isinstance(place, Field)}
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
        "orders": page_of(found.orders, page_number(request)),
        "subawards": page_of(found.subawards, page_number(request)),
        "active": "",
    }
    return site.page("award.html", values)


def show_problems(site: Site, request: Request) -> Response:
    """Show what was not read or not understood."""
    with View.open(site.record) as view:
        problems = view.problems()
        held = searched_in(view)
    code = asked(request, "code")
    values = {
        "codes": sorted(Counter(one.code for one in problems).items()),
        "problems": page_of([one for one in problems if code in {"", one.code}], page_number(request)),
        "code": code,
        "meanings": PROBLEM_CODES,
        "active": "problems",
    }
    return site.page("problems.html", values | held)


def show_about(site: Site, request: Request) -> Response:  # noqa: ARG001  # every page takes the request
    """Show counts, versions, what is measured and what is not."""
    with View.open(site.record) as view:
        first = next(view.statements(), None)
        values = {
            "counts": view.counts(),
            "folder": str(site.record.folder),
            "version": software_version(),
            "schema": SCHEMA_VERSION,
            "python": platform.python_version(),
            "extractor": first.extractor if first else None,
            "active": "about",
        } | searched_in(view)
    return site.page("about.html", values)


def software_version() -> str:
    """Name the version of onrecord that runs."""
    try:
        return version("onrecord")
    except PackageNotFoundError:  # run from a checkout that was never installed
        return "not installed as a package"


def send_artefact(site: Site, request: Request) -> Response:
    """Hand out the bytes of an artefact as a download; a browser is told not to render them."""
    artefact = ArtefactId(request.path_params["id"])
    if len(artefact) != 64 or not DIGITS.issuperset(artefact):
        raise NotFound("no such artefact: an id is 64 hexadecimal digits")
    with View.open(site.record) as view:
        origin = next(view.origins(artefact), None)
    if origin is None:
        raise NotFound(f"{artefact[:12]}…: no such artefact in the record")
    path = site.record.evidence.path(artefact)
    if not path.is_file():
        raise NotFound(f"{artefact[:12]}…: its bytes are gone from {path}; run: onrecord verify RECORD")
    return FileResponse(path, media_type="application/octet-stream", filename=PurePath(origin.path).name or artefact)
