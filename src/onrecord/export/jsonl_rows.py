"""Places in texts and tables as the public contract writes them."""

from typing import Any

from onrecord.export.contract import FieldRow, IdentifierRow, PlaceRow, SpanRow
from onrecord.model.award import Identifiers
from onrecord.model.evidence import Field, Span

Row = dict[str, Any]


def words_row(span: Span) -> SpanRow:
    """Write a span: offsets in code points and the words."""
    return {"start": span.start, "end": span.end, "text": span.text}


def span_row(span: Span | None) -> SpanRow | None:
    """Write a span, or null where there is none."""
    return None if span is None else words_row(span)


def field_row(field: Field) -> FieldRow:
    """Write a field of a table."""
    return {"artefact": field.artefact, "pointer": field.pointer, "text": field.text}


def place_row(place: Field | Span) -> PlaceRow:
    """Write a field of a table, or words with their document."""
    if isinstance(place, Field):
        return {"artefact": place.artefact, "pointer": place.pointer, "text": place.text}
    return {"document": place.document, "start": place.start, "end": place.end, "text": place.text}


def identifier_rows(identifiers: Identifiers) -> list[IdentifierRow]:
    """Write the numbers that registers have given somebody."""
    return [{"scheme": scheme, "id": value} for scheme, value in identifiers]
