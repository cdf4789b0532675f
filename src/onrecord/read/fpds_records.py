r"""The records of an FPDS file, one by one, so that a pointer made on reading finds the same value on verifying.

A pointer is `entry=N;element=award/awardID/awardContractID/PIID`: the N-th entry of the feed, counted from 1 (the N-th
record where a file has them without entries), then the names of the elements from the record down, prefixes left out,
and `@name` behind them for an attribute. Of elements with one path the first counts. The text is what XML says it is:
references resolved, `\r\n` a line feed, nothing trimmed; that of elements inside is not part of it. Contact data in
descriptions is masked, on reading and on verifying.
"""

import codecs
import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.parsers import expat

from onrecord.read.fpds_cutter import Cutter, Record, Stopped, place_of
from onrecord.read.fpds_elements import shown
from onrecord.read.usaspending_rows import WINDOWS
from onrecord.read.xml_stream import declared_encoding

TOKEN_LIMIT = 1_000_000
"""Bytes of one tag or comment: the parser holds it in memory until it ends."""
NAMES_LIMIT = 10_000
"""Different names of elements and attributes, which the parser holds in memory; the schemas have about 700."""
UTF_8 = "utf-8"
_TAKEN_AT_THEIR_WORD = frozenset({"iso-8859-1", "windows-1252", WINDOWS})
_WITHIN_UTF_8 = frozenset({"utf8", "utf_8", "ascii", "us-ascii"})
_POINTER = re.compile(r"entry=([1-9][0-9]{0,17});element=([^/]+)/(.+)", re.DOTALL)
_FED = 65_536


@dataclass(slots=True)
class RecordStream:
    """A file to be cut into records.

    Attributes:
        wanted: Paths below a record whose texts are kept: `contractID/IDVID/PIID`, `a/b@name`.
        encoding, declared: The one that was used, and the one that the file names.
        fault: Why the file was not read to its end; empty as long as nothing is wrong.
        cut: The number of the record the fault lies in, which is not given; 0 for a fault elsewhere.
    """

    path: Path
    wanted: Collection[str]
    encoding: str = UTF_8
    declared: str | None = None
    fault: str = ""
    cut: int = 0

    def is_guessed(self) -> bool:
        """Tell whether the bytes are not in the encoding they declare, or in UTF-8 when they declare none."""
        expected = (self.declared or UTF_8).lower()
        return self.encoding not in {expected, "utf-16"} and not (self.encoding == UTF_8 and expected in _WITHIN_UTF_8)

    def records(self) -> Iterator[Record]:
        """Cut the file, in order and in bounded memory; look at `fault` afterwards.

        Raises:
            OSError: The operating system refuses to give the file.
        """
        self.encoding, self.declared = _encodings(self.path)
        parser = expat.ParserCreate(self.encoding)
        cutter = Cutter(parser, place_of(self.wanted))
        cutter.connect()
        fed = 0
        with self.path.open("rb") as file:
            while not self.fault:
                chunk = file.read(_FED)
                if not fed:  # copied pages begin with empty lines, and expat wants nothing before a declaration
                    chunk = chunk.lstrip(b" \t\r\n")
                try:
                    parser.Parse(chunk, not chunk)
                except (expat.ExpatError, Stopped) as error:
                    self.fault, self.cut = _reason(error), cutter.unfinished()
                found, cutter.found = cutter.found, []
                yield from found
                if not chunk:
                    return
                fed += len(chunk)
                self.fault = self.fault or _excess(parser, fed)


def pointer_of(number: int, name: str, path: str) -> str:
    """Point at a value, as `Field.pointer` has it."""
    return f"entry={number};element={name}/{path}"


def field_texts(path: Path, pointers: Collection[str]) -> dict[str, str]:
    """Look values up again, in one pass over the file.

    Returns:
        The text for each pointer that leads to an element or attribute; pointers that lead nowhere are left out.
    """
    wanted = _paths_by_entry(pointers)
    if not wanted:
        return {}
    last, found = max(wanted), dict[str, str]()
    below = {inside for paths in wanted.values() for _, inside in paths}
    for record in RecordStream(path, below).records():
        for name, inside in wanted.get(record.number, ()):
            if name == record.name and inside in record.texts:
                found.setdefault(pointer_of(record.number, name, inside), shown(inside, record.texts[inside]))
        if record.number >= last:
            break
    return found


def _paths_by_entry(pointers: Collection[str]) -> dict[int, list[tuple[str, str]]]:
    wanted: dict[int, list[tuple[str, str]]] = {}
    for pointer in pointers:
        if found := _POINTER.fullmatch(pointer):
            wanted.setdefault(int(found[1]), []).append((found[2], found[3]))
    return wanted


def _excess(parser: expat.XMLParserType, fed: int) -> str:
    """Say what would make the parser hold ever more in memory."""
    if fed - max(0, parser.CurrentByteIndex) > TOKEN_LIMIT:
        return f"a tag or comment of more than {TOKEN_LIMIT:,} bytes, line {parser.CurrentLineNumber}"
    if len(parser.intern) > NAMES_LIMIT:
        return f"more than {NAMES_LIMIT:,} different names of elements, which no such file has"
    return ""


def _encodings(path: Path) -> tuple[str, str | None]:
    """Choose the encoding to parse in, and say which one the file declares.

    UTF-8 when all bytes are, else Windows-1252; another one only on the word of the file, and only of those named here:
    for any other the parser would ask Python, which has some that decode nothing.
    """
    decode: Callable[[bytes], str] = codecs.getincrementaldecoder(UTF_8)().decode
    with path.open("rb") as file:
        chunk = file.read(_FED)
        if chunk.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16", None
        declared = declared_encoding(chunk)
        if declared and declared.lower() in _TAKEN_AT_THEIR_WORD:
            return declared.lower(), declared
        try:
            while chunk:
                decode(chunk)  # a character cut in two at the end is the fault of a cut file, not of its encoding
                chunk = file.read(_FED)
        except UnicodeDecodeError:
            return WINDOWS, declared
    return UTF_8, declared


def _reason(error: Exception) -> str:
    if isinstance(error, expat.ExpatError):
        return f"{expat.ErrorString(error.code)}, line {error.lineno}"
    return str(error)
