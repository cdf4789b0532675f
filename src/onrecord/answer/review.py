"""What waits for a person's decision, the most urgent first, each with all that is needed to decide it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import islice

from onrecord.answer.review_asked import Asked, Held, ItemKind, asked_of, checked, held_now
from onrecord.answer.review_cards import (
    PartyCard,
    Shelf,
    StatementCard,
    mention_passage,
    party_card,
    shortened,
    statement_card,
)
from onrecord.answer.show import show
from onrecord.answer.shown import Passage
from onrecord.answer.thread_cards import ThreadCard, thread_cards
from onrecord.model.ids import DocumentId, PartyId, StatementId
from onrecord.model.judgement import Judgement, Verdict, document_of_key
from onrecord.model.statement import Statement
from onrecord.store import View
from onrecord.store.verdicts import mention_keys_of

PAIR: tuple[Verdict, ...] = ("same", "different", "unsure")
VERDICTS: Mapping[ItemKind, tuple[Verdict, ...]] = {
    "judgement": ("undone",),
    "conflict": PAIR,
    "same": PAIR,
    "speaker": ("speaker", "right", "wrong", "unsure"),
    "tension": ("right", "wrong", "unsure"),
    "match": ("right", "wrong", "unsure"),
    "copy": ("right", "wrong", "unsure"),
    "statement": ("right", "wrong", "unsure", "speaker"),
}
"""What can be said of each kind."""
QUESTIONS: Mapping[ItemKind, str] = {
    "judgement": "A decision that needs another look",
    "conflict": "Decisions against each other",
    "same": "One and the same?",
    "speaker": "Whose words?",
    "tension": "In tension, possibly",
    "match": "Does the award go with the sentence?",
    "copy": "Does one text repeat the other?",
    "statement": "Is this read right?",
}
"""What each kind asks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A judgement that stands, with its id."""

    id: str
    judgement: Judgement


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewItem:
    """Something that waits for a decision, with all that is needed to decide it.

    Attributes:
        id: Of the question; the same as long as it is asked.
        kind: That of a `Review`; `tension`: nobody has said what to make of one; `statement`: of low confidence.
        left, right: Keys as the judgement is to have them.
        score: How likely `same` is, the tension's score, or the statement's confidence; 0 where nothing was estimated.
        because: Why it is asked, for people.
        verdicts: What can be said of it.
        parties: The two parties, or those the question is about.
        passages: Other words to look at: of mentions, and of the sides of a tension.
        decisions: Judgements on it, or on one of its ends, that stand.
        threads: The threads it asks about.
    """

    id: str
    kind: ItemKind
    left: str
    right: str
    score: float
    because: str
    verdicts: tuple[Verdict, ...]
    parties: tuple[PartyCard, ...] = ()
    statement: StatementCard | None = None
    passages: tuple[Passage, ...] = ()
    decisions: tuple[Decision, ...] = ()
    threads: tuple[ThreadCard, ...] = ()


def queue(
    view: View,
    kind: str | None = None,
    limit: int = 20,
    *,
    skipped: Collection[str] = (),
    first: int = 0,
    held: Held | None = None,
) -> list[ReviewItem]:
    """List what waits for a decision.

    Args:
        view: The record.
        kind: Only of this `ItemKind`.
        limit: At most so many; dressing each takes some look-ups.
        skipped: Ids of items to leave out.
        first: How many of the others to pass over.
        held: The judgements that stand, where they are sorted already.

    Raises:
        UserError: There is no such kind.
    """
    held = held or held_now(view)
    many = first + limit + len(skipped)
    asked = (one for one in asked_of(view, held, checked(kind), many) if one.id not in skipped)
    return dressed(view, islice(asked, first, first + limit), held)


def dressed(view: View, asked: Iterable[Asked], held: Held) -> list[ReviewItem]:
    """Give items all that is needed to decide them."""
    shelf = Shelf(view)
    return [_dressed(shelf, one, held) for one in asked]


def _dressed(shelf: Shelf, one: Asked, held: Held) -> ReviewItem:
    view = shelf.view
    statement = _statement(view, one)
    card = statement_card(shelf, statement) if statement and one.kind != "tension" else None
    left, right = (card.key, "") if card and one.kind == "statement" else (one.left, one.right)
    threads = thread_cards(view, left, right)
    verdicts = VERDICTS[one.kind]
    if one.kind == "conflict" and not right:
        verdicts = VERDICTS["statement"] if left.startswith("statement:") else VERDICTS["tension"]
    return ReviewItem(
        id=one.id,
        kind=one.kind,
        left=left,
        right=right,
        score=one.score,
        because=one.because,
        verdicts=verdicts,
        parties=_parties(shelf, one) if card is None and not threads else (),
        statement=card,
        passages=_passages(shelf, one),
        decisions=_decisions(one, left, right, held),
        threads=threads,
    )


def _decisions(one: Asked, left: str, right: str, held: Held) -> tuple[Decision, ...]:
    """List the judgements to show: of a judgement only itself, of a pair those on the pair, else those on the thing."""
    if one.kind == "judgement":
        found = []
    elif right:
        found = list(held.by_subject.get(("pair", *sorted((left, right))), ()))
    else:
        found = list(held.by_key.get(left, ()))
    said = {each.id: each for each in [*found, *(held.by_id[item] for item in one.items if item in held.by_id)]}
    ordered = sorted(said.values(), key=lambda each: (each.made_at, each.id))
    return tuple(Decision(id=each.id, judgement=each) for each in ordered)


def _statement(view: View, one: Asked) -> Statement | None:
    """Find the statement of an item: the one it lists, or the one its key names."""
    for item in one.items:
        if found := view.statement(StatementId(item)):
            return found
    document = document_of_key(one.left) if one.left.startswith("statement:") else None
    keys = view.statement_keys(document) if document else {}
    named = next((statement for statement, key in keys.items() if key == one.left), None)
    return view.statement(named) if named else None


def _parties(shelf: Shelf, one: Asked) -> tuple[PartyCard, ...]:
    """Describe the parties of an item: those its keys name, in their order, then others it lists."""
    found: dict[PartyId, PartyCard] = {}
    for key in (one.left, one.right):
        party = shelf.view.party_of_key(key)
        if party and party not in found and (card := party_card(shelf, party, key)):
            found[party] = card
    for item in one.items:
        if PartyId(item) not in found and (card := party_card(shelf, PartyId(item))):
            found[card.id] = card
    return tuple(found.values())


def _passages(shelf: Shelf, one: Asked) -> tuple[Passage, ...]:
    if one.kind in {"tension", "match", "copy"}:
        return tuple(shortened(passage) for passage in show(shelf.view, one.items[0]).passages)
    mentions = [shelf.view.mention(item) for item in one.items]
    for key in (one.left, one.right):
        if key.startswith("mention:"):
            keys = mention_keys_of(shelf.view, DocumentId(key.split(":")[1]))
            mentions += [shelf.view.mention(mention) for mention, its in keys.items() if its == key]
    unlike = {mention.id: mention for mention in mentions if mention}
    return tuple(passage for mention in unlike.values() if (passage := mention_passage(shelf, mention)))
