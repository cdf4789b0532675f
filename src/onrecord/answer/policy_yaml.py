"""The YAML of a policy as plain values with their lines: mappings, lists and texts, nothing else.

Texts stay as written (`1984`, `yes`, `2018-06`): what they mean is decided where they are read. Aliases, tags and more than
one document are refused, so a small file cannot become a large one.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import yaml

from onrecord.errors import UserError

BYTES_LIMIT = 200_000
SHOWN_LIMIT = 60
"""Characters of a wrong value that a message repeats."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A scalar, as written; empty where nothing is."""

    value: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Items:
    """A list."""

    values: "tuple[Node, ...]"
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """A mapping; each key once."""

    values: "dict[str, Node]"
    lines: dict[str, int]
    line: int


Node = Text | Items | Keys


@dataclass(frozen=True, slots=True)
class At:
    """The file, for messages."""

    path: str

    def wrong(self, line: int, message: str) -> NoReturn:
        """Say what is wrong in which line.

        Raises:
            UserError: Always.
        """
        raise UserError(f"{self.path}, line {line}: {message}")


def shown(value: str) -> str:
    """Write a wrong value for a message, in one line."""
    text = " ".join(value.split())
    return text if len(text) <= SHOWN_LIMIT else text[:SHOWN_LIMIT] + "…"


def load(path: Path) -> Node:
    """Load a YAML file.

    Raises:
        UserError: It cannot be read, or is no YAML of mappings, lists and texts; the message has the line.
    """
    at = At(str(path))
    try:
        size = path.stat().st_size
        if size > BYTES_LIMIT:
            raise UserError(f"{path}: has {size:,} bytes; a policy has at most {BYTES_LIMIT:,}: write several files")
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise UserError(f"{path}: is not UTF-8; save it as UTF-8 text") from error
    except OSError as error:
        raise UserError(f"{path}: cannot be read ({error.strerror}); name a file") from error
    return parse(text, at)


def parse(text: str, at: At) -> Node:
    """Parse YAML; see `load`."""
    try:
        _refuse_aliases(text, at)
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        if root is None:
            raise UserError(f"{at.path}: is empty; see: onrecord policy example")
        return _node(root, at)
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        at.wrong(line, f"holds a control character (number {error.character}); take it out")
    except yaml.MarkedYAMLError as error:
        advice = _advice(error)
        mark = (error.context_mark if "not closed" in advice else None) or error.problem_mark
        at.wrong(mark.line + 1 if mark else 1, advice)
    except RecursionError:
        raise UserError(f"{at.path}: is nested too deep; see: onrecord policy example") from None


def _refuse_aliases(text: str, at: At) -> None:
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        if isinstance(event, yaml.AliasEvent):
            line = event.start_mark.line + 1 if event.start_mark else 1
            at.wrong(line, f"*{event.anchor} repeats another place; write it out")


ADVICE = (
    ("character '\\t'", "a tab; indent with spaces"),
    ("mapping values are not allowed here", "a second `: ` in one line; put the text between quotation marks"),
    ("expected a single document", "a second document (`---`); write one policy a file"),
    ("quoted scalar", "a quotation mark is not closed; close it, or leave both out"),
    ("flow sequence", "a list in [ ] is not closed; close it with ]"),
    ("flow mapping", "a mapping in { } is not closed; close it with }"),
    ("flow node", "a list or mapping in brackets is not closed; close it with ] or }"),
    ("block collection", "a list and `key: value` lines are mixed; indent what belongs together alike"),
    ("block mapping", "the line does not fit those above; indent what belongs together alike"),
)  # fmt: skip
"""What the parser says, and what to write instead."""


def _advice(error: yaml.MarkedYAMLError) -> str:
    said = f"{error.problem or ''} {error.context or ''}"
    found = next((advice for words, advice in ADVICE if words in said), "")
    return found or f"is no YAML that can be read here ({shown(said)}); see: onrecord policy example"


def _node(node: yaml.Node, at: At) -> Node:
    line = node.start_mark.line + 1
    if not node.tag.startswith("tag:yaml.org,2002:") or "/" in node.tag.removeprefix("tag:yaml.org,2002:"):
        at.wrong(line, f"{shown(node.tag)} is a tag; write the value without it")
    if isinstance(node, yaml.ScalarNode):
        nothing = node.tag.endswith(":null") and node.style is None
        return Text(value="" if nothing else node.value, line=line)
    if isinstance(node, yaml.SequenceNode):
        return Items(values=tuple(_node(one, at) for one in node.value), line=line)
    return _keys(node, at)


def _keys(node: yaml.Node, at: At) -> Keys:
    values: dict[str, Node] = {}
    lines: dict[str, int] = {}
    for key, value in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            at.wrong(line, "a key that is no word; write `key: value`")
        if key.value in values:
            at.wrong(line, f"{shown(key.value)} stands here and in line {lines[key.value]}; write it once")
        values[key.value], lines[key.value] = _node(value, at), line
    return Keys(values=values, lines=lines, line=node.start_mark.line + 1)
