"""Score the fields read from contract notices: 100 checked by hand, and the other 143 against a language model's fields.

    python evaluation/supplies/notices.py [--part rules|report|all]

A field counts as found when its words are those labelled, a full stop at the end aside. Needs `../shared`.
"""

import argparse
import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from onrecord.extract.notices import Notice, notices

HERE = Path(__file__).parent
FILE = HERE.parents[2] / "shared/data/dod_awards/dod_awards_master.json"
DRAWS, SEED = 1_000, 20251123
FIELDS = (
    "supplier", "customer", "amount", "total", "contract_number", "modified", "modification_number", "ordered_under",
    "date_awarded", "date_end",
)  # fmt: skip
Row = dict[str, Any]
Counts = dict[str, tuple[int, int, int]]
"""By field: right, found, labelled."""


def rows(name: str) -> list[Row]:
    """Load a file of this folder."""
    return [json.loads(line) for line in (HERE / name).read_text(encoding="utf-8").splitlines()]


def fields(found: Sequence[Notice]) -> dict[str, set[tuple[int, int]]]:
    """Give the places of each field over the notices of one text."""
    places: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for one in found:
        single = {
            "customer": one.customer,
            "amount": one.amount,
            "total": one.total,
            "date_awarded": one.awarded_on,
            "date_end": one.ends_on,
        }
        for field, place in single.items():
            places[field] |= {place} if place else set()
        places["supplier"] |= set(one.suppliers)
        places["contract_number"] |= set(one.numbers)
        places["modified"] |= set(one.modified)
        places["modification_number"] |= set(one.modifications)
        places["ordered_under"] |= set(one.ordered_under)
    return places


def checked(part: str) -> list[Counts]:
    """Hold what is read against the labels, text by text."""
    held = json.loads(FILE.read_text(encoding="utf-8"))
    facts: dict[str, list[Row]] = defaultdict(list)
    for row in rows("notice_facts.jsonl"):
        facts[row["notice"]].append(row)
    texts: dict[int, list[Row]] = defaultdict(list)
    for row in rows("notices.jsonl"):
        if part in {row["part"], "all"}:
            texts[row["position"]].append(row)
    return [
        _counts(held[position]["award_text"], [fact for row in found for fact in facts[row["notice"]]])
        for position, found in texts.items()
    ]


def _counts(text: str, facts: Sequence[Row]) -> Counts:
    found = fields(list(notices(text, 0, len(text))))
    counts = {}
    for field in FIELDS:
        gold = {text[fact["start"] : fact["end"]].rstrip(".") for fact in facts if fact["role"] == field}
        ours = {text[start:end].rstrip(".") for start, end in found.get(field, ())}
        counts[field] = (len(gold & ours), len(ours), len(gold))
    return counts


def recall(counts: Sequence[Counts], field: str) -> float:
    """Give the recall of a field."""
    gold = sum(one[field][2] for one in counts)
    return sum(one[field][0] for one in counts) / gold if gold else 1.0


def precision(counts: Sequence[Counts], field: str) -> float:
    """Give the precision of a field."""
    found = sum(one[field][1] for one in counts)
    return sum(one[field][0] for one in counts) / found if found else 1.0


def interval(counts: Sequence[Counts], field: str) -> tuple[float, float]:
    """Give the middle 95 % of recall over draws of texts."""
    chance = random.Random(SEED)
    values = sorted(recall(chance.choices(counts, k=len(counts)), field) for _ in range(DRAWS))
    return values[25], values[974]


def silver() -> dict[str, float]:
    """Hold the texts that nobody checked against the fields a language model gave them."""
    held = json.loads(FILE.read_text(encoding="utf-8"))
    labelled = {row["position"] for row in rows("notices.jsonl")}
    right: Counter[str] = Counter()
    gold: Counter[str] = Counter()
    for position, row in enumerate(held):
        if position in labelled:
            continue
        text = row["award_text"]
        found = fields(list(notices(text, 0, len(text))))
        names = {_plain(text[start:end]) for start, end in found["supplier"]}
        numbers = {
            _plain(text[start:end])
            for field in ("contract_number", "modified", "ordered_under")
            for start, end in found[field]
        }
        sums = {float(re.sub(r"[^\d.]", "", text[start:end])) for start, end in found["amount"]}
        for firm in row["contractors"]:
            gold["supplier"] += 1
            right["supplier"] += _plain(firm["name"]) in names
            if firm["contract_id"]:
                gold["number"] += 1
                right["number"] += _plain(firm["contract_id"]) in numbers
        if row["amount"]:
            gold["amount"] += 1
            right["amount"] += row["amount"] in sums
    return {field: right[field] / gold[field] for field in sorted(gold)}


def _plain(words: str) -> str:
    return re.sub(r"[^a-z0-9]", "", words.lower())


def main() -> None:
    """Print recall and precision by field."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--part", choices=("rules", "report", "all"), default="rules")
    part = options.parse_args().part
    counts = checked(part)
    print(f"{part}: {len(counts)} texts")
    for field in FIELDS:
        low, high = interval(counts, field)
        number = sum(one[field][2] for one in counts)
        print(
            f"  {field:20} R {recall(counts, field):.3f} [{low:.3f}, {high:.3f}]  P {precision(counts, field):.3f}  n {number}"
        )
    print("unchecked texts, recall:", ", ".join(f"{field} {value:.3f}" for field, value in silver().items()))


if __name__ == "__main__":
    main()
