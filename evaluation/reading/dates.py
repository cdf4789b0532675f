"""Score published dates, by grade, on pages whose date people read off the page.

    python evaluation/reading/dates.py [--fast] [--wrong]

dates.jsonl holds a day for each page that shows one, and the offset of its time zone where the page names it; a declared
moment is taken to that zone before its day is compared. Exits 1 when a figure is below its floor. Needs ../shared.
"""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from pages import PAGES, Page, document_of, shared_pages

from onrecord.model.evidence import Meta

HERE = Path(__file__).parent
GRADES = ("declared", "found")


@dataclass(frozen=True, slots=True)
class Label:
    """The day of publication that a page shows.

    Attributes:
        zone: Offset from UTC, `-05:00`, of the time beside it; None where the page names no zone.
    """

    published: str
    zone: str | None


@dataclass(frozen=True, slots=True)
class Answer:
    """What the reader said of a labelled page."""

    page: str
    label: Label
    found: Meta | None

    @property
    def grade(self) -> str:
        """Give the grade of the answer; `none` without one."""
        return self.found.grade if self.found else "none"

    @property
    def is_right(self) -> bool:
        """Tell whether the answer is right to the day."""
        return self.found is not None and day_of(self.found.value, self.label.zone) == self.label.published


def day_of(value: str, zone: str | None) -> str:
    """Give the day of an ISO 8601 date or moment, a moment's in the zone given."""
    if zone is None or "T" not in value:
        return value[:10]
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None:
        return value[:10]
    return moment.astimezone(datetime.fromisoformat(f"2000-01-01T00:00:00{zone}").tzinfo).date().isoformat()


def read_labels(path: Path = HERE / "dates.jsonl") -> dict[str, Label]:
    """Read the labels, by page."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    labels = {row["page"]: Label(row["published"], row.get("zone")) for row in rows}
    for label in labels.values():
        date.fromisoformat(label.published)
    return labels


def answers(pages: Sequence[Page], labels: Mapping[str, Label], *, is_fast: bool) -> list[Answer]:
    """Ask the reader for the date of every labelled page."""
    return [
        Answer(page.name, labels[page.name], document_of(page, is_fast=is_fast).published)
        for page in pages
        if page.name in labels
    ]


def figures(given: Sequence[Answer]) -> dict[str, float]:
    """Give the shares: answered at each grade, right of those, right of all."""
    found: dict[str, float] = {}
    for grade in GRADES:
        at_grade = [one for one in given if one.grade == grade]
        found[f"answered, {grade}"] = len(at_grade) / max(1, len(given))
        found[f"right of answered, {grade}"] = sum(one.is_right for one in at_grade) / max(1, len(at_grade))
    found["right of all"] = sum(one.is_right for one in given) / max(1, len(given))
    return found


def main() -> int:
    """Read, score, print, compare."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--fast", action="store_true", help="read as with reading: fast")
    parser.add_argument("--wrong", action="store_true", help="list the answers that are not right")
    arguments = parser.parse_args()
    if not PAGES.is_dir():
        print(f"{PAGES} is not here", file=sys.stderr)
        return 2
    given = answers(shared_pages(), read_labels(), is_fast=arguments.fast)
    print(f"{len(given)} pages with a date that people read off the page")
    shares = figures(given)
    for name, share in shares.items():
        print(f"  {name:28}{100 * share:6.1f}")
    for one in given if arguments.wrong else ():
        if not one.is_right:
            print(f"  {one.page[:12]} {one.label.published} {one.label.zone or ''} {one.found}")
    floors = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))["dates"][
        "fast" if arguments.fast else "full"
    ]
    below = [name for name, floor in floors.items() if 100 * shares[name] < floor]
    for name in below:
        print(f"below its floor: {name} {100 * shares[name]:.1f}, floor {floors[name]}", file=sys.stderr)
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main())
