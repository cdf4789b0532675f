"""The clause of a sentence that says who says so."""

import re

_SAYING = r"(?:sa(?:y|ys|id)|show(?:s|ed)?|reported|according|complained|announced|claimed|wrote|told|added|insist(?:s|ed)|estimated|found|suggests?)"
_TRAILING = re.compile(
    rf",\s(?:as\s)?(?:(?:[^,.;\d]{{1,70}}?\s)?{_SAYING}\b(?:[^,;\d]{{0,60}}|\son\s[^,;]{{1,20}}|\sin\s[^,;]{{1,20}})|according to [^;\d]+?)\s?[.!?]?\s*\Z",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"\A(?:[^,.;\d]{1,60}?\s(?:sa(?:y|ys|id)|claims?|claimed|estimates?|estimated|reported|announced|suggests?|insists?|insisted)\s(?:on\s\w+day\s)?that\s"
    r"|according to [^,\d]{1,80},\s|[\w' ]{1,30}?\s(?:puts?|counted|counts|estimated)\s(?=[^,.;]*\d)|[^,.;\d]{1,30}?\ssays\s)",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"(?:it|its|they|their|he|his|she|her|we|our|I)\b", re.IGNORECASE)


def said(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out the clause that says who says so: "the union said that", ", its website says"."""
    if match := _TRAILING.search(text, start, end):
        end = match.start()
    match = _LEADING.search(text[start:end])
    # "The county says it earned": the speaker is the subject too, and stays.
    if match and end - start - match.end() > 15 and not _PRONOUN.match(text, start + match.end(), end):
        start += match.end()
    return start, end
