"""Hold a later statement of an organisation against an earlier one of its own on the same matter.

The score only orders what people look at. It rises with words shared under unlike signs, and where one affirms what the
other denies; it falls where the later statement repeats the earlier. Nothing is compared where the later statement tells
that the world has moved since ("since May we no longer do"), where one of the two says that it does not know, or where
one declines: silence and later knowledge are no change of position.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from onrecord.connect.threads.wording import Meeting, Wording, meeting, narrowed, wording
from onrecord.model.thread import PositionKind

MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
MOVED = re.compile(
    r"\b(?:no longer|since then|have since (?:begun|started|stopped|ended)|"
    r"(?:since|from|as of|starting|beginning|effective) (?:this|last|next|today|yesterday|now|then|the (?:end|start|beginning)|\d{4}|monday|tuesday|"
    r"wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july|august|september|october|november|december)|"
    r"this (?:week|month|morning|afternoon|evening|spring|summer|autumn|fall|winter|year|quarter)|last (?:night|week)|yesterday|today we|"
    r"has (?:now )?(?:begun|started|stopped|ended|expired|lapsed|raised|changed|closed|opened|ordered us)|the law has changed|until now|"
    r"(?:is|are) back\b|now that|used to|until (?:this|last|recently))",
    re.IGNORECASE,
)
"""The speaker says that things were otherwise before."""
MONTH = re.compile(
    r"\b(?:[Ii]n|[Oo]n|[Ss]ince|[Bb]y the end of|[Ff]rom|[Ll]ast|[Ee]arly|[Ll]ate)(?: \d{1,2}(?:st|nd|rd|th)?)? (?P<month>January|February|March|April|May|June|July|August|September|"
    r"October|November|December)(?: \d{1,2}(?:st|nd|rd|th)?)?(?:,? (?P<year>\d{4}))?\b"
)
WEEKDAY = re.compile(r"\b[Oo]n (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
PAST = re.compile(
    r"\b(?:was|were|had|did|asked|told|signed|took|began|started|ordered|sold|bought|stopped|ended|left|paid|sent|\w+ed)\b",
    re.IGNORECASE,
)
CONCEDES = re.compile(
    r"\b(?:regret|sorry|apologi[sz]e\w*|mistake\w*|mistaken|in error|said otherwise|admit\w*|with what we know now|in hindsight|"
    r"we were (?:warned|told|wrong)|was wrong|correct(?:ing|ion)|misstated|misspoke|contrary to|turns out|internal (?:note|memo|review|e-?mail)s?|"
    r"new tests?|in fact|actually|after all)\b",
    re.IGNORECASE,
)
REPEATS = re.compile(
    r"\bas (?:i|we|he|she|it|they) (?:have |has |had |'ve |['’]ve )?(?:said|promised|stated|told|admitted|announced|explained|always|already)\b|"
    r"\b(?:said|told you) (?:so )?(?:before|last year|already)\b|\b(?:again|always|still|as before|as ever|stand by|repeat|reiterate\w*|remains?|stands)\b",
    re.IGNORECASE,
)
REVERSES = re.compile(
    r"\b(?:(?:not|n['’]t|never) (?:be )?(?:possible|bidding|going ahead|happening|proceed\w*|asked for)|is off|called off|cancel\w*|abandon\w*|scrap\w*|"
    r"drop(?:ped|ping)|withdr[ae]w\w*|reconsider\w*|changed (?:our|its|their|my) (?:mind|position|plans?)|instead)\b",
    re.IGNORECASE,
)
DOES: dict[PositionKind, str] = {
    "affirm": "affirms",
    "deny": "denies",
    "not_aware": "says it does not know",
    "decline": "declines to comment",
    "commit": "commits",
    "condition": "depends on a condition",
}
LEAST = 0.15
"""Pairs below this are not offered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """A statement as it is held against others of the same thread.

    Attributes:
        said_on: ISO date, of a day or a month.
        own: Whether it tells of the speaker's own conduct.
    """

    words: str
    kind: PositionKind
    said_on: str
    wording: Wording
    own: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Why a later statement may take another position.

    Attributes:
        partial: It keeps part of what was said: adds a limit, a condition or a doubt.
        score: 0 to 1, to order by.
        because: In neutral words.
    """

    partial: bool
    score: float
    because: str
    met: Meeting


def voice(words: str, kind: PositionKind, said_on: str, *, own: bool = True) -> Voice:
    """Make a statement ready to be compared."""
    return Voice(words=words, kind=kind, said_on=said_on, wording=wording(words), own=own)


def difference(earlier: Voice, later: Voice) -> Difference | None:
    """Say how a later statement differs in position; None where it does not, or where none may be told."""
    if earlier.kind == "decline" or later.kind == "decline" or earlier.kind == "not_aware":
        return None
    if world_moved(earlier, later):
        return None
    met = meeting(earlier.wording, later.wording)
    lean = met.opposed - met.same
    if later.kind == "not_aware":
        return _not_known(met)
    if "condition" in {earlier.kind, later.kind}:
        return _conditional(earlier, later, met)
    crossed = {earlier.kind, later.kind} == {"affirm", "deny"}
    turned = _turned(earlier, later, met)
    # what shares no word may as well be another side of the matter, put the other way round
    score = 0.22 + 0.38 * lean + (0.22 if met.shared else 0.1) * (crossed or turned)
    score += _manner(later)
    limits = narrowed(earlier.wording, later.wording)
    if limits and lean <= 0:
        adds = ", ".join(f"“{one}”" for one in sorted(limits))
        return _made(f"the later statement keeps less: it adds {adds}", max(score, 0.2) + 0.08, met, partial=True)
    if not crossed and not turned and lean <= 0:
        return None
    return _made(_told(earlier, later), score, met, partial=False)


def _told(earlier: Voice, later: Voice) -> str:
    if earlier.kind == later.kind:
        return "the two share words, which one of them negates or opposes"
    return f"the earlier statement {DOES[earlier.kind]}, the later {DOES[later.kind]}"


def _turned(earlier: Voice, later: Voice, met: Meeting) -> bool:
    """Say whether a promise is taken back, or made after it was refused."""
    kinds = {earlier.kind, later.kind}
    if kinds == {"commit"}:
        return met.opposed > met.same or _negative(earlier) != _negative(later)
    return kinds == {"commit", "deny"}


def _negative(one: Voice) -> bool:
    return bool(one.wording.clauses) and one.wording.clauses[0].negative


def _not_known(met: Meeting) -> Difference | None:
    """After an assertion, not knowing keeps less than was said."""
    score = 0.36 + 0.1 * (met.same + met.opposed)
    return _made("what was asserted is later said not to be known", score, met, partial=True)


def _conditional(earlier: Voice, later: Voice, met: Meeting) -> Difference | None:
    lean = met.opposed - met.same
    if earlier.kind == "condition":
        if later.kind != "deny" and not _negative(later):
            return None
        return _made(
            "what was offered on a condition is later refused",
            (0.4 if met.shared else 0.25) + 0.2 * lean,
            met,
            partial=True,
        )
    if earlier.kind == "affirm":
        return None
    score = (0.3 if met.shared else 0.2) + 0.25 * lean + 0.1 * (_negative(earlier) != _negative(later)) + _manner(later)
    return _made("what was said without condition later depends on one", score, met, partial=True)


def _manner(later: Voice) -> float:
    """Weigh words of conceding, of taking back and of repeating."""
    signs = ((CONCEDES, 0.18), (REVERSES, 0.15), (REPEATS, -0.2))
    return sum(weight for pattern, weight in signs if pattern.search(later.words))


def _made(because: str, score: float, met: Meeting, *, partial: bool) -> Difference | None:
    held = round(min(1.0, max(0.0, score)), 4)
    if met.shared:
        because += f" (word stems shared: {', '.join(sorted(met.shared)[:6])})"
    return Difference(partial=partial, score=held, because=because, met=met) if held >= LEAST else None


def world_moved(earlier: Voice, later: Voice) -> bool:
    """Say whether the later statement tells of something that came after the earlier: a date, "since", "no longer"."""
    if MOVED.search(later.words):
        return True
    if WEEKDAY.search(later.words) and PAST.search(later.words) and _days(earlier.said_on, later.said_on) > 7:
        return True
    return any(_after(match, earlier.said_on, later.said_on) for match in MONTH.finditer(later.words)) and bool(
        PAST.search(later.words)
    )


def _after(match: re.Match[str], earlier: str, later: str) -> bool:
    month = MONTHS.index(match["month"].casefold()) + 1
    year = int(match["year"]) if match["year"] else int(later[:4]) - (month > int(later[5:7] or 12))
    return earlier[:7] < f"{year:04}-{month:02}" <= later[:7]


def _days(earlier: str, later: str) -> int:
    return (_day(later) - _day(earlier)).days


@cache
def _day(written: str) -> date:
    return date.fromisoformat((written + "-01-01")[:10] if len(written) == 4 else (written + "-01")[:10])
