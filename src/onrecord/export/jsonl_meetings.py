"""The public contract's files of what connects: echoes, copies, credits, threads, tensions, matches with awards, revisions."""

from collections.abc import Iterator

from onrecord.export.contract import (
    AwardMatchRow,
    CopyRow,
    CreditRow,
    EchoRow,
    ProbabilityRow,
    RevisionRow,
    TensionRow,
    ThreadRow,
    UtteranceRow,
)
from onrecord.export.jsonl_rows import field_row, place_row, span_row, words_row
from onrecord.model.calibration import Calibrated
from onrecord.model.lineage import Copy, Credit, Revision
from onrecord.model.meeting import Echo, Tension
from onrecord.model.thread import AwardMatch, Thread, Utterance
from onrecord.store import View, meetings
from onrecord.store.verdicts import counting, judgements_of_echoes, tension_verdicts


def probability_row(one: Calibrated | None) -> ProbabilityRow | None:
    """Write a probability with what it was fitted on; null where the rule was never measured."""
    return {"value": one.value, "n": one.n, "fitted_on": one.fitted_on} if one else None


def echoes(view: View) -> Iterator[EchoRow]:
    """Write the same words in two documents; `review` is what people have found of it, null while nobody has said."""
    judged = judgements_of_echoes(view)
    for one in view.echoes():
        verdict = counting(judged.get(one.id, ()))
        yield echo_row(one, verdict.verdict if verdict else None)


def echo_row(one: Echo, review: str | None) -> EchoRow:
    """Write an echo."""
    return {
        "id": one.id,
        "kind": one.kind,
        "kinds": list(one.kinds),
        "members": [
            {
                "document": member.span.document,
                "span": words_row(member.span),
                "statement": member.statement,
                "speaker": member.speaker,
            }
            for member in one.members
        ],
        "differences": [list(pair) for pair in one.differences],
        "emphases": list(one.emphases),
        "proposed_speaker": one.proposed,
        "method": one.method,
        "score": one.score,
        "probability": probability_row(one.probability),
        "because": one.because,
        "review": review,
    }


def copies(view: View) -> Iterator[CopyRow]:
    """Write which documents repeat passages of which."""
    return map(copy_row, meetings.copies(view))


def copy_row(one: Copy) -> CopyRow:
    """Write a copy."""
    return {
        "id": one.id,
        "kind": one.kind,
        "document": one.document,
        "of": one.of,
        "ordered": one.ordered,
        "containment": one.containment,
        "passages": [[words_row(left), words_row(right)] for left, right in one.passages],
        "method": one.method,
        "probability": probability_row(one.probability),
        "because": one.because,
    }


def credited(view: View) -> Iterator[CreditRow]:
    """Write whom documents say they have their text or their news from."""
    return map(credit_row, meetings.credits_of(view))


def credit_row(one: Credit) -> CreditRow:
    """Write whom a document says it has its text or its news from."""
    return {
        "id": one.id,
        "kind": one.kind,
        "document": one.name.document,
        "name": words_row(one.name),
        "evidence": words_row(one.evidence),
        "method": one.method,
    }


def threads(view: View) -> Iterator[ThreadRow]:
    """Write the statements of one organisation about one matter, in time."""
    return map(thread_row, meetings.threads(view))


def thread_row(one: Thread) -> ThreadRow:
    """Write a thread."""
    return {
        "id": one.id,
        "speaker": one.speaker,
        "counterpart": one.counterpart,
        "matter": one.matter,
        "name": one.name,
        "utterances": [_utterance(said) for said in one.utterances],
        "method": one.method,
        "because": one.because,
    }


def _utterance(one: Utterance) -> UtteranceRow:
    return {
        "statement": one.statement,
        "copies": list(one.copies),
        "said_on": one.said_on,
        "position": one.position.kind if one.position else None,
        "position_words": span_row(one.position.words) if one.position else None,
    }


def tensions(view: View) -> Iterator[TensionRow]:
    """Write tensions; `review` is what people have found of it, null while nobody has said."""
    reviews = {one: found.verdict for one, found in tension_verdicts(view).items()}
    return (tension_row(one, reviews.get(one.id)) for one in view.tensions())


def tension_row(one: Tension, review: str | None) -> TensionRow:
    """Write a tension."""
    return {
        "id": one.id,
        "kind": one.kind,
        "left": one.left,
        "right": one.right,
        "evidence": [place_row(place) for place in one.evidence],
        "method": one.method,
        "score": one.score,
        "probability": probability_row(one.probability),
        "because": one.because,
        "both_true_if": one.both_true_if,
        "review": review,
    }


def award_matches(view: View) -> Iterator[AwardMatchRow]:
    """Write what the award data held says to sentences that speak of a contract."""
    return map(match_row, meetings.matches(view))


def match_row(one: AwardMatch) -> AwardMatchRow:
    """Write what the award data says to a sentence."""
    return {
        "id": one.id,
        "kind": one.kind,
        "place": {
            "document": one.place.document,
            "start": one.place.start,
            "end": one.place.end,
            "text": one.place.text,
        },
        "statement": one.statement,
        "award": one.award,
        "figure": span_row(one.figure),
        "money_said": one.said,
        "money_held": list(one.holds),
        "evidence": [field_row(place) for place in one.evidence],
        "words": [words_row(span) for span in one.words],
        "keys": list(one.keys),
        "method": one.method,
        "score": one.score,
        "probability": probability_row(one.probability),
        "because": one.because,
        "both_true_if": one.both_true_if or None,
    }


def revisions(view: View) -> Iterator[RevisionRow]:
    """Write statements that one version of a page has and the next has not, or has in other words."""
    return map(revision_row, meetings.revisions(view))


def revision_row(one: Revision) -> RevisionRow:
    """Write a change between two versions of a page."""
    return {
        "id": one.id,
        "kind": one.kind,
        "address": one.address,
        "before": one.before,
        "after": one.after,
        "before_seen": one.before_seen,
        "after_seen": one.after_seen,
        "left": one.left,
        "right": one.right,
        "left_span": span_row(one.left_span),
        "right_span": span_row(one.right_span),
        "differences": [list(pair) for pair in one.differences],
        "method": one.method,
    }
