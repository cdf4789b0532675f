"""What the words of a source are: a named person, a role, an organisation, a document, a pronoun or people without a name.

The head decides: the last word before what follows a noun (a comma, a preposition, a relative clause), unless that stands
inside a name. A role with its holder's name beside it (`the finance minister, Lou Jiwei`) is the person.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.extract.lexicon import (
    ADVERBS,
    CONJUNCTIONS,
    DAYS,
    DETERMINERS,
    OBJECT_PRONOUNS,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    STOPS,
    vocabulary,
)
from onrecord.extract.name_words import (
    COMPANY_ENDINGS,
    HONORIFICS,
    OFFICES,
    ORGANISATION_ENDINGS,
    PLACES,
    PUBLIC_ENDINGS,
    ROLE_NOUNS,
    WORKS_ENDINGS,
)
from onrecord.extract.words import Words, words_of
from onrecord.model.statement import Mention, MentionKind, SourceKind
from onrecord.tables import given_names

_INDEFINITE = vocabulary("everyone everybody nobody someone somebody others anyone anybody none")
"""They stand for nobody named elsewhere: people without a name."""
_PRONOUNS = (PRONOUNS | OBJECT_PRONOUNS | RELATIVES) - _INDEFINITE | vocabulary(
    "his hers its their theirs our ours my mine your yours whom whose this these those ourselves myself"
)
_OWN = vocabulary("his her its their our my your whose")
"""Possessives: with a noun behind them they only say whose it is."""
_DEICTIC = vocabulary("this that these those")
_QUANTITIES = vocabulary(
    "one some many most several few all both each none any half two three four five six seven eight nine ten dozens hundreds "
    "thousands millions number majority minority plurality group pair couple trio handful host lot lots series set scores "
    "two-thirds three-quarters percent % rest part kind sort slew chorus array range string bunch crowd quarter third"
)
"""Before "of" they only say how many: what they count is the head."""
_SPOKEN_FOR = vocabulary("spokesman spokeswoman spokesperson representative lawyer attorney counsel")
"""Who speaks for somebody: a role, however little is said of the holder."""
_ONE_OF_MANY = vocabulary("a an another one any some every each no")
_RELATIONS = vocabulary(
    "wife husband mother father son daughter brother sister widow widower grandmother grandfather uncle aunt cousin nephew niece "
    "parent stepfather stepmother girlfriend boyfriend fiancé fiancée friend neighbour neighbor mentor biographer predecessor "
    "successor rival opponent mate"
)
_ROLES = ROLE_NOUNS | _RELATIONS | vocabulary(
    "prosecutor moderator frontrunner front-runner defendant plaintiff petitioner witness hopeful whip solicitor barrister "
    "treasurer undersecretary under-secretary envoy commander lieutenant pilot priest imam cardinal king queen prince "
    "princess duke monarch dictator tsar czar curator librarian dean provost chancellor headteacher headmaster psychologist "
    "psychiatrist physician surgeon therapist biologist chemist physicist philosopher linguist blogger novelist poet "
    "playwright filmmaker comedian musician rapper photographer artist entrepreneur financier banker trader broker "
    "accountant tycoon programmer consumer landlord tenant marketer salesman saleswoman clerk secretary-general "
    "vice-president incumbent emcee pundit magnate diplomat"
)  # fmt: skip
_DOCUMENTS = vocabulary(
    "report study poll survey letter memo memorandum email e-mail statement document paper article story editorial column "
    "headline book review analysis assessment estimate forecast audit examination filing lawsuit suit complaint indictment "
    "ruling verdict opinion order decision motion brief petition bill law act rule regulation treaty constitution contract "
    "agreement policy plan proposal resolution charter amendment transcript recording tape video ad advert advertisement "
    "commercial spot tweet post message text blog website site page newsletter bulletin notice advisory release announcement "
    "note diary account record file dossier affidavit deposition testimony warrant subpoena finding result data "
    "evidence research statistic number speech remark comment interview answer reply response op-ed obituary profile biography "
    "autobiography memoir manifesto platform pamphlet leaflet flyer sign banner placard poster caption chart graph map table "
    "list photo photograph image film movie documentary show rumor rumour allegation copy draft version summary manual guide "
    "handbook guideline standard license licence certificate invoice receipt spreadsheet presentation slide cable telegram fax "
    "script press-release inquiry investigation census dispatch bible passage section paragraph chapter clause news excerpt word quote legislation polling average"
)  # fmt: skip
_BODIES = vocabulary(
    "company firm corporation business maker manufacturer bank airline retailer contractor vendor supplier start-up startup "
    "group organisation organization association foundation charity union party coalition alliance federation committee council "
    "commission board panel agency department ministry bureau office administration government council court tribunal jury "
    "parliament congress senate house cabinet legislature assembly police army navy military force service authority campaign "
    "team club league university college school hospital church mosque institute institution centre center laboratory lab "
    "think-tank pac super-pac newspaper magazine tabloid outlet network channel broadcaster station publication publisher journal "
    "regulator watchdog city county state town village district country nation kingdom republic embassy consulate "
    "directorate delegation secretariat treasury monarchy palace vatican kremlin management leadership defence defense "
    "prosecution non-profit nonprofit ngo fund trust studio label museum library city-state militia operation outfit franchise "
    "subsidiary conglomerate giant society chamber body task-force taskforce caucus"
)  # fmt: skip
_POLLS = vocabulary("poll survey study")
"""Documents, though they may stand in the name of who made them (`AP-GfK Poll`)."""
_NAMED_BODIES = COMPANY_ENDINGS | PUBLIC_ENDINGS | ORGANISATION_ENDINGS
_PEOPLES = re.compile(
    r"(?:.+(?:ans|crats|licans|tives|sts|lims|ews|ics|inos|rals|ites)|Latinx|British|French|Irish|Dutch|Swiss)"
)
"""Of the words of `PLACES`, those for people."""
_SPLITS = PREPOSITIONS | RELATIVES | STOPS | CONJUNCTIONS | vocabulary("[ whose where when as . whom")
_GROUPS = vocabulary(
    "critics opponents supporters protesters protestors residents observers insiders people families activists advocates aides "
    "women men sources conservatives liberals evangelicals progressives pundits authorities prosecutors troops youths "
    "republicans democrats socialists nationalists delegates allies backers donors fans followers loyalists detractors skeptics "
    "sceptics academics scholars parents neighbours neighbors friends relatives locals visitors users customers shareholders millennials"
)
"""Words for people that, with the capital of a sentence's beginning, are no surname."""
_OPENS_APPOSITION = frozenset((",", "—", "–", "--"))
_ENDS_NOUN = vocabulary("who which that (")
_PARTICIPLES = vocabulary(
    "calling saying living working attending supporting opposing running seeking watching representing made written seen sent held "
    "shown taken led known"
)
_OPENINGS = (PREPOSITIONS | CONJUNCTIONS | ADVERBS | STOPS | vocabulary("' . according as")) - _PRONOUNS
"""What may stand before a noun phrase: `according to`, `even`."""
_KINDS: dict[MentionKind, SourceKind] = {
    "person": "person",
    "company": "organisation",
    "public_body": "organisation",
    "organisation": "organisation",
    "product": "organisation",
}


@dataclass(frozen=True, slots=True)
class _Source:
    """The words of a source, each with the kind of the name it stands in."""

    words: Words
    named: Sequence[MentionKind | None]


def source_kind(text: str, places: Sequence[tuple[int, int]], mentions: Sequence[Mention]) -> SourceKind:
    """Tell the kind of a source; of several pieces the first that is more than people without a name.

    Args:
        text: The whole text.
        places: Where the words of the source stand, code points, half-open.
        mentions: Names of the text, in order of place.
    """
    kinds = [_kind(_source(text, place, mentions)) for place in places]
    return next((kind for kind in kinds if kind != "unnamed"), "unnamed" if kinds else "nobody")


def _start(mention: Mention) -> int:
    return mention.span.start if mention.span else -1


def _source(text: str, place: tuple[int, int], mentions: Sequence[Mention]) -> _Source:
    low, high = place
    words = words_of(text, low, high)
    named: list[MentionKind | None] = [None] * len(words)
    first = bisect_left(mentions, low, key=_start)
    for mention in mentions[max(0, first - 1) : bisect_left(mentions, high, lo=first, key=_start)]:
        if mention.span is None:
            continue
        begin, stop = bisect_left(words.starts, mention.span.start), bisect_left(words.starts, mention.span.end)
        named[begin:stop] = [mention.kind] * (stop - begin)
    return _Source(words, named)


def _kind(source: _Source) -> SourceKind:
    words, first = source.words, 0
    while first < len(words) and words.lower[first] in _OPENINGS and not source.named[first]:
        first += 1
    last = _phrase_end(source, first)
    while words.lower[last : last + 1] == ["of"] and _counts(source, first, last):
        first = last + 1
        last = _phrase_end(source, first)
    if first == last:
        return "unnamed"
    kind = _kind_of_phrase(source, first, last)
    if kind in {"role", "unnamed"} and (_holder_follows(source, first, last) or _apposed(source, last) == "person"):
        return "person"
    if kind == "unnamed" and words.lower[first] in _ONE_OF_MANY and _apposed(source, last) == "organisation":
        return "organisation"
    return kind


def _phrase_end(source: _Source, first: int) -> int:
    """Find the end of the words before what follows a noun; names are not cut."""
    words, last = source.words, first
    while last < len(words) and (source.named[last] or last == first or not _follows_noun(words, last)):
        last += 1
    while last - 1 > first and words.lower[last - 1] in {"'s", "'"} and not source.named[last - 1]:
        last -= 1
    return last


def _follows_noun(words: Words, index: int) -> bool:
    """Say whether a word begins what follows a noun: `of`, `, who`, `released on`."""
    word = words.lower[index]
    if word in _SPLITS or word in _PARTICIPLES:
        return True
    ends = index + 1 == len(words) or words.lower[index + 1] in PREPOSITIONS | DAYS
    return ends and word.endswith("ed") and len(word) > 4 and words.forms[index].islower()


def _counts(source: _Source, first: int, last: int) -> bool:
    return bool(last > first and source.words.lower[last - 1] in _QUANTITIES and not source.named[last - 1])


def _kind_of_phrase(source: _Source, first: int, last: int) -> SourceKind:
    words, head = source.words, source.words.lower[last - 1]
    pronoun = words.lower[first] in _PRONOUNS and words.forms[first] not in {"US", "IT"}
    if pronoun and (first + 1 == last or words.lower[first] not in _OWN | _DEICTIC):
        return "unnamed" if words.lower[first] == "those" and last < len(words) else "pronoun"
    if words.capital(last - 1) and last - 1 > first and words.forms[last - 2] in HONORIFICS:
        return "person"
    named = source.named[last - 1]
    if named is not None and named != "unknown":
        return "document" if head in _POLLS else _KINDS[named]
    if words.forms[last - 1] in _NAMED_BODIES:
        return "organisation"
    common = _common(source, first, last, head)
    if common is not None:
        return common
    return _capitals(source, first, last) if words.capital(last - 1) else "unnamed"


def _common(source: _Source, first: int, last: int, head: str) -> SourceKind | None:
    """Judge by a common noun."""
    words = source.words
    if head in _GROUPS:
        return "unnamed"
    single = _singular(head)
    if head in _DOCUMENTS or single in _DOCUMENTS:
        return "document"
    if head in _BODIES or (single in _BODIES and not words.capital(last - 1)):
        return "organisation"
    if head in _ROLES or words.forms[last - 1] in OFFICES:
        many = words.lower[first] in _ONE_OF_MANY and head not in _SPOKEN_FOR and last - first > 1
        return "unnamed" if many else "role"
    return "unnamed" if single in _ROLES else None


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    if word.endswith(("sses", "ches", "shes", "xes")):
        return word[:-2]
    if word.endswith("men"):
        return f"{word[:-3]}man"
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def _capitals(source: _Source, first: int, last: int) -> SourceKind:
    """Judge a name that is none of the known ones, by its form and what stands before it."""
    words = source.words
    form, lead = words.forms[last - 1], words.lower[first]
    if words.lower[last - 1] in DETERMINERS:
        return "unnamed"
    if form in PLACES:
        return "unnamed" if _PEOPLES.fullmatch(form) else "organisation"
    if form in WORKS_ENDINGS and last - first > 1:
        return "document"
    if any(words.forms[index] in OFFICES | HONORIFICS for index in range(first, last - 1)):
        return "person"
    if len(form) > 1 and form.isupper() and form.isalpha():
        return "organisation"
    if any(words.forms[index] in given_names() for index in range(first, last)):
        return "person"
    linked = source.named[last - 1] and any(words.forms[index].islower() for index in range(first, last))
    if linked or (lead in DETERMINERS and not form.endswith("s")):  # "the Clintons" are people
        return "organisation"
    return "person"


def _holder_follows(source: _Source, first: int, last: int) -> bool:
    """Say whether an office goes on to the name of its holder: `Secretary of State Ada Quillon`."""
    words = source.words
    office = words.forms[last - 1] in OFFICES or words.lower[last - 1] in _ROLES
    if not office or words.lower[first] in _ONE_OF_MANY or words.lower[last : last + 1] != ["of"]:
        return False
    index = last + 1
    while index < len(words) and words.capital(index) and source.named[index] != "person":
        index += 1
    return last + 1 < index < len(words) and source.named[index] == "person"


def _apposed(source: _Source, last: int) -> SourceKind | None:
    """Judge what stands between the commas behind a phrase, or behind its "of": `the secretary of the Treasury, Ada Lew,`."""
    words = source.words
    index = last
    while index < len(words) and words.lower[index] not in _OPENS_APPOSITION and words.lower[index] not in _ENDS_NOUN:
        index += 1
    if words.lower[index : index + 1] == [] or words.lower[index] in _ENDS_NOUN:
        return None
    if index + 1 < len(words) and _follows_noun(words, index + 1):
        return None  # "officials, including Tom Keane"
    end = _phrase_end(source, index + 1)
    name = end > index + 1 and (source.named[end - 1] or words.forms[end - 1] in given_names())
    return _kind_of_phrase(source, index + 1, end) if name else None
