"""Score the extractor on PolNeAR's dev part and hold the figures against floors.json.

    python evaluation/attribution/score.py [--gold DIR] [--rounds 1000]

Prints precision, recall and F1 with bootstrap intervals over documents, and the words read a second of one core.
Exits 1 when a figure is below its floor. Needs ../shared; tests/evaluation holds a small sample that needs nothing.
"""

import argparse
import json
import sys
import time
from pathlib import Path

from gold import SHARED, evaluator, read_gold

from onrecord.extract.extractors import EXTRACT_VERSION, extract_text
from onrecord.model.ids import DocumentId
from onrecord.model.statement import Statement

FLOORS = Path(__file__).parent / "floors.json"
SHOWN = (
    *("content", "linked", "linked_strict", "linked_cue", "linked_quoted", "linked_unquoted"),
    *("source/exact", "source/fragment", "cue/exact", "cue/fragment", "content/exact", "content/fragment"),
    *("linked_recall_direct", "linked_recall_mixed", "linked_recall_indirect"),
    *("linked_recall_speech", "linked_recall_other"),
)


def spans(statement: Statement) -> dict[str, list[tuple[int, int]]]:
    """Give a statement's spans by role, as the metric wants them."""
    roles = {"source": statement.source, "cue": statement.cue, "content": statement.content}
    return {role: [(span.start, span.end) for span in found] for role, found in roles.items()}


def main() -> int:
    """Extract, score, print, compare."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--gold", type=Path, default=SHARED / "data/polnear/dev")
    parser.add_argument("--rounds", type=int, default=1000, help="bootstrap samples")
    arguments = parser.parse_args()
    rules = evaluator()
    documents = list(read_gold(arguments.gold))
    started = time.process_time()
    extractions = [extract_text(DocumentId(one.name), one.text) for one in documents]
    seconds = time.process_time() - started
    scored = [
        rules.score_document(one.text, [spans(statement) for statement in found.statements], one.attributions)
        for one, found in zip(documents, extractions, strict=True)
    ]
    summary = rules.summarise(scored)
    words = sum(len(one.text.split()) for one in documents)
    print(
        f"{EXTRACT_VERSION} on {arguments.gold}: {len(documents)} documents, {words} words, {words / seconds:,.0f} words/s"
    )
    intervals = rules.bootstrap(scored, (*rules.LINK_METRICS, "linked_quoted", "linked_unquoted"), arguments.rounds)
    rules.show({name: summary[name] for name in SHOWN}, intervals)
    return below_floors(summary) if arguments.gold.name == "dev" else 0


def below_floors(summary: dict[str, dict[str, float]]) -> int:
    """Say which figures are below their floors; give the exit code."""
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))["polnear_dev_f1"]
    low = [(name, floor) for name, floor in floors.items() if 100 * summary[name]["f1"] < floor]
    for name, floor in low:
        print(f"below its floor: {name} F1 {100 * summary[name]['f1']:.1f}, floor {floor}", file=sys.stderr)
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())
