"""How likely each person named shortly before is the one a "he" or "she" stands for.

Each sign (the subject of the sentence before, the person named last, a "he" already taken for the person) has a weight;
together they give shares that add up to one with that of "somebody who is not named here". The weights are fitted by
evaluation/coreference/fit.py on GAP's development part and on the documents of GUM that are not kept for reporting.
"""

import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import exp, log1p
from types import MappingProxyType
from typing import Literal

from onrecord.resolve.inside.document import DocumentParties
from onrecord.resolve.inside.genders import pronouns_of
from onrecord.resolve.inside.sentences import Part, Sentences, part_of, sentences_of
from onrecord.resolve.inside.titles import Pronoun

Case = Literal["subject", "object", "possessive"]
SENTENCES_BACK = 4
REACH = 1500
"""Code points before a pronoun in which its antecedent is looked for; bounds the work in texts without full stops."""
WORDS: Mapping[str, Pronoun] = MappingProxyType(
    dict.fromkeys(("he", "him", "his", "himself"), "he") | dict.fromkeys(("she", "her", "hers", "herself"), "she")  # type: ignore[arg-type]  # the values are literals
)
PARTS: Mapping[Case, Part] = MappingProxyType({"subject": "subject", "object": "object", "possessive": "possessor"})
_OBJECT_HER = re.compile(
    r"her(?:\s+(?:to|and|in|on|at|for|with|from|by|as|that|was|is|had|has|but|or|when|after|before|who|of|into|out|up|a|an|the|"
    r"about|over|if|because|during|while|off|back|down|against|than)\b|\s*[^\w\s]|\s*$)",
    re.IGNORECASE,
)
_CLAUSE_BREAK = re.compile(
    r"[,;:—–]|\b(?:and|but|or|that|who|when|while|after|before|because|as|where|which|if|said|says|whom|what|until)\b"
)
STRANGER = re.compile(
    r"\b(?:an?|one|another|the|his|her|their|my|its)\s+(?:[\w-]+\s+){0,3}?(?:man|woman|boy|girl|mother|father|wife|husband|son|"
    r"daughter|brother|sister|king|queen|lady|gentleman|actress|widow|teenager|student|teacher|driver|doctor|nurse|officer|"
    r"soldier|victim|suspect|witness|resident|player|coach|priest|lawyer|attorney|spokes\w+|employee|worker|person|friend|"
    r"colleague|patient|child|baby|girlfriend|boyfriend|uncle|aunt|cousin|nephew|niece|owner|manager|director|official)\b",
    re.IGNORECASE,
)
"""Somebody without a name, who may be the one meant."""
NOBODY = 1.25
STRANGERS = 0.48
"""Fitted weights of "somebody who is not named here", and of a nameless person standing nearby."""
WEIGHTS: Mapping[str, float] = MappingProxyType(
    {
        "alone in this paragraph": 1.30,
        "named last": 1.21,
        "a pronoun was taken for them": 1.14,
        "both begin their sentences": 1.01,
        "in the same sentence": 0.92,
        "named last but one": 0.81,
        "subject, earlier sentence, subject": 0.76,
        "how often named": 0.75,
        "subject before": 0.61,
        "possessor, same sentence, object": 0.60,
        "called by a pronoun last": 0.57,
        "subject, same sentence, subject": 0.44,
        "possessor, earlier sentence, possessive": 0.37,
        "object, same sentence, subject": 0.35,
        "object, same sentence, possessive": 0.33,
        "subject, earlier sentence, possessive": 0.27,
        "subject, same sentence, possessive": 0.15,
        "possessor, same sentence, possessive": 0.12,
        "oblique, same sentence, object": 0.05,
        "subject, earlier sentence, object": -0.00,
        "possessor, earlier sentence, object": -0.02,
        "oblique, same sentence, possessive": -0.03,
        "possessor, earlier sentence, subject": -0.03,
        "object, same sentence, object": -0.04,
        "object, earlier sentence, object": -0.06,
        "possessor, same sentence, subject": -0.20,
        "oblique, same sentence, subject": -0.23,
        "oblique, earlier sentence, object": -0.36,
        "object, earlier sentence, subject": -0.41,
        "not in this paragraph": -0.48,
        "oblique, earlier sentence, subject": -0.59,
        "subject, same sentence, object": -0.61,
        "not named for four sentences": -0.62,
        "two sentences back": -0.78,
        "object, earlier sentence, possessive": -0.83,
        "in the same clause": -1.10,
        "three or four sentences back": -1.24,
        "oblique, earlier sentence, possessive": -1.25,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A pronoun to be resolved.

    Attributes:
        start, end: Its place, code points.
        own: Stretches whose names do not count: nobody speaks of themselves by name.
        excluded: Keys it cannot be, such as the speaker of the quotation it stands in.
    """

    start: int
    end: int
    pronoun: Pronoun
    own: tuple[tuple[int, int], ...] = ()
    excluded: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Standing:
    """Somebody a pronoun may be: the share of likelihood, and what speaks for it."""

    key: str
    share: float
    signs: Mapping[str, float]


@dataclass(slots=True)
class People:
    """The people of a document, as far as pronouns ask for them.

    Attributes:
        genders: Person to pronoun, from titles, roles, given names, and pronouns already taken for them.
        trail: Places and keys of the pronouns already resolved, in order.
        parts: Place of a name to its part in the sentence, once asked for.
    """

    found: DocumentParties
    sentences: Sentences
    genders: dict[str, Pronoun]
    trail: list[tuple[int, int, str]] = field(default_factory=list)
    parts: dict[int, str] = field(default_factory=dict)


def people_of(found: DocumentParties) -> People:
    """Make ready to resolve the pronouns of a document."""
    return People(found=found, sentences=sentences_of(found.document.text), genders=dict(pronouns_of(found)))


def case_of(text: str, start: int, end: int) -> Case:
    """Tell the case of a pronoun; "her" is possessive unless a word follows that begins no noun."""
    word = text[start:end].casefold()
    if word in {"he", "she"}:
        return "subject"
    if word in {"his", "hers"} or (word == "her" and not _OBJECT_HER.match(text, start, min(len(text), end + 12))):
        return "possessive"
    return "object"


def standings(people: People, asked: Asked) -> list[Standing]:
    """Rank the people a pronoun may be, the likeliest first."""
    signs = evidence(people, asked)
    nobody = NOBODY + STRANGERS * strangers(people, asked)
    scores = {key: sum(WEIGHTS.get(sign, 0.0) * value for sign, value in found.items()) for key, found in signs.items()}
    highest = max([nobody, *scores.values()])
    total = exp(nobody - highest) + sum(exp(score - highest) for score in scores.values())
    ranked = sorted(scores, key=lambda key: (-scores[key], key))
    return [Standing(key, exp(scores[key] - highest) / total, MappingProxyType(signs[key])) for key in ranked]


def strangers(people: People, asked: Asked) -> int:
    """Say whether somebody without a name stands in the pronoun's sentence before it, or in the sentence before."""
    low = people.sentences.start(people.sentences.number(asked.start) - 1)
    return int(STRANGER.search(people.found.document.text, max(low, asked.start - REACH), asked.start) is not None)


def evidence(people: People, asked: Asked) -> dict[str, dict[str, float]]:
    """List the signs that speak for each person named, or called by a pronoun, shortly before."""
    places = _places(people, asked)
    case = case_of(people.found.document.text, asked.start, asked.end)
    recent = sorted(places, key=lambda key: -places[key][-1][0])
    paragraph = people.found.document.text.rfind("\n", max(0, asked.start - REACH), asked.start) + 1
    here = [key for key in recent if places[key][-1][0] >= paragraph]
    signs = {key: _signs(people, asked, case, (key, places[key], rank)) for rank, key in enumerate(recent)}
    for key in recent:
        if key not in here:
            signs[key]["not in this paragraph"] = 1.0
        elif len(here) == 1 < len(recent):
            signs[key]["alone in this paragraph"] = 1.0
    return signs


def _places(people: People, asked: Asked) -> dict[str, list[tuple[int, int]]]:
    """Map each person that can be meant to the places in reach that name them, pronouns among them."""
    number = people.sentences.number(asked.start)
    low = max(people.sentences.start(number - SENTENCES_BACK), asked.start - REACH)
    found: dict[str, list[tuple[int, int]]] = {}

    def take(key: str, start: int, end: int) -> None:
        agrees = people.genders.get(key, asked.pronoun) == asked.pronoun
        if agrees and key.startswith("person:") and key not in asked.excluded:
            found.setdefault(key, []).append((start, end))

    for one in people.found.within(low, asked.start):
        if one.mention.span and not any(first <= one.mention.span.start < last for first, last in asked.own):
            take(one.key, one.mention.span.start, one.mention.span.end)
    for start, end, keys in people.found.unclear_within(low, asked.start):
        for key in keys:  # each of those it may be counts
            take(key, start, end)
    first, last = (bisect_left(people.trail, place, key=_first) for place in (low, asked.start))
    for start, end, key in people.trail[first:last]:
        take(key, start, end)
    for listed in found.values():
        listed.sort()
    return found


def _signs(
    people: People, asked: Asked, case: Case, candidate: tuple[str, list[tuple[int, int]], int]
) -> dict[str, float]:
    key, places, rank = candidate
    text, sentences = people.found.document.text, people.sentences
    start, end = places[-1]
    number = sentences.number(asked.start)
    back = number - sentences.number(start)
    part = _part(people, start, end)
    named = people.found.places.get(key, [])
    last_name = named[max(0, bisect_left(named, (asked.start, 0)) - 1)][1] if named else start
    signs = {
        f"{part}, {'same' if back == 0 else 'earlier'} sentence, {case}": 1.0,
        "in the same sentence": float(back == 0),
        "two sentences back": float(back == 2),
        "three or four sentences back": float(back > 2),
        "named last": float(rank == 0),
        "named last but one": float(rank == 1),
        "subject before": float(any(_part(people, *place) == "subject" for place in places)),
        "a pronoun was taken for them": float(_in_trail(people, places)),
        "called by a pronoun last": float(_in_trail(people, places[-1:])),
        "both begin their sentences": float(
            case == "subject" and back == 1 and part == "subject" and asked.start - sentences.start(number) < 3
        ),
        "how often named": log1p(bisect_left(named, (asked.start, 0))),
        "not named for four sentences": float(number - sentences.number(last_name) > SENTENCES_BACK),
        "in the same clause": float(
            case == "object" and back == 0 and _CLAUSE_BREAK.search(text, end, asked.start) is None
        ),
    }
    return {sign: value for sign, value in signs.items() if value}


def _in_trail(people: People, places: list[tuple[int, int]]) -> bool:
    """Say whether one of the places is a pronoun's."""
    for start, _ in places:
        at = bisect_left(people.trail, start, key=_first)
        if at < len(people.trail) and people.trail[at][0] == start:
            return True
    return False


def _first(one: tuple[int, int, str]) -> int:
    return one[0]


def _part(people: People, start: int, end: int) -> str:
    if start not in people.parts:
        text = people.found.document.text
        sentence = people.sentences.start(people.sentences.number(start))
        is_pronoun = text[start:end].casefold() in WORDS
        people.parts[start] = PARTS[case_of(text, start, end)] if is_pronoun else part_of(text, start, end, sentence)
    return people.parts[start]
