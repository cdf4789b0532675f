"""Pairs of organisation names out of award data: two spellings of one identifier, and look-alikes of another family.

Read from ../shared/data/awards at run time, or from the pinned extract under tests/fixtures/names.
"""

import csv
import gzip
import io
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import combinations
from pathlib import Path
from typing import Literal, NamedTuple

from onrecord.model.names import LEGAL_FORMS, PSEUDO_RECIPIENTS, core_name, folded

ROOT = Path(__file__).parents[2]
AWARDS = ROOT.parent / "shared/data/awards"
EXTRACT = ROOT / "tests/fixtures/names/names.csv"
REGISTERS = ("uei", "duns")
NEAREST = 4
"""Look-alikes drawn for each name."""
SMALL_WORDS = LEGAL_FORMS | {"and", "of", "the", "for", "in", "at", "a"}
FILES = (
    "fpds_atom/fpds_transactions.csv.gz",
    "sierrawells/us-local-gov-ice-contracts.csv",
    "sierrawells/us-reg-state-gov-ice-contracts.csv",
    "mn_ice/mn_all__Contracts_PrimeAwardSummaries_2025-03-21_H19M57S23_1.csv",
    "mn_ice/umn__Contracts_PrimeAwardSummaries_2025-03-28_H02M59S08_1.csv",
    "mn_ice/all_after_2020__Assistance_PrimeAwardSummaries_2025-03-28_H03M23S01_1.csv",
    "mn_ice/all_after_2020__Contracts_Subawards_2025-03-28_H03M23S17_1.csv",
    "mn_ice/mn_all__Contracts_Subawards_2025-03-21_H19M57S41_1.csv",
    "mn_ice/umn__Assistance_Subawards_2025-03-28_H02M59S44_1.csv",
    "tornapart/ice_awards_fy13_fy18.csv",
)
PREFIXES = ("", "imm_", "dom_")
HOLDERS: tuple[tuple[tuple[str, str], tuple[str, ...]], ...] = (
    (("uei", "duns"), ("vendor_name", "uei_name")),
    (("recipient_uei", "recipient_duns"), ("recipient_name", "recipient_name_raw")),
    (("prime_awardee_uei", "prime_awardee_duns"), ("prime_awardee_name",)),
    (("subawardee_uei", "subawardee_duns"), ("subawardee_name",)),
)
"""Columns of a recipient's identifiers and of its names; a file has some of them.

Names of parents are left out: registers print a parent's number of today beside its name of the day.
"""
OWNERS = (
    *(("uei", f"{one}parent_uei") for one in PREFIXES),
    ("recipient_uei", "recipient_parent_uei"),
    ("duns", "parent_duns"),
    ("recipient_duns", "recipient_parent_duns"),
    ("prime_awardee_uei", "prime_awardee_parent_uei"),
    ("subawardee_uei", "subawardee_parent_uei"),
)
SHARED = (
    ("uei", "duns", ("cage",)),
    ("recipient_uei", "recipient_duns", ("recipient_phone_number",)),
    ("recipient_uei", "recipient_duns", ("recipient_address_line_1", "recipient_zip_4_code")),
    ("subawardee_uei", "subawardee_duns", ("subawardee_address_line_1", "subawardee_zip_code")),
)
"""What two registrations of one body have in common beside a name: CAGE code, telephone, street address."""
STATES = ("v_state", "recipient_state_code", "subawardee_state_code")
BUYERS = ("contracting_dept", "awarding_agency_name", "prime_award_awarding_agency_name")
Side = Literal["fit", "report"]


class Naming(NamedTuple):
    """A name some buyer's rows give to an identifier, and the corporate family of that identifier.

    Attributes:
        schemes: Registers in which the family is known: `uei`, `duns`.
    """

    identifier: str
    name: str
    family: str
    buyers: frozenset[str]
    schemes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two names and whether one identifier has both; `family` is the left name's, for the bootstrap."""

    left: str
    right: str
    same: bool
    family: str


class Rows(NamedTuple):
    """What the files say: who bought from whom under which name, and which identifiers belong together."""

    buyers: Mapping[tuple[str, str], set[str]]
    ties: Sequence[tuple[str, str]]


def harvest(folder: Path = AWARDS) -> list[Naming]:
    """Read every identifier with its names; identifiers of one corporate family are joined over all files.

    One family are a firm and its parents, and registrations that share a CAGE code, a telephone, a street address, or
    a name (as `core_name` has it) within one state: a state registers no second firm under a name that is taken, and has
    no second county of it. Ties only keep pairs from being counted as two bodies; what is one body the identifier says.
    """
    buyers: dict[tuple[str, str], set[str]] = defaultdict(set)
    ties: set[tuple[str, str]] = set()
    for file in FILES:
        for row in _rows(folder / file):
            _take(row, buyers, ties)
    roots = joined(ties)
    alias = _one_to_one(ties)
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for (identifier, name), whose in buyers.items():
        found[(alias.get(identifier, identifier), name)] |= whose
    schemes: dict[str, set[str]] = defaultdict(set)
    for identifier in {*roots, *(one for one, _ in buyers)}:
        if (scheme := identifier.partition(":")[0]) in REGISTERS:
            schemes[roots.get(identifier, identifier)].add(scheme)
    return [
        Naming(
            identifier, name, family := roots.get(identifier, identifier), frozenset(whose), frozenset(schemes[family])
        )
        for (identifier, name), whose in sorted(found.items())
    ]


def _rows(path: Path) -> Iterator[dict[str, str]]:
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    yield from csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))


def _take(row: Mapping[str, str], buyers: dict[tuple[str, str], set[str]], ties: set[tuple[str, str]]) -> None:
    buyer = next((row[one] for one in BUYERS if row.get(one)), "")
    states = [row[one] for one in STATES if row.get(one)]
    for (uei, duns), columns in HOLDERS:
        ids = [f"{kind}:{row[one]}" for kind, one in (("uei", uei), ("duns", duns)) if row.get(one)]
        if len(ids) == 2:
            ties.add((ids[0], ids[1]))
        for column in columns:
            name = " ".join((row.get(column) or "").upper().split())
            if ids and core_name(name) not in PSEUDO_RECIPIENTS | {""}:
                buyers[(ids[0], name)].add(_buyer(buyer))
                if len(states) == 1 and not column.startswith("prime"):
                    ties.add((ids[0], f"name:{core_name(name)}@{states[0]}"))
    for uei, duns, columns in SHARED:
        values = [re.sub(r"[^A-Z0-9]", "", (row.get(column) or "").upper()) for column in columns]
        identifier = f"uei:{row[uei]}" if row.get(uei) else f"duns:{row[duns]}" if row.get(duns) else ""
        if identifier and all(len(one) > 4 for one in values):
            values[1:] = [one[:5] for one in values[1:]]
            ties.add((identifier, f"{columns[0]}:{'|'.join(values)}"))
    for child, parent in OWNERS:
        if row.get(child) and row.get(parent):
            kind = "duns" if child.endswith("duns") else "uei"
            ties.add((f"{kind}:{row[child]}", f"{kind}:{row[parent]}"))


def _buyer(name: str) -> str:
    return " ".join(sorted(set(re.findall(r"[A-Z]+", name.upper())) - {"DEPARTMENT", "DEPT", "DHS", "OF", "THE"}))


def _one_to_one(ties: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Map DUNS to UEI where each has only the other: those name one registration."""
    of: dict[str, set[str]] = defaultdict(set)
    for uei, duns in ties:
        if uei.startswith("uei:") and duns.startswith("duns:"):
            of[uei].add(duns)
            of[duns].add(uei)
    return {one: min(of[one]) for one in of if one.startswith("duns:") and len(of[one]) == len(of[min(of[one])]) == 1}


def joined(ties: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Map everything that is tied to the first, in the alphabet, of all it is tied to; registrations stand before DUNS."""
    above: dict[str, str] = {}

    def top(one: str) -> str:
        while above.setdefault(one, one) != one:
            above[one] = above[above[one]]
            one = above[one]
        return one

    for left, right in ties:
        first, second = sorted((top(left), top(right)), key=lambda one: (not one.startswith("uei:"), one))
        above[second] = first
    return {one: top(one) for one in list(above)}


def pinned(path: Path = EXTRACT) -> list[Naming]:
    """Read the extract that is in the repository."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Naming(row["identifier"], row["name"], row["family"], frozenset(), frozenset(row["schemes"].split("|")))
            for row in csv.DictReader(file)
        ]


def side_of(family: str) -> Side:
    """Say which half a family belongs to, by its hash: no name of one family stands in both halves."""
    return "fit" if int(sha256(family.encode()).hexdigest(), 16) % 2 else "report"


def surface_relation(left: str, right: str) -> bool:
    """Say whether two spellings have anything in common that can be seen: a word, initials, or a fifth of their 3-grams."""
    one, other = folded(left).split(), folded(right).split()
    if set(one) & set(other) - SMALL_WORDS:
        return True
    initials = ("".join(word[0] for word in words if word not in SMALL_WORDS) for words in (one, other))
    if any(len(short) > 2 and short in words for short, words in zip(initials, (other, one), strict=True)):
        return True
    grams, others = three_grams(left), three_grams(right)
    return 2 * len(grams & others) >= 0.2 * (len(grams) + len(others))


def three_grams(name: str) -> frozenset[str]:
    """Cut a folded name into runs of three characters, its ends marked."""
    text = f"  {folded(name)} "
    return frozenset(text[at : at + 3] for at in range(len(text) - 2))


def positives(namings: Sequence[Naming]) -> tuple[list[Pair], int]:
    """Pair the spellings of each identifier; gives also how many pairs have no surface relation and were left out."""
    spellings: dict[str, dict[str, str]] = defaultdict(dict)
    for one in namings:
        spellings[one.identifier][one.name] = one.family
    pairs: dict[tuple[str, str], Pair] = {}
    apart: set[tuple[str, str]] = set()
    for names in spellings.values():
        for left, right in combinations(sorted(names), 2):
            if surface_relation(left, right):
                pairs[(left, right)] = Pair(left, right, same=True, family=names[left])
            else:
                apart.add((left, right))
    return list(pairs.values()), len(apart)


def negatives(namings: Sequence[Naming], among: Sequence[Naming], nearest: int = NEAREST) -> list[Pair]:
    """Pair each name with its most alike names, by shared 3-grams, of other families.

    Two families are known to be two only where one register has both: who is in a file with DUNS alone and in another
    with UEI alone would else be held for two.
    """
    families: dict[str, set[str]] = defaultdict(set)
    schemes: dict[str, frozenset[str]] = {}
    for one in (*among, *namings):
        families[one.name].add(one.family)
        schemes[one.name] = schemes.get(one.name, one.schemes) & one.schemes
    index: dict[str, list[str]] = defaultdict(list)
    sizes: dict[str, int] = {}
    for name in sorted({one.name for one in among}):
        grams = three_grams(name)
        sizes[name] = len(grams)
        for gram in grams:
            index[gram].append(name)
    pairs: dict[tuple[str, str], Pair] = {}
    for one in sorted({naming.name: naming for naming in namings}.values()):
        shared = Counter(name for gram in three_grams(one.name) for name in index.get(gram, ()))
        size = len(three_grams(one.name))
        alike = sorted(shared, key=lambda name: (-2 * shared[name] / (size + sizes[name]), name))
        own, known = families[one.name], schemes[one.name]
        others = (name for name in alike if name != one.name and not families[name] & own and schemes[name] & known)
        for _, name in zip(range(nearest), others, strict=False):
            left, right = sorted((one.name, name))
            pairs[(left, right)] = Pair(left, right, same=False, family=one.family)
    return list(pairs.values())


def pairs_of(namings: Sequence[Naming], among: Sequence[Naming]) -> list[Pair]:
    """Put both kinds together; a pair of names that one identifier has is never also a negative."""
    same, _ = positives(namings)
    held = {(pair.left, pair.right) for pair in same}
    return same + [pair for pair in negatives(namings, among) if (pair.left, pair.right) not in held]


def halves(namings: Sequence[Naming], *, harder: bool = False) -> dict[Side, list[Pair]]:
    """Build the pairs of both halves, look-alikes of each drawn within it.

    With `harder`, those of the reported half are drawn among all names, which are twice as many.
    """
    fit = [one for one in namings if side_of(one.family) == "fit"]
    report = [one for one in namings if side_of(one.family) == "report"]
    return {"fit": pairs_of(fit, fit), "report": pairs_of(report, namings if harder else report)}


def held_out(namings: Sequence[Naming], buyer: str) -> dict[Side, list[Pair]]:
    """Build pairs for fitting of families a buyer never bought from, for reporting of those only this buyer's rows show."""
    seen: dict[str, set[str]] = defaultdict(set)
    for one in namings:
        seen[one.family] |= one.buyers
    fit = [one for one in namings if buyer not in seen[one.family]]
    report = [one for one in namings if seen[one.family] == {buyer}]
    return {"fit": pairs_of(fit, fit), "report": pairs_of(report, report)}


def shuffled(pairs: Sequence[Pair], seed: int = 6) -> list[Pair]:
    """Mix pairs, so that speed is not measured on names in alphabetical order."""
    mixed = list(pairs)
    random.Random(seed).shuffle(mixed)
    return mixed
