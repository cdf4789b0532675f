"""The one way from a file to what it says: look at its bytes, pick the reader, turn every failure into a problem.

**Architecture invariant:** `read_file` never raises for anything a file may hold.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from os import SEEK_END, SEEK_SET
from pathlib import Path
from typing import Any, Literal

from onrecord.config import Config
from onrecord.model.award import Row
from onrecord.model.edge_row import EdgeRow
from onrecord.model.evidence import Origin
from onrecord.model.ids import ArtefactId, content_id
from onrecord.model.problem import Problem
from onrecord.model.reading import Reading, TablePart
from onrecord.read import (
    edges_sniff,
    fedramp_sniff,
    html_version,
    ocds_sniff,
    pdf_version,
    sniff,
    usaspending_api_sniff,
)
from onrecord.read.files import problem, unreadable
from onrecord.read.storable import reason_of, storable, stored_rows

ReadFunction = Callable[[Path, Origin, Config], Reading]
TableFunction = Callable[[Path, Origin, Config], Iterator[Row | EdgeRow | Problem]]
UnpackFunction = Callable[[Path, Origin, Config, Path], Reading]
Limit = Literal["text_bytes_limit", "artefact_bytes_limit"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A kind of file that can be read.

    Attributes:
        reader: Name and version, `html/1`. The versions of all readers count as one, `READ_VERSION`: raising any of them
            has every artefact read again.
        media_type: What `sniff.media_type` calls it.
        module: The module of this package with its `READER` and `read`, loaded when a file needs it: the libraries behind
            are large, and a build with nothing new should not wait for them.
        limit: The setting that says how large such a file may be: smaller for one document held in memory whole.
        unpacks: Whether there may be files inside: its `read` is also given a folder for them.
        table: Whether it holds rows: its module has `rows`, a stream of them, in the place of `read`.
        splits: Whether a large one can be read in stretches: `parts` names them and `rows` takes one more argument.
    """

    reader: str
    media_type: str
    module: str
    limit: Limit
    unpacks: bool = False
    table: bool = False
    splits: bool = False

    def load(self, name: str) -> Any:
        """Load a function of its module: `read`, or `rows` and `parts` of a table."""
        return getattr(import_module(f"{__package__}.{self.module}"), name)


FORMATS: tuple[Format, ...] = (
    Format(reader=html_version.READER, media_type="text/html", module="html", limit="text_bytes_limit"),
    Format(reader="plain/2", media_type="text/plain", module="plain", limit="text_bytes_limit"),
    Format(
        reader=pdf_version.READER,
        media_type="application/pdf",
        module="pdf",
        limit="artefact_bytes_limit",
        unpacks=True,
    ),
    *(
        Format(reader="ocr/1", media_type=kind, module="ocr_image", limit="artefact_bytes_limit")
        for kind in ("image/png", "image/jpeg", "image/tiff")
    ),
    Format(reader="mail/2", media_type="message/rfc822", module="mail", limit="text_bytes_limit", unpacks=True),
    # A mailbox is cut as it is read: each of its messages is held to the limit of a text. So is what .msg files hold.
    Format(reader="mail/2", media_type="application/mbox", module="mail", limit="artefact_bytes_limit", unpacks=True),
    Format(
        reader="msg/1",
        media_type="application/vnd.ms-outlook",
        module="msg",
        limit="artefact_bytes_limit",
        unpacks=True,
    ),
    Format(reader="ics/1", media_type="text/calendar", module="ics", limit="text_bytes_limit"),
    Format(reader="chat/1", media_type="application/vnd.onrecord.chat+json", module="chat", limit="text_bytes_limit"),
    Format(reader="chat/1", media_type="application/vnd.onrecord.chat+csv", module="chat", limit="text_bytes_limit"),
    # Packages hold each member to the limit of a text.
    Format(reader="docx/1", media_type=sniff.WORD, module="docx", limit="artefact_bytes_limit"),
    *(
        Format(reader="odt/1", media_type=kind, module="odt", limit="artefact_bytes_limit")
        for kind in ("application/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.text-template")
    ),
    Format(reader="epub/1", media_type="application/epub+zip", module="epub", limit="artefact_bytes_limit"),
    Format(reader="rtf/1", media_type="application/rtf", module="rtf", limit="text_bytes_limit"),
    *(
        Format(reader="archive/1", media_type=kind, module="archive", limit="artefact_bytes_limit", unpacks=True)
        for kind in (
            "application/zip",
            "application/x-tar",
            "application/gzip",
            "application/x-bzip2",
            "application/x-xz",
        )
    ),
    Format(reader="warc/1", media_type="application/warc", module="warc", limit="artefact_bytes_limit", unpacks=True),
    Format(reader="wacz/1", media_type="application/wacz", module="wacz", limit="artefact_bytes_limit", unpacks=True),
    Format(reader="feed/1", media_type="application/rss+xml", module="feed", limit="text_bytes_limit"),
    # Read to say what to do with it: it lists addresses and holds no words.
    Format(reader="feed/1", media_type="application/sitemap+xml", module="feed", limit="text_bytes_limit"),
    Format(
        reader="fpds/3",
        media_type="application/vnd.onrecord.fpds+xml",
        module="fpds",
        limit="artefact_bytes_limit",
        table=True,
    ),
    Format(reader="ocds/3", media_type=ocds_sniff.MEDIA_TYPE, module="ocds", limit="artefact_bytes_limit", table=True),
    Format(
        reader="fedramp/1",
        media_type=fedramp_sniff.MEDIA_TYPE,
        module="fedramp",
        limit="text_bytes_limit",
        table=True,
    ),
    Format(
        reader="edges/1", media_type=edges_sniff.MEDIA_TYPE, module="edges", limit="artefact_bytes_limit", table=True
    ),
    Format(
        reader="usaspending_api/1",
        media_type=usaspending_api_sniff.MEDIA_TYPE,
        module="usaspending_api",
        limit="text_bytes_limit",
        table=True,
    ),
    Format(
        reader="usaspending/4",
        media_type="text/csv",
        module="usaspending",
        limit="artefact_bytes_limit",
        table=True,
        splits=True,
    ),
)


def read_version(config: Config) -> str:
    """Name the readers and their versions, each once, for keys of what was already read."""
    names = dict.fromkeys(one.reader for one in FORMATS)
    fast = {html_version.READER: html_version.FAST_READER} if config.reading == "fast" else {}
    return " ".join(fast.get(name, name) for name in names)


_ADVICE: tuple[tuple[str, str], ...] = (
    ("application/vnd.openxmlformats-officedocument.", "a spreadsheet or slides: save it as PDF or text"),
    ("application/vnd.oasis.", "a spreadsheet, slides or a drawing: save it as PDF or text"),
    ("application/x-7z-compressed", "a 7-Zip archive: unpack it and add what is inside"),
    ("application/vnd.rar", "a RAR archive: unpack it and add what is inside"),
    ("application/x-ole-storage", "an old Word, Excel or PowerPoint file: save it as PDF or text"),
    (
        "application/json",
        "JSON: read are OCDS contracts, the FedRAMP marketplace, what USAspending's API answers, and chats (docs/chat.md)",
    ),
    ("application/xml", "XML that is no web page: save what it holds as text or CSV"),
    ("image/", "a picture of a kind that is not read: save it as PNG or JPEG, or make a PDF with a text layer"),
    ("audio/", "a sound recording: add a transcript"),
    ("video/", "a video: add a transcript"),
    ("text/", "a file of code, not of words: nothing to do"),
    ("", "no kind of text: if it should be readable, open it in its own program and save it as PDF or text"),
)


def read_file(
    path: Path, origin: Origin, config: Config, spool: Path, *, part: TablePart | None = None, whole: bool = False
) -> Reading:
    """Read whatever a file holds.

    Args:
        path: Where the bytes are.
        origin: Where they were found; its path says so in problems, and its name helps to tell kinds of text apart.
        config: Limits.
        spool: A folder of this reading's own, made when it is needed: files found inside and rows are put there.
        part: Read only this stretch of a large table.
        whole: Read a large table whole, instead of naming its stretches.
    """
    try:
        with path.open("rb") as file:
            head = file.read(sniff.HEAD_BYTES)
            size = file.seek(0, SEEK_END)
            file.seek(sniff.tail_at(head, size), SEEK_SET)
            tail = file.read(sniff.HEAD_BYTES)
    except OSError as error:
        return Reading(problems=(unreadable(origin, error),))
    if not head:
        return Reading(problems=(problem(origin, "empty", "the file has no bytes; fetch it again"),))
    media_type = sniff.media_type(head, origin.path, tail)
    chosen = format_of(media_type)
    if chosen is None:
        message = f"looks like {media_type}, {_advice(media_type)}"
        return Reading(problems=(problem(origin, "unsupported_format", message),))
    limit: int = getattr(config, chosen.limit)
    if size > limit:
        message = f"{size:,} bytes, more than the limit of {limit:,}; split it, or raise {chosen.limit}"
        return Reading(problems=(problem(origin, "too_large", message),))
    return _guarded(chosen, Asked(path, origin, config, spool, part, whole))


def read_through(path: Path, origin: Origin, config: Config, spool: Path) -> Iterator[tuple[Origin, Reading]]:
    """Read a file, then every file inside it, for those who keep no record; `spool` is the caller's to empty."""
    waiting = [(path, origin)]
    opened = 0
    while waiting:
        path, origin = waiting.pop()
        reading = read_file(path, origin, config, spool / str(opened))
        opened += 1
        yield origin, reading
        inside = [(one, ArtefactId(content_id("inside", origin.artefact, one.part))) for one in reading.children]
        waiting += [(child.path, child.origin(origin, name)) for child, name in reversed(inside)]


def format_of(media_type: str) -> Format | None:
    """Pick the format that reads a media type, None when none does."""
    return next((one for one in FORMATS if media_type == one.media_type), None)


def _advice(media_type: str) -> str:
    return next(advice for start, advice in _ADVICE if media_type.startswith(start))


@dataclass(frozen=True, slots=True)
class Asked:
    """What `read_file` was asked."""

    path: Path
    origin: Origin
    config: Config
    spool: Path
    part: TablePart | None
    whole: bool


def _guarded(chosen: Format, asked: Asked) -> Reading:
    origin = asked.origin
    try:
        if chosen.unpacks or chosen.table:
            asked.spool.mkdir(parents=True, exist_ok=True)
        if chosen.table:
            return _table(chosen, asked)
        inside = (asked.spool,) if chosen.unpacks else ()
        reading: Reading = chosen.load("read")(asked.path, origin, asked.config, *inside)
        return storable(reading, origin, chosen.reader)
    except Exception as error:  # noqa: BLE001  # the border of the stage: one bad file must not end a run
        message = f"{chosen.reader} failed with {reason_of(error)}; please report this, the other files were read"
        return Reading(problems=(problem(origin, "reader_failed", message),))


def _table(chosen: Format, asked: Asked) -> Reading:
    """Put the rows of a table into a file as they come, or name the stretches of a large one."""
    if chosen.splits and not asked.part and not asked.whole and (parts := chosen.load("parts")(asked.path)):
        return Reading(parts=parts)
    stretch = (asked.part,) if asked.part else ()
    return stored_rows(chosen.load("rows")(asked.path, asked.origin, asked.config, *stretch), asked.origin, asked.spool)
