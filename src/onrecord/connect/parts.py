"""Parties' parts in awards: recipient, its parent at that time, buyer, funder, maker of the product."""

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from types import MappingProxyType

from onrecord.connect.contract_documents import Passage
from onrecord.connect.owners import product_owners
from onrecord.connect.owners_recipients import Recipients
from onrecord.connect.owners_vehicles import Sales
from onrecord.model.award import Action, LinkLabel, LinkRole, Row, Subaward
from onrecord.model.evidence import Field
from onrecord.model.ids import AwardId, PartyId
from onrecord.model.party import Link
from onrecord.tables import owners_of

ROLES: dict[str, tuple[LinkRole, LinkLabel | None, str]] = {
    "recipient": ("RECIPIENT", "DIRECT", "recorded as the recipient"),
    "co_recipient": ("RECIPIENT", "DIRECT", "recorded as a recipient beside the first"),
    "recipient_parent": ("PARENT_AT_TIME", "SUBSIDIARY", "recorded as the recipient's parent at that time"),
    "buyer": ("BUYER", None, "recorded as the awarding agency"),
    "funder": ("FUNDER", None, "recorded as the funding agency"),
}


class PartiesNamed:
    """Whom a row names: the field of the first row of an artefact that has a name stands for the others.

    Rows must come in the order of the record, as they came when the names were resolved.
    """

    def __init__(self, party_of: Mapping[tuple[str, str], PartyId]) -> None:
        """Take `(artefact, pointer)` of fields to the parties they name."""
        self._party_of = party_of
        self._known: dict[tuple[object, ...], PartyId | None] = {}

    def named(self, row: Row) -> Iterator[tuple[str, Field, PartyId]]:
        """List the fields of a row that name a party."""
        for role, name, identifiers in row.names:
            place = row.field(role)
            if place is None:
                continue
            mark = (type(row), row.artefact, role, name, identifiers)
            if mark not in self._known:
                self._known[mark] = self._party_of.get((place.artefact, place.pointer))
            if party := self._known[mark]:
                yield role, place, party


def link_awards(
    actions: Iterable[Action],
    vehicle_of: Callable[[AwardId], Sequence[Action]],
    parties: PartiesNamed,
    owners: dict[str, PartyId],
    sales: Mapping[AwardId, Sales],
    documents: Mapping[AwardId, Sequence[Passage]] = MappingProxyType({}),
) -> Iterator[Link]:
    """Link every award to its parties.

    Args:
        actions: All rows held, award by award.
        vehicle_of: Gives the rows of a vehicle, none where it is not held.
        parties: Whom rows name.
        owners: Table key of a maker to its party.
        sales: What the orders held under each vehicle name.
        documents: What documents say of each award that they name.
    """
    keys = {party: key for key, party in owners.items()}
    for award, found in groupby(actions, key=lambda action: action.award):
        rows = list(found)
        links = list(_recorded(award, rows, parties))
        recipients = frozenset(keys[one.party] for one in links if one.role == "RECIPIENT" and one.party in keys)
        parents = frozenset(keys[one.party] for one in links if one.role == "PARENT_AT_TIME" and one.party in keys)
        vehicle = [row for parent in sorted({row.parent for row in rows if row.parent}) for row in vehicle_of(parent)]
        yield from links
        tabled = owners_of(recipients, max(filter(None, (row.decided_on for row in rows)), default=None))
        who = Recipients(keys=recipients, parents=parents, tabled=tabled)
        sold = next((sales[one] for row in reversed(rows) if (one := row.parent) and one in sales), None)
        for own in product_owners(rows, vehicle, who, sales=sold, documents=documents.get(award, ())):
            if own.owner in owners:
                yield Link(
                    award=award,
                    party=owners[own.owner],
                    role="PRODUCT_OWNER",
                    label=own.label,
                    evidence=own.evidence,
                    because=own.because,
                )


def _recorded(award: AwardId, rows: list[Action], parties: PartiesNamed) -> Iterator[Link]:
    evidence: dict[tuple[str, PartyId], list[Field]] = defaultdict(list)
    for row in rows:
        for role, place, party in parties.named(row):
            name = "co_recipient" if role.startswith("co_recipient_") else role
            if name in ROLES:
                evidence[(name, party)].append(place)
    recipients = {party for name, party in evidence if name == "recipient"}
    for (name, party), fields in evidence.items():
        role, label, because = ROLES[name]
        if name == "co_recipient" and party in recipients:
            continue
        if role == "PARENT_AT_TIME" and party in recipients:
            continue  # its own parent: says nothing
        yield Link(award=award, party=party, role=role, label=label, evidence=tuple(fields), because=because)


def link_subawards(subawards: Iterable[Subaward], parties: PartiesNamed, held: Container[AwardId]) -> Iterator[Link]:
    """Link awards of the record to the firms that are reported to work under them.

    Args:
        subawards: By award, reports made twice beside each other.
        parties: Whom rows name.
        held: The awards that the record has.
    """
    for prime, found in groupby(subawards, key=lambda one: one.prime):
        evidence: dict[PartyId, dict[str, Field]] = defaultdict(dict)
        for one in found:  # those under awards that are not held too: a firm is named in its first row only
            for role, place, party in parties.named(one):
                if role == "recipient" and prime in held:
                    evidence[party].setdefault(one.same, place)
        for party, fields in evidence.items():
            number = len(fields)
            reported = "one subaward" if number == 1 else f"{number} subawards"
            yield Link(
                award=prime,
                party=party,
                role="SUBCONTRACTOR",
                label="SUBAWARD",
                evidence=tuple(fields.values()),
                because=f"reported as the recipient of {reported} under it",
            )
