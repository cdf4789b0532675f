"""What is said of a person beside the name: the office before it or the apposition after it."""

from onrecord.extract.lexicon import (
    ADVERBS,
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    SUBORDINATORS,
    vocabulary,
)
from onrecord.extract.name_words import OFFICES, ROLE_MODIFIERS, ROLE_NOUNS
from onrecord.extract.words import Words

_LONGEST, _FARTHEST_NOUN = 16, 8
"""Words of a role, and words before its noun; longer appositions tell a story, not an office."""
_ENDS = frozenset((",", ".", ";", ":", "—", "–", "--", ")", "“", '"', "”", "who", "which"))
_SAYING = vocabulary("said told wrote says")
_NOT_NAMES = (ADVERBS, CONJUNCTIONS, DETERMINERS, PREPOSITIONS, PRONOUNS, SUBORDINATORS)
_LINKS = vocabulary("of at for in and & 's on with to the a an - , /")


def role_of(words: Words, first: int, last: int) -> tuple[int, int] | None:
    """Find the role of the person named by some words; the apposition after the name wins over the office before it.

    Returns:
        Word indexes, half-open, or None.
    """
    return _after(words, last) or _before(words, first)


def _after(words: Words, last: int) -> tuple[int, int] | None:
    """Read an apposition: `, chief executive of Microsoft,` or `, who is head of the board`."""
    if last + 1 >= len(words) or words.forms[last] not in {",", "("}:
        return None
    first = last + 1
    if words.lower[first] == "who" and first + 1 < len(words) and words.lower[first + 1] in {"is", "was"}:
        first += 2
    end = first
    while end < min(len(words), first + _LONGEST) and not _ends_apposition(words.lower[end]):
        if end > first and (
            words.lower[end] in PRONOUNS or (words.lower[end] in AUXILIARIES and words.lower[end] != "'s")
        ):
            return None
        end += 1
    inside = words.lower[first:end]
    head = next((number for number, word in enumerate(inside) if word in ROLE_NOUNS), None)
    if head is None or head > _FARTHEST_NOUN or not _SAYING.isdisjoint(inside):
        return None
    return (first, end) if all(word.isalpha() or word in _LINKS for word in inside[:head]) else None


def _ends_apposition(word: str) -> bool:
    return word in _ENDS or word in SUBORDINATORS


def _before(words: Words, first: int) -> tuple[int, int] | None:
    """Read an office before a name: `Apple chief executive Tim Cook`, `Sen. Ana Lopez`."""
    index = first - 1
    if index < 0 or not (words.lower[index] in ROLE_NOUNS or words.forms[index] in OFFICES):
        return None
    start = index
    while start > max(0, first - 8) and _of_office(words, start - 1):
        start -= 1
    if words.lower[start] in {"'s", "of"}:
        start += 1
    return start, first


def _of_office(words: Words, index: int) -> bool:
    word = words.lower[index]
    if word in ROLE_MODIFIERS or word in ROLE_NOUNS or words.forms[index] in OFFICES or word in {"'s", "of"}:
        return True
    return words.capital(index) and not any(word in group for group in _NOT_NAMES)
