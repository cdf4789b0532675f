"""Units of money, length, time, weight and the like, with what they are worth in one base unit each."""

import re
from decimal import Decimal

CURRENCIES = {
    "$": "USD", "US$": "USD", "C$": "CAD", "CA$": "CAD", "A$": "AUD", "AU$": "AUD", "NZ$": "NZD", "HK$": "HKD",
    "S$": "SGD", "R$": "BRL", "MX$": "MXN", "NT$": "TWD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR",
}  # fmt: skip
_CURRENCY_WORDS = {
    "dollar": "USD", "dollars": "USD", "us dollars": "USD", "usd": "USD", "euro": "EUR", "euros": "EUR", "eur": "EUR",
    "pounds": "GBP", "pounds sterling": "GBP", "gbp": "GBP", "yen": "JPY", "rupees": "INR", "canadian dollars": "CAD",
    "australian dollars": "AUD", "yuan": "CNY", "francs": "CHF", "cents": "USD", "pence": "GBP",
}  # fmt: skip
_MEASURES = (
    ("m", "1000", "km kilometre kilometres kilometer kilometers"),
    ("m", "1", "metre metres meter meters"),
    ("m", "0.01", "cm centimetre centimetres centimeter centimeters"),
    ("m", "1609.344", "mile miles"),
    ("m", "0.3048", "foot feet ft"),
    ("m", "0.9144", "yard yards"),
    ("m", "0.0254", "inch inches"),
    ("s", "1", "second seconds"),
    ("s", "60", "minute minutes"),
    ("s", "3600", "hour hours"),
    ("s", "86400", "day days"),
    ("s", "604800", "week weeks"),
    ("s", "2629800", "month months"),
    ("s", "31557600", "year years"),
    ("s", "315576000", "decade decades"),
    ("night", "1", "night nights"),
    ("kg", "1", "kg kilogram kilograms kilo kilos"),
    ("kg", "0.001", "gram grams"),
    ("kg", "1000", "tonne tonnes ton tons"),
    ("kg", "0.0283495", "ounce ounces"),
    ("m2", "4046.856", "acre acres"),
    ("m2", "10000", "hectare hectares"),
    ("m2", "2589988", "square mile|square miles"),
    ("m2", "1000000", "square kilometre|square kilometres|square kilometer|square kilometers"),
    ("m2", "1", "square metre|square metres|square meter|square meters"),
    ("m2", "0.092903", "square foot|square feet"),
    ("l", "1", "litre litres liter liters"),
    ("l", "3.785", "gallon gallons"),
    ("byte", "1000000000", "gigabyte gigabytes gb"),
    ("byte", "1000000000000", "terabyte terabytes tb"),
    ("byte", "1000000000000000", "petabyte petabytes"),
    ("byte", "1000000", "megabyte megabytes mb"),
    ("watt", "1000000", "megawatt megawatts mw"),
    ("watt", "1000", "kilowatt kilowatts kw"),
    ("watt", "1000000000", "gigawatt gigawatts gw"),
    ("degree", "1", "degrees"),
)
"""Base unit, what one of the unit is worth, its words."""
MEASURES: dict[str, tuple[str, Decimal]] = {
    word: (base, Decimal(worth))
    for base, worth, words in _MEASURES
    for word in (words.split("|") if "|" in words else words.split())
}
PERIODS = ["second", "minute", "hour", "day", "night", "week", "month", "quarter", "year", "decade"]
PERIOD_SECONDS = {
    **{word: worth for word, (base, worth) in MEASURES.items() if base == "s" and word in PERIODS},
    "quarter": Decimal(7889400),
}
LIKELY_RATES = {
    ("EUR", "USD"): (Decimal("0.95"), Decimal("1.6")),
    ("GBP", "USD"): (Decimal("1.05"), Decimal("2.1")),
    ("EUR", "GBP"): (Decimal("0.65"), Decimal("0.98")),
    ("CAD", "USD"): (Decimal("0.6"), Decimal("1.1")),
    ("AUD", "USD"): (Decimal("0.5"), Decimal("1.1")),
}
"""What one of the first was worth in the second, at the least and the most, 2000 to 2025 (rounded outwards)."""

_alternatives = "|".join(sorted(MEASURES, key=len, reverse=True))
MEASURE = re.compile(rf"[ \u00a0-]?(?P<unit>{_alternatives})\b(?!['’-]\w)", re.IGNORECASE)
MONEY_WORD = re.compile(
    rf"[ \u00a0-](?P<unit>(?:u\.s\. )?(?:{'|'.join(sorted(_CURRENCY_WORDS, key=len, reverse=True))}))\b", re.IGNORECASE
)
MONEY_SIGN = re.compile(r"(?P<sign>(?:US|CA|AU|NZ|HK|MX|NT|C|A|S|R)?\$|[€£¥₹])[ \u00a0]?\Z")
PERCENT = re.compile(r"[ \u00a0-]?(?:per[ ]?cent\b|percent\b|%|pc\b)(?![ -]points?)", re.IGNORECASE)
POINTS = re.compile(r"[ \u00a0-]?(?:(?:per[ ]?cent(?:age)?|%)[ -]points?|points?)\b", re.IGNORECASE)


def currency_of(word: str) -> tuple[str, Decimal]:
    """Give the ISO 4217 code of a word, and how much of the currency one of it is."""
    folded = word.lower().removeprefix("u.s. ")
    return _CURRENCY_WORDS[folded], Decimal("0.01") if folded in ("cents", "pence") else Decimal(1)
