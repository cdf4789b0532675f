"""The questions of the API: searching, said and done, where texts name a party, and what people decide."""

from typing import TypedDict

from onrecord.answer.amounts import Answer
from onrecord.answer.coverage import coverage, searched, searched_whole
from onrecord.answer.parties import find_party
from onrecord.answer.query import KINDS, parse_query
from onrecord.answer.review import ReviewItem, queue
from onrecord.answer.review_asked import checked, held_now, waiting
from onrecord.answer.search import Found, load, look
from onrecord.answer.side_by_side import Asked, SideBySide, side_by_side
from onrecord.answer.sums import sums_of_statements
from onrecord.errors import NotFound
from onrecord.export import contract, jsonl_meetings, jsonl_spending
from onrecord.model.ids import PartyId, StatementId
from onrecord.model.judgement import Judgement, standing
from onrecord.model.party import Party
from onrecord.serve.api.kinds import award_rows, party_rows, statement_rows, tension_rows
from onrecord.serve.api.parameters import Given
from onrecord.serve.cursors import BadCursor, cursor_of, key_of
from onrecord.store import View
from onrecord.store.api_lists import mentions_in_texts
from onrecord.store.meeting_pages import statements_of
from onrecord.store.spoken import Period
from onrecord.store.verdicts import unapplied

FOUND_USUAL, FOUND_MOST = 20, 500
ROWS_USUAL, ROWS_MOST = 100, 600
PLACES_USUAL, PLACES_MOST = 50, 200
ITEMS_USUAL, ITEMS_MOST, FIRST_MOST = 10, 200, 1_000_000


class HeadRow(TypedDict):
    """What is shown of a document beside its words."""

    id: str
    title: str | None
    publisher: str | None
    published: str | None
    path: str


class FoundRow(TypedDict):
    """A row found, under its `kind`; hits in `excerpt` stand between U+0002 and U+0003."""

    kind: str
    id: str
    excerpt: str
    statement: contract.StatementRow | None
    document: HeadRow | None
    award: contract.AwardRow | None
    party: contract.PartyRow | None


class CountRow(TypedDict):
    """How many rows of a kind match: `complete`, or at least so many."""

    least: int
    complete: bool


class SearchAnswer(TypedDict):
    """Rows found: parties first, then statements, awards and documents, each the best first; `counts` by kind."""

    query: str
    found: list[FoundRow]
    counts: dict[str, CountRow]
    notes: list[str]


class SpeakerOfRow(TypedDict):
    """Whose words count as a party's, and why: empty for its own."""

    party: str
    name: str
    because: str


class ShareRow(TypedDict):
    """How a party stands in awards, in words, and in how many."""

    words: str
    awards: int


class EarlierRow(TypedDict):
    """How many rows of each side are older than those given; `to` asks for them."""

    statements: int
    awards: int


class SaidAndDoneAnswer(TypedDict):
    """What a party said and did about another, each side by date, undated last.

    `how` says of statements how they are about the other party, `sums` what the record has for the sums in their words; `earlier`, `below`, `matches_more`, `threads_more`, `left_out`
    (found wrong by people) and `unseen` (documents not looked through) count what is not given; `missing` says which side is empty.
    """

    party: contract.PartyRow
    about: contract.PartyRow | None
    speakers: list[SpeakerOfRow]
    statements: list[contract.StatementRow]
    how: dict[str, str]
    sums: dict[str, tuple[Answer, ...]]
    awards: list[contract.AwardRow]
    shares: list[ShareRow]
    tensions: list[contract.TensionRow]
    below: int
    matches: list[contract.AwardMatchRow]
    matches_more: int
    threads: list[contract.ThreadRow]
    threads_more: int
    subawards: list[contract.SubawardRow]
    earlier: EarlierRow
    left_out: int
    unseen: int
    missing: str
    searched: str
    searched_whole: list[str]


class NamedRow(TypedDict):
    """A place in a text that names a party; `mention` is the id by which a person decides about it."""

    mention: str
    document: str
    start: int
    end: int
    text: str


class NamedAnswer(TypedDict):
    """Places that name a party, document by document; `limit` counts documents."""

    rows: list[NamedRow]
    next: str | None


class ReviewAnswer(TypedDict):
    """What waits for decisions: numbers by kind, how many decisions are not yet applied, and some of the questions."""

    waiting: dict[str, int]
    unapplied: int
    items: list[ReviewItem]


class JudgementRow(TypedDict):
    """A person's decision, and whether it stands."""

    id: str
    left: str
    right: str
    verdict: str
    user: str
    made_at: str
    reason: str
    words: str
    stands: bool


class JudgementsAnswer(TypedDict):
    """Every decision, the oldest first."""

    judgements: list[JudgementRow]


class AppliedAnswer(TypedDict):
    """How many decisions were new since the last time."""

    applied: int


def search(view: View, given: Given) -> SearchAnswer:
    """Find rows by words and fields."""
    kind, limit = given.text("kind"), given.whole("limit", FOUND_USUAL)
    looked = look(view, parse_query(given.text("q")), (kind,) if kind else KINDS, given.text("sort"))
    found = [one for each in ("party", "statement", "award", "document") for one in load(view, looked, each, 0, limit)]
    counts = {name: CountRow(least=hits.least, complete=hits.complete) for name, hits in looked.hits.items()}
    if looked.parties:
        counts["party"] = CountRow(least=len(looked.parties), complete=True)
    return {"query": given.text("q"), "found": _found(view, found), "counts": counts, "notes": list(looked.notes)}


def _found(view: View, found: list[Found]) -> list[FoundRow]:
    said = statements_of(view, [one.statement.id for one in found if one.statement])
    statements = {row["id"]: row for row in statement_rows(view, list(said.values()))}
    awards = {
        row["id"]: row for row in award_rows(view, list(view.awards([one.award.id for one in found if one.award])))
    }
    parties = {row["id"]: row for row in party_rows(view, [one.party for one in found if one.party])}
    return [
        {
            "kind": one.kind,
            "id": one.id,
            "excerpt": one.excerpt,
            "statement": statements.get(one.id),
            "document": _head(one),
            "award": awards.get(one.id),
            "party": parties.get(one.id),
        }
        for one in found
    ]


def _head(found: Found) -> HeadRow | None:
    one = found.document
    if one is None:
        return None
    return {
        "id": one.id,
        "title": one.title,
        "publisher": one.publisher,
        "published": one.published,
        "path": one.path,
    }


def said_and_done(view: View, given: Given) -> SaidAndDoneAnswer:
    """Put a party's statements and awards side by side, about another party where one is named."""
    party = find_party(view, given.text("party"))
    about = find_party(view, given.text("about")) if given.text("about") else None
    asked = Asked(
        party=party,
        about=about,
        period=Period(given.text("from"), given.text("to")),
        form=given.text("form"),
        position=given.text("position"),
        every=given.is_set("every"),
    )
    return _both(view, side_by_side(view, asked), given.whole("limit", ROWS_USUAL))


def _both(view: View, found: SideBySide, limit: int) -> SaidAndDoneAnswer:
    asked, held = found.asked, coverage(view, {one.id for one in (found.party, found.asked.about) if one})
    said = _latest([(one.said_on, one.id) for one in found.said], limit)
    done = _latest([(one.date, one.id) for one in found.done], limit)
    spoken = statements_of(view, [StatementId(one) for one in said])
    awards = {
        row["id"]: row for row in award_rows(view, list(view.awards([one.id for one in found.done if one.id in done])))
    }
    shown = {*said, *done}
    return {
        "party": _party(view, asked.party),
        "about": _party(view, asked.about) if asked.about else None,
        "speakers": [{"party": one, "name": name, "because": why} for one, name, why in found.speakers],
        "statements": statement_rows(view, [spoken[StatementId(one)] for one in said]),
        "how": {one: how for one, how in found.how.items() if one in shown},
        "sums": {str(one): held for one, held in sums_of_statements(view, spoken.values()).items()},
        "awards": [awards[one] for one in done if one in awards],
        "shares": [{"words": words, "awards": number} for words, number in found.shares],
        "tensions": tension_rows(view, found.tensions),
        "below": len(found.below),
        "matches": [jsonl_meetings.match_row(one) for one in found.matches],
        "matches_more": found.matches_more,
        "threads": [jsonl_meetings.thread_row(one) for one in found.threads],
        "threads_more": found.threads_more,
        "subawards": [
            {**jsonl_spending.subaward_row(one.reported.subaward), "reports": list(one.reported.reports)}
            for one in found.subawards
        ],
        "earlier": {
            "statements": found.earlier[0] + len(found.said) - len(said),
            "awards": found.earlier[1] + len(found.done) - len(done),
        },
        "left_out": found.left_out,
        "unseen": found.unseen,
        "missing": found.missing,
        "searched": searched(held),
        "searched_whole": list(searched_whole(held)),
    }


def _latest(rows: list[tuple[str | None, str]], limit: int) -> list[str]:
    """Choose the latest rows and leave them in their order; undated ones come last and go first."""
    latest = sorted(range(len(rows)), key=lambda one: rows[one][0] or "", reverse=True)[:limit]
    return [rows[one][1] for one in sorted(latest)]


def _party(view: View, party: Party) -> contract.PartyRow:
    (row,) = party_rows(view, [party])
    return row


def named(view: View, given: Given) -> NamedAnswer:
    """List where texts name a party."""
    party = PartyId(given.id)
    if view.party(party) is None:
        raise NotFound(f"{given.id[:80]!r}: no such party in the record; see /api/parties")
    belongs_to, cursor = f"named {party}", given.text("cursor")
    after = key_of(cursor, belongs_to) if cursor else (0,)
    if len(after) != 1 or not isinstance(after[0], int):
        raise BadCursor("cursor: is not one of this list")
    found, last = mentions_in_texts(view, party, after[0], given.whole("limit", PLACES_USUAL))
    rows: list[NamedRow] = [
        {"mention": one.id, "document": span.document, "start": span.start, "end": span.end, "text": span.text}
        for one in found
        if (span := one.span)
    ]
    return {"rows": rows, "next": None if last is None else cursor_of((last,), belongs_to)}


def review(view: View, given: Given) -> ReviewAnswer:
    """Say what waits for decisions."""
    held, kind = held_now(view), checked(given.text("kind"))
    first = given.whole("first", 1) - 1
    items = queue(view, kind, given.whole("limit", ITEMS_USUAL), first=first, held=held)
    return {"waiting": waiting(view, held), "unapplied": unapplied(view), "items": items}


def judgements(view: View, _: Given) -> JudgementsAnswer:
    """List every decision."""
    made = view.judgements()
    stand = {one.id for one in standing(made)}
    return {"judgements": [judgement_row(one, stands=one.id in stand) for one in made]}


def judgement_row(one: Judgement, *, stands: bool) -> JudgementRow:
    """Write a decision."""
    return {
        "id": one.id,
        "left": one.left,
        "right": one.right,
        "verdict": one.verdict,
        "user": one.user,
        "made_at": one.made_at,
        "reason": one.reason,
        "words": one.words,
        "stands": stands,
    }
