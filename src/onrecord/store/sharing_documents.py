"""A document and everything found in it, masked and moved to where the masked text has it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from onrecord.model.evidence import Document, Meta, Span, check_span, document_id
from onrecord.model.ids import ArtefactId, MentionId, StatementId
from onrecord.model.judgement import mention_keys, statement_keys
from onrecord.model.masks import SOMEBODY, Masked, masked, moved_lines, moved_segments
from onrecord.model.names import folded
from onrecord.model.party import Naming, Speaker
from onrecord.model.statement import Mention, Statement, Supply
from onrecord.store.sharing_people import People
from onrecord.store.sharing_texts import Cast, cast_of, has_bylines, mask_text
from onrecord.store.view import View

ArtefactName = Callable[[ArtefactId], ArtefactId]
"""What an artefact is called in the copy."""


@dataclass(frozen=True, slots=True)
class Shared:
    """A document on its way into a copy.

    Attributes:
        before: As the record has it.
        after: As the copy has it.
        moved: How its text was changed.
        cast: Who is named in it; None where nothing in it is masked.
        mentions, namings, statements: As the record has them.
        held: What `words` has answered: names and rules come again and again.
    """

    before: Document
    after: Document
    moved: Masked
    cast: Cast | None
    people: People
    mentions: tuple[Mention, ...]
    namings: dict[MentionId, Naming]
    statements: tuple[Statement, ...]
    held: dict[str, str] = field(default_factory=dict, compare=False)

    @property
    def is_masked(self) -> bool:
        """Tell whether anything but the name of its artefact differs."""
        same = replace(self.after, id=self.before.id, artefact=self.before.artefact)
        return same != self.before

    def words(self, text: str) -> str:
        """Mask words that are said of the document."""
        if self.cast is None:
            return text
        if text not in self.held:
            self.held[text] = mask_text(text, self.cast, self.people).after
        return self.held[text]

    def span(self, span: Span) -> Span:
        """Move a span, and hold it against the masked text."""
        found = self.moved.span(span, self.after.id)
        check_span(self.after.text, found)
        return found

    def spans(self, spans: Iterable[Span]) -> tuple[Span, ...]:
        """Move spans."""
        return tuple(map(self.span, spans))

    def is_hidden(self, span: Span) -> bool:
        """Tell whether anything in a span was replaced."""
        return self.moved.touches(span.start, span.end)


def share(view: View, document: Document, people: People, name: ArtefactName, *, touched: bool = True) -> Shared:
    """Mask a document; what was found in it is loaded with it.

    Args:
        view: The record.
        document: Of the record.
        people: Who is private.
        name: What artefacts are called in the copy.
        touched: False for one that is known to have nothing to mask.
    """
    mentions = tuple(view.mentions(document.id))
    namings = _namings(view, document, mentions, people)
    statements = tuple(view.statements(document.id))
    if not touched:
        artefact = name(document.artefact)
        own = document.id if artefact == document.artefact else document_id(artefact, document.part)
        after = replace(document, id=own, artefact=artefact)
        return Shared(document, after, masked(document.text, ()), None, people, mentions, namings, statements)
    references = view.references(document.id)
    cast = cast_of(document, mentions, namings, statements, people, references=references)
    moved = mask_text(document.text, cast, people, is_document=True)
    namings = _untold(namings, mentions, moved, people)
    after = _document(document, moved, cast, people, name(document.artefact))
    return Shared(document, after, moved, cast, people, mentions, namings, statements)


def _namings(view: View, document: Document, mentions: Iterable[Mention], people: People) -> dict[MentionId, Naming]:
    """Map mentions to the parties they are taken for, but for a person's name that somebody has taken for a body's."""
    found = view.namings(document.id)
    for one in mentions if people.misnamed else ():
        if (naming := found.get(one.id)) and (naming.party, one.name) in people.misnamed:
            del found[one.id]
    return found


def _untold(
    namings: dict[MentionId, Naming], mentions: Iterable[Mention], moved: Masked, people: People
) -> dict[MentionId, Naming]:
    """Leave out where a public person is named by a name that is masked here: it would tell what their namesake is called."""
    hidden = {one.id for one in mentions if one.span and moved.touches(one.span.start, one.span.end)}
    return {one: each for one, each in namings.items() if one not in hidden or each.party not in people.public_people}


def _document(document: Document, moved: Masked, cast: Cast, people: People, artefact: ArtefactId) -> Document:
    def words(text: str) -> str:
        return mask_text(text, cast, people).after

    def meta(one: Meta | None, *, is_address: bool = False) -> Meta | None:
        if one is None:
            return None
        return Meta(value=mask_text(one.value, cast, people, is_address=is_address).after, basis=words(one.basis))

    part = mask_text(document.part, cast, people, is_address=True).after
    rules = {line.rule for line in document.lines}
    hidden = {rule: changed for rule in rules if (changed := words(rule)) != rule}
    lines = moved_lines(document.lines, moved) if moved.starts else document.lines
    segments = moved_segments(document.segments, moved) if moved.starts else document.segments
    parts = {segment.part for segment in segments}
    places = {one: changed for one in parts if (changed := mask_text(one, cast, people, is_address=True).after) != one}
    return replace(
        document,
        id=document.id if (artefact, part) == (document.artefact, document.part) else document_id(artefact, part),
        artefact=artefact,
        part=part,
        text=moved.after,
        lines=tuple(replace(one, rule=hidden.get(one.rule, one.rule)) for one in lines) if hidden else lines,
        segments=tuple(replace(one, part=places.get(one.part, one.part)) for one in segments) if places else segments,
        title=meta(document.title),
        publisher=meta(document.publisher),
        authors=tuple(_author(one, document, people, words) for one in document.authors),
        url=meta(document.url, is_address=True),
        site=None if document.site is None else mask_text(document.site, cast, people, is_address=True).after,
    )


def _author(one: Meta, document: Document, people: People, words: Callable[[str], str]) -> Meta:
    if has_bylines(document) or folded(one.value) in people.public:
        return Meta(value=words(one.value), basis=words(one.basis))
    return Meta(value=people.by_name.get(folded(one.value), SOMEBODY), basis=words(one.basis))


# --- what was found in it


def shared_statements(one: Shared) -> list[tuple[StatementId, Statement]]:
    """Move the statements, each with the name it had."""
    return [
        (
            each.id,
            replace(
                each,
                document=one.after.id,
                source=one.spans(each.source),
                cue=one.spans(each.cue),
                content=one.spans(each.content),
                via=one.spans(each.via),
            ),
        )
        for each in one.statements
    ]


def shared_mentions(one: Shared) -> list[tuple[MentionId, Mention]]:
    """Move the mentions, each with the name it had; what is said of private people beside their names is left out."""
    found = []
    for each in one.mentions:
        if each.span is None:
            continue
        span = one.span(each.span)
        naming = one.namings.get(each.id)
        label = one.people.labels.get(naming.party) if naming else None
        hidden = label is not None or (one.is_hidden(each.span) and each.kind == "person")
        name = label or (" ".join(span.text.split()) if one.is_hidden(each.span) else one.words(each.name))
        role = None if hidden or each.role is None else one.span(each.role)
        found.append((each.id, replace(each, span=span, name=name, role=role)))
    return found


def shared_supply(one: Shared, supply: Supply) -> Supply:
    """Move a supply relation; a sum in what was replaced is left out."""

    def moved(span: Span | None) -> Span | None:
        return None if span is None else one.span(span)

    amount = supply.amount
    if amount is not None:
        amount = None if one.is_hidden(amount.span) else replace(amount, span=one.span(amount.span))
    return replace(
        supply,
        document=one.after.id,
        supplier=moved(supply.supplier),
        customer=moved(supply.customer),
        product=moved(supply.product),
        amount=amount,
        evidence=one.span(supply.evidence),
        when=moved(supply.when),
    )


def shared_speaker(one: Shared, speaker: Speaker, before: Statement, after: Statement) -> Speaker:
    """Mask the name of a speaker: the words of the masked source where it was those of the source."""
    label = one.people.labels.get(speaker.party) if speaker.party else None
    as_written = _source_words(before)
    if label and speaker.name != as_written:
        name = label
    else:
        name = _source_words(after) if speaker.name == as_written else one.words(speaker.name)
    rule = one.words(speaker.rule)
    party, candidates = speaker.party, speaker.candidates
    if name != speaker.name:  # what a private person is called follows from the public people who are called so too
        party = None if party in one.people.public_people else party
        candidates = tuple(each for each in candidates if each not in one.people.public_people)
    return replace(speaker, statement=after.id, name=name, rule=rule, party=party, candidates=candidates)


def _source_words(statement: Statement) -> str:
    return " ".join(" ".join(span.text for span in statement.source).split()).strip(" ,")


def shared_keys(
    view: View, one: Shared, statements: Iterable[Statement], mentions: Iterable[Mention]
) -> Iterator[tuple[str, str]]:
    """Give the keys by which judgements name the statements and mentions of a document, before and after.

    Args:
        view: The record.
        one: The document.
        statements: As the copy has them, in the order of the record.
        mentions: The same.
    """
    before, after = view.statement_keys(one.before.id), statement_keys(statements)
    for old, new in zip(one.statements, statements, strict=True):
        yield before[old.id], after[new.id]
    placed = [each for each in one.mentions if each.span]
    names, masked_names = mention_keys(placed), mention_keys(mentions)
    misnamed = {name for _, name in one.people.misnamed}
    for each, new_mention in zip(placed, mentions, strict=True):
        if each.name in misnamed:
            continue  # a decision on it may say whose it was taken for
        yield names[each.id], masked_names[new_mention.id]
