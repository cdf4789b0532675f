"""What the pages of echoes show: a list of utterances, and one echo with its wordings and the other places of the same words."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from onrecord.answer.review_cards import shortened
from onrecord.answer.review_words import judged_words
from onrecord.answer.rows import StatementRow, statement_rows
from onrecord.answer.shown import Passage, in_context
from onrecord.answer.word_changes import Wording, Words, changes
from onrecord.errors import NotFound
from onrecord.model.evidence import Document, Span
from onrecord.model.ids import DocumentId, PartyId, StatementId
from onrecord.model.meeting import Echo, EchoMember, Emphasis
from onrecord.model.said_ranges import said_ranges
from onrecord.model.statement import Statement
from onrecord.store import View, meetings
from onrecord.store.kin import names_of
from onrecord.store.meeting_pages import Group, echo_groups, echoes_beside, echoes_of, statements_of
from onrecord.store.verdicts import echo_keys, judged
from onrecord.store.view import Head

KINDS = {
    "verbatim": "the same words",
    "truncated": "the later text has less",
    "extended": "the later text has more",
    "altered": "words differ",
    "spliced": "sentences put together",
    "marks_dropped": "the later text has fewer quotation marks",
    "marks_added": "the later text has more quotation marks",
    "speaker_dropped": "the later text names nobody",
    "speaker_added": "the earlier text names nobody",
    "speaker_differs": "the two texts name different speakers",
}
"""Kinds of echo for people, in neutral words; the order of docs/echoes.md is that of `ORDER`."""
ORDER = (
    "verbatim",
    "truncated",
    "extended",
    "altered",
    "spliced",
    "marks_dropped",
    "marks_added",
    "speaker_dropped",
    "speaker_added",
    "speaker_differs",
)
EMPHASES: Mapping[Emphasis, str] = {
    "": "other words",
    "number": "a number",
    "negation": "a negation",
    "modal": "a modal verb",
    "name": "a name",
}
BESIDE = 60
"""Echoes of one utterance that are looked at for its other places."""
OTHERS_SHOWN = 12
REACH = 12
"""Code points between a passage and words of the same utterance beyond it: marks and spaces."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One place where the words stand.

    Attributes:
        speaker: The name of the party the words are taken for there; empty where the text names nobody.
        row: The statement they belong to there; None where they are in none.
        published: ISO day the text was published; None where that is not known.
        words: As they stand there, held against the other place, or against the earlier one of the echo shown.
    """

    span: Span
    head: Head
    speaker: str
    party: PartyId | None
    row: StatementRow | None
    published: str | None
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """Another place of the same words, with the kinds of the echo that ties it to these."""

    place: Place
    echo: str
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EchoPage:
    """An echo.

    Attributes:
        places: The two, the earlier first as far as dates tell.
        differences: `(words in the first, words in the second, what of)` for each difference that counts.
        title: The words of the first place, without the reporter's.
        proposed: Name of the speaker offered for the place without one.
        passages: Both in their paragraphs.
        others: Other places of the same words in the order of time, so many at most; `others_more` counts the rest.
        copy: Id of the copy where one of the two documents repeats the other: they are one source then.
    """

    echo: Echo
    kinds: tuple[str, ...]
    places: tuple[Place, Place]
    differences: tuple[tuple[str, str, str], ...]
    title: str
    proposed: str
    passages: tuple[Passage, ...]
    others: tuple[Other, ...]
    others_more: int
    copy: str
    judged: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EchoRow:
    """An utterance in a list.

    Attributes:
        words: As one of its places has them.
        speakers: Names of those it is taken for at the places of its leading echo.
        outlets: Where that echo stands: publishers, else titles.
        days: ISO days of those places, the earlier first.
    """

    group: Group
    words: str
    speakers: tuple[str, ...]
    outlets: tuple[str, ...]
    days: tuple[str, ...]


def echo_rows(
    view: View, *, party: PartyId | None = None, kind: str = "", first: int = 0, limit: int
) -> tuple[list[EchoRow], int]:
    """List some utterances that stand in several places, the widest spread first, and count all."""
    groups, total = echo_groups(view, party=party, kind=kind, first=first, limit=limit)
    echoes = echoes_of(view, [one.lead for one in groups])
    members = [member for one in echoes.values() for member in one.members]
    heads = view.heads({one.span.document for one in members})
    names = names_of(view, {one.speaker for one in members if one.speaker})
    return [_row(one, echoes[one.lead], heads, names) for one in groups], total


def _row(
    group: Group, echo: Echo, heads: Mapping[DocumentId, Head], names: Mapping[PartyId, tuple[str, str]]
) -> EchoRow:
    held = [heads[one.span.document] for one in echo.members]
    speakers = dict.fromkeys(_name(names, one.speaker) for one in echo.members if one.speaker)
    return EchoRow(
        group=group,
        words=own_words(echo.members[0].span),
        speakers=tuple(speakers),
        outlets=tuple(dict.fromkeys(one.publisher or one.title or one.path for one in held)),
        days=tuple(one.published[:10] for one in held if one.published),
    )


def own_words(span: Span) -> str:
    """Give the words of a passage without those of the reporter between its quotations."""
    stretches = (span.text[low:high] for low, high in said_ranges(span.text, span.start, ()))
    return " … ".join(" ".join(words.split()) for words in stretches)


def echo_page(view: View, echo_id: str) -> EchoPage:
    """Load an echo, both wordings held against each other, and the other places of the same words.

    Raises:
        NotFound: The record holds no such echo.
    """
    echo = echoes_of(view, [echo_id]).get(echo_id)
    if echo is None:
        raise NotFound(f"{echo_id!r}: no such echo in the record; it may have been read anew: see the list of echoes")
    beside, total = echoes_beside(view, echo_id, BESIDE)
    shelf = _shelf(view, [echo, *beside])
    first, second = echo.members
    wordings = [
        shelf.wording(member, [pair[side] for pair in echo.differences]) for side, member in enumerate(echo.members)
    ]
    left, right = changes(*wordings)
    others, more = _others(shelf, echo, beside, wordings[0])
    documents = [shelf.document(one.span.document) for one in echo.members]
    copies = [
        one.id for one in meetings.copies(view, first.span.document) if second.span.document in {one.document, one.of}
    ]
    said = judged(view, "echo", lambda: echo_keys(view, view.echoes(document=first.span.document)))
    return EchoPage(
        echo=echo,
        kinds=tuple(echo.kinds or (echo.kind,)),
        places=(shelf.place(first, left), shelf.place(second, right)),
        differences=_differences(echo),
        title=" … ".join(" ".join(text.split()) for text, aside in wordings[0].stretches if not aside),
        proposed=_name(shelf.names, echo.proposed),
        passages=tuple(
            shortened(in_context(document, [(one.span, "words")]))
            for document, one in zip(documents, echo.members, strict=True)
            if document
        ),
        others=others,
        others_more=more + max(0, total - len(beside)),
        copy=next(iter(copies), ""),
        judged=tuple(map(judged_words, said.get(echo_id, ()))),
    )


def _name(names: Mapping[PartyId, tuple[str, str]], party: PartyId | None) -> str:
    return names[party][0] if party and party in names else ""


def _differences(echo: Echo) -> tuple[tuple[str, str, str], ...]:
    unweighted: list[Emphasis] = [""] * len(echo.differences)
    return tuple(
        (" ".join(ours.split()), " ".join(theirs.split()), EMPHASES[emphasis])
        for (ours, theirs), emphasis in zip(echo.differences, echo.emphases or unweighted, strict=True)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shelf:
    """What the places of some echoes need, loaded once."""

    view: View
    heads: Mapping[DocumentId, Head]
    names: Mapping[PartyId, tuple[str, str]]
    statements: Mapping[StatementId, Statement]
    rows: Mapping[StatementId, StatementRow]
    documents: dict[DocumentId, Document | None]

    def document(self, one: DocumentId) -> Document | None:
        if one not in self.documents:
            self.documents[one] = self.view.document(one)
        return self.documents[one]

    def place(self, member: EchoMember, words: tuple[Words, ...]) -> Place:
        head = self.heads[member.span.document]
        row = self.rows.get(member.statement) if member.statement else None
        return Place(
            span=member.span,
            head=head,
            speaker=_name(self.names, member.speaker),
            party=member.speaker,
            row=row,
            published=head.published[:10] if head.published else None,
            words=words,
        )

    def wording(self, member: EchoMember, beyond: Iterable[str] = ()) -> Wording:
        """Cut a passage where the reporter's words stand in it; with `beyond`, the utterance's words before and after it."""
        span, statement = member.span, self.statements.get(member.statement) if member.statement else None
        content = [(one.start, one.end) for one in statement.content] if statement else []
        pieces, at = [], 0
        for low, high in said_ranges(span.text, span.start, content):
            pieces += [(span.text[at:low], True), (span.text[low:high], False)]
            at = high
        pieces.append((span.text[at:], True))
        document = self.document(span.document)
        before, after = _around(document.text, span, list(beyond)) if document else ("", "")
        return Wording(tuple(one for one in ((before, False), *pieces, (after, False)) if one[0]))


def _around(text: str, span: Span, beyond: list[str]) -> tuple[str, str]:
    """Find the words of an utterance that stand just before and just after a passage of it."""
    before, after = "", ""
    for words in filter(None, beyond):
        low = text.rfind(words, max(0, span.start - len(words) - REACH), span.start)
        if low >= 0 and not _has_words(text[low + len(words) : span.start]):
            before = text[low : span.start]
        low = text.find(words, span.end, span.end + len(words) + REACH)
        if low >= 0 and not _has_words(text[span.end : low]):
            after = text[span.end : low + len(words)]
    return before, after


def _has_words(text: str) -> bool:
    return any(one.isalnum() for one in text)


def _shelf(view: View, echoes: Iterable[Echo]) -> _Shelf:
    held = list(echoes)
    members = [member for one in held for member in one.members]
    statements = statements_of(view, {one.statement for one in members if one.statement})
    parties = {one.speaker for one in members if one.speaker} | {one.proposed for one in held if one.proposed}
    return _Shelf(
        view=view,
        heads=view.heads({one.span.document for one in members}),
        names=names_of(view, parties),
        statements=statements,
        rows={row.id: row for row in statement_rows(view, list(statements.values()))},
        documents={},
    )


def _others(shelf: _Shelf, echo: Echo, beside: Iterable[Echo], first: Wording) -> tuple[tuple[Other, ...], int]:
    """List the other places of the same words, each once, with the echo that ties it to these."""
    taken = [one.span for one in echo.members]
    found: list[tuple[EchoMember, Echo]] = []
    own = {one.document for one in taken}
    for one in sorted(beside, key=lambda each: (not own & {member.span.document for member in each.members}, each.id)):
        for member in one.members:
            if not any(_overlap(member.span, span) for span in taken):
                taken.append(member.span)
                found.append((member, one))
    listed = sorted(
        found,
        key=lambda each: (
            shelf.heads[each[0].span.document].published or "9999",
            each[0].span.document,
            each[0].span.start,
        ),
    )
    made = [(member, one, changes(first, shelf.wording(member))[1]) for member, one in listed[: 2 * OTHERS_SHOWN]]
    alike = [(member, one, words) for member, one, words in made if _is_alike(words)]
    others = (
        Other(place=shelf.place(member, words), echo=one.id, kinds=tuple(one.kinds or (one.kind,)))
        for member, one, words in alike[:OTHERS_SHOWN]
    )
    return tuple(others), len(alike[OTHERS_SHOWN:]) + len(listed[2 * OTHERS_SHOWN :])


def _is_alike(words: Iterable[Words]) -> bool:
    """Say whether most words of a place stand in the first place too: a long passage may tie two utterances together."""
    length: Counter[str] = Counter()
    for one in words:
        length[one.change] += sum(map(str.isalnum, one.text))
    return length["same"] >= length["changed"] + length["only"]


def _overlap(one: Span, other: Span) -> bool:
    return one.document == other.document and one.start < other.end and other.start < one.end
