"""What expat calls to cut an FPDS file into records, of which the wanted values are kept."""

from collections.abc import Collection
from dataclasses import dataclass, field
from xml.parsers import expat

from onrecord.read.xml_stream import DEPTH_LIMIT

RECORDS = frozenset({"award", "idv", "othertransactionaward", "othertransactionidv"})
"""Elements that are a record, in lower case."""

TEXT_LIMIT = 100_000
"""Characters of one value; descriptions in FPDS have at most 4,000."""


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


class Stopped(Exception):  # ends expat from inside a callback; caught where it is called
    """Raised when the file breaks a rule of this module, by a callback."""


@dataclass(slots=True)
class Place:
    """An element on the way to wanted values, and which of its own are wanted.

    Attributes:
        path: Below the record; empty for the record itself.
        attributes: The name of each wanted one, and its path.
    """

    path: str = ""
    has_text: bool = False
    attributes: dict[str, str] = field(default_factory=dict)
    children: dict[str, "Place"] = field(default_factory=dict)


def place_of(wanted: Collection[str]) -> Place:
    """Put paths together to a tree."""
    root = Place()
    for path in wanted:
        elements, at, attribute = path.partition("@")
        place, names = root, elements.split("/")
        for depth, name in enumerate(names, start=1):
            place = place.children.setdefault(name, Place("/".join(names[:depth])))
        if at:
            place.attributes[attribute] = path
        else:
            place.has_text = True
    return root


@dataclass(slots=True)
class Cutter:
    """What expat calls; collects records.

    Attributes:
        places: The way from the record down to the element at hand; empty outside records.
        skipped: Elements open below one that leads to nothing wanted.
        entered: Paths met in the record: what comes a second time is skipped.
        depth: Elements open outside records.
        entry: The depth of the feed's entry at hand; 0 outside entries.
    """

    parser: expat.XMLParserType
    root: Place
    found: list[Record] = field(default_factory=list)
    number: int = 0
    name: str = ""
    places: list[Place] = field(default_factory=list)
    pieces: list[list[str]] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    overlong: list[str] = field(default_factory=list)
    entered: set[str] = field(default_factory=set)
    size: int = 0
    skipped: int = 0
    depth: int = 0
    entry: int = 0
    is_filled: bool = False

    def connect(self) -> None:
        """Have the parser call this cutter."""
        self.parser.ordered_attributes = True
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.EntityDeclHandler = self._declare_entity

    def unfinished(self) -> int:
        """Give the number of the entry whose record is not there yet, 0 outside such."""
        return self.number if self.places or (self.entry and not self.is_filled) else 0

    def _start(self, name: str, attributes: list[str]) -> None:
        if self.skipped:
            self.skipped += 1
            _check_depth(self.skipped)
            return
        local = name.rpartition(":")[2]
        if not self.places:
            self._start_outside(local)
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
                    self._keep(path, value)
        self.parser.CharacterDataHandler = self._text if place.has_text else None

    def _start_outside(self, local: str) -> None:
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

    def _end(self, _name: str) -> None:
        if self.skipped:
            self.skipped -= 1
        elif self.places:
            self._end_inside()
        else:
            if self.entry == self.depth:
                if not self.is_filled:
                    self.found.append(Record(number=self.number, name="", texts={}))
                self.entry = 0
            self.depth -= 1

    def _end_inside(self) -> None:
        place, pieces = self.places.pop(), self.pieces.pop()
        if place.has_text:
            self._keep(place.path, "".join(pieces))
        if not self.places:
            overlong = tuple(self.overlong)
            self.found.append(Record(number=self.number, name=self.name, texts=self.texts, overlong=overlong))
        wants_text = bool(self.places) and self.places[-1].has_text
        self.parser.CharacterDataHandler = self._text if wants_text else None

    def _keep(self, path: str, text: str) -> None:
        if len(text) > TEXT_LIMIT:
            self.overlong.append(path)
        else:
            self.texts.setdefault(path, text)

    def _text(self, characters: str) -> None:
        if not self.skipped and self.size <= TEXT_LIMIT:  # one piece more than the limit shows that it was passed
            self.size += len(characters)
            self.pieces[-1].append(characters)

    def _declare_entity(self, name: str, *_rest: object) -> None:
        raise Stopped(f"it declares an entity ({name[:40]!r}), which no such file needs")


def _check_depth(depth: int) -> None:
    if depth > DEPTH_LIMIT:
        raise Stopped(f"elements lie more than {DEPTH_LIMIT:,} deep in each other")
