"""Archives (ZIP, tar) and compressed files (gzip, bzip2, xz): every file inside becomes an artefact of its own.

A compressed file is looked into: a tar archive or a web archive in it is read as such at once, anything else is the one
file that was compressed.
"""

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from onrecord.config import Config
from onrecord.model.evidence import Origin
from onrecord.model.reading import Reading
from onrecord.read.archive_container import empty
from onrecord.read.archive_spool import (
    BLOCK,
    Fault,
    Spool,
    Stop,
    member,
    note,
    put,
)
from onrecord.read.archive_streams import ByteStream, CountedFile, Method, file_blocks, inflated, peeked
from onrecord.read.archive_tar import SECTOR, is_tar, take_tar
from onrecord.read.archive_zip import take_zip

READER = "archive/1"

_MAGIC: tuple[tuple[bytes, Method], ...] = ((b"\x1f\x8b", "gzip"), (b"BZh", "bzip2"), (b"\xfd7zXZ\0", "xz"))
_WEB_ARCHIVE = b"WARC/"
_SUFFIXES = frozenset({".gz", ".bz2", ".xz", ".z"})


def read(path: Path, origin: Origin, config: Config, spool: Path) -> Reading:
    """Read an archive or a compressed file; the files inside are written to the folder `spool`."""
    return empty(path, Spool(spool, origin, config), _take)


def _is_web_archive(file: CountedFile) -> bool:
    """Tell whether a gzip file holds a web archive: its reader needs the places of the gzip members themselves."""
    try:
        head = next(inflated(iter([file.read(SECTOR)]), "gzip", several=True), b"")
    except Fault:
        head = b""
    file.seek(0)
    return head.startswith(_WEB_ARCHIVE)


def _take(file: CountedFile, spool: Spool) -> None:
    if _is_web_archive(file):
        from onrecord.read.warc import take_records  # noqa: PLC0415  # its library is loaded only for a web archive

        take_records(file, spool)
        return
    head = file.read(SECTOR)
    file.seek(0)
    if head.startswith(b"PK"):
        take_zip(file, spool)
        return
    method = next((method for magic, method in _MAGIC if head.startswith(magic)), None)
    blocks = file_blocks(file) if method is None else inflated(file_blocks(file), method, several=True)
    head, blocks = peeked(ByteStream(_bounded(blocks, spool.config.unpacked_bytes_limit)), SECTOR)
    if is_tar(head):
        take_tar(ByteStream(blocks), spool)
    elif method is None:
        note(spool, "damaged", "is no archive although it begins like one or is named so; get it again")
    else:
        put(spool, member(spool, _inner_name(spool.origin.path)), blocks)


def _bounded(blocks: Iterator[bytes], limit: int) -> Iterator[bytes]:
    """End a stream of which most is passed over, and so not counted as taken, at twice the limit."""
    size = -BLOCK  # what is read ahead
    for block in blocks:
        size += len(block)
        if size > 2 * limit:
            raise Stop("unpack_limit", f"inflates to more than twice {limit:,} bytes; the rest was left out: split it")
        yield block


def _inner_name(path: str) -> str:
    """Name the file that was compressed: `news/report.txt.gz` is `report.txt`."""
    name = PurePosixPath(path.replace("\\", "/")).name
    stem, dot, suffix = name.rpartition(".")
    return stem if stem and f"{dot}{suffix}".lower() in _SUFFIXES else name or "content"
