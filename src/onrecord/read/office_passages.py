"""Paragraphs of word-processor files put together to a document; Word, OpenDocument and RTF readers share it.

A story is one flow of paragraphs, as Word calls it: the main text, a note, a comment, a header, a text box. Lines are what
a label is given to, so what stands inside a paragraph without being part of it as accepted (deleted or hidden words) is
taken out of it and follows as a line of its own, with a rule that names the author and the date. Every deletion is such
a line: words that never stood side by side are not joined.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from onrecord.model.evidence import Document, Label, Line, Meta, Origin, Segment, document_id
from onrecord.read import cues
from onrecord.read.dates import iso_date
from onrecord.read.metadata import Metadata, clean_authors, document_fields, fold, from_lines, from_sidecar, merge
from onrecord.read.paragraphs import comparable, count_words

NO_TITLE = re.compile(
    r"\W*|untitled.*|document\s*\d*|microsoft word - .*|.*\.(?:docx?|dotx?|docm|odt|ott|rtf|txt|wpd|pages)",
    re.IGNORECASE,
)
"""Titles that word processors fill in, names of files among them."""
NO_AUTHOR = re.compile(
    r"\W*|unknown.*|admin(?:istrator)?|owner|(?:windows )?user\W?\d*|microsoft.*|.*\\.*", re.IGNORECASE
)
"""Authors that word processors fill in: names of accounts."""
PARAGRAPH = "paragraph"
BLANK: tuple[Label, str] = ("furniture", "blank")
"""What a line of white space is."""
TITLE_STYLE = "title style"
CONTENTS = "contents"
"""The table of contents, which repeats headings."""
_HEADING_WORDS = 40
"""A longer paragraph is prose in large type, whatever style it carries."""
_STATED = frozenset({"byline", "date", "dateline"})
_LINE = re.compile(r"[^\r\n]+")
_RULE_NAME = 80
_WORD_LIMIT = 40
_BESIDE = re.compile(r"[ \t\r\n]*\Z")


@dataclass(frozen=True, slots=True)
class Change:
    """What somebody did to some words, or that they are not shown.

    Attributes:
        rule: `deleted by Jane Roe, 2024-03-12T09:30:00Z`.
        is_shown: The words are part of the text as accepted.
    """

    rule: str
    is_shown: bool


HIDDEN = Change("hidden text", is_shown=False)


def said_by(what: str, author: str, when: str) -> str:
    """Name who did something and when, as the file states it: `comment by Jane Roe, 2024-03-12T09:30:00Z`."""
    who = fold(author)[:_RULE_NAME] or "an unnamed author"
    date = fold(when)[:_RULE_NAME]
    return f"{what} by {who}, {date}" if date else f"{what} by {who}"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some characters and their place in the decoded part, code points; an empty place for what the reader put in."""

    text: str
    start: int
    end: int


@dataclass(slots=True)
class Passage:
    """A line of the text to be, or several where the author put breaks.

    Attributes:
        part: Of the artefact, as in `Segment`.
        joint: Line breaks before it, unless it is the first.
        blanks: Paragraphs without words that stood before it.
    """

    part: str
    label: Label
    rule: str
    pieces: list[Piece] = field(default_factory=list)
    joint: str = "\n\n"
    blanks: int = 0

    @property
    def text(self) -> str:
        """Its characters."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(slots=True)
class Row:
    """A table row while it is read: cells of one paragraph each share a line, parted by tabs, as on a web page.

    Attributes:
        passage: The line so far.
        is_flat: No cell so far has two paragraphs.
        is_new_cell: The cell has none yet.
    """

    passage: Passage | None = None
    is_flat: bool = True
    is_new_cell: bool = True


@dataclass(slots=True)
class Table:
    """An open table: its rows stand on adjoining lines."""

    has_rows: bool = False
    row: Row = field(default_factory=Row)


@dataclass(slots=True)
class Story:
    """A flow of paragraphs while it is read.

    Attributes:
        label, rule: Of its lines; the rule `PARAGRAPH` has each line judged by its style and its wording.
        passages: The finished ones, in reading order.
        heading: What the style of the open paragraph makes it: `heading 2`; empty for text.
        pieces: The open paragraph as accepted.
        asides: What was taken out of it.
        after: What is anchored in it and follows it: text boxes.
        blanks: Paragraphs without words since the last one with any.
    """

    part: str
    label: Label = "body"
    rule: str = PARAGRAPH
    passages: list[Passage] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    heading: str = ""
    pieces: list[Piece] = field(default_factory=list)
    asides: list[Passage] = field(default_factory=list)
    after: list[Passage] = field(default_factory=list)
    changed: dict[str, None] = field(default_factory=dict)
    is_changed_throughout: bool = True
    open_aside: str = ""
    blanks: int = 0


def put(story: Story, text: str, start: int, end: int, change: Change | None = None) -> None:
    """Add characters to the open paragraph.

    Args:
        story: Where to.
        text: The characters.
        start: Their place in the decoded part, code points.
        end: The same as `start` for characters that stand for something else, such as a tab.
        change: What was done to them.
    """
    piece = Piece(text, start, end)
    if change is not None and not change.is_shown:
        if story.open_aside != change.rule:
            rule = change.rule if story.rule == PARAGRAPH else f"{story.rule}, {change.rule}"
            label: Label = "furniture" if story.label == "furniture" else "meta"
            story.asides.append(Passage(story.part, label, rule))
            story.open_aside = change.rule
        _add(story.asides[-1].pieces, piece)
        return
    story.open_aside = ""
    _add(story.pieces, piece)
    if change is not None:
        story.changed[change.rule] = None
    elif text.strip():
        story.is_changed_throughout = False


def _add(pieces: list[Piece], piece: Piece) -> None:
    r"""Add a piece; letters that are each written otherwise (`\'f1\'eb`) become one folded run, a word at the most.

    A Russian text in RTF would otherwise have a piece and a segment for each of its letters.
    """
    last = pieces[-1] if pieces else None
    is_word = last and last.end == piece.start and last.text.isalnum() and piece.text.isalnum()
    if last and is_word and _is_folded(last) and _is_folded(piece) and len(last.text) < _WORD_LIMIT:
        pieces[-1] = Piece(last.text + piece.text, last.start, piece.end)
    else:
        pieces.append(piece)


def _is_folded(piece: Piece) -> bool:
    return piece.end - piece.start > len(piece.text)


def named_heading(style: str) -> str:
    """Say what Word's own name of a paragraph style makes of a paragraph, empty for text."""
    name = style.lower()
    if name in {"title", "subtitle"}:
        return TITLE_STYLE if name == "title" else "subtitle style"
    kind, _, level = name.partition(" ")
    if kind in {"heading", "toc"} and level in set("123456789"):
        return name if kind == "heading" else CONTENTS
    return ""


def end_paragraph(story: Story) -> None:
    """Close the open paragraph, if there is one; one without words is left out."""
    if not (story.pieces or story.asides or story.after):
        story.heading = ""
        story.blanks += 1
        return
    passage = Passage(story.part, story.label, story.rule, story.pieces, blanks=story.blanks)
    if _BESIDE.match(passage.text):
        story.blanks += 1
    else:
        story.blanks = 0
        _label(story, passage)
        _place(story, passage)
    story.passages.extend(one for one in story.asides if not _BESIDE.match(one.text))
    story.passages.extend(story.after)
    story.heading, story.pieces, story.asides, story.after = "", [], [], []
    story.changed, story.is_changed_throughout, story.open_aside = {}, True, ""


def _label(story: Story, passage: Passage) -> None:
    if story.rule == PARAGRAPH:
        passage.label, passage.rule = verdict(passage.text, story.heading)
    if story.changed:
        first, *others = story.changed
        changed = ("" if story.is_changed_throughout else "in part ") + first + (" and others" if others else "")
        passage.rule = changed if passage.rule == PARAGRAPH else f"{passage.rule}, {changed}"


def verdict(text: str, heading: str) -> tuple[Label, str]:
    """Label a paragraph of a main text: by its style, then by wording that shows it to be no prose.

    Args:
        text: The paragraph.
        heading: What its style makes it: `heading 2`, `contents`; empty for text.
    """
    if heading == CONTENTS:
        return ("furniture", CONTENTS)
    words = count_words(text)
    if heading and words <= _HEADING_WORDS:
        return ("title", heading)
    line = fold(text[:1000]) if words <= _HEADING_WORDS else text
    if cues.is_dated_section(line, words):
        return ("title", "dated section")
    if rule := cues.meta_rule(line, words):
        return ("meta", rule)
    if rule := cues.furniture_rule(line, words):
        return ("furniture", rule)
    return ("body", PARAGRAPH)


def _place(story: Story, passage: Passage) -> None:
    """Put a finished paragraph on a line of its own, or beside the cells before it."""
    if not story.tables:
        story.passages.append(passage)
        return
    table = story.tables[-1]
    row = table.row
    row.is_flat = row.is_flat and row.is_new_cell
    row.is_new_cell = False
    if row.is_flat and row.passage is not None:
        place = passage.pieces[0].start
        row.passage.pieces.extend((Piece("\t", place, place), *passage.pieces))
        if story.rule == PARAGRAPH:
            row.passage.label, row.passage.rule = "body", "table row"
        return
    if row.passage is None:
        row.passage = passage
        passage.joint = "\n" if table.has_rows else "\n\n"
    table.has_rows = True
    story.passages.append(passage)


def begin_table(story: Story) -> None:
    """Open a table, inside a cell too."""
    _end_before(story)
    if story.tables:
        story.tables[-1].row.is_flat = False
    story.tables.append(Table())


def begin_row(story: Story) -> None:
    """Open a row of the innermost table."""
    _end_before(story)
    if story.tables:
        story.tables[-1].row = Row()


def begin_cell(story: Story) -> None:
    """Open a cell of the innermost row."""
    _end_before(story)
    if story.tables:
        story.tables[-1].row.is_new_cell = True


def end_table(story: Story) -> None:
    """Close the innermost table."""
    _end_before(story)
    if story.tables:
        story.tables.pop()


def _end_before(story: Story) -> None:
    """Close the paragraph before a border of a table, which is no blank line."""
    end_paragraph(story)
    story.blanks = 0


@dataclass(frozen=True, slots=True)
class Composed:
    """Passages as one text."""

    text: str
    lines: tuple[Line, ...]
    segments: tuple[Segment, ...]


def compose(passages: Iterable[Passage]) -> Composed:
    """Join passages to a text whose every character is mapped and whose every line is labelled."""
    texts: list[str] = []
    lines: list[Line] = []
    segments: list[Segment] = []
    length = 0
    for passage in passages:
        place = passage.pieces[0].start
        if length:
            _map(segments, Piece(passage.joint, place, place), passage.part, length)
            texts.append(passage.joint)
            length += len(passage.joint)
        offset = length
        for piece in passage.pieces:
            _map(segments, piece, passage.part, length)
            length += len(piece.text)
        text = passage.text
        texts.append(text)
        lines.extend(_lines(passage, text, offset))
    return Composed("".join(texts), tuple(lines), tuple(segments))


def _map(segments: list[Segment], piece: Piece, part: str, at: int) -> None:
    start, low = at, piece.start
    is_verbatim = len(piece.text) == piece.end - piece.start
    last = segments[-1] if segments else None
    if last and is_verbatim and (last.part, last.source_end) == (part, piece.start) and _is_verbatim(last):
        start, low = segments.pop().start, last.source_start
    segments.append(
        Segment(start=start, end=at + len(piece.text), part=part, source_start=low, source_end=piece.end),
    )


def _is_verbatim(segment: Segment) -> bool:
    return segment.end - segment.start == segment.source_end - segment.source_start


def _lines(passage: Passage, text: str, offset: int) -> Iterable[Line]:
    for match in _LINE.finditer(text):
        label, rule = (passage.label, passage.rule) if match[0].strip() else BLANK
        yield Line(start=offset + match.start(), end=offset + match.end(), label=label, rule=rule)


@dataclass(frozen=True, slots=True, kw_only=True)
class Properties:
    """What the file says about itself in its own fields, each with the name of the field; empty where it says nothing.

    Attributes:
        title, author: As typed, or as the program filled them in.
        modified: When the file was last saved. When it was created is no date of publication and is not taken.
    """

    title: tuple[str, str] = ("", "")
    author: tuple[str, str] = ("", "")
    modified: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Kind:
    """The reader and the media type that a document is stored with."""

    reader: str
    media_type: str


def document_of(kind: Kind, origin: Origin, composed: Composed, properties: Properties) -> Document:
    """Make the document of a file, its metadata from the sidecar, its lines and its properties."""
    # Comments and deleted words are `meta` too, but no byline or date of the document.
    stated = tuple(line for line in composed.lines if line.label != "meta" or line.rule.split(",")[0] in _STATED)
    own = merge(_titled(composed, properties), from_lines(composed.text, stated))
    known = merge(merge(from_sidecar(origin), own), _declared(properties))
    return Document(
        id=document_id(origin.artefact, ""),
        artefact=origin.artefact,
        part="",
        reader=kind.reader,
        media_type=kind.media_type,
        text=composed.text,
        lines=composed.lines,
        segments=composed.segments,
        **document_fields(known),
    )


def _titled(composed: Composed, properties: Properties) -> Metadata:
    """Take the declared title before the first heading when the text shows it and nothing is in the style for titles."""
    value, basis = fold(properties.title[0]), properties.title[1]
    if not value or NO_TITLE.fullmatch(value) or any(line.rule.startswith(TITLE_STYLE) for line in composed.lines):
        return Metadata()
    key = comparable(value)
    return Metadata(title=Meta(value=value, basis=basis)) if key and key in comparable(composed.text) else Metadata()


def _declared(properties: Properties) -> Metadata:
    title, author = fold(properties.title[0]), properties.author[0]
    authors: Sequence[str] = [] if NO_AUTHOR.fullmatch(author.strip()) else clean_authors(author.split(";"))
    modified = iso_date(properties.modified[0])
    return Metadata(
        title=None if NO_TITLE.fullmatch(title) else Meta(value=title, basis=properties.title[1]),
        authors=tuple(Meta(value=name, basis=properties.author[1]) for name in authors),
        updated=Meta(value=modified, basis=f"{properties.modified[1]}: when it was last saved") if modified else None,
    )
