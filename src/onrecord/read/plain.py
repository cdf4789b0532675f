"""Plain text: read as it stands, every character kept and every line labelled."""

from pathlib import Path

from onrecord.config import Config
from onrecord.model.evidence import Document, Origin, Segment, document_id
from onrecord.model.reading import Reading
from onrecord.read.decode import decode
from onrecord.read.files import guessed_encoding, load, problem
from onrecord.read.line_labels import label_page
from onrecord.read.metadata import document_fields, from_lines, from_sidecar, merge
from onrecord.read.paragraphs import count_rows

READER = "plain/2"

LINES_LIMIT = 1_000_000
"""A text of more lines is a table or a dump, no document; its lines alone would take half a gigabyte."""


def read(path: Path, origin: Origin, _config: Config) -> Reading:
    """Read a text file as one document whose text is the file's, character for character."""
    content = load(path, origin)
    if not isinstance(content, bytes):
        return Reading(problems=(content,))
    decoded = decode(content)
    text = decoded.text
    if not text.strip(" \t\r\n\v\f\0\u00a0\u200b\ufeff"):
        return Reading(problems=(problem(origin, "empty", "nothing but white space; there is nothing to read"),))
    if (rows := count_rows(text)) > LINES_LIMIT:
        message = (
            f"{rows:,} lines, more than the limit of {LINES_LIMIT:,}: a table or a dump; split it, or save it as CSV"
        )
        return Reading(problems=(problem(origin, "too_large", message),))
    lines = label_page(text)
    metadata = merge(from_sidecar(origin), from_lines(text, lines))
    document = Document(
        id=document_id(origin.artefact, ""),
        artefact=origin.artefact,
        part="",
        reader=READER,
        media_type="text/plain",
        text=text,
        lines=lines,
        segments=(Segment(start=0, end=len(text), part="", source_start=0, source_end=len(text)),),
        **document_fields(metadata),
    )
    problems = (guessed_encoding(origin, decoded.encoding, None),) if decoded.guessed else ()
    return Reading(documents=(document,), problems=problems)
