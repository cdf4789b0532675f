"""What each document gives to threads: its statements by organisations, with whom and what they speak of."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.connect.threads.said import Said, Speech, Surroundings, said_of
from onrecord.connect.threads.satire import satire_mark
from onrecord.model.evidence import Document
from onrecord.model.ids import PartyId, StatementId
from onrecord.model.party import Speaker
from onrecord.model.statement import Mention, PartyKind, Statement
from onrecord.store import View
from onrecord.store.meetings import named_in, positions

Named = tuple[int, int, PartyId, PartyKind]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bodies:
    """Who speaks for whom.

    Attributes:
        kinds: Of parties.
        represented: People to the bodies they speak for.
    """

    kinds: Mapping[PartyId, str]
    represented: Mapping[PartyId, tuple[PartyId, ...]]

    def speech(self, speaker: Speaker | None) -> Speech:
        """Say which organisations speak in a statement."""
        if speaker is None or speaker.party is None:
            return Speech(organisations=(), settled=False)
        own = () if self.kinds.get(speaker.party) in {"person", "unknown"} else (speaker.party,)
        return Speech(organisations=(*own, *self.represented.get(speaker.party, ())))


def said_in(
    view: View,
    document: Document,
    statements: Sequence[Statement],
    speakers: Mapping[StatementId, Speaker],
    bodies: Bodies,
) -> Iterator[Said]:
    """Give the statements of a document in which an organisation speaks of somebody or something."""
    speeches = [(one, bodies.speech(speakers.get(one.id))) for one in statements]
    speeches = [(one, speech) for one, speech in speeches if speech.organisations]
    if not speeches:
        return
    named, mentions = named_in(view, document.id), view.mentions(document.id)
    mark = satire_mark(document)
    held = positions(view, [one.id for one, _ in speeches])
    for one, speech in speeches:
        low = document.text.rfind("\n", 0, one.start) + 1
        high = document.text.find("\n", one.content[-1].end)
        surroundings = Surroundings(
            within={party: kind for span in one.content for _, _, party, kind in _between(named, span.start, span.end)},
            around={
                party: kind for _, _, party, kind in _between(named, low, len(document.text) if high < 0 else high)
            },
            mentions=tuple(_inside(mentions, one)),
            published=document.published.value if document.published else None,
            satire=mark,
        )
        if said := said_of(one, speech, surroundings, position=held.get(one.id)):
            yield said


def _between(named: Sequence[Named], start: int, end: int) -> Iterator[Named]:
    for one in named[bisect_left(named, start, key=_first) :]:
        if one[0] >= end:
            return
        if one[1] <= end:
            yield one


def _first(one: Named) -> int:
    return one[0]


def _inside(mentions: Sequence[Mention], statement: Statement) -> Iterator[Mention]:
    for one in mentions:
        if one.span and any(span.start <= one.span.start and one.span.end <= span.end for span in statement.content):
            yield one
