"""Paragraphs of a document, for showing words in their context and asking what stands near them."""

from bisect import bisect_right

from onrecord.model.evidence import Line

WRAPPED_PARAGRAPH_LIMIT = 2_000
"""Wrapped lines are joined up to this many code points; a list without full stops must not become one paragraph."""


def paragraphs(lines: tuple[Line, ...], text: str) -> list[tuple[int, int]]:
    """List paragraphs in order, code points: lines, joined where one goes on in the next."""
    found: list[tuple[int, int]] = []
    for line in lines:
        if not text[line.start : line.end].strip():
            continue
        low = line.start
        if (
            found
            and text.count("\n", found[-1][1], line.start) == 1
            and line.end - found[-1][0] <= WRAPPED_PARAGRAPH_LIMIT
        ):
            low = found.pop()[0] if _goes_on(text, found[-1][1], line.start) else line.start
        found.append((low, line.end))
    return found


def _goes_on(text: str, end: int, start: int) -> bool:
    """Say whether a line goes on with the sentence of the line before: that one ends in no full stop, or this one begins small."""
    before = text[end - 1]
    return before.isalnum() or before in ",;-–—" or text[start].islower()


def around(found: list[tuple[int, int]], start: int, end: int) -> tuple[int, int]:
    """Give the stretch from the paragraph before some words to the end of their own, code points."""
    if not found:
        return start, end
    first = max(0, bisect_right(found, start, key=_low) - 2)
    last = max(0, bisect_right(found, end, key=_low) - 1)
    return min(start, found[first][0]), max(end, found[last][1])


def _low(paragraph: tuple[int, int]) -> int:
    return paragraph[0]
