"""Issues that statements are about, by the words that name them: one row each, a list to be lengthened.

Terms are expressions separated by bars, each beginning with three letters that stand in every form of it: by these the
rows are found that can be in a text at all.
"""

import csv
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

BEGINNING = 3
BEGINNINGS = re.compile(r"(?<!\w)[\w-]{3}")
_BARS = re.compile(r"\|(?![^(]*\))")


@cache
def _issues() -> tuple[dict[str, frozenset[int]], tuple[tuple[str, re.Pattern[str]], ...]]:
    """Map the beginnings of terms to rows; rows are an issue and the expression of its terms."""
    lines = files(__package__).joinpath("issues.csv").read_text(encoding="utf-8").splitlines()
    listed = [(row["issue"], row["terms"]) for row in csv.DictReader(lines)]
    begins: dict[str, set[int]] = {}
    for number, (_, terms) in enumerate(listed):
        for term in _BARS.split(terms):
            begins.setdefault(term[:BEGINNING].casefold(), set()).add(number)
    rows = tuple((issue, re.compile(rf"\b(?:{terms})\b", re.IGNORECASE)) for issue, terms in listed)
    return {begin: frozenset(numbers) for begin, numbers in begins.items()}, rows


def issues_in(text: str) -> Iterator[tuple[str, int, int]]:
    """List the issues some words name, in the order of the table, each with its first place.

    Yields:
        `(issue, start, end)`: code points, half-open.
    """
    begins, rows = _issues()
    there = begins.keys() & {one.casefold() for one in BEGINNINGS.findall(text)}
    for number in sorted({row for begin in there for row in begins[begin]}):
        issue, pattern = rows[number]
        if match := pattern.search(text):
            yield issue, match.start(), match.end()
