"""Which awards a sum in a text is held against: those of a firm and a public body that the text names beside it.

The parties come from the supply relation the sum belongs to, or else from the text: the sentence the sum stands in, then
its speaker, its paragraph, and that with the one before. The nearest place that names any firm settles the firm, and the
nearest that names any public body the public body, also where the record has no award of the two. So a sum is never held
against an award of other parties because it comes near.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice

from onrecord.answer.amounts import Answer, AwardSums, Fitting, answer, award_sums, fitting
from onrecord.answer.paragraphs import around, paragraphs
from onrecord.answer.parties import offices_of
from onrecord.answer.words import PARTS
from onrecord.model.evidence import Document
from onrecord.model.ids import DocumentId, PartyId, StatementId
from onrecord.model.statement import Amount, Statement, Supply
from onrecord.store import View
from onrecord.store.between import parts_between
from onrecord.store.kin import members, names_of

FIRMS = frozenset({"company", "organisation"})
SENTENCE_END = re.compile(r"[.!?][\"”’)\]]*\s+(?=[\"“‘(\[]?[A-Z0-9])")
SUMS_COMPARED = 200
"""Of one document: a price list of thousands would be held against every award of its parties."""
AWARDS_COMPARED = 300
"""Of one firm and public body, those acted on last: each is read whole, with every change held of it."""
NOBODY_NAMED = "no firm and public body are named together beside it"

Parties = frozenset[PartyId]
Find = Callable[[Parties, Parties], tuple[list[Fitting], int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """The parties named beside a sum, and where."""

    suppliers: Parties
    customers: Parties
    basis: str


def finder(view: View) -> Find:
    """Make the function that finds the awards between firms and public bodies, each pair looked up once."""

    @cache
    def find(suppliers: Parties, customers: Parties) -> tuple[list[Fitting], int]:
        ours = {member for one in suppliers for member in members(view, one)}
        theirs = {member for one in customers for member in members(view, one)}
        held, total = parts_between(view, ours, theirs, AWARDS_COMPARED)
        names = names_of(view, ours)
        return [
            fitting(view.actions(award), tuple((names[party][0], PARTS[role], label) for party, role, label in parts))
            for award, parts in held.items()
        ], total

    return find


def sums_of_supply(view: View, supply: Supply, find: Find) -> tuple[Answer, ...]:
    """Hold the sum of a supply relation against the awards of its two ends; empty where it states none."""
    if supply.amount is None:
        return ()
    ends = [
        view.parties_within(supply.document, span.start, span.end) if span else set()
        for span in (supply.supplier, supply.customer)
    ]
    named = Named(suppliers=frozenset(ends[0]), customers=frozenset(ends[1]), basis="the parties of the relation")
    return (_answered(view, supply.amount, named, find),)


def sums_of_statement(view: View, statement: Statement, document: Document, find: Find) -> tuple[Answer, ...]:
    """Hold each sum in a statement against the awards of those named beside it; its speaker may be one of them."""
    said = [one for one in view.amounts(document.id) if statement.start <= one.span.start < statement.end]
    if not said:
        return ()
    speaker = view.speakers([statement.id]).get(statement.id)
    party = speaker.party if speaker else None
    return tuple(_in_text(view, document, said, find, frozenset({party, *offices_of(view, party)} if party else ())))


def sums_of_statements(view: View, statements: Iterable[Statement]) -> dict[StatementId, tuple[Answer, ...]]:
    """Hold the sums in statements against awards; only those for which there are awards of the parties."""
    by_document: dict[DocumentId, list[Statement]] = defaultdict(list)
    for one in statements:
        by_document[one.document].append(one)
    find = finder(view)
    found: dict[StatementId, tuple[Answer, ...]] = {}
    for document_id, said in by_document.items():
        places = [one.span.start for one in view.amounts(document_id)]
        summed = [one for one in said if any(one.start <= place < one.end for place in places)]
        document = view.document(document_id) if summed else None
        if document is not None:
            made = {one.id: sums_of_statement(view, one, document, find) for one in summed}
            found |= {one: tuple(said for said in answers if said.has_awards) for one, answers in made.items()}
    return found


def sums_of_document(view: View, document: Document, find: Find) -> tuple[Answer, ...]:
    """Hold each of the first sums in a document against the awards of those named beside it; only where there are any."""
    made = _in_text(view, document, view.amounts(document.id), find, frozenset())
    return tuple(one for one in made if one.has_awards)


def sums_left(view: View, document: DocumentId) -> str:
    """Say how many sums of a document were not looked at; empty where all were."""
    left = len(view.amounts(document)) - SUMS_COMPARED
    return f"{left:,} more sums in the text were not compared: only the first {SUMS_COMPARED} are" if left > 0 else ""


def _in_text(view: View, document: Document, said: Iterable[Amount], find: Find, speakers: Parties) -> Iterator[Answer]:
    scopes = _scopes(document)

    @cache
    def there(low: int, high: int) -> set[PartyId]:  # of a very long line, all sums ask the same
        return view.parties_within(document.id, low, high)

    for one in islice(said, SUMS_COMPARED):
        named = [(basis, there(low, high)) for basis, low, high in scopes(one.span.start, one.span.end)]
        # A speaker counts for what the sentence does not name, before anything further away does.
        named.insert(1, ("the speaker", set(speakers)))
        everybody = names_of(view, {party for _, parties in named for party in parties})
        kinds = {party: kind for party, (_, kind) in everybody.items()}
        yield _answered(view, one, _nearest_named(named, kinds), find)


def _scopes(document: Document) -> Callable[[int, int], list[tuple[str, int, int]]]:
    """Make the function that gives a sum's sentence, its paragraph, and that with the one before; code points."""
    text, found = document.text, paragraphs(document.lines, document.text)

    @cache
    def borders(low: int, high: int) -> list[int]:
        return [low, *(match.end() for match in SENTENCE_END.finditer(text, low, high)), high]

    def scopes(start: int, end: int) -> list[tuple[str, int, int]]:
        place = bisect_right(found, (start, len(text) + 1)) - 1
        low, high = found[place] if place >= 0 and start < found[place][1] else (start, end)
        cuts = borders(low, high)
        first, last = bisect_right(cuts, start) - 1, bisect_left(cuts, end)
        sentence = ("its sentence", cuts[first], cuts[last] if last < len(cuts) else end)
        return [sentence, ("its paragraph", low, high), ("its paragraph or the one before", *around(found, start, end))]

    return scopes


def _nearest_named(named: list[tuple[str, set[PartyId]]], kinds: dict[PartyId, str]) -> Named:
    """Take the firms of the nearest place that names any, and the public bodies of the nearest that names any."""
    sides: list[tuple[Parties, str]] = [(frozenset(), ""), (frozenset(), "")]
    for basis, parties in named:
        for side, there in enumerate(_by_kind(parties, kinds)):
            if there and not sides[side][0]:
                sides[side] = (there, basis)
    (suppliers, one), (customers, other) = sides
    where = f"named in {one}" if one == other else f"the firm in {one}, the public body in {other}"
    return Named(suppliers=suppliers, customers=customers, basis=where.replace("in the speaker", "as the speaker"))


def _by_kind(parties: Iterable[PartyId], kinds: dict[PartyId, str]) -> tuple[Parties, Parties]:
    listed = list(parties)
    return (
        frozenset(one for one in listed if kinds[one] in FIRMS),
        frozenset(one for one in listed if kinds[one] == "public_body"),
    )


def _answered(view: View, said: Amount, named: Named, find: Find) -> Answer:
    if not named.suppliers or not named.customers:
        return replace(answer(said, ()), not_compared=NOBODY_NAMED)
    names = names_of(view, named.suppliers | named.customers)
    held, total = find(named.suppliers, named.customers)
    found: list[AwardSums] = [award_sums(said, award) for award in held]
    cut = f"; the {len(held):,} acted on last of {total:,} awards" if total > len(held) else ""
    return replace(
        answer(said, found),
        suppliers=tuple(sorted(names[one][0] for one in named.suppliers)),
        customers=tuple(sorted(names[one][0] for one in named.customers)),
        basis=named.basis + cut,
    )
