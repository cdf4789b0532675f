"""What differs between two wordings of one utterance, word by word."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal

PIECE = re.compile(r"\w+(?:['’]\w+)*|\s+|[^\w\s]+")
LONGEST = 1_500
"""Words of one side; what is longer is shown whole, for comparing takes time that grows with the square."""
MARKS = str.maketrans("’‘“”«»", '\'\'""""')

Change = Literal["same", "changed", "only", "aside"]
"""`changed`: other words stand in their place there; `only`: nothing stands there; `aside`: words of the reporter, not compared."""


@dataclass(frozen=True, slots=True)
class Words:
    """Some words of one side, and what became of them on the other."""

    text: str
    change: Change


@dataclass(frozen=True, slots=True)
class Wording:
    """A wording as it is compared: stretches of the text, and whether each is the reporter's and left out of it."""

    stretches: tuple[tuple[str, bool], ...]


def changes(ours: Wording, theirs: Wording) -> tuple[tuple[Words, ...], tuple[Words, ...]]:
    """Hold two wordings against each other; marks, capitals and spaces alone make no difference."""
    left, right = _pieces(ours), _pieces(theirs)
    here, there = _compared(left), _compared(right)
    if max(len(here), len(there)) > LONGEST:
        return _joined(left, {}), _joined(right, {})
    found: tuple[dict[int, Change], dict[int, Change]] = ({}, {})
    words = [[_folded(side[place][0]) for place in at] for side, at in ((left, here), (right, there))]
    for kind, low, high, from_, to in SequenceMatcher(None, words[0], words[1], autojunk=False).get_opcodes():
        change: Change = "same" if kind == "equal" else "changed" if kind == "replace" else "only"
        found[0].update(dict.fromkeys(here[low:high], change))
        found[1].update(dict.fromkeys(there[from_:to], change))
    return _joined(left, found[0]), _joined(right, found[1])


def _pieces(one: Wording) -> list[tuple[str, bool]]:
    return [
        (" " if piece.isspace() else piece, aside) for text, aside in one.stretches for piece in PIECE.findall(text)
    ]


def _compared(pieces: Sequence[tuple[str, bool]]) -> list[int]:
    """List the places of the words that are compared."""
    return [
        place for place, (text, aside) in enumerate(pieces) if not aside and (text[0].isalnum() or text[0] in "$€£%")
    ]


def _folded(word: str) -> str:
    return word.translate(MARKS).casefold()


def _joined(pieces: Sequence[tuple[str, bool]], changed: dict[int, Change]) -> tuple[Words, ...]:
    """Join what stands side by side and fared alike; spaces and marks go with the word before where the one after fared alike."""
    marked: list[tuple[str, Change]] = []
    places = [place for place, (_, aside) in enumerate(pieces) if aside or place in changed]
    for place, (text, aside) in enumerate(pieces):
        change: Change = "aside" if aside else changed.get(place, "same")
        if not aside and place not in changed:
            around = _beside(place, places, pieces, changed)
            change = around[0] if around[0] == around[1] and around[0] != "aside" else "same"
        marked.append((text, change))
    return tuple(
        Words("".join(text for text, _ in group), change) for change, group in groupby(marked, key=lambda one: one[1])
    )


def _beside(
    place: int, places: Sequence[int], pieces: Sequence[tuple[str, bool]], changed: dict[int, Change]
) -> tuple[Change, Change]:
    before = next((one for one in reversed(places) if one < place), None)
    after = next((one for one in places if one > place), None)

    def of(one: int | None) -> Change:
        return "same" if one is None else "aside" if pieces[one][1] else changed[one]

    return of(before), of(after)
