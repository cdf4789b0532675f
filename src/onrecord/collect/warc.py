"""Exchanges as a web archive: WARC 1.1 (ISO 28500:2017), each record packed by itself."""

import tempfile
from hashlib import sha256
from io import BytesIO
from types import TracebackType
from typing import BinaryIO, Self, cast
from uuid import uuid4

from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from onrecord import __version__
from onrecord.collect.web_exchange import Exchange
from onrecord.collect.web_limits import AGENT

CHUNK = 1 << 20
INFO = {
    "software": f"onrecord/{__version__}",
    "format": "WARC File Format 1.1",
    "conformsTo": "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
    "robots": "obey",
    "http-header-user-agent": AGENT,
}


class WarcFile:
    """A web archive being written to a temporary file; use as a context manager.

    Answers are written as the bytes that were sent, headers and chunks included, with sha256 of the record and of what
    follows the headers.
    """

    def __init__(self) -> None:
        self.records = 0

    def __enter__(self) -> Self:
        self._file = cast("BinaryIO", tempfile.TemporaryFile())
        self._writer = WARCWriter(self._file, gzip=True, warc_version="1.1")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def put(self, exchange: Exchange) -> None:
        """Write a response and its request."""
        if not self.records:
            self._writer.write_record(self._writer.create_warcinfo_record(None, INFO))
        response = f"<urn:uuid:{uuid4()}>"
        self._put("response", exchange, exchange.answer, exchange.body_at, {"WARC-Record-ID": response})
        request = exchange.request
        named = {"WARC-Record-ID": f"<urn:uuid:{uuid4()}>", "WARC-Concurrent-To": response}
        self._put("request", exchange, BytesIO(request), len(request), named)

    def _put(self, kind: str, exchange: Exchange, block: BinaryIO, body_at: int, named: dict[str, str]) -> None:
        whole, payload, size = _digests(block, body_at)
        headers = {
            "WARC-Type": kind,
            **named,
            "WARC-Target-URI": exchange.address.url,
            "WARC-Date": exchange.asked_at.replace("+00:00", "Z"),
            "WARC-IP-Address": exchange.ip,
            "WARC-Block-Digest": f"sha256:{whole}",
            "WARC-Payload-Digest": f"sha256:{payload}",
        }
        # Made here and not by warcio's builder, which takes the headers apart and writes them in its own way.
        record = ArcWarcRecord(
            "warc",
            kind,
            StatusAndHeaders("", list(headers.items()), protocol="WARC/1.1"),
            block,
            None,
            f"application/http; msgtype={kind}",
            size,
        )
        record.payload_length = size
        self._writer.write_record(record)
        self.records += 1

    def finished(self) -> BinaryIO:
        """Give the file, at its beginning."""
        self._file.flush()
        self._file.seek(0)
        return self._file


def _digests(block: BinaryIO, body_at: int) -> tuple[str, str, int]:
    """Hash a block whole and from its body on; leave it at its beginning."""
    block.seek(0)
    head = block.read(body_at)
    whole, payload, size = sha256(head), sha256(), len(head)
    while chunk := block.read(CHUNK):
        whole.update(chunk)
        payload.update(chunk)
        size += len(chunk)
    block.seek(0)
    return whole.hexdigest(), payload.hexdigest(), size
