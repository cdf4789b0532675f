"""Numbers of awards (PIIDs) as texts write them, found exactly.

Registers write HSCETE16J00325, texts also HSCETE-16-J-00325, `HSCETE 16 J 00325` or, at the end of a line, a hyphen and
the rest below. A text is cut into runs of letters and digits once, and each is looked up: the cost is that of the text,
however many awards a record holds. Nothing is matched by likeness. A number that is short (an order `0001`), or that
several awards of the record bear, is found only beside the number of its vehicle.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.model.award import Action
from onrecord.model.ids import AwardId

LENGTH = 10
"""Letters and digits a number needs to stand alone; those of vehicles of the last century have ten (GS35F0119Y)."""
DIGITS = 3
BEGINNING = 4
PIECES = 8
"""Runs of letters and digits that are joined at most; spellings with hyphens have four or five."""
WINDOW = 80
"""Code points between a vehicle's number and the number of its order."""

PIECE = re.compile(r"(?<![^\W_])[0-9A-Za-z]+(?![^\W_])")
JOINT = re.compile(r"[ \u00a0]?[-\u2010-\u2013\u2212][ \u00a0]?(?:\r?\n[ \u00a0]*)?|[ \u00a0]{1,2}")
"""What may stand between two pieces of one number: a hyphen or dash, a line broken after it, or blanks."""
CALL = re.compile(r"\s?[-/]\s?\d{4}(?![0-9A-Za-z])")
"""An order's number behind its vehicle's: then the vehicle alone is not what is named."""
ORDER_WORDS = r"(?:task|delivery|purchase|call|bpa|orders?|t\.?o|d\.?o|nos?|number|num|under|and|its)"
TO_ORDER = re.compile(rf"[\s/,;:().#\-\u2010-\u2013]*(?P<label>(?:\b{ORDER_WORDS}\b[\s/,;:().#\-]*)*)", re.IGNORECASE)
ORDER_LABEL = re.compile(r"\b(?:order|call|t\.?o|d\.?o)\b\s*(?:no|number|num)?[\s.:#]*$", re.IGNORECASE)
TO_VEHICLE = re.compile(
    r"[\s,()]*(?:\b(?:under|against|of|on|off|placed|issued|to|from|the|its|contract|vehicle|bpa|idiq|idv|agreement|"
    r"blanket|purchase|no|number|schedule|gsa)\b[\s.,:#()]*)+",
    re.IGNORECASE,
)
VEHICLE_KEY = "CONT_IDV_"


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """An award and its number.

    Attributes:
        number, parent: Its own number and its vehicle's, letters and digits only, in capitals; the latter may be empty.
        since: ISO day of its first row.
    """

    award: AwardId
    number: str
    parent: str
    is_vehicle: bool
    since: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberFound:
    """A number in a text.

    Attributes:
        start, end: Code points, half-open; of a short number together with its vehicle's.
    """

    of: Numbered
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberIndex:
    """The numbers of a record's awards.

    Attributes:
        alone: Those that stand for one award wherever they are written.
        under: Number of a vehicle to those of its orders that do not.
        beginnings: The first letters of all that is looked for, one to `BEGINNING` of them.
        longest: Letters and digits of the longest.
    """

    alone: Mapping[str, Numbered]
    under: Mapping[str, Mapping[str, Numbered]]
    beginnings: frozenset[str]
    longest: int


def joined(number: str) -> str:
    """Leave out what stands between the pieces of a number."""
    return "".join(PIECE.findall(number)).upper()


def numbered(actions: Sequence[Action]) -> Numbered | None:
    """Say which number an award bears, by its rows; None where they have none."""
    number = next((found for row in actions if (found := joined(row.piid))), "")
    if not number:
        return None
    return Numbered(
        award=actions[0].award,
        number=number,
        parent=next((found for row in actions if (found := _parent(row))), ""),
        is_vehicle=any(row.kind == "idv" for row in actions),
        since=min(filter(None, (row.decided_on for row in actions)), default=None),
    )


def _parent(row: Action) -> str:
    """Give the number of the vehicle a row names: out of its key, or as the row has it."""
    if row.parent and row.parent.startswith(VEHICLE_KEY):
        return joined(row.parent.removeprefix(VEHICLE_KEY).rpartition("_")[0])
    place = row.field("parent") if row.parent else None
    return joined(place.text) if place else ""


def index_numbers(awards: Iterable[Numbered]) -> NumberIndex:
    """Sort numbers by what is needed to know them: nothing else, or the number of their vehicle."""
    bearers: dict[str, list[Numbered]] = defaultdict(list)
    for one in awards:
        bearers[one.number].append(one)
    alone: dict[str, Numbered] = {}
    under: dict[str, dict[str, list[Numbered]]] = defaultdict(lambda: defaultdict(list))
    for number, found in bearers.items():
        if len(found) == 1 and _stands_alone(number):
            alone[number] = found[0]
            continue
        for one in found:
            if _stands_alone(one.parent) and one.parent != number:
                under[one.parent][number].append(one)
    known = {
        parent: {number: found[0] for number, found in orders.items() if len(found) == 1}
        for parent, orders in under.items()
    }
    sought = alone.keys() | known.keys()
    return NumberIndex(
        alone=alone,
        under=known,
        beginnings=_beginnings(sought),
        longest=max(map(len, sought), default=0),
    )


def _stands_alone(number: str) -> bool:
    digits = sum(one.isdigit() for one in number)
    return len(number) >= LENGTH and DIGITS <= digits < len(number)


def _beginnings(numbers: Iterable[str]) -> frozenset[str]:
    return frozenset(number[:length] for number in numbers for length in range(1, BEGINNING + 1))


def numbers_in(text: str, index: NumberIndex) -> tuple[NumberFound, ...]:
    """Find the numbers of awards in a text, in the order they stand."""
    if not index.beginnings:
        return ()
    found: list[NumberFound] = []
    taken = 0
    for match in PIECE.finditer(text):
        if match.start() < taken or match[0][:BEGINNING].upper() not in index.beginnings:
            continue
        run = _run(text, match, index.beginnings, index.longest)
        place = next((one for one in reversed(run) if one[0] in index.alone or one[0] in index.under), None)
        if place is None:
            continue
        number, start, taken = place
        order = _order_beside(text, (start, taken), index.under.get(number, {}))
        own = index.alone.get(number)
        if own and not (own.is_vehicle and (CALL.match(text, taken) or (order and order.start == start))):
            found.append(NumberFound(of=own, start=start, end=taken))
        if order:
            found.append(order)
            taken = max(taken, order.end)
    return tuple(sorted(found, key=lambda one: one.start))


def _run(
    text: str, match: re.Match[str], beginnings: frozenset[str] | None, longest: int
) -> list[tuple[str, int, int]]:
    """List `(number, start, end)` of a piece alone and joined with those that follow it, shortest first."""
    number, start, end = match[0].upper(), match.start(), match.end()
    found = [(number, start, end)]
    while len(found) < PIECES and len(number) < longest:
        joint = JOINT.match(text, end)
        piece = PIECE.match(text, joint.end()) if joint else None
        if piece is None:
            break
        number, end = number + piece[0].upper(), piece.end()
        if beginnings is not None and number[:BEGINNING] not in beginnings:
            break
        found.append((number, start, end))
    return found


def _order_beside(text: str, vehicle: tuple[int, int], orders: Mapping[str, Numbered]) -> NumberFound | None:
    """Find the order of a vehicle that is named beside it: behind it, or before it ("order 0001 under ...")."""
    if not orders:
        return None
    return _order_behind(text, vehicle, orders) or _order_before(text, vehicle, orders)


def _order_behind(text: str, vehicle: tuple[int, int], orders: Mapping[str, Numbered]) -> NumberFound | None:
    start, end = vehicle
    between = TO_ORDER.match(text, end, end + WINDOW)
    piece = PIECE.match(text, between.end()) if between else None
    if between is None or piece is None or piece.start() == end:
        return None
    labelled = re.search(r"order|call|t\.?o|d\.?o", between["label"], re.IGNORECASE)
    if "\n" in between[0] and not labelled:
        return None
    for number, _, stop in reversed(_run(text, piece, None, max(map(len, orders)))):
        if number in orders and (labelled or len(number) >= BEGINNING or "/" in between[0] or "-" in between[0]):
            return NumberFound(of=orders[number], start=start, end=stop)
    return None


def _order_before(text: str, vehicle: tuple[int, int], orders: Mapping[str, Numbered]) -> NumberFound | None:
    start, end = vehicle
    low = max(0, start - WINDOW)
    for piece in PIECE.finditer(text, low, start):
        if not ORDER_LABEL.search(text, max(0, piece.start() - WINDOW), piece.start()):
            continue
        for number, first, stop in reversed(_run(text, piece, None, max(map(len, orders)))):
            if number in orders and TO_VEHICLE.fullmatch(text, stop, start):
                return NumberFound(of=orders[number], start=first, end=end)
    return None


def one_award(found: Iterable[NumberFound]) -> Numbered | None:
    """Name the award that some numbers are about: a vehicle beside its order is the order's; None where several are left."""
    awards = {one.of.award: one.of for one in found}
    parents = {one.parent for one in awards.values()}
    left = [one for one in awards.values() if not (one.is_vehicle and one.number in parents)]
    return left[0] if len(left) == 1 else None


def noting(awards: Iterable[Sequence[Action]], noted: list[Numbered]) -> Iterator[Sequence[Action]]:
    """Pass the rows of awards on, one award after the other, and note their numbers."""
    for rows in awards:
        if own := numbered(rows):
            noted.append(own)
        yield rows
