"""Whether a text is a chat export in the form of docs/chat.md, by its first kilobytes."""

import re

REQUIRED = frozenset({"time", "from", "text"})
"""What every message has: keys of a JSON object, headings of a table."""
DELIMITERS = ",;\t"
JSON_TYPE = "application/vnd.onrecord.chat+json"
CSV_TYPE = "application/vnd.onrecord.chat+csv"

_MARK = re.compile(r'"(?:[^"\\]|\\.)*+"(?P<key>\s*+:)?|[{}\[\]"]', re.DOTALL)
_HEADING_LIMIT = 2_000
_MESSAGES = frozenset({"{", "[{", "{m{"})
"""Open brackets around the keys of a message; `m` is the array under `messages`."""
_DEEPEST = 100


def chat_type(text: str) -> str | None:
    """Say which kind of chat export a text begins, None when it is none.

    Args:
        text: The decoded head of a file; the first message must show its three keys in it.
    """
    text = text.lstrip("\ufeff \t\r\n")
    if text.startswith(("{", "[")):
        return JSON_TYPE if _is_chat_json(text) else None
    return CSV_TYPE if delimiter_of(text) else None


def delimiter_of(text: str) -> str | None:
    """Find what parts the columns of a chat table, None when its first line lacks one of the three headings."""
    first = re.split(r"[\r\n]", text.lstrip("\ufeff")[:_HEADING_LIMIT], maxsplit=1)[0]
    for delimiter in DELIMITERS:
        if {name.strip(' "').lower() for name in first.split(delimiter)} >= REQUIRED:
            return delimiter
    return None


def _is_chat_json(text: str) -> bool:
    """Look at the keys of the first message: alone on its line, in an array, or in the array under `messages`."""
    path = ""  # the open brackets, outermost first, and `m` after those of `messages`
    key = ""
    keys: set[str] = set()
    for match in _MARK.finditer(text):
        mark = match[0]
        if match["key"] is not None:
            key = mark[: -len(match["key"])].strip('"')
            keys |= {key} if path in _MESSAGES else set()
        elif mark in "{[":
            path += "m" if path == "{" and mark == "[" and key == "messages" else mark
            keys = set() if path in _MESSAGES else keys
        elif mark == '"' or (mark in "}]" and path in _MESSAGES):
            break  # a string that the head ends in, or the end of the first message
        elif mark in "}]":
            path = path[:-1]
        if len(path) > _DEEPEST:
            return False
    return keys >= REQUIRED
