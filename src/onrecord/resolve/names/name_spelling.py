"""The words of an organisation's name, whatever its script, its punctuation and the notes that registers add to it."""

import re
import unicodedata
from collections.abc import Iterable

STOP_WORDS = frozenset({"and", "of", "the", "for", "in", "on", "at", "a", "an", ","})
_NOTES = re.compile(r"\s*\(\s*\d*\s*\)?(?:\s+\d{5,})?\s*$|\s*\bsitz in\b.*$")
"""Site numbers of FPDS, `(0531) 1409343`, whole or cut; the seat that a register adds."""
_OTHER_NAME = re.compile(
    r"(?<=\w)[\s,(]+(?:d\s?/\s?b\s?/\s?a|a\s?/\s?k\s?/\s?a|f\s?/\s?k\s?/\s?a|dba|aka|fka|"
    r"doing business as|(?:also|formerly|now) known as)\b[:.]?\s.*$"
)
_JOINED = re.compile(r"\b(\w{1,2})&(?=\w{1,2}\b)|(?<=\bat) & (?=t\b)")
"""`AT&T`, `R&D`: an ampersand inside initials is no word."""
_INITIALS = re.compile(r"\b(\w) (?:& |and )(?=\w\b)")
"""`B & W`: an ampersand between initials is none either."""
_DROPPED = dict.fromkeys(map(ord, "'’‘`´ʼ\"“”"))
_ASCII_SPACES = str.maketrans({chr(code): " " for code in range(128) if not chr(code).isalnum() and chr(code) != ","})


def split_words(name: str) -> tuple[list[str], int]:
    """Split a name into folded words and commas; gives also the length of the name without notes, in characters.

    Accents, zero-width characters and marks of direction are dropped; letters of every script are kept.
    """
    text = " ".join(_plain(name).split())
    bare = _OTHER_NAME.sub("", _NOTES.sub("", text))
    bare = _INITIALS.sub(r"\1 ", _JOINED.sub(r"\1", bare.translate(_DROPPED)))
    bare = bare.replace("&", " and ").replace("+", " and ")
    spaced = bare.translate(_ASCII_SPACES) if bare.isascii() else "".join(_kept(bare))
    return list(_join_initials(spaced.replace(",", " , ").replace("united states", "us").split())), len(text)


def _plain(name: str) -> str:
    if name.isascii():
        return name.lower()
    visible = "".join(one for one in name if unicodedata.category(one) != "Cf")
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", visible).casefold())
    return "".join(one for one in folded if not unicodedata.combining(one))


def _kept(text: str) -> Iterable[str]:
    for one in text:
        # Vowel signs of Indic scripts are marks: they belong to the word.
        yield one if one.isalnum() or one == "," or unicodedata.category(one)[0] == "M" else " "


def _join_initials(words: Iterable[str]) -> Iterable[str]:
    """Join runs of single letters (`F C N`, `L L C`, and `L 3`); a run of digits alone stays apart."""
    run = ""
    for word in words:
        if len(word) == 1 and word != ",":
            if run and run[-1].isdigit() and word.isdigit():
                yield run
                run = ""
            run += word
            continue
        if run:
            yield run
            run = ""
        yield word
    if run:
        yield run
