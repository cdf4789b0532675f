"""The decoded source of some words of a mail, an office file or a text; run as a program, since files may be hostile.

python -m onrecord.serve.source_piece < task.json > piece.json
"""

import sys
from email.errors import MessageError
from itertools import islice
from pathlib import Path

import msgspec

from onrecord.config import Config
from onrecord.model.evidence import Origin
from onrecord.model.ids import ArtefactId
from onrecord.read.decode import decode, windows_1252
from onrecord.read.html import declared_charset
from onrecord.read.mail_mbox import BYTE_ORDER_MARK, messages
from onrecord.read.mail_message import take_apart
from onrecord.read.xml_stream import xml_stream
from onrecord.read.zip_members import Package, open_package
from onrecord.serve.isolated import limit_this_process

AROUND = 600
"""Code points of the source shown before and after the words."""
LIMIT = Config().text_bytes_limit
SECONDS, MEMORY = 15, 3_000_000_000
WHOLE = ("plain", "ics", "html", "rtf")
MEMBERS = ("docx", "odt", "epub")
READERS = (*WHOLE, "mail", *MEMBERS)
"""Readers whose sources can be decoded again, piece by piece."""


class Task(msgspec.Struct, frozen=True):
    """Which piece is wanted: part of the document and of its segments (`model.evidence`), and the offsets in it."""

    path: str
    reader: str
    document_part: str
    part: str
    start: int
    end: int


class Piece(msgspec.Struct, frozen=True):
    """Words of a source and what stands around them."""

    before: str
    words: str
    after: str


def piece(task: Task) -> Piece | None:
    """Cut the words out of the decoded source; None where there is none such."""
    source = _source(task)
    if source is None or not 0 <= task.start < task.end <= len(source):
        return None
    return Piece(
        before=source[max(0, task.start - AROUND) : task.start],
        words=source[task.start : task.end],
        after=source[task.end : task.end + AROUND],
    )


def _source(task: Task) -> str | None:
    path = Path(task.path)
    if path.stat().st_size > LIMIT and task.reader != "mail":
        return None
    if task.reader in WHOLE:
        content = path.read_bytes()
        if task.reader == "rtf":
            return windows_1252(content)
        return decode(content, declared_charset(content) if task.reader == "html" else None).text
    if task.reader == "mail":
        return _of_mail(path, task)
    return _of_package(path, task) if task.reader in MEMBERS else None


def _of_mail(path: Path, task: Task) -> str | None:
    number = int(task.document_part.partition("=")[2] or 0)
    if number:
        content = next(islice(messages(path, LIMIT), number - 1, None), None)
    else:
        content = path.read_bytes().removeprefix(BYTE_ORDER_MARK)
    if content is None:
        return None
    mail = take_apart(content)
    kind, _, name = task.part.partition("=")
    if kind == "header":
        return mail.headers.get(name)
    position = int(name or 1) - 1
    return mail.texts[position].source if kind == "body" and position < len(mail.texts) else None


def _of_package(path: Path, task: Task) -> str | None:
    origin = Origin(artefact=ArtefactId(""), path=path.name, collected_at="")
    kind, _, name = task.part.partition("=")
    with open_package(path, origin, LIMIT) as package:
        if not isinstance(package, Package) or kind != "member":
            return None
        content = package.content(name)
    return None if content is None else xml_stream(content, {}).source


def main() -> None:
    """Give the piece that standard input asks for as JSON; exits with 1 where it cannot be had."""
    limit_this_process(SECONDS, MEMORY)
    try:
        found = piece(msgspec.json.decode(sys.stdin.buffer.read(), type=Task))
    except (ArithmeticError, AttributeError, LookupError, MessageError, OSError, TypeError, ValueError) as error:
        sys.exit(f"{type(error).__name__}: {error}")
    sys.stdout.buffer.write(msgspec.json.encode(found))


if __name__ == "__main__":
    main()
