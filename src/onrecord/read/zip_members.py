"""Members of a ZIP package (Word, OpenDocument, EPUB), inflated within a limit whatever the package claims.

Nothing is written to disk and no member name is used as a path. What is wrong with a member becomes a `Problem`; what
was inflated before the fault is given all the same.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED

from onrecord.model.evidence import Origin
from onrecord.model.problem import Problem
from onrecord.read.archive_spool import Fault, Stop
from onrecord.read.archive_streams import CountedFile
from onrecord.read.archive_zip import Entry, content, entries
from onrecord.read.files import problem, unreadable
from onrecord.read.xml_stream import XmlStream

XML_SHARE = 0.4
"""How much of the limit of a text the XML of a word processor may have: what is made of it takes up to 40 times its memory."""


@dataclass(slots=True)
class Package:
    """An opened package.

    Attributes:
        limit: Bytes that its members may inflate to, all that are read taken together.
        left: What is left of it.
        problems: What was met so far, in order, each once.
    """

    origin: Origin
    file: CountedFile
    members: dict[str, Entry]
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
        entry = self.members.get(name)
        if entry is None or self._is_refused(entry):
            return None
        blocks: list[bytes] = []
        try:
            for block in content(self.file, entry):
                if len(block) > self.left:
                    message = f"member {name!r} goes beyond the limit of {self.limit:,} bytes for all text of a file"
                    self.note("too_large", f"{message}: not read; raise text_bytes_limit if it is no bomb")
                    return None
                self.left -= len(block)
                blocks.append(block)
        except Fault as fault:
            self.note(fault.code, f"member {name!r}: {fault.message}")
        return b"".join(blocks) or None

    def note_faults(self, name: str, stream: XmlStream) -> None:
        """Note why a member that was cut as XML was not read as it stands, or not to its end."""
        if stream.guessed:
            message = f"member {name!r} is not in the encoding it declares; read as {stream.guessed}"
            self.note("encoding_guessed", f"{message}, so check accents and quotation marks")
        if stream.fault:
            message = f"member {name!r} is no whole XML ({stream.fault}): read up to there"
            self.note("damaged", f"{message}; get the file again")

    def _is_refused(self, entry: Entry) -> bool:
        if entry.is_encrypted:
            self.note("encrypted", f"member {entry.name!r} needs a password: save the file without one")
        elif entry.method not in {ZIP_STORED, ZIP_DEFLATED}:  # none of the formats allows another
            message = f"member {entry.name!r} is compressed by method {entry.method}, which documents never are"
            self.note("damaged", f"{message}: not read")
        else:
            return False
        return True


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
        opened = path.open("rb")
    except OSError as error:
        yield unreadable(origin, error)
        return
    with opened:
        file = CountedFile(opened)
        try:
            listed = entries(file)
        except Stop as stop:
            yield problem(origin, stop.code, stop.message)
            return
        if listed is None:
            yield problem(origin, "damaged", "no whole ZIP package: get the file again, it may be cut off")
            return
        files = [one for one in listed if not one.name.endswith("/")]
        # A later member of the same name replaces an earlier one, as where a program appends changes.
        package = Package(origin, file, {one.name: one for one in files}, limit, limit)
        repeated = [name for name, count in Counter(one.name for one in files).items() if count > 1]
        if repeated:
            message = f"{len(repeated)} names of members are used twice, such as {repeated[0][:100]!r}"
            package.note("damaged", f"{message}: the last of each was read; compare with another copy of the file")
        yield package
