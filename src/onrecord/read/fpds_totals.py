"""Of which day the totals in records of FPDS are.

They are those of the whole award on the day the file was made, the same in its first record and its last: the day can be
known where the records held add up to them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from onrecord.model.award import Notion

TOTALS: tuple[Notion, ...] = ("obligated", "current", "potential")
UNDATED = ", of the day the file was made"

Days = Mapping[tuple[Notion, Decimal], str]
"""The day of each total that is known."""


@dataclass(frozen=True, slots=True)
class Flow:
    """What one record of an award adds to its totals.

    Attributes:
        sums: By notion; a missing one adds nothing.
    """

    modification: str
    acted_on: str | None
    sums: Mapping[Notion, Decimal]


def is_base(modification: str) -> bool:
    """Tell whether a record is the award itself, not a modification of it."""
    return modification.strip() in {"", "0"}


def days_of_totals(flows: Iterable[Flow]) -> Days:
    """Date the totals that the records of an award add up to, from the award itself on: by the last of them.

    Others hold records that the file does not, of a day nobody knows.
    """
    held = tuple(flows)
    signed = [one.acted_on for one in held if one.acted_on]
    if len(signed) < len(held) or not any(is_base(one.modification) for one in held):
        return {}
    last = max(signed)
    days: dict[tuple[Notion, Decimal], str] = {}
    for notion in TOTALS:
        # Once, where a record stands in the file twice.
        added = {(one.modification, one.acted_on, one.sums.get(notion, Decimal(0))) for one in held}
        days[notion, sum((amount for _, _, amount in added), Decimal(0))] = last
    return days
