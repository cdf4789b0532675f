"""A made-up USAspending download of contract transactions: the same bytes on every machine, written as they are made.

Columns, how many rows fill each and with how many characters are those of real files (transaction_columns.txt). So are
the shape of the data: some three actions an award, a few awards with two hundred; actions that take money back or move
none; recipients that hold one award and recipients that hold thousands. The actions of an award lie scattered over the
file, as they do in a dump: the harder order for indexes and for deriving awards.

    python benchmarks/spending_rows.py FILE --rows 100000
"""

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import NamedTuple

from spending_words import (
    AGENCIES,
    KINDS,
    MODIFICATIONS,
    OFFICES,
    contact,
    description,
    identifier,
    office_of,
    recipient_name,
)

SEED = 5
AWARDS_PER_ROW = 0.3
RECIPIENTS_PER_ROW = 0.03
VEHICLES = 5_000
VARIANTS = 2_000
"""Different texts of each stretch of columns that nothing is read from."""
TAIL, MOST_ACTIONS = 1.25, 200
"""Exponent of the distribution of actions over awards, and its end: 3.5 on average, of which the last rounds are cut."""
STRIDE = 1_000_003
"""A prime: steps of it go through all awards once, far from one to the next."""
FUNDS = "Q: Not Designated Nonemergency/Emergency/Disaster/Wildfire Suppression"
FIRST_DAY = date(2008, 1, 2)
ROWS_A_WRITE = 1_000


class Column(NamedTuple):
    """A column of the download: how many rows fill it, with how many characters."""

    name: str
    share: float
    length: int


def columns() -> list[Column]:
    """Read the list of columns."""
    text = Path(__file__).with_name("transaction_columns.txt").read_text(encoding="utf-8")
    lines = [line.split() for line in text.splitlines() if line and not line.startswith("#")]
    return [Column(name, float(share), int(length)) for name, share, length, _ in lines]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Columns that stand beside one another, from one named column to before another."""

    columns: tuple[Column, ...]

    def text(self, source: Random, values: dict[str, str] | None = None) -> str:
        """Write cells: the values given, letters and digits of the right length in the others' share of cases."""
        given = values or {}
        if unknown := given.keys() - {one.name for one in self.columns}:
            raise ValueError(f"no such columns here: {unknown}")
        return ",".join(cell(given[one.name]) if one.name in given else ordinary(one, source) for one in self.columns)

    def filled(self, values: list[str]) -> str:
        """Write cells that are all given, in order."""
        if len(values) != len(self.columns):
            raise ValueError(f"{len(values)} values for {len(self.columns)} columns")
        return ",".join(map(cell, values))


def stretches(*starts: str) -> list[Stretch]:
    """Cut the columns before each of the names."""
    found = columns()
    names = [one.name for one in found]
    places = [names.index(start) for start in starts]
    return [Stretch(tuple(found[a:b])) for a, b in zip(places, [*places[1:], None], strict=True)]


def cell(text: str) -> str:
    """Write a cell, quoted where CSV needs it."""
    return '"' + text.replace('"', '""') + '"' if any(one in text for one in ',"\n') else text


def ordinary(column: Column, source: Random) -> str:
    """Fill a cell that nothing is read from."""
    if source.random() >= column.share:
        return ""
    if column.length == 1:
        return "t" if source.random() < 0.05 else "f"
    text = identifier(source, column.length) if column.length < 12 else description(source, column.length)
    return text.replace(",", "")  # columns of set words: hardly a cell of theirs needs quotation marks


@dataclass(frozen=True, slots=True)
class World:
    """What rows are made of: the cells that many of them share, each list chosen from by number.

    Attributes:
        rest: Stretches nothing is read from: accounts, place, terms.
    """

    seed: int
    awards: int
    top: Stretch
    words: Stretch
    bottom: Stretch
    buyers: list[str]
    recipients: list[tuple[str, str]]
    kinds: list[str]
    rest: tuple[list[str], list[str], list[str]]


def world_of(rows: int, seed: int) -> World:
    """Make the recipients, offices and ordinary cells of a file."""
    source = Random(seed)
    top, buyer, accounts, recipient, place, kind, words, terms, flags, bottom = stretches(
        "contract_transaction_unique_key",
        "awarding_agency_code",
        "treasury_accounts_funding_this_award",
        "recipient_uei",
        "primary_place_of_performance_country_code",
        "award_or_idv_flag",
        "transaction_description",
        "inherently_governmental_functions",
        "alaskan_native_corporation_owned_firm",
        "usaspending_permalink",
    )
    return World(
        seed=seed,
        awards=max(1, round(rows * AWARDS_PER_ROW)),
        top=top,
        words=words,
        bottom=bottom,
        buyers=[buyer.text(source, _buyer(number)) for number in range(OFFICES)],
        recipients=[
            (recipient.text(source, _recipient(number, source)), flags.text(source))
            for number in range(max(1, round(rows * RECIPIENTS_PER_ROW)))
        ],
        kinds=[kind.text(source, dict(one.cells)) for one in KINDS],
        rest=tuple([one.text(source) for _ in range(VARIANTS)] for one in (accounts, place, terms)),  # type: ignore[arg-type]  # three of them
    )


def _buyer(number: int) -> dict[str, str]:
    department, name, sub_code, sub_name = AGENCIES[number % len(AGENCIES)]
    office = office_of(number)
    found = {"office_code": office, "office_name": f"OFFICE OF ACQUISITION {office}", "agency_code": department}
    found |= {"agency_name": name, "sub_agency_code": sub_code, "sub_agency_name": sub_name}
    return {f"{role}_{key}": text for role in ("awarding", "funding") for key, text in found.items()}


def _recipient(number: int, source: Random) -> dict[str, str]:
    name, parent = recipient_name(number), recipient_name(number - number % 7)
    found = {"recipient_uei": identifier(source, 12), "recipient_name": name, "recipient_name_raw": name}
    found |= {"recipient_parent_uei": identifier(source, 12), "recipient_parent_name": parent}
    return found | {"recipient_parent_name_raw": parent}


def order(world: World, rows: int) -> Iterator[tuple[int, int]]:
    """List awards with the number of their action: every award's first, then the second of those that have one, ...

    Raises:
        ValueError: The awards have too few actions.
    """
    source = Random(world.seed)
    counts = bytes(min(MOST_ACTIONS, int(source.paretovariate(TAIL))) for _ in range(world.awards))
    if sum(counts) < rows or world.awards % STRIDE == 0:
        raise ValueError(f"{world.awards} awards have {sum(counts)} actions")
    left = rows
    for action in range(MOST_ACTIONS):
        for step in range(world.awards):
            award = (step * STRIDE + action) % world.awards
            if counts[award] > action:
                yield award, action
                left -= 1
                if not left:
                    return


class Names(NamedTuple):
    """The keys of an award."""

    key: str
    piid: str
    agency: str
    parent: str
    parent_agency: str


def row_of(world: World, award: int, action: int) -> str:
    """Write a row."""
    source = Random(world.seed << 32 | award)  # the same award every time it comes
    office = int(OFFICES * source.random() ** 2)
    recipient, flags = world.recipients[int(len(world.recipients) * source.random() ** 3)]
    kind = source.choices(range(len(KINDS)), [one.weight for one in KINDS])[0]
    names = _names(award, kind, office, source)
    base = description(source, round(source.gauss(68, 25))) + (contact(award) if source.random() < 0.03 else "")
    if source.random() < 0.0005:
        base = base.replace(" ", "\n", 1)
    signed = FIRST_DAY + timedelta(days=int(6_000 * source.random()))
    accounts, place, terms = (source.choice(one) for one in world.rest)
    moved = [_sum(source, first=number == 0) for number in range(action + 1)]
    acted = signed + timedelta(days=45 * action)
    said = base if action == 0 or source.random() < 0.6 else description(source, 60)
    code, reason = ("", "") if action == 0 else MODIFICATIONS[int(len(MODIFICATIONS) * source.random() ** 2)]
    link = f"https://www.usaspending.gov/award/{names.key}/"
    return ",".join(
        (
            _top(world, names, moved, (signed, acted), paid=source.random() < 0.2),
            world.buyers[office],
            accounts,
            recipient,
            place,
            world.kinds[kind],
            world.words.filled([said, base, code, reason, "", str(action + 1)]),
            terms,
            flags,
            world.bottom.filled([link, acted.isoformat(), f"{acted.isoformat()} {_time(award + action)}"]),
        )
    )


def _names(award: int, kind: int, office: int, source: Random) -> Names:
    chosen = KINDS[kind]
    agency = AGENCIES[office % len(AGENCIES)][2]
    piid = f"{office_of(office)}{8 + award % 17:02}{chosen.letter}{award:08}"
    if not chosen.under_vehicle or source.random() < 0.05:
        stem = "IDV" if chosen.letter == "D" else "AWD"
        tail = "" if stem == "IDV" else "_-NONE-_-NONE-"
        return Names(f"CONT_{stem}_{piid}_{agency}{tail}", piid, agency, "", "")
    number = int(VEHICLES * source.random() ** 2)
    parent, parent_agency = f"{office_of(number)}{8 + number % 9:02}D{number:05}", AGENCIES[number % len(AGENCIES)][2]
    return Names(f"CONT_AWD_{piid}_{agency}_{parent}_{parent_agency}", piid, agency, parent, parent_agency)


def _sum(source: Random, *, first: bool) -> int:
    """Choose what an action moves, in cents: a third moves nothing, one in fifteen takes money back."""
    chance = source.random()
    if not first and chance < 0.4:
        return 0
    amount = int(100 * source.lognormvariate(10, 2))
    return -amount // 3 if not first and chance < 0.5 else amount


def _top(world: World, names: Names, moved: list[int], days: tuple[date, date], *, paid: bool) -> str:
    signed, acted = days
    action = len(moved) - 1
    modification = f"P{action:05}" if action else "0"
    end = (signed + timedelta(days=365 + 30 * action)).isoformat()
    parent, parent_agency = names.parent or "-NONE-", names.parent_agency or "-NONE-"
    this, total = _dollars(moved[-1]), _dollars(sum(moved))
    held = _dollars(max(0, sum(moved)) * 2)
    return world.top.filled(
        [
            f"{names.agency}_{parent_agency}_{names.piid}_{modification}_{parent}_0",
            names.key,
            names.piid,
            modification,
            "0",
            names.parent_agency,
            "DEPARTMENT-WIDE ACQUISITION SERVICE" if names.parent else "",
            names.parent,
            "0" if names.parent else "",
            this,
            total,
            _dollars(max(0, sum(moved)) // 2) if paid else "",
            this,
            total,
            this,
            held,
            FUNDS if paid else "",
            *[""] * 4,
            acted.isoformat(),
            str(acted.year + (acted.month > 9)),
            signed.isoformat(),
            end,
            f"{end} 00:00:00",
            "",
            "",
        ]
    )


def _time(number: int) -> str:
    seconds = number * 7_919 % 86_400
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _dollars(cents: int) -> str:
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02}"


def write_transactions(path: Path, rows: int, seed: int = SEED) -> str:
    """Write a file of so many rows; give its sha256."""
    world, digest = world_of(rows, seed), sha256()
    waiting = [",".join(one.name for one in columns())]
    with path.open("wb") as file:
        for number, (award, action) in enumerate(order(world, rows), 1):
            waiting.append(row_of(world, award, action))
            if number % ROWS_A_WRITE == 0 or number == rows:
                block = ("\n".join(waiting) + "\n").encode()
                digest.update(block)
                file.write(block)
                waiting.clear()
    return digest.hexdigest()


def main() -> None:
    """Write a file."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--rows", type=int, default=100_000)
    options = parser.parse_args()
    print(write_transactions(options.file, options.rows))


if __name__ == "__main__":
    main()
