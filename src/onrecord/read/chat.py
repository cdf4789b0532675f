"""Chat exports (docs/chat.md) to one document: for each message a line that says who and when, and the lines of its text.

Offsets count in the decoded string or cell that the part of a segment points to.
"""

import re
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path

from onrecord.config import Config
from onrecord.model.evidence import Document, Line, Meta, Origin, Segment
from onrecord.model.problem import Problem
from onrecord.model.reading import Reading
from onrecord.read.chat_messages import OPTIONAL, BadRow, Export, Message, Value, parse
from onrecord.read.chat_sniff import CSV_TYPE, JSON_TYPE
from onrecord.read.dates import iso_date
from onrecord.read.decode import decode
from onrecord.read.files import guessed_encoding, load, problem
from onrecord.read.message_passages import Passage, Piece, breaks, document_of, one_line, unbroken, verbatim
from onrecord.read.metadata import Metadata, fold
from onrecord.read.paragraphs import Row, split_rows

READER = "chat/1"
NAMED = 5
"""Bad messages that a problem names."""
SYSTEM = re.compile(
    r"<(?:media|image|video|audio|sticker|gif|document) omitted>|this message was deleted\.?|you deleted this message\.?|"
    r"messages and calls are end-to-end encrypted\b.{0,200}",
    re.IGNORECASE,
)
"""What chat programs put where nobody wrote anything."""
SYSTEM_LIMIT = 300


def read(path: Path, origin: Origin, _config: Config) -> Reading:
    """Read a chat export as one document; messages that cannot be understood are counted in problems."""
    content = load(path, origin)
    if not isinstance(content, bytes):
        return Reading(problems=(content,))
    decoded = decode(content)
    problems = [guessed_encoding(origin, decoded.encoding, None)] if decoded.guessed else []
    export = parse(decoded.text)
    if export.fault:
        problems.append(problem(origin, "damaged", f"{export.fault}; docs/chat.md says how a chat export looks"))
        return Reading(problems=tuple(problems))
    problems.extend(_bad_rows(origin, export))
    messages = [one for one in export.rows if not isinstance(one, BadRow)]
    if export.is_cut:
        message = f"more than {len(export.rows):,} messages: the rest was left out; split it to have all read"
        problems.append(problem(origin, "too_large", message))
    if not messages:
        problems.append(problem(origin, "no_text", "the chat export holds no message that could be understood"))
        return Reading(problems=tuple(problems))
    return Reading(documents=(_document(origin, export, messages, _kind(decoded.text)),), problems=tuple(problems))


def _kind(text: str) -> str:
    return JSON_TYPE if text.lstrip("\ufeff \t\r\n")[:1] in {"{", "["} else CSV_TYPE


def _bad_rows(origin: Origin, export: Export) -> Iterator[Problem]:
    reasons: dict[str, list[str]] = {}
    for row in export.rows:
        if isinstance(row, BadRow):
            reasons.setdefault(row.reason, []).append(row.place)
        elif iso_date(row["time"].text) is None:
            reasons.setdefault("have a time that is not in ISO 8601 and were taken without it", []).append(
                row["time"].part.removesuffix("/time").removesuffix(";column=time").replace("row=", "row ")
            )
    for reason, places in reasons.items():
        named = ", ".join(islice(places, NAMED)) + (" ..." if len(places) > NAMED else "")
        yield problem(
            origin, "bad_row", f"{len(places):,} messages {reason} ({named}); export them again, or mend them"
        )


def _document(origin: Origin, export: Export, messages: list[Message], media_type: str) -> Document:
    passages = chain(_head(export), _passages(messages, has_head=bool(export.head)))
    own = _metadata(export, messages)
    return document_of(origin, "", reader=READER, media_type=media_type, passages=passages, own=own)


def _metadata(export: Export, messages: list[Message]) -> Metadata:
    """The first message dates the export and the last one its latest state; who speaks alone is its author."""
    dated = [(iso_date(one["time"].text), one["time"].part) for one in messages]
    days = [Meta(value=day, basis=part) for day, part in dated if day]
    speakers = {fold(one["from"].text) for one in messages}
    title = export.head.get("title")
    return Metadata(
        title=Meta(value=fold(title.text), basis=title.part) if title and title.text.strip() else None,
        authors=(Meta(value=speakers.pop(), basis=messages[0]["from"].part),) if len(speakers) == 1 else (),
        published=days[0] if days else None,
        updated=days[-1] if len(days) > 1 and days[-1].value != days[0].value else None,
    )


def _head(export: Export) -> Iterator[Passage]:
    title, channel = export.head.get("title"), export.head.get("channel")
    if title and title.text.strip():
        yield one_line(_words(title), "title", "title")
    if channel and channel.text.strip():
        yield one_line([Piece("channel: "), *_words(channel)], "meta", "channel")


def _passages(messages: list[Message], *, has_head: bool) -> Iterator[Passage]:
    if has_head:
        yield breaks(1, messages[0]["from"].part)
    last = len(messages) - 1
    for number, message in enumerate(messages):
        yield one_line(_speaker(message), "meta", "speaker and time")
        yield from _text(message["text"], breaks_after=2 if number < last else 1)


def _speaker(message: Message) -> Iterator[Piece]:
    """Give `Jane Doe, 2024-05-01 12:00`, and what else is known of the message."""
    yield from _words(message["from"])
    yield Piece(", ")
    yield from _words(message["time"])
    for key in OPTIONAL:
        if key in message and message[key].text.strip():
            yield Piece(f", {key.replace('_', ' ')}: ")
            yield from _words(message[key])


def _words(value: Value) -> Iterator[Piece]:
    return unbroken([verbatim(value.text, value.part)])


def _text(value: Value, *, breaks_after: int) -> Iterator[Passage]:
    """Give the words of a message and the breaks after them; of one without words, a blank line."""
    if not value.text.strip():
        yield breaks(breaks_after - 1, value.part)
        return
    end = len(value.text)
    segment = Segment(start=0, end=end, part=value.part, source_start=0, source_end=end)
    yield Passage(text=value.text, lines=tuple(map(_line, split_rows(value.text))), segments=(segment,))
    place = Segment(start=0, end=breaks_after, part=value.part, source_start=end, source_end=end)
    yield Passage(text="\n" * breaks_after, lines=(), segments=(place,))


def _line(row: Row) -> Line:
    if row.is_blank:
        return Line(start=row.start, end=row.end, label="furniture", rule="blank")
    if row.text.startswith(">"):
        return Line(start=row.start, end=row.end, label="meta", rule="quoted reply")
    if len(row.text) <= SYSTEM_LIMIT and SYSTEM.fullmatch(row.text):
        return Line(start=row.start, end=row.end, label="furniture", rule="put in by the program")
    return Line(start=row.start, end=row.end, label="body", rule="message")
