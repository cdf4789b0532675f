"""Whom a pronoun stands for: one candidate, or nobody with the candidates kept."""

import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from onrecord.model.statement import Statement
from onrecord.resolve.document import DocumentParties
from onrecord.resolve.known import by_key

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
GENDER = re.compile(r"^(?:(?P<he>mr|sir|lord)|(?P<she>mrs|ms|miss|dame|lady))\b", re.IGNORECASE)
PARAGRAPHS_BACK = 2

Answer = tuple[str | None, str, list[str]]
"""Key, rule, candidates."""


@dataclass(slots=True)
class Memory:
    """What was said so far in the document: the last statement, the last by a person, the last by a body.

    Attributes:
        pronouns: Person to `he` or `she`, from titles and from the pronouns already taken for them.
        nameless: Where the source of the last statement ends whose speaker has no full name in the text.
    """

    last: tuple[str | None, int] = (None, 0)
    person: tuple[str | None, int] = (None, 0)
    body: tuple[str | None, int] = (None, 0)
    pronouns: dict[str, str] = field(default_factory=dict)
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


def titled(found: DocumentParties) -> dict[str, str]:
    """Map people to the pronoun their titles ask for; those with titles of both kinds are left out."""
    pronouns: dict[str, set[str]] = {}
    for one in found.resolved:
        if one.key.startswith("person:") and (title := GENDER.match(one.mention.name)):
            pronouns.setdefault(one.key, set()).add("he" if title["he"] else "she")
    return {key: min(kinds) for key, kinds in pronouns.items() if len(kinds) == 1}


def agreed(pronoun: str, answer: Answer, memory: Memory) -> Answer:
    """Refuse a "he" for somebody the document calls "she"."""
    key = answer[0]
    if key is None:
        return answer
    if memory.pronouns.setdefault(key, pronoun) != pronoun:
        return None, "pronoun: not the one used for the only candidate", [key]
    return answer


def certain(found: DocumentParties, statement: Statement, answer: Answer, memory: Memory) -> Answer:
    """Refuse a person whom the words around a pronoun show not to be meant, or not alone."""
    key = answer[0]
    if key is None:
        return answer
    start = statement.source[0].start
    places = found.places.get(key, [])
    said = [(span.start, span.end) for span in statement.content]
    if any(bisect_left(places, (low, low)) < bisect_left(places, (high, high)) for low, high in said):
        return None, "pronoun: the words themselves name the only candidate", [key]
    before = bisect_left(places, (start, start))
    last = places[before - 1][1] if before else 0
    if SOMEBODY_OF.match(found.document.text, last):
        return None, "pronoun: the only candidate or somebody of theirs could be meant", [key]
    if last <= memory.nameless <= start and memory.nameless >= found.lines_back(start, PARAGRAPHS_BACK):
        return None, "pronoun: somebody with no full name in this text could be meant", [key]
    return answer


def he_or_she(found: DocumentParties, statement: Statement, memory: Memory) -> Answer:
    """Take the one person named in the paragraph, else the last to speak if nobody was named since, else the one named shortly before.

    People named in the words themselves do not count: nobody speaks of themselves by name.
    """
    start = statement.source[0].start
    said = [(span.start, span.end) for span in statement.content]

    def people(first: int) -> list[str]:
        places = [(one.key, one.mention.span.start) for one in found.within(first, start) if one.mention.span]
        unclear = [(one.mention.span, one.keys) for one in found.unclear]  # each of those it may be counts
        places += [(key, span.start) for span, keys in unclear if span and first <= span.start < start for key in keys]
        outside = [key for key, place in places if not any(low <= place < high for low, high in said)]
        return list(dict.fromkeys(key for key in outside if key.startswith("person:")))

    nearest = found.lines_back(start, PARAGRAPHS_BACK)
    key, end = memory.person
    recent = key if key and end >= nearest else None
    paragraph = found.document.text.rfind("\n", 0, start) + 1
    here = people(paragraph)
    if len(here) == 1:
        if recent is None or recent == here[0] or _leads(found, paragraph, start):
            return here[0], "pronoun: the one person named in the paragraph", []
        return None, "pronoun: more than one could be meant", [here[0], recent]
    if recent and set(people(end)) <= {recent}:
        return recent, "pronoun: the person who spoke last", []
    before = people(nearest)
    if len(before) == 1:
        return before[0], "pronoun: the one person named shortly before", []
    return None, "pronoun: more than one could be meant" if before else "pronoun: nobody named before", before


def _leads(found: DocumentParties, first: int, start: int) -> bool:
    """Say whether a person is named other than behind a preposition: "Asked about Tim Cook, he" hardly means Tim Cook."""
    text = found.document.text
    places = [one.mention.span for one in found.within(first, start) if one.key.startswith("person:")]
    before = [text[max(first, place.start - 20) : place.start] for place in places if place]
    return any(not AGAINST.search(words) and not BESIDE.search(words) for words in before)


def bodies(
    found: DocumentParties, first: int, start: int, kind: str = "", kinds: Mapping[str, str] = MappingProxyType({})
) -> list[str]:
    """List the bodies named in a stretch, of one kind or any, outlets left out: a paper that only reports is never meant."""
    keys = found.bodies_before(start) if first == 0 else [one.key for one in found.within(first, start)]
    named = []
    for key in keys:
        known = by_key().get(key.removeprefix("known:"))
        if key.startswith("person:") or (known and known.outlet):
            continue
        if not kind or kinds.get(key) == kind:
            named.append(key)
    return list(dict.fromkeys(named))
