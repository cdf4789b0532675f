"""Hold the labelled pairs against the articles, print what they hold, and how far two readings agree.

    python evaluation/echoes/check.py [--shared ../shared]

Needs ../shared, but for the counts and the agreement. Exits 1 when a label does not stand where the article has its words,
or says what it cannot. GUIDELINES.md says what was labelled and how.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
PAIRS = HERE / "pairs.jsonl"
READINGS = HERE / "readings.jsonl"
SHARED = HERE.parents[2] / "shared"

SIDES = ("a", "b")
TYPES = ("verbatim", "truncated", "extended", "altered", "spliced")
WHY_NOT = ("phrase", "name", "slogan", "other_occasion", "other_people", "prose", "reworded")
MARKS = ("none", "partly", "quoted", "set_off")
FLAGS = ("marks_dropped", "marks_added", "wire_copy")
SIDED = ("licensed", "interrupted", "nested")
SPEAKERS = ("speaker_dropped", "speaker_vague", "speaker_differs")
READ_TWICE = ("type", "marks_dropped", "marks_added", *SIDED, *SPEAKERS)

Row = Mapping[str, Any]


def read_rows(path: Path = PAIRS) -> list[Row]:
    """Read a file of labelled pairs or of second readings."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def split_of(group: str) -> str:
    """Say which half a group of pairs is in: `rules` may be read by whoever writes rules, `report` is for figures."""
    return "rules" if int(sha256(group.encode()).hexdigest(), 16) % 2 == 0 else "report"


def short_hash(words: str) -> str:
    """Hash words that are not to stand here."""
    return sha256(words.encode()).hexdigest()[:12]


@cache
def text_of(path: str, digest: str, shared: Path) -> str:
    """Give the text that the offsets count in.

    Raises:
        ValueError: The file is another one than that labelled.
    """
    content = (shared / "data" / path).read_bytes()
    if sha256(content).hexdigest() != digest:
        raise ValueError(f"{path}: other bytes than those labelled; see the README of its folder")
    return content.decode("utf-8")


def faults(row: Row, text_a: str, text_b: str) -> Iterator[str]:
    """Name everything about a pair that does not stand where its articles have the words, or cannot be."""
    for side, text in zip(SIDES, (text_a, text_b), strict=True):
        yield from (f"{row['id']} {side}: {why}" for why in _misplaced(row, side, text))
    yield from (f"{row['id']}: {why}" for why in _contradictions(row))


def _misplaced(row: Row, side: str, text: str) -> Iterator[str]:
    passage = row[side]
    if short_hash(text[passage["start"] : passage["end"]]) != passage["words"]:
        yield "other words than those labelled"
    for one in row["ranges"]:
        start, end = one[side]
        if not passage["start"] <= start < end <= passage["end"]:
            yield f"{start}-{end} is outside the passage"
        if short_hash(text[start:end]) != one[f"{side}_words"]:
            yield f"{start}-{end}: other words than those labelled"


def _contradictions(row: Row) -> Iterator[str]:
    if row["split"] != split_of(row["group"]):
        yield "in the other half by its group"
    if row["a"]["path"] == row["b"]["path"] or "/test/" in row["a"]["path"] + row["b"]["path"]:
        yield "two articles of train and dev are compared"
    if row["echo"]:
        yield from _wrong_echo(row)
    elif row["types"] or row["ranges"] or row["type"] or row["why_not"] not in WHY_NOT:
        yield "no echo has no type and no corresponding words, but a reason"


def _wrong_echo(row: Row) -> Iterator[str]:
    if not row["ranges"] or row["why_not"] or any(row[side]["marks"] not in MARKS for side in SIDES):
        yield "an echo has corresponding words, marks, and no reason against it"
    if row["type"] != first_type(row["types"]) or not set(row["types"]) <= set(TYPES):
        yield "the type is not the first of the types"
    if (row["marks_dropped"], row["marks_added"]) != moved_marks(row["a"]["marks"], row["b"]["marks"]):
        yield "marks dropped or added do not follow from the marks"
    if any(not set(row[key]) <= set(SIDES) for key in SIDED):
        yield "a side is a or b"
    if any(row[key] not in (None, *SIDES, "unknown") for key in SPEAKERS):
        yield "a speaker's side is a, b or unknown"


def first_type(types: Sequence[str]) -> str | None:
    """Give the one type a pair is counted under: spliced before altered before what the reader put first."""
    return next((one for one in ("spliced", "altered") if one in types), types[0] if types else None)


def moved_marks(earlier: str, later: str) -> tuple[bool, bool]:
    """Say whether the later article dropped marks of the earlier one, and whether it added some."""
    rank = {"none": 0, "partly": 1, "quoted": 2, "set_off": 2}
    return rank[later] < rank[earlier], rank[later] > rank[earlier]


def counts(rows: Iterable[Row]) -> Counter[tuple[str, str]]:
    """Count pairs by half and by what they are labelled; echoes of eight tokens and more once more."""
    found: Counter[tuple[str, str]] = Counter()
    for row in rows:
        found.update((row["split"], one) for one in _names(row))
    return found


def _names(row: Row) -> Iterator[str]:
    yield "pair"
    if not row["echo"]:
        yield f"no echo: {row['why_not']}"
        yield from ("no echo, 8 tokens or more" for _ in range(row["shared_tokens"] >= 8))
        return
    yield "echo"
    yield f"type: {row['type']}"
    yield from (f"any: {one}" for one in row["types"])
    yield from (key for key in (*FLAGS, *SIDED, *SPEAKERS) if row[key])
    if row["shared_tokens"] >= 8:
        yield "echo, 8 tokens or more"


def agreement(pairs: Iterable[Row], readings: Iterable[Row]) -> Counter[tuple[str, str]]:
    """Compare a second reading with the first as it stood: by field, how many labels are the `same` or `other`.

    `echo` is compared on every pair read twice, `why_not` where both readings saw none, the rest where both saw one.
    """
    found: Counter[tuple[str, str]] = Counter()
    known = {row["id"] for row in pairs}
    for row in readings:
        if row["id"] not in known:
            raise ValueError(f"{row['id']}: read twice, but not among the pairs")
        first, second = row["first"], row["second"]
        seen = {first["echo"], second["echo"]}
        keys = READ_TWICE if seen == {True} else ("why_not",) if seen == {False} else ()
        found.update((key, "same" if first[key] == second[key] else "other") for key in ("echo", *keys))
    return found


def _print_counts(rows: Sequence[Row]) -> None:
    found = counts(rows)
    for name in sorted({name for _, name in found}):
        print(f"{name:28s} rules {found['rules', name]:4d}   report {found['report', name]:4d}")


def _print_agreement(rows: Sequence[Row], readings: Sequence[Row]) -> None:
    found = agreement(rows, readings)
    print(f"\n{len(readings)} pairs were read twice: labels the same, other")
    for key in ("echo", "why_not", *READ_TWICE):
        print(f"{key:28s} {found[key, 'same']:4d} {found[key, 'other']:4d}")


def main() -> int:
    """Check every pair and print the figures of GUIDELINES.md."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--shared", type=Path, default=SHARED)
    shared = parser.parse_args().shared
    rows = read_rows()
    _print_counts(rows)
    _print_agreement(rows, read_rows(READINGS))
    wrong = [fault for row in rows for fault in faults(row, *texts(row, shared))]
    for fault in wrong:
        print(fault, file=sys.stderr)
    return 1 if wrong else 0


def texts(row: Row, shared: Path) -> tuple[str, str]:
    """Give the texts of both articles of a pair."""
    a, b = (text_of(row[side]["path"], row[side]["sha256"], shared) for side in SIDES)
    return a, b


if __name__ == "__main__":
    sys.exit(main())
