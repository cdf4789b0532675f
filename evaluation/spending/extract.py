"""Cut the few rows that the golden cases need out of the real files.

    python evaluation/spending/extract.py [FOLDER]

Reads `../shared/data/awards` and writes to `tests/fixtures/spending`, or to FOLDER. Rows of public spending data are facts; headers stay
whole, so that readers meet the files as they come. What concerns people (telephone and fax numbers, e-mail addresses,
officers' names and pay, users of the systems) is emptied, or
replaced by an invented address.
"""

import csv
import gzip
import io
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
AWARDS = ROOT.parent / "shared/data/awards"
TO = ROOT / "tests/fixtures/spending"

ICE = "tornapart/ice_awards_fy13_fy18.csv"
ICE_AWARDS = frozenset(
    {
        *("70CTD018FC0000038", "HSCETE17J00341", "HSCEMD17F00008", "HSCETC16J00017", "HSCETC16J00040"),
        *("70CMSW18FACR00003", "70CMSD18FR0000022", "70CMSD18FR0000048", "HSCETE16J00325", "HSCETC16J00057"),
        *("HSCETC14C00002", "HSCEDM16J00040"),
    }
)
PRIMES = "mn_ice/mn_all__Contracts_PrimeAwardSummaries_2025-03-21_H19M57S23_1.csv"
PRIME_AWARDS = frozenset(
    {
        "CONT_AWD_70CDCR18P00000017_7012_-NONE-_-NONE-",
        "CONT_AWD_HSCEMD17F00008_7012_GS02F026DA_4732",
        "CONT_AWD_HSCEMR11F00053_7012_GS23F0387K_4730",
        "CONT_AWD_70CMSD22FR0000187_7012_GS02F026DA_4732",
    }
)
SUBAWARDS = "mn_ice/all_after_2020__Contracts_Subawards_2025-03-28_H03M23S17_1.csv"
SUBAWARD_PRIMES = frozenset(
    {
        "CONT_AWD_70CMSD20FR0000219_7012_GS00Q14OADU121_4732",
        "CONT_AWD_70CMSD23FR0000229_7012_70RSAT20D00000001_7001",
    }
)
SUBAWARD_FIRMS = frozenset({"DELL FEDERAL SYSTEMS L.P", "THOMSON REUTERS SPECIAL SERVICES LLC"})
FPDS = "fpds_atom/fpds_transactions.csv.gz"
FIRMS = frozenset({"N1C5QLNPJLS4", "MBSRAWAQ9559"})
"""Identifiers of firms of which every pair of name and parent's name is kept, with the first action that has it."""
FEEDS: dict[str, frozenset[str]] = {
    "HSHQDC09A00032": frozenset({"0", "P00013"}),
    "HSHQDC15A00017": frozenset({"0"}),
    "70RTAC21A00000001": frozenset({"0"}),
    "70RTAC24A00000001": frozenset({"0"}),
    "GS35F0119Y": frozenset({"0", "1168"}),
}
"""Vehicles, and the modifications that are kept."""
FEDRAMP = "fedramp/marketplace_test.json"
AGENCIES = frozenset({"22-002", "22-002-04"})

PERSONAL = re.compile(r"phone|fax|e_?mail|highly_compensated_officer|address_line")
PERSONAL_ELEMENT = re.compile(
    r"(<\w+:(?:approvedBy|createdBy|lastModifiedBy|closedBy|phoneNo|faxNo|streetAddress\d?|electronicMailAddress)>)[^<]*<"
)
CONTACT = re.compile(r"[\w.]+@[\w.]+ \d{10}")
NOBODY = "A.CLERK@EXAMPLE.GOV 2025550100"
"""Stands for contact data in descriptions, so that masking it is tested too."""
ENTRY = re.compile(r"  <entry>.*?</entry>\n?", re.DOTALL)

Row = dict[str, str]


def main() -> None:
    """Write all files."""
    to = Path(sys.argv[1]) if len(sys.argv) > 1 else TO
    to.mkdir(parents=True, exist_ok=True)
    _table(ICE, to / "ice_awards_2018.csv", _among("award_id_piid", ICE_AWARDS))
    _table(PRIMES, to / "prime_awards_2025.csv", _among("contract_award_unique_key", PRIME_AWARDS))
    _table(SUBAWARDS, to / "subawards_2025.csv", _subaward)
    _table(FPDS, to / "fpds_transactions.csv", _first_of_each(("uei", "vendor_name", "parent_uei_name"), FIRMS))
    for piid, modifications in FEEDS.items():
        _feed(piid, modifications, to / f"{piid}.xml")
    _marketplace(to / "fedramp.json")
    for path in sorted(to.iterdir()):
        print(f"{path.stat().st_size:>8,}  {path.name}")


def _among(column: str, values: frozenset[str]) -> Callable[[Row], bool]:
    return lambda row: row[column] in values


def _subaward(row: Row) -> bool:
    return row["prime_award_unique_key"] in SUBAWARD_PRIMES and row["subawardee_name"] in SUBAWARD_FIRMS


def _first_of_each(columns: tuple[str, ...], firms: frozenset[str]) -> Callable[[Row], bool]:
    seen: set[tuple[str, ...]] = set()

    def is_new(row: Row) -> bool:
        mark = tuple(row[column] for column in columns)
        if mark[0] not in firms or mark in seen:
            return False
        seen.add(mark)
        return True

    return is_new


def _table(source: str, target: Path, wanted: Callable[[Row], bool]) -> None:
    """Copy the header and the rows wanted, in their order; columns that concern people are emptied."""
    with _text(AWARDS / source) as file, target.open("w", encoding="utf-8", newline="") as out:
        reader = csv.DictReader(file)
        names = list(reader.fieldnames or ())
        writer = csv.DictWriter(out, names)
        writer.writeheader()
        writer.writerows(_cleared(row) for row in reader if wanted(row))


def _text(path: Path) -> io.TextIOWrapper:
    content = path.read_bytes()
    return io.TextIOWrapper(
        io.BytesIO(gzip.decompress(content) if path.suffix == ".gz" else content), encoding="utf-8-sig", newline=""
    )


def _cleared(row: Row) -> Row:
    return {name: "" if PERSONAL.search(name) else CONTACT.sub(NOBODY, cell) for name, cell in row.items()}


def _feed(piid: str, modifications: frozenset[str], target: Path) -> None:
    """Keep the head and end of the first page, and the entries wanted of all pages."""
    pages = [path.read_text(encoding="utf-8") for path in sorted((AWARDS / "fpds_atom/raw_xml").glob(f"{piid}__*"))]
    kept = [entry for page in pages for entry in ENTRY.findall(page) if _modification(entry) in modifications]
    places = [match.span() for match in ENTRY.finditer(pages[0])]
    whole = pages[0][: places[0][0]] + "".join(kept) + pages[0][places[-1][1] :].lstrip("\n")
    target.write_text(PERSONAL_ELEMENT.sub(r"\1<", whole), encoding="utf-8", newline="")


def _modification(entry: str) -> str:
    found = re.search(r"<\w+:modNumber>([^<]*)<", entry)
    return found[1] if found else ""


def _marketplace(target: Path) -> None:
    """Keep one agency's permissions and the products they are for, without people and long lists."""
    whole: dict[str, Any] = json.loads((AWARDS / FEDRAMP).read_text(encoding="utf-8"))
    data = whole["data"]
    mappings = {name: [one for one in data[name] if _is_ours(one)] for name in ("AtoMapping", "ReuseMapping")}
    products = {one["id"].strip() for found in mappings.values() for one in found}
    cut = {
        "Metrics": {},
        "Filters": {},
        "Products": list(_short(one for one in data["Products"] if one["id"].strip() in products)),
        "Agencies": [_agency(one, products) for one in data["Agencies"] if one["id"] in AGENCIES],
        "Assessors": [],
        **mappings,
    }
    target.write_text(json.dumps({"meta": whole["meta"], "data": cut}, indent=1) + "\n", encoding="utf-8", newline="")


def _is_ours(one: dict[str, Any]) -> bool:
    return "22-002-04" in (one["agency_id"], one.get("sub_id"))


def _short(products: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for one in products:
        yield {
            key: value
            for key, value in one.items()
            if isinstance(value, str) and len(value) < 200 and not _personal(key)
        }


def _agency(one: dict[str, Any], products: set[str]) -> dict[str, Any]:
    lists = {key: [entry for entry in one[key] if entry["id"].strip() in products] for key in ("auths", "reuses")}
    return {key: "" if _personal(key) else value for key, value in one.items() if isinstance(value, str | int)} | lists


def _personal(key: str) -> bool:
    return bool(re.search(r"poc|mail|phone|fax|contact", key))


if __name__ == "__main__":
    main()
