"""Rows of registers made comparable: names, streets, postcodes and telephones in one spelling, equal rows taken together.

A value that very many organisations share (the street of a registration agent, a telephone of zeros) says nothing of
any two of them; it is left out of what pairs are looked for by.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import comb

from onrecord.model.award import Identifiers
from onrecord.model.names import PSEUDO_RECIPIENTS, core_name, folded
from onrecord.model.register import Part, Registration
from onrecord.resolve.names.org_names import parse
from onrecord.tables.name_parts import abbreviations

SHARED_BY_MANY = 50
"""Organisations from which on a value they share brings no two of them together."""
RARE_WORD = 30
"""A word that more names have is not rare."""
ROWS_KEPT = 20
"""Row numbers kept of rows that say the same."""
COLUMNS = (
    *("key", "core", "rare_1", "rare_2", "acronym", "address", "street", "postcode", "postcode_5", "city", "state"),
    *("telephone", "parent", "place", "by_core", "by_address", "by_telephone", "by_rare"),
)
"""Columns of an entry beside its number and those asked for (`also_0`, ...); `by_` those that pairs are looked for by."""

STREET_WORDS = {
    "street": "st", "avenue": "ave", "av": "ave", "boulevard": "blvd", "road": "rd", "drive": "dr", "lane": "ln",
    "court": "ct", "place": "pl", "square": "sq", "parkway": "pkwy", "highway": "hwy", "terrace": "ter", "circle": "cir",
    "trail": "trl", "turnpike": "tpke", "expressway": "expy", "freeway": "fwy", "plaza": "plz", "center": "ctr",
    "centre": "ctr", "north": "n", "south": "s", "east": "e", "west": "w", "northeast": "ne", "northwest": "nw",
    "southeast": "se", "southwest": "sw", "first": "1st", "second": "2nd", "third": "3rd", "fourth": "4th",
    "fifth": "5th", "building": "bldg", "p o": "po",
}  # fmt: skip
"""Words of streets and how the post spells them: USPS Publication 28, appendices B and C1, the commonest."""
_UNIT = re.compile(r"\b(?:ste|suite|unit|apt|apartment|rm|room|fl|floor|no)\b\s?[\w-]*|#\s?[\w-]+")
"""A room inside a building, which one row has and another leaves out."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Rows of registers that say the same of one organisation.

    Attributes:
        key: Its name as keys of parties have it, `org:acme holdings`.
        name: As the first row has it.
        values: One of each of `COLUMNS`, None where nothing is said.
        also: What the further columns say, in their order.
        rows: File and number of the first of the rows.
    """

    key: str
    name: str
    values: tuple[str | None, ...]
    also: tuple[str | None, ...]
    rows: tuple[tuple[str, int], ...]
    identifiers: Identifiers

    def value(self, column: str) -> str | None:
        """Give a column's value."""
        return self.values[COLUMNS.index(column)]


def entries(registrations: Iterable[Registration], also: Sequence[str] = ()) -> list[Entry]:
    """Make rows comparable and take together those that say the same; stand-ins for nobody are left out."""
    rows: dict[tuple[str | None, ...], list[tuple[str, int]]] = defaultdict(list)
    names: dict[tuple[str | None, ...], str] = {}
    identifiers: dict[tuple[str | None, ...], dict[tuple[str, str], None]] = defaultdict(dict)
    for one in registrations:
        said = _said(one, also)
        if said is None:
            continue
        names.setdefault(said, one.name)
        identifiers[said].update(dict.fromkeys(one.identifiers))
        if len(rows[said]) < ROWS_KEPT:
            rows[said].append((one.file, one.row))
    counts = _counts(rows)
    return [
        Entry(f"org:{said[0]}", names[said], values, said[len(_SAID) :], tuple(rows[said]), tuple(identifiers[said]))
        for said in sorted(rows, key=lambda each: [text or "" for text in each])
        for values in [_values(said, names[said], counts)]
    ]


_SAID = ("key", "core", "street", "postcode", "city", "state", "telephone", "parent")


def _said(one: Registration, also: Sequence[str]) -> tuple[str | None, ...] | None:
    """Give what a row says, in one spelling; None where it names nobody."""
    key, core = core_name(one.name), parse(one.name).core
    if not key or not core or key in PSEUDO_RECIPIENTS:
        return None
    parts: Mapping[Part, str] = dict(one.parts)
    further = dict(one.also)
    return (
        key,
        core,
        street(parts.get("street", "")),
        postcode(parts.get("postcode", "")),
        folded(parts.get("city", "")) or None,
        _state(parts.get("state", "")),
        telephone(parts.get("telephone", "")),
        parse(parts.get("parent", "")).core or None,
        *(folded(further.get(heading, "")) or None for heading in also),
    )


def street(text: str) -> str | None:
    """Spell a street address as the post does, without the room inside the building; None without a number or box."""
    words = _UNIT.sub(" ", " ".join(text.lower().replace(".", " ").split()))
    plain = folded(words).replace("p o box", "po box")
    kept = " ".join(STREET_WORDS.get(word, word) for word in plain.split())
    return kept if re.search(r"\d", kept) else None


def postcode(text: str) -> str | None:
    """Give a postcode without spaces and dashes; None for one of zeros."""
    kept = re.sub(r"[^0-9A-Z]", "", text.upper())
    return kept if kept.strip("0") else None


def telephone(text: str) -> str | None:
    """Give the last ten digits of a telephone number; None for fewer than seven, or one digit repeated."""
    digits = re.sub(r"\D", "", text)[-10:]
    return digits if len(digits) >= 7 and len(set(digits)) > 2 else None


def _state(text: str) -> str | None:
    word = folded(text)
    return abbreviations().get(word, word) or None


@dataclass(frozen=True, slots=True)
class Counts:
    """In how many names each word stands, and how many names have each other value."""

    words: Counter[str]
    values: Mapping[str, Counter[str]]


def _counts(rows: Iterable[tuple[str | None, ...]]) -> Counts:
    words: Counter[str] = Counter()
    values: dict[str, Counter[str]] = {"address": Counter(), "telephone": Counter(), "core": Counter()}
    seen: set[tuple[str, str, str]] = set()
    for said in rows:
        _, core, *others = said
        if core and ("core", core, "") not in seen:
            seen.add(("core", core, ""))
            words.update(set(core.split()))
        found = (("address", _address(others[0], others[1])), ("telephone", others[4]))
        for name, value in found:
            if value and core and (name, value, core) not in seen:
                seen.add((name, value, core))
                values[name][value] += 1
        values["core"][core or ""] += 1
    return Counts(words, values)


def _address(road: str | None, code: str | None) -> str | None:
    return f"{road}|{code[:5]}" if road and code else None


def _values(said: tuple[str | None, ...], name: str, counts: Counts) -> tuple[str | None, ...]:
    key, core, road, code, city, state, phone, parent = said[: len(_SAID)]
    words = sorted(set((core or "").split()), key=lambda word: (counts.words[word], word))
    rare = [word for word in words if len(word) > 1 and counts.words[word] <= RARE_WORD][:2]
    acronym = parse(name).acronym
    address = _address(road, code)

    def by(column: str, value: str | None) -> str | None:
        return value if value and counts.values[column][value] <= SHARED_BY_MANY else None

    found = {
        "key": key,
        "core": core,
        "rare_1": rare[0] if rare else None,
        "rare_2": rare[1] if len(rare) > 1 else None,
        "acronym": acronym if len(acronym) > 2 else None,
        "address": address,
        "street": road,
        "postcode": code,
        "postcode_5": code[:5] if code else None,
        "city": city,
        "state": state,
        "telephone": phone,
        "parent": parent,
        "place": "yes" if address or code or city or state else None,
        "by_core": by("core", core),
        "by_address": by("address", address),
        "by_telephone": by("telephone", phone),
        "by_rare": rare[0] if rare else None,
    }
    return tuple(found[column] for column in COLUMNS)


RULES = (("core", "state"), ("core", "postcode_5"), ("telephone", "postcode_5"), ("address", "telephone"))
"""Values that make two entries one organisation for the estimate of how many pairs are: few of such pairs are two."""
RECALL = 0.7
"""The share of the pairs that are one which the rules are taken to find."""


def prior(found: Sequence[Entry]) -> float:
    """Estimate the probability that two entries taken at random are one organisation, from the rules that need no training.

    Pairs that several rules find are counted once for each, which errs on the side of more.
    """
    pairs = 0
    for rule in RULES:
        places = [COLUMNS.index(column) for column in rule]
        groups = Counter(tuple(one.values[place] for place in places) for one in found)
        pairs = max(pairs, sum(comb(count, 2) for values, count in groups.items() if None not in values))
    possible = comb(len(found), 2)
    return min(0.1, max(1, pairs) / RECALL / possible) if possible else 0.0
