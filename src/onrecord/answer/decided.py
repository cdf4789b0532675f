"""A person's decision as it stands in the record now: both of its sides, and whether it needs another look."""

from onrecord.answer.parties import told_apart
from onrecord.answer.review_asked import asked_of, held_now
from onrecord.answer.review_words import judged_words, visible, words_of
from onrecord.model.ids import PartyId
from onrecord.model.judgement import Judgement, document_of_key, marked, standing
from onrecord.store import View

GONE = "not found in the record any more"


def another_look(view: View) -> dict[str, str]:
    """Map the decisions that need another look to why."""
    asked = asked_of(view, held_now(view), "judgement", 0)
    return {item: one.because for one in asked for item in one.items}


def decision_facts(view: View, one: Judgement) -> tuple[tuple[str, str], ...]:
    """Write a decision, its sides, and what has become of it."""
    return (
        ("decided", judged_words(one)),
        ("words", visible(one.words) or "-"),
        *sides(view, one),
        ("state", _state(view, one)),
    )


def sides(view: View, one: Judgement) -> list[tuple[str, str]]:
    """Say what each end of a decision is in the record now."""
    if one.verdict == "undone":
        return [("takes back", words_of(view, one.left) or f"{one.left}: {GONE}")]
    if one.verdict == "speaker":
        return [("about", _end(view, one.left)), ("speaker", _end(view, one.right) if one.right else "nobody")]
    if one.verdict == "span":
        document = document_of_key(one.left)
        spans = marked(document, one.right) if document else None
        words = " … ".join(" ".join(span.text.split()) for span in spans[2]) if spans else one.right
        return [("about", _end(view, one.left)), ("marked", visible(words))]
    if one.right:
        return [("one side", _end(view, one.left)), ("other side", _end(view, one.right))]
    return [("about", _end(view, one.left))]


def _end(view: View, key: str) -> str:
    found = view.party_of_key(key) if key.startswith("party:") else None
    party = view.party(PartyId(found)) if found else None
    if party is None:
        words = words_of(view, key)
        return visible(words) if words else f"{visible(key)}: {GONE}"
    known = (party.kind.replace("_", " "), told_apart(view, party), f"id {party.id[:12]}")
    return f"{visible(party.name)} ({visible(', '.join(filter(None, known)))})"


def _state(view: View, one: Judgement) -> str:
    made = view.judgements()
    if one.verdict == "undone":
        return "takes a decision back"
    if all(each.id != one.id for each in standing(made)):
        return "stands no more: it was taken back, or replaced by a later one"
    because = another_look(view).get(one.id)
    return f"needs another look: {because}" if because else "stands"
