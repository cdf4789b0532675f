"""Which pronoun a person of a document goes by: from titles, roles and given names, in this order.

Used only to leave people out: somebody the text calls "Mr" is not "she". A pronoun is never taken to say who somebody is.
"""

import re
from collections import defaultdict

from onrecord.resolve.inside.document import DocumentParties, Resolved
from onrecord.resolve.inside.titles import Pronoun, bare_name, title_pronoun, usual_pronouns

_ROLE = re.compile(
    r"\b(?:(?P<he>(?:spokes|chair|business|congress|alder|council|states)man|actor|king|prince|duke|son|father|husband|"
    r"brother|widower|grandfather|uncle|nephew)|(?P<she>(?:spokes|chair|business|congress|alder|council|states)woman|actress|"
    r"queen|princess|duchess|daughter|mother|wife|sister|widow|grandmother|aunt|niece))\b",
    re.IGNORECASE,
)
_RELATION_OF = re.compile(r"\b(?:of|to)\b|['’]s", re.IGNORECASE)


def pronouns_of(found: DocumentParties) -> dict[str, Pronoun]:
    """Map people to the pronoun their titles ask for, else their roles, else their given names.

    Those with signs of both kinds on one level are left out: they may be either.
    """
    signs: list[dict[str, set[Pronoun]]] = [defaultdict(set) for _ in range(3)]
    for one in found.resolved:
        if one.key.startswith("person:"):
            for level, sign in enumerate(_signs(found.document.text, one)):
                if sign:
                    signs[level][one.key].add(sign)
    settled: dict[str, Pronoun] = {}
    for found_there in signs:
        for key, kinds in found_there.items():
            if key not in settled and len(kinds) == 1:
                settled[key] = min(kinds)
    return settled


def _signs(text: str, one: Resolved) -> tuple[Pronoun | None, Pronoun | None, Pronoun | None]:
    place = one.mention.span
    role = one.mention.role.text if one.mention.role else ""
    kind = None if _RELATION_OF.search(role) and "man" not in role.casefold() else _ROLE.search(role)
    bare = bare_name(one.mention.name, text, place).split()
    title = title_pronoun(one.mention.name, text, place)
    return title, _either(kind), usual_pronouns().get(bare[0].casefold()) if len(bare) > 1 else None


def _either(match: re.Match[str] | None) -> Pronoun | None:
    return None if match is None else "he" if match["he"] else "she"
