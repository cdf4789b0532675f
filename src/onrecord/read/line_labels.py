"""Labels for the lines of a scraped page: the learned labeller says what is inside the article, the rules say the rest.

The rules decide alone where a text is short (it was cut to its article before it came here: the labeller was trained on
pages and does worse on such files), where nothing in its wording says that it is a page (a transcript, a contract), and
where it is far larger than any page.
"""

from collections.abc import Sequence

import numpy as np

from onrecord.model.evidence import Line
from onrecord.read.labels import Judged, Ruling, Verdict, article_runs, lines_of, rule_on, verdicts_within
from onrecord.read.line_features import Floats
from onrecord.read.line_model import probabilities

RULE = "learned labeller"
FEWEST = 20
"""Paragraphs of the shortest text that the labeller reads."""
MOST = 20_000
"""Paragraphs of the longest: the longest page seen has a tenth of them, and memory stays bounded."""
INSIDE = 0.4
"""Least probability of the article's paragraphs."""
UNSURE = 0.15
"""Below `INSIDE` and from this on, what the rules take for the article is uncertain."""


def label_page(text: str) -> tuple[Line, ...]:
    """Label every line of a scraped page, in linear time.

    Returns:
        One line for every line that holds a character, in order; lines of white space are `furniture`, rule `blank`.
    """
    ruling = rule_on(text)
    return lines_of(ruling, page_verdicts(ruling))


def page_verdicts(ruling: Ruling) -> Sequence[Verdict]:
    """Label every paragraph: by the labeller where it can judge, by the rules elsewhere."""
    return combined(ruling, probabilities(ruling)) if is_page(ruling) else ruling.verdicts


def is_page(ruling: Ruling) -> bool:
    """Tell whether a text is for the labeller: as long as a page, with an article and with furniture by its wording."""
    kinds = {one.kind for one in ruling.judged}
    has_article = any(label == "body" for label, _ in ruling.verdicts)
    return FEWEST <= len(ruling.judged) <= MOST and has_article and "furniture" in kinds


def combined(ruling: Ruling, likely: Floats) -> Sequence[Verdict]:
    """Take the labeller's word for what is inside the article, unless it finds none.

    Args:
        ruling: What the rules make of the text.
        likely: For each paragraph, the probability that it is inside.
    """
    runs = article_runs(_weights(ruling.judged, likely))
    if not runs:
        return ruling.verdicts
    verdicts = verdicts_within(ruling.judged, _inside(ruling.judged, likely), runs[0])
    rows = zip(verdicts, ruling.verdicts, likely, strict=True)
    return [_reasoned(verdict, by_rules, probability) for verdict, by_rules, probability in rows]


def _inside(judged: Sequence[Judged], likely: Floats) -> list[bool]:
    """Tell which paragraphs are inside; the head of a dated section is where the paragraph below it is."""
    inside = [bool(one) for one in likely >= INSIDE]
    for position in range(len(judged) - 2, -1, -1):
        if judged[position].kind == "dated section":
            inside[position] = inside[position + 1]
    return inside


def _weights(judged: Sequence[Judged], likely: Floats) -> list[float]:
    """Weigh each paragraph for the search of the article's first run: longer ones more, up to 60 words."""
    words = np.array([min(one.paragraph.words, 60) / 12 for one in judged])
    weights: list[float] = ((likely - INSIDE) * words).tolist()
    return weights


def _reasoned(verdict: Verdict, by_rules: Verdict, probability: float) -> Verdict:
    """Name the labeller as the reason where the rules say otherwise, and call close calls uncertain."""
    if verdict[0] == by_rules[0] or verdict[0] not in {"body", "furniture"}:
        return verdict
    if verdict == ("furniture", "outside the article") and by_rules[0] == "body" and probability >= UNSURE:
        return ("uncertain", RULE)
    return (verdict[0], RULE) if verdict[0] == "body" or verdict[1] == "outside the article" else verdict
