"""Recipients out of award files, as a register with the identifiers that say which rows are one organisation."""

import csv
import gzip
import io
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).parents[2]
AWARDS = ROOT.parent / "shared/data/awards"
ADDRESSED = (
    ("tornapart/ice_awards_fy13_fy18.csv", "recipient"),
    ("sierrawells/us-local-gov-ice-contracts.csv", "recipient"),
    ("sierrawells/us-reg-state-gov-ice-contracts.csv", "recipient"),
    ("mn_ice/mn_all__Contracts_PrimeAwardSummaries_2025-03-21_H19M57S23_1.csv", "recipient"),
    ("mn_ice/umn__Contracts_PrimeAwardSummaries_2025-03-28_H02M59S08_1.csv", "recipient"),
    ("mn_ice/all_after_2020__Assistance_PrimeAwardSummaries_2025-03-28_H03M23S01_1.csv", "recipient"),
    ("mn_ice/all_after_2020__Contracts_Subawards_2025-03-28_H03M23S17_1.csv", "subawardee"),
    ("mn_ice/mn_all__Contracts_Subawards_2025-03-21_H19M57S41_1.csv", "subawardee"),
)
"""Files that give recipients an address, and how their columns of recipients begin."""
UNADDRESSED = "fpds_atom/fpds_transactions.csv.gz"
HEADER = ("name", "street", "city", "state", "zip", "telephone", "parent", "body", "family")


def rows(folder: Path = AWARDS, *, all_files: bool = False) -> list[dict[str, str]]:
    """List the recipients of all rows; `body` is the identifier that says which are one, `family` joins parents too.

    Each row is written under one of the names it gives (registered, as the buyer wrote it, trading as), by chance with a seed.
    A UEI and a DUNS number that one row gives are one identifier, where each has only the other.
    """
    raw = [row for file, kind in ADDRESSED for row in _addressed(folder / file, kind)]
    if all_files:
        raw += list(_unaddressed(folder / UNADDRESSED))
    body = joined((one, other) for row in raw for one, other in [(row["uei"], row["duns"])] if one and other)
    ties = [
        (body.get(row["id"], row["id"]), body.get(row["parent_id"], row["parent_id"]))
        for row in raw
        if row["parent_id"]
    ]
    family = joined(ties)
    for row in raw:
        row["body"] = body.get(row["id"], row["id"])
        row["family"] = family.get(row["body"], row["body"])
    return [{column: row[column] for column in HEADER} for row in raw]


def side(family: str) -> str:
    """Say which half a corporate family is of."""
    return "choose" if sha256(family.encode()).digest()[0] % 2 else "report"


def write(path: Path, chosen: Sequence[Mapping[str, str]]) -> None:
    """Write a register without its identifiers."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, HEADER[:-2], extrasaction="ignore")
        writer.writeheader()
        writer.writerows(chosen)


def joined(pairs: Iterator[tuple[str, str]] | Sequence[tuple[str, str]]) -> dict[str, str]:
    """Join identifiers, and give each the first of those it is joined with."""
    parent: dict[str, str] = {}

    def root(one: str) -> str:
        while parent.setdefault(one, one) != one:
            one = parent[one]
        return one

    for left, right in pairs:
        one, other = sorted((root(left), root(right)))
        parent[other] = one
    return {one: root(one) for one in parent}


def _addressed(path: Path, kind: str) -> Iterator[dict[str, str]]:
    reader = csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline=""))
    for number, row in enumerate(reader, 1):
        uei, duns = _number("uei", row.get(f"{kind}_uei")), _number("duns", row.get(f"{kind}_duns"))
        owner = _number("uei", row.get(f"{kind}_parent_uei")) or _number("duns", row.get(f"{kind}_parent_duns"))
        names = [name for end in ("name", "name_raw", "doing_business_as_name") if (name := row.get(f"{kind}_{end}"))]
        if not (uei or duns) or not names:
            continue
        yield {
            "name": names[sha256(f"{path.name}:{number}".encode()).digest()[0] % len(names)],
            "street": row.get(f"{kind}_address_line_1") or "",
            "city": row.get(f"{kind}_city_name") or "",
            "state": row.get(f"{kind}_state_code") or "",
            "zip": row.get(f"{kind}_zip_4_code") or row.get(f"{kind}_zip_code") or "",
            "telephone": row.get(f"{kind}_phone_number") or "",
            "parent": row.get(f"{kind}_parent_name") or "",
            "id": uei or duns, "uei": uei, "duns": duns, "parent_id": owner,
        }  # fmt: skip


def _unaddressed(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            uei, duns = _number("uei", row["uei"]), _number("duns", row["duns"])
            if (uei or duns) and row["vendor_name"]:
                yield {
                    "name": row["vendor_name"], "street": "", "city": "", "state": row["v_state"], "zip": "", "telephone": "",
                    "parent": row["parent_uei_name"], "id": uei or duns, "uei": uei, "duns": duns,
                    "parent_id": _number("uei", row["parent_uei"]) or _number("duns", row["parent_duns"]),
                }  # fmt: skip


def _number(scheme: str, text: str | None) -> str:
    return f"{scheme}:{text.strip().upper()}" if text and text.strip() else ""
