"""How the words around a number tell it: as done, planned, asked for, possible, not so; and of which of several things."""

import re
from typing import Literal

Modality = Literal["done", "planned", "asked", "possible"]
_BEFORE, _AFTER = 70, 50
"""Code points before and after a number that are read for what it is: most sentences whole, long ones in part."""
_PLANNED = re.compile(
    r"\b(?:will|would|plan(?:s|ned|ning)?|hope[sd]?|hoping|expect(?:s|ed|ing)?|forecast(?:s|ed)?|project(?:s|ed)|aim(?:s|ed|ing)?|intend(?:s|ed)?|predict(?:s|ed)?|going to|(?:is|are|was|were) (?:first )?to\b(?! \d)|target|goal|voted? to|approved?|proposed?|proposals?|threaten(?:s|ed)?|in the running|promise[sd]?|pledge[sd]?|shall)\b",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"\b(?:ask(?:s|ed|ing)? for|asked|want(?:s|ed)?|demand(?:s|ed|ing)?|seek(?:s|ing)?|sought|request(?:s|ed)?|call(?:s|ed|ing) for|urge[sd]?|should|must|need(?:s|ed)?|applied|bid(?:s|ding)? of|offer(?:s|ed)?|require[sd]?)\b",
    re.IGNORECASE,
)
_POSSIBLE = re.compile(
    r"\b(?:could|may|might|if|potential(?:ly)?|possibl[ey]|at risk|as (?:many|much) as|up to|believed|thought to|rumou?red|suspected|estimate[sd]?|survey|alleged(?:ly)?)\b"
)
DISTINGUISHING = frozenset(
    [
        "second",
        "third",
        "fourth",
        "another",
        "other",
        "others",
        "neighbouring",
        "neighboring",
        "new",
        "old",
        "rival",
        "earlier",
        "later",
        "previous",
        "former",
        "separate",
        "different",
        "elsewhere",
        "each",
        "every",
        "all",
        "both",
        "average",
        "median",
        "return",
        "own",
        "inland",
        "abroad",
        "private",
        "gross",
        "net",
    ]
)
"""Words that make one thing of a kind another than the rest."""
_NO_MATTER = re.compile(r"\b(?:in|at|after|above) all\b")
_NEGATED = re.compile(r"\b(?:not|never|neither|den(?:y|ies|ied)|refus(?:e|es|ed) to)\b|n['’]t\b", re.IGNORECASE)


def modality(text: str, bounds: tuple[int, int], place: tuple[int, int]) -> Modality:
    """Say how the words around a number tell it: as done, as planned, as asked for, as possible.

    Args:
        text: The document's text.
        bounds: Of the sentence.
        place: Of the number.
    """
    sentence = _near(text, bounds, place)
    if _ASKED.search(sentence):
        return "asked"
    if _PLANNED.search(sentence):
        return "planned"
    return "possible" if _POSSIBLE.search(sentence) else "done"


def distinguishing(text: str, bounds: tuple[int, int], place: tuple[int, int]) -> frozenset[str]:
    """List the words near a number that make its thing another than the rest: "second", "another", "neighbouring"."""
    near = _NO_MATTER.sub(" ", _near(text, bounds, place).casefold())
    return frozenset(re.findall(r"[a-z]+", near)) & DISTINGUISHING


def negated(text: str, bounds: tuple[int, int], place: tuple[int, int]) -> bool:
    """Say whether the words around a number say that it is not so."""
    return _NEGATED.search(_near(text, bounds, place)) is not None


def _near(text: str, bounds: tuple[int, int], place: tuple[int, int]) -> str:
    return text[max(bounds[0], place[0] - _BEFORE) : min(bounds[1], place[1] + _AFTER)]
