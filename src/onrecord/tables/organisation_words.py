"""Words that stand in names of firms and bodies and hardly in people's (made by `evaluation/publicity/organisation_words.py`)."""

from functools import cache
from importlib.resources import files


@cache
def organisation_words() -> frozenset[str]:
    """Load the words, in small letters."""
    return frozenset(files(__package__).joinpath("organisation_words.txt").read_text(encoding="utf-8").split())
