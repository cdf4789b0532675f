"""What was read out of one stretch of a document, and why: statement by statement, party by party, sum by sum."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.model.evidence import Document, Line, Span
from onrecord.model.ids import DocumentId, PartyId, StatementId
from onrecord.model.lineage import Credit
from onrecord.model.party import Speaker
from onrecord.model.statement import Amount, Mention, Statement, Supply, When
from onrecord.model.thread import Position
from onrecord.store import View, meetings
from onrecord.store.stretches import (
    Stretch,
    amounts_within,
    mentions_within,
    names_of,
    threads_of,
    versions_count,
    whens_within,
)

SUPPLIES_LISTED = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """What a statement was read from.

    Attributes:
        source: The words that say who said it, empty where the text does not; `source_kind` says what they are.
        speaker: Whose words they are taken for, and by which rule; None where nothing was worked out.
        candidates: Whose words they may be, where that is left open.
        position: What it does with its matter, where a rule reads that.
        threads: `(id, name of the matter)` of the threads that hold it.
        key: As a judgement names it; empty where there is none.
    """

    statement: StatementId
    source: str
    source_kind: str
    extractor: str
    speaker: Speaker | None
    candidates: tuple[tuple[PartyId, str], ...]
    position: Position | None
    threads: tuple[tuple[str, str], ...]
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedParty:
    """A party that a stretch names, or a name that was taken for nobody.

    Attributes:
        party: None where the name was taken for nobody.
        rules: How it was taken for the party, each rule once; how the name was found where it was not.
        places: Where it is named, in order.
        roles: What is said of it beside the name, each once.
    """

    party: PartyId | None
    name: str
    kind: str
    rules: tuple[str, ...]
    places: tuple[Span, ...]
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelCount:
    """How many lines of a document are taken for one thing, and by which rule."""

    label: str
    rule: str
    lines: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """What was read out of a stretch of a document.

    Attributes:
        named: By first place.
        supplies: Those whose evidence begins in the stretch, so many at most; `supplies_more` says how many more.
        credits: Of the whole document.
        labels: Of the whole document, the commonest first.
        versions: Documents seen at the same address, this one included; 0 where that is not known.
    """

    why: dict[StatementId, Why]
    named: tuple[NamedParty, ...]
    supplies: tuple[Supply, ...]
    supplies_more: int
    amounts: tuple[Amount, ...]
    whens: tuple[When, ...]
    credits: tuple[Credit, ...]
    labels: tuple[LabelCount, ...]
    versions: int


def document_details(view: View, document: Document, statements: Sequence[Statement], within: Stretch) -> Details:
    """Load what was read out of a stretch of a document.

    Args:
        view: The record.
        document: The document.
        statements: Those shown.
        within: The document's id, and from where to where.
    """
    _, start, end = within
    supplies = [one for one in view.supplies(document.id) if start <= one.evidence.start < end]
    supplies.sort(key=lambda one: (one.evidence.start, one.id))
    return Details(
        why=_why(view, document.id, statements),
        named=named_parties(view, within),
        supplies=tuple(supplies[:SUPPLIES_LISTED]),
        supplies_more=max(0, len(supplies) - SUPPLIES_LISTED),
        amounts=tuple(amounts_within(view, within)),
        whens=tuple(whens_within(view, within)),
        credits=tuple(meetings.credits_of(view, document.id)),
        labels=tuple(label_counts(document.lines)),
        versions=versions_count(view, document.id),
    )


def _why(view: View, document: DocumentId, statements: Sequence[Statement]) -> dict[StatementId, Why]:
    ids = [one.id for one in statements]
    speakers, taken = view.speakers(ids), meetings.positions(view, ids)
    threads, keys = threads_of(view, ids), view.statement_keys(document)
    names = names_of(view, {party for one in speakers.values() for party in one.candidates})
    found = {}
    for one in statements:
        speaker = speakers.get(one.id)
        candidates = speaker.candidates if speaker and not speaker.party else ()
        found[one.id] = Why(
            statement=one.id,
            source=_words(one.source),
            source_kind=one.source_kind,
            extractor=one.extractor,
            speaker=speaker,
            candidates=tuple((party, names[party][0]) for party in candidates if party in names),
            position=taken.get(one.id),
            threads=threads.get(one.id, ()),
            key=keys.get(one.id, ""),
        )
    return found


def named_parties(view: View, within: Stretch) -> tuple[NamedParty, ...]:
    """Gather the names in a stretch by the party each is taken for; names taken for nobody stand by themselves."""
    found = mentions_within(view, within)
    names = names_of(view, {naming.party for _, naming in found if naming})
    gathered: dict[tuple[PartyId | None, str], list[tuple[Mention, str]]] = defaultdict(list)
    for mention, naming in found:
        party = naming.party if naming and naming.party in names else None
        rule = naming.rule if naming and party else mention.rule
        gathered[party, "" if party else mention.name].append((mention, rule))
    return tuple(_named(party, held, names) for (party, _), held in gathered.items())


def _named(party: PartyId | None, held: list[tuple[Mention, str]], names: dict[PartyId, tuple[str, str]]) -> NamedParty:
    first = held[0][0]
    name, kind = names[party] if party else (first.name, first.kind)
    return NamedParty(
        party=party,
        name=name,
        kind=kind,
        rules=tuple(dict.fromkeys(rule for _, rule in held)),
        places=tuple(mention.span for mention, _ in held if mention.span),
        roles=tuple(dict.fromkeys(" ".join(mention.role.text.split()) for mention, _ in held if mention.role)),
    )


def label_counts(lines: Iterable[Line]) -> list[LabelCount]:
    """Count lines by label and rule, the commonest first; empty lines are not counted."""
    counts: dict[tuple[str, str], int] = defaultdict(int)
    for line in lines:
        if line.start < line.end:
            counts[line.label, line.rule] += 1
    ordered = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    return [LabelCount(label=label, rule=rule, lines=count) for (label, rule), count in ordered]


def _words(spans: Iterable[Span]) -> str:
    return " … ".join(" ".join(span.text.split()) for span in spans)
