"""Places in texts and tables as the public contract writes them."""

from typing import Any

from onrecord.model.evidence import Field, Span

Row = dict[str, Any]


def span_row(span: Span | None) -> Row | None:
    """Write a span: offsets in code points and the words."""
    return None if span is None else {"start": span.start, "end": span.end, "text": span.text}


def field_row(field: Field) -> Row:
    """Write a field of a table."""
    return {"artefact": field.artefact, "pointer": field.pointer, "text": field.text}


def place_row(place: Field | Span) -> Row:
    """Write a field of a table, or words with their document."""
    if isinstance(place, Field):
        return field_row(place)
    return {"document": place.document, "start": place.start, "end": place.end, "text": place.text}
