"""Where the names of people stand in a text: whole names by an index of all their forms, lone parts, and runs that look like names.

A name is compared word by word: case, accents, marks of direction, what joins the words (a blank, a dot, a hyphen, `%20`)
and initials between them do not count. Searching takes linear time: each word of a text is looked up once.
"""

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from onrecord.model.masks import SOMEBODY, Mask
from onrecord.model.masks_bodies import NONE, Bodies, places_of_bodies
from onrecord.model.masks_words import PARTICLES, WORD, Word, fold, other_readings, spellings, words_of

WORDS_MOST = 8
"""Words of a name that are turned about; a longer one is a list."""
GAP = 4
"""Characters that may stand between two words of a name."""
WIDE_GAP = 60
"""The same of white space only, as at the end of an indented line and between columns."""
LONG_GIVEN = 5
"""Letters of a given name that is known with one letter of the surname behind it: with fewer it is another word."""
JOINED_LENGTH = 6
"""Letters of a given name and a surname written as one word, as in addresses."""
HELD_LENGTH, HELD_START = 9, 4
"""The same of one that is found within a longer word there, and of its beginning that is looked for first."""
ENDINGS = frozenset({"s", "t", "d", "m", "ll", "re", "ve"})
"""What stands behind an apostrophe that ends a name; behind others it goes on (`O’Brien`)."""
MARKUP = frozenset({"br", "nbsp"})
"""What stands between two words of a name where a text was not cleaned of it."""
ASCII_WORD = re.compile("[a-z]+")
ADDRESSED = re.compile(r"://|www\.|[@#/\\_]|\.[a-z]{2,5}\b|[a-z0-9]-[a-z0-9]")
"""What an address or the name of a file has in it: there names stand in small letters, and as one word."""
ADDRESS_LENGTH = 200
"""Characters around a word in which it is looked for."""
TITLES = frozenset(
    """mr mrs ms miss mx dr prof professor sir dame lord lady sen senator rep representative gov governor judge justice
    gen col maj capt captain lt sgt sergeant cpl pvt officer detective rev reverend father sister brother imam rabbi
    nurse coach""".split()  # noqa: SIM905  # reads better than a list
)
SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "phd", "md", "dds", "dvm", "esq", "lmft", "rn", "psyd"})


FUNCTION_WORDS = frozenset(
    """a after also although and as at because before but by for former from had has he her his how if in into is it its
    later not of on or our she since so that the their then they this to was we were what when where which while who why
    will with would yet""".split()  # noqa: SIM905  # reads better than a list
)
"""What a rule may have taken for the beginning or the end of a name: `In Doe`."""


OF_SURNAMES = frozenset({"de", "del", "della", "la", "von", "zu", "mc", "mac"})
"""Small words that stand before surnames and before little else."""
FORMS_OF_ADDRESS = frozenset({"mr", "mrs", "ms", "miss", "mx"})
INITIALS_BEHIND = re.compile(
    r"[ \u00a0][^\W\d_a-z]\.|,[ \u00a0](?:[^\W\d_a-z]\.[ \u00a0]?)*[^\W\d_a-z]\.(?![ \u00a0]?[^\W\d_a-z][^\W\d_A-Z])"
)
"""The initial of a surname behind a given name, and initials behind a surname and a comma, no next name behind them."""
AGE = re.compile(r",? \(?1?[0-9]{1,2}\)?(?=[,;.)](?![0-9])| years?\b|-year)")
"""How old somebody is, behind their name: `, 58, `, ` (58)`."""
PLACED = frozenset("at from in near outside to toward towards of the".split())  # noqa: SIM905  # reads better than a list
"""Words before the name of a place rather than of a person."""


def parts_of(name: str) -> list[str]:
    """List the words of a person's name, folded, the surname last, without titles and suffixes; initials stay."""
    before, comma, after = name.partition(",")
    if comma and {fold(one) for one in WORD.findall(after)} <= SUFFIXES:
        before, after = name, ""
    found = [fold(one) for one in (*WORD.findall(after), *WORD.findall(before))]
    bare = [one for one in found if one not in TITLES and one not in SUFFIXES]
    while len(bare) > 1 and bare[0] in FUNCTION_WORDS:
        bare.pop(0)
    while len(bare) > 1 and bare[-1] in FUNCTION_WORDS:
        bare.pop()
    return (bare or found)[:WORDS_MOST]


def forms_of(name: str) -> set[tuple[str, ...]]:
    """List the ways in which a name of two words and more may be written, folded: in any turn, with and without initials."""
    return set[tuple[str, ...]]().union(*map(_turns, spellings(name)))


def _turns(name: str) -> set[tuple[str, ...]]:
    parts = parts_of(name)
    whole = [one for one in parts if len(one) > 1]
    if len(whole) < 2:
        return set()
    turns = {(*some[place:], *some[:place]) for some in (parts, whole) for place in range(len(some))}
    return {turn for turn in turns if len(turn) > 1} | {(whole[0], whole[-1]), (whole[-1], whole[0])}


@dataclass(frozen=True, slots=True)
class NameIndex:
    """Forms of names, for finding them.

    Attributes:
        forms: Words of each form, joined by blanks, and what stands in its place.
        ends: The first word of each, with the last words of those that begin so.
        longest: Words of the longest.
        one_word: Given name and surname as one word, and what stands in its place.
        starts: How those begin that are long enough to be found within a longer word.
        uncased: Names in scripts without capitals, found wherever their letters stand.
        bodies: Names of bodies in which those of people stand: there they are the body's.
    """

    forms: Mapping[str, str]
    ends: Mapping[str, AbstractSet[str]]
    longest: int
    one_word: Mapping[str, str]
    starts: AbstractSet[str]
    uncased: Mapping[str, str]
    bodies: Bodies = field(default_factory=dict)

    def may_hold(self, text: str) -> bool:
        """Tell at a glance whether any of the names can stand in a text."""
        if not self.ends and not self.uncased:
            return False
        found = set(ASCII_WORD.findall(text.lower())) if text.isascii() else set(map(fold, WORD.findall(text)))
        for words in other_readings(text):
            found.update(one.folded for one in words)
        if any(not self.ends[first].isdisjoint(found) for first in found.intersection(self.ends)):
            return True
        if not found.isdisjoint(self.one_word) or any(one in text for one in self.uncased):
            return True
        return any(next(self._held(one), None) for one in found if len(one) > HELD_LENGTH)

    def _held(self, word: str) -> Iterator[tuple[int, int, str]]:
        """List names written as one word that stand within a longer one, with what stands in their place."""
        for start in range(len(word) - HELD_LENGTH + 1):
            if word[start : start + HELD_START] in self.starts:
                for end in range(len(word), start + HELD_LENGTH - 1, -1):
                    if (label := self.one_word.get(word[start:end])) is not None:
                        yield start, end, label
                        break

    def find(self, text: str, words: Sequence[Word] | None = None) -> list[Mask]:
        """List where names of the index stand, each with the title before it and the suffix behind it.

        Args:
            text: The text.
            words: Its words, where they are at hand.
        """
        if not self.may_hold(text):
            return []
        words = words_of(text) if words is None else words
        found = [Mask(at, at + len(name), label) for name, label in self.uncased.items() for at in _places(text, name)]
        for reading in (words, *other_readings(text, words)):
            found += self._find(text, reading)
        kept = places_of_bodies(text, words, self.bodies) if found and self.bodies else ()
        return [one for one in found if not any(start <= one.start and one.end <= end for start, end in kept)]

    def _find(self, text: str, words: Sequence[Word]) -> Iterator[Mask]:
        number = 0
        while number < len(words):
            taken, label = self._at(text, words, number)
            if taken:
                yield extended(text, words, number, number + taken - 1, label)
            number += taken or 1
        if self.one_word:
            yield from lone(text, words, {}, addressed=self.one_word)
        for one in words if self.starts else ():
            if len(one.folded) > HELD_LENGTH and one.end - one.start == len(one.folded):
                for start, end, label in self._held(one.folded):
                    if _is_in_address(text, one):
                        yield Mask(one.start + start, one.start + end, label)

    def _at(self, text: str, words: Sequence[Word], number: int) -> tuple[int, str]:
        """Say how many words from one on are a name, the most that fit, and what stands in its place."""
        reach = _reach(text, words, number, self.longest + 2) if words[number].folded in self.ends else 0
        for count in range(reach, 1, -1):
            run = words[number : number + count]
            if run[-1].folded not in self.ends[run[0].folded]:
                continue
            for kept in (run, _without_middle(text, run)):
                label = self.forms.get(" ".join(one.folded for one in kept))
                if label is not None:
                    return count, label
        return 0, ""


def index_of(
    names: Iterable[tuple[str, str]], public: Container[str] = frozenset(), *, bodies: Bodies = NONE
) -> NameIndex:
    """Make an index of `(name, what stands in its place)`; of one name given twice with two words, nobody knows who is meant.

    Args:
        names: As they are written.
        public: Forms, joined by blanks, that are somebody else's names too: left out.
        bodies: Names of bodies in which they may stand.
    """
    forms: dict[str, str] = {}
    one_word: dict[str, str] = {}
    uncased: dict[str, str] = {}
    for name, label in names:
        if len(name) > 1 and name.upper() == name.lower() and any(letter.isalpha() for letter in name):
            uncased[name] = _either(uncased.get(name), label)
        for form in forms_of(name):
            key = " ".join(form)
            if key in public or key == SOMEBODY.removeprefix("a "):
                continue
            forms[key] = _either(forms.get(key), label)
            if len(form) == 2 and min(map(len, form)) > 1 and len(form[0] + form[1]) >= JOINED_LENGTH:
                one_word["".join(form)] = _either(one_word.get("".join(form)), label)
    starts = frozenset(one[:HELD_START] for one in one_word if len(one) >= HELD_LENGTH)
    ends: dict[str, set[str]] = {}
    for key in forms:
        ends.setdefault(key.partition(" ")[0], set()).add(key.rpartition(" ")[2])
    longest = max((key.count(" ") + 1 for key in forms), default=0)
    return NameIndex(forms, ends, longest, one_word, starts, uncased, bodies)


def _either(held: str | None, label: str) -> str:
    return label if held in {None, label} else SOMEBODY


def _places(text: str, name: str) -> Iterator[int]:
    place = text.find(name)
    while place >= 0:
        yield place
        place = text.find(name, place + len(name))


def _reach(text: str, words: Sequence[Word], number: int, most: int) -> int:
    """Count the words from one on that stand close enough to be one name."""
    count = 1
    while count < most and number + count < len(words):
        gap = text[words[number + count - 1].end : words[number + count].start]
        most_apart = WIDE_GAP if gap.isspace() else GAP
        is_ending = gap in {"'", "’"} and words[number + count].folded in ENDINGS
        if len(gap) > most_apart or gap.count("\n") > 1 or is_ending:
            break
        count += 1
    return count


def _without_middle(text: str, run: Sequence[Word]) -> Sequence[Word]:
    """Leave out what may stand between the first and the last word: initials, a nickname in quotation marks, a title."""
    left_out = TITLES | PARTICLES | MARKUP
    inner = [
        one
        for one in run[1:-1]
        if len(one.folded) > 1 and text[one.start - 1] not in "\"“‘'(«" and one.folded not in left_out
    ]
    return [run[0], *inner, run[-1]]


def extended(text: str, words: Sequence[Word], first: int, last: int, label: str) -> Mask:
    """Let a run of words take in the titles and initials before it and the suffix behind it."""
    while first and _belongs_before(text, words, first):
        first -= 1
    if last + 1 < len(words) and words[last + 1].folded in SUFFIXES:
        gap = text[words[last].end : words[last + 1].start]
        last += len(gap) <= 2 and "\n" not in gap
    return Mask(words[first].start, words[last].end, label)


def _belongs_before(text: str, words: Sequence[Word], first: int) -> bool:
    before, gap = words[first - 1], text[words[first - 1].end : words[first].start]
    if not text[before.start].isupper() or gap not in {" ", ". ", ".", ".\u00a0", "\u00a0"}:
        return False
    return before.folded in TITLES or (len(before.folded) == 1 and gap.startswith("."))


def lone_words(names: Iterable[tuple[str, str]], among: Container[str] = ()) -> tuple[dict[str, str], dict[str, str]]:
    """List the single words by which people who are named in a text may be meant there, and those for addresses.

    Args:
        names: `(name, what stands in its place)`.
        among: Words that stand for nobody by themselves.
    """
    plain: dict[str, str] = {}
    addressed: dict[str, str] = {}
    for name, label in names:
        for parts in map(parts_of, spellings(name)):
            for one in parts:
                if len(one) > 1 and one not in PARTICLES and one not in among:
                    plain[one] = _either(plain.get(one), label)
            for one in _in_addresses(parts):
                addressed[one] = _either(addressed.get(one), label)
    return plain, addressed


def _in_addresses(parts: Sequence[str]) -> Iterator[str]:
    """List how a name is written as one word in an address, with its initials or without."""
    if len(parts) < 2 or len(parts[-1]) < 3:
        return
    given, surname = parts[0], parts[-1]
    yield from (given[0] + surname, surname + given[0], given + surname, surname + given)
    if len(parts) > 2:
        yield given[0] + "".join(one[0] for one in parts[1:-1]) + surname
    if len(given) >= LONG_GIVEN:
        yield given + surname[0]


def lone(
    text: str,
    words: Sequence[Word],
    plain: Mapping[str, str],
    *,
    addressed: Mapping[str, str],
    is_address: bool = False,
) -> list[Mask]:
    """List where single words of names stand: with a capital, or in any case in what is an address.

    Args:
        text: The text.
        words: Its words.
        plain: What stands in the place of each.
        addressed: The same, for words that count in addresses only.
        is_address: The whole text is one.
    """
    hits = [number for number, one in enumerate(words) if one.folded in plain or one.folded in addressed]
    plural = [
        number for number, one in enumerate(words) if number and one.folded[:-1] in plain and one.folded.endswith("s")
    ]
    if not hits and not plural:
        return []
    found = []
    for number in hits:
        one = words[number]
        if one.folded in plain and not text[one.start].islower():
            found.append(_with_small_parts(text, words, number, plain[one.folded]))
        elif is_address or _is_in_address(text, one):
            label = plain.get(one.folded) or addressed[one.folded]
            found.append(Mask(one.start, one.end, label))
    for number in plural:  # "the Doves" of a family; "Does" alone is a verb
        one = words[number]
        if words[number - 1].folded == "the" and text[one.start].isupper() and one.folded not in plain:
            found.append(Mask(one.start, one.end, plain[one.folded[:-1]]))
    return found


def _with_small_parts(text: str, words: Sequence[Word], number: int, label: str) -> Mask:
    """Let a part of a name take in what belongs to it: the `O’` or `De la` before it, the initial of a surname behind it."""
    first = number
    while first:
        before, gap = words[first - 1], text[words[first - 1].end : words[first].start]
        is_small = len(before.folded) == 1 and gap in {"'", "’"}
        if not is_small and not (before.folded in OF_SURNAMES and gap == " "):
            break
        first -= 1
    mask = extended(text, words, first, number, label)
    behind = INITIALS_BEHIND.match(text, mask.end)
    return Mask(mask.start, behind.end(), label) if behind else mask


def _is_in_address(text: str, one: Word) -> bool:
    before = text[max(0, one.start - ADDRESS_LENGTH) : one.start]
    after = text[one.end : one.end + ADDRESS_LENGTH]
    left = re.split(r"\s", before)[-1]
    return ADDRESSED.search(left + text[one.start : one.end] + re.split(r"\s", after, maxsplit=1)[0]) is not None


def name_runs(text: str, words: Sequence[Word], given: Container[str], others: Container[str]) -> list[Mask]:
    """List runs of words with capitals that begin with a given name, as a last net for names that no rule has found.

    Args:
        text: The text; in one without small letters nothing is found, since there every word has capitals.
        words: Its words.
        given: Given names, folded.
        others: Words that stand in names of places, bodies and things, folded: a run with one is none.
    """
    found = []
    number = 0
    while number < len(words):
        count = _run_length(text, words, number) if words[number].folded in given else 0
        thing = next((at for at, one in enumerate(words[number : number + count]) if one.folded in others), None)
        if count > 1 and thing is None:
            found.append(extended(text, words, number, number + count - 1, SOMEBODY))
        number += max(1, count if thing is None else thing + 1)
    return found


def shown_as_people(text: str, words: Sequence[Word], public: Container[str]) -> list[Mask]:
    """List names that what stands beside them shows to be a person's: `Mrs. Doe`, `Zorblat Doe, 58, `.

    Args:
        text: The text.
        words: Its words.
        public: Words of names of public people: a name of these alone is theirs.
    """
    found = []
    for number, one in enumerate(words):
        titled = one.folded in FORMS_OF_ADDRESS and text[one.start].isupper()
        first = number + titled
        count = _run_length(text, words, first) if first < len(words) else 0
        if titled and text[one.end : words[first].start if first < len(words) else one.end] not in {
            " ",
            ". ",
            "\u00a0",
            ".\u00a0",
        }:
            continue
        last = words[first + count - 1] if count else one
        if count and (titled or (count > 1 and AGE.match(text, last.end))):
            run = words[first : first + count]
            if not all(each.folded in public for each in run):
                found.append(extended(text, words, first, first + count - 1, SOMEBODY))
    return found


def lone_given_names(text: str, words: Sequence[Word], given: Container[str], public: Container[str]) -> list[Mask]:
    """List given names that stand alone: no word with a capital beside them, no place by the word before them.

    Args:
        text: The text.
        words: Its words.
        given: Given names, folded, that have no other sense.
        public: Words of names of public people: theirs.
    """
    found = []
    for number, one in enumerate(words):
        if one.folded not in given or one.folded in public or not _is_name_word(text, one):
            continue
        before = words[number - 1] if number else None
        after = words[number + 1] if number + 1 < len(words) else None
        if before and _adjoins(text, before, one) and (text[before.start].isupper() or before.folded in PLACED):
            continue
        if not (after and _adjoins(text, one, after) and text[after.start].isupper()):
            found.append(Mask(one.start, one.end, SOMEBODY))
    return found


def _adjoins(text: str, one: Word, other: Word) -> bool:
    return text[one.end : other.start] in {" ", "-", "\u00a0", "\n"}


def _run_length(text: str, words: Sequence[Word], number: int) -> int:
    """Count the words of a name: capitals with small letters behind them, initials, particles between; it ends in a word."""
    if not _is_name_word(text, words[number]):
        return 0
    count, whole = 1, 1
    while number + count < len(words) and count < WORDS_MOST:
        one = words[number + count]
        gap = text[words[number + count - 1].end : one.start]
        initial = len(one.folded) == 1 and text[one.start].isupper()
        before = words[number + count - 1]
        after_initial = len(before.folded) == 1
        if gap not in {" ", "\u00a0", "-"} and not (after_initial and gap in {". ", "."}) and gap not in {"’", "'"}:
            break
        if gap in {"’", "'"} and not (after_initial and before.folded in {"o", "d"}):
            break
        count += 1
        if _is_name_word(text, one):
            whole = count
        elif not initial and one.folded not in PARTICLES:
            break
    return whole


def _is_name_word(text: str, one: Word) -> bool:
    inner = text[one.start + 1 : one.end]
    return text[one.start].isupper() and any(letter.islower() for letter in inner)
