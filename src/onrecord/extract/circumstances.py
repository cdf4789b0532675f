"""When and through whom the words of a statement came, as its own sentence says it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from onrecord.extract.dates import day_of, only_year, yearless
from onrecord.extract.gazetteer import outlet_names
from onrecord.extract.statements import Found
from onrecord.extract.time_expressions import TimeExpression
from onrecord.model.evidence import Span
from onrecord.model.statement import Mention, When

_YEAR = re.compile(r"[12]\d{3}(?!\d)")
_NEAR = 60
"""Characters between a cue and a date that still belong together."""
_LEADING = re.compile(r"\b(?:on|via|told|tells?|telling|with|to|through|in|by)\s(?:the\s|an?\s)?\Z", re.IGNORECASE)
_PUBLISHING = re.compile(r"\b(?:by|in)\s(?:the\s)?\Z", re.IGNORECASE)
_FOLLOWING = re.compile(r"\s(?:first\s)?(?:report(?:s|ed)|interview|post|page|account|video|message|thread)\b")
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s)?"
_MEDIUM = (
    r"(?:memo|memorandum|letter|statement|e-?mail|post|blog|message|note|speech|interview|tweet|report|article|filing|"
    r"release|hearing|testimony|meeting|call|address)"
)
_OPENING = re.compile(
    rf"\W*(?:on\s|in\s(?:\w+['’]?s?\s){{1,4}}?{_MEDIUM}\s(?:of|on|from|dated)\s)?{_WEEKDAY}", re.IGNORECASE
)
"""What may stand before a date that opens a sentence and dates its words."""
_SAID_ON = re.compile(rf"(?:\A(?:\s(?:of|from))?|\bon|\bdated|{_MEDIUM}\s(?:of|from))\s?{_WEEKDAY}\Z", re.IGNORECASE)
_AFTER_MARK = re.compile(rf"[\"“”»']\s(?:on|dated)\s{_WEEKDAY}\Z")
"""What stands between words in quotation marks and the day they were said on."""
_NEAR_DAYS = frozenset(("weekday", "near day", "hour of a near day", "weekday of a week"))
"""Forms that stand with a verb without a word between: `told reporters Tuesday`, `said in a statement yesterday`."""
_ADDRESSED = re.compile(
    r"(?:\s(?!(?:that|who|which|when|where|because|if|as|how|why|whether|after|before|since|until|ahead|for|by|about|of)\b)"
    r"[\w'’.-]+){0,6}\s(?:on\s)?(?:late\s|early\s)?\Z",
    re.IGNORECASE,
)
_BEFORE_CUE = re.compile(r",?\s(?:on\s)?(?:late\s|early\s)?", re.IGNORECASE)
"""What stands between a source and a day before the verb: `Reyes on Tuesday said`."""
_ON = re.compile(r"\w\son\s\Z", re.IGNORECASE)
_REACH = 16
"""Characters on either side of an outlet's name that are looked at."""


@dataclass(frozen=True, slots=True)
class Said:
    """The day words were said, ISO 8601, and how it is known (`Statement.said_on_basis`)."""

    day: str
    basis: str


@dataclass(frozen=True, slots=True)
class Issue:
    """What is known of when a text came out, for days written without a year.

    Attributes:
        year: None when the text leaves it open.
        latest: The day it came out, after which none of its words were said; None when only the year is known.
    """

    year: int | None = None
    latest: date | None = None


def issue_of(published: str | None, head: Sequence[When], whens: Sequence[When]) -> Issue:
    """Find the year of a text: that of its own date, else that of the days at its head, else that of all its days.

    Args:
        published: ISO 8601 date or date-time, None when the document has none.
        head: Dates of its title, its dateline and the lines about it.
        whens: All its dates.
    """
    if published is not None:
        try:
            day = date.fromisoformat(published[:10])
        except ValueError:
            return Issue(int(published[:4])) if _YEAR.match(published) else Issue(only_year(head) or only_year(whens))
        return Issue(day.year, day)
    return Issue(only_year(head) or only_year(whens))


def channels(text: str, found: Found, mentions: Sequence[Mention]) -> Iterator[Span]:
    """Find outlets and networks in the sentence of a statement, outside what was said and who said it.

    An outlet inside the source counts when it only published the words ("the letter, published by X").

    Args:
        text: The whole text.
        found: The statement.
        mentions: Names in its sentence.
    """
    for mention in mentions:
        if mention.span is None or mention.name not in outlet_names() or _inside(found.content, mention.span.start):
            continue
        start, end = mention.span.start, mention.span.end
        before = text[max(found.sentence[0], start - _REACH) : start]
        if _inside(found.source, start):
            carries = _PUBLISHING.search(before) is not None
        else:
            carries = _LEADING.search(before) is not None or _FOLLOWING.match(text, end) is not None
        if carries:
            yield mention.span


def day_said(
    text: str, found: Found, whens: Sequence[When], issue: Issue, times: Sequence[TimeExpression] = ()
) -> Said | None:
    """Find the day that the sentence of a statement gives for the saying.

    Args:
        text: The whole text.
        found: The statement.
        whens: Dates in its sentence.
        issue: Gives the year of a day written without one; a day after the text came out is left alone.
        times: Expressions of time in its sentence, for `on Tuesday` and `yesterday`.
    """
    if not found.cue:
        return None
    days = [
        (one.span.start, one.span.end, one.first) for one in whens if one.granularity == "day" and one.first is not None
    ]
    if issue.year is not None:
        for start, end, month, number in yearless(text, *found.sentence):
            day = day_of(issue.year, month, number)
            if day is not None and (issue.latest is None or day <= issue.latest):
                days.append((start, end, day))
    for start, end, day in sorted(days):
        if _free(found, start) and (_leads(text, found, start, end) or _follows_cue(text, found, start)):
            return Said(day.isoformat(), "sentence")
    return next((_said(one) for one in times if _near_said(text, found, one, issue.latest)), None)


def _said(one: TimeExpression) -> Said:
    return Said(one.day.isoformat() if one.day else "", f"sentence, relative to {one.base}")


def _near_said(text: str, found: Found, one: TimeExpression, latest: date | None) -> bool:
    """Say whether `Tuesday`, reckoned from the day the text came out, is the day of the saying."""
    if one.day is None or one.base == "none" or one.rule.split(" as ")[0] not in _NEAR_DAYS:
        return False
    if _inside(found.content, one.start) or (latest is not None and one.day > latest):
        return False
    if _before_cue(text, found, one):
        return True
    return _free(found, one.start) and (
        _leads(text, found, one.start, one.end)
        or _follows_cue(text, found, one.start)
        or _addressed(text, found, one.start)
    )


def _addressed(text: str, found: Found, start: int) -> bool:
    cue_end = found.cue[-1][1]
    if not cue_end < start <= cue_end + _NEAR or any(cue_end <= place < start for place, _ in found.content):
        return False
    return _ADDRESSED.fullmatch(text, cue_end, start) is not None


def _before_cue(text: str, found: Found, one: TimeExpression) -> bool:
    """Say whether a day stands between a source and its verb; some sources end with it (`Reyes on Tuesday | said`)."""
    cue_start = found.cue[0][0]
    if not found.source or one.end > cue_start or text[one.end : cue_start].strip() not in ("", ","):
        return False
    start, end = found.source[-1]
    if one.end == end:
        return _ON.search(text, start, one.start) is not None
    return end <= one.start and _BEFORE_CUE.fullmatch(text, end, one.start) is not None


def _free(found: Found, start: int) -> bool:
    return not any(_inside(places, start) for places in (found.content, found.source))


def _leads(text: str, found: Found, start: int, end: int) -> bool:
    """Say whether a date opens the sentence, right before its speaker: `In a memo of 19 June Nadella told`."""
    if _OPENING.fullmatch(text, found.sentence[0], start) is None:
        return False
    speaker = min(place for place, _ in (*found.source, *found.cue))
    return text[end : end + 1] == "," or (speaker >= end and not text[end:speaker].strip())


def _follows_cue(text: str, found: Found, start: int) -> bool:
    """Say whether a date stands with the cue or a closing mark: `said on 18 June`, `said "we lost" on 18 June`."""
    before = max((end for _, end in found.content if end <= start), default=0)
    if before and _AFTER_MARK.fullmatch(text, before - 1, start):
        return True
    cue_end = found.cue[-1][1]
    if not cue_end <= start <= cue_end + _NEAR or any(cue_end <= place < start for place, _ in found.content):
        return False
    return _SAID_ON.search(text[cue_end:start]) is not None


def _inside(places: Sequence[tuple[int, int]], offset: int) -> bool:
    return any(start <= offset < end for start, end in places)
