"""Where sentences begin, and what part a name plays in its sentence: rules of thumb on the words around it."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal

Part = Literal["subject", "object", "oblique", "possessor"]
"""The doer of a clause; what is done to; behind a preposition; whose something is."""

_END = re.compile(r"[.!?…]+[\"”’'»)\]]*[ \t\xa0]+(?=[\"“‘'«(\[]*[A-Z0-9À-Þ])|[\n\r\u2028\u2029]+")
_ABBREVIATION = re.compile(
    r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Col|Lt|Sgt|Capt|Maj|Adm|Rev|Hon|St|Jr|Sr|Inc|Corp|Co|Ltd|Bros|No|vs|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)|\b(?:[A-Z]\.)+[A-Z])$"
)
PREPOSITIONS = frozenset(
    [
        "of",
        "in",
        "on",
        "at",
        "by",
        "for",
        "with",
        "from",
        "to",
        "about",
        "against",
        "as",
        "into",
        "over",
        "after",
        "before",
        "during",
        "between",
        "through",
        "under",
        "within",
        "without",
        "among",
        "across",
        "around",
        "near",
        "since",
        "until",
        "toward",
        "towards",
        "upon",
        "amid",
        "despite",
        "behind",
        "beyond",
        "outside",
        "inside",
        "per",
        "like",
        "including",
        "throughout",
        "alongside",
        "regarding",
        "concerning",
        "than",
        "via",
        "unlike",
        "replacing",
        "succeeding",
    ]  # reads better
)
_ARTICLES = frozenset("the a an his her its their our my this that former late then-president".split())  # noqa: SIM905
_DAYS = frozenset(
    [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ]
)
_NO_VERBS = frozenset(
    "and or but nor who whom whose which that when while where because if although though since than whether".split()  # noqa: SIM905
)
_ADVERBS = re.compile(r"(?:also|then|later|now|once|again|already|never|always|often|soon|still|first|\w+ly)$")
_SAYING = re.compile(
    r"(?:said|says|say|added|adds|told|wrote|writes|asked|replied|explained|noted|insisted|argued|recalled|continued|stated|"
    r"responded|commented|tweeted|according to)$"
)
_VERB_BEFORE = re.compile(
    r"(?:\w{2,}(?:ed|ing|es)|met|made|told|gave|beat|won|saw|left|led|sent|took|called|had|has|is|was|be|been)$"
)
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_APPOSITION = re.compile(r"\s*(?:,[^,.;:!?\n\"“”]{1,120},|\([^)\n]{1,120}\))")
_POSSESSIVE = re.compile(r"['’]s?(?!\w)")


@dataclass(frozen=True, slots=True)
class Sentences:
    """Where the sentences of a text begin, in code points; a line break ends one as well."""

    text: str
    starts: tuple[int, ...]

    def number(self, place: int) -> int:
        """Count the sentences that begin at or before a place, less one."""
        return max(0, bisect_right(self.starts, place) - 1)

    def start(self, number: int) -> int:
        """Give the place where a sentence begins; the first for numbers below zero."""
        return self.starts[max(0, number)]


def sentences_of(text: str) -> Sentences:
    """Find the sentences of a text; abbreviations and initials end none."""
    starts = [0]
    for match in _END.finditer(text):
        lone_stop = match[0][0] == "." and match[0][1:2] in {" ", "\t", "\xa0"}
        if lone_stop and _ABBREVIATION.search(text, max(0, match.start() - 12), match.start()):
            continue
        if match.end() < len(text):
            starts.append(match.end())
    return Sentences(text=text, starts=tuple(starts))


def part_of(text: str, start: int, end: int, sentence: int) -> Part:
    """Tell what part a name plays in its sentence.

    Args:
        text: The text.
        start: Where the name begins.
        end: Where it ends.
        sentence: Where its sentence begins.
    """
    if _POSSESSIVE.match(text, end):
        return "possessor"
    before = [match[0] for match in _WORD.finditer(text, max(sentence, start - 60), start)]
    while before and (before[-1][0].isupper() or before[-1].casefold() in _ARTICLES):
        if len(before) == 1 and before[-1].casefold() in PREPOSITIONS:
            break
        if before[-1] in _DAYS:  # "On Monday Nadella": the preposition is the day's
            before.clear()
            break
        before.pop()
    last = before[-1].casefold() if before else ""
    gap = text[max(sentence, start - 3) : start]
    if last in PREPOSITIONS and "," not in gap:
        return "oblique"
    if _SAYING.search(last):
        return "subject"  # "said Nadella"
    if _VERB_BEFORE.search(last) and "," not in gap:
        return "object"
    return "subject" if not before or _verb_follows(text, end) else "object"


def _verb_follows(text: str, end: int) -> bool:
    """Say whether a lower-case word that may be a verb stands behind a name, past an apposition and adverbs."""
    apposition = _APPOSITION.match(text, end)
    place = apposition.end() if apposition else end
    for match in _WORD.finditer(text, place, min(len(text), place + 60)):
        if any(mark in text[place : match.start()] for mark in ".;:!?\n,"):
            return False
        word = match[0]
        if _ADVERBS.match(word):
            place = match.end()
            continue
        return word.islower() and word not in PREPOSITIONS and word not in _NO_VERBS
    return False
