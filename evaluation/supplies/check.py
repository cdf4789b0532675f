"""Hold every offset of the labelled supplies, notices and time lines against its hash, and print the counts.

    python evaluation/supplies/check.py

Without `../shared` the notices are counted but their words are not compared.
"""

import json
from collections import Counter
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
STATUSES = {"awarded", "renewed", "modified", "cancelled", "declined", "expired", "held", "none"}
MODALITIES = {"asserted", "demanded", "planned", "denied", "rumoured"}
POSITIONS = {"affirm", "deny", "not_aware", "decline", "commit", "condition"}
MOVES = {"change", "clarification", "narrowing", "none"}
Row = dict[str, Any]


def read(name: str) -> list[Row]:
    """Load one file of this folder; its lines must have sorted keys."""
    rows: list[Row] = []
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if list(row) != sorted(row):
            raise ValueError(f"{name}: keys not sorted: {line[:80]}")
        rows.append(row)
    return rows


def short(words: str) -> str:
    """Give the first 12 hex digits of the SHA-256 of words."""
    return sha256(words.encode()).hexdigest()[:12]


def part_of(key: str) -> str:
    """Say which part a sentence, notice or time line is of."""
    return "report" if int(sha256(key.encode()).hexdigest(), 16) % 2 else "rules"


def hold(text: str, span: Row, where: str) -> None:
    """Fail unless a span's words are those that were labelled."""
    if short(text[span["start"] : span["end"]]) != span["sha256"]:
        raise ValueError(f"{where}: the words are not those labelled")


def check_parts(rows: Iterable[Row], key: str) -> dict[str, Row]:
    """Fail on a wrong part or a key used twice; give the rows by key."""
    found: dict[str, Row] = {}
    for row in rows:
        if row[key] in found or row["part"] != part_of(row[key][:7]):
            raise ValueError(f"{row[key]}: used twice or in the wrong part")
        found[row[key]] = row
    return found


def check_sentences() -> Counter[str]:
    """Check our own sentences; count relations by status, by modality and by part."""
    sentences = check_parts(read("sentences.jsonl"), "sentence")
    counts = Counter(f"sentences {row['part']}" for row in sentences.values())
    seen: set[str] = set()
    for row in read("relations.jsonl"):
        sentence = sentences[row["sentence"]]
        for role, span in row["spans"].items():
            hold(sentence["text"], span, f"{row['sentence']} {role}")
        none = row["status"] == "none"
        if row["status"] not in STATUSES or (none != (row["modality"] is None)):
            raise ValueError(f"{row['sentence']}: {row['status']} with {row['modality']}")
        if not none and (row["modality"] not in MODALITIES or not {"supplier", "customer"} <= set(row["spans"])):
            raise ValueError(f"{row['sentence']}: no supplier, no customer or no modality")
        counts[f"status {row['status']} {sentence['part']}"] += 1
        counts[f"modality {row['modality']} {sentence['part']}"] += 1
        counts[f"roles {'none' if none else ' '.join(sorted(row['spans']))}"] += 1
        seen.add(row["sentence"])
    if seen != set(sentences):
        raise ValueError("a sentence has no line in relations.jsonl")
    return counts


def texts_of(notices: dict[str, Row]) -> dict[str, str]:
    """Load the notices' texts from ../shared, or nothing where it is absent."""
    first = next(iter(notices.values()))
    path = ROOT / first["file"]
    if not path.is_file():
        return {}
    if sha256(path.read_bytes()).hexdigest() != first["file_sha256"]:
        raise ValueError(f"{path}: not the file that was labelled")
    held = json.loads(path.read_text(encoding="utf-8"))
    texts = {key: str(held[row["position"]]["award_text"]) for key, row in notices.items()}
    for key, text in texts.items():
        if short(text) != notices[key]["text_sha256"]:
            raise ValueError(f"{key}: not the text that was labelled")
    return texts


def check_notices() -> Counter[str]:
    """Check the notices; count facts by role and wrong fields by what is wrong."""
    notices = check_parts(read("notices.jsonl"), "notice")
    texts = texts_of(notices)
    counts = Counter(f"notices {row['kind']} {row['part']}" for row in notices.values())
    for fact in read("notice_facts.jsonl"):
        if texts:
            hold(texts[fact["notice"]], fact, f"{fact['notice']} {fact['role']}")
        counts[f"facts {fact['role']} {notices[fact['notice']]['part']}"] += 1
    for row in read("notice_field_errors.jsonl"):
        counts[f"wrong {row['field']} {row['wrong']} {notices[row['notice']]['part']}"] += 1
    counts["notices compared with their texts"] = len(texts)
    return counts


def check_timelines() -> Counter[str]:
    """Check the time lines: order, positions and moves; count them."""
    lines = check_parts(read("timelines.jsonl"), "timeline")
    counts = Counter(f"timelines {row['part']}" for row in lines.values())
    uttered: dict[str, list[Row]] = {key: [] for key in lines}
    for row in read("utterances.jsonl"):
        uttered[row["timeline"]].append(row)
        counts[f"position {row['position']} {lines[row['timeline']]['part']}"] += 1
        if row["n"] > 1:
            counts[f"move {row['move']} {lines[row['timeline']]['part']}"] += 1
    for key, rows in uttered.items():
        check_line(key, rows)
        moves = {row["move"] for row in rows}
        strongest = next(move for move in ("change", "narrowing", "clarification", "none") if move in moves)
        counts[f"strongest move {strongest} {lines[key]['part']}"] += 1
    return counts


def check_line(key: str, rows: list[Row]) -> None:
    """Fail unless a time line has three to six utterances in order, with labels that exist."""
    dates = [row["date"] for row in rows]
    if not 3 <= len(rows) <= 6 or dates != sorted(dates) or [row["n"] for row in rows] != [*range(1, len(rows) + 1)]:
        raise ValueError(f"{key}: not three to six utterances in order")
    if rows[0]["move"] != "none" or any(row["position"] not in POSITIONS or row["move"] not in MOVES for row in rows):
        raise ValueError(f"{key}: a label that does not exist, or a move of the first utterance")


def check_second() -> Counter[str]:
    """Count how often the second pass agreed with the first."""
    return Counter(f"second pass {row['label']} {row['outcome']}" for row in read("second_pass.jsonl"))


def main() -> Counter[str]:
    """Check all, print the counts and give them."""
    counts = check_sentences() + check_notices() + check_timelines() + check_second()
    for name, number in sorted(counts.items()):
        print(f"{number:5} {name}")
    return counts


if __name__ == "__main__":
    main()
