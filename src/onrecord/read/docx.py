"""Word files (.docx, .docm, .dotx) to documents: all their text, with who put in, took out or noted what.

Main text first, in reading order; then footnotes and endnotes (`body`), comments (`meta`), headers and footers
(`furniture`). A paragraph stands as it would be with all changes accepted; what was deleted from it follows as a `meta`
line of its own, whose rule names author and date; what was inserted is `body` with such a rule, `in part` when only some
of the words are new. A text box follows the paragraph it is anchored in, the cells of a table row share a line.
Source offsets count in the decoded XML of the part `member=word/document.xml` and its like.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from posixpath import dirname, join, normpath

from onrecord.config import Config
from onrecord.model.evidence import Label, Origin
from onrecord.model.reading import Reading
from onrecord.read.docx_story import PREFIXES, outline_heading, read_story
from onrecord.read.files import problem, unreadable
from onrecord.read.office_passages import Kind, Passage, Properties, Story, compose, document_of, named_heading
from onrecord.read.xml_stream import leaf_texts, xml_stream
from onrecord.read.zip_members import XML_SHARE, Package, open_package

READER = "docx/1"
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_PREFIXES = {
    "http://schemas.openxmlformats.org/package/2006/relationships": "rel",
    **PREFIXES,
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
}
_MAIN = "word/document.xml"
_CORE = "docProps/core.xml"
_STORIES: tuple[tuple[str, Label, str], ...] = (
    ("footnotes", "body", "note"),
    ("endnotes", "body", "endnote"),
    ("comments", "meta", "comment"),
    ("header", "furniture", "header"),
    ("footer", "furniture", "footer"),
)
"""Kinds of related parts in the order they are read; notes and comments are labelled one by one."""
_STYLE_DEPTH = 20
"""Styles based on each other that are followed."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_ENTRY = 128
_OLE_SCANNED = 1_048_576
_ENCRYPTED = "EncryptedPackage\0".encode("utf-16-le")


@dataclass(frozen=True, slots=True)
class _Style:
    """A paragraph style: its name in English whatever the language of the program, and the style it is based on."""

    name: str
    based_on: str
    level: str


def read(path: Path, origin: Origin, config: Config) -> Reading:
    """Read a Word file as one document."""
    try:
        ole = _ole_reading(path, origin)
    except OSError as error:
        return Reading(problems=(unreadable(origin, error),))
    if ole:
        return ole
    with open_package(path, origin, int(XML_SHARE * config.text_bytes_limit)) as package:
        if not isinstance(package, Package):
            return Reading(problems=(package,))
        return _read_package(package)


def is_encrypted_package(path: Path) -> bool:
    """Tell whether an OLE file is an Office file with a password: it holds a stream `EncryptedPackage`.

    Directory entries are 128 bytes each and begin with the name ([MS-CFB] 2.6.1).
    """
    with path.open("rb") as file:
        start = 0
        while chunk := file.read(_OLE_SCANNED):
            place = chunk.find(_ENCRYPTED)
            while place >= 0:
                if (start + place) % _OLE_ENTRY == 0:
                    return True
                place = chunk.find(_ENCRYPTED, place + 1)
            start += len(chunk)
    return False


def _ole_reading(path: Path, origin: Origin) -> Reading | None:
    """Say what an OLE file of this name is, None for any other file."""
    with path.open("rb") as file:
        if file.read(len(_OLE)) != _OLE:
            return None
    if is_encrypted_package(path):
        found = problem(origin, "encrypted", "an Office file with a password: open it there and save it without one")
    else:
        found = problem(origin, "unsupported_format", "an old Word file: save it as .docx or PDF")
    return Reading(problems=(found,))


def _read_package(package: Package) -> Reading:
    main = next((target for kind, target in _related(package, "") if kind == "officeDocument"), _MAIN)
    if main not in package.members:
        package.note("damaged", "a ZIP package without the main part of a Word file: unpack it, or get it again")
        return Reading(problems=tuple(package.problems))
    related = _related(package, main)
    headings = _headings(package, next((target for kind, target in related if kind == "styles"), ""))
    passages = _story(package, Story(f"member={main}"), headings)
    for wanted, label, rule in _STORIES:
        for target in (target for kind, target in related if kind == wanted):
            passages += _story(package, Story(f"member={target}", label, rule), headings)
    if not passages:
        if not package.problems:
            package.note("no_text", "the file holds no words, at most pictures: save it as PDF to have them recognised")
        return Reading(problems=tuple(package.problems))
    properties = _properties(package)
    document = document_of(Kind(READER, MEDIA_TYPE), package.origin, compose(passages), properties)
    return Reading(documents=(document,), problems=tuple(package.problems))


def _related(package: Package, name: str) -> list[tuple[str, str]]:
    """List kind and name of the parts that a part (`` for the package itself) relates to, those that are there, once."""
    content = package.content(join(dirname(name), "_rels", f"{name.rpartition('/')[2]}.rels"))
    found: dict[tuple[str, str], None] = {}
    for event in xml_stream(content or b"", _PREFIXES).events():
        if event.kind == "start" and event.name == "rel:Relationship":
            target = normpath(join("/", dirname(name), event.attributes.get("Target", ""))).lstrip("/")
            if target in package.members:
                found[event.attributes.get("Type", "").rpartition("/")[2], target] = None
    return list(found)


def _story(package: Package, story: Story, headings: Mapping[str, str]) -> list[Passage]:
    name = story.part.removeprefix("member=")
    content = package.content(name)
    if content is None:
        return []
    stream = xml_stream(content, PREFIXES)
    passages = read_story(stream, story, headings)
    package.note_faults(name, stream)
    return passages


def _headings(package: Package, name: str) -> dict[str, str]:
    """Find the styles that make titles and headings: by their names and outline levels, or those they are based on."""
    styles = _styles(package.content(name) or b"")
    headings: dict[str, str] = {}
    for style in styles:
        current: _Style | None = styles[style]
        for _ in range(_STYLE_DEPTH):  # a chain may also lead back to where it began
            if current is None:
                break
            if heading := named_heading(current.name) or outline_heading(current.level):
                headings[style] = heading
                break
            current = styles.get(current.based_on)
    return headings


def _styles(content: bytes) -> dict[str, _Style]:
    styles: dict[str, _Style] = {}
    style = ""
    for event in xml_stream(content, _PREFIXES).events():
        if event.kind != "start":
            continue
        value = event.attributes.get("w:val", "")
        if event.name == "w:style":
            style = event.attributes.get("w:styleId", "")
            styles[style] = _Style("", "", "")
        elif style and event.name == "w:name":
            styles[style] = replace(styles[style], name=value)
        elif style and event.name == "w:basedOn":
            styles[style] = replace(styles[style], based_on=value)
        elif style and event.name == "w:outlineLvl":
            styles[style] = replace(styles[style], level=value)
    return styles


def _properties(package: Package) -> Properties:
    values = leaf_texts(package.content(_CORE) or b"", _PREFIXES)
    return Properties(
        title=(values.get("dc:title", ""), f"{_CORE} dc:title"),
        author=(values.get("dc:creator", ""), f"{_CORE} dc:creator"),
        modified=(values.get("dcterms:modified", ""), f"{_CORE} dcterms:modified"),
    )
