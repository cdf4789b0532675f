"""From what a person types or sends to a judgement: what is meant is found, and what makes no sense is refused."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from typing import get_args

from onrecord.answer.parties import find_party
from onrecord.answer.review_threads import thread_ends
from onrecord.answer.review_words import WORDS_KEPT, content_of, title_of, words_of
from onrecord.errors import Ambiguous, NotFound, UserError
from onrecord.model.evidence import cut
from onrecord.model.ids import DocumentId, PartyId, StatementId
from onrecord.model.judgement import PERSON, Judgement, Verdict, is_of_person, place_of_key, standing
from onrecord.model.names import core_name
from onrecord.model.party import Party
from onrecord.model.statement import Statement
from onrecord.store import View
from onrecord.store.samples import judgement_ids
from onrecord.store.verdicts import (
    KEYS_OF,
    judgement,
    marking,
    mention_keys_of,
    missing,
)

NOBODY = "nobody"
"""Typed in the place of a party: the words are those of no party."""
PAIRS = frozenset({"same", "different"})
REASON_LIMIT, USER_LIMIT = 4_000, 200
"""The most a person may write, code points."""
_VERDICTS: Mapping[str, Verdict] = {one: one for one in get_args(Verdict)}
KEY_KINDS = frozenset({"party", "mention", "statement", "tension", "echo", "copy", "match", "judgement", "thread"})


NOUNS = {"echoes": "echo", "copies": "copy", "award_matches": "award match"}
ONE_THING = "a statement, a tension, an echo, a copy or an award match"
"""What can be right or wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A judgement that nobody has signed yet; the fields are those of `Judgement`."""

    left: str
    right: str
    verdict: Verdict
    words: str


def signed(draft: Draft, user: str, reason: str, now: datetime | None = None) -> Judgement:
    """Make a draft a person's judgement.

    Raises:
        UserError: No user is named, or the reason is no text one would write.
    """
    name, why = " ".join(user.split()), reason.strip()
    if not name or len(name) > USER_LIMIT or not name.isprintable():
        raise UserError(f"user {name[:40]!r}: say who decides, in at most {USER_LIMIT} printable characters")
    if len(why) > REASON_LIMIT or "\x00" in why:
        raise UserError(f"reason: {len(why)} characters; write at most {REASON_LIMIT}, and none that is no text")
    return Judgement(
        left=draft.left,
        right=draft.right,
        verdict=draft.verdict,
        user=name,
        made_at=(now or datetime.now(UTC)).astimezone(UTC).isoformat(),
        reason=why,
        words=draft.words,
    )


def draft(view: View, verdict: str, left: str, right: str = "", spans: Sequence[tuple[int, int]] = ()) -> Draft:
    """Draft a judgement.

    Args:
        view: Where names, ids and keys are looked up.
        verdict: A `Verdict`.
        left: A party's name or id, the id of anything else or its beginning, or a key.
        right: The same, for a pair; for `speaker` a party or `nobody`.
        spans: For `span`: where the words are, code points of the document.

    Raises:
        UserError: That is no judgement: the verdict does not fit what it is about, or there is no such thing.
        NotFound, Ambiguous: A name or an id stands for nothing, or for several things.
    """
    said = _VERDICTS.get(verdict)
    if said is None:
        raise UserError(f"verdict {verdict[:40]!r}: give one of {', '.join(_VERDICTS)}")
    if said != "span" and spans:
        raise UserError("words are marked in a statement only, with the verdict span")
    if said == "undone":
        return undoing(view, left.removeprefix("judgement:"))
    if said == "speaker":
        return _speaking(view, left, right)
    if said == "span":
        return _marking(view, left, spans)
    if said in PAIRS or (said == "unsure" and right):
        return _pair(view, said, left, right)
    if right:
        raise UserError(f"{said}: is said of {ONE_THING}; name no second thing")
    key, words = _thing(view, left)
    return Draft(left=key, right="", verdict=said, words=words)


def undoing(view: View, prefix: str) -> Draft:
    """Draft the taking back of a judgement.

    Raises:
        NotFound, Ambiguous, UserError: No judgement has such an id, several have, or it does not stand any more.
    """
    found = judgement_ids(view, prefix) if prefix else []
    if len(found) > 1:
        raise Ambiguous(f"{prefix!r} could be the judgements {', '.join(found)}; give more of it")
    one = judgement(view, found[0]) if found else None
    if one is None:
        raise NotFound(f"{prefix!r}: no such judgement; see their ids with: onrecord review RECORD --list")
    if not _holds(view, one):
        raise UserError(f"{one.id[:12]}: does not stand any more: it was taken back, or replaced by a later one")
    return Draft(
        left=f"judgement:{one.id}", right="", verdict="undone", words=f"{one.verdict}: {one.words}"[:WORDS_KEPT]
    )


def _holds(view: View, one: Judgement) -> bool:
    """Say whether a judgement stands; of one that takes another back, whether it does so still."""
    made = view.judgements()
    if one.verdict != "undone":
        return any(each.id == one.id for each in standing(made))
    without = [each for each in made if each.id != one.id]
    return standing(made) != standing(without)


def splitting(view: View, typed: str, document_prefix: str) -> list[Draft]:
    """Draft that those whom one document names are not the party it takes them for.

    Raises:
        UserError: The document does not name the party, or nothing of it stands anywhere else.
    """
    party = find_party(view, typed)
    document = DocumentId(_one_id(view, document_prefix, "documents"))
    keys = view.keys_of(party.id)
    here = [key for key in keys if key.startswith("party:person:") and key.endswith(f"@{document}")]
    others = [key for key in keys if key not in here]
    if here and others:
        pairs = [(one, other) for one in here for other in others]
    else:
        keyed = mention_keys_of(view, document)
        named = [one for one, naming in view.namings(document).items() if naming.party == party.id]
        pairs = [(keyed[one], _key_beside(view, party.id, keyed[one])) for one in named if one in keyed]
        if here or not pairs:
            where = "stands in this document only: there is nothing to split" if here else "is not named in it"
            raise UserError(f"{party.name}: {where}; give another document's id")
    words = f"{party.name} in “{title_of(view, document)}”, and {party.name} elsewhere"[:WORDS_KEPT]
    return [Draft(left=left, right=right, verdict="different", words=words) for left, right in pairs]


def _pair(view: View, verdict: Verdict, left: str, right: str) -> Draft:
    if not left or not right:
        raise UserError(f"{verdict}: name two parties, or a mention and a party")
    if found := thread_ends(view, left, right):
        sign = "=" if verdict == "same" else "≠"
        (key, words), (thread, name) = found
        return Draft(left=key, right=thread, verdict=verdict, words=f"{words} {sign} {name}"[:WORDS_KEPT])
    ends = [_end(view, left), _end(view, right)]
    if ends[0][0] == ends[1][0]:
        raise UserError(f"{verdict}: both are {ends[0][1]}: name two parties, or a mention and a party")
    if all(key.startswith("mention:") for key, _ in ends):
        raise UserError(f"{verdict}: of two mentions nothing can be said; name a party for one of them")
    if verdict == "same":
        _refuse_person_and_body(ends)
    ends.sort(key=lambda end: not end[0].startswith("mention:"))
    key, other = ends[0][0], ends[1][0]
    party = view.party_of_key(other)
    if key.startswith("mention:") and party and not {left, right} & {other}:
        other = _key_beside(view, party, key)
    sign = {"same": "=", "different": "≠"}.get(verdict, "?")
    return Draft(left=key, right=other, verdict=verdict, words=f"{ends[0][1]} {sign} {ends[1][1]}"[:WORDS_KEPT])


def _refuse_person_and_body(ends: Sequence[tuple[str, str]]) -> None:
    places = [(place, name) for key, name in ends if (place := place_of_key(key))]
    people = [name for place, name in places if is_of_person(place)]
    bodies = [name for place, name in places if not is_of_person(place)]
    if people and bodies:
        raise UserError(
            f"same: {people[0]} is a person and {bodies[0]} is not: the two cannot be one; where only one place is read "
            f"wrong, give the id of that mention, which onrecord show RECORD PARTY lists"
        )


def _speaking(view: View, left: str, right: str) -> Draft:
    statement = _statement(view, left)
    key = view.statement_keys(statement.document)[statement.id]
    if right.strip() in {"", NOBODY}:
        return Draft(left=key, right="", verdict="speaker", words=f"nobody: {content_of(statement)}"[:WORDS_KEPT])
    end, name = _end(view, right)
    if not end.startswith("party:"):
        raise UserError(f"speaker: {right[:40]!r} is no party; give its name or id, or {NOBODY}")
    return Draft(left=key, right=end, verdict="speaker", words=f"{name}: {content_of(statement)}"[:WORDS_KEPT])


def _marking(view: View, left: str, spans: Sequence[tuple[int, int]]) -> Draft:
    statement = _statement(view, left)
    text = view.text(statement.document)
    ordered = sorted(spans)
    if not ordered or any(not 0 <= start < end <= len(text) for start, end in ordered):
        raise UserError(f"words: give START:END within the document's {len(text):,} characters, at least one")
    if any(later[0] < earlier[1] for earlier, later in pairwise(ordered)):
        raise UserError("words: two of the stretches overlap; give each character once")
    content = tuple(cut(statement.document, text, start, end) for start, end in ordered)
    if any(not one.text.strip() for one in content):
        raise UserError("words: a stretch holds nothing but white space; look up the places with: onrecord show")
    marked = Statement(
        document=statement.document,
        form=statement.form,
        source=statement.source,
        cue=statement.cue,
        content=content,
        confidence=1.0,
        extractor=PERSON,
    )
    key = view.statement_keys(statement.document)[statement.id]
    return Draft(left=key, right=marking(marked), verdict="span", words=content_of(marked)[:WORDS_KEPT])


def _statement(view: View, typed: str) -> Statement:
    key, _ = _thing(view, typed)
    document = DocumentId(key.split(":")[1]) if key.startswith("statement:") else None
    for one, its in view.statement_keys(document).items() if document else ():
        if its == key and (statement := view.statement(one)):
            return statement
    raise UserError(f"{typed[:60]!r}: is no statement; give a statement's id")


def _end(view: View, typed: str) -> tuple[str, str]:
    """Find a party or a mention: its key and its name."""
    if _is_key(typed):
        if typed.partition(":")[0] not in {"party", "mention"}:
            raise UserError(f"{typed[:60]!r}: is neither a party nor a mention")
        _refuse_unknown(view, typed)
        return typed, words_of(view, typed)
    mentions = [one for kind, one in view.find_ids(typed) if kind == "mentions"] if typed.isalnum() else []
    try:
        party = find_party(view, typed)
    except NotFound:
        if len(mentions) != 1:
            raise
        mention = view.mention(mentions[0])
        if mention is None or mention.span is None:
            raise UserError(f"{typed!r}: stands in a table, not in a text; decide about its party") from None
        key = mention_keys_of(view, mention.span.document)[mention.id]
        return key, words_of(view, key)
    return _key_of(view, party), party.name


def _key_beside(view: View, party: PartyId, mention: str) -> str:
    """Choose, of a party's keys, the one a mention goes by: that of its document, or of its name; else the first."""
    _, document, name = mention.split(":", 2)
    core = core_name(name.partition("#")[0])
    keys = view.keys_of(party)
    here = [key for key in keys if key.endswith(f"@{document}")]
    alike = [key for key in keys if key.rpartition(":")[2] == core]
    return next(iter([*here, *alike, *keys]), "")


def _key_of(view: View, party: Party) -> str:
    keys = view.keys_of(party.id)
    if not keys:
        raise UserError(f"{party.name}: was made by an earlier version of onrecord; run: onrecord build RECORD")
    return keys[0]


def _thing(view: View, typed: str) -> tuple[str, str]:
    """Find what can be right or wrong: its key and its words."""
    if _is_key(typed):
        if typed.partition(":")[0] not in {"statement", *KEYS_OF}:
            raise UserError(f"{typed[:60]!r}: a verdict right or wrong is said of {ONE_THING}")
        _refuse_unknown(view, typed)
        return typed, words_of(view, typed)
    whole = _one_id(view, typed, "statements", "tensions", "echoes", "copies", "award_matches")
    statement = view.statement(StatementId(whole))
    if statement:
        key = view.statement_keys(statement.document)[statement.id]
    else:
        key = next(keys[whole] for keys_of in KEYS_OF.values() if whole in (keys := keys_of(view)))
    return key, words_of(view, key)


def _one_id(view: View, prefix: str, *kinds: str) -> str:
    found = [one for one in view.find_ids(prefix) if one[0] in kinds] if prefix else []
    found = [one for one in found if one[1] == prefix] or found
    nouns = " or ".join(NOUNS.get(kind, kind.removesuffix("s")) for kind in kinds)
    if not found:
        raise NotFound(f"{prefix!r}: no {nouns} has this id; find ids with: onrecord search RECORD WORDS")
    if len(found) > 1:
        raise Ambiguous(f"{prefix!r} could be: {'; '.join(one for _, one in found)}; give more of it")
    return found[0][1]


def _is_key(typed: str) -> bool:
    kind, colon, _ = typed.partition(":")
    return bool(colon) and kind in KEY_KINDS


def _refuse_unknown(view: View, key: str) -> None:
    if missing(view, [key]):
        raise NotFound(f"{key[:120]!r}: names nothing in the record as it is now")
