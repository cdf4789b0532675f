r"""Mail to documents, one for a message, one for each message of a mailbox; attachments to files of their own.

A document's text is a block of headers, a blank line, and the body. Source offsets of the parts `header=NAME` count in
the decoded header; those of `body` (`body=2` for a second text) in the decoded payload, its line ends taken as `\n`; in a
mailbox, of the message with `>From ` undone.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path

from onrecord.config import Config
from onrecord.model.evidence import Document, Meta, Origin
from onrecord.model.problem import Problem
from onrecord.model.reading import Reading
from onrecord.read.archive_spool import Spool, problems_of
from onrecord.read.files import load, problem
from onrecord.read.mail_attachments import files_of, take_out
from onrecord.read.mail_bodies import bodies, excess, header
from onrecord.read.mail_mbox import BYTE_ORDER_MARK, is_mailbox, messages
from onrecord.read.mail_message import MALFORMED, Mail, take_apart
from onrecord.read.message_passages import Passage, document_of, verbatim
from onrecord.read.metadata import Metadata

READER = "mail/2"
MEDIA_TYPE = "message/rfc822"
SEALS = {
    "encrypted": "an encrypted message: save it decrypted from the mail program",
    "signed": "a message packed into its signature: save its text and attachments from the mail program",
}


def read(path: Path, origin: Origin, config: Config, spool: Path) -> Reading:
    """Read a message or a mailbox; which of the two, its first bytes say.

    Args:
        path: The file.
        origin: Where it was found.
        config: Limits.
        spool: A folder that the attachments are put into.
    """
    to = Spool(spool, origin, config)
    readings = list(_readings(path, to))
    return Reading(
        documents=tuple(document for reading in readings for document in reading.documents),
        children=tuple(to.children),
        problems=(*(problem for reading in readings for problem in reading.problems), *problems_of(to)),
    )


def _readings(path: Path, to: Spool) -> Iterator[Reading]:
    if not is_mailbox(path):
        content = load(path, to.origin)
        if isinstance(content, bytes):
            yield _read_message(content.removeprefix(BYTE_ORDER_MARK), to.origin, "", to)
        else:
            yield Reading(problems=(content,))
        return
    # What a sidecar says of a mailbox as a whole is no message's subject, sender or date.
    shared = replace(to.origin, title=None, published=None, authors=())
    limit, most = to.config.text_bytes_limit, to.config.unpacked_files_limit
    for number, found in enumerate(messages(path, limit), start=1):
        part = f"message={number}"
        if number > most:
            message = f"the mailbox holds more than {most:,}, left out from this one on: split it"
            yield Reading(problems=(_problem(to.origin, part, "unpack_limit", message),))
            return
        if found is None:
            message = f"more than {limit:,} bytes, the limit for one message: not read"
            yield Reading(problems=(_problem(to.origin, part, "too_large", message),))
        else:
            yield _read_message(found, shared, part, to)


def _read_message(content: bytes, origin: Origin, part: str, to: Spool) -> Reading:
    try:
        mail = take_apart(content)
    except MALFORMED as error:
        message = f"cannot be taken apart ({type(error).__name__}): save it again from the mail program"
        return Reading(problems=(_problem(origin, part, "damaged", message),))
    if not mail.has_headers:
        message = "no mail: it begins with no header; give it a name that says what it is"
        return Reading(problems=(_problem(origin, part, "damaged", message),))
    take_out(files_of(mail.attachments, part), to)
    if message := excess(text.source for text in mail.texts):
        return Reading(problems=(_problem(origin, part, "too_large", message),))
    return Reading(documents=(_document(mail, origin, part),), problems=tuple(_problems(mail, origin, part)))


def _document(mail: Mail, origin: Origin, part: str) -> Document:
    subject = mail.headers.get("Subject")
    own = Metadata(
        title=Meta(value=subject, basis="header Subject") if subject else None,
        authors=tuple(Meta(value=name, basis="header From") for name in mail.authors),
        published=mail.sent,
    )
    passages = chain(_header_passages(mail), _body_passages(mail))
    return document_of(origin, part, reader=READER, media_type=MEDIA_TYPE, passages=passages, own=own)


def _header_passages(mail: Mail) -> Iterator[Passage]:
    for name, value in mail.headers.items():
        yield header(name, [verbatim(value, f"header={name}")])


def _body_passages(mail: Mail) -> Iterator[Passage]:
    names = ["body", *(f"body={number}" for number in range(2, len(mail.texts) + 1))]
    texts = ((text.source, name, text.is_html) for text, name in zip(mail.texts, names, strict=False))
    return bodies(texts, mail.headers.get("Subject", ""), has_head=bool(mail.headers))


def _problems(mail: Mail, origin: Origin, part: str) -> Iterator[Problem]:
    for text in mail.texts:
        if text.doubt:
            yield _problem(origin, part, "encoding_guessed", f"{text.doubt}; check names with accents")
    if mail.is_cut:
        message = "ends before its last part does, so that an attachment may be cut off: fetch it again"
        yield _problem(origin, part, "damaged", message)
    if mail.sealed:
        yield _problem(origin, part, "encrypted", SEALS[mail.sealed])
    if not any(text.source.strip() for text in mail.texts):
        yield _problem(origin, part, "no_text", "the message has no text, only what the headers say")


def _problem(origin: Origin, part: str, code: str, message: str) -> Problem:
    return problem(origin, code, f"{part.replace('=', ' ')}: {message}" if part else message)
