"""Which names of spending recipients have to be taken for private people's.

Registers of spending list sole traders by their own name. Some mark them in columns of their own; most do not, so a name
that reads as a person's is taken for one. Errors go to the safe side: a firm called after its founder and nothing else
is masked too, unless the package's tables know it.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

from onrecord.model.names import LEGAL_FORMS, folded
from onrecord.model.statement import PartyKind
from onrecord.tables import given_names
from onrecord.tables.organisation_words import organisation_words

NAMES_REMEMBERED = 20_000
LONGEST_PERSON = 4
"""Words of a person's name, initials not counted."""

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


SOLE = re.compile(r"\bsole[\s_-]*prop\w*tor(?:ship)?\b", re.IGNORECASE)
"""Also as FPDS spells it."""
INDIVIDUAL = re.compile(r"\bindividuals?\b", re.IGNORECASE)
YES = frozenset({"t", "true", "y", "yes", "1"})
SOLE_FLAGS = ("sole_proprietorship", "is_sole_proprietorship", "issolepropreitorship")
KIND_FIELDS = (
    *("organizational_type", "entity_structure", "recipient_type", "business_types", "business_types_description"),
    *("subawardee_business_types", "business_categories"),
)
"""Columns in which registers say what a recipient is, in small letters; those of FPDS without their path."""
INCORPORATED = LEGAL_FORMS - {"co", "company", "ag"}
"""Legal forms that a sole trader cannot have: a mark beside one is a slip of who registered."""


def recipient_is_person(
    name: str, kind: PartyKind | None, fields: Mapping[str, str] | None = None, *, tabled: bool = False
) -> bool:
    """Tell whether a recipient of spending has to be taken for a private person: a sole trader or an individual.

    Args:
        name: As recorded.
        kind: What the record takes the party for; None where it is no party of the record.
        fields: Columns of the row by their names in small letters, as far as they say what the recipient is (`SOLE_FLAGS`,
            `KIND_FIELDS`); others do not count.
        tabled: The package's tables know the party, so its kind is a fact.
    """
    if is_private(name, kind, tabled=tabled):
        return True
    if tabled or kind == "public_body":
        return False
    fields = fields or {}
    told = [fields.get(field, "") for field in KIND_FIELDS]
    if any(INDIVIDUAL.search(words) for words in told):
        return True
    marked = any(fields.get(flag, "").strip().lower() in YES for flag in SOLE_FLAGS) or any(map(SOLE.search, told))
    words = folded(re.sub(r"\b(\w)\.(?=\w\b)", r"\1", name)).split()
    return marked and INCORPORATED.isdisjoint(words)


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
    if tabled or kind == "public_body" or (has_organisation_word(name) and not _is_surname_first(name)):
        return False
    return kind in {None, "unknown"} or reads_as_person(name) or has_no_word_of_bodies(name)


def has_organisation_word(name: str) -> bool:
    """Tell whether a name has a word that stands in no person's, or a legal form."""
    joined = folded(re.sub(r"\b(\w)\.(?=\w\b)", r"\1", name))  # L.L.C. is one word
    return any(word in ORGANISATION_WORDS or word in LEGAL_FORMS for word in joined.replace("'", "").split())


def reads_as_person(name: str) -> bool:
    """Tell the ways in which registers write people: `SURNAME, GIVEN M`, the same without a comma, `GIVEN M SURNAME`."""
    if re.search(r"[^\w\s.,'’\-]|[\d_]", name):
        return False
    first, comma, rest = _parted(name)
    if comma:
        return 1 <= len(first) <= 3 and bool(rest) and (len(rest) <= 3 or _is_given(rest[0]))
    bare = [one for one in first if one.replace(".", "").lower() not in TITLES]
    if not 2 <= len(bare) <= 5:
        return False
    is_surname_first = _is_given(bare[1]) and all(_is_given(one) or is_initial(one) for one in bare[2:])
    has_initial = len(bare) == 3 and sum(is_initial(one) for one in bare) == 1 and not is_initial(bare[0])
    if is_surname_first and bare[0].lower() in PLACE_OPENINGS:
        return False
    return len(bare) < len(first) or _is_given(bare[0]) or is_surname_first or has_initial


def has_no_word_of_bodies(name: str) -> bool:
    """Tell whether a name is two to four words of letters, none of which the names of firms and bodies use.

    This finds people with rare given names ("KEELY MEACHEM"), and takes some firms for people ("EAZZY KRAFT").
    """
    if re.search(r"[^\w\s.,'’\-]|[\d_]", name):
        return False
    words = [word for word in folded(re.sub(r"['’]", "", name)).split() if len(word) > 1]
    if not 2 <= len(words) <= LONGEST_PERSON or words[0] in PLACE_OPENINGS:
        return False
    return organisation_words().isdisjoint(words)


def _is_surname_first(name: str) -> bool:
    """Tell whether given names and initials only stand behind one word and a comma: `SALES, MARIA J` is a woman."""
    surname, comma, after = _parted(name)
    return bool(comma and after) and len(surname) == 1 and all(_is_given(one) or is_initial(one) for one in after)


def _parted(name: str) -> tuple[list[str], str, list[str]]:
    """Cut a name at its comma, or at two blanks: a comma that was cut out."""
    before, comma, after = name.strip().partition("," if "," in name else "  ")
    return before.split(), comma, after.replace(",", " ").split()


def is_initial(word: str) -> bool:
    """Tell whether a word of a name is one letter."""
    return len(word.strip(".")) == 1


def _is_given(word: str) -> bool:
    return word.capitalize() in given_names()
