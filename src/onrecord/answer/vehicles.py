"""What hangs on a vehicle: how many orders, and the orders' own sums, notion by notion.

A vehicle's own value is a ceiling, often a nonsensical one (2.84 trillion on one schedule; 0.00 on others whose orders
run to millions): it is shown as context and never added to anything (pitfall P4), nor are those of vehicles below it.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from onrecord.answer.words import NOTIONS
from onrecord.model.award import Award, Money, Notion


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderSum:
    """One notion of the orders of a vehicle, added up in one currency.

    Attributes:
        orders: How many orders have such a sum.
        held_only: How many of these are sums of the actions held; others may exist.
        first, last: ISO dates that the earliest and the latest of them are of.
    """

    notion: Notion
    amount: Decimal
    currency: str
    orders: int
    held_only: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Orders:
    """What hangs on a vehicle.

    Attributes:
        orders: Orders held; others may exist.
        vehicles: Vehicles below it that are held: their values are not in `sums`.
    """

    orders: int
    vehicles: int
    sums: tuple[OrderSum, ...]


def order_sums(awards: Iterable[Award]) -> Orders:
    """Count what hangs on a vehicle and add up the orders' own sums, each notion and currency apart."""
    orders = vehicles = 0
    found: dict[tuple[Notion, str], list[Money]] = defaultdict(list)
    for award in awards:
        if award.kind == "idv":
            vehicles += 1
            continue
        orders += 1
        for money in award.money:
            found[(money.notion, money.currency)].append(money)
    listed = sorted(found.items(), key=lambda one: (list(NOTIONS).index(one[0][0]), one[0][1]))
    return Orders(
        orders=orders,
        vehicles=vehicles,
        sums=tuple(_sum(notion, currency, money) for (notion, currency), money in listed),
    )


def _sum(notion: Notion, currency: str, money: list[Money]) -> OrderSum:
    days = sorted(one.as_of for one in money if one.as_of)
    return OrderSum(
        notion=notion,
        amount=sum((one.amount for one in money), Decimal(0)),
        currency=currency,
        orders=len(money),
        held_only=sum(not one.stated for one in money),
        first=days[0] if days else None,
        last=days[-1] if days else None,
    )


def orders_lines(found: Orders) -> list[str]:
    """Write what hangs on a vehicle in lines, the count first; empty where nothing does."""
    if not found.orders and not found.vehicles:
        return []
    count = f"{found.orders:,} order{'' if found.orders == 1 else 's'} held; others may exist"
    if found.vehicles:
        count += (
            f"; and {found.vehicles:,} vehicle{'' if found.vehicles == 1 else 's'} below it, whose values are not added"
        )
    return [count, *(sum_words(one, found.orders) for one in found.sums)]


def sum_words(one: OrderSum, orders: int) -> str:
    """Write the sum of one notion over orders, with how many orders it is of and of which dates."""
    held = f"; {one.held_only:,} of them sums of the actions held" if one.held_only else ""
    days = (
        f", as of {one.first} to {one.last}" if one.first != one.last else f", as of {one.first}" if one.first else ""
    )
    return f"{NOTIONS[one.notion][0]} of {one.orders:,} of {orders:,} orders together {one.amount:,.2f} {one.currency}{days}{held}"
