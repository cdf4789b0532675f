"""Who decided what when, the same decided by a second reader, and how far the two agree."""

from collections import Counter
from itertools import islice

from starlette.requests import Request
from starlette.responses import Response

from onrecord.answer.review import dressed
from onrecord.answer.review_asked import Held, held_now
from onrecord.answer.review_words import SAID
from onrecord.answer.second_reading import FEW, agreement, readers, to_read_again
from onrecord.model.judgement import standing
from onrecord.serve.asking import asked, page_number
from onrecord.serve.paging import page_of, whole_number
from onrecord.serve.review import FIRST_MOST, decides, desk, pushed
from onrecord.serve.site import Site
from onrecord.store import View

DECISIONS_A_PAGE = 50
NOTHING_HELD = Held(by_id={}, former=frozenset(), by_subject={}, by_key={}, statements=frozenset())
"""What a second reader is told of decisions."""


def show_second(site: Site, request: Request) -> Response:
    """Show the next thing that others have decided and this person has not, without what they decided."""
    first = whole_number(request.query_params.get("first"), "first", FIRST_MOST, 1) - 1
    user = decides(request)
    with View.open(site.record) as view:
        waiting = list(to_read_again(view, held_now(view), user))
        items = dressed(view, islice(waiting, first, first + 1), NOTHING_HELD)
    values = desk(request, items, {"user": user}, (first, len(waiting)), "second")
    nothing = {"kind": "", "filtered": False, "applied": 0, "unapplied": 0, "can_apply": site.apply is not None}
    return pushed(request, site.page("review.html", values | nothing | {"second": True}))


def show_agreement(site: Site, request: Request) -> Response:
    """Show how far two people agree on what both have decided, and where they do not."""
    with View.open(site.record) as view:
        held = held_now(view)
    people = readers(held)
    names = [name for name, _ in people]
    one = asked(request, "one") or next(iter(names), "")
    other = asked(request, "other") or next((name for name in names if name != one), "")
    rows, differences = agreement(held, one, other) if one != other else ([], [])
    values = {"people": people, "one": one, "other": other, "rows": rows, "differences": differences, "few": FEW}
    return site.page("agreement.html", values | {"active": "review"})


def show_decisions(site: Site, request: Request) -> Response:
    """Show who decided what when, the latest first."""
    by = asked(request, "by")
    with View.open(site.record) as view:
        made = view.judgements()
    values = {
        "people": Counter(one.user for one in made).most_common(),
        "by": by,
        "made": page_of(
            [one for one in reversed(made) if by in {"", one.user}], page_number(request), DECISIONS_A_PAGE
        ),
        "stands": frozenset(one.id for one in standing(made)),
        "said": SAID,
        "user": decides(request),
        "active": "review",
    }
    return site.page("decisions.html", values)
