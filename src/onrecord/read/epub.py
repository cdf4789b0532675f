"""EPUB books to documents: one for each file of the reading order, which is a chapter as a rule.

A chapter is what people cite and open, so each is a document of its own, part `member=OEBPS/chapter1.xhtml`, under the
book's title and its own heading; author, publisher, date and language are the book's. Source offsets count in the decoded
XHTML. A book with copy protection is a `Problem`; fonts made unreadable to other programs are none.
"""

from dataclasses import replace
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from onrecord.config import Config
from onrecord.model.evidence import Document, Meta, Origin, document_id
from onrecord.model.reading import Reading
from onrecord.read.decode import decode
from onrecord.read.epub_book import BOOK_PREFIXES, Book, read_book
from onrecord.read.epub_chapter import as_html, label_chapter
from onrecord.read.files import guessed_encoding
from onrecord.read.html_stream import visible_text
from onrecord.read.metadata import Metadata, document_fields, from_sidecar, merge
from onrecord.read.xml_stream import declared_encoding, xml_stream
from onrecord.read.zip_members import Package, open_package

READER = "epub/1"
MEDIA_TYPE = "application/epub+zip"

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_FONT_OBFUSCATION = frozenset({"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"})
"""Methods that touch fonts only (EPUB 3.3, 4.3; the second is Adobe's older one)."""


def read(path: Path, origin: Origin, config: Config) -> Reading:
    """Read a book as one document a chapter file."""
    with open_package(path, origin, config.text_bytes_limit) as package:
        if not isinstance(package, Package):
            return Reading(problems=(package,))
        documents = _read_package(package)
        if not documents and not package.problems:
            package.note("no_text", "the book's pages hold no words, only pictures")
        return Reading(documents=tuple(documents), problems=tuple(package.problems))


def _read_package(package: Package) -> list[Document]:
    opf = _package_document(package)
    content = package.content(opf)
    if content is None:
        package.note(
            "damaged", "a ZIP package without the list of contents of an EPUB book: unpack it, or get it again"
        )
        return []
    stream = xml_stream(content, BOOK_PREFIXES)
    book = read_book(stream, opf)
    package.note_faults(opf, stream)
    chapters = list(dict.fromkeys(_member(dirname(opf), href) for href in book.spine))
    encrypted = _encrypted(package)
    if locked := encrypted.intersection(chapters):
        message = f"{len(locked)} of {len(chapters)} chapters are encrypted (copy protection)"
        package.note("encrypted", f"{message}: get a copy without it from the publisher")
    if missing := [name for name in chapters if name not in package.members]:
        message = f"{len(missing)} of {len(chapters)} chapters are not in the file, such as {missing[0][:100]!r}"
        package.note("damaged", f"{message}: get it again")
    contents = {_member(dirname(opf), href) for href in book.contents}
    documents = (
        _chapter(package, book, name, is_contents=name in contents) for name in chapters if name not in encrypted
    )
    return [document for document in documents if document]


def _package_document(package: Package) -> str:
    """Find the member that lists the book's contents: as the container says, else by its ending."""
    for event in xml_stream(package.content(_CONTAINER) or b"", BOOK_PREFIXES).events():
        if event.kind == "start" and event.name.rpartition(":")[2] == "rootfile":
            name = _member("", event.attributes.get("full-path", ""))
            if name in package.members:
                return name
    return next((name for name in sorted(package.members) if name.endswith(".opf")), "")


def _member(folder: str, href: str) -> str:
    """Name the member that an address inside the package leads to."""
    return normpath(join("/", folder, unquote(href.partition("#")[0]))).lstrip("/")


def _encrypted(package: Package) -> set[str]:
    """List the members that are encrypted, by more than what fonts are wrapped in."""
    names: set[str] = set()
    is_obfuscation = False
    for event in xml_stream(package.content(_ENCRYPTION) or b"", BOOK_PREFIXES).events():
        if event.kind != "start":
            continue
        if event.name == "enc:EncryptedData":
            is_obfuscation = False
        elif event.name == "enc:EncryptionMethod":
            is_obfuscation = event.attributes.get("Algorithm", "") in _FONT_OBFUSCATION
        elif event.name == "enc:CipherReference" and not is_obfuscation:
            names.add(_member("", event.attributes.get("URI", "")))
    return names


def _chapter(package: Package, book: Book, name: str, *, is_contents: bool) -> Document | None:
    content = package.content(name)
    if content is None:
        return None
    declared = declared_encoding(content)
    decoded = decode(content, declared)
    if decoded.guessed:
        found = guessed_encoding(package.origin, decoded.encoding, declared)
        package.note(found.code, f"member {name!r}: {found.message.partition(': ')[2]}")
    page = as_html(decoded.text)
    stream = visible_text(page)
    if not stream.text.strip():
        return None
    part = f"member={name}"
    lines, heading = label_chapter(stream, page, is_contents=is_contents)
    return Document(
        id=document_id(package.origin.artefact, part),
        artefact=package.origin.artefact,
        part=part,
        reader=READER,
        media_type=MEDIA_TYPE,
        text=stream.text,
        lines=lines,
        segments=tuple(replace(segment, part=part) for segment in stream.segments),
        **document_fields(_metadata(package.origin, book, heading)),
    )


def _metadata(origin: Origin, book: Book, heading: str) -> Metadata:
    """Give what is known of the book; the title names the chapter too."""
    known = merge(from_sidecar(origin), book.metadata)
    if not heading:
        return known
    title, basis = (known.title.value, f"{known.title.basis} and the chapter's heading") if known.title else ("", "")
    chapter = (
        Meta(value=f"{title}: {heading}", basis=basis) if title else Meta(value=heading, basis="the chapter's heading")
    )
    return replace(known, title=chapter)
