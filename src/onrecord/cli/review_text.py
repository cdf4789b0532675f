"""What waits for a decision, as text: names in full view, quotations in their context."""

from collections.abc import Iterable, Iterator, Mapping

from rich.text import Text

from onrecord.answer.review import QUESTIONS, ReviewItem
from onrecord.answer.review_cards import PartyCard, StatementCard
from onrecord.answer.review_words import SAID, judged_words, visible
from onrecord.answer.show_meetings import POSITIONS
from onrecord.answer.shown import Passage
from onrecord.answer.thread_cards import ThreadCard
from onrecord.model.judgement import Judgement, undoings_held
from onrecord.terminal import ID_SHOWN, STYLES, clean

ALIASES_LISTED = 8


def item_text(item: ReviewItem, *, styled: bool) -> Text:
    """Write everything a person needs to decide one item."""
    text = Text()
    score = f"  {item.score:.2f}" if item.kind in {"same", "conflict"} and item.score else ""
    text.append(f"{QUESTIONS[item.kind]}{score}\n", "bold")
    text.append(f"  {clean(item.because)}\n")
    for card in item.parties:
        text.append(_party(card, styled=styled))
    for thread in item.threads:
        text.append(_thread(thread))
    if item.statement:
        text.append(_statement(item.statement, styled=styled))
    for passage in item.passages:
        text.append(_passage(passage, styled=styled))
    for decision in item.decisions:
        one = decision.judgement
        text.append(f"  decided: {visible(judged_words(one))} ({clean(one.words)}) · {decision.id[:ID_SHOWN]}\n", "dim")
    return text


def _party(card: PartyCard, *, styled: bool, number: int = 0) -> Text:
    text = Text("\n")
    text.append(f"  {number}. " if number else "  ")
    text.append(visible(card.name), "bold")
    text.append(f" · {card.kind.replace('_', ' ')} · named {card.mentions:,} times · {card.id[:ID_SHOWN]}\n")
    if card.public_role:
        text.append(f"    {clean(' '.join(card.public_role.split()))}\n")
    if card.aliases:
        more = f" and {len(card.aliases) - ALIASES_LISTED} more" if len(card.aliases) > ALIASES_LISTED else ""
        text.append(f"    also: {'; '.join(map(visible, card.aliases[:ALIASES_LISTED]))}{more}\n")
    if card.identifiers:
        text.append(f"    {', '.join(f'{scheme} {visible(value)}' for scheme, value in card.identifiers)}\n")
    for passage in card.samples:
        text.append(_passage(passage, styled=styled))
    return text


def _thread(card: ThreadCard) -> Text:
    about = f" with {visible(card.counterpart)}" if card.counterpart else ""
    text = Text("\n").append(f"  {visible(card.speaker)} on {visible(card.name)}{about}", "bold")
    text.append(f" · {card.id[:ID_SHOWN]}\n")
    for row, position in card.said:
        read = POSITIONS[position] if position else "no position read"
        text.append(f"    {(row.said_on or 'no date')[:10]}  {read}: {clean(row.content)}\n")
    return text.append(f"    and {card.more} more\n" if card.more else "")


def _statement(card: StatementCard, *, styled: bool) -> Text:
    text = Text("\n")
    row = card.row
    taken = row.party_name or row.speaker_name
    text.append(f"  {visible(taken) if taken else 'nobody'}", "bold")
    text.append(f" ({clean(card.speaker_rule)}) · confidence {row.confidence:.2f} · {row.id[:ID_SHOWN]}\n")
    if card.passage:
        text.append(_passage(card.passage, styled=styled))
    for number, candidate in enumerate(card.candidates, 1):
        text.append(_party(candidate, styled=styled, number=number))
    return text


def _passage(passage: Passage, *, styled: bool) -> Text:
    """Write a passage, indented; without colours its words stand between »«."""
    text = Text().append(f"    — {clean(passage.where)}\n", "dim")
    text.append("    ")
    for words, role in passage.pieces:
        shown = " ".join(clean(words).split("\n"))
        text.append(shown if styled or not role else f"»{shown}«", STYLES.get(role, ""))
    return text.append("\n")


def counts_line(counts: Iterable[tuple[str, int]]) -> str:
    """Write how much of each kind waits: `3 same, 12 statement`."""
    return ", ".join(f"{count:,} {kind}" for kind, count in counts if count)


def judgement_lines(
    made: Iterable[Judgement],
    standing: Iterable[Judgement],
    another_look: Mapping[str, str],
    sides: Mapping[str, Iterable[tuple[str, str]]],
) -> Iterator[str]:
    """Write judgements, each on a line, the latest last; what stands no more says so.

    Args:
        made: All of them.
        standing: Those that stand.
        another_look: Those that need another look, and why; a line each for that and for their sides follows.
        sides: What these are about, by their ids.
    """
    stand = {one.id for one in standing}
    listed = list(made)
    held = undoings_held(listed)
    for one in listed:
        if one.verdict == "undone" and one.id in held:
            mark = f" (takes back {one.left.removeprefix('judgement:')[:ID_SHOWN]})"
        elif one.id in another_look:
            mark = " (needs another look)"
        else:
            mark = "" if one.id in stand else " (stands no more)"
        why = f": {visible(one.reason)}" if one.reason else ""
        yield (
            f"{one.id[:ID_SHOWN]}  {one.made_at[:19]}  {visible(one.user)}  {SAID[one.verdict]}{mark}  "
            f"{visible(one.words) or visible(one.left)}{why}"
        )
        if one.id in another_look:
            yield f"    why: {clean(another_look[one.id])}"
            yield from (f"    {name}: {words}" for name, words in sides[one.id])
