"""What stood at one address in the course of time: the same address or path collected again gives another version."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from onrecord.connect.words import tokens
from onrecord.model.evidence import Document, body_ranges
from onrecord.model.ids import DocumentId, content_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A document seen at an address at a moment.

    Attributes:
        address: The address of the web, or the path, with the part of a container.
        content: `content_key` of the document: the same content twice is no version.
        seen: ISO 8601 UTC.
    """

    address: str
    document: DocumentId
    content: str
    seen: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """What stood at an address for a while.

    Attributes:
        document: The first that showed it.
        first_seen, last_seen: ISO 8601 UTC.
    """

    address: str
    document: DocumentId
    first_seen: str
    last_seen: str


def address_key(address: str) -> str:
    """Fold what does not make another page: the scheme http or https, the host's case, a slash at the end, a fragment."""
    try:
        parts = urlsplit(address)
        if parts.scheme.lower() not in {"http", "https"} or not parts.netloc:
            return address
    except ValueError:  # no address that can be taken apart
        return address
    query = f"?{parts.query}" if parts.query else ""
    return f"https://{parts.netloc.lower()}{parts.path.rstrip('/')}{query}"


def content_key(document: Document) -> str:
    """Name what a document says: its body words, folded; markup, furniture and punctuation do not count."""
    return content_id("content", *tokens(document.text, body_ranges(document)).words)


def versions(sightings: Iterable[Sighting]) -> dict[str, tuple[Version, ...]]:
    """List what stood at each address in the order of time, the addresses with more than one version only.

    A page that comes back to what it said before is a version again.
    """
    found: dict[str, list[tuple[str, Version]]] = {}
    for one in sorted(sightings, key=lambda each: (each.seen, each.document)):
        here = found.setdefault(address_key(one.address), [])
        if here and here[-1][0] == one.content:
            here[-1] = (one.content, replace(here[-1][1], last_seen=one.seen))
            continue
        version = Version(address=one.address, document=one.document, first_seen=one.seen, last_seen=one.seen)
        here.append((one.content, version))
    return {address: tuple(one for _, one in here) for address, here in found.items() if len(here) > 1}
