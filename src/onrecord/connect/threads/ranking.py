"""Order texts by how near they come to another: shared words (BM25), and sentence vectors where there are any.

Only an order: no score here says that two texts are of one matter. Vectors find what is said in other words, and miss
that one of two like sentences denies the other; shared words find names and figures that vectors blur.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray

from onrecord.connect.threads.vectors import Array, Vectors
from onrecord.connect.threads.wording import STOP_WORDS, WORD, stem

K1, B = 1.2, 0.75
"""How soon repeats of a word stop to count, and how much long texts are held back: the usual values (Robertson and
Zaragoza 2009)."""
WORDS_WEIGHT = 0.2
"""Of BM25 beside the vectors; chosen on the part for training of CheckThat! 2020 (evaluation/claims)."""
ADDRESS = re.compile(r"(?:https?://|www\.|\bpic\.twitter\.com/)\S+")

Scores = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate and how near it comes.

    Attributes:
        place: Of the candidate, as they were given.
        score: What it is ordered by, to be compared within one ranking only: BM25, or with vectors the mix of both in
            standard deviations from the mean of all candidates.
        words: BM25, 0 and up.
        meaning: Cosine of the vectors, -1 to 1; None without vectors.
    """

    place: int
    score: float
    words: float
    meaning: float | None


def terms(text: str) -> tuple[str, ...]:
    """Cut a text into stems of its words, without those that carry nothing and without addresses."""
    plain = ADDRESS.sub(" ", text).casefold().replace("’", "'")
    return tuple(stem(word.removesuffix("'s")) for word in WORD.findall(plain) if word not in STOP_WORDS)


@dataclass(frozen=True, slots=True)
class Bm25:
    """An index of texts by their terms.

    Attributes:
        postings: The texts that have a term, and what it weighs in each.
        size: How many texts.
    """

    postings: Mapping[str, tuple[NDArray[np.intp], Scores]]
    size: int

    def scores(self, query: Sequence[str]) -> Scores:
        """Score every text by the terms of a query, each counted once; 0 where none is shared."""
        found = np.zeros(self.size)
        for term in sorted(set(query)):  # in one order, so that sums are the same in every run
            if term in self.postings:
                places, weights = self.postings[term]
                found[places] += weights
        return found


def rarities(texts: Iterable[Sequence[str]]) -> dict[str, float]:
    """Weigh the terms of some texts by how few texts have them."""
    found = list(texts)
    holders = Counter(term for text in found for term in set(text))
    return {term: log(1 + (len(found) - count + 0.5) / (count + 0.5)) for term, count in holders.items()}


def index(texts: Sequence[Sequence[str]], rarity: Mapping[str, float] | None = None, *, k1: float = K1) -> Bm25:
    """Make the index of texts given as terms.

    Args:
        texts: Each a list of terms.
        rarity: Of every term, where it is that in other texts too; that in these texts otherwise.
        k1: How much repeats count; with 0 each term counts once, and neither repeats nor lengths matter.
    """
    rarity = rarities(texts) if rarity is None else rarity
    mean = sum(map(len, texts)) / max(1, len(texts)) or 1.0
    held: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for place, text in enumerate(texts):
        for term, count in Counter(text).items():
            held[term].append((place, count, len(text)))
    postings = {}
    for term, rows in held.items():
        places, counts, lengths = (np.array(column) for column in zip(*rows, strict=True))
        postings[term] = (places, rarity[term] * counts * (k1 + 1) / (counts + k1 * (1 - B + B * lengths / mean)))
    return Bm25(postings, len(texts))


@dataclass(frozen=True, slots=True)
class Pool:
    """Candidates made ready to be ranked for many queries."""

    words: Bm25
    rows: Array | None
    vectors: Vectors | None

    def rank(self, query: str, most: int | None = None) -> list[Ranked]:
        """Order the candidates, nearest first; those of one score in the order they were given.

        Args:
            query: Any text.
            most: How many are wanted; None for all.
        """
        words = self.words.scores(terms(query))
        meaning = self.rows @ self.vectors.of([query])[0] if self.vectors and self.rows is not None else None
        score = words if meaning is None else mixed(words, meaning.astype(np.float64))
        return [
            Ranked(place, float(score[place]), float(words[place]), None if meaning is None else float(meaning[place]))
            for place in np.argsort(-score, kind="stable")[:most].tolist()
        ]


def pool(candidates: Sequence[str], vectors: Vectors | None = None) -> Pool:
    """Make candidates ready; without vectors they are ranked by their words alone."""
    rows = vectors.of(candidates) if vectors else None
    return Pool(index([terms(one) for one in candidates]), rows, vectors)


def rank(query: str, candidates: Sequence[str], vectors: Vectors | None = None) -> list[Ranked]:
    """Order candidates by how near they come to a query (see `Pool.rank`)."""
    return pool(candidates, vectors).rank(query)


def mixed(words: Scores, meaning: Scores, weight: float = WORDS_WEIGHT) -> Scores:
    """Mix two scores of the same candidates, each counted in standard deviations from its mean.

    Args:
        words: BM25.
        meaning: Cosines.
        weight: Of the words, 0 to 1.
    """
    return weight * _standard(words) + (1 - weight) * _standard(meaning)


def _standard(scores: Scores) -> Scores:
    spread = float(scores.std()) if len(scores) else 0.0
    return np.zeros(len(scores)) if spread == 0 else (scores - scores.mean()) / spread
