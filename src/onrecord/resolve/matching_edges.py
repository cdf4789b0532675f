"""Scored pairs of register entries to edges between names: what speaks for each, and what keeps it from being sure."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import floor
from pathlib import Path

from onrecord.model.edge_row import EDGE_FORMAT
from onrecord.resolve.linking.place_names import lacks_state
from onrecord.resolve.linking.shared_identifiers import MOST_SHARING, SCORE, conflicting
from onrecord.resolve.matching import Pair
from onrecord.resolve.matching_rows import Entry
from onrecord.resolve.names.name_alignment import RULED_OUT, Comparison, Rarity, ceiling, compare
from onrecord.resolve.names.org_names import parse

DOUBTED = 0.98
"""The most an edge scores that something speaks against: below what links, so that a person is asked."""
AGREEMENTS = (
    (("address",), "same street and postcode"),
    (("postcode",), "same postcode"),
    (("city", "state"), "same city"),
    (("state",), "same state"),
)
"""What is said of two places: the first that fits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """An edge between two names, as a line of an edge file has it.

    Attributes:
        rows: Where it comes from: of each side a file and numbers of its rows.
    """

    left: str
    right: str
    score: float
    because: str
    rows: tuple[tuple[str, tuple[int, ...]], ...]

    def line(self) -> str:
        """Write the line, without its end."""
        rows = [[file, *numbers] for file, numbers in self.rows]
        value = {"onrecord": EDGE_FORMAT, "left": self.left, "right": self.right, "score": self.score}
        return json.dumps(value | {"because": self.because, "rows": rows}, ensure_ascii=False)


def edges(found: Sequence[Entry], pairs: Iterable[Pair]) -> list[Matched]:
    """Turn pairs into edges, one for two names, the surest first; entries of one name are one already.

    Rows with one identifier are one organisation, whatever their names; rows with different ones of one register, or of
    a firm and its parent, are for a person to judge.
    """
    best: dict[tuple[str, str], tuple[float, Entry, Entry]] = {}
    shared = {(one.key, other.key): (one, other, identifier) for one, other, identifier in _by_identifier(found)}
    for pair in pairs:
        one, other = sorted((found[pair.left], found[pair.right]), key=lambda each: each.key)
        if one.key != other.key and pair.score > best.get((one.key, other.key), (0.0,))[0]:
            best[(one.key, other.key)] = (pair.score, one, other)
    identifiers: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for entry in found:
        identifiers[entry.key].update(entry.identifiers)
    rarity = Rarity.of(parse(one.name) for one in found)
    made = []
    for keys in best.keys() | shared.keys():
        score, one, other = best.get(keys) or (0.0, *shared[keys][:2])
        both = shared[keys][2] if keys in shared else ""
        comparison = compare(parse(one.name), parse(other.name), rarity)
        differ = conflicting(frozenset(identifiers[one.key]), frozenset(identifiers[other.key]))
        doubts = list(_doubts(one, other, comparison, differ))
        sure = max(score, SCORE) if both else score
        made.append(_edge(one, other, min(sure, DOUBTED) if doubts else sure, [both, *doubts], comparison))
    return sorted(made, key=lambda each: (-each.score, each.left, each.right))


def write_edges(target: Path, made: Iterable[Matched]) -> None:
    """Write an edge file; it is there whole or not at all.

    Raises:
        OSError: It cannot be written.
    """
    part = target.with_name(f"{target.name}.part")
    with part.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{one.line()}\n" for one in made)
    part.replace(target)


def _by_identifier(found: Sequence[Entry]) -> Iterator[tuple[Entry, Entry, str]]:
    """Give entries of different names that share an identifier; one that many names share stands for nobody."""
    holders: dict[tuple[str, str], dict[str, Entry]] = defaultdict(dict)
    for entry in found:
        for identifier in entry.identifiers:
            holders[identifier].setdefault(entry.key, entry)
    for (scheme, value), sharing in sorted(holders.items()):
        if 1 < len(sharing) <= MOST_SHARING:
            for one, other in combinations(sorted(sharing.values(), key=lambda each: each.key), 2):
                yield one, other, f"both with {scheme} {value}"


def _doubts(one: Entry, other: Entry, comparison: Comparison, differ: str) -> Iterator[str]:
    """Say what speaks against two being one, however much agrees."""
    if differ:
        yield f"different {differ}"
    left, right = comparison.left, comparison.right
    if ceiling(left, right, comparison.alignment) <= RULED_OUT:
        yield "the names rule each other out"
    if lacks_state(left) or lacks_state(right):
        yield "places of that name lie in several states"
    owners = one.value("parent"), other.value("parent")
    cores = one.value("core"), other.value("core")
    if cores[0] != cores[1] and (owners[0] == cores[1] or owners[1] == cores[0]):
        yield "one is recorded as the other's parent"
    elif owners[0] and owners[0] == owners[1] and not comparison.alignment.pairs:
        yield "both are recorded with one parent, and may be two parts of it"


def _edge(one: Entry, other: Entry, score: float, said: Iterable[str], comparison: Comparison) -> Matched:
    agreed = [words for columns, words in AGREEMENTS if all(_agree(one, other, column) for column in columns)][:1]
    agreed += [f"same {column}" for column in ("telephone", "parent") if _agree(one, other, column)]
    agreed += (
        ["same in a further column"] if any(a and a == b for a, b in zip(one.also, other.also, strict=True)) else []
    )
    names = comparison.because if comparison.alignment.pairs else ("the names share nothing",)
    reasons = "; ".join(dict.fromkeys(words for words in (*said, *agreed, *names) if words))
    return Matched(
        left=f"party:{one.key}",
        right=f"party:{other.key}",
        score=floor(score * 10_000) / 10_000,  # never up: 0.98996 does not link
        because=f"“{one.name}” and “{other.name}”: {reasons}.",
        rows=(*_rows(one), *_rows(other)),
    )


def _agree(one: Entry, other: Entry, column: str) -> bool:
    value = one.value(column)
    return value is not None and value == other.value(column)


def _rows(one: Entry) -> Iterator[tuple[str, tuple[int, ...]]]:
    by_file: dict[str, list[int]] = defaultdict(list)
    for file, number in one.rows:
        by_file[file].append(number)
    yield from ((file, tuple(numbers)) for file, numbers in by_file.items())
