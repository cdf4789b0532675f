"""People's decisions, brought to the places, mentions and statements they are about.

A decision's keys are made from content (model/judgement.py). One whose object is found no more is applied to nothing and
listed as needing another look: nothing is re-attached by guessing.
"""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from onrecord.model.ids import DocumentId, MentionId, StatementId
from onrecord.model.judgement import (
    PERSON,
    Judgement,
    Place,
    document_of_key,
    is_of_person,
    mention_keys,
    place_of_key,
)
from onrecord.model.names import folded
from onrecord.model.statement import Mention, Statement
from onrecord.resolve.clusters import Decision
from onrecord.resolve.inside.document import DocumentParties, Resolved
from onrecord.resolve.inside.speakers import Spoken
from onrecord.resolve.known import visible
from onrecord.store.verdicts import counting

RULE = "a person's decision"
Find = Callable[[Place], Place | None]
"""Gives the place of the record as it is now that goes by a place's name; None when none does, or more than one."""


@dataclass(slots=True, kw_only=True)
class Judged:
    """The decisions that stand, by what they are about, and those that could not be applied.

    Attributes:
        pairs: On two parties.
        inside: Document to the decisions on its mentions and statements.
        joins: Places that a decision on a mention joins, because it is of one document and the party of another.
        speakers: Statement to the places whose words people say it is; None for nobody's.
        lost: Decisions that need another look, each with the reason.
        wrong: Statements that people have found wrong: nobody was quoted there.
    """

    pairs: list[Judgement] = field(default_factory=list)
    inside: dict[DocumentId, list[Judgement]] = field(default_factory=lambda: defaultdict(list))
    joins: list[tuple[Judgement, Place, Place]] = field(default_factory=list)
    speakers: dict[StatementId, dict[Place | None, Judgement]] = field(default_factory=lambda: defaultdict(dict))
    lost: list[tuple[Judgement, str]] = field(default_factory=list)
    wrong: set[StatementId] = field(default_factory=set)


def sort_judgements(standing: Iterable[Judgement], documents: Iterable[DocumentId]) -> Judged:
    """Sort decisions by what they are about; those on documents that are gone are lost at once."""
    held = frozenset(documents)
    judged = Judged()
    for one in standing:
        document = document_of_key(one.left)
        if document in held:
            judged.inside[document].append(one)
        elif document:
            judged.lost.append((one, "the document it is about is not in the record"))
        elif one.left.startswith("party:"):
            judged.pairs.append(one)
    return judged


def judge_mentions(found: DocumentParties, mentions: Iterable[Mention], judged: Judged) -> None:
    """Give mentions of a document the party that a person says they name, and take from them one they do not name.

    A decision on one mention says nothing of others: "Smith" three lines on stays what the rules make of it.
    """
    document = found.document.id
    about = [one for one in judged.inside.get(document, ()) if one.left.startswith("mention:")]
    if not about:
        return
    listed = list(mentions)
    by_id = {one.id: one for one in listed}
    places = {key: by_id[mention] for mention, key in mention_keys(listed).items()}
    decided: set[MentionId] = set()
    # What a mention is not comes first: of two decisions on one mention "it is X" has the last word.
    for one in sorted(about, key=lambda each: (each.verdict != "different", each.made_at, each.id)):
        place, mention = place_of_key(one.right), places.get(one.left)
        if mention is None or place is None:
            judged.lost.append((one, "the name it is about does not stand there any more"))
        elif one.verdict == "same":
            decided |= _rename(found, mention, place[0])
            if place[1] and place[1] != document:
                judged.joins.append((one, (place[0], document), place))
        elif one.verdict == "different":
            decided |= _rename(found, mention, None, only=place[0])
    found.unclear = [one for one in found.unclear if one.mention.id not in decided]
    _forget_names(found)


def _rename(found: DocumentParties, mention: Mention, key: str | None, only: str | None = None) -> set[MentionId]:
    """Take a mention for a party, or for none where it was taken for `only`; gives the mention where that changes it."""
    if mention.span is None:
        return set()
    place = (mention.span.start, mention.span.end)
    old = next((one for one in found.within(*place) if one.mention.id == mention.id), None)
    if only is not None and (old is None or old.key != only):
        return set()
    if old:
        del found.resolved[found.resolved.index(old, bisect_left(found.resolved, place[0], key=_start))]
        found.places[old.key].pop(bisect_left(found.places[old.key], place))
        found.offices[old.key] = [one for one in found.offices[old.key] if one[1].id != mention.id]
    if key is None:
        found.unknown.add(place)
        return {mention.id}
    found.unknown.discard(place)
    insort(found.resolved, Resolved(mention=mention, key=key, rule=RULE), key=_start)
    insort(found.places[key], place)
    found.names[folded(visible(mention.name))][key] = None
    return {mention.id}


def _forget_names(found: DocumentParties) -> None:
    """Forget names by which none of a party's mentions goes any more, lest a headline with one is taken for it."""
    held = {(folded(visible(one.mention.name)), one.key) for one in found.resolved}
    held |= {(folded(visible(one.mention.name)), key) for one in found.unclear for key in one.keys}
    for name, keys in found.names.items():
        found.names[name] = {key: None for key in keys if (name, key) in held}


def _start(one: Resolved) -> int:
    return one.mention.span.start if one.mention.span else -1


def judge_statements(
    document: DocumentId, statements: Sequence[Statement], keys: Callable[[], Mapping[StatementId, str]], judged: Judged
) -> None:
    """Note whose words a document's statements are by people's decisions, and which decisions find no statement.

    Args:
        document: The document.
        statements: All of it.
        keys: Gives the statements' keys: asked for only where somebody has decided on one.
        judged: Takes what is found.
    """
    about = [one for one in judged.inside.get(document, ()) if one.left.startswith("statement:")]
    if not about:
        return
    by_id = {one.id: one for one in statements}
    said = {one.left for one in about}
    found = {key: by_id[statement] for statement, key in keys().items() if key in said}
    for one in about:
        statement = found.get(one.left)
        if statement is None:
            judged.lost.append((one, "the statement it is about is not found there any more"))
        elif one.verdict == "span" and statement.extractor != PERSON:
            judged.lost.append((one, "the text has other words now where it marked some"))
        elif one.verdict == "speaker":
            judged.speakers[statement.id][place_of_key(one.right)] = one
    for key, statement in found.items():
        verdict = counting(sorted((one for one in about if one.left == key), key=lambda each: (each.made_at, each.id)))
        if verdict and verdict.verdict == "wrong":
            judged.wrong.add(statement.id)


def heard(spoken: Iterable[Spoken], document: DocumentId, judged: Judged) -> list[Spoken]:
    """Give the speakers of a document's statements as people have corrected them; where two differ, nobody.

    Statements found wrong are left out: nobody was quoted there.
    """
    corrected: list[Spoken] = []
    for one in spoken:
        chosen = judged.speakers.get(one.statement)
        place = next(iter(chosen)) if chosen and len(chosen) == 1 else None
        key = place[0] if place and place[1] in {None, document} else None
        if one.statement not in judged.wrong:
            corrected.append(replace(one, key=key) if chosen else one)
    return corrected


def decisions_on_places(judged: Judged, find: Find) -> tuple[list[Decision], frozenset[frozenset[Place]]]:
    """Bring decisions on parties to places of the record; gives also the pairs that a person is unsure of."""
    decisions: list[Decision] = []
    unsure: set[frozenset[Place]] = set()
    pairs = [(one, place_of_key(one.left), place_of_key(one.right)) for one in judged.pairs]
    for one, *named in [*pairs, *judged.joins]:
        left, right = (find(place) if place else None for place in named)
        if left is None or right is None:
            judged.lost.append((one, "no party, or more than one, goes by the name it is about"))
        elif one.verdict == "same" and is_of_person(left) != is_of_person(right):
            judged.lost.append((one, "one of the two is a person, the other a body"))
        elif left == right and one.verdict == "different":
            judged.lost.append((one, "both go by one name in the record: decide on single mentions of it"))
        elif left != right and one.verdict == "unsure":
            unsure.add(frozenset((left, right)))
        elif left != right:
            decisions.append(Decision(judgement=one, left=left, right=right))
    return sorted(decisions, key=lambda each: (each.judgement.made_at, each.judgement.id)), frozenset(unsure)
