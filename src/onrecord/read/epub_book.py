"""The package document of an EPUB book: what it says about the book, and its files in reading order."""

import re
from dataclasses import dataclass, field

from onrecord.model.evidence import Meta
from onrecord.read.dates import iso_date
from onrecord.read.metadata import Metadata, clean_authors, fold
from onrecord.read.xml_stream import XmlEvent, XmlStream

BOOK_PREFIXES = {
    "http://www.idpf.org/2007/opf": "opf",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/elements/1.0/": "dc",
    "urn:oasis:names:tc:opendocument:xmlns:container": "container",
    "http://www.w3.org/2001/04/xmlenc#": "enc",
}
"""Namespaces of EPUB 2 and 3; books before them have none."""

_PAGES = frozenset({"application/xhtml+xml", "text/html", "text/x-oeb1-document", "application/xml", "text/xml"})
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_].*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Book:
    """What the package document says.

    Attributes:
        spine: Addresses of the pages in reading order, relative to the package document.
        contents: Addresses of the pages that are a table of contents.
    """

    metadata: Metadata
    spine: tuple[str, ...]
    contents: frozenset[str]


@dataclass(slots=True)
class _Listed:
    """What was listed so far; `said` holds name, attributes and text of each statement about the book."""

    items: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)
    said: list[tuple[str, dict[str, str], list[str]]] = field(default_factory=list)
    is_saying: bool = False


def read_book(stream: XmlStream, name: str) -> Book:
    """Read a package document, as far as it can be read: then look at the stream's `fault`.

    Args:
        stream: The XML, cut with `BOOK_PREFIXES`.
        name: Of the member, to name the basis of what it says.
    """
    listed = _Listed()
    for event in stream.events():
        if event.kind == "start":
            _start(listed, event)
        elif event.kind == "end":
            listed.is_saying = False
        elif listed.is_saying:
            listed.said[-1][2].append(event.text)
    items = [listed.items[key] for key in listed.order if key in listed.items]
    return Book(
        metadata=_metadata(listed, name),
        spine=tuple(href for href, media_type, _ in items if media_type in _PAGES),
        contents=frozenset(href for href, _, kind in listed.items.values() if "nav" in kind.split()),
    )


def _start(listed: _Listed, event: XmlEvent) -> None:
    values = event.attributes
    name = event.name.rpartition(":")[2]
    listed.is_saying = event.name.startswith("dc:") or name == "meta"
    if listed.is_saying:
        key = event.name.lower() if event.name.startswith("dc:") else f"meta {values.get('property', '')}"
        listed.said.append((key, dict(values), []))
    elif name == "item":
        item = (values.get("href", ""), values.get("media-type", "").lower(), values.get("properties", ""))
        listed.items.setdefault(values.get("id", ""), item)
    elif name == "itemref":
        listed.order.append(values.get("idref", ""))


def _metadata(listed: _Listed, name: str) -> Metadata:
    said = [(key, values, fold("".join(texts))) for key, values, texts in listed.said]
    creators = [text for key, values, text in said if key == "dc:creator" and values.get("opf:role", "aut") == "aut"]
    # An event names what the date is of (EPUB 2); without one it is of publication (EPUB 3.3, 5.5.3.2.4).
    published = [
        text for key, values, text in said if key == "dc:date" and values.get("opf:event", "").lower() in _FIRST
    ]
    updated = [text for key, _, text in said if key == "meta dcterms:modified"]
    updated += [text for key, values, text in said if key == "dc:date" and values.get("opf:event") == "modification"]
    languages = (_LANGUAGE.fullmatch(text) for key, _, text in said if key == "dc:language")
    return Metadata(
        title=_first(said, "dc:title", name),
        publisher=_first(said, "dc:publisher", name),
        authors=tuple(Meta(value=author, basis=f"{name} dc:creator") for author in clean_authors(creators)),
        published=_date(published, f"{name} dc:date"),
        updated=_date(updated, f"{name} dcterms:modified"),
        language=next((match[1].lower() for match in languages if match), None),
    )


_FIRST = frozenset({"", "publication", "original-publication", "ops-publication"})


def _first(said: list[tuple[str, dict[str, str], str]], wanted: str, name: str) -> Meta | None:
    return next((Meta(value=text, basis=f"{name} {wanted}") for key, _, text in said if key == wanted and text), None)


def _date(values: list[str], basis: str) -> Meta | None:
    days = (iso_date(value) for value in values)
    return next((Meta(value=day, basis=basis) for day in days if day), None)
