"""Where the ends of a supply stand around a word: its subject, its object, its owner, lists; and which of two ends supplies."""

import re
from dataclasses import dataclass

from onrecord.extract.lexicon import ADVERBS, AUXILIARIES, DETERMINERS, vocabulary
from onrecord.extract.supply_ends import END, SUM, Line
from onrecord.extract.supply_frames import CONTRACTS, VERBS

BREAKS = frozenset((";", ":", "?", "!", "—", "–"))
PREPOSITIONS = vocabulary("to for with from by of on at in under against between into over among")
_OWNER_ENDS = PREPOSITIONS | BREAKS | DETERMINERS - {"its", "their"} | {",", "as"}
CLAUSE_OPENERS = frozenset(("while", "because", "although", "though", "whereas"))
RELATIVES = vocabulary("who which that whose whom where")
_GAP_WORDS = vocabulary(
    "the a an its their his her this that these those all most some any several many new own a nearby more"
)
_BEFORE = frozenset(
    ("to", "of", "with", "for", "from", "by", "at", "in", "on", "under", "against", "over", "despite", "about")
)
MIDDLE_ADVERBS = vocabulary(
    "not n't never no longer also still now currently once previously secretly quietly again already then"
)
REACH = 16
"""Items between a word of supply and an end."""
LINKING = frozenset(("with", "to", "for", "from", "of", "by", "on"))
_JOINS = frozenset((",", "and", "or", "the", "&"))
_BUYERS = re.compile(
    r"\b(?:order(?:s|ed)?|purchase[sd]?|bought|buys?|placed|leas(?:e|es|ed|ing)|procure\w*|pays?|paid|customer|hired?|signed up)\b"
)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two ends by their items, and the item of the word that ties them; None for an end that is only described."""

    supplier: int | None
    customer: int | None
    tie: int
    rule: str


Ends = tuple[int | None, int | None]


def subject(line: Line, index: int) -> int | None:
    """Find the subject of the word at `index`: the end before it, past auxiliaries and phrases that hang on another noun."""
    place = index - 1
    fallback: int | None = None
    while place >= 0 and index - place <= 2 * REACH:
        word = line.low[place]
        if word in BREAKS or (word in CLAUSE_OPENERS and fallback is not None):
            break
        if word == END:
            before = line.low[place - 1] if place else ""
            between = line.low[place + 1 : index]
            near = all(
                one in AUXILIARIES
                or one in ADVERBS
                or one in MIDDLE_ADVERBS
                or one in RELATIVES
                or one in {",", "to"}
                or one.endswith("ly")
                for one in between
            )
            if near or before not in _BEFORE:
                return place if near or fallback is None or line.ends[fallback].side != "company" else fallback
            if fallback is None:
                fallback = place
        place -= 1
    return fallback


def direct(line: Line, index: int) -> int | None:
    """Find the object right after a verb."""
    for place in range(index + 1, min(len(line.low), index + 5)):
        word = line.low[place]
        if word == END:
            return None if line.low[place + 1 : place + 2] == ["'s"] else place
        if word not in _GAP_WORDS and word != "up":
            return None
    return None


def after(line: Line, index: int, prepositions: frozenset[str], *, reach: int = REACH) -> int | None:
    """Find the first end after one of the prepositions to the right."""
    for place in range(index + 1, min(len(line.low), index + reach)):
        word = line.low[place]
        if word in BREAKS or word in CLAUSE_OPENERS:
            return None
        if word in prepositions:
            found = after_preposition(line, place)
            if found is not None:
                return found
    return None


def after_preposition(line: Line, place: int) -> int | None:
    """Find the end that the preposition at `place` governs: the first after it, before any other phrase begins."""
    for following in range(place + 1, min(len(line.low), place + 6)):
        word = line.low[following]
        if word == END:
            return following
        if word in PREPOSITIONS or word in AUXILIARIES or word in {",", SUM, "and", "or"} or word in RELATIVES:
            return None
    return None


def owner_of(line: Line, index: int) -> int | None:
    """Find whose contract it is: `X's contract`, `its contract`, `the X contract`."""
    for place in range(index - 1, max(-1, index - 8), -1):
        word = line.low[place]
        if word == "'s" or word in {"'", "’"}:
            return place - 1 if place and line.low[place - 1] == END else None
        if word in {"its", "their"}:
            return subject(line, place) if place else None
        if word == END:
            return (
                place
                if index - place <= 3 and not any(one in PREPOSITIONS for one in line.low[place + 1 : index])
                else None
            )
        if word in _OWNER_ENDS or word in AUXILIARIES or (word in VERBS and word not in CONTRACTS):
            return None
    return None


def ends_linked_to(line: Line, index: int) -> list[int]:
    """Find the ends after the prepositions that follow a contract, in order."""
    found: list[int] = []
    place = index + 1
    while place < min(len(line.low), index + REACH):
        word = line.low[place]
        if word in BREAKS or word in CLAUSE_OPENERS:
            break
        if word in LINKING:
            one = after_preposition(line, place)
            if one is not None and one not in found:
                found.append(one)
                place = one
        place += 1
    return found


def listed_from(line: Line, place: int) -> list[int]:
    """Find the ends that a list joins to the one at `place`."""
    found: list[int] = []
    following = place + 1
    while following < len(line.low) and line.low[following] in _JOINS:
        joined = False
        while following < len(line.low) and line.low[following] in _JOINS:
            joined = joined or line.low[following] in {",", "and", "or", "&"}
            following += 1
        if not joined or following >= len(line.low) or line.low[following] != END:
            break
        after_it = line.low[following + 1] if following + 1 < len(line.low) else ""
        if line.low[following + 1 : following + 2] == ["'s"] or after_it in VERBS or after_it in AUXILIARIES:
            break
        found.append(following)
        following += 1
    return found if any(one in {"and", "or", "&"} for one in line.low[place:following]) or len(found) > 1 else []


def introduced_by(line: Line, index: int) -> list[int]:
    """Find the ends of a list that `customers include`, `clients such as` and the like introduce."""
    place = index + 1
    introduced = False
    while place < len(line.low) and place - index <= 12:
        word = line.low[place]
        if word == END and introduced:
            break
        introduced = introduced or word in {
            "include",
            "includes",
            "included",
            "including",
            "are",
            "were",
            "such",
            "like",
            ":",
            "is",
            "was",
        }
        if word in BREAKS and word != ":":
            return []
        place += 1
    found: list[int] = []
    skipped = 0
    while place < len(line.low) and introduced and skipped < 12:
        word = line.low[place]
        if word == END:
            found.append(place)
            skipped = 0
        elif word in {";", "."} or word in AUXILIARIES or word in RELATIVES:
            break
        else:
            skipped += 1
        place += 1
    return found


def settled(line: Line, one: int | None, other: int | None, index: int) -> Ends:
    """Say which of two ends supplies: the company to the public body; between equals the first, but who buys is no supplier."""
    if one is None or other is None:
        end = one if one is not None else other
        if end is None:
            return None, None
        return (None, end) if line.ends[end].side == "public" else (end, None)
    sides = line.ends[one].side, line.ends[other].side
    rank = {"company": 0, "either": 1, "public": 2}
    if rank[sides[0]] != rank[sides[1]]:
        return (one, other) if rank[sides[0]] < rank[sides[1]] else (other, one)
    if sides[0] == "public":
        return (None, None)
    around = " ".join(line.low[max(0, index - 8) : index + 4])
    return (other, one) if _BUYERS.search(around) else (one, other)
