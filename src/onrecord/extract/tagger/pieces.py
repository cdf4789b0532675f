"""A text as the network sees it: words cut into word pieces, each word with its case, its place and its quotation marks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise
from unicodedata import category

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

from onrecord.model.quotations import MARK, Quotation

Ints = NDArray[np.int32]

CASES = ("lower", "title", "upper", "mixed")
"""How a word is written; the vocabulary is in lower case and would lose it."""
QUOTE_STATES = ("outside", "opening", "inside", "closing", "stray")
CHUNK = 8_000
"""Characters given to the tokenizer at a time; a paragraph longer than this is cut at a space, so memory stays bounded."""
LONGEST_WORD = 100
"""Characters; a longer word is unknown to the vocabulary (BERT's own limit)."""
_LAST_LETTER = "\u02ff"
"""Marks over letters come after it."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """Words of the body of a text and the pieces they are made of.

    Attributes:
        start, end: Place of each word in the text, code points, half-open.
        paragraph: Number of the paragraph each word stands in.
        case, quote: Index into `CASES` and `QUOTE_STATES`, a word each.
        first: Index of each word's first piece, and one more: the number of pieces.
        ids: Vocabulary index of each piece.
    """

    start: Ints
    end: Ints
    paragraph: Ints
    case: Ints
    quote: Ints
    first: Ints
    ids: Ints

    def __len__(self) -> int:
        """Count the words."""
        return len(self.start)

    def part(self, first: int, last: int) -> "Pieces":
        """Take some of the words, half-open; their places stay those in the whole text."""
        low, high = int(self.first[first]), int(self.first[last])
        words = slice(first, last)
        return Pieces(
            start=self.start[words],
            end=self.end[words],
            paragraph=self.paragraph[words],
            case=self.case[words],
            quote=self.quote[words],
            first=self.first[first : last + 1] - low,
            ids=self.ids[low:high],
        )


@cache
def vocabulary_text() -> str:
    """Give the vocabulary of the encoder, a piece a line."""
    return resources.files("onrecord.extract.tagger").joinpath("weights", "vocabulary.txt").read_text("utf-8")


@cache
def tokenizer() -> Tokenizer:
    """Make the tokenizer: BERT's normalisation, words split at spaces and punctuation, then word pieces."""
    vocabulary = {piece: number for number, piece in enumerate(vocabulary_text().rstrip("\n").split("\n"))}
    model = WordPiece(vocabulary, unk_token="[UNK]", max_input_chars_per_word=LONGEST_WORD)  # noqa: S106  # no password
    made = Tokenizer(model)
    made.normalizer = BertNormalizer(lowercase=True)
    made.pre_tokenizer = BertPreTokenizer()
    return made


def pieces_of(text: str, paragraphs: Sequence[tuple[int, int]], quotations: Sequence[Quotation]) -> Pieces:
    """Cut the paragraphs of a text into words and pieces.

    Args:
        text: The whole text.
        paragraphs: Where each begins and ends, in order; what lies between them is not read.
        quotations: Those of the text, as `onrecord.model.quotations` pairs them.
    """
    starts: list[int] = []
    ends: list[int] = []
    numbers: list[int] = []
    first: list[int] = []
    ids: list[int] = []
    for number, (low, high) in enumerate(paragraphs):
        for left, right in _chunks(text, low, high):
            encoding = tokenizer().encode(text[left:right], add_special_tokens=False)
            before = None
            for piece, word, (begin, stop) in zip(encoding.ids, encoding.word_ids, encoding.offsets, strict=True):
                if word != before:
                    starts.append(left + begin)
                    ends.append(left + stop)
                    numbers.append(number)
                    first.append(len(ids))
                    before = word
                ends[-1] = left + stop
                ids.append(piece)
    first.append(len(ids))
    ends = [_with_marks(text, end) for end in ends]
    start, end = _ints(starts), _ints(ends)
    states = _quote_states(text, quotations)
    return Pieces(
        start=start,
        end=end,
        paragraph=_ints(numbers),
        case=_ints([_case(text[low:high]) for low, high in zip(starts, ends, strict=True)]),
        quote=states[start].astype(np.int32) if starts else _ints([]),
        first=_ints(first),
        ids=_ints(ids),
    )


def _ints(values: Sequence[int]) -> Ints:
    return np.array(values, dtype=np.int32)


def _with_marks(text: str, end: int) -> int:
    """Take in the marks over the last letter of a word (`e` and U+0301): the vocabulary is without them."""
    while text[end : end + 1] > _LAST_LETTER and category(text[end]) == "Mn":
        end += 1
    return end


def _chunks(text: str, low: int, high: int) -> Iterator[tuple[int, int]]:
    """Cut a paragraph at spaces where it is too long to be taken at once."""
    cuts = [low]
    while high - cuts[-1] > CHUNK:
        space = text.rfind(" ", cuts[-1], cuts[-1] + CHUNK)
        cuts.append(space + 1 if space >= cuts[-1] else cuts[-1] + CHUNK)
    yield from pairwise([*cuts, high])


def _case(word: str) -> int:
    if word == word.lower():
        return 0
    if word[:1].isupper() and (len(word) == 1 or word[1:] == word[1:].lower()):
        return 1
    return 2 if word == word.upper() else 3


def _quote_states(text: str, quotations: Sequence[Quotation]) -> NDArray[np.int8]:
    """Say of each character whether it stands inside a quotation, in one of its marks, or in a mark without a partner."""
    states = np.zeros(len(text) + 1, dtype=np.int8)
    for mark in MARK.finditer(text):
        states[mark.start() : mark.end()] = 4
    for quotation in quotations:
        for low, high in quotation.pieces:
            states[low:high] = 2
            opening = MARK.match(text, low, high)
            if opening:
                states[low : opening.end()] = 1
        states[_closing(text, quotation) : quotation.end] = 3
    return states


def _closing(text: str, quotation: Quotation) -> int:
    """Find where the closing mark of a quotation begins; its end when it has none."""
    for width in (2, 1):
        low = quotation.end - width
        if low > quotation.pieces[-1][0] and MARK.fullmatch(text, low, quotation.end):
            return low
    return quotation.end
