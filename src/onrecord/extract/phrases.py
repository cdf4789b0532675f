"""Noun phrases and verb groups, found from words alone: no tagger, no parser."""

from dataclasses import dataclass

from onrecord.extract.lexicon import (
    ADVERBS,
    AUXILIARIES,
    CONJUNCTIONS,
    DAYS,
    DETERMINERS,
    FINITE,
    PREPOSITIONS,
    PRONOUNS,
    SENTENCE_ADVERBS,
    STOPS,
    SUBORDINATORS,
    vocabulary,
)
from onrecord.extract.times import time_end
from onrecord.extract.words import Words

LONGEST_PHRASE = 45
"""Words looked at on either side of a verb; longer descriptions of a speaker are not met in practice."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A run of words, by index, half-open."""

    first: int
    last: int


_LY_NOUNS = vocabulary("family july ally rally supply reply apply italy assembly monopoly butterfly")
_LEADING = frozenset(("'s", "to", "-", "'", "."))


def adverb(word: str) -> bool:
    """Say whether a word may stand between a subject and its verb."""
    return word in ADVERBS or (word.endswith("ly") and len(word) > 4 and word not in _LY_NOUNS)


def group_start(words: Words, verb: int, *, low: int) -> int:
    """Find where the verb group begins: auxiliaries, negations and adverbs before the verb belong to it."""
    first = verb
    while first > low and (words.lower[first - 1] in AUXILIARIES or adverb(words.lower[first - 1])):
        first -= 1
    if first > low and first < verb and words.lower[first - 1] == "need" and words.lower[first] == "not":
        first -= 1
    while first < verb and adverb(words.lower[first]) and words.capital(first):
        first += 1
    return first


def noun_phrase(words: Words, last: int, *, low: int) -> Phrase | None:
    """Walk left over the words of a noun phrase."""
    first = last
    limit = max(low, last - LONGEST_PHRASE)
    while first > limit and not _ends_phrase(words, first - 1, last):
        if words.lower[first - 1] == ")":
            opening = first - 1
            while opening > limit and words.lower[opening] != "(":
                opening -= 1
            first = opening
            continue
        first -= 1
    if first - 2 >= low and words.lower[first - 1] == "than" and words.lower[first - 2] in {"more", "fewer", "less"}:
        first -= 2  # "more than 100 employees"
        return Phrase(first, last)
    return _trimmed(words, first, last)


def _ends_phrase(words: Words, index: int, last: int) -> bool:
    """Say whether a word cannot belong to the noun phrase to its right."""
    word = words.lower[index]
    if word == ")":
        return False
    if word in STOPS or word in SUBORDINATORS or word in PRONOUNS:
        return True
    following = words.lower[index + 1] if index + 1 < last else ""
    if word in AUXILIARIES:
        return word != "'s" or not following or following in DETERMINERS or following == "been" or adverb(following)
    if word in FINITE:
        return index == 0 or words.lower[index - 1] not in DETERMINERS
    participle = word.endswith("ed") and len(word) > 4 and words.forms[index][0].islower()
    return participle and (following in DETERMINERS or following in PREPOSITIONS or following == "that")


def _trimmed(words: Words, first: int, last: int) -> Phrase | None:
    """Drop conjunctions, adverbs and leading adverbials from the left end of a phrase."""
    while first < last:
        word = words.lower[first]
        if word in CONJUNCTIONS or word in SENTENCE_ADVERBS or word in _LEADING or adverb(word):
            first += 1
        elif word in PREPOSITIONS:
            following = _after_prepositional(words, first, last)
            if following is None:
                return None
            first = following
        else:
            break
    timed = time_end(words, first, last)
    if timed < last and words.lower[timed] != "'s":
        first = timed
    return Phrase(first, last) if first < last else None


def _after_prepositional(words: Words, first: int, last: int) -> int | None:
    """Find where the subject begins after a leading adverbial without a comma ("In Ohio voters said")."""
    for index in range(first + 2, last):
        word = words.lower[index]
        if (
            word in DETERMINERS
            and words.lower[index - 1] not in PREPOSITIONS
            and words.lower[index - 1] not in DETERMINERS
        ):
            return index
        if words.capital(index) and word not in DAYS and _ends_time(words, first, index):
            return index
    return None


def _ends_time(words: Words, first: int, index: int) -> bool:
    """Say whether an expression of time ends before a word ("In a memo of 19 June 2018 Nadella")."""
    before = words.lower[index - 1]
    return before in DAYS or (
        before.isdigit() and any(word in DAYS for word in words.lower[max(first, index - 3) : index])
    )
