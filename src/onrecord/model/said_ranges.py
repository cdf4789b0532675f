"""Which words of a passage are said by somebody, and which are the reporter's between them."""

from collections.abc import Iterable

from onrecord.model.quotations import MARK

OPENS = frozenset(("“", "„", "«", "``", "‘‘"))
CLOSES = frozenset(("”", "»", "’’"))
Range = tuple[int, int]


def quoted_ranges(passage: str) -> list[Range]:
    """List the stretches of a passage between quotation marks, the marks left out; all of it where it has none.

    A passage may begin and end inside a quotation: what stands before a mark that closes is quoted.
    """
    found: list[Range] = []
    opened: int | None = 0
    first = True
    for mark in MARK.finditer(passage):
        before, after = passage[: mark.start()][-1:], passage[mark.end() :][:1]
        opens = mark[0] in OPENS or (mark[0] not in CLOSES and (not before or before.isspace()) and not after.isspace())
        if first and opens:
            opened = None
        first = False
        if opens and opened is None:
            opened = mark.end()
        elif not opens and opened is not None:
            found.append((opened, mark.start()))
            opened = None
    if opened is not None:
        found.append((opened, len(passage)))
    return [(start, end) for start, end in found if passage[start:end].strip()]


def said_ranges(passage: str, start: int, content: Iterable[Range]) -> list[Range]:
    """List the stretches of a passage that are somebody's words: those of its statement, and other quotations in it.

    Args:
        passage: Its words.
        start: Its place in the document, code points.
        content: Places of the words of the statement it belongs to, in the document; none where it is in none.

    Returns:
        Offsets in the passage, in order, none touching another; the whole passage where nothing tells.
    """
    length = len(passage)
    own = [(max(0, low - start), min(length, high - start)) for low, high in content]
    own = sorted((low, high) for low, high in own if low < high)
    quoted = quoted_ranges(passage)
    if own and quoted == [(0, length)]:  # it has no marks: its statement tells, but where the passage begins and ends
        quoted, own[0] = [], (0, own[0][1])
        own[-1] = (own[-1][0], length)
    joined: list[Range] = []
    for low, high in sorted([*own, *quoted]):
        if joined and low <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(high, joined[-1][1]))
        else:
            joined.append((low, high))
    return joined or [(0, length)]
