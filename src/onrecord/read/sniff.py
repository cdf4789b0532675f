"""What kind of file some bytes are: by what they hold; the name only decides between kinds of text."""

import re
import zlib
from collections.abc import Iterator
from pathlib import PurePath
from struct import unpack_from

from onrecord.read import edges_sniff, fedramp_sniff, ocds_sniff, usaspending_api_sniff
from onrecord.read.chat_sniff import chat_type
from onrecord.read.decode import decode

HEAD_BYTES = 64_000
"""How much of a file is looked at, at its beginning and at its end."""
OLE = "application/x-ole-storage"
"""The container of Word, Excel and Outlook before 2007; what has no reader keeps this name."""

_OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "application/zip"),
    (b"PK\x05\x06", "application/zip"),
    (b"WARC/1.", "application/warc"),
    (b"\x1f\x8b", "application/gzip"),
    *((b"BZh%d1AY&SY" % level, "application/x-bzip2") for level in range(1, 10)),
    *((b"BZh%d\x17rE8P\x90" % level, "application/x-bzip2") for level in range(1, 10)),  # of nothing
    (b"\xfd7zXZ\x00", "application/x-xz"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"\x28\xb5\x2f\xfd", "application/zstd"),
    (_OLE_MAGIC, OLE),
    (b"{\\rtf", "application/rtf"),
    (b"%!PS", "application/postscript"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"\x00\x00\x01\x00", "image/vnd.microsoft.icon"),
    *((b"ID3%c" % version, "audio/mpeg") for version in (2, 3, 4)),
    (b"OggS\x00", "application/ogg"),
    (b"fLaC\x00", "audio/flac"),
    (b"fLaC\x80", "audio/flac"),
    (b"\x1aE\xdf\xa3", "video/webm"),
    (b"SQLite format 3\x00", "application/vnd.sqlite3"),
)
_OPEN_DOCUMENT = re.compile(
    rb"PK\x03\x04.{26}mimetype.{0,64}?(application/(?:epub\+zip|vnd\.oasis\.opendocument\.[a-z.-]{1,40}))", re.DOTALL
)
"""Packages whose first member is their media type, stored as it is (OpenDocument 1.3 part 2, section 3.3; EPUB OCF 3.3)."""
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_PACKAGES: tuple[tuple[re.Pattern[bytes], str], ...] = (
    (re.compile(rb"word/(?:_rels/)?document\d*\.xml(?:\.rels)?"), WORD),
    (re.compile(rb"xl/workbook\d*\.(?:xml|bin)"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    (
        re.compile(rb"ppt/presentation\d*\.xml"),
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ),
    (re.compile(rb"datapackage\.json"), "application/wacz"),
)
"""Names of members that say what a package is."""
_LISTED, _STORED, _LIST_END = b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06"
"""How an entry of the list of members begins, a member itself, and what stands behind the list (APPNOTE 6.3.10, 4.3)."""
_OLE_NAMES: tuple[tuple[str, str], ...] = (
    ("__properties_version1.0", "application/vnd.ms-outlook"),
    ("EncryptedPackage", WORD),  # a Word, Excel or PowerPoint file with a password; its reader says so
)
_TAR_MAGIC = slice(257, 262)
_RIFF = {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo"}

_TEXT_NAMES = {
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "text/html",
    ".csv": "text/csv",
    ".tsv": "text/csv",
    ".json": "application/json",
    ".jsonl": "application/json",
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".css": "text/css",
    ".xml": "application/xml",
    ".rss": "application/xml",
    ".ics": "text/calendar",
}
"""What the end of a name says of a text that does not say it itself."""

_PDF = re.compile(rb"(?:\A|[\r\n])[^\r\n]{0,64}%PDF-\d")
MAGIC_BYTES = 1024
"""How many first bytes give a kind away."""
_CONTROL = bytes({*range(0x20), 0x7F} - set(b"\t\n\v\f\r\x1b"))
_HTML_START = re.compile(
    r"(?:\s|<!--.{0,4000}?-->|<\?xml[^>]{0,400}\?>)*+<(?:!doctype\s+html|(?:html|head|body|title|meta|link|script|style|div|section|"
    r"article|main|header|nav|table|p|h[1-6]|ul|ol|center|font|span)\b[^<>]*>)",
    re.IGNORECASE | re.DOTALL,
)
_XML_START = re.compile(r"\s*<\?xml\b|\s*<(?:rss|feed|svg|kml|gpx)\b", re.IGNORECASE)
_FPDS_START = re.compile(
    r"(?:\s|<!--.{0,4000}?-->|<\?[^>]{0,400}\?>)*+<(?:[\w.-]{1,40}:)?(?:feed|award|IDV|OtherTransactionAward|OtherTransactionIDV)\b",
    re.DOTALL,
)
_FPDS = re.compile(r"www\.fpds\.gov/|FPDS-NG search results")
_FEED_START = re.compile(
    r"(?:\s|<!--.{0,4000}?-->|<\?[^>]{0,400}\?>)*+<(?:rss|rdf:RDF|feed)\b", re.IGNORECASE | re.DOTALL
)
_SITEMAP_START = re.compile(r"(?:\s|<!--.{0,4000}?-->|<\?[^>]{0,400}\?>)*+<(?:urlset|sitemapindex)\b", re.DOTALL)
_MBOX_START = re.compile(rb"(?:\xef\xbb\xbf)?From \S+.{0,80}\b(?:19|20)\d\d\r?\n[A-Za-z][\w-]*:")
_HEADER_BLOCK = re.compile(r"(?:[!-9;-~]+:[^\r\n]*(?:\r?\n[ \t]+[^\r\n]*)*+(?:\r?\n|$))++")
_HEADER_NAME = re.compile(r"^([!-9;-~]+):", re.MULTILINE)
_MAIL_HEADERS = frozenset(
    {"from", "to", "cc", "subject", "date", "message-id", "received", "mime-version", "return-path", "delivered-to"}
)
_SPENDING_COLUMNS = frozenset(
    {
        *("award_id_piid", "parent_award_id_piid", "parent_award_id", "contract_award_unique_key", "recipient_name"),
        *("federal_action_obligation", "awarding_agency_name", "awarding_sub_agency_name", "action_date"),
        *("contract_transaction_unique_key", "award_description", "transaction_description", "modification_number"),
    }
)
"""Columns of USAspending's award files; three of them in a first line make it their header."""


def media_type(head: bytes, name: str, tail: bytes = b"") -> str:
    """Say what kind of file it is, as an IANA media type.

    Args:
        head: The first bytes, `HEAD_BYTES` of them when the file has as many.
        name: The file's name; it decides only where the content allows several kinds.
        tail: As many bytes from `tail_at` on.
    """
    head = head[:HEAD_BYTES]
    found = by_magic(head)
    if found == "application/zip":
        return _package(head, tail)
    if found == OLE:
        return next((kind for mark, kind in _OLE_NAMES if mark.encode("utf-16-le") in head + tail), OLE)
    if found == "application/gzip":
        return "application/warc" if _inflated(head).startswith(b"WARC/1.") else found
    if found:
        return found
    if not _is_text(head):
        return "application/octet-stream"
    # By its bytes, as its reader cuts it: one in UTF-16 is no mailbox but a text.
    return "application/mbox" if _MBOX_START.match(head) else _of_text(decode(head).text, name)


def tail_at(head: bytes, size: int) -> int:
    """Say where in a file of some size the names of its members are looked for.

    At its end, as in packages, or where an OLE container says that its directory begins (MS-CFB, section 2.2).
    """
    if head.startswith(_OLE_MAGIC) and len(head) >= 52:
        (shift,), (sector,) = unpack_from("<H", head, 30), unpack_from("<I", head, 48)
        place = (sector + 1) << min(shift, 12)
        if place < size:
            return int(place)
    return max(0, size - HEAD_BYTES)


def by_magic(head: bytes) -> str | None:
    """Name a kind of file that its first bytes give away, None for others; a package or a compressed file as such."""
    if _PDF.search(head, 0, MAGIC_BYTES):
        return "application/pdf"
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if head[_TAR_MAGIC] == b"ustar":
        return "application/x-tar"
    if head[:4] == b"RIFF" and (found := _RIFF.get(head[8:12])):
        return found
    if head[4:8] == b"ftyp":
        return "image/heif" if head[8:11] in {b"hei", b"mif", b"avi"} else "video/mp4"
    is_bitmap = head[:2] == b"BM" and head[6:10] == b"\0\0\0\0" and len(head) > 26
    return "image/bmp" if is_bitmap else None


def _package(head: bytes, tail: bytes) -> str:
    named = _OPEN_DOCUMENT.match(head)
    if named:
        return named[1].decode("ascii")
    names = {*_stored(head), *_listed(tail)}
    return next((kind for mark, kind in _PACKAGES if any(map(mark.fullmatch, names))), "application/zip")


def _stored(head: bytes) -> Iterator[bytes]:
    """Name the members that a package begins with, one after the other: never those of a package inside it."""
    place = 0
    while len(head) >= place + 30 and head.startswith(_STORED, place):
        flags, method = unpack_from("<HH", head, place + 6)
        packed, name, extra = unpack_from("<I4xHH", head, place + 18)
        yield head[place + 30 : place + 30 + name]
        place += 30 + name + extra + packed
        if flags & 8:  # its size stands behind it: what is packed hides no other header, what is not may
            place = head.find(_STORED, place) if method else len(head)


def _listed(tail: bytes) -> Iterator[bytes]:
    """Name the members in the list at a package's end, or in as much of it as there is."""
    end = tail.rfind(_LIST_END)
    if end < 0 or len(tail) != end + 22 + int.from_bytes(tail[end + 20 : end + 22], "little"):
        return  # cut off: what is found is the end of a package inside it
    size = int.from_bytes(tail[end + 12 : end + 16], "little")
    place = tail.find(_LISTED, max(0, end - size), end)
    while 0 <= place <= end - 46:
        name, extra, comment = unpack_from("<HHH", tail, place + 28)
        yield tail[place + 46 : place + 46 + name]
        place = tail.find(_LISTED, place + 46 + name + extra + comment, end)


def _inflated(head: bytes) -> bytes:
    """Inflate the first bytes of a gzip file, as far as they are sound."""
    try:
        return zlib.decompressobj(wbits=31).decompress(head, 64)
    except zlib.error:
        return b""


def _is_text(head: bytes) -> bool:
    """Tell text from binary: control characters are rare in text, and NULs fill every second byte of UTF-16 only."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) / 2
    if half >= 2 and max(even, odd) > 0.4 * half and min(even, odd) < 0.05 * half:
        return True
    controls = len(head) - len(head.translate(None, _CONTROL))
    return controls <= 3 or controls <= 0.02 * len(head)


def _of_text(text: str, name: str) -> str:
    suffix = PurePath(name).suffix.lower()
    if _HTML_START.match(text) and not (suffix in {".xml", ".rss"} and _XML_START.match(text)):
        return "text/html"
    if _is_mail(text, 1 if suffix == ".eml" else 2):
        return "message/rfc822"
    if kind := _by_beginning(text):
        return kind
    if suffix not in _TEXT_NAMES and _XML_START.match(text):
        return "application/xml"
    if kind := chat_type(text) or next((kind for kind, fits in _TABLES if fits(text)), None):
        return kind
    if suffix in _TEXT_NAMES:
        return _TEXT_NAMES[suffix]
    return "text/csv" if _is_spending(text) else "text/plain"


def _by_beginning(text: str) -> str | None:
    if text.lstrip("\ufeff").startswith("BEGIN:VCALENDAR"):
        return "text/calendar"
    if _FPDS_START.match(text) and _FPDS.search(text):
        return "application/vnd.onrecord.fpds+xml"
    if _FEED_START.match(text):
        return "application/rss+xml"
    return "application/sitemap+xml" if _SITEMAP_START.match(text) else None


def _is_mail(text: str, least: int) -> bool:
    block = _HEADER_BLOCK.match(text)
    names = {name.lower() for name in _HEADER_NAME.findall(block[0])} if block else set()
    return len(names & _MAIL_HEADERS) >= least


_TABLES = (
    (edges_sniff.MEDIA_TYPE, edges_sniff.is_edges),
    (ocds_sniff.MEDIA_TYPE, ocds_sniff.is_ocds),
    (fedramp_sniff.MEDIA_TYPE, fedramp_sniff.is_fedramp),
    (usaspending_api_sniff.MEDIA_TYPE, usaspending_api_sniff.is_usaspending),
)


def _is_spending(text: str) -> bool:
    first = text.split("\n", 1)[0]
    names = {name.strip(' "\r').lower() for name in re.split(r"[,\t;|]", first)}
    return len(names & _SPENDING_COLUMNS) >= 3
