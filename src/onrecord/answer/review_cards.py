"""What a person needs to see of a party or a statement to decide about it."""

from dataclasses import dataclass, field, replace

from onrecord.answer.rows import StatementRow, statement_rows
from onrecord.answer.shown import Passage, in_context
from onrecord.model.evidence import Document
from onrecord.model.ids import DocumentId, PartyId
from onrecord.model.names import folded
from onrecord.model.party import Speaker
from onrecord.model.statement import Mention, PartyKind, Statement
from onrecord.store import View
from onrecord.store.samples import mention_count, sample_mentions

SAMPLES = 3
CONTEXT = 140
"""Code points of a sample before and after the words it is of, at most."""
WORD = 30
"""So many fewer where that spares a word from being cut."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyCard:
    """A party as a person decides about it.

    Attributes:
        key: As a judgement names it.
        aliases: Names beside `name`, each spelling once.
        mentions: How often it is named, in texts and tables.
        samples: Where it is named: the first place of each of a few documents.
    """

    id: PartyId
    key: str
    name: str
    kind: PartyKind
    aliases: tuple[str, ...]
    identifiers: tuple[tuple[str, str], ...]
    public_role: str | None
    mentions: int
    samples: tuple[Passage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementCard:
    """A statement as a person decides about it.

    Attributes:
        key: As a judgement names it.
        source: The words that say who said it; empty where the text does not.
        passage: Its words in their context, each with its role.
        speaker_rule: What decided whose words they are, or why that is open.
        candidates: Whose words they may be, the likeliest first.
    """

    key: str
    row: StatementRow
    source: str
    passage: Passage | None
    speaker_rule: str
    candidates: tuple[PartyCard, ...]


@dataclass(frozen=True, slots=True)
class Shelf:
    """A view, and the documents that were taken out of it already: cards of one list often show the same."""

    view: View
    documents: dict[DocumentId, Document | None] = field(default_factory=dict)

    def document(self, document: DocumentId) -> Document | None:
        """Load a document, once."""
        if document not in self.documents:
            self.documents[document] = self.view.document(document)
        return self.documents[document]


def party_card(shelf: Shelf, party_id: PartyId, key: str = "", samples: int = SAMPLES) -> PartyCard | None:
    """Describe a party; None where the record has none of that id any more.

    With `key` the one of its keys that was asked about.
    """
    party = shelf.view.party(party_id)
    if party is None:
        return None
    names = {folded(one.name): one.name for one in reversed(party.aliases)}
    names.pop(folded(party.name), None)
    return PartyCard(
        id=party.id,
        key=key or next(iter(shelf.view.keys_of(party.id)), ""),
        name=party.name,
        kind=party.kind,
        aliases=tuple(sorted(names.values())),
        identifiers=party.identifiers,
        public_role=party.public_role,
        mentions=mention_count(shelf.view, party.id),
        samples=tuple(
            passage
            for mention in sample_mentions(shelf.view, party.id, samples)
            if (passage := mention_passage(shelf, mention))
        ),
    )


def mention_passage(shelf: Shelf, mention: Mention) -> Passage | None:
    """Show a name where it stands."""
    if mention.field is not None:
        place = f"{mention.field.pointer} of artefact {mention.field.artefact[:12]}"
        return Passage(where=place, document=None, start=0, pieces=((mention.field.text, "words"),))
    document = shelf.document(mention.span.document) if mention.span else None
    if document is None or mention.span is None:
        return None
    roles = [(mention.span, "words"), *([(mention.role, "source")] if mention.role else [])]
    return shortened(in_context(document, roles))


def statement_card(shelf: Shelf, statement: Statement, candidates: bool = True) -> StatementCard:  # noqa: FBT001, FBT002  # a card without them is the rare case
    """Describe a statement, whose words it is taken for, and whose they may be."""
    document = shelf.document(statement.document)
    (row,) = statement_rows(shelf.view, [statement])
    speaker = shelf.view.speakers([statement.id]).get(statement.id)
    roles = [(span, role) for role in ("source", "cue", "content", "via") for span in getattr(statement, role)]
    return StatementCard(
        key=shelf.view.statement_keys(statement.document)[statement.id],
        row=row,
        source=" … ".join(" ".join(span.text.split()) for span in statement.source),
        passage=shortened(in_context(document, roles)) if document else None,
        speaker_rule=speaker.rule if speaker else "the text names nobody",
        candidates=_candidates(shelf, speaker) if candidates else (),
    )


def _candidates(shelf: Shelf, speaker: Speaker | None) -> tuple[PartyCard, ...]:
    if speaker is None:
        return ()
    first = [speaker.party] if speaker.party else []
    parties = dict.fromkeys([*first, *speaker.candidates])
    return tuple(card for one in parties if (card := party_card(shelf, one, samples=1)))


def shortened(passage: Passage) -> Passage:
    """Leave out what stands far before the first words and far after the last, and say so with an ellipsis."""
    pieces = list(passage.pieces)
    start = passage.start
    if pieces and not pieces[0][1] and len(pieces[0][0]) > CONTEXT:
        before = pieces[0][0]
        left_out = len(before) - CONTEXT
        left_out = before.find(" ", left_out, left_out + WORD) + 1 or left_out
        pieces[0] = (f"…{before[left_out:]}", "")
        start += left_out
    if len(pieces) > 1 and not pieces[-1][1] and len(pieces[-1][0]) > CONTEXT:
        after = pieces[-1][0]
        end = after.rfind(" ", CONTEXT - WORD, CONTEXT)
        pieces[-1] = (f"{after[: end if end > 0 else CONTEXT]}…", "")
    return replace(passage, start=start, pieces=tuple(pieces))
