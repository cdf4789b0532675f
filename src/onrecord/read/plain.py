"""Plain text: read as it stands, every character kept and every line labelled."""

from pathlib import Path

from onrecord.config import Config
from onrecord.model.evidence import Document, Origin, Segment, document_id
from onrecord.model.reading import Reading
from onrecord.read.decode import decode
from onrecord.read.files import guessed_encoding, load, problem
from onrecord.read.labels import label_lines
from onrecord.read.metadata import document_fields, from_lines, from_sidecar, merge

READER = "plain/1"


def read(path: Path, origin: Origin, _config: Config) -> Reading:
    """Read a text file as one document whose text is the file's, character for character."""
    content = load(path, origin)
    if not isinstance(content, bytes):
        return Reading(problems=(content,))
    decoded = decode(content)
    text = decoded.text
    if not text.strip(" \t\r\n\v\f\0\u00a0\u200b\ufeff"):
        return Reading(problems=(problem(origin, "empty", "nothing but white space; there is nothing to read"),))
    lines = label_lines(text)
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
