"""What a request asks: parameters within their limits, and what an answer was made from."""

from starlette.requests import Request

from onrecord.answer.coverage import coverage, searched, searched_whole
from onrecord.errors import UserError
from onrecord.model.ids import PartyId
from onrecord.serve.paging import whole_number
from onrecord.store import View

QUERY_LIMIT = 400  # characters of a query or a name: more is no question
PAGES_MOST = 1_000_000


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
