"""What stands at the end of a mail and is not its text: signatures, disclaimers, footers of mailing lists."""

import re
from collections.abc import Sequence

from onrecord.model.evidence import Label
from onrecord.read.paragraphs import Row

Verdict = tuple[Label, str]
"""A label and the rule that gave it."""

SIGNATURE: Verdict = ("furniture", "signature")
DISCLAIMER: Verdict = ("furniture", "disclaimer")
LIST_FOOTER: Verdict = ("furniture", "list footer")

DEVICE = re.compile(
    r"(?:Sent from (?:my \w+|\w+ for \w+|Outlook\b|Yahoo\b|Gmail\b|Proton\b|Mail\b)|Get Outlook for \w+|Von meinem \w+ gesendet|"
    r"Envoyé de mon \w+|Enviado desde mi \w+|Inviato da(?:l mio)? \w+|Verzonden vanaf mijn \w+).{0,60}",
    re.IGNORECASE,
)
SHORT_SIGNATURE = 12
"""A bare `--` begins a signature when no more lines than this follow; `-- ` (RFC 3676) always does."""
SIGN_OFF = re.compile(
    r"(?:(?:with )?(?:best|kind(?:est)?|warm(?:est)?|many) (?:regards|wishes|thanks)|best|regards|cheers|sincerely|"
    r"yours(?: (?:sincerely|faithfully|truly))?|(?:sincerely|respectfully|cordially) yours|(?:many )?thanks|thank you|"
    r"mit freundlichen grüßen|mfg|cordialement|saludos|met vriendelijke groet)\s?[,.!–-]?",
    re.IGNORECASE,
)
SIGNED_LINES = 8
SIGNED_WIDTH = 80
"""Up to so many lines of at most so many characters after a greeting, to the end, are the sender's name and place."""
DISCLAIMER_WORDS = re.compile(
    r"\bif you (?:are not|have received this|received this).{0,60}?\b(?:intended|in error|by mistake|named)\b"
    r"|\bintended (?:solely|only|exclusively) for\b.{0,60}\b(?:use|person|individual|addressee|recipient|entity)"
    r"|(?:^|[.:*] )this (?:e-?mail|message|communication|transmission)(?: (?:and|or|with|including)\b.{0,60})? "
    r"(?:is|are|may be|may contain|contains?)\b.{0,60}\b(?:confidential|privileged)\b"
    r"|\bplease consider the environment before printing\b|\bconfidentiality notice\b"
    r"|\bdiese (?:e-?mail|nachricht)\b.{0,60}\bvertraulich|\bce (?:message|courriel)\b.{0,80}\bconfidentiel"
    r"|\b(?:scanned|checked) for (?:viruses|all known viruses)\b",
    re.IGNORECASE,
)
DISCLAIMER_LINES = 15
"""Lines of a paragraph that a disclaimer may have: where nothing parts paragraphs, it does not take the rest of the mail."""
BANNER = re.compile(
    r"^\[?(?:caution|external(?: e-?mail)?)\]?:.{0,120}\b(?:e-?mail|sender|organi[sz]ation)\b", re.IGNORECASE
)
"""What an organisation's server sets above mail from outside; often nothing parts it from the text, so one line counts."""
DISCLAIMER_REACH = 2_000
"""Characters of a line in which the wording is looked for."""
RULED = re.compile(r"[_=~*-]{8,}")
LIST_WORDS = re.compile(
    r"\bmailing list\b|/listinfo/|\bto unsubscribe\b|\bunsubscribe (?:from|here|at)\b|\byou (?:are )?receiv(?:ed|ing) this (?:message|e-?mail) because\b",
    re.IGNORECASE,
)
LIST_REACH = 3
"""Lines under a ruled one among which the list is named."""


def endings(text: str, rows: Sequence[Row], quoted: dict[int, Verdict]) -> dict[int, Verdict]:
    """Find signatures, disclaimers and list footers.

    Args:
        text: The text of one part of the body.
        rows: Its lines.
        quoted: Those of other mails, which end a signature.
    """
    ends = _next_quoted(len(rows), quoted)
    found: dict[int, Verdict] = {}
    for position in range(len(rows)):
        if position in quoted or position in found:
            continue
        end = ends[position]
        if _is_list_footer(rows, position, end):
            found |= dict.fromkeys(range(position, end), LIST_FOOTER)
        elif _begins_signature(text, rows, position, end):
            found |= dict.fromkeys(range(position, end), SIGNATURE)
        elif DEVICE.fullmatch(rows[position].text):
            found[position] = SIGNATURE
        elif BANNER.match(rows[position].text):
            found[position] = DISCLAIMER
        elif DISCLAIMER_WORDS.search(rows[position].text[:DISCLAIMER_REACH]):
            found |= dict.fromkeys(_paragraph(rows, position, end), DISCLAIMER)
    return found | _signed(rows, quoted, found)


def _is_list_footer(rows: Sequence[Row], position: int, end: int) -> bool:
    if not RULED.fullmatch(rows[position].text[:200]):
        return False
    below = rows[position + 1 : min(end, position + 1 + LIST_REACH)]
    return any(LIST_WORDS.search(row.text[:DISCLAIMER_REACH]) for row in below)


def _begins_signature(text: str, rows: Sequence[Row], position: int, end: int) -> bool:
    row = rows[position]
    return row.text == "--" and (text[row.start : row.end] == "-- " or end - position - 1 <= SHORT_SIGNATURE)


def _paragraph(rows: Sequence[Row], position: int, end: int) -> range:
    """Give a line and those that follow it without a blank one between, as far as a disclaimer goes."""
    last, end = position + 1, min(end, position + DISCLAIMER_LINES)
    while last < end and not rows[last].after_blank and not rows[last].is_blank:
        last += 1
    return range(position, last)


def _signed(rows: Sequence[Row], quoted: dict[int, Verdict], found: dict[int, Verdict]) -> dict[int, Verdict]:
    """Find the sender's name and place below a greeting: a few short lines with nothing else after them."""
    taken: list[int] = []
    for position in reversed(range(len(rows))):
        row = rows[position]
        if row.is_blank or position in found:
            continue
        if position in quoted:
            taken = []  # above it the sender's own words may end once more
        elif SIGN_OFF.fullmatch(row.text[:SIGNED_WIDTH]):
            return dict.fromkeys(taken, SIGNATURE)
        elif len(row.text) > SIGNED_WIDTH or row.ends_sentence or len(taken) == SIGNED_LINES:
            return {}
        else:
            taken.append(position)
    return {}


def _next_quoted(count: int, quoted: dict[int, Verdict]) -> list[int]:
    """Give for each of `count` rows the first quoted one from it on, `count` when none follows; one pass from the end."""
    ends = [count] * count
    following = count
    for position in reversed(range(count)):
        following = position if position in quoted else following
        ends[position] = following
    return ends
