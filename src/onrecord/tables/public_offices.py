"""Holders of high office whom texts name without saying what they are: facts with their source, for who is public."""

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicOffice:
    """A person who held an office, or stood for one of the highest.

    Attributes:
        names: The ways the name is written, the usual one first.
        surname_alone: The surname is rare enough to mean this person where the text gives no other bearer.
        office: In a few words, for people.
        since, until: Years; `until` is empty for those in office when the table was made.
        needs: Words of which one must stand in the text, where others bear the name too; None when it needs none.
    """

    names: tuple[str, ...]
    surname_alone: bool
    office: str
    since: str
    until: str
    needs: re.Pattern[str] | None
    source: str


@cache
def public_offices() -> tuple[PublicOffice, ...]:
    """Load the table."""
    lines = files(__package__).joinpath("public_offices.csv").read_text(encoding="utf-8").splitlines()
    return tuple(
        PublicOffice(
            names=(row["name"], *filter(None, row["aliases"].split("|"))),
            surname_alone=row["surname_alone"] == "yes",
            office=row["office"],
            since=row["from"],
            until=row["to"],
            needs=re.compile(row["needs"], re.IGNORECASE) if row["needs"] else None,
            source=row["source"],
        )
        for row in csv.DictReader(lines)
    )
