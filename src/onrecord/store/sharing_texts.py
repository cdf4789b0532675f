"""What is masked in one document: names of private people, what looks like a name and is nobody's who is public, contact data."""

import re
from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from email.utils import getaddresses
from functools import cache
from urllib.parse import unquote

from onrecord.model.evidence import Document, Span
from onrecord.model.ids import MentionId
from onrecord.model.masks import SOMEBODY, Mask, Masked, masked
from onrecord.model.masks_bodies import places_of_bodies
from onrecord.model.masks_contact import contacts, local_telephones
from onrecord.model.masks_names import (
    FUNCTION_WORDS,
    TITLES,
    NameIndex,
    extended,
    index_of,
    lone,
    lone_given_names,
    lone_words,
    name_runs,
    parts_of,
    shown_as_people,
)
from onrecord.model.masks_words import Word, fold, other_readings, words_of
from onrecord.model.names import folded
from onrecord.model.party import Naming, PartyReference
from onrecord.model.statement import Mention, Statement
from onrecord.store.private_names import ORGANISATION_WORDS, is_private
from onrecord.store.sharing_people import People
from onrecord.tables import given_names

BYLINES = frozenset({"text/html", "text/plain", "application/epub+zip"})
"""Kinds of documents whose authors sign in public; those of letters, talk and office files do not."""
SENDERS = re.compile(r"header (?:From|To|Cc|Bcc|Sender|Reply-To)\Z")
NAMED_IN_RULE = re.compile(r"(?:reply: | by )(?P<name>.+?)(?:, \d[^,]*)?\Z")
"""How the rule of a line says who wrote it, and when."""
SPEAKER = "speaker and time"
ENCODED = re.compile(r"[^\s%<>\"]{0,300}(?:%[0-9A-Fa-f]{2}[^\s%<>\"]{0,300}){1,200}")
"""A word with characters written as in addresses."""
NO_NAMES = ORGANISATION_WORDS | frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april june july august september
    october november december act agreement airport amendment army avenue award bay beach bill bridge building cash
    campaign congress convention county court day democrat democratic democrats doctrine effect forces games gov
    governor he hill house island lake law laws minister north october organization palace park party plan plaza post
    president prize province republican republicans river road rule senate she show south square stadium state states
    station street they times tower treaty tribune valley village wall war we west white world you i it this that
    english french german american british
    """.split()  # noqa: SIM905  # reads better than a list
)
"""Words that stand in no person's name: of bodies, places, days, parties; pronouns at the beginning of a sentence."""
OTHER_SENSES = frozenset(
    {"will", "may", "mark", "grant", "chase", "virginia", "georgia", "carolina", "jordan", "chad", "paris"}
)
"""Given names that are other words more often, or places; alone in front of a capital they prove nothing."""
Places = tuple[list[int], list[int]]
"""Starts and ends of ranges, in order, without overlap."""


LONE_SENSES = frozenset(
    """
    alexandria amber art austin bill charity chris christian clara crystal dale dawn dean don earl faith florence francis
    frank gene glenn grace guy holly hope jackson jan jean joy june lincoln madison marion marshall max page pat penny
    pierre ray regina rex rich rob rose ross sandy stone sue summer troy van victor victoria wade ward wayne
    """.split()  # noqa: SIM905  # reads better than a list
)
"""Those that are other words, months or places where they stand alone."""
NAME_LENGTH = 3


@cache
def given() -> frozenset[str]:
    """Give the given names of the tables as they are compared."""
    return frozenset(map(fold, given_names()))


@dataclass(frozen=True, slots=True)
class Cast:
    """Who is named in a document.

    Attributes:
        index: Names of its private people, also those that somebody public bears elsewhere.
        plain, addressed: Single words that stand for them, see `masks_names.lone_words`.
        hidden: Places of mentions of private people, with what stands there.
        open: Places of mentions of everybody else.
        public: Names of everybody else, word by word, folded.
        public_words: The words of the names of public people.
    """

    index: NameIndex
    plain: Mapping[str, str]
    addressed: Mapping[str, str]
    hidden: tuple[Mask, ...]
    open: Places
    public: frozenset[tuple[str, ...]]
    public_words: frozenset[str]


def cast_of(
    document: Document,
    mentions: Sequence[Mention],
    namings: Mapping[MentionId, Naming],
    statements: Iterable[Statement],
    people: People,
    *,
    references: Iterable[PartyReference] = (),
) -> Cast:
    """Find out who is named in a document."""
    labelled: list[tuple[str, str]] = []
    unknown: list[Span] = []
    hidden: list[Mask] = []
    shown: list[tuple[int, int]] = []
    public = {one.value for one in document.authors} if has_bylines(document) else set()
    public_words = _public_words(mentions, namings, people).union(*map(parts_of, public))
    for one in mentions:
        if one.span is None:
            continue
        label = _label(one, namings, people, public_words)
        if one.kind == "unknown" and one.id not in namings:
            unknown.append(one.span)  # a run of capitals: a person's name, or anything
        elif label is None:
            public.add(one.name)
            shown.append((one.span.start, one.span.end))
        else:
            labelled += [(one.name, label), (one.span.text, label)]
            hidden.append(Mask(one.span.start, one.span.end, label))
            naming = namings.get(one.id)
            labelled += [(name, label) for name in people.names[naming.party]] if naming else []
    for also, label in _other_names(references, people):
        labelled.append((also.text, label))
        hidden.append(Mask(also.start, also.end, label))
    sources = []
    for mask, surname in _unnamed_sources(document, statements, mentions):
        if folded(document.text[mask.start : mask.end]) not in people.public:
            sources.append(mask)
            labelled.append((surname, SOMEBODY))
    writers = {one for one in _correspondents(document) if _may_be_somebody(one, people)}
    labelled += [(one, people.by_name.get(folded(one), SOMEBODY)) for one in sorted(writers)]
    # The surname that somebody public here has too stands for them where it stands alone.
    among = ORGANISATION_WORDS | FUNCTION_WORDS | public_words
    plain, addressed = lone_words(labelled, among)
    whole = [(span, label) for span in unknown if (label := _surname_of(span.text, plain))]
    if whole:  # `Zorblat Doe`, where elsewhere only `Doe` was taken for a person
        labelled += [(span.text, label) for span, label in whole]
        hidden += [Mask(span.start, span.end, label) for span, label in whole]
        plain, addressed = lone_words(labelled, among)
    found = {tuple(one.folded for one in words_of(name)) for name in public} - {()}
    masks = (*hidden, *sources)
    index = index_of(labelled, bodies=people.bodies)
    return Cast(index, plain, addressed, masks, _ranges(shown), frozenset(found), public_words)


def has_bylines(document: Document) -> bool:
    """Tell articles, whose authors sign in public, from letters, talk and office files."""
    return document.media_type in BYLINES


def _correspondents(document: Document) -> Iterator[str]:
    """List who writes and receives a letter or message, who changed an office file, and its author."""
    if has_bylines(document):
        return
    yield from (one.value for one in document.authors)
    for line in document.lines:
        if SENDERS.match(line.rule):
            _, _, listed = document.text[line.start : line.end].partition(":")
            yield from (name for name, _ in getaddresses([listed]))
        elif line.rule == SPEAKER:
            yield document.text[line.start : line.end].partition(", ")[0]
        elif named := NAMED_IN_RULE.search(line.rule):
            yield named["name"]


def _other_names(references: Iterable[PartyReference], people: People) -> Iterator[tuple[Span, str]]:
    """List names that the text itself gives to private people, or that it leaves open whether one of them is meant."""
    for one in references:
        if one.form != "name":
            continue
        if one.party is not None:
            if label := people.labels.get(one.party):
                yield one.span, label
        elif any(each in people.labels for each in one.candidates):
            yield one.span, SOMEBODY


def _surname_of(name: str, plain: Mapping[str, str]) -> str | None:
    """Say what stands for whoever is called by the last word of a name."""
    parts = parts_of(name)
    return plain.get(parts[-1]) if len(parts) > 1 else None


def _may_be_somebody(name: str, people: People) -> bool:
    """Tell the name of a correspondent from an address and from that of an organisation or somebody public."""
    return bool(name) and "@" not in name and folded(name) not in people.public and is_private(name, None)


def _public_words(mentions: Iterable[Mention], namings: Mapping[MentionId, Naming], people: People) -> frozenset[str]:
    """List the words of the names of public people in a document."""
    named = {naming.party for one in mentions if (naming := namings.get(one.id))}
    return frozenset[str]().union(*(people.public_people.get(one, ()) for one in named))


def _label(
    one: Mention, namings: Mapping[MentionId, Naming], people: People, public_words: frozenset[str]
) -> str | None:
    """Say what stands for a mention; None for one of somebody or something public."""
    naming = namings.get(one.id)
    if naming:
        return people.labels.get(naming.party)
    if one.kind != "person" or folded(one.name) in people.public:
        return None
    # A part of a public person's name that stands alone, and of nobody else's who is named here.
    return None if public_words.issuperset(parts_of(one.name)) else SOMEBODY


def _unnamed_sources(
    document: Document, statements: Iterable[Statement], mentions: Iterable[Mention]
) -> Iterator[tuple[Mask, str]]:
    """List names in the sources of statements that are people and in which no mention names one, each with its surname."""
    named = [one.span for one in mentions if one.span and one.kind != "unknown"]
    places = _ranges((one.start, one.end) for one in named)
    people = _ranges((one.span.start, one.span.end) for one in mentions if one.span and one.kind == "person")
    small = {one.folded for one in words_of(document.text) if document.text[one.start].islower()}
    for one in statements:
        for span in one.source if one.source_kind == "person" else ():
            if _overlaps(people, span.start, span.end) or (found := _name_in(span.text, small)) is None:
                continue
            start, end = span.start + found.start, span.start + found.end
            if not _overlaps(places, start, end):
                yield Mask(start, end, SOMEBODY), parts_of(span.text[found.start : found.end])[-1]


def _name_in(source: str, small: Container[str]) -> Mask | None:
    """Take the last words with capitals that stand side by side: two or three, or one that is a given name or has a title.

    Args:
        source: The words of a source.
        small: Words that the document has in small letters: no surnames.
    """
    words = words_of(source)
    last = next((at for at in range(len(words) - 1, -1, -1) if _is_name_word(source, words[at])), None)
    if last is None or words[last].folded in small:
        return None
    first = last
    while first and source[words[first - 1].end : words[first].start] in {" ", ". ", "\u00a0"}:
        if not source[words[first - 1].start].isupper() or words[first - 1].folded in TITLES:
            break
        first -= 1
    run = extended(source, words, first, last, SOMEBODY)
    whole = first < last or run.start < words[first].start or words[first].folded in given()
    thing = any(one.folded in NO_NAMES for one in words[first : last + 1])
    return run if whole and not thing and last - first < NAME_LENGTH else None


def _is_name_word(text: str, word: Word) -> bool:
    return text[word.start].isupper() and len(word.folded) > 1 and word.folded not in TITLES


def _ranges(found: Iterable[tuple[int, int]]) -> Places:
    kept: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if kept and start <= kept[-1][1]:
            kept[-1] = (kept[-1][0], max(kept[-1][1], end))
        else:
            kept.append((start, end))
    return [start for start, _ in kept], [end for _, end in kept]


def _overlaps(places: Places, start: int, end: int) -> bool:
    starts, ends = places
    number = bisect_left(ends, start + 1)
    return number < len(starts) and starts[number] < end


def mask_text(text: str, cast: Cast, people: People, *, is_document: bool = False, is_address: bool = False) -> Masked:
    """Mask a text of a document.

    Args:
        text: The text of the document, or something said of it: its title, its path.
        cast: Who is named in the document.
        people: Who is private in the record.
        is_document: It is the text whose places the cast has.
        is_address: It is an address or the name of a file.
    """
    if is_address and "%" in text and (plain := unquote(text)) != text and mask_text(plain, cast, people).starts:
        text = plain
    words = words_of(text)
    of_bodies = places_of_bodies(text, words, people.bodies) if people.bodies else []
    shown = _ranges([*(zip(*cast.open, strict=True) if is_document else _public_places(words, cast)), *of_bodies])
    found = [*people.index.find(text, words), *cast.index.find(text, words)]
    weak = lone(text, words, cast.plain, addressed=cast.addressed, is_address=is_address)
    for reading in other_readings(text, words):
        weak += lone(text, reading, cast.plain, addressed=cast.addressed, is_address=is_address)
    weak += name_runs(text, words, given() - OTHER_SENSES, NO_NAMES)
    weak += shown_as_people(text, words, cast.public_words | NO_NAMES)
    weak += lone_given_names(text, words, given() - OTHER_SENSES - LONE_SENSES, cast.public_words)
    found += (one for one in weak if not _overlaps(shown, one.start, one.end) and not _is_public(text, one, people))
    found += (*contacts(text), *people.numbers(text))
    found += () if is_address else (*local_telephones(text), *_encoded(text, cast, people))
    bodies = _ranges(of_bodies)
    hidden = (one for one in cast.hidden if not _overlaps(bodies, one.start, one.end)) if is_document else ()
    return masked(text, [*found, *hidden])


def _encoded(text: str, cast: Cast, people: People) -> Iterator[Mask]:
    """List addresses in a text that name somebody once their `%C3%A9` are read: whole, since no place in them is one of it."""
    for one in ENCODED.finditer(text) if "%" in text else ():
        found = mask_text(unquote(one[0]), cast, people, is_address=True)
        if found.before != one[0] and found.starts:
            yield Mask(one.start(), one.end(), found.texts[0])


def _is_public(text: str, one: Mask, people: People) -> bool:
    """Tell a name that somebody public bears in this record from others."""
    parts = parts_of(text[one.start : one.end])
    return one.text == SOMEBODY and len(parts) > 1 and " ".join(parts) in people.public


def _public_places(words: Sequence[Word], cast: Cast) -> Iterator[tuple[int, int]]:
    """List where public names stand in a text without mentions."""
    if not words:
        return
    folded_words = tuple(one.folded for one in words)
    held = frozenset(folded_words)
    for parts in cast.public:
        if held.issuperset(parts):
            for number in range(len(words) - len(parts) + 1):
                if folded_words[number : number + len(parts)] == parts:
                    yield words[number].start, words[number + len(parts) - 1].end
