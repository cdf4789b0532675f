"""A party's statements and awards by date, all of them or those about another party."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace

from onrecord.answer.coverage import coverage, searched, searched_whole
from onrecord.answer.paragraphs import around, paragraphs
from onrecord.answer.parties import BUY_ROLES, SUPPLY_ROLES, with_members, with_representatives
from onrecord.answer.rows import AwardRow, StatementRow, award_row, statement_rows
from onrecord.answer.show_meetings import probability_words
from onrecord.answer.subawards import PartySubaward, subawards_beside
from onrecord.answer.sums import sums_of_statements
from onrecord.answer.tensions import sift
from onrecord.answer.words import PARTS, label_words
from onrecord.model.evidence import Line
from onrecord.model.ids import AwardId, DocumentId, PartyId, StatementId
from onrecord.model.meeting import Tension
from onrecord.model.party import Party
from onrecord.model.statement import Statement
from onrecord.model.thread import AwardMatch
from onrecord.store import View, meetings
from onrecord.store.spoken import lines_of, places_naming
from onrecord.store.verdicts import wrong


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidAndDone:
    """What a party said and did about another, side by side; each side in order of date, undated last.

    Attributes:
        speakers: Party to why its words count as the party's: empty for itself, the office for a person.
        tensions: Those between the rows shown.
        below: Those between the rows shown that lie below the bar of their kind; shown when asked for.
        matches: What the award data held says to sentences about both that speak of a contract, those of statements first.
        shares: How the party, or one that belongs to it, stands in the awards, in words, and in how many: each award once.
        subawards: Those the party is named in whose prime award is not held, so that no row of `awards` shows them.
        left_out: How many of the party's statements people have found wrong: they are in no row.
        searched: What was looked through, in words: "nothing found" means nothing in this; `searched_whole` file by file.
    """

    party: Party
    about: Party | None
    speakers: tuple[tuple[PartyId, str, str], ...]
    statements: tuple[StatementRow, ...]
    awards: tuple[AwardRow, ...]
    shares: tuple[tuple[str, int], ...]
    tensions: tuple[Tension, ...]
    below: tuple[Tension, ...]
    matches: tuple[AwardMatch, ...]
    subawards: tuple[PartySubaward, ...]
    left_out: int
    searched: str
    searched_whole: tuple[str, ...]

    @property
    def missing(self) -> str:
        """Say which side is empty, claiming no more than was searched; empty where both have rows."""
        return missing_words(self.party, self.about, said=bool(self.statements), done=bool(self.awards))


def missing_words(party: Party, about: Party | None, *, said: bool, done: bool) -> str:
    """Say which side is empty, claiming no more than was searched; empty where both have rows."""
    other = about.name if about else None
    no_words = f"no statement of {party.name}{f' about {other}' if other else ''}"
    no_award = f"no award that ties {party.name} to {other}" if other else f"no award {party.name} has a part in"
    words = " and ".join(side for side, found in ((no_words, said), (no_award, done)) if not found)
    return f"N{words[1:]} was found in what was searched; one may exist all the same" if words else ""


def said_and_done(view: View, party: Party, about: Party | None, *, every: bool = False) -> SaidAndDone:
    """Put a party's statements and awards side by side, about another party when one is named.

    With `every` also the tensions below the bar of their kind.
    """
    names = view.party_names()
    speakers = with_representatives(view, party.id)
    spoken = view.statements_by(speakers)
    how: dict[StatementId, str] = {}
    if about is not None:
        how = how_about(view, spoken, with_members(view, about.id))
        spoken = [one for one in spoken if one.id in how]
    found_wrong = wrong(view, {one.document for one in spoken})
    statements = [one for one in spoken if one.id not in found_wrong]
    said = sorted(
        statement_rows(view, statements, how), key=lambda one: (one.said_on or "9999", one.document, one.start)
    )
    done = sorted(_awards(view, party, about, names), key=lambda one: (one.date or "9999", one.id))
    sums = sums_of_statements(view, statements)
    said = [replace(one, sums=sums[one.id]) if one.id in sums else one for one in said]
    held = coverage(view, {party.id} | ({about.id} if about else set()))
    shown = {one.id for one in said} | {one.id for one in done}
    tensions = [one for one in view.tensions() if one.left in shown and one.right in shown]
    sifted = sift(view, tensions, every=every)
    return SaidAndDone(
        party=party,
        about=about,
        speakers=tuple((one, names[one][0], why) for one, why in speakers.items()),
        statements=tuple(said),
        awards=tuple(done),
        shares=shares(done, party.id, with_members(view, party.id)),
        tensions=sifted.shown,
        below=sifted.below,
        matches=tuple(_matches(view, (party, about), said, done)),
        subawards=subawards_beside(view, party, about),
        left_out=len(spoken) - len(statements),
        searched=searched(held),
        searched_whole=searched_whole(held),
    )


SHARES: tuple[tuple[str, str | None], ...] = (
    ("RECIPIENT", None),
    ("RECIPIENT", "SUBSIDIARY"),
    ("PARENT_AT_TIME", None),
    ("PRODUCT_OWNER", "DIRECT"),
    ("PRODUCT_OWNER", "SUBSIDIARY"),
    ("PRODUCT_OWNER", "SUPPLIED_VIA"),
    ("PRODUCT_OWNER", "LIKELY_VIA"),
    ("SUBCONTRACTOR", None),
    ("PRODUCT_OWNER", "MENTION_ONLY"),
    ("BUYER", None),
    ("FUNDER", None),
)
"""Parts in an award, the closest first; the label tells makers apart, and recipients that belong to the party."""


def shares(awards: Iterable[AwardRow], party: PartyId, members: Container[PartyId]) -> tuple[tuple[str, int], ...]:
    """Count the awards by the closest part of a party or its members: "131 awards" alone would be misread."""
    parts = ((award.id, role, label, one) for award in awards for role, label, one, *_ in award.parts if one in members)
    return share_words(parts, party)


def share_words(
    parts: Iterable[tuple[AwardId, str, str | None, PartyId]], party: PartyId
) -> tuple[tuple[str, int], ...]:
    """Count awards by the closest of the parts that a party or its members have in them: `(award, role, label, who)`."""
    held: dict[AwardId, set[tuple[str, str | None]]] = defaultdict(set)
    for award, role, label, one in parts:
        held[award].add(_share(role, label, one == party))
    counts: Counter[int] = Counter()
    for found in held.values():
        counts.update([place for place, one in enumerate(SHARES) if one in found][:1])
    return tuple(
        (", ".join(filter(None, (PARTS[SHARES[place][0]], label_words(SHARES[place][1])))), counts[place])
        for place in sorted(counts)
    )


def _share(role: str, label: str | None, itself: bool) -> tuple[str, str | None]:  # noqa: FBT001  # a fact, no switch
    if role == "PRODUCT_OWNER":
        return role, label
    return role, "SUBSIDIARY" if role == "RECIPIENT" and not itself else None


def left_out_words(found: SaidAndDone) -> str:
    """Say how many statements are left out because people have found them wrong; empty where none is."""
    if not found.left_out:
        return ""
    count = "1 statement is" if found.left_out == 1 else f"{found.left_out:,} statements are"
    return f"{count} left out: people have found {'it' if found.left_out == 1 else 'them'} wrong (onrecord review RECORD --list)"


def shares_words(found: SaidAndDone) -> str:
    """Write in how many of the awards the party stands how; empty where there are none."""
    named = "; ".join(f"{number:,} as {part}" for part, number in found.shares)
    return (
        f"{found.party.name}, or one that belongs to it, stands in these awards as follows, each once: {named}"
        if named
        else ""
    )


def _awards(view: View, party: Party, about: Party | None, names: dict[PartyId, tuple[str, str]]) -> list[AwardRow]:
    parts = {
        link.award
        for one in with_members(view, party.id)
        for link in view.links(party=one)
        if link.role in SUPPLY_ROLES | BUY_ROLES
    }
    ours = with_members(view, party.id)
    theirs = with_members(view, about.id) if about else set()
    rows = []
    for award in view.awards(parts):
        links = view.links(award=award.id)
        supplies = {link.party for link in links if link.role in SUPPLY_ROLES}
        buys = {link.party for link in links if link.role in BUY_ROLES}
        meets = (supplies & ours and buys & theirs) or (buys & ours and supplies & theirs)
        if about is None or meets:
            rows.append(award_row(view, award, names, links))
    return rows


def _matches(
    view: View, parties: tuple[Party, Party | None], said: Iterable[StatementRow], done: Iterable[AwardRow]
) -> list[AwardMatch]:
    """List the matches of statements that are shown, and of other sentences that name both parties or mean an award shown."""
    statements, awards = {one.id for one in said}, {one.id for one in done}
    sides = [with_members(view, one.id) for one in parties if one]
    found = [
        one
        for one in meetings.matches(view)
        if one.statement in statements or one.award in awards or _names_all(view, one, sides)
    ]
    return sorted(found, key=lambda one: (one.statement not in statements, one.place.document, one.place.start, one.id))


def _names_all(view: View, match: AwardMatch, sides: Iterable[set[PartyId]]) -> bool:
    """Say whether a sentence names, of each of some groups of parties, one."""
    place = match.place
    named = view.parties_within(place.document, place.start, place.end)
    return all(not named.isdisjoint(side) for side in sides)


MATCH_WORDS = {
    "record_match": "goes with an award",
    "record_differs": "goes with an award, with another figure",
}


def match_lines(match: AwardMatch) -> list[str]:
    """Write what the award data held says to a sentence: which award, the notion of money, what makes both true, how sure."""
    if match.kind == "no_record_held":
        return [match.because]
    lines = [f"{MATCH_WORDS[match.kind]}: {match.because}"]
    if match.both_true_if:
        lines.append(f"both are true if: {match.both_true_if}")
    return [*lines, f"how sure: {probability_words(match.probability)}"]


def how_about(view: View, statements: list[Statement], parties: set[PartyId]) -> dict[StatementId, str]:
    """Say how each statement is about some parties; statements that are not are left out.

    `statement`: one of them is named in the statement itself. `paragraph`: in its paragraph or the one before.
    `title`: in the document's title only.
    """
    places = places_naming(view, parties, {one.document for one in statements})
    by_document: dict[DocumentId, list[Statement]] = defaultdict(list)
    for statement in statements:
        if statement.document in places:
            by_document[statement.document].append(statement)
    how: dict[StatementId, str] = {}
    for document_id, found in by_document.items():
        lines, text = lines_of(view, document_id)
        how.update(_how_named((lines, text), places[document_id], found))
    return how


def _how_named(
    written: tuple[tuple[Line, ...], str], spans: list[tuple[int, int]], statements: list[Statement]
) -> Iterator[tuple[StatementId, str]]:
    lines, text = written
    found = paragraphs(lines, text)
    titled = any(_any_within(spans, line.start, line.end) for line in lines if line.label == "title")
    for one in statements:
        if _any_within(spans, one.start, one.end):
            yield one.id, "statement"
        elif _any_within(spans, *around(found, one.start, one.end)):
            yield one.id, "paragraph"
        elif titled:
            yield one.id, "title"


def _any_within(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    """Say whether one of some ordered spans, none of which overlap, lies inside a stretch."""
    first = bisect_left(spans, (start, 0))
    return first < len(spans) and spans[first][1] <= end
