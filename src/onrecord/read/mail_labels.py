"""Lines of a mail's text and what each is: the sender's own words, quoted mail, forwarded headers, a signature."""

import re
from collections.abc import Sequence

from onrecord.model.evidence import Label, Line
from onrecord.read.labels import label_lines
from onrecord.read.mail_endings import endings
from onrecord.read.mail_quotes import quoted
from onrecord.read.paragraphs import split_rows

Verdict = tuple[Label, str]
"""A label and the rule that gave it."""

FORWARDING_SUBJECT = re.compile(r"\s*(?:fwd?|wg|tr|rv|enc|doorst|i)\s*:", re.IGNORECASE)
OUTSIDE = frozenset({"outside the article", "byline", "date", "reading time"})
"""Rules for pages that say nothing in a mail, where all text is the sender's."""


def label_mail(text: str, subject: str, depths: Sequence[int] | None = None) -> tuple[Line, ...]:
    """Label the lines of a body text; empty lines are left out.

    Args:
        text: The text of one part of the body.
        subject: Of the mail; `Fwd:` makes an earlier mail below a forwarded one, whose words count as text.
        depths: Quotation blocks around each line, where the text is that of a page.
    """
    rows = split_rows(text)
    is_forward = FORWARDING_SUBJECT.match(subject) is not None
    verdicts = quoted(rows, depths or [0] * len(rows), is_forward=is_forward)
    verdicts |= endings(text, rows, verdicts)
    own: list[str] = []
    place = 0
    for position in sorted(verdicts):
        row = rows[position]
        own += (text[place : row.start], " " * (row.end - row.start))
        place = row.end
    for position, line in enumerate(label_lines("".join((*own, text[place:])))):
        verdicts.setdefault(position, _own(line))
    return tuple(
        Line(start=row.start, end=row.end, label=verdicts[position][0], rule=verdicts[position][1])
        for position, row in enumerate(rows)
    )


def _own(line: Line) -> Verdict:
    """Keep what the wording shows to be an advert, a share link, an appeal; all else is the sender's text."""
    if line.label == "furniture" and line.rule not in OUTSIDE:
        return (line.label, line.rule)
    return ("body", "mail text")
