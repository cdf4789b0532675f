"""Which phrases beside a name make a person public: each rule with the words it asks for.

Errors go to the safe side: a word that an ordinary person may bear too ("secretary", "director", "leader") counts only
with what makes an office of it.
"""

import re
from collections.abc import Callable

from onrecord.resolve.publicity.publicity_phrases import Phrase, Word
from onrecord.resolve.publicity.publicity_words import (
    ADVISERS,
    BLOCKERS,
    BODY_HEADS,
    BROADCASTS,
    CAMPAIGN,
    CANDIDATES,
    COLUMNISTS,
    DIRECTORS,
    EXPERTS,
    FOUNDERS,
    JOURNALISTS,
    LAWYERS,
    LEADERS,
    LOCAL,
    LOCAL_OFFICES,
    MINISTRIES,
    MODIFIERS,
    NOT_ADMINISTRATORS,
    NOT_CHIEFS,
    NOT_DIRECTORS,
    OFFICES,
    PERFORMERS,
    POLITICAL,
    PRESS,
    RANKS,
    SECRETARIES,
    SPEAKERS_FOR,
    STAFF,
)

OFFICE, BODY_HEAD, SPOKESPERSON, ADVISER = "office", "head of a body", "spokesperson", "senior adviser"
EXECUTIVE, JOURNALIST, PERFORMER, EXPERT, LAWYER = "executive", "journalist", "performer", "expert", "lawyer"
ONLY_SPEAKING = frozenset({EXECUTIVE, EXPERT, LAWYER})
"""Public in their function alone: when the text quotes them in it."""
_IN_NAMES = frozenset({"School", "Club", "Job"})
"""Blocking words that in capitals belong to a body's name ("Harbour School superintendent")."""
_LEARNERS = frozenset({"student", "students", "pupil", "pupils", "sophomore", "freshman", "class"})
LEARNERS_REACH = 8
"""Words of a complement in which a body of students shows: its president is no public person."""
_SENIOR = frozenset({"senior", "top", "chief", "national", "special", "high-ranking", "highest-ranking"})
_GROUPS = frozenset({"scout", "scouts", "gang", "youth", "troop", "group", "church", "prayer", "cult", "worship"})
_PARTIES = frozenset({"democratic", "republican", "gop", "conservative", "labour", "libertarian"})
_GENERALS = frozenset(
    {
        "attorney",
        "surgeon",
        "inspector",
        "solicitor",
        "postmaster",
        "secretary",
        "director",
        "governor",
        "auditor",
        "consul",
    }
)
_CHIEF_OF = frozenset({"police", "fire", "spy", "intelligence", "bureau", "party", "budget", "army", "navy", "defense"})
_LAWYERS_OF_STATE = frozenset(
    {"district", "county", "city", "u.s", "us", "state", "states", "commonwealth", "prosecuting"}
)
_LEGISLATURE = re.compile(
    r"\b(?:[Cc]ongress|[Pp]arliament|House|Senate|Assembly|Knesset|Bundestag|Duma|[Cc]ouncil|[Cc]abinet|Commons|Lords|[Ll]egislature)\b"
)
_LEGISLATIVE = frozenset({"council", "assembly", "parliament", "cabinet", "senate", "house"})
_RACE = re.compile(
    r"\bfor (?:the )?(?:\w+[. ]+){0,3}?(?:president|presidency|governor|senate|congress|mayor|house|parliament|council|"
    r"office|sheriff|attorney|nomination|assembly|legislature)\b",
    re.IGNORECASE,
)
_ADMINISTERED = re.compile(r"\b(?:estates?|will|trust|[Hh]ospital|[Ss]chool|[Cc]ollege|[Uu]niversity|[Cc]linic)\b")
"""What an administrator is of who heads no agency."""
_AT = frozenset({"at", "of", "with", "for"})


def role_of(phrase: Phrase) -> str | None:
    """Say which kind of public role a phrase names, None when it names none.

    Those in `ONLY_SPEAKING` make somebody public only where the text quotes them.
    """
    words = phrase.core
    if any((word.lower if word.text not in _IN_NAMES else "") in BLOCKERS for word in words[:-1]):
        return None
    if any(word.lower.strip("'’") in _LEARNERS for word in phrase.complement[:LEARNERS_REACH]):
        return None
    return next((kind for kind, holds in _RULES if holds(phrase)), None)


def _modifiers(phrase: Phrase) -> frozenset[str]:
    return frozenset(word.lower for word in phrase.core[:-1])


def _named(phrase: Phrase) -> bool:
    """Tell whether a body is named: a capital in the phrase before its head, or behind a preposition."""
    first, *others = (*phrase.core[:-1], phrase.head)
    opens = first is not phrase.head and first.capital and first.lower not in MODIFIERS  # else it may begin a sentence
    return opens or any(word.capital for word in others if word is not phrase.head) or _complement_named(phrase)


def _complement_named(phrase: Phrase) -> bool:
    words = phrase.complement
    return any(
        word.capital and any(before.lower in _AT for before in words[:place]) and not _is_age(word)
        for place, word in enumerate(words)
    )


def _is_age(word: Word) -> bool:
    return word.text[0].isdigit()


def _owned(phrase: Phrase) -> bool:
    """Tell whether a body is meant by a possessive: "the firm's founder"."""
    return any(word.text.endswith(("'s", "’s")) for word in phrase.core[:-1])


def _previous(phrase: Phrase) -> str:
    return phrase.core[-2].lower if len(phrase.core) > 1 else ""


def _is_title(phrase: Phrase) -> bool:
    """Tell whether the head stands in capitals straight before the name: `Secretary Clinton`."""
    return phrase.where == "before" and phrase.head.capital


def _complement(phrase: Phrase) -> str:
    return " ".join(word.text for word in phrase.complement)


def _office(phrase: Phrase) -> bool:
    head, previous, modifiers = phrase.noun, _previous(phrase), _modifiers(phrase)
    if head in {"king", "queen", "emperor", "empress", "pope", "cardinal", "commander", "justice"}:
        return _is_title(phrase) or (head in {"commander", "justice"} and _named(phrase))
    if head == "whip":
        return bool(modifiers & LEADERS)
    if head == "representative":
        return _is_title(phrase) or previous in LOCAL
    if head in LOCAL_OFFICES:
        return bool(modifiers & LOCAL) or (_is_title(phrase) and _named(phrase))
    if head == "general" and previous in _GENERALS:
        return True
    return head in OFFICES or (head in RANKS and (_is_title(phrase) or "retired" in modifiers))


def _office_with_words(phrase: Phrase) -> bool:
    head, previous, modifiers = phrase.noun, _previous(phrase), _modifiers(phrase)
    tests: dict[str, Callable[[], bool]] = {
        "secretary": lambda: (
            _is_title(phrase) or bool(modifiers & SECRETARIES) or _complement(phrase).startswith("of S")
        ),
        "minister": lambda: bool(modifiers & MINISTRIES) or _complement_named(phrase),
        "speaker": lambda: _is_title(phrase) or bool(modifiers & _LEGISLATIVE) or "House" in _complement(phrase),
        "leader": lambda: _leads(phrase),
        "counsel": lambda: previous in {"special", "independent", "general"},
        "attorney": lambda: previous in _LAWYERS_OF_STATE,
        "official": lambda: bool(modifiers & _SENIOR) and _named(phrase),
        "member": lambda: bool(modifiers & _LEGISLATIVE) or bool(_LEGISLATURE.search(_complement(phrase))),
        "republican": lambda: previous in {"house", "senate"},
        "democrat": lambda: previous in {"house", "senate"},
        "mate": lambda: previous == "running",
        "lady": lambda: previous == "first",
        "chief": lambda: _is_chief(phrase),
    }
    return head in tests and tests[head]()


def _leads(phrase: Phrase) -> bool:
    modifiers = _modifiers(phrase)
    if modifiers & _GROUPS:
        return False
    return bool(modifiers & LEADERS) or (phrase.where == "before" and _named(phrase)) or _complement_named(phrase)


def _is_chief(phrase: Phrase) -> bool:
    complement = _complement(phrase)
    return (
        complement.startswith("of staff")
        or bool(_modifiers(phrase) & _CHIEF_OF)
        or _complement_named(phrase)
        or (phrase.where == "before" and _named(phrase))
    )


def _candidate(phrase: Phrase) -> bool:
    if phrase.noun not in CANDIDATES:
        return False
    return bool(_modifiers(phrase) & POLITICAL) or bool(_RACE.search(_complement(phrase)))


def _body_head(phrase: Phrase) -> bool:
    head, previous, modifiers = phrase.noun, _previous(phrase), _modifiers(phrase)
    if head == "president" and previous == "vice":
        return _is_title(phrase) and len(phrase.core) == 2  # "Vice President Biden"; those of firms are executives
    if head in FOUNDERS:
        return _named(phrase) or bool(phrase.complement) or _owned(phrase)
    if head in {"head", "dean"}:
        return _named(phrase) or _owned(phrase)
    if head in {"officer", "executive"}:
        return "chief" in modifiers and not modifiers & NOT_CHIEFS
    if head == "administrator":
        return _administrator(phrase)
    if head == "director":
        return not modifiers & NOT_DIRECTORS and (bool(modifiers & DIRECTORS) or _named(phrase) or phrase.owned)
    if head == "manager":
        return previous in {"campaign", "general", "city", "county", "town"}
    return head in BODY_HEADS


def _administrator(phrase: Phrase) -> bool:
    """Tell the head of an agency from those who administer schools, estates and networks."""
    if _modifiers(phrase) & NOT_ADMINISTRATORS or _ADMINISTERED.search(_complement(phrase)):
        return False
    of_body = phrase.complement and phrase.complement[0].lower == "of" and _complement_named(phrase)
    return _is_title(phrase) or bool(of_body) or any(word.text.isupper() and word.capital for word in phrase.core[:-1])


def _spokesperson(phrase: Phrase) -> bool:
    return phrase.noun in SPEAKERS_FOR


def _executive(phrase: Phrase) -> bool:
    head, modifiers = phrase.noun, _modifiers(phrase)
    if head == "president":
        return _named(phrase) or _is_title(phrase)
    return head == "executive" and bool(modifiers & _SENIOR) and _named(phrase)


def _adviser(phrase: Phrase) -> bool:
    if phrase.noun not in ADVISERS:
        return False
    of_somebody = any(word.capital for word in phrase.complement)
    modifiers = _modifiers(phrase)
    return "security" in modifiers or (bool(modifiers & _SENIOR) and (_named(phrase) or of_somebody or phrase.owned))


def _journalist(phrase: Phrase) -> bool:
    if phrase.noun not in JOURNALISTS or _modifiers(phrase) & {"former", "ex", "retired"}:
        return False
    modifiers = _modifiers(phrase)
    if phrase.noun in COLUMNISTS or modifiers & STAFF:
        return True
    owned = any(word.text.endswith(("'s", "’s")) and word.capital for word in phrase.core[:-1])
    outlet = owned or bool(modifiers & (PRESS | BROADCASTS)) or any(_call_sign(word) for word in phrase.core[:-1])
    return outlet or _complement_named(phrase) or (phrase.noun == "commentator" and "political" in modifiers)


def _call_sign(word: Word) -> bool:
    return len(word.text) > 1 and word.text.removesuffix("'s").removesuffix("’s").isupper()


def _performer(phrase: Phrase) -> bool:
    head = phrase.noun
    if phrase.where == "after" or _modifiers(phrase) & {"former", "local"}:
        return False
    return head in PERFORMERS or (head == "star" and len(phrase.core) > 1)


def _expert(phrase: Phrase) -> bool:
    head, modifiers = phrase.noun, _modifiers(phrase)
    if head in {"adviser", "advisor"}:
        return any(word.capital for word in phrase.complement)
    if head not in EXPERTS or "retired" in modifiers:
        return False
    political = head in {"pollster", "strategist", "consultant"} and bool(modifiers & (_PARTIES | CAMPAIGN))
    return political or _named(phrase)


def _lawyer(phrase: Phrase) -> bool:
    if phrase.noun not in LAWYERS:
        return False
    owned = any(word.text.endswith(("'s", "’s")) and word.capital for word in phrase.core[:-1])
    return owned or "campaign" in _modifiers(phrase) or _complement(phrase).startswith(("for ", "with ", "at "))


_RULES: tuple[tuple[str, Callable[[Phrase], bool]], ...] = (
    (OFFICE, _office),
    (OFFICE, _office_with_words),
    (OFFICE, _candidate),
    (BODY_HEAD, _body_head),
    (SPOKESPERSON, _spokesperson),
    (EXECUTIVE, _executive),
    (ADVISER, _adviser),
    (JOURNALIST, _journalist),
    (PERFORMER, _performer),
    (EXPERT, _expert),
    (LAWYER, _lawyer),
)
"""In order; the first that holds names the role."""
