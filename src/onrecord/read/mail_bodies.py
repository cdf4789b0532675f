"""Headers and bodies of mail to passages of a document."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from onrecord.model.evidence import Segment
from onrecord.read.html_stream import visible_text
from onrecord.read.mail_html import quote_depths
from onrecord.read.mail_labels import label_mail
from onrecord.read.message_passages import Passage, Piece, breaks, one_line
from onrecord.read.paragraphs import count_rows
from onrecord.read.plain import LINES_LIMIT


def excess(sources: Iterable[str]) -> str:
    """Say that a message has more lines than a text may have, empty when it has not: what it holds is no mail."""
    rows = sum(map(count_rows, sources))
    if rows <= LINES_LIMIT:
        return ""
    return f"{rows:,} lines, more than the limit of {LINES_LIMIT:,}: a table or a dump; save it as a file and split it"


def header(name: str, pieces: Sequence[Piece]) -> Passage:
    """Make the line of a header, `Subject: words`; the subject is the title."""
    return one_line([Piece(f"{name}: "), *pieces], "title" if name == "Subject" else "meta", f"header {name}")


def body(source: str, part: str, subject: str, *, is_html: bool) -> Passage:
    r"""Make the text of a part of the body, each line labelled.

    Args:
        source: The part decoded, its line ends as `\n`.
        part: What segments call it.
        subject: Of the mail; it tells a forwarded mail from an answered one.
        is_html: Whether it is a page, of which the visible text is taken.
    """
    if not is_html:
        end = len(source)
        whole = (Segment(start=0, end=end, part=part, source_start=0, source_end=end),) if end else ()
        return Passage(text=source, lines=label_mail(source, subject), segments=whole)
    stream = visible_text(source)
    depths = quote_depths(source, stream)
    segments = tuple(replace(segment, part=part) for segment in stream.segments)
    return Passage(text=stream.text, lines=label_mail(stream.text, subject, depths), segments=segments)


def bodies(texts: Iterable[tuple[str, str, bool]], subject: str, *, has_head: bool) -> Iterator[Passage]:
    """Give the texts of a body, each with the line breaks before it, which are the reader's own.

    Args:
        texts: `(source, part, is_html)` of each.
        subject: As in `body`.
        has_head: Whether header lines stand above.
    """
    for number, (source, part, is_html) in enumerate(texts):
        count = 2 if number else int(has_head)
        if count:
            yield breaks(count, part)
        yield body(source, part, subject, is_html=is_html)
