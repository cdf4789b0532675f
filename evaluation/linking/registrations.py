"""Registrations with the name they are registered under, and their other spellings as queries, out of award data.

Read from ../shared/data/awards at run time, or from the pinned extract under tests/fixtures/linking.
"""

import csv
import gzip
import io
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Literal, NamedTuple

from onrecord.model.names import PSEUDO_RECIPIENTS, core_name, folded
from onrecord.resolve.linking.organisations import NameSeen, Organisation

ROOT = Path(__file__).parents[2]
sys.path.append(str(ROOT / "evaluation/names"))

import pairs  # noqa: E402  # the files, the families and the halves of evaluation/names: found in that folder, which is no package

AWARDS = pairs.AWARDS
EXTRACT = ROOT / "tests/fixtures/linking/registrations.csv"
FILES = tuple(file for file in pairs.FILES if "Subawards" not in file and "tornapart" not in file)
"""Prime awards that have UEIs."""
DAYS = (("signed_date", "signed_date"), ("award_base_action_date", "award_latest_action_date"))
NAMES = (("uei", "vendor_name"), ("recipient_uei", "recipient_name_raw"), ("recipient_uei", "recipient_name"))
PARENTS = (
    *(("uei", f"{one}parent_uei", f"{one}parent_uei_name") for one in ("", "imm_", "dom_")),
    ("recipient_uei", "recipient_parent_uei", "recipient_parent_name"),
)
Side = Literal["fit", "report"]
COLUMNS = ("uei", "name", "first_day", "last_day", "uses", "parents", "family")


class Used(NamedTuple):
    """A name of a registration: how many rows have it, and the first and last ISO day."""

    name: str
    uses: int
    first_day: str
    last_day: str


@dataclass(slots=True)
class Registration:
    """A UEI with its names and parents.

    Attributes:
        names: In the order of their last days: the last is the one it is registered under.
        parents: UEIs of its parents with the first and the last day they were recorded.
        family: The first UEI of all that were ever tied to it: halves are split by it.
    """

    uei: str
    names: list[Used] = field(default_factory=list)
    parents: dict[str, tuple[str, str]] = field(default_factory=dict)
    family: str = ""

    @property
    def registered(self) -> Used:
        """Give the name it is registered under."""
        return self.names[-1]


class Query(NamedTuple):
    """Another spelling of a registration, as a text would use it."""

    uei: str
    used: Used

    @property
    def key(self) -> str:
        """Name it as a place of a record."""
        return f"query:{self.uei}:{self.used.name}"


def harvest(folder: Path = AWARDS) -> dict[str, Registration]:
    """Read all registrations; a parent that sells nothing itself goes by the name most rows give it."""
    names: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    parents: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    called: dict[str, Counter[str]] = defaultdict(Counter)
    for file in FILES:
        for row in _rows(folder / file):
            days = next(([_iso(row[first]), _iso(row[last])] for first, last in DAYS if row.get(first)), ["", ""])
            for column, name in NAMES:
                if row.get(column) and _is_name(spelt := _spelt(row.get(name))):
                    names[row[column]][spelt] += days
            for child, parent, name in PARENTS:
                if row.get(child) and row.get(parent):
                    parents[row[child]][row[parent]] += days
                    called[row[parent]][_spelt(row.get(name))] += 1
    found = {uei: _registration(uei, spellings, parents[uei]) for uei, spellings in names.items()}
    for uei, counted in called.items():
        best = max((name for name in counted if _is_name(name)), key=lambda name: (counted[name], name), default="")
        if uei not in found and best:
            found[uei] = Registration(uei, [Used(best, counted[best], "", "")])
    _set_families(found, folder)
    return dict(sorted(found.items()))


def _iso(day: str) -> str:
    """Write a day as ISO has it; one file writes 3/1/05."""
    return datetime.strptime(day, "%m/%d/%y").date().isoformat() if "/" in day else day[:10]  # noqa: DTZ007  # a day has no zone


def _spelt(name: str | None) -> str:
    return " ".join((name or "").upper().split())


def _is_name(name: str) -> bool:
    return core_name(name) not in PSEUDO_RECIPIENTS | {""}


def _registration(uei: str, spellings: Mapping[str, list[str]], parents: Mapping[str, list[str]]) -> Registration:
    names = []
    for name, days in spellings.items():
        dated = [day for day in days if day]
        names.append(Used(name, len(days) // 2, min(dated, default=""), max(dated, default="")))
    names.sort(key=lambda one: (one.last_day, one.uses, one.name))
    spans = {parent: (min(days), max(days)) for parent, days in parents.items()}
    return Registration(uei, names, spans)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    yield from csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))


def _set_families(registrations: Mapping[str, Registration], folder: Path) -> None:
    """Take the families of evaluation/names, whose fitting must not have seen our half; a parent has its first child's."""
    joined = {one.identifier.removeprefix("uei:"): one.family for one in pairs.harvest(folder)}
    for one in registrations.values():
        one.family = joined.get(one.uei, "")
    for one in sorted(registrations.values(), key=lambda one: one.uei):
        for parent in one.parents:
            if one.family and parent in registrations and not registrations[parent].family:
                registrations[parent].family = one.family
    for one in registrations.values():
        one.family = one.family or one.uei


def side_of(family: str) -> Side:
    """Say which half a family belongs to: the one it has in evaluation/names."""
    side: Side = pairs.side_of(family)
    return side


def queries(registrations: Mapping[str, Registration], side: Side | None = None) -> list[Query]:
    """List the other spellings of the registrations of one half, or of all."""
    return [
        Query(one.uei, used)
        for one in registrations.values()
        if side is None or side_of(one.family) == side
        for used in one.names[:-1]
    ]


def is_hard(registrations: Mapping[str, Registration], query: Query) -> bool:
    """Say whether a spelling differs from the registered one in more than case, punctuation and white space."""
    return folded(query.used.name) != folded(registrations[query.uei].registered.name)


def is_kept(query: Query) -> bool:
    """Say whether a spelling is one that a record has harvested, where half of them are: by its hash."""
    return int(sha256(query.key.encode()).hexdigest(), 16) % 2 == 0


def organisations(
    registrations: Mapping[str, Registration], kept: Iterable[Query] = (), left_out: Sequence[str] = ()
) -> list[Organisation]:
    """Make organisations of registrations, each under its registered name.

    Args:
        registrations: All.
        kept: Other spellings that the record has harvested too.
        left_out: Families that the record does not hold.
    """
    more: dict[str, list[Used]] = defaultdict(list)
    for query in kept:
        more[query.uei].append(query.used)
    absent = set(left_out)
    return [
        Organisation(
            key=one.uei,
            names=tuple(_seen(used) for used in (*more[one.uei], one.registered)),
            identifiers=(("us-uei", one.uei),),
            owners=frozenset(one.parents) - {one.uei},
        )
        for one in registrations.values()
        if one.family not in absent
    ]


def by_name(organisations: Sequence[Organisation]) -> list[Organisation]:
    """Put registrations of one core name together, as a record does: `resolve.spending` gives them one key."""
    groups: dict[str, list[Organisation]] = defaultdict(list)
    for one in organisations:
        groups[core_name(one.names[-1].name)].append(one)
    key = {one.key: f"org:{name}" for name, group in groups.items() for one in group}
    return [
        Organisation(
            key=f"org:{name}",
            names=tuple(seen for one in group for seen in one.names),
            identifiers=tuple(identifier for one in group for identifier in one.identifiers),
            owners=frozenset(key[owner] for one in group for owner in one.owners if owner in key) - {f"org:{name}"},
        )
        for name, group in groups.items()
    ]


def asked(query: Query) -> Organisation:
    """Make an organisation of a query: a name that owns nothing."""
    return Organisation(key=query.key, names=(_seen(query.used, is_text=True),))


def _seen(used: Used, *, is_text: bool = False) -> NameSeen:
    return NameSeen(used.name, "text" if is_text else "award", used.first_day or None, used.last_day or None)


def is_family(registrations: Mapping[str, Registration], query: Query, answer: Iterable[str]) -> bool:
    """Say whether one of the registrations answered is the query's, its parent then, or another unit of a parent of then."""
    own = _tree(registrations, query.uei, query.used)
    return any(own & _tree(registrations, uei, query.used) for uei in answer)


def _tree(registrations: Mapping[str, Registration], uei: str, used: Used) -> set[str]:
    """Give a registration and its parents when a name was used: those recorded then, else those recorded nearest to it."""
    parents = registrations[uei].parents if uei in registrations else {}
    then = {parent for parent, (first, last) in parents.items() if first <= used.last_day and used.first_day <= last}
    if not then and parents:
        gap = {
            parent: max(_gap(last, used.first_day), _gap(used.last_day, first))
            for parent, (first, last) in parents.items()
        }
        then = {parent for parent in gap if gap[parent] == min(gap.values())}
    return {uei} | then


def _gap(earlier: str, later: str) -> int:
    """Give the days from one ISO day to a later one; 0 where it is not later or one is unknown."""
    if not earlier or not later or later <= earlier:
        return 0
    return (date.fromisoformat(later) - date.fromisoformat(earlier)).days


def write(registrations: Iterable[Registration], path: Path = EXTRACT) -> None:
    """Write registrations as a table, one row a name."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(COLUMNS)
        for one in registrations:
            ties = " ".join(f"{parent}={first}/{last}" for parent, (first, last) in sorted(one.parents.items()))
            for used in one.names:
                table.writerow((one.uei, used.name, used.first_day, used.last_day, used.uses, ties, one.family))


def pinned(path: Path = EXTRACT) -> dict[str, Registration]:
    """Read the extract that is in the repository."""
    found: dict[str, Registration] = {}
    for row in _table(path):
        one = found.setdefault(row["uei"], Registration(row["uei"], family=row["family"]))
        one.names.append(Used(row["name"], int(row["uses"]), row["first_day"], row["last_day"]))
        for tie in row["parents"].split():
            parent, _, days = tie.partition("=")
            first, _, last = days.partition("/")
            one.parents[parent] = (first, last)
    return found


def _table(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
