"""The page of a party, a page of each list at a time; `answer.page.party_page` loads all of them."""

from dataclasses import dataclass

from onrecord.answer.page import WAYS, PartyAward
from onrecord.answer.parties import with_representatives
from onrecord.answer.review_words import judged_words
from onrecord.answer.rows import StatementRow, award_rows, statement_rows
from onrecord.answer.shown import Passage, in_context
from onrecord.answer.subawards import PartyAuthorisation, PartySubaward, authorisations_of, subawards_of
from onrecord.errors import NotFound
from onrecord.model.evidence import Field, Span
from onrecord.model.ids import AwardId, PartyId
from onrecord.model.party import Party, Relation
from onrecord.model.thread import Thread
from onrecord.store import View
from onrecord.store.alias_uses import AliasUse, alias_uses
from onrecord.store.awarded import holds_reports, newest_awards
from onrecord.store.between import threads_between
from onrecord.store.kin import members, names_of
from onrecord.store.spoken import newest_of, statements_of
from onrecord.store.supply_network import SupplyEdge, supply_edges
from onrecord.store.ties import judgements_on_party, member_count, ties_of

ROWS = 25  # of a list on one page
NAMES_LISTED = 15
DECISIONS_LISTED = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class TieRow:
    """A tie seen from one party, however many places show it.

    Attributes:
        way: The tie in words: `speaks for`, `is spoken for by`.
        basis: The day, the reason and the rule of the first place.
        places: The first few; words in their context, or fields.
        more: How many others there are.
    """

    way: str
    other: PartyId
    other_name: str
    basis: str
    places: tuple[Passage | Field, ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """Which page of each list is asked for, from 1."""

    statements: int = 1
    awards: int = 1
    ties: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyShown:
    """What a page shows of a party: some rows of each list, newest first, and how many there are.

    Attributes:
        names: Each name as written with its first place; `names_more` others, `names_whole` where all places were counted.
        edges: Steps of supply in the awards of the party and of those that belong to it; `edges_whole` as above.
        belonging: The party and those that belong to it.
        parts_of_it: Bodies and firms that belong to it directly; their awards are on their pages.
        wrong: Statements of this page that people have found wrong; they are not among the rows.
        decisions: What people have decided of it, newest first, in words.
    """

    party: Party
    names: tuple[AliasUse, ...]
    names_more: int
    names_whole: bool
    statements: tuple[StatementRow, ...]
    statements_total: int
    wrong: int
    awards: tuple[PartyAward, ...]
    awards_total: int
    ties: tuple[TieRow, ...]
    ties_total: int
    parts_of_it: int
    edges: tuple[SupplyEdge, ...]
    edges_whole: bool
    party_names: dict[PartyId, str]
    belonging: frozenset[PartyId]
    threads: tuple[Thread, ...]
    threads_total: int
    subawards: tuple[PartySubaward, ...]
    authorisations: tuple[PartyAuthorisation, ...]
    decisions: tuple[tuple[str, str], ...]


def party_shown(view: View, party_id: PartyId, asked: Rows) -> PartyShown:
    """Load a page of a party; an id that is gone gives the party that has what it was made of.

    Raises:
        NotFound: The record holds no such party.
    """
    party_id = view.redirect(party_id) or party_id
    party = view.party(party_id)
    if party is None:
        raise NotFound(f"{party_id!r}: no such party in the record; search for its name")
    speakers = with_representatives(view, party_id)
    chosen = newest_of(view, speakers, ROWS, (asked.statements - 1) * ROWS)
    spoken = statement_rows(view, [said for one in chosen if (said := view.statement(one))])
    held = [one for one in spoken if one.verdict != "wrong"]
    award_ids, awards_total = newest_awards(view, party_id, ROWS, (asked.awards - 1) * ROWS)
    ties, ties_total = _ties(view, party_id, asked.ties)
    belonging = members(view, party_id)
    edges, edges_whole = supply_edges(view, belonging)
    ends = {end for one in edges for end in (one.buyer, one.supplier)}
    uses, names_more, names_whole = alias_uses(view, party_id, NAMES_LISTED)
    threads, threads_total = threads_between(view, party_id, None, ROWS // 2)
    reports = holds_reports(view)
    return PartyShown(
        party=party,
        names=tuple(uses),
        names_more=names_more,
        names_whole=names_whole,
        statements=tuple(held),
        statements_total=statements_of(view, speakers),
        wrong=len(spoken) - len(held),
        awards=_awards(view, party_id, award_ids),
        awards_total=awards_total,
        ties=ties,
        ties_total=ties_total,
        parts_of_it=member_count(view, party_id),
        edges=tuple(edges),
        edges_whole=edges_whole,
        party_names={one: name for one, (name, _) in names_of(view, ends).items()},
        belonging=frozenset(belonging),
        threads=tuple(threads),
        threads_total=threads_total,
        subawards=subawards_of(view, party) if reports[0] else (),
        authorisations=authorisations_of(view, party) if reports[1] else (),
        decisions=tuple(
            (judged_words(one), one.words) for one in judgements_on_party(view, party_id, DECISIONS_LISTED)
        ),
    )


def _awards(view: View, party: PartyId, chosen: list[AwardId]) -> tuple[PartyAward, ...]:
    return tuple(
        PartyAward(award=row, links=tuple(link for link in view.links(award=row.id) if link.party == party))
        for row in award_rows(view, chosen)
    )


def _ties(view: View, party: PartyId, page: int) -> tuple[tuple[TieRow, ...], int]:
    found, total = ties_of(view, party, ROWS, (page - 1) * ROWS)
    names = names_of(view, {end for tie in found for one in tie.relations for end in (one.left, one.right)})
    rows = []
    for tie in found:
        first = tie.relations[0]
        other, way = (first.right, WAYS[first.kind][0]) if first.left == party else (first.left, WAYS[first.kind][1])
        rows.append(
            TieRow(
                way=way,
                other=other,
                other_name=names[other][0],
                basis=", ".join(filter(None, (first.since, first.reason, first.basis))),
                places=tuple(place for one in tie.relations if (place := _place(view, one))),
                more=tie.places - len(tie.relations),
            )
        )
    return tuple(rows), total


def _place(view: View, one: Relation) -> Passage | Field | None:
    if isinstance(one.evidence, Span):
        document = view.document(one.evidence.document)
        return in_context(document, [(one.evidence, "words")]) if document else None
    return one.evidence
