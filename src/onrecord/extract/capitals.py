"""Runs of capitalised words: where they end, and what they name."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from onrecord.extract.gazetteer import known_at
from onrecord.extract.lexicon import (
    ADVERBS,
    CONJUNCTIONS,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    SUBORDINATORS,
    vocabulary,
)
from onrecord.extract.name_words import (
    COMPANY_ENDINGS,
    HEADS,
    HEADS_WITH_FOR,
    HEADS_WITH_ON,
    HONORIFICS,
    OFFICES,
    ORGANISATION_ENDINGS,
    PLACE_ENDINGS,
    PLACE_OPENINGS,
    PLACES,
    PRIVATE_BUREAUS,
    PUBLIC_ENDINGS,
    PUBLIC_HEADS,
    ROLE_NOUNS,
    WORKS_ENDINGS,
)
from onrecord.extract.roles import role_of
from onrecord.extract.words import Words
from onrecord.model.statement import MentionKind
from onrecord.tables import given_names

LONGEST_NAME = 12
"""Words; longer runs of capitals are headings."""
_HEADING_REACH = 160
"""Characters; a longer line is no heading."""
_PARTICLES = vocabulary("de la von van bin al el der den du da di le ben")
_SENTENCE_ENDS = frozenset(".!?:;“\"”—–-―•*|‘'(…")
_QUOTE_MARKS = frozenset("\"“'‘")
_OBJECT_OPENINGS = frozenset(("£", "$", "€", "the", "a", "an", "A", "An", "The", "their", "his", "her"))
"""Words that begin the object of a verb and never follow a surname."""
_ACTS = vocabulary("Act Bill Amendment Treaty")
_WITHIN_ACTS = vocabulary(", and of - for the")
_LINKING_HEADS = {"of": HEADS, "on": HEADS_WITH_ON, "for": HEADS_WITH_FOR, "and": HEADS}
NOT_NAMES = (
    DETERMINERS
    | PRONOUNS
    | PREPOSITIONS
    | CONJUNCTIONS
    | SUBORDINATORS
    | ADVERBS
    | vocabulary(
        "there here yes no please ok oh well let's who which what is are was were do does did has have had can could "
        "will would should may might"
    )
)
_SAYING = vocabulary(
    "said says told wrote tweeted added argued noted asked announced declined posted claimed explained insisted "
    "responded replied"
)


@dataclass(slots=True)
class Known:
    """What a document has said of names so far.

    Attributes:
        acronyms: Those it introduced in brackets, with what they stand for.
        lone: Words that alone name somebody: surnames of people it named in full, speakers named by one word.
        small: Words it writes without a capital somewhere.
    """

    acronyms: dict[str, MentionKind] = field(default_factory=dict)
    lone: dict[str, MentionKind] = field(default_factory=dict)
    small: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Name:
    """A name as word indexes, half-open, with the rule that found it."""

    first: int
    last: int
    kind: MentionKind
    rule: str


def run_end(words: Words, first: int, high: int) -> int:
    """Find the end of a run of capitalised words with the small words names hold."""
    last = first + 1
    while last < high and last - first < LONGEST_NAME and _adjoins(words, last):
        form = words.forms[last]
        if words.capital(last) and form != "I":
            if known_at(words, last, high) and words.forms[last - 1] not in {"of", "the", "for", "and", "&"}:
                break
            last += 1
        elif last + 1 < high and words.capital(last + 1) and (form in _PARTICLES or form == "&"):
            last += 2
        elif _links(words, first, last, high):
            last += 2 if words.capital(last + 1) else 3
        else:
            break
    return last


def _adjoins(words: Words, index: int) -> bool:
    """Say whether only a space, or nothing beside a hyphen or "&", stands before a word."""
    gap = words.text[words.ends[index - 1] : words.starts[index]]
    if gap == "":
        return not {"&", "-"}.isdisjoint(words.forms[index - 1 : index + 1])
    return gap.isspace() and "\n" not in gap


def _links(words: Words, first: int, index: int, high: int) -> bool:
    """Say whether a small word goes on with a name: `Department of Justice`, `Center for Democracy and Technology`."""
    following = words.forms[index + 1 : min(high, index + 3)]
    capital = bool(following) and following[0][0].isupper()
    if not capital and not (len(following) > 1 and following[0] == "the" and following[1][0].isupper()):
        return False
    heads = _LINKING_HEADS.get(words.forms[index])
    return heads is not None and not heads.isdisjoint(words.forms[first:index])


def judge(known: Known, words: Words, first: int, last: int) -> Name | None:
    """Decide whether a run of capitalised words is a name, and of what."""
    begins = first == 0 or words.forms[first - 1] in _SENTENCE_ENDS or not _adjoins(words, first)
    named = _without_titles(known, words, first, last, begins=begins)
    titled = any(form in HONORIFICS or form in OFFICES for form in words.forms[first:named])
    first = named
    if first >= last or words.forms[last - 1] in WORKS_ENDINGS or len(words.forms[first]) == 1:
        return None
    forms = words.forms[first:last]
    kind = kind_of(forms)
    if kind != "unknown" and len(forms) > 1:
        return Name(first, last, kind, "ending")
    if _after_place_word(words, first):
        return None
    place = forms[-1] in PLACE_ENDINGS
    if forms[0] in given_names() and 1 < len(forms) <= 4 and forms[1] not in PLACES and not place:
        return None if _verb_in_heading(words, first, last) else Name(first, last, "person", "given name")
    if titled and forms[0] not in PLACES and len(forms) <= 4 and not place:
        return Name(first, last, "person", "title")
    if len(forms) == 1:
        lone = known.lone.get(forms[0])
        return Name(first, last, lone, "surname" if lone == "person" else "speaker") if lone else None
    return _by_surroundings(known, words, first, last, begins=begins)


def _without_titles(known: Known, words: Words, first: int, last: int, *, begins: bool) -> int:
    """Step over titles, articles and words that are large only because a sentence begins."""
    while first < last:
        form, word = words.forms[first], words.lower[first]
        title = form in HONORIFICS or form in OFFICES
        plain = word in ROLE_NOUNS or (begins and word in known.small)
        if not (title or word in NOT_NAMES or (plain and form not in given_names())):
            break
        first += 1
    return first


def _by_surroundings(known: Known, words: Words, first: int, last: int, *, begins: bool) -> Name | None:
    """Judge a run that says nothing of its kind by the words around it."""
    forms = words.forms[first:last]
    if not PLACES.isdisjoint(forms) or len(forms) > 6:
        return None
    short = len(forms) <= 4 and forms[-1] not in PLACE_ENDINGS
    if short and first and words.lower[first - 1] in ROLE_NOUNS:
        return Name(first, last, "person", "role before")
    if short and last < len(words) and (words.lower[last] in _SAYING or role_of(words, first, last)):
        return Name(first, last, "person", "role after")
    if (begins and words.lower[first] in known.small) or _titled_work(words, first, last):
        return None
    return Name(first, last, "unknown", "capitals")


def _after_place_word(words: Words, first: int) -> bool:
    """Say whether the word before a name makes a place of it: `San Diego`."""
    return first > 0 and words.forms[first - 1] in PLACE_OPENINGS and _adjoins(words, first)


def _verb_in_heading(words: Words, first: int, last: int) -> bool:
    """Say whether the second word of a lone given name is its verb, large because a heading writes it so."""
    following = words.forms[last] if last < len(words) else ""
    plain = last - first == 2 and not words.forms[last - 1].endswith(".")
    return plain and (following in _OBJECT_OPENINGS or following.isdigit()) and _in_heading(words, first, last)


def _titled_work(words: Words, first: int, last: int) -> bool:
    """Say whether capitals may only be those of a title, a heading or shouting."""
    if not _QUOTE_MARKS.isdisjoint(words.forms[max(0, first - 2) : first]):
        return True
    if all(form.isupper() and len(form) > 1 for form in words.forms[first:last]):
        return True
    for form in words.forms[last : last + 8]:
        if form in _ACTS:
            return True
        if not (form[0].isupper() or form in _WITHIN_ACTS):
            break
    return _in_heading(words, first, last)


def _in_heading(words: Words, first: int, last: int) -> bool:
    """Say whether the line is written like a heading: most long words capitalised, no full stop."""
    text, start, end = words.text, words.starts[first], words.ends[last - 1]
    low = text.rfind("\n", max(0, start - _HEADING_REACH), start)
    high = text.find("\n", end, end + _HEADING_REACH)
    if (low < 0 and start > _HEADING_REACH) or (high < 0 and len(text) - end > _HEADING_REACH):
        return False
    line = text[low + 1 : high if high >= 0 else len(text)].strip()
    if line.endswith((".", "?", "!", '"', "”")):
        return False
    long = [word for word in line.split() if len(word) > 3 and word[0].isalpha()]
    return len(long) >= 3 and sum(word[0].isupper() for word in long) >= 0.6 * len(long)


def kind_of(forms: Sequence[str]) -> MentionKind:
    """Tell the kind of a name by its own words."""
    if not forms:
        return "unknown"
    if forms[-1] in COMPANY_ENDINGS:
        return "company"
    if forms[-1] in PUBLIC_ENDINGS:
        private = forms[-1] == "Bureau" and len(forms) > 1 and forms[-2] in PRIVATE_BUREAUS
        return "organisation" if private else "public_body"
    head = next((form for form, link in pairwise(forms) if form in HEADS and link in {"of", "on", "for"}), None)
    if head is not None:
        return "public_body" if head in PUBLIC_HEADS else "organisation"
    return "organisation" if forms[-1] in ORGANISATION_ENDINGS else "unknown"
