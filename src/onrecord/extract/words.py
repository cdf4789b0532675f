"""Words of a text with their places: the only view of the text the rules work on."""

import re
from dataclasses import dataclass

_WORD = re.compile(
    r"(?P<clitic>['’](?:s|re|ve|ll|d|m)\b)"
    r"|(?P<initials>(?:[A-Za-z]\.){2,}|(?<!\w)[A-Z]\.)"
    r"|(?<!\w)(?:M[rsx]|Mrs|Dr|Sens?|Reps?|Gov|Gen|Lt|Col|Sgt|Capt|Maj|Adm|Prof|Rev|Hon|St|Jr|Sr|Inc|Corp|Co|Ltd|Supt|Det)\."
    r"|\d+(?:[.,:/]\d+)*\w*(?:-\w+)*"
    r"|\w+(?:n['’]t\b)?(?:(?:['’&@](?!(?:s|re|ve|ll|d|m)\b)|-|\.(?=[A-Za-z]{2}))\w+)*"
    r"|--+|\.\.\.+"
    r"|[^\w\s]"
)


@dataclass(frozen=True, slots=True)
class Words:
    """The words and marks of a stretch of text, as columns of equal length.

    Attributes:
        text: The whole text they were cut from.
        starts, ends: Offsets into it, code points, half-open.
        forms: As written.
        lower: In lower case, with straight apostrophes.
    """

    text: str
    starts: list[int]
    ends: list[int]
    forms: list[str]
    lower: list[str]

    def __len__(self) -> int:
        return len(self.starts)

    def append(self, start: int, end: int, form: str) -> None:
        """Add a word at the end."""
        self.starts.append(start)
        self.ends.append(end)
        self.forms.append(form)
        self.lower.append(form)

    def extend(self, more: "Words") -> None:
        """Add the words of another stretch of the same text at the end."""
        self.starts.extend(more.starts)
        self.ends.extend(more.ends)
        self.forms.extend(more.forms)
        self.lower.extend(more.lower)

    def capital(self, index: int) -> bool:
        """Say whether a word starts with a capital letter."""
        return self.forms[index][0].isupper()


def words_of(text: str, start: int, end: int) -> Words:
    """Cut a stretch of text into words and marks; a possessive or a short verb (`'s`, `'ll`) is a word of its own."""
    starts: list[int] = []
    ends: list[int] = []
    forms: list[str] = []
    lower: list[str] = []
    for match in _WORD.finditer(text, start, end):
        form = match.group()
        starts.append(match.start())
        ends.append(match.end())
        forms.append(form)
        lower.append(form.lower().replace("’", "'"))
    return Words(text, starts, ends, forms, lower)
