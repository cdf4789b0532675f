"""The lines of a page and what each is, by what extractors take for the article and by the wording of the lines.

Lines that both extractors keep are the article. Where only the better one keeps a line, its form decides; prose that only
the other one keeps is `uncertain`. Constants were chosen on the even half of ../shared/data/article-pages
(evaluation/reading).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from onrecord.model.evidence import Line
from onrecord.read import cues
from onrecord.read.anchors import covered_shares
from onrecord.read.html_stream import Stream
from onrecord.read.labels import label_lines
from onrecord.read.paragraphs import Row, comparable, count_words, split_rows

_HALF = 0.5
_META_REACH = 8
"""Lines before the article among which its byline and date stand."""
_APPEAL_GAP = 4
_PLAIN_PROSE = 0.8
_PLAIN_LINKS = 0.1
_LONG_LINE = 15
"""Words from which a line of the better extractor stays in the article without ending a sentence."""
_TITLE_WORDS = 40
_TITLE_LENGTH = 1_000
_PROSE = 10
"""Words from which a sentence that only the other extractor keeps may be the article's."""
_DASHES = ("—", "–", "-")
"""Before the name of who was quoted: such a line ends no sentence and belongs to the quotation."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """What an extractor takes for the article.

    Attributes:
        extractor: Its name, for the rules of lines.
        passages: Paragraphs in order; none when it found no article or was not asked.
    """

    extractor: str
    passages: Sequence[str]


@dataclass(frozen=True, slots=True)
class _Titles:
    """Wordings of the headline, reduced to what is compared, and the length of the shortest."""

    keys: frozenset[str]
    shortest: int

    def hold(self, text: str) -> bool:
        """Tell whether a line is one of them; case folding makes no character longer than three, and hardly one."""
        if not self.keys or 3 * len(text) < self.shortest or len(text) > _TITLE_LENGTH:
            return False
        return count_words(text) <= _TITLE_WORDS and comparable(text) in self.keys


@dataclass(frozen=True, slots=True)
class _Kept:
    """Which extractors keep a line; `second` is None when the second gave no opinion of the page."""

    first: bool
    second: bool | None


def label_page(
    stream: Stream, titles: Sequence[str], first: Opinion, second: Opinion | None = None
) -> tuple[Line, ...]:
    """Label the lines of a page.

    Args:
        stream: Its visible text.
        titles: Wordings of the headline.
        first: The opinion that counts; without passages the rules for plain text decide and their prose is `uncertain`.
        second: The opinion that may only raise doubts.
    """
    rows = split_rows(stream.text)
    kept = _kept(rows, first, second)
    if not any(one.first for one in kept):
        return _without_article(stream)
    keys = frozenset(comparable(title) for title in titles) - {""}
    headline = _Titles(keys, min(map(len, keys), default=0))
    names = (first.extractor, second.extractor if second else "")
    lines = [_line(row, one, headline, names) for row, one in zip(rows, kept, strict=True)]
    _mark_appeals(rows, lines)
    _mark_meta(rows, lines)
    return tuple(lines)


def _kept(rows: Sequence[Row], first: Opinion, second: Opinion | None) -> list[_Kept]:
    words = [row.text for row in rows]
    ours = [share >= _HALF for share in covered_shares(words, first.passages)]
    if second is None or not second.passages:
        return [_Kept(one, None) for one in ours]
    theirs = [share >= _HALF for share in covered_shares(words, second.passages)]
    return [_Kept(one, other) for one, other in zip(ours, theirs, strict=True)]


def _line(row: Row, kept: _Kept, titles: _Titles, names: tuple[str, str]) -> Line:
    if row.is_blank:
        return Line(start=row.start, end=row.end, label="furniture", rule="blank")
    if titles.hold(row.text):
        return Line(start=row.start, end=row.end, label="title", rule="headline")
    if not (kept.first or kept.second):
        return Line(start=row.start, end=row.end, label="furniture", rule="outside the article")
    words = count_words(row.text)
    if not kept.first and not (kept.second and words >= _PROSE and row.ends_sentence):
        return Line(start=row.start, end=row.end, label="furniture", rule="outside the article")
    if kept.first and cues.is_dated_section(row.text, words):
        return Line(start=row.start, end=row.end, label="title", rule="dated section")
    if kept.first and (rule := cues.meta_rule(row.text, words)):
        return Line(start=row.start, end=row.end, label="meta", rule=rule)
    if rule := cues.furniture_rule(row.text, words):
        return Line(start=row.start, end=row.end, label="furniture", rule=rule)
    return _weighed(row, words, kept, names)


def _weighed(row: Row, words: int, kept: _Kept, names: tuple[str, str]) -> Line:
    """Label a line whose wording says nothing by who keeps it."""
    if not kept.first:
        return Line(start=row.start, end=row.end, label="uncertain", rule=f"prose that only {names[1]} keeps")
    if kept.second is None:
        return Line(start=row.start, end=row.end, label="body", rule=f"article by {names[0]}")
    if kept.second:
        return Line(start=row.start, end=row.end, label="body", rule="article")
    if words < _LONG_LINE and not row.ends_sentence and not row.text.startswith(_DASHES):
        return Line(start=row.start, end=row.end, label="uncertain", rule=f"no sentence, and only {names[0]} keeps it")
    return Line(start=row.start, end=row.end, label="body", rule=f"article by {names[0]} alone")


def _mark_appeals(rows: Sequence[Row], lines: list[Line]) -> None:
    """Take appeals out of the article, and personal lines between two close ones."""
    body = [position for position, line in enumerate(lines) if line.label == "body"]
    found = [place for place, position in enumerate(body) if cues.is_appeal(rows[position].text)]
    for left, right in pairwise(found):
        between = range(left + 1, right)
        if len(between) <= _APPEAL_GAP and all(cues.is_personal(rows[body[place]].text) for place in between):
            found = [*found, *between]
    for place in found:
        line = lines[body[place]]
        lines[body[place]] = Line(start=line.start, end=line.end, label="furniture", rule="appeal")


def _mark_meta(rows: Sequence[Row], lines: list[Line]) -> None:
    """Label the byline and the dates that stand close before the article."""
    first = next((position for position, line in enumerate(lines) if line.label == "body"), 0)
    for position in range(max(0, first - _META_REACH), first):
        line, text = lines[position], rows[position].text
        rule = cues.meta_rule(text, count_words(text)) if line.label == "furniture" else None
        if rule:
            lines[position] = Line(start=line.start, end=line.end, label="meta", rule=rule)


def _without_article(stream: Stream) -> tuple[Line, ...]:
    """Label a page on which no article was found: prose is `uncertain`, unless the page is little else."""
    lines = label_lines(stream.text)
    prose = sum(line.end - line.start for line in lines if line.label == "body")
    if prose >= _PLAIN_PROSE * len(stream.text) and stream.linked <= _PLAIN_LINKS * len(stream.text):
        return lines
    return tuple(
        Line(start=line.start, end=line.end, label="uncertain", rule="no article found")
        if line.label == "body"
        else line
        for line in lines
    )
