"""Which pairs of ends count as a supply: names for descriptions, sure enough ends, none twice or the other way round."""

from onrecord.extract.supply_ends import Line
from onrecord.extract.supply_frames import (
    CONTRACT_WORDS,
    FIRM_CONTRACTS,
    ROLE_NOUNS_CUSTOMER,
    ROLE_NOUNS_SUPPLIER,
    STRONG,
    SURE_CONTRACTS,
    TRADE,
)
from onrecord.extract.supply_places import Pair


def credible(line: Line, pair: Pair) -> bool:
    """Say whether a pair is a supply: a word that can mean much else needs surer ends and a word of trade beside it."""
    if pair.supplier is None or pair.customer is None:
        return line.low[pair.tie] in SURE_CONTRACTS and (pair.customer is None or line.ends[pair.customer].sure)
    supplier, customer = line.ends[pair.supplier], line.ends[pair.customer]
    word = line.low[pair.tie]
    both = supplier.sure and customer.sure and supplier.side != "public"
    opposed = supplier.side == "company" and customer.side == "public"
    if word in SURE_CONTRACTS or word in ROLE_NOUNS_SUPPLIER or word in ROLE_NOUNS_CUSTOMER:
        return supplier.sure or customer.sure
    others = " ".join(line.low[: pair.tie] + line.low[pair.tie + 1 :])
    if pair.rule == "award" and not word.startswith("award"):
        return both and CONTRACT_WORDS.search(others) is not None
    traded = TRADE.search(others) is not None
    if word in STRONG:
        return both or (traded and customer.sure)
    guessed = not supplier.people and supplier.side != "public" and customer.sure and customer.side == "public"
    if word in FIRM_CONTRACTS or opposed:
        return both or (traded and guessed)
    return traded and (both or (customer.sure and supplier.side == "company"))


def resolved(line: Line, pair: Pair) -> Pair | None:
    """Take a description of a company for the name it stands for in the sentence; None when both ends are the same."""
    supplier = _name_of(line, pair.supplier, pair.customer)
    customer = _name_of(line, pair.customer, pair.supplier)
    if supplier == customer or (supplier is None and customer is None):
        return None
    if supplier is not None and customer is not None and _same(line, supplier, customer):
        return None
    return Pair(supplier, customer, pair.tie, pair.rule)


def _same(line: Line, one: int, other: int) -> bool:
    """Say whether two ends side by side are one thing said twice (`Harrow Systems, the contractor`)."""
    beside = line.low[min(one, other) + 1 : max(one, other)] in ([","], ["("], [])
    return beside and (
        line.ends[one].side == line.ends[other].side or not (line.ends[one].sure and line.ends[other].sure)
    )


def _name_of(line: Line, index: int | None, other: int | None) -> int | None:
    if index is None or line.ends[index].named or line.ends[index].side != "company":
        return index
    named = [
        place
        for place, end in line.ends.items()
        if place < index and place != other and end.named and end.sure and end.side != "public"
    ]
    return named[0] if len(named) == 1 else None


def apart(found: list[Pair]) -> list[Pair]:
    """Drop a pair the other way round, and one that lacks an end that another has."""
    kept: list[Pair] = []
    for one in found:
        reverse = any(other.supplier == one.customer and other.customer == one.supplier for other in kept)
        partial = (one.supplier is None or one.customer is None) and any(
            other is not one
            and (
                (one.customer is not None and other.customer == one.customer)
                or (one.supplier is not None and other.supplier == one.supplier)
            )
            for other in found
        )
        if not reverse and not partial:
            kept.append(one)
    return kept
