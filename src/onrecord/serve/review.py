"""Deciding in the browser and over the API: the queue, the decisions made, and the requests that add one."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from itertools import islice
from typing import Any
from urllib.parse import quote, unquote

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from onrecord.answer.parties import find_party
from onrecord.answer.review import QUESTIONS, ReviewItem, dressed
from onrecord.answer.review_asked import KINDS, Asked, Held, asked_of, checked, held_now, waiting
from onrecord.answer.review_drafts import REASON_LIMIT, USER_LIMIT, draft, signed
from onrecord.answer.review_words import SAID
from onrecord.answer.reviewer import name_in_git, reviewer
from onrecord.errors import RecordBusy, UserError
from onrecord.model.judgement import Judgement
from onrecord.serve.api.questions import judgement_row
from onrecord.serve.asking import asked
from onrecord.serve.formatting import address
from onrecord.serve.paging import whole_number
from onrecord.serve.same_site import JSON_TYPE, body_of, form_fields, refuse_other_sites
from onrecord.serve.signing_in import signed_in
from onrecord.serve.site import Site
from onrecord.store import View, Writer
from onrecord.store.verdicts import unapplied
from onrecord.store.waiting import COUNT_MOST, Wanted

ITEMS_LISTED, ITEMS_MOST, FIRST_MOST = 10, 200, 1_000_000
KEY_MOST = 100
COOKIE = "onrecord-decides-as"
"""Keeps the name under which a person decides until the browser is closed; sent to the pages of review only."""


class Decision(msgspec.Struct, forbid_unknown_fields=True):
    """What a request decides: ends as `answer.review_drafts.draft` takes them, `words` as pairs of offsets."""

    verdict: str
    left: str
    right: str = ""
    reason: str = ""
    user: str = ""
    words: tuple[tuple[int, int], ...] = ()


class Nothing(msgspec.Struct, forbid_unknown_fields=True):
    """The body of a request that says no more than its address: `{}`."""


def show_review(site: Site, request: Request) -> Response:
    """Show the question that is next, with its form, and what else waits."""
    kind = checked(asked(request, "kind"))
    party, since, own = asked(request, "party"), _day(asked(request, "since")), asked(request, "own") == "1"
    first = whole_number(request.query_params.get("first"), "first", FIRST_MOST, 1) - 1
    user = decides(request)
    with View.open(site.record) as view:
        held = held_now(view)
        wanted = Wanted(party=find_party(view, party).id if party else None, since=since)
        if own:
            found = [
                one for one in asked_of(view, held, None, 0, wanted) if one.kind in OWN and _is_by(one, held, user)
            ]
            items, counts = dressed(view, found[first : first + 1], held), Counter(str(one.kind) for one in found)
            total = len(found)
        else:
            counts = Counter(waiting(view, held, wanted))
            total = counts[kind] if kind else sum(counts.values())
            asking = asked_of(view, held, kind, first + 1, wanted)
            items = dressed(view, islice(asking, first, first + 1), held)
        new = unapplied(view)
    given: dict[str, str | int | None] = {
        "kind": kind,
        "party": party,
        "since": since,
        "own": 1 if own else None,
        "user": user,
    }
    values = desk(request, items, given, (first, total)) | {
        "counts": [(one, counts[one]) for one in KINDS if counts[one]],
        "all": sum(counts.values()),
        "kind": kind or "",
        "party": party,
        "since": since,
        "own": own,
        "filtered": bool(party or since or own),
        "applied": whole_number(request.query_params.get("applied"), "applied", FIRST_MOST, 0),
        "unapplied": new,
        "can_apply": site.apply is not None,
        "second": False,
    }
    return pushed(request, site.page("review.html", values))


OWN = frozenset({"judgement", "conflict"})
"""Kinds of questions about decisions."""


def _is_by(one: Asked, held: Held, user: str) -> bool:
    return any(item in held.by_id and held.by_id[item].user == user for item in one.items)


def _day(value: str) -> str:
    """Take a day as browsers write it.

    Raises:
        UserError: It is none.
    """
    try:
        return date.fromisoformat(value).isoformat() if value else ""
    except ValueError:
        raise UserError(f"since {value[:20]!r}: give a day, like 2018-06-30") from None


def desk(
    request: Request,
    items: list[ReviewItem],
    given: Mapping[str, str | int | None],
    place: tuple[int, int],
    view: str = "",
) -> dict[str, object]:
    """Say what the page of a question shows whatever the question is one of.

    Args:
        request: Says what was decided before, and by whom.
        items: The question; none where nothing waits.
        given: What the page was asked for, to be asked for again.
        place: How many questions were passed over, and how many there are.
        view: Which view of them, `second` or none.
    """
    first, total = place
    path, user = ("review", *([view] if view else [])), str(given["user"] or "")
    kept = request.query_params.get("kept", "")[:KEY_MOST]
    verdict = SAID.get(asked(request, "did"), "")
    heading = QUESTIONS[items[0].kind] if items else "Nothing else waits"
    return {
        "items": items,
        "questions": QUESTIONS,
        "user": user,
        "kept": kept if verdict != SAID["undone"] else "",
        "kept_words": verdict,
        "said": f"Kept: {verdict}. Next: {heading}" if verdict else heading,
        "fields": {
            **{name: value for name, value in given.items() if name != "user"},
            "first": first + 1,
            "view": view,
        },
        "first": first + 1,
        "total": total,
        "start": address(*path, **given),
        "before": address(*path, **given, first=first) if first else None,
        "after": address(*path, **given, first=first + 2) if items else None,
        "limits": (USER_LIMIT, REASON_LIMIT),
        "count_most": COUNT_MOST,
        "active": "review",
    }


def pushed(request: Request, page: Response) -> Response:
    """Have htmx show the address of what it was given, which a redirect may have changed."""
    if "hx-request" in request.headers:
        page.headers["HX-Push-Url"] = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return page


def decides(request: Request) -> str:
    """Say under which name a person decides: as signed in, as the address has it, as before in this session, or as git has it."""
    if signed_in(request):
        return signed_in(request)
    kept = unquote(request.cookies.get(COOKIE, ""))
    return asked(request, "user") or " ".join(kept.split())[:USER_LIMIT] or name_in_git()


async def take_form(site: Site, request: Request) -> Response:
    """Take a decision from the page's form and show what waits after it."""
    fields = await form_fields(request)
    right = fields.get("right", "")
    if not fields.get("user", "").strip():
        raise UserError("as: say who decides; onrecord takes nobody's name for granted on this page")
    if fields.get("verdict") == "speaker":
        right = fields.get("speaker_name", "").strip() or fields.get("speaker", "")
        if not right:
            raise UserError("speaker: choose whose words they are, or write a name; nobody for nobody's")
    decision = Decision(
        verdict=fields.get("verdict", ""),
        left=fields.get("left", ""),
        right="" if fields.get("verdict") == "undone" else right,
        reason=fields.get("reason", ""),
        user=fields.get("user", ""),
    )
    made = await run_in_threadpool(_keep, site, decision, _own_name(request, decision.user))
    answer = RedirectResponse(_after(fields, made), 303)
    answer.set_cookie(COOKIE, quote(made.user), httponly=True, samesite="strict", path="/review")
    return answer


def _after(fields: Mapping[str, str], made: Judgement) -> str:
    """Give the address of what is shown after a decision: the view it was made in, with the same choice of questions."""
    view = fields.get("view", "")
    if view in {"decisions", "agreement"}:
        return address("review", view)
    given = {name: fields.get(name, "") for name in ("kind", "party", "since", "own", "first")}
    path = ("review", "second") if view == "second" else ("review",)
    return address(*path, **given, user=made.user, kept=made.id, did=made.verdict)


async def apply_form(site: Site, request: Request) -> Response:
    """Work out what follows from the decisions made, and show what waits then."""
    fields = await form_fields(request)
    count = await run_in_threadpool(_apply, site)
    return RedirectResponse(
        address("review", kind=fields.get("kind", ""), user=fields.get("user", ""), applied=count or ""), 303
    )


async def apply_judgements(site: Site, request: Request) -> Response:
    """Work out what follows from the decisions made; answers with how many there were since the last time."""
    refuse_other_sites(request)
    body = await body_of(request, JSON_TYPE)
    try:
        msgspec.json.decode(body, type=Nothing)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise UserError(f"the body is not {{}} ({error})") from error
    return _json({"applied": await run_in_threadpool(_apply, site)})


def _apply(site: Site) -> int:
    """Have it worked out what follows from decisions, and count those that were new.

    Raises:
        RecordBusy: Another process writes to the record; the decisions are kept.
    """
    assert site.apply is not None  # noqa: S101  # tells the type checker: the address is there only then
    with View.open(site.record) as view:
        before = unapplied(view)
    try:
        site.apply(site.record)
    except RecordBusy as busy:
        raise RecordBusy(
            f"{busy}. Your decisions are kept and not yet applied; apply them again when it is done"
        ) from busy
    with View.open(site.record) as view:
        return before - unapplied(view)


async def take_judgement(site: Site, request: Request) -> Response:
    """Take a decision as JSON (`Decision`) and answer with the judgement it became, status 201."""
    refuse_other_sites(request)
    body = await body_of(request, JSON_TYPE)
    try:
        decision = msgspec.json.decode(body, type=Decision)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise UserError(f"the body is no decision ({error}); see docs/review.md for its fields") from error
    made = await run_in_threadpool(_keep, site, decision, _own_name(request, decision.user))
    return _json(judgement_row(made, stands=made.verdict != "undone"), 201)


def _own_name(request: Request, given: str) -> str:
    """Give the name a decision is kept under.

    Raises:
        UserError: Somebody who signed in decides as somebody else.
    """
    own = signed_in(request)
    if own and given.strip() not in {"", own}:
        raise UserError(f"as {given[:80]!r}: you are signed in as {own!r}, and your decisions carry that name")
    return own or given


def _keep(site: Site, decision: Decision, user: str) -> Judgement:
    """Make the decision of a request a judgement of the record; the record is held only while it is written.

    Raises:
        UserError: It makes no sense.
        RecordBusy: Another process writes to the record.
    """
    with View.open(site.record) as view:
        one = draft(view, decision.verdict, decision.left, decision.right, decision.words)
    made = signed(one, reviewer(user), decision.reason)
    with Writer(site.record) as writer:
        writer.judge(made)
    return made


def _json(value: Any, status: int = 200) -> Response:
    return Response(msgspec.json.encode(value), status, media_type="application/json")
