"""Web archives (WARC): every page that was answered with 200 becomes an artefact with its address and capture time.

Left out and counted: pictures, sound, scripts, styles and data, redirects, repeated captures (`revisit`). Error pages
are no pages that were asked for: they are told in one problem. Framing is fastwarc's (Rust, memory bounded, the same
project as resiliparse); bodies are decoded here, so that digests, sizes and faults are seen while they stream.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from onrecord.config import Config
from onrecord.model.evidence import Origin
from onrecord.model.reading import Reading
from onrecord.read import sniff
from onrecord.read.archive_container import empty
from onrecord.read.archive_spool import (
    Fault,
    Member,
    Spool,
    note,
    one_line,
    put,
    tally,
)
from onrecord.read.archive_streams import ByteStream, CountedFile, peeked
from onrecord.read.warc_digest import Digest, hashed, stated_digest
from onrecord.read.warc_payload import Head, dechunked, decoded, http_head
from onrecord.read.warc_records import Record, records

READER = "warc/1"

_RESPONSE, _RESOURCE = "response", "resource"
_REPEATS = frozenset({"revisit", "conversion", "continuation"})
"""Records that say again what another holds, in other words or in part."""
_SCHEMES = frozenset({"http", "https", "ftp", "file"})
"""Addresses of pages; `dns:`, `urn:` and `metadata:` are what crawlers note for themselves."""
ADDRESS_LIMIT = 8_000
"""Characters kept of an address: what servers are asked to take (RFC 9110, section 4.1)."""
_PICTURES = ("image/", "audio/", "video/", "font/", "application/font", "application/x-font", "application/vnd.ms-font")
_CODE = ("text/css", "text/javascript", "text/ecmascript", "application/javascript", "application/x-javascript")
_DATA = (
    "application/json",
    "application/manifest+json",
    "application/ecmascript",
    "application/wasm",
    "text/x-component",
)
_TEXT = ("text/", "application/json", "application/xml", "application/octet-stream")
"""What any text, and bytes of no known kind, are taken for: here the declared type decides."""
_WORDS = (
    *(
        "application/pdf",
        "application/msword",
        "application/vnd.",
        "application/rtf",
        "application/epub",
        "application/zip",
    ),
    *("application/x-zip", "application/gzip", "application/x-gzip", "application/x-tar", "text/rtf", "message/"),
)
"""Declared types that hold words though their bytes are not recognised: that they cannot be read should be said."""


@dataclass(frozen=True, slots=True)
class _Digests:
    """Stated digests of a record; a payload's is compared with the body as sent and with it dechunked, as both are in use."""

    block: Digest | None
    sent: Digest | None
    payload: Digest | None

    def differ(self) -> bool:
        """Tell whether one is stated and fits nothing."""
        is_wrong_block = self.block is not None and not self.block.fits()
        payloads = [one for one in (self.sent, self.payload) if one is not None]
        return is_wrong_block or (bool(payloads) and not any(one.fits() for one in payloads))


def read(path: Path, origin: Origin, config: Config, spool: Path) -> Reading:
    """Read a web archive, compressed or not; the pages inside are written to the folder `spool`."""
    return empty(path, Spool(spool, origin, config), take_records)


def take_records(file: CountedFile, spool: Spool) -> None:
    """Take the pages out of a web archive."""
    for record in records(file, spool):
        _take(record, spool)


def _take(record: Record, spool: Spool) -> None:
    kind = record.header("WARC-Type").lower()
    url = one_line(record.header("WARC-Target-URI").strip("<>"), ADDRESS_LIMIT)  # WARC 1.0 writes <https://...>
    if kind in _REPEATS:
        spool.passed_over[f"{kind} records"] += 1
    elif kind in {_RESPONSE, _RESOURCE} and _scheme(url) in _SCHEMES:
        try:
            _take_page(record, url, spool)
        except Fault as fault:
            note(spool, fault.code, f"{url} (record {record.number}): {fault.message}")


def _scheme(url: str) -> str:
    return url.partition(":")[0].lower()


def _take_page(record: Record, url: str, spool: Spool) -> None:
    digests = _stated(record)
    stream = ByteStream(hashed(record.block(), digests.block))
    is_response = record.header("WARC-Type").lower() == _RESPONSE
    head = http_head(stream) if is_response else Head(0, {})
    if head.status not in {0, 200}:
        _pass_status(head.status, url, spool)
        return
    declared = head.fields.get("content-type", "") if head.status else record.header("Content-Type")
    sent = hashed(stream.remaining(), digests.sent)
    transferred = dechunked(sent) if "chunked" in head.tokens("transfer-encoding") else sent
    body = ByteStream(decoded(hashed(transferred, digests.payload), head.tokens("content-encoding")))
    opening, blocks = peeked(body, sniff.HEAD_BYTES)
    if kind := _kind_left_out(opening, declared, url):
        spool.passed_over[kind] += 1
        return
    found = Member(part=record.part, name=url, url=url, collected_at=_moment(record.header("WARC-Date")))
    fault = put(spool, found, blocks)
    if fault is None or fault.code == "damaged":
        _check(record, url, spool, digests, sent)


def _stated(record: Record) -> _Digests:
    stated = record.header("WARC-Payload-Digest")
    return _Digests(stated_digest(record.header("WARC-Block-Digest")), stated_digest(stated), stated_digest(stated))


def _pass_status(status: int, url: str, spool: Spool) -> None:
    if status >= 400:
        advice = "the error pages were not read; ask for the addresses again if they are wanted"
        tally(spool, "cannot_fetch", "addresses that had answered with an error", f"{url} ({status})", advice)
    elif status >= 300:
        spool.passed_over["redirects and unchanged pages"] += 1
    else:
        spool.passed_over["answers without a page"] += 1


def _kind_left_out(opening: bytes, declared: str, url: str) -> str | None:
    """Name the kind of an answer that holds no words: by its bytes, by its declared type where any text has such bytes."""
    if not opening:
        return "empty answers"
    stated = declared.partition(";")[0].strip().lower()
    try:
        name = urlsplit(url).path
    except ValueError:  # an address in brackets that is none
        name = ""
    found = sniff.media_type(opening, name)
    if found.startswith(_PICTURES) or (found.startswith(_TEXT) and stated.startswith(_PICTURES)):
        return "pictures, sound and fonts"
    if found.startswith((*_CODE, *_DATA)) or (found.startswith(_TEXT) and stated.startswith((*_CODE, *_DATA))):
        return "scripts, styles and data"
    if found == "application/octet-stream" and not stated.startswith(_WORDS):
        return "answers of no known kind"
    return None


def _moment(value: str) -> str | None:
    """Read a WARC date: UTC, to the second or finer."""
    try:
        moment = datetime.fromisoformat(value)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC).isoformat()
    except (ValueError, OverflowError):
        return None


def _check(record: Record, url: str, spool: Spool, digests: _Digests, sent: Iterator[bytes]) -> None:
    """Hold a page that was taken against its digests, and say so where the crawler did not store all of it."""
    try:
        for _ in sent:  # what stands after the end of a packed page counts for the digest
            pass
    except Fault:
        return  # said already
    if record.is_whole and digests.differ():
        message = f"{url} (record {record.number}): its bytes do not have the digest that is stated; taken as they are"
        note(spool, "digest_differs", message)
    if reason := record.header("WARC-Truncated"):
        advice = "what was stored was taken; fetch the pages again if they break off"
        tally(spool, "damaged", "pages that the crawler cut off", f"{url} ({one_line(reason)})", advice)
    if record.header("WARC-Segment-Number"):
        advice = "only the first part of each was taken"
        tally(spool, "damaged", "pages stored in several records", url, advice)
