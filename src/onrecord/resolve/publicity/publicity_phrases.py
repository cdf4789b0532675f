"""The words beside a person's name that may name an office: titles before it, appositions and predicates after it.

Only what stands straight beside the name is read, so that an office is never taken from somebody else's: in "the
governor's son Robert" the word beside the name is "son".
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from onrecord.resolve.publicity.publicity_words import (
    ABBREVIATIONS,
    BLOCKERS,
    CONNECTORS,
    DETERMINERS,
    HEADS,
    KIN,
    MODIFIERS,
    OWNERS,
    PLURALS,
    PREPOSITIONS,
    STOPS,
)

BACK, AHEAD = 160, 260
"""Characters read before and after a name."""
LONGEST_CORE, LONGEST_COMPLEMENT = 12, 14
"""Words."""
_WORD = re.compile(r"[^\W_](?:[\w&]|[-'’.](?=\w))*|[^\w\s]")
_INITIALS = re.compile(r"[A-Za-z](?:\.[A-Za-z])+|[A-Z]")
_NAME_OPENS = re.compile(r",\s+(?:\d{1,3},\s+)?(?:now\s+)?(?:who\s+(?:also\s+)?(?:is|was|serves as|served as)\s+)?")
_NAME_IS = re.compile(
    r"\s+(?:is|was|became|remains|serves as|served as|was (?:named|appointed|elected|sworn in as))\s+(?=\w)"
)
_AND_IS = re.compile(r",\s+(?:who|an?)\s[^,;.\n]{3,90}?\s(?:and|who)\s(?:now\s)?is\s(?:now\s)?(?=\w)")
"""The second thing said of somebody: ", an activist who hosts a show and is president of the board"."""
_WITH_ANOTHER = re.compile(r"\s+and\s+(?:[A-Z][\w.'’-]+\s+){0,3}[A-Z][\w'’-]+,\s+(?=\w)")
"""A second name between a name and the apposition of both: "Ann Clarke and Bob Reid, the firm's founders,"."""
_IN_BRACKETS = re.compile(r"\s\((?=[A-Z][^()\n]{3,80}\))")
_CLOSED = re.compile(r",(?!\s+(?:an?|the|\d{1,3}|who)\b)|[.;)]")
"""What follows a name that is itself an apposition ("its director, Ann Clarke, said")."""
_JOINED = re.compile(r",?\s+(?:and|&)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word or a mark and its place in the text."""

    text: str
    start: int
    end: int

    @property
    def lower(self) -> str:
        """Give the word in small letters without a possessive."""
        return self.text.lower().removesuffix("'s").removesuffix("’s")

    @property
    def capital(self) -> bool:
        """Tell whether the word begins as names do."""
        return self.text[0].isupper()


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A noun phrase beside a name: `former` `chairman` | `of the Ohio Republican Party`.

    Attributes:
        core: The words up to the head, which is the last.
        complement: From the preposition behind the head on; empty without one.
        where: On which side of the name it stands.
        owned: It says whose office it is, in the phrase or by a pronoun before it.
    """

    core: tuple[Word, ...]
    complement: tuple[Word, ...]
    where: Literal["before", "after"]
    owned: bool = False

    @property
    def head(self) -> Word:
        """Give the word that says what the person is."""
        return self.core[-1]

    @property
    def noun(self) -> str:
        """Give the head in small letters, of several people as of one."""
        return PLURALS.get(self.head.lower, self.head.lower)

    @property
    def start(self) -> int:
        """First character of the phrase, code points of the document."""
        return self.core[0].start

    @property
    def end(self) -> int:
        """End of the phrase."""
        return max(self.core[-1].end, self.complement[-1].end if self.complement else 0)


def words_of(text: str, start: int, end: int) -> list[Word]:
    """Cut a stretch of a text into words and marks; a period that belongs to an abbreviation is left out."""
    found = [Word(text=one[0], start=one.start(), end=one.end()) for one in _WORD.finditer(text, max(0, start), end)]
    kept = found[:1]
    for before, word in pairwise(found):
        if word.text != "." or not _is_abbreviation(before):
            kept.append(word)
    return kept


def _is_abbreviation(word: Word) -> bool:
    return word.lower in ABBREVIATIONS or _INITIALS.fullmatch(word.text) is not None


def phrases(text: str, start: int, end: int) -> Iterator[Phrase]:
    """List the phrases beside a name, titles first.

    Args:
        text: The document's text.
        start: Where the name begins, without titles in it.
        end: Where it ends.
    """
    yield from _before(text, start, end)
    yield from _after(text, end)


def _before(text: str, start: int, end: int) -> Iterator[Phrase]:
    """Read the title before a name, or the phrase whose apposition the name is ("its director, Ann Clarke,")."""
    first = max(text.rfind("\n", 0, start) + 1, start - BACK)
    words = words_of(text, first, start)
    apposed = bool(words) and words[-1].text == ","
    if apposed:
        words.pop()
    low = len(words)
    while low > max(0, len(words) - LONGEST_CORE) and _of_title(words[low - 1]):
        low -= 1
    opening, found = words[:low], words[low:]
    while found and found[0].text.lower() in CONNECTORS:
        opening.append(found.pop(0))
    joint = max((place for place, word in enumerate(found) if word.text == "and"), default=0)
    if joint and found[joint - 1].lower not in HEADS:  # "Ann Clarke and Senator": only the title is this name's
        opening, found = [*opening, *found[: joint + 1]], found[joint + 1 :]
    if not found or found[-1].text.lower() in CONNECTORS:  # "a spokesman for Ann Clarke"
        return
    owned = _owned(opening, found)
    closed = _CLOSED.match(text, end) or (owned and text.startswith(",", end))
    if apposed and not (closed and _opens(opening, owned=owned)):
        return
    core, complement = _parted(found)
    if core and not (_is_object(opening, core) and not apposed) and not _blocked(opening):
        yield Phrase(core=tuple(core), complement=tuple(complement), where="before", owned=owned)


def _blocked(opening: Sequence[Word]) -> bool:
    """Tell whether a word left of the title makes none of it: "student" in "student body president"."""
    near: list[str] = []
    for word in reversed(opening[-3:]):
        if not word.text.isalpha() or word.lower in STOPS or word.lower in PREPOSITIONS or word.text == "and":
            break
        near.append(word.lower)
    return not BLOCKERS.isdisjoint(near)


def _is_object(opening: Sequence[Word], core: Sequence[Word]) -> bool:
    """Tell whether a bare word may be somebody else: "told the judge Ann Clarke lied", "told prosecutors Ann Clarke fled"."""
    bare = len(core) == 1 and not core[0].capital
    return bare and (core[0].lower in PLURALS or (bool(opening) and opening[-1].lower in {"the", "a", "an"}))


def _is_head(word: Word) -> bool:
    return word.lower in HEADS or word.lower in PLURALS


def _of_title(word: Word) -> bool:
    lower = word.lower
    if lower in STOPS or (word.text != lower and lower in PREPOSITIONS | DETERMINERS):
        return False
    return word.capital or _is_head(word) or lower in MODIFIERS or word.text in CONNECTORS


def _owned(opening: Sequence[Word], found: Sequence[Word]) -> bool:
    """Tell whether a phrase says whose office it names: "Nevada's governor", "its director"."""
    return any(word.text.endswith(("'s", "’s", "'", "’")) for word in (*opening[-1:], *found)) or (
        bool(opening) and opening[-1].lower in OWNERS
    )


def _opens(opening: Sequence[Word], *, owned: bool) -> bool:
    """Tell whether a phrase before a comma is whole: it has a determiner or owner, and is nobody's complement."""
    determined = bool(opening) and opening[-1].lower in DETERMINERS
    rest = opening[:-1] if determined else opening
    if not (owned or determined) or not rest or rest[-1].lower not in {"of", "for", "with", "by", "to"}:
        return owned or determined
    return len(rest) > 1 and not _somebody(rest[-2])


def _somebody(word: Word) -> bool:
    """Tell whether a word may name a person ("a driver of the mayor, Ann Clarke,": she may be the driver)."""
    return word.lower in KIN or word.lower in HEADS or word.lower.endswith(("er", "or", "ist", "ant", "end", "ly"))


def _parted(found: list[Word]) -> tuple[list[Word], list[Word]]:
    """Part a title from what it is of: `Secretary` | `of State`; what ends in a head stays whole."""
    if _is_head(found[-1]):
        own = max((place + 1 for place, word in enumerate(found) if _of_another(found, place, word)), default=0)
        return found[own:], []
    cut = next((place for place, word in enumerate(found) if word.lower in {"of", "for"} and place), 0)
    return (found[:cut], found[cut:]) if cut and found[cut - 1].lower in HEADS else ([], [])


def _of_another(found: Sequence[Word], place: int, word: Word) -> bool:
    """Tell whether a word ends somebody else's office: "spokesman for" before "candidate Ann Clarke"."""
    return word.text in {"of", "for"} and place > 0 and _is_head(found[place - 1])


def _after(text: str, end: int) -> Iterator[Phrase]:
    """Read an apposition, a predicate or brackets after a name."""
    opens = _NAME_OPENS.match(text, end) or _NAME_IS.match(text, end) or _IN_BRACKETS.match(text, end)
    if opens is not None:
        yield from _opened(text, opens.end())
    if again := _AND_IS.match(text, end):
        yield from _opened(text, again.end())
    if joint := _WITH_ANOTHER.match(text, end):
        yield from (one for one in _opened(text, joint.end()) if one.head.lower in PLURALS)


def _opened(text: str, start: int) -> Iterator[Phrase]:
    line = text.find("\n", start)
    words = words_of(text, start, min(start + AHEAD, line if line >= 0 else len(text)))
    place, definite = 0, False
    while place < len(words) and words[place].lower in DETERMINERS:
        definite = definite or words[place].lower == "the"
        place += 1
    core, stop = _core(words, place)
    complement = _complement(words, stop)
    if definite and not complement and core and (joined := _JOINED.match(text, core[-1].end)):
        other, _ = _core(words, stop + (1 if joined[0].startswith(" ") else 2))
        if not other or not _is_head(other[-1]):  # "Ann Clarke, the mayor and two officers": the mayor is somebody else
            return
    owned = place > 0 and words[place - 1].lower in OWNERS
    if core:
        yield Phrase(core=tuple(core), complement=tuple(complement), where="after", owned=owned)
    if stop < len(words) and words[stop].text in {"and", "&", "/"}:
        yield from _second(words, stop + 1)
    for offset, word in enumerate(complement):
        following = complement[offset + 1].lower if offset + 1 < len(complement) else ""
        if word.text == "and" and following in {"a", "an", "former", "current", "now"}:
            yield from _second(words, stop + offset + (2 if following in {"a", "an"} else 1))


def _second(words: Sequence[Word], place: int) -> Iterator[Phrase]:
    """Read the second office of two: "an adviser to the senator and a former director of the agency"."""
    core, stop = _core(words, place)
    if core and core[0].lower not in DETERMINERS:
        yield Phrase(core=tuple(core), complement=tuple(_complement(words, stop)), where="after")


def _core(words: Sequence[Word], place: int) -> tuple[list[Word], int]:
    """Read words up to a mark, a preposition or a verb; `of` inside a name goes on ("a University of Ohio professor")."""
    core: list[Word] = []
    while place < len(words) and len(core) < LONGEST_CORE:
        word = words[place]
        inside = word.text == "of" and core and core[-1].capital and core[-1].lower not in HEADS
        if inside and place + 1 < len(words) and words[place + 1].capital:
            place += 1
            continue
        plural = word.text in {"'", "’"} and core and core[-1].text.endswith("s")
        if plural or (word.text == "-" and core):
            place += 1
            continue
        ends = not word.text[0].isalnum() or word.lower in STOPS or word.lower in PREPOSITIONS
        if ends or word.text in {"and", "&"}:
            break
        core.append(word)
        place += 1
    return core, place


def _complement(words: Sequence[Word], place: int) -> list[Word]:
    """Read what a phrase is of: from its preposition to the next mark or verb."""
    if place >= len(words) or words[place].lower not in PREPOSITIONS:
        return []
    found: list[Word] = []
    for word in words[place : place + LONGEST_COMPLEMENT]:
        if (not word.text[0].isalnum() and word.text not in {"&", "'", "’"}) or word.text.lower() in STOPS:
            break
        found.append(word)
    while found and not found[-1].text[0].isalnum():
        found.pop()
    return found if len(found) > 1 else []
