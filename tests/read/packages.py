"""Packages of XML (Word, OpenDocument, EPUB): made for tests, read, and held against what stands in them."""

import io
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

from onrecord.config import Config
from onrecord.model.evidence import Document, Origin
from onrecord.model.reading import Reading
from onrecord.read.xml_stream import xml_stream
from onrecord.store.writer import check_document


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """Pack some members."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def read_checked(
    reader: Callable[[Path, Origin, Config], Reading], path: Path, content: bytes, origin: Origin, config: Config | None
) -> Reading:
    """Read a package, and hold every document's lines, map and places against it."""
    path.write_bytes(content)
    reading = reader(path, origin, config or Config())
    for document in reading.documents:
        check_document(document)
        check_places(content, document)
    return reading


def check_places(content: bytes, document: Document) -> None:
    """Runs of equal length stand in the part of the file that they name, letter by letter."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            sources = {f"member={name}": xml_stream(archive.read(name), {}).source for name in archive.namelist()}
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, EOFError, RuntimeError):
        return  # a broken package: nothing to compare with
    for segment in document.segments:
        if segment.end - segment.start == segment.source_end - segment.source_start:
            words = sources[segment.part][segment.source_start : segment.source_end]
            assert document.text[segment.start : segment.end] == words
