"""What connects in a whole record: parts in awards, echoes, tensions."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import groupby

from onrecord.connect.contract_documents import Passage, passages
from onrecord.connect.echoes import Source, find_echoes, source_of
from onrecord.connect.owners_documents import names_a_maker
from onrecord.connect.owners_vehicles import count_orders
from onrecord.connect.parts import PartiesNamed, link_awards, link_subawards
from onrecord.connect.tensions import Scoped, said_once, scope_of, scope_tensions
from onrecord.engine import Progress
from onrecord.model.award import Action
from onrecord.model.award_numbers import Numbered, index_numbers, noting, numbers_in
from onrecord.model.evidence import Document
from onrecord.model.ids import AwardId, PartyId, StatementId
from onrecord.model.meeting import Connections
from onrecord.model.statement import Statement
from onrecord.store import View
from onrecord.store.verdicts import wrong


def connect_record(view: View, progress: Progress) -> tuple[Connections, int]:
    """Work out what connects; gives also the number of documents."""
    total = view.counts()["documents"]
    noted: list[Numbered] = []
    awards = (list(rows) for _, rows in groupby(view.actions(), key=lambda action: action.award))
    sales = count_orders(noting(awards, noted) if total else awards)
    numbers = index_numbers(noted)
    said_of: dict[AwardId, list[Passage]] = defaultdict(list)
    found_wrong = wrong(view)
    sources: list[Source] = []
    scoped: list[Scoped] = []
    names = {party: name for party, (name, _) in view.party_names().items()}
    for number, document in enumerate(view.documents(), 1):
        statements = [one for one in view.statements(document.id) if one.id not in found_wrong]
        speakers = _speakers(view, statements)
        sources.append(source_of(document, statements, speakers, names))
        scoped += _scoped(view, document, statements, speakers)
        for one in filter(names_a_maker, passages(document, numbers_in(document.text, numbers))):
            said_of[one.of.award].append(one)
        progress("connect", number, total)
    parties = PartiesNamed(_field_parties(view))
    links = list(link_awards(view.actions(), _vehicles(view), parties, _owners(view), sales, said_of))
    links += link_subawards(view.subawards(), parties, frozenset(view.awards_acted_on()))
    echoes = find_echoes(sources)
    tensions = tuple(scope_tensions(said_once(scoped, echoes), view.awards(), links))
    return Connections(links=tuple(links), echoes=tuple(echoes), tensions=tensions), total


def _field_parties(view: View) -> dict[tuple[str, str], PartyId]:
    """Map fields of spending rows to the parties they name."""
    namings = view.namings()
    return {
        (mention.field.artefact, mention.field.pointer): namings[mention.id].party
        for mention in view.field_mentions()
        if mention.field and mention.id in namings
    }


VEHICLES_REMEMBERED = 1_000


def _vehicles(view: View) -> Callable[[AwardId], tuple[Action, ...]]:
    """Look vehicles up as they are asked for: some thousands of orders may hang on one."""

    @lru_cache(maxsize=VEHICLES_REMEMBERED)
    def vehicle(award: AwardId) -> tuple[Action, ...]:
        return tuple(view.actions(award))

    return vehicle


def _owners(view: View) -> dict[str, PartyId]:
    """Map the table keys of organisations to their parties."""
    return {value: party.id for party in view.parties() for scheme, value in party.identifiers if scheme == "onrecord"}


def _speakers(view: View, statements: list[Statement]) -> dict[StatementId, PartyId | None]:
    found = view.speakers([statement.id for statement in statements])
    return {statement: speaker.party for statement, speaker in found.items()}


def _scoped(
    view: View, document: Document, statements: list[Statement], speakers: dict[StatementId, PartyId | None]
) -> Iterator[Scoped]:
    """Find the statements that list what a party's work consists of, with the bodies named around them."""
    for statement in statements:
        speaker = speakers.get(statement.id)
        uses = scope_of(statement)
        said_on = statement.said_on or (document.published.value if document.published else None)
        if speaker is None or uses is None or said_on is None:
            continue
        bodies = {one.right for one in view.relations(speaker) if one.kind == "speaks_for" and one.left == speaker}
        start = document.text.rfind("\n", 0, statement.start) + 1
        end = document.text.find("\n", statement.end)
        about = view.parties_within(document.id, start, len(document.text) if end < 0 else end)
        yield Scoped(
            statement=statement,
            uses=uses,
            parties=frozenset({speaker, *bodies}),
            about=frozenset(about) - {speaker, *bodies},
            said_on=said_on,
        )
