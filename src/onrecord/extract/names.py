"""Names by the rules and names by the network, put together."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from onrecord.extract.capitals import NOT_NAMES, kind_of
from onrecord.extract.gazetteer import known_at
from onrecord.extract.lexicon import DAYS
from onrecord.extract.name_words import HONORIFICS, OFFICES, PLACES, ROLE_NOUNS
from onrecord.extract.roles import role_of
from onrecord.extract.tagger.entities import Entity
from onrecord.extract.words import Words, words_of
from onrecord.model.evidence import Span, cut
from onrecord.model.ids import DocumentId
from onrecord.model.statement import Mention, MentionKind

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
ADDED = 0.6
"""Probability from which a name that the rules have not seen is added."""
BORDERS = 0.5
"""Probability from which the network's borders replace those of the rules."""
NO_PARTY = 0.7
"""Probability from which a place, a law, a date or a sum is no party, whatever the rules say."""
_BODIES = frozenset({"company", "public_body", "organisation", "product"})
_REACH = 240
"""Characters around a name that are read for a role: more than the longest role has."""
_INNER = frozenset("-–—/&'’.")
"""Marks that hold words together that the network reads one by one."""


@dataclass(frozen=True, slots=True)
class _Name:
    """A name as the network sees it, cut as the rules cut names; code points, half-open."""

    start: int
    end: int
    kind: MentionKind
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
    seen = _agreed(text, _apart(name for one in entities if (name := _name(text, one))))
    placed = [(one, one.span) for one in mentions if one.span]
    chosen = list(_chosen(seen, [(span.start, span.end, one) for one, span in placed]))
    taken = [(name.start, name.end) for name, _ in chosen]
    ruled_out = [(one.start, one.end) for one in entities if one.kind not in KINDS and one.probability >= NO_PARTY]
    kept = [
        one
        for one, span in placed
        if not _overlaps(taken, span) and (one.rule in SURE_RULES or not _overlaps(ruled_out, span))
    ]
    made = [_mention(document, text, name, before) for name, before in chosen]
    yield from sorted([*kept, *made], key=_start)


def _start(mention: Mention) -> int:
    return mention.span.start if mention.span else -1


def _overlaps(places: Sequence[tuple[int, int]], span: Span) -> bool:
    """Say whether any of the places, in order and apart, shares a character with a span."""
    number = bisect_left(places, (span.end, 0))
    return number > 0 and places[number - 1][1] > span.start


def _name(text: str, entity: Entity) -> _Name | None:
    """Cut an entity as the rules cut names: without article, title and possessive; None where no name is left."""
    if entity.kind not in KINDS:
        return None
    low, high = entity.start, entity.end
    while low > 0 and not text[low - 1].isspace():
        low -= 1
    while high < len(text) and not text[high].isspace():
        high += 1
    words = words_of(text, low, high)
    first = bisect_left(words.ends, entity.start + 1)
    last = bisect_left(words.starts, entity.end)
    first, last = _bare(words, first, last, person=entity.kind == "person")
    if first >= last or not _is_name(words, first, last):
        return None
    start = (
        entity.start if words.starts[first] < entity.start and text[entity.start - 1] in "-–—/" else words.starts[first]
    )
    end = entity.end if words.ends[last - 1] > entity.end and text[entity.end] in "-–—/" else words.ends[last - 1]
    return _Name(start, end, _kind(words, first, last, entity), entity.probability)


def _bare(words: Words, first: int, last: int, *, person: bool) -> tuple[int, int]:
    """Step over articles and marks on either side, over titles before a person's name and a possessive after one."""
    while first < last and (
        words.lower[first] in NOT_NAMES
        or not words.forms[first][0].isalnum()
        or (person and last - first > 1 and _is_title(words, first))
    ):
        first += 1
    while last > first and (words.lower[last - 1] == "'s" or not words.forms[last - 1][-1].isalnum()):
        if words.forms[last - 1][-1] == "." and words.forms[last - 1][0].isalnum():
            break  # "Inc.", "Jr."
        last -= 1
    return first, last


def _is_title(words: Words, index: int) -> bool:
    return words.forms[index] in HONORIFICS | OFFICES or words.lower[index] in ROLE_NOUNS


def _is_name(words: Words, first: int, last: int) -> bool:
    """Say whether some words may be a name at all: a capital, and more than a title, a place or a day."""
    forms = words.forms[first:last]
    if not any(letter.isupper() for form in forms for letter in form):
        return False
    return len(forms) > 1 or not (
        forms[0] in PLACES or words.lower[first] in DAYS or _is_title(words, first) or len(forms[0]) == 1
    )


def _kind(words: Words, first: int, last: int, entity: Entity) -> MentionKind:
    """Take the kind from the table or the words of the name where they say more than the network's type."""
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
    """Give the same words the same kind wherever they stand in the text: the one with the most probability."""
    votes: dict[str, dict[MentionKind, float]] = defaultdict(lambda: defaultdict(float))
    for name in names:
        votes[text[name.start : name.end]][name.kind] += name.probability
    kinds = {words: max(sorted(voted), key=voted.__getitem__) for words, voted in votes.items()}
    return [replace(name, kind=kinds[text[name.start : name.end]]) for name in names]


def _chosen(
    names: Sequence[_Name], mentions: Sequence[tuple[int, int, Mention]]
) -> Iterator[tuple[_Name, Mention | None]]:
    """Give the names to take from the network, each with the mention of the same words if there is one."""
    starts = [start for start, _, _ in mentions]
    for name in names:
        number = bisect_left(starts, name.start)
        low = number - 1 if number and mentions[number - 1][1] > name.start else number
        met = mentions[low : bisect_left(starts, name.end, lo=low)]
        same = next((one for start, end, one in met if (start, end) == (name.start, name.end)), None)
        if any(one.rule in SURE_RULES for _, _, one in met):
            continue
        if same or name.probability >= (BORDERS if met else ADDED):
            yield name, same


def _mention(document: DocumentId, text: str, name: _Name, before: Mention | None) -> Mention:
    kind = _merged_kind(before.kind, name) if before else name.kind
    if before and kind == before.kind:
        return before
    role = _role(document, text, name) if kind == "person" else None
    if before:
        return replace(before, kind=kind, rule=RULE, role=role)
    words = " ".join(text[name.start : name.end].split())
    return Mention(name=words, kind=kind, rule=RULE, span=cut(document, text, name.start, name.end), role=role)


def _merged_kind(ruled: MentionKind, name: _Name) -> MentionKind:
    """Keep a kind that the words of the name tell: the network's organisation says less than a company or a public body."""
    return ruled if ruled in {"company", "public_body"} and name.kind in _BODIES else name.kind


def _role(document: DocumentId, text: str, name: _Name) -> Span | None:
    """Find what is said of a person beside the name, on the same line."""
    low = max(text.rfind("\n", 0, name.start) + 1, name.start - _REACH)
    high = text.find("\n", name.end)
    words = words_of(text, low, min(len(text) if high < 0 else high, name.end + _REACH))
    first, last = bisect_left(words.starts, name.start), bisect_left(words.starts, name.end)
    found = role_of(words, first, last) if first < last else None
    return cut(document, text, words.starts[found[0]], words.ends[found[1] - 1]) if found else None
