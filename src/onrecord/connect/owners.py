"""Whose product an award buys: evidence by evidence, the recipient never overwritten.

Rules E1 and E2 of the spending notes: a product or maker named in the award's own description (SUPPLIED_VIA), or only
in the description of the vehicle it hangs on (LIKELY_VIA). Where the recipient is the maker the label is DIRECT, where
the maker is its parent (recorded in a row, or in the table of organisations) SUBSIDIARY. A description that names a product without buying it (a course, staff, a
workstation that runs it) is MENTION_ONLY.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from onrecord.model.award import Action, LinkLabel
from onrecord.model.evidence import Field
from onrecord.tables import addons
from onrecord.tables.makers import makers_named

NOT_BOUGHT = re.compile(
    r"\b(?:"
    r"training|course|class|classes|certification|workshop|"  # teaching
    r"staffing|staff|personnel|contractors?|developers?|programmers?|engineers?|technicians?|administrators?|"  # people
    # What people do with a product, whoever made it; plain "maintenance" and "support" are sold by makers too.
    r"consult\w*|migrat\w+|implement\w*|support services|operations(?: and|,| ?&) maintenance|help ?desk|"
    r"workstations?|laptops?|memory|warrant(?:y|ies)|"  # machines, and what is promised for them
    r"compatible)\b",
    re.IGNORECASE,
)
"""Words that show that a product is only mentioned: what is bought is teaching, people's work or machines."""
FOR = re.compile(r"\b([\w/-]+) for (?:the |our |use with )?$", re.IGNORECASE)
"""The word before "for" and a product: "TOAD FOR ORACLE" is another maker's tool, "LICENSES FOR ORACLE" are Oracle's."""
SOLD_FOR = re.compile(
    r"(?:.*/)?(?:awards?|orders?|calls?|contracts?|acquisitions?|purchases?|procurements?|requests?|requirements?|payments?|"
    r"fund(?:s|ing)|quotes?|bpa|maintenance|support|renewals?|subscriptions?|licen[cs]es?|licensing|seats?|access|credits?|"
    r"consumption|usage|hosting|upgrades?|updates?|services?|options?|year|is|are)",
    re.IGNORECASE,
)
"""Words that say that something is bought, not what: the product after their "for" is the thing."""
PLACE = re.compile(r" (?:web)?(?:sites?|portals?|farms?|workflows?)\b", re.IGNORECASE)
"""What follows a product that the buyer has already and other things are bought for ("the SharePoint site")."""


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
    *,
    tabled: Mapping[str, str] = MappingProxyType({}),
) -> list[Ownership]:
    """Say whose products an award buys.

    Args:
        actions: The rows of the award.
        vehicle: The rows of the vehicle it hangs on, where the record holds any.
        recipients: Table keys of its recipients.
        parents: Table keys of the recipients' recorded parents.
        tabled: Table keys of the recipients' owners as the table of organisations has them, with its source for each.
    """
    found: dict[str, Ownership] = {}
    for action in actions:
        for named in named_makers(action.field("description")):
            found.setdefault(named.owner, _own(named, recipients, parents, tabled))
    for action in vehicle:
        for named in named_makers(action.field("description")):
            if named.owner not in found and named.owner not in recipients and only_mentioned(named) is None:
                because = (
                    f"the vehicle it hangs on is described with {named.product!r}; the award's own words do not say so"
                )
                found[named.owner] = Ownership(
                    owner=named.owner, label="LIKELY_VIA", evidence=(named.field,), because=because
                )
    return list(found.values())


def only_mentioned(named: Named) -> str | None:
    """Quote the words of a description by which it may name a product without buying it; None when there are none."""
    text = " ".join(named.field.text.split())
    if match := NOT_BOUGHT.search(text):
        return match[0]
    if addon := next((one for one in addons() if one.pattern.search(text)), None):
        return addon.name
    # The maker's name may stand before the product's: "software for Microsoft SQL Server".
    maker = re.escape(named.owner.partition(":")[2].replace("-", " "))
    product = re.compile(rf"(?:{maker} )?{re.escape(named.product)}", re.IGNORECASE)
    guarded = [_guard(text, place) for place in product.finditer(text)]
    return guarded[0] if guarded and all(guarded) else None


def _guard(text: str, place: re.Match[str]) -> str | None:
    """Quote the words beside one place of a product that show that something for it is bought."""
    before = FOR.search(text, 0, place.start())
    if before and not SOLD_FOR.fullmatch(before[1]):
        return before[0].strip()
    after = PLACE.match(text, place.end())
    return f"{place[0]}{after[0]}" if after else None


def _own(named: Named, recipients: frozenset[str], parents: frozenset[str], tabled: Mapping[str, str]) -> Ownership:
    says = f"its description says {named.product!r}"
    if named.owner in recipients:
        label: LinkLabel = "DIRECT"
        because = f"{says}, whose maker is the recipient"
    elif named.owner in parents:
        label, because = "SUBSIDIARY", f"{says}, whose maker is recorded as the recipient's parent"
    elif named.owner in tabled:
        label, because = "SUBSIDIARY", f"{says}, whose maker owns the recipient (table: {tabled[named.owner]})"
    elif words := only_mentioned(named):
        label, because = "MENTION_ONLY", f"{says}, but also {words!r}: it may only be mentioned"
    else:
        label, because = "SUPPLIED_VIA", f"{says}, and the recipient is recorded under another name"
    return Ownership(owner=named.owner, label=label, evidence=(named.field,), because=because)
