"""From what a person types to a party, and what the record holds of it."""

from onrecord.errors import Ambiguous, NotFound
from onrecord.model.ids import PartyId
from onrecord.model.names import folded
from onrecord.model.party import Party
from onrecord.store import View
from onrecord.store.kin import names_of
from onrecord.store.samples import heirs, sample_mentions

ID_PREFIX_LENGTH = 6
DOCUMENTS_MOST = 20
"""Documents that are looked at to tell people of one name apart."""
SUPPLY_ROLES = frozenset({"RECIPIENT", "PARENT_AT_TIME", "PRODUCT_OWNER", "SUBCONTRACTOR"})
BUY_ROLES = frozenset({"BUYER", "FUNDER"})


def find_party(view: View, name: str) -> Party:
    """Find the party a name, an alias or the beginning of an id stands for; an id that is gone stands for what has its place.

    Of several with the same name, the one the package's tables know is taken, if exactly one is; people of one name are
    never mixed.

    Raises:
        NotFound: None; the message names those that come near.
        Ambiguous: Several; the message lists their ids.
    """
    found = view.parties_named(name)
    if not found and len(name) >= ID_PREFIX_LENGTH:
        ids = [PartyId(one) for kind, one in view.find_ids(name) if kind == "parties"] or heirs(view, name)
        found = [party for one in ids if (party := view.party(one))]
    if len(found) > 1:
        known = [
            party
            for party in found
            if any(scheme in {"onrecord", "us-agency", "us-cgac"} for scheme, _ in party.identifiers)
        ]
        found = known if len(known) == 1 else found
    if len(found) == 1:
        return found[0]
    if not found:
        like = view.parties_like(name, 5) if folded(name) else []  # a name without a letter is near everything
        near = ", ".join(dict.fromkeys(party.name for party in like))
        raise NotFound(
            f"{name!r}: no such party in the record"
            + (f"; did you mean: {near}?" if near else "; see: onrecord search RECORD NAME")
        )
    lines = "; ".join(
        f"{party.name} ({', '.join(filter(None, (party.kind.replace('_', ' '), told_apart(view, party))))}, id {party.id[:8]})"
        for party in found
    )
    raise Ambiguous(f"{name!r} could be any of these, give one of the ids: {lines}")


def told_apart(view: View, party: Party) -> str:
    """Say what tells a person from others of the name: whom they speak for, else their office, else a text that names them.

    Empty for a body, and where the record shows nothing.
    """
    if party.kind != "person":
        return ""
    offices = offices_of(view, party.id)
    if offices:
        return f"speaks for {' and '.join(sorted(name for name, _ in names_of(view, offices).values()))}"
    if party.public_role:
        return party.public_role
    documents = {one.span.document for one in sample_mentions(view, party.id, DOCUMENTS_MOST) if one.span}
    heads = sorted(head.title or head.path for head in view.heads(documents).values()) if documents else []
    return f"named in “{heads[0]}”" if heads else ""


def with_representatives(view: View, party: PartyId) -> dict[PartyId, str]:
    """Map a party and everybody who speaks for it to why: empty for itself, the words of the office for a person."""
    found: dict[PartyId, str] = {party: ""}
    for relation in view.relations(party):
        if relation.kind == "speaks_for" and relation.right == party:
            found.setdefault(relation.left, relation.evidence.text if relation.evidence else relation.basis)
    return found


def with_members(view: View, party: PartyId) -> set[PartyId]:
    """List a body and the bodies that are part of it or owned by it."""
    found = {party}
    waiting = [party]
    while waiting:
        for relation in view.relations(waiting.pop()):
            if relation.kind in {"part_of", "owned_by"} and relation.right in found and relation.left not in found:
                found.add(relation.left)
                waiting.append(relation.left)
    return found


def offices_of(view: View, person: PartyId) -> set[PartyId]:
    """List whom a person speaks for."""
    return {one.right for one in view.relations(person) if one.kind == "speaks_for" and one.left == person}
