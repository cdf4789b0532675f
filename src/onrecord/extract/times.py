"""Words that say when: `this month`, `the same evening`, `on Monday`; they are neither who spoke nor what was said."""

from onrecord.extract.lexicon import AUXILIARIES, DAYS, QUOTE, vocabulary
from onrecord.extract.words import Words

_SPANS = vocabulary("day week weekend month year morning afternoon evening night spring summer autumn fall winter hour")
_POINTERS = vocabulary("this last next that")
_SAME = vocabulary("same next following previous")
_COUNTS = vocabulary("two three four five six seven eight nine ten several many few")
_TURNS = vocabulary("ago later earlier before after")
_ALONE = vocabulary("today yesterday tonight tomorrow")
_NAMES = DAYS - _SPANS - _POINTERS - _ALONE - vocabulary("earlier later late early")
"""Names of days and months."""


def time_end(words: Words, first: int, high: int) -> int:
    """Find where an expression of time that begins at a word ends; the word itself when none begins there.

    `last week's debate` and `this month is the worst` are no expressions of time but things spoken of.
    """
    last = _matched(words, first, high)
    if last == first or (last < high and (words.lower[last] in AUXILIARIES or words.lower[last] == "of")):
        return first
    return last


def dated_mark(words: Words, index: int, high: int) -> bool:
    """Say whether nothing but the day they were said follows words in quotation marks: `"we lost" on 3 May 2020`."""
    return words.lower[index : index + 2] == [QUOTE, "on"] and time_end(words, index + 2, high) == high > index + 2


def _matched(words: Words, first: int, high: int) -> int:
    ahead = [*words.lower[first : min(high, first + 3)], "", "", ""]
    word, second, third = ahead[:3]
    if word in _ALONE:
        return first + 1
    if word in {"earlier", "later", "late", "early"} and second in _POINTERS | {"the", "on"} | _NAMES:
        inner = first + 1 + (second == "on")
        end = _matched(words, inner, high)
        return end if end > inner else first
    if word in _POINTERS and (second in _SPANS or second in _NAMES):
        return first + 2
    if word == "the" and second in _SAME and third in _SPANS:
        return first + 3
    if (word in _COUNTS or word.isdigit()) and second.removesuffix("s") in _SPANS and third in _TURNS:
        return first + 3
    return _dated(words, first, high)


def _dated(words: Words, first: int, high: int) -> int:
    """Read `Tuesday`, `June 19`, `19 June 2018`, `Tuesday, June 19`."""
    last, named = first, False
    while last < high:
        word = words.lower[last]
        name = word in _NAMES and words.capital(last)
        if not (name or _day_number(words, last, high) or (named and _year(words, last))):
            break
        named = named or name
        last += 1
        if name and last + 1 < high and words.lower[last] == "." and _day_number(words, last + 1, high):
            last += 1  # "Nov. 18"
        if last + 1 < high and words.lower[last] == "," and _goes_on(words, last + 1, high):
            last += 1
    return last if named else first


def _goes_on(words: Words, index: int, high: int) -> bool:
    """Say whether a date goes on after a comma: with its year, its day, or with its month and day."""
    named = words.lower[index] in _NAMES and words.capital(index) and index + 1 < high
    return _year(words, index) or _day_number(words, index + named, high)


def _day_number(words: Words, index: int, high: int) -> bool:
    """Say whether a number stands beside the name of a month."""
    digits = words.lower[index].rstrip("stndrh")
    if not (digits.isdigit() and len(digits) <= 2):
        return False
    stopped = index > 0 and words.lower[index - 1] == "."
    around = (index - 1 - stopped, index + 1)
    return any(0 <= one < high and words.lower[one] in _NAMES and words.capital(one) for one in around)


def _year(words: Words, index: int) -> bool:
    return words.lower[index].isdigit() and len(words.lower[index]) == 4
