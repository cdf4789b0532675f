"""Facts on the parts of organisations' names: legal forms, abbreviations, and the names large contractors go or went by."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True, kw_only=True)
class Contractor:
    """A firm that many awards go to.

    Attributes:
        key: `org:...`; of organisations.csv where that table has the firm.
        short_name: What news calls it.
        acronym: Empty when it has none.
        ticker: Its symbol on a stock exchange, empty when it is not listed under one of its own.
        former: Names it bore, each with the last ISO month or year it bore it, empty where the source has no date.
    """

    key: str
    name: str
    short_name: str
    acronym: str
    ticker: str
    former: tuple[tuple[str, str], ...]
    source: str


def _rows(name: str) -> Iterator[dict[str, str]]:
    yield from csv.DictReader(files(__package__).joinpath(name).read_text(encoding="utf-8").splitlines())


@cache
def legal_forms() -> Mapping[str, str]:
    """Map legal forms, in small letters without points, to their class ("inc" to "corporation")."""
    return {row["form"]: row["class"] for row in _rows("legal_forms.csv")}


@cache
def abbreviations() -> Mapping[str, str]:
    """Map abbreviated and misspelt words of names to the word, in small letters."""
    return {row["short"]: row["long"] for row in _rows("name_abbreviations.csv") if row["kind"] == "word"}


@cache
def state_codes() -> Mapping[str, str]:
    """Map abbreviations of US states and territories to their names, in small letters."""
    return {row["short"]: row["long"] for row in _rows("name_abbreviations.csv") if row["kind"] == "state"}


@cache
def contractors() -> tuple[Contractor, ...]:
    """Load the large contractors."""
    return tuple(
        Contractor(
            key=row["key"],
            name=row["name"],
            short_name=row["short_name"],
            acronym=row["acronym"],
            ticker=row["ticker"],
            former=tuple(_former(one) for one in row["former"].split("|") if one),
            source=row["source"],
        )
        for row in _rows("contractors.csv")
    )


def _former(cell: str) -> tuple[str, str]:
    """Read `Old Name (2013-09)`; the date may be missing."""
    name, _, until = cell.removesuffix(")").rpartition(" (") if cell.endswith(")") else (cell, "", "")
    return (name, until)
