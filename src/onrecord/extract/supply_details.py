"""Sum, product and date of a supply: those that stand by its ends and the word that ties them."""

import re
from collections.abc import Sequence

from onrecord.extract.lexicon import AUXILIARIES, CONJUNCTIONS, PREPOSITIONS, PRONOUNS, STOPS, SUBORDINATORS, vocabulary
from onrecord.extract.supply_ends import END, SUM, Line
from onrecord.extract.supply_frames import CONTRACTS, VERBS
from onrecord.extract.supply_places import Pair
from onrecord.model.evidence import Span, cut
from onrecord.model.ids import DocumentId
from onrecord.model.statement import Amount, Mention, When

_NO_PRODUCT = vocabulary(
    "a an the its their his new multi-year no-bid first second third separate long-standing draft annual big large small major "
    "secret existing current old final further another extra additional similar this that worth own own lucrative controversial "
    "one two three four five six ten two-year three-year four-year five-year ten-year long-term short-term exclusive sole-source "
    "government federal state local public it them work contract contracts deal deals agreement agreements order orders services "
    "urge urges urged take takes cancel end ends clients customers staff employees business money million billion year years month months"
)
_STOP = (
    PREPOSITIONS
    | AUXILIARIES
    | CONJUNCTIONS
    | PRONOUNS
    | STOPS
    | SUBORDINATORS
    | frozenset((END, SUM, "'s", "to", "not"))
)
_FOR_PRODUCT = frozenset(("for", "supply", "provide", "deliver", "sell", "build", "with"))
_HYPHENED_TIME = re.compile(r"\d|year|month|bid\b")


def amount_of(line: Line, tie: int, ends: Sequence[int], amounts: Sequence[Amount]) -> Amount | None:
    """Give the sum that stands nearest to the word of supply; with several sums and pairs, nearest to the supplier."""
    items = [index for index, word in enumerate(line.low) if word == SUM]
    if not items:
        return None
    anchor = ends[0] if len(items) > 1 and ends else tie
    later = [one for one in items if len(items) > 1 and one > anchor]
    best = min(later or items, key=lambda index: abs(index - anchor))
    return next((one for one in amounts if one.span.start == line.starts[best]), None)


def when_of(line: Line, tie: int, whens: Sequence[When]) -> When | None:
    """Give the date nearest to the word of supply, those after it first."""
    if not whens:
        return None
    place = line.starts[tie]
    return min(whens, key=lambda one: abs(one.span.start - place) + (40 if one.span.start < place else 0))


def product_of(document: DocumentId, text: str, found: tuple[Line, Pair], mentions: Sequence[Mention]) -> Span | None:
    """Give what is supplied: a product that is named, else the words before `contract` or the object of the verb."""
    line, pair = found
    taken = {line.ends[one].start for one in (pair.supplier, pair.customer) if one is not None}
    named = next(
        (
            one.span
            for one in mentions
            if one.kind == "product" and one.span and one.span.start not in taken and _table(one)
        ),
        None,
    )
    if named is not None:
        return named
    place = _modifier(line) or _object(line, pair)
    return cut(document, text, line.starts[place[0]], line.stops[place[1] - 1]) if place else None


def _table(one: Mention) -> bool:
    return one.rule == "table"


def _modifier(line: Line) -> tuple[int, int] | None:
    """Read `its drone contract`, `the parachute contract`."""
    for index, word in enumerate(line.low):
        if word in CONTRACTS and word not in VERBS and index:
            first = index
            while (
                first
                and line.low[first - 1] not in _STOP
                and line.low[first - 1] not in _NO_PRODUCT
                and not _HYPHENED_TIME.search(line.low[first - 1])
            ):
                if line.low[first - 1] in VERBS or line.low[first - 1].endswith("ly"):
                    break
                first -= 1
            if first < index:
                return first, index
    return None


def _object(line: Line, pair: Pair) -> tuple[int, int] | None:
    """Read the noun phrase after `supply`, `buy` or `for`."""
    for index in range(pair.tie, min(len(line.low), pair.tie + 14)):
        if index == pair.tie or line.low[index] in _FOR_PRODUCT:
            first = index + 1
            while first < len(line.low) and line.low[first] in {"the", "a", "an", "its", "their", "of"}:
                first += 1
            last = first
            while last < len(line.low) and line.low[last] not in _STOP and line.low[last] not in VERBS:
                last += 1
            if (
                first < last
                and line.low[last - 1] not in _NO_PRODUCT
                and not line.low[first][0].isdigit() | (last - first > 6)
            ):
                return first, last
    return None
