"""Whether a shared passage is one utterance, a turn of phrase, or another occasion; and how sure.

The bars on the number of words are those measured on PolNeAR (evaluation/echoes/README.md); the rest was found on the half
of its labelled pairs that is for rules.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from math import exp

from onrecord.model.alignment import Alignment
from onrecord.model.ids import PartyId
from onrecord.model.names import folded

SURE, LIKELY, LEAST = 10, 8, 5
"""Equal words: enough; with the same speaker or a near date; with both and three rarer words."""
LONG = 14
"""Equal words that are never a name, and that nobody says alike on two days."""
RARER = 3
NEAR = timedelta(days=14)
NEAR_WORDS = 2.0
"""What near days add to the evidence."""
UNMARKED_WORDS = (0.0, 6.0, 8.0)
"""What evidence loses where no, one or neither side is unmarked: reporters share wordings for the matter of the day."""
OTHERS_WORDS = 2.0
"""What it loses besides where an unmarked side names another speaker."""
AGAIN_WORDS = 2.0
"""What a short passage loses where one speaker says it in texts that lie far apart: a line of many speeches."""
CHANGED_WORDS, CHANGED_MOST = 0.5, 4
"""What each word loses that differs between the runs, and the words of one difference that count."""
ENOUGH = 8.0
"""Evidence from which a passage is one utterance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What is known of one side at the moment.

    Attributes:
        speaker: The party the statement is attributed to; None where there is no statement, or nobody could be named.
        name: Of that party, or the words of the source.
        confidence: 0 to 1, of the attribution and of who is meant by it.
        speaks_for: Parties that the speaker speaks for.
        published: ISO date of the document; None where unknown.
    """

    speaker: PartyId | None = None
    name: str = ""
    confidence: float = 0.0
    speaks_for: frozenset[PartyId] = frozenset()
    published: str | None = None

    @property
    def day(self) -> date | None:
        """Give the day the document was published, where known to the day."""
        return day_of(self.published)


def day_of(value: str | None) -> date | None:
    """Read the day of an ISO date or moment; None for a month, a year or nothing."""
    try:
        return date.fromisoformat((value or "")[:10])
    except ValueError:
        return None


def same_speaker(one: Said, other: Said) -> bool:
    """Say whether two sides name one speaker, as far as is known."""
    return one.speaker is not None and other.speaker is not None and may_be_one(one, other)


def may_be_one(one: Said, other: Said) -> bool:
    """Say whether two speakers may be one person or body, or one speak for the other; namesakes may."""
    if one.speaker == other.speaker or {one.speaker, *one.speaks_for} & {other.speaker, *other.speaks_for} - {None}:
        return True
    names = [folded(each.name).split() for each in (one, other)]
    return (
        not all(names)
        or names[0][-1] == names[1][-1]
        or set(names[0]) <= set(names[1])
        or set(names[1]) <= set(names[0])
    )


def near(one: Said, other: Said) -> bool:
    """Say whether two texts were published within a fortnight; not where a day is unknown."""
    first, second = one.day, other.day
    return first is not None and second is not None and abs(first - second) <= NEAR


def is_one_utterance(found: Alignment, left: Said, right: Said) -> bool:
    """Say whether a passage is one act of saying, as far as its words, speakers and days tell."""
    same, close = same_speaker(left, right), near(left, right)
    plain = found.rarer - found.names
    if found.equal < LEAST or (found.equal < LIKELY and not (same and close and plain >= RARER)):
        return False
    if found.equal < SURE and not (same or close):
        return False
    if found.equal < LONG and (plain < 1 or _other_day(found, left, right)):
        return False  # the name of an office, a book, a place; a line of many speeches
    return evidence(found, left, right) >= ENOUGH


def evidence(found: Alignment, left: Said, right: Said) -> float:
    """Weigh a passage: long runs and rarer words tell an utterance from a turn of phrase, scattered small words do not."""
    weight = sum(max(0, run - 2) for run in found.runs) + found.rarer - found.names / 2
    weight -= CHANGED_WORDS * sum(min(CHANGED_MOST, _words(*one)) for one in found.differences)
    weight += NEAR_WORDS * near(left, right)
    weight -= AGAIN_WORDS * (found.equal < LONG and same_speaker(left, right) and not near(left, right))
    unmarked = (found.left.standing, found.right.standing).count("none")
    others = left.speaker is not None and right.speaker is not None and not may_be_one(left, right)
    return weight - UNMARKED_WORDS[unmarked] - OTHERS_WORDS * (unmarked > 0 and others)


def _words(here: str, there: str) -> int:
    return max(len(here.split()), len(there.split()))


def _other_day(found: Alignment, left: Said, right: Said) -> bool:
    """Say whether one side was said on a day when the other was said or printed already."""
    ours, theirs = day_of(found.left.said_on), day_of(found.right.said_on)
    slack = timedelta(days=1)  # time zones, and papers dated tomorrow
    if ours and theirs and abs(ours - theirs) > slack:
        return True
    return any(
        said is not None and printed is not None and said > printed + slack
        for said, printed in ((ours, right.day), (theirs, left.day))
    )


def score_of(found: Alignment, left: Said, right: Said) -> float:
    """Order passages from 0 to 1 by their evidence."""
    return round(1 - exp(-max(0.0, evidence(found, left, right)) / ENOUGH), 4)
