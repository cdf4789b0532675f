"""What stands around words of the form of a date: whether they are one, and what settles their reading.

`the March on Washington`, `2019 employees` and `the Sunday Times` have the form of a date and are none.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from onrecord.extract.time_calendar import day_of
from onrecord.extract.time_grammar import Match, matches

DateOrder = Literal["day first", "month first"]
Tense = Literal["past", "ahead"]
_REACH = 120
_NEAR = 48

_NUMERIC = re.compile(
    r"(?<![\w/.-])([0-3]?\d)(?:/([0-3]?\d)/|\.([0-3]?\d)\.|-([0-3]?\d)-)(?:1[6-9]|20)\d\d(?![\w/]|[.-]\d)"
)
_HEAD = re.compile(
    r"^[^\S\n]{0,8}(?P<a>\d{1,2})/(?P<b>\d{1,2})/(?P<year>(?:1[6-9]|20)\d\d):(?=[^\S\n]*\S)", re.MULTILINE
)
_OPENERS, _CLOSERS = "“„«", "”»"
_MARK = re.compile(r"[“„«”»\"\n]|''|``")

_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_OTHER_WORDS = frozenset(("March", "April", "May", "June", "August"))
"""Months that are also verbs, adjectives or given names: alone they need a word before them that asks for a date."""
_GIVEN_NAME = re.compile(r"\s[A-Z][a-z]")
_BEFORE_MONTH = re.compile(r"(?<!\w)(?:in|since|until|during)\s\Z", re.IGNORECASE)
_MONTH_ASKED = re.compile(
    r"(?<!\w)(?:in|since|until|till|through|throughout|during|early|mid|late|earlier in|later in|prior to|compared (?:with|to)|than in|"
    rf"(?:{_MONTH}|\d)(?:\s(?:and|to|or|through|until)\s|,\s|\s?[-–]\s?)(?<!\W{{2}}))[\s-]?\Z",
    re.IGNORECASE,
)
_MONTH_OPENS = re.compile(rf"\s(?:and|to|or|through|until)\s{_MONTH}\b|\s?[-–]\s?{_MONTH}\b")
_MONTH_NAMES = re.compile(r"\s(?:on Washington|for (?:Life|Our Lives|Science)|Madness|\d)")

_COUNTED = re.compile(
    r"[\s-]+(?:(?:\w+\s)?(?:people|employees|workers|staff|jobs|men|women|children|students|patients|soldiers|troops|"
    r"voters|votes|delegates|members|cases|deaths|pages|words|dollars|euros|pounds|percent|per\scent|miles|metres|meters|"
    r"feet|tons|tonnes|times|units|homes|cars|complaints|contracts|calls|e-?mails|documents)\b|"
    r"(?:km|kg|mph|years?|days?|hours?|minutes?|seconds?|blocks|million|billion)\b)"
)
_YEAR_ASKED = re.compile(
    r"(?<!\w)(?:in|since|until|till|during|circa|late|early|mid|by|back to|year|spring|summer|fall|autumn|winter|as of|"
    r"(?:1[6-9]|20)\d\d(?:,|,? and|,? or| to|–|-| through| until))(?:\sthe\syear)?[\s(-]\Z|"
    r"(?<=\()\Z",
    re.IGNORECASE,
)
_YEAR_ACTS = re.compile(
    r"\s(?:is|was|will|has|had|would|could|may|might|comes|came|marks|marked|began|begins|ended|ends|saw|brought)\b"
)
"""A year that does something (`as 2015 comes to an end`): a count would have its noun here."""
_YEAR_MAYBE = re.compile(r"(?<!\w)(?:from|before|after|of|on|for|through|between|around|to)\s\Z", re.IGNORECASE)
_YEAR_ENDS = re.compile(
    r"(?:[,.;:!?)\]”\"'’]|\s[-–—(]|\s(?:and|to|or|when|with|by|but|as|until|through|that|while)\b|\s*\Z|\s*\n)"
)
_DETERMINED = re.compile(
    r"(?<!\w)(?:(?P<one>an?)|the|his|her|its|their|our|my|your|\w+['’]s|\w+s['’])\s\Z", re.IGNORECASE
)
_ONE_THING = re.compile(
    r"\s(?!\w+(?<![sui])s\b)[A-Za-z]|\s(?:elections|primaries|caucuses|Olympics|Games|sanctions|midterms|midterm|presidential)\b|[-\s][a-z]+-"
)
_OF_ELECTIONS = re.compile(
    r"\s(?:(?:presidential|general|primary|midterm|Republican|Democratic|GOP|White House)\s)?"
    r"(?:elections?|campaigns?|race|cycle|primary|primaries|caucuses|convention|Olympics|census|budget)\b"
)

_NOT_WEEKDAY_BEFORE = re.compile(
    r"(?<!\w)(?:Black|Good|Super|Ash|Cyber|Fat|Bloody|Palm|Holy|Easter|Ruby|Freaky|Shrove|Giving|Casual|Mail on|"
    r"every|each|most|any)\s\Z",
    re.IGNORECASE,
)
_NOT_WEEKDAY_AFTER = re.compile(
    r"\s(?:(?:nights|mornings|afternoons|evenings)\b|Morning|Night|Times|Telegraph|Mirror|Express|Herald|Mail|Post|Star|Review|Show|Club|[Ss]chool|the\s13th)\b"
)
_OPENS_SENTENCE = re.compile(r"(?:\A|[.!?:\n\"“‘(—–-])\s*[\"“‘'(]?\Z")
_AHEAD = re.compile(
    r"\b(?:will|won['’]t|shall|going\sto|plans?\sto|planned\sfor|planning\sto|scheduled|set\s(?:to|for)|slated|due|expected|"
    r"upcoming|ahead\sof|heading\sinto|leading\sup\sto|hopes?\sto|expects?\sto|to\sbe\sheld|looming|prepares?|"
    r"preparing|deadline|next|between\snow\sand|coming)\b|['’]ll\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"(?<!\bbe\s)(?<!\bget\s)\b(?:said|told|says|wrote|was|were|had|did|held|won|lost|gave|made|took|came|went|met|found|saw|"
    r"began|spoke|got|left|ran|kept|led|stood|sent|brought|became|fell|rose|grew|beat|built|bought|caught|chose|drew|drove|"
    r"fought|flew|heard|knew|paid|sat|sold|spent|taught|thought|threw|wore|shot|broke|swore|struck|withdrew|"
    r"(?!(?:scheduled|slated|expected|planned|need|indeed|hundred|speed|unprecedented|seed|feed|breed)\b)[a-z]{2,}ed)\b"
)
_OF_SOMETHING = re.compile(r"['’]s?\s")
_AHEAD_AFTER = re.compile(r"(?:['’]s\s\w+(?:\s\w+){0,2})?\s(?:will|is\sset|is\sexpected)\b")
_SENTENCE_END = re.compile(r"[.!?;][\"”’)]?\s+(?=[A-Z\"“])|\n")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a text, code points, half-open, and the words in it that have the form of a time and are one."""

    low: int
    high: int
    found: tuple[Match, ...]


def stretches(text: str, ranges: Sequence[tuple[int, int]]) -> list[Stretch]:
    """Scan some stretches of a text: what takes the most time, so that it is done once for all who look at dates."""
    return [
        Stretch(low, high, tuple(match for match in matches(text, low, high) if is_time(text, low, high, match)))
        for low, high in ranges
    ]


def is_time(text: str, low: int, high: int, match: Match) -> bool:
    """Say whether words of the form of a date are one, by the words around them within some limits."""
    before, after = text[max(low, match.start - _NEAR) : match.start], text[match.end : min(high, match.end + _NEAR)]
    groups = match.groups.groupdict()
    if match.form == "year":
        return _is_year(before, after)
    if match.form == "month" and not (groups["which"] or groups["ofyear"]):
        return _is_month(groups["month"], before, after)
    if match.form == "day" and not (groups["year"] or groups["y2"]):
        return _COUNTED.match(after) is None
    if match.form in ("weekday", "weekday of a week"):
        return _NOT_WEEKDAY_BEFORE.search(before) is None and _NOT_WEEKDAY_AFTER.match(after) is None
    if match.form == "near day":
        return match.groups[0].islower() or _OPENS_SENTENCE.search(before) is not None
    if match.form in ("some units back or on", "the unit back or on", "near unit"):
        return re.match(r"\sof\s", after) is None
    return True


def _is_year(before: str, after: str) -> bool:
    if _COUNTED.match(after):
        return False
    if _YEAR_ASKED.search(before) or _OF_ELECTIONS.match(after) or _year_acts(before, after):
        return True
    if _YEAR_MAYBE.search(before):
        return _YEAR_ENDS.match(after) is not None
    determined = _DETERMINED.search(before)
    return determined is not None and (determined["one"] is not None or _ONE_THING.match(after) is not None)


def _year_acts(before: str, after: str) -> bool:
    return _YEAR_ACTS.match(after) is not None and re.search(r"(?:\A|[a-z,.:;“\"]|\n)\s?\Z", before) is not None


def _is_month(name: str, before: str, after: str) -> bool:
    if _MONTH_NAMES.match(after):
        return False
    if name not in _OTHER_WORDS:
        return True
    if _MONTH_ASKED.search(before):
        return before[-1:] == "-" or _GIVEN_NAME.match(after) is None or _BEFORE_MONTH.search(before) is not None
    return re.search(r"(?<!\w)(?:between|from)\s\Z", before) is not None and _MONTH_OPENS.match(after) is not None


def tense_at(text: str, match: Match) -> Tense | None:
    """Say whether the words near an expression, in its sentence, speak of what was or of what is to come.

    `will meet on Tuesday` looks ahead, `met on Tuesday` back. The last such word before the expression decides, else the
    first after it. `Tuesday's debate` is neither unless a word looks ahead: the verb is not about the day.
    """
    before = text[max(0, match.start - _REACH) : match.start]
    begin = max((found.end() for found in _SENTENCE_END.finditer(before)), default=0)
    ahead = max((found.end() for found in _AHEAD.finditer(before, begin)), default=0)
    past = max((found.end() for found in _PAST.finditer(before, begin)), default=0)
    if _AHEAD_AFTER.match(text, match.end) or ahead > past:
        return "ahead"
    if _OF_SOMETHING.match(text, match.end):
        return None
    return "past" if past else _tense_after(text[match.end : match.end + _REACH])


def _tense_after(after: str) -> Tense | None:
    """Look at the rest of the sentence: `On Tuesday the board met`."""
    end = _SENTENCE_END.search(after)
    after = after[: end.start()] if end else after
    ahead, past = _AHEAD.search(after), _PAST.search(after)
    if past and not (ahead and ahead.start() < past.start()):
        return "past"
    return "ahead" if ahead else None


def order_of(text: str) -> DateOrder | None:
    """Say whether a text writes the day or the month first, by those of its numeric dates that can be read one way."""
    found: set[DateOrder] = set()
    for match in _NUMERIC.finditer(text):
        first, second = int(match[1]), int(match[2] or match[3] or match[4])
        if (first > 12) != (second > 12):
            found.add("day first" if first > 12 else "month first")
    return found.pop() if len(found) == 1 else None


def numeric_days(first: int, second: int, year: int, order: DateOrder | None) -> tuple[date, ...]:
    """Read a numeric date: one day, two when day and month cannot be told apart, none outside the calendar."""
    ways = {"day first": day_of(year, second, first), "month first": day_of(year, first, second)}
    days = {way: day for way, day in ways.items() if day is not None}
    if order in days:
        return (days[order],)
    return tuple(dict.fromkeys(days.values()))


def section_heads(text: str, order: DateOrder | None) -> Iterator[tuple[int, date | None]]:
    """Find dates that open a section (`19/06/2018: ...`): where the section begins, and its day where it is settled."""
    for match in _HEAD.finditer(text):
        days = numeric_days(int(match["a"]), int(match["b"]), int(match["year"]), order)
        yield match.end(), days[0] if len(days) == 1 else None


def quoted_ranges(text: str, low: int, high: int) -> list[tuple[int, int]]:
    """Find words in quotation marks, line by line; a mark that is never closed quotes the rest of its line."""
    found: list[tuple[int, int]] = []
    opened: int | None = None
    for match in _MARK.finditer(text, low, high):
        mark = match[0]
        closes = mark in _CLOSERS or mark == "\n" or (mark in ('"', "''") and opened is not None)
        if closes and opened is not None:
            found.append((opened, match.start()))
            opened = None
        elif not closes and opened is None:
            opened = match.end()
    if opened is not None:
        found.append((opened, high))
    return found
