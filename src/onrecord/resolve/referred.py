"""Words that stand for somebody, from keys to parties.

By the rules, but where a person has decided whose words a statement is: its source and the "I" in it are then that
person's, never the one's whom the rules had named.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from onrecord.model.ids import DocumentId, PartyId, StatementId
from onrecord.model.party import Party, PartyReference, Speaker
from onrecord.model.statement import Statement
from onrecord.resolve.inside.references import Reference, quotations_of
from onrecord.resolve.inside.salience import WORDS
from onrecord.resolve.judged import RULE

PartyOf = Callable[[str, DocumentId], PartyId | None]
"""Gives the party that a key of a document stands for."""
DIFFER = "two people's decisions differ"
"""The rule of a statement for which people have named different speakers."""
_SINGULAR = frozenset({"i", "me", "my", "mine", "myself"})


@dataclass(frozen=True, slots=True)
class Referred:
    """A reference as the rules have it.

    Attributes:
        decided: The statement it is the source of, or stands in as "I" or "we", where people have named the speaker.
    """

    reference: Reference
    decided: StatementId | None = None


def referred(references: Iterable[Reference], decided: Iterable[Statement]) -> Iterator[Referred]:
    """Tie a document's references to those of its statements whose speaker people have named."""
    listed = list(decided)
    sources = {(one.source[0].start, one.source[0].end): one.id for one in listed if len(one.source) == 1}
    quotations = quotations_of(listed)
    for one in references:
        start, end = one.span.start, one.span.end
        statement = sources.get((start, end))
        if statement is None and one.form == "pronoun" and one.span.text.casefold() not in WORDS:
            around = quotations.around(start, end)
            statement = around.id if around else None
        yield Referred(one, statement)


def refer_to_parties(
    found: Iterable[Referred], party_of: PartyOf, speakers: Iterable[Speaker], parties: Iterable[Party]
) -> Iterator[PartyReference]:
    """Say which parties references stand for, or may stand for."""
    decided = {one.statement: one for one in speakers if one.rule in {RULE, DIFFER}}
    people = frozenset(one.id for one in parties if one.kind == "person")
    for one in found:
        speaker = decided.get(one.decided) if one.decided else None
        yield _by_decision(one.reference, speaker, people) if speaker else _by_rule(one.reference, party_of)


def _by_rule(one: Reference, party_of: PartyOf) -> PartyReference:
    document = one.span.document
    candidates = dict.fromkeys(meant for key in one.candidates if (meant := party_of(key, document)))
    return PartyReference(
        span=one.span,
        form=one.form,
        party=party_of(one.key, document) if one.key else None,
        rule=one.rule,
        candidates=tuple(candidates),
    )


def _by_decision(one: Reference, speaker: Speaker, people: frozenset[PartyId]) -> PartyReference:
    """Take the speaker people have named: for a statement's source; for "I" a person, for "we" a body."""
    word = one.span.text.casefold()
    is_first = one.form == "pronoun" and word not in WORDS
    if speaker.party and is_first and (word in _SINGULAR) != (speaker.party in people):
        rule = "pronoun: somebody who speaks for a body" if word in _SINGULAR else "pronoun: the speaker and others"
        return PartyReference(span=one.span, form=one.form, party=None, rule=rule, candidates=(speaker.party,))
    return PartyReference(
        span=one.span, form=one.form, party=speaker.party, rule=speaker.rule, candidates=speaker.candidates
    )
