"""Numbers as they are written: digits, words, scales, vague ones; what they are worth and how finely they are told."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
SMALL = {word: number for number, word in enumerate(_ONES)} | {word: 10 * (n + 2) for n, word in enumerate(_TENS)}
SCALES = {
    "hundred": 100, "thousand": 10**3, "k": 10**3, "lakh": 10**5, "million": 10**6, "m": 10**6, "mn": 10**6, "mln": 10**6,
    "crore": 10**7, "billion": 10**9, "bn": 10**9, "bln": 10**9, "b": 10**9, "trillion": 10**12, "tn": 10**12,
    "dozen": 12, "score": 20,
}  # fmt: skip
_PARTS = {"half": Decimal("0.5"), "quarter": Decimal("0.25"), "three": Decimal("0.75")}
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,15}(?:\.\d{1,9})?"
_SPELT = rf"(?:(?:{'|'.join(_TENS)})[ -](?:{'|'.join(_ONES[1:10])})|{'|'.join(_TENS)}|{'|'.join(sorted(_ONES, key=len, reverse=True))})"
_GROUP = rf"(?:(?:{_SPELT}|a|\d{{1,3}}(?:\.\d+)?)[ -]hundred(?:[ ](?:and[ ])?{_SPELT})?|{_SPELT}|{_DIGITS})"
_LARGE = r"(?:thousand|lakh|million|crore|billion|trillion|dozen|score)"
_VAGUE = r"(?:several|a[ ]few|a[ ]couple(?:[ ]of)?|many)"
_NUMERAL = re.compile(
    rf"""(?<![\w.,/'’#:])(?<![A-Za-z][-–])(?:
    (?P<vague>(?:(?:tens|hundreds|dozens)[ ]of[ ])?(?:thousands|millions|billions)|dozens|hundreds|scores(?=[ ]of\b)
        |a[ ]handful|several(?![ ](?:thousand|hundred|million|billion|dozen))|a[ ]few(?![ ](?:thousand|hundred|million|billion|dozen)))\b
    |(?P<some>{_VAGUE})[ ](?P<of>hundred|thousand|million|billion|dozen)\b
    |(?P<part>half|a[ ]quarter[ ]of|three[ -]quarters[ ]of)[ -](?:an?[ ])?(?P<part_scale>{_LARGE}|hundred)\b
    |(?P<none>not[ ]an?[ ]single|not[ ]one|nothing(?=[ ](?:from|for|to|in|at|on|last|this)\b|\W*$)|none(?=[ ]of\b)|zero
        |no(?=[ ](?!more\b|less\b|fewer\b|longer\b|doubt\b|comment\b|one\b|matter\b|way\b|other\b|such\b|further\b|later\b|new\b|plans?\b|idea\b|reason\b|need\b|evidence\b|sign\b)[a-z]))\b
    |(?P<single>(?:an?[ ]single|a[ ]lone|single)(?=[ ][a-z]))
    |(?P<group>{_GROUP})(?P<half>[ ]and[ ]a[ ](?:half|quarter))?(?:(?:[ \u00a0-]|(?<=\d))(?P<scale>{_LARGE}|mln|mn|bln|bn|tn|[kmb])(?![\w]))?
        (?:(?<=thousand)[ ](?:and[ ])?(?P<rest>{_GROUP}))?(?![\w])(?!,\d)
    |an?[ ](?P<bare>{_LARGE}|hundred)\b(?:[ ]and[ ](?P<bare_rest>{_SPELT})\b)?
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_VAGUE_RANGES = {
    "dozens": (24, 400), "scores": (40, 400), "hundreds": (100, 2_000), "thousands": (1_000, 10**5),
    "millions": (10**6, 10**9), "billions": (10**9, 10**12), "a handful": (2, 12), "several": (3, 15), "a few": (2, 12),
}  # fmt: skip
"""What people still call so, taken wide: `thousands` of twelve thousand is right, of 900 is not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Numeral:
    """A number in a text.

    Attributes:
        start, end: Code points of the text, half-open.
        value: None for a vague one.
        low, high: What a vague one may mean.
        precision: The unit of the last digit written, trailing zeros counted as not written (`226,000`: 1000).
        digits: Whether it begins with a digit: years, dates and numbers in names do.
    """

    start: int
    end: int
    value: Decimal | None
    low: Decimal
    high: Decimal
    precision: Decimal
    digits: bool


def numerals(text: str, start: int, end: int) -> Iterator[Numeral]:
    """Find the numbers of a stretch of text, in order."""
    for match in _NUMERAL.finditer(text, start, end):
        if match["vague"] or match["some"]:
            low, high = _vague(match)
            yield _numeral(match, value=None, low=low, high=high, precision=Decimal(1))
            continue
        value, precision = _worth(match)
        yield _numeral(match, value=value, low=value, high=value, precision=precision)


def _numeral(
    match: re.Match[str], *, value: Decimal | None, low: Decimal, high: Decimal, precision: Decimal
) -> Numeral:
    return Numeral(
        start=match.start(),
        end=match.end(),
        value=value,
        low=low,
        high=high,
        precision=precision,
        digits=match[0][0].isdigit(),
    )


def _vague(match: re.Match[str]) -> tuple[Decimal, Decimal]:
    if match["some"]:
        scale = SCALES[match["of"].lower()]
        few = 2 if "couple" in match["some"].lower() else 3
        return Decimal(max(2, few - 1) * scale), Decimal((few if few == 2 else 12) * scale + scale // 2)
    words = match["vague"].lower().split()
    low, high = _VAGUE_RANGES.get(" ".join(words), _VAGUE_RANGES.get(words[-1], (2, 12)))
    if len(words) > 1 and words[1] == "of":
        times = {"tens": (10, 1), "dozens": (12, 1), "hundreds": (100, 10)}[words[0]]
        return Decimal(low * times[0]), Decimal(high * times[1])
    return Decimal(low), Decimal(high)


def _worth(match: re.Match[str]) -> tuple[Decimal, Decimal]:
    """Give value and precision of a number that is not vague."""
    if match["none"] or match["single"]:
        return Decimal(1 if match["single"] else 0), Decimal(1)
    if match["part"]:
        scale = SCALES[match["part_scale"].lower()]
        value = _PARTS[re.split(r"[ -]", match["part"].lower().removeprefix("a "))[0]] * scale
        return value, (Decimal(1) if scale == 12 else value / 5)
    if match["bare"]:
        scale = SCALES[match["bare"].lower()]
        rest = _small(match["bare_rest"]) if match["bare_rest"] else Decimal(0)
        return scale + rest, Decimal(1) if rest or scale == 12 else Decimal(scale)
    scale = SCALES[match["scale"].lower()] if match["scale"] else 1
    number = _group(match["group"])
    if match["half"]:
        number += Decimal("0.5") if match["half"].lower().endswith("half") else Decimal("0.25")
    value = number * scale + (_group(match["rest"]) if match["rest"] else 0)
    written = match["group"].replace(",", "")
    if "." in written and written[0].isdigit():
        return value, Decimal(1).scaleb(-len(written.partition(".")[2])) * scale
    return value, (_last_digit(value) if scale not in (12, 20) else Decimal(1))


def _group(words: str) -> Decimal:
    lowered = words.lower().replace(",", "")
    if lowered.replace(".", "").isdigit():
        return Decimal(lowered)
    before, hundred, after = lowered.partition("hundred")
    if not hundred:
        return _small(lowered)
    times = before.strip(" -")
    many = Decimal(1) if times == "a" else (Decimal(times) if times.replace(".", "").isdigit() else _small(times))
    rest = after.strip().removeprefix("and ").strip()
    return many * 100 + (_small(rest) if rest else 0)


def _small(words: str) -> Decimal:
    return Decimal(sum(SMALL[word] for word in re.split(r"[ -]", words.lower())))


def _last_digit(value: Decimal) -> Decimal:
    """Give the place of the last digit that is not 0: 226,000 is told to the thousand, 0.5 to the tenth."""
    if not value:
        return Decimal(1)
    exponent = value.normalize().as_tuple().exponent
    return Decimal(1).scaleb(int(exponent))
