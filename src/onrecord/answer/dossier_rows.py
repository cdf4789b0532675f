"""Statements, awards and tensions as a dossier cites them, with their numbers."""

from collections.abc import Iterable, Mapping

from onrecord.answer.days import day_words
from onrecord.answer.dossier_sources import Sources
from onrecord.answer.review_asked import LOW_CONFIDENCE
from onrecord.answer.rows import AwardRow, StatementRow, award_dates
from onrecord.answer.show_meetings import POSITIONS, probability_words
from onrecord.answer.words import (
    AWARD_KINDS,
    NOT_SAID,
    NOTIONS,
    PARTS,
    SPEAKER_OPEN,
    label_words,
    money_mark,
)
from onrecord.model.award import Money, Notion
from onrecord.model.dossier import CitedAward, CitedStatement, CitedSum, CitedTension
from onrecord.model.ids import ArtefactId, PartyId, StatementId
from onrecord.model.meeting import Tension
from onrecord.model.thread import Position

FORMS = {"direct": "quoted", "mixed": "partly quoted", "indirect": "reported"}
BASES = {
    "sentence": "date given in the text",
    "sentence, relative to published": "day given in the text, reckoned from the date of publication",
    "sentence, relative to section": "day given in the text, reckoned from its section's date",
    "published": "date of publication",
}
ABOUT = {
    "statement": "named in the statement",
    "paragraph": "named in the same paragraph or the one before",
    "title": "named in the title only",
}
TENSION_KINDS = {
    "figures": "two figures",
    "polarity": "yes and no",
    "position_change": "a changed position",
    "statement_against_award": "a statement and an award",
}
POSITION_WORDS = 60
"""Code points of the words a position was read from; longer ones are the statement itself."""
SHORT = 220
"""Code points of a side of a tension."""
Labels = Mapping[str, str]
"""Ids of statements and awards to their numbers in the dossier."""


def statement_entry(
    row: StatementRow,
    label: str,
    sources: Sources,
    position: Position | None,
    speakers: Mapping[PartyId, str],
    tensions: tuple[str, ...],
) -> CitedStatement:
    """Cite a statement.

    Args:
        row: The statement.
        label: Its number.
        sources: Numbers its document.
        position: What it does with its matter, where a rule reads that.
        speakers: Whose words count as the party's, and by which office.
        tensions: Those it is in.
    """
    return CitedStatement(
        label=label,
        quote=row.content,
        speaker=row.party_name or row.speaker_name or "Nobody named",
        who=_who(row, speakers),
        cue=row.cue,
        form=FORMS.get(row.form, row.form),
        date=row.said_on,
        day=day_words(row.said_on),
        basis=BASES.get(row.said_on_basis or "", row.said_on_basis or ""),
        via=row.via,
        source=sources.document(row.document),
        place=f"characters {row.start:,}\N{EN DASH}{row.end:,}",
        about=ABOUT.get(row.about, row.about),
        position=_position(position),
        notes=tuple(_notes(row)),
        judged=row.judged,
        confidence=row.confidence,
        tensions=tensions,
    )


def _who(row: StatementRow, speakers: Mapping[PartyId, str]) -> str:
    written = f"written as “{row.speaker_name}”" if row.speaker_name and row.speaker_name != row.party_name else ""
    if row.party is None:
        facts = [SPEAKER_OPEN, written, row.speaker_rule or ""]
    else:
        office = f"counted for the party as {speakers[row.party]}" if speakers.get(row.party) else ""
        facts = [written, f"by the rule: {row.speaker_rule}", office]
    return "; ".join(filter(None, facts))


def _position(found: Position | None) -> str:
    if found is None:
        return ""
    words = _folded(found.words.text).strip("“”\"' ")
    return POSITIONS[found.kind] + (f" (“{words}”)" if len(words) <= POSITION_WORDS else "")


def _notes(row: StatementRow) -> Iterable[str]:
    if row.negated:
        yield NOT_SAID
    if row.confidence < LOW_CONFIDENCE:
        yield f"low confidence ({row.confidence:.2f}): check the words"


def award_entry(row: AwardRow, label: str, sources: Sources, tensions: tuple[str, ...]) -> CitedAward:
    """Cite an award: each notion of money in a place of its own, those not recorded too."""
    held = {one.notion: one for one in row.money}
    pointer = row.description_field.pointer if row.description_field else ""
    artefact = row.description_field.artefact if row.description_field else ArtefactId(row.artefact)
    return CitedAward(
        label=label,
        number=row.piid,
        kind=AWARD_KINDS[row.kind],
        date=row.date,
        day=day_words(row.date),
        buyer=row.buyer or "not recorded",
        recipient=row.recipient or "not recorded",
        description=row.description or "no description recorded",
        sums=tuple(_sum(row, notion, held.get(notion)) for notion in NOTIONS),
        parts=tuple(_parts(row)),
        dates=tuple(
            f"{what} {day_words(date)}{f' ({caveat})' if caveat else ''}" for what, date, caveat in award_dates(row)
        ),
        changes=row.actions,
        source=sources.table(artefact),
        place=pointer.partition(";")[0].replace("=", " "),
        tensions=tensions,
    )


def _sum(row: AwardRow, notion: Notion, money: Money | None) -> CitedSum:
    name = NOTIONS[notion][0]
    if money is None:
        return CitedSum(notion=name, amount="", basis="not recorded")
    amount = f"{money.currency}\N{NO-BREAK SPACE}{money.amount:,.2f}"
    of = f"as of {day_words(money.as_of)}" if money.as_of else "of a day not recorded"
    return CitedSum(notion=name, amount=amount, basis=f"{of}, {money.basis}{money_mark(row.kind, money)}")


def _parts(row: AwardRow) -> Iterable[str]:
    for role, label, _, name, because in row.parts:
        close = label_words(label, role)
        yield f"{PARTS.get(role, role)}{f', {close}' if close else ''}: {name} ({because})"


def tension_entry(
    one: Tension,
    label: str,
    labels: Labels,
    sides: tuple[StatementRow | AwardRow, StatementRow | AwardRow],
    judged: tuple[str, ...],
) -> CitedTension:
    """Cite a tension with both of its sides, equal in weight."""
    left, right = sides
    return CitedTension(
        label=label,
        kind=TENSION_KINDS.get(one.kind, one.kind.replace("_", " ")),
        because=one.because,
        both_true_if=one.both_true_if,
        left=labels[one.left],
        right=labels[one.right],
        left_words=side_words(left),
        right_words=side_words(right),
        judged=judged,
        how_sure=probability_words(one.probability),
    )


def side_words(row: StatementRow | AwardRow) -> str:
    """Write a side of a tension in short: whose, when, and its words."""
    if isinstance(row, AwardRow):
        return f"{row.recipient or 'recipient not recorded'}, {day_words(row.date)}: {shortened(row.description)}"
    who = row.party_name or row.speaker_name or "nobody named"
    return f"{who}, {day_words(row.said_on)}: \N{LEFT DOUBLE QUOTATION MARK}{shortened(row.content)}\N{RIGHT DOUBLE QUOTATION MARK}"


def shortened(words: str) -> str:
    """Cut long words at a space, and show that they are cut."""
    return words if len(words) <= SHORT else f"{words[:SHORT].rpartition(' ')[0]} […]"


def labelled(prefix: str, ids: Iterable[str]) -> dict[str, str]:
    """Number some ids: `S1`, `S2`."""
    return {one: f"{prefix}{number}" for number, one in enumerate(ids, start=1)}


def positions_of(found: Mapping[StatementId, Position], statement: StatementId) -> str:
    """Name the position of a statement; that none is read where none is."""
    return POSITIONS[found[statement].kind] if statement in found else "no position read"


def _folded(words: str) -> str:
    return " ".join(words.split())
