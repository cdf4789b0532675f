"""Hold every sentence's spans, award keys and figures against the record, and print the counts.

    python evaluation/said_and_done/check.py

Needs `../shared/data/awards` for the award keys and their amounts; where that is absent only the spans, the halves and
the labels are checked. Exits with 1 when anything does not hold.
"""

import csv
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
AWARDS = HERE.parents[2] / "shared/data/awards"
ICE, MN = (
    AWARDS / "tornapart/ice_awards_fy13_fy18.csv",
    AWARDS / "mn_ice/mn_all__Contracts_PrimeAwardSummaries_2025-03-21_H19M57S23_1.csv",
)
SHA256 = {
    ICE: "a594d727c0ca2f7307127254f333336b1e4fd8d09f17da63f45c5daecd0a593b",
    MN: "88e1e4a1fca0e406c850694c6735f01786a74bd6d71976905c1a0d938e60aa9c",
}
NOTIONS = ("obligated", "current", "potential", "outlayed")
MONEY = {*NOTIONS, "unsaid", "none"}
BASES = {"record", "notice", "recalled", "invented"}
Row = Mapping[str, Any]
Amounts = Mapping[str, Mapping[str, set[float]]]
"""The amounts that the record holds of an award: by key, by notion."""
COLUMNS = {
    ICE: ("federal_action_obligation", "current_total_value_of_award", "potential_total_value_of_award", ""),
    MN: (
        "total_obligated_amount",
        "current_total_value_of_award",
        "potential_total_value_of_award",
        "total_outlayed_amount",
    ),
}


def read(name: str) -> list[Row]:
    """Load one file of labels."""
    return [json.loads(line) for line in (HERE / name).read_text(encoding="utf-8").splitlines()]


def half(key: str) -> str:
    """Say to which half a key belongs: an odd SHA-256 is reported."""
    return "report" if int(sha256(key.encode()).hexdigest(), 16) % 2 else "rules"


def award_key(row: Mapping[str, str]) -> str:
    """Give the key of an award as USAspending forms it; the older file does not hold it ready."""
    if "contract_award_unique_key" in row:
        return row["contract_award_unique_key"]
    piid, agency = row["award_id_piid"], row["awarding_sub_agency_code"]
    if row["award_or_idv_flag"] == "IDV":
        return f"CONT_IDV_{piid}_{agency}"
    parent, by = row["parent_award_id"] or "-NONE-", row["parent_award_agency_id"] or "-NONE-"
    return f"CONT_AWD_{piid}_{agency}_{parent}_{by}"


def amounts(path: Path) -> Amounts:
    """Read the amounts of every award of one file, of all its rows."""
    found: defaultdict[str, defaultdict[str, set[float]]] = defaultdict(lambda: defaultdict(set))
    with path.open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            key = award_key(row)
            found[key]["row"].add(0.0)
            for notion, column in zip(NOTIONS, COLUMNS[path], strict=True):
                if column and row[column]:
                    found[key][notion].add(float(row[column]))
    return found


def is_agreed(figure: Row, amount: float) -> bool:
    """Say whether an amount of the record is what the figure says, at the precision it is written with."""
    value: float = figure["value"]
    if figure["bound"] == "about":
        return abs(amount - value) <= 0.05 * value
    if figure["bound"] == "above":
        return value < amount <= 1.1 * value
    if figure["bound"] == "below":
        return 0.9 * value <= amount < value
    return abs(amount - value) <= float(figure["step"]) / 2 + 0.005


def agreed(row: Row, held: Mapping[str, Amounts]) -> list[str]:
    """List the notions of money under which the record holds the figure of a sentence."""
    awards = [held[award["file"]][award["key"]] for award in row["awards"]]
    figure = row["figure"]
    if not (figure and awards):
        return []
    if row["figure_of"] == "sum":
        sums = {notion: sum(max(award.get(notion, {0.0})) for award in awards) for notion in NOTIONS}
        return [notion for notion in NOTIONS if is_agreed(figure, sums[notion])]
    return [
        notion
        for notion in NOTIONS
        if all(any(is_agreed(figure, one) for one in award.get(notion, ())) for award in awards)
    ]


def own_faults(row: Row) -> Iterator[str]:
    """Find what is wrong within a row itself."""
    if row["half"] != half(row["id"]) or row["id"] != "s" + sha256(row["text"].encode()).hexdigest()[:10]:
        yield f"{row['id']}: wrong id or half"
    if row["money"] not in MONEY or row["basis"] not in BASES:
        yield f"{row['id']}: {row['money']} {row['basis']} is no label"
    figure = row["figure"]
    if figure and sha256(row["text"][figure["start"] : figure["end"]].encode()).hexdigest()[:12] != figure["words"]:
        yield f"{row['id']}: the words of the figure differ"


def record_faults(row: Row, held: Mapping[str, Amounts]) -> Iterator[str]:
    """Hold award keys, trap and figure of a row against the record."""
    trap = row["trap"]
    for award in (*row["awards"], *([trap] if trap else [])):
        if award["key"] not in held[award["file"]]:
            yield f"{row['id']}: {award['key']} is not in the record"
            return
    if agreed(row, held) != row["agrees"]:
        yield f"{row['id']}: the record agrees under {agreed(row, held)}, not {row['agrees']}"
    if trap and trap["key"] in {award["key"] for award in row["awards"]}:
        yield f"{row['id']}: the trap is an award that it speaks of"
    if trap and trap["takes_by"] in {"amount", "both"}:
        close = held[trap["file"]][trap["key"]]
        value = row["figure"]["value"]
        if not any(abs(one - value) <= 0.05 * one for notion in NOTIONS for one in close.get(notion, ())):
            yield f"{row['id']}: no amount of the trap is near"


def file_faults() -> Iterator[str]:
    """Hold the two files of the record against their hashes."""
    for path, wanted in SHA256.items():
        if sha256(path.read_bytes()).hexdigest() != wanted:
            yield f"{path.name} is another file"


def report(rows: Sequence[Row]) -> None:
    """Print the counts."""
    for which in ("rules", "report"):
        some = [row for row in rows if row["half"] == which]
        sizes = Counter(min(len(row["awards"]), 2) for row in some)
        print(f"{which}: {len(some)} sentences; awards none {sizes[0]}, one {sizes[1]}, several {sizes[2]}")
        for field in ("money", "basis", "why"):
            print(f"  {field}: {dict(sorted(Counter(row[field] for row in some).items()))}")
        traps = Counter(row["trap"]["takes_by"] for row in some if row["trap"])
        print(f"  traps: {dict(sorted(traps.items()))}")
    again = read("second_pass.jsonl")
    money = sum(row["first"]["money"] == row["second"]["money"] for row in again)
    number = sum(row["first"]["awards"] == row["second"]["awards"] for row in again)
    print(f"second_pass.jsonl: {len(again)} read twice, same number of awards {number}, same money {money}")


def main() -> int:
    """Check everything, print the counts and the faults."""
    rows = read("sentences.jsonl")
    faults = [fault for row in rows for fault in own_faults(row)]
    faults += [f"{key} stands twice" for key, count in Counter(row["id"] for row in rows).items() if count > 1]
    faults += [
        f"{row['id']} was read twice but is gone"
        for row in read("second_pass.jsonl")
        if row["id"] not in {one["id"] for one in rows}
    ]
    if AWARDS.exists():
        held = {"ice": amounts(ICE), "mn": amounts(MN)}
        faults += [*file_faults(), *(fault for row in rows for fault in record_faults(row, held))]
    else:
        print("award keys and amounts not checked: ../shared is not here")
    report(rows)
    print("\n".join(faults) or "no faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
