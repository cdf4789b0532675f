"""Lines of a mail's text and what each is: the sender's own words, quoted mail, forwarded headers, a signature."""

import re
from collections.abc import Sequence

from onrecord.model.evidence import Label, Line
from onrecord.read.labels import label_lines
from onrecord.read.paragraphs import Row, split_rows

Verdict = tuple[Label, str]
"""A label and the rule that gave it."""

QUOTED: Verdict = ("uncertain", "quoted reply")
FORWARDED: Verdict = ("uncertain", "forwarded header")
SIGNATURE: Verdict = ("furniture", "signature")

WROTE = re.compile(
    r"(?:On\b.{8,300}\bwrote|Am\b.{8,300}\bschrieb\b.{0,100}|Le\b.{8,300}\ba écrit|El\b.{8,300}\bescribió|Op\b.{8,300}\bschreef\b.{0,100})\s?:",
)
"""The line above quoted mail, as mail programs write it in English, German, French, Spanish and Dutch."""
WROTE_LINES = 3
ORIGINAL = re.compile(r"-{2,}\s*Original Message\s*-{2,}|_{20,}", re.IGNORECASE)
FORWARD = re.compile(r"-{2,}\s*Forwarded (?:message|by\b.*?)\s*-{2,}|Begin forwarded message:", re.IGNORECASE)
HEADER = re.compile(
    r"\*?(?:From|Sent|Date|To|Cc|Bcc|Subject|Reply-To|Importance|Attachments)\s*:\*?(?:\s.*)?", re.IGNORECASE
)
FORWARDING_SUBJECT = re.compile(r"\s*(?:fwd?|wg|tr)\s*:", re.IGNORECASE)
HEADER_LINES = 3
"""So many header lines in a row, `From:` first, are the head of an earlier mail."""
DEVICE = re.compile(r"Sent from (?:my \w+|\w+ for \w+|Outlook\b|Yahoo\b|Gmail\b|Proton\b).{0,60}")
SHORT_SIGNATURE = 12
"""A bare `--` begins a signature when no more lines than this follow; `-- ` (RFC 3676) always does."""
OUTSIDE = frozenset({"outside the article", "byline", "date", "reading time"})
"""Rules for pages that say nothing in a mail, where all text is the sender's."""


def label_mail(text: str, subject: str) -> tuple[Line, ...]:
    """Label the lines of a body text; empty lines are left out.

    Args:
        text: The text of one part of the body.
        subject: Of the mail; `Fwd:` makes an earlier mail below a forwarded one, whose words count as text.
    """
    rows = split_rows(text)
    verdicts = _quoted(rows, is_forward=FORWARDING_SUBJECT.match(subject) is not None)
    verdicts |= _signature(text, rows, verdicts)
    own = list(text)
    for position in verdicts:
        row = rows[position]
        own[row.start : row.end] = " " * (row.end - row.start)
    for position, line in enumerate(label_lines("".join(own))):
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


def _quoted(rows: Sequence[Row], *, is_forward: bool) -> dict[int, Verdict]:
    """Find quoted mail and the lines that introduce it."""
    verdicts: dict[int, Verdict] = {}
    position = 0
    while position < len(rows):
        text = rows[position].text
        wrote = _wrote_lines(rows, position)
        head = _header_lines(rows, position + 1) if ORIGINAL.fullmatch(text) or FORWARD.fullmatch(text) else 0
        is_head = text.lower().startswith(("from:", "*from:")) and _header_lines(rows, position) >= HEADER_LINES
        taken = 1
        if text.startswith(">"):
            verdicts[position] = QUOTED
        elif wrote:
            taken = wrote
            verdicts |= dict.fromkeys(range(position, position + taken), QUOTED)
            if not _goes_on_marked(rows, position + taken):
                return verdicts | dict.fromkeys(range(position, len(rows)), QUOTED)
        elif head or is_head or FORWARD.fullmatch(text):
            if not is_forward and not FORWARD.fullmatch(text):
                return verdicts | dict.fromkeys(range(position, len(rows)), QUOTED)
            taken = _header_lines(rows, position) if is_head else 1 + head
            verdicts |= dict.fromkeys(range(position, position + taken), FORWARDED)
        position += taken
    return verdicts


def _wrote_lines(rows: Sequence[Row], position: int) -> int:
    """Count the lines of `On DATE, NAME wrote:`, which programs wrap; 0 when there is none."""
    text = ""
    for count, row in enumerate(rows[position : position + WROTE_LINES], start=1):
        if row.is_blank or row.text.startswith(">"):
            return 0
        text = f"{text} {row.text}".strip()
        if WROTE.fullmatch(text):
            return count
    return 0


def _goes_on_marked(rows: Sequence[Row], position: int) -> bool:
    """Tell whether the next line is marked `>`, so that the marks show where the quoted mail ends."""
    later = (rows[place] for place in range(position, len(rows)))  # no slice: it would copy the rest of the mail
    following = next((row for row in later if not row.is_blank), None)
    return following is not None and following.text.startswith(">")


def _header_lines(rows: Sequence[Row], position: int) -> int:
    """Count the header lines from a position on, a line that continues one included; a blank line ends them."""
    count = 0
    for offset in range(len(rows) - position):
        row = rows[position + offset]
        if count and (row.after_blank or offset > count + 1):
            break
        if HEADER.fullmatch(row.text):
            count = offset + 1
        elif not count:
            break
    return count


def _signature(text: str, rows: Sequence[Row], quoted: dict[int, Verdict]) -> dict[int, Verdict]:
    """Find signatures: from the delimiter to the end or to the next quoted line."""
    found: dict[int, Verdict] = {}
    ends = _next_quoted(len(rows), quoted)
    for position, row in enumerate(rows):
        if position in quoted or position in found:
            continue
        if DEVICE.fullmatch(row.text):
            found[position] = SIGNATURE
        if row.text != "--":
            continue
        end = ends[position]
        if text[row.start : row.end] == "-- " or end - position - 1 <= SHORT_SIGNATURE:
            found |= dict.fromkeys(range(position, end), SIGNATURE)
    return found


def _next_quoted(count: int, quoted: dict[int, Verdict]) -> list[int]:
    """Give for each of `count` rows the first quoted one from it on, `count` when none follows; one pass from the end."""
    ends = [count] * count
    following = count
    for position in reversed(range(count)):
        following = position if position in quoted else following
        ends[position] = following
    return ends
