"""A document read from its beginning: whose words each statement is, and whom pronouns and descriptions stand for.

Both are worked out in one go, by the same rules: a "he" that is the source of a statement and a "he" that is not.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onrecord.model.ids import StatementId
from onrecord.model.statement import Statement
from onrecord.resolve.inside.antecedents import Answer
from onrecord.resolve.inside.descriptions import ELSEWHERE
from onrecord.resolve.inside.discourse import Discourse, discourse_of
from onrecord.resolve.inside.document import DocumentParties
from onrecord.resolve.inside.references import (
    Occurrence,
    Quotations,
    Reference,
    occurrences_in,
    quotations_of,
    refer,
    source_reference,
)
from onrecord.resolve.inside.sources import NAMELESS, speaker_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """Whose words a statement is, in keys: `key` None when nobody could be named with care."""

    statement: StatementId
    name: str
    key: str | None
    rule: str
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Followed:
    """What reading a document from its beginning gives.

    Attributes:
        spoken: Whose words the statements are that have a source.
        references: In order of place.
    """

    spoken: list[Spoken]
    references: list[Reference]


def follow(found: DocumentParties, statements: Sequence[Statement], kinds: Mapping[str, str]) -> Followed:
    """Read a document from its beginning.

    Args:
        found: The document and its resolved mentions.
        statements: The document's statements; those without a source get no speaker.
        kinds: Key to kind of party, for descriptions such as "the agency".
    """
    discourse = discourse_of(found, statements, kinds)
    quotations = quotations_of(statements)
    waiting = occurrences_in(discourse, quotations)
    sources = _sources(waiting, statements)
    answers: dict[StatementId, Answer] = {}
    spoken: list[Spoken] = []
    referred: list[Reference] = []
    at = 0
    for statement in sorted(statements, key=lambda one: one.start):
        while at < len(waiting) and waiting[at].start < statement.start:
            referred += _refer(discourse, waiting[at], quotations, answers) if waiting[at] not in sources else []
            at += 1
        if not statement.source:
            discourse.memory.take(None, statement.end)
            continue
        name = " ".join(" ".join(span.text for span in statement.source).split()).strip(" ,")
        answer = key, rule, candidates = speaker_of(discourse, statement, name)
        answers[statement.id] = answer
        referred += source_reference(discourse, statement, answer, sources)
        discourse.memory.take(key, statement.end)
        if rule == NAMELESS:
            discourse.memory.nameless = statement.source[-1].end
        listed = tuple(dict.fromkeys(candidates))
        spoken.append(Spoken(statement=statement.id, name=name, key=key, rule=rule, candidates=listed))
    for one in waiting[at:]:
        referred += _refer(discourse, one, quotations, answers) if one not in sources else []
    referred = [one for one in referred if one.rule != ELSEWHERE]
    return Followed(spoken, sorted({one.span.start: one for one in referred}.values(), key=lambda one: one.span.start))


def _sources(waiting: Sequence[Occurrence], statements: Sequence[Statement]) -> frozenset[Occurrence]:
    """List the occurrences that are the source of a statement, whole: the statement decides them."""
    places = {(one.source[0].start, one.source[0].end) for one in statements if len(one.source) == 1}
    return frozenset(
        one for one in waiting if (one.start, one.end) in places and one.kind in {"he or she", "description"}
    )


def _refer(
    discourse: Discourse, one: Occurrence, quotations: Quotations, answers: Mapping[StatementId, Answer]
) -> list[Reference]:
    around = quotations.around(one.start, one.end)
    return [refer(discourse, one, answers.get(around.id) if around else None)]
