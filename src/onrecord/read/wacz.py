"""Web archive collections (WACZ 1.1): a ZIP archive whose `datapackage.json` lists its files with their digests.

The web archives inside become artefacts, read in the next round. Its indexes and page lists repeat what stands in them:
they are held against their digests like everything that is listed, and left out.
"""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import msgspec

from onrecord.config import MEGABYTE, Config
from onrecord.model.evidence import Origin
from onrecord.model.reading import Reading
from onrecord.read.archive_container import empty
from onrecord.read.archive_spool import (
    Fault,
    Spool,
    held,
    member,
    note,
    one_line,
    put,
)
from onrecord.read.archive_streams import CountedFile
from onrecord.read.archive_zip import Entry, content, entries, is_readable, scanned, take_zip
from onrecord.read.warc_digest import Digest, hashed, stated_digest

READER = "wacz/1"

PACKAGE = "datapackage.json"
PACKAGE_DIGEST = "datapackage-digest.json"
PACKAGE_LIMIT = 20 * MEGABYTE
_WEB_ARCHIVES = (".warc", ".warc.gz", ".wacz")


class _Resource(msgspec.Struct):
    """A file that the package lists."""

    path: str = ""
    hash: str = ""


class _Package(msgspec.Struct):
    """`datapackage.json`; what is not needed here is not read."""

    resources: list[_Resource] = []


def read(path: Path, origin: Origin, config: Config, spool: Path) -> Reading:
    """Read a collection; the web archives inside are written to the folder `spool`."""
    return empty(path, Spool(spool, origin, config), _take)


def _take(file: CountedFile, spool: Spool) -> None:
    listed = entries(file)
    is_lost = listed is None
    if listed is None:
        listed = list(islice(scanned(file), 2 * spool.config.unpacked_files_limit))
    if not any(_is_web_archive(entry) for entry in listed):
        take_zip(file, spool)  # data packages of other kinds have a list of the same name
        return
    if is_lost:
        advice = "the web archives that stand in it were looked for one by one: get it again"
        note(spool, "damaged", f"its list of members cannot be read (is its end cut off?); {advice}")
    stated = _stated(file, listed, spool)
    for entry in listed:
        digest = stated_digest(stated.pop(entry.name, None))
        if not is_readable(entry, spool):
            continue
        blocks = hashed(content(file, entry), digest)
        if _is_web_archive(entry):
            _compare(entry, digest, put(spool, member(spool, entry.name), blocks), spool)
            continue
        spool.passed_over["indexes and page lists"] += 1
        if digest is not None:
            _compare(entry, digest, _read_through(entry, held(spool, entry.name, blocks), spool), spool)
    for name in stated:
        note(spool, "damaged", f"{one_line(name)}: is listed in {PACKAGE} but not there; get the file again")


def _is_web_archive(entry: Entry) -> bool:
    return entry.name.lower().endswith(_WEB_ARCHIVES)


def _read_through(entry: Entry, blocks: Iterator[bytes], spool: Spool) -> Fault | None:
    try:
        for _ in blocks:
            pass
    except Fault as fault:
        note(spool, fault.code, f"{one_line(entry.name)}: {fault.message}")
        return fault
    return None


def _compare(entry: Entry, digest: Digest | None, fault: Fault | None, spool: Spool) -> None:
    if digest is not None and fault is None and not digest.fits():
        message = f"{one_line(entry.name)}: its bytes do not have the digest that {PACKAGE} states; taken as they are"
        note(spool, "digest_differs", message)


def _stated(file: CountedFile, listed: list[Entry], spool: Spool) -> dict[str, str]:
    """Read which digest each member should have: from the package, and that of the package from the file beside it."""
    package = _small(file, listed, PACKAGE, spool)
    if package is None:
        note(spool, "damaged", f"has no {PACKAGE} that can be read, so its digests were not checked; get it again")
        return {}
    beside = _small(file, listed, PACKAGE_DIGEST, spool)
    resources: list[_Resource] = []
    try:
        resources += msgspec.json.decode(package, type=_Package).resources
        if beside is not None:
            resources.append(msgspec.json.decode(beside, type=_Resource))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        message = f"{PACKAGE if not resources else PACKAGE_DIGEST} cannot be understood ({error}): not all digests were checked"
        note(spool, "damaged", message)
    return {one.path: one.hash for one in resources if one.path}


def _small(file: CountedFile, listed: list[Entry], name: str, spool: Spool) -> bytes | None:
    """Read a member whole, None when it is not there, too large or broken."""
    entry = next((one for one in listed if one.name == name), None)
    if entry is None or entry.is_encrypted:
        return None
    pieces: list[bytes] = []
    try:
        for block in held(spool, name, content(file, entry)):
            pieces.append(block)
            if sum(map(len, pieces)) > PACKAGE_LIMIT:
                return None
    except Fault:
        return None
    return b"".join(pieces)
