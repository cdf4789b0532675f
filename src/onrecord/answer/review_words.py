"""What the keys of judgements name, in words for people."""

import unicodedata
from collections.abc import Callable, Mapping

from onrecord.model.ids import DocumentId, MentionId, PartyId
from onrecord.model.judgement import Judgement, parts_of_thread_key
from onrecord.model.statement import Statement
from onrecord.store import View, meetings
from onrecord.store.verdicts import copy_keys, echo_keys, judgement, match_keys, mention_keys_of, tension_keys

WORDS_KEPT = 300
"""Code points of the words that are kept with a judgement."""


SAID: Mapping[str, str] = {
    "right": "found right",
    "wrong": "found wrong",
    "unsure": "left open",
    "speaker": "speaker decided",
    "span": "words marked",
    "same": "taken for one",
    "different": "kept apart",
    "undone": "taken back",
}
"""What each verdict comes to, before "by" and a name."""


BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and signs that show nothing."""
HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Categories of characters that show nothing or move others: controls, formats, lone surrogates, line breaks."""


def visible(text: str) -> str:
    """Write a name so that all of it is seen: what shows nothing or turns the writing round is spelt out, `‹U+200B›`."""
    folded = " ".join(text.split())
    return "".join(f"‹U+{ord(one):04X}›" if _is_hidden(one) else one for one in folded)


def _is_hidden(character: str) -> bool:
    return character in BLANK or unicodedata.category(character) in HIDDEN


def judged_words(one: Judgement) -> str:
    """Say who decided what when, and why: `found wrong by Ann Lee on 2026-11-23: it is the agency's report`."""
    why = f": {' '.join(one.reason.split())}" if one.reason else ""
    return f"{SAID[one.verdict]} by {one.user} on {one.made_at[:10]}{why}"


def words_of(view: View, key: str) -> str:
    """Say what a key names, in words; empty where it names nothing any more."""
    kind = key.partition(":")[0]
    reader = _WORDS.get(kind)
    return reader(view, key) if reader else ""


def _party(view: View, key: str) -> str:
    party = view.party_of_key(key)
    found = view.party(PartyId(party)) if party else None
    return found.name if found else ""


def _mention(view: View, key: str) -> str:
    document = DocumentId(key.split(":")[1])
    by_key: dict[str, MentionId] = {its: one for one, its in mention_keys_of(view, document).items()}
    mention = view.mention(by_key[key]) if key in by_key else None
    return f"{mention.name} in “{title_of(view, document)}”" if mention else ""


def _statement(view: View, key: str) -> str:
    document = DocumentId(key.split(":")[1])
    by_key = {its: one for one, its in view.statement_keys(document).items()}
    statement = view.statement(by_key[key]) if key in by_key else None
    return content_of(statement)[:WORDS_KEPT] if statement else ""


def _tension(view: View, key: str) -> str:
    keys = tension_keys(view)
    return next((one.because for one in view.tensions() if keys[one.id] == key), "")[:WORDS_KEPT]


def _echo(view: View, key: str) -> str:
    keys = echo_keys(view)
    found = next((one.members[0].span.text for one in view.echoes() if keys[one.id] == key), "")
    return " ".join(found.split())[:WORDS_KEPT]


def _copy(view: View, key: str) -> str:
    keys = copy_keys(view)
    found = next((one for one in meetings.copies(view) if keys[one.id] == key), None)
    return f"{title_of(view, found.document)} / {title_of(view, found.of)}"[:WORDS_KEPT] if found else ""


def _match(view: View, key: str) -> str:
    keys = match_keys(view)
    found = next((one for one in meetings.matches(view) if keys[one.id] == key), None)
    return f"{' '.join(found.place.text.split())} / {found.award or found.kind}"[:WORDS_KEPT] if found else ""


def _judgement(view: View, key: str) -> str:
    found = judgement(view, key.removeprefix("judgement:"))
    return f"{found.verdict}: {found.words}" if found else ""


def _thread(view: View, key: str) -> str:
    parts = parts_of_thread_key(key)
    if parts is None:
        return ""
    names = [_party(view, one) for one in parts[:2] if one]
    return f"{' with '.join(names)} on {parts[2].partition(':')[2] or 'anything else'}"


_WORDS: Mapping[str, Callable[[View, str], str]] = {
    "party": _party,
    "mention": _mention,
    "statement": _statement,
    "tension": _tension,
    "echo": _echo,
    "copy": _copy,
    "match": _match,
    "judgement": _judgement,
    "thread": _thread,
}


def content_of(statement: Statement) -> str:
    """Write the words of a statement on one line."""
    return " … ".join(" ".join(span.text.split()) for span in statement.content)


def title_of(view: View, document: DocumentId) -> str:
    """Name a document by its title, else by its path."""
    head = view.heads([document]).get(document)
    return (head.title or head.path) if head else document
