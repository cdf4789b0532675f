"""Names of people, organisations, public bodies and products in a text."""

import re
from collections.abc import Iterator, Sequence

from onrecord.extract.capitals import NOT_NAMES, Known, Name, judge, kind_of, run_end
from onrecord.extract.gazetteer import known_at
from onrecord.extract.name_words import ORGANISATION_ENDINGS, PLACES, PUBLIC_ENDINGS, WORKS_ENDINGS
from onrecord.extract.roles import role_of
from onrecord.extract.words import Words, words_of
from onrecord.model.evidence import cut
from onrecord.model.ids import DocumentId
from onrecord.model.statement import Mention, MentionKind
from onrecord.tables import given_names

_PART = r"(?:[A-Z][\w.&'’-]{0,40}|of|and|for|the|on|&)"
_INTRODUCED = re.compile(
    rf"(?<![\w.&'’-])({_PART}(?:\s{_PART}){{1,9}})\s\((?:the\s)?[“\"]?([A-Z][A-Za-z&-]{{1,8}})[”\"]?[,)]"
)
_SPEAKER = re.compile(r"([A-Z]\w+)(?:['’]s)?(?=,?\Z|,|\sand\s)")
_GOES_ON = PUBLIC_ENDINGS | ORGANISATION_ENDINGS | WORKS_ENDINGS
_STAYS = frozenset({"Group", "News", "Campaign", "Team", "Project"})
"""Words that may follow a known name without making it another one ("Microsoft Team")."""


def mentions(
    document: DocumentId,
    text: str,
    ranges: Sequence[tuple[int, int]],
    sources: Sequence[tuple[int, int]] = (),
) -> Iterator[Mention]:
    """Find names in order, none overlapping another.

    Args:
        document: Whose text it is.
        text: The whole text.
        ranges: Where names are looked for.
        sources: Places of the sources of statements: a lone capitalised word there is a name.
    """
    columns = [words_of(text, low, high) for low, high in ranges]
    known = Known(small=frozenset(word for words in columns for word in words.forms if word.islower()))
    for low, high in ranges:
        _learn_acronyms(known, text, low, high)
    _learn_speakers(known, text, sources)
    for words in columns:
        _learn_surnames(known, words)
    for words in columns:
        for name in _names(known, words):
            yield _mention(document, words, name)


def _mention(document: DocumentId, words: Words, name: Name) -> Mention:
    text = words.text
    start, end = words.starts[name.first], words.ends[name.last - 1]
    role = role_of(words, name.first, name.last) if name.kind in {"person", "unknown"} else None
    return Mention(
        name=" ".join(text[start:end].split()),
        kind=name.kind,
        rule=name.rule,
        span=cut(document, text, start, end),
        role=cut(document, text, words.starts[role[0]], words.ends[role[1] - 1]) if role else None,
    )


def _learn_acronyms(known: Known, text: str, low: int, high: int) -> None:
    """Learn acronyms from `Full Name (FN)`."""
    for match in _INTRODUCED.finditer(text, low, high):
        acronym = match[2]
        parts = match[1].split()
        for first in range(len(parts) - 1, -1, -1):
            initials = "".join(part[0] for part in parts[first:] if part[0].isupper())
            if initials.upper() == acronym.upper().replace("&", ""):
                known.acronyms.setdefault(acronym, _full_kind(parts[first:]))
                break


def _full_kind(parts: Sequence[str]) -> MentionKind:
    name = " ".join(parts)
    words = words_of(name, 0, len(name))
    match = known_at(words, 0, len(words))
    return match[1] if match and match[0] == len(words) else kind_of(words.forms)


def _learn_speakers(known: Known, text: str, sources: Sequence[tuple[int, int]]) -> None:
    """Learn names of one word from the sources of statements ("Smith said")."""
    for start, end in sources:
        match = _SPEAKER.match(text[start:end])
        if match is None:
            continue
        form = match[1]
        if form not in PLACES and form.lower() not in NOT_NAMES and form.lower() not in known.small:
            known.lone.setdefault(form, "person" if form in given_names() else "unknown")


def _learn_surnames(known: Known, words: Words) -> None:
    for name in _names(known, words):
        surname = words.forms[name.last - 1]
        if name.kind == "person" and name.last - name.first > 1 and surname not in PLACES:
            known.lone[surname] = "person"


def _names(known: Known, words: Words) -> Iterator[Name]:
    """Find the names in some words: known ones, introduced acronyms, runs of capitals."""
    index, high = 0, len(words)
    while index < high:
        form = words.forms[index]
        if form.islower() or not form[0].isalnum():
            index += 1
            continue
        match = known_at(words, index, high)
        if match is not None and not _goes_on(words, match[0]):
            yield Name(index, match[0], match[1], "table")
            index = match[0]
        elif form in known.acronyms:
            yield Name(index, index + 1, known.acronyms[form], "acronym")
            index += 1
        elif not form[0].isupper():
            index += 1
        else:
            last = run_end(words, index, high)
            name = judge(known, words, index, last)
            if name is not None:
                yield name
            index = name.last if name else last if words.forms[last - 1] in WORKS_ENDINGS else index + 1


def _goes_on(words: Words, last: int) -> bool:
    """Say whether a known name is the beginning of a longer one ("Apple Valley School")."""
    for index in range(last, min(len(words), last + 4)):
        if not words.capital(index):
            return False
        if words.forms[index] in _GOES_ON:
            return words.forms[index] not in _STAYS
    return False
