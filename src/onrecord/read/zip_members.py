"""Members of a ZIP package (Word, OpenDocument, EPUB), inflated within a limit whatever the package claims.

Nothing is written to disk and no member name is used as a path. What is wrong with a member becomes a `Problem`; what
was inflated before the fault is given all the same.
"""

import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from onrecord.model.evidence import Origin
from onrecord.model.problem import Problem
from onrecord.read.files import problem, unreadable
from onrecord.read.xml_stream import XmlStream

DIRECTORY_LIMIT = 32_000_000
"""Bytes of a central directory: about 300,000 members. A document has a few hundred, a large book a few thousand."""

_END_RECORD = b"PK\x05\x06"
_END_RECORD_BYTES = 22
_LONGEST_COMMENT = 65_535
_ZIP64_LOCATOR_BYTES = 20
_ZIP64_END_RECORD_BYTES = 56
_ENCRYPTED_FLAG = 0x1
_CHUNK = 65_536
# All that zipfile raises for broken packages; KeyError is not among them: names are looked up first.
_DAMAGED = (BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError, OverflowError)


@dataclass(slots=True)
class Package:
    """An opened package.

    Attributes:
        limit: Bytes that its members may inflate to, all that are read taken together.
        left: What is left of it.
        problems: What was met so far, in order, each once.
    """

    origin: Origin
    archive: ZipFile
    members: dict[str, ZipInfo]
    limit: int
    left: int
    problems: list[Problem] = field(default_factory=list)

    def note(self, code: str, message: str) -> None:
        """Note what is wrong with the package, once."""
        found = problem(self.origin, code, message)
        if found not in self.problems:
            self.problems.append(found)

    def content(self, name: str) -> bytes | None:
        """Inflate a member; None when there is none of that name, or nothing of it can be had."""
        info = self.members.get(name)
        if info is None or self._is_refused(info):
            return None
        chunks: list[bytes] = []
        try:
            with self.archive.open(info) as member:
                while chunk := member.read(min(_CHUNK, self.left + 1)):
                    if len(chunk) > self.left:
                        message = (
                            f"member {name!r} goes beyond the limit of {self.limit:,} bytes for all text of a file"
                        )
                        self.note("too_large", f"{message}: not read; raise text_bytes_limit if it is no bomb")
                        return None
                    self.left -= len(chunk)
                    chunks.append(chunk)
        except _DAMAGED as error:
            got = sum(map(len, chunks))
            message = f"member {name!r} is broken after {got:,} bytes ({type(error).__name__}): the rest is lost"
            self.note("damaged", f"{message}; get the file again")
        return b"".join(chunks) or None

    def note_faults(self, name: str, stream: XmlStream) -> None:
        """Note why a member that was cut as XML was not read as it stands, or not to its end."""
        if stream.guessed:
            message = f"member {name!r} is not in the encoding it declares; read as {stream.guessed}"
            self.note("encoding_guessed", f"{message}, so check accents and quotation marks")
        if stream.fault:
            message = f"member {name!r} is no whole XML ({stream.fault}): read up to there"
            self.note("damaged", f"{message}; get the file again")

    def _is_refused(self, info: ZipInfo) -> bool:
        if info.flag_bits & _ENCRYPTED_FLAG:
            self.note("encrypted", f"member {info.filename!r} needs a password: save the file without one")
            return True
        if info.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
            # None of the formats allows another; bzip2 and LZMA could not be inflated within a bound either.
            message = (
                f"member {info.filename!r} is compressed by method {info.compress_type}, which documents never are"
            )
            self.note("damaged", f"{message}: not read")
            return True
        return False


@contextmanager
def open_package(path: Path, origin: Origin, limit: int) -> Iterator[Package | Problem]:
    """Open a package for as long as the context lasts.

    Args:
        path: The file.
        origin: For problems.
        limit: Bytes that members may inflate to.

    Yields:
        The package, or why it cannot be opened.
    """
    try:
        size = _directory_size(path)
        archive = ZipFile(path) if size <= DIRECTORY_LIMIT else None
    except (FileNotFoundError, PermissionError) as error:
        yield unreadable(origin, error)
        return
    except _DAMAGED as error:
        reason = " ".join(str(error).split())[:100] or type(error).__name__
        yield problem(origin, "damaged", f"no whole ZIP package ({reason}): get the file again, it may be cut off")
        return
    if archive is None:
        yield problem(
            origin, "unpack_limit", f"a list of members of {size:,} bytes: no document has that many; not read"
        )
        return
    with archive:
        infos = [info for info in archive.infolist() if not info.is_dir()]
        # A later member of the same name replaces an earlier one, as where a program appends changes.
        package = Package(origin, archive, {info.filename: info for info in infos}, limit, limit)
        repeated = [name for name, count in Counter(info.filename for info in infos).items() if count > 1]
        if repeated:
            message = f"{len(repeated)} names of members are used twice, such as {repeated[0][:100]!r}"
            package.note("damaged", f"{message}: the last of each was read; compare with another copy of the file")
        yield package


def _directory_size(path: Path) -> int:
    """Read how large the central directory claims to be, in bytes, before `zipfile` takes all of it into memory."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        start = max(0, size - _END_RECORD_BYTES - _LONGEST_COMMENT)
        file.seek(start)
        tail = file.read()
        has_no_comment = tail[-_END_RECORD_BYTES:].startswith(_END_RECORD) and tail.endswith(
            b"\0\0"
        )  # as zipfile looks
        place = len(tail) - _END_RECORD_BYTES if has_no_comment else tail.rfind(_END_RECORD)
        if place < 0 or len(tail) < place + _END_RECORD_BYTES:
            return 0  # zipfile says what is wrong
        claimed = int.from_bytes(tail[place + 12 : place + 16], "little")
        if start + place < _ZIP64_LOCATOR_BYTES:
            return claimed
        file.seek(start + place - _ZIP64_LOCATOR_BYTES)
        locator = file.read(_ZIP64_LOCATOR_BYTES)
        if not locator.startswith(b"PK\x06\x07"):
            return claimed
        # zipfile looks for the ZIP64 record right before its locator, wherever the locator points.
        file.seek(max(0, start + place - _ZIP64_LOCATOR_BYTES - _ZIP64_END_RECORD_BYTES))
        record = file.read(_ZIP64_END_RECORD_BYTES)
        return int.from_bytes(record[40:48], "little") if record.startswith(b"PK\x06\x06") else claimed
