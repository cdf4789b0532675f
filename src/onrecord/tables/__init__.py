"""Facts the package ships as small tables: public bodies, organisations, products, resellers, each row with its source.

Read once from the package's own CSV files, never from anywhere else. A wrong or missing fact is corrected here, in a
row, and nowhere in code. Both extract/ (to find names) and resolve/ and connect/ (to tell who is who) build on them.
"""

import csv
import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Literal

KnownKind = Literal["company", "public_body", "organisation"]
NameRole = Literal["product", "maker", "hint", "misspelling"]


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownParty:
    """An organisation or public body the package knows by name.

    Attributes:
        key: Stable across versions: `us-agency:7012`, `us-cgac:070`, `org:microsoft`.
        aliases: Other names, the acronym not included.
        acronym: Empty when it has none.
        acronym_alone: The acronym may stand for it without being introduced in the document.
        parent: Key of the department an agency belongs to, or empty.
        outlet: It publishes news; words it only reports are not its own.
        owner: Key of the firm it belongs to, where the table says so, or empty; `owner_source` says who records it.
        owner_since: ISO date from which it does, empty where it always did.
        units: Those of its aliases that are registered firms of their own which it owns ("Dell Marketing").
    """

    key: str
    name: str
    kind: KnownKind
    aliases: tuple[str, ...]
    acronym: str
    acronym_alone: bool
    parent: str
    outlet: bool
    source: str
    owner: str = ""
    owner_since: str = ""
    owner_source: str = ""
    units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """A name by which something is bought, and the key of the organisation that makes it.

    Attributes:
        role: What the name is: a `product`; a `maker`, short for the maker's own name; a `hint` that makes the maker
            likely and no more ("MS ELA"); a `misspelling` seen in records that the tolerance for slips would not find.
        awards_only: Read in descriptions of awards only: elsewhere it is a plain word or another name.
        kind: `software`, `hardware`, `service`, or empty where the maker sells several.
        not_when: Words anywhere in a description that show another meaning ("azure sky"); None when there are none.
        needs: Words of which one must stand in the description ("forensic" for "Axiom"); None when it needs none.
        since, until: ISO dates, inclusive, between which the owner made it; empty where it is open.
        uses: What it is made for, where that is one thing ("mail", "calendar"); empty for a platform.
        near: Words within the tolerance for slips that are words of their own ("partner" for "Gartner"), in capitals.
    """

    name: str
    owner: str
    role: NameRole
    awards_only: bool
    kind: str
    not_when: re.Pattern[str] | None
    needs: re.Pattern[str] | None
    since: str
    until: str
    uses: tuple[str, ...]
    near: frozenset[str]
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Vehicle:
    """A contract vehicle and what its orders buy, where a public record of the vehicle itself says so.

    Attributes:
        piid: Its number, without hyphens.
        owner: Key of the one maker whose products it sells; empty where it sells those of several.
    """

    piid: str
    owner: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Addon:
    """A product of one maker that only works on another maker's, and is described with both names.

    Attributes:
        made_for: Products of the table it works on.
        pattern: Finds its name as a whole word, in any case.
    """

    name: str
    made_for: tuple[str, ...]
    pattern: re.Pattern[str]
    source: str


def _rows(name: str) -> Iterator[dict[str, str]]:
    yield from csv.DictReader(files(__package__).joinpath(name).read_text(encoding="utf-8").splitlines())


FILES = (
    *("agencies.csv", "organisations.csv", "products.csv", "addons.csv", "resellers.csv", "vehicles.csv"),
    *("contractors.csv", "county_names.csv", "legal_forms.csv", "name_abbreviations.csv"),
    *("given_name_pronouns.csv", "public_offices.csv", "given_names.txt", "organisation_words.txt"),
    *("issues.csv", "opposites.csv", "satire.csv", "calibration_copies.csv", "calibration_echoes.csv"),
    *("calibration_figures.csv", "calibration_matches.csv", "calibration_positions.csv"),
)


@cache
def tables_version() -> str:
    """Name the tables by their content, so that what was worked out with other rows is worked out again."""
    digest = sha256()
    for name in FILES:
        digest.update(files(__package__).joinpath(name).read_bytes())
    return digest.hexdigest()[:12]


def agency_names(name: str) -> Iterator[str]:
    """List the ways an official name of a US body is also written, itself first.

    `Department of Justice` is also `Justice Department` and, in procurement data, `JUSTICE, DEPARTMENT OF`.
    """
    yield name
    bare = re.sub(r"^(?:U\.\s?S\.|United States|US) ", "", name)
    if bare != name:
        yield bare
        yield f"US {bare}"
    if match := re.fullmatch(r"Department of (?:the )?(.+)", bare):
        yield f"{match[1]} Department"
        yield f"{match[1]}, Department of"
        yield f"US Department of {match[1]}"
        yield f"U.S. Department of {match[1]}"


@cache
def known_parties() -> tuple[KnownParty, ...]:
    """Load agencies and organisations, agencies first."""
    agencies = [
        KnownParty(
            key=row["key"],
            name=row["name"],
            kind="public_body",
            aliases=tuple(
                dict.fromkeys([*list(agency_names(row["name"]))[1:], *filter(None, row["aliases"].split("|"))])
            ),
            acronym=row["acronym"],
            acronym_alone=row["acronym_alone"] == "yes",
            parent=row["parent"],
            outlet=False,
            source=row["source"],
        )
        for row in _rows("agencies.csv")
    ]
    kinds: dict[str, KnownKind] = {"company": "company", "public_body": "public_body", "organisation": "organisation"}
    organisations = [
        KnownParty(
            key=row["key"],
            name=row["name"],
            kind=kinds[row["kind"]],
            aliases=tuple(filter(None, row["aliases"].split("|"))),
            acronym="",
            acronym_alone=False,
            parent="",
            outlet=row["outlet"] == "yes",
            source=row["source"],
            owner=row["owner"],
            owner_since=row["owner_from"],
            owner_source=row["owner_source"],
            units=tuple(filter(None, row["units"].split("|"))),
        )
        for row in _rows("organisations.csv")
    ]
    return (*agencies, *organisations)


def owners_of(keys: Container[str], on: str | None = None) -> dict[str, str]:
    """Map the keys of the firms that own some parties to the source of each.

    Args:
        keys: Table keys of the parties.
        on: ISO date; None for those that own them now.
    """
    held = (one for one in known_parties() if one.owner and one.key in keys)
    return {one.owner: one.owner_source for one in held if on is None or one.owner_since <= on[:10]}


@cache
def award_names() -> tuple[Product, ...]:
    """Load every name that is read in descriptions of awards, longest first, so that the first that fits is the most exact."""
    roles: dict[str, NameRole] = {one: one for one in ("product", "maker", "hint", "misspelling")}
    found = [
        Product(
            name=row["product"],
            owner=row["owner"],
            role=roles[row["role"]],
            awards_only=row["read_in"] == "awards",
            kind=row["kind"],
            not_when=_pattern(row["not_when"]),
            needs=_pattern(row["needs"]),
            since=row["from"],
            until=row["to"],
            uses=tuple(row["uses"].split()),
            near=frozenset(row["near"].upper().split()),
            source=row["source"],
        )
        for row in _rows("products.csv")
    ]
    return tuple(sorted(found, key=lambda product: (-len(product.name), product.name, product.since)))


def _pattern(words: str) -> re.Pattern[str] | None:
    return re.compile(words, re.IGNORECASE) if words else None


@cache
def products() -> tuple[Product, ...]:
    """Load the products whose names mean them wherever they stand, longest name first."""
    return tuple(one for one in award_names() if one.role == "product" and not one.awards_only)


@cache
def vehicles() -> Mapping[str, Vehicle]:
    """Load the vehicles of which it is known what they sell, by number."""
    return {
        row["piid"]: Vehicle(piid=row["piid"], owner=row["owner"], source=row["source"])
        for row in _rows("vehicles.csv")
    }


def vehicle_of(key: str | None) -> Vehicle | None:
    """Find a vehicle of the table by its key (`CONT_IDV_{number}_{agency}`); None for others."""
    parts = (key or "").split("_")
    return vehicles().get(parts[2].replace("-", "")) if len(parts) == 4 and parts[1] == "IDV" else None


@cache
def resellers() -> frozenset[tuple[str, ...]]:
    """Load the firms that resell what others make, by the first words of their names, in capitals."""
    return frozenset(tuple(re.findall(r"[^\W_]+", row["name"].upper())) for row in _rows("resellers.csv"))


@cache
def addons() -> tuple[Addon, ...]:
    """Load products that are sold for the products of others."""
    return tuple(
        Addon(
            name=row["name"],
            made_for=tuple(host.strip() for host in row["made_for"].split(";")),
            pattern=re.compile(rf"(?<!\w){re.escape(row['name'])}", re.IGNORECASE),
            source=row["source"],
        )
        for row in _rows("addons.csv")
    )


@cache
def given_names() -> frozenset[str]:
    """Load common given names, as written at the start of a person's name."""
    return frozenset(files(__package__).joinpath("given_names.txt").read_text(encoding="utf-8").split())
