"""Slips of the pen in names: one letter too many, too few or wrong, or two neighbours swapped, in names of seven letters or more.

Never in shorter names, in names of several words, where the slip is a word or a name of its own (column `near` of the
products, and every other name there), or where the first letter differs: people slip inside words, and most other words
that are one letter away begin otherwise ("partner", "Gartner"). One slip is what Damerau found in four of five
misspelt words (Communications of the ACM 7, 1964); how often the tolerance errs is in evaluation/spending/README.md.
"""

from collections.abc import Container, Iterator
from functools import cache

LETTERS = 7
"""Names with fewer letters are near too many other words."""


def respelt(word: str, names: frozenset[str], words: Container[str]) -> str:
    """Give the one name a word is a slip of, empty when there is none or more than one.

    Args:
        word: In capitals.
        names: All names of one word, in capitals; those of fewer than `LETTERS` letters are never found.
        words: Words that are no slips though they are near a name.
    """
    if len(word) < LETTERS - 1 or not word.isalpha() or word in words or word in names:
        return ""
    index = _index(names)
    near = {name for one in (word, *_shortened(word)) for name in index.get(one, ())}
    found = [name for name in near if name[0] == word[0] and _one_slip(word, name) and not _inflected(word, name)]
    return found[0] if len(found) == 1 else ""


@cache
def _index(names: frozenset[str]) -> dict[str, tuple[str, ...]]:
    """Map every name, whole and with each one letter left out, to the names it comes from."""
    found: dict[str, tuple[str, ...]] = {}
    for name in sorted(names):
        if len(name) >= LETTERS and name.isalpha():
            for one in {name, *_shortened(name)}:
                found[one] = (*found.get(one, ()), name)
    return found


def _shortened(word: str) -> Iterator[str]:
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]


def _one_slip(word: str, name: str) -> bool:
    """Say whether one letter was added, left out or changed, or two neighbours were swapped."""
    if abs(len(word) - len(name)) > 1:
        return False
    start = next((at for at, (one, other) in enumerate(zip(word, name, strict=False)) if one != other), None)
    if start is None:
        return len(word) != len(name)
    if len(word) > len(name):
        return word[start + 1 :] == name[start:]
    if len(word) < len(name):
        return word[start:] == name[start + 1 :]
    swapped = word[start : start + 2][::-1] == name[start : start + 2] and word[start + 2 :] == name[start + 2 :]
    return swapped or word[start + 1 :] == name[start + 1 :]


def _inflected(word: str, name: str) -> bool:
    """Say whether a word is the name's plural or the like: no slip, and for a name that is also a word another word."""
    return word == name + "S" or name == word + "S"
