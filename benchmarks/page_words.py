"""Invented words and names for a generated record: every one made from a seed, none of anybody."""

import random
from bisect import bisect_left
from itertools import accumulate

COMMON = [
    "the",
    "of",
    "to",
    "and",
    "in",
    "a",
    "that",
    "is",
    "for",
    "we",
    "it",
    "on",
    "with",
    "our",
    "as",
    "be",
    "by",
    "not",
    "are",
    "this",
    "at",
    "have",
    "from",
    "will",
    "has",
    "its",
    "an",
    "or",
    "they",
    "which",
    "their",
    "contract",
    "cloud",
    "data",
    "service",
    "public",
    "agency",
    "security",
    "company",
    "software",
    "more",
    "said",
    "but",
    "can",
    "all",
    "been",
    "new",
    "years",
    "use",
    "work",
    "system",
    "other",
    "people",
    "was",
    "were",
    "about",
    "would",
    "no",
    "under",
    "one",
    "government",
    "information",
    "support",
    "also",
    "only",
    "made",
    "into",
    "any",
    "these",
    "than",
    "some",
    "time",
    "when",
    "who",
    "most",
    "federal",
    "program",
    "network",
    "access",
    "national",
    "part",
    "should",
    "first",
    "order",
    "report",
    "million",
    "policy",
    "state",
    "technology",
    "privacy",
    "police",
    "border",
    "research",
    "products",
]  # reads better than a list
"""The words a reader expects to be common: the first ranks of the vocabulary."""
ONSETS = ("b", "br", "c", "d", "dr", "f", "g", "gr", "h", "k", "l", "m", "n", "p", "pr", "r", "s", "st", "t", "tr", "v")
VOWELS = ("a", "e", "i", "o", "u", "ea", "io")
CODAS = ("", "l", "n", "r", "s", "t", "nd", "rk", "sh")
VOCABULARY = 60_000
FIRM_ENDINGS = ("Systems", "Cloud", "Analytics", "Data", "Software", "Networks", "Federal", "Labs", "Partners")
LEGAL_ENDINGS = ("INC", "LLC", "CORPORATION", "LP", "INC.")
BODY_FORMS = ("Department of {}", "Office of {} Affairs", "Bureau of {} Services", "{} Administration", "{} Authority")
OFFICES = ("chief executive", "general counsel", "vice president", "spokesperson", "head of security")


class Zipf:
    """Draws whole numbers from 0 to `size - 1`, the one of rank r with weight 1 / r."""

    def __init__(self, source: random.Random, size: int) -> None:
        self._random = source.random
        self._weights = list(accumulate(1 / rank for rank in range(1, size + 1)))

    def one(self) -> int:
        """Draw one."""
        return bisect_left(self._weights, self._random() * self._weights[-1])


def syllables(source: random.Random, count: int) -> str:
    """Invent a word."""
    return "".join(source.choice(ONSETS) + source.choice(VOWELS) + source.choice(CODAS) for _ in range(count))


def vocabulary(source: random.Random, size: int = VOCABULARY) -> list[str]:
    """Invent a vocabulary, the commonest words first."""
    words = dict.fromkeys(COMMON)
    while len(words) < size:
        words[syllables(source, source.choice((2, 2, 3, 3, 4)))] = None
    return list(words)


def distinct(source: random.Random, count: int, form: str) -> list[str]:
    """Invent so many different names: `person`, `firm` or `body`."""
    names: dict[str, None] = {}
    while len(names) < count:
        names[_name(source, form)] = None
    return list(names)


def _name(source: random.Random, form: str) -> str:
    word = syllables(source, source.choice((2, 3))).capitalize()
    if form == "person":
        return f"{syllables(source, 2).capitalize()} {word}"
    return source.choice(BODY_FORMS).format(word) if form == "body" else f"{word} {source.choice(FIRM_ENDINGS)}"


class Writing:
    """Writes sentences in the vocabulary."""

    def __init__(self, source: random.Random, words: list[str]) -> None:
        self._source = source
        self._words = words
        self._weights = list(accumulate(1 / rank for rank in range(1, len(words) + 1)))

    def words(self, count: int) -> str:
        """Write so many words, by their commonness."""
        return " ".join(self._source.choices(self._words, cum_weights=self._weights, k=count))

    def sentence(self, low: int, high: int) -> str:
        """Write a sentence of `low` to `high` words, without its full stop."""
        words = self.words(self._source.randint(low, high))
        return words[0].upper() + words[1:]
