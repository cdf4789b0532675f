"""Write the extract of names that CI scores: `python evaluation/names/pin.py`. Needs ../shared.

Facts alone: names of bodies with identifiers and families, of the reported half, every fourth family by its hash. Left out
are families one of whose names shows neither a legal form nor a word for a public body: that may be a person.
"""

import csv
import sys
from collections import defaultdict
from hashlib import sha256
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from pairs import EXTRACT, Naming, harvest, side_of

from onrecord.resolve.names.name_places import BODY_WORDS
from onrecord.resolve.names.org_names import parse

EVERY = 4
LARGEST = 12
"""Names of a family; larger ones are left out, so that no one family makes the figures."""


def is_body(name: str) -> bool:
    """Say whether a name shows that it is no person's."""
    parsed = parse(name)
    return bool(parsed.legal or parsed.place_kind or parsed.words & BODY_WORDS)


def drawn() -> list[Naming]:
    """Choose the families."""
    families: dict[str, list[Naming]] = defaultdict(list)
    for one in harvest():
        families[one.family].append(one)
    return [
        one
        for family, namings in sorted(families.items())
        if side_of(family) == "report" and len(namings) <= LARGEST
        if int(sha256(family.encode()).hexdigest(), 16) // 2 % EVERY == 0 and all(is_body(one.name) for one in namings)
        for one in namings
    ]


def main() -> None:
    """Write the file."""
    rows = drawn()
    EXTRACT.parent.mkdir(parents=True, exist_ok=True)
    with EXTRACT.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("identifier", "name", "family", "schemes"))
        writer.writerows((one.identifier, one.name, one.family, "|".join(sorted(one.schemes))) for one in rows)
    print(f"{len(rows)} names of {len({one.family for one in rows})} families in {EXTRACT}")


if __name__ == "__main__":
    main()
