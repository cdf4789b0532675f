"""Do two sentences give different numbers for the same thing? Gates first, then intervals, then how alike the sentences are."""

from collections import Counter
from collections.abc import Sequence
from math import exp

from onrecord.connect.figures.compared import Comparison, Read, Sentence, read
from onrecord.connect.figures.gates import gate, times_agree
from onrecord.connect.figures.growth import growth_comparison
from onrecord.connect.figures.pairing import Pair, meet, nearness, pairs
from onrecord.connect.figures.quantity import Quantity

METHOD = "figures/1"
THRESHOLD = 0.7
"""Differences below this score stay hidden, with their count shown: set on the `rules` halves of evaluation/quantities."""
WEIGHTS = {
    "shared of the shorter": 1.5,
    "shared of all": 3.0,
    "same noun": 1.0,
    "one pair": 0.5,
    "one time": 0.3,
    "time on one side": -4.5,
    "names on one side": -0.5,
    "other quantities": -3.0,
    "far apart": -1.5,
    "subject shared": 3.0,
    "subject elsewhere": -5.0,
    "replaced": -4.0,
    "extra": -5.0,
    "modified": -1.0,
    "narrowed": -1.5,
    "near words": 1.0,
}
BIAS = 5.5
"""What the score weighs, in logits: set by hand on the `rules` halves, held against a fit on VitaminC's tuning half."""
FAR = 5
"""Numbers of which one is so many times the other measure two things, unless both name the same noun."""


def compare(left: Sentence, right: Sentence) -> Comparison:
    """Compare the quantities of two sentences."""
    return compare_read(read(left), read(right))


def compare_read(left: Read, right: Read) -> Comparison:
    """Compare two sentences that were read before."""
    if growth := growth_comparison(left, right):
        return growth
    if not left.quantities or not right.quantities:
        return Comparison(verdict="other", why="no_quantity")
    candidates = list(pairs(left, right))
    if not candidates:
        return Comparison(verdict="other", why="attribute")
    candidates = [pair for pair in candidates if pair.fit == 2 or ratio(pair.left, pair.right) < FAR]
    if not candidates:
        return Comparison(verdict="other", why="attribute")
    best = max(pair.fit for pair in candidates)
    groups = _groups([pair for pair in candidates if pair.fit == best])
    pair, met = _chosen(groups, left, right)
    closed = gate(pair, left, right)
    if closed is not None:
        verdict, why = closed
        return Comparison(verdict=verdict, why=why, left=pair.left, right=pair.right)
    if met:
        return Comparison(verdict="compatible", why=_agreement(pair), left=pair.left, right=pair.right)
    if pair.converted:
        return Comparison(verdict="other", why="period", left=pair.left, right=pair.right)
    if "growth" in (pair.left.kind, pair.right.kind):
        return Comparison(verdict="unverifiable", why="no_ends", left=pair.left, right=pair.right)
    features = measure(pair, left, right, len(candidates))
    return Comparison(
        verdict="different", why=_difference(pair), score=score(features), left=pair.left, right=pair.right
    )


def _groups(candidates: Sequence[Pair]) -> list[list[Pair]]:
    """Put together what may be mistaken for each other: pairs of one kind, unit and noun."""
    groups: dict[tuple[str, str, str], list[Pair]] = {}
    for pair in candidates:
        groups.setdefault((pair.left.kind, pair.left.unit, pair.left.noun), []).append(pair)
    return list(groups.values())


def _chosen(groups: Sequence[Sequence[Pair]], left: Read, right: Read) -> tuple[Pair, bool]:
    """Choose what the comparison is about, and say whether its numbers meet.

    A number that stands alone on both sides and meets nothing comes first ("650 academics from 41 countries", "from 38"); else
    one that meets: among several, it is not told which belongs to which.
    """
    alone = [group[0] for group in groups if len(group) == 1 and group[0].fit == 2 and group[0].left.noun]
    apart = [pair for pair in alone if not meet(pair.left, pair.right)]
    if apart:
        return max(apart, key=lambda one: nearness(one, left, right)), False
    everything = [pair for group in groups for pair in group]
    if met := [pair for pair in everything if meet(pair.left, pair.right)]:
        return met[0], True
    return max(everything, key=lambda one: nearness(one, left, right)), False


def _agreement(pair: Pair) -> str:
    left, right = pair.left, pair.right
    bounds = {left.bound, right.bound}
    if left.kind == right.kind == "money" and left.unit != right.unit:
        return "currency"
    if "vague" in bounds:
        return "precision"
    if "range" in bounds:
        return "range"
    if left.value == right.value:
        return "equal"
    if bounds & {"at_least", "at_most", "nearly", "just_over", "close_to"}:
        return "comparator"
    return "rounding"


def _difference(pair: Pair) -> str:
    left, right = pair.left, pair.right
    if left.kind == right.kind == "money" and left.unit != right.unit:
        return "currency"
    if {left.bound, right.bound} & {"at_least", "at_most", "nearly", "just_over"}:
        return "comparator"
    return "magnitude" if ratio(left, right) >= 9.5 and _power_of_ten(ratio(left, right)) else "value"


def _power_of_ten(times: float) -> bool:
    return any(abs(times / power - 1) < 0.05 for power in (10, 100, 1000, 10**6))


def ratio(left: Quantity, right: Quantity) -> float:
    """Give the larger number over the smaller; 1 where one is not told or nothing."""
    ends = [one.value or one.low or one.high for one in (left, right)]
    if not ends[0] or not ends[1]:
        return 1.0
    return float(max(ends[0] / ends[1], ends[1] / ends[0]))


def measure(pair: Pair, left: Read, right: Read, candidates: int) -> dict[str, float]:
    """Give what the score rests on, each from 0 to 1."""
    one, other = (
        side.setting.words - {quantity.noun} - side.setting.reckoning
        for side, quantity in ((left, pair.left), (right, pair.right))
    )
    shared = one & other
    fewer = min(len(one), len(other))
    times = ratio(pair.left, pair.right)
    return {
        "shared of the shorter": len(shared) / fewer if fewer else 1.0,
        "shared of all": len(shared) / len(one | other) if one | other else 1.0,
        "same noun": float(pair.fit == 2),
        "one pair": float(candidates == 1),
        "one time": float(times_agree(left.setting.when, right.setting.when)),
        "time on one side": float(bool(left.setting.when) != bool(right.setting.when)),
        "names on one side": float(bool(left.setting.names ^ right.setting.names)),
        "far apart": min(1.0, max(0.0, (times - 3) / 7)),
        "subject shared": (_names_subject(left, right, pair.left) + _names_subject(right, left, pair.right)) / 2,
        "subject elsewhere": float(_subject_elsewhere(left, right)),
        "replaced": float(bool(one - other) and bool(other - one)),
        "extra": min(1.0, max(len(one - other), len(other - one)) / 2),
        "other quantities": float(_kinds(left) != _kinds(right)),
        "modified": float(_modified(left, right) or _modified(right, left)),
        "narrowed": float(_narrowed(left, right) or _narrowed(right, left)),
        "near words": nearness(pair, left, right),
    }


def _modified(one: Read, other: Read) -> bool:
    """Say whether a word of both has another word before it that only one side has: "a return ticket", "a ticket"."""
    return any(
        before - other.setting.words - other.setting.names - one.setting.names
        for word, before in one.setting.modifiers.items()
        if word in other.setting.words
    )


def _narrowed(one: Read, other: Read) -> bool:
    """Say whether a phrase of one side tells a place or a purpose of which the other says nothing ("for the agency")."""
    return any(not words & other.setting.words for words in one.setting.placed.values())


def _names_subject(one: Read, other: Read, quantity: Quantity) -> bool:
    """Say whether the other side names what the one begins with; what is counted itself is compared already."""
    return one.setting.subject in other.setting.words or one.setting.subject == quantity.noun


def _subject_elsewhere(left: Read, right: Read) -> bool:
    """Say whether what the one begins with stands further on in the other ("the town gave the ministry"), which is no passive."""
    one, other = left.setting, right.setting
    if one.subject == other.subject or one.passive or other.passive:
        return False
    return one.subject in other.words and other.subject in one.words


def _kinds(side: Read) -> Counter[str]:
    return Counter(one.kind for one in side.quantities)


def score(features: dict[str, float]) -> float:
    """Weigh them."""
    return round(1 / (1 + exp(BIAS - sum(WEIGHTS[name] * features[name] for name in WEIGHTS))), 4)
