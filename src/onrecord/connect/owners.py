"""Whose product an award buys: evidence by evidence, the recipient never overwritten.

Rules E1 and E2 of the spending notes: a product or maker named in the award's own description (SUPPLIED_VIA), or only
in the description of the vehicle it hangs on (LIKELY_VIA). Where the recipient is the maker the label is DIRECT, where
the maker is its recorded parent SUBSIDIARY. A description that names a product without buying it (a course, staff, a
workstation that runs it) is MENTION_ONLY.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from onrecord.model.award import Action, LinkLabel
from onrecord.model.evidence import Field
from onrecord.tables.makers import makers_named

NOT_BOUGHT = re.compile(
    r"\b(?:training|course|class|classes|certification|workshop|staffing|staff|personnel|developers?|programmers?|"
    r"administrators?|workstations?|laptops?|compatible)\b",
    re.IGNORECASE,
)
"""Words that show that a product is only mentioned: what is bought is teaching, people or machines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A maker named in a description.

    Attributes:
        owner: Key of the maker in the tables.
        product: The words of the table that were found.
        field: The description they stand in.
    """

    owner: str
    product: str
    field: Field


def named_makers(description: Field | None) -> Iterator[Named]:
    """List the makers a description names, each once."""
    if description is not None:
        for owner, product in makers_named(description.text):
            yield Named(owner=owner, product=product, field=description)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ownership:
    """A maker's part in an award, with its label and evidence."""

    owner: str
    label: LinkLabel
    evidence: tuple[Field, ...]
    because: str


def product_owners(
    actions: Iterable[Action],
    vehicle: Iterable[Action],
    recipients: frozenset[str],
    parents: frozenset[str],
) -> list[Ownership]:
    """Say whose products an award buys.

    Args:
        actions: The rows of the award.
        vehicle: The rows of the vehicle it hangs on, where the record holds any.
        recipients: Table keys of its recipients.
        parents: Table keys of the recipients' recorded parents.
    """
    found: dict[str, Ownership] = {}
    for action in actions:
        for named in named_makers(action.field("description")):
            found.setdefault(named.owner, _own(named, recipients, parents))
    for action in vehicle:
        for named in named_makers(action.field("description")):
            if named.owner not in found and named.owner not in recipients:
                because = (
                    f"the vehicle it hangs on is described with {named.product!r}; the award's own words do not say so"
                )
                found[named.owner] = Ownership(
                    owner=named.owner, label="LIKELY_VIA", evidence=(named.field,), because=because
                )
    return list(found.values())


def _own(named: Named, recipients: frozenset[str], parents: frozenset[str]) -> Ownership:
    says = f"its description says {named.product!r}"
    if named.owner in recipients:
        label: LinkLabel = "DIRECT"
        because = f"{says}, whose maker is the recipient"
    elif named.owner in parents:
        label, because = "SUBSIDIARY", f"{says}, whose maker is the recipient's recorded parent"
    elif match := NOT_BOUGHT.search(named.field.text):
        label, because = "MENTION_ONLY", f"{says}, but also {match[0]!r}: it may only be mentioned"
    else:
        label, because = "SUPPLIED_VIA", f"{says}, and the recipient is another firm"
    return Ownership(owner=named.owner, label=label, evidence=(named.field,), because=because)
