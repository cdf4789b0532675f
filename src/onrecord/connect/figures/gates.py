"""Reasons why two numbers of one kind are no two answers to one question: another holder, another day, another reckoning."""

import re
from collections.abc import Mapping

from onrecord.connect.figures.compared import Read, Verdict
from onrecord.connect.figures.moods import distinguishing, modality, negated
from onrecord.connect.figures.pairing import Pair
from onrecord.connect.figures.quantity import Quantity
from onrecord.connect.figures.setting import Setting

_FIRM = ("year", "month", "date", "weekday", "quarter", "relative")
_BEGAN = re.compile(r"\b(?:began|begun|started|starts|initially|originally|was first)\b[^,;.]*\Z", re.IGNORECASE)
_MOVED = re.compile(
    r"\b(?:grown|grew|risen|rose|climbed|fallen|fell|dropped|increased|raised|revised|lowered|reduced|expanded|shrunk|swelled|updated|"
    r"went|up|down)\b[^,;.]*\b(?:to|at)\s+(?:[a-z]+\s){0,2}\Z",
    re.IGNORECASE,
)
_HAS = re.compile(
    r"\b(?:has|have|had|with|there (?:is|are|was|were)|comprises?|employs|employed|consists of)\s\Z", re.IGNORECASE
)
_INDEFINITE = re.compile(
    r"\b(?:an?|another|one)\s(?!(?:total|ceiling|maximum|minimum|cap|value|budget|fleet|staff|length|height|rate|share|population)\b)(?:[\w'’-]+\s){1,3}(?:worth|of|for|over|at|valued at|with)\s\Z",
    re.IGNORECASE,
)
_PAST_TIMES = re.compile(
    r"\b(?:ago|before|earlier|originally|initially|previously|at first|last time|when (?:it|he|she|they))\b"
)
_REACH = {"weekday": 6, "relative": 31, "quarter": 31, "month": 180, "date": 180}
"""Days between two sayings over which a time of that level still means the same."""
_DONE = {"done", "possible"}
DAYS_APART = {"count": 0, "percent": 0, "points": 0, "money": 31, "nothing": 31, "measure": 31, "growth": 31}
"""Days between two sayings without a date of their own after which a number of this kind may have changed. A count is brought up
to date from one day to the next; a price, a length or the worth of a contract stands a while."""

Gate = tuple[Verdict, str]


def gate(pair: Pair, left: Read, right: Read) -> Gate | None:
    """Give verdict and reason where the sentences do not ask one question; None where nothing speaks against it."""
    one, other = left.setting, right.setting
    around = [
        (side.sentence.text, side.setting.bounds, (q.start, q.end))
        for side, q in ((left, pair.left), (right, pair.right))
    ]
    if distinguishing(*around[0]) ^ distinguishing(*around[1]) or _other_names(one, other):
        return "other", "entity"
    if negated(*around[0]) != negated(*around[1]):
        return "other", "modality"
    if _one_of_several(pair.left, left) and _one_of_several(pair.right, right):
        return "other", "entity"
    told = [modality(*place) for place in around]
    if (told[0] in _DONE) != (told[1] in _DONE) or (told[0] != told[1] and "asked" in told):
        return "other", "modality"
    if one.notions and other.notions and not one.notions & other.notions:
        return "other", "notion"
    if {"capacity"} & (one.notions ^ other.notions):
        return "other", "notion"
    if _several(pair.right, right, left) or _several(pair.left, left, right):
        return "other", "scope"
    return _scope(pair, left, right) or _dates(pair, left, right)


def _several(quantity: Quantity, read: Read, other: Read) -> bool:
    """Say whether a side counts several of what the other tells one of ("the programme, with three drones", "the drone")."""
    return any(
        one.kind == "count" and one.noun == other.setting.subject and one.value != 1
        for one in read.quantities
        if one.start != quantity.start
    )


def _told_to_have(quantity: Quantity, read: Read) -> bool:
    """Say whether the number is told as all there are ("the council has nine members"), not of those that do something."""
    return (
        quantity.kind == "count" and _HAS.search(read.sentence.text, read.setting.bounds[0], quantity.start) is not None
    )


def _one_of_several(quantity: Quantity, read: Read) -> bool:
    """Say whether a sum is that of "a contract", of which there may be more than one."""
    return _INDEFINITE.search(read.sentence.text, read.setting.bounds[0], quantity.start) is not None


def _scope(pair: Pair, left: Read, right: Read) -> Gate | None:
    one, other = left.setting, right.setting
    zero = 0 in (pair.left.value, pair.right.value)
    another = one.subject == other.subject and one.plural != other.plural and not zero
    if one.relations != other.relations or another:
        return "other", "scope"
    if any(_elsewhere(preposition, one, other) for preposition in one.placed.keys() & other.placed.keys()):
        return "other", "scope"
    if _told_to_have(pair.left, left) != _told_to_have(pair.right, right) and one.words ^ other.words:
        return "other", "scope"
    if pair.left.kind == "count" and (pair.left.whole is None) != (pair.right.whole is None) and not zero:
        return "other", "scope"
    return None


def _other_names(one: Setting, other: Setting) -> bool:
    """Say whether each side names somebody, and they have no name in common."""
    return (
        not one.names & other.names
        and bool(one.names - other.names - other.words)
        and bool(other.names - one.names - one.words)
    )


def _elsewhere(preposition: str, one: Setting, other: Setting) -> bool:
    """Say whether one is "in a tent", the other "in a building": after one preposition, words that the other side lacks."""
    first, second = one.placed[preposition], other.placed[preposition]
    return not first & other.words and not second & one.words


def _dates(pair: Pair, left: Read, right: Read) -> Gate | None:
    one, other = left.setting, right.setting
    apart: Gate = (
        ("other", "period")
        if pair.left.kind == "money" and not (one.cumulative or other.cumulative)
        else ("compatible", "as_of")
    )
    if times_differ(one.when, other.when) or _moved(pair.left, left) != _moved(pair.right, right):
        return apart
    if any(_PAST_TIMES.search(time) for time in _only_one_side(one.when, other.when)):
        return apart
    if (one.present and not one.past and other.past and not other.present) or (
        other.present and not other.past and one.past and not one.present
    ):
        return "compatible", "as_of"
    days = _days(left, right)
    if (one.perfect or other.perfect) and days != 0 and not times_agree(one.when, other.when):
        return "compatible", "as_of"
    if times_agree(*(_lasting(side.when, days or 0) for side in (one, other))):
        return None
    limit = 0 if one.cumulative or other.cumulative else DAYS_APART[pair.left.kind]
    return ("compatible", "as_of") if days is not None and days > limit else None


def _moved(quantity: Quantity, read: Read) -> str:
    """Say whether a number is told as where something began (`from`) or went (`to`: "has grown to 750"); else empty."""
    if quantity.role == "from":
        return "from"
    text, low = read.sentence.text, max(read.setting.bounds[0], quantity.start - 60)
    if _BEGAN.search(text, low, quantity.start):
        return "from"
    return "to" if _MOVED.search(text, low, quantity.start) else ""


def _only_one_side(one: Mapping[str, frozenset[str]], other: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """List the times of the only side that names any; of both sides where they share none."""
    times, others = (frozenset().union(*side.values()) if side else frozenset() for side in (one, other))
    return times | others if not times & others else frozenset()


def _lasting(when: Mapping[str, frozenset[str]], days: int) -> dict[str, frozenset[str]]:
    """Leave out the times that mean another time when said so many days later: "Tuesday", "last year", "June" without a year."""
    levels = [level for level, reach in _REACH.items() if days > reach]
    return {level: times for level, times in when.items() if level not in levels}


def times_differ(one: Mapping[str, frozenset[str]], other: Mapping[str, frozenset[str]]) -> bool:
    """Say whether both name times, and share none, or differ in a level (year, month, weekday) that both name."""
    if any(level in one and level in other and not one[level] & other[level] for level in _FIRM):
        return True
    return bool(one) and bool(other) and not times_agree(one, other)


def times_agree(one: Mapping[str, frozenset[str]], other: Mapping[str, frozenset[str]]) -> bool:
    """Say whether both name the same time and nothing finer sets them apart."""
    return any(one.get(level, frozenset()) & other.get(level, frozenset()) for level in _FIRM)


def _days(left: Read, right: Read) -> int | None:
    if left.sentence.said_on is None or right.sentence.said_on is None:
        return None
    return abs((left.sentence.said_on - right.sentence.said_on).days)
