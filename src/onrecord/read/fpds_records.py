r"""The records of an FPDS file, one by one, so that a pointer made on reading finds the same value on verifying.

A pointer is `entry=N;element=award/awardID/awardContractID/PIID`: the N-th entry of the feed, counted from 1 (the N-th
record where a file has them without entries), then the names of the elements from the record down, prefixes left out,
and `@name` behind them for an attribute. Of elements with one path the first counts. The text is what XML says it is:
references resolved, `\r\n` a line feed, nothing trimmed; that of elements inside is not part of it.
"""

import codecs
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat

from onrecord.read.usaspending_rows import WINDOWS
from onrecord.read.xml_stream import DEPTH_LIMIT, declared_encoding

RECORDS = frozenset({"award", "idv", "othertransactionaward", "othertransactionidv"})
"""Elements that are a record, in lower case."""

TEXT_LIMIT = 100_000
"""Characters of one value; descriptions in FPDS have at most 4,000."""
TOKEN_LIMIT = 1_000_000
"""Bytes of one tag or comment: the parser holds it in memory until it ends."""
NAMES_LIMIT = 10_000
"""Different names of elements and attributes, which the parser holds in memory; the schemas have about 700."""
_FED = 65_536


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """An entry of the feed.

    Attributes:
        name: Of the record's element, `award`; empty where an entry holds no record.
        texts: Each wanted path below the record that is there, and its text.
        overlong: Paths whose text was beyond `TEXT_LIMIT` and is left out.
    """

    number: int
    name: str
    texts: dict[str, str]
    overlong: tuple[str, ...] = ()


class _Stopped(Exception):  # ends expat from inside a callback; caught in this module
    """Raised when the file breaks a rule of this module, by a callback."""


@dataclass(slots=True)
class RecordStream:
    """A file to be cut into records.

    Attributes:
        wanted: Paths below a record whose texts are kept: `contractID/IDVID/PIID`, `a/b@name`.
        guessed: The encoding that was used, where the bytes are not in UTF-8 and do not declare another.
        fault: Why the file was not read to its end; empty as long as nothing is wrong.
        cut: The number of the record the fault lies in, which is not given; 0 for a fault elsewhere.
    """

    path: Path
    wanted: Collection[str]
    guessed: str = ""
    fault: str = ""
    cut: int = 0

    def records(self) -> Iterator[Record]:
        """Cut the file, in order and in bounded memory; look at `fault` afterwards.

        Raises:
            OSError: The operating system refuses to give the file.
        """
        self.guessed = _guessed_encoding(self.path)
        parser = expat.ParserCreate(self.guessed or None)
        cutter = _Cutter(parser, _place_of(self.wanted))
        _connect(parser, cutter)
        fed = 0
        with self.path.open("rb") as file:
            while not self.fault:
                chunk = file.read(_FED)
                if not fed:
                    chunk = chunk.lstrip(
                        b" \t\r\n"
                    )  # expat wants the declaration first, as XML does; copied pages begin late
                try:
                    parser.Parse(chunk, not chunk)
                except (expat.ExpatError, _Stopped) as error:
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
                found.setdefault(pointer_of(record.number, name, inside), record.texts[inside])
        if record.number >= last:
            break
    return found


def _paths_by_entry(pointers: Collection[str]) -> dict[int, list[tuple[str, str]]]:
    wanted: dict[int, list[tuple[str, str]]] = {}
    for pointer in pointers:
        entry, separator, element = pointer.partition(";element=")
        digits = entry.removeprefix("entry=")
        name, _, inside = element.partition("/")
        countable = (
            digits.isascii()
            and digits.isdigit()
            and len(digits) < 20
            and pointer == f"entry={int(digits)};element={element}"
        )
        if separator and countable and inside:
            wanted.setdefault(int(digits), []).append((name, inside))
    return wanted


@dataclass(slots=True)
class _Place:
    """An element on the way to wanted values, and which of its own are wanted.

    Attributes:
        path: Below the record; empty for the record itself.
        attributes: The name of each wanted one, and its path.
    """

    path: str = ""
    has_text: bool = False
    attributes: dict[str, str] = field(default_factory=dict)
    children: dict[str, "_Place"] = field(default_factory=dict)


def _place_of(wanted: Collection[str]) -> _Place:
    """Put paths together to a tree."""
    root = _Place()
    for path in wanted:
        elements, at, attribute = path.partition("@")
        place, names = root, elements.split("/")
        for depth, name in enumerate(names, start=1):
            place = place.children.setdefault(name, _Place("/".join(names[:depth])))
        if at:
            place.attributes[attribute] = path
        else:
            place.has_text = True
    return root


@dataclass(slots=True)
class _Cutter:
    """What expat calls; collects records.

    Attributes:
        places: The way from the record down to the element at hand; empty outside records.
        skipped: Elements open below one that leads to nothing wanted.
        entered: Paths met in the record: what comes a second time is skipped.
        depth: Elements open outside records.
        entry: The depth of the feed's entry at hand; 0 outside entries.
    """

    parser: expat.XMLParserType
    root: _Place
    found: list[Record] = field(default_factory=list)
    number: int = 0
    name: str = ""
    places: list[_Place] = field(default_factory=list)
    pieces: list[list[str]] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    overlong: list[str] = field(default_factory=list)
    entered: set[str] = field(default_factory=set)
    size: int = 0
    skipped: int = 0
    depth: int = 0
    entry: int = 0
    is_filled: bool = False

    def start(self, name: str, attributes: list[str]) -> None:
        if self.skipped:
            self.skipped += 1
            _check_depth(self.skipped)
            return
        local = name.rpartition(":")[2]
        if not self.places:
            self.start_outside(local)
            return
        place = self.places[-1].children.get(local)
        if place is None or place.path in self.entered:
            self.skipped = 1
            return
        self.entered.add(place.path)
        self.places.append(place)
        self.pieces.append([])
        self.size = 0
        if place.attributes:
            for key, value in zip(attributes[::2], attributes[1::2], strict=True):
                if path := place.attributes.get(key.rpartition(":")[2]):
                    self.keep(path, value)
        self.parser.CharacterDataHandler = self.text if place.has_text else None

    def start_outside(self, local: str) -> None:
        if local.lower() in RECORDS:
            self.number += not self.entry or self.is_filled
            self.is_filled = True
            self.name, self.texts, self.overlong = local, {}, []
            self.entered = set()
            self.places, self.pieces = [self.root], [[]]
            return
        self.depth += 1
        _check_depth(self.depth)
        if local == "entry" and not self.entry:
            self.number += 1
            self.entry, self.is_filled = self.depth, False

    def end(self, _name: str) -> None:
        if self.skipped:
            self.skipped -= 1
        elif self.places:
            self.end_inside()
        else:
            if self.entry == self.depth:
                if not self.is_filled:
                    self.found.append(Record(number=self.number, name="", texts={}))
                self.entry = 0
            self.depth -= 1

    def end_inside(self) -> None:
        place, pieces = self.places.pop(), self.pieces.pop()
        if place.has_text:
            self.keep(place.path, "".join(pieces))
        if not self.places:
            overlong = tuple(self.overlong)
            self.found.append(Record(number=self.number, name=self.name, texts=self.texts, overlong=overlong))
        wants_text = bool(self.places) and self.places[-1].has_text
        self.parser.CharacterDataHandler = self.text if wants_text else None

    def unfinished(self) -> int:
        """Give the number of the entry whose record is not there yet, 0 outside such."""
        return self.number if self.places or (self.entry and not self.is_filled) else 0

    def keep(self, path: str, text: str) -> None:
        if len(text) > TEXT_LIMIT:
            self.overlong.append(path)
        else:
            self.texts.setdefault(path, text)

    def text(self, characters: str) -> None:
        if not self.skipped and self.size <= TEXT_LIMIT:  # one piece more than the limit shows that it was passed
            self.size += len(characters)
            self.pieces[-1].append(characters)

    def declare_entity(self, name: str, *_rest: object) -> None:
        raise _Stopped(f"it declares an entity ({name[:40]!r}), which no such file needs")


def _check_depth(depth: int) -> None:
    if depth > DEPTH_LIMIT:
        raise _Stopped(f"elements lie more than {DEPTH_LIMIT:,} deep in each other")


def _connect(parser: expat.XMLParserType, cutter: _Cutter) -> None:
    parser.ordered_attributes = True
    parser.buffer_text = True
    parser.StartElementHandler = cutter.start
    parser.EndElementHandler = cutter.end
    parser.EntityDeclHandler = cutter.declare_entity


def _excess(parser: expat.XMLParserType, fed: int) -> str:
    """Say what would make the parser hold ever more in memory."""
    if fed - max(0, parser.CurrentByteIndex) > TOKEN_LIMIT:
        return f"a tag or comment of more than {TOKEN_LIMIT:,} bytes, line {parser.CurrentLineNumber}"
    if len(parser.intern) > NAMES_LIMIT:
        return f"more than {NAMES_LIMIT:,} different names of elements, which no such file has"
    return ""


def _guessed_encoding(path: Path) -> str:
    """Choose Windows-1252 for bytes that should be UTF-8 and are not; else expat goes by what they declare."""
    decode: Callable[[bytes], str] = codecs.getincrementaldecoder("utf-8")().decode
    with path.open("rb") as file:
        chunk = file.read(_FED)
        if chunk.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return ""
        if (declared_encoding(chunk) or "utf-8").lower() not in {"utf-8", "utf8", "us-ascii", "ascii"}:
            return ""
        try:
            while chunk:
                decode(chunk)
                chunk = file.read(_FED)
        except UnicodeDecodeError:
            return WINDOWS
    return ""  # a character cut in two at the end is the fault of a cut file, not of its encoding


def _reason(error: Exception) -> str:
    if isinstance(error, expat.ExpatError):
        return f"{expat.ErrorString(error.code)}, line {error.lineno}"
    return str(error)
