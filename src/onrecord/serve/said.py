"""Said and done: a party's statements and awards on one axis of time."""

from collections import defaultdict

from starlette.requests import Request
from starlette.responses import Response

from onrecord.answer.page import Choices, TensionRow, names_offered, party_or_choices, tension_rows
from onrecord.answer.timeline import SaidAndDone, said_and_done
from onrecord.errors import UserError
from onrecord.model.meeting import Tension
from onrecord.serve.asking import asked, page_number, searched_in
from onrecord.serve.months import by_month, pages_of
from onrecord.serve.paging import page_of
from onrecord.serve.site import Site
from onrecord.serve.svg import Dot, time_axis, undrawn
from onrecord.store import View

AXIS_ROWS = 150  # rows of either side on one page
AXIS_WIDTHS = (1040, 340)  # units: the same axis drawn for a wide and for a narrow window; the style sheet shows one


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
