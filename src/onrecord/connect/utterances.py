"""Echoes as who is who stands now, and which statements carry one utterance: they count once."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from onrecord.connect.echo.bars import Said
from onrecord.connect.echo.kinds import echo_of
from onrecord.connect.lineage.same_words import same_words, stretches
from onrecord.model.alignment import Alignment, Appearance
from onrecord.model.ids import DocumentId, PartyId, StatementId
from onrecord.model.lineage import Copy
from onrecord.model.meeting import Echo
from onrecord.model.pair import Pair
from onrecord.model.party import Speaker
from onrecord.model.statement import Statement

OTHERS = frozenset({"speaker_differs", "spliced"})
"""Kinds of echo whose two sides are not taken for one utterance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of speakers and documents at the moment.

    Attributes:
        speakers: Of the statements that echoes may join.
        names: Of parties.
        confidences: Of the attribution of those statements, 0 to 1.
        represented: People to the bodies they speak for.
        published: Documents to their ISO date.
        wrong: Statements that people have found wrong: nobody was quoted there.
    """

    speakers: Mapping[StatementId, Speaker]
    names: Mapping[PartyId, str]
    confidences: Mapping[StatementId, float]
    represented: Mapping[PartyId, tuple[PartyId, ...]]
    published: Mapping[DocumentId, str]
    wrong: Collection[StatementId]


def statements_in(pairs: Iterable[Pair]) -> set[StatementId]:
    """List the statements that shared passages belong to."""
    sides = (side for pair in pairs for one in pair.alignments for side in (one.left, one.right))
    return {side.statement for side in sides if side.statement}


def echoes_of(pairs: Iterable[Pair], known: Known) -> list[Echo]:
    """Say what each shared passage is; of echoes at the same two places the one that names most speakers stays."""
    found: dict[str, Echo] = {}
    for pair in pairs:
        for one in pair.alignments:
            stands = _as_it_stands(one, known)
            echo = echo_of(stands, _said(stands.left, known), _said(stands.right, known), copies=pair.copy is not None)
            if echo and (echo.id not in found or _named(found[echo.id]) < _named(echo)):
                found[echo.id] = echo
    return [found[one] for one in sorted(found)]


def _named(echo: Echo) -> tuple[int, float]:
    return sum(one.speaker is not None for one in echo.members), echo.score


def _as_it_stands(found: Alignment, known: Known) -> Alignment:
    """Leave out statements that people have found wrong."""

    def right(side: Appearance) -> Appearance:
        return replace(side, statement=None, source_kind="nobody") if side.statement in known.wrong else side

    return replace(found, left=right(found.left), right=right(found.right))


def _said(side: Appearance, known: Known) -> Said:
    published = known.published.get(side.span.document)
    speaker = known.speakers.get(side.statement) if side.statement else None
    if speaker is None or side.statement is None:
        return Said(published=published)
    party = speaker.party
    return Said(
        speaker=party,
        name=known.names.get(party, speaker.name) if party else speaker.name,
        confidence=known.confidences.get(side.statement, 0.0),
        speaks_for=frozenset(known.represented.get(party, ())) if party else frozenset(),
        published=published,
    )


def repeats(
    echoes: Iterable[Echo], copies: Iterable[Copy], statements: Callable[[DocumentId], Sequence[Statement]]
) -> dict[StatementId, StatementId]:
    """Map statements to the earliest one that carries the same utterance, where that is another.

    Args:
        echoes: Of the record; the earlier document comes first in each.
        copies: Of the record: a statement whose words stand unchanged in a passage of the other text is that text's.
        statements: Gives those of a document.
    """
    root: dict[StatementId, StatementId] = {}

    def top(one: StatementId) -> StatementId:
        while root.setdefault(one, one) != one:
            root[one] = root[root[one]]
            one = root[one]
        return one

    joined = [
        *((one.members[0].statement, one.members[1].statement) for one in echoes if OTHERS.isdisjoint(one.kinds)),
        *(pair for copy in copies for pair in _in_both(copy, statements)),
    ]
    for earlier, later in joined:
        if earlier and later and top(earlier) != top(later):
            root[top(later)] = top(earlier)
    return {one: top(one) for one in list(root) if top(one) != one}


def _in_both(
    copy: Copy, statements: Callable[[DocumentId], Sequence[Statement]]
) -> Iterator[tuple[StatementId, StatementId]]:
    """List the statements of a copied text that stand in the copy too, word by word."""
    same = stretches(copy)
    there: dict[int, list[Statement]] = defaultdict(list)
    for one in statements(copy.document):
        there[one.content[0].end].append(one)
    for one in statements(copy.of):
        places = [same_words(same, span) for span in one.content]
        if places[0] is None or None in places:
            continue
        # Borders of a statement hang on marks and commas beside the words, so they are compared by the words.
        end = places[0].end
        met = [other for near in range(end - 2, end + 3) for other in there.get(near, ()) if other.form == one.form]
        if len(met) == 1:
            yield one.id, met[0].id
