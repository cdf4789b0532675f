"""Public spending: contract instruments, each recorded change to them, subcontracts, and permissions to use a product."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from onrecord.model.evidence import Field
from onrecord.model.ids import ID_DIGITS, ArtefactId, AwardId, content_id

Notion = Literal["obligated", "current", "potential", "outlayed"]
"""Four meanings of "how much": promised so far, with exercised options, with all options, paid out. Never mixed."""

AwardKind = Literal["order", "definitive", "purchase", "bpa_call", "idv", "unknown"]
DIGITS_COMPARED = 100
"""Digits of a modification number that are compared as a number: Python refuses to convert some thousands of them."""

ENDED = frozenset({"cancelled", "unsuccessful"})
"""States of an award or contract that came to nothing (award and contract status codelists of OCDS)."""

LinkRole = Literal["RECIPIENT", "PARENT_AT_TIME", "PRODUCT_OWNER", "SUBCONTRACTOR", "BUYER", "FUNDER"]
LinkLabel = Literal["DIRECT", "SUBSIDIARY", "SUPPLIED_VIA", "LIKELY_VIA", "SUBAWARD", "MENTION_ONLY"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """One sum with its meaning.

    Attributes:
        as_of: ISO date of the action that recorded it.
        basis: The column it was read from, or how it was worked out.
        stated: The source states it; False for a sum of the actions held, of which others may exist.
    """

    notion: Notion
    amount: Decimal
    currency: str
    as_of: str | None
    basis: str
    stated: bool = True


Identifiers = tuple[tuple[str, str], ...]
"""`(scheme, value)`: `us-uei`, `us-duns`, `us-cage`, `us-agency`, or a scheme of org-id.guide."""

Names = tuple[tuple[str, str, Identifiers], ...]
"""Who is named in a row: name of the field, name as recorded, identifiers."""

Layout = tuple[tuple[str, str], ...]
"""The names of a row's values, each with the end of its pointer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where the values of a row stand in its artefact: rows of one kind differ in the beginning of their pointers only.

    Attributes:
        start: What the pointers of all its fields begin with: `row=17;column=`.
        layout: Name and rest of the pointer of each.
        texts: Their words, in the same order; empty where the row has none.
    """

    start: str
    layout: Layout
    texts: tuple[str, ...]

    def fields(self, artefact: ArtefactId) -> Iterable[tuple[str, Field]]:
        """List the fields that are filled."""
        for (name, end), text in zip(self.layout, self.texts, strict=True):
            if text:
                yield name, Field(artefact=artefact, pointer=self.start + end, text=text)

    def field(self, artefact: ArtefactId, name: str) -> Field | None:
        """Find a field by its name, None where the row does not have it."""
        return next((field for key, field in self.fields(artefact) if key == name), None)


def places_of(start: str, fields: Iterable[tuple[str, str, str]]) -> Places:
    """Put `(name, pointer, text)` together; `start` is cut off the pointers that have it.

    Raises:
        ValueError: A pointer does not begin with `start`.
    """
    found = tuple(fields)
    if wrong := next((pointer for _, pointer, _ in found if not pointer.startswith(start)), None):
        raise ValueError(f"the pointer {wrong} does not begin with {start}")
    layout = tuple((name, pointer[len(start) :]) for name, pointer, _ in found)
    return Places(start=start, layout=layout, texts=tuple(text for _, _, text in found))


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One recorded change to an award: a row of a spending file, with what that row says of the whole award.

    Attributes:
        award: The award it belongs to.
        parent: The vehicle the award hangs on, None when it stands alone.
        modification: As recorded: `0` or empty is the award itself.
        transaction: Number of one of several transactions of a modification, where it has several.
        reason, reason_code: Why the award was changed, in the source's words and code ("NOVATION AGREEMENT", "P").
        status: As recorded, where the source has one (OCDS: `active`, `cancelled`).
        obligated: Money of this action alone; may be negative or zero.
        money: What the row says of the whole award after this action.
        buyer, funder, recipient, recipient_parent: Names as recorded on this date; they differ between rows.
        co_recipients: Suppliers beside the first, to whom the values belong jointly.
        procuring_entity: Who ran the procedure, where that is another body than the buyer.
        categories: `(scheme, code)` of what is bought: `psc`, `naics`, `cpv`.
        dates: `(name, ISO date)` for start, end, potential_end, signed, last_order.
        places: Where each value stands in the artefact.
    """

    award: AwardId
    parent: AwardId | None
    kind: AwardKind
    artefact: ArtefactId
    row: int
    piid: str
    modification: str
    transaction: str = ""
    acted_on: str | None
    reason: str | None = None
    reason_code: str | None = None
    status: str | None = None
    description: str
    currency: str
    obligated: Decimal | None
    money: tuple[Money, ...]
    buyer: str | None
    buyer_code: str | None
    buyer_identifiers: Identifiers = ()
    procuring_entity: str | None = None
    department: str | None
    funder: str | None
    funder_code: str | None
    recipient: str | None
    recipient_identifiers: Identifiers
    co_recipients: tuple[tuple[str, Identifiers], ...] = ()
    recipient_parent: str | None
    recipient_parent_identifiers: Identifiers
    categories: tuple[tuple[str, str], ...] = ()
    dates: tuple[tuple[str, str], ...]
    places: Places

    @property
    def id(self) -> str:
        """Name the action by the row it was read from."""
        return row_id(self.artefact, self.row)

    @property
    def decided_on(self) -> str | None:
        """Give the day of which the row tells: of the award's signature where the row has it, else of the action."""
        return next((day for name, day in self.dates if name == "signed"), self.acted_on)

    @property
    def is_state(self) -> bool:
        """Tell whether the row says how the award stands, not what changed: neither a modification nor a sum of its own."""
        return not self.modification and self.obligated is None

    @property
    def is_named(self) -> bool:
        """Tell whether the row says who buys or who supplies, or that nobody does."""
        return self.buyer is not None or self.recipient is not None or self.has_ended

    @property
    def has_ended(self) -> bool:
        """Tell whether the row says that the award came to nothing: its names and sums are those of earlier rows."""
        return (self.status or "").lower() in ENDED

    @property
    def names(self) -> Names:
        """List who is named in the row: name of the field, name as recorded, identifiers.

        Suppliers beside the first stand under `co_recipient_2` and on.
        """
        agency = (("us-agency", self.buyer_code),) if self.buyer_code else ()
        funder = (("us-agency", self.funder_code),) if self.funder_code else ()
        found = [
            ("recipient", self.recipient, self.recipient_identifiers),
            ("recipient_parent", self.recipient_parent, self.recipient_parent_identifiers),
            ("buyer", self.buyer, agency + self.buyer_identifiers),
            ("funder", self.funder, funder),
            ("department", self.department, ()),
        ]
        if self.procuring_entity:
            found.append(("procuring_entity", self.procuring_entity, ()))
        for number, (name, identifiers) in enumerate(self.co_recipients, start=2):
            found.append((f"co_recipient_{number}", name, identifiers))
        return tuple((field, name, identifiers) for field, name, identifiers in found if name)

    @property
    def fields(self) -> tuple[tuple[str, Field], ...]:
        """List where each value stands, with its name."""
        return tuple(self.places.fields(self.artefact))

    def field(self, name: str) -> Field | None:
        """Find where a value stands, None when the row does not have it."""
        return self.places.field(self.artefact, name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subaward:
    """One reported subcontract: a row of a subaward file.

    Attributes:
        prime: The award it was made under.
        number: As the prime recipient numbers it.
        amount: Reported once for the whole subaward; None when it is no sum.
        prime_amount: Of the prime award, as the row has it.
        prime_recipient, recipient, recipient_parent: Names as recorded in this row.
        places: Where each value stands in the artefact.
    """

    prime: AwardId
    artefact: ArtefactId
    row: int
    number: str
    acted_on: str | None
    description: str
    currency: str
    amount: Decimal | None
    prime_amount: Decimal | None = None
    prime_recipient: str | None
    prime_recipient_identifiers: Identifiers = ()
    recipient: str | None
    recipient_identifiers: Identifiers
    recipient_parent: str | None = None
    recipient_parent_identifiers: Identifiers = ()
    places: Places

    @property
    def id(self) -> str:
        """Name the subaward by the row it was read from."""
        return row_id(self.artefact, self.row)

    @property
    def decided_on(self) -> str | None:
        """Give the day of the subaward."""
        return self.acted_on

    @property
    def same(self) -> str:
        """Name what was reported: a report made twice has it twice (pitfall P14)."""
        who = next((value for scheme, value in self.recipient_identifiers if scheme == "us-uei"), self.recipient)
        amount = None if self.amount is None else f"{self.amount.normalize():f}"
        return content_id("subaward", self.prime, self.number, who, self.acted_on, amount)

    @property
    def names(self) -> Names:
        """List who is named in the row, see `Action.names`."""
        found = (
            ("recipient", self.recipient, self.recipient_identifiers),
            ("recipient_parent", self.recipient_parent, self.recipient_parent_identifiers),
            ("prime_recipient", self.prime_recipient, self.prime_recipient_identifiers),
        )
        return tuple((field, name, identifiers) for field, name, identifiers in found if name)

    @property
    def fields(self) -> tuple[tuple[str, Field], ...]:
        """List where each value stands, with its name."""
        return tuple(self.places.fields(self.artefact))

    def field(self, name: str) -> Field | None:
        """Find where a value stands, None when the row does not have it."""
        return self.places.field(self.artefact, name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Authorisation:
    """A public body's permission to use a product (FedRAMP: an authority to operate, or the reuse of one).

    Attributes:
        row: Its number in the artefact, in the order read.
        provider: Who offers the product.
        body, department: The body that gave the permission, and what it is part of.
        level: Impact level or the like, as recorded.
        kind: `authorisation`, or `reuse` of one that another body gave.
        places: Where each value stands in the artefact.
    """

    artefact: ArtefactId
    row: int
    number: str
    product: str
    provider: str | None
    body: str
    department: str | None
    level: str | None
    kind: Literal["authorisation", "reuse"]
    status: str | None
    authorised_on: str | None
    expires_on: str | None
    places: Places

    @property
    def id(self) -> str:
        """Name the permission by the row it was read from."""
        return row_id(self.artefact, self.row)

    @property
    def names(self) -> Names:
        """List who is named in the row, see `Action.names`."""
        found = (("provider", self.provider), ("body", self.body), ("department", self.department))
        return tuple((field, name, ()) for field, name in found if name)

    @property
    def fields(self) -> tuple[tuple[str, Field], ...]:
        """List where each value stands, with its name."""
        return tuple(self.places.fields(self.artefact))

    def field(self, name: str) -> Field | None:
        """Find where a value stands, None when the row does not have it."""
        return self.places.field(self.artefact, name)


Row = Action | Subaward | Authorisation
"""What a reader of tables gives, one row after the other."""


def row_id(artefact: ArtefactId, row: int) -> str:
    """Name a row of an artefact: the artefact's id begins it, so that the two are found together."""
    return f"{artefact[:ID_DIGITS]}-{row}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Award:
    """A contract instrument as its actions leave it: the latest action's values, the flows of all of them.

    Attributes:
        money: At most one of each notion.
        latest: The action whose values these are.
        actions: How many different changes the record holds of it, where it holds none how many different states; the
            same one in two files counts once.
    """

    id: AwardId
    kind: AwardKind
    money: tuple[Money, ...]
    latest: Action
    actions: int


TIE = 24
"""Characters at the end of an action's sequence that only part two rows of one change: beginning of the artefact, and row."""


def sequence_of(action: Action) -> str:
    """Write the order of an award's actions as text: day, modification, sum; then the row.

    On one day the award itself comes first, then modifications by their number (P00002 before P00010). Without the
    last `TIE` characters it names the change: the same one in two files counts once.
    """
    amount = "" if action.obligated is None else f"{action.obligated.normalize() + 0:f}"  # 5.50 and 5.5 are one sum
    number = action.transaction.lstrip("0")  # said by some files only where it is not 0
    change = f"{action.acted_on or '':10} {modification_order(action.modification)} {number:>2} {amount}"
    # SQLite measures text up to its first NUL only.
    return f"{change.replace(chr(0), ' ')} {action.artefact[:12]}{action.row:012d}"


_NO_DIGITS = re.compile(r"[^0-9]+")


def modification_order(modification: str) -> str:
    """Write a modification number so that texts are in order: the award itself first, P00002 before P00010."""
    modification = modification.strip()
    if modification in {"", "0"}:
        return "-"
    digits = _NO_DIGITS.sub("", modification)[:DIGITS_COMPARED].lstrip("0")
    return f"{len(digits):03d}{digits} {modification}"


def award_of(actions: Sequence[Action]) -> Award:
    """Derive an award from its actions: values from the latest, obligations from all.

    A stated total of obligations wins; without one, the actions held are summed and the basis says how many,
    because a file may hold only some of them (pitfalls P1 and P5 of the spending notes).
    """
    if not actions:
        raise ValueError("an award needs an action")
    changes = {sequence_of(one)[:-TIE]: one for one in actions if not one.is_state}
    states = {sequence_of(one)[:-TIE] for one in actions} if not changes else ()
    # Some tables have rows that name nobody: they change the award, and do not say what it is.
    latest = max([one for one in actions if one.is_named] or actions, key=sequence_of)
    money = {one.notion: one for one in latest.money}
    summed = [one for one in changes.values() if one.obligated is not None and one.currency == latest.currency]
    flows = [one.obligated for one in summed if one.obligated is not None]
    if "obligated" not in money and flows:
        money["obligated"] = Money(
            notion="obligated",
            amount=sum(flows, Decimal(0)),
            currency=latest.currency,
            as_of=max((one.acted_on for one in summed if one.acted_on), default=None),
            basis=f"sum of the {len(flows)} action(s) held; others may exist",
            stated=False,
        )
    notions: tuple[Notion, ...] = ("obligated", "current", "potential", "outlayed")
    return Award(
        id=latest.award,
        kind=latest.kind,
        money=tuple(money[notion] for notion in notions if notion in money),
        latest=latest,
        actions=len(changes or states),
    )
