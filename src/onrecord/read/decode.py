"""Bytes to text: what the bytes declare when they keep to it, UTF-8 when they can, a stated guess otherwise.

**Architecture invariant:** every byte sequence gives a text, no character is left out, and no lone surrogate comes out:
a text can always be stored as UTF-8.
"""

import codecs
import re
from dataclasses import dataclass

BYTE_ORDER_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

LATIN_LABELS = frozenset({"ascii", "iso8859-1", "cp1252"})
"""Declarations that mean Windows-1252 in practice (WHATWG Encoding Standard, section 4.2)."""

GUESSED = (
    *("cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "cp874", "cp866", "koi8_r"),
    *("iso8859_2", "iso8859_5", "mac_roman", "big5", "cp932", "cp949", "euc_jp", "euc_kr", "gb18030"),
)
"""What a guess may come to beside Windows-1252: encodings met on the Web, none that turns ASCII into something else."""

_WINDOWS_1252 = {byte: bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(0x80, 0x100)}
_ESCAPED = {0xDC00 + byte: character for byte, character in _WINDOWS_1252.items()}
_WESTERN_BYTES = (
    bytes(range(0xC0, 0x100))
    + bytes.fromhex("80 82 84 85 8a 8b 8c 8e 91 92 93 94 95 96 97 99 9a 9b 9c 9e 9f")
    + (bytes.fromhex("a0 a1 a3 a5 a7 a9 ab ad ae b0 b7 bb bc bd be bf"))
)
"""Letters, quotation marks, dashes and signs of Western texts in Windows-1252."""
_WESTERN = frozenset(_WINDOWS_1252[byte] for byte in _WESTERN_BYTES)
_HIGH_RUNS = re.compile(rb"[\x80-\xff]+[^\x80-\xff]{0,40}")
_SAMPLE_BYTES = 32_768


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    r"""A text and how it was made of bytes.

    Attributes:
        text: Without a byte order mark; NULs and `\r\n` as they stand.
        encoding: The encoding used, as Python names it; bytes that broke its rules were read as Windows-1252.
        guessed: The declared encoding, the byte order mark or (with neither) UTF-8 did not fit the bytes.
    """

    text: str
    encoding: str
    guessed: bool


def decode(content: bytes, declared: str | None = None) -> Decoded:
    """Decode bytes, whatever they are.

    Args:
        content: Any bytes.
        declared: The encoding that a header or a meta tag names; a byte order mark and well-formed UTF-8 outweigh it.
    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return _marked(content[len(mark) :], encoding)
    named = _codec(declared)
    unicode_text = _strict(content, "utf-8")
    if unicode_text is not None and not _is_other_ascii_form(content, named):
        # UTF-8 with non-ASCII characters is no accident; a declaration that says otherwise is wrong.
        fits = named in {None, "utf-8"} or unicode_text.isascii()
        return Decoded(text=unicode_text, encoding="utf-8", guessed=not fits)
    if named in LATIN_LABELS:
        return Decoded(text=windows_1252(content), encoding="cp1252", guessed=False)
    if named is not None and named != "utf-8":
        declared_text = _strict(content, named)
        if declared_text is not None:
            return Decoded(text=declared_text, encoding=named, guessed=False)
    return _guess(content, named)


def windows_1252(content: bytes) -> str:
    """Decode as Windows-1252, its five undefined bytes as the C1 controls of the same number (WHATWG index)."""
    return content.decode("latin-1").translate(_WINDOWS_1252)


def _marked(content: bytes, encoding: str) -> Decoded:
    text = _strict(content, encoding)
    if text is not None:
        return Decoded(text=text, encoding=encoding, guessed=False)
    return Decoded(text=_lenient(content, encoding), encoding=encoding, guessed=True)


def _codec(declared: str | None) -> str | None:
    """Give the codec's own name; None for nothing, for unknown names and for codecs that make no text."""
    if not declared:
        return None
    try:
        codec = codecs.lookup(declared.strip(" \t\r\n\"';"))
        b"".decode(codec.name)
    except (LookupError, ValueError):
        return None
    # UTF-7 and the escape codecs turn plain ASCII into other characters; no reader honours them.
    if codec.name in {"utf-7", "unicode_escape", "raw_unicode_escape", "idna", "punycode", "undefined", "utf-8-sig"}:
        return None
    return codec.name


def _is_other_ascii_form(content: bytes, named: str | None) -> bool:
    """Tell whether well-formed UTF-8 is more likely what was declared: a seven-bit code, or UTF-16 with its NULs."""
    if named is None:
        return _wide_form(content) is not None
    if named.startswith(("iso2022", "hz")):
        return b"\x1b" in content or b"~{" in content
    return named.startswith(("utf-16", "utf-32")) and b"\0" in content


def _wide_form(content: bytes) -> str | None:
    """Recognise UTF-16 without a mark by its NULs: many at every second place, hardly any at the others."""
    even, odd = content[0:_SAMPLE_BYTES:2], content[1:_SAMPLE_BYTES:2]
    if not odd:
        return None
    even_share, odd_share = even.count(0) / len(even), odd.count(0) / len(odd)
    if odd_share > 0.4 and even_share < 0.05:
        return "utf-16-le"
    return "utf-16-be" if even_share > 0.4 and odd_share < 0.05 else None


def _strict(content: bytes, encoding: str) -> str | None:
    try:
        text = content.decode(encoding)
    except (UnicodeError, ValueError):
        return None
    return None if _has_surrogate(text) else text


def _has_surrogate(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False


def _lenient(content: bytes, encoding: str) -> str:
    """Decode, each byte that breaks the rules as its Windows-1252 character, so that no byte is lost."""
    if encoding.startswith(("utf-16", "utf-32")):
        return _lenient_wide(content, encoding)
    try:
        text = content.decode(encoding, "surrogateescape").translate(_ESCAPED)
    except (UnicodeError, ValueError):
        return windows_1252(content)
    return windows_1252(content) if _has_surrogate(text) else text


def _lenient_wide(content: bytes, encoding: str) -> str:
    """Decode UTF-16 or UTF-32; a broken unit becomes U+FFFD, an odd rest is read as Windows-1252."""
    width = 2 if encoding.startswith("utf-16") else 4
    whole = len(content) - len(content) % width
    return content[:whole].decode(encoding, "replace") + windows_1252(content[whole:])


def _guess(content: bytes, named: str | None) -> Decoded:
    wide = _wide_form(content)
    if wide is not None:
        return Decoded(text=_lenient_wide(content, wide), encoding=wide, guessed=True)
    for encoding in ("utf-8", named):
        if encoding is not None and _is_slightly_broken(content, encoding):
            return Decoded(text=_lenient(content, encoding), encoding=encoding, guessed=True)
    text = windows_1252(content)
    if not _looks_western(content):
        found = _detect(content)
        better = None if found is None else _strict(content, found)
        if found is not None and better is not None:
            return Decoded(text=better, encoding=found, guessed=True)
    return Decoded(text=text, encoding="cp1252", guessed=True)


def _is_slightly_broken(content: bytes, encoding: str) -> bool:
    """Tell whether an encoding explains nearly all bytes outside ASCII: a cut end, a pasted quotation mark."""
    if encoding.startswith(("utf-16", "utf-32")):
        return False
    sample = b"".join(_high_runs(content))
    try:
        text = sample.decode(encoding, "surrogateescape")
    except (UnicodeError, ValueError):
        return False
    broken = sum("\udc80" <= character <= "\udcff" for character in text)
    right = sum(character > "\x7f" for character in text) - broken
    return right > 4 * broken


def _looks_western(content: bytes) -> bool:
    """Tell whether the bytes read as Windows-1252 are Western: its letters and quotation marks, seldom three in a row."""
    runs = _high_runs(content)
    high = [character for character in windows_1252(b"".join(runs)) if character > "\x7f"]
    return len(high) < 2.5 * len(runs) and all(character in _WESTERN for character in high)


def _detect(content: bytes) -> str | None:
    from charset_normalizer import from_bytes  # noqa: PLC0415  # only bytes that say nothing need a guess

    best = from_bytes(b"".join(_high_runs(content)), cp_isolation=list(GUESSED)).best()
    return None if best is None else best.encoding


def _high_runs(content: bytes) -> list[bytes]:
    """Collect the bytes outside ASCII with what follows them: all a guess can rest on, in a bounded sample."""
    runs: list[bytes] = []
    size = 0
    for match in _HIGH_RUNS.finditer(content):
        runs.append(match[0])
        size += len(match[0])
        if size > _SAMPLE_BYTES:
            break
    return runs
