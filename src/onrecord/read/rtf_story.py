r"""RTF to passages: groups and control words walked once, without recursion, each character with its place.

The words follow the RTF specification, version 1.9.1. Places count the bytes of the file. A destination that begins with
`\*` and is not known here is left out, as the specification asks; so are numbers that a program counts for lists.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from onrecord.read.office_passages import Story, begin_cell, begin_row
from onrecord.read.rtf_characters import SYMBOLS, WORDS, of_character_set, of_code_page
from onrecord.read.rtf_destinations import begin_destination, close_group, end_story, open_group
from onrecord.read.rtf_walk import (
    TIMES,
    TOKEN,
    Flow,
    Format,
    RtfText,
    Walk,
    close_paragraph,
    flush,
    put_text,
    take_hex,
    take_text,
    take_unicode,
)


def read_rtf(content: bytes, source: str, story: Story) -> RtfText:
    """Read an RTF file.

    Args:
        content: Its bytes.
        source: The same as Windows-1252.
        story: What its paragraphs belong to; notes, comments and the like open stories of their own.
    """
    walk = Walk(content, source)
    walk.flows.append(Flow(story, walk.found.main, 0))
    walk.position = max(0, source.find("{"))
    while walk.position < len(source) and not walk.found.fault:
        match = TOKEN.match(source, walk.position)
        if match is None:  # no character is outside the pattern
            break
        walk.position = match.end()
        _STEPS[match.lastgroup or "nothing"](walk, match)
        if not walk.groups:
            break
    flush(walk)
    if walk.groups and not walk.found.fault:
        walk.found.fault = f"{len(walk.groups):,} groups are not closed at its end"
    while walk.flows:
        end_story(walk)
    return walk.found


def _take_nothing(_walk: Walk, _match: re.Match[str]) -> None:
    """Pass over line breaks of the file, which mean nothing."""


def _take_symbol(walk: Walk, match: re.Match[str]) -> None:
    flush(walk)
    symbol = match[0][1:]
    walk.is_ignorable = symbol == "*"
    if symbol in {"\r", "\n"}:
        close_paragraph(walk)
    elif symbol in SYMBOLS:
        put_text(walk, SYMBOLS[symbol], match.start(), match.end())


def _take_word(walk: Walk, match: re.Match[str]) -> None:
    flush(walk)
    word, number = match[7], int(match[8] or 0)
    ignorable, walk.is_ignorable = walk.is_ignorable, False
    if begin_destination(walk, word, is_ignorable=ignorable):
        return
    if word == "u":
        take_unicode(walk, number, match.start())
    elif word == "bin":
        walk.position += max(0, number)
    elif word in WORDS:
        put_text(walk, WORDS[word], match.start(), match.end())
    elif word in _FORMATS:
        walk.format = _FORMATS[word](walk.format, match[8] is None or number != 0, number)
    elif word in _ACTIONS:
        _ACTIONS[word](walk, number)
    elif word in TIMES:
        walk.times[word] = min(max(0, number), 10 ** TIMES[word] - 1)


def _end_cell(walk: Walk, _number: int) -> None:
    close_paragraph(walk)
    if walk.format.target == "text":
        begin_cell(walk.story)


def _end_row(walk: Walk, _number: int) -> None:
    close_paragraph(walk)
    if walk.format.target == "text":
        begin_row(walk.story)


def _code_page(walk: Walk, number: int) -> None:
    walk.encoding = of_code_page(number)


def _font(walk: Walk, number: int) -> None:
    if walk.format.target == "fonts":
        walk.entry = number
    else:
        walk.format = replace(walk.format, encoding=walk.fonts.get(number, ""))


def _character_set(walk: Walk, number: int) -> None:
    if walk.format.target == "fonts":
        walk.fonts[walk.entry] = of_character_set(number) or ""


def _font_code_page(walk: Walk, number: int) -> None:
    if walk.format.target == "fonts":
        walk.fonts[walk.entry] = of_code_page(number)


def _default_font(walk: Walk, number: int) -> None:
    walk.default_font = number


def _plain(walk: Walk, _number: int) -> None:
    now = replace(walk.format, is_hidden=False, inserted=False, deleted=False)
    walk.format = replace(now, encoding=walk.fonts.get(walk.default_font, ""))


def _style(walk: Walk, number: int) -> None:
    if walk.format.target == "style":
        walk.entry = number
    walk.format = replace(walk.format, style=number)


def _outline_level(walk: Walk, number: int) -> None:
    if walk.format.target == "style":
        walk.entry_level = number
    walk.format = replace(walk.format, level=number)


def _endnote(walk: Walk, _number: int) -> None:
    if walk.story.rule.startswith("note "):
        walk.story.rule = f"end{walk.story.rule}"


_ACTIONS: Mapping[str, Callable[[Walk, int], None]] = {
    **dict.fromkeys(("par", "sect", "page", "column"), lambda walk, _number: close_paragraph(walk)),
    **dict.fromkeys(("cell", "nestcell"), _end_cell),
    **dict.fromkeys(("row", "nestrow"), _end_row),
    "ansicpg": _code_page,
    "mac": lambda walk, _number: _code_page(walk, 10000),
    "pc": lambda walk, _number: _code_page(walk, 437),
    "pca": lambda walk, _number: _code_page(walk, 850),
    "f": _font,
    "fcharset": _character_set,
    "cpg": _font_code_page,
    "deff": _default_font,
    "plain": _plain,
    "s": _style,
    "outlinelevel": _outline_level,
    "ftnalt": _endnote,
}
_FORMATS: Mapping[str, Callable[[Format, bool, int], Format]] = {
    "pard": lambda now, _on, _number: replace(now, style=0, level=9, in_table=False),
    "intbl": lambda now, on, _number: replace(now, in_table=on),
    "uc": lambda now, _on, number: replace(now, fallback=max(0, number)),
    "v": lambda now, on, _number: replace(now, is_hidden=on),
    "revised": lambda now, on, _number: replace(now, inserted=on),
    "deleted": lambda now, on, _number: replace(now, deleted=on),
    "revauth": lambda now, _on, number: replace(now, author=number),
    "revdttm": lambda now, _on, number: replace(now, when=number),
    "revauthdel": lambda now, _on, number: replace(now, deleted_author=number),
    "revdttmdel": lambda now, _on, number: replace(now, deleted_when=number),
}
_STEPS: Mapping[str, Callable[[Walk, re.Match[str]], None]] = {
    "text": take_text,
    "nothing": _take_nothing,
    "open": open_group,
    "close": close_group,
    "hex": take_hex,
    "word": _take_word,
    "symbol": _take_symbol,
}
