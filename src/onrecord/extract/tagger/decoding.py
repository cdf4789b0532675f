"""From the network's scores to attributions as places in the text."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, pairwise
from math import ceil

import numpy as np

from onrecord.extract.tagger.lattice import (
    NEVER,
    ROLES,
    Doubles,
    Floats,
    Integers,
    Lattice,
    Path,
    Transitions,
    best_paths,
    candidate_cues,
    distance_classes,
    groups,
)
from onrecord.extract.tagger.links import LINKS, beside, cues_between
from onrecord.extract.tagger.pieces import Pieces

Place = tuple[int, int]

UNIT = 400
"""Words that are decoded together at most; a longer paragraph is cut into parts of like length."""
MOST_CUES = 24
"""Candidate cues of a unit at most, the likeliest, so that no text takes more than its share of time and memory. No 400
words of PolNeAR's training and development articles hold more than 20 cues."""


@dataclass(frozen=True, slots=True)
class Outputs:
    """What the network says of each word.

    Attributes:
        tags: Words x 7: outside, then begin and inside of source, cue, content.
        entities: Words x entity tags.
        query: Words x (links x width + 1), see links.py; the last column says how likely a cue there has no source.
        key: Words x links x width; its product with the query says what a word is to a cue.
    """

    tags: Floats
    entities: Floats
    query: Floats
    key: Floats


@dataclass(frozen=True, slots=True)
class Decoder:
    """What decoding needs beside the scores.

    Attributes:
        transitions: The learnt tables.
        least_cue: Probability from which a word is a candidate cue.
    """

    transitions: Transitions
    least_cue: float


@dataclass(frozen=True, slots=True)
class Heard:
    """An attribution as the network hears it, in code points.

    Attributes:
        source, cue, content: Places, half-open. A source may be empty, and several attributions of a paragraph may share it.
        evidence: Probabilities by role. Source: that its first word is among these, or that there is none where it is empty;
            cue and content: the mean over their words that they are its own.
        cue_odds: Mean probability of the cue's words to belong to some cue, by their tags alone.
    """

    source: tuple[Place, ...]
    cue: tuple[Place, ...]
    content: tuple[Place, ...]
    evidence: tuple[float, float, float]
    cue_odds: float


@dataclass(frozen=True, slots=True)
class _Unit:
    """Words that are decoded together, and the candidate cues among them, counted from `low`."""

    low: int
    high: int
    cues: Integers


def read(pieces: Pieces, outputs: Outputs, decoder: Decoder) -> list[Heard]:
    """Decode a text, paragraph by paragraph.

    Every attribution has a cue and a content; a word of these belongs to one attribution, a source's to several maybe. What
    is heard in a paragraph depends on no other paragraph.
    """
    cue, begins = _cue_probabilities(outputs.tags)
    units = _with_cues(pieces, cue, begins, decoder.least_cue)
    found: list[list[Heard]] = [[] for _ in units]
    for group in groups([(unit.high - unit.low, len(unit.cues)) for unit in units]):
        links = [_links(outputs, units[number], decoder.transitions, cue) for number in group]
        lattices = [_lattice(outputs, units[number], scores) for number, (scores, _) in zip(group, links, strict=True)]
        paths = best_paths(lattices, decoder.transitions)
        for number, path, (_, pointer) in zip(group, paths, links, strict=True):
            found[number] = list(_heard(pieces, units[number], path, cue, pointer))
    return list(chain.from_iterable(found))


def _cue_probabilities(tags: Floats) -> tuple[Floats, Floats]:
    """Give each word's probabilities to belong to a cue and to be the first of one."""
    if not len(tags):
        return np.zeros(0, dtype=np.float32), np.zeros(0, dtype=np.float32)
    likely = np.exp(tags - tags.max(1, keepdims=True))
    likely /= likely.sum(1, keepdims=True)
    return likely[:, 3] + likely[:, 4], likely[:, 3]


def _parts(pieces: Pieces) -> Iterator[Place]:
    """Cut the words into units: paragraphs, or parts of one of like length."""
    borders = (np.flatnonzero(np.diff(pieces.paragraph)) + 1).tolist()
    for low, high in pairwise([0, *borders, len(pieces)] if len(pieces) else []):
        count = ceil((high - low) / UNIT)
        yield from pairwise(low + (high - low) * part // count for part in range(count + 1))


def _with_cues(pieces: Pieces, cue: Floats, begins: Floats, least: float) -> list[_Unit]:
    """List the units that have candidate cues, each with those likeliest to be one."""
    before = np.concatenate([[0], np.cumsum(cue >= least)]).tolist()
    found = []
    for low, high in _parts(pieces):
        if before[low] == before[high]:
            continue
        cues = candidate_cues(cue[low:high], begins[low:high], least)
        if len(cues) > MOST_CUES:
            cues = sorted(sorted(cues, key=lambda span: -cue[low:high][slice(*span)].mean())[:MOST_CUES])
        found.append(_Unit(low, high, np.array(cues)))
    return found


def _links(outputs: Outputs, unit: _Unit, transitions: Transitions, cue: Floats) -> tuple[Floats, Doubles]:
    """Score what each word of a unit is to each of its cues.

    Returns:
        Links x words x cues, and the probability of each word to be the first of each cue's source (cues x words); what
        these lack to 1 is the probability that it has none.
    """
    words, size = slice(unit.low, unit.high), unit.high - unit.low
    query, key = outputs.query[words], outputs.key[words]
    heads = np.stack([query[first:last].mean(0) for first, last in unit.cues.tolist()])
    nobody, heads = heads[:, -1:], heads[:, :-1].reshape(len(heads), len(LINKS), -1)
    scores = key.transpose(1, 0, 2) @ heads.transpose(1, 2, 0) / np.float32(key.shape[-1] ** 0.5)
    seen = np.array([cue[words][first:last].max() for first, last in unit.cues.tolist()], dtype=np.float32)
    scores += transitions.distance[:, distance_classes(size, unit.cues)]
    scores += transitions.between[:, None, None] * cues_between(size, unit.cues, seen)
    scores[LINKS.index("cue")][~beside(size, unit.cues)] = NEVER
    pointer = np.concatenate([nobody, scores[LINKS.index("pointer")].T], 1).astype(np.float64)
    pointer = np.exp(pointer - pointer.max(1, keepdims=True))
    return scores, pointer[:, 1:] / pointer.sum(1, keepdims=True)


def _lattice(outputs: Outputs, unit: _Unit, links: Floats) -> Lattice:
    """Score the words of a unit in every role of each of its cues."""
    tags = outputs.tags[unit.low : unit.high].astype(np.float64)
    scores = np.empty((len(tags), 1 + len(ROLES) * len(unit.cues)))
    scores[:, 0] = tags[:, 0]
    inside = tags[:, 2::2]
    scores[:, 1:] = (links[: len(ROLES)].transpose(1, 2, 0) + inside[:, None, :]).reshape(len(tags), -1)
    enter = np.zeros((len(tags), 1 + len(ROLES)))
    enter[:, 1:] = tags[:, 1::2] - inside
    return Lattice(scores, enter)


def _sources(path: Path, pointer: Doubles) -> Iterator[tuple[Integers, float]]:
    """Choose the source of each cue among the runs of words that are a source of any; several cues may share one.

    Gives the words of the source, none where "no source" is likelier than any run, and how likely the choice is.
    """
    source = np.flatnonzero((path.state > 0) & ((path.state - 1) % len(ROLES) == 0))
    cuts = np.flatnonzero((np.diff(source) > 1) | (np.diff(path.state[source]) != 0)) + 1
    runs = np.split(source, cuts) if len(source) else []
    for likely in pointer:
        shares = [float(likely[run].sum()) for run in runs]
        nobody = min(1.0, max(0.0, 1.0 - float(likely.sum())))
        best = max(range(len(runs)), key=shares.__getitem__, default=-1)
        if best >= 0 and shares[best] > nobody:
            yield runs[best], min(1.0, shares[best])
        else:
            yield source[:0], nobody


def _heard(pieces: Pieces, unit: _Unit, path: Path, cue: Floats, pointer: Doubles) -> Iterator[Heard]:
    """Give the attributions of a unit that have a cue and a content, in the order of their candidate cues."""
    words = np.bincount(path.state, minlength=path.marginal.shape[1])
    for number, (source, sure) in enumerate(_sources(path, pointer)):
        said_state, content_state = (1 + len(ROLES) * number + ROLES.index(role) for role in ("cue", "content"))
        if not words[said_state] or not words[content_state]:
            continue
        said, content = np.flatnonzero(path.state == said_state), np.flatnonzero(path.state == content_state)
        yield Heard(
            source=_places(pieces, source + unit.low),
            cue=_places(pieces, said + unit.low),
            content=_places(pieces, content + unit.low),
            evidence=(
                sure,
                float(path.marginal[said, said_state].mean()),
                float(path.marginal[content, content_state].mean()),
            ),
            cue_odds=min(1.0, float(cue[said + unit.low].mean())),  # rounding may leave it above
        )


def _places(pieces: Pieces, words: Integers) -> tuple[Place, ...]:
    """Join neighbouring words."""
    if not len(words):
        return ()
    cuts = np.flatnonzero(np.diff(words) > 1)
    firsts, lasts = words[np.concatenate([[0], cuts + 1])], words[np.concatenate([cuts, [len(words) - 1]])]
    return tuple(zip(pieces.start[firsts].tolist(), pieces.end[lasts].tolist(), strict=True))
