"""Texts as an extractor reads them, held against what people found there."""

import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from gold import Gold, Places, evaluator

from onrecord.extract import version_of
from onrecord.extract.extractors import extract_text
from onrecord.extract.listening import Listen, by_network, by_rules
from onrecord.model.ids import DocumentId
from onrecord.model.statement import Statement

LISTENERS: Mapping[str, Listen] = {"rules": by_rules, "model": partial(by_network, threads=1)}
Counts = Mapping[str, tuple[float, float, float, float]]
"""By metric: hits and count for precision, hits and count for recall."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A text with the statements of one extractor and the attributions of a person, as the metric sees them.

    Attributes:
        found, gold: `Attribution` values of the metric.
        confidence: Of each statement found.
        content: Index of the statement whose content is that of a gold attribution, by the attribution's index.
        linked: The same, where the source is right too.
        counts: Of the metric, for this text.
    """

    name: str
    text: str
    found: Sequence[Any]
    gold: Sequence[Any]
    confidence: Sequence[float]
    content: Mapping[int, int]
    linked: Mapping[int, int]
    counts: Counts

    @property
    def outlet(self) -> str:
        """Who published it: PolNeAR's file names begin so, before the date."""
        return re.split(r"_\d{4}-", self.name)[0]


@dataclass(frozen=True, slots=True)
class Reading:
    """All texts as one extractor reads them.

    Attributes:
        version: Of the extractor.
        seconds: Of processor time, loading not counted.
    """

    version: str
    judged: Sequence[Judged]
    seconds: float


def spans(statement: Statement) -> dict[str, Places]:
    """Give a statement's spans by role, as the metric wants them."""
    roles = {"source": statement.source, "cue": statement.cue, "content": statement.content}
    return {role: [(span.start, span.end) for span in found] for role, found in roles.items()}


def read_all(extractor: str, documents: Sequence[Gold]) -> Reading:
    """Read every text with the named extractor and judge it."""
    listen = LISTENERS[extractor]
    extract_text(DocumentId("first"), "“We load now,” Ann Lee said.", listen)
    started = time.process_time()
    extractions = [extract_text(DocumentId(one.name), one.text, listen) for one in documents]
    seconds = time.process_time() - started
    judged = [judge(one, found.statements) for one, found in zip(documents, extractions, strict=True)]
    return Reading(version_of(extractor), judged, seconds)


def judge(document: Gold, statements: Sequence[Statement]) -> Judged:
    """Hold the statements of a text against its gold attributions."""
    metric = evaluator()
    marks = metric.quote_marks(document.text)
    raw = [spans(statement) for statement in statements]
    found = [metric.Attribution(document.text, one, marks) for one in raw]
    gold = [metric.Attribution(document.text, one, marks) for one in document.attributions]
    matches = metric.match_attributions(found, gold)
    return Judged(
        name=document.name,
        text=document.text,
        found=found,
        gold=gold,
        confidence=[statement.confidence for statement in statements],
        content=matches["content"],
        linked=matches["linked"],
        counts=metric.score_document(document.text, raw, document.attributions),
    )
