"""The closed grammar of expressions of time: which words they are made of, one pattern for each form.

A text is scanned once from left to right; at each word the first form that fits is taken. Every pattern is bounded, so
that the time is linear in the length of the text.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_S = r"(?:[^\S\n]{1,2}\n?|\n)"
"""White space inside an expression: a line break, never an empty line."""
MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_FULL_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_CAPITAL_MONTH = _FULL_MONTH.upper()
_MONTH = rf"(?:{_FULL_MONTH}|{_CAPITAL_MONTH}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_DATED = rf"(?:(?P<weekday>{_WEEKDAY}|(?:Mon|Tue|Tues|Wed|Thu|Thur|Thurs|Fri|Sat|Sun)\b\.?),?{_S}(?:the{_S})?)?"
"""A weekday before a date; its short forms count only there (`Sun` is a newspaper)."""
_YEAR = r"(?:1[6-9]\d\d|20\d\d)"
_DAY = r"(?:[0-3]?\d)"
_NTH = r"(?:st|nd|rd|th)?"
_DASH = rf"{_S}?[-–—]{_S}?"
_OF_YEAR = rf"(?:,?{_S}(?:of{_S})?(?P<which>this|last|next){_S}year\b)?"
_ONES = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen"),
    *("fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def _either(*phrases: str) -> str:
    """Write a pattern for some phrases, longest first, each with a small or a large first letter."""
    ordered = sorted(phrases, key=len, reverse=True)
    written = [f"[{one[0].upper()}{one[0]}]{one[1:].replace(' ', _S)}" for one in ordered]
    return f"(?:{'|'.join(written)})"


_NUMBER = rf"(?:\d{{1,3}}|{_either(*_TENS)}(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?|{_either(*_ONES)})"
_VAGUE = _either("few", "several", "many", "couple few")
_COUPLE = rf"(?:[Aa]{_S})?[Cc]ouple(?:{_S}of)?"
_UNIT = r"(?:minute|hour|day|week|weekend|month|quarter|year|decade)"
_BOUND = _either(
    *("more than", "less than", "fewer than", "at least", "over", "under", "nearly", "almost", "about", "around"),
    *("roughly", "some", "approximately", "just over", "just under", "well over", "as many as", "up to"),
)
_HOUR_OF_DAY = r"(?:morning|afternoon|evening|night)"
_NOT_JOINED = r"(?![\w/]|[-.,]\d)"
_NAMED_DAY = (
    r"(?:New Year['’]s (?:Day|Eve)|Christmas (?:Day|Eve)|May Day|(?:the )?Fourth of July|Halloween|Valentine['’]s Day)"
)


@dataclass(frozen=True, slots=True)
class Form:
    """A form of expression of time.

    Attributes:
        name: What it is called in the record (`TimeExpression.rule`).
        pattern: Its words, with named groups.
    """

    name: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Match:
    """Words that have a form; code points, half-open."""

    form: str
    groups: re.Match[str]

    @property
    def start(self) -> int:
        """Give the first character."""
        return self.groups.start()

    @property
    def end(self) -> int:
        """Give the end."""
        return self.groups.end()


_FORMS: tuple[tuple[str, str], ...] = (
    ("year-month-day", rf"(?P<year>{_YEAR})(?:-(?P<month>[01]\d)-(?P<day>[0-3]\d)|/(?P<m2>[01]?\d)/(?P<d2>[0-3]?\d))(?=T\d\d:|[^\w/.,-]|[.,-](?!\d)|\Z)"),
    ("numeric day", rf"(?P<a>{_DAY})(?P<one>[/.-])(?P<b>{_DAY})(?P<two>[/.-])(?P<year>{_YEAR}){_NOT_JOINED}"),
    ("day range", rf"(?:(?P<month>{_MONTH}){_S}(?P<day>{_DAY}){_NTH}(?:{_DASH}|{_S}(?:to|through){_S})(?P<to>{_DAY}){_NTH}(?:,?{_S}(?P<year>{_YEAR}))?|(?P<d2>{_DAY}){_DASH}(?P<t2>{_DAY}){_S}(?P<m2>{_MONTH})(?:,?{_S}(?P<y2>{_YEAR}))?){_NOT_JOINED}"),
    ("day", rf"{_DATED}(?:(?P<day>{_DAY}){_NTH}(?:{_S}|-)(?:of{_S})?(?P<month>{_MONTH})(?:,?(?:{_S}|-)(?P<year>{_YEAR})|{_OF_YEAR})|(?P<m2>{_MONTH}){_S}(?P<d2>{_DAY}){_NTH}(?:,?{_S}(?:of{_S})?(?P<y2>{_YEAR})|{_OF_YEAR.replace('which', 'which2')})){_NOT_JOINED}(?!:\d)"),
    ("quarter", rf"(?:(?:the{_S})?(?P<word>first|second|third|fourth|1st|2nd|3rd|4th)(?:{_S}|-)quarter{_S}(?:of{_S}|in{_S})?|(?P<q>Q[1-4]|[1-4]Q)(?:{_S}of)?,?{_S}?)(?P<fiscal>fiscal{_S}(?:year{_S})?|FY{_S}?)?(?P<year>{_YEAR}){_NOT_JOINED}"),
    ("fiscal year", rf"(?:[Ff]iscal{_S}(?:[Yy]ears?{_S})?(?P<year>{_YEAR})|FY(?:{_S}|-|['’])?(?P<y2>{_YEAR}|\d\d)){_NOT_JOINED}"),
    ("month of a year", rf"(?P<month>{_MONTH}),?{_S}(?:of{_S})?(?P<year>{_YEAR}){_NOT_JOINED}"),
    ("named day", rf"(?P<name>{_NAMED_DAY})(?:,?{_S}(?P<year>{_YEAR}))?{_NOT_JOINED}"),
    ("years", rf"(?P<year>{_YEAR}){_DASH}(?P<to>{_YEAR}|\d\d){_NOT_JOINED}"),
    ("decade", r"(?:(?P<decade>(?:1[6-9]|20)\d0)['’]?s|['’](?P<short>[2-9]0)s)(?!\w)"),
    ("year", rf"(?P<year>{_YEAR})(?!\w|[-/]\w|[.,:]\d|{_S}?%)"),
    ("near day", rf"(?:(?:early|earlier|late|later){_S})?(?P<word>[Yy]esterday|[Tt]oday|[Tt]onight|[Tt]omorrow)(?:{_S}{_HOUR_OF_DAY})?(?!\w)"),
    ("hour of a near day", rf"(?:(?:early|earlier|late|later){_S})?(?P<word>[Tt]his{_S}(?:morning|afternoon|evening)|[Ll]ast{_S}night)(?!\w)"),
    ("weekday of a week", rf"(?P<weekday>{_WEEKDAY}){_S}(?:of{_S})?(?P<which>this|last|next){_S}week\b"),
    ("weekday", rf"(?:(?P<which>[Tt]his{_S}past|[Tt]his{_S}coming|[Tt]his|[Ll]ast|[Nn]ext|[Pp]ast|[Cc]oming){_S})?(?P<weekday>{_WEEKDAY})(?:{_S}{_HOUR_OF_DAY})?(?!\w)"),
    ("some units back or on", rf"(?:(?:[Tt]he|[Tt]hese){_S})?(?P<which>[Ll]ast|[Pp]ast|[Nn]ext){_S}(?:(?P<count>{_NUMBER}|{_COUPLE})|(?P<vague>{_VAGUE})){_S}(?P<unit>{_UNIT})s?(?!\w)"),
    ("the unit back or on", rf"[Tt]he{_S}(?P<which>last|past|next){_S}(?P<unit>day|week|month|quarter|year|decade)(?!\w)"),
    ("recent units", rf"[Rr]ecent{_S}(?P<unit>day|week|month|year|decade)s(?!\w)"),
    ("near unit", rf"(?P<which>[Tt]his{_S}past|[Tt]his|[Ll]ast|[Nn]ext){_S}(?P<unit>week|weekend|month|quarter|year|decade)(?!\w)"),
    ("relative to another day", rf"(?:(?:(?:[Aa]n?|[Hh]alf{_S}an?|{_NUMBER}|(?:[Aa]{_S})?{_VAGUE}|{_COUPLE}){_S}{_UNIT}s?|(?:[Mm]inute|[Hh]our|[Dd]ay|[Ww]eek|[Mm]onth|[Yy]ear|[Dd]ecade)s){_S}(?:later|earlier|afterwards?)|[Tt]he{_S}(?:following|previous|preceding|very{_S}next){_S}(?:{_UNIT}|{_HOUR_OF_DAY}))(?!\w)"),
    ("some units ago", rf"(?:(?P<bound>{_BOUND}){_S})?(?:(?P<count>[Aa]n?|{_NUMBER}|{_COUPLE})|(?P<vague>(?:[Aa]{_S})?{_VAGUE}|[Hh]alf{_S}an?)){_S}(?P<unit>{_UNIT}|century)s?{_S}ago(?:{_S}(?P<anchor>today|this{_S}(?:week|month)))?(?!\w)"),
    ("long ago", rf"(?P<unit>[Mm]inutes|[Hh]ours|[Dd]ays|[Ww]eeks|[Mm]onths|[Yy]ears|[Dd]ecades){_S}ago(?!\w)"),
    ("month", rf"(?:(?P<which>[Tt]his{_S}past|[Tt]his|[Ll]ast|[Nn]ext){_S})?(?P<month>{_FULL_MONTH}){_OF_YEAR.replace('which', 'ofyear')}(?!\w|['’](?!s\b)\w)"),
)  # fmt: skip
FORMS = tuple(Form(name, re.compile(pattern)) for name, pattern in _FORMS)
_BEFORE = r"(?<![\w/$£€#§])(?<!\d[.,:-])(?:(?<!\w-)|(?<=[Mm]id-)|(?<=early-)|(?<=late-)|(?!\d))"
_NAME = re.compile(r"[(][?]P<\w+>")
_EITHER = "|".join("(" + _NAME.sub("(?:", pattern) + ")" for _, pattern in _FORMS)
_FIRST_WORDS = (
    *("early", "earlier", "late", "later", "yesterday", "today", "tonight", "tomorrow", "this", "last", "next", "past"),
    *("coming", "these", "recent", "half", "couple", "few", "several", "many", *_ONES, *_TENS),
    *("more", "less", "fewer", "at", "over", "under", "nearly", "almost", "about", "around", "roughly", "some"),
    *("approximately", "just", "well", "as", "up", "minutes", "hours", "days", "weeks", "months", "years", "decades"),
    *("fiscal", "first", "second", "third", "fourth"),
)
_FREQUENT = (
    rf"[Tt]he{_S}(?:first|second|third|fourth|[1-4]|last|past|next|following|previous|preceding|very|Fourth)|"
    rf"[Aa]n?{_S}(?:{_UNIT}|century|[Ff]ew|[Ss]everal|[Mm]any|[Cc]ouple)"
)
"""Words that begin an expression seldom and a phrase often: only with what follows them there."""
_FIRST_CAPITALS = (
    r"[JFMASOND](?:an|eb|ar|pr|ay|un|ul|ug|ep|ct|ov|ec|AN|EB|AR|PR|AY|UN|UL|UG|EP|CT|OV|EC)|"
    r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)|Q\d|FY|New\s|Christ|Hallow|Valent"
)


def _opening(words: Iterable[str]) -> str:
    """Write a pattern for some whole words, sorted by their first letter so that most words fail at once."""
    rests: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        rests.setdefault(word[0], []).append(word[1:])
    return "|".join(f"[{first}{first.upper()}](?:{'|'.join(some)})(?!\\w)" for first, some in rests.items())


# a look at the first word makes the scan many times as fast: few words begin an expression
_SCAN = re.compile(rf"(?<!\w)(?=[\d'’]|{_opening(_FIRST_WORDS)}|{_FREQUENT}|{_FIRST_CAPITALS}){_BEFORE}(?:{_EITHER})")


def matches(text: str, low: int, high: int) -> Iterator[Match]:
    """Find the expressions of time in a stretch of a text by their form alone, in order, without overlap."""
    for found in _SCAN.finditer(text, low, high):
        form = FORMS[(found.lastindex or 1) - 1]
        groups = form.pattern.match(text, found.start(), high)
        if groups is not None:
            yield Match(form.name, groups)


def month_number(name: str) -> int:
    """Give the number of a month by its name or a short form of it, from 1."""
    short = name.rstrip(".").lower()[:3]
    return next(number for number, full in enumerate(MONTHS, 1) if full.startswith(short))


def weekday_number(name: str) -> int:
    """Give the number of a weekday by its name or a short form of it; Monday is 0."""
    short = name.rstrip(".,").lower()[:3]
    return next(number for number, full in enumerate(WEEKDAYS) if full.startswith(short))


def number_of(words: str) -> int:
    """Read a count: `7`, `seven`, `twenty-five`, `a`, `a couple of`."""
    lower = words.lower()
    if lower.isdigit():
        return int(lower)
    if "couple" in lower:
        return 2
    if lower in ("a", "an"):
        return 1
    if lower in _ONES:
        return _ONES.index(lower) + 1
    tens, _, ones = lower.replace("-", " ").partition(" ")
    return 10 * (_TENS.index(tens) + 2) + (_ONES.index(ones) + 1 if ones else 0)
