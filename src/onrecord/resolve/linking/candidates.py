"""Which recorded names may be meant by a name: an inverted index over rare words, beginnings of words and initials.

Looking up costs a bounded number of steps whatever the size of the record: words that a great many names have are passed
over, and a name made of such words only is found where its whole normalised core is the same.
"""

import heapq
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log

from onrecord.resolve.names.org_names import OrgName, parse

LONGEST_NAME = 500
"""Characters: longer ones are no names (a cell that holds a whole text) and are not compared."""
MOST_CANDIDATES = 30
MOST_STEPS = 10_000
"""Entries of the index looked at for one name: about two milliseconds."""
BEGINNING = 4
"""Letters by which words are found that are cut, abbreviated or misspelt further on."""
INITIALS = range(3, 8)
"""Letters an acronym has: two letters are shared by too many."""
PART = 0.5
"""What a shared beginning or acronym counts beside a whole word of the same rarity."""


@dataclass(frozen=True, slots=True)
class NameIndex:
    """Recorded names by what they are made of.

    Attributes:
        names: One spelling of each, as recorded; a number is a place in this list.
        holders: Who goes by each, as places in the list of organisations the index was built from.
        postings: What a name is made of to the numbers of the names that have it, ascending.
        sizes: The weight of everything each name is made of.
    """

    names: Sequence[str]
    holders: Sequence[Sequence[int]]
    postings: Mapping[str, Sequence[int]]
    sizes: Sequence[float]

    def find(self, name: OrgName) -> list[int]:
        """List the numbers of the names most like one, the most alike first; at most `MOST_CANDIDATES`."""
        parts = {part: found for part in set(features(name)) if (found := self.postings.get(part))}
        size = sum(self._weight(part, found) for part, found in parts.items())
        shared: dict[int, float] = defaultdict(float)
        steps = 0
        for part, found in sorted(parts.items(), key=lambda one: (len(one[1]), one[0])):
            steps += len(found)
            if steps > MOST_STEPS:
                break
            weight = self._weight(part, found)
            for number in found:
                shared[number] += weight
        return heapq.nsmallest(
            MOST_CANDIDATES, shared, key=lambda number: (-shared[number] / (size + self.sizes[number]), number)
        )

    def _weight(self, part: str, found: Sequence[int]) -> float:
        return _weight(part, len(found), len(self.names))


def _weight(part: str, held_by: int, names: int) -> float:
    return (PART if part[0] in "*~" else 1.0) * log(1 + names / held_by)


def features(name: OrgName) -> Iterator[str]:
    """List what a name is found by: words, `*` beginnings, `~` initials, `=` the whole without its spaces."""
    if not name.tokens:
        return
    yield from name.words
    yield from {f"*{token[:BEGINNING]}" for token in name.words if len(token) > BEGINNING and not token.isdigit()}
    initials = name.acronyms if len(name.tokens) > 1 else name.words
    yield from (f"~{one}" for one in initials if len(one) in INITIALS)
    yield from (f"={one}" for one in {joined(name), *name.compact})


def is_comparable(name: str) -> bool:
    """Tell whether a text can be a name at all: not empty, not of one letter, not a whole text in a cell."""
    return len(name) <= LONGEST_NAME and len(name.strip()) > 1


def joined(name: OrgName) -> str:
    """Write a name's words together."""
    return "".join(name.tokens)


def identity(name: OrgName) -> tuple[object, ...]:
    """Give what is left of a name when its spelling is put aside: two names that agree in it are one name."""
    return (joined(name), name.place_kind, name.states)


def build_index(names: Iterable[tuple[str, int]]) -> NameIndex:
    """Index `(name, holder)`, the names of one holder together; spellings that normalise to one name become one entry."""
    numbers: dict[tuple[object, ...], int] = {}
    spellings: list[str] = []
    holders: list[array[int]] = []
    postings: dict[str, array[int]] = {}
    for name, holder in names:
        parsed = parse(name) if is_comparable(name) else None
        if parsed is None or not parsed.tokens:
            continue
        number = numbers.setdefault((*identity(parsed), parsed.legal, parsed.cut), len(spellings))
        if number == len(spellings):
            spellings.append(name)
            holders.append(array("I"))
            for part in set(features(parsed)):
                postings.setdefault(part, array("I")).append(number)
        if holder not in holders[number][-1:]:
            holders[number].append(holder)
    sizes = array("f", bytes(4 * len(spellings)))
    for part, found in postings.items():
        weight = _weight(part, len(found), len(spellings))
        for number in found:
            sizes[number] += weight
    return NameIndex(spellings, holders, postings, sizes)
