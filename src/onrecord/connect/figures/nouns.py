"""What a number counts: the noun after it, or the one that it is said to be the number of."""

import re

from onrecord.connect.figures.words import STOP, WORD, stem

_REACH, _WORDS = 60, 5
_STOPS = STOP - {"point", "points", "times", "year", "years", "day", "days", "week", "weeks", "month", "months", "hours", "hour"} | {
    "said", "was", "were", "leave", "left", "signed", "died", "voted", "killed", "walked", "resigned", "held", "face", "faced", "want", "wanted",
}  # fmt: skip
_PLURALS = frozenset(
    [
        "people",
        "men",
        "women",
        "children",
        "police",
        "staff",
        "personnel",
        "troops",
        "feet",
        "mice",
        "sheep",
        "cattle",
        "aircraft",
        "media",
        "data",
    ]
)
_NUMBER_OF = re.compile(
    r"\b(?:number|count|total|tally|list|fleet|names?|figure|share|proportion) (?:of|for|from) (?P<noun>(?:the |all |its |their |new |[a-z]+ed )*[A-Za-z]+(?: [a-z]+s\b)?)",
    re.IGNORECASE,
)
_TOLL = re.compile(r"\b(?:death toll|toll|dead)\b", re.IGNORECASE)


def counted(text: str, start: int, end: int, *, place: int, after: int) -> tuple[str, bool]:
    """Name what a number counts, as a stem, and say whether the number is a part of it ("six of the agency's staff").

    Args:
        text: The document's text.
        start: Start of the sentence.
        end: End of the sentence.
        place: Start of the number.
        after: End of the number.
    """
    noun, part = _following(text, after, min(end, after + _REACH))
    if noun:
        return noun, part
    before = text[start:place]
    if _TOLL.search(before):
        return "death", False
    if match := list(_NUMBER_OF.finditer(text, max(start, place - 200), place)):
        words = [word[0] for word in WORD.finditer(match[-1]["noun"])]
        return stem(next((word for word in words if _plural(word)), words[-1])), False
    return "", False


def _following(text: str, after: int, end: int) -> tuple[str, bool]:
    words: list[str] = []
    part = False
    place = after
    for match in WORD.finditer(text, after, end):
        between = text[place : match.start()]
        if between.strip(" \u00a0-’'\"“”"):
            break
        place = match.end()
        lowered = match[0].casefold()
        if not words and lowered in (
            "of",
            "the",
            "its",
            "their",
            "his",
            "her",
            "our",
            "those",
            "these",
            "all",
            "such",
            "other",
            "new",
            "more",
            "out",
        ):
            part = part or lowered == "of"
            continue
        if lowered in _STOPS or lowered in STOP:
            break
        words.append(match[0])
        if len(words) == _WORDS or _plural(match[0]):
            break
    if not words:
        return "", part
    if part and not _plural(words[-1]):
        return stem(words[0]), True
    return stem(next((word for word in words if _plural(word)), words[0])), part


def _plural(word: str) -> bool:
    lowered = word.casefold()
    if lowered.endswith(("'s", "’s")):
        return False
    return lowered in _PLURALS or (
        len(lowered) > 3 and lowered.endswith("s") and not lowered.endswith(("ss", "us", "is"))
    )
