"""Facts the package ships as small tables: public bodies, organisations, products and given names, each row with its source.

Read once from the package's own CSV files, never from anywhere else. A wrong or missing fact is corrected here, in a
row, and nowhere in code. Both extract/ (to find names) and resolve/ and connect/ (to tell who is who) build on them.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Literal

KnownKind = Literal["company", "public_body", "organisation"]


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
    owner_source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """A product and the key of the organisation that makes it.

    Attributes:
        not_when: Words around it that show another meaning ("azure sky"); None when there are none.
        uses: What it is made for, where that is one thing ("mail", "calendar"); empty for a platform.
    """

    name: str
    owner: str
    not_when: re.Pattern[str] | None
    uses: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Addon:
    """A product of one maker that only works on another maker's, and is described with both names.

    Attributes:
        pattern: Finds its name as a whole word, in any case.
    """

    name: str
    pattern: re.Pattern[str]
    source: str


def _rows(name: str) -> Iterator[dict[str, str]]:
    yield from csv.DictReader(files(__package__).joinpath(name).read_text(encoding="utf-8").splitlines())


@cache
def tables_version() -> str:
    """Name the tables by their content, so that what was worked out with other rows is worked out again."""
    digest = sha256()
    for name in ("agencies.csv", "organisations.csv", "products.csv", "given_names.txt"):
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
            owner_source=row["owner_source"],
        )
        for row in _rows("organisations.csv")
    ]
    return (*agencies, *organisations)


@cache
def products() -> tuple[Product, ...]:
    """Load products, longest name first, so that the first that fits is the most exact."""
    found = [
        Product(
            name=row["product"],
            owner=row["owner"],
            not_when=re.compile(row["not_when"], re.IGNORECASE) if row["not_when"] else None,
            uses=tuple(row["uses"].split()),
            source=row["source"],
        )
        for row in _rows("products.csv")
    ]
    return tuple(sorted(found, key=lambda product: (-len(product.name), product.name)))


@cache
def addons() -> tuple[Addon, ...]:
    """Load products that are sold for the products of others."""
    return tuple(
        Addon(
            name=row["name"],
            pattern=re.compile(rf"(?<!\w){re.escape(row['name'])}", re.IGNORECASE),
            source=row["source"],
        )
        for row in _rows("addons.csv")
    )


@cache
def given_names() -> frozenset[str]:
    """Load common given names, as written at the start of a person's name."""
    return frozenset(files(__package__).joinpath("given_names.txt").read_text(encoding="utf-8").split())
