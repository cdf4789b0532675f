"""Everything that is read out of one document."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.extract.amounts import amounts
from onrecord.extract.circumstances import Said, channels, day_said, issue_of
from onrecord.extract.dates import dates_in
from onrecord.extract.listening import Listen, Listening, by_rules
from onrecord.extract.mentions import mentions
from onrecord.extract.names import with_entities
from onrecord.extract.passages import Passages, english
from onrecord.extract.source_kinds import source_kind
from onrecord.extract.statements import Found, Place
from onrecord.extract.supplies import Read, supplies
from onrecord.extract.time_context import order_of, stretches
from onrecord.extract.time_expressions import TimeExpression, times_in
from onrecord.model.evidence import Document, Span, body_ranges, cut
from onrecord.model.ids import DocumentId
from onrecord.model.problem import Problem
from onrecord.model.statement import Extraction, Form, SourceKind, Statement, When

NAMED_LABELS = ("body", "title", "meta")
"""Lines read for names, sums and dates; statements and supplies come from `body` lines alone."""
DATELINE_REACH = 80
"""Characters at the beginning of the body in which a date is the text's own (`OSLO, 3 May 2020 —`)."""


def extract_document(document: Document, listen: Listen = by_rules) -> Extraction:
    """Read a document's statements, names, sums, dates and supply relations."""
    named = [(line.start, line.end) for line in document.lines if line.label in NAMED_LABELS and line.end > line.start]
    published = document.published.value if document.published else None
    return _extract(document.id, document.text, Ranges(body_ranges(document), named), listen, published)


def extract_text(document_id: DocumentId, text: str, listen: Listen = by_rules) -> Extraction:
    """Read a bare text, all of it taken for body."""
    ranges = [(0, len(text))] if text else []
    return _extract(document_id, text, Ranges(ranges, ranges), listen)


@dataclass(frozen=True, slots=True)
class Ranges:
    """What of a text is read for statements, and what for names, sums and dates; code points, half-open."""

    body: Sequence[Place]
    named: Sequence[Place]


def _extract(
    document: DocumentId, text: str, ranges: Ranges, listen: Listen, published: str | None = None
) -> Extraction:
    read = english(text, ranges.body)
    body, named = read.ranges, ranges.named
    heard = listen(text, body)
    found = heard.found
    sources = [place for one in found for place in one.source]
    names = tuple(with_entities(document, text, tuple(mentions(document, text, named, sources)), heard.entities))
    sums = tuple(amounts(document, text, named))
    scanned, order = stretches(text, named), order_of(text)
    dates = tuple(dates_in(document, text, scanned, order))
    name_starts = [name.span.start for name in names if name.span]
    issue = issue_of(published, [when for when in dates if _at_head(when.span.start, ranges.body)], dates)
    date_starts = [when.span.start for when in dates]
    times = times_in(text, scanned, issue.latest, order)
    time_starts = [one.start for one in times]

    def circumstances(one: Found) -> _Circumstances:
        """Look only at the names and dates of the statement's own sentence."""
        low, high = one.sentence
        own_names = names[bisect_left(name_starts, low) : bisect_left(name_starts, high)]
        own_dates = dates[bisect_left(date_starts, low) : bisect_left(date_starts, high)]
        own_times = times[bisect_left(time_starts, low) : bisect_left(time_starts, high)]
        said, via = day_said(text, one, own_dates, issue, own_times), tuple(channels(text, one, own_names))
        return _Circumstances(said, via, source_kind(text, one.source, names))

    whens = tuple(_when(document, text, one) for one in times)
    return Extraction(
        document=document,
        statements=tuple(_statement(document, text, one, circumstances(one), heard.version) for one in found),
        mentions=names,
        amounts=sums,
        whens=whens,
        supplies=tuple(supplies(document, text, body, Read(names, sums, whens))),
        problems=tuple(_problems(heard, read)),
    )


def _problems(heard: Listening, read: Passages) -> Iterator[Problem]:
    """Say what was not read; the stage, which knows the path, puts it in front."""
    if read.language is not None:
        yield _problem("other_language", f"the text is in another language ({read.language}); no statements were taken")
    elif read.others:
        some = "paragraph is" if read.others == 1 else "paragraphs are"
        yield _problem("other_language", f"{read.others} {some} not in English; no statements were taken from there")
    for failure in heard.failures:
        yield _problem("endpoint_failed", failure)
    if heard.dropped:
        words = f"{heard.dropped} statements were dropped: their words do not stand in the text as the server gave them"
        yield _problem("not_verbatim", words)


def _problem(code: str, message: str) -> Problem:
    return Problem(path="", stage="extract", code=code, message=message)


def _at_head(start: int, body: Sequence[tuple[int, int]]) -> bool:
    """Say whether a place lies outside the body (a title, a line about the document) or where a dateline stands."""
    low, _ = next(iter(body), (0, 0))
    return start < low + DATELINE_REACH or not any(first <= start < last for first, last in body)


def _when(document: DocumentId, text: str, one: TimeExpression) -> When:
    return When(
        span=cut(document, text, one.start, one.end),
        rule=one.rule,
        granularity=one.granularity,
        readings=one.readings,
        base=one.base,
        base_day=one.base_day,
    )


@dataclass(frozen=True, slots=True)
class _Circumstances:
    """What surrounds a statement: its day, its channels, and what its source is (see `Statement`)."""

    said: Said | None
    via: tuple[Span, ...]
    source_kind: SourceKind


def _statement(document: DocumentId, text: str, found: Found, around: _Circumstances, extractor: str) -> Statement:
    return Statement(
        document=document,
        form=_form(text, found.content),
        source=_spans(document, text, found.source),
        cue=_spans(document, text, found.cue),
        content=_spans(document, text, found.content),
        confidence=found.confidence,
        extractor=extractor,
        said_on=around.said.day if around.said else None,
        said_on_basis=around.said.basis if around.said else None,
        via=around.via,
        source_kind=around.source_kind,
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
