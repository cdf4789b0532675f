"""Whether two organisations' names are two spellings of one: their words aligned, weighed by how rare they are.

The score comes from a logistic regression whose few weights ship as JSON; `evaluation/names/fit.py` makes them and
`evaluation/names/README.md` says on what. A name alone never says that two bodies of one name are one.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp, log
from operator import mul
from typing import Literal, NamedTuple

from onrecord.resolve.names.name_words import STEM, Alignment, align
from onrecord.resolve.names.org_names import OrgName

LINK = 0.80
"""From here on two names may be linked: on the half for fitting, each fifth of it scored with weights of the other four,
97 of 100 such pairs were one body, whether rarity was learnt from the names of the half or from none."""
REVIEW = 0.20
"""From here on a person is asked: the score above which 86 of 100 pairs that are one body lie, on the same half."""
PART = 0.75
"""The most a name can score that has all words of the other and further ones: it may be a unit of it, and only a person
can tell. Without this bound, two of three such pairs linked in a record of few names were parent and unit."""
RULED_OUT = 0.05
"""The most two names can score with a hard difference between them; of 5,369 pairs for fitting, 180 had one and none of
those was one body."""
RECORD_WEIGHS_LIKE = 2000
"""A record of so many names has as much say in how rare a word is as the shipped table."""
COMMONEST, RAREST = 2.0, 10.0
"""Minus logarithms of the share of names that have a word, between which rarity rises from 0 to 1: one in 7, one in 22,000."""
LEAST = 0.05
RARE = 0.6
"""The rarity from which a word is called rare: one name in 900 or fewer has it."""

Band = Literal["link", "review", "new"]


@cache
def _prior() -> tuple[Mapping[str, int], int]:
    """Load in how many of how many vendor names each common word stands."""
    table = json.loads(files(__package__).joinpath("weights/name_rarity.json").read_text(encoding="utf-8"))
    return table["counts"], int(table["names"])


@dataclass(frozen=True, slots=True)
class Rarity:
    """How rare each word is among names: in the record at hand, and in a shipped table where the record is small.

    Attributes:
        names: How many different names the record has.
        counts: In how many of them each word stands.
    """

    names: int
    counts: Mapping[str, int]
    known: dict[str, float]

    @classmethod
    def of(cls, names: Iterable[OrgName]) -> "Rarity":
        """Learn from the names of a record; several spellings of one core count once."""
        cores = {name.core: name.words for name in names}
        return cls(len(cores), Counter(word for words in cores.values() for word in words), {})

    def weight(self, word: str) -> float:
        """Give a word's rarity, above 0 and at most 1."""
        found = self.known.get(word)
        if found is None:
            counts, names = _prior()
            expected = RECORD_WEIGHS_LIKE * counts.get(word, 1) / names
            others = max(0, self.counts.get(word, 0) - 1)  # the name it stands in says nothing of how rare it is
            share = (others + expected) / (self.names + RECORD_WEIGHS_LIKE)
            found = self.known[word] = min(1.0, max(LEAST, (-log(share) - COMMONEST) / (RAREST - COMMONEST)))
        return found


class Features(NamedTuple):
    """What is weighed, each from 0 to 1 or nearly so; the weights stand in `weights/names.json` under these names."""

    equal: float
    agreement: float
    both_left_over: float
    rarest_both: float
    rarest_left_over: float
    rarest_shared: float
    first: float
    acronym: float
    kind_one_sided: float
    number_one_sided: float
    soft: float
    rare_agreement: float
    rare_first: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two names compared.

    Attributes:
        score: From 0 to 1; where one look-alike in eleven is one body, about the share of pairs of that score that are.
    """

    score: float
    left: OrgName
    right: OrgName
    alignment: Alignment
    rarity: Rarity

    @property
    def band(self) -> Band:
        """Say what may be done with it: link, ask a person, or take for another body."""
        return "link" if self.score >= LINK else "review" if self.score >= REVIEW else "new"

    @property
    def because(self) -> tuple[str, ...]:
        """Give the reasons in words for people, differences first."""
        return (*_differences(self), *_agreements(self))


def compare(left: OrgName, right: OrgName, rarity: Rarity) -> Comparison:
    """Compare two names; the order of the two does not matter, and a name without words is nobody's: score 0."""
    if right.name < left.name:
        left, right = right, left
    alignment = align(left, right)
    weights, bias = _weights()
    total = bias + sum(map(mul, weights, features(left, right, alignment, rarity)))
    score = min(1 / (1 + exp(-total)), ceiling(left, right, alignment))
    return Comparison(score, left, right, alignment, rarity)


def ceiling(left: OrgName, right: OrgName, alignment: Alignment) -> float:
    """Give the most two names can score, by what stands between them: nothing (1), further words, a hard difference."""
    if not left.tokens or not right.tokens:
        return 0.0
    ruled_out = (
        _kinds_differ(left, right)
        or _both_differ(left.numbers, right.numbers)
        or _both_differ(left.states, right.states)
    )
    if ruled_out:
        return RULED_OUT
    return PART if bool(alignment.left) != bool(alignment.right) and not _fits_cut(left, right) else 1.0


def _kinds_differ(left: OrgName, right: OrgName) -> bool:
    one, other = set(left.place_kind.split()), set(right.place_kind.split())
    # A merged "city and county" is both.
    return bool(one) and bool(other) and one.isdisjoint(other)


def _both_differ(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one) and bool(other) and one != other


@cache
def _weights() -> tuple[tuple[float, ...], float]:
    table = json.loads(files(__package__).joinpath("weights/names.json").read_text(encoding="utf-8"))
    return tuple(float(table["weights"][name]) for name in Features._fields), float(table["bias"])


def features(left: OrgName, right: OrgName, alignment: Alignment, rarity: Rarity) -> Features:
    """Measure what is weighed."""
    weight = rarity.weight
    matched = soft = rarest = 0.0
    for a, _, value in alignment.pairs:
        worth = weight(a)
        matched += worth * value
        soft += worth * (1 - value)
        if value > STEM and worth > rarest:
            rarest = worth
    one = [weight(word) for word in alignment.left]
    other = [weight(word) for word in alignment.right]
    lost, missing = sum(one), sum(other)
    top, upper = max(one, default=0.0), max(other, default=0.0)
    agreement = 2 * matched / (2 * (matched + soft) + lost + missing or 1.0)
    first = float(left.tokens[:1] == right.tokens[:1])
    return Features(
        float(left.words == right.words or not left.compact.isdisjoint(right.compact)),
        agreement,
        min(lost, missing, 2.0),
        min(top, upper),
        0.0 if _fits_cut(left, right) else max(top, upper),
        rarest,
        first,
        float(left.core in right.acronyms or right.core in left.acronyms),
        float(bool(left.place_kind) != bool(right.place_kind)),
        float(bool(left.numbers) != bool(right.numbers)),
        soft,
        agreement * rarest,
        first * rarest,
    )


def _fits_cut(left: OrgName, right: OrgName) -> bool:
    """Say whether one name is the beginning of the other, cut at a column's end."""
    return (left.cut and right.core.startswith(left.core)) or (right.cut and left.core.startswith(right.core))


def _differences(found: Comparison) -> Iterator[str]:
    left, right = found.left, found.right
    if left.place_kind == right.place_kind != "" and not (left.states and right.states):
        yield "no state is named: places in several states may bear this name"
    if _kinds_differ(left, right):
        yield f"one is a {left.place_kind}, the other a {right.place_kind}"
    if _both_differ(left.numbers, right.numbers):
        yield f"other numbers: {_listed(left.numbers)} and {_listed(right.numbers)}"
    if _both_differ(left.states, right.states):
        yield f"other states: {_listed(left.states)} and {_listed(right.states)}"
    one, other = (_rarest(words, found.rarity) for words in (found.alignment.left, found.alignment.right))
    if one and other:
        yield f"only one has {one.upper()}, only the other {other.upper()}"
    elif one or other:
        yield f"only one has {(one or other).upper()}"
    if left.legal and right.legal and not left.legal & right.legal:
        yield f"another legal form: {_listed(left.legal)} and {_listed(right.legal)}"


def _agreements(found: Comparison) -> Iterator[str]:
    left, right = found.left, found.right
    if left.core and left.core == right.core:
        yield (
            "the same name"
            if left.name == right.name
            else "the same name but for legal form, order and spelling of words"
        )
    elif not left.compact.isdisjoint(right.compact):
        yield "the same letters, with other spaces"
    elif _fits_cut(left, right):
        yield "one is the beginning of the other, cut at the end of a column"
    word = _rarest([a for a, b, _ in found.alignment.pairs if a == b], found.rarity)
    if word:
        rare = "rare " if found.rarity.weight(word) > RARE else ""
        yield f"same {rare}word {word.upper()}"
    for a, b, _ in found.alignment.pairs:
        if a != b:
            yield f"{a.upper()} for {b.upper()}"


def _rarest(words: Sequence[str], rarity: Rarity) -> str:
    return max(words, key=rarity.weight, default="")


def _listed(words: Iterable[str]) -> str:
    return ", ".join(sorted(words))
