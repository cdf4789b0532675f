"""Verbs of supply: the ends that each frame gives, in the active and the passive voice."""

from collections.abc import Iterator

from onrecord.extract.lexicon import ADVERBS, BE
from onrecord.extract.supply_ends import END, SUM, Line
from onrecord.extract.supply_frames import WEAK, Frame
from onrecord.extract.supply_places import (
    BREAKS,
    LINKING,
    MIDDLE_ADVERBS,
    REACH,
    Ends,
    Pair,
    after,
    after_preposition,
    direct,
    settled,
    subject,
)

_TO, _FROM, _BY, _HIRED = (
    frozenset(one) for one in (("to", "for", "with"), ("from",), ("by",), ("from", "with", "on", "to"))
)
_BOTH_WAYS = frozenset(("leas", "rent", "lice"))
"""Beginnings of verbs of which either side may be the subject: `X leases jets to Y`, `Y leases jets from X`."""


def by_verb(line: Line, index: int, frame: Frame) -> Iterator[Pair]:
    """Bind the ends of a verb."""
    found = _PASSIVES[frame](line, index) if _passive(line, index) else _ACTIVES[frame](line, index)
    supplier, customer = found
    weak = line.low[index] in WEAK
    if (supplier is None or customer is None) and not weak and (supplier is not None or customer is not None):
        supplier, customer = _completed(line, index, supplier, customer)
    if supplier is None or customer is None or not _fits(line, supplier, customer):
        return
    yield Pair(supplier, customer, index, frame)
    if frame == "award":
        place = supplier
        while line.low[place + 1 : place + 4] == [SUM, "and", END]:
            place += 3
            yield Pair(place, customer, index, frame)


def _passive(line: Line, index: int) -> bool:
    """Say whether a participle is passive: a form of `be` before it, or `by` after it."""
    word = line.low[index]
    if not (
        word.endswith("ed")
        or word in {"sold", "made", "built", "bought", "paid", "given", "chosen", "won", "brought", "flown"}
    ):
        return False
    place = index - 1
    while (
        place >= 0
        and index - place <= 4
        and (line.low[place] in ADVERBS or line.low[place] in MIDDLE_ADVERBS or line.low[place].endswith("ly"))
    ):
        place -= 1
    if place >= 0 and line.low[place] in BE:
        return True
    by = line.low[index + 1 : index + 4]
    return "by" in by and END not in by[: by.index("by")]


def _fits(line: Line, supplier: int, customer: int) -> bool:
    """Refuse a public body that supplies a company."""
    return not (line.ends[supplier].side == "public" and line.ends[customer].side == "company")


def _completed(line: Line, index: int, supplier: int | None, customer: int | None) -> tuple[int | None, int | None]:
    """Find the other end of a verb by what it is, when only one end of its kind stands near."""
    wanted = "public" if customer is None else "company"
    near = [
        place
        for place, end in line.ends.items()
        if place not in (supplier, customer)
        and abs(place - index) <= REACH
        and (end.side == wanted or (end.side == "either" and end.named))
    ]
    if not near:
        others = [place for place in line.ends if place not in (supplier, customer)]
        near = others if len(others) == 1 and abs(others[0] - index) <= REACH else []
    if len(near) == 1 and not any(one in BREAKS for one in line.low[min(near[0], index) : max(near[0], index)]):
        return (supplier, near[0]) if customer is None else (near[0], customer)
    return supplier, customer


def _first_of(one: int | None, other: int | None) -> int | None:
    """Take the end after the preposition, or else the object."""
    return other if one is None else one


def _sells(line: Line, index: int) -> Ends:
    if line.low[index][:4] in _BOTH_WAYS and after(line, index, _FROM) is not None and after(line, index, _TO) is None:
        return after(line, index, _FROM), subject(line, index)
    return subject(line, index), _first_of(after(line, index, _TO), direct(line, index))


def _serves(line: Line, index: int) -> Ends:
    return subject(line, index), direct(line, index) if direct(line, index) is not None else after(
        line, index, frozenset(("for", "to", "with", "of"))
    )


def _buys(line: Line, index: int) -> Ends:
    return after(line, index, frozenset(("from", "by"))) if after(line, index, _FROM) is not None else after(
        line, index, frozenset(("with",))
    ), subject(line, index)


def _hires(line: Line, index: int) -> Ends:
    found = direct(line, index)
    return found if found is not None else after(line, index, _HIRED), subject(line, index)


def _awards(line: Line, index: int) -> Ends:
    found = direct(line, index)
    return found if found is not None else after(line, index, frozenset(("to",))), subject(line, index)


def _wins(line: Line, index: int) -> Ends:
    supplier = subject(line, index)
    customer = next(
        (
            place
            for place in range(index + 1, min(len(line.low), index + 8))
            if line.low[place] == END and line.low[place + 1 : place + 2] == ["'s"]
        ),
        None,
    )
    return supplier, customer if customer is not None else after(
        line, index, frozenset(("from", "with", "for", "to", "of", "by"))
    )


def _signs(line: Line, index: int) -> Ends:
    found = direct(line, index)
    other = found if found is not None else after(line, index, LINKING)
    return settled(line, subject(line, index), other, index)


def _sold(line: Line, index: int) -> Ends:
    origin, agent = after(line, index, _FROM), after(line, index, _BY)
    if origin is not None and agent is not None and origin != agent:
        return origin, agent
    supplier = after(line, index, _BY) if after(line, index, _BY) is not None else after(line, index, _FROM)
    customer = after(line, index, _TO)
    if customer is None or customer == supplier:
        customer = _used_by(line, index) if _used_by(line, index) is not None else subject(line, index)
    return supplier, customer


def _used_by(line: Line, index: int) -> int | None:
    for place in range(max(0, index - 10), index):
        if line.low[place] in {"used", "worn", "driven", "flown"} and line.low[place + 1 : place + 2] == ["by"]:
            return after_preposition(line, place + 1)
    return None


def _served(line: Line, index: int) -> Ends:
    return after(line, index, _BY), subject(line, index)


def _bought(line: Line, index: int) -> Ends:
    return after(line, index, frozenset(("from",))), after(line, index, _BY)


def _hired(line: Line, index: int) -> Ends:
    found = after(line, index, _BY)
    return subject(line, index), found if found is not None else after(line, index, frozenset(("to", "for")))


def _awarded(line: Line, index: int) -> Ends:
    to = after(line, index, frozenset(("to",)))
    one = subject(line, index)
    if to is not None and (line.ends[to].side != "public" or one is None):
        return to, after(line, index, _BY)
    by = after(line, index, _BY)
    return one, by if by is not None else after(line, index, frozenset(("from", "with", "to", "for")))


def _won(line: Line, index: int) -> Ends:
    return after(line, index, _BY), after(line, index, frozenset(("from", "with", "for")))


def _signed(line: Line, index: int) -> Ends:
    by, one = after(line, index, _BY), subject(line, index)
    if by is None:
        return settled(line, one, after(line, index, LINKING), index)
    other = after(line, index, frozenset(("with", "to", "for", "from")))
    return settled(line, by, one if one is not None else other, index)


_ACTIVES = {
    "sell": _sells,
    "serve": _serves,
    "buy": _buys,
    "hire": _hires,
    "award": _awards,
    "win": _wins,
    "either": _signs,
}
_PASSIVES = {
    "sell": _sold,
    "serve": _served,
    "buy": _bought,
    "hire": _hired,
    "award": _awarded,
    "win": _won,
    "either": _signed,
}
