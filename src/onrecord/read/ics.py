"""Calendars (RFC 5545) to documents, one for an event, a task or an entry of a journal.

A document begins with the summary and what the calendar says of time, place and people, a line each; the description
follows. Offsets count in the decoded file; words that a fold or an escape parts are mapped piece by piece.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import chain
from pathlib import Path

from onrecord.config import Config
from onrecord.model.evidence import Document, Line, Meta, Origin
from onrecord.model.problem import Problem
from onrecord.model.reading import Reading
from onrecord.read.decode import decode
from onrecord.read.files import guessed_encoding, load, problem
from onrecord.read.ics_lines import Property, properties, rewritten
from onrecord.read.mail_labels import label_mail
from onrecord.read.message_passages import Passage, Piece, document_of, one_line, put_together
from onrecord.read.metadata import Metadata, fold

READER = "ics/1"
MEDIA_TYPE = "text/calendar"
EVENTS = frozenset({"VEVENT", "VTODO", "VJOURNAL"})
HEAD: tuple[tuple[str, str], ...] = (
    ("DTSTART", "Start"),
    ("DTEND", "End"),
    ("DUE", "Due"),
    ("DURATION", "Duration"),
    ("RRULE", "Repeats"),
    ("RDATE", "Repeats on"),
    ("EXDATE", "Not on"),
    ("LOCATION", "Where"),
    ("ORGANIZER", "Organiser"),
    ("ATTENDEE", "Attendee"),
    ("CONTACT", "Contact"),
    ("STATUS", "Status"),
    ("CATEGORIES", "Categories"),
    ("URL", "Address"),
    ("ATTACH", "Attachment"),
)
"""Properties shown above the description, in this order, and their names there; rules of recurrence as they stand."""
SHOWN = frozenset({"SUMMARY", "DESCRIPTION", "COMMENT", *(name for name, _ in HEAD)})
TEXTS = frozenset({"LOCATION", "CONTACT", "CATEGORIES"})
PEOPLE = frozenset({"ORGANIZER", "ATTENDEE"})
MOMENT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z)?)?", re.ASCII)
OLDEST = "1970"
"""Google's calendar writes that an entry was made in 1900 when it does not know."""


@dataclass(slots=True)
class _Event:
    """An entry and its properties.

    Attributes:
        number: Counted from 1 through the file.
    """

    number: int
    found: dict[str, list[Property]] = field(default_factory=dict)

    def first(self, name: str) -> Property | None:
        """Give the first property of a name."""
        return next(iter(self.found.get(name, ())), None)


@dataclass(slots=True)
class _Calendar:
    """What a file holds.

    Attributes:
        is_calendar: Whether it begins as one.
        open: Components that are not closed, outermost first.
        entry: How many were open where the entry being read began; None outside one.
        strange: How many lines are no content lines.
        is_full: It holds more entries than the limit.
    """

    is_calendar: bool = False
    open: list[str] = field(default_factory=list)
    entry: int | None = None
    strange: int = 0
    is_full: bool = False
    events: list[_Event] = field(default_factory=list)


def read(path: Path, origin: Origin, config: Config) -> Reading:
    """Read a calendar; its events are counted from 1, `event=3`."""
    content = load(path, origin)
    if not isinstance(content, bytes):
        return Reading(problems=(content,))
    decoded = decode(content)
    calendar = _calendar(decoded.text, config.unpacked_files_limit)
    if not calendar.is_calendar:
        message = "no calendar: it does not begin with BEGIN:VCALENDAR; give it a name that says what it is"
        return Reading(problems=(problem(origin, "damaged", message),))
    # What a sidecar says of a calendar as a whole is no event's title or date, unless it has but one.
    shared = origin if len(calendar.events) == 1 else replace(origin, title=None, published=None, authors=())
    documents = tuple(one for one in (_document(shared, event) for event in calendar.events) if one.text.strip())
    guessed = (guessed_encoding(origin, decoded.encoding, None),) if decoded.guessed else ()
    return Reading(documents=documents, problems=(*guessed, *_problems(origin, calendar)))


def _calendar(text: str, limit: int) -> _Calendar:
    calendar = _Calendar()
    for found in properties(text):
        if found is None:
            calendar.strange += 1
        elif found.name == "BEGIN":
            name = found.value.strip().upper()
            calendar.is_full = name in EVENTS and len(calendar.events) >= limit
            if calendar.is_full:
                break
            _begin(calendar, name)
        elif found.name == "END":
            _end(calendar, found.value.strip().upper())
        elif calendar.open and calendar.open[-1] in EVENTS:
            calendar.events[-1].found.setdefault(found.name, []).append(found)
        if not calendar.is_calendar:
            break
    return calendar


def _begin(calendar: _Calendar, name: str) -> None:
    calendar.is_calendar = calendar.is_calendar or name == "VCALENDAR"
    if name in EVENTS:
        calendar.events.append(_Event(len(calendar.events) + 1))
        if calendar.entry is not None:  # entries never lie in each other: the one before was not closed
            del calendar.open[calendar.entry :]
        calendar.entry = len(calendar.open)
    calendar.open.append(name)


def _end(calendar: _Calendar, name: str) -> None:
    if calendar.open and calendar.open[-1] == name:
        calendar.open.pop()
        if len(calendar.open) == calendar.entry:
            calendar.entry = None


def _problems(origin: Origin, calendar: _Calendar) -> Iterator[Problem]:
    if calendar.strange:
        message = f"{calendar.strange:,} lines are no lines of a calendar and were left out; export it again"
        yield problem(origin, "bad_row", message)
    if calendar.is_full:
        message = f"holds more than {len(calendar.events):,} events; the rest was left out: split it"
        yield problem(origin, "unpack_limit", message)
    elif calendar.open:
        yield problem(origin, "damaged", f"ends inside {calendar.open[-1][:40]}; fetch or export it again")
    inside = [event.number for event in calendar.events if any(map(_is_inline, event.found.get("ATTACH", ())))]
    if inside:
        message = f"files inside events are kept but not read (event {inside[0]} first): save and add them"
        yield problem(origin, "unsupported_format", message)
    blank = [event.number for event in calendar.events if event.found.keys().isdisjoint(SHOWN)]
    if blank:
        yield problem(origin, "bad_row", f"{len(blank):,} events say nothing (event {blank[0]} first); export it again")
    if not calendar.events:
        yield problem(origin, "no_text", "the calendar holds no event; nothing to do if it should be empty")


def _is_inline(attached: Property) -> bool:
    return attached.parameter("ENCODING").upper() == "BASE64"


def _document(origin: Origin, event: _Event) -> Document:
    passages = chain(_head(event), _body(event))
    return document_of(
        origin,
        f"event={event.number}",
        reader=READER,
        media_type=MEDIA_TYPE,
        passages=passages,
        own=_metadata(event),
    )


def _head(event: _Event) -> Iterator[Passage]:
    for found in event.found.get("SUMMARY", ())[:1]:
        yield one_line(found.pieces(is_text=True, is_line=True), "title", "SUMMARY")
    for name, shown in HEAD:
        for found in event.found.get(name, ()):
            pieces = _shown(found)
            if pieces:
                yield one_line([Piece(f"{shown}: "), *pieces], "meta", name)


def _shown(found: Property) -> Sequence[Piece]:
    if found.name in PEOPLE:
        return _person(found)
    if found.name in TEXTS:
        return found.pieces(is_text=True, is_line=True)
    if _is_inline(found):
        return [Piece("a file "), *found.parameter_pieces("FILENAME")]
    moment = _iso(found.value.strip()) if found.name in {"DTSTART", "DTEND", "DUE"} else None
    pieces = rewritten(moment, found) if moment else found.pieces(is_line=True)
    zone = found.parameter_pieces("TZID")
    return [*pieces, Piece(" ("), *zone, Piece(")")] if zone else pieces


def _person(found: Property) -> Sequence[Piece]:
    """Show a person as mail does, `Jane Doe <jane@example.org>`, and whether they come, as they said it."""
    scheme = len("mailto:") if found.value.lower().startswith("mailto:") else 0
    name, address = found.parameter_pieces("CN"), found.pieces(skip=scheme, is_line=True)
    pieces = [*name, Piece(" <"), *address, Piece(">")] if name and address else name or address
    answer = found.parameter_pieces("PARTSTAT")
    return [*pieces, Piece(" ("), *answer, Piece(")")] if answer else pieces


def _body(event: _Event) -> Iterator[Passage]:
    for found in (*event.found.get("DESCRIPTION", ()), *event.found.get("COMMENT", ())):
        text, segments = put_together((Piece("\n"), *found.pieces(is_text=True), Piece("\n")))
        lines = tuple(_line(line, found.name) for line in label_mail(text, ""))
        yield Passage(text=text, lines=lines, segments=segments)


def _line(line: Line, name: str) -> Line:
    return replace(line, rule=name) if line.label == "body" else line


def _metadata(event: _Event) -> Metadata:
    summary, organiser, url = event.first("SUMMARY"), event.first("ORGANIZER"), event.first("URL")
    title = fold("".join(piece.words for piece in summary.pieces(is_text=True))) if summary else ""
    name = fold(organiser.parameter("CN")) if organiser else ""
    address = url.value.strip() if url else ""
    made = _when(event, "CREATED") or _when(event, "DTSTAMP")
    return Metadata(
        title=Meta(value=title, basis="SUMMARY") if title else None,
        authors=(Meta(value=name, basis="ORGANIZER"),) if name and "@" not in name else (),
        published=made,
        updated=_when(event, "LAST-MODIFIED"),
        url=Meta(value=address, basis="URL") if address else None,
    )


def _when(event: _Event, name: str) -> Meta | None:
    found = event.first(name)
    moment = _iso(found.value.strip()) if found else None
    return Meta(value=moment, basis=name) if moment and moment >= OLDEST else None


def _iso(value: str) -> str | None:
    """Turn a date or date-time of a calendar into ISO 8601; None when it is neither, or no such day."""
    match = MOMENT.fullmatch(value)
    if match is None:
        return None
    year, month, day, hour, minute, second, utc = match.groups()
    text = f"{year}-{month}-{day}" + (f"T{hour}:{minute}:{second}" if hour else "") + ("+00:00" if utc else "")
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return None
    return text
