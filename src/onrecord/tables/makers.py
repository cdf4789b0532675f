"""Makers and their products in the words of a contract: which of the names in the tables a description holds."""

import re
from collections.abc import Iterator
from functools import cache

from onrecord.tables import Product, known_parties, products


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], re.Pattern[str] | None, str, str], ...]:
    """List `(pattern, not_when, name, owner)`, longest name first."""
    makers = {product.owner for product in products()}
    names = [(product.name, product.not_when, product.owner) for product in products()]
    for party in known_parties():
        if party.key in makers:
            # A maker's own name; not one that is also a product's, which has its guard (AWS).
            own = (name for name in (party.name, *party.aliases) if name not in _products())
            names += [(name, None, party.key) for name in own]
    names.sort(key=lambda one: -len(one[0]))
    # Up to three letters must stand in capitals, as descriptions have them (AWS); anything longer in any case.
    return tuple(
        (
            re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])", 0 if len(name) < 4 else re.IGNORECASE),
            not_when,
            name,
            owner,
        )
        for name, not_when, owner in names
    )


@cache
def _products() -> dict[str, Product]:
    return {product.name: product for product in products()}


def product_named(name: str) -> Product | None:
    """Find the product of a name as the tables write it; None for a maker's own name."""
    return _products().get(name)


def makers_named(description: str) -> Iterator[tuple[str, str]]:
    """List `(owner key, name found)` for the makers a description names, each once, with the longest of its names."""
    seen: set[str] = set()
    for pattern, not_when, name, owner in _patterns():
        if owner in seen or not pattern.search(description) or (not_when and not_when.search(description)):
            continue
        seen.add(owner)
        yield owner, name
