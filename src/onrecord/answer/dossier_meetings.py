"""What connects the statements of a dossier: positions over time, the same words elsewhere, copies, sentences on contracts."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from onrecord.answer.days import day_words
from onrecord.answer.dossier_rows import Labels, positions_of, shortened
from onrecord.answer.dossier_sources import Sources
from onrecord.answer.rows import StatementRow
from onrecord.answer.show_meetings import POSITIONS, probability_words
from onrecord.model.dossier import CitedEcho, CitedMatch, CitedThread, Step
from onrecord.model.ids import DocumentId, PartyId
from onrecord.model.meeting import Echo, EchoMember
from onrecord.model.thread import AwardMatch, Thread
from onrecord.store import View, meetings

THREADS_MOST = 50
ECHOES_MOST = 100
MATCHES_MOST = 100
ECHO_KINDS = {
    "verbatim": "word for word",
    "truncated": "shorter in the later text",
    "extended": "longer in the later text",
    "altered": "with other words in the later text",
    "spliced": "put together from several places",
    "marks_dropped": "without the quotation marks",
    "marks_added": "within quotation marks",
    "speaker_dropped": "without whose words they are",
    "speaker_added": "with whose words they are",
    "speaker_differs": "as the words of somebody else",
}
MATCH_KINDS = {
    "record_match": "The data held has an award that goes with this sentence",
    "record_differs": "The data held has an award that goes with this sentence, with another figure",
    "no_record_held": "No matching record in the data held, which says nothing of the world",
}


def thread_entries(
    view: View, speaker: PartyId, rows: Mapping[str, StatementRow], labels: Labels
) -> tuple[tuple[CitedThread, ...], int]:
    """List what the party has said on each matter in time, of the statements cited; and how many threads are left out.

    A thread of one statement shows no course and is not listed.
    """
    names = view.party_names()
    found = [
        (one, steps)
        for one in meetings.threads(view, party=speaker)
        if one.speaker == speaker and len(steps := tuple(_steps(one, rows, labels))) > 1
    ]
    found.sort(key=lambda one: (-len(one[1]), one[0].name, one[1][0].label))
    entries = tuple(
        CitedThread(
            label=f"P{number}",
            heading=_heading(one, names),
            because=one.because,
            steps=steps,
        )
        for number, (one, steps) in enumerate(found[:THREADS_MOST], start=1)
    )
    return entries, max(0, len(found) - THREADS_MOST)


def _heading(one: Thread, names: Mapping[PartyId, tuple[str, str]]) -> str:
    matter = one.name[:1].upper() + one.name[1:]
    return f"{matter}, about {names[one.counterpart][0]}" if one.counterpart and one.counterpart in names else matter


def _steps(one: Thread, rows: Mapping[str, StatementRow], labels: Labels) -> Iterator[Step]:
    positions = {each.statement: each.position for each in one.utterances if each.position}
    for each in one.utterances:
        carrying = next((id_ for id_ in (each.statement, *each.copies) if id_ in labels), None)
        if carrying is None:
            continue
        times = len(each.copies)
        yield Step(
            day=day_words(each.said_on),
            position=positions_of(positions, each.statement),
            label=labels[carrying],
            quote=shortened(rows[carrying].content),
            repeated=f"carried by {times + 1} statements, counted once" if times else "",
        )


def echo_entries(view: View, labels: Labels, documents: Iterable[DocumentId]) -> tuple[tuple[CitedEcho, ...], int]:
    """List where words of the statements cited stand in another text too; and how many are left out."""
    found: dict[str, Echo] = {}
    for document in documents:
        for one in view.echoes(document=document):
            if any(member.statement in labels for member in one.members):
                found.setdefault(one.id, one)
    heads = view.heads({member.span.document for one in found.values() for member in one.members})
    titles = {document: head.title or head.path for document, head in heads.items()}
    ordered = sorted(found.values(), key=lambda one: _order(one, labels, titles))
    entries = tuple(
        CitedEcho(
            label=f"E{number}",
            kinds=", ".join(ECHO_KINDS[kind] for kind in (one.kinds or (one.kind,))).capitalize(),
            places=tuple((_place(member, labels, titles), _folded(member.span.text)) for member in one.members),
            differences=one.differences,
            because=one.because,
            how_sure=probability_words(one.probability),
        )
        for number, one in enumerate(ordered[:ECHOES_MOST], start=1)
    )
    return entries, max(0, len(ordered) - ECHOES_MOST)


def _order(one: Echo, labels: Labels, titles: Mapping[DocumentId, str]) -> tuple[int, list[str], int]:
    cited = [int(label[1:]) for member in one.members if (label := labels.get(member.statement or ""))]
    return min(cited), [titles[member.span.document] for member in one.members], one.members[0].span.start


def _place(member: EchoMember, labels: Labels, titles: Mapping[DocumentId, str]) -> str:
    title = f"“{titles[member.span.document]}”"
    label = labels.get(member.statement or "")
    return f"{label}, {title}" if label else title


def copies_among(view: View, sources: Sources) -> tuple[str, ...]:
    """Say which of the sources repeat another's text: together they are one source for it."""
    numbers = {document: sources.document(document) for document in list(sources.documents)}
    found = {
        one.id: one
        for document in numbers
        for one in meetings.copies(view, document)
        if one.document in numbers and one.of in numbers
    }
    lines = [(sorted((numbers[one.document], numbers[one.of])), one.because) for one in found.values()]
    return tuple(f"[{first}] and [{second}]: {because}" for (first, second), because in sorted(lines))


def match_entries(
    view: View, matches: Sequence[AwardMatch], labels: Labels, sources: Sources
) -> tuple[tuple[CitedMatch, ...], int]:
    """Cite the sentences that speak of a contract, with what the award data held says to each; and how many are left out."""
    heads = view.heads({one.place.document for one in matches})
    ordered = sorted(
        matches, key=lambda one: (heads[one.place.document].published or "9999", one.place.start, one.place.text)
    )
    entries = tuple(
        CitedMatch(
            label=f"M{number}",
            kind=MATCH_KINDS[one.kind],
            cited=", ".join(filter(None, (labels.get(one.statement or ""), labels.get(one.award or "")))),
            sentence=_folded(one.place.text),
            source=sources.document(one.place.document),
            lines=tuple(_match_lines(one)),
        )
        for number, one in enumerate(islice(ordered, MATCHES_MOST), start=1)
    )
    return entries, max(0, len(ordered) - MATCHES_MOST)


def _match_lines(one: AwardMatch) -> Iterator[str]:
    yield one.because
    if one.both_true_if:
        yield f"both are true if: {one.both_true_if}"
    if one.kind != "no_record_held":
        yield f"how sure: {probability_words(one.probability)}"


def changes_in(entry: CitedThread) -> bool:
    """Say whether the positions read in a thread are not all the same; no position read is none."""
    return len({step.position for step in entry.steps} & set(POSITIONS.values())) > 1


def _folded(words: str) -> str:
    return " ".join(words.split())
