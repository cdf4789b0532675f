"""A dossier as Markdown (CommonMark with tables): to be read as it stands, or taken over into another text."""

import re
from collections.abc import Iterator

from onrecord.export.dossier.blocks import Block, Entry, Items, Pairs, SourceList, Table, Text, TimeLine, sections
from onrecord.export.dossier.picture import picture
from onrecord.export.dossier.sources import source_line
from onrecord.model.dossier import Dossier

SPECIAL = re.compile(r"([\\`*_\[\]<>#|~&])")
BEGINS = re.compile(r"^(\s*)([-+=]|\d+[.)])(?=\s|$)")
"""What would begin a list or a heading where it stands first in a line."""


def markdown(made: Dossier) -> bytes:
    """Write a dossier as Markdown; UTF-8. Words of sources are escaped, so that none of them becomes markup."""
    drawn = picture(made)
    lines = [f"# {escaped(made.title)}", "", "Dossier", ""]
    for what, value in made.head:
        lines.append(f"- **{escaped(what)}:** {escaped(value)}")
    for number, section in enumerate(sections(made), start=1):
        lines += ["", f"## {number}. {escaped(section.title)}", ""]
        for block in section.blocks:
            words = drawn.words if drawn else "Fewer than two items have a date; nothing is drawn."
            lines += [*_block(block, words), ""]
    text = "\n".join(lines)
    return (re.sub(r"\n{3,}", "\n\n", text).strip() + "\n").encode()


def escaped(words: str) -> str:
    """Escape what Markdown would read as markup; line breaks become spaces."""
    return BEGINS.sub(r"\1\\\2", SPECIAL.sub(r"\\\1", " ".join(words.split())))


def _block(block: Block, picture_words: str) -> Iterator[str]:
    if isinstance(block, Entry):
        yield from _entry(block)
    elif isinstance(block, Table):
        yield from _table(block)
    elif isinstance(block, Text):
        yield escaped(block.words)
    elif isinstance(block, Items):
        yield from (f"- {escaped(one)}" for one in block.items)
    elif isinstance(block, Pairs):
        yield from (f"- **{escaped(what)}:** {escaped(value)}" for what, value in block.rows)
    elif isinstance(block, TimeLine):
        yield escaped(picture_words)
    elif isinstance(block, SourceList):
        for one in block.sources:
            yield f"- \\[{one.number}\\] {escaped(source_line(one))}{f' <{_address(one.address)}>' if one.address else ''}"


def _entry(block: Entry) -> Iterator[str]:
    yield f"### {block.label} {escaped(block.head)}"
    for words in block.quotes:
        yield from ("", f"> {escaped(words)}")
    yield ""
    for line in block.lines:
        yield f"- {escaped(line.what)}: {escaped(line.value)}" if line.what else f"- {escaped(line.value)}"


def _table(block: Table) -> Iterator[str]:
    yield f"**{escaped(block.caption)}**"
    yield ""
    yield f"| {' | '.join(escaped(one) for one in block.head)} |"
    yield f"| {' | '.join('--:' if number in block.numbers else '---' for number in range(len(block.head)))} |"
    for row in block.rows:
        yield f"| {' | '.join(escaped(one) for one in row)} |"


def _address(address: str) -> str:
    return address.replace("<", "%3C").replace(">", "%3E").replace(" ", "%20")
