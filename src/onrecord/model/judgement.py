"""What people decide, and what waits for them: judgements, their keys, reviews."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal

from onrecord.model.evidence import Span
from onrecord.model.ids import DocumentId, MentionId, StatementId, content_id
from onrecord.model.names import folded
from onrecord.model.statement import Mention, Statement

Verdict = Literal["same", "different", "unsure", "right", "wrong", "speaker", "span", "undone"]
"""`same`, `different`, `unsure` of two parties, of a mention and a party, of two threads, or of a statement and a thread;
`right`, `wrong`, `unsure` of a statement, an echo, a copy, a tension or what the award data says to a sentence; `speaker`: the
statement's words are those of `right` (nobody's when that is empty); `span`: the statement's words are those listed in
`right`; `undone` takes back the judgement that `left` names."""

ReviewKind = Literal["same", "conflict", "speaker", "judgement"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A person's decision: appended, never edited.

    Attributes:
        left, right: Keys of what was judged, made from content, so that they survive a re-run; `right` is empty for a
            verdict on one thing.
        made_at: ISO 8601 with offset, UTC.
        words: What was judged as it read then, for people: names or words.
        id: Hash of its whole content.
    """

    left: str
    right: str
    verdict: Verdict
    user: str
    made_at: str
    reason: str
    words: str = ""
    id: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        parts = (self.left, self.right, self.verdict, self.user, self.made_at, self.reason, self.words)
        object.__setattr__(self, "id", content_id("judgement", *parts))  # once: a queue asks for it again and again


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """Something that waits for a person's decision.

    Attributes:
        kind: `same` (two parties may be one), `conflict` (decisions, or a decision and a rule, against each other),
            `speaker` (whose words a statement is, is open), `judgement` (a decision whose object is not found any more:
            it needs another look).
        left, right: Keys as a judgement on it has them.
        score: 0 to 1, how likely `same` is; 0 where nothing was estimated.
        because: One sentence for people.
        items: Ids to show: parties, the statement and its candidates, or the judgements.
    """

    kind: ReviewKind
    left: str
    right: str
    score: float
    because: str
    items: tuple[str, ...]

    @property
    def id(self) -> str:
        """Name it by what it asks, not by how likely it is."""
        return content_id("review", self.kind, self.left, self.right)


Place = tuple[str, DocumentId | None]
"""What a party is made of: the key of a body (`known:us-agency:7012`, `org:four points technology`) and None, or the key of
a person (`person:satya nadella`) and the document that names them."""


THREAD = "thread:"
"""Begins the key of a thread."""


def party_key(place: Place) -> str:
    """Write the key by which judgements name a party: `party:org:four points technology`, `party:person:jane doe@DOCUMENT`."""
    key, document = place
    return f"party:{key}@{document}" if document else f"party:{key}"


def place_of_key(key: str) -> Place | None:
    """Read a party's key; None where it is none."""
    kind, _, rest = key.partition(":")
    if kind != "party" or not rest:
        return None
    name, at, document = rest.rpartition("@") if rest.startswith("person:") else (rest, "", "")
    return (name, DocumentId(document)) if at else (rest, None)


def is_of_person(place: Place) -> bool:
    """Say whether a place is a person's, not a body's."""
    return place[0].startswith("person:")


def statement_keys(statements: Iterable[Statement]) -> dict[StatementId, str]:
    """Name statements by their document and their words, not by their places: `statement:DOCUMENT:WORDS#2`.

    Args:
        statements: All of a document: `#2` marks the second of those that say the same from the same source.
    """
    keys: dict[StatementId, str] = {}
    seen: Counter[str] = Counter()
    for one in sorted(statements, key=lambda each: (each.start, each.id)):
        words = [folded(" ".join(span.text for span in spans)) for spans in (one.content, one.source)]
        key = f"statement:{one.document}:{content_id('words', *words)}"
        seen[key] += 1
        keys[one.id] = key if seen[key] == 1 else f"{key}#{seen[key]}"
    return keys


def mention_keys(mentions: Iterable[Mention]) -> dict[MentionId, str]:
    """Name mentions in the texts of documents by document and name: `mention:DOCUMENT:jane doe#2` for the second of them.

    Args:
        mentions: All of a document.
    """
    keys: dict[MentionId, str] = {}
    seen: Counter[str] = Counter()
    placed = [(one.span.start, one.span.document, one) for one in mentions if one.span]
    for _, document, one in sorted(placed, key=lambda each: each[0]):
        key = f"mention:{document}:{folded(one.name)}"
        seen[key] += 1
        keys[one.id] = key if seen[key] == 1 else f"{key}#{seen[key]}"
    return keys


def thread_key(speaker: str, counterpart: str | None, matter: str) -> str:
    """Write the key by which judgements name a thread: `thread:party:org:orm|party:known:us-agency:7012|issue:detention`.

    Args:
        speaker: Key of the party (`party_key`), not its id.
        counterpart: Likewise; None where the thread has none.
        matter: As the thread has it.
    """
    return f"{THREAD}{speaker}|{counterpart or ''}|{matter}"


def parts_of_thread_key(key: str) -> tuple[str, str | None, str] | None:
    """Read a thread's key: keys of speaker and counterpart, and the matter; None where it is none."""
    parts = key.removeprefix(THREAD).split("|", 2)
    return (parts[0], parts[1] or None, parts[2]) if key.startswith(THREAD) and len(parts) == 3 and parts[0] else None


def document_of_key(key: str) -> DocumentId | None:
    """Say which document the key of a statement or a mention is of."""
    kind, _, rest = key.partition(":")
    return DocumentId(rest.partition(":")[0]) if kind in {"statement", "mention"} else None


def standing(judgements: Iterable[Judgement]) -> list[Judgement]:
    """List the judgements that stand, in order of time: not undone, and not replaced by the same person's later one.

    A judgement on what somebody else has judged too replaces nothing: both stand, and the two are a conflict. An undoing
    that is undone itself takes nothing back.
    """
    ordered = sorted(judgements, key=lambda one: (one.made_at, one.id))
    held = undoings_held(ordered)
    taken_back = {one.left.removeprefix("judgement:") for one in ordered if one.id in held}
    latest: dict[tuple[object, ...], Judgement] = {}
    for one in ordered:
        if one.verdict != "undone" and one.id not in taken_back:
            latest[(*subject(one), one.user)] = one
    return sorted(latest.values(), key=lambda one: (one.made_at, one.id))


def undoings_held(judgements: Iterable[Judgement]) -> set[str]:
    """List the ids of the undoings that are not taken back themselves.

    An id is the hash of what it names too, so undoings make no ring; clocks may differ, so their times say nothing.
    """
    target = {one.id: one.left.removeprefix("judgement:") for one in judgements if one.verdict == "undone"}
    against = Counter(target.values())
    ready = [one for one in target if not against[one]]
    taken: set[str] = set()
    while ready:
        one = ready.pop()
        at = target[one]
        if one not in taken:
            taken.add(at)
        against[at] -= 1
        if at in target and not against[at]:
            ready.append(at)
    return target.keys() - taken


def subject(judgement: Judgement) -> tuple[str, ...]:
    """Say what a judgement is about: its two ends in one order, or its one thing and which question about it."""
    if judgement.verdict in {"speaker", "span"}:
        return (judgement.verdict, judgement.left)
    return ("pair", *sorted((judgement.left, judgement.right))) if judgement.right else ("one", judgement.left)


Marked = tuple[tuple[Span, ...], tuple[Span, ...], tuple[Span, ...]]
"""Source, cue and content as a person has marked them."""


def marked(document: DocumentId, right: str) -> Marked | None:
    """Read the words that a `span` judgement marks; None where it is not of the form it should be.

    Args:
        document: The one it is about.
        right: The judgement's: JSON of `source`, `cue` and `content`, each a list of `[start, end, words]`.
    """
    try:
        given = json.loads(right)
        source, cue, content = (
            tuple(Span(document=document, start=start, end=end, text=words) for start, end, words in given[name])
            for name in ("source", "cue", "content")
        )
    except (ValueError, TypeError, KeyError):
        return None
    return (source, cue, content) if content else None


def with_words(statement: Statement, text: str, right: str) -> Statement | None:
    """Put the words a person has marked into a statement, which is sure then and by no rule.

    Returns:
        None where the text has other words at those places now.
    """
    found = marked(statement.document, right)
    if found is None or any(text[one.start : one.end] != one.text for spans in found for one in spans):
        return None
    source, cue, content = found
    return replace(statement, source=source, cue=cue, content=content, confidence=1.0, extractor=PERSON)


PERSON = "person"
"""The extractor of statements whose words a person has marked."""
