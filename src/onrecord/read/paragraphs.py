"""Lines of a text joined to paragraphs: one line on a scraped page, several where a text is wrapped at a column."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

_LINE = re.compile(r"[^\r\n]+")
_ONE_BREAK = frozenset({"\n", "\r\n", "\r", ""})
_CLOSERS = "\"'”’»)]}*_ \t\xa0"
_FINAL = frozenset(".!?…:;。！？」』")  # the last five end Chinese and Japanese sentences
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_CHUNK = 1 << 16
"""Characters whose words are counted at a time: a line of 100 MB would make a list of a gigabyte."""
_WRAP_WIDTH = 130
_WRAP_SHORTEST = 40


@dataclass(frozen=True, slots=True)
class Row:
    """A line that holds a character; offsets in code points of the text, half-open, without the line break."""

    start: int
    end: int
    text: str
    after_blank: bool

    @property
    def is_blank(self) -> bool:
        """Tell whether the line holds white space only."""
        return not self.text

    @property
    def ends_sentence(self) -> bool:
        """Tell whether the last mark, closing quotation marks and brackets aside, ends a sentence."""
        return ends_sentence(self.text)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Adjoining lines that belong together.

    Attributes:
        first, last: Positions in the sequence of rows, both included.
        text: The words, lines joined by a space.
        words: Words; two characters count as one in scripts without spaces.
        after_blank: A blank line, or the start of the text, stands before it.
    """

    first: int
    last: int
    text: str
    words: int
    after_blank: bool

    @property
    def ends_sentence(self) -> bool:
        """Tell whether the last mark, closing quotation marks and brackets aside, ends a sentence."""
        return ends_sentence(self.text)


def ends_sentence(text: str) -> bool:
    """Tell whether the last mark, closing quotation marks and brackets aside, ends a sentence."""
    tail = text[-12:].rstrip(_CLOSERS)
    return bool(tail) and tail[-1] in _FINAL


def split_rows(text: str) -> list[Row]:
    r"""Cut a text at `\n`, `\r\n` and `\r`; empty lines are left out, lines of white space are kept."""
    rows: list[Row] = []
    previous = 0
    blank = True
    for match in _LINE.finditer(text):
        words = match[0].strip()
        blank = blank or text[previous : match.start()] not in _ONE_BREAK
        rows.append(Row(match.start(), match.end(), words, blank))
        previous = match.end()
        blank = not words
    return rows


def count_rows(text: str) -> int:
    """Count the lines that `split_rows` gives, without making them."""
    return sum(1 for _ in _LINE.finditer(text))


def join_paragraphs(rows: Sequence[Row]) -> list[Paragraph]:
    """Join the lines of wrapped paragraphs; lines of white space belong to none."""
    wrapped = _is_wrapped(rows)
    paragraphs: list[Paragraph] = []
    first = 0
    while first < len(rows):
        if rows[first].is_blank:
            first += 1
            continue
        last = first
        while last + 1 < len(rows) and _continues(rows[last], rows[last + 1], wrapped=wrapped):
            last += 1
        text = " ".join(row.text for row in rows[first : last + 1]) if last > first else rows[first].text
        paragraphs.append(Paragraph(first, last, text, count_words(text), rows[first].after_blank))
        first = last + 1
    return paragraphs


def count_words(text: str) -> int:
    """Count words; in scripts without spaces two characters count as one."""
    words, inside = 0, False
    for start in range(0, len(text), _CHUNK):
        chunk = text[start : start + _CHUNK]
        words += len(chunk.split()) - (inside and not chunk[0].isspace())
        inside = not chunk[-1].isspace()
    return words if text.isascii() else words + (len(text) - len(_UNSPACED.sub("", text))) // 2


def _is_wrapped(rows: Sequence[Row]) -> bool:
    """Tell whether a text is wrapped at a column: long lines that end mid-sentence often go on in lower case."""
    open_lines = continued = 0
    for row, following in pairwise(rows):
        if _may_be_wrapped(row, following):
            open_lines += 1
            continued += following.text[:1].islower()
    return continued >= 3 and continued >= 0.3 * open_lines


def _may_be_wrapped(row: Row, following: Row) -> bool:
    if following.after_blank or following.is_blank or not _WRAP_SHORTEST <= len(row.text) <= _WRAP_WIDTH:
        return False
    return len(following.text) <= _WRAP_WIDTH and not row.ends_sentence


def _continues(row: Row, following: Row, *, wrapped: bool) -> bool:
    return _may_be_wrapped(row, following) and (wrapped or following.text[:1].islower())


def comparable(text: str) -> str:
    """Reduce a headline to its words in one case, so that repeats are found whatever their punctuation."""
    return re.sub(r"\W+", " ", text).strip().casefold()
