"""Awards as release packages of the Open Contracting Data Standard 1.1 (docs/exports.md says what goes where).

One contracting process for each award, as many releases as days on which something was recorded. Values are exact
numbers: `awards/value` is the potential value, `contracts/value` the current one; what was obligated and what was paid
out in all stand under `onRecord`, because OCDS has no member for them and a total of payments is no payment.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_OID, uuid5

import msgspec

from onrecord.errors import UserError
from onrecord.export.ocds_awards import told_awards
from onrecord.export.ocds_releases import releases_of
from onrecord.store import View

Row = dict[str, Any]

NO_PREFIX = "ocds-xxxxxx"
"""Stands for a prefix that nobody has registered: the Open Contracting Partnership gives them to publishers."""
PREFIX = re.compile(r"ocds-[a-z0-9]{6}")
WEB = re.compile(r"https?://[^\s/]\S*")
VERSION = "1.1"
TECHNIQUES = (
    "https://raw.githubusercontent.com/open-contracting-extensions/ocds_techniques_extension/master/extension.json"
)
"""Says of a vehicle that it is a framework agreement."""
RELEASES_A_PACKAGE = 1_000
PACKAGE = re.compile(r"release-package-\d{5,}\.json")


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """What a package says of itself.

    Attributes:
        published: The day of the export: given in, so that the same record gives the same bytes.
        publisher: Who publishes it; `license` and the publisher's `uri` are theirs to choose.
        prefix: The publisher's own registered OCID prefix.
    """

    published: date
    publisher: str = "an export of onrecord, publisher not named"
    uri: str | None = None
    license: str | None = None
    prefix: str = NO_PREFIX


def export(view: View, folder: Path, publication: Publication) -> list[tuple[Path, int]]:
    """Write release packages into a folder and give each file's number of releases; a record without awards has none.

    Packages hold whole awards, and about `RELEASES_A_PACKAGE` releases; one is held in memory at a time. A file is
    complete or not there; packages of an earlier, longer export are removed.

    Raises:
        UserError: The prefix or an address is none, or the folder cannot be written.
    """
    if not PREFIX.fullmatch(publication.prefix):
        raise UserError(f"{publication.prefix}: no OCID prefix; it has the form ocds- and six small letters or digits")
    for address in filter(None, (publication.uri, publication.license)):
        if not WEB.fullmatch(address):
            raise UserError(f"{address}: no web address; the publisher and the licence are named by one (https://...)")
    written: list[tuple[Path, int]] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for number, releases in enumerate(_packages(view, publication), start=1):
            target = folder / f"release-package-{number:05}.json"
            part = target.with_suffix(".part")
            part.write_bytes(package(releases, publication))
            part.replace(target)
            written.append((target, len(releases)))
        for stale in {one for one in folder.iterdir() if PACKAGE.fullmatch(one.name)} - {path for path, _ in written}:
            stale.unlink()
    except OSError as error:
        raise UserError(
            f"{error.filename or folder}: cannot be written ({error.strerror}); choose another folder with --to"
        ) from error
    return written


def _packages(view: View, publication: Publication) -> Iterator[list[bytes]]:
    undated = publication.published.isoformat()
    releases: list[bytes] = []
    for told in told_awards(view):
        releases += map(msgspec.json.encode, releases_of(told, publication.prefix, undated=undated))
        if len(releases) >= RELEASES_A_PACKAGE:
            yield releases
            releases = []
    if releases:
        yield releases


def package(releases: list[bytes], publication: Publication) -> bytes:
    """Put a package around releases that are JSON already; it is named by its content."""
    about = {
        "version": VERSION,
        "extensions": [TECHNIQUES],
        "publishedDate": f"{publication.published.isoformat()}T00:00:00Z",
        "publisher": {"name": publication.publisher, **({"uri": publication.uri} if publication.uri else {})},
        **({"license": publication.license} if publication.license else {}),
        "onRecord": {"ocidPrefix": publication.prefix, "ocidPrefixIsPlaceholder": publication.prefix == NO_PREFIX},
    }
    body = b",\n".join(releases)
    name = uuid5(NAMESPACE_OID, sha256(msgspec.json.encode(about) + body).hexdigest())
    head = msgspec.json.encode({"uri": f"urn:uuid:{name}", **about})
    return head[:-1] + b',"releases":[\n' + body + b"\n]}\n"
