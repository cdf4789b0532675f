"""Sums of a release: exact, each in its own currency, never converted."""

import re
from dataclasses import dataclass
from decimal import Context, Decimal

from onrecord.read.ocds_json import SHOWN, Node, Place

AMOUNT = re.compile(r"-?\d{1,60}(?:\.\d{1,60})?(?:[eE][+-]?\d{1,3})?")
CURRENCY = re.compile(r"[A-Za-z]{3}")
NO_CURRENCY = "XXX"
"""ISO 4217's own code for it."""
WHOLE_DIGITS = 18
"""A sum with more is a slip of the keyboard in any currency; the largest budgets in rials have 17."""
DECIMAL_PLACES = 30
_EXACT = Context(prec=80)
"""Enough to add such sums without rounding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """An amount and its currency.

    Attributes:
        places: Where the amount stands, or the amounts it was added from.
    """

    amount: Decimal
    currency: str
    places: tuple[Place, ...]


def decimal_of(text: str) -> Decimal:
    """Turn a number as JSON writes it into a sum without an exponent.

    Raises:
        ValueError: It is no number, or one that no purse could hold (`1e400`).
    """
    if not AMOUNT.fullmatch(text.strip()):
        raise ValueError(f"{text[:SHOWN]!r} is no sum")
    amount = Decimal(text.strip())
    exponent = amount.as_tuple().exponent
    if (amount and amount.adjusted() >= WHOLE_DIGITS) or not isinstance(exponent, int) or exponent < -DECIMAL_PLACES:
        raise ValueError(f"{text[:SHOWN]!r} is no sum")
    return Decimal(f"{amount:f}") if amount else Decimal(0)


def sum_of(value: Node | None) -> Sum | None:
    """Read a value; without a currency it says nothing."""
    place = value.text("amount") if value else None
    if value is None or place is None:
        return None
    currency = value.text("currency")
    if currency is None or not CURRENCY.fullmatch(currency.text.strip()):
        value.said[f"{place.pointer} {place.text[:SHOWN]!r} has no currency; left out"] = None
        return None
    try:
        amount = decimal_of(place.text)
    except ValueError:
        value.complain("amount", "no sum")
        return None
    return Sum(amount=amount, currency=currency.text.strip().upper(), places=(place,))


def paid(contract: Node) -> tuple[Sum, str] | None:
    """Add the payments that are listed under a contract, each transaction id once.

    Returns:
        The sum and how it was worked out; None without payments, or when they are in several currencies.
    """
    implementation = contract.child("implementation")
    found: list[Sum] = []
    listed = 0
    seen: set[str] = set()
    for one in implementation.children("transactions") if implementation else ():
        name = one.text("id")
        if name and name.text in seen:
            continue
        seen |= {name.text} if name else set()
        listed += 1
        amount = sum_of(one.child("value") or one.child("amount"))  # `amount`: as 1.0 had it
        found += [amount] if amount else []
    if not found:
        return None
    if len({payment.currency for payment in found}) > 1:
        contract.said[f"{contract.pointer}/implementation/transactions are in several currencies; not added up"] = None
        return None
    total = Decimal(0)
    for payment in found:
        total = _EXACT.add(total, payment.amount)
    counted = f"{len(found)}" if len(found) == listed else f"{len(found)} of {listed}"
    basis = f"sum of the {counted} transaction(s) listed in contracts/implementation/transactions; others may exist"
    places = tuple(place for payment in found for place in payment.places)
    return Sum(amount=total, currency=found[0].currency, places=places), basis
