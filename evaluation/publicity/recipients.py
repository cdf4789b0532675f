"""Score which recipients of spending are taken for private people: by the shape of the name, and by a register's marks.

    python evaluation/publicity/recipients.py

Names of people are private: `recipients.jsonl` holds digits of a hash and the label; the names are drawn again from
../shared by the same seed (`organisation_words.py`). Exits 1 when a figure is below `floors.json`.
"""

import csv
import json
import random
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from organisation_words import ROOT, held_out, vendor_names

from onrecord.store.private_names import (
    KIND_FIELDS,
    SOLE_FLAGS,
    has_no_word_of_bodies,
    has_organisation_word,
    is_private,
    reads_as_person,
    recipient_is_person,
)

HERE = Path(__file__).parent
AWARDS = ROOT.parent / "shared/data/awards"
MARKED = (
    *("sierrawells/us-local-gov-ice-contracts.csv", "sierrawells/us-reg-state-gov-ice-contracts.csv"),
    "mn_ice/umn__Contracts_PrimeAwardSummaries_2025-03-28_H02M59S08_1.csv",
    "mn_ice/mn_all__Contracts_PrimeAwardSummaries_2025-03-21_H19M57S23_1.csv",
    "tornapart/ice_awards_fy13_fy18.csv",
)
"""USAspending files with columns that say what a recipient is."""
ROUNDS = 2000
Pair = tuple[bool, bool]
"""Is a person, is taken for one."""


def labelled(half: str) -> Iterator[tuple[str, bool]]:
    """Give the names that were labelled by hand; half `choose` set the limits of the rule, `report` is for figures."""
    rows = [json.loads(line) for line in (HERE / "recipients.jsonl").read_text(encoding="utf-8").splitlines()]
    labels = {row["name"]: row["person"] for row in rows if half in {row["half"], "all"}}
    for name in sorted(held_out(vendor_names())):
        digits = sha256(name.encode()).hexdigest()[:12]
        if digits in labels:
            yield name, labels[digits]


def shares(pairs: Iterable[Pair]) -> dict[str, float]:
    """Give recall on people and the share of bodies that are masked, per cent."""
    people = [taken for person, taken in pairs if person]
    bodies = [taken for person, taken in pairs if not person]
    return {
        "people masked": 100 * sum(people) / max(1, len(people)),
        "bodies masked": 100 * sum(bodies) / max(1, len(bodies)),
    }


def interval(pairs: list[Pair], measure: str) -> tuple[float, float]:
    """Give the 95 % bootstrap interval over names."""
    dice = random.Random(1)
    found = sorted(shares(dice.choices(pairs, k=len(pairs)))[measure] for _ in range(ROUNDS))
    return found[int(0.025 * ROUNDS)], found[int(0.975 * ROUNDS) - 1]


def marked_recipients() -> dict[str, dict[str, str]]:
    """Read the recipients of the marked files: the fields that say what each is, any mark winning."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for path in MARKED:
        with (AWARDS / path).open(encoding="utf-8-sig", errors="replace", newline="") as file:
            for row in csv.DictReader(file):
                name = (row.get("recipient_name") or "").strip()
                kept = {field: row[field] for field in (*SOLE_FLAGS, *KIND_FIELDS) if row.get(field)}
                if name:
                    found[name] |= {
                        field: value for field, value in kept.items() if value.lower() not in {"f", "false"}
                    }
    return found


def main() -> int:
    """Run from the command line."""
    pairs = [(person, has_no_word_of_bodies(name)) for name, person in labelled("report")]
    counted = shares(pairs)
    print(f"{len(pairs)} names that nothing told apart before, {sum(person for person, _ in pairs)} of people")
    for measure, value in counted.items():
        low, high = interval(pairs, measure)
        print(f"{measure:14} {value:5.1f} % ({low:.1f}-{high:.1f})")
    recipients = marked_recipients()
    sole = {name for name, fields in recipients.items() if any(fields.get(flag) for flag in SOLE_FLAGS)}
    print(f"{len(recipients)} recipients of ICE awards, {len(sole)} marked as sole proprietors")
    tests: tuple[tuple[str, Callable[[str], bool]], ...] = (
        ("shape before", lambda one: reads_as_person(one) and not has_organisation_word(one)),
        ("shape now", lambda one: is_private(one, "company")),
        ("shape and marks", lambda one: recipient_is_person(one, "company", recipients[one])),
    )
    for test, taken in tests:
        masked = {one for one in recipients if taken(one)}
        print(f"{test:16} masked {len(masked):3}, of them marked {len(masked & sole):3}")
    floors = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))["recipients"]
    broken = counted["people masked"] < floors["people masked"] or counted["bodies masked"] > floors["bodies masked"]
    return int(broken)


if __name__ == "__main__":
    sys.exit(main())
