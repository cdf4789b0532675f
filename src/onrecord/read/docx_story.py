"""WordprocessingML to passages: the paragraphs of one part of a Word file.

Shown text only: field codes are left out, their results kept; of a drawing that is stored in two forms the newer is read.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from onrecord.read.office_passages import (
    HIDDEN,
    PARAGRAPH,
    Change,
    Passage,
    Story,
    begin_cell,
    begin_row,
    begin_table,
    end_paragraph,
    end_table,
    put,
    said_by,
)
from onrecord.read.xml_stream import XmlEvent, XmlStream

PREFIXES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a",
    "http://purl.oclc.org/ooxml/drawingml/main": "a",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
}
"""Namespaces of ECMA-376, transitional and strict."""

_TEXT = frozenset({"w:t", "w:delText", "m:t", "a:t"})
_CHANGES = {
    "w:ins": ("inserted", True),
    "w:moveTo": ("moved here", True),
    "w:del": ("deleted", False),
    "w:moveFrom": ("moved away", False),
}
_STANDS_FOR = {"w:tab": "\t", "w:ptab": "\t", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "\u2011"}
_NOTES = {"w:footnote": "note", "w:endnote": "endnote"}
_OFF = frozenset({"0", "false", "off"})


@dataclass(slots=True)
class _Part:
    """A part being read.

    Attributes:
        headings: What each paragraph style is, `heading 2`; styles for text are not in it.
        stories: The open ones; a text box opens one inside another.
        open: Names of the open elements.
        changes: Of the open elements that are changes, outermost first.
        skip: How many elements were open where a left-out one began, itself included; 0 while text is taken.
        chosen: For each open choice between forms of a drawing: whether one was taken.
    """

    name: str
    headings: Mapping[str, str]
    stories: list[Story]
    finished: list[Passage] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    is_hidden: bool = False
    skip: int = 0
    chosen: list[bool] = field(default_factory=list)
    notes: int = 0

    @property
    def story(self) -> Story:
        """The innermost open story."""
        return self.stories[-1]


def read_story(stream: XmlStream, story: Story, headings: Mapping[str, str]) -> list[Passage]:
    """Read one part of a Word file, as far as it can be read: then look at the stream's `fault`.

    Args:
        stream: The XML, cut with `PREFIXES`.
        story: What its paragraphs belong to; notes and comments open stories of their own instead.
        headings: Paragraph styles that make headings, by style id.
    """
    part = _Part(story.part, headings, [story])
    _walk(part, stream)
    while part.stories:
        _end_story(part)
    return part.finished


def _walk(part: _Part, stream: XmlStream) -> None:
    for event in stream.events():
        if event.kind == "text":
            if not part.skip and part.open[-1] in _TEXT:
                put(part.story, event.text, event.start, event.end, _change(part))
        elif event.kind == "start":
            part.open.append(event.name)
            if not part.skip:
                _start(part, event)
        else:
            name = part.open.pop()
            if len(part.open) < part.skip:
                part.skip = 0
            elif not part.skip:
                _end(part, name)


def _change(part: _Part) -> Change | None:
    """Choose what a line says of some words: that they are gone, before that they are hidden, before who put them in."""
    gone = next((one for one in reversed(part.changes) if not one.is_shown), None)
    if gone or part.is_hidden:
        return gone or HIDDEN
    return part.changes[-1] if part.changes else None


def _start(part: _Part, event: XmlEvent) -> None:
    name = event.name
    if name in _STANDS_FOR or name == "w:sym":
        if part.open[-2:-1] == ["w:r"]:  # `w:tab` is also a stop in the properties of a paragraph
            _put_mark(part, event)
    elif name in _CHANGES:
        kind, is_shown = _CHANGES[name]
        rule = said_by(kind, event.attributes.get("w:author", ""), event.attributes.get("w:date", ""))
        part.changes.append(Change(rule, is_shown=is_shown))
    elif name in _STARTS:
        _STARTS[name](part, event)


def _put_mark(part: _Part, event: XmlEvent) -> None:
    text = _STANDS_FOR.get(event.name) or _symbol(event.attributes.get("w:char", ""))
    if text:
        put(part.story, text, event.start, event.start, _change(part))


def _symbol(code: str) -> str:
    """Give the character of a symbol font, by its number in that font: often one for private use."""
    try:
        character = chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
    return character if character.isprintable() or "\ue000" <= character <= "\uf8ff" else ""


def _start_paragraph(part: _Part, _event: XmlEvent) -> None:
    end_paragraph(part.story)


def _start_run(part: _Part, _event: XmlEvent) -> None:
    part.is_hidden = False


def _start_vanish(part: _Part, event: XmlEvent) -> None:
    if part.open[-3:-1] == ["w:r", "w:rPr"]:
        part.is_hidden = event.attributes.get("w:val", "").lower() not in _OFF


def _start_style(part: _Part, event: XmlEvent) -> None:
    if part.open[-2:-1] == ["w:pPr"]:
        part.story.heading = part.headings.get(event.attributes.get("w:val", ""), "")


def _start_outline_level(part: _Part, event: XmlEvent) -> None:
    if part.open[-2:-1] == ["w:pPr"]:
        part.story.heading = part.story.heading or outline_heading(event.attributes.get("w:val", ""))


def outline_heading(level: str) -> str:
    """Name the heading of an outline level, which counts from 0; 9 is body text (ECMA-376 part 1, 17.3.1.20)."""
    return f"heading {int(level) + 1}" if level in set("012345678") else ""


def _start_text_box(part: _Part, _event: XmlEvent) -> None:
    rule = "text box" if part.story.rule == PARAGRAPH else part.story.rule
    part.stories.append(Story(part.name, part.story.label, rule))


def _start_alternatives(part: _Part, _event: XmlEvent) -> None:
    part.chosen.append(False)


def _start_alternative(part: _Part, _event: XmlEvent) -> None:
    if not part.chosen or part.chosen[-1]:
        part.skip = len(part.open)
    else:
        part.chosen[-1] = True


def _start_note(part: _Part, event: XmlEvent) -> None:
    if event.attributes.get("w:type", "normal") != "normal":  # the line above notes, and the like
        part.skip = len(part.open)
        return
    part.notes += 1
    part.stories.append(Story(part.name, "body", f"{_NOTES[event.name]} {part.notes}"))


def _start_comment(part: _Part, event: XmlEvent) -> None:
    rule = said_by("comment", event.attributes.get("w:author", ""), event.attributes.get("w:date", ""))
    part.stories.append(Story(part.name, "meta", rule))


def _end(part: _Part, name: str) -> None:
    if name in _CHANGES:
        part.changes.pop()
    elif name == "mc:AlternateContent":
        part.chosen.pop()
    elif name in {"w:p", "a:p"}:
        end_paragraph(part.story)
    elif name == "w:r":
        part.is_hidden = False
    elif name == "w:tbl":
        end_table(part.story)
    elif name in {"w:txbxContent", "w:comment", *_NOTES}:
        _end_story(part)


def _end_story(part: _Part) -> None:
    """Close the innermost story: a text box goes behind the paragraph it is anchored in."""
    story = part.stories.pop()
    end_paragraph(story)
    if part.stories:
        part.story.after.extend(story.passages)
    else:
        part.finished.extend(story.passages)


_STARTS: Mapping[str, Callable[[_Part, XmlEvent], None]] = {
    "w:p": _start_paragraph,
    "a:p": _start_paragraph,
    "w:r": _start_run,
    "w:vanish": _start_vanish,
    "w:pStyle": _start_style,
    "w:outlineLvl": _start_outline_level,
    "w:tbl": lambda part, _event: begin_table(part.story),
    "w:tr": lambda part, _event: begin_row(part.story),
    "w:tc": lambda part, _event: begin_cell(part.story),
    "w:txbxContent": _start_text_box,
    "w:footnote": _start_note,
    "w:endnote": _start_note,
    "w:comment": _start_comment,
    "mc:AlternateContent": _start_alternatives,
    "mc:Choice": _start_alternative,
    "mc:Fallback": _start_alternative,
}
