"""Destinations of RTF: what the text of a group is, and what is made of it when the group ends."""

import re
from collections.abc import Mapping
from dataclasses import replace

from onrecord.model.evidence import Label
from onrecord.read.office_passages import PARAGRAPH, Story, end_paragraph, named_heading, said_by
from onrecord.read.rtf_walk import TIMES, Flow, Format, Walk, close_paragraph, date_time, flush, outline_heading

DEPTH_LIMIT = 1_000
"""Groups inside each other; word processors stay below a hundred."""

_LEFT_OUT = frozenset(
    {
        *("colortbl", "pict", "fldinst", "filetbl", "nonshppict", "shprslt", "private", "xe", "tc", "tcn", "rxe", "sp"),
        *(
            "ftnsep",
            "ftnsepc",
            "ftncn",
            "aftnsep",
            "aftnsepc",
            "aftncn",
            "objdata",
            "nonesttables",
            "template",
            "bkmkstart",
        ),
        *(
            "bkmkend",
            "listtable",
            "listoverridetable",
            "rsidtbl",
            "generator",
            "themedata",
            "datastore",
            "latentstyles",
            "listtext",
            "pntext",
        ),
    }
)
"""Destinations without words for readers."""
_STORIES: Mapping[str, tuple[Label, str]] = {
    "footnote": ("body", "note"),
    "annotation": ("meta", "comment"),
    **dict.fromkeys(("header", "headerl", "headerr", "headerf"), ("furniture", "header")),
    **dict.fromkeys(("footer", "footerl", "footerr", "footerf"), ("furniture", "footer")),
    **dict.fromkeys(("shptxt", "dptxbxtext"), ("body", "text box")),
}
_KEPT = {
    "fonttbl": "fonts",
    "stylesheet": "styles",
    "revtbl": "authors",
    "info": "info",
    "atnauthor": "comment author",
    "atndate": "comment date",
    "shpinst": "frame",
    "do": "frame",
    "upr": "frame",
}
"""Destinations and what is made of them; in a `frame` only the stories and texts inside it count."""
_TRANSPARENT = frozenset({"nesttableprops", "moMath", "moMathPara"})
"""Destinations whose text is text like that around them."""
_ENTRIES = {"styles": "style", "authors": "reviser"}
"""What a group inside one of these destinations is."""
_INFO = frozenset({"title", "author"})


def open_group(walk: Walk, _match: re.Match[str]) -> None:
    """Open a group: what it changes is forgotten at its end."""
    flush(walk)
    if len(walk.groups) >= DEPTH_LIMIT:
        walk.found.fault = f"groups lie more than {DEPTH_LIMIT:,} deep in each other"
        return
    walk.groups.append(walk.format)
    walk.is_ignorable = False
    if walk.format.target in _ENTRIES:
        walk.format = replace(walk.format, target=_ENTRIES[walk.format.target])
        walk.words, walk.entry, walk.entry_level = [], 0, 9


def close_group(walk: Walk, _match: re.Match[str]) -> None:
    """Close the innermost group, with the stories that end there."""
    flush(walk)
    if len(walk.groups) == 1:
        close_paragraph(walk)  # the file's last, which needs no mark at its end
    walk.is_ignorable = False
    closed, walk.format = walk.format, walk.groups.pop() if walk.groups else Format()
    if closed.target != walk.format.target:
        _take_kept(walk, closed.target)
    while len(walk.flows) > 1 and walk.flows[-1].depth > len(walk.groups):
        end_story(walk)


def _take_kept(walk: Walk, target: str) -> None:
    """Take over what a destination that is no story said."""
    words = "".join(walk.words)
    if target == "style":
        heading = named_heading(words.rstrip("; ")) or outline_heading(walk.entry_level)
        if heading:
            walk.headings[walk.entry] = heading
    elif target == "reviser":
        walk.authors.append(words.rstrip("; "))
    elif target == "comment author":
        walk.comment_author = words
    elif target == "comment date" and walk.story.rule.startswith("comment"):
        value = int(words) if re.fullmatch(r"\s*-?[0-9]{1,10}\s*", words) else 0
        walk.story.rule = said_by("comment", walk.comment_author, date_time(value))
    elif target in _INFO:
        walk.found.info.setdefault(target, words)
    elif target == "revtim":
        times = [walk.times.get(name, 0) for name in TIMES]
        walk.found.info["revtim"] = "{:04}-{:02}-{:02}T{:02}:{:02}".format(*times)
    else:
        return
    walk.words = []


def begin_destination(walk: Walk, word: str, *, is_ignorable: bool) -> bool:
    """Turn the group to what a control word makes of it; say whether nothing else is to be done about the word."""
    target = walk.format.target
    if target == "left out":
        return word != "bin"
    if word in _LEFT_OUT:
        target = "left out"
    elif word in _STORIES:
        if target in {"text", "frame"}:
            _begin_story(walk, word)
        target = "text" if target in {"text", "frame"} else target
    elif word in _KEPT:
        walk.words = []
        outer = target if word == "upr" else walk.format.outer
        walk.format = replace(walk.format, target=_KEPT[word], outer=outer)
        return True
    elif word == "ud":
        target = walk.format.outer
    elif target == "info" and (word in _INFO or word == "revtim"):
        walk.words, walk.times, target = [], {}, word
    elif is_ignorable and word not in _TRANSPARENT:
        target = "left out"
    else:
        return False
    walk.format = replace(walk.format, target=target)
    return True


def _begin_story(walk: Walk, word: str) -> None:
    label, rule = _STORIES[word]
    found, target = walk.found, walk.found.margins
    if rule == "text box":
        outer = walk.story
        label, rule, target = outer.label, rule if outer.rule == PARAGRAPH else outer.rule, outer.after
    elif rule == "note":
        walk.notes += 1
        rule, target = f"note {walk.notes}", found.notes
    elif rule == "comment":
        rule, target = said_by("comment", walk.comment_author, ""), found.comments
    walk.flows.append(Flow(Story(walk.story.part, label, rule), target, len(walk.groups)))


def end_story(walk: Walk) -> None:
    """Close the innermost story."""
    flow = walk.flows.pop()
    end_paragraph(flow.story)
    flow.target.extend(flow.story.passages)
