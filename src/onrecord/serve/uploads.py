"""Files that a page sends, written to disk as they come: nothing of them is held in memory, no name of theirs is a path."""

import shutil
import unicodedata
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, BinaryIO

from python_multipart.exceptions import MultipartParseError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.exceptions import HTTPException

from onrecord.config import MEGABYTE
from onrecord.errors import UserError
from onrecord.store import Record

if TYPE_CHECKING:
    from python_multipart.multipart import MultipartCallbacks

BYTES_MOST, FILES_MOST = 4_000 * MEGABYTE, 5_000
"""Of one upload; more is added by the command, which copies nothing twice."""
FIELD_MOST = 20_000
"""Bytes of all fields that are no files."""
FREE_LEAST = 500 * MEGABYTE
"""Bytes of the disk that are left free."""
HEADERS_MOST = 8_000
NAME_MOST, FOLDERS_MOST = 120, 8
"""Bytes of one name, and how many folders of a dropped folder are kept."""
RESERVED = frozenset('/\\:*?"<>|')


@dataclass(slots=True)
class Upload:
    """What has come so far.

    Attributes:
        folder: Where the files are written: made for this upload alone.
        files: Their names, as people may read them.
    """

    folder: Path
    bytes_most: int = BYTES_MOST
    files: list[str] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)
    bytes: int = 0


def incoming(record: Record) -> Path:
    """Make a folder for one upload, beside the record's evidence: the same disk, and as private as the record."""
    moment = datetime.now(tz=UTC).strftime("%Y-%m-%dT%H-%M-%S-%f")
    folder = record.folder / "incoming" / moment
    folder.mkdir(parents=True, mode=0o700)
    return folder


def discard(folder: Path) -> None:
    """Remove what an upload has written."""
    shutil.rmtree(folder, ignore_errors=True)


async def take_upload(chunks: AsyncIterator[bytes], content_type: str, folder: Path, most: int = BYTES_MOST) -> Upload:
    """Write the files of a multipart form to a folder, as they come.

    Raises:
        HTTPException: 413, more than the limits, or than the disk has room for.
        UserError: It is no such form.
    """
    kind, options = parse_options_header(content_type)
    if kind != b"multipart/form-data" or not options.get(b"boundary"):
        raise HTTPException(415, "send files as multipart/form-data")
    upload = Upload(folder, most)
    parts = _Parts(upload)
    try:
        parser = MultipartParser(options[b"boundary"], parts.callbacks())
        async for chunk in chunks:
            upload.bytes += len(chunk)
            if upload.bytes > most:
                raise HTTPException(413, f"more than {most:,} bytes at once; add it with: onrecord add RECORD FILES")
            parser.write(chunk)
        parser.finalize()
    except MultipartParseError as error:
        raise UserError(f"the form cannot be read ({error}); open the page again and send the files anew") from error
    except OSError as error:
        raise UserError(f"the files cannot be kept ({error.strerror}); make room on the disk, or add fewer") from error
    finally:
        parts.close()
    if not parts.ended:
        raise UserError("the form is cut off; send the files anew")
    upload.fields = {name: value.decode("utf-8", "replace") for name, value in parts.fields.items()}
    return upload


class _Parts:
    """The parser's callbacks: which part is being read, and where its bytes go."""

    def __init__(self, upload: Upload) -> None:
        self.upload = upload
        self.fields: dict[str, bytearray] = {}
        self.ended = False
        self._header = [bytearray(), bytearray()]
        self._headers: dict[bytes, bytes] = {}
        self._name = ""
        self._file: BinaryIO | None = None

    def callbacks(self) -> "MultipartCallbacks":
        return {
            "on_part_begin": self._begin,
            "on_header_field": lambda data, start, end: self._of_header(0, data[start:end]),
            "on_header_value": lambda data, start, end: self._of_header(1, data[start:end]),
            "on_header_end": self._header_ends,
            "on_headers_finished": self._headers_end,
            "on_part_data": self._take,
            "on_part_end": self.close,
            "on_end": self._end,
        }

    def close(self) -> None:
        if self._file:
            self._file.close()
            self._file = None

    def _begin(self) -> None:
        self._headers, self._header = {}, [bytearray(), bytearray()]

    def _of_header(self, which: int, data: bytes) -> None:
        self._header[which] += data
        if len(self._header[which]) > HEADERS_MOST:
            raise UserError("the form cannot be read (a name is too long); open the page again")

    def _header_ends(self) -> None:
        self._headers[bytes(self._header[0]).lower()] = bytes(self._header[1])
        self._header = [bytearray(), bytearray()]

    def _headers_end(self) -> None:
        _, options = parse_options_header(self._headers.get(b"content-disposition", b""))
        self._name = options.get(b"name", b"").decode("utf-8", "replace")[:NAME_MOST]
        if b"filename" not in options:
            self.fields.setdefault(self._name, bytearray())
            return
        typed = options[b"filename"].decode("utf-8", "replace")
        if not typed:  # a form without a file sends a part without a name
            return
        if len(self.upload.files) >= FILES_MOST:
            raise HTTPException(
                413, f"more than {FILES_MOST:,} files at once; add them with: onrecord add RECORD FOLDER"
            )
        path = _free(self.upload.folder, safe_name(typed))
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = path.open("xb")
        self.upload.files.append(path.relative_to(self.upload.folder).as_posix())

    def _take(self, data: bytes, start: int, end: int) -> None:
        if self._file:
            self._file.write(data[start:end])
        elif self._name in self.fields:
            self.fields[self._name] += data[start:end]
            if sum(map(len, self.fields.values())) > FIELD_MOST:
                raise HTTPException(413, f"more than {FIELD_MOST:,} bytes of text; paste fewer addresses")

    def _end(self) -> None:
        self.ended = True


def safe_name(typed: str) -> PurePosixPath:
    """Make names of our own of the name a browser gives a file: letters kept, whatever steers a path or hides is not."""
    names = [_safe(one) for one in typed.replace("\\", "/").split("/") if one.strip(". ")]
    return PurePosixPath(*(names[-FOLDERS_MOST:] or ["file"]))


def _safe(name: str) -> str:
    kept = "".join("_" if one in RESERVED or unicodedata.category(one)[0] == "C" else one for one in name)
    kept = kept.strip().lstrip(".") or "file"
    encoded = kept.encode("utf-8")
    if len(encoded) <= NAME_MOST:
        return kept
    suffix = PurePosixPath(kept).suffix.encode("utf-8")[:20]  # the end of a name says what kind of file it is
    return (encoded[: NAME_MOST - len(suffix)] + suffix).decode("utf-8", "ignore")


def _free(folder: Path, name: PurePosixPath) -> Path:
    """Find a place that nothing has taken: a second file of a name gets a number."""
    path = folder / name
    parts = [folder.joinpath(*name.parts[:depth]) for depth in range(1, len(name.parts))]
    if any(one.is_file() for one in parts):  # a file and a folder of one name
        return _free(folder, PurePosixPath(" ".join(name.parts)))
    number = 2
    while path.exists():
        path = folder / name.with_name(f"{name.stem} ({number}){name.suffix}")
        number += 1
    return path


def room(folder: Path) -> int:
    """Say how many bytes an upload may have: the limit, or what the disk has left beside what stays free."""
    return min(BYTES_MOST, max(0, shutil.disk_usage(folder).free - FREE_LEAST) // 2)
