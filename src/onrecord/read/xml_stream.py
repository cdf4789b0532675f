r"""XML cut into tags and text, each with its place in the decoded source; over expat, in linear time.

Offsets count code points of the text that `decode` makes of the bytes. No entity is expanded but the five of XML itself
and character references: a declaration of an entity ends the reading (it serves no document and may be a bomb), one
declared elsewhere is left out, and nothing is fetched.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal
from xml.parsers import expat

from onrecord.read.decode import decode

Kind = Literal["start", "end", "text"]

DEPTH_LIMIT = 1_000
"""Elements inside each other; word processors stay below a hundred, and every level costs memory."""

_FED = 65_536
"""Bytes handed to the parser at a time: what it finds in them is held in memory."""
_DECLARED = re.compile(rb"(?:\xef\xbb\xbf)?\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]{1,40})")
_NO_ATTRIBUTES: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class XmlEvent:
    r"""A tag, or a run of text.

    Attributes:
        name: Of the element, `w:p`, with the prefix of the caller; `?:p` in a namespace the caller does not name.
        text: The characters, references resolved and line ends made `\n`.
        attributes: Named likewise.
        start, end: Code points of the source, half-open. A tag has the place of its `<` only (that of an end tag which
            is not written lies behind the start tag); text of the same length as its range is verbatim.
    """

    kind: Kind
    name: str
    start: int
    end: int
    text: str = ""
    attributes: Mapping[str, str] = field(default_factory=lambda: _NO_ATTRIBUTES)


class _Stopped(Exception):  # ends expat from inside a callback; caught in this module
    """Raised when the source breaks a rule of this module, by a callback."""


@dataclass(slots=True)
class XmlStream:
    """A source to be cut.

    Attributes:
        source: The decoded text that offsets count in.
        prefixes: Prefix for each namespace of interest.
        guessed: The encoding that was used, where the bytes are not in the one they declare.
        fault: Why the source was not read to its end; empty as long as nothing is wrong.
    """

    source: str
    prefixes: Mapping[str, str]
    guessed: str = ""
    fault: str = ""

    def events(self) -> Iterator[XmlEvent]:
        """Cut the source, in order; look at `fault` afterwards."""
        content = self.source.encode("utf-8")
        parser = expat.ParserCreate("utf-8", namespace_separator=" ")
        cutter = _Cutter(self.source, self.prefixes, parser, _Places(content, len(content) == len(self.source)))
        _connect(parser, cutter)
        start, step = 0, _FED
        while not self.fault and start <= len(content):
            end = start + step
            try:
                parser.Parse(content[start:end], end >= len(content))
            except (expat.ExpatError, _Stopped) as error:
                self.fault = _reason(error)
            found, cutter.found = cutter.found, []
            yield from found
            if end >= len(content):
                return
            # An unfinished tag is looked at anew with every piece: pieces that grow keep the time linear.
            start, step = end, _FED if found else 2 * step


def xml_stream(content: bytes, prefixes: Mapping[str, str]) -> XmlStream:
    """Decode XML to be cut: as its declaration says, where the bytes bear that out.

    Args:
        content: A whole XML file.
        prefixes: A prefix for each namespace of interest, whatever prefix the file itself uses.
    """
    decoded = decode(content, declared_encoding(content))
    return XmlStream(decoded.text, prefixes, decoded.encoding if decoded.guessed else "")


def declared_encoding(content: bytes) -> str | None:
    """Read the encoding off an XML declaration."""
    declared = _DECLARED.match(content)
    return declared[1].decode("ascii") if declared else None


def leaf_texts(content: bytes, prefixes: Mapping[str, str]) -> dict[str, str]:
    """Give the text of each element of a small XML file, the first of a name; for files of properties.

    Args:
        content: The file, which may be broken: what stands before the fault is given.
        prefixes: As for `xml_stream`.
    """
    found: dict[str, str] = {}
    name = ""
    for event in xml_stream(content, prefixes).events():
        if event.kind == "text" and name:
            found[name] += event.text
        elif event.kind == "start" and event.name not in found:
            name = event.name
            found[name] = ""
        else:
            name = ""
    return found


@dataclass(slots=True)
class _Places:
    """Turns places in UTF-8 into code points; asked from left to right, so that each byte is counted once."""

    content: bytes
    is_ascii: bool
    byte: int = 0
    character: int = 0

    def at(self, byte: int) -> int:
        if self.is_ascii:
            return byte
        self.character += len(self.content[self.byte : byte].decode("utf-8"))
        self.byte = byte
        return self.character


@dataclass(slots=True)
class _Cutter:
    """What expat calls; collects events."""

    source: str
    prefixes: Mapping[str, str]
    parser: expat.XMLParserType
    places: _Places
    found: list[XmlEvent] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    depth: int = 0
    in_cdata: bool = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > DEPTH_LIMIT:
            raise _Stopped(f"elements lie more than {DEPTH_LIMIT:,} deep in each other")
        at = self.places.at(self.parser.CurrentByteIndex)
        named = {self.named(key): value for key, value in attributes.items()} if attributes else _NO_ATTRIBUTES
        self.found.append(XmlEvent("start", self.named(name), at, at, "", named))

    def end(self, name: str) -> None:
        self.depth -= 1
        at = self.places.at(self.parser.CurrentByteIndex)
        self.found.append(XmlEvent("end", self.named(name), at, at))

    def text(self, characters: str) -> None:
        at = self.places.at(self.parser.CurrentByteIndex)
        self.found.append(XmlEvent("text", "", at, self.text_end(characters, at), characters))

    def start_cdata(self) -> None:
        self.in_cdata = True

    def end_cdata(self) -> None:
        self.in_cdata = False

    def declare_entity(self, name: str, *_rest: object) -> None:
        raise _Stopped(f"it declares an entity ({name[:40]!r}), which no document needs")

    def named(self, name: str) -> str:
        """Give a name of expat (`namespace local`) its prefix."""
        short = self.names.get(name)
        if short is None:
            namespace, _, local = name.rpartition(" ")
            short = f"{self.prefixes.get(namespace, '?')}:{local}" if namespace else local
            self.names[name] = short
        return short

    def text_end(self, characters: str, start: int) -> int:
        r"""Find where the source of some characters ends: at the `;` of a reference, behind both halves of `\r\n`."""
        source = self.source
        if source[start] == "&" and not self.in_cdata:
            return source.index(";", start) + 1
        if source[start] == "\r":
            # A lone carriage return becomes a line feed of its length, but is not verbatim: it counts as put in.
            return start + 2 if source.startswith("\n", start + 1) else start
        return start + len(characters)


def _connect(parser: expat.XMLParserType, cutter: _Cutter) -> None:
    parser.StartElementHandler = cutter.start
    parser.EndElementHandler = cutter.end
    parser.CharacterDataHandler = cutter.text
    parser.StartCdataSectionHandler = cutter.start_cdata
    parser.EndCdataSectionHandler = cutter.end_cdata
    parser.EntityDeclHandler = cutter.declare_entity


def _reason(error: Exception) -> str:
    if isinstance(error, expat.ExpatError):
        return f"{expat.ErrorString(error.code)}, line {error.lineno}"
    return str(error)
