"""Names by the rules and names by the network, put together."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from onrecord.extract.capitals import NOT_NAMES, kind_of
from onrecord.extract.gazetteer import known_at
from onrecord.extract.lexicon import DAYS, PREPOSITIONS, vocabulary
from onrecord.extract.name_words import (
    COMPANY_ENDINGS,
    HEADS,
    HONORIFICS,
    OFFICES,
    ORGANISATION_ENDINGS,
    PLACES,
    PUBLIC_ENDINGS,
    ROLE_NOUNS,
    WORKS_ENDINGS,
)
from onrecord.extract.roles import role_of
from onrecord.extract.tagger.entities import Entity
from onrecord.extract.words import Words, words_of
from onrecord.model.evidence import Span, cut
from onrecord.model.ids import DocumentId
from onrecord.model.statement import Mention, MentionKind
from onrecord.tables import given_names

KINDS: dict[str, MentionKind] = {
    "person": "person",
    "organisation": "organisation",
    "public_body": "public_body",
    "product": "product",
}
"""Types of the network that name a party; the others are dates, sums, places and laws."""
RULE = "network"
SURE_RULES = frozenset({"table", "acronym"})
"""Rules that know the name itself, better than any reading of its surroundings."""
_NO_PLACES = SURE_RULES | {"surname", "speaker", "title"}
"""Rules that also know somebody by what else the text says: no place has a surname that a person of the text bears."""
ADDED = 0.6
"""Probability from which a name that the rules have not seen is added."""
LONGER = 0.5
"""Probability from which a name that goes beyond that of a rule replaces it."""
SHORTER = 0.8
"""The same for a name within that of a rule: the network loses a surname more readily than a rule adds a word."""
BEYOND_TABLE = 0.9
"""The same for a name that goes beyond a known one (`Christian Democratic Party`)."""
NO_PARTY = 0.6
"""Probability from which a place, a law, a date or a sum is no party, whatever the rules say."""
NEVER = 2.0
_SHARED = frozenset({"public_body", "organisation"})
"""Kinds whose known names begin or end those of others; what begins with a company's name is its product or its part."""
_NAMING = frozenset({"given name", "title", "surname"})
"""Rules that know where a person's name begins."""
_BODIES = frozenset({"company", "public_body", "organisation", "product"})
_BODY_WORDS = COMPANY_ENDINGS | PUBLIC_ENDINGS | ORGANISATION_ENDINGS | HEADS
_GENERIC = (_BODY_WORDS - vocabulary("Congress Senate Parliament House Treasury")) | vocabulary(
    "National World International Federal Royal American Central General First New State"
)
"""Words that with a capital refer to something named before, or begin a name, and name nothing alone (`the Committee`)."""
_APART = re.compile(
    r"[–—/]|-(?:[A-Z]|\w*(?:ed|ing)\b|(?:held|led|run|era|style|like|born|made|built|wide|only|free)\b)"
)
"""What goes on within a word without being part of the name in it: `Tidewater-backed`, `AP-GfK`."""
_HALF = re.compile(r"\b(?:US|U\.S\.|UK|U\.K\.|United\sStates)\s([A-Z]\w+)\s(?:and|or|&)\s\Z")
"""What stands before the second half of a name (`US Customers and Border Protection`)."""
_PARTICLES = vocabulary("de la von van bin al el der den du da di le ben ibn")
_LONGEST_WORD = 80
_LANDS = PLACES | vocabulary("New United States Kingdom Orleans Union Soviet")
"""Words that, alone or together, name a place and no party."""
_REACH = 240
"""Characters around a name that are read for a role: more than the longest role has."""
_COUNTRY = vocabulary("US U.S. U.S United States American UK U.K. British Federal federal the The")
"""What may stand before the name of a known body without making another one of it."""
_BEFORE_NAMES = PLACES | vocabulary("Neither Either Absent Unlike Follow")
"""Words with a capital that may stand before a name without being part of it."""
_JOINS = frozenset("-–—/")
"""Marks beside which a name may end within a word (`Tidewater-backed`)."""


@dataclass(frozen=True, slots=True)
class _Name:
    """A name as the network sees it, cut as the rules cut names; code points, half-open.

    Attributes:
        kind: None for a place, a law, a date or a sum.
    """

    start: int
    end: int
    kind: MentionKind | None
    probability: float


def with_entities(
    document: DocumentId, text: str, mentions: Sequence[Mention], entities: Sequence[Entity]
) -> Iterator[Mention]:
    """Give the mentions of the rules, their kinds and borders set by the network where the rules only guess.

    A name known by a table keeps its kind and place. Elsewhere the network decides what is a person, an organisation or
    no party at all, and brings the names the rules have not seen.

    Args:
        document: Whose text it is.
        text: The whole text.
        mentions: By the rules, in order, none overlapping another.
        entities: By the network, in order, none overlapping another.
    """
    if not entities:
        yield from mentions
        return
    agreed = _agreed(text, _apart(name for one in entities if (name := _name(text, one))))
    seen = [one for one in agreed if one.kind is not None]
    known = [one for one in mentions if one.span]
    taken = list(_taken(text, seen, known))
    made = [_mention(document, text, name, before) for name, before in taken]
    places = [(name.start, name.end) for name, _ in taken]
    ruled_out = [(one.start, one.end) for one in agreed if one.kind is None and one.probability >= NO_PARTY]
    told = {text[name.start : name.end]: name for name in seen}
    kept = [
        _with_kind(document, text, one, told, seen)
        for one in known
        if not _overlaps(places, one) and (one.rule in _NO_PLACES or not _overlaps(ruled_out, one))
    ]
    yield from sorted([*kept, *made], key=_start)


def _start(mention: Mention) -> int:
    return mention.span.start if mention.span else -1


def _end(mention: Mention) -> int:
    return mention.span.end if mention.span else -1


def _overlaps(places: Sequence[tuple[int, int]], mention: Mention) -> bool:
    """Say whether any of the places, in order and apart, shares a character with a mention."""
    number = bisect_left(places, (_end(mention), 0))
    return number > 0 and places[number - 1][1] > _start(mention)


def _name(text: str, entity: Entity) -> _Name | None:
    """Cut an entity as the rules cut names: without article, title and possessive; None where no name is left."""
    words = words_of(text, *_whole_words(text, entity))
    first = bisect_left(words.ends, entity.start + 1)
    last = bisect_left(words.starts, entity.end)
    first, last = _bare(words, first, last, person=entity.kind == "person")
    if first >= last or not _is_name(words, first, last, person=entity.kind == "person"):
        return None if entity.kind in KINDS else _Name(entity.start, entity.end, None, entity.probability)
    start, end = words.starts[first], words.ends[last - 1]
    part = _HALF.search(text, max(0, start - _LONGEST_WORD), start)
    if part and part[1] not in _BODY_WORDS:
        return None
    if start < entity.start and text[entity.start - 1] in _JOINS:
        start = entity.start
    if end > entity.end and text[entity.end] in _JOINS and _APART.match(text, entity.end, end):
        end = entity.end
    return _Name(start, end, _kind(words, first, last, entity), entity.probability)


def _whole_words(text: str, entity: Entity) -> tuple[int, int]:
    """Widen an entity to white space, but not far: a text may have none."""
    low, high = entity.start, entity.end
    while low > max(0, entity.start - _LONGEST_WORD) and not text[low - 1].isspace():
        low -= 1
    while high < min(len(text), entity.end + _LONGEST_WORD) and not text[high].isspace():
        high += 1
    return low, high


def _bare(words: Words, first: int, last: int, *, person: bool) -> tuple[int, int]:
    """Step over what is no part of a name, on either side: articles, titles before a person's, a possessive after one."""
    while first < last and _leads(words, first, last, person=person):
        first += 1
    if person:  # "Nathan Law of Demosisto"
        last = next((index for index in range(first + 1, last) if words.lower[index] in PREPOSITIONS), last)
    while last > first and _trails(words, last - 1):
        last -= 1
    return first, last


def _leads(words: Words, index: int, last: int, *, person: bool) -> bool:
    """Say whether a word before a name is no part of it."""
    form = words.forms[index]
    if words.lower[index] in NOT_NAMES or not form[0].isalnum():
        return True
    small = form.isalpha() and form.islower() and form not in _PARTICLES
    if small and any(words.capital(later) for later in range(index + 1, last)):
        return True  # "centrist Committee for a Responsible Budget"
    return person and last - index > 1 and _is_title(words, index)


def _trails(words: Words, index: int) -> bool:
    """Say whether a word or mark behind a name is no part of it; the full stop of "Inc." is."""
    form, word = words.forms[index], words.lower[index]
    return word == "'s" or (form.islower() and word in NOT_NAMES) or not form.strip(".")[-1:].isalnum()


def _is_title(words: Words, index: int) -> bool:
    form, word = words.forms[index], words.lower[index]
    return form in HONORIFICS or form in OFFICES or word in ROLE_NOUNS or word.removesuffix("s") in ROLE_NOUNS


def _is_name(words: Words, first: int, last: int, *, person: bool) -> bool:
    """Say whether some words may be a name at all: a capital, and more than a title, a place, a day or a law."""
    forms = words.forms[first:last]
    bare = [form for form in forms if not form.isdigit()]
    if not any(form != form.lower() for form in bare) or _LANDS.issuperset(bare):
        return False
    if not person and not WORKS_ENDINGS.isdisjoint(forms[-2:] if forms[-1].isdigit() else forms[-1:]):
        return False
    if person and len(forms) > 1 and len(forms[-1]) == 2 and forms[-1][1] == ".":
        return False  # "Martin D." is half of one
    return len(forms) > 1 or not (
        forms[0] in _GENERIC or words.lower[first] in DAYS or _is_title(words, first) or len(forms[0].strip(".")) == 1
    )


def _kind(words: Words, first: int, last: int, entity: Entity) -> MentionKind | None:
    """Take the kind from the table or the words of the name where they say more than the network's type."""
    if entity.kind not in KINDS:
        return None
    match = known_at(words, first, last)
    if match and match[0] == last:
        return match[1]
    if entity.kind in {"organisation", "public_body"}:
        told = kind_of(words.forms[first:last])
        return told if told in {"company", "public_body"} else KINDS[entity.kind]
    return KINDS[entity.kind]


def _apart(names: Iterable[_Name]) -> list[_Name]:
    """Keep the surer of two names that share a word once they are cut at words."""
    found: list[_Name] = []
    for name in names:
        if not found or found[-1].end <= name.start:
            found.append(name)
        elif name.probability > found[-1].probability:
            found[-1] = name
    return found


def _agreed(text: str, names: Sequence[_Name]) -> list[_Name]:
    """Give the same words the same kind wherever they stand in the text: the one with the most probability.

    A full name of a person speaks for its surname as well, against other parties but not against a place. Between a body
    and a place each mention is judged alone: a city is both.
    """
    votes: dict[str, dict[MentionKind, float]] = defaultdict(lambda: defaultdict(float))
    places: dict[str, float] = defaultdict(float)
    surnames: dict[str, float] = defaultdict(float)
    for name in names:
        words = text[name.start : name.end]
        if name.kind is None:
            places[words] += name.probability
            continue
        votes[words][name.kind] += name.probability
        surname = words.split()[-1]
        if name.kind == "person" and surname != words:
            surnames[surname] += name.probability
    kinds: dict[str, MentionKind | None] = {}
    for words, voted in votes.items():
        place = voted["person"] <= places[words] and max(voted, key=voted.__getitem__) == "person"
        voted["person"] += surnames[words]
        likeliest = max(sorted(voted), key=voted.__getitem__)
        kinds[words] = None if place else likeliest
    return [
        name if name.kind is None and kinds.get(words) != "person" else replace(name, kind=kinds.get(words))
        for name in names
        for words in [text[name.start : name.end]]
    ]


def _taken(text: str, names: Sequence[_Name], mentions: Sequence[Mention]) -> Iterator[tuple[_Name, Mention | None]]:
    """Give the names to take from the network, each with the mention of the same words if there is one."""
    starts = [_start(mention) for mention in mentions]
    for number, name in enumerate(names):
        first = bisect_left(starts, name.start)
        first -= first > 0 and _end(mentions[first - 1]) > name.start
        met = mentions[first : bisect_left(starts, name.end, lo=first)]
        same = next((one for one in met if (_start(one), _end(one)) == (name.start, name.end)), None)
        if same:
            if same.rule not in SURE_RULES or same.kind == "unknown":
                yield name, same
        elif not met:
            if name.probability >= ADDED:
                yield name, None
        elif name.probability >= max(_least(text, name, one, names[max(0, number - 1) : number + 2]) for one in met):
            yield name, None


def _least(text: str, name: _Name, mention: Mention, neighbours: Sequence[_Name]) -> float:
    """Give the probability from which a name replaces a mention that it shares words with; above 1 for never."""
    start, end = _start(mention), _end(mention)
    inside = start <= name.start and name.end <= end
    if mention.rule in SURE_RULES:
        bodies = mention.kind in _SHARED and name.kind in _SHARED
        bears = name.kind == "person" and name.end == end and text[name.start : start].split()[:1]
        if bears and bears[0] in given_names():  # "Michael Dell"
            return BEYOND_TABLE
        return BEYOND_TABLE if bodies and _goes_beyond(text[name.start : start], text[end : name.end]) else NEVER
    if not inside:
        return NEVER if text[end : name.end].split()[:1] == ["in"] else LONGER  # "Lehigh University in Pennsylvania"
    before, behind = words_of(text, start, name.start), words_of(text, name.end, end)
    titled = name.kind == "person" and len(before) > 0 and _is_title(before, len(before) - 1)
    if (titled or _no_names(before)) and _no_names(behind):
        return LONGER  # "Prime Minister Ruben Solano", "Ruben Solano In"
    if name.kind == "person" and (mention.rule in _NAMING or (name.start == start and len(behind) == 1)):
        return NEVER
    alone = sum(one.start < end and start < one.end for one in neighbours) == 1
    return NEVER if mention.rule == "ending" and alone else SHORTER


def _no_names(words: Words) -> bool:
    """Say whether words in capitals are none of a person's or a body's name."""
    return all(
        words.lower[index] in NOT_NAMES or words.forms[index] in _BEFORE_NAMES or _is_title(words, index)
        for index in range(len(words))
    )


def _goes_beyond(before: str, behind: str) -> bool:
    """Say whether words around a known name make another one of it; those of its country or a number do not."""
    lead = before.split()
    return not before.rstrip().endswith(("'s", "’s", "s'", "s’", "of", "of the")) and (
        bool(behind.strip()) or not all(word in _COUNTRY or word[0].isdigit() for word in lead)
    )


def _mention(document: DocumentId, text: str, name: _Name, before: Mention | None) -> Mention:
    kind = _merged_kind(before.kind, name) if before else name.kind or "unknown"
    if before and kind == before.kind:
        return before
    role = _role(document, text, name) if kind == "person" else None
    if before:
        return replace(before, kind=kind, rule=RULE, role=role)
    words = " ".join(text[name.start : name.end].split())
    return Mention(name=words, kind=kind, rule=RULE, span=cut(document, text, name.start, name.end), role=role)


def _with_kind(
    document: DocumentId, text: str, mention: Mention, told: Mapping[str, _Name], names: Sequence[_Name]
) -> Mention:
    """Give a mention of unknown kind the one the network sees in the same words elsewhere, or in some of its words here."""
    if mention.kind != "unknown" or mention.span is None:
        return mention
    number = bisect_left(names, mention.span.end, key=lambda name: name.start) - 1
    name = names[number] if number >= 0 else None
    here = name if name and mention.span.start <= name.start and name.end <= mention.span.end else None
    name = told.get(mention.span.text, here)
    if name is None:
        return mention
    return _mention(document, text, replace(name, start=mention.span.start, end=mention.span.end), mention)


def _merged_kind(ruled: MentionKind, name: _Name) -> MentionKind:
    """Keep a kind that the words of the name tell: the network's organisation says less than a company or a public body."""
    return ruled if ruled in {"company", "public_body"} and name.kind in _BODIES else name.kind or ruled


def _role(document: DocumentId, text: str, name: _Name) -> Span | None:
    """Find what is said of a person beside the name, on the same line."""
    follows = text[name.end : name.end + 2].lstrip()[:1] in {",", "("}
    low, high = max(0, name.start - _REACH // 2), name.end + _REACH * follows
    before, behind = text[low : name.start].rpartition("\n"), text[name.end : high].partition("\n")
    words = words_of(text, name.start - len(before[2]), name.end + len(behind[0]))
    first, last = bisect_left(words.starts, name.start), bisect_left(words.starts, name.end)
    found = role_of(words, first, last) if first < last else None
    return cut(document, text, words.starts[found[0]], words.ends[found[1] - 1]) if found else None
