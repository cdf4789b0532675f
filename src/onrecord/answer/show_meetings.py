"""What connects, one by one: echoes, copies, threads, matches with awards, changes between versions of a page."""

from collections.abc import Callable, Iterable
from itertools import islice

from onrecord.answer.review_words import judged_words
from onrecord.answer.shown import Passage, Shown, at_field, in_context
from onrecord.model.calibration import Calibrated
from onrecord.model.evidence import Span
from onrecord.model.ids import DocumentId
from onrecord.model.thread import AwardMatch, Thread
from onrecord.store import View, meetings
from onrecord.store.kin import names_of
from onrecord.store.meeting_pages import copies_of, echoes_of
from onrecord.store.verdicts import copy_keys, echo_keys, judged, match_keys

POSITIONS = {
    "affirm": "affirms",
    "deny": "denies",
    "not_aware": "is not aware",
    "decline": "declines to comment",
    "commit": "commits",
    "condition": "sets a condition",
}
"""Positions for people."""
UTTERANCES_SHOWN = 50
PASSAGES_SHOWN = 12
Facts = list[tuple[str, str]]


def probability_words(one: Calibrated | None) -> str:
    """Say how sure a rule is, with what that rests on."""
    if one is None:
        return "not measured"
    return f"{one.value:.0%} of labelled cases with such a score were right ({one.n} cases, {one.fitted_on})"


def _echo(view: View, whole: str) -> Shown:
    echo = echoes_of(view, [whole])[whole]
    beside = view.echoes(document=echo.members[0].span.document)
    said = judged(view, "echo", lambda: echo_keys(view, beside)).get(echo.id, ())
    facts: Facts = [("judged", judged_words(one)) for one in said]
    facts += [("kind", ", ".join(kind.replace("_", " ") for kind in (echo.kinds or (echo.kind,))))]
    emphases = echo.emphases or ("",) * len(echo.differences)
    for (ours, theirs), emphasis in zip(echo.differences, emphases, strict=True):
        of = f"a {emphasis} differs" if emphasis else "differs"
        facts.append((of, f"{ours or '(nothing)'} / {theirs or '(nothing)'}"))
    names = names_of(view, {one for one in (echo.proposed, *(each.speaker for each in echo.members)) if one})
    facts += [("speaker there", names[one.speaker][0]) for one in echo.members if one.speaker in names]
    if echo.proposed in names:
        facts.append(("proposed", f"{names[echo.proposed][0]}, the speaker in the other text; a person decides"))
    facts += [("because", echo.because), ("how sure", probability_words(echo.probability))]
    return Shown(
        kind="echo",
        id=echo.id,
        heading=" ".join(echo.members[0].span.text.split()),
        facts=tuple(facts),
        passages=_passages(view, [one.span for one in echo.members]),
    )


def _copy(view: View, whole: str) -> Shown:
    copy = copies_of(view, [whole])[whole]
    said = judged(view, "copy", lambda: copy_keys(view, [copy])).get(copy.id, ())
    titles = [_title(view, one) for one in (copy.document, copy.of)]
    order = "the later by date" if copy.ordered else "no date tells which is the later"
    facts = (
        *(("judged", judged_words(one)) for one in said),
        ("kind", copy.kind),
        ("text", f"{titles[0]} ({order})"),
        ("other text", titles[1]),
        ("because", copy.because),
        ("how sure", probability_words(copy.probability)),
        ("what it means", "they count as one source for these words; neither confirms the other"),
    )
    spans = [span for pair in copy.passages for span in pair]
    return Shown(
        kind="copy", id=copy.id, heading=f"{titles[0]} / {titles[1]}", facts=facts, passages=_passages(view, spans)
    )


def _thread(view: View, whole: str) -> Shown:
    (thread,) = meetings.threads(view, whole_id=whole)
    names = names_of(view, {one for one in (thread.speaker, thread.counterpart) if one})
    facts: Facts = [("speaker", names[thread.speaker][0])]
    facts += [("about", names[thread.counterpart][0])] if thread.counterpart else []
    facts += [("matter", thread.name), ("because", thread.because)]
    for one in thread.utterances[:UTTERANCES_SHOWN]:
        position = POSITIONS[one.position.kind] if one.position else "no position read"
        repeated = f", repeated {len(one.copies)} times" if one.copies else ""
        statement = view.statement(one.statement)
        words = " ".join(" ".join(span.text for span in statement.content).split()) if statement else ""
        facts.append(((one.said_on or "no date")[:10], f"{position}{repeated}: “{words}”"))
    spans = [span for one in thread.utterances if (said := view.statement(one.statement)) for span in said.content[:1]]
    return Shown(
        kind="thread",
        id=thread.id,
        heading=thread_heading(thread, names[thread.speaker][0]),
        facts=tuple(facts),
        passages=_passages(view, spans),
    )


def thread_heading(thread: Thread, speaker: str) -> str:
    """Name a thread for people."""
    number = len(thread.utterances)
    return f"{speaker} on {thread.name}: {number} utterance{'' if number == 1 else 's'}"


def _match(view: View, whole: str) -> Shown:
    (match,) = meetings.matches(view, whole_id=whole)
    said = judged(view, "match", lambda: match_keys(view, [match])).get(match.id, ())
    return Shown(
        kind="award match",
        id=match.id,
        heading=" ".join(match.place.text.split()),
        facts=(*(("judged", judged_words(one)) for one in said), *match_facts(match)),
        passages=(
            *_passages(view, [match.place]),
            *(at_field(field) for field in match.evidence),
        ),
    )


def match_facts(match: AwardMatch) -> Facts:
    """Say what the award data held says to a sentence."""
    kinds = {
        "record_match": "the data held has an award that goes with this sentence",
        "record_differs": "the data held has an award that goes with this sentence, with another figure",
        "no_record_held": "no matching record in the data held",
    }
    facts: Facts = [("what the data says", kinds[match.kind]), ("because", match.because)]
    facts += [("award", match.award)] if match.award else []
    facts += [("figure", match.figure.text)] if match.figure else []
    facts += [("money the words name", match.said)] if match.said else []
    facts += [("money the award holds it as", ", ".join(match.holds))] if match.holds else []
    facts += [("both true if", match.both_true_if)] if match.both_true_if else []
    return facts if match.kind == "no_record_held" else [*facts, ("how sure", probability_words(match.probability))]


def _revision(view: View, whole: str) -> Shown:
    one = next(each for each in meetings.revisions(view) if each.id == whole)
    facts: Facts = [
        ("kind", one.kind),
        ("address", one.address),
        ("before", f"{one.before_seen[:10]}, document {one.before}"),
        ("after", f"{one.after_seen[:10]}, document {one.after}"),
    ]
    facts += [("differs", f"{ours or '(nothing)'} / {theirs or '(nothing)'}") for ours, theirs in one.differences]
    spans = [span for span in (one.left_span, one.right_span) if span]
    words = " ".join(spans[0].text.split()) if spans else one.address
    return Shown(kind="revision", id=one.id, heading=words, facts=tuple(facts), passages=_passages(view, spans))


def _passages(view: View, spans: Iterable[Span]) -> tuple[Passage, ...]:
    return tuple(
        in_context(document, [(span, "words")])
        for span in islice(spans, PASSAGES_SHOWN)
        if (document := view.document(span.document))
    )


def _title(view: View, document: DocumentId) -> str:
    head = view.heads([document]).get(document)
    return head.title if head and head.title else document


SHOWN_MEETINGS: dict[str, Callable[[View, str], Shown]] = {
    "echoes": _echo,
    "copies": _copy,
    "threads": _thread,
    "award_matches": _match,
    "revisions": _revision,
}
"""By the name of the table."""
