"""OpenDocument text to passages: the paragraphs of `content.xml` and of the page styles in `styles.xml`."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from onrecord.read.office_passages import (
    CONTENTS,
    HIDDEN,
    PARAGRAPH,
    TITLE_STYLE,
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

_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
PREFIXES = {
    f"{_OASIS}:office:1.0": "office",
    f"{_OASIS}:text:1.0": "text",
    f"{_OASIS}:table:1.0": "table",
    f"{_OASIS}:drawing:1.0": "draw",
    f"{_OASIS}:style:1.0": "style",
    f"{_OASIS}:svg-compatible:1.0": "svg",
    f"{_OASIS}:meta:1.0": "meta",
    f"{_OASIS}:manifest:1.0": "manifest",
    f"{_OASIS}:script:1.0": "script",
    f"{_OASIS}:form:1.0": "form",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://www.w3.org/XML/1998/namespace": "xml",
}

_SKIPPED = frozenset(
    {
        *("office:forms", "office:scripts", "office:event-listeners", "svg:title", "svg:desc", "draw:object"),
        *("text:number", "text:ruby-text"),
    }
)
"""Elements inside a paragraph that are no part of its words: numbers that the program counts, names of pictures."""
_PARAGRAPHS = frozenset({"text:p", "text:h"})
_SPACE_OR_WORDS = re.compile(r"(?P<space>[ \t\r\n]++)|[^ \t\r\n]++(?: [^ \t\r\n]++)*+")
_LONGEST_GAP = 100
"""Spaces that one `text:s` may stand for."""
_STYLE_DEPTH = 20


_INDEXES = frozenset(
    {
        *("text:table-of-content", "text:illustration-index", "text:table-index", "text:object-index"),
        *("text:user-index", "text:alphabetical-index"),
    }
)


@dataclass(frozen=True, slots=True)
class _Style:
    name: str
    parent: str = ""
    level: str = ""
    is_hidden: bool = False


@dataclass(slots=True)
class Styles:
    """The styles of a document by `family:name`: those of `styles.xml`, then those of `content.xml`, based on them."""

    by_name: dict[str, _Style] = field(default_factory=dict)

    def heading(self, name: str) -> str:
        """Say what a paragraph style makes of a paragraph, empty for text."""
        for _ in range(_STYLE_DEPTH):  # a chain may also lead back to where it began
            style = self.by_name.get(f"paragraph:{name}")
            if style is None:
                break
            if style.name in {"Title", "Subtitle"}:
                return TITLE_STYLE if style.name == "Title" else "subtitle style"
            if style.level in set("123456789"):
                return f"heading {style.level}"
            name = style.parent
        return ""


@dataclass(slots=True)
class _Flow:
    """A story and where it is in its paragraph.

    Attributes:
        target: Where its passages go when it ends.
        paragraphs: Open paragraphs; text counts in one only.
        spans: For each open span whether it is hidden.
        space: White space owed before the next word: its place, itself, and what was done to it.
    """

    story: Story
    target: list[Passage]
    paragraphs: int = 0
    spans: list[bool] = field(default_factory=list)
    space: tuple[int, int, str, Change | None] | None = None


@dataclass(slots=True)
class _Part:
    """A part being read.

    Attributes:
        flows: The open stories; nothing is taken while there is none.
        main: Finished paragraphs of the text itself; `notes` and `comments` follow it.
        changes: Insertions by their id; `active` those whose words are being read.
        deleted: What was deleted, by the id that marks the place.
        region: The id of the change being described.
        said: Author and date of the change or comment being described.
        style: The style being described.
        skip: How many elements were open where a left-out one began, itself included; 0 while text is taken.
        indexes: Open tables of contents and the like.
    """

    name: str
    styles: Styles
    flows: list[_Flow] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    main: list[Passage] = field(default_factory=list)
    notes: list[Passage] = field(default_factory=list)
    comments: list[Passage] = field(default_factory=list)
    changes: dict[str, Change] = field(default_factory=dict)
    active: dict[str, Change] = field(default_factory=dict)
    deleted: dict[str, list[Passage]] = field(default_factory=dict)
    region: str = ""
    said: dict[str, str] = field(default_factory=dict)
    style: str = ""
    skip: int = 0
    indexes: int = 0
    note_number: int = 0


def read_story(stream: XmlStream, part: str, styles: Styles) -> list[Passage]:
    """Read one part of an OpenDocument text, as far as it can be read: then look at the stream's `fault`.

    Args:
        stream: The XML, cut with `PREFIXES`.
        part: As in `Segment`.
        styles: Those known so far; those that the part defines are added.
    """
    found = _Part(part, styles)
    _walk(found, stream)
    while found.flows:
        _end_story(found)
    left = [passage for passages in found.deleted.values() for passage in passages]
    return [*found.main, *found.notes, *left, *found.comments]


def _walk(part: _Part, stream: XmlStream) -> None:
    for event in stream.events():
        if event.kind == "text":
            if not part.skip:
                _take_text(part, event)
        elif event.kind == "start":
            part.open.append(event.name)
            if part.skip:
                continue
            if event.name in _SKIPPED:
                part.skip = len(part.open)
            elif event.name in _STARTS:
                _STARTS[event.name](part, event)
        else:
            name = part.open.pop()
            if len(part.open) < part.skip:
                part.skip = 0
            elif not part.skip:
                _end(part, name)


def _take_text(part: _Part, event: XmlEvent) -> None:
    if part.open[-1] in {"dc:creator", "dc:date"}:
        part.said[part.open[-1]] = part.said.get(part.open[-1], "") + event.text
    elif part.flows and part.flows[-1].paragraphs:
        _take_words(part, part.flows[-1], event)


def _take_words(part: _Part, flow: _Flow, event: XmlEvent) -> None:
    """Take text with its white space folded, as the format has it (OpenDocument 1.3 part 3, 6.1.2)."""
    change = _change(part, flow)
    is_verbatim = len(event.text) == event.end - event.start
    for match in _SPACE_OR_WORDS.finditer(event.text):
        start, end = event.start, event.end
        if is_verbatim:
            start, end = event.start + match.start(), event.start + match.end()
        if match.lastgroup == "space":
            flow.space = flow.space or (start, end, match[0], change)
            continue
        if flow.space and flow.story.pieces:
            low, high, space, its_change = flow.space
            # A lone line break has the length of the space it becomes and is not verbatim: it counts as put in.
            put(flow.story, " ", low, high if high - low > 1 or space == " " else low, its_change)
        flow.space = None
        put(flow.story, match[0], start, end, change)


def _change(part: _Part, flow: _Flow) -> Change | None:
    if any(flow.spans):
        return HIDDEN
    return next(reversed(part.active.values()), None)


def _begin_story(part: _Part, story: Story, target: list[Passage]) -> None:
    part.flows.append(_Flow(story, target))


def _end_story(part: _Part) -> None:
    flow = part.flows.pop()
    end_paragraph(flow.story)
    flow.target.extend(flow.story.passages)


def _start_body(part: _Part, _event: XmlEvent) -> None:
    _begin_story(part, Story(part.name), part.main)


def _start_margin(part: _Part, event: XmlEvent) -> None:
    kind = event.name.removeprefix("style:").partition("-")[0]
    _begin_story(part, Story(part.name, "furniture", kind), part.main)


def _start_text_box(part: _Part, _event: XmlEvent) -> None:
    if not part.flows:
        return _begin_story(part, Story(part.name), part.main)
    outer = part.flows[-1].story
    rule = "text box" if outer.rule == PARAGRAPH else outer.rule
    return _begin_story(part, Story(part.name, outer.label, rule), outer.after)


def _start_note(part: _Part, event: XmlEvent) -> None:
    part.note_number += 1
    kind = "endnote" if event.attributes.get("text:note-class") == "endnote" else "note"
    _begin_story(part, Story(part.name, "body", f"{kind} {part.note_number}"), part.notes)


def _start_comment(part: _Part, _event: XmlEvent) -> None:
    part.said = {}
    _begin_story(part, Story(part.name, "meta", said_by("comment", "", "")), part.comments)


def _start_region(part: _Part, event: XmlEvent) -> None:
    part.region = event.attributes.get("text:id") or event.attributes.get("xml:id", "")
    part.said = {}


def _start_deletion(part: _Part, _event: XmlEvent) -> None:
    _begin_story(part, Story(part.name, "meta", said_by("deleted", "", "")), part.deleted.setdefault(part.region, []))


def _start_change_mark(part: _Part, event: XmlEvent) -> None:
    """Put what was deleted behind the paragraph it was deleted from; begin or end the words that were inserted."""
    key = event.attributes.get("text:change-id", "")
    if event.name == "text:change" and part.flows:
        part.flows[-1].story.after.extend(part.deleted.pop(key, []))
    elif event.name == "text:change-start" and key in part.changes:
        part.active[key] = part.changes[key]
    elif event.name == "text:change-end":
        part.active.pop(key, None)


def _start_paragraph(part: _Part, event: XmlEvent) -> None:
    if not part.flows:
        return
    flow = part.flows[-1]
    end_paragraph(flow.story)
    flow.paragraphs += 1
    flow.space = None
    level = event.attributes.get("text:outline-level", "1")[:2]
    heading = f"heading {level}" if event.name == "text:h" else ""
    style = part.styles.heading(event.attributes.get("text:style-name", ""))
    flow.story.heading = CONTENTS if part.indexes else heading or style


def _start_span(part: _Part, event: XmlEvent) -> None:
    style = part.styles.by_name.get(f"text:{event.attributes.get('text:style-name', '')}")
    if part.flows:
        part.flows[-1].spans.append(style is not None and style.is_hidden)


def _start_mark(part: _Part, event: XmlEvent) -> None:
    if not part.flows or not part.flows[-1].paragraphs:
        return
    text = {"text:tab": "\t", "text:line-break": "\n"}.get(event.name) or " " * _count(
        event.attributes.get("text:c", "1")
    )
    flow = part.flows[-1]
    flow.space = None
    put(flow.story, text, event.start, event.start, _change(part, flow))


def _count(value: str) -> int:
    return min(int(value), _LONGEST_GAP) if value.isascii() and value.isdigit() and len(value) < 10 else 1


def _start_style(part: _Part, event: XmlEvent) -> None:
    values = event.attributes
    name = values.get("style:name", "")
    part.style = f"{values.get('style:family', '')}:{name}"
    part.styles.by_name[part.style] = _Style(
        name=values.get("style:display-name", name),
        parent=values.get("style:parent-style-name", ""),
        level=values.get("style:default-outline-level", ""),
    )


def _start_text_properties(part: _Part, event: XmlEvent) -> None:
    if part.open[-2:-1] == ["style:style"] and event.attributes.get("text:display") == "none":
        part.styles.by_name[part.style] = replace(part.styles.by_name[part.style], is_hidden=True)


def _start_table(part: _Part, event: XmlEvent) -> None:
    if part.flows:
        _TABLES[event.name](part.flows[-1].story)


def _start_index(part: _Part, _event: XmlEvent) -> None:
    part.indexes += 1


def _end(part: _Part, name: str) -> None:
    if name in _INDEXES:
        part.indexes -= 1
    elif name in _STORIES:
        _end_story(part)
    elif not part.flows:
        return
    elif name in _PARAGRAPHS:
        end_paragraph(part.flows[-1].story)
        part.flows[-1].paragraphs -= 1
    elif name == "text:span":
        part.flows[-1].spans.pop()
    elif name == "table:table":
        end_table(part.flows[-1].story)
    else:
        _end_description(part, name)


def _end_description(part: _Part, name: str) -> None:
    """Take over who changed or noted something, and when."""
    author, date, parent = part.said.get("dc:creator", ""), part.said.get("dc:date", ""), part.open[-1:]
    if name in {"dc:creator", "dc:date"} and parent == ["office:annotation"]:
        part.flows[-1].story.rule = said_by("comment", author, date)
    elif name == "office:change-info" and parent == ["text:deletion"]:
        part.flows[-1].story.rule = said_by("deleted", author, date)
    elif name == "office:change-info" and parent == ["text:insertion"]:
        part.changes[part.region] = Change(said_by("inserted", author, date), is_shown=True)


_TABLES: Mapping[str, Callable[[Story], None]] = {
    "table:table": begin_table,
    "table:table-row": begin_row,
    "table:table-cell": begin_cell,
}
_STORIES: Mapping[str, Callable[[_Part, XmlEvent], None]] = {
    "office:body": _start_body,
    "style:header": _start_margin,
    "style:header-left": _start_margin,
    "style:header-first": _start_margin,
    "style:footer": _start_margin,
    "style:footer-left": _start_margin,
    "style:footer-first": _start_margin,
    "draw:text-box": _start_text_box,
    "text:note": _start_note,
    "office:annotation": _start_comment,
    "text:deletion": _start_deletion,
}
_STARTS: Mapping[str, Callable[[_Part, XmlEvent], None]] = {
    **_STORIES,
    **dict.fromkeys(_PARAGRAPHS, _start_paragraph),
    **dict.fromkeys(_TABLES, _start_table),
    **dict.fromkeys(_INDEXES, _start_index),
    **dict.fromkeys(("text:s", "text:tab", "text:line-break"), _start_mark),
    **dict.fromkeys(("text:change", "text:change-start", "text:change-end"), _start_change_mark),
    "text:changed-region": _start_region,
    "text:span": _start_span,
    "style:style": _start_style,
    "style:text-properties": _start_text_properties,
}
