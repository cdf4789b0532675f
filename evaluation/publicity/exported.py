"""Build a record of the labelled articles, export it masked, and look for the private people in every file of the export.

    python evaluation/publicity/exported.py [--keep DIR]

For each labelled private person: does the full name stand anywhere in the export, and does the lone surname stand in what
was exported of that person's article? A surname that somebody public in the article bears too, or that is a plain word of
the article in small letters, is left out. Prints counts and places, never names. Exits 1 when a full name is found.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from score import SHARED, Label, read_labels, text_of

PROGRAM = Path(sys.executable).with_name("onrecord")
GENERATIONS = frozenset({"jr", "sr", "ii", "iii", "iv"})


@dataclass(frozen=True, slots=True)
class Sought:
    """A private person: the name, and its last word, which is empty where it cannot be told from others'."""

    label: Label
    full: str
    surname: str


def words_at(label: Label) -> str:
    """Give the words of a label."""
    return text_of(label.path)[label.start : label.end]


def surname_of(name: str) -> str:
    """Give the last word of a name that is no generation."""
    words = [word for word in re.findall(r"[\w'’-]+", name) if word.lower() not in GENERATIONS]
    return words[-1] if len(words) > 1 else ""


def sought(labels: list[Label]) -> Iterator[Sought]:
    """List whom to look for."""
    for label in labels:
        if label.public:
            continue
        name, text = words_at(label), text_of(label.path)
        others = {surname_of(words_at(one)) or words_at(one) for one in labels if one.public and one.path == label.path}
        surname = surname_of(name) or name
        plain = re.search(rf"\b{re.escape(surname.lower())}\b", text) if surname else None
        yield Sought(label, name, "" if surname in others or plain else surname)


def run(*arguments: str) -> None:
    """Run the program; problems found (1) are no failure."""
    done = subprocess.run([str(PROGRAM), *arguments], capture_output=True, text=True, check=False)  # noqa: S603  # our own program
    if done.returncode not in {0, 1}:
        raise SystemExit(f"{' '.join(arguments[:2])}: {done.stderr[-2000:]}")


def export_of(folder: Path, labels: list[Label]) -> Path:
    """Build and export; gives the folder of the export."""
    record, out = folder / "record", folder / "export"
    run("init", str(record))
    run("add", str(record), *sorted({str(SHARED / one.path) for one in labels}))
    run("build", str(record))
    run("export", str(record), "--to", str(out))
    return out


def nearest(documents: list[dict[str, Any]], path: str) -> dict[str, Any]:
    """Find the exported row of an article by its words: names in paths are masked too."""
    words = set(text_of(path).split())
    return max(
        documents, key=lambda row: len(words & set((row["text"] or "").split())) / len(words | set(row["text"].split()))
    )


def found(out: Path, whom: list[Sought]) -> dict[str, list[str]]:
    """Say where full names and lone surnames stand."""
    files = {path: path.read_text(encoding="utf-8", errors="replace") for path in out.rglob("*") if path.is_file()}
    documents = [json.loads(line) for line in (out / "documents.jsonl").read_text(encoding="utf-8").splitlines()]
    full = [
        f"{path.name}: {one.label.path} {one.label.start}"
        for one in whom
        for path, text in files.items()
        if " " in one.full and re.search(rf"(?<!\w){re.escape(one.full)}(?!\w)", text)
    ]
    lone = [
        f"{one.label.path} {one.label.start}"
        for one in whom
        if one.surname
        and re.search(
            rf"(?<!\w){re.escape(one.surname)}(?!\w)",
            json.dumps(nearest(documents, one.label.path), ensure_ascii=False),
        )
    ]
    return {"full name": full, "lone surname": lone}


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--keep", type=Path, help="folder for the record and the export")
    options = parser.parse_args()
    labels = read_labels()
    whom = list(sought(labels))
    with tempfile.TemporaryDirectory() as spare:
        out = export_of(options.keep or Path(spare), labels)
        places = found(out, whom)
    full, own = sum(" " in one.full for one in whom), sum(bool(one.surname) for one in whom)
    print(
        f"{len(whom)} private people, {full} with a full name, {own} with a last name that nobody public in the article has"
    )
    for what, where in places.items():
        print(f"{what}: {len(where)}", *where, sep="\n  ")
    return min(1, len(places["full name"]))


if __name__ == "__main__":
    sys.exit(main())
