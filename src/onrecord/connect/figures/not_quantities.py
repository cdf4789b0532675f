"""Numbers that measure nothing: dates, years, times of day, scores, versions, numbers in names."""

import re

from onrecord.connect.figures.numerals import Numeral

_MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
_MONTH_BEFORE = re.compile(rf"\b{_MONTH}[ \u00a0](?:the )?\Z", re.IGNORECASE)
_MONTH_AFTER = re.compile(rf"[ \u00a0](?:of )?{_MONTH}(?![\w])", re.IGNORECASE)
_YEAR_AFTER = re.compile(
    r"\s*(?:[.,;:!?)\]’'\"”–—-]|\Z|(?:and|to|or|in|on|at|for|by|after|before|when|was|were|is|has|had|the|as|with|while)\b)",
    re.IGNORECASE,
)
_YEAR_BEFORE = re.compile(
    r"\b(?:in|since|by|until|till|of|from|during|through|fiscal|year|years|early|late|mid|before|after|the|and|to|between|spring|summer|autumn|fall|winter"
    r"|january|february|march|april|may|june|july|august|september|october|november|december|,)[ \u00a0–-]*\Z|[,(]\s*\Z",
    re.IGNORECASE,
)
_LABEL_BEFORE = re.compile(
    r"\b(?:no|nos|number|section|article|chapter|channel|title|room|page|pages|part|phase|type|version|volume|vol|act|bill|proposition|prop|route|highway|interstate"
    r"|flight|line|platform|gate|level|grade|form|rule|amendment|figure|table|item|lot|district|ward|group|season|episode|week|day|formula|gen|generation|covid|rank(?:ed)?)\.?[ \u00a0#]+\Z",
    re.IGNORECASE,
)
_CAPITAL_BEFORE = re.compile(r"(?<![.!?\n])[ ](?:[A-Z][A-Za-z&.’'-]*)[ \u00a0]\Z")
_TIME_AFTER = re.compile(r"\s?(?:[ap]\.?m\b|o['’]clock\b|:\d|h\d)", re.IGNORECASE)
_ORDINAL_AFTER = re.compile(r"(?:st|nd|rd|th)\b|[ -](?:th)\b")
_SCORE_AFTER = re.compile(
    r"(?:[ ]to[ ]|[-–—])(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|nil|zero)\b(?![ -]?(?:%|per|percent|million|billion|thousand|[a-z]+s\b|year|month|day|week|inch|foot|[$€£]))",
    re.IGNORECASE,
)
_SCORE_BEFORE = re.compile(
    r"\b(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine)(?:[ ]to[ ]|[-–—])\Z", re.IGNORECASE
)
_SCORE_WORDS = re.compile(
    r"\b(?:vote[ds]?|won|win|wins|beat|lost|loss|victory|score[ds]?|defeat(?:ed)?|draw|drew|passed|ruled|decision|game|match|record)\b",
    re.IGNORECASE,
)
_AGO = re.compile(
    r"[ ](?:years?|months?|weeks?|days?|hours?|minutes?|decades?)[ ](?:ago|earlier|later|before|after|old\b|into|away)",
    re.IGNORECASE,
)
_SPAN_BEFORE = re.compile(
    r"\b(?:last|past|next|first|previous|every|coming|following|final|recent)[ ]\Z", re.IGNORECASE
)
_AGE = re.compile(r"[ -]years?[ -](?:olds?\b|of age)|-?[ ](?:to|and)[ ]\d+-year-old|-[ ]", re.IGNORECASE)
_ONE = re.compile(r"one\Z", re.IGNORECASE)
_ONLY = re.compile(r"\b(?:only|just|exactly|more than|than|at least|least)[ ]\Z", re.IGNORECASE)
_ONE_OF = re.compile(
    r"[ ](?:of|another|or|day|thing|way|that|who|which|is|was|side|point|person|man|woman|year|such)\b|[^\w ]|\s*\Z",
    re.IGNORECASE,
)


def measures_nothing(text: str, number: Numeral, *, start: int, end: int) -> bool:
    """Say whether a number is a date, a year, a score, an age, a name's or the pronoun "one"."""
    before, after = text[max(start, number.start - 40) : number.start], text[number.end : min(end, number.end + 40)]
    words = text[number.start : number.end]
    if _ONE.match(words):
        return not _ONLY.search(before) or (_ONE_OF.match(after) is not None and not after.startswith(" of"))
    if _AGO.match(after) or _AGE.match(after):
        return True
    if _SPAN_BEFORE.search(before) and re.match(r"[ -](?:years?|months?|weeks?|days?|hours?|decades?)\b", after):
        return True
    return (number.value is not None and number.value < 1000 and _score(before, after)) or (
        number.digits and _written_as_a_name(words, before, after)
    )


def _score(before: str, after: str) -> bool:
    if _SCORE_AFTER.match(after) and (_SCORE_WORDS.search(before) or re.match(r"[-–—]\d", after)):
        return True
    return _SCORE_BEFORE.search(before) is not None and not re.match(
        r"[ -]?(?:%|per|[a-z]+s\b|million|billion|thousand|year)", after
    )


def _written_as_a_name(words: str, before: str, after: str) -> bool:
    """Digits only: dates, years, times of day, ordinals, labels and parts of names."""
    if (
        _TIME_AFTER.match(after)
        or _ORDINAL_AFTER.match(after)
        or re.search(r"\d[:/.-]\Z", before)
        or re.match(r"[:/]\d", after)
    ):
        return True
    if (
        words.isdigit()
        and len(words) == 4
        and 1500 <= int(words) <= 2100
        and not re.match(r"[ ](?:people|jobs|men|women|children|members|employees|[a-z]+[^suia]s\b)", after)
    ):
        return True
    if words.isdigit() and len(words) <= 2 and (_MONTH_BEFORE.search(before) or _MONTH_AFTER.match(after)):
        return True
    if _LABEL_BEFORE.search(before):
        return True
    return (
        words.replace(".", "").isdigit()
        and _CAPITAL_BEFORE.search(before) is not None
        and re.match(r"\s*(?:[.,;:)’']|\Z|[A-Z]|(?:and|or|of|to|for|in|on|is|was|has|had|the)\b)", after) is not None
    )
