"""The table of the API: from it come the addresses, what each takes, and the document at /api/openapi.json."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

from starlette.requests import Request
from starlette.responses import Response

from onrecord.answer.query import KINDS as FOUND_KINDS
from onrecord.answer.review_asked import KINDS as ITEM_KINDS
from onrecord.answer.show_meetings import POSITIONS
from onrecord.answer.side_by_side import NO_POSITION
from onrecord.errors import NotFound
from onrecord.serve import review as deciding
from onrecord.serve.api import questions
from onrecord.serve.api.kinds import KINDS, Kind
from onrecord.serve.api.parameters import CURSOR, Given, Parameter, choice, day, limit, text, truth, whole
from onrecord.serve.cursors import cursor_of, key_of
from onrecord.serve.said import FORMS
from onrecord.serve.searching import SORTS
from onrecord.serve.site import Site
from onrecord.store import View
from onrecord.store.keysets import one_of, stretch

Answer = Mapping[str, Any]
Taker = Callable[[Site, Request], Awaitable[Response]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """An address that is read.

    Attributes:
        path: As Starlette has it: `{id}`, or `{id:path}` where ids have slashes.
        name: In the document, unique.
        says: What it answers, one sentence.
        answer: Makes the answer.
        schema: Of the answer: a type, or of a list the type of its `rows`.
        is_list: The answer has `rows` and `next`.
        finds: What is asked for may not be in the record.
        chooses: A name may stand for several.
        owners: Only the record's owner is answered.
    """

    path: str
    name: str
    says: str
    answer: Callable[[View, Given], Answer]
    schema: type
    parameters: tuple[Parameter, ...] = ()
    is_list: bool = False
    finds: bool = False
    chooses: bool = False
    owners: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Taking:
    """An address that takes something; `body` is the type of what it takes, `applies`: only where decisions are applied."""

    path: str
    name: str
    says: str
    taker: Taker
    body: type
    schema: type
    status: Literal[200, 201]
    applies: bool = False


def list_of(kind: Kind, view: View, given: Given) -> Answer:
    """Answer with some rows of a kind."""
    filters = {one.name: given.text(one.name) for one in kind.filters if given.text(one.name)}
    filters |= {name: look_up(filters[name]) for name, look_up in kind.looked_up.items() if name in filters}
    belongs_to, cursor = f"{kind.name} {sorted(filters.items())}", given.text("cursor")
    after = key_of(cursor, belongs_to) if cursor else None
    found, last = stretch(view, kind.order, filters, after, given.whole("limit", kind.usual))
    return {"rows": kind.rows(view, found), "next": cursor_of(last, belongs_to) if last else None}


def row_of(kind: Kind, view: View, given: Given) -> Answer:
    """Answer with one row of a kind.

    Raises:
        NotFound: The record has none with that id.
    """
    found = one_of(view, kind.order, given.id)
    if found is None:
        raise NotFound(f"{given.id[:80]!r}: {kind.one} with this id is not in the record; see /api/{kind.name}")
    return kind.rows(view, [found])[0]


LISTS = tuple(
    Endpoint(
        path=f"/api/{kind.name}",
        name=f"list_{kind.name}",
        says=f"Lists {kind.name.replace('_', ' ')}: the rows of {kind.name}.jsonl.",
        answer=partial(list_of, kind),
        schema=kind.row,
        parameters=(*kind.filters, limit(kind.usual, kind.most), CURSOR),
        is_list=True,
    )
    for kind in KINDS
)
ROWS = tuple(
    Endpoint(
        path=f"/api/{kind.name}/{{id{':path' if kind.name == 'awards' else ''}}}",
        name=f"get_{kind.name}",
        says=f"Gives {kind.one}: the row of {kind.name}.jsonl.",
        answer=partial(row_of, kind),
        schema=kind.row,
        finds=True,
    )
    for kind in KINDS
    if kind.order.by_id
)
PERIOD = (
    day("from", "From this year, month or day on."),
    day("to", "To this year, month or day, included."),
)
SIDES = (
    *PERIOD,
    choice("form", tuple(FORMS), "Only statements of this form."),
    choice("position", (*POSITIONS, NO_POSITION), "Only statements with this position; `none`: no rule reads one."),
    truth("every", "Also the tensions below the bar of their kind."),
    limit(questions.ROWS_USUAL, questions.ROWS_MOST),
)
PARTY = text("party", "Whose words and awards: a name, or the beginning of an id.", required=True)
QUESTIONS = (
    Endpoint(
        path="/api/search",
        name="search",
        says="Finds statements, documents, awards and parties; the language is that of docs/search.md.",
        answer=questions.search,
        schema=questions.SearchAnswer,
        parameters=(
            text("q", "Words, phrases, -without, field:value.", required=True),
            choice("kind", FOUND_KINDS, "Only rows of this kind."),
            choice("sort", tuple(one for one in SORTS if one), "By date; else the best first."),
            limit(questions.FOUND_USUAL, questions.FOUND_MOST),
        ),
    ),
    Endpoint(
        path="/api/said-and-done",
        name="said_and_done",
        says="Puts what a party said and did about another side by side.",
        answer=questions.said_and_done,
        schema=questions.SaidAndDoneAnswer,
        parameters=(PARTY, text("about", "About whom.", required=True), *SIDES),
        finds=True,
        chooses=True,
    ),
    Endpoint(
        path="/api/timeline",
        name="timeline",
        says="Puts a party's statements and awards in time, all of them or those about another.",
        answer=questions.said_and_done,
        schema=questions.SaidAndDoneAnswer,
        parameters=(PARTY, text("about", "About whom."), *SIDES),
        finds=True,
        chooses=True,
    ),
    Endpoint(
        path="/api/parties/{id}/named",
        name="list_named",
        says="Lists where texts name a party, with the ids that decisions take.",
        answer=questions.named,
        schema=questions.NamedRow,
        parameters=(limit(questions.PLACES_USUAL, questions.PLACES_MOST), CURSOR),
        is_list=True,
        finds=True,
    ),
    Endpoint(
        path="/api/review",
        name="review",
        says="Says what waits for a person's decision.",
        answer=questions.review,
        schema=questions.ReviewAnswer,
        parameters=(
            choice("kind", ITEM_KINDS, "Only questions of this kind."),
            limit(questions.ITEMS_USUAL, questions.ITEMS_MOST),
            whole("first", "Number of the first question, from 1.", 1, questions.FIRST_MOST),
        ),
        owners=True,
    ),
    Endpoint(
        path="/api/judgements",
        name="list_judgements",
        says="Lists people's decisions.",
        answer=questions.judgements,
        schema=questions.JudgementsAnswer,
        owners=True,
    ),
)
ENDPOINTS: tuple[Endpoint, ...] = (*QUESTIONS, *LISTS, *ROWS)
"""Every address that is read. An address with more behind the id stands before the one that ends there."""
TAKINGS: tuple[Taking, ...] = (
    Taking(
        path="/api/judgements",
        name="judge",
        says="Takes a decision, and answers with the judgement it became; docs/review.md says what can be decided.",
        taker=deciding.take_judgement,
        body=deciding.Decision,
        schema=questions.JudgementRow,
        status=201,
    ),
    Taking(
        path="/api/judgements/apply",
        name="apply_judgements",
        says="Works out what follows from the decisions made.",
        taker=deciding.apply_judgements,
        body=deciding.Nothing,
        schema=questions.AppliedAnswer,
        status=200,
        applies=True,
    ),
)
"""Every address that takes something."""
