"""Score what is found to have changed between two versions of a page, beside a peer, and hold it against floors.json.

    python evaluation/revisions/score.py [--part rules|report|all] [--extractor model|rules] [--misses]

Each pair is read and its statements are found as in a build. A change is right when its kind is that of a label and its words are
those of the label on both sides. The peer is Python's difflib over sentences. Exits 1 when a figure is below its floor.
"""

import argparse
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from onrecord.config import Config
from onrecord.connect.lineage.revisions import Compared, Page, compare
from onrecord.connect.lineage.versions import Version
from onrecord.extract.extractors import extract_document
from onrecord.extract.listening import Listen, listener
from onrecord.model.evidence import Origin
from onrecord.model.ids import artefact_id
from onrecord.read.plain import read

HERE = Path(__file__).parent
KINDS = ("added", "removed", "reworded")
PARTS = ("rules", "report", "all")
ROUNDS = 1000
SHARED = 0.5
"""Of the words of the shorter of the two, for a change and a label to be of the same words."""

Change = tuple[str, str, str]
"""Kind, words before, words after."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two versions with what changed, or why they cannot be compared."""

    id: str
    part: str
    before: str
    after: str
    reason: str | None
    labels: tuple[Change, ...]


def pairs(part: str) -> list[Pair]:
    """Load the pairs of a part."""
    rows = (json.loads(line) for line in (HERE / "pairs.jsonl").read_text(encoding="utf-8").splitlines())
    return [
        Pair(
            row["id"], row["part"], row["before"], row["after"], row["reason"],
            tuple((one["kind"], one["before"], one["after"]) for one in row["labels"]),
        )
        for row in rows
        if part in {"all", row["part"]}
    ]  # fmt: skip


def page(text: str, seen: str, listen: Listen, folder: Path) -> Page:
    """Read a text and find its statements, as a build does."""
    path = folder / "page.txt"
    path.write_text(text, encoding="utf-8")
    origin = Origin(artefact=artefact_id(text.encode()), path="page.txt", collected_at=seen)
    (document,) = read(path, origin, Config()).documents
    version = Version(address="page.txt", document=document.id, first_seen=seen, last_seen=seen)
    return Page(version=version, document=document, statements=extract_document(document, listen).statements)


def compared(pair: Pair, listen: Listen, folder: Path) -> Compared:
    """Compare the two versions of a pair."""
    return compare(page(pair.before, "2020-01-01", listen, folder), page(pair.after, "2020-02-01", listen, folder))


def changes(found: Compared) -> list[Change]:
    """Write what was found as labels are."""
    return [
        (one.kind, one.left_span.text if one.left_span else "", one.right_span.text if one.right_span else "")
        for one in found.revisions
    ]


def by_difflib(pair: Pair) -> list[Change]:
    """Compare sentences with Python's difflib: what it replaces one by one is reworded."""
    ours, theirs = _sentences(pair.before), _sentences(pair.after)
    found: list[Change] = []
    for tag, a, b, c, d in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        both = min(b - a, d - c)
        found += [("reworded", ours[a + n], theirs[c + n]) for n in range(both)]
        found += [("removed", one, "") for one in ours[a + both : b]]
        found += [("added", "", one) for one in theirs[c + both : d]]
    return found


def _sentences(text: str) -> list[str]:
    return [one.strip() for one in re.split(r"(?<=[.!?”])\s+|\n+", text) if one.strip()]


def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.casefold()))


def is_same(found: Change, label: Change) -> bool:
    """Say whether a change is of the kind and the words of a label."""
    return found[0] == label[0] and all(_shares(found[side], label[side]) for side in (1, 2))


def _shares(one: str, other: str) -> bool:
    ours, theirs = _words(one), _words(other)
    if not ours or not theirs:
        return not ours and not theirs
    return (ours & theirs).total() >= SHARED * min(ours.total(), theirs.total())


Counts = dict[str, list[int]]
"""Kind to right, found, labelled."""


def count(found: Sequence[Change], labels: Sequence[Change]) -> Counts:
    """Count what is right; each label answers one change."""
    counts: Counts = {kind: [0, 0, 0] for kind in (*KINDS, "all")}
    left = list(labels)
    for one in found:
        label = next((each for each in left if is_same(one, each)), None)
        if label:
            left.remove(label)
        for kind in (one[0], "all"):
            counts[kind][0] += label is not None
            counts[kind][1] += 1
    for kind in (*(label[0] for label in labels), *("all" for _ in labels)):
        counts[kind][2] += 1
    return counts


def figures(counted: Sequence[Counts]) -> dict[str, dict[str, Any]]:
    """Give precision and recall of each kind with 95 % intervals over pairs."""
    table: dict[str, dict[str, Any]] = {}
    chance = random.Random(7)
    draws = [[chance.randrange(len(counted)) for _ in counted] for _ in range(ROUNDS)]
    for kind in (*KINDS, "all"):
        rows = [one[kind] for one in counted]
        right, found, labelled = (sum(row[at] for row in rows) for at in range(3))
        samples = [[sum(rows[n][at] for n in draw) for at in range(3)] for draw in draws]
        table[kind] = {
            "precision": right / found if found else 1.0,
            "recall": right / labelled if labelled else 1.0,
            "precision_interval": _interval([one[0] / one[1] for one in samples if one[1]]),
            "recall_interval": _interval([one[0] / one[2] for one in samples if one[2]]),
            "n": labelled,
        }
    return table


def _interval(values: list[float]) -> tuple[float, float]:
    ordered = sorted(values)
    return (ordered[int(0.025 * len(ordered))], ordered[int(0.975 * len(ordered)) - 1]) if ordered else (0.0, 1.0)


def measured(part: str, extractor: str = "model", show: Callable[[str], None] | None = None) -> dict[str, Any]:
    """Score a part: figures, those of the peer, and how many pairs had the right reason for not being compared."""
    listen = listener(Config(extractor=extractor))  # type: ignore[arg-type]  # one of the two names
    ours, peer, reasons = [], [], [0, 0]
    chosen = pairs(part)
    with TemporaryDirectory() as folder:
        for pair in chosen:
            found = compared(pair, listen, Path(folder))
            if show:
                for line in _misses(pair, found):
                    show(line)
            reasons[0] += found.reason == pair.reason
            reasons[1] += 1
            if pair.reason is None:
                ours.append(count(changes(found), pair.labels))
                peer.append(count(by_difflib(pair), pair.labels))
    return {
        "figures": figures(ours),
        "difflib": figures(peer),
        "reasons": {"right": reasons[0], "pairs": reasons[1]},
    }


def _misses(pair: Pair, found: Compared) -> Iterator[str]:
    if found.reason != pair.reason:
        yield f"{pair.id}: reason {found.reason}, labelled {pair.reason}"
    left = list(pair.labels)
    for one in changes(found):
        label = next((each for each in left if is_same(one, each)), None)
        if label:
            left.remove(label)
        else:
            yield f"{pair.id}: too many {one}"
    for label in left:
        yield f"{pair.id}: missed {label}"


def below_floors(part: str, extractor: str, result: dict[str, Any]) -> list[str]:
    """List the figures below their floors."""
    floors = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))[f"{part}, {extractor}"]
    found = {
        f"{kind} {name}": result["figures"][kind][name] for kind in ("all", *KINDS) for name in ("precision", "recall")
    }
    found["reasons"] = result["reasons"]["right"] / result["reasons"]["pairs"]
    return [f"{name}: {found[name]:.3f} is below {floor}" for name, floor in floors.items() if found[name] < floor]


def main() -> int:
    """Print the figures and say whether the floors hold."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=PARTS, default="rules")
    parser.add_argument("--extractor", choices=("model", "rules"), default="model")
    parser.add_argument("--misses", action="store_true", help="Show what is wrong; for the part `rules` only.")
    given = parser.parse_args()
    if given.misses and given.part != "rules":
        parser.error("--misses is for --part rules: the report part is scored, not read")
    result = measured(given.part, given.extractor, print if given.misses else None)
    for name in ("figures", "difflib"):
        for kind, row in result[name].items():
            low, high = row["precision_interval"], row["recall_interval"]
            print(
                f"{name:8} {kind:9} n {row['n']:3}  P {row['precision']:.3f} [{low[0]:.2f}, {low[1]:.2f}]"
                f"  R {row['recall']:.3f} [{high[0]:.2f}, {high[1]:.2f}]"
            )
    print(f"compared or not, with the right reason: {result['reasons']['right']} of {result['reasons']['pairs']}")
    wrong = below_floors(given.part, given.extractor, result)
    for line in wrong:
        print(line)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
