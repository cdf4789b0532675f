"""Words of a text as names are compared by, and the ways in which one name is spelt.

A word is compared by its letters: case, accents and marks without width do not count. A word that the end of a line
parts (`Quim-` and `by`) and words written as one (`JaneDoe`) are read both ways.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

MARKS = r"\u0300-\u036f\u00ad\u200b-\u200f\u2060\ufeff"
WORD = re.compile(rf"[^\W\d_][^\W\d_{MARKS}]*(?:[{MARKS}]+[^\W\d_]*)*")
"""Letters, with the accents and the marks without width that stand among them."""
PARTICLES = frozenset(
    "al el bin ibn bint abu ben van von der den de del della di da dos du la le las los st ter ten zu y e".split()  # noqa: SIM905  # reads better than a list
)
"""Small words of names that are masked only together with the others."""
LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"})
"""Letters that have no accent by Unicode, and what passports and registers without them write."""
SPELT_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})
"""What others write for them in German and Nordic names."""
INNER_MARK = re.compile(r"(?<=[^\W\d_])['’`\u02bc\u2010-](?=[^\W\d_])")
"""An apostrophe or a hyphen within a name."""
HALF = re.compile(r"([^\W\d_]{2,})[-\u2010][^\W\d_]{2,}")
PREFIXED = re.compile(r"\b(Ma?c)(?=[A-Z])")
"""A name with a beginning that some write apart."""
OPENINGS = frozenset("mc mac fitz".split()) | PARTICLES  # noqa: SIM905  # reads better than a list
"""What stands before a capital within one name: `McKay`, `DeLong`."""
LINE_BREAK = re.compile(r"[-\u2010\u00ad][ \t]*\r?\n[ \t]*")
"""Where the end of a line parts a word; the hyphen may be hidden."""
HUMP = re.compile(r"[^\W\d_A-Z][A-Z]")
"""Where a word begins within a word."""


class Word(NamedTuple):
    """A word of a text, and its letters as they are compared."""

    start: int
    end: int
    folded: str


@lru_cache(100_000)
def fold(word: str) -> str:
    """Fold a word for comparing."""
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", word).casefold()).translate(LETTERS)
    return "".join(letter for letter in plain if letter.isalnum())


def words_of(text: str) -> list[Word]:
    """List the words of a text."""
    return [Word(one.start(), one.end(), fold(one[0])) for one in WORD.finditer(text)]


def other_readings(text: str, words: Sequence[Word] | None = None) -> list[list[Word]]:
    """List the words of a text read in other ways: those parted by a line's end as one, those written as one apart.

    Args:
        text: The text.
        words: Its words, where they are at hand.
    """
    is_broken, is_joined = LINE_BREAK.search(text), HUMP.search(text)
    if not (is_broken or is_joined):
        return []
    words = words_of(text) if words is None else words
    found = [_mended(text, words)] if is_broken else []
    return [*found, _parted(text, words)] if is_joined else found


def _mended(text: str, words: Sequence[Word]) -> list[Word]:
    found: list[Word] = []
    for one in words:
        before = found[-1] if found else None
        # A hidden hyphen counts as one of the word's own marks, so it is looked for from the word's last letter on.
        if before and LINE_BREAK.fullmatch(text, _last_letter(text, before), one.start):
            found[-1] = Word(before.start, one.end, before.folded + one.folded)
        else:
            found.append(one)
    return found


def _last_letter(text: str, word: Word) -> int:
    end = word.end
    while end > word.start and text[end - 1] == "\u00ad":
        end -= 1
    return end


def _parted(text: str, words: Sequence[Word]) -> list[Word]:
    found = []
    for one in words:
        place = one.start
        for hump in HUMP.finditer(text, one.start, one.end):
            start = hump.start() + 1
            if fold(text[place:start]) not in OPENINGS:
                found.append(Word(place, start, fold(text[place:start])))
                place = start
        found.append(one if place == one.start else Word(place, one.end, fold(text[place : one.end])))
    return found


def spellings(name: str) -> Iterator[str]:
    """Give a name and the ways in which others write it: `O'Brien` as one word, `Müller` as `Mueller`, half a double name."""
    yield name
    joined = INNER_MARK.sub("", name)
    words = joined.split(" ")
    is_turned = "," in name
    parts = [
        word
        if number + 1 == len(words) or word.lower() not in PARTICLES or (not number and not is_turned)
        else f"{word}\0"
        for number, word in enumerate(words)
    ]
    for other in (joined, " ".join(parts).replace("\0 ", ""), HALF.sub(r"\1", name), PREFIXED.sub(r"\1 ", name)):
        if other != name:
            yield other
    if not name.isascii():
        spelt = unicodedata.normalize("NFC", name).lower().translate(SPELT_OUT)
        if not spelt.isascii() or spelt != name.lower():
            yield spelt
