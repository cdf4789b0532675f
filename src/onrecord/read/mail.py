r"""Mail to documents: one for a message, one for each message of a mailbox.

A document's text is a block of headers, a blank line, and the body. Source offsets of the parts `header=NAME` count in
the decoded header; those of `body` (`body=2` for a second text) in the decoded payload, its line ends taken as `\n`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from onrecord.config import Config
from onrecord.model.evidence import Document, Label, Line, Meta, Origin, Segment, document_id
from onrecord.model.problem import Problem
from onrecord.model.reading import Reading
from onrecord.read.files import problem
from onrecord.read.html_stream import visible_text
from onrecord.read.mail_labels import label_mail
from onrecord.read.mail_mbox import BYTE_ORDER_MARK, is_mailbox, messages
from onrecord.read.mail_message import MALFORMED, Mail, MailText, take_apart
from onrecord.read.metadata import Metadata, document_fields, from_sidecar, merge

READER = "mail/1"
MEDIA_TYPE = "message/rfc822"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A piece of the text to be; offsets of lines and segments count from its own start."""

    text: str
    lines: tuple[Line, ...]
    segments: tuple[Segment, ...]


def read(path: Path, origin: Origin, config: Config) -> Reading:
    """Read a message or a mailbox; which of the two, its first bytes say."""
    if not is_mailbox(path):
        return _read_message(path.read_bytes().removeprefix(BYTE_ORDER_MARK), origin, "")
    # What a sidecar says of a mailbox as a whole is no message's subject, sender or date.
    shared = replace(origin, title=None, published=None, authors=())
    readings: list[Reading] = []
    for number, content in enumerate(messages(path, config.text_bytes_limit), start=1):
        part = f"message={number}"
        if content is None:
            message = f"more than {config.text_bytes_limit:,} bytes, the limit for one message: not read"
            readings.append(Reading(problems=(_problem(origin, part, "too_large", message),)))
        else:
            readings.append(_read_message(content, shared, part))
    return Reading(
        documents=tuple(document for reading in readings for document in reading.documents),
        problems=tuple(problem for reading in readings for problem in reading.problems),
    )


def _read_message(content: bytes, origin: Origin, part: str) -> Reading:
    try:
        mail = take_apart(content)
    except MALFORMED as error:
        message = f"cannot be taken apart ({type(error).__name__}): save it again from the mail program"
        return Reading(problems=(_problem(origin, part, "damaged", message),))
    if not mail.has_headers:
        message = "no mail: it begins with no header; give it a name that says what it is"
        return Reading(problems=(_problem(origin, part, "damaged", message),))
    return Reading(documents=(_document(mail, origin, part),), problems=tuple(_problems(mail, origin, part)))


def _document(mail: Mail, origin: Origin, part: str) -> Document:
    joined = _join([*_header_passages(mail), *_body_passages(mail)])
    own = Metadata(
        title=_said(mail.headers.get("Subject"), "header Subject"),
        authors=tuple(Meta(value=name, basis="header From") for name in mail.authors),
        published=_said(mail.sent, "header Date"),
    )
    known = merge(from_sidecar(origin), own)
    return Document(
        id=document_id(origin.artefact, part),
        artefact=origin.artefact,
        part=part,
        reader=READER,
        media_type=MEDIA_TYPE,
        text=joined.text,
        lines=joined.lines,
        segments=joined.segments,
        **document_fields(known),
    )


def _said(value: str | None, basis: str) -> Meta | None:
    return Meta(value=value, basis=basis) if value else None


def _header_passages(mail: Mail) -> Iterator[Passage]:
    for name, value in mail.headers.items():
        before, part, label = f"{name}: ", f"header={name}", _header_label(name)
        start, end = len(before), len(before) + len(value)
        segments = [
            Segment(start=0, end=start, part=part, source_start=0, source_end=0),
            Segment(start=start, end=end, part=part, source_start=0, source_end=len(value)),
            Segment(start=end, end=end + 1, part=part, source_start=len(value), source_end=len(value)),
        ]
        yield Passage(
            text=f"{before}{value}\n",
            lines=(Line(start=0, end=end, label=label, rule=f"header {name}"),),
            segments=tuple(segment for segment in segments if segment.end > segment.start),
        )


def _header_label(name: str) -> Label:
    return "title" if name == "Subject" else "meta"


def _body_passages(mail: Mail) -> Iterator[Passage]:
    """Give the texts of the body, each with the line breaks before it, which are the reader's own."""
    for number, text in enumerate(mail.texts, start=1):
        part = "body" if number == 1 else f"body={number}"
        breaks = "\n\n" if number > 1 else "\n" if mail.headers else ""
        if breaks:
            yield Passage(
                text=breaks,
                lines=(),
                segments=(Segment(start=0, end=len(breaks), part=part, source_start=0, source_end=0),),
            )
        yield _body(text, part, mail.headers.get("Subject", ""))


def _body(text: MailText, part: str, subject: str) -> Passage:
    if text.is_html:
        stream = visible_text(text.source)
        words, segments = stream.text, tuple(replace(segment, part=part) for segment in stream.segments)
    else:
        end = len(text.source)
        words = text.source
        segments = (Segment(start=0, end=end, part=part, source_start=0, source_end=end),) if end else ()
    return Passage(text=words, lines=label_mail(words, subject), segments=segments)


def _join(passages: Sequence[Passage]) -> Passage:
    lines: list[Line] = []
    segments: list[Segment] = []
    offset = 0
    for passage in passages:
        lines.extend(replace(line, start=line.start + offset, end=line.end + offset) for line in passage.lines)
        segments.extend(replace(one, start=one.start + offset, end=one.end + offset) for one in passage.segments)
        offset += len(passage.text)
    return Passage(text="".join(one.text for one in passages), lines=tuple(lines), segments=tuple(segments))


def _problems(mail: Mail, origin: Origin, part: str) -> Iterator[Problem]:
    for text in mail.texts:
        if text.doubt:
            yield _problem(origin, part, "encoding_guessed", f"{text.doubt}; check names with accents")
    if mail.attachments:
        names = ", ".join(mail.attachments)
        message = f"attachments are kept but not read so far ({names}): save and add them to have them read"
        yield _problem(origin, part, "unsupported_format", message)
    if mail.is_encrypted:
        yield _problem(origin, part, "encrypted", "an encrypted message: save it decrypted from the mail program")
    if not any(text.source.strip() for text in mail.texts):
        yield _problem(origin, part, "no_text", "the message has no text, only what the headers say")


def _problem(origin: Origin, part: str, code: str, message: str) -> Problem:
    return problem(origin, code, f"{part.replace('=', ' ')}: {message}" if part else message)
