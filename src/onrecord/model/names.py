"""How names are compared: folded spelling, and the core of an organisation's name without its legal form."""

import re
import unicodedata

LEGAL_FORMS = frozenset(
    "inc incorporated corp corporation co company llc lp llp ltd limited plc gmbh ag sa nv bv pty pllc pc lc".split()  # noqa: SIM905  # reads better than a list
)
"""Endings that say how a body is registered, not who it is."""
PSEUDO_RECIPIENTS = frozenset(
    {
        "multiple recipients",
        "redacted due to pii",
        "multiple foreign recipients",
        "private individual",
        "individual recipient",
        "miscellaneous foreign awardees",
        "miscellaneous foreign contractors",
        "federal egov iae initiative generic duns",
        "classified domestic contractor",
    }
)
"""Stand-ins that registers print instead of a name (USAspending's own list, and CSIS's): nobody is called that."""


NEITHER_LETTER_NOR_NUMBER = re.compile(r"[\W_]+")


def folded(name: str) -> str:
    """Fold a name for comparing: case, accents, punctuation, white space and what is not seen at all do not count."""
    if name.isascii():  # nothing to decompose: most names, and quick
        return NEITHER_LETTER_NOR_NUMBER.sub(" ", name.lower()).strip()
    # Zero-width characters, marks of direction, soft hyphens: they stand inside words.
    name = "".join(character for character in name if unicodedata.category(character) != "Cf")
    # Decomposed before and after: styled letters (𝐀) become plain capitals only by decomposing, and case folding may compose.
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    kept = "".join(character for character in plain if not unicodedata.combining(character))
    return NEITHER_LETTER_NOR_NUMBER.sub(" ", kept).strip()


def core_name(name: str) -> str:
    """Fold an organisation's name to what tells it from others.

    Joins initials (`L.L.C.` is `llc`), drops a leading article and trailing legal forms, undoes `X, THE`, and drops the
    notes on a site or a register that procurement data add (`SITZ IN REDMOND`, `(4813)`).
    """
    bare = re.sub(r"\([^)]*\)|\bSITZ IN\b.*", " ", name, flags=re.IGNORECASE)
    words = folded(re.sub(r"\b(\w)\.\s?(?=\w\b)", r"\1", bare)).split()
    words = _join_initials(words)
    if len(words) > 1 and words[-1] == "the":
        words.pop()
    while len(words) > 1 and words[-1] in LEGAL_FORMS:
        words.pop()
    if len(words) > 1 and words[0] == "the":
        words.pop(0)
    return " ".join(words)


def _join_initials(words: list[str]) -> list[str]:
    joined: list[str] = []
    run = False
    for word in words:
        single = len(word) == 1 and word.isalpha()
        if single and run:
            joined[-1] += word
        else:
            joined.append(word)
        run = single
    return joined
