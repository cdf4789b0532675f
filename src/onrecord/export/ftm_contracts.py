"""One award as FollowTheMoney entities: the contract, to whom it was awarded, and how others are tied to it."""

from collections.abc import Callable, Iterator
from textwrap import shorten
from typing import Any

from onrecord.export.ftm_parties import Row, entity, name_of, party_name, proof
from onrecord.export.ocds_awards import Told
from onrecord.model.award import Action, AwardKind, LinkRole, Money
from onrecord.model.evidence import Field, Span
from onrecord.model.ids import AwardId
from onrecord.model.party import Link

KINDS: dict[AwardKind, str] = {
    "order": "order under a vehicle",
    "definitive": "definitive contract",
    "purchase": "purchase order",
    "bpa_call": "call under a blanket purchase agreement",
    "idv": "vehicle for orders (indefinite delivery)",
    "unknown": "",
}
TIES: dict[LinkRole, str] = {
    "FUNDER": "funding agency",
    "PRODUCT_OWNER": "maker of what is supplied",
    "SUBCONTRACTOR": "subcontractor as reported",
}
"""Roles for which FollowTheMoney has no schema of its own. A parent is tied to the recipient, not to the contract."""
TITLE_LENGTH = 120


def contract_name(award: AwardId) -> str:
    """Name the entity of an award."""
    return name_of("award", award)


def entities_of(told: Told, is_held: Callable[[AwardId], bool]) -> Iterator[Row]:
    """Write an award's own entities.

    Args:
        told: The award.
        is_held: Whether the record holds an award: nothing may point to an entity that is not written.
    """
    suppliers = [
        told.parties[link.party] for link in told.links if link.role == "RECIPIENT" and link.party in told.parties
    ]
    awarded = [party_name(one.id) for one in suppliers]
    yield _contract(told)
    for name in dict.fromkeys(awarded):
        yield _award(told, name, is_only=len(set(awarded)) == 1)
    for link in told.links:
        if link.role in TIES and link.label != "MENTION_ONLY" and link.party in told.parties:
            yield _tie(told, link)
    parent = told.award.latest.parent
    if parent and parent != told.award.id and is_held(parent):
        yield entity(
            "UnknownLink",
            name_of("vehicle", told.award.id, parent),
            {
                "subject": contract_name(told.award.id),
                "object": contract_name(parent),
                "role": "placed under",
                **proof(told.sources),
            },
        )


def _contract(told: Told) -> Row:
    award, latest = told.award, told.award.latest
    dates = dict(latest.dates)
    buyers = [link.party for link in told.links if link.role == "BUYER" and link.party in told.parties]
    return entity(
        "Contract",
        contract_name(award.id),
        {
            "title": ": ".join(filter(None, (latest.piid or award.id, _short(latest.description)))),
            "summary": _summary(told),
            "description": latest.description,
            "procedureNumber": latest.piid,
            "noticeId": award.id if award.id.startswith("CONT_") else None,
            "type": KINDS[award.kind],
            "status": latest.status,
            "authority": [party_name(party) for party in dict.fromkeys(buyers)],
            "contractDate": dates.get("signed") or dates.get("awarded"),
            "classification": [f"{scheme.upper()} {code}" for scheme, code in latest.categories],
            "notes": [*(_money_note(one, latest) for one in award.money), _place_note(latest)],
            **_amount(told),
            **proof(told.sources),
        },
    )


def _short(description: str) -> str:
    return shorten(description, TITLE_LENGTH, placeholder="…")


def _amount(told: Told) -> dict[str, Any]:
    """Give the current value; a vehicle has none of its own, so that adding amounts up counts orders once."""
    current = next((one for one in told.award.money if one.notion == "current"), None)
    if current is None or told.award.kind == "idv":
        return {}
    return {"amount": f"{current.amount:f}", "currency": current.currency}


def _summary(told: Told) -> str:
    kind = KINDS[told.award.kind] or "award"
    day = f", last recorded change on {told.award.latest.acted_on}" if told.award.latest.acted_on else ""
    return f"{kind}, {told.award.actions} recorded change(s) held{day}"


def _money_note(money: Money, latest: Action) -> str:
    field = latest.field(money.notion) if money.stated else None
    day = f" as of {money.as_of}" if money.as_of else ""
    place = f"; artefact {field.artefact}, {field.pointer}" if field else ""
    return f"{money.notion}: {money.currency} {money.amount:f}{day} ({money.basis}{place})"


def _place_note(latest: Action) -> str:
    field = latest.field("piid") or latest.field("description")
    return f"recorded in artefact {latest.artefact}, {field.pointer if field else f'row={latest.row}'}"


def _award(told: Told, supplier: str, *, is_only: bool) -> Row:
    """Write to whom it was awarded; several suppliers hold a value jointly, so that none of them gets it whole."""
    award, latest = told.award, told.award.latest
    dates = dict(latest.dates)
    return entity(
        "ContractAward",
        name_of("awarded", award.id, supplier),
        {
            "contract": contract_name(award.id),
            "supplier": supplier,
            "role": "recipient of record",
            "status": latest.status,
            "documentNumber": latest.piid,
            "date": dates.get("signed") or dates.get("awarded"),
            "endDate": dates.get("end"),
            "recordId": award.id,
            "summary": _place_note(latest),
            **(_amount(told) if is_only else {}),
            **proof(told.sources),
        },
    )


def _tie(told: Told, link: Link) -> Row:
    evidence = link.evidence[0] if link.evidence else None
    label = f" ({link.label})" if link.label else ""
    return entity(
        "UnknownLink",
        name_of("tie", told.award.id, link.party, link.role),
        {
            "subject": party_name(link.party),
            "object": contract_name(told.award.id),
            "role": f"{TIES[link.role]}{label}",
            "summary": link.because,
            "description": _place(evidence) if evidence else None,
            **proof(told.sources if evidence is None else told.found_at(evidence)),
        },
    )


def _place(evidence: Field | Span) -> str:
    if isinstance(evidence, Field):
        return f"artefact {evidence.artefact}, {evidence.pointer}"
    return f"document {evidence.document}, characters {evidence.start}-{evidence.end}"
