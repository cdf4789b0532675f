"""Names of counties that counties of several states have: such a name alone does not say which county is meant."""

import csv
from functools import cache
from importlib.resources import files


@cache
def shared_county_names() -> frozenset[str]:
    """List the names, as written (`St. Clair`), without `County`."""
    text = files(__package__).joinpath("county_names.csv").read_text(encoding="utf-8")
    return frozenset(row["name"] for row in csv.DictReader(text.splitlines()))
