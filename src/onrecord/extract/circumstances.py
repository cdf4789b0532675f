"""When and through whom the words of a statement came, as its own sentence says it."""

import re
from collections.abc import Iterator, Sequence

from onrecord.extract.gazetteer import outlet_names
from onrecord.extract.statements import Found
from onrecord.model.evidence import Span
from onrecord.model.statement import Mention, When

_NEAR = 60
"""Characters between a cue and a date that still belong together."""
_LEADING = re.compile(r"\b(?:on|via|told|tells?|telling|with|to|through|in|by)\s(?:the\s|an?\s)?\Z", re.IGNORECASE)
_PUBLISHING = re.compile(r"\b(?:by|in)\s(?:the\s)?\Z", re.IGNORECASE)
_FOLLOWING = re.compile(r"\s(?:first\s)?(?:report(?:s|ed)|interview|post|page|account|video|message|thread)\b")
_REACH = 16
"""Characters on either side of an outlet's name that are looked at."""


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


def day_said(text: str, found: Found, whens: Sequence[When]) -> str | None:
    """Find the day that the sentence of a statement gives for the saying, ISO 8601.

    Args:
        text: The whole text.
        found: The statement.
        whens: Dates in its sentence.
    """
    if not found.cue:
        return None
    low, cue_end = found.sentence[0], found.cue[-1][1]
    for when in whens:
        start, end = when.span.start, when.span.end
        if when.granularity != "day" or _inside(found.content, start) or _inside(found.source, start):
            continue
        leads = text[low:start].strip().lower() in {"", "on"} and text[end : end + 1] == ","
        if leads or cue_end <= start <= cue_end + _NEAR:
            return when.first.isoformat()
    return None


def _inside(places: Sequence[tuple[int, int]], offset: int) -> bool:
    return any(start <= offset < end for start, end in places)
