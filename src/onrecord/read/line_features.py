"""What a paragraph of a scraped page looks like, in figures: the columns that the learned labeller weighs.

Form comes first (length, last mark, capitals, the rules' own findings), then the paragraphs around; words of any one
language count in three columns only. Every column is bounded, so that no odd text can outweigh the rest.
"""

import re
from collections import Counter
from collections.abc import Sequence
from math import log1p

import numpy as np
from numpy.typing import NDArray

from onrecord.read import cues
from onrecord.read.labels import Judged, Ruling, article_runs
from onrecord.read.paragraphs import comparable

Floats = NDArray[np.float64]

_SCAN = 2_000
"""Characters of a paragraph that are looked at: all of nearly every one, and the time stays bounded."""
_WORD = re.compile(r"[^\W\d_]+")
_BREAK = re.compile(r"[.!?…。]['\"”’)\]]*\s+(?=[\"“'(\w])")
_SIGN = re.compile(r"[|»›•·→▶▼©®™]|\s/\s")
_ADDRESS = re.compile(r"https?:|www\.|\w@\w|#\w")
_BULLET = re.compile(r"\W{0,3}(?:\d{1,3}[.)]?\s|\d{1,3}\W*$|[-*•·–—>]\s)")
_MARK = re.compile(r"[\"“”«»„]")
_SPEECH = re.compile(r"\b(?:said|says|told|added|wrote|according to|sagte|dijo|dit|disse)\b", re.IGNORECASE)
_TIME_AGO = re.compile(
    r"\b\d+ ?(?:m|min|h|hrs?|d|hours?|minutes?|days?|weeks?|months?)\b ?(?:ago|read)?", re.IGNORECASE
)
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
FUNCTION_WORDS = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "to",
        "in",
        "and",
        "that",
        "is",
        "was",
        "for",
        "on",
        "with",
        "as",
        "by",
        "at",
        "from",
        "it",
        "he",
        "she",
        "they",
        "his",
        "her",
        "their",
        "has",
        "have",
        "had",
        "be",
        "been",
        "not",
        "but",
        "which",
        "who",
        "will",
        "would",
        "were",
        "are",
        "this",
        "after",
        "when",
        "or",
        "its",
        "said",
        "der",
        "die",
        "das",
        "und",
        "ist",
        "nicht",
        "von",
        "den",
        "mit",
        "ein",
        "eine",
        "zu",
        "im",
        "des",
        "auf",
        "für",
        "dem",
        "la",
        "le",
        "les",
        "et",
        "est",
        "dans",
        "des",
        "une",
        "pour",
        "que",
        "du",
        "el",
        "los",
        "las",
        "y",
        "es",
        "una",
        "por",
        "con",
        "se",
        "del",
        "di",
        "che",
        "è",
        "il",
        "per",
        "non",
        "een",
        "het",
        "van",
        "niet",
        "dat",
        "i",
        "w",
        "na",
        "nie",
        "się",
        "do",
        "og",
        "på",
        "som",
        "er",
        "av",
        "och",
        "att",
        "det",
        "и",
        "в",
        "не",
        "на",
        "что",
        "с",
        "по",
    ]
)
KINDS = ("prose", "short", "meta", "furniture", "appeal", "dated section")
CUES = ("skip link", "advert", "share", "subscribe", "download", "related", "comments", "legal", "tags")
LABELS = ("body", "title", "meta", "furniture", "uncertain")

OWN = (
    *(
        "words",
        "characters",
        "word length",
        "ends a sentence",
        "ends with a colon",
        "capital words",
        "capitals",
        "digits",
    ),
    *("commas", "sentences", "quotation mark", "starts small", "after a blank line", "function words", "short words"),
    *(
        "sign",
        "address",
        "bullet",
        "repeated",
        "unspaced script",
        "personal",
        "speech verb",
        "time ago",
        "all capitals",
    ),
    *("weight", "shared words", "rare words"),
    *(f"kind {name}" for name in KINDS),
    *(f"cue {name}" for name in CUES),
    *(f"rules {name}" for name in LABELS),
)
NEAR = (
    "words",
    "ends a sentence",
    "capital words",
    "function words",
    "after a blank line",
    "kind prose",
    "kind furniture",
)
OFFSETS = (-3, -2, -1, 1, 2, 3)
SMOOTHED = (
    "weight",
    "kind prose",
    "kind short",
    "kind furniture",
    "function words",
    "words",
    "rules body",
    "shared words",
)
SPANS = (3, 8, 20)
PLACE = (
    *(
        "in the best run",
        "in a further run",
        "before the best run",
        "after the best run",
        "depth in the run",
        "from the top",
    ),
    *("from the bottom", "related above", "comments above", "since related", "to prose above", "to prose below"),
    *("paragraphs", "prose share", "best run share", "glued share", "article share"),
)


def columns() -> tuple[str, ...]:
    """Name the columns of `features`, in order."""
    near = (f"{name} {offset:+d}" for offset in OFFSETS for name in NEAR)
    smooth = (f"{name} {side} {span}" for span in SPANS for side in ("above", "below") for name in SMOOTHED)
    return (*OWN, *PLACE, *near, *smooth)


def features(ruling: Ruling) -> Floats:
    """Give a row for each paragraph and the columns that `columns` names."""
    if not ruling.judged:
        return np.zeros((0, len(columns())))
    own = _own(ruling)
    return np.hstack(
        (own, _place(ruling.judged, own), _near(own), _smooth(own[:, [OWN.index(name) for name in SMOOTHED]]))
    )


def _own(ruling: Ruling) -> Floats:
    """Look at each paragraph by itself, and at how often its words stand elsewhere on the page."""
    judged = ruling.judged
    keys = [comparable(one.paragraph.text[:_SCAN]) for one in judged]
    repeats = Counter(keys)
    words = [{word for word in key.split() if len(word) >= 5} for key in keys]
    article: Counter[str] = Counter()
    for found, (label, _) in zip(words, ruling.verdicts, strict=True):
        if label == "body":
            article.update(found)
    rows: list[list[float]] = []
    for one, key, found, verdict in zip(judged, keys, words, ruling.verdicts, strict=True):
        itself = verdict[0] == "body"
        shared = sum(article[word] > itself for word in found) / (len(found) + 1)
        rare = sum(article[word] <= itself for word in found) / (len(found) + 1)
        row = [*_form(one), shared, rare]
        row[OWN.index("repeated")] = min(log1p(repeats[key] - 1), 3.0)
        row += [float(one.kind == name) for name in KINDS]
        row += [float(one.rule == name) for name in CUES]
        row += [float(verdict[0] == name) for name in LABELS]
        rows.append(row)
    return np.array(rows, dtype=np.float64).reshape(len(judged), len(OWN))


def _form(one: Judged) -> list[float]:
    """Measure a paragraph's form: the columns up to `weight`."""
    text = one.paragraph.text[:_SCAN]
    words = _WORD.findall(text)
    count, length = max(len(words), 1), max(len(text), 1)
    capitals = sum(map(str.isupper, text))
    return [
        min(log1p(one.paragraph.words), 6.0),
        min(log1p(len(one.paragraph.text)), 8.0),
        min(sum(map(len, words)) / count, 20.0) / 5,
        one.paragraph.ends_sentence,
        text.endswith(":"),
        sum(word[0].isupper() for word in words) / count,
        capitals / length,
        sum(map(str.isdigit, text)) / length,
        min(text.count(",") / count, 1.0),
        min(len(_BREAK.findall(text)), 8) / 4,
        _MARK.search(text) is not None,
        text[:1].islower(),
        one.paragraph.after_blank,
        sum(word.lower() in FUNCTION_WORDS for word in words) / count,
        sum(len(word) <= 3 for word in words) / count,
        _SIGN.search(text) is not None,
        _ADDRESS.search(text) is not None,
        _BULLET.match(text) is not None,
        0.0,  # filled in by the caller: repeats are counted over the page
        min(len(_UNSPACED.findall(text)) / length, 1.0),
        cues.is_personal(text),
        _SPEECH.search(text) is not None,
        one.paragraph.words <= 12 and _TIME_AGO.search(text) is not None,
        capitals > 0 and text.isupper(),
        one.score,
    ]


def _place(judged: Sequence[Judged], own: Floats) -> Floats:
    """Say where each paragraph stands: to the runs of prose, to the page's ends, to headings of lists."""
    count = len(judged)
    scores = [one.score for one in judged]
    first, last, runs = _best_run(scores)
    at = np.arange(count)
    weight = np.maximum(own[:, OWN.index("weight")], 0)
    further = np.zeros(count)
    for start, end in runs:
        further[start : end + 1] = not (start == first and end == last)
    inside = (at >= first) & (at <= last)
    prose = own[:, OWN.index("kind prose")] > 0
    related = own[:, OWN.index("cue related")] > 0
    comments = own[:, OWN.index("cue comments")] > 0
    in_run = related & (at >= first)
    words = np.expm1(own[:, OWN.index("words")])
    return np.column_stack(
        (
            inside,
            further,
            np.log1p(np.maximum(first - at, 0)) / 3,
            np.log1p(np.maximum(at - last, 0)) / 3,
            np.where(inside, (at - first) / max(last - first, 1), 0),
            np.log1p(at) / 3,
            np.log1p(count - 1 - at) / 3,
            np.minimum(np.cumsum(in_run), 3),
            np.minimum(np.cumsum(comments & (at >= first)), 2),
            _since(in_run),
            _since(prose),
            _since(prose[::-1])[::-1],
            *np.broadcast_to(
                np.array(
                    [
                        np.log1p(count) / 3,
                        (words * prose).sum() / max(words.sum(), 1),
                        weight[first : last + 1].sum() / max(weight.sum(), 1e-9),
                        1 - own[:, OWN.index("after a blank line")].mean(),
                        own[:, OWN.index("rules body")].mean(),
                    ]
                ),
                (count, 5),
            ).T,
        )
    ).astype(np.float64)


def _best_run(scores: Sequence[float]) -> tuple[int, int, list[tuple[int, int]]]:
    """Give first and last position of the run with the most prose, and all runs that come near it."""
    runs = article_runs(scores)
    if not runs:
        return 0, -1, []
    first, last = max(runs, key=lambda run: sum(scores[run[0] : run[1] + 1]))
    return first, last, runs


def _since(marks: NDArray[np.bool_]) -> Floats:
    """Count the paragraphs since the last marked one, on a scale from 1 (marked) to 0 (ten or more, or none)."""
    at = np.arange(len(marks))
    previous = np.maximum.accumulate(np.where(marks, at, -100))
    return np.maximum(10 - (at - previous), 0) / 10


def _near(own: Floats) -> Floats:
    """Repeat some columns of the paragraphs around; beyond the ends they are nought."""
    chosen = own[:, [OWN.index(name) for name in NEAR]]
    return np.hstack([shifted(chosen, offset) for offset in OFFSETS])


def shifted(values: Floats, offset: int) -> Floats:
    """Give each row the values of the row so many further down, nought beyond the ends."""
    moved = np.zeros_like(values)
    if abs(offset) < len(values):
        moved[max(0, -offset) : len(values) - max(0, offset)] = values[max(0, offset) : len(values) + min(0, offset)]
    return moved


def _smooth(values: Floats) -> Floats:
    """Average some columns over the paragraphs above and below."""
    return np.hstack([side for span in SPANS for side in sides(values, span)])


def sides(values: Floats, span: int) -> tuple[Floats, Floats]:
    """Average each column over so many rows above each row, and below it; beyond the ends are noughts."""
    total = np.vstack((np.zeros((1, values.shape[1])), np.cumsum(values, axis=0)))
    at = np.arange(len(values))
    above = total[at] - total[np.maximum(at - span, 0)]
    below = total[np.minimum(at + 1 + span, len(values))] - total[at + 1]
    return above / span, below / span
