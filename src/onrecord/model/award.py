"""Public spending: contract instruments, and each recorded change to them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from onrecord.model.evidence import Field
from onrecord.model.ids import ArtefactId, AwardId, content_id

Notion = Literal["obligated", "current", "potential", "outlayed"]
"""Four meanings of "how much": promised so far, with exercised options, with all options, paid out. Never mixed."""

AwardKind = Literal["order", "definitive", "purchase", "bpa_call", "idv", "unknown"]
DIGITS_COMPARED = 100
"""Digits of a modification number that are compared as a number: Python refuses to convert some thousands of them."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One recorded change to an award: a row of a spending file, with what that row says of the whole award.

    Attributes:
        award: The award it belongs to.
        parent: The vehicle the award hangs on, None when it stands alone.
        modification: As recorded: `0` or empty is the award itself.
        obligated: Money of this action alone; may be negative or zero.
        money: What the row says of the whole award after this action.
        buyer, funder, recipient, recipient_parent: Names as recorded on this date; they differ between rows.
        dates: `(name, ISO date)` for start, end, potential_end, signed, last_order.
        fields: `(name, field)`: where each value stands in the artefact.
    """

    award: AwardId
    parent: AwardId | None
    kind: AwardKind
    artefact: ArtefactId
    row: int
    piid: str
    modification: str
    acted_on: str | None
    description: str
    currency: str
    obligated: Decimal | None
    money: tuple[Money, ...]
    buyer: str | None
    buyer_code: str | None
    department: str | None
    funder: str | None
    funder_code: str | None
    recipient: str | None
    recipient_identifiers: tuple[tuple[str, str], ...]
    recipient_parent: str | None
    recipient_parent_identifiers: tuple[tuple[str, str], ...]
    dates: tuple[tuple[str, str], ...]
    fields: tuple[tuple[str, Field], ...]

    @property
    def id(self) -> str:
        """Name the action by the row it was read from."""
        return content_id("action", self.artefact, self.row)

    def field(self, name: str) -> Field | None:
        """Find where a value stands, None when the row has no such column."""
        return next((field for key, field in self.fields if key == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Award:
    """A contract instrument as its actions leave it: the latest action's values, the flows of all of them.

    Attributes:
        money: At most one of each notion.
        latest: The action whose values these are.
        actions: How many different actions the record holds for it; the same one in two files counts once.
    """

    id: AwardId
    kind: AwardKind
    money: tuple[Money, ...]
    latest: Action
    actions: int


def modification_order(modification: str) -> tuple[int, str]:
    """Order modification numbers of one day: the award itself first, then by number (P00002 before P00010)."""
    if modification.strip() in {"", "0"}:
        return (-1, "")
    digits = re.sub(r"\D", "", modification)[:DIGITS_COMPARED]
    return (int(digits or 0), modification)


def award_of(actions: Sequence[Action]) -> Award:
    """Derive an award from its actions: values from the latest, obligations from all.

    A stated total of obligations wins; without one, the actions held are summed and the basis says how many,
    because a file may hold only some of them (pitfalls P1 and P5 of the spending notes).
    """
    if not actions:
        raise ValueError("an award needs an action")
    latest = max(
        actions, key=lambda one: (one.acted_on or "", modification_order(one.modification), one.artefact, one.row)
    )
    money = {one.notion: one for one in latest.money}
    flows = {(one.modification, one.acted_on, one.obligated) for one in actions if one.obligated is not None}
    if "obligated" not in money and flows:
        money["obligated"] = Money(
            notion="obligated",
            amount=sum((amount for _, _, amount in flows if amount is not None), Decimal(0)),
            currency=latest.currency,
            as_of=latest.acted_on,
            basis=f"sum of the {len(flows)} action(s) held; others may exist",
            stated=False,
        )
    notions: tuple[Notion, ...] = ("obligated", "current", "potential", "outlayed")
    return Award(
        id=latest.award,
        kind=latest.kind,
        money=tuple(money[notion] for notion in notions if notion in money),
        latest=latest,
        actions=len({(one.modification, one.acted_on, one.obligated) for one in actions}),
    )
