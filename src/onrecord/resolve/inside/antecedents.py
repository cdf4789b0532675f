"""Whom a pronoun stands for: one candidate, or nobody with the candidates kept."""

import re
from bisect import bisect_left
from dataclasses import dataclass

from onrecord.resolve.inside.document import DocumentParties, Resolved
from onrecord.resolve.inside.salience import REACH, SENTENCES_BACK, Asked, People, Standing, standings

AGAINST = re.compile(r"\b(?:to|against|about|on|over|regarding|concerning)\s+(?:the\s+)?$", re.IGNORECASE)
BESIDE = re.compile(
    r"\b(?:of|for|from|near|with|within|under|around|behind|representing|led by)\s+(?:the\s+)?$", re.IGNORECASE
)
"""Words before a name that show that somebody or something else is meant: a letter *to*, the rivals *of*."""
SOMEBODY_OF = re.compile(
    r"['’]s?\s+(?:[\w-]+\s+){0,2}?(?:father|mother|parents?|brother|sister|sons?|daughter|wife|husband|widow|widower|partner|"
    r"fianc[eé]e?|boyfriend|girlfriend|uncle|aunt|cousin|nephew|niece|grand\w+|family|lawyer|attorney|solicitor|doctor|"
    r"spokes\w+|aide|adviser|advisor|assistant|manager|boss|deputy|predecessor|successor|colleague|friend|neighbou?r|"
    r"ally|rival|opponent|critic|running mate|client|employer|employee)s?\b",
    re.IGNORECASE,
)
"""What follows a name that only says whose relation or helper is meant: "he" may be either of the two."""
PARAGRAPHS_BACK = 2
SURE, SPOKE_LAST, OF_SEVERAL = 0.5, 0.4, 0.6
"""Likelihoods from which a person is taken for "he" or "she", chosen on the texts the weights are fitted on.

Any; one who spoke last, where nobody else may be meant; one of several who are named in the pronoun's own sentence.
"""

Answer = tuple[str | None, str, list[str]]
"""Key, rule, candidates."""


@dataclass(slots=True)
class Memory:
    """What was said so far in the document: the last statement, the last by a person, the last by a body.

    Attributes:
        nameless: Where the source of the last statement ends whose speaker has no full name in the text.
    """

    last: tuple[str | None, int] = (None, 0)
    person: tuple[str | None, int] = (None, 0)
    body: tuple[str | None, int] = (None, 0)
    nameless: int = -1

    def take(self, key: str | None, end: int) -> None:
        """Note who a statement's words are and where it ends; None when nobody could be named."""
        self.last = (key, end)
        if key and key.startswith("person:"):
            self.person = (key, end)
        elif key:
            self.body = (key, end)


def it(found: DocumentParties, start: int, memory: Memory) -> Answer:
    """Take "it" for the body whose words stand just before, in the same paragraph, if no other body was named since."""
    key, end = memory.last
    between = found.document.text[end:start]
    if key and not key.startswith("person:") and "\n" not in between:
        others = {one.key for one in found.within(end, start) if not one.key.startswith("person:")} - {key}
        if not others:
            return key, "pronoun: the body that spoke just before", []
    return None, "pronoun", []


def he_or_she(people: People, asked: Asked, memory: Memory) -> Answer:
    """Take the one person who is likely enough to be meant, by what stands before; else nobody, with all who may be.

    The order in which people are kept is that of their likelihood.
    """
    if asked.own and (speaker := _spoke_last(people, asked, memory)):
        people.genders.setdefault(speaker, asked.pronoun)
        return speaker, "pronoun: the person who spoke last", []
    ranked = standings(people, asked)
    keys = [one.key for one in ranked]
    if not ranked:
        others = _disagreeing(people, asked)
        if others:
            return None, "pronoun: not the one used for the only candidate", others
        return None, "pronoun: nobody named before", []
    best = ranked[0]
    if best.share < _least(ranked, memory):
        one_of = "more than one could be meant" if len(keys) > 1 else "somebody not named here could be meant"
        return None, f"pronoun: {one_of}", keys
    if doubt := _doubt(people.found, asked, best.key, memory) or _rival(people, asked, keys, memory):
        return None, f"pronoun: {doubt}", keys
    people.genders.setdefault(best.key, asked.pronoun)
    return best.key, _rule(ranked), []


def _spoke_last(people: People, asked: Asked, memory: Memory) -> str | None:
    """Give the person who spoke last, where "he" speaks again and nobody else who may be meant was named since.

    Those named in the words of the two statements do not count: they are spoken of.
    """
    key, end = memory.person
    found, start = people.found, asked.start
    if key is None or end < found.lines_back(start, PARAGRAPHS_BACK) or end < start - REACH:
        return None
    if people.genders.get(key, asked.pronoun) != asked.pronoun or _doubt(found, asked, key, memory):
        return None
    named: list[tuple[int, tuple[str, ...]]] = []
    named += [(one.mention.span.start, (one.key,)) for one in found.within(end, start) if one.mention.span]
    named += [(place, keys) for place, _, keys in found.unclear_within(end, start)]
    since = {
        each
        for place, keys in named
        for each in keys
        if each.startswith("person:") and people.genders.get(each, asked.pronoun) == asked.pronoun
        if not any(low <= place < high for low, high in asked.own)
    }
    return key if since <= {key} else None


def _least(ranked: list[Standing], memory: Memory) -> float:
    """Say how likely the likeliest must be."""
    if len(ranked) == 1:
        return SPOKE_LAST if memory.person[0] == ranked[0].key else SURE
    return OF_SEVERAL if sum("in the same sentence" in one.signs for one in ranked) > 1 else SURE


def _rule(ranked: list[Standing]) -> str:
    """Name the sign that carries a link, for people to read."""
    best = ranked[0]
    if len(ranked) == 1:
        return "pronoun: the one person named shortly before"
    if "a pronoun was taken for them" in best.signs:
        return "pronoun: the person the pronouns before stand for"
    if "subject before" in best.signs:
        return "pronoun: the subject of a sentence shortly before"
    return "pronoun: the likeliest of those named shortly before"


def _disagreeing(people: People, asked: Asked) -> list[str]:
    """List the people named shortly before whom the document calls by the other pronoun."""
    number = people.sentences.number(asked.start)
    low = max(people.sentences.start(number - SENTENCES_BACK), asked.start - REACH)
    named = [(one.mention.span, one.key) for one in people.found.within(low, asked.start)]
    outside = [
        key
        for span, key in named
        if span and key.startswith("person:") and not any(first <= span.start < last for first, last in asked.own)
    ]
    return [key for key in dict.fromkeys(outside) if key not in asked.excluded]


def _rival(people: People, asked: Asked, keys: list[str], memory: Memory) -> str:
    """Say that the person who spoke last may be meant as well, unless the likeliest alone leads this paragraph."""
    found, start = people.found, asked.start
    key, end = memory.person
    if key is None or key == keys[0] or key not in keys or end < found.lines_back(start, PARAGRAPHS_BACK):
        return ""
    paragraph = max(found.document.text.rfind("\n", 0, start) + 1, start - REACH)
    here = [one for one in found.within(paragraph, start) if one.key in keys]
    if {one.key for one in here} == {keys[0]} and any(_leads(found, one, paragraph) for one in here):
        return ""
    return "the person who spoke last could be meant as well"


def _leads(found: DocumentParties, one: Resolved, paragraph: int) -> bool:
    """Say whether a person is named other than behind a preposition: "Asked about Tim Cook, he" hardly means Tim Cook."""
    if one.mention.span is None:
        return False
    before = found.document.text[max(paragraph, one.mention.span.start - 20) : one.mention.span.start]
    return not AGAINST.search(before) and not BESIDE.search(before)


def _doubt(found: DocumentParties, asked: Asked, key: str, memory: Memory) -> str:
    """Say why the likeliest person is not meant, or not alone; empty where nothing speaks against it."""
    places = found.places.get(key, [])
    if any(bisect_left(places, (low, low)) < bisect_left(places, (high, high)) for low, high in asked.own):
        return "the words themselves name the only candidate"
    before = bisect_left(places, (asked.start, asked.start))
    last = places[before - 1][1] if before else 0
    if SOMEBODY_OF.match(found.document.text, last):
        return "the only candidate or somebody of theirs could be meant"
    if last <= memory.nameless <= asked.start and memory.nameless >= found.lines_back(asked.start, PARAGRAPHS_BACK):
        return "somebody with no full name in this text could be meant"
    return ""
