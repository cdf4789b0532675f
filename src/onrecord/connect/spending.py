"""Parts of parties in awards, and what the awards held say to sentences that speak of contracts."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby

from onrecord.connect.contract_documents import Passage
from onrecord.connect.matches.claims import ContractClaim
from onrecord.connect.matches.index import index_awards
from onrecord.connect.matches.match import matches_of
from onrecord.connect.matches.record import data_held, parts_of, sources_of
from onrecord.connect.owners_vehicles import Sales, count_orders
from onrecord.connect.parts import PartiesNamed, link_awards, link_subawards
from onrecord.model.award import Action
from onrecord.model.award_numbers import Numbered, noting
from onrecord.model.ids import AwardId, PartyId
from onrecord.model.party import Link
from onrecord.model.thread import AwardMatch
from onrecord.store import View

AWARDS_REMEMBERED = 1_000


def rows_by_award(view: View) -> Iterator[list[Action]]:
    """Give the rows of each award, one award after the other."""
    return (list(rows) for _, rows in groupby(view.actions(), key=lambda action: action.award))


def sales_and_numbers(view: View) -> tuple[Mapping[AwardId, Sales], list[Numbered]]:
    """Count what the orders of each vehicle name, and note the numbers of awards where there are texts to find them in."""
    noted: list[Numbered] = []
    awards = rows_by_award(view)
    return count_orders(noting(awards, noted) if view.counts()["documents"] else awards), noted


def links_of(view: View, sales: Mapping[AwardId, Sales], said_of: Mapping[AwardId, Sequence[Passage]]) -> list[Link]:
    """Link every award and subaward to its parties."""
    parties = PartiesNamed(_field_parties(view))
    links = list(link_awards(view.actions(), _rows(view), parties, _owners(view), sales, said_of))
    return links + list(link_subawards(view.subawards(), parties, frozenset(view.awards_acted_on())))


def matches(view: View, claims: Sequence[ContractClaim], links: Iterable[Link]) -> tuple[AwardMatch, ...]:
    """Say what the award data held says to what sentences tell of contracts."""
    if not claims:
        return ()
    index = index_awards(rows_by_award(view), links, parts_of(view))
    found = matches_of(claims, index, _rows(view), data_held(index, sources_of(view)))
    return tuple({one.id: one for one in found}.values())


def _field_parties(view: View) -> dict[tuple[str, str], PartyId]:
    """Map fields of spending rows to the parties they name."""
    namings = view.namings()
    return {
        (mention.field.artefact, mention.field.pointer): namings[mention.id].party
        for mention in view.field_mentions()
        if mention.field and mention.id in namings
    }


def _rows(view: View) -> Callable[[AwardId], tuple[Action, ...]]:
    """Look the rows of an award up as they are asked for: some thousands of orders may hang on one vehicle."""

    @lru_cache(maxsize=AWARDS_REMEMBERED)
    def rows(award: AwardId) -> tuple[Action, ...]:
        return tuple(view.actions(award))

    return rows


def _owners(view: View) -> dict[str, PartyId]:
    """Map the table keys of organisations to their parties."""
    return {value: party.id for party in view.parties() for scheme, value in party.identifiers if scheme == "onrecord"}
