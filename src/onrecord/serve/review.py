"""Deciding in the browser and over the API: the queue, the decisions made, and the requests that add one."""

from typing import Any
from urllib.parse import parse_qs

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from onrecord.answer.review import QUESTIONS, queue
from onrecord.answer.review_asked import KINDS, checked, held_now, waiting
from onrecord.answer.review_drafts import REASON_LIMIT, USER_LIMIT, draft, signed
from onrecord.answer.reviewer import name_in_git, reviewer
from onrecord.errors import RecordBusy, UserError
from onrecord.model.judgement import Judgement, standing
from onrecord.serve.asking import asked
from onrecord.serve.formatting import address
from onrecord.serve.paging import whole_number
from onrecord.serve.same_site import FORM_TYPE, JSON_TYPE, body_of, refuse_other_sites
from onrecord.serve.site import Site
from onrecord.store import View, Writer
from onrecord.store.verdicts import unapplied

ITEMS_LISTED, ITEMS_MOST, FIRST_MOST = 10, 200, 1_000_000
FIELDS_MOST = 20


class Decision(msgspec.Struct, forbid_unknown_fields=True):
    """What a request decides: ends as `answer.review_drafts.draft` takes them, `words` as pairs of offsets."""

    verdict: str
    left: str
    right: str = ""
    reason: str = ""
    user: str = ""
    words: tuple[tuple[int, int], ...] = ()


def show_review(site: Site, request: Request) -> Response:
    """Show what waits for a decision, each with a form."""
    kind = checked(asked(request, "kind"))
    first = whole_number(request.query_params.get("first"), "first", FIRST_MOST, 1) - 1
    with View.open(site.record) as view:
        held = held_now(view)
        items, counts = queue(view, kind, ITEMS_LISTED, first=first, held=held), waiting(view, held)
        new = unapplied(view)
    total = counts[kind] if kind else sum(counts.values())
    values = {
        "items": items,
        "counts": [(one, counts[one]) for one in KINDS if counts[one]],
        "questions": QUESTIONS,
        "kind": kind or "",
        "user": asked(request, "user") or name_in_git(),
        "kept": asked(request, "kept"),
        "applied": whole_number(request.query_params.get("applied"), "applied", FIRST_MOST, 0),
        "unapplied": new,
        "can_apply": site.apply is not None,
        "first": first + 1,
        "before": max(1, first + 1 - ITEMS_LISTED) if first else None,
        "after": first + 1 + ITEMS_LISTED if first + ITEMS_LISTED < total else None,
        "total": total,
        "limits": (USER_LIMIT, REASON_LIMIT),
        "active": "review",
    }
    return site.page("review.html", values)


async def take_form(site: Site, request: Request) -> Response:
    """Take a decision from the page's form and show what waits after it."""
    fields = await _fields(request)
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
    made = await run_in_threadpool(_keep, site, decision)
    there = address("review", kind=fields.get("kind", ""), first=fields.get("first", ""), user=made.user, kept=made.id)
    return RedirectResponse(there, 303)


async def _fields(request: Request) -> dict[str, str]:
    refuse_other_sites(request)
    body = await body_of(request, FORM_TYPE)
    try:
        given = parse_qs(body.decode(), max_num_fields=FIELDS_MOST, keep_blank_values=True, strict_parsing=bool(body))
    except (UnicodeDecodeError, ValueError) as error:
        raise UserError("the form cannot be read; open the page again and decide there") from error
    return {name: values[-1] for name, values in given.items()}


async def apply_form(site: Site, request: Request) -> Response:
    """Work out what follows from the decisions made, and show what waits then."""
    fields = await _fields(request)
    count = await run_in_threadpool(_apply, site)
    return RedirectResponse(
        address("review", kind=fields.get("kind", ""), user=fields.get("user", ""), applied=count or ""), 303
    )


async def apply_judgements(site: Site, request: Request) -> Response:
    """Work out what follows from the decisions made; answers with how many there were since the last time."""
    refuse_other_sites(request)
    await body_of(request, JSON_TYPE)
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


def answer_review(site: Site, request: Request) -> Response:
    """Answer `/api/review?kind=KIND&limit=N&first=N` with how much waits, by kind, and rows of `ReviewItem`.

    `unapplied` counts the decisions made since what rests on them was worked out.
    """
    kind = checked(asked(request, "kind"))
    limit = whole_number(request.query_params.get("limit"), "limit", ITEMS_MOST, ITEMS_LISTED)
    first = whole_number(request.query_params.get("first"), "first", FIRST_MOST, 1) - 1
    with View.open(site.record) as view:
        held = held_now(view)
        items = queue(view, kind, limit, first=first, held=held)
        return _json({"waiting": waiting(view, held), "unapplied": unapplied(view), "items": items})


def answer_judgements(site: Site, request: Request) -> Response:  # noqa: ARG001  # every answer takes the request
    """Answer `/api/judgements` with every decision, the oldest first, and whether it stands."""
    with View.open(site.record) as view:
        made = view.judgements()
    stand = {one.id for one in standing(made)}
    return _json({"judgements": [_row(one) | {"stands": one.id in stand} for one in made]})


async def take_judgement(site: Site, request: Request) -> Response:
    """Take a decision as JSON (`Decision`) and answer with the judgement it became, status 201."""
    refuse_other_sites(request)
    body = await body_of(request, JSON_TYPE)
    try:
        decision = msgspec.json.decode(body, type=Decision)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise UserError(f"the body is no decision ({error}); see docs/review.md for its fields") from error
    made = await run_in_threadpool(_keep, site, decision)
    return _json(_row(made) | {"stands": made.verdict != "undone"}, 201)


def _keep(site: Site, decision: Decision) -> Judgement:
    """Make the decision of a request a judgement of the record; the record is held only while it is written.

    Raises:
        UserError: It makes no sense.
        RecordBusy: Another process writes to the record.
    """
    with View.open(site.record) as view:
        one = draft(view, decision.verdict, decision.left, decision.right, decision.words)
    made = signed(one, reviewer(decision.user), decision.reason)
    with Writer(site.record) as writer:
        writer.judge(made)
    return made


def _row(one: Judgement) -> dict[str, Any]:
    row: dict[str, Any] = msgspec.to_builtins(one)
    return {"id": one.id} | row


def _json(value: Any, status: int = 200) -> Response:
    return Response(msgspec.json.encode(value), status, media_type="application/json")
