"""Said and done for a page: which rows there are, in order, with filters; the words are loaded of those shown only.

The same rows as `answer.timeline.said_and_done`, which loads all of them; here a party may have said 50,000 things.
"""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace

from onrecord.answer.parties import with_representatives
from onrecord.answer.rows import AwardRow, StatementRow, award_rows, statement_rows
from onrecord.answer.subawards import PartySubaward, subawards_beside
from onrecord.answer.sums import sums_of_statements
from onrecord.answer.tensions import Sifted, sift
from onrecord.answer.timeline import how_about, missing_words, share_words
from onrecord.model.evidence import Span
from onrecord.model.ids import AwardId, PartyId, StatementId
from onrecord.model.meeting import Tension
from onrecord.model.party import Party
from onrecord.model.thread import AwardMatch, Thread
from onrecord.store import View
from onrecord.store.awarded import Awarded, awarded, holds_subawards, parts_in
from onrecord.store.between import judged_documents, matches_of, tensions_among, threads_between
from onrecord.store.kin import members, names_of
from onrecord.store.spoken import Period, Spoken, documents_with, spoken_by, spoken_in
from onrecord.store.verdicts import wrong

DOCUMENTS_MOST = 250
"""Documents looked through for what is said about another party: the newest; a period asks for others."""
ROWS_MOST = 600
"""Rows of a side: the newest; a period asks for others."""
THREADS_LISTED = 12
MATCHES_LISTED = 40
ALWAYS = Period()
NO_POSITION = "none"
"""Asks for statements in which no rule reads a position."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked of a pair.

    Attributes:
        form: Only statements of this form; empty for any.
        position: Only statements with this position, or `NO_POSITION`; empty for any.
        tense: Only what stands in tension with something here.
        every: Show also the tensions below the bar of their kind.
    """

    party: Party
    about: Party | None
    period: Period = ALWAYS
    form: str = ""
    position: str = ""
    tense: bool = False
    every: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SideBySide:
    """Both sides of a pair in order of date, undated last, and what connects them.

    Attributes:
        how: How each statement is about the other party, where one was asked for.
        positions, forms: How many statements of the period there are of each, before the filters; `none` for no position.
        speakers: `(party, name, why)` of those whose words count as the party's.
        shares: How the party stands in the awards, in words, and in how many.
        left_out: Statements that people have found wrong.
        unseen: Documents that name the other party and were not looked through.
        earlier: How many statements and awards are left out because there are too many: older ones.
        subawards: As of `SaidAndDone`.
    """

    asked: Asked
    said: tuple[Spoken, ...]
    done: tuple[Awarded, ...]
    how: dict[StatementId, str]
    positions: dict[str, int]
    forms: dict[str, int]
    tensions: tuple[Tension, ...]
    below: tuple[Tension, ...]
    matches: tuple[AwardMatch, ...]
    matches_more: int
    threads: tuple[Thread, ...]
    threads_more: int
    speakers: tuple[tuple[PartyId, str, str], ...]
    shares: tuple[tuple[str, int], ...]
    left_out: int
    unseen: int
    earlier: tuple[int, int]
    subawards: tuple[PartySubaward, ...]

    @property
    def party(self) -> Party:
        """Whose words and awards."""
        return self.asked.party

    @property
    def missing(self) -> str:
        """Say which side is empty, and that filters were set where they were; empty where both have rows."""
        words = missing_words(self.asked.party, self.asked.about, said=bool(self.said), done=bool(self.done))
        return (
            words.replace(" in what was searched", " with these filters in what was searched")
            if self.narrowed
            else words
        )

    @property
    def narrowed(self) -> bool:
        """A filter leaves rows out."""
        one = self.asked
        return bool(one.form or one.position or one.tense or not one.period.open)


def side_by_side(view: View, asked: Asked) -> SideBySide:
    """Find both sides of a pair and what connects them; `dressed` loads the words of rows."""
    speakers = with_representatives(view, asked.party.id)
    ours = members(view, asked.party.id)
    theirs = members(view, asked.about.id) if asked.about else None
    spoken, how, unseen, older = _spoken(view, asked, speakers, theirs)
    judged = judged_documents(view) & {one.document for one in spoken}
    found_wrong = wrong(view, judged) if judged else frozenset()
    held = [one for one in spoken if one.id not in found_wrong]
    said = [one for one in held if _wanted(one, asked)]
    done, older_awards = awarded(view, ours, theirs, asked.period, ROWS_MOST)
    sifted = _tensions(view, asked, said, done)
    if asked.tense:
        ends = {end for one in sifted.shown for end in (one.left, one.right)}
        said, done = [one for one in said if one.id in ends], [one for one in done if one.id in ends]
    matches, matches_more = _matches(view, (said, done), (ours, theirs))
    threads, threads_total = threads_between(view, asked.party.id, theirs, THREADS_LISTED)
    names = names_of(view, speakers)
    return SideBySide(
        asked=asked,
        said=tuple(said),
        done=tuple(done),
        how=how,
        positions=dict(Counter(one.position or NO_POSITION for one in held)),
        forms=dict(Counter(one.form for one in held)),
        tensions=sifted.shown,
        below=sifted.below,
        matches=matches,
        matches_more=matches_more,
        threads=tuple(threads),
        threads_more=threads_total - len(threads),
        speakers=tuple((one, names[one][0], why) for one, why in speakers.items() if one in names),
        shares=share_words(parts_in(view, {one.id for one in done}, ours), asked.party.id),
        left_out=len(spoken) - len(held),
        unseen=unseen,
        earlier=(older, older_awards),
        subawards=subawards_beside(view, asked.party, asked.about) if holds_subawards(view) else (),
    )


def _spoken(
    view: View, asked: Asked, speakers: Collection[PartyId], theirs: set[PartyId] | None
) -> tuple[list[Spoken], dict[StatementId, str], int, int]:
    """List statements, how each is about the others, how many documents were not looked through and statements not taken."""
    if theirs is None:
        spoken, older = spoken_by(view, speakers, asked.period, ROWS_MOST)
        return spoken, {}, 0, older
    naming = documents_with(view, speakers, theirs, asked.period)
    documents = naming[:DOCUMENTS_MOST]
    spoken = spoken_in(view, speakers, asked.period, documents)
    statements = [said for one in spoken if (said := view.statement(one.id))]
    how = how_about(view, statements, theirs)
    return [one for one in spoken if one.id in how], how, len(naming) - len(documents), 0


def _wanted(one: Spoken, asked: Asked) -> bool:
    position = asked.position in {"", one.position or NO_POSITION}
    return position and asked.form in {"", one.form}


def _tensions(view: View, asked: Asked, said: list[Spoken], done: list[Awarded]) -> Sifted:
    items = [*(one.id for one in said), *(one.id for one in done)]
    return sift(view, tensions_among(view, items), every=asked.every)


def _matches(
    view: View,
    sides: tuple[list[Spoken], list[Awarded]],
    parties: tuple[set[PartyId], set[PartyId] | None],
) -> tuple[tuple[AwardMatch, ...], int]:
    """List what the award data says to the statements shown, by the awards shown, and to sentences that name both parties."""
    statements, awards = {one.id for one in sides[0]}, {one.id for one in sides[1]}
    ours, theirs = parties
    found = [
        one
        for one in matches_of(view, statements, awards, parties)
        if one.statement in statements or one.award in awards or _names_both(view, one.place, ours, theirs)
    ]
    found.sort(key=lambda one: (one.statement not in statements, one.place.document, one.place.start, one.id))
    return tuple(found[:MATCHES_LISTED]), max(0, len(found) - MATCHES_LISTED)


def _names_both(view: View, place: Span, ours: set[PartyId], theirs: set[PartyId] | None) -> bool:
    named = view.parties_within(place.document, place.start, place.end)
    return not named.isdisjoint(ours) and (theirs is None or not named.isdisjoint(theirs))


def dressed(
    view: View, statements: Collection[StatementId], awards: Collection[AwardId], how: dict[StatementId, str]
) -> tuple[dict[StatementId, StatementRow], dict[AwardId, AwardRow]]:
    """Load the rows of some statements and awards."""
    found = [said for one in statements if (said := view.statement(one))]
    sums = sums_of_statements(view, found) if found else {}
    rows = {row.id: replace(row, sums=sums.get(row.id, ())) for row in statement_rows(view, found, how)}
    return rows, {row.id: row for row in award_rows(view, awards)}
