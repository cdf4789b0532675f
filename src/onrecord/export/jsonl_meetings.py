"""The public contract's files of what connects: echoes, copies, credits, threads, tensions, matches with awards, revisions."""

from collections.abc import Iterator
from typing import Any

from onrecord.export.jsonl_rows import Row, place_row, span_row
from onrecord.model.calibration import Calibrated
from onrecord.model.thread import Utterance
from onrecord.store import View, meetings
from onrecord.store.verdicts import counting, judgements_of_echoes, tension_verdicts


def probability_row(one: Calibrated | None) -> Row | None:
    """Write a probability with what it was fitted on; null where the rule was never measured."""
    return {"value": one.value, "n": one.n, "fitted_on": one.fitted_on} if one else None


def echoes(view: View) -> Iterator[Row]:
    """Write the same words in two documents; `review` is what people have found of it, null while nobody has said."""
    judged = judgements_of_echoes(view)
    for one in view.echoes():
        members = [
            {
                "document": member.span.document,
                "span": span_row(member.span),
                "statement": member.statement,
                "speaker": member.speaker,
            }
            for member in one.members
        ]
        verdict = counting(judged.get(one.id, ()))
        yield {
            "id": one.id,
            "kind": one.kind,
            "kinds": list(one.kinds),
            "members": members,
            "differences": [list(pair) for pair in one.differences],
            "emphases": list(one.emphases),
            "proposed_speaker": one.proposed,
            "method": one.method,
            "score": one.score,
            "probability": probability_row(one.probability),
            "because": one.because,
            "review": verdict and verdict.verdict,
        }


def copies(view: View) -> Iterator[Row]:
    """Write which documents repeat passages of which."""
    for one in meetings.copies(view):
        yield {
            "id": one.id,
            "kind": one.kind,
            "document": one.document,
            "of": one.of,
            "ordered": one.ordered,
            "containment": one.containment,
            "passages": [[span_row(left), span_row(right)] for left, right in one.passages],
            "method": one.method,
            "probability": probability_row(one.probability),
            "because": one.because,
        }


def credited(view: View) -> Iterator[Row]:
    """Write whom documents say they have their text or their news from."""
    for one in meetings.credits_of(view):
        yield {
            "id": one.id,
            "kind": one.kind,
            "document": one.name.document,
            "name": span_row(one.name),
            "evidence": span_row(one.evidence),
            "method": one.method,
        }


def threads(view: View) -> Iterator[Row]:
    """Write the statements of one organisation about one matter, in time."""
    for one in meetings.threads(view):
        yield {
            "id": one.id,
            "speaker": one.speaker,
            "counterpart": one.counterpart,
            "matter": one.matter,
            "name": one.name,
            "utterances": [_utterance(said) for said in one.utterances],
            "method": one.method,
            "because": one.because,
        }


def _utterance(one: Utterance) -> Row:
    return {
        "statement": one.statement,
        "copies": list(one.copies),
        "said_on": one.said_on,
        "position": one.position and one.position.kind,
        "position_words": span_row(one.position.words) if one.position else None,
    }


def tensions(view: View) -> Iterator[Row]:
    """Write tensions; `review` is what people have found of it, null while nobody has said."""
    reviews = {one: found.verdict for one, found in tension_verdicts(view).items()}
    for one in view.tensions():
        yield {
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
            "review": reviews.get(one.id),
        }


def award_matches(view: View) -> Iterator[Row]:
    """Write what the award data held says to sentences that speak of a contract."""
    for one in meetings.matches(view):
        row: dict[str, Any] = {
            "id": one.id,
            "kind": one.kind,
            "place": place_row(one.place),
            "statement": one.statement,
            "award": one.award,
            "figure": span_row(one.figure),
            "money_said": one.said,
            "money_held": list(one.holds),
            "evidence": [place_row(place) for place in one.evidence],
            "words": [span_row(span) for span in one.words],
            "keys": list(one.keys),
            "method": one.method,
            "score": one.score,
            "probability": probability_row(one.probability),
            "because": one.because,
            "both_true_if": one.both_true_if or None,
        }
        yield row


def revisions(view: View) -> Iterator[Row]:
    """Write statements that one version of a page has and the next has not, or has in other words."""
    for one in meetings.revisions(view):
        yield {
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
