"""Nouns and set phrases of supply: contracts and whose they are, customers and suppliers, `parted ways with`."""

import re
from collections.abc import Iterator

from onrecord.extract.supply_ends import END, Line
from onrecord.extract.supply_frames import FIRM_CONTRACTS
from onrecord.extract.supply_places import (
    BREAKS,
    PREPOSITIONS,
    REACH,
    Pair,
    after_preposition,
    ends_linked_to,
    introduced_by,
    owner_of,
    settled,
    subject,
)

_PHRASES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), direction)
    for pattern, direction in (
        (r"pull(?:s|ed|ing)? the plug on\Z", "either"),
        (r"(?:walk(?:s|ed|ing)? away|pull(?:s|ed|ing)? out|backed out) (?:from|of)\Z", "either"),
        (r"cut(?:s|ting)? (?:off|ties with|all ties with)\Z", "either"),
        (r"sever(?:s|ed|ing)? (?:\w+ )?ties with\Z", "either"),
        (r"part(?:s|ed|ing)? (?:ways|company) with\Z", "either"),
        (r"sa(?:id|ys|y) no to\Z", "either"),
        (r"(?:come|comes|came) from\Z", "from"),
        (r"(?:go|goes|went|gone) (?:from \x00 )?to\Z", "to"),
        (r"(?:takes?|took|taken) over .{0,30}from\Z", "either"),
        (r"(?:counts?|counted) .{0,40}(?:among its|as a) (?:customers?|clients?)\Z", "either"),
        (r"what (?:it|they) pays?\Z", "hire"),
        (r"done business with\Z|do(?:es|ing)? business with\Z", "either"),
        (r"wants? out of .{0,30}\Z", "either"),
        (r"accounts? (?:of|with)\Z", "either"),
    )
)


def by_noun(line: Line, index: int) -> Iterator[Pair]:
    """Bind the ends that hang on a contract."""
    owner = owner_of(line, index)
    linked = ends_linked_to(line, index)
    firm = line.low[index] in FIRM_CONTRACTS
    if line.low[index + 1 : index + 2] == ["between"]:
        ends = [place for place in range(index + 2, min(len(line.low), index + 10)) if line.low[place] == END][:2]
        if len(ends) == 2:
            supplier, customer = settled(line, ends[0], ends[1], index)
            yield Pair(supplier, customer, index, "contract between")
        return
    ends = [one for one in (owner, *linked) if one is not None]
    if not ends:
        return
    first = ends[0]
    second = next((one for one in ends[1:] if _opposed(line, first, one)), None)
    if second is None and firm:
        second = _governor(line, index, first)
    if second is not None:
        supplier, customer = settled(line, *((first, second) if owner is not None else (second, first)), index)
        if supplier is not None and customer is not None:
            yield Pair(supplier, customer, index, "contract")
    elif firm and line.ends[first].side == "public":
        yield Pair(None, first, index, "contract")


def _opposed(line: Line, one: int, other: int) -> bool:
    return one != other and not (line.ends[one].side == "public" and line.ends[other].side == "public")


def _governor(line: Line, index: int, first: int) -> int | None:
    """Find the other party of a contract in its clause: who does something with it, else who is named nearest after it."""
    before = [place for place in line.ends if place < index and place != first and index - place <= 2 * REACH]
    fit = [place for place in before if _opposed(line, place, first) and line.ends[place].side != line.ends[first].side]
    if fit:
        return fit[-1]
    later = [place for place in line.ends if place > index and place != first and place - index <= REACH]
    fit = [place for place in later if _opposed(line, place, first) and line.ends[place].side != line.ends[first].side]
    if fit and not any(one in BREAKS for one in line.low[index : fit[0]]):
        return fit[0]
    both = [
        place
        for place in before
        if _opposed(line, place, first) and line.low[place - 1 : place] not in (["of"], ["at"])
    ]
    return both[-1] if both else None


def by_role(line: Line, index: int, *, supplier: bool) -> Iterator[Pair]:
    """Read `X's customers include Y, Z`, `Y's supplier X`, `X, a supplier to Y`, `customers such as Y`."""
    owner = owner_of(line, index)
    if owner is None and line.low[index + 1 : index + 2] in (["for"], ["of"], ["to"]):
        owner = after_preposition(line, index + 1)
    others = introduced_by(line, index)
    if owner is None:
        owner = subject(line, index)
    for one in others:
        if owner is not None and one != owner:
            yield Pair(one, owner, index, "role") if supplier else Pair(owner, one, index, "role")
    if not others and owner is not None:
        other = subject(line, index) if supplier else None
        if supplier and line.low[index + 1 : index + 2] == [END]:
            other = index + 1
        if other is not None and other != owner:
            yield Pair(other, owner, index, "role")


def by_phrase(line: Line, index: int, word: str) -> Iterator[Pair]:
    """Read set phrases whose last word stands before an end."""
    if line.low[index + 1 : index + 2] != [END] and line.low[index + 2 : index + 3] != [END]:
        return
    if word not in PREPOSITIONS and word not in {"pays", "pay", "off"}:
        return
    before = " ".join(line.low[max(0, index - 6) : index + 1])
    for pattern, direction in _PHRASES:
        if pattern.search(before):
            other = after_preposition(line, index)
            one = subject(line, index - 1)
            if one is not None and other is not None and one != other:
                supplier, customer = settled(line, one, other, index) if direction == "either" else (other, one)
                if supplier is not None and customer is not None:
                    yield Pair(supplier, customer, index, "phrase")
            return
