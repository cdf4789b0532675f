"""Rows of the USAspending API to actions and subawards: what is read from which member, by the rules in `usaspending_api.py`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from onrecord.model.award import Action, AwardKind, Identifiers, Money, Notion, Places, Subaward, places_of
from onrecord.model.evidence import Origin
from onrecord.model.ids import AwardId
from onrecord.read.ocds_instruments import date_of
from onrecord.read.ocds_json import Node
from onrecord.read.ocds_money import decimal_of
from onrecord.read.usaspending_actions import CURRENCY, KIND_BY_CODE, NONE
from onrecord.read.usaspending_values import duns, sub_agency_code

AWARD_KEY = re.compile(r"CONT_(?:AWD|IDV)_[^\s\0][^\0]*")
ACTION_KEY = re.compile(r"CONT_TX_" + "_".join([r"([^_\0]+)"] * 6))
"""Agency, agency of the vehicle, award number, modification, number of the vehicle, transaction; a number that itself
holds a `_` makes a key that cannot be taken apart."""

SUMS: tuple[tuple[Notion, str], ...] = (
    ("obligated", "total_obligation"),
    ("current", "base_exercised_options"),
    ("potential", "base_and_all_options"),
    ("outlayed", "total_outlay"),
)
MODIFIED = "period_of_performance/last_modified_date"
DESCRIPTION = "Sub-Award Description"


@dataclass(frozen=True, slots=True)
class _Reading:
    """A row being read: every value that is asked for by name is noted with its place, filled or not."""

    node: Node
    fields: list[tuple[str, str, str]] = field(default_factory=list)

    def text(self, name: str, path: str) -> str | None:
        """Take a text or number; `path` is the way to it, its members parted by `/`."""
        owner, member = self._owner(path)
        place = owner.text(member) if owner else None
        text = place.text if place else ""
        self._note(name, path, text)
        return text.strip() or None

    def day(self, name: str, path: str) -> str | None:
        """Take a date."""
        owner, member = self._owner(path)
        place, found = date_of(owner, member) if owner else (None, None)
        self._note(name, path, place.text if place else "")
        return found

    def sum(self, name: str, path: str) -> Decimal | None:
        """Take a sum, exactly as written."""
        owner, member = self._owner(path)
        place = owner.text(member) if owner else None
        try:
            found = decimal_of(place.text) if place else None
        except ValueError:
            found = None
            if owner:
                owner.complain(member, "no sum")
        self._note(name, path, place.text if place and found is not None else "")
        return found

    def plain(self, path: str) -> str | None:
        """Take a text that is only a part of something: a code, an identifier."""
        owner, member = self._owner(path)
        place = owner.text(member) if owner else None
        return place.text.strip() if place else None

    def places(self) -> Places:
        """Say where everything stands."""
        return places_of(f"{self.node.pointer}/", self.fields)

    def _owner(self, path: str) -> tuple[Node | None, str]:
        *above, member = path.split("/")
        node: Node | None = self.node
        for name in above:
            node = node.child(name) if node else None
        return node, member

    def _note(self, name: str, path: str, text: str) -> None:
        self.fields.append((name, f"{self.node.pointer}/{path}", text))


def state_of(root: Node, origin: Origin, row: int) -> Action | None:
    """Read what an award is; None, with a complaint, where it is not named."""
    take = _Reading(root)
    award = _award_id(take.text("award", "generated_unique_award_id"))
    piid = take.text("piid", "piid")
    if award is None or piid is None:
        root.complain("generated_unique_award_id", "no key of a contract or vehicle")
        return None
    kind = _kind(take.plain("type"))
    acted_on = take.day("acted_on", MODIFIED)
    return Action(
        award=award,
        parent=_award_id(take.text("parent", "parent_award/generated_unique_award_id")),
        kind=kind,
        artefact=origin.artefact,
        row=row,
        piid=piid,
        modification="",
        acted_on=acted_on,
        description=take.text("description", "description") or "",
        currency=CURRENCY,
        obligated=None,
        money=tuple(_money(take, acted_on)),
        buyer=take.text("buyer", "awarding_agency/subtier_agency/name"),
        buyer_code=_agency_code(take, "awarding_agency"),
        department=take.text("department", "awarding_agency/toptier_agency/name"),
        funder=take.text("funder", "funding_agency/subtier_agency/name"),
        funder_code=_agency_code(take, "funding_agency"),
        recipient=take.text("recipient", "recipient/recipient_name"),
        recipient_identifiers=_identifiers(take, "recipient"),
        recipient_parent=take.text("recipient_parent", "recipient/parent_recipient_name"),
        recipient_parent_identifiers=_identifiers(take, "parent_recipient"),
        categories=tuple(_categories(take)),
        dates=tuple(_dates(take, kind)),
        places=take.places(),
    )


def action_of(node: Node, origin: Origin, row: int) -> Action | None:
    """Read an action; its key says which award it is of. None, with a complaint, where it does not."""
    take = _Reading(node)
    parts = ACTION_KEY.fullmatch((take.text("piid", "id") or "").upper())
    code = take.plain("type")
    if parts is None or not code:
        node.complain("id" if parts is None else "type", "nothing that says which award it is of")
        return None
    agency, parent_agency, piid, modification, parent, transaction = parts.groups()
    kind = _kind(code)
    own = f"CONT_IDV_{piid}_{agency}" if kind == "idv" else f"CONT_AWD_{piid}_{agency}_{parent}_{parent_agency}"
    stated = take.text("modification", "modification_number")
    obligated = take.sum("action_obligated", "federal_action_obligation")
    take.text("obligated", "federal_action_obligation")
    return Action(
        award=AwardId(own),
        parent=AwardId(f"CONT_IDV_{parent}_{parent_agency}") if parent != NONE else None,
        kind=kind,
        artefact=origin.artefact,
        row=row,
        piid=piid,
        modification=stated or (modification if modification != NONE else ""),
        transaction=transaction if transaction.strip("0") and transaction != NONE else "",
        acted_on=take.day("acted_on", "action_date"),
        reason=take.text("reason", "action_type_description"),
        reason_code=take.text("reason_code", "action_type"),
        description=take.text("description", "description") or "",
        currency=CURRENCY,
        obligated=obligated,
        money=(),
        buyer=None,
        buyer_code=agency if agency != NONE else None,
        department=None,
        funder=None,
        funder_code=None,
        recipient=None,
        recipient_identifiers=(),
        recipient_parent=None,
        recipient_parent_identifiers=(),
        dates=(),
        places=take.places(),
    )


def subaward_of(node: Node, origin: Origin, row: int) -> Subaward | None:
    """Read a subaward; None where its award is not named, with a complaint unless that is a grant."""
    take = _Reading(node)
    stated = take.text("prime", "prime_award_generated_internal_id")
    prime = _award_id(stated)
    if prime is None:
        if not (stated or "").upper().startswith("ASST_"):
            node.complain("prime_award_generated_internal_id", "no key of a contract or vehicle")
        return None
    uei, prime_uei = take.plain("Sub-Recipient UEI"), take.plain("Prime Award Recipient UEI")
    return Subaward(
        prime=prime,
        artefact=origin.artefact,
        row=row,
        number=take.text("number", "Sub-Award ID") or "",
        acted_on=take.day("acted_on", "Sub-Award Date"),
        description=take.text("description", DESCRIPTION) or "",
        currency=CURRENCY,
        amount=take.sum("amount", "Sub-Award Amount"),
        prime_recipient=take.text("prime_recipient", "Prime Recipient Name"),
        prime_recipient_identifiers=(("us-uei", prime_uei),) if prime_uei else (),
        recipient=take.text("recipient", "Sub-Awardee Name"),
        recipient_identifiers=(("us-uei", uei),) if uei else (),
        places=take.places(),
    )


def _award_id(stated: str | None) -> AwardId | None:
    return AwardId(stated) if stated and AWARD_KEY.fullmatch(stated) else None


def _kind(code: str | None) -> AwardKind:
    return "idv" if (code or "").upper().startswith("IDV") else KIND_BY_CODE.get((code or "").upper(), "unknown")


def _money(take: _Reading, as_of: str | None) -> Iterator[Money]:
    """Read what the award says of itself; the accounts behind its outlays have another day than its actions."""
    for notion, member in SUMS:
        amount = take.sum(notion, member)
        if amount is None:
            continue
        is_paid = notion == "outlayed"
        dated = "from the agencies' accounts, their day not stated" if is_paid else "dated by last_modified_date"
        yield Money(
            notion=notion,
            amount=amount,
            currency=CURRENCY,
            as_of=None if is_paid else as_of,
            basis=f"{member}; {dated}",
        )


def _agency_code(take: _Reading, agency: str) -> str | None:
    code = take.plain(f"{agency}/subtier_agency/code")
    return sub_agency_code(code) if code else None


def _identifiers(take: _Reading, party: str) -> Identifiers:
    uei, number = take.plain(f"recipient/{party}_uei"), take.plain(f"recipient/{party}_unique_id")
    found = (("us-uei", uei), ("us-duns", duns(number) if number else None))
    return tuple((scheme, text) for scheme, text in found if text)


def _categories(take: _Reading) -> Iterator[tuple[str, str]]:
    for scheme, member in (("psc", "product_or_service_code"), ("naics", "naics")):
        if code := take.text(scheme, f"latest_transaction_contract_data/{member}"):
            yield scheme, code


def _dates(take: _Reading, kind: AwardKind) -> Iterator[tuple[str, str]]:
    end = "last_order" if kind == "idv" else "end"  # of a vehicle the API gives the end of ordering there
    named = (("start", "start_date"), (end, "end_date"), ("potential_end", "potential_end_date"))
    for name, path in (*((name, f"period_of_performance/{path}") for name, path in named), ("signed", "date_signed")):
        if found := take.day(name, path):
            yield name, found
