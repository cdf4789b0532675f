"""The search page; its results alone where a script of the page asks while somebody types."""

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from onrecord.answer.facets import chips_of, facets_of
from onrecord.answer.query import KINDS, parse_query
from onrecord.answer.search import Found, Looked, load, look
from onrecord.errors import UserError
from onrecord.serve.asking import asked, page_number, searched_in
from onrecord.serve.formatting import address
from onrecord.serve.paging import Page, whole_number
from onrecord.serve.site import Site
from onrecord.store import View

GROUPS = ("party", "statement", "award", "document")  # in the order results are shown
FOUND_LISTED = 20
FOUND_OF_EACH = 6
"""Rows of each kind where all kinds are shown."""
FOUND_MOST = 500
SORTS = {"": "Best first", "newest": "Newest first", "oldest": "Oldest first"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The rows of one kind.

    Attributes:
        words: How many there are: `12`, or `2,000+` where only some of more were looked at.
        complete: The search has looked at every row that matches.
    """

    kind: str
    page: Page[Found]
    words: str
    complete: bool


def show_search(site: Site, request: Request) -> Response:
    """Show what is found for a query, of one kind or of all; without a query, what can be asked."""
    asked_by = request.headers
    # Going back in the browser's history is asked by the script too, and wants the whole page.
    is_part = asked_by.get("HX-Request") == "true" and "HX-History-Restore-Request" not in asked_by
    try:
        values = _results(site, request)
    except UserError as error:
        if not is_part:
            raise
        # Half a word of a field is no mistake yet: the page stays, with a line that says what is missing.
        return site.page("_search_part.html", {"trouble": str(error)})
    if not is_part:
        with View.open(site.record) as view:
            return site.page("search.html", values | {"active": "search"} | searched_in(view))
    page = site.page("_search_part.html", values | {"trouble": "", "is_part": True})
    page.headers["HX-Push-Url"] = address(
        "search", q=_text(values, "query"), kind=_text(values, "kind"), sort=_text(values, "sort")
    )
    return page


def _text(values: dict[str, object], name: str) -> str:
    return str(values[name])


def _results(site: Site, request: Request) -> dict[str, object]:
    query, kind, sort = asked(request, "q"), asked(request, "kind"), asked(request, "sort")
    if kind and kind not in KINDS:
        raise UserError(f"kind={kind!r}: give one of {', '.join(KINDS)}, or none for all")
    if sort not in SORTS:
        raise UserError(f"sort={sort!r}: give newest or oldest, or none for the best first")
    limit = whole_number(
        request.query_params.get("limit"), "limit", FOUND_MOST, FOUND_LISTED if kind else FOUND_OF_EACH
    )
    values: dict[str, object] = {"query": query, "kind": kind, "sort": sort, "sorts": SORTS, "kinds": GROUPS}
    with View.open(site.record) as view:
        if not query:
            return values | {"groups": [], "tabs": [], "facets": (), "chips": (), "notes": ()}
        looked = look(view, parse_query(query), KINDS, sort)
        kinds = (kind,) if kind else GROUPS
        shown = looked if not kind else _only(looked, kind)
        groups = [_group(view, looked, one, page_number(request) if kind else 1, limit) for one in kinds]
        found = {
            "groups": [one for one in groups if one.page.rows],
            "tabs": [(one, _count(looked, one)[1]) for one in GROUPS if _count(looked, one)[0] or one == kind],
            "facets": facets_of(view, shown) if kind != "party" else (),
            "chips": chips_of(query),
            "notes": looked.notes,
        }
        return values | found


def _only(looked: Looked, kind: str) -> Looked:
    hits = {one: found for one, found in looked.hits.items() if one == kind}
    return Looked(query=looked.query, hits=hits, parties=looked.parties, notes=looked.notes)


def _count(looked: Looked, kind: str) -> tuple[int, str, bool]:
    """Count the rows of a kind that can be listed, and say how many there are and whether these are all."""
    if kind == "party":
        return len(looked.parties), f"{len(looked.parties):,}", True
    if kind not in looked.hits:
        return 0, "0", True
    one = looked.hits[kind]
    number = len(one.numbers)
    return number, f"{number:,}{'' if one.complete else '+'}", one.complete


def _group(view: View, looked: Looked, kind: str, number: int, limit: int) -> Group:
    total, words, complete = _count(looked, kind)
    pages = max(1, -(-total // limit))
    number = min(number, pages)
    rows: Sequence[Found] = load(view, looked, kind, (number - 1) * limit, limit)
    first = (number - 1) * limit + 1 if rows else 0
    return Group(
        kind=kind,
        page=Page(rows=rows, number=number, pages=pages, first=first, total=total),
        words=words,
        complete=complete,
    )
