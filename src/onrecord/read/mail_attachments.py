"""Files inside a message to files of their own: decoded, named, and counted against the limits."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email.errors import InvalidBase64CharactersDefect, InvalidBase64LengthDefect
from email.message import Message
from mimetypes import MimeTypes
from pathlib import PurePath

from onrecord.read.archive_spool import Member, Spool, Stop, note, put, refuse_depth
from onrecord.read.mail_message import Attachment

NAME_LIMIT = 200
"""Characters of a name that are kept; the ending, which tells kinds of text apart, stays."""
ENDING_LIMIT = 20
ENDINGS = {"message/rfc822": ".eml", "text/plain": ".txt", "text/calendar": ".ics", "image/jpeg": ".jpg"}
"""Where the standard library knows none or an unusual one."""
TYPES = MimeTypes()
"""Endings as the standard library knows them: not what this machine adds, so that names are the same on all."""
UNCODED = re.compile(rb"[^A-Za-z0-9+/\s]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A file found inside.

    Attributes:
        part: Its place, as in `Child`.
        name: Safe for one line.
        doubt: What is doubtful about its bytes, empty when nothing is.
    """

    part: str
    name: str
    content: bytes
    doubt: str = ""


def take_out(found: Iterable[Found], spool: Spool) -> None:
    """Write files into the folder, one in memory at a time, until a limit is reached: that is said once."""
    for one in found:
        if "unpack_limit" in spool.faults:
            return
        try:
            refuse_depth(spool)
            put(spool, Member(part=one.part, name=one.name), [one.content])
        except Stop as stop:
            note(spool, stop.code, f"{one.part.replace('=', ' ').replace(';', ', ')} ({one.name}): {stop.message}")
        else:
            if one.doubt:
                note(spool, "damaged", f"{one.part.replace('=', ' ')} ({one.name}): {one.doubt}")


def files_of(attachments: Iterable[Attachment], part: str) -> Iterator[Found]:
    """Decode the attachments of a message, one after the other.

    Args:
        attachments: In order; they are counted from 1.
        part: The place of the message, empty when it is the whole file.
    """
    for number, attachment in enumerate(attachments, start=1):
        content, doubt = content_of(attachment.entity)
        yield Found(
            part=place(part, number),
            name=file_name(attachment.name, attachment.media_type, number),
            content=content,
            doubt=doubt,
        )


def place(part: str, number: int) -> str:
    """Name the place of an attachment: `attachment=2`, in a mailbox `message=3;attachment=2`."""
    return f"{part};attachment={number}" if part else f"attachment={number}"


def content_of(entity: Message) -> tuple[bytes, str]:
    """Decode a part; where it is not in the code that it names, it is kept as it stands, and the second value says so."""
    before = len(entity.defects)
    content = _payload(entity)
    kinds = {type(defect) for defect in entity.defects[before:]}
    if kinds.isdisjoint({InvalidBase64LengthDefect, InvalidBase64CharactersDefect}):
        return content, ""
    del entity["Content-Transfer-Encoding"]
    stored = _payload(entity)
    # What follows the padding is no loss: mailing lists put their footer there.
    if InvalidBase64LengthDefect in kinds or UNCODED.search(stored.partition(b"=")[0]):
        return stored, "it is not the base64 that it is said to be, and was kept as it stands; ask for it anew"
    return content, ""


def _payload(entity: Message) -> bytes:
    content = entity.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def file_name(name: str, media_type: str, number: int) -> str:
    """Make a name that fits one line out of the one sent, or out of the media type where there is none."""
    safe = one_line(name)
    ending = ENDINGS.get(media_type) or TYPES.guess_extension(media_type) or ""
    if not safe:
        return f"attachment-{number}{ending}"
    if media_type == "message/rfc822" and not safe.lower().endswith(".eml"):
        safe = f"{safe}.eml"
    if len(safe) <= NAME_LIMIT:
        return safe
    suffix = PurePath(safe).suffix[-ENDING_LIMIT:]
    return safe[: NAME_LIMIT - len(suffix)] + suffix


def one_line(name: str) -> str:
    """Put spaces for what is no mark on a line: controls, line breaks, marks that turn the direction of writing."""
    kept = (" " if unicodedata.category(one) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"} else one for one in name)
    return " ".join("".join(kept).split())
