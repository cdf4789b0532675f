"""Hold the golden cases against a record that the product builds, and print a table with pass or fail each.

    python evaluation/spending/golden.py [--shared] [--record FOLDER]

Without `--shared` the record is built from the extract in tests/fixtures/spending, with it from all files of
`../shared/data/awards` and the extract's article. Exits 1 when a case fails.
"""

import argparse
import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from golden_checks import faults
from spending_record import AWARDS, FIXTURES, Asked, build, opened

CASES = Path(__file__).parent / "golden.json"
ARTICLE = FIXTURES / "harbour-ledger.html"
FOLDERS = ("tornapart", "mn_ice", "sierrawells", "fpds_atom", "ocds", "fedramp", "usaspending_api_json")
"""Folders of `../shared/data/awards` that hold spending files, and others beside them."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A case, how many things it asks, and those the record does not agree with."""

    case: str
    about: str
    asked: int
    faults: tuple[str, ...]


def cases() -> list[dict[str, Any]]:
    """Load the cases."""
    found: list[dict[str, Any]] = json.loads(CASES.read_text(encoding="utf-8"))["cases"]
    return found


def outcomes(asked: Asked) -> list[Outcome]:
    """Hold every case against a record."""
    return [
        Outcome(one["id"], one["about"], len(one["checks"]), tuple(faults(asked, one["checks"]))) for one in cases()
    ]


def sources(*, shared: bool) -> list[Path]:
    """List the files a record is built from."""
    return [*(AWARDS / name for name in FOLDERS), ARTICLE] if shared else [FIXTURES]


def table(found: Iterable[Outcome]) -> str:
    """Write outcomes as a table for a README."""
    lines = ["| case | what it is about | asked | |", "|---|---|---|---|"]
    for one in found:
        verdict = "pass" if not one.faults else f"**fail**: {'; '.join(one.faults)}"
        lines.append(f"| {one.case} | {one.about} | {one.asked} | {verdict} |")
    return "\n".join(lines)


def main() -> int:
    """Build, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", action="store_true", help="use the whole files of ../shared/data/awards")
    parser.add_argument("--record", type=Path, help="ask this record, built before, instead of building one")
    options = parser.parse_args()
    with TemporaryDirectory() as folder:
        record = options.record or Path(folder) / "record"
        if options.record is None:
            build(record, sources(shared=options.shared))
        with opened(record) as asked:
            found = outcomes(asked)
    print(table(found))
    failed = sum(bool(one.faults) for one in found)
    print(f"\n{len(found) - failed} of {len(found)} cases pass")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
