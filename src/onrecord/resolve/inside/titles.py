"""Titles before names: what is no part of a person's name, and whose office "Secretary of State" is."""

import csv
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Literal

from onrecord.model.evidence import Span
from onrecord.tables import given_names

Pronoun = Literal["he", "she"]
_RANK = r"(?:(?:deputy|vice|prime|first|foreign|finance|home|interior|defen[cs]e|press|acting|interim)[ -]+)*"
TITLES = re.compile(
    rf"^(?:{_RANK}(?:mr|mrs|ms|miss|dr|sir|dame|lord|lady|sen|senator|rep|representative|congress(?:man|woman)|gov|governor|"
    r"president|(?:foreign |home |press )?secretary|minister|chancellor|judge|justice|gen|general|col|colonel|lt|sgt|capt|"
    r"captain|prof|professor|rev|mayor|chairman|chairwoman|chair|attorney general)\.?\s+)+",
    re.IGNORECASE,
)
_OFFICE = (
    r"(?i:president|chancellor|governor|senator|(?:prime |foreign |home |finance )?minister|(?:press )?secretary|director|"
    r"commissioner|chairman|chairwoman|chair|mayor|attorney general|administrator|ambassador|speaker)"
)
OFFICE_OF = re.compile(rf"\b{_OFFICE} of (?:the )?$")
"""Words before a name of which a piece of the office's body was taken for part ("Secretary of" before "State Mike Pompeo")."""
_BODY = rf"(?!{_OFFICE}\b)[A-Z][\w.&'’-]*"
TITLE_BEFORE = re.compile(
    rf"(?:\b(?:{_BODY}|former|then|acting|deputy|vice|press) )*\b{_OFFICE}(?: of (?:the )?{_BODY}(?: (?:and )?{_BODY})*)? $"
)
"""A title straight before a name, with its body: no preposition in it says that somebody else is meant."""


def bare_name(name: str, text: str, span: Span | None) -> str:
    """Give a person's name without titles; one of title and nothing else stays as it is.

    Args:
        name: The name as written.
        text: The text it stands in, for a title that begins before it.
        span: Its place there.
    """
    bare = TITLES.sub("", name)
    before = " ".join(text[max(0, span.start - 60) : span.start].split()) + " " if span else ""
    if not OFFICE_OF.search(before):
        return bare
    words = bare.split()
    first = next((place for place, word in enumerate(words[:-1]) if word in given_names()), 0)
    return " ".join(words[first:])


def without_title(before: str) -> str:
    """Cut a title, and the body it is of, from the end of the words before a name."""
    return TITLE_BEFORE.sub("", before)


_WITH_PRONOUN = (
    r"(?:(?P<he>mr|sir|lord|king|prince|congressman)|(?P<she>mrs|ms|miss|dame|lady|queen|princess|congresswoman))\b"
)
_BEGINS_WITH, _STANDS_BEFORE = (
    re.compile(pattern, re.IGNORECASE) for pattern in (_WITH_PRONOUN, rf"\b{_WITH_PRONOUN}\.?\s*$")
)
TITLE_REACH = 24
"""Code points before a name in which its title stands, where the title is no part of the mention."""


def title_pronoun(name: str, text: str, span: Span | None) -> Pronoun | None:
    """Give the pronoun that the title of a name asks for, at its beginning or straight before it."""
    before = text[max(0, span.start - TITLE_REACH) : span.start] if span else ""
    match = _BEGINS_WITH.match(name) or _STANDS_BEFORE.search(before)
    return None if match is None else "he" if match["he"] else "she"


_TITLE_BEFORE = re.compile(
    rf"\b(?:mr|mrs|ms|miss|dr|sir|dame|lord|lady|sen|rep|gov|judge|justice|sheriff|prof|professor|{_OFFICE})\.?\s+$",
    re.IGNORECASE,
)


def title_before(text: str, span: Span | None) -> bool:
    """Tell whether a title stands straight before a name, where it is no part of the mention."""
    return span is not None and _TITLE_BEFORE.search(text[max(0, span.start - TITLE_REACH) : span.start]) is not None


@cache
def usual_pronouns() -> Mapping[str, Pronoun]:
    """Load the given names, in small letters, that are nearly always a man's or nearly always a woman's."""
    kinds: dict[str, Pronoun] = {"he": "he", "she": "she"}
    rows = files("onrecord.tables").joinpath("given_name_pronouns.csv").read_text(encoding="utf-8").splitlines()
    return {row["name"].casefold(): kinds[row["pronoun"]] for row in csv.DictReader(rows)}
