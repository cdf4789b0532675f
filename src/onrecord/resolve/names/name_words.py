"""The words of two organisations' names put together: the same, the plural, a shortened word, a slip, initials."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from onrecord.resolve.names.org_names import OrgName

PLURAL, SLIP, TWO_SLIPS, SHORTENED, SKELETON, STEM = 0.97, 0.9, 0.8, 0.7, 0.7, 0.35
"""How far each relation makes two words one; chosen by hand, what they are worth is weighed by `name_alignment`."""
VOWELS = frozenset("aeiouy")
MOST_WORDS = 60
"""Words left over on one side beyond which none is looked for in the other: that is a text, not a name."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """Which words of two names go together: `(left, right, likeness)`, and those left over on either side."""

    pairs: tuple[tuple[str, str, float], ...]
    left: tuple[str, ...]
    right: tuple[str, ...]


def align(left: OrgName, right: OrgName) -> Alignment:
    """Put words together that are one word, two spellings of it, its parts, or its initials."""
    shared = [(word, word, 1.0) for word in left.tokens if word in right.words]
    one = [word for word in left.tokens if word not in right.words]
    other = [word for word in right.tokens if word not in left.words]
    if one and other and left.compact & right.compact:
        return Alignment((*shared, (" ".join(one), " ".join(other), 1.0)), (), ())
    if one and other and max(len(one), len(other)) <= MOST_WORDS:
        shared += _joined(one, other) + [(b, a, s) for a, b, s in _joined(other, one)]
        shared += _soft(one, other, left, right)
        if other and one:
            shared += _initials(one, other, right.acronyms) or [
                (b, a, s) for a, b, s in _initials(other, one, left.acronyms)
            ]
    return Alignment(tuple(shared), tuple(one), tuple(other))


def _joined(one: list[str], other: list[str]) -> list[tuple[str, str, float]]:
    """Take out words that are two words of the other name written together."""
    found: list[tuple[str, str, float]] = []
    for at in range(len(other) - 2, -1, -1):
        both = other[at] + other[at + 1] if at + 1 < len(other) else ""
        if both in one:
            one.remove(both)
            del other[at : at + 2]
            found.append((both, both, 1.0))
    return found


def _soft(one: list[str], other: list[str], left: OrgName, right: OrgName) -> list[tuple[str, str, float]]:
    """Take out words that are alike, the most alike first; places must be the same to the letter."""
    places = left.places | right.places
    found = [
        (value, a, b)
        for a in one
        if a not in places
        for b in other
        if a[0] == b[0] and b not in places and (value := likeness(a, b))
    ]
    found += _cut_words(one, other, left, right)
    pairs = []
    for value, a, b in sorted(found, key=lambda item: -item[0]):
        if a in one and b in other:
            one.remove(a)
            other.remove(b)
            pairs.append((a, b, value))
    return pairs


def _cut_words(one: list[str], other: list[str], left: OrgName, right: OrgName) -> Iterator[tuple[float, str, str]]:
    """Find what the last word of a name that a column cut may be the beginning of."""
    if left.cut and (last := left.tokens[-1]) in one and last not in left.places:
        yield from ((1.0, last, word) for word in other if word.startswith(last))
    if right.cut and (last := right.tokens[-1]) in other and last not in right.places:
        yield from ((1.0, word, last) for word in one if word.startswith(last))


def _initials(one: list[str], other: list[str], acronyms: frozenset[str]) -> list[tuple[str, str, float]]:
    """Take out a word that is the whole other name's initials."""
    word = next((word for word in one if word in acronyms), "")
    if not word:
        return []
    pair = (word, " ".join(other), 1.0)
    one.remove(word)
    other.clear()
    return [pair]


@lru_cache(maxsize=1 << 18)
def likeness(one: str, other: str) -> float:
    """Say how alike two different words are, from 0 to 1; words with digits are never alike."""
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    if len(short) < 3 or short[0] != long[0] or not (short.isalpha() and long.isalpha()):
        return 0.0
    if _is_plural(short, long):
        return PLURAL
    if len(short) > 4 and len(long) - len(short) < 3:
        slips = distance(short, long)
        if slips == 1:
            return SLIP
        if slips == 2 and len(short) > 8:
            return TWO_SLIPS
    if long.startswith(short):
        return SHORTENED
    if len(short) < 7 and len(long) > len(short) + 2 and _is_skeleton(short, long):
        return SKELETON
    stem = next((at for at in range(len(short)) if short[at] != long[at]), len(short))
    return STEM if stem > 4 and stem > 0.6 * len(long) else 0.0


def _is_plural(short: str, long: str) -> bool:
    return long in (f"{short}s", f"{short}es") or (short.endswith("y") and long == f"{short[:-1]}ies")


def _is_skeleton(short: str, long: str) -> bool:
    """Say whether a word is another's consonants: `mgmt`, `intl`."""
    if any(letter in VOWELS for letter in short[1:]):
        return False
    rest = iter(long)
    return all(letter in rest for letter in short)


def distance(one: str, other: str) -> int:
    """Count the letters to put in, take out, change or swap with the next; 3 stands for any more."""
    start = 0
    end = min(len(one), len(other))
    while start < end and one[start] == other[start]:
        start += 1
    tail = 0
    while tail < end - start and one[-1 - tail] == other[-1 - tail]:
        tail += 1
    left, right = one[start : len(one) - tail], other[start : len(other) - tail]
    if max(len(left), len(right)) > 4:
        return 3
    return min(3, _restricted(left, right))


def _restricted(left: str, right: str) -> int:
    """Work out the restricted Damerau-Levenshtein distance of two short strings."""
    before, row = list[int](), list(range(len(right) + 1))
    for at, letter in enumerate(left, 1):
        before, row, above = row, [at], before
        for to, other in enumerate(right, 1):
            best = min(before[to] + 1, row[-1] + 1, before[to - 1] + (letter != other))
            if at > 1 and to > 1 and letter == right[to - 2] and left[at - 2] == other:
                best = min(best, above[to - 2] + 1)
            row.append(best)
    return row[-1]
