"""Hold every offset of the labelled pairs against its hash, and print the counts.

    python evaluation/quantities/check.py

Reads written.jsonl, drawn.jsonl and the second readings; drawn.jsonl needs `../shared/data` and is left out where
that is absent. Exits with 1 when anything does not hold.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
SHARED = HERE.parents[2] / "shared/data"
WHY = {
    "other": {"no_quantity", "entity", "attribute", "scope", "period", "notion", "modality"},
    "compatible": {
        "equal",
        "rounding",
        "comparator",
        "precision",
        "as_of",
        "currency",
        "unit",
        "ratio",
        "range",
    },
    "different": {"value", "comparator", "magnitude", "ratio", "currency"},
    "unverifiable": {"one_end", "no_ends"},
}
GROWTH = {None, "none", "one", "both"}
Row = Mapping[str, Any]


def read(name: str) -> list[Row]:
    """Load one file of labels."""
    return [json.loads(line) for line in (HERE / name).read_text(encoding="utf-8").splitlines()]


def digest(words: str) -> str:
    """Give the hash under which words are kept."""
    return sha256(words.encode()).hexdigest()[:12]


def half(key: str) -> str:
    """Say to which half a key belongs: an odd SHA-256 is reported."""
    return "report" if int(sha256(key.encode()).hexdigest(), 16) % 2 else "rules"


def label_faults(row: Row) -> Iterator[str]:
    """Find labels that the guidelines do not know."""
    if row["why"] not in WHY.get(row["verdict"], set()):
        yield f"{row['id']}: {row['verdict']} {row['why']} is no label"
    if row["growth_ends"] not in GROWTH:
        yield f"{row['id']}: growth_ends {row['growth_ends']}"
    if (row["verdict"] == "unverifiable") != (row["growth_ends"] in {"none", "one"}):
        yield f"{row['id']}: a growth claim is unverifiable exactly where an end is missing"


def written_faults(row: Row) -> Iterator[str]:
    """Hold a pair of our own sentences against its hashes."""
    yield from label_faults(row)
    if row["half"] != half(row["story"]):
        yield f"{row['id']}: wrong half"
    for side in (row["first"], row["second"]):
        if digest(side["text"][side["start"] : side["end"]]) != side["words"]:
            yield f"{row['id']}: the words at {side['start']} differ"


def drawn_faults(row: Row) -> Iterator[str]:
    """Hold a pair of PolNeAR sentences against the files they stand in."""
    yield from label_faults(row)
    for side in (row["first"], row["second"]):
        raw = (SHARED / side["path"]).read_bytes()
        text = raw.decode("utf-8")
        if sha256(raw).hexdigest() != side["sha256"]:
            yield f"{row['id']}: {side['path']} is another file"
        if row["half"] != half(side["path"]):
            yield f"{row['id']}: wrong half"
        for span in filter(None, (side, side["quantity"])):
            if digest(text[span["start"] : span["end"]]) != span["words"]:
                yield f"{row['id']}: the words at {span['start']} differ"


def second_faults(name: str, rows: Sequence[Row]) -> Iterator[str]:
    """Hold the second readings against what was settled."""
    settled = {row["id"]: [row["verdict"], row["why"]] for row in rows}
    for again in read(name):
        if settled.get(again["id"]) != again["settled"]:
            yield f"{again['id']}: {name} settled on something else"


def agreement(name: str) -> str:
    """Count how often the two readings gave the same verdict, and the same reason too."""
    rows = read(name)
    verdicts = sum(row["first"][0] == row["second"][0] for row in rows)
    whole = sum(row["first"] == row["second"] for row in rows)
    return f"{name}: {len(rows)} read twice, same verdict {verdicts}, same verdict and reason {whole}"


def report(name: str, rows: Sequence[Row]) -> None:
    """Print the counts of one file."""
    print(f"{name}: {len(rows)} pairs")
    for which in ("rules", "report"):
        some = [row for row in rows if row["half"] == which]
        verdicts = Counter(row["verdict"] for row in some)
        print(f"  {which}: {len(some)} " + ", ".join(f"{key} {verdicts[key]}" for key in WHY))
    reasons = Counter(f"{row['verdict']}/{row['why']}" for row in rows)
    print("  " + ", ".join(f"{key} {count}" for key, count in sorted(reasons.items())))
    print(f"  growth claims by ends: {dict(Counter(row['growth_ends'] for row in rows if row['growth_ends']))}")


def main() -> int:
    """Check everything, print the counts and the faults."""
    written, drawn = read("written.jsonl"), read("drawn.jsonl")
    faults = [fault for row in written for fault in written_faults(row)]
    faults += second_faults("second_pass.jsonl", written)
    faults += second_faults("second_pass_drawn.jsonl", drawn)
    here = (SHARED / "polnear").exists()
    faults += [fault for row in drawn for fault in (drawn_faults(row) if here else label_faults(row))]
    keys = Counter(row["id"] for row in (*written, *drawn))
    faults += [f"{key} stands twice" for key, count in keys.items() if count > 1]
    report("written.jsonl", written)
    report("drawn.jsonl" if here else "drawn.jsonl (offsets not checked: ../shared is not here)", drawn)
    print(agreement("second_pass.jsonl"))
    print(agreement("second_pass_drawn.jsonl"))
    print("\n".join(faults) or "no faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
