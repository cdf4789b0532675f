"""OpenDocument texts (.odt, .ott) to documents: all their text, with who put in, took out or noted what.

The text first, in reading order; then notes (`body`), comments (`meta`), headers and footers (`furniture`). A paragraph
stands as it would be with all changes accepted; what was deleted from it follows as a `meta` line of its own, whose rule
names author and date. Source offsets count in the decoded XML of `member=content.xml` and `member=styles.xml`.
"""

from pathlib import Path

from onrecord.config import Config
from onrecord.model.evidence import Origin
from onrecord.model.reading import Reading
from onrecord.read.odt_story import PREFIXES, Styles, read_story
from onrecord.read.office_passages import Kind, Passage, Properties, compose, document_of
from onrecord.read.xml_stream import leaf_texts, xml_stream
from onrecord.read.zip_members import XML_SHARE, Package, open_package

READER = "odt/1"
MEDIA_TYPE = "application/vnd.oasis.opendocument.text"

_CONTENT = "content.xml"
_STYLES = "styles.xml"
_META = "meta.xml"
_MANIFEST = "META-INF/manifest.xml"
_ENCRYPTED_WHOLE = "encrypted-package"
"""The one member of a package encrypted as a whole (OpenDocument 1.4 part 2, 3.4)."""


def read(path: Path, origin: Origin, config: Config) -> Reading:
    """Read an OpenDocument text as one document."""
    with open_package(path, origin, int(XML_SHARE * config.text_bytes_limit)) as package:
        if not isinstance(package, Package):
            return Reading(problems=(package,))
        return _read_package(package)


def _read_package(package: Package) -> Reading:
    if _is_encrypted(package):
        package.note("encrypted", "an OpenDocument file with a password: open it and save it without one")
        return Reading(problems=tuple(package.problems))
    if _CONTENT not in package.members:
        package.note("damaged", "a ZIP package without the text of an OpenDocument file: unpack it, or get it again")
        return Reading(problems=tuple(package.problems))
    styles = Styles()
    margins = _story(package, _STYLES, styles)  # before the text, whose styles build on those of this part
    passages = [*_story(package, _CONTENT, styles), *margins]
    if not passages:
        if not package.problems:
            package.note("no_text", "the file holds no words, at most pictures: save it as PDF to have them recognised")
        return Reading(problems=tuple(package.problems))
    document = document_of(Kind(READER, MEDIA_TYPE), package.origin, compose(passages), _properties(package))
    return Reading(documents=(document,), problems=tuple(package.problems))


def _story(package: Package, name: str, styles: Styles) -> list[Passage]:
    content = package.content(name)
    if content is None:
        return []
    stream = xml_stream(content, PREFIXES)
    passages = read_story(stream, f"member={name}", styles)
    package.note_faults(name, stream)
    return passages


def _is_encrypted(package: Package) -> bool:
    """Ask the manifest whether the text is encrypted."""
    member = ""
    for event in xml_stream(package.content(_MANIFEST) or b"", PREFIXES).events():
        if event.kind == "start" and event.name == "manifest:file-entry":
            member = event.attributes.get("manifest:full-path", "")
        elif (
            event.kind == "start"
            and event.name == "manifest:encryption-data"
            and member in {_CONTENT, _ENCRYPTED_WHOLE}
        ):
            return True
    return False


def _properties(package: Package) -> Properties:
    values = leaf_texts(package.content(_META) or b"", PREFIXES)
    first = "meta:initial-creator" if values.get("meta:initial-creator", "").strip() else "dc:creator"
    return Properties(
        title=(values.get("dc:title", ""), f"{_META} dc:title"),
        author=(values.get(first, ""), f"{_META} {first}"),
        modified=(values.get("dc:date", ""), f"{_META} dc:date"),
    )
