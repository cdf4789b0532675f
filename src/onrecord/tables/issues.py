"""Issues that statements are about, by the words that name them: one row each, a list to be lengthened."""

import csv
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files


@cache
def _issues() -> tuple[re.Pattern[str], tuple[str, ...]]:
    """Build one expression of all terms, each row a group, longest rows' terms as the table orders them."""
    rows = csv.DictReader(files(__package__).joinpath("issues.csv").read_text(encoding="utf-8").splitlines())
    listed = [(row["issue"], row["terms"]) for row in rows]
    groups = "|".join(f"(?P<i{number}>{terms})" for number, (_, terms) in enumerate(listed))
    return re.compile(rf"\b(?:{groups})\b", re.IGNORECASE), tuple(name for name, _ in listed)


def issues_in(text: str) -> Iterator[tuple[str, int, int]]:
    """List the issues some words name, in order, with their places.

    Yields:
        `(issue, start, end)`: code points, half-open.
    """
    pattern, names = _issues()
    for match in pattern.finditer(text):
        yield names[int((match.lastgroup or "i0")[1:])], match.start(), match.end()
