"""What a vehicle sells: by its own description, by the table of vehicles, or learnt from the orders held.

Rules E2 and E3 of the spending notes. A vehicle makes a maker likely and never more: parent numbers are miskeyed and
misused. Vehicles that sell several makers say nothing.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from onrecord.connect.owners_words import LABOUR, PLACES, only_mentioned
from onrecord.model.award import Action
from onrecord.model.evidence import Field
from onrecord.model.ids import AwardId
from onrecord.model.names import folded
from onrecord.tables import resellers, vehicle_of
from onrecord.tables.makers import LONGEST, names_in

BOILERPLATE = re.compile(
    r"\bIGF\s*:+\s*[A-Z]{2}(?:,\s?[A-Z]{2})*\s*:+\s*IGF\b|\b(?:DHS )?(?:bulk )?close[ -]?out(?: (?:action|modification|mod))?\b|"
    r"\bde-?obligat\w*(?: (?:excess|remaining|unused))?(?: funds)?\b",
    re.IGNORECASE,
)
"""What stands in descriptions whatever is bought: the mark of inherently governmental functions, closing of an award."""
SHOWN = 3
"""Orders of a vehicle whose descriptions are kept as evidence for each maker."""
NAMED_LEAST = 5
NAMED_SURE = 10
"""Orders that must name the maker: the first where the recipient is a known reseller, the second where it is not."""
MOSTLY = 0.8
"""Of the orders that name a maker, the part that must name the one; DHS's Microsoft agreement has over 0.9."""
OTHERS_MOST = 1 / 3
"""Above this part of orders that name other makers, a vehicle sells several, whatever its description says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sales:
    """What the orders held under one vehicle name.

    Attributes:
        orders: How many orders are held.
        naming: How many of them name any maker.
        makers: Key of a maker to the orders that name it, by a product or by calling the vehicle after it.
        shown: Some of their descriptions.
    """

    orders: int
    naming: int
    makers: Mapping[str, int]
    shown: Mapping[str, tuple[Field, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Likely:
    """A maker whose products a vehicle's orders buy."""

    owner: str
    evidence: tuple[Field, ...]
    because: str


@dataclass(slots=True)
class _Tally:
    orders: int = 0
    naming: int = 0
    makers: Counter[str] = field(default_factory=Counter)
    shown: dict[str, tuple[Field, ...]] = field(default_factory=dict)


def count_orders(awards: Iterable[Sequence[Action]]) -> dict[AwardId, Sales]:
    """Count which makers the orders of each vehicle name; memory grows with vehicles, not with orders.

    Args:
        awards: The rows of one award after the other.
    """
    tallies: dict[AwardId, _Tally] = defaultdict(_Tally)
    for rows in awards:
        parents = {row.parent for row in rows if row.parent and row.kind != "idv"}
        named = _owners_of(rows) if parents else {}
        for parent in parents:
            _count(tallies[parent], named)
    return {
        vehicle: Sales(orders=one.orders, naming=one.naming, makers=dict(one.makers), shown=dict(one.shown))
        for vehicle, one in tallies.items()
    }


def _owners_of(rows: Sequence[Action]) -> dict[str, Field | None]:
    """List the makers whose products an order buys, each with a description that says so."""
    found: dict[str, Field | None] = {}
    for row in rows:
        for owner in _bought(row):
            found.setdefault(owner, row.field("description"))
    return found


def _bought(row: Action) -> dict[str, str]:
    """Map the makers whose products a row's description says are bought to the name it uses."""
    names = names_in(row.description, row.decided_on)
    found: dict[str, str] = {}
    judged: Counter[str] = Counter()
    for one in names:
        if one.owner in found or judged[one.owner] == PLACES:
            continue
        judged[one.owner] += 1
        if not only_mentioned(row.description[:LONGEST], one, names):
            found[one.owner] = one.row.name
    return found


def _count(tally: _Tally, named: Mapping[str, Field | None]) -> None:
    tally.orders += 1
    tally.naming += bool(named)
    for owner, place in named.items():
        tally.makers[owner] += 1
        shown = tally.shown.get(owner, ())
        if place is not None and len(shown) < SHOWN:
            tally.shown[owner] = (*shown, place)


def likely_owners(actions: Sequence[Action], vehicle: Sequence[Action], sales: Sales | None) -> list[Likely]:
    """Name the maker whose products an order buys by its vehicle; none where they differ, for people's work, or without words of its own.

    Args:
        actions: The rows of the order.
        vehicle: The rows of its vehicle, where the record holds any.
        sales: What the orders of the vehicle name, where they were counted.
    """
    found: dict[str, Likely] = {}
    for one in (*_described(vehicle), *_tabled(actions), *_learnt(actions, sales)):
        found[one.owner] = _together(found.get(one.owner), one)
    if len(found) != 1 or _is_work(actions) or not any(_says_something(row.description) for row in actions):
        return []
    return [one for one in found.values() if not _sells_others(one.owner, actions, sales)]


def _together(one: Likely | None, other: Likely) -> Likely:
    """Put what two rules say of one maker together."""
    if one is None:
        return other
    said = {field.text for field in one.evidence}  # rows of a vehicle mostly repeat its description
    evidence = (*one.evidence, *(field for field in other.evidence if field.text not in said))
    because = dict.fromkeys((*one.because.split("; "), *other.because.split("; ")))
    return Likely(owner=one.owner, evidence=evidence, because="; ".join(because))


def _is_work(actions: Sequence[Action]) -> bool:
    """Rule E5: say whether the product service code is of people's work."""
    return any(scheme == "psc" and LABOUR.match(code) for row in actions for scheme, code in row.categories)


def _says_something(description: str) -> bool:
    """Say whether a description is more than boilerplate: one that a close-out has written over says nothing (P17)."""
    return bool(re.search(r"[^\W\d_]{3}", BOILERPLATE.sub("", description)))


def _described(vehicle: Sequence[Action]) -> Iterable[Likely]:
    """Rule E2: the maker is named in the vehicle's own description."""
    for row in vehicle:
        place = row.field("description")
        for owner, name in _bought(row).items() if place else ():
            because = f"the vehicle it hangs on is described with {name!r}"
            yield Likely(owner=owner, evidence=(place,) if place else (), because=because)


def _tabled(actions: Sequence[Action]) -> Iterable[Likely]:
    """Rule E2 where the record does not hold the vehicle: the table says what it sells."""
    for row in actions:
        place = row.field("parent")
        known = vehicle_of(row.parent)
        if known and known.owner and place:
            yield Likely(
                owner=known.owner,
                evidence=(place,),
                because=f"the vehicle it hangs on sells that maker's products (table: {known.source})",
            )
            return


def _learnt(actions: Sequence[Action], sales: Sales | None) -> Iterable[Likely]:
    """Rule E3: most orders that name a maker name this one. Rule E4: a known reseller needs fewer of them."""
    if sales is None or not sales.makers:
        return
    owner, count = max(sales.makers.items(), key=lambda one: (one[1], one[0]))
    if count < NAMED_LEAST or count < MOSTLY * sales.naming:
        return
    reseller = next((row.recipient for row in actions if row.recipient and is_reseller(row.recipient)), None)
    if count < NAMED_SURE and reseller is None:
        return
    because = (
        f"of the {sales.orders} orders held under its vehicle {sales.naming} name a maker, {count} of them this one"
    )
    if reseller:
        because += f"; {reseller} is known to sell what others make"
    yield Likely(owner=owner, evidence=sales.shown.get(owner, ()), because=because)


def _sells_others(owner: str, actions: Sequence[Action], sales: Sales | None) -> bool:
    """Say whether a vehicle is known, or seen by its orders, to sell several makers' products."""
    for row in actions:
        known = vehicle_of(row.parent)
        if known and known.owner != owner:
            return True
    if sales is None or sales.naming < NAMED_LEAST:
        return False
    return sum(count for key, count in sales.makers.items() if key != owner) > OTHERS_MOST * sales.naming


def is_reseller(name: str) -> bool:
    """Say whether a recipient's name begins with that of a firm in the table of resellers."""
    words = tuple(folded(name).upper().split())
    return any(words[: len(one)] == one for one in resellers())
