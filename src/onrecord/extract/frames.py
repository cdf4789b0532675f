"""What follows a verb: who was told, how it was said, and what kind of words then begin."""

from dataclasses import dataclass, replace

from onrecord.extract.lexicon import (
    AUXILIARIES,
    CONJUNCTIONS,
    DAYS,
    DETERMINERS,
    OBJECT_PRONOUNS,
    PREPOSITIONS,
    PRONOUNS,
    QUOTE,
    vocabulary,
)
from onrecord.extract.phrases import adverb
from onrecord.extract.times import time_end
from onrecord.extract.words import Words

TELLING = vocabulary("tell remind assure inform warn ask urge advise notify convince persuade")
"""Verbs followed by who was told."""
SPEAKING = vocabulary(
    "say tell write add note tweet argue explain continue declare announce recall insist state warn claim reply "
    "respond conclude acknowledge joke ask report observe quip remark assert post read shout exclaim complain predict "
    "suggest admit concede boast testify contend lament reiterate repeat stress emphasize wonder muse confirm"
)
"""Verbs that may stand in a tag (`"...," he said`)."""
SPEECH = SPEAKING | TELLING
_WH = vocabulary("how why whether if what who where when which")
_PARTICLES = vocabulary("out up off down back away forward")
_MANNER = vocabulary("in on during at after through via before over by with from to for of as following")
_NAMED_PREPOSITIONS = vocabulary("of about for on with in against at by as")
_CLOSING_MARKS = frozenset((";", "—", "–", "--", ")", "?", "!", "...", "…"))
_TOLD_ENDS = frozenset(("that", QUOTE, ":", ",", "to", "about", ";")) | _WH
_MANNER_ENDS = frozenset(("that", QUOTE, ":", ",", ";", "—", "–", "--")) | PRONOUNS
_MEDIA = vocabulary("statement interview letter speech email tweet post memo report filing release message note video")
_INFINITIVE_REACH = 7
_RECIPIENT_REACH, _MANNER_REACH = 14, 22
"""Words looked at for who was told and for how it was said."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands after a verb; places are word indexes.

    Attributes:
        next: The word after the verb, its particle and who was told.
        last: End of the words that belong to the cue.
        after: Where what is attributed would begin.
        name: The kind of words that begin there: `that`, `quote`, `to`, `prep:about`, `np`, `end` ...
    """

    next: int
    last: int
    after: int
    name: str


def frame_after(words: Words, lemma: str, *, verb: int, high: int) -> Frame:
    """Read the words after a verb."""
    last = verb + 1
    while last < high and words.lower[last] in _PARTICLES:
        last += 1
    following = _recipient_end(words, last, high) if lemma in TELLING else last
    after = following
    if following == last and lemma in SPEECH:
        last = _medium_end(words, last, high)
    if lemma in SPEECH:
        after = _manner_end(words, after, high, to=lemma not in TELLING)
    else:
        after = _said_when(words, after, high)
    while after < high - 1 and _adverb_between(words, after):
        after += 1
    found = named_frame(words, after, following=following, last=last, high=high)
    if found.name == "to" and last < following == after and lemma in TELLING:
        return replace(found, after=last)  # who was told to do it belongs to what was asked
    return found


def _medium_end(words: Words, first: int, high: int) -> int:
    """Take `in a statement` into the cue: how it was said is part of the saying."""
    if words.lower[first : first + 2] in (["in", "a"], ["in", "an"]):
        for index in range(first + 2, min(high, first + 5)):
            if words.lower[index] in _MEDIA:
                return index + 1
    return first


def _adverb_between(words: Words, index: int) -> bool:
    word = words.lower[index]
    return adverb(word) and word != "not" and words.lower[index + 1] in {"that", QUOTE, ":", "to"}


def named_frame(words: Words, after: int, *, following: int, last: int, high: int) -> Frame:
    """Name the kind of words that begin at a place."""
    if after >= high:
        return Frame(following, last, after, "end")
    word = words.lower[after]
    if word == ",":
        quoted = after + 1 < high and words.lower[after + 1] == QUOTE
        return Frame(following, last, after + 1, "quote" if quoted else "comma")
    if word == ":":
        return Frame(following, after + 1, after + 1, "colon")
    if word in PREPOSITIONS and word != "to":
        return Frame(following, after + 1, after + 1, f"prep:{word}" if word in _NAMED_PREPOSITIONS else "prep")
    return Frame(following, last, after, _kind(words, after, high))


def _kind(words: Words, index: int, high: int) -> str:
    word = words.lower[index]
    if word == "not" and index + 1 < high and words.lower[index + 1] == "to":
        return "to"
    if word.endswith("ing") and len(word) > 5:
        return "ing"
    groups = (
        ("quote", word == QUOTE),
        ("that", word == "that"),
        ("to", word == "to"),
        ("wh", word in _WH),
        ("end", word in _CLOSING_MARKS or word in CONJUNCTIONS),
        ("pron", word in PRONOUNS),
    )
    return next((name for name, fits in groups if fits), "np:to" if _infinitive_follows(words, index, high) else "np")


def _infinitive_follows(words: Words, index: int, high: int) -> bool:
    """Say whether a noun phrase is followed by what its bearer is to do (`want the company to stop`)."""
    for place in range(index + 1, min(high - 1, index + _INFINITIVE_REACH)):
        word = words.lower[place]
        if word == "to":
            following = words.lower[place + 1]
            return not (words.capital(place + 1) or following in DETERMINERS or following in OBJECT_PRONOUNS)
        if word in _TOLD_ENDS or word in AUXILIARIES or word in CONJUNCTIONS:
            return False
    return False


def _recipient_end(words: Words, start: int, high: int) -> int:
    """Skip who is told: a pronoun, or a noun phrase up to what is told."""
    if start < high and words.lower[start] in OBJECT_PRONOUNS:
        return start + 1
    for index in range(start, min(high, start + _RECIPIENT_REACH)):
        word = words.lower[index]
        if word in _TOLD_ENDS or (index > start and _begins_told(words, index)):
            return index
    return min(high, start + _RECIPIENT_REACH)


def _begins_told(words: Words, index: int) -> bool:
    """Say whether what is told begins at a word after who is told (`told reporters the deal was off`)."""
    word, before = words.lower[index], words.lower[index - 1]
    if word in PRONOUNS or (word in _MANNER and word not in {"of", "for", "with"}):
        return True
    if before in PREPOSITIONS or before in CONJUNCTIONS:
        return False
    if word in DETERMINERS:
        return True
    small = not words.capital(index - 1) and before not in DETERMINERS and before not in {"'s", "-"}
    return words.capital(index) and small


def _manner_end(words: Words, after: int, high: int, *, to: bool) -> int:
    """Skip when, where and how it was said (`on Tuesday`, `in a statement`), up to what was said.

    Args:
        words: Of the sentence.
        after: Where the words after the verb begin.
        high: End of the words looked at.
        to: `to` begins who was spoken to, and not what somebody was told to do.
    """
    begin = after
    while after < high:
        word = words.lower[after]
        if after > begin and words.lower[after : after + 2] == [",", "that"]:
            return after + 1
        day = after + (word == "on")
        timed = _said_when(words, day, high)
        if timed > day:
            after = timed
        elif word in _MANNER and (to or word != "to"):
            end = after + 1
            while end < min(high, after + _MANNER_REACH) and not _stops_manner(words, after, end):
                end += 1
            after = end
        else:
            break
    return after


def _said_when(words: Words, index: int, high: int) -> int:
    """Find the end of an expression of time after a verb (`said Tuesday that`, `spoke out this week against`)."""
    if index < high and words.lower[index] in {"earlier", "later"}:
        return index + 1
    last = time_end(words, index, high)
    if words.lower[index : index + 1] != ["that"] or last >= high:
        return last
    clear = words.lower[last] in _TOLD_ENDS or words.lower[last] in PREPOSITIONS
    return last if clear else index  # "said that night raids were over"


def _stops_manner(words: Words, start: int, index: int) -> bool:
    word = words.lower[index]
    if word in _MANNER_ENDS:
        return True
    if index <= start + 1:
        return False
    before = words.lower[index - 1]
    if word in DETERMINERS:
        return before not in PREPOSITIONS and before not in CONJUNCTIONS and before not in DETERMINERS
    return before in DAYS and words.capital(index) and word not in DAYS and word not in _MANNER
