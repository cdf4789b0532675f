"""The public contract's rows of public spending: awards, subawards, authorisations, parties' parts in awards."""

from collections.abc import Iterator
from itertools import groupby

from onrecord.export.contract import AuthorisationRow, AwardRow, LinkRow, SubawardRow
from onrecord.export.jsonl_rows import field_row, identifier_rows, place_row
from onrecord.model.award import Authorisation, Award, Subaward
from onrecord.model.party import Link
from onrecord.store import View


def awards(view: View) -> Iterator[AwardRow]:
    """Write awards; sums are decimal text, each notion apart, with its date and the column it was read from."""
    return map(award_row, view.awards())


def award_row(one: Award) -> AwardRow:
    """Write an award."""
    latest = one.latest
    money = {notion.notion: notion for notion in one.money}
    notions = ("obligated", "current", "potential", "outlayed")
    return {
        "id": one.id,
        "kind": one.kind,
        "piid": latest.piid,
        "parent": latest.parent,
        "buyer": latest.buyer,
        "funder": latest.funder,
        "department": latest.department,
        "recipient": latest.recipient,
        "recipient_parent": latest.recipient_parent,
        "description": latest.description,
        "money": {name: str(money[name].amount) if name in money else None for name in notions},
        "money_basis": {name: money[name].basis for name in notions if name in money},
        "money_as_of": {name: money[name].as_of for name in notions if name in money},
        "money_stated": {name: money[name].stated for name in notions if name in money},
        "currency": latest.currency,
        "as_of": latest.acted_on,
        "dates": dict(latest.dates),
        "actions": one.actions,
        "fields": {name: field_row(field) for name, field in latest.fields},
    }


def subawards(view: View) -> Iterator[SubawardRow]:
    """Write reported subcontracts, each once with the ids of the rows that report it; the sum is decimal text."""
    for _, found in groupby(view.subawards(), key=lambda one: (one.prime, one.same)):
        yield subaward_row(*found)


def subaward_row(one: Subaward, *again: Subaward) -> SubawardRow:
    """Write a reported subcontract: its first report, and the ids of all."""
    return {
        "id": one.same,
        "reports": [one.id, *(other.id for other in again)],
        "prime": one.prime,
        "number": one.number,
        "acted_on": one.acted_on,
        "description": one.description,
        "amount": None if one.amount is None else str(one.amount),
        "currency": one.currency,
        "prime_amount": None if one.prime_amount is None else str(one.prime_amount),
        "prime_recipient": one.prime_recipient,
        "prime_recipient_identifiers": identifier_rows(one.prime_recipient_identifiers),
        "recipient": one.recipient,
        "recipient_identifiers": identifier_rows(one.recipient_identifiers),
        "recipient_parent": one.recipient_parent,
        "recipient_parent_identifiers": identifier_rows(one.recipient_parent_identifiers),
        "fields": {name: field_row(field) for name, field in one.fields},
    }


def authorisations(view: View) -> Iterator[AuthorisationRow]:
    """Write public bodies' permissions to use products."""
    return map(authorisation_row, view.authorisations())


def authorisation_row(one: Authorisation) -> AuthorisationRow:
    """Write a permission to use a product."""
    return {
        "id": one.id,
        "number": one.number,
        "product": one.product,
        "provider": one.provider,
        "body": one.body,
        "department": one.department,
        "level": one.level,
        "kind": one.kind,
        "status": one.status,
        "authorised_on": one.authorised_on,
        "expires_on": one.expires_on,
        "fields": {name: field_row(field) for name, field in one.fields},
    }


def links(view: View) -> Iterator[LinkRow]:
    """Write parties' parts in awards."""
    return map(link_row, view.links())


def link_row(one: Link) -> LinkRow:
    """Write a party's part in an award."""
    return {
        "award": one.award,
        "party": one.party,
        "role": one.role,
        "label": one.label,
        "evidence": [place_row(place) for place in one.evidence],
        "because": one.because,
    }
