"""Everything that is read out of one document, by rules."""

from bisect import bisect_left
from collections.abc import Sequence

from onrecord.extract import EXTRACT_VERSION
from onrecord.extract.amounts import amounts
from onrecord.extract.circumstances import channels, day_said, issue_of
from onrecord.extract.dates import whens
from onrecord.extract.mentions import mentions
from onrecord.extract.statements import Found, statements
from onrecord.extract.supplies import supplies
from onrecord.model.evidence import Document, Span, body_ranges, cut
from onrecord.model.ids import DocumentId
from onrecord.model.statement import Extraction, Form, Statement

NAMED_LABELS = ("body", "title", "meta")
"""Lines read for names, sums and dates; statements and supplies come from `body` lines alone."""
DATELINE_REACH = 80
"""Characters at the beginning of the body in which a date is the text's own (`OSLO, 3 May 2020 —`)."""


def extract_document(document: Document) -> Extraction:
    """Read a document's statements, names, sums, dates and supply relations."""
    named = [(line.start, line.end) for line in document.lines if line.label in NAMED_LABELS and line.end > line.start]
    published = document.published.value if document.published else None
    return _extract(document.id, document.text, body_ranges(document), named, published)


def extract_text(document_id: DocumentId, text: str) -> Extraction:
    """Read a bare text, all of it taken for body."""
    ranges = [(0, len(text))] if text else []
    return _extract(document_id, text, ranges, ranges)


def _extract(
    document: DocumentId,
    text: str,
    body: Sequence[tuple[int, int]],
    named: Sequence[tuple[int, int]],
    published: str | None = None,
) -> Extraction:
    found = statements(text, body)
    sources = [place for one in found for place in one.source]
    names = tuple(mentions(document, text, named, sources))
    sums = tuple(amounts(document, text, named))
    dates = tuple(whens(document, text, named))
    name_starts = [name.span.start for name in names if name.span]
    issue = issue_of(published, [when for when in dates if _at_head(when.span.start, body)], dates)
    date_starts = [when.span.start for when in dates]

    def circumstances(one: Found) -> tuple[str | None, tuple[Span, ...]]:
        """Look only at the names and dates of the statement's own sentence."""
        low, high = one.sentence
        own_names = names[bisect_left(name_starts, low) : bisect_left(name_starts, high)]
        own_dates = dates[bisect_left(date_starts, low) : bisect_left(date_starts, high)]
        return day_said(text, one, own_dates, issue), tuple(channels(text, one, own_names))

    return Extraction(
        document=document,
        statements=tuple(_statement(document, text, one, circumstances(one)) for one in found),
        mentions=names,
        amounts=sums,
        whens=dates,
        supplies=tuple(supplies(document, text, body, names, sums)),
    )


def _at_head(start: int, body: Sequence[tuple[int, int]]) -> bool:
    """Say whether a place lies outside the body (a title, a line about the document) or where a dateline stands."""
    low, _ = next(iter(body), (0, 0))
    return start < low + DATELINE_REACH or not any(first <= start < last for first, last in body)


def _statement(
    document: DocumentId, text: str, found: Found, circumstances: tuple[str | None, tuple[Span, ...]]
) -> Statement:
    said_on, via = circumstances
    return Statement(
        document=document,
        form=_form(text, found.content),
        source=_spans(document, text, found.source),
        cue=_spans(document, text, found.cue),
        content=_spans(document, text, found.content),
        confidence=found.confidence,
        extractor=EXTRACT_VERSION,
        said_on=said_on,
        said_on_basis="sentence" if said_on else None,
        via=via,
    )


def _spans(document: DocumentId, text: str, places: Sequence[tuple[int, int]]) -> tuple[Span, ...]:
    return tuple(cut(document, text, start, end) for start, end in places)


def _form(text: str, content: Sequence[tuple[int, int]]) -> Form:
    """Tell direct, mixed and indirect words apart by their quotation marks."""
    marks = '"“”„«»'
    pieces = [text[start:end].strip(" .,;:!?–—-") for start, end in content]
    if not any(mark in piece for piece in pieces for mark in (*marks, "''", "``")):
        return "indirect"
    return "direct" if all(piece[:1] in marks or piece[:2] in ("''", "``") for piece in pieces if piece) else "mixed"
