"""Parties' parts in awards: recipient, its parent at that time, buyer, funder, maker of the product."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from onrecord.connect.owners import product_owners
from onrecord.model.award import Action, LinkLabel, LinkRole
from onrecord.model.evidence import Field
from onrecord.model.ids import AwardId, PartyId
from onrecord.model.party import Link
from onrecord.tables import known_parties

ROLES: dict[str, tuple[LinkRole, LinkLabel | None, str]] = {
    "recipient": ("RECIPIENT", "DIRECT", "recorded as the recipient"),
    "recipient_parent": ("PARENT_AT_TIME", "SUBSIDIARY", "recorded as the recipient's parent at that time"),
    "buyer": ("BUYER", None, "recorded as the awarding agency"),
    "funder": ("FUNDER", None, "recorded as the funding agency"),
}


def link_awards(
    actions: Iterable[Action], party_of: dict[tuple[str, str], PartyId], owners: dict[str, PartyId]
) -> Iterator[Link]:
    """Link every award to its parties.

    Args:
        actions: All rows held.
        party_of: `(artefact, pointer)` of a field to the party it names.
        owners: Table key of a maker to its party.
    """
    by_award: dict[AwardId, list[Action]] = defaultdict(list)
    for action in actions:
        by_award[action.award].append(action)
    keys = {party: key for key, party in owners.items()}
    for award, rows in by_award.items():
        links = list(_recorded(award, rows, party_of))
        recipients = frozenset(keys[one.party] for one in links if one.role == "RECIPIENT" and one.party in keys)
        parents = frozenset(keys[one.party] for one in links if one.role == "PARENT_AT_TIME" and one.party in keys)
        vehicle = [row for parent in {row.parent for row in rows if row.parent} for row in by_award.get(parent, ())]
        yield from links
        for own in product_owners(rows, vehicle, recipients, parents, tabled=_table_owners(recipients)):
            if own.owner in owners:
                yield Link(
                    award=award,
                    party=owners[own.owner],
                    role="PRODUCT_OWNER",
                    label=own.label,
                    evidence=own.evidence,
                    because=own.because,
                )


def _table_owners(recipients: frozenset[str]) -> dict[str, str]:
    return {one.owner: one.owner_source for one in known_parties() if one.key in recipients and one.owner}


def _recorded(award: AwardId, rows: list[Action], party_of: dict[tuple[str, str], PartyId]) -> Iterator[Link]:
    evidence: dict[tuple[str, PartyId], list[Field]] = defaultdict(list)
    for row in rows:
        for name in ROLES:
            place = row.field(name)
            if place is not None and (party := party_of.get((place.artefact, place.pointer))):
                evidence[(name, party)].append(place)
    recipients = {party for name, party in evidence if name == "recipient"}
    for (name, party), fields in evidence.items():
        role, label, because = ROLES[name]
        if role == "PARENT_AT_TIME" and party in recipients:
            continue  # its own parent: says nothing
        yield Link(award=award, party=party, role=role, label=label, evidence=tuple(fields), because=because)
