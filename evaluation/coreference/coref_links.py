"""What the product, and a plain rule beside it, make of a text: links from places to entities."""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from marked_texts import HE_SHE, Form, GapText, Text

from onrecord.extract.extractors import extract_document
from onrecord.extract.listening import by_network
from onrecord.model.evidence import Document, Span, cut
from onrecord.model.statement import Extraction, Mention
from onrecord.resolve.inside.aliases import spells
from onrecord.resolve.inside.descriptions import KINDS, descriptions_in
from onrecord.resolve.inside.document import DocumentParties, Resolved, resolve_document
from onrecord.resolve.inside.genders import pronouns_of
from onrecord.resolve.inside.salience import WORDS
from onrecord.resolve.inside.speakers import follow
from onrecord.resolve.inside.titles import Pronoun
from onrecord.resolve.registry import document_kinds

HE_SHE_WORD = re.compile(r"\b(?:he|him|his|himself|she|her|hers|herself)\b", re.IGNORECASE)

_READ: dict[str, Extraction] = {}


def read(document: Document) -> Extraction:
    """Read a document as a build does, once a run."""
    if document.id not in _READ:
        _READ[document.id] = extract_document(document, by_network)
    return _READ[document.id]


def gold_mentions(text: Text) -> list[Mention]:
    """Make mentions of the names people marked."""
    document = text.document
    return [
        Mention(
            name=" ".join(document.text[one.start : one.end].split()),
            kind=one.kind,
            rule="gold",
            span=cut(document.id, document.text, one.start, one.end),
            role=_role(read(document).mentions, one.start, one.end),
        )
        for one in text.names
    ]


def _role(mentions: Iterable[Mention], start: int, end: int) -> Span | None:
    """Give the role that is read beside a name, which no gold has."""
    return next((one.role for one in mentions if one.role and one.span and meets(one.span, start, end)), None)


def meets(span: Span, start: int, end: int) -> bool:
    """Say whether two places share a character."""
    return span.start < end and start < span.end


def gap_mentions(text: GapText) -> list[Mention]:
    """Take the names the product finds; the two that are given are people, and stand as they are given."""
    document = text.document
    given = [
        Mention(
            name=" ".join(document.text[start:end].split()),
            kind="person",
            rule="gold",
            span=cut(document.id, document.text, start, end),
        )
        for start, end in dict.fromkeys(text.names)
    ]
    found = [
        one
        for one in read(document).mentions
        if one.span and not any(meets(one.span, start, end) for start, end in text.names)
    ]
    return sorted([*found, *given], key=lambda one: one.span.start if one.span else 0)


def own_mentions(text: Text) -> list[Mention]:
    """Take the names the product finds."""
    return list(read(text.document).mentions)


def entity_at(text: Text, span: Span | None) -> str | None:
    """Say which entity people marked where a name stands."""
    if span is None:
        return None
    at = bisect_left(text.names, span.start, key=lambda one: one.start)
    near = text.names[max(0, at - 3) : at + 3]
    return next((one.entity for one in near if meets(span, one.start, one.end)), None)


def entity_of_keys(text: Text, found: DocumentParties) -> Mapping[str, str]:
    """Map each key to the entity that most of its places name."""
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for one in found.resolved:
        if entity := entity_at(text, one.mention.span):
            counted[one.key][entity] += 1
    return {key: entities.most_common(1)[0][0] for key, entities in counted.items()}


@dataclass(frozen=True, slots=True)
class Link:
    """A place and the entity that its antecedent is of: None where the antecedent is nobody people marked."""

    start: int
    end: int
    form: Form
    entity: str | None
    rule: str = ""


def our_links(text: Text, mentions: Sequence[Mention]) -> list[Link]:
    """Link as the product does."""
    found = resolve_document(text.document, list(mentions))
    statements = read(text.document).statements
    links = [*_name_links(text, found)]
    for one in follow(found, statements, document_kinds(found, {})).references:
        if one.key is None or one.form == "name":
            continue
        form: Form = "description" if one.form == "description" else _pronoun_form(one.span.text)
        entity = entity_at(text, _nearest(found, one.key, one.span.start))
        links.append(Link(one.span.start, one.span.end, form, entity, one.rule))
    return links


def _pronoun_form(words: str) -> Form:
    return "he_she" if HE_SHE.fullmatch(words) else "first"


def _nearest(found: DocumentParties, key: str, start: int) -> Span | None:
    """Give the last mention of a party before a place, else its first."""
    spans = [one.mention.span for one in found.resolved if one.key == key and one.mention.span]
    before = [span for span in spans if span.start < start]
    return before[-1] if before else spans[0] if spans else None


def _name_links(text: Text, found: DocumentParties) -> Iterator[Link]:
    """Link each name to the longest other name of its party in the document; a name that stands alone has no link."""
    longest: dict[str, Span] = {}
    for one in found.resolved:
        span = one.mention.span
        if span and (one.key not in longest or len(span.text) > len(longest[one.key].text)):
            longest[one.key] = span
    for one in found.resolved:
        span, other = one.mention.span, longest[one.key]
        if span and len(other.text) > len(span.text):
            yield Link(span.start, span.end, "name", entity_at(text, other), one.rule)


# --- the peer: the nearest compatible name ----------------------------------------------------------------------------


def nearest_links(text: Text, mentions: Sequence[Mention]) -> list[Link]:
    """Link each place to the nearest name before it that agrees in kind, and for he and she in gender."""
    found = resolve_document(text.document, list(mentions))
    genders = pronouns_of(found)
    kinds = document_kinds(found, {})
    words = text.document.text
    links = [*_nearest_names(text, [one.mention for one in found.resolved])]
    agreeing = (
        (match.start(), match.end(), _last(found, match.start(), partial(_agrees, genders, WORDS[match[0].casefold()])))
        for match in HE_SHE_WORD.finditer(words)
    )
    of_kind = (
        (one.start, one.end, _last(found, one.start, partial(_is_kind, kinds, KINDS[one.head])))
        for one in descriptions_in(words, 0, len(words))
    )
    links.extend(Link(start, end, "he_she", entity_at(text, one.mention.span)) for start, end, one in agreeing if one)
    links.extend(
        Link(start, end, "description", entity_at(text, one.mention.span)) for start, end, one in of_kind if one
    )
    return links


def _agrees(genders: Mapping[str, Pronoun], pronoun: Pronoun, one: Resolved) -> bool:
    return one.key.startswith("person:") and genders.get(one.key, pronoun) == pronoun


def _is_kind(kinds: Mapping[str, str], kind: str, one: Resolved) -> bool:
    return kinds.get(one.key) == kind


def _last(found: DocumentParties, start: int, agrees: Callable[[Resolved], bool]) -> Resolved | None:
    return next(
        (one for one in reversed(found.resolved) if one.mention.span and one.mention.span.end <= start and agrees(one)),
        None,
    )


def _nearest_names(text: Text, mentions: Sequence[Mention]) -> Iterator[Link]:
    """Link each name to the nearest longer name before it that shares a word with it or whose initials it is."""
    for number, one in enumerate(mentions):
        words = set(one.name.casefold().split())
        for other in reversed(mentions[:number]):
            shared = words & set(other.name.casefold().split()) or spells(one.name, other.name)
            if one.span and shared and len(other.name) > len(one.name):
                yield Link(one.span.start, one.span.end, "name", entity_at(text, other.span))
                break


# --- GAP --------------------------------------------------------------------------------------------------------------


def gap_answer(text: GapText, mentions: Sequence[Mention], system: str) -> tuple[bool, bool]:
    """Say for which of the two names of a passage its pronoun is taken."""
    found = resolve_document(text.document, list(mentions))
    start, end = text.pronoun
    key: str | None = None
    if system == "ours":
        linked = follow(found, read(text.document).statements, document_kinds(found, {})).references
        key = next((one.key for one in linked if (one.span.start, one.span.end) == (start, end)), None)
    else:
        pronoun, genders = WORDS[text.document.text[start:end].casefold()], pronouns_of(found)
        one = _last(found, start, partial(_agrees, genders, pronoun))
        key = one.key if one else None
    left, right = (key is not None and key in keys_at(found, place) for place in text.names)
    return left, right


def keys_at(found: DocumentParties, place: tuple[int, int]) -> list[str]:
    """List the keys of the mentions that meet a place."""
    return [one.key for one in found.resolved if one.mention.span and meets(one.mention.span, *place)]
