"""Scores of a network on PolNeAR dev, by the metric of ../shared/evaluation."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from corpora import SHARED, Article, evaluator, read_articles
from decode import heard_in
from network import Tagger
from onrecord.extract.statements import Found
from onrecord.extract.tagger.decoding import Heard

SHOWN = (
    *("linked", "linked_strict", "linked_quoted", "linked_unquoted", "content"),
    *("source/fragment", "cue/fragment", "content/fragment"),
    "linked_recall_speech",
)

__all__ = ["SHARED", "Scored", "dev_halves", "score", "scores_of"]


@dataclass(frozen=True, slots=True)
class Scored:
    """An article of dev with its first annotator's attributions."""

    article: Article
    gold: list[dict[str, list[tuple[int, int]]]]


def dev_halves(shared: Path) -> tuple[list[Scored], list[Scored]]:
    """Split dev in articles that may be looked at while building (even places by name) and those kept for the end."""
    rules = evaluator()
    folder = shared / "data/polnear/dev"
    annotators = rules.annotations_by_doc(str(folder))
    both = [
        Scored(article, rules.read_gold(str(folder), article.name, annotators[article.name][0]))
        for article in read_articles(folder)
    ]
    return both[::2], both[1::2]


def score(network: Tagger, articles: Sequence[Scored]) -> dict[str, list[float]]:
    """Precision, recall and F1 in per cent, by metric."""
    return scores_of(articles, [heard_in(network, one.article) for one in articles])


def scores_of(articles: Sequence[Scored], found: Sequence[Sequence[Heard | Found]]) -> dict[str, list[float]]:
    """Score what was found in each article."""
    rules = evaluator()
    rows = [
        rules.score_document(
            one.article.text,
            [{"source": each.source, "cue": each.cue, "content": each.content} for each in some],
            one.gold,
        )
        for one, some in zip(articles, found, strict=True)
    ]
    summary = rules.summarise(rows)
    return {name: [round(100 * float(summary[name][key]), 1) for key in ("p", "r", "f1")] for name in SHOWN}
