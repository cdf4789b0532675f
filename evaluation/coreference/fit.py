"""Fit the weights of resolve/inside/salience.py: print the table to put there.

    python evaluation/coreference/fit.py [--shared DIR] [--check]

A conditional logit: each pronoun chooses among the people named shortly before it and "somebody who is not named here".
Fitted on GAP's development part, on the names the product finds with the two that are given, and on the documents of GUM
and the annotated articles that are not kept for reporting, on gold names. With --check it is fitted on one half of them and the other half is scored.
Deterministic: no chance is involved.
"""

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from coref_links import entity_of_keys, gap_mentions, gold_mentions, keys_at
from marked_texts import GapText, Text, articles, gap, gum
from numpy.typing import NDArray

from onrecord.resolve.inside.document import resolve_document
from onrecord.resolve.inside.salience import WORDS, Asked, evidence, people_of, strangers

SHARED = Path(__file__).parents[3] / "shared"
STEPS, PENALTY = 400, 2.0


@dataclass(frozen=True, slots=True)
class Choice:
    """A pronoun, the signs for each person it may be, and the right ones.

    Attributes:
        stranger: 1 where somebody without a name stands nearby.
    """

    text: str
    signs: dict[str, dict[str, float]]
    right: frozenset[str]
    stranger: int


def gap_choices(texts: Iterable[GapText]) -> Iterator[Choice]:
    """Make a choice of each passage of GAP."""
    for text in texts:
        found = resolve_document(text.document, gap_mentions(text))
        people = people_of(found)
        start, end = text.pronoun
        asked = Asked(start=start, end=end, pronoun=WORDS[text.document.text[start:end].casefold()])
        right = {
            key
            for place, is_right in zip(text.names, text.right, strict=True)
            if is_right
            for key in keys_at(found, place)
        }
        yield Choice(text.document.id, evidence(people, asked), frozenset(right), strangers(people, asked))


def marked_choices(texts: Iterable[Text]) -> Iterator[Choice]:
    """Make a choice of each "he" and "she"; the pronouns before are taken as people marked them."""
    for text in texts:
        found = resolve_document(text.document, gold_mentions(text))
        entities = entity_of_keys(text, found)
        people = people_of(found)
        for one in text.anaphors:
            if one.form != "he_she":
                continue
            words = text.document.text[one.start : one.end]
            asked = Asked(start=one.start, end=one.end, pronoun=WORDS[words.casefold()])
            right = frozenset(key for key, entity in entities.items() if one.entity and entity == one.entity)
            yield Choice(text.name, evidence(people, asked), right, strangers(people, asked))
            for key in sorted(right)[:1]:
                people.trail.append((one.start, one.end, key))


@dataclass(frozen=True, slots=True)
class Table:
    """Choices as numbers: a matrix each, the last row being nobody, and which rows are right."""

    names: tuple[str, ...]
    rows: Sequence[tuple[NDArray[np.float64], NDArray[np.bool_]]]


def table(choices: Sequence[Choice], names: tuple[str, ...]) -> Table:
    """Lay choices out; those with nobody to choose are left out."""
    rows = []
    for one in choices:
        if not one.signs:
            continue
        values = np.zeros((len(one.signs) + 1, len(names) + 2))
        for row, signs in enumerate(one.signs.values()):
            values[row, : len(names)] = [signs.get(name, 0.0) for name in names]
        values[-1, -2:] = 1, one.stranger
        right = np.array([key in one.right for key in one.signs] + [False])
        right[-1] = not right.any()
        rows.append((values, right))
    return Table(names, rows)


def fit(data: Table) -> NDArray[np.float64]:
    """Climb the penalised likelihood with a step that shrinks; a few hundred steps settle it to two digits."""
    weights = np.zeros(len(data.names) + 2)
    for step in range(STEPS):
        slope = -PENALTY * weights
        for values, right in data.rows:
            shares = softmax(values @ weights)
            target = np.where(right, shares, 0.0)
            slope += values.T @ (target / target.sum() - shares)
        weights += slope * 10.0 / len(data.rows) / (1 + 0.01 * step)
    return weights


def softmax(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Turn scores into shares."""
    powers: NDArray[np.float64] = np.exp(scores - scores.max())
    shares: NDArray[np.float64] = powers / powers.sum()
    return shares


def check(weights: NDArray[np.float64], choices: Sequence[Choice], names: tuple[str, ...]) -> None:
    """Print precision and recall over thresholds."""
    outcomes: list[tuple[float, bool]] = []
    for one in choices:
        if one.signs:
            ((values, _),) = table([one], names).rows
            shares = softmax(values @ weights)[:-1]
            best = int(shares.argmax())
            outcomes.append((float(shares[best]), list(one.signs)[best] in one.right))
    named = sum(bool(one.right) for one in choices)
    for least in (0.9, 0.8, 0.7, 0.65, 0.6, 0.55, 0.5, 0.4, 0.0):
        made = [right for share, right in outcomes if share >= least]
        print(
            f"  {least:4.2f}: {len(made):5} links, P {sum(made) / max(1, len(made)):.3f}, R {sum(made) / max(1, named):.3f}"
        )


def main() -> int:
    """Fit and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    texts = [*gum(arguments.shared, reported=False), *articles(arguments.shared, "rules")]
    news = list(marked_choices(texts))
    wiki = list(gap_choices(gap(arguments.shared, "development")))
    names = tuple(sorted({name for one in (*news, *wiki) for signs in one.signs.values() for name in signs}))
    if arguments.check:
        documents = sorted({one.text for one in news})
        left = set(documents[::2])
        weights = fit(table([*(one for one in news if one.text in left), *wiki[::2]], names))
        other = [one for one in news if one.text not in left]
        written = [one for one in other if not one.text.startswith("GUM")]
        for label, choices in (("GUM and articles", other), ("articles", written), ("GAP", wiki[1::2])):
            print(label)
            check(weights, choices, names)
    weights = fit(table([*news, *wiki], names))
    print(f"NOBODY = {weights[-2]:.2f}\nSTRANGERS = {weights[-1]:.2f}")
    for name, weight in sorted(zip(names, weights.tolist(), strict=False), key=lambda one: -one[1]):
        print(f'        "{name}": {weight:.2f},')
    return 0


if __name__ == "__main__":
    sys.exit(main())
