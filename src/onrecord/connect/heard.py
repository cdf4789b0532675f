"""What the documents of a record give, read one by one, so that none need be kept."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from onrecord.connect.contract_documents import Passage, passages
from onrecord.connect.figures.tensions import Told
from onrecord.connect.matches.claims import ContractClaim, claims_of, sentences
from onrecord.connect.matches.record import may_speak_of_contracts, scene_of
from onrecord.connect.owners_documents import names_a_maker
from onrecord.connect.tensions import Scoped, scope_of
from onrecord.connect.threads.said import Said
from onrecord.connect.told import Bodies, said_in
from onrecord.engine import Progress
from onrecord.model.award_numbers import Numbered, index_numbers, numbers_in
from onrecord.model.evidence import Document
from onrecord.model.ids import AwardId, DocumentId, PartyId, StatementId
from onrecord.model.party import Speaker
from onrecord.model.statement import Statement
from onrecord.store import View

FIGURE = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|dozen|hundred|thousand|million|half|double)",
    re.IGNORECASE,
)
"""A sentence without any of these gives no figure."""


@dataclass(slots=True, kw_only=True)
class Heard:
    """What the documents give.

    Attributes:
        said: Statements in which organisations speak of somebody or something.
        told: Sentences of those that give figures.
        scoped: Statements that list what a party's work consists of.
        passages: Awards to the passages that name them and a maker.
        claims: What sentences tell of contracts.
        published: Documents to their ISO date.
    """

    said: list[Said] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    scoped: list[Scoped] = field(default_factory=list)
    passages: dict[AwardId, list[Passage]] = field(default_factory=lambda: defaultdict(list))
    claims: list[ContractClaim] = field(default_factory=list)
    published: dict[DocumentId, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listening:
    """What is known before the documents are read.

    Attributes:
        names: Each party's name and kind.
        bodies: Who speaks for whom.
        numbered: Awards with their numbers; empty where the record holds no award.
        wrong: Statements that people have found wrong.
    """

    names: Mapping[PartyId, tuple[str, str]]
    bodies: Bodies
    numbered: Sequence[Numbered]
    wrong: frozenset[StatementId]


def hear(view: View, known: Listening, progress: Progress) -> Heard:
    """Read every document once."""
    heard = Heard()
    total = view.counts()["documents"]
    numbers = index_numbers(known.numbered)
    for number, document in enumerate(view.documents(), 1):
        statements = [one for one in view.statements(document.id) if one.id not in known.wrong]
        speakers = view.speakers([one.id for one in statements])
        said = list(said_in(view, document, statements, speakers, known.bodies))
        heard.said += said
        heard.told += (one for each in said for one in _told(document, each))
        heard.scoped += _scoped(view, document, statements, speakers, known.bodies)
        if document.published:
            heard.published[document.id] = document.published.value
        if known.numbered:
            found = list(numbers_in(document.text, numbers))
            for one in filter(names_a_maker, passages(document, found)):
                heard.passages[one.of.award].append(one)
            if may_speak_of_contracts(document):
                scene = scene_of(view, document, statements=statements, numbers=found, names=known.names)
                heard.claims += claims_of(scene)
        progress("connect", number, total)
    return heard


def _told(document: Document, said: Said) -> Iterator[Told]:
    """Give the sentences of a statement that hold figures, for each organisation that speaks."""
    matters = frozenset(
        f"{counterpart or ''}|{matter}"
        for counterpart in said.counterparts or (None,)
        for matter in [key for key, _ in said.matters] or [""]
    )
    for span in said.content:
        if not FIGURE.search(span.text):
            continue
        for start, end in sentences(document.text, span.start, span.end):
            for speaker in said.speakers:
                yield Told(
                    statement=said.statement,
                    document=document.id,
                    text=document.text,
                    start=start,
                    end=end,
                    speaker=speaker,
                    said_on=said.said_on,
                    matters=matters,
                    family=document.id,
                    utterance=said.statement,
                    confidence=said.confidence if said.settled else 0.0,
                    satire=said.satire,
                )


def _scoped(
    view: View,
    document: Document,
    statements: Sequence[Statement],
    speakers: Mapping[StatementId, Speaker],
    bodies: Bodies,
) -> Iterator[Scoped]:
    """Find the statements that list what a party's work consists of, with the bodies named around them."""
    for statement in statements:
        speaker = speakers[statement.id].party if statement.id in speakers else None
        uses = scope_of(statement)
        said_on = statement.said_on or (document.published.value if document.published else None)
        if speaker is None or uses is None or said_on is None:
            continue
        parties = frozenset({speaker, *bodies.represented.get(speaker, ())})
        start = document.text.rfind("\n", 0, statement.start) + 1
        end = document.text.find("\n", statement.end)
        about = view.parties_within(document.id, start, len(document.text) if end < 0 else end)
        yield Scoped(statement=statement, uses=uses, parties=parties, about=frozenset(about) - parties, said_on=said_on)
