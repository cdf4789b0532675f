"""What each part of the decoding buys: `python training/compare.py --encoder FOLDER --run runs/NAME`, even half of dev."""

import argparse
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch

from decode import decoder_of, outputs_of
from encoder import load_encoder
from network import Shape
from onrecord.extract.tagger.decoding import Heard, Outputs, read
from onrecord.extract.tagger.lattice import ROLES
from onrecord.extract.tagger.pieces import Pieces
from scoring import SHARED, Scored, dev_halves, scores_of


def main() -> None:
    """Score one network by several decodings."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--least-cue", type=float, default=0.3)
    parser.add_argument("--shared", type=Path, default=SHARED)
    given = parser.parse_args()
    kept = torch.load(given.run / "last.pt", weights_only=True)
    network = load_encoder(given.encoder, Shape(**kept["shape"]))
    even, _ = dev_halves(given.shared)
    for weights in ("network", "average"):
        network.load_state_dict(kept[weights])
        network.eval()
        outputs = [outputs_of(network, one.article) for one in even]
        decoder = decoder_of(network, given.least_cue)
        both = [(one.article.pieces, some) for one, some in zip(even, outputs, strict=True)]
        found = [read(pieces, some, decoder) for pieces, some in both]
        show(f"{weights}: likeliest tags, nearest cue", even, [nearest(pieces, some) for pieces, some in both])
        show(f"{weights}: lattice, a source for one cue", even, [unshared(heard) for heard in found])
        show(f"{weights}: lattice, sources shared", even, found)


def show(name: str, articles: list[Scored], heard: list[list[Heard]]) -> None:
    """Print F1 by metric."""
    print(name, {metric: values[2] for metric, values in scores_of(articles, heard).items()})


def unshared(heard: list[Heard]) -> list[Heard]:
    """Leave a source that several statements share to the one whose cue is nearest."""
    closest: dict[tuple[tuple[int, int], ...], Heard] = {}
    for one in heard:
        before = closest.setdefault(one.source, one)
        if one.source and abs(one.cue[0][0] - one.source[0][0]) < abs(before.cue[0][0] - one.source[0][0]):
            closest[one.source] = one
    return [one if closest[one.source] is one else replace(one, source=()) for one in heard]


def nearest(pieces: Pieces, outputs: Outputs) -> list[Heard]:
    """Read every word's likeliest tag; give sources and contents to the nearest cue of their paragraph."""
    tag = outputs.tags.argmax(1)
    kind = (tag + 1) // 2
    cuts = (np.diff(kind) != 0) | (np.diff(pieces.paragraph) != 0) | ((tag[1:] % 2 == 1) & (tag[1:] > 0))
    edges = [0, *(np.flatnonzero(cuts) + 1).tolist(), len(pieces)]
    runs = [(low, high) for low, high in pairwise(edges) if kind[low]]
    cues = [run for run in runs if ROLES[kind[run[0]] - 1] == "cue"]
    given: dict[tuple[int, int], dict[str, list[tuple[int, int]]]] = {
        cue: {"source": [], "content": []} for cue in cues
    }
    for low, high in runs:
        near = [cue for cue in cues if pieces.paragraph[cue[0]] == pieces.paragraph[low]]
        if (low, high) not in given and near:
            closest = min(near, key=lambda cue: max(cue[0] - high, low - cue[1]))
            given[closest][ROLES[kind[low] - 1]].append((low, high))

    def places(some: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
        return tuple((int(pieces.start[low]), int(pieces.end[high - 1])) for low, high in some)

    return [
        Heard(places(roles["source"][:1]), places([cue]), places(roles["content"]), (0.0, 0.0, 0.0), 0.0)
        for cue, roles in given.items()
        if roles["content"]
    ]


if __name__ == "__main__":
    main()
