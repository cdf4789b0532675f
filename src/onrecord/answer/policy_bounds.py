"""A rule's period and least sum, held against what a source records; what it does not record is left open."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from onrecord.answer.policy_rows import Decided, Reason, Sum
from onrecord.answer.policy_rules import Minimum, Period
from onrecord.answer.words import CEILINGS, NOTIONS
from onrecord.model.award import Action, Award
from onrecord.model.statement import Amount

Interval = tuple[str, str]
"""First and last ISO day, both included."""
MONTH, DAY = 7, 10
"""Characters of a month and a day in ISO 8601."""


def in_period(period: Period | None, intervals: Sequence[Interval], *, certain: bool = True) -> Decided:
    """Say whether one of some intervals meets a period.

    Args:
        period: None where the rule names none.
        intervals: When the relation stood or was recorded, each by itself.
        certain: False where each interval only holds the one day that is meant ("in June 2018").
    """
    if period is None:
        return True
    if not intervals:
        return Reason(code="no_date", words="no date is recorded, and the rule names a period")
    first, last = period.first or "0000", period.last or "9999"
    inside = [low for low, high in intervals if first <= low and high <= last]
    meets = [(low, high) for low, high in intervals if low <= last and first <= high]
    if inside or (meets and certain):
        return True
    if meets:
        return Reason(code="date_wide", words=f"the day lies between {meets[0][0]} and {meets[0][1]}")
    return False


def award_intervals(actions: Iterable[Action], term: tuple[str | None, str | None]) -> list[Interval]:
    """List when an award was decided on, row by row, and its term where both ends are recorded."""
    days = sorted({day[:DAY] for one in actions for day in (one.decided_on, one.acted_on) if day})
    start, end = (None if one is None else one[:DAY] for one in term)
    spans = [(start, end)] if start and end and start <= end else []
    return [*((day, day) for day in days), *spans]


def day_interval(day: str | None) -> list[Interval]:
    """Write a day, a month or a year of ISO 8601 as an interval; empty where there is none."""
    if not day:
        return []
    if len(day) >= DAY:
        return [(day[:DAY], day[:DAY])]
    return [(f"{day}-01", f"{day}-31")] if len(day) == MONTH else [(f"{day}-01-01", f"{day}-12-31")]


def award_amount(minimum: Minimum | None, award: Award) -> Decided:
    """Say whether an award's sum of a rule's notion reaches its least sum."""
    if minimum is None:
        return True
    found = next((one for one in award.money if one.notion == minimum.notion), None)
    if found is None:
        held = [NOTIONS[one.notion][0] for one in award.money]
        return _not_of(minimum, held)
    if found.currency != minimum.currency:
        return _other_currency(minimum, found.currency)
    if award.kind == "idv" and found.notion in CEILINGS:
        return Reason(
            code="ceiling", words="the sum is a vehicle's ceiling, often not a real one; its orders have their own"
        )
    if found.amount >= minimum.at_least:
        return True
    if not found.stated:
        return Reason(code="actions_held", words="only a sum of the actions held is below the rule's; others may exist")
    return False


def reported_amount(minimum: Minimum | None, sums: Sequence[Sum]) -> Decided:
    """Say whether one of a subcontract's reported sums reaches a rule's least sum."""
    if minimum is None:
        return True
    if minimum.notion != "subaward":
        return _not_of(minimum, ["reported for the subcontract"] if sums else [])
    if not sums:
        return Reason(code="no_amount", words="no sum is recorded")
    same = [one for one in sums if one.currency == minimum.currency]
    if not same:
        return _other_currency(minimum, sums[0].currency)
    return any(one.amount >= minimum.at_least for one in same)


def stated_amount(minimum: Minimum | None, amount: Amount | None) -> Decided:
    """Say whether the sum a text states reaches a rule's least sum, by its comparator and the precision of its words."""
    if minimum is None:
        return True
    if minimum.notion != "stated":
        return _not_of(minimum, ["stated in the text"] if amount else [])
    if amount is None:
        return Reason(code="no_amount", words="the text states no sum")
    if amount.currency != minimum.currency:
        return _other_currency(minimum, amount.currency)
    slack = Decimal(0) if amount.comparator == "exactly" else amount.precision / 2
    low, high = amount.value - slack, amount.value + slack
    if amount.comparator == "at_least":
        low, high = amount.value, Decimal("Infinity")
    if amount.comparator == "at_most":
        low, high = Decimal(0), amount.value
    if low >= minimum.at_least:
        return True
    if high < minimum.at_least:
        return False
    return Reason(code="amount_bound", words=f"{amount.span.text!r} may be more or less than the rule's sum")


def _not_of(minimum: Minimum, held: Sequence[str]) -> Reason:
    if not held:
        return Reason(code="no_amount", words="no sum is recorded")
    meaning = NOTIONS[minimum.notion][0] if minimum.notion in NOTIONS else minimum.notion
    listed = " and ".join(held)
    return Reason(code="other_notion", words=f"the rule asks for a sum {meaning}; recorded is only one {listed}")


def _other_currency(minimum: Minimum, currency: str) -> Reason:
    words = f"the sum is in {currency}, the rule's in {minimum.currency}; currencies are not converted"
    return Reason(code="other_currency", words=words)
