"""Sums of money in a text."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from onrecord.model.evidence import cut
from onrecord.model.ids import DocumentId
from onrecord.model.statement import Amount, Comparator

_SYMBOLS = {
    "$": "USD",
    "US$": "USD",
    "€": "EUR",
    "£": "GBP",
    "C$": "CAD",
    "CA$": "CAD",
    "A$": "AUD",
    "AU$": "AUD",
    "NZ$": "NZD",
    "HK$": "HKD",
    "S$": "SGD",
    "R$": "BRL",
    "MX$": "MXN",
    "NT$": "TWD",
    "¥": "JPY",
}
_WORDS = {
    "dollar": "USD", "dollars": "USD", "usd": "USD", "us dollars": "USD", "u.s. dollars": "USD",
    "euro": "EUR", "euros": "EUR", "eur": "EUR", "pounds": "GBP", "pounds sterling": "GBP", "gbp": "GBP",
    "yen": "JPY", "canadian dollars": "CAD", "australian dollars": "AUD",
}  # fmt: skip
_SCALES = {
    "thousand": 3, "k": 3, "million": 6, "m": 6, "mn": 6, "mln": 6, "mm": 6,
    "billion": 9, "b": 9, "bn": 9, "bln": 9, "trillion": 12, "tn": 12,
}  # fmt: skip
_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.\d{1,6})?"
_SCALE = r"(?:[ \u00a0-]?(?:thousand|million|billion|trillion)|[ \u00a0]?(?:mln|mn|mm|bln|bn|tn|[kKmMbB]))"
_AMOUNT = re.compile(
    rf"(?<![A-Za-z])(?P<symbol>(?:US|CA|AU|NZ|HK|MX|NT|C|A|S|R)?\$|[€£¥])[ \u00a0]?(?P<number>{_NUMBER})(?P<scale>{_SCALE}(?!\w))?(?![\d,]*\d)"
    r"(?P<after>[ \u00a0-](?:[Cc]anadian|[Aa]ustralian) [Dd]ollars\b)?"
    rf"|(?<![\w.,$€£¥-])(?P<number2>{_NUMBER})(?P<scale2>{_SCALE}(?!\w))?[ \u00a0-]"
    r"(?P<word>(?:[Uu]\.?[Ss]\.? |[Cc]anadian |[Aa]ustralian )?[Dd]ollars?|[Ee]uros?|pounds(?: sterling)?|yen|USD|EUR|GBP)\b"
)
_COMPARATORS: tuple[tuple[Comparator, re.Pattern[str]], ...] = (
    ("at_least", re.compile(r"\b(?:more than|at least|over|no less than|upwards? of|in excess of|a minimum of|exceeding|above)\s+(?:a\s+)?\Z", re.IGNORECASE)),
    ("at_most", re.compile(r"\b(?:up to|at most|no more than|less than|under|as much as|a maximum of|below|not exceeding)\s+(?:a\s+)?\Z", re.IGNORECASE)),
    ("about", re.compile(r"(?:\b(?:about|around|nearly|almost|approximately|roughly|some|an estimated|close to|circa)\s+(?:an?\s+)?|~\s?)\Z", re.IGNORECASE)),
)  # fmt: skip
_REACH = 24
"""Characters before a sum that are looked at for "more than" and the like."""


def amounts(document: DocumentId, text: str, ranges: Sequence[tuple[int, int]]) -> Iterator[Amount]:
    """Find sums written with a currency, in order."""
    for low, high in ranges:
        for match in _AMOUNT.finditer(text, low, high):
            yield _amount(document, text, match, low)


def _amount(document: DocumentId, text: str, match: re.Match[str], low: int) -> Amount:
    digits = (match["number"] or match["number2"]).replace(",", "")
    scale = (match["scale"] or match["scale2"] or "").strip(" \u00a0-").lower()
    power = _SCALES.get(scale, 0)
    decimals = len(digits.partition(".")[2])
    word = (match["word"] or match["after"] or "").strip(" \u00a0-").lower()
    currency = (
        _SYMBOLS[match["symbol"]] if match["symbol"] and not word else _WORDS.get(word.replace("u.s.", "us"), "USD")
    )
    before = text[max(low, match.start() - _REACH) : match.start()]
    return Amount(
        span=cut(document, text, match.start(), match.end()),
        value=_plain(Decimal(digits).scaleb(power)),
        precision=_plain(Decimal(1).scaleb(power - decimals)),
        currency=currency,
        comparator=next((name for name, pattern in _COMPARATORS if pattern.search(before)), "exactly"),
    )


def _plain(number: Decimal) -> Decimal:
    """Write a number out without an exponent, so that it reads the same wherever it is stored."""
    return Decimal(f"{number:f}")
