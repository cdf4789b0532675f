"""When a sentence says things were so."""

import re

_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_MONTH = r"january|february|march|april|june|july|august|september|october|november|december"
_WHEN: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("year", re.compile(r"(?<![\d,.$€£-])(?:1[5-9]|20)\d\d(?![\d,%]|\s?(?:people|jobs|per cent|percent|million|metres|miles|feet))", re.IGNORECASE)),
    ("month", re.compile(rf"\b(?:{_MONTH}|(?<=in )may|(?<=by )may|(?<=until )may|(?<=of )may|may(?= \d))\b|\b\d\d? may\b", re.IGNORECASE)),
    ("weekday", re.compile(rf"\b{_DAY}\b", re.IGNORECASE)),
    ("quarter", re.compile(r"\b(?:first|second|third|fourth|last|this)[ -]quarter\b", re.IGNORECASE)),
    ("relative", re.compile(
        r"\b(?:last|this|next|previous|past|coming|same|first|second|third|fourth|final) (?:fiscal |financial )?(?:year|month|week|season|quarter|decade|century|day)\b"
        r"|\b(?:the )?(?:year|month|week|day|quarter|decade) (?:before last|before|earlier|after|ago)\b|\b(?:\w+ )?(?:years?|months?|weeks?|days?|hours?|decades?) (?:ago|earlier|later|before)\b"
        r"|\b(?:now|today|yesterday|currently|so far|at first|at the time|previously|originally|initially|to date|by then|eventually|ten years before)\b"
        r"|\b(?:in|for|over|during) (?:the|a|one) (?:whole )?(?:year|month|quarter|week|day|season|decade|half)\b|\b(?:used to|formerly)\b"
        r"|\b(?:morning|afternoon|evening|night|noon|dusk|dawn|midnight)\b|\bwhen (?:it|he|she|they)\b", re.IGNORECASE)),
)  # fmt: skip
_DATE = re.compile(
    rf"\b(?:(?P<bound>before|after|until)\s)?(?:the\s)?(?:(?P<day>\d\d?)(?:st|nd|rd|th)?\s(?:of\s)?(?P<month>{_MONTH}|may)\b|(?P<month2>{_MONTH}|may)\s(?P<day2>\d\d?)(?!\d))",
    re.IGNORECASE,
)


def times(sentence: str, whole: str) -> dict[str, frozenset[str]]:
    """Gather the times by level; a weekday beside the verb of saying is the day it was said, no more."""
    found: dict[str, frozenset[str]] = {}
    if dates := _dates(whole):
        found["date"] = dates
    for level, pattern in _WHEN:
        times = pattern.findall(sentence if level in ("weekday", "relative") else whole)
        if times:
            found[level] = frozenset(_folded(one) for one in times)
    return found


def _dates(sentence: str) -> frozenset[str]:
    """List days of months ("17 April", "April 17"), with the word that makes them a bound ("before")."""
    return frozenset(
        f"{(match['bound'] or '').lower()} {(match['month'] or match['month2']).lower()} {match['day'] or match['day2']}".strip()
        for match in _DATE.finditer(sentence)
    )


def _folded(words: str) -> str:
    return " ".join(words.casefold().removeprefix("the ").replace("fiscal ", "").replace("financial ", "").split())
