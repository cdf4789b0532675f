"""Fit the weights of the alignment of names and write them, with the table of rare words, into the package.

    python evaluation/names/fit.py [--shared DIR] [--write]

Weights: logistic regression with an L2 penalty of 1, Newton's method, on the half for fitting, each pair as a large record
shows it and as an empty one does; pairs that a hard difference rules out are left out. Printed are precision and recall
on that half, each fifth of its families scored with weights of the other four: LINK and REVIEW in `name_alignment` are
read off there. Rare words: in how many of the vendor names of CSIS's Lookup-Tables (CC0-1.0) each word stands. Nothing
here is drawn by chance.
"""

import argparse
import csv
import json
import sys
from collections import Counter
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).parent))

from pairs import AWARDS, Pair, halves, harvest

import onrecord.resolve
from onrecord.resolve.names.name_alignment import RULED_OUT, Features, Rarity, ceiling, features
from onrecord.resolve.names.name_words import align
from onrecord.resolve.names.org_names import parse

Floats = NDArray[np.float64]
WEIGHTS = Path(onrecord.resolve.__file__).parent / "names" / "weights"
LEAST_NAMES = 5
"""Words of fewer names are all as rare; names of people are among them and stay out of the table."""
FIFTHS = 5


def rarity_table(folder: Path) -> dict[str, object]:
    """Count in how many different names each word stands."""
    with (folder / "csis/vendorname_standardized.tsv").open(encoding="utf-8-sig", newline="") as file:
        names = {row["StandardizedVendorName"] or "" for row in csv.DictReader(file, delimiter="\t")}
    cores = {(name := parse(one)).core: name.words for one in names}
    counts = Counter(word for words in cores.values() for word in words)
    return {
        "source": "vendorname_standardized of CSISdefense/Lookup-Tables, CC0-1.0; made by evaluation/names/fit.py",
        "names": len(cores),
        "counts": {word: count for word, count in sorted(counts.items()) if count >= LEAST_NAMES},
    }


def measured(pairs: Sequence[Pair], rarity: Rarity | None = None) -> tuple[Floats, Floats, Floats]:
    """Measure the features of each pair: the matrix, who is one body, the most each can score.

    Without `rarity`, it is learnt from the names of the pairs.
    """
    rarity = rarity or Rarity.of(parse(name) for pair in pairs for name in (pair.left, pair.right))
    both = [(parse(pair.left), parse(pair.right)) for pair in pairs]
    aligned = [(one, other, align(one, other)) for one, other in both]
    rows = [[*features(*one, rarity), 1.0] for one in aligned]
    same = np.array([pair.same for pair in pairs], dtype=np.float64)
    return np.array(rows), same, np.array([ceiling(*one) for one in aligned])


def learnt(pairs: Sequence[Pair]) -> Floats:
    """Fit weights on pairs that no hard difference rules out, each as a large record shows it and as an empty one does."""
    rows, same, most = measured(pairs)
    alone, _, _ = measured(pairs, Rarity.of(()))
    left = most > RULED_OUT
    return fitted(np.concatenate([rows[left], alone[left]]), np.concatenate([same[left], same[left]]))


def fitted(rows: Floats, same: Floats, penalty: float = 1.0) -> Floats:
    """Fit a logistic regression; the last column is the constant, which the penalty spares."""
    weights = np.zeros(rows.shape[1])
    penalties = np.full(rows.shape[1], penalty)
    penalties[-1] = 0.0
    for _ in range(100):
        share = predicted(rows, weights)
        slope = rows.T @ (share - same) + penalties * weights
        bend = (rows.T * (share * (1 - share))) @ rows + np.diag(penalties)
        step = np.linalg.solve(bend, slope)
        weights = weights - step
        if float(np.abs(step).max()) < 1e-9:
            break
    return weights


def predicted(rows: Floats, weights: Floats) -> Floats:
    """Give the share of pairs with these features that are one body."""
    return np.asarray(1 / (1 + np.exp(-(rows @ weights))), dtype=np.float64)


def scored(pairs: Sequence[Pair], weights: Floats, rarity: Rarity | None = None) -> Floats:
    """Score pairs with weights, as the package does with its own."""
    rows, _, most = measured(pairs, rarity)
    return np.minimum(predicted(rows, weights), most)


def cross_fitted(pairs: Sequence[Pair], rarity: Rarity) -> Floats:
    """Score each fifth of the families with weights of the others."""
    fifth = np.array([int(sha256(pair.family.encode()).hexdigest(), 16) // 2 % FIFTHS for pair in pairs])
    scores = np.zeros(len(pairs))
    for one in range(FIFTHS):
        others = [pair for pair, at in zip(pairs, fifth, strict=True) if at != one]
        own = [pair for pair, at in zip(pairs, fifth, strict=True) if at == one]
        scores[fifth == one] = scored(own, learnt(others), rarity)
    return scores


def fit(pairs: Sequence[Pair]) -> dict[str, Any]:
    """Fit the weights on pairs."""
    weights = learnt(pairs)
    named = dict(zip(Features._fields, (round(float(one), 3) for one in weights), strict=False))
    return {"weights": named, "bias": round(float(weights[-1]), 3)}


def show_thresholds(pairs: Sequence[Pair], rarity: Rarity, *, record: str) -> None:
    """Print precision and recall at thresholds, and how well the score is calibrated."""
    _, same, most = measured(pairs, rarity)
    scores = cross_fitted(pairs, rarity)
    ruled_out = most <= RULED_OUT
    print(f"{record}; {int(ruled_out.sum())} ruled out, of which one body: {int(same[ruled_out].sum())}")
    for threshold in np.arange(0.05, 1.0, 0.05):
        taken, near = scores >= threshold, same[(scores >= threshold) & (scores < threshold + 0.05)]
        share = f"{near.mean():.2f} of {len(near)}" if len(near) else "-"
        precision, recall = same[taken].mean(), same[taken].sum() / same.sum()
        print(f"{threshold:.2f}: P {precision:.3f} R {recall:.3f}; one body of those just above: {share}")


def main() -> None:
    """Fit, print, write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--shared", type=Path, default=AWARDS, help="the folder with the award files")
    parser.add_argument("--write", action="store_true", help="write the two files into the package")
    arguments = parser.parse_args()
    if arguments.write:
        table = json.dumps(rarity_table(arguments.shared), separators=(",", ":"))
        (WEIGHTS / "name_rarity.json").write_text(table + "\n", encoding="utf-8")
    pairs = halves(harvest(arguments.shared))["fit"]
    print(f"{len(pairs)} pairs, {sum(pair.same for pair in pairs)} of one body")
    found = fit(pairs)
    for name, weight in found["weights"].items():
        print(f"{name:18} {weight:+.2f}")
    names = Rarity.of(parse(name) for pair in pairs for name in (pair.left, pair.right))
    show_thresholds(pairs, names, record="rarity learnt from the names of the pairs")
    show_thresholds(pairs, Rarity.of(()), record="rarity of an empty record")
    if arguments.write:
        made = {"source": "evaluation/names/fit.py, half for fitting", **found}
        (WEIGHTS / "names.json").write_text(json.dumps(made, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
