"""Makers and their products in the words of a contract: which of the names in the tables a description holds.

A description is cut into words once and looked up by the first word of each name, so that one that names nothing costs
a few microseconds however long the tables grow. Of names that overlap the longest wins ("Azure Government" before
"Azure"). A guard in the table rules a name out for the whole description.
"""

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from onrecord.tables import Product, award_names, known_parties
from onrecord.tables.makers_spelling import LETTERS, respelt

WORD = re.compile(r"[^\W_]+")
NOT_THE_THING = re.compile(
    r"-(?:like|style|type|based|free|compatible|equivalent)\b|\.(?:com|gov|org|net|edu)\b|@", re.IGNORECASE
)
"""What follows a name that is then another thing, or part of an address."""
NEGATED = re.compile(r"(?:\bnon-|@)$", re.IGNORECASE)
"""What stands before such a name."""
CAPITALS = 4
"""Names of fewer letters must stand in capitals: "AWS", not "the aws of the jaws"."""
REMEMBERED = 1 << 14
"""Descriptions, and words, that are remembered: a record repeats some of them thousands of times."""
LONG = 2_000
"""Characters above which a description is not remembered; few are longer, and memory must not grow with them."""
LONGEST = 20_000
"""Characters of a description that are read; those of US awards have at most 4,000."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NameFound:
    """A name of the tables in a description.

    Attributes:
        row: The row of the table: its name, maker and kind.
        start, end: Code points of the description, half-open.
        as_written: The words there, where they are not the name's (a slip of the pen); else empty.
    """

    row: Product
    start: int
    end: int
    as_written: str = ""

    @property
    def owner(self) -> str:
        """Key of the maker."""
        return self.row.owner


@dataclass(frozen=True, slots=True)
class _Entry:
    """A name as it is looked up: its words in capitals, what stands between them, and its rows by date."""

    words: tuple[str, ...]
    joints: tuple[str, ...]
    rows: tuple[Product, ...]


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A name at a place, before its guards are asked; a slip where the first word is not spelt as in the table."""

    entry: _Entry
    start: int
    end: int
    slip: bool


@cache
def _entries() -> Mapping[str, tuple[_Entry, ...]]:
    """Map the first word of each name to the names that begin so, longest first."""
    rows: dict[tuple[str, ...], list[Product]] = {}
    spelt: dict[tuple[str, ...], str] = {}
    for row in (*award_names(), *_own_names()):
        words = tuple(WORD.findall(_capitals(row.name)))
        spelt.setdefault(words, row.name)
        rows.setdefault(words, []).append(row)
    found: dict[str, list[_Entry]] = {}
    for words in sorted(rows, key=lambda one: -len(spelt[one])):
        found.setdefault(words[0], []).append(_Entry(words, _joints(spelt[words]), tuple(rows[words])))
    return {first: tuple(entries) for first, entries in found.items()}


def _own_names() -> Iterator[Product]:
    """List makers' names and aliases that have no row of their own among the products, guards and all."""
    taken = {tuple(WORD.findall(_capitals(row.name))) for row in award_names()}
    kinds = {row.owner: row.kind for row in award_names() if row.role == "maker" and not row.since}
    makers = {row.owner for row in award_names()}
    for party in known_parties():
        for name in (party.name, *party.aliases) if party.key in makers else ():
            if tuple(WORD.findall(_capitals(name))) not in taken:
                yield _maker_row(name, party.key, kinds.get(party.key, ""), party.source)


def _maker_row(name: str, owner: str, kind: str, source: str) -> Product:
    return Product(
        name=name,
        owner=owner,
        role="maker",
        awards_only=True,
        kind=kind,
        not_when=None,
        needs=None,
        since="",
        until="",
        uses=(),
        near=frozenset(),
        source=source,
    )


def _capitals(text: str) -> str:
    """Turn a text into capitals, letter by letter, so that places stay what they are ("ß" has no single capital)."""
    upper = text.upper()
    if len(upper) == len(text):
        return upper
    return "".join(one.upper() if len(one.upper()) == 1 else one for one in text)


def _joints(name: str) -> tuple[str, ...]:
    return tuple(_joint(joint) for joint in WORD.split(name)[1:-1])


def _joint(between: str) -> str:
    """Fold what stands between two words: white space and hyphens are alike, "&" and the like count."""
    return re.sub(r"[\s.\-'’]+", "", between)


@cache
def _spellings() -> tuple[frozenset[str], frozenset[str]]:
    """Give the one-word names whose slips are looked for, and the words near them that are words of their own."""
    names = {entry.words[0] for entries in _entries().values() for entry in entries if len(entry.words) == 1}
    return frozenset(names), frozenset().union(*(row.near for row in award_names()))


@lru_cache(maxsize=REMEMBERED)
def _slip_of(word: str) -> str:
    """Give the one-word name a word is a slip of; empty when there is none."""
    return respelt(word, *_spellings())


def _first_word(word: str) -> str:
    """Give the first word under which names are looked up: a word itself, or the name it is a slip of; else nothing."""
    return word if word in _entries() else _slip_of(word) if len(word) >= LETTERS - 1 else ""


def names_in(description: str, on: str | None = None) -> tuple[NameFound, ...]:
    """Find the names of makers and products in a description, in the order they stand, without overlap.

    Args:
        description: Words of an award; its first `LONGEST` characters are read.
        on: ISO date, for products that changed hands; None for those who make them now.
    """
    if len(description) <= LONG:
        return _remembered(description, on)
    return _names(description[:LONGEST], on)


@lru_cache(maxsize=REMEMBERED)
def _remembered(description: str, on: str | None) -> tuple[NameFound, ...]:
    return _names(description, on)


def _names(description: str, on: str | None) -> tuple[NameFound, ...]:
    capitals = _capitals(description)
    words = WORD.findall(capitals)
    if not _may_name(words):
        return ()
    places = [match.span() for match in WORD.finditer(capitals)]
    candidates = [one for at in range(len(words)) for one in _at(description, words, places, at)]
    guards: dict[str, bool] = {}
    covered = bytearray(len(description))
    taken: list[_Candidate] = []
    for one in sorted(candidates, key=lambda found: (found.start - found.end, found.start)):
        if not any(covered[one.start : one.end]) and _stands(one, description, on, guards):
            covered[one.start : one.end] = b"\1" * (one.end - one.start)
            taken.append(one)
    named = {row.owner for one in taken if (row := _row(one.entry.rows, on)) and row.role == "maker"}
    return tuple(_found(one, description, on, named) for one in sorted(taken, key=lambda found: found.start))


def _may_name(words: list[str]) -> bool:
    """Say whether all the words of any name are there, or a slip of one: most descriptions name nothing, and this is fast."""
    known, there = _entries(), set(words)
    for first in known.keys() & there:
        if any(there.issuperset(entry.words) for entry in known[first]):
            return True
    return any(_slip_of(word) for word in there if len(word) >= LETTERS - 1)


def _at(description: str, words: list[str], places: list[tuple[int, int]], at: int) -> Iterator[_Candidate]:
    """List the names that begin at a word."""
    first = _first_word(words[at])
    for entry in _entries().get(first, ()):
        last = at + len(entry.words) - 1
        if last >= len(words) or tuple(words[at + 1 : last + 1]) != entry.words[1:]:
            continue
        gaps = (description[places[one][1] : places[one + 1][0]] for one in range(at, last))
        if all(len(gap) <= 3 and _joint(gap) == joint for gap, joint in zip(gaps, entry.joints, strict=True)):
            yield _Candidate(entry, places[at][0], places[last][1], slip=first != words[at])


def _stands(one: _Candidate, description: str, on: str | None, guards: dict[str, bool]) -> bool:
    """Say whether a name means what the table says, by what stands around it and by its guards, asked once a description."""
    row = _row(one.entry.rows, on)
    before = description[max(0, one.start - 4) : one.start]
    if row is None or NOT_THE_THING.match(description, one.end) or NEGATED.search(before):
        return False
    written = description[one.start : one.end]
    if len(row.name) < CAPITALS and written != written.upper():
        return False
    if row.name not in guards:
        guarded = row.not_when is not None and row.not_when.search(description) is not None
        guards[row.name] = not guarded and (row.needs is None or row.needs.search(description) is not None)
    return guards[row.name]


def _row(rows: Iterable[Product], on: str | None, named: Container[str] = ()) -> Product | None:
    """Choose the row that holds on a date, without a date the one that holds now.

    Where the description itself names a maker that the name belonged to once (`named`), its word stands: "HP" beside
    "ProLiant" after the two firms parted, "Symantec" beside "Backup Exec".
    """
    if stated := next((row for row in rows if row.role == "product" and row.owner in named), None):
        return stated
    if on is None:
        return next((row for row in rows if not row.until), None)
    day = on[:10]
    return next((row for row in rows if row.since <= day and (not row.until or day <= row.until)), None)


def _found(one: _Candidate, description: str, on: str | None, named: Container[str]) -> NameFound:
    row = _row(one.entry.rows, on, named)
    if row is None:
        raise ValueError("a name without a row was taken")
    as_written = description[one.start : one.end] if one.slip or row.role == "misspelling" else ""
    return NameFound(row=row, start=one.start, end=one.end, as_written=as_written)


@cache
def _products() -> dict[str, Product]:
    return {row.name: row for row in award_names() if row.role == "product" and not row.until}


def product_named(name: str) -> Product | None:
    """Find the product of a name as the tables write it, with who makes it now; None for a maker's own name."""
    return _products().get(name)


def makers_named(description: str, on: str | None = None) -> Iterator[tuple[str, str]]:
    """List `(owner key, name found)` for the makers a description names, each once, with the longest of its names.

    Args:
        description: Words of an award.
        on: ISO date, as in `names_in`.
    """
    seen: set[str] = set()
    for one in sorted(names_in(description, on), key=lambda found: -len(found.row.name)):
        if one.owner not in seen:
            seen.add(one.owner)
            yield one.owner, one.row.name
