"""Quoted and forwarded mail inside a mail, and who wrote it: marks, `On ... wrote:`, headers of earlier mails."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.model.evidence import Label
from onrecord.read.paragraphs import Row

Verdict = tuple[Label, str]
"""A label and the rule that gave it."""

QUOTED = "quoted reply"
FORWARDED = "forwarded header"

MARKS = re.compile(r"(?:[A-Z]{2,4})?>(?:\s?>)*\s?")
"""`>`, and the form with initials that some programs of the Nineties set, `JD>`."""
INTRODUCTION_LIMIT = 700
"""Characters of the longest `On ... wrote:`; the patterns below allow fewer."""
INTRODUCTION = re.compile(
    r"(?P<before>(?:On|At)\b.{8,300})\b(?:wrote|writes)\s?:"
    r"|Am\b.{8,300}\bschrieb\b(?P<german>.{0,100}):"
    r"|(?P<french>Le\b.{8,300})\ba écrit\s?:"
    r"|(?P<spanish>El\b.{8,300})\bescribió\s?:"
    r"|(?P<portuguese>Em\b.{8,300})\bescreveu\s?:"
    r"|(?P<italian>Il\b.{8,300})\bha scritto\s?:"
    r"|Op\b.{8,300}\bschreef\b(?P<dutch>.{0,100}):"
    r"|Den\b.{8,300}\bskrev\b(?P<nordic>.{0,100}):"
    r"|\d{4}-\d\d-\d\d \d{1,2}:\d\d\b(?P<dated>.{2,200}<[^<>\s]+@[^<>\s]+>):"
)
"""The line above quoted mail, as mail programs write it in English, German, French, Spanish, Portuguese, Italian, Dutch,
Danish, Norwegian and Swedish; the last is how Gmail wrote it in any language until 2018."""
STAMP = re.compile(r"\d{1,2}[:.h]\d\d|\b(?:19|20)\d\d\b|@|\b\d{1,2}[./-]\d{1,2}[./-]\d\d\b")
"""What a program's line holds and a sentence such as `On that day the minister wrote:` does not: a year, a time, an address."""
LOOSE_INTRODUCTION = re.compile(
    r"(?P<name>\S.{1,150}?)\s(?:wrote|writes|schrieb|a écrit|escribió|escreveu|ha scritto|schreef|skrev)\b.{0,80}:"
)
"""The same without a date: taken only where marked lines follow at once."""
INTRODUCTION_LINES = 3

ORIGINAL = re.compile(
    r"-{2,}\s*(?:Original (?:Message|Appointment)|(?:Ursprüngliche |Original-)Nachricht|Message d[’']origine|"
    r"Mensaje original|Mensagem original|Messaggio originale|Oorspronkelijk bericht|Ursprungligt meddelande|"
    r"Oprindelig meddelelse|Opprinnelig melding)\s*-{2,}|_{20,}",
    re.IGNORECASE,
)
FORWARD = re.compile(
    r"-{2,}\s*(?:Forwarded (?:message|by\b.{0,200}?)|Weitergeleitete Nachricht|Message (?:transféré|transmis)|"
    r"Mensaje reenviado|Mensagem encaminhada|Messaggio inoltrato|Doorgestuurd bericht|Vidarebefordrat meddelande)\s*-{2,}|"
    r"Begin forwarded message:|Anfang der weitergeleiteten (?:Nachricht|E-Mail):|Début du message (?:transféré|réexpédié)\s?:",
    re.IGNORECASE,
)
FROM = re.compile(r"\*?(?:From|Von|De|Van|Da|Från|Fra)\s*:\*?\s*(?P<value>.*)", re.IGNORECASE)
HEADER = re.compile(
    r"\*?(?:From|Sent|Date|To|Cc|Bcc|Subject|Reply-To|Importance|Attachments|Von|Gesendet|Datum|An|Betreff|Wichtigkeit|"
    r"Anlagen|De|Envoyé(?: le)?|À|A|Objet|Pièces jointes|Enviado(?: el| em)?|Fecha|Para|Asunto|Assunto|Van|Verzonden|Aan|"
    r"Onderwerp|Da|Inviato|Data|Oggetto|Från|Skickat|Till|Ämne|Fra|Sendt|Til|Emne)\s*:\*?(?:\s.*)?",
    re.IGNORECASE,
)
HEADER_LINES = 3
"""So many header lines in a row, `From:` first, are the head of an earlier mail."""
HEADER_LIMIT = 5_000
ADDRESS = re.compile(r"\s*[<\[(](?:mailto:)?[^<>\[\]()]*@[^<>\[\]()]*[>\])]\s*")
BARE_ADDRESS = re.compile(r"[^\s<>\[\](),;:]+@[^\s<>\[\](),;:]+")
CLOCK = re.compile(
    r"^[\s,]*(?:(?:AM|PM|[ap]\.m\.|Uhr|h|UTC|GMT|[A-Z]{2,4}T)\b\.?[\s,)]*)*(?:\([A-Z]{2,5}\))?", re.IGNORECASE
)


@dataclass(slots=True)
class _Reading:
    """Where the search stands.

    Attributes:
        depths, texts: Of each row: marks or blocks around it, and its words without the marks.
        authors: Who wrote what stands at a depth, as far as an introduction has said so.
        has_own: Words of the sender stand above.
        tail: All that follows belongs to an earlier mail, though nothing marks it.
    """

    rows: Sequence[Row]
    depths: list[int]
    texts: list[str]
    is_forward: bool
    verdicts: dict[int, Verdict] = field(default_factory=dict)
    authors: dict[int, str] = field(default_factory=dict)
    has_own: bool = False
    tail: bool = False


def quoted(rows: Sequence[Row], depths: Sequence[int], *, is_forward: bool) -> dict[int, Verdict]:
    """Find quoted mail and the lines that introduce it; each rule says who wrote it where the mail does.

    Args:
        rows: The lines of the body.
        depths: Quotation blocks around each (of an HTML mail).
        is_forward: The words below the head of an earlier mail were sent on to be read.

    Returns:
        Label and rule by position, of the lines that are not the sender's.
    """
    marks = [MARKS.match(row.text) for row in rows]
    reading = _Reading(
        rows=rows,
        depths=[around + (mark[0].count(">") if mark else 0) for around, mark in zip(depths, marks, strict=True)],
        texts=[row.text[mark.end() :].strip() if mark else row.text for row, mark in zip(rows, marks, strict=True)],
        is_forward=is_forward,
    )
    position = 0
    while position < len(rows):
        position += (
            _take_introduction(reading, position) or _take_head(reading, position) or _take_line(reading, position)
        )
    return reading.verdicts


def _take_introduction(reading: _Reading, position: int) -> int:
    """Take `On DATE, NAME wrote:`, which programs wrap; give its number of lines, 0 when there is none."""
    count, name = _introduction(reading, position)
    if not count:
        return 0
    depth = reading.depths[position]
    reading.authors = {place: author for place, author in reading.authors.items() if place <= depth}
    if _goes_on_marked(reading, position + count, depth):
        reading.authors[depth + 1] = name
    elif not depth:
        reading.tail = True
        reading.authors[0] = name
    rule = _rule(depth + (not reading.tail), name)
    reading.verdicts |= dict.fromkeys(range(position, position + count), ("meta", rule))
    return count


def _introduction(reading: _Reading, position: int) -> tuple[int, str]:
    depth = reading.depths[position]
    text = ""
    end = min(position + INTRODUCTION_LINES, len(reading.rows))
    for place in range(position, end):
        if place > position and reading.rows[place].after_blank:
            break
        if not reading.texts[place] or reading.depths[place] != depth or len(reading.texts[place]) > INTRODUCTION_LIMIT:
            break
        text = f"{text} {reading.texts[place]}".strip()
        if not text.endswith(":"):
            continue
        count = place - position + 1
        found = INTRODUCTION.fullmatch(text)
        if found and STAMP.search(text):
            return count, _name_in(next(group for group in found.groups() if group is not None))
        loose = LOOSE_INTRODUCTION.fullmatch(text) if count == 1 else None
        if loose and _goes_on_marked(reading, position + count, depth):
            return count, _name_in(loose["name"])
    return 0, ""


def _goes_on_marked(reading: _Reading, position: int, depth: int) -> bool:
    """Tell whether the next line is marked deeper, so that the marks show where the quoted mail ends."""
    for place in range(position, len(reading.rows)):  # no slice: it would copy the rest of the mail
        if reading.depths[place] > depth:
            return True
        if reading.texts[place]:
            return False
    return False


def _take_head(reading: _Reading, position: int) -> int:
    """Take the header lines of an earlier mail and the line above them; give their number, 0 when there are none."""
    text, depth = reading.texts[position], reading.depths[position]
    if len(text) > HEADER_LIMIT:
        return 0
    is_forward = FORWARD.fullmatch(text) is not None
    opens = is_forward or ORIGINAL.fullmatch(text) is not None
    head = _header_lines(reading, position + 1) if opens else 0
    if not opens and FROM.fullmatch(text):
        head = _header_lines(reading, position)
        head = head if head >= HEADER_LINES else 0
    if not head and not is_forward:
        return 0
    count = head + opens
    found = [FROM.fullmatch(reading.texts[place]) for place in range(position, position + count)]
    name = next((_name_in(one["value"]) for one in found if one), "")
    # A mail that begins with an earlier one says nothing of its own: it was sent on to be read.
    forwards = (reading.is_forward or is_forward or not reading.has_own) and not reading.tail and not depth
    if forwards:
        rule = f"{FORWARDED}: {name}" if name else FORWARDED
    else:
        reading.authors[depth] = name
        reading.tail = reading.tail or not depth
        rule = _rule(depth, name)
    reading.verdicts |= dict.fromkeys(range(position, position + count), ("meta", rule))
    return count


def _header_lines(reading: _Reading, position: int) -> int:
    """Count the header lines from a position on, a line that continues one included; a blank line ends them."""
    count = 0
    for place in range(position, len(reading.rows)):
        offset = place - position
        after_blank = reading.rows[place].after_blank or not reading.texts[place]
        if (count and (after_blank or offset > count + 1)) or reading.depths[place] != reading.depths[position]:
            break
        if len(reading.texts[place]) <= HEADER_LIMIT and HEADER.fullmatch(reading.texts[place]):
            count = offset + 1
        elif not count:
            break
    return count


def _take_line(reading: _Reading, position: int) -> int:
    depth = reading.depths[position]
    if depth or reading.tail:
        reading.verdicts[position] = ("meta", _rule(depth, reading.authors.get(depth, "")))
    reading.has_own = reading.has_own or (position not in reading.verdicts and bool(reading.texts[position]))
    return 1


def _rule(depth: int, name: str) -> str:
    deep = f", depth {depth}" if depth > 1 else ""
    return f"{QUOTED}{deep}: {name}" if name else f"{QUOTED}{deep}"


def _name_in(text: str) -> str:
    """Find the name in what introduces a mail: what stands after the date, without the address; else the address."""
    address = BARE_ADDRESS.search(text[:INTRODUCTION_LIMIT])
    words = BARE_ADDRESS.sub("", ADDRESS.sub(" ", text[:INTRODUCTION_LIMIT]))
    digits = max((place for place, character in enumerate(words) if character.isdigit()), default=-1)
    name = CLOCK.sub("", words[digits + 1 :]).strip(" \t\xa0,;:*\"'<>[]()")
    if any(map(str.isalpha, name)) and len(name) <= 100:
        return " ".join(name.split())
    return address[0] if address else ""
