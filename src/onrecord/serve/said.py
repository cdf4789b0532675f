"""Said and done: a party's statements and awards on one axis of time."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from onrecord.answer.page import Choices, TensionRow, names_offered, party_or_choices, tension_rows
from onrecord.answer.rows import AwardRow, StatementRow
from onrecord.answer.show_meetings import POSITIONS
from onrecord.answer.side_by_side import NO_POSITION, Asked, SideBySide, dressed, side_by_side
from onrecord.answer.thread_lines import thread_lines
from onrecord.answer.timeline import MATCH_WORDS
from onrecord.answer.words import NOTIONS
from onrecord.errors import UserError
from onrecord.model.ids import AwardId, StatementId
from onrecord.model.meeting import Tension
from onrecord.model.party import Party
from onrecord.serve.asking import asked, page_number, searched_in
from onrecord.serve.axis import NARROW, WIDE, time_picture
from onrecord.serve.formatting import address
from onrecord.serve.months import Month, by_month, pages_of
from onrecord.serve.paging import Page, page_of
from onrecord.serve.said_picture import DRAWN, day_of, done_items, said_items, ties
from onrecord.serve.site import Site
from onrecord.serve.svg import mark
from onrecord.store import View
from onrecord.store.awarded import Awarded
from onrecord.store.spoken import Period, Spoken

AXIS_ROWS = 50  # rows of either side on one page
TENSIONS_LISTED = 20
FORMS = {"direct": "quoted", "indirect": "reported", "mixed": "partly quoted"}
DAY = re.compile(r"[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a page shows of both sides.

    Attributes:
        months: The rows of this page, by month.
        pages: On which page each row stands.
    """

    found: SideBySide
    months: Page[list[Month[Spoken, Awarded]]]
    pages: dict[str, int]
    statements: Mapping[StatementId, StatementRow]
    awards: Mapping[AwardId, AwardRow]
    tensions: tuple[TensionRow, ...]


def show_said_and_done(site: Site, request: Request) -> Response:
    """Show a party's statements and awards side by side; the form alone when no party is named."""
    party_name, about_name = asked(request, "party"), asked(request, "about")
    values: dict[str, object] = {"party_name": party_name, "about_name": about_name, "active": "said-and-done"}
    with View.open(site.record) as view:
        values["names"] = names_offered(view)
        party = party_or_choices(view, party_name) if party_name else None
        about = party_or_choices(view, about_name) if about_name else None
        choices = [(field, one) for field, one in (("party", party), ("about", about)) if isinstance(one, Choices)]
        if choices:
            values |= searched_in(view) | {"choices": choices}
            return site.page("choices.html", values, 404 if any(one.near for _, one in choices) else 300)
        if party is None or isinstance(party, Choices) or isinstance(about, Choices):
            if about_name:
                raise UserError("party: name the party whose words and awards you ask for")
            return site.page("ask.html", values | searched_in(view))
        values |= searched_in(view, *(one.id for one in (party, about) if one))
        question = _question(request, party, about)
        shown = _shown(view, question, page_number(request))
        values |= {field: _typed(view, one) for field, one in (("party_name", party), ("about_name", about))}
        values["threads"] = thread_lines(view, shown.found.threads)
    return site.page("said_and_done.html", values | _values(request, shown))


def _question(request: Request, party: Party, about: Party | None) -> Asked:
    for name, known in (("form", FORMS), ("position", {**POSITIONS, NO_POSITION: ""}), ("notion", NOTIONS)):
        if (value := asked(request, name)) and value not in known:
            raise UserError(f"{name}={value[:20]!r}: give one of {', '.join(known)}, or none for all")
    period = Period(*(_day(request, name) for name in ("from", "to")))
    return Asked(
        party=party,
        about=about,
        period=period,
        form=asked(request, "form"),
        position=asked(request, "position"),
        tense=bool(asked(request, "tension")),
        every=bool(asked(request, "every")),
    )


def _day(request: Request, name: str) -> str:
    value = asked(request, name)
    if value and not DAY.fullmatch(value):
        raise UserError(f"{name}={value[:20]!r}: give a year, a month or a day: 2018, 2018-06 or 2018-06-28")
    return value


def _typed(view: View, party: Party | None) -> str:
    """Give what a form holds of a party so that asking again finds the same: its name, or its id where several have the name."""
    if party is None:
        return ""
    found = party_or_choices(view, party.name)
    return party.name if isinstance(found, Party) and found.id == party.id else party.id


def _shown(view: View, question: Asked, number: int) -> Shown:
    """Find the rows, cut out the page, and load the words of what it and the picture show."""
    found = side_by_side(view, question)
    cut = pages_of(by_month(found.said, found.done), AXIS_ROWS)
    rows = [(row, place) for place, page in enumerate(cut, 1) for month in page for row in _ids(month)]
    pages = dict(rows)
    months = page_of(cut, number, size=1)
    here = {one for one, place in pages.items() if place == months.number}
    said = [one.id for one in found.said if one.id in here or _is_drawn(found.said)]
    done = [one.id for one in found.done if one.id in here or _is_drawn(found.done)]
    statements, awards = dressed(view, said, done, found.how)
    # Sorting is stable: those with a side on this page come first, the strongest of them before the others.
    nearest = sorted(found.tensions, key=lambda one: here.isdisjoint((one.left, one.right)))
    return Shown(
        found=found,
        months=months,
        pages=pages,
        statements=statements,
        awards=awards,
        tensions=tension_rows(view, nearest[:TENSIONS_LISTED]),
    )


def _ids(month: Month[Spoken, Awarded]) -> list[str]:
    return [*(one.id for one in month.statements), *(one.id for one in month.awards)]


def _is_drawn(rows: Sequence[Spoken] | Sequence[Awarded]) -> bool:
    """Say whether the picture shows each row of a side for itself: it then needs its words."""
    return len(rows) <= DRAWN


def _values(request: Request, shown: Shown) -> dict[str, object]:
    found = shown.found
    question, notion = found.asked, asked(request, "notion")
    pair: dict[str, str | None] = {"party": question.party.id, "about": question.about.id if question.about else None}
    narrowed: dict[str, str | None] = {
        "from": question.period.since,
        "to": question.period.until,
        "form": question.form,
        "position": question.position,
        "tension": "only" if question.tense else None,
        "notion": notion,
        "every": "1" if question.every else None,
    }
    here = {one for one, place in shown.pages.items() if place == shown.months.number}
    return {
        "found": found,
        "about": question.about,
        "party": question.party,
        "notion": notion,
        "narrowed": {name: value for name, value in narrowed.items() if value},
        "parameters": pair | narrowed,
        "permanent": f"{str(request.base_url).rstrip('/')}{address('said-and-done', **pair, **narrowed)}",
        "months": shown.months,
        "statements": shown.statements,
        "awards": shown.awards,
        "positions_of": {one.id: one.position or NO_POSITION for one in found.said},
        "shown": here,
        "tensions": shown.tensions,
        "by_side": _by_side([one.tension for one in shown.tensions]),
        "by_publication": sum(1 for one in found.said if one.published),
        "POSITIONS": POSITIONS,
        "FORMS": FORMS,
        "MATCH_WORDS": MATCH_WORDS,
        "mark": mark,
    } | _picture(shown, notion, pair, narrowed)


def _picture(
    shown: Shown, notion: str, pair: dict[str, str | None], narrowed: dict[str, str | None]
) -> dict[str, object]:
    """Draw the axis for a wide and for a narrow window; the style sheet shows one."""
    found = shown.found

    def to_row(row: str) -> str:
        page = shown.pages[row]
        there = "" if page == shown.months.number else address("said-and-done", **pair, **narrowed, page=page)
        return f"{there}#row-{row}"

    def to_period(period: str) -> str:
        return address("said-and-done", **pair, **{**narrowed, "from": period, "to": period})

    hrefs = (to_row, to_period)
    said, said_at = said_items(found.said, shown.statements, found.asked.party.name, hrefs)
    done, done_at = done_items(found.done, shown.awards, notion, hrefs)
    lines, names = ties(shown.tensions, found.matches, said_at | done_at)
    undrawn = sum(not day_of(one.said_on) for one in found.said) + sum(not day_of(one.date) for one in found.done)
    heading = "Time axis"
    return {
        "pictures": [time_picture([*said, *done], lines, frame, heading) for frame in (WIDE, NARROW)],
        "badges": names,
        "kinds": {one.kind for one in (*said, *done)},
        "undrawn": undrawn,
    }


def _by_side(tensions: Sequence[Tension]) -> dict[str, list[Tension]]:
    sides: dict[str, list[Tension]] = defaultdict(list)
    for tension in tensions:
        for side in (tension.left, tension.right):
            sides[side].append(tension)
    return dict(sides)
