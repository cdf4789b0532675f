"""Score client and supplier of CORE, beside the rules of before and TF-IDF with logistic regression.

    python evaluation/supplies/core.py [--part train|test] [--peer-python PATH] [--before PATH]

A pair of CORE counts as found when the extractor, given both labelled ends as names without a kind beside the names it finds
itself, ties them in the labelled direction. `train` is for looking at and tuning, `test` for figures. The peer needs a Python
with scikit-learn of its own; `--before` is the `supplies.py` of before (`git show 00960c1:src/onrecord/extract/supplies.py`).
Needs `../shared`.
"""

import argparse
import json
import random
import subprocess
import sys
import types
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from onrecord.extract.extractors import extract_text
from onrecord.extract.listening import by_rules
from onrecord.extract.supplies import Read, supplies
from onrecord.model.evidence import cut
from onrecord.model.ids import DocumentId
from onrecord.model.statement import Mention, Supply

SHARED = Path(__file__).parents[3] / "shared/data/core_company"
DRAWS, SEED = 1_000, 20251123
Row = dict[str, Any]
Outcome = tuple[bool, bool]
"""Labelled as client, found as client."""
_TIGHT = frozenset(".,;:!?)'’%")


def text_of(row: Row) -> tuple[str, tuple[int, int], tuple[int, int]]:
    """Join the tokens of an instance; give the places of its two ends."""
    text, places = "", []
    for word in row["context"]:
        if text and word[:1] not in _TIGHT and not text.endswith("("):
            text += " "
        places.append((len(text), len(text) + len(word)))
        text += word
    ends = [(places[row[f"{end}_start"]][0], places[row[f"{end}_end"]][1]) for end in ("e1", "e2")]
    return text, ends[0], ends[1]


def names(text: str, ends: Sequence[tuple[int, int]], found: Sequence[Mention]) -> list[Mention]:
    """Put the labelled ends among the names found; an end that is no pronoun gets the kind its own name has there."""
    kinds = {(one.span.start, one.span.end): one.kind for one in found if one.span}
    given = [
        Mention(
            name=text[start:end],
            kind=kinds.get((start, end), "organisation"),
            rule="gold",
            span=cut(DocumentId("d"), text, start, end),
        )
        for start, end in ends
    ]
    kept = [
        one
        for one in found
        if one.span and not any(one.span.start < end and start < one.span.end for start, end in ends)
    ]
    return sorted((*kept, *given), key=lambda one: one.span.start if one.span else -1)


def tied(found: Sequence[Supply], supplier: tuple[int, int], customer: tuple[int, int]) -> bool:
    """Say whether a relation of the pair is among those found, in this direction."""
    return any(
        one.supplier is not None
        and one.customer is not None
        and (one.supplier.start, one.supplier.end) == supplier
        and (one.customer.start, one.customer.end) == customer
        for one in found
    )


def outcome(row: Row, reader: Callable[[str, Sequence[Mention], Any], Sequence[Supply]]) -> Outcome:
    """Read one instance: `client_of` means that the first of the two, as written, buys, unless it is inverted."""
    text, one, other = text_of(row)
    read = extract_text(DocumentId("d"), text, by_rules)
    found = reader(text, names(text, (one, other), read.mentions), read)
    client = row["relation"] == "client_of"
    if client:
        supplier, customer = (one, other) if row["invert_relation"] else (other, one)
        return True, tied(found, supplier, customer)
    return False, tied(found, one, other) or tied(found, other, one)


def ours(text: str, mentions: Sequence[Mention], read: Any) -> list[Supply]:
    """Read as the product does."""
    return list(supplies(DocumentId("d"), text, [(0, len(text))], Read(mentions, read.amounts, read.whens)))


def before(path: Path) -> Callable[[str, Sequence[Mention], Any], list[Supply]]:
    """Load the rules of before."""
    module = types.ModuleType("supplies_before")
    sys.modules[module.__name__] = module
    exec(compile(path.read_text(encoding="utf-8"), str(path), "exec"), module.__dict__)  # noqa: S102  # a file of this repository's past

    def read_before(text: str, mentions: Sequence[Mention], read: Any) -> list[Supply]:
        return list(module.supplies(DocumentId("d"), text, [(0, len(text))], mentions, read.amounts))

    return read_before


PEER = """
import json, sys
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import FeatureUnion, make_pipeline
from sklearn.preprocessing import FunctionTransformer
def parts(rows, name):
    out = []
    for r in rows:
        a, b = sorted([(r["e1_start"], r["e1_end"]), (r["e2_start"], r["e2_end"])])
        c = [w.lower() for w in r["context"]]
        out.append(" ".join({"left": c[max(0, a[0]-8):a[0]], "middle": c[a[1]+1:b[0]], "right": c[b[1]+1:b[1]+9]}[name]))
    return out
rows = {p: json.load(open(sys.argv[1] + "/" + p + ".json")) for p in ("train", "test")}
union = FeatureUnion([(n, make_pipeline(FunctionTransformer(parts, kw_args={"name": n}), TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)))
                      for n in ("left", "middle", "right")])
labels = [r["relation"] + ("<" if r["relation"] == "client_of" and r["invert_relation"] else "") for r in rows["train"]]
model = make_pipeline(union, LogisticRegression(C=10, max_iter=2000, class_weight="balanced"))
model.fit(rows["train"], labels)
gold = [r["relation"] + ("<" if r["relation"] == "client_of" and r["invert_relation"] else "") for r in rows["test"]]
print(json.dumps([[g.startswith("client_of"), f.startswith("client_of") and (f == g or not g.startswith("client_of"))] for g, f in zip(gold, model.predict(rows["test"]))]))
"""


def peer(python: str) -> list[Outcome]:
    """Train and test the peer in a Python of its own; a pair in the wrong direction is not found."""
    done = subprocess.run([python, "-c", PEER, str(SHARED)], capture_output=True, text=True, check=True)  # noqa: S603  # the Python that was named
    return [(gold, found) for gold, found in json.loads(done.stdout)]


def prf(outcomes: Sequence[Outcome]) -> tuple[float, float, float]:
    """Give precision, recall and F1."""
    right = sum(gold and found for gold, found in outcomes)
    found, gold = sum(found for _, found in outcomes), sum(gold for gold, _ in outcomes)
    p, r = right / found if found else 0.0, right / gold if gold else 0.0
    return p, r, 2 * p * r / (p + r) if p + r else 0.0


def show(name: str, outcomes: Sequence[Outcome]) -> None:
    """Print the figures of one method, F1 with its interval."""
    chance = random.Random(SEED)
    drawn = sorted(prf(chance.choices(outcomes, k=len(outcomes)))[2] for _ in range(DRAWS))
    p, r, f1 = prf(outcomes)
    print(f"{name:34} P {p:.3f} R {r:.3f} F1 {f1:.3f} [{drawn[25]:.3f}, {drawn[974]:.3f}]")


def instances(part: str) -> list[Row]:
    """Load one part."""
    rows: list[Row] = json.loads((SHARED / f"{part}.json").read_text(encoding="utf-8"))
    return rows


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--part", choices=("train", "test"), default="test")
    options.add_argument("--peer-python")
    options.add_argument("--before", type=Path)
    asked = options.parse_args()
    rows = instances(asked.part)
    show("rules", [outcome(row, ours) for row in rows])
    if asked.before:
        show("rules of before", [outcome(row, before(asked.before)) for row in rows])
    if asked.peer_python and asked.part == "test":
        show("TF-IDF and logistic regression", peer(asked.peer_python))


if __name__ == "__main__":
    main()
