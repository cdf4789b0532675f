r"""Outlook messages (.msg) to documents, attachments to files of their own; a message inside is a document of the same file.

The text is laid out as that of mail. Offsets of the parts `property=0x1000` (the number of a property, in a message inside
after its place, `attachment=2;property=0x1000`) count in the property decoded, line ends taken as `\n`; a time counts as its
ISO 8601 form, compressed RTF as the RTF it unpacks to, a character for each byte. Those of `header=NAME` count as in mail.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from onrecord.config import Config
from onrecord.model.evidence import Document, Origin
from onrecord.model.problem import Problem
from onrecord.model.reading import Reading
from onrecord.read.archive_spool import Spool, problems_of
from onrecord.read.files import problem
from onrecord.read.mail import SEALS
from onrecord.read.mail_attachments import Found, file_name, place, take_out
from onrecord.read.mail_bodies import body, header
from onrecord.read.mail_labels import label_mail
from onrecord.read.mail_message import HEADERS
from onrecord.read.message_passages import Passage, breaks, document_of
from onrecord.read.metadata import Metadata
from onrecord.read.msg_message import RICH, Message, take_apart
from onrecord.read.msg_storage import (
    EMBEDDED_HEADER,
    FIXED,
    MALFORMED,
    TOP_HEADER,
    Storage,
    binary,
    binary_length,
    opened,
    text,
)
from onrecord.read.office_passages import BLANK, Composed

READER = "msg/1"
MEDIA_TYPE = "application/vnd.ms-outlook"
ATTACHMENTS = "__attach_version1.0_#"
ATTACHMENTS_LIMIT = 2048
"""More are not allowed (MS-OXMSG, section 2.2.2), and finding each takes time in proportion to all."""
DATA, LONG_NAME, SHORT_NAME, SHOWN_NAME, MIME_TYPE = 0x3701, 0x3707, 0x3704, 0x3001, 0x370E
HEADER_RULES = frozenset(f"header {name}" for name in HEADERS)
EMBEDDED = "__substg1.0_3701000d"


@dataclass(frozen=True, slots=True)
class _Work:
    """What reading one file needs everywhere.

    Attributes:
        to: Where attachments go.
        documents, problems: Found so far.
    """

    origin: Origin
    config: Config
    to: Spool
    documents: list[Document]
    problems: list[Problem]

    def tell(self, part: str, code: str, message: str) -> None:
        """Add a problem of a message."""
        where = part.replace("=", " ").replace(";", ", ")
        self.problems.append(problem(self.origin, code, f"{where}: {message}" if part else message))


def read(path: Path, origin: Origin, config: Config, spool: Path) -> Reading:
    """Read a message.

    Args:
        path: The file.
        origin: Where it was found.
        config: Limits.
        spool: A folder that the attachments are put into.
    """
    work = _Work(origin, config, Spool(spool, origin, config), [], [])
    try:
        # Nothing in it is packed: what is taken out of it has no more bytes than it, unless files share them, as in a bomb.
        work.to.config = replace(config, unpacked_bytes_limit=min(config.unpacked_bytes_limit, path.stat().st_size))
        with opened(path, config.text_bytes_limit) as root:
            if root.length(FIXED) < 0:
                work.tell("", "unsupported_format", "an old Office file that is no message: save it as PDF or text")
            else:
                _read_message(work, root, "", TOP_HEADER)
    except MALFORMED as error:
        reason = " ".join(f"{type(error).__name__}: {error}".split())[:200]
        work.tell("", "damaged", f"cannot be taken apart ({reason}): save it again from Outlook")
    return Reading(
        documents=tuple(work.documents),
        children=tuple(work.to.children),
        problems=(*work.problems, *problems_of(work.to)),
    )


def _read_message(work: _Work, storage: Storage, part: str, header_bytes: int) -> None:
    message = take_apart(storage, header_bytes, work.config.text_bytes_limit)
    document = _document(message, work.origin, part)
    if document.text:
        work.documents.append(document)
    _tell_problems(work, message, part)
    if not any(document.text[one.start : one.end].strip() for one in document.lines if one.rule not in HEADER_RULES):
        work.tell(part, "no_text", "the message has no text, only what the headers say")
    folders = storage.folders(ATTACHMENTS)
    if len(folders) > ATTACHMENTS_LIMIT:
        work.tell(part, "unpack_limit", f"{len(folders):,} attachments; taken were the first {ATTACHMENTS_LIMIT:,}")
    for number, folder in enumerate(folders[:ATTACHMENTS_LIMIT], start=1):
        _read_attachment(work, folder, place(part, number), message.encoding)


def _read_attachment(work: _Work, folder: Storage, part: str, encoding: str | None) -> None:
    embedded = next((one for one in folder.folders() if one.path[-1].lower() == EMBEDDED), None)
    if embedded and embedded.length(FIXED) >= 0:
        if work.origin.depth + part.count(";") + 1 > work.config.container_depth:
            work.tell(part, "unpack_limit", "a message too deep inside others: save it and add it")
        else:
            _read_message(work, embedded, part, EMBEDDED_HEADER)
        return
    name = _name(folder, part, encoding)
    length = binary_length(folder, DATA)
    if length > work.config.text_bytes_limit:
        work.tell(part, "too_large", f"{name} has {length:,} bytes, more than the limit: save it and add it")
        return
    content = binary(folder, DATA)
    if content is None:
        words = (
            "cut off" if length > 0 else "an object of another program" if embedded else "a link to a file elsewhere"
        )
        code = "damaged" if length > 0 else "unsupported_format"
        work.tell(part, code, f"{name} is {words} and was not taken out: save it from Outlook and add it")
        return
    take_out([Found(part=part, name=name, content=content)], work.to)


def _name(folder: Storage, part: str, encoding: str | None) -> str:
    found = (text(folder, number, encoding) for number in (LONG_NAME, SHORT_NAME, SHOWN_NAME))
    name = next((one.text for one in found if one and one.text.strip()), "")
    kind = text(folder, MIME_TYPE, encoding)
    return file_name(name, kind.text if kind else "", int(part.rpartition("=")[2]))


def _document(message: Message, origin: Origin, part: str) -> Document:
    # What a sidecar says of the file holds for the message that it is, not for those inside.
    shared = replace(origin, title=None, published=None, authors=(), url=None) if part else origin
    own = Metadata(title=message.subject, authors=message.authors, published=message.sent)
    passages = chain((header(name, pieces) for name, pieces in message.headers.items()), _body(message))
    document = document_of(shared, part, reader=READER, media_type=MEDIA_TYPE, passages=passages, own=own)
    if not part:
        return document
    return replace(document, segments=tuple(replace(one, part=f"{part};{one.part}") for one in document.segments))


def _body(message: Message) -> Iterator[Passage]:
    found = message.body
    if found is None or not (found.source or found.rich):
        return
    subject = message.subject.value if message.subject else ""
    if message.headers:
        yield breaks(1, found.part)
    if found.rich:
        yield _rich(found.rich, subject)
    else:
        yield body(found.source, found.part, subject, is_html=found.kind == "html")


def _rich(found: Composed, subject: str) -> Passage:
    """Label the text as mail, but for what was deleted or stands in margins: its reader knows better."""
    labelled = zip(found.lines, label_mail(found.text, subject), strict=True)
    lines = tuple(mail if own.rule in {RICH, BLANK[1]} else own for own, mail in labelled)
    return Passage(text=found.text, lines=lines, segments=found.segments)


def _tell_problems(work: _Work, message: Message, part: str) -> None:
    doubts = [*message.doubts, *([message.body.doubt] if message.body and message.body.doubt else [])]
    for doubt in doubts:
        work.tell(part, "encoding_guessed", f"{doubt}; check names with accents")
    if message.body and message.body.fault:
        work.tell(part, *message.body.fault)
    if message.sealed:
        work.tell(part, "encrypted", SEALS[message.sealed])
