"""Names of bodies in which the name of a private person stands: `John Smith Construction Inc.` is a firm, John Smith a baker."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from onrecord.model.masks_words import Word, words_of
from onrecord.model.names import LEGAL_FORMS

Bodies = Mapping[str, tuple[tuple[str, ...], ...]]
"""Words of the names of bodies, folded, by the first of them; the longest name first. A comma stays with the word before it."""
NONE: Bodies = {}
JOINED = re.compile(r"[ \t\u00a0]*[&'’/-]?[ \t\u00a0]*\n?[ \t\u00a0]*")
"""What stands between two words of the name of a body. A full stop or a comma may end the name of a person: a comma joins only where the name is recorded with one."""
LISTED = re.compile(r",[ \t\u00a0]*\n?[ \t\u00a0]*|" + JOINED.pattern)
BEFORE_FORM = re.compile(r"[ \t\u00a0]*,?[ \t\u00a0]*\n?[ \t\u00a0]*")
"""What stands before a legal form."""


def bodies_of(names: Iterable[str]) -> Bodies:
    """Put names of bodies in order: each as it is recorded, and without its legal form.

    One with a comma within counts with its legal form only: without it, it may be a person's (`Smith, John M`).
    """
    found: dict[str, set[tuple[str, ...]]] = {}
    for name in names:
        words = tuple(_with_commas(name))
        while len(words) > 2:  # two words may be the person's own
            found.setdefault(words[0].rstrip(","), set()).add(words)
            if words[-1] not in LEGAL_FORMS or any(one.endswith(",") for one in words[:-2]):
                break
            words = (*words[:-2], words[-2].rstrip(","))
    return {first: tuple(sorted(some, key=lambda one: (-len(one), one))) for first, some in found.items()}


def _with_commas(name: str) -> Iterator[str]:
    words = words_of(name)
    for number, one in enumerate(words):
        gap = name[one.end : words[number + 1].start] if number + 1 < len(words) else ""
        yield f"{one.folded}," if LISTED.fullmatch(gap) and "," in gap else one.folded


def places_of_bodies(text: str, words: Sequence[Word], bodies: Bodies) -> list[tuple[int, int]]:
    """List where names of bodies stand in a text, from offset to offset.

    Each word has its capital; without any, the text is a folded name and nothing else (`org:john smith construction`).
    """
    found = []
    number = 0
    while number < len(words):
        count = next((len(one) for one in bodies.get(words[number].folded, ()) if _stands(text, words, number, one)), 0)
        if count:
            found.append((words[number].start, words[number + count - 1].end))
        number += count or 1
    return found


def _stands(text: str, words: Sequence[Word], number: int, name: tuple[str, ...]) -> bool:
    run = words[number : number + len(name)]
    if tuple(one.folded for one in run) != tuple(one.rstrip(",") for one in name):
        return False
    is_key = text.islower() and len(run) >= len(words) - 1
    if not is_key and not all(text[one.start].isupper() for one in run):
        return False
    return all(
        (BEFORE_FORM if after.folded in LEGAL_FORMS else LISTED if recorded.endswith(",") else JOINED).fullmatch(
            text, before.end, after.start
        )
        or (len(before.folded) == 1 and text[before.end : after.start] in {".", ". "})
        for (before, after), recorded in zip(pairwise(run), name, strict=False)
    )
