"""Characters of RTF: code pages by number and by the character set of a font, words and symbols that stand for one."""

import codecs

from onrecord.read.decode import windows_1252

WESTERN = "cp1252"

_CHARACTER_SETS = {
    77: "mac_roman",
    128: "cp932",
    129: "cp949",
    130: "johab",
    134: "gbk",
    136: "cp950",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
    254: "cp437",
    255: "cp850",
}
"""Of `fcharset` (RTF specification 1.9.1, font table); 0 and 1 mean the file's own, 2 a font of symbols."""
_CODE_PAGES = {10000: "mac_roman", 65001: "utf-8", 936: "gbk", 1361: "johab"}
_LONGEST = {"cp932": 2, "cp949": 2, "johab": 2, "gbk": 2, "cp950": 2, "utf-8": 4}
"""Bytes that one character may take, in the code pages where it is more than one."""

WORDS = {
    "tab": "\t",
    "line": "\n",
    "emdash": "—",
    "endash": "–",
    "emspace": "\u2003",
    "enspace": "\u2002",
    "qmspace": "\u2005",
    "bullet": "•",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "zwj": "\u200d",
    "zwnj": "\u200c",
}
SYMBOLS = {"~": "\u00a0", "_": "\u2011", "\\": "\\", "{": "{", "}": "}", "\t": "\t"}


def of_character_set(number: int) -> str | None:
    """Give the encoding of a font's character set, None for the file's own."""
    return WESTERN if number == 2 else _CHARACTER_SETS.get(number)


def of_code_page(number: int) -> str:
    """Give the encoding of a code page, Windows-1252 for one that is unknown."""
    name = _CODE_PAGES.get(number, f"cp{number}")
    try:
        codecs.lookup(name)
    except LookupError:
        return WESTERN
    return name


def longest(encoding: str) -> int:
    """Say how many bytes a character may take."""
    return _LONGEST.get(encoding, 1)


def characters(content: bytes, encoding: str) -> str | None:
    """Decode the bytes of one character, None when more are needed or they are none of this encoding."""
    if encoding == WESTERN:
        return windows_1252(content)
    try:
        return content.decode(encoding)
    except UnicodeError:
        return None
