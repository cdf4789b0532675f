"""Measure how sure each verb is in each frame, and write src/onrecord/extract/verbs.csv.

    python evaluation/attribution/measure_verbs.py [--gold ../shared/data/polnear/train] [--write]

Every candidate verb is let through in every frame, the statements are held against the gold of PolNeAR's *train* part
(never dev or test), and the share that is right is kept where it is worth having. Shares of few cases are drawn towards
those of the verb and of the frame. Only counts leave the corpus: no text of it is written.
"""

import argparse
import csv
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from gold import Gold, evaluator, read_gold

from onrecord.extract import verbs
from onrecord.extract.cues import ADJECTIVES
from onrecord.extract.statements import Found, statements

HERE = Path(__file__).parent
TABLE = HERE.parents[1] / "src/onrecord/extract/verbs.csv"
LEAST = 0.35
"""Rows surer than this are kept: a little over half the F1 the rules reach, where one more row helps no more."""
LEAST_ANY_TENSE = 0.4
LEAST_OTHER = 0.45
"""The same for verbs outside reporting_verbs.txt, in all but plain frames, where precision counts for more than recall.

A reader minds a wrong "sent a memo" more than a missed one. On every fourth article of train, when this was chosen,
linked precision rose by 2.9 for 0.4 of F1; 0.50 would have cost 1.0.
"""
UNSEEN = 0.6
"""Confidence of reporting verbs in the plainest frames, where train has fewer than `FEW` cases."""
FEW = 4
PLAIN = ("that", "quote", "colon")
"""The frames that leave no doubt about where the words begin."""
DEED_SHARE, DEED_CASES = 0.6, 8
"""What a verb of deed_verbs.txt must reach in train to keep a noun phrase as what was said."""
OBJECT_FRAMES = ("np", "np:to")
"""The frames in which a verb's object is taken for what was said."""
Row = tuple[str, str, str]


@dataclass
class Counts:
    """How often a rule was right, and how often it spoke."""

    right: int = 0
    all: int = 0

    def drawn_to(self, prior: float, weight: float) -> float:
        """Give the share, drawn towards a prior as by `weight` more cases."""
        return (self.right + weight * prior) / (self.all + weight)


def count_rows(gold: Iterable[Gold]) -> dict[Row, Counts]:
    """Count the statements of each table row that are linked as the gold has them."""
    counts: dict[Row, Counts] = {}
    for document in gold:
        found = statements(document.text, [(0, len(document.text))])
        right = linked(document, found)
        for number, one in enumerate(found):
            lemma, _, rest = one.rule.partition(":")
            tense, _, frame = rest.partition(":")
            if frame:
                row = counts.setdefault((lemma, tense, frame), Counts())
                row.all += 1
                row.right += number in right
    return counts


def linked(document: Gold, found: list[Found]) -> set[int]:
    """List which statements match a gold attribution in content and source."""
    rules = evaluator()
    marks = rules.quote_marks(document.text)
    predicted = [{"source": one.source, "cue": one.cue, "content": one.content} for one in found]
    preds = [rules.Attribution(document.text, one, marks) for one in predicted]
    golds = [rules.Attribution(document.text, one, marks) for one in document.attributions]
    return set(rules.match_attributions(preds, golds)["linked"].values())


def total(counts: dict[Row, Counts], *parts: int) -> dict[tuple[str, ...], Counts]:
    """Add counts up over the parts of the rows not named (0 lemma, 1 tense, 2 frame)."""
    sums: dict[tuple[str, ...], Counts] = {}
    for row, count in counts.items():
        into = sums.setdefault(tuple(row[part] for part in parts), Counts())
        into.right += count.right
        into.all += count.all
    return sums


def confidences(counts: dict[Row, Counts]) -> dict[Row, float]:
    """Estimate the rows worth keeping; a row of any tense (`*`) stands for those close to it."""
    overall = total(counts)[()]
    share = overall.right / overall.all
    by_tense, by_lemma = total(counts, 1, 2), total(counts, 0)
    by_frame, by_lemma_frame, by_lemma_tense = total(counts, 2), total(counts, 0, 2), total(counts, 0, 1)
    kept: dict[Row, float] = {}
    for (lemma, frame), count in by_lemma_frame.items():
        prior = (
            by_lemma[lemma,].drawn_to(by_frame[frame,].drawn_to(share, 20), 4) + by_frame[frame,].drawn_to(share, 20)
        ) / 2
        estimate = count.drawn_to(prior, 3)
        if estimate >= LEAST_ANY_TENSE and count.all >= 2:
            kept[lemma, "*", frame] = estimate
    for (lemma, tense, frame), count in counts.items():
        of_frame = by_tense[tense, frame].drawn_to(share, 20)
        prior = (by_lemma[lemma,].drawn_to(of_frame, 4) + of_frame) / 2
        nearby = (
            2 * by_lemma_frame[lemma, frame].drawn_to(prior, 3) + by_lemma_tense[lemma, tense].drawn_to(prior, 3)
        ) / 3
        estimate = count.drawn_to(min(0.95, nearby), 3)
        any_tense = kept.get((lemma, "*", frame))
        if estimate < LEAST:
            if any_tense is not None:
                kept[lemma, tense, frame] = 0.0
        elif any_tense is None or abs(any_tense - estimate) >= 0.1:
            kept[lemma, tense, frame] = estimate
    return kept


def with_unseen(kept: dict[Row, float], counts: dict[Row, Counts]) -> dict[Row, float]:
    """Add reporting verbs the corpus hardly has, in the frames that leave no doubt."""
    seen = total(counts, 0, 2)
    rows = dict(kept)
    for lemma in reporting_verbs():
        for frame in PLAIN:
            if (lemma, "*", frame) not in rows and seen.get((lemma, frame), Counts()).all < FEW:
                rows[lemma, "*", frame] = UNSEEN
    return rows


def reporting_verbs() -> list[str]:
    """List the verbs whose plain frames leave no doubt."""
    return (HERE / "reporting_verbs.txt").read_text(encoding="utf-8").split()


def without_doubtful(kept: dict[Row, float]) -> dict[Row, float]:
    """Drop the rows of other verbs that are wrong too often; a tense stays shut where its row of any tense is kept."""
    reporting = set(reporting_verbs())
    rows: dict[Row, float] = {}
    for (lemma, tense, frame), share in kept.items():
        if lemma in reporting or frame in PLAIN or share >= LEAST_OTHER:
            rows[lemma, tense, frame] = share
        elif tense != "*" and kept.get((lemma, "*", frame), 0.0) >= LEAST_OTHER:
            rows[lemma, tense, frame] = 0.0
    return rows


def without_deeds(kept: dict[Row, float], counts: dict[Row, Counts]) -> dict[Row, float]:
    """Drop the objects of verbs of doing (`sued the mill`): what was done is not what was said."""
    deeds = set((HERE / "deed_verbs.txt").read_text(encoding="utf-8").split())
    seen = total(counts, 0, 2)

    def sure(lemma: str, frame: str) -> bool:
        count = seen.get((lemma, frame), Counts())
        return count.all >= DEED_CASES and count.right >= DEED_SHARE * count.all

    return {
        (lemma, tense, frame): share
        for (lemma, tense, frame), share in kept.items()
        if lemma not in deeds or frame not in OBJECT_FRAMES or sure(lemma, frame)
    }


def main() -> int:
    """Measure and, if asked to, write the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--gold", type=Path, default=HERE.parents[2] / "shared/data/polnear/train")
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    candidates = [*(HERE / "candidate_verbs.txt").read_text(encoding="utf-8").split(), *sorted(ADJECTIVES)]
    everything = [{"lemma": lemma, "tense": "*", "frame": "*", "confidence": "0.5"} for lemma in candidates]
    with patch.object(verbs, "_rows", return_value=everything):
        counts = count_rows(read_gold(arguments.gold))
    rows = without_deeds(with_unseen(without_doubtful(confidences(counts)), counts), counts)
    print(f"{len(counts)} rows met, {len(rows)} kept; tenses {dict(Counter(row[1] for row in rows))}")
    if arguments.write:
        with TABLE.open("w", encoding="utf-8", newline="") as handle:
            writer = csv.writer(handle, lineterminator="\n")
            writer.writerow(["lemma", "tense", "frame", "confidence"])
            writer.writerows([*row, f"{round(rows[row] * 20) / 20:.2f}"] for row in sorted(rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
