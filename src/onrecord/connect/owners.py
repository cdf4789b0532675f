"""Whose product an award buys: evidence by evidence, the recipient never overwritten.

Rules E1 to E5 and E7 of the spending notes:

| rule | evidence | label |
|---|---|---|
| E1 | the award's own description names a product or its maker | SUPPLIED_VIA |
| E2 | the description of its vehicle, or the table of vehicles, does | LIKELY_VIA |
| E3 | most orders of its vehicle that name a maker name this one | LIKELY_VIA |
| E4 | the recipient is a known reseller | none by itself: lets E3 do with fewer orders |
| E5 | the product service code is of people's work | MENTION_ONLY in place of SUPPLIED_VIA, no E2, no E3 |
| E7 | the award's own contract document names one in an item or its description | as E1 |
| E7 | another document does, in the sentence or row that names this award alone | LIKELY_VIA or MENTION_ONLY |
| E7 | another document does elsewhere in a paragraph that names this award alone | MENTION_ONLY |

Where the recipient is the maker the label is DIRECT; where the maker owns the recipient (recorded in a row, in the
table of organisations, or by a name that begins with the maker's) SUBSIDIARY. A description that names a product
without buying it (a course, staff, a workstation that runs it) is MENTION_ONLY, and LIKELY_VIA where the vehicle sells
that maker too. A name that only calls the vehicle ("HP BPA") or hints ("MS ELA") is LIKELY_VIA. Subawards (E6) are
parts of their own, see parts.py. How a document is tied to an award stands in contract_documents.py, what its words
are worth in owners_documents.py: a number is matched exactly, sums tie nothing, and no document changes the recipient.
"""

from collections.abc import Sequence
from dataclasses import replace

from onrecord.connect.contract_documents import Passage
from onrecord.connect.owners_documents import document_owners
from onrecord.connect.owners_named import Ownership, Wording, labour_of, named, stronger
from onrecord.connect.owners_recipients import Recipients
from onrecord.connect.owners_vehicles import Sales, likely_owners
from onrecord.model.award import Action, LinkLabel
from onrecord.model.names import PSEUDO_RECIPIENTS, core_name
from onrecord.tables.makers import names_in

CERTAIN: frozenset[LinkLabel] = frozenset({"DIRECT", "SUBSIDIARY", "SUPPLIED_VIA"})
"""Labels beside which a vehicle has nothing to add."""


def product_owners(
    actions: Sequence[Action],
    vehicle: Sequence[Action],
    recipients: Recipients,
    *,
    sales: Sales | None = None,
    documents: Sequence[Passage] = (),
) -> list[Ownership]:
    """Say whose products an award buys.

    Args:
        actions: The rows of the award.
        vehicle: The rows of the vehicle it hangs on, where the record holds any.
        recipients: Its recipients; their names are taken from the rows.
        sales: What the orders of its vehicle name, where they were counted.
        documents: What documents say of the award.
    """
    found: dict[str, Ownership] = {}
    naming = [row for row in actions if names_in(row.description, row.decided_on)]
    if naming or documents:
        recorded = (name for row in actions for name in (row.recipient, *(one for one, _ in row.co_recipients)) if name)
        who = replace(recipients, names=frozenset(map(core_name, recorded)) - PSEUDO_RECIPIENTS)
        makers: dict[str, str] = {}
        told = [wording for row in naming if (wording := _wording(row))]
        for wording in sorted(told, key=lambda one: one.on or ""):
            for own in named(wording, who, makers):
                found[own.owner] = stronger(found.get(own.owner), own)
        only_mentioned = {own.owner for own in found.values() if own.label == "MENTION_ONLY"}
        for own in document_owners(documents, actions, who, makers):
            is_less = own.label == "LIKELY_VIA" and own.owner in only_mentioned  # its own words outrank those of others
            weighed = replace(own, label="MENTION_ONLY") if is_less else own
            found[own.owner] = stronger(found.get(own.owner), weighed)
    if not any(own.label in CERTAIN for own in found.values()):
        for likely in likely_owners(actions, vehicle, sales):
            related = likely.owner in recipients.keys | recipients.parents
            if related or not likely.evidence or _is_work(found.get(likely.owner)):
                continue
            because = f"{likely.because}; the award's own words do not say that it is bought"
            own = Ownership(owner=likely.owner, label="LIKELY_VIA", evidence=likely.evidence, because=because)
            found[own.owner] = stronger(found.get(own.owner), own)
    return list(found.values())


def _wording(row: Action) -> Wording | None:
    """Take a row's description for what is read of it; None where the row does not have it as a field."""
    place = row.field("description")
    if place is None:
        return None
    labour = labour_of([row])
    return Wording(
        text=row.description,
        evidence=(place,),
        whose="its description",
        on=row.decided_on,
        kind=row.kind,
        labour=labour,
    )


def _is_work(own: Ownership | None) -> bool:
    """Say whether a maker's product is already known to be only taught or worked on."""
    return own is not None and own.of_work
