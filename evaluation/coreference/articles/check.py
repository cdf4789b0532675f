"""Hold the annotated articles against the texts, print what they hold, and how far two readings agree.

    python evaluation/coreference/articles/check.py [--shared ../shared]

Needs ../shared, but for the counts and the agreement. Exits 1 when a label does not stand where the text has its words.
GUIDELINES.md says what was marked and how.
"""

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from onrecord.config import Config
from onrecord.model.evidence import Origin
from onrecord.model.ids import artefact_id
from onrecord.read.reader import read_through

HERE = Path(__file__).parent
ARTICLES = HERE / "articles.jsonl"
READINGS = HERE / "readings.jsonl"
SHARED = HERE.parents[3] / "shared"

NAMES = ("name", "surname", "acronym")
POINTERS = ("pronoun", "description")
KINDS = ("person", "company", "public_body", "organisation")
PRONOUN = re.compile(
    r"(?:he|she|him|her|his|hers|himself|herself|I|me|my|mine|myself|we|us|our|ours|ourselves)", re.IGNORECASE
)

Row = Mapping[str, Any]


def read_rows(path: Path = ARTICLES) -> list[Row]:
    """Read a file of annotated articles."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def split_of(path: str) -> str:
    """Say which half an article is in: `rules` may be read by whoever writes rules, `report` is for figures."""
    return "rules" if int(sha256(path.encode()).hexdigest(), 16) % 2 == 0 else "report"


def text_of(row: Row, shared: Path) -> str:
    """Give the text that the offsets count in: the file as it stands, or what `onrecord read` makes of it.

    Raises:
        ValueError: The file is another one than that annotated, or nothing was read from it.
    """
    path = shared / "data" / str(row["path"])
    content = path.read_bytes()
    if sha256(content).hexdigest() != row["sha256"]:
        raise ValueError(f"{row['path']}: other bytes than those annotated; fetch the file as its SOURCES says")
    if row["text_from"] == "file":
        return content.decode("utf-8")
    whole = Origin(artefact=artefact_id(content), path=str(path), collected_at="")
    with TemporaryDirectory() as spool:
        for _, reading in read_through(path, whole, Config(), Path(spool)):
            for document in reading.documents:
                text: str = document.text
                return text
    raise ValueError(f"{row['path']}: nothing was read; see what `onrecord read` says of it")


def faults(row: Row, text: str) -> Iterator[str]:
    """Name every label of an article that does not stand where the text has its words, or says what it cannot."""
    places = [(one["start"], one["end"]) for one in row["references"]]
    if places != sorted(set(places)):
        yield f"{row['path']}: two labels at one place, or not in the order of the text"
    named = {one["party"] for one in row["references"] if one["form"] in NAMES}
    kinds: dict[str, str] = {}
    for one in row["references"]:
        words = text[one["start"] : one["end"]]
        where = f"{row['path']} {one['start']}-{one['end']}"
        if not words or sha256(words.encode()).hexdigest()[:12] != one["words"]:
            yield f"{where}: other words than those annotated; was the reader of pages changed?"
        yield from (f"{where}: {why}" for why in _contradictions(one, words, named))
        if one["party"] is not None and kinds.setdefault(one["party"], one["kind"]) != one["kind"]:
            yield f"{where}: {one['party']} is of two kinds"


def _contradictions(one: Row, words: str, named: set[str]) -> Iterator[str]:
    if one["form"] not in (*NAMES, *POINTERS):
        yield f"no such form: {one['form']}"
    if (one["party"] is None) != (one["kind"] is None) or one["kind"] not in (None, *KINDS):
        yield "a party has a kind, and nobody has none"
    if one["form"] in NAMES and one["party"] is None:
        yield "a name is of somebody"
    if one["party"] is not None and one["party"] not in named:
        yield f"{one['party']} is named nowhere in the article"
    if (one["form"] == "pronoun") != (PRONOUN.fullmatch(words) is not None):
        yield "only pronouns are pronouns"
    if one["form"] == "description" and not words.lower().startswith(("the ", "this ")):
        yield "a description begins with an article"


def counts(rows: Iterable[Row]) -> Counter[tuple[str, str, str]]:
    """Count labels by half, form, and whether they stand for a party; articles as the form `article`."""
    found: Counter[tuple[str, str, str]] = Counter()
    for row in rows:
        found[row["split"], "article", "party"] += 1
        for one in row["references"]:
            found[row["split"], one["form"], "nobody" if one["party"] is None else "party"] += 1
    return found


def agreement(first: Sequence[Row], second: Sequence[Row]) -> Counter[tuple[str, str]]:
    """Compare two readings of one article: by form, how many labels are the `same`, `other`, or in `one` reading only.

    The readings need not call a party the same: a label of the second is that label of the first with which it shares
    most names.
    """
    left = {(one["start"], one["end"]): one for one in first}
    right = {(one["start"], one["end"]): one for one in second}
    shared: dict[str, Counter[str]] = {}
    for place in left.keys() & right.keys():
        if left[place]["form"] in NAMES and right[place]["form"] in NAMES:
            shared.setdefault(right[place]["party"], Counter())[left[place]["party"]] += 1
    called = {label: ours.most_common(1)[0][0] for label, ours in shared.items()}
    found: Counter[tuple[str, str]] = Counter()
    for place in left.keys() | right.keys():
        if place not in left or place not in right:
            found[(left.get(place) or right[place])["form"], "one"] += 1
            continue
        theirs = right[place]["party"]
        is_same = left[place]["party"] == (None if theirs is None else called.get(theirs))
        found[left[place]["form"], "same" if is_same else "other"] += 1
    return found


def _print_counts(rows: Sequence[Row]) -> None:
    found = counts(rows)
    for form in ("article", *NAMES, *POINTERS):
        cells = [f"{found[half, form, who]:5d}" for half in ("rules", "report") for who in ("party", "nobody")]
        print(f"{form:12s} rules {cells[0]} (nobody {cells[1]})   report {cells[2]} (nobody {cells[3]})")


def _print_agreement(readings: Sequence[Row]) -> None:
    by_path: dict[str, list[Sequence[Row]]] = {}
    for row in sorted(readings, key=lambda row: (row["path"], row["reading"])):
        by_path.setdefault(row["path"], []).append(row["references"])
    found: Counter[tuple[str, str]] = Counter()
    for first, second in by_path.values():
        found += agreement(first, second)
    print(f"\ntwo readings of {len(by_path)} articles: labels the same, other, in one reading only")
    for form in (*NAMES, *POINTERS):
        same, other, one = (found[form, what] for what in ("same", "other", "one"))
        print(f"{form:12s} {same:5d} {other:5d} {one:5d}   {100 * same / (same + other + one):.1f} % the same")


def main() -> int:
    """Check every article and print the figures of GUIDELINES.md."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--shared", type=Path, default=SHARED)
    shared = parser.parse_args().shared
    rows = read_rows()
    _print_counts(rows)
    _print_agreement(read_rows(READINGS))
    wrong = [fault for row in rows for fault in faults(row, text_of(row, shared))]
    for fault in wrong:
        print(fault, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
