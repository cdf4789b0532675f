"""Words of sentences and of descriptions of awards, folded so that the two can be compared."""

import re
from collections.abc import Iterator

from onrecord.model.names import folded
from onrecord.tables.name_parts import state_codes

WORD = re.compile(r"[^\W_]+")
SAYS_NOTHING = frozenset(
    """a about above after all also amp an and another any are as at be been before being below between both but by can
    could did do does each for former from full get got had has have he her him his how if in into is it its itself just
    last late may might more most much must nearly new next no not now of off on once one only or other our out over own
    per same say said several she should so some still such than that the their them then there these they this those
    three through to too two under until up upon us use used was we were what when where which while who whom whose why
    will with within would year month day you your yet
    igf ot ct cl pop period performance option modification mod oy fy base funding fund funded add increase
    contract order deal agreement award purchase requisition task delivery call bpa idiq piid number no vehicle
    service support provide procurement requirement acquisition million billion thousand dollar worth value cost price pay
    paid company firm agency department government federal office united states program system item
    gov johndoe telephone mail january february march april june july august september october november december""".split()  # noqa: SIM905  # reads better than a list
)
"""Words too common in sentences or in descriptions to tell awards apart."""
SPELLINGS = (
    (re.compile(r"^(\w{3,})isation$"), r"\1ization"),
    (re.compile(r"^(\w{3,})ise$"), r"\1ize"),
    (re.compile(r"^(\w*(?:arm|col|lab|harb|vap))our$"), r"\1or"),
    (re.compile(r"^licence$"), "license"),
    (re.compile(r"^centre$"), "center"),
    (re.compile(r"^programme$"), "program"),
    (re.compile(r"^ammo$"), "ammunition"),
)
STATE_AFTER = re.compile(r",\s*([A-Z]{2})\b")


def term(word: str) -> str:
    """Fold a word: small letters, singular, one spelling."""
    word = word.casefold()
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):  # "gas" is no plural
        word = word[:-3] + "y" if word.endswith("ies") and len(word) > 4 else word[:-1]  # "ties"
    for pattern, spelling in SPELLINGS:
        word = pattern.sub(spelling, word)
    return word


def terms_of(text: str) -> frozenset[str]:
    """List the words of a text that can tell awards apart."""
    return frozenset(_terms(folded(text)))


def described(description: str) -> frozenset[str]:
    """List the words of a description that can tell awards apart; `AURORA, CO` has Colorado."""
    states = {state_codes().get(code.casefold(), "") for code in STATE_AFTER.findall(description)}
    return terms_of(" ".join((description, *sorted(states))))


def _terms(text: str) -> Iterator[str]:
    for word in WORD.findall(text):
        found = term(word)
        if len(found) > 1 and found not in SAYS_NOTHING and not found.isdecimal():
            yield found


def initials(name: str) -> str:
    """Write the first letters of a name's words that are written large: `Federal Protective Service` is fps."""
    return "".join(word[0] for word in WORD.findall(name) if word[0].isupper()).casefold()
