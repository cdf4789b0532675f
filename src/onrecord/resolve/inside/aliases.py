"""Other names a text itself defines: `General Services Administration (GSA)`, `Acme Holdings, known as Acme`, `(the "Company")`."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from onrecord.model.ids import MentionId
from onrecord.model.statement import Mention
from onrecord.resolve.known import visible

Keys = Mapping[MentionId, tuple[str, str]]
REACH = 80
"""Code points behind a name in which another name for it is defined."""
_CAPITALS = re.compile(r"[A-Z][A-Z&.]{1,9}")
_NAME = r"[^\W\d_][\w.&'’-]*(?:\s[^\W\d_][\w.&'’-]*){0,4}"
_BRACKET = re.compile(
    r"\s?\((?:(?:hereinafter|hereafter|also|formerly|abbreviated|or|NYSE|NASDAQ|LSE)\b[\s:,]*(?:known as |called |as )?)?"
    rf"(?P<the>the\s)?(?P<open>[\"“'‘])?(?P<alias>{_NAME})[\"”'’]?[,;)]"
)
_KNOWN_AS = re.compile(
    r",?\s(?:(?:which is|who is|is|was|are)\s)?(?:(?:also|better|commonly|widely|formerly|previously|otherwise|then|now)\s)?"
    rf"(?:known(?:\s\w+)?\sas|called|doing business as|d/b/a|trading as|formerly|or)\s(?:the\s)?[\"“'‘]?(?P<alias>{_NAME})",
)
_ABBREVIATED = 5
"""A longer word with a full stop ends a sentence ("Corp." does not)."""
_LINK_OR = re.compile(r",?\sor\s")
_LINKS = frozenset("of and for the on in to & de la".split())  # noqa: SIM905  # reads better than a list


@dataclass(slots=True)
class Aliases:
    """Names and descriptions that a text defines for its parties.

    Attributes:
        acronyms: Acronym to `(key, spelled)`: `spelled` says that the name's own initials make it.
        names: Other name to `(key, rule)`; those defined for two parties are left out.
        defined: Definite description, folded, to key: `company` for `(the "Company")`.
    """

    acronyms: dict[str, tuple[str, bool]] = field(default_factory=dict)
    names: dict[str, tuple[str, str]] = field(default_factory=dict)
    defined: dict[str, str] = field(default_factory=dict)


def defined_aliases(text: str, mentions: Iterable[Mention], keys: Keys) -> Aliases:
    """Find the names that a text defines straight behind those of its companies and bodies."""
    aliases = Aliases()
    doubtful: set[str] = set()
    for mention in mentions:
        key = keys.get(mention.id, ("", ""))[0]
        if not key or mention.span is None or key.startswith("person:"):
            continue
        end = mention.span.end
        window = min(len(text), end + REACH)
        if match := _BRACKET.match(text, end, window):
            _bracket(aliases, match, mention.name, key)
        elif match := _KNOWN_AS.match(text, end, window):
            alias = _alias(match, mention.name)
            if alias and aliases.names.setdefault(alias, (key, "other name given in the text"))[0] != key:
                doubtful.add(alias)
    for alias in doubtful:
        del aliases.names[alias]
    return aliases


def _bracket(aliases: Aliases, match: re.Match[str], name: str, key: str) -> None:
    """Take what stands in brackets for an acronym, a description in quotation marks, or a name in quotation marks."""
    alias = match["alias"]
    spelled = spells(alias, name)
    if not match["open"] and (_CAPITALS.fullmatch(alias) or spelled):
        aliases.acronyms.setdefault(alias, (key, spelled))
    elif match["open"] and match["the"]:
        aliases.defined.setdefault(" ".join(alias.casefold().split()), key)
    elif match["open"] and alias[0].isupper():
        if spelled or _CAPITALS.fullmatch(alias):
            aliases.acronyms.setdefault(alias, (key, spelled))
        aliases.names.setdefault(alias, (key, "other name given in brackets"))


def _alias(match: re.Match[str], name: str) -> str:
    """Cut an alias to its capitalised words; "or X" defines one only where X is made of the name's initials."""
    words: list[str] = []
    for word in match["alias"].split():
        if not word[0].isupper() and not (words and word in _LINKS):
            break
        words.append(word)
        if word.endswith(".") and len(word) > _ABBREVIATED:
            break
    while words and words[-1] in _LINKS:
        words.pop()
    alias = " ".join(words).rstrip(".,'’")
    return "" if _LINK_OR.match(match[0]) and not spells(alias, name) else alias


def spells(acronym: str, name: str) -> bool:
    """Say whether the initials of a name's words make an acronym; small words may be left out or counted."""
    letters = [letter for letter in visible(acronym).casefold() if letter.isalnum()]
    words = re.findall(r"[^\W_]+", visible(name))
    long = "".join(word[0] for word in words).casefold()
    short = "".join(word[0] for word in words if word[0].isupper()).casefold()
    return len(letters) > 1 and acronym[:1].isupper() and "".join(letters) in {long, short}
