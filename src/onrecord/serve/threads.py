"""The pages of threads: the list, and one thread in time."""

from collections.abc import Mapping, Sequence

from starlette.requests import Request
from starlette.responses import Response

from onrecord.answer.page import names_offered
from onrecord.answer.parties import find_party
from onrecord.answer.show_meetings import POSITIONS, match_facts, probability_words
from onrecord.answer.thread_page import ThreadPage, thread_page, thread_rows
from onrecord.serve.asking import asked, page_number
from onrecord.serve.formatting import day
from onrecord.serve.paging import Page, Row
from onrecord.serve.site import Site
from onrecord.serve.steps import Mark, Tie, step_picture
from onrecord.serve.svg import mark
from onrecord.store import View

THREADS_LISTED = 50
UTTERANCES_SHOWN = 40
WIDTHS = (1040, 350)
"""Units: the same picture for a wide and for a narrow window; the style sheet shows one."""


def show_threads(site: Site, request: Request) -> Response:
    """List threads, those with the most utterances first."""
    name, changed, number = asked(request, "party"), bool(asked(request, "changed")), page_number(request)
    with View.open(site.record) as view:
        party = find_party(view, name) if name else None
        rows, total = thread_rows(
            view,
            party=party.id if party else None,
            changed=changed,
            first=(number - 1) * THREADS_LISTED,
            limit=THREADS_LISTED,
        )
        names = names_offered(view)
    values = {
        "threads": listed(rows, total, number, THREADS_LISTED),
        "party": party,
        "changed": changed,
        "names": names,
        "positions": POSITIONS,
        "mark": mark,
        "active": "threads",
    }
    return site.page("threads.html", values)


def listed(rows: Sequence[Row], total: int, number: int, size: int) -> Page[Row]:
    """Make a page of rows that the record has cut already."""
    pages = max(1, -(-total // size))
    return Page(rows=rows, number=number, pages=pages, first=(number - 1) * size + 1 if rows else 0, total=total)


def show_thread(site: Site, request: Request) -> Response:
    """Show a thread: position over time, its statements, what changed, what the award data held says."""
    number, every = page_number(request), bool(asked(request, "every"))
    with View.open(site.record) as view:
        first = (number - 1) * UTTERANCES_SHOWN
        found = thread_page(view, request.path_params["id"], first=first, limit=UTTERANCES_SHOWN, every=every)
    values = {
        "found": found,
        "thread": found.thread,
        "heading": heading(found),
        "utterances": listed(list(found.rows), len(found.points), number, UTTERANCES_SHOWN),
        "pictures": [_picture(found, number, width) for width in WIDTHS],
        "undated": sum(1 for one in found.points if not one.said_on),
        "positions": POSITIONS,
        "kinds_here": [kind for kind in POSITIONS if any(one.kind == kind for one in found.points)],
        "unread": sum(1 for one in found.points if one.kind == "none"),
        "match_facts": match_facts,
        "probability_words": probability_words,
        "every": every,
        "mark": mark,
        "active": "threads",
    }
    return site.page("thread.html", values)


def heading(found: ThreadPage) -> str:
    """Name what a thread is on: its matter, and with whom."""
    matter = found.thread.name if found.thread.matter else "what stands in no other thread"
    return f"{matter}, with {found.counterpart}" if found.counterpart else matter


def _picture(found: ThreadPage, number: int, width: int) -> object:
    """Draw every utterance, each leading to its row; rows of other pages lead there."""
    names: Mapping[str, str] = {**POSITIONS}
    marks = []
    for place, one in enumerate(found.points):
        page = place // UTTERANCES_SHOWN + 1
        href = f"#u-{one.statement}" if page == number else f"?page={page}#u-{one.statement}"
        words = f"{day(one.said_on)}: {names.get(one.kind, 'no position read')}"
        marks.append(Mark(day=one.said_on or "", lane=one.kind, key=one.statement, href=href, words=words))
    awards = {one.award.id: one.award for one in found.matches if one.award and one.award.date}
    for award in awards.values():
        words = f"{day(award.date)}: an award held, {award.recipient or 'recipient not recorded'}"
        marks.append(Mark(day=award.date or "", lane="unrecorded", key=award.id, href=f"#a-{award.id}", words=words))
    carried = {copy: one.statement for one in found.thread.utterances for copy in one.copies}
    ties = [
        Tie(
            ends=(carried.get(one.tension.left, one.tension.left), carried.get(one.tension.right, one.tension.right)),  # type: ignore[call-overload]  # ids of statements
            number=place,
            href=f"#t-{one.tension.id}",
            words=f"In tension, possibly, number {place}",
        )
        for place, one in enumerate(found.tensions, 1)
    ]
    return step_picture(marks, ties, width, f"Position of {found.speaker} on {heading(found)}")
