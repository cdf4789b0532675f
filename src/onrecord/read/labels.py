"""Lines of a plain text and what each is: headline, byline, article, or what stands around it.

The article is the run of paragraphs with the most prose (a maximal scoring run, Ruzzo and Tompa 1999); wording decides
inside and beside it. Nothing is cut away: a label and the rule that gave it is all a line gets.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from onrecord.model.evidence import Label, Line
from onrecord.read import cues
from onrecord.read.paragraphs import Paragraph, Row, comparable, join_paragraphs, split_rows

Verdict = tuple[Label, str]
"""A label and the rule that gave it."""

_SHORT_TEXT_WORDS = 60
_PROSE_WORDS = 6
_TITLE_WORDS = range(3, 31)
_TITLE_REACH = 8
"""Paragraphs before the article among which a headline is looked for; further up stand menus."""
_SECOND_RUN = 0.35
"""A further run of prose is part of the article when it scores at least this share of the best run."""
_APPEAL_GAP = 4
_GLUED_LIMIT = 0.3
_NAME = re.compile(r"\b[A-Z][\w]{2,}")


@dataclass(frozen=True, slots=True)
class Judged:
    """A paragraph and what its own wording says.

    Attributes:
        kind: `prose`, `short`, `meta`, `furniture`, `appeal` or `dated section`.
        rule: The rule that decided.
        score: Weight in the search for the article; below zero for what breaks it up.
    """

    paragraph: Paragraph
    kind: str
    rule: str
    score: float


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the rules make of a text.

    Attributes:
        rows: Its lines.
        judged: Its paragraphs.
        verdicts: One for each paragraph.
    """

    rows: Sequence[Row]
    judged: Sequence[Judged]
    verdicts: Sequence[Verdict]


def label_lines(text: str) -> tuple[Line, ...]:
    """Label every line of a text by the rules alone, in linear time.

    Returns:
        One line for every line that holds a character, in order; lines of white space are `furniture`, rule `blank`.
    """
    ruling = rule_on(text)
    return lines_of(ruling, ruling.verdicts)


def rule_on(text: str) -> Ruling:
    """Judge every paragraph of a text by the rules."""
    rows = split_rows(text)
    judged = [_judge(paragraph) for paragraph in join_paragraphs(rows)]
    return Ruling(rows, judged, _short_text(judged) or _whole_text(judged))


def lines_of(ruling: Ruling, verdicts: Sequence[Verdict]) -> tuple[Line, ...]:
    """Give each line the verdict on its paragraph."""
    by_row: list[Verdict] = [("furniture", "blank")] * len(ruling.rows)
    for one, verdict in zip(ruling.judged, verdicts, strict=True):
        for position in range(one.paragraph.first, one.paragraph.last + 1):
            by_row[position] = verdict
    return tuple(
        Line(start=row.start, end=row.end, label=verdict[0], rule=verdict[1])
        for row, verdict in zip(ruling.rows, by_row, strict=True)
    )


def _judge(paragraph: Paragraph) -> Judged:
    text, words = paragraph.text, paragraph.words
    if cues.is_dated_section(text, words):
        return Judged(paragraph, "dated section", "dated section", 0.0)
    if rule := cues.meta_rule(text, words):
        return Judged(paragraph, "meta", rule, -0.3)
    if rule := cues.furniture_rule(text, words):
        return Judged(paragraph, "furniture", rule, -1.5)
    if cues.is_appeal(text):
        return Judged(paragraph, "appeal", "appeal", -0.2)
    return _judge_form(paragraph)


def _judge_form(paragraph: Paragraph) -> Judged:
    """Weigh a paragraph whose wording says nothing: long and with a last full stop is prose."""
    words = paragraph.words
    if words >= _PROSE_WORDS and (paragraph.ends_sentence or words >= 30):
        return Judged(paragraph, "prose", "prose", min(words, 60) / 12)
    if paragraph.ends_sentence and words > 1:
        return Judged(paragraph, "short", "short line", 0.1)
    return Judged(paragraph, "short", "short line", -1.0 if words <= 12 else -0.5)


def _short_text(judged: Sequence[Judged]) -> list[Verdict] | None:
    """Take a text of a sentence or two as it is, unless its wording says it is something else."""
    words = sum(one.paragraph.words for one in judged)
    if len(judged) > 3 or words > _SHORT_TEXT_WORDS or any(one.kind not in {"prose", "short"} for one in judged):
        return None
    if len(judged) > 1 and not judged[0].paragraph.ends_sentence and judged[-1].kind == "prose":
        return None  # a headline and its paragraph
    return [("body", "short text")] * len(judged)


def _whole_text(judged: Sequence[Judged]) -> list[Verdict]:
    runs = article_runs([one.score for one in judged])
    if not runs:
        return [_without_article(one) for one in judged]
    inside = [False] * len(judged)
    for first, last in runs:
        inside[first : last + 1] = [True] * (last + 1 - first)
    return verdicts_within(judged, inside, runs[0])


def verdicts_within(judged: Sequence[Judged], inside: Sequence[bool], first_run: tuple[int, int]) -> list[Verdict]:
    """Label every paragraph, once it is known which are inside the article; wording decides the rest.

    Args:
        judged: The paragraphs.
        inside: Whether each is part of the article.
        first_run: First and last position of the article's first run of prose: the headline stands before it.
    """
    verdicts = [_inside(one) if within else _outside(one) for one, within in zip(judged, inside, strict=True)]
    for position in _appeals(judged):
        verdicts[position] = ("furniture", "appeal")
    _mark_meta(judged, verdicts, first_run)
    titles = _mark_titles(judged, verdicts, first_run[0])
    _mark_inserted(judged, verdicts, titles)
    return verdicts


def _without_article(one: Judged) -> Verdict:
    if one.kind in {"furniture", "appeal"}:
        return ("furniture", one.rule)
    return ("meta", one.rule) if one.kind == "meta" else ("uncertain", "no prose")


def _outside(one: Judged) -> Verdict:
    return ("furniture", "outside the article" if one.kind in {"prose", "short", "dated section"} else one.rule)


def _inside(one: Judged) -> Verdict:
    if one.kind == "dated section":
        return ("title", "dated section")
    if one.kind == "meta":
        return ("meta", one.rule)
    if one.kind == "furniture":
        return ("furniture", one.rule)
    return ("body", one.rule)


def article_runs(scores: Sequence[float]) -> list[tuple[int, int]]:
    """Find the best scoring run and the further ones that come near it.

    Returns:
        First and last position of each, both included, in order; none when no score is above zero.
    """
    runs = _maximal_runs(scores)
    if not runs:
        return []
    best = max(score for _, _, score in runs)
    return [(first, last) for first, last, score in runs if score >= _SECOND_RUN * best]


def _maximal_runs(scores: Iterable[float]) -> list[tuple[int, int, float]]:
    """List all maximal scoring runs as `(first, last, score)`: Ruzzo and Tompa (1999), linear in the scores."""
    runs: list[
        tuple[int, int, float, float, int]
    ] = []  # first, last, sum before, sum after, nearest run that starts lower
    total = 0.0
    for position, score in enumerate(scores):
        before, total = total, total + score
        if score <= 0:
            continue
        first, left = position, before
        lower = len(runs) - 1
        while True:
            while lower >= 0 and runs[lower][2] >= left:
                lower = runs[lower][4]
            if lower < 0 or runs[lower][3] >= total:
                break
            first, _, left, _, linked = runs[lower]
            del runs[lower:]
            lower = linked
        runs.append((first, position, left, total, lower))
    return [(first, last, after - before) for first, last, before, after, _ in runs]


def _appeals(judged: Sequence[Judged]) -> list[int]:
    """List the paragraphs of appeals; personal ones between two close appeals belong to the same appeal."""
    found = [position for position, one in enumerate(judged) if one.kind == "appeal"]
    bridged: list[int] = []
    for left, right in pairwise(found):
        between = range(left + 1, right)
        if len(between) <= _APPEAL_GAP and all(
            cues.is_personal(judged[position].paragraph.text) for position in between
        ):
            bridged.extend(between)
    return found + bridged


def _mark_meta(judged: Sequence[Judged], verdicts: list[Verdict], first_run: tuple[int, int]) -> None:
    """Bylines and dates count up to the end of the article's first run; later ones belong to lists of other stories."""
    for position in range(min(first_run[1] + 1, len(judged))):
        one = judged[position]
        if one.kind == "meta" and position >= first_run[0] - _TITLE_REACH:
            verdicts[position] = ("meta", one.rule)


def _mark_titles(judged: Sequence[Judged], verdicts: list[Verdict], start: int) -> list[str]:
    """Label the headline, the line under it and every repeat of the headline; give their texts."""
    reach = range(max(0, start - _TITLE_REACH), start)
    heads = [position for position in reach if _may_be_title(judged[position])]
    if not heads:
        return []
    first = next((position for position in heads if judged[position].paragraph.words >= 5), heads[0])
    key = comparable(judged[first].paragraph.text)
    verdicts[first] = ("title", "headline")
    if first + 1 in heads:
        verdicts[first + 1] = ("title", "line under the headline")
    for position, one in enumerate(judged):
        if position != first and one.paragraph.words <= 30 and comparable(one.paragraph.text) == key:
            verdicts[position] = ("title", "headline repeated")
    return [one.paragraph.text for one, verdict in zip(judged, verdicts, strict=True) if verdict[0] == "title"]


def _may_be_title(one: Judged) -> bool:
    text = one.paragraph.text
    if one.kind != "short" or one.paragraph.words not in _TITLE_WORDS:
        return False
    return not one.paragraph.ends_sentence or text.endswith(("?", "!", "'", '"', "’", "”"))


def _mark_inserted(judged: Sequence[Judged], verdicts: list[Verdict], titles: Sequence[str]) -> None:
    """Mark stories set into the article: a headline glued to its paragraph where blank lines part all others.

    Only when pair and headline (without one: the first two paragraphs) have no name in common.
    """
    glued = [position for position, one in enumerate(judged) if position and not one.paragraph.after_blank]
    if len(glued) > _GLUED_LIMIT * len(judged):
        return
    body = [position for position, verdict in enumerate(verdicts) if verdict[0] == "body"]
    subject = set(_NAME.findall(" ".join(titles or [judged[position].paragraph.text for position in body[:2]])))
    for position in glued:
        pair = (position - 1, position)
        if any(verdicts[one][0] != "body" for one in pair) or pair[0] == body[0]:
            continue
        head, story = judged[pair[0]], judged[pair[1]]
        names = set(_NAME.findall(head.paragraph.text + " " + story.paragraph.text))
        if head.kind == "short" and not head.paragraph.ends_sentence and story.kind == "prose" and not names & subject:
            verdicts[pair[0]] = verdicts[pair[1]] = ("uncertain", "inserted story")
