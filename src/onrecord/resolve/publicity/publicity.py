"""Who is public in a document: by a role the text shows beside the name, by a byline, or by a high office of the table.

Everybody else is private, whatever is known of them elsewhere: witnesses, victims, employees, relatives, the accused.
What one document shows of a person says nothing of a namesake in another; registry.py joins people, not this.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.model.evidence import Document, Span, cut
from onrecord.model.names import folded
from onrecord.model.statement import Statement
from onrecord.resolve.inside.document import DocumentParties, Resolved
from onrecord.resolve.inside.speakers import Spoken
from onrecord.resolve.publicity.publicity_credits import credit_of
from onrecord.resolve.publicity.publicity_offices import office_of
from onrecord.resolve.publicity.publicity_phrases import Phrase, Word, phrases, words_of
from onrecord.resolve.publicity.publicity_roles import ONLY_SPEAKING, role_of
from onrecord.resolve.publicity.publicity_words import ABBREVIATIONS, HEADS, KIN, MODIFIERS, PLAIN_TITLES
from onrecord.tables import given_names

ARTICLES = frozenset(
    {"text/html", "application/xhtml+xml", "text/plain", "application/rss+xml", "application/epub+zip"}
)
"""Kinds of documents whose authors sign them; the sender of a mail and the author in a file's properties do not."""
NEARBY = 60
"""Characters beside a full name in which a word of kinship shows that a title before the bare surname may be a relative's."""
SAYING_REACH = 12
"""Characters before a name in which a verb of saying stands straight before it."""
LONGEST_ROLE = 16
"""Words of a role that are kept."""
_SAID = re.compile(r"\b(?:said|says|added|adds|explained|argued|argues|noted|notes|wrote|writes|told|tweeted)\s\Z")
"""A verb straight before a name: its bearer is quoted, though no statement was read there."""
_PRIVATE_AGE = re.compile(r",\s+\d{1,3}(?:,|\s+(?:of|from)\b|\.)")
"""An age straight behind the name: how papers introduce people who hold no office."""
_GENERATION = re.compile(r",?\s+(?:Jr|Sr|II|III|IV)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicRole:
    """Why a person of a document is public.

    Attributes:
        words: The role as the text has it ("chief executive of Microsoft"), or as the table of offices has it.
        basis: The rule, for people: `office, before the name`, `byline`, `table of offices`.
        evidence: The words that show it; the name itself for a byline and the table.
    """

    words: str
    basis: str
    evidence: Span


def publicity(
    document: Document, found: DocumentParties, statements: Sequence[Statement], spoken: Sequence[Spoken]
) -> dict[str, PublicRole]:
    """Find the people of one document who are public, with the evidence; a person who is not listed is private.

    Args:
        document: The document.
        found: Its resolved mentions; the keys of the answer are its keys of people.
        statements: Its statements.
        spoken: Whose words they are: experts, executives and lawyers are public only where they are quoted. A statement
            with a source that is not in it was found wrong: it quotes nobody.
    """
    held = {one.statement for one in spoken}
    wrong = [span for one in statements if one.id not in held for span in one.source]
    speaking = {one.key for one in spoken if one.key} | set(
        _sources(found, [one for one in statements if one.id in held])
    )
    people: dict[str, list[Resolved]] = defaultdict(list)
    for one in found.resolved:
        if one.key.startswith("person:") and one.mention.span is not None:
            people[one.key].append(one)
    roles: dict[str, PublicRole] = {}
    for key, mentions in people.items():
        role = _beside(document, mentions, wrong, speaks=key in speaking) or _signed(document, key, mentions)
        role = role or _tabled(document, key, mentions)
        if role is not None:
            roles[key] = role
    return {key: _sparing(document, found, role, roles, key) for key, role in roles.items()}


def _sources(found: DocumentParties, statements: Sequence[Statement]) -> Iterator[str]:
    """List the people whose names, with no more than titles before them, begin the sources of statements.

    They are quoted even where the rest of the source left the speaker open ("Ann Clarke, an analyst at Reed and Clarke").
    """
    for source in (span for one in statements for span in one.source):
        inside = found.within(source.start, source.end)
        span = inside[0].mention.span if inside else None
        if span is None or not inside[0].key.startswith("person:"):
            continue
        words = words_of(found.document.text, source.start, span.start)
        if all(word.lower in HEADS or word.lower in MODIFIERS or word.capital for word in words):
            yield inside[0].key


def _beside(
    document: Document, mentions: Sequence[Resolved], wrong: Sequence[Span], *, speaks: bool
) -> PublicRole | None:
    """Read the words beside each mention until one shows a role."""
    name = mentions[0].key.removeprefix("person:")
    full = kin = False
    for one in mentions:
        span = one.mention.span
        if span is None:
            continue
        bare = one.rule == "surname" and " " in name
        if bare and (not full or kin or office_of(name.split()[-1], document.text)):
            continue  # a role beside a bare surname may be a relative's, or the holder's of a high office
        if not bare:
            full, kin = True, kin or _beside_kin(document.text, span)
        said = not any(one.start <= span.start < one.end for one in wrong) and _said_before(document.text, span)
        if role := _at(document, span, speaks=speaks or said):
            return role
    return None


def _said_before(text: str, span: Span) -> bool:
    start = _without_titles(text, span)
    return _SAID.search(text, max(0, start - SAYING_REACH), start) is not None


def _at(document: Document, span: Span, *, speaks: bool) -> PublicRole | None:
    """Read the words beside one mention."""
    text = document.text
    start = _without_titles(text, span)
    for phrase in phrases(text, start, span.end):
        kind = role_of(phrase)
        if kind and (speaks or kind not in ONLY_SPEAKING):
            return _role(document, phrase, kind)
    credit = credit_of(text, start, span.end)
    if credit is None:
        return None
    return PublicRole(words=credit.words, basis=credit.basis, evidence=cut(document.id, text, credit.start, credit.end))


def _role(document: Document, phrase: Phrase, kind: str) -> PublicRole:
    dotted = document.text.startswith(".", phrase.end) and phrase.head.lower in ABBREVIATIONS and not phrase.complement
    evidence = cut(document.id, document.text, phrase.start, phrase.end + dotted)
    words = " ".join(evidence.text.split()[:LONGEST_ROLE])
    return PublicRole(words=words, basis=f"{kind}, {phrase.where} the name", evidence=evidence)


def _without_titles(text: str, span: Span) -> int:
    """Say where a name begins when titles were taken for part of it ("Senate Minority Leader Harry Reid")."""
    words = words_of(text, span.start, span.end)
    place = 0
    while place < len(words) - 1 and _is_title(words[place], left=len(words) - place):
        place += 1
    return words[place].start if words else span.start


def _is_title(word: Word, *, left: int) -> bool:
    if word.text == "." or word.lower in PLAIN_TITLES:
        return True
    is_role = word.lower in HEADS or word.lower in MODIFIERS
    return left > 2 and is_role and word.text not in given_names()


def _beside_kin(text: str, span: Span) -> bool:
    low = max(text.rfind("\n", 0, span.start) + 1, span.start - NEARBY)
    return any(word.lower in KIN for word in words_of(text, low, span.end + NEARBY))


def _signed(document: Document, key: str, mentions: Sequence[Resolved]) -> PublicRole | None:
    """Take the author of an article for public."""
    span = mentions[0].mention.span
    if document.media_type not in ARTICLES or span is None:
        return None
    name = key.removeprefix("person:")
    signed = next((one for one in document.authors if folded(one.value) == name), None)
    return PublicRole(words="author", basis="byline", evidence=span) if signed else None


def _tabled(document: Document, key: str, mentions: Sequence[Resolved]) -> PublicRole | None:
    """Take a name of the table of offices for its holder, unless the text introduces somebody else of that name."""
    office = office_of(key.removeprefix("person:"), document.text)
    spans = [one.mention.span for one in mentions if one.mention.span]
    if office is None or any(_introduced(document.text, span) for span in spans):
        return None
    return PublicRole(words=office, basis="table of offices", evidence=spans[0])


def _introduced(text: str, span: Span) -> bool:
    """Tell whether the words beside a name show a namesake: an age, another generation, a relative."""
    if _PRIVATE_AGE.match(text, span.end) or _GENERATION.match(text, span.end):
        return True
    kin = [phrase for phrase in phrases(text, _without_titles(text, span), span.end) if phrase.head.lower in KIN]
    return any(phrase.where == "before" for phrase in kin)


def _sparing(
    document: Document, found: DocumentParties, role: PublicRole, roles: dict[str, PublicRole], key: str
) -> PublicRole:
    """Cut a role that names somebody private ("lawyer for Ann Clarke") before that name."""
    place = role.evidence
    others = [
        one.mention.span.start
        for one in found.within(place.start, place.end)
        if one.key.startswith("person:") and one.key != key and one.key not in roles and one.mention.span
    ]
    if not others or role.basis in {"byline", "table of offices"}:
        return role
    words = list(_until(words_of(document.text, place.start, min(others))))
    if not words:
        return PublicRole(words=role.basis.partition(",")[0], basis=role.basis, evidence=place)
    evidence = cut(document.id, document.text, place.start, words[-1].end)
    return PublicRole(words=" ".join(evidence.text.split()), basis=role.basis, evidence=evidence)


def _until(words: Sequence[Word]) -> Iterator[Word]:
    last = max((place for place, word in enumerate(words) if word.lower in HEADS), default=-1)
    yield from words[: last + 1]
