"""The pages of copies: texts that several documents carry, and who seems to have them from whom."""

from starlette.requests import Request
from starlette.responses import Response

from onrecord.answer.copy_page import CREDITS, KINDS, copy_page, copy_rows
from onrecord.answer.show_meetings import probability_words
from onrecord.serve.asking import page_number
from onrecord.serve.site import Site
from onrecord.serve.threads import listed
from onrecord.store import View

COPIES_LISTED = 50


def show_copies(site: Site, request: Request) -> Response:
    """List texts that several documents carry, those with the most first."""
    number = page_number(request)
    with View.open(site.record) as view:
        rows, total = copy_rows(view, first=(number - 1) * COPIES_LISTED, limit=COPIES_LISTED)
    values = {"copies": listed(rows, total, number, COPIES_LISTED), "kinds": KINDS, "active": "threads"}
    return site.page("copies.html", values)


def show_copy(site: Site, request: Request) -> Response:
    """Show a text and the documents that carry it."""
    with View.open(site.record) as view:
        found = copy_page(view, request.path_params["id"])
    values = {
        "found": found,
        "copy": found.copy,
        "kinds": KINDS,
        "credit_words": CREDITS,
        "probability_words": probability_words,
        "active": "threads",
    }
    return site.page("copy.html", values)
