"""What people's decisions say of statements, tensions and echoes as the record has them now; keys and what they name."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import partial
from typing import Any

from onrecord.model.ids import DocumentId, MentionId, PartyId, StatementId, content_id
from onrecord.model.judgement import (
    Judgement,
    document_of_key,
    mention_keys,
    parts_of_thread_key,
    standing,
    thread_key,
)
from onrecord.model.lineage import Copy
from onrecord.model.meeting import Echo, Tension
from onrecord.model.names import folded
from onrecord.model.statement import Statement
from onrecord.model.thread import AwardMatch
from onrecord.store import decisions, meetings, rows
from onrecord.store.view import View

WEIGHT = ("right", "wrong", "unsure")
"""Of several people's verdicts the first of these counts: nothing that somebody has found right is left out."""


def judged_statements(view: View) -> dict[str, StatementId]:
    """Map the keys of statements that decisions name, standing or not, to the statements."""
    return {row[0]: StatementId(row[1]) for row in view.db.execute("SELECT key, statement FROM judged_statements")}


def judgements_on(view: View, kind: str, documents: Collection[DocumentId] | None = None) -> list[Judgement]:
    """Load the judgements on things of one kind (`statement`, `mention`, `tension`, `echo`), with those that take them back.

    Those that take back an undoing are there too, however long the chain, since `model.judgement.standing` needs them all.
    With `documents` only those on things of these documents, for the kinds whose keys name one.
    """
    if documents is None:
        bounds = [(f"{kind}:", f"{kind};")]  # a semicolon follows the colon in every alphabet of bytes
    else:
        bounds = [(f"{kind}:{one}:", f"{kind}:{one};") for one in sorted(documents)]
    query = """WITH RECURSIVE about(id) AS (
                 SELECT id FROM judgements WHERE left_key >= ? AND left_key < ?
                 UNION SELECT u.id FROM about JOIN judgements u
                       ON u.left_key = 'judgement:' || about.id AND u.verdict = 'undone')
               SELECT * FROM judgements WHERE id IN (SELECT id FROM about) ORDER BY made_at, id"""
    return [rows.judgement_in(row) for bound in bounds for row in view.db.execute(query, bound)]


def unapplied(view: View) -> int:
    """Count the decisions made since what rests on them was last worked out."""
    return decisions.unapplied(view.db)


def marking(statement: Statement) -> str:
    """Write a statement's words as a judgement `span` has them in `right`."""
    return rows.dump(
        {
            name: [[one.start, one.end, one.text] for one in getattr(statement, name)]
            for name in ("source", "cue", "content")
        }
    )


def judgements_of_statements(
    view: View, documents: Collection[DocumentId] | None = None
) -> dict[StatementId, tuple[Judgement, ...]]:
    """Map statements, all or those of some documents, to the judgements on them that stand, in the order of time."""
    by_document: dict[DocumentId, dict[str, list[Judgement]]] = defaultdict(lambda: defaultdict(list))
    for one in standing(judgements_on(view, "statement", documents)):
        if document := document_of_key(one.left):
            by_document[document][one.left].append(one)
    return {
        statement: tuple(by_key[key])
        for document, by_key in by_document.items()
        for statement, key in view.statement_keys(document).items()
        if key in by_key
    }


def verdicts(view: View, documents: Collection[DocumentId] | None = None) -> dict[StatementId, Judgement]:
    """Map statements, all or those of some documents, to the verdict that counts, where there is one."""
    found = judgements_of_statements(view, documents)
    return {statement: verdict for statement, said in found.items() if (verdict := counting(said))}


def wrong(view: View, documents: Collection[DocumentId] | None = None) -> frozenset[StatementId]:
    """List the statements that people have found wrong and nobody right: no answer is made of them."""
    return frozenset(one for one, said in verdicts(view, documents).items() if said.verdict == "wrong")


def counting(said: Iterable[Judgement]) -> Judgement | None:
    """Choose the verdict that counts on one thing: `right` where anybody says so, else `wrong`, else `unsure`; the latest.

    A `wrong` is settled by the same person's later correction of the speaker or the words.

    Args:
        said: The judgements on it that stand, in the order of time.
    """
    judged = list(said)
    corrected = {one.user: one.made_at for one in judged if one.verdict in {"speaker", "span"}}
    held = [one for one in judged if one.verdict != "wrong" or corrected.get(one.user, "") <= one.made_at]
    return next((one for verdict in WEIGHT for one in reversed(held) if one.verdict == verdict), None)


def judgements_of_tensions(view: View) -> dict[str, tuple[Judgement, ...]]:
    """Map tensions to the judgements on them that stand, in the order of time."""
    return _judgements_of(view, "tension", tension_keys)


def judgements_of_echoes(view: View) -> dict[str, tuple[Judgement, ...]]:
    """Map echoes to the judgements on them that stand, in the order of time."""
    return _judgements_of(view, "echo", echo_keys)


def _judgements_of(
    view: View, kind: str, keys_of: Callable[[View], dict[str, str]]
) -> dict[str, tuple[Judgement, ...]]:
    return judged(view, kind, lambda: keys_of(view))


def judged(view: View, kind: str, keys: Callable[[], Mapping[str, str]]) -> dict[str, tuple[Judgement, ...]]:
    """Map things of one kind to the judgements on them that stand, in the order of time.

    Args:
        view: The record.
        kind: `tension`, `echo`, `copy`, `match` or `thread`.
        keys: Gives their ids with their keys; asked for only where there are judgements of that kind.
    """
    by_key: dict[str, list[Judgement]] = defaultdict(list)
    for one in standing(judgements_on(view, kind)):
        by_key[one.left].append(one)
    found = keys() if by_key else {}
    return {one: tuple(by_key[key]) for one, key in found.items() if key in by_key}


def found_wrong(view: View, kind: str, keys: Callable[[], Mapping[str, str]]) -> frozenset[str]:
    """List the things of one kind that people have found wrong and nobody right (the arguments are those of `judged`)."""
    verdicts = ((one, counting(said)) for one, said in judged(view, kind, keys).items())
    return frozenset(one for one, verdict in verdicts if verdict and verdict.verdict == "wrong")


def tension_verdicts(view: View) -> dict[str, Judgement]:
    """Map tensions to the verdict that counts, where there is one."""
    found = judgements_of_tensions(view)
    return {tension: verdict for tension, said in found.items() if (verdict := counting(said))}


def tension_keys(view: View, some: Iterable[Tension] | None = None) -> dict[str, str]:
    """Name tensions, all or some, by their kind and what they hold against each other: `tension:KIND:ENDS`."""
    held = view.tensions() if some is None else list(some)
    keys = _keys_of_ends(view, [end for one in held for end in (one.left, one.right)])
    return {
        one.id: f"tension:{one.kind}:{content_id('ends', keys.get(one.left, one.left), keys.get(one.right, one.right))}"
        for one in held
    }


def _keys_of_ends(view: View, ends: Collection[str]) -> dict[str, str]:
    query = "SELECT DISTINCT document FROM statements WHERE id IN (SELECT value FROM json_each(?))"
    documents = [DocumentId(row[0]) for row in view.db.execute(query, (rows.dump(sorted(set(ends))),))]
    wanted = frozenset(ends)
    return {one: key for document in documents for one, key in view.statement_keys(document).items() if one in wanted}


def echo_keys(view: View, some: Iterable[Echo] | None = None) -> dict[str, str]:
    """Name echoes by their documents and their words: `echo:WORDS#2` for the second of the same.

    Not by their kind: whether the speakers differ depends on who is who.

    Args:
        view: The record.
        some: Only these, all between the same documents among them; the whole record's where it is not given.
    """
    keys: dict[str, str] = {}
    seen: Counter[str] = Counter()
    held = view.echoes() if some is None else some
    for one in sorted(held, key=lambda each: [member.span.start for member in each.members]):
        words = [part for member in one.members for part in (member.span.document, folded(member.span.text))]
        key = f"echo:{content_id('words', *words)}"
        seen[key] += 1
        keys[one.id] = key if seen[key] == 1 else f"{key}#{seen[key]}"
    return keys


def copy_keys(view: View, some: Iterable[Copy] | None = None) -> dict[str, str]:
    """Name copies, all or some, by their two documents, whose ids are made from what they say."""
    return {one.id: f"copy:{one.id}" for one in (meetings.copies(view) if some is None else some)}


def match_keys(view: View, some: Iterable[AwardMatch] | None = None) -> dict[str, str]:
    """Name what the award data says to sentences, all or some, by the sentence, the award and the figure: `match:WORDS`.

    A sentence that stands twice in a document has one key: what holds of it holds in both places.
    """
    return {
        one.id: f"match:{content_id('match', *_match_words(one))}"
        for one in (meetings.matches(view) if some is None else some)
    }


def _match_words(one: AwardMatch) -> tuple[str, ...]:
    return (one.place.document, folded(one.place.text), one.award or "", one.figure.text if one.figure else "")


def mention_keys_of(view: View, document: DocumentId) -> dict[MentionId, str]:
    """Name the mentions of a document by their keys."""
    return mention_keys(view.mentions(document))


def missing(view: View, keys: Iterable[str]) -> set[str]:
    """List those of some keys that name nothing in the record as it is now."""
    by_kind: dict[str, set[str]] = defaultdict(set)
    for key in keys:
        by_kind[key.partition(":")[0]].add(key)
    gone: set[str] = set()
    for kind, named in by_kind.items():
        if kind == "party":
            gone |= {key for key in named if view.party_of_key(key) is None}
        elif kind in {"statement", "mention"}:
            gone |= named - _held_in_documents(view, kind, named)
        elif kind in KEYS_OF:
            gone |= named - set(KEYS_OF[kind](view).values())
        elif kind == "thread":  # one that was put into another is not gone: its parties say whether it could be
            gone |= {key for key in named if not _parties_held(view, key)}
        elif kind == "judgement":
            gone |= {key for key in named if judgement(view, key.removeprefix("judgement:")) is None}
        else:
            gone |= named
    return gone


KEYS_OF: Mapping[str, Callable[[View], dict[str, str]]] = {
    "tension": tension_keys,
    "echo": echo_keys,
    "copy": copy_keys,
    "match": match_keys,
}
"""What gives the keys of things that connect/ has found."""


def _parties_held(view: View, key: str) -> bool:
    parts = parts_of_thread_key(key)
    return parts is not None and all(view.party_of_key(one) is not None for one in parts[:2] if one)


def thread_keys(view: View) -> dict[str, str]:
    """Map threads to the keys that judgements name them by."""
    keys: dict[PartyId, str] = {}

    def key_of(party: PartyId) -> str:
        return keys.setdefault(party, next(iter(view.keys_of(party)), ""))

    return {
        one.id: thread_key(key_of(one.speaker), key_of(one.counterpart) if one.counterpart else None, one.matter)
        for one in meetings.threads(view)
    }


def _held_in_documents(view: View, kind: str, keys: Iterable[str]) -> set[str]:
    keys_of: Callable[[DocumentId], Mapping[Any, str]] = (
        view.statement_keys if kind == "statement" else partial(mention_keys_of, view)
    )
    documents = {document for key in keys if (document := document_of_key(key))}
    return {key for document in documents for key in keys_of(document).values()}


def judgement(view: View, whole: str) -> Judgement | None:
    """Load a person's decision."""
    row = view.db.execute("SELECT * FROM judgements WHERE id = ?", (whole,)).fetchone()
    return None if row is None else rows.judgement_in(row)
