"""Windows to tensors, and the paragraphs' lattices with candidate cues."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from corpora import Article, Labels, Version
from entity_corpora import ENTITY_TYPES, EntityText
from onrecord.extract.tagger.lattice import NEVER, candidate_cues, distance_classes
from onrecord.extract.tagger.links import LINKS, REACH, beside, cues_between
from onrecord.extract.tagger.windows import Window, batch_of, windows

Scores = NDArray[np.float32]

MOST_WRONG = 8
"""Cues that are none, a paragraph: at first the network sees one in every word."""
LEAST_CUE = 0.15
"""Probability from which words count as a candidate cue while training."""


@dataclass(frozen=True, slots=True)
class Read:
    """A window of one article in one annotator's version, or of a text with names."""

    article: Article | EntityText
    version: Version | None
    window: Window


@dataclass(frozen=True, slots=True)
class Unit:
    """A paragraph inside a batch.

    Attributes:
        words: Where its words stand among those of the batch.
        role, owner: Their labels (see `Version`).
        pointer: First word of each attribution's source, counted from the paragraph's first word.
    """

    words: Labels
    role: Labels
    owner: Labels
    pointer: dict[int, int]


@dataclass(frozen=True, slots=True)
class Candidates:
    """The candidate cues of a batch of paragraphs, padded (units x words, units x cues, or units x words x cues).

    Attributes:
        places: Where each word stands among those of the batch; `size` words a unit.
        member: Share of each word in each cue (units x cues x words).
        classes, between, beside: Distance class, cues between, and whether the word may be the cue's own.
        present: Cues that are there.
        gold: Gold state of each word.
        pointer: First word of each cue's source, -1 for none, `IGNORED` for a cue that is none.
    """

    places: Tensor
    size: Tensor
    member: Tensor
    classes: Tensor
    between: Tensor
    beside: Tensor
    present: Tensor
    gold: Tensor
    pointer: Tensor


IGNORED = -100


def epoch(articles: Sequence[Article], random_: random.Random, limit: int) -> list[Read]:
    """Cut every article anew: one version of it, another first window."""
    reads: list[Read] = []
    for article in articles:
        version = random_.choice(article.versions)
        head = random_.randint(limit // 4, limit)
        reads.extend(Read(article, version, window) for window in windows(article.pieces, limit, head))
    random_.shuffle(reads)
    return reads


def entity_batch(texts: Sequence[EntityText], random_: random.Random, limit: int) -> list[Read]:
    """Cut every text with names anew, in any order."""
    reads = [
        Read(one, None, window)
        for one in texts
        for window in windows(one.pieces, limit, random_.randint(limit // 4, limit))
    ]
    random_.shuffle(reads)
    return reads


def batches(reads: Sequence[Read], size: int, random_: random.Random) -> Iterator[list[Read]]:
    """Group windows of like length, a few hundred at a time so that batches stay mixed."""
    pool = size * 24
    groups: list[list[Read]] = []
    for start in range(0, len(reads), pool):
        near = sorted(reads[start : start + pool], key=lambda read: read.window.last - read.window.first)
        groups.extend(near[low : low + size] for low in range(0, len(near), size))
    random_.shuffle(groups)
    yield from groups


def tensors(reads: Sequence[Read]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Lay windows side by side: ids, case, quote, and the places of the words' first pieces."""
    laid = [batch_of(read.article.pieces, [read.window]) for read in reads]
    width = max(ids.shape[1] for ids, _, _, _ in laid)
    planes = [torch.zeros(len(reads), width, dtype=torch.long) for _ in range(3)]
    places = []
    for number, row in enumerate(laid):
        for plane, values in zip(planes, row[:3], strict=True):
            plane[number, : values.shape[1]] = torch.from_numpy(values[0]).long()
        places.append(torch.from_numpy(row[3]).long() + number * width)
    return planes[0], planes[1], planes[2], torch.cat(places)


def labels(reads: Sequence[Read]) -> tuple[Tensor, list[Unit]]:
    """Give the tag of each word of the batch (0 outside, B and I of each role) and the batch's paragraphs."""
    tags: list[np.ndarray] = []
    units: list[Unit] = []
    offset = 0
    for read in reads:
        assert read.version is not None  # noqa: S101  # windows of articles have one
        low, high = read.window.first, read.window.last
        role = read.version.role[low:high]
        begins = read.version.begins[low:high].copy()
        begins[0] = True
        tags.append(np.where(role == 0, 0, 2 * role - begins))
        paragraph = read.article.pieces.paragraph[low:high]
        edges = [0, *(np.flatnonzero(np.diff(paragraph)) + 1).tolist(), high - low]
        for first, last in pairwise(edges):
            owner = read.version.owner[low + first : low + last]
            pointer = {
                one: at - low - first for one, at in read.version.pointer.items() if low + first <= at < low + last
            }
            units.append(Unit(np.arange(first, last) + offset, role[first:last], owner, pointer))
        offset += high - low
    return torch.from_numpy(np.concatenate(tags)), units


def candidates(units: Sequence[Unit], tags: Tensor, random_: random.Random) -> Candidates:
    """Find candidate cues: the gold ones, and those the network sees where there are none.

    Args:
        units: The paragraphs.
        tags: Scores of the tags, words x 7.
        random_: Decides whether a gold cue is given as annotated or as the network sees it.
    """
    likely = torch.softmax(tags.detach(), 1).numpy()
    cues = [_cues(unit, likely[unit.words], random_) for unit in units]
    width, most = max(len(unit.words) for unit in units), max(1, *(len(found) for found in cues))
    count = len(units)
    made = Candidates(
        places=torch.zeros(count, width, dtype=torch.long),
        size=torch.tensor([len(unit.words) for unit in units]),
        member=torch.zeros(count, most, width),
        classes=torch.zeros(count, width, most, dtype=torch.long),
        between=torch.zeros(count, width, most),
        beside=torch.ones(count, width, most, dtype=torch.bool),
        present=torch.zeros(count, most, dtype=torch.bool),
        gold=torch.zeros(count, width, dtype=torch.long),
        pointer=torch.full((count, most), IGNORED),
    )
    for number, (unit, found) in enumerate(zip(units, cues, strict=True)):
        _fill(made, number, unit, found, likely[unit.words])
    return made


def _fill(
    made: Candidates, number: int, unit: Unit, found: Sequence[tuple[tuple[int, int], int]], likely: Scores
) -> None:
    size = len(unit.words)
    made.places[number, :size] = torch.from_numpy(unit.words)
    if not found:
        return
    spans = np.array([span for span, _ in found])
    seen = np.array([(likely[low:high, 3] + likely[low:high, 4]).max() for low, high in spans], dtype=np.float32)
    made.classes[number, :size, : len(found)] = torch.from_numpy(distance_classes(size, spans))
    made.between[number, :size, : len(found)] = torch.from_numpy(cues_between(size, spans, seen))
    made.beside[number, :size, : len(found)] = torch.from_numpy(beside(size, spans))
    made.present[number, : len(found)] = True
    for index, ((low, high), owner) in enumerate(found):
        made.member[number, index, low:high] = 1 / (high - low)
        if owner >= 0:
            own = unit.owner == owner
            made.gold[number, :size][torch.from_numpy(own)] = torch.from_numpy(3 * index + unit.role[own])
            made.pointer[number, index] = unit.pointer.get(owner, -1)


@dataclass(frozen=True, slots=True)
class Tables:
    """The learnt tables that turn links into scores (see `network.Tagger`)."""

    distance: Tensor
    between: Tensor


def lattice(
    tags: Tensor, query: Tensor, key: Tensor, made: Candidates, tables: Tables
) -> tuple[Tensor, Tensor, Tensor]:
    """Score the states of paragraphs, what it adds to enter a type of state, and where each cue's source begins.

    Args:
        tags: Words x 7.
        query: Words x (links x width + 1), see `network.Tagger`.
        key: Words x links x width.
        made: The candidate cues.
        tables: What is added for distance and for cues between.

    Returns:
        Units x words x states; units x words x 4; units x cues x (1 + words), the first column for "no source".
    """
    width = key.shape[-1]
    heads = torch.einsum("ukw,uwx->ukx", made.member, query[made.places])
    nobody, heads = heads[..., -1:], heads[..., :-1].unflatten(2, (len(LINKS), width))
    links = torch.einsum("ukrd,uwrd->uwkr", heads, key[made.places]) / width**0.5
    links = links + tables.distance[:, made.classes].permute(1, 2, 3, 0) + made.between[..., None] * tables.between
    tags = tags[made.places]
    inside = tags[:, :, 2::2]
    states = links[..., :3] + inside[:, :, None, :]
    allowed = made.present[:, None, :, None].expand_as(states).clone()
    allowed[..., 1] &= made.beside
    states = states.masked_fill(~allowed, float(NEVER)).flatten(2)
    enter = torch.cat([torch.zeros_like(tags[:, :, :1]), tags[:, :, 1::2] - inside], 2)
    real = torch.arange(made.places.shape[1])[None, :] < made.size[:, None]
    pointer = links[..., 3].masked_fill(~real[:, :, None], float(NEVER)).transpose(1, 2)
    return torch.cat([tags[:, :, :1], states], 2), enter, torch.cat([nobody, pointer], 2)


def _cues(unit: Unit, likely: Scores, random_: random.Random) -> list[tuple[tuple[int, int], int]]:
    """List candidate cues with the attribution they stand for, -1 for none."""
    seen = candidate_cues(likely[:, 3] + likely[:, 4], likely[:, 3], LEAST_CUE)
    found: list[tuple[tuple[int, int], int]] = []
    taken: set[tuple[int, int]] = set()
    for owner in dict.fromkeys(unit.owner[unit.role == 2].tolist()):
        places = np.flatnonzero((unit.owner == owner) & (unit.role == 2))
        gold = (int(places[0]), int(places[-1]) + 1)
        like = [span for span in seen if span[0] < gold[1] and span[1] > gold[0]]
        near = [span for span in like if span[0] - REACH <= gold[0] and gold[1] <= span[1] + REACH]
        taken.update(like)
        found.append(
            (near[0] if near and near[0] not in (s for s, _ in found) and random_.random() < 0.5 else gold, owner)
        )
    wrong = sorted(
        (span for span in seen if span not in taken), key=lambda span: -likely[slice(*span), 3:5].sum(1).max()
    )
    found.extend((span, -1) for span in wrong[:MOST_WRONG])
    return sorted(found)


def entity_labels(reads: Sequence[Read]) -> tuple[Tensor, Tensor]:
    """Give the entity tag of each word, and which tags its corpus annotates (words x tags)."""
    tags, annotated = [], []
    for read in reads:
        assert isinstance(read.article, EntityText)  # noqa: S101  # windows of the entity corpora
        low, high = read.window.first, read.window.last
        tags.append(read.article.tags[low:high])
        marked = [kind in read.article.allowed for kind in ENTITY_TYPES for _ in "BI"]
        annotated.append(np.repeat([[True, *marked]], high - low, 0))
    return torch.from_numpy(np.concatenate(tags)), torch.from_numpy(np.concatenate(annotated))
