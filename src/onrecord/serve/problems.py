"""What was not read, or not wholly, and having it tried again."""

from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from onrecord.errors import UserError
from onrecord.model.problem import PROBLEM_CODES
from onrecord.serve.asking import asked, page_number, searched_in
from onrecord.serve.formatting import address
from onrecord.serve.paging import ROWS_A_PAGE, Page, whole_number
from onrecord.serve.same_site import form_fields
from onrecord.serve.site import Site
from onrecord.store import View, Writer
from onrecord.store.problems import PASSING, Again, problem_counts, problems_from

AGAIN_MOST = 100_000_000


def show_problems(site: Site, request: Request) -> Response:
    """Show what was not read or not understood, a kind at a time and a page at a time."""
    code, number = asked(request, "code"), page_number(request)
    with View.open(site.record) as view:
        counts = problem_counts(view)
        total = counts.get(code, 0) if code else sum(counts.values())
        pages = max(1, -(-total // ROWS_A_PAGE))
        number = min(number, pages)
        first = (number - 1) * ROWS_A_PAGE
        rows = problems_from(view, code, first, ROWS_A_PAGE)
        held = searched_in(view)
    values = {
        "codes": sorted(counts.items()),
        "problems": Page(rows=rows, number=number, pages=pages, first=first + 1 if rows else 0, total=total),
        "code": code,
        "meanings": PROBLEM_CODES,
        "passing": frozenset() if site.masked else PASSING,
        "again": request.query_params.get("again") is not None,
        "pieces": whole_number(request.query_params.get("pieces"), "pieces", AGAIN_MOST, 0),
        "sources": whole_number(request.query_params.get("sources"), "sources", AGAIN_MOST, 0),
        "active": "problems",
    }
    return site.page("problems.html", values | held)


async def retry_form(site: Site, request: Request) -> Response:
    """Have the work that met a problem, or a kind of them, done again: at once where jobs are run, else by the next build."""
    fields = await form_fields(request)
    code, one = fields.get("code", ""), fields.get("problem", "")
    if bool(code) == bool(one) or (code and code not in PASSING):
        raise UserError("retry: choose one problem, or a kind of problem that another try may not meet")
    again = await run_in_threadpool(_forget, site, code, one)
    if site.jobs and (again.pieces or again.sources):
        what = f"Again: {code.replace('_', ' ') if code else 'one problem'}"
        job = await run_in_threadpool(site.jobs.start, [what], await run_in_threadpool(_there, again))
        return RedirectResponse(address("add", "jobs", job.id), 303)
    counts = {"pieces": again.pieces or None, "sources": len(again.sources) or None}
    there = address("problems", code=fields.get("shown", ""), again=1, **counts)
    return RedirectResponse(there, 303)


def _forget(site: Site, code: str, one: str) -> Again:
    """Forget that the work was done.

    Raises:
        RecordBusy: Another process writes to the record.
    """
    with Writer(site.record) as writer:
        return writer.try_again(codes=[code] if code else [], ids=[one] if one else [])


def _there(again: Again) -> list[str]:
    """Choose the sources that can be asked for again: addresses, and files that are still where they were."""
    return [source for source in again.sources if "://" in source or Path(source).exists()]
