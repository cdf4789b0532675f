"""Whose verb it is: the noun phrase before a verb group, or after an inverted one."""

from itertools import pairwise

from onrecord.extract.lexicon import (
    AUXILIARIES,
    CONJUNCTIONS,
    DAYS,
    DETERMINERS,
    FINITE,
    PREPOSITIONS,
    PRONOUNS,
    QUOTE,
    RELATIVES,
    SENTENCE_ADVERBS,
    STOPS,
    SUBORDINATORS,
    vocabulary,
)
from onrecord.extract.phrases import LONGEST_PHRASE, Phrase, adverb, group_start, noun_phrase
from onrecord.extract.verbs import verb_forms
from onrecord.extract.words import Words

_APPOSITION_HEADS = vocabulary(
    "who which whose of former chief head president director spokesman spokeswoman spokesperson professor "
    "a an the his her its their"
)
_PARTICIPLES = vocabulary("written seen known made given held led run born")
_INVERTED_NOUNS = vocabulary("former officials people sources")
_NO_NOUNS = PREPOSITIONS | CONJUNCTIONS | DETERMINERS | PRONOUNS | RELATIVES | DAYS | SENTENCE_ADVERBS
_OCCASIONS = vocabulary("interview statement tweet speech email a an") | DAYS
_CLAUSE_MARKS = frozenset((";", ":", "—", "–", "--", "!", "?", "…", "..."))


def subject_before(words: Words, verb: int, *, low: int) -> Phrase | None:
    """Find the noun phrase that ends where a verb group begins, with its appositions."""
    last = _before_aside(words, verb, low)
    if last <= low:
        return None
    before = words.lower[last - 1]
    if before == "that":
        return _antecedent(words, last - 1, low)
    if before in RELATIVES or before in PRONOUNS:
        return Phrase(last - 1, last)
    if before == ",":
        return _after_quotation(words, last, low) or _with_appositions(words, last, low)
    if before in {"—", "–", "--", ")"}:
        return _bracketed(words, last, low)
    phrase = noun_phrase(words, last, low=low)
    if phrase is None:
        return None
    as_one = words.lower[phrase.first - 2 : phrase.first + 1] in ([",", "as", "a"], [",", "as", "an"])
    if as_one and phrase.first - 3 >= low:
        named = noun_phrase(words, phrase.first - 2, low=low)  # "ICE, as an agency of the department, refused"
        return Phrase(named.first, last) if named else phrase
    return _listed(words, phrase, low)


def _antecedent(words: Words, that: int, low: int) -> Phrase | None:
    """Find what `that` stands for (`a letter that asks`); a `that` with no noun before it names nobody."""
    before = words.lower[that - 1] if that > low else ""
    if not before.isalpha() or before in AUXILIARIES or before in _NO_NOUNS or before in verb_forms():
        return None
    return noun_phrase(words, that, low=low)


def _before_aside(words: Words, verb: int, low: int) -> int:
    """Step back over `, however,` and `, for example,` before a verb."""
    if verb - 3 >= low and words.lower[verb - 1] == ",":
        if words.lower[verb - 3] == "," and adverb(words.lower[verb - 2]):
            return verb - 3
        if verb - 4 >= low and words.lower[verb - 4] == "," and words.lower[verb - 3] in {"for", "in"}:
            return verb - 4
    return verb


def _listed(words: Words, phrase: Phrase, low: int) -> Phrase:
    """Take in the earlier members of a list of names ("Cruz, Rubio and Bush")."""
    first = phrase.first
    if "and" not in words.lower[first : phrase.last]:
        return phrase
    while first - 2 >= low and words.lower[first - 1] == ",":
        start = first - 1
        while start > low and words.capital(start - 1):
            start -= 1
        if start == first - 1:
            break
        first = start
    return Phrase(first, phrase.last)


def _bracketed(words: Words, last: int, low: int) -> Phrase | None:
    """Find the phrase before a description between dashes or brackets."""
    mark = words.lower[last - 1]
    opening = "(" if mark == ")" else mark
    index = last - 2
    while index > max(low, last - LONGEST_PHRASE) and words.lower[index] != opening:
        index -= 1
    if index <= low or words.lower[index] != opening:
        return noun_phrase(words, last - 1, low=low) if mark != ")" else None
    phrase = noun_phrase(words, index, low=low)
    if phrase is None:
        return None
    return Phrase(phrase.first, last if mark == ")" else index)


def _with_appositions(words: Words, last: int, low: int) -> Phrase | None:
    """Find `NAME, apposition,` to the left of a verb; the closing comma belongs to the phrase, as a bracket would."""
    best: Phrase | None = None
    for left, right in _pieces(words, last, low):
        if words.lower[left] == "as" and left > low:
            continue  # "the mill, as a part of the group, refused"
        phrase = noun_phrase(words, right, low=left)
        if phrase is None or not _can_head(words, phrase, left):
            if best is not None and not _describes(words, left, right):
                break
            continue
        best = phrase
        if phrase.first > left + _skippable(words, left):
            break
    return Phrase(best.first, last) if best else None


def _after_quotation(words: Words, last: int, low: int) -> Phrase | None:
    """Take all between a closing mark and a verb when it is a name and what it is: `"...," Ana Lopez, a judge in Ohio, said`."""
    first = last - 1
    while first > max(low, last - LONGEST_PHRASE) and words.lower[first] != QUOTE:
        first -= 1
    if words.lower[first] != QUOTE or words.lower[first + 1] in _NO_NOUNS - DETERMINERS | SUBORDINATORS:
        return None
    comma = words.lower.index(",", first)
    between = words.lower[first + 1 : last]
    told = any(word in AUXILIARIES - {"'s"} or word in FINITE or word in _CLAUSE_MARKS for word in between)
    return None if told or not words.capital(comma - 1) or comma == last - 1 else Phrase(first + 1, last)


def _pieces(words: Words, last: int, low: int) -> list[tuple[int, int]]:
    """Cut the words before a comma into the pieces between commas, the nearest first."""
    commas = [last - 1]
    index = last - 2
    while index >= max(low, last - LONGEST_PHRASE):
        word = words.lower[index]
        if word in _CLAUSE_MARKS or (word == QUOTE and index + 1 == commas[-1]):
            break
        if word == ",":
            commas.append(index)
        index -= 1
    return [(left + 1, right) for right, left in pairwise([*commas, index])]


def _skippable(words: Words, index: int) -> int:
    count = 0
    while words.lower[index + count] in CONJUNCTIONS or words.lower[index + count] in SENTENCE_ADVERBS:
        count += 1
    return count


def _describes(words: Words, first: int, last: int) -> bool:
    """Say whether a piece between commas can describe a name: a relative clause, an age, a participle."""
    word = words.lower[first]
    return (
        word in {"who", "which", "whose", "where"}
        or last - first <= 2
        or word.endswith(("ing", "ed"))
        or word in _PARTICIPLES
    )


def _can_head(words: Words, phrase: Phrase, first: int) -> bool:
    """Say whether a phrase can be the name that appositions follow."""
    word = words.lower[phrase.first]
    return (
        (words.capital(phrase.first) or word in DETERMINERS or word.isdigit() or word == "former")
        and word not in RELATIVES
        and not word.endswith("ing")
        and (phrase.first - first < 4 or words.lower[first] in PREPOSITIONS)
    )


def main_subject(words: Words, limit: int) -> Phrase | None:
    """Find the subject of the first finite verb of a sentence, looking at the words before a limit."""
    for index in range(1, limit):
        word = words.lower[index]
        past = word.endswith("ed") and len(word) > 4 and words.lower[index - 1] not in DETERMINERS
        if (word in AUXILIARIES and word != "'s") or word in FINITE or past:
            subject = subject_before(words, group_start(words, index, low=0), low=0)
            if subject:
                return subject
    return None


def subject_after(words: Words, first: int, *, high: int, anything: bool = False) -> Phrase | None:
    """Find the noun phrase that follows an inverted verb (`said Smith, the chief executive`).

    Args:
        words: Of the sentence.
        first: The word after the verb.
        high: End of the words looked at.
        anything: Any noun may begin it, as after "according to"; else a name, a number or an article must.
    """
    if first >= high or words.lower[first] in DAYS:
        return None
    if words.lower[first] in PRONOUNS:
        return Phrase(first, first + 1)
    if not (anything or _begins_phrase(words, first)):
        return None
    last = _phrase_end(words, first, high)
    while last > first and (words.lower[last - 1] in CONJUNCTIONS | PREPOSITIONS or words.lower[last - 1] in ".,-"):
        last -= 1
    return Phrase(first, last) if last > first else None


def _begins_phrase(words: Words, index: int) -> bool:
    word = words.lower[index]
    return words.capital(index) or word in DETERMINERS or word.isdigit() or word in _INVERTED_NOUNS


def _phrase_end(words: Words, first: int, high: int) -> int:
    last = first
    while last < min(high, first + LONGEST_PHRASE):
        word = words.lower[last]
        if word == "(":
            while last < high - 1 and words.lower[last] != ")":
                last += 1
        elif word == ",":
            end = _apposition_end(words, last, high)
            if end is None:
                break
            last = end
            continue
        elif _closes_phrase(word) or (last > first and _begins_time(words, last, high)):
            break
        last += 1
    return last


def _closes_phrase(word: str) -> bool:
    return word in STOPS or word in SUBORDINATORS or word in PRONOUNS or (word in AUXILIARIES and word != "'s")


def _begins_time(words: Words, index: int, high: int) -> bool:
    """Say whether a word begins when or where it was said (`said Smith on Monday`, `in an interview`)."""
    word = words.lower[index]
    if word in DAYS:
        return True
    following = words.lower[index + 1 : min(high, index + 3)]
    return word in {"in", "on", "during", "at"} and any(one in _OCCASIONS for one in following)


def _apposition_end(words: Words, comma: int, high: int) -> int | None:
    """Find the end of an apposition that starts at a comma, None when the comma does not start one."""
    first = comma + 1
    if first >= high:
        return None
    word = words.lower[first]
    named = word in _APPOSITION_HEADS or word.isdigit() or (words.capital(first) and word != "i")
    if not named and not _office(words, first, high):
        return None
    index = first
    while index < min(high, comma + LONGEST_PHRASE) and words.lower[index] not in STOPS | {".", "told"}:
        index += 1
    return index


def _office(words: Words, first: int, high: int) -> bool:
    """Say whether small words after a comma are an office: `, general manager at Microsoft`."""
    word = words.lower[first]
    if word.endswith("ing") or any(word in group for group in (PRONOUNS, PREPOSITIONS, CONJUNCTIONS, SUBORDINATORS)):
        return False
    return not {"of", "at", "for"}.isdisjoint(words.lower[first : min(high, first + 7)])
