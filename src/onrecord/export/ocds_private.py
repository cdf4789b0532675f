"""Who may be a private person: a supplier's name is written only where it is an organisation's.

Registers of spending list sole traders by their own name and rarely say so: a row has no column for it that all sources
share. So a name that reads as a person's is taken for one. Errors go to the safe side: a firm called after its founder
and nothing else is masked too, unless the package's tables know it.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from onrecord.export.ocds_awards import Told
from onrecord.model.names import LEGAL_FORMS, folded
from onrecord.model.party import Party
from onrecord.model.statement import PartyKind
from onrecord.tables import given_names

MASK = "a private person"
NAMES_REMEMBERED = 20_000
LONE_LENGTH = 4
MOST_WORDS = 8

ORGANISATION_WORDS = frozenset(
    """
    academy administration aeronautics agency airlines ajv and aps architects as assoc associates association
    attorney attorneys auditor authority automotive bank bhd board bureau cabinetry center centre chapter charities
    city clinic club college commission committee communications community company construction consultants
    consulting contracting contractors cooperative corps council county data dc department design designs
    development discount district doo drilling education electric electronics energy engineering enterprise
    enterprises equipment estate estates ev factory farm farms federation fire firm fleet foundation fund gallery
    gbc global gmbh government group health holding holdings hospital hotel housing industries industry initiative
    institute institution insurance international investigations investments ivzw joint jsc jv kft kg kk
    laboratories laboratory labs landscaping lda logistics ltda maintenance manufacturing marine materials
    mechanical media medical ministries ministry motors museum national network networks nv of office ohg ooo
    operations organisation organization oy oyj partners partnership pbc pharmacy photography plumbing police print
    printing products program programs properties pt pte publishing realty recycling regional rental rentals repair
    repairs research resources restaurant restoration sales sarl sas school schools sdn security service services
    sheriff sheriffs shipping sl sociedad society software solutions spa srl sro store stores studio studios
    supplies supply systems team technical technologies technology telecom the town trade trading training transport
    transportation travel trucking trust uk union university us usa utilities ventures village vsi warehouse works
    """.split()  # noqa: SIM905  # reads better than a list
)
"""Words that stand in no person's name: what bodies and firms are called, and legal forms of other countries."""
PLACE_OPENINGS = frozenset(
    {"fort", "la", "lake", "los", "mount", "mt", "new", "port", "saint", "san", "santa", "st", "the"}
)
"""What makes a place of a given name: `SANTA CLARA`, `FORT WAYNE`."""
TITLES = frozenset(
    {"dr", "dds", "dvm", "esq", "ii", "iii", "iv", "jr", "lmft", "md", "mr", "mrs", "ms", "phd", "psyd", "rn", "sr"}
)
"""What stands before or behind people's names only."""


@lru_cache(NAMES_REMEMBERED)
def is_private(name: str, kind: PartyKind | None, *, tabled: bool = False) -> bool:
    """Tell whether a name has to be taken for a private person's.

    Args:
        name: As recorded.
        kind: What the record takes the party for; None where it is no party of the record.
        tabled: The package's tables know the party, so its kind is a fact.
    """
    if kind == "person":
        return True
    if tabled or kind == "public_body" or (_has_organisation_word(name) and not _is_surname_first(name)):
        return False
    return kind in {None, "unknown"} or _reads_as_person(name)


def is_private_party(party: Party) -> bool:
    """Tell whether a party has to be taken for a private person, by its kind and by the name it is shown under."""
    return is_private(party.name, party.kind, tabled=is_tabled(party))


def is_tabled(party: Party) -> bool:
    """Tell whether the package's tables know a party."""
    return any(alias.basis == "table" for alias in party.aliases)


def private_names(told: Told, hidden: Iterable[Party] = ()) -> tuple[str, ...]:
    """List the names of an award's private people, in any of its rows and in the record: to be masked, never written.

    Args:
        told: The award.
        hidden: Parties that are not to be named either.
    """
    people = {one.id: one for one in hidden}
    found: dict[str, None] = {}
    for name, party in told.holders():
        if is_private(name, party.kind if party else None, tabled=party is not None and is_tabled(party)):
            people |= {party.id: party} if party else {}
            found[name] = None
        elif party and party.id in people:
            found[name] = None
    for one in people.values():
        found |= dict.fromkeys((one.name, *(alias.name for alias in one.aliases)))
    return tuple(found)


def masked(text: str, names: tuple[str, ...]) -> str:
    """Take private people's names out of a description, in any order of their parts, with or without initials."""
    forms = sorted({form for name in names for form in _spellings(name)}, key=len, reverse=True)
    if not forms:
        return text
    spelled = (r"\W+".join(map(re.escape, form)) for form in forms)
    return re.sub(rf"(?<!\w)(?:{'|'.join(spelled)})(?!\w)", MASK, text, flags=re.IGNORECASE)


def _has_organisation_word(name: str) -> bool:
    joined = folded(re.sub(r"\b(\w)\.(?=\w\b)", r"\1", name))  # L.L.C. is one word
    return any(word in ORGANISATION_WORDS or word in LEGAL_FORMS for word in joined.replace("'", "").split())


def _reads_as_person(name: str) -> bool:
    """Tell the ways in which registers write people: `SURNAME, GIVEN M`, the same without a comma, `GIVEN M SURNAME`."""
    if re.search(r"[^\w\s.,'’\-]|[\d_]", name):
        return False
    first, comma, rest = _parted(name)
    if comma:
        return 1 <= len(first) <= 3 and bool(rest) and (len(rest) <= 3 or _is_given(rest[0]))
    bare = [one for one in first if one.replace(".", "").lower() not in TITLES]
    if not 2 <= len(bare) <= 5:
        return False
    is_surname_first = _is_given(bare[1]) and all(_is_given(one) or _is_initial(one) for one in bare[2:])
    has_initial = len(bare) == 3 and sum(_is_initial(one) for one in bare) == 1 and not _is_initial(bare[0])
    if is_surname_first and bare[0].lower() in PLACE_OPENINGS:
        return False
    return len(bare) < len(first) or _is_given(bare[0]) or is_surname_first or has_initial


def _is_surname_first(name: str) -> bool:
    """Tell whether given names and initials only stand behind one word and a comma: `SALES, MARIA J` is a woman."""
    surname, comma, after = _parted(name)
    return bool(comma and after) and len(surname) == 1 and all(_is_given(one) or _is_initial(one) for one in after)


def _parted(name: str) -> tuple[list[str], str, list[str]]:
    """Cut a name at its comma, or at two blanks: a comma that was cut out."""
    before, comma, after = name.strip().partition("," if "," in name else "  ")
    return before.split(), comma, after.replace(",", " ").split()


def _is_initial(word: str) -> bool:
    return len(word.strip(".")) == 1


def _is_given(word: str) -> bool:
    return word.capitalize() in given_names()


def _spellings(name: str) -> set[tuple[str, ...]]:
    """List the words by which a name may stand in running text: in any turn, with and without initials.

    A lone word counts if it is no initial.
    """
    words = re.findall(r"\w+", name)[:MOST_WORDS]
    if len(words) == 1:
        return {tuple(words)} if len(words[0]) >= LONE_LENGTH else set()
    whole = [one for one in words if not _is_initial(one)]
    turns = ([*some[place:], *some[:place]] for some in (words, whole) for place in range(len(some)))
    return {tuple(turn) for turn in turns if len(turn) > 1}
