"""A dossier on one party about another: everything `said_and_done` gives and what connects it, numbered and cited."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

import msgspec

from onrecord import __version__
from onrecord.answer.coverage import coverage, searched, searched_whole
from onrecord.answer.days import day_words
from onrecord.answer.dossier_meetings import copies_among, echo_entries, match_entries, thread_entries
from onrecord.answer.dossier_rows import award_entry, labelled, statement_entry, tension_entry
from onrecord.answer.dossier_sources import Sources
from onrecord.answer.dossier_words import ACCURACY, LIMITS, MASKED_WORDS, METHOD, UNMASKED_WORDS, open_points
from onrecord.answer.review_words import judged_words
from onrecord.answer.rows import AwardRow, StatementRow
from onrecord.answer.tensions import below_words
from onrecord.answer.timeline import SaidAndDone, left_out_words, said_and_done, shares_words
from onrecord.model.dossier import CitedAward, CitedStatement, CitedTension, Dossier
from onrecord.model.ids import ArtefactId, StatementId
from onrecord.model.judgement import standing
from onrecord.model.masks import SOMEBODY
from onrecord.model.party import Party
from onrecord.store import View, meetings
from onrecord.store.kin import names_of
from onrecord.store.record import SCHEMA_VERSION
from onrecord.store.verdicts import judgements_of_tensions

ROWS_MOST = 1_000
"""Statements, and awards, that are cited: a report of more is read by nobody; the period is narrowed instead."""
NUMBERED = re.compile(re.escape(SOMEBODY) + r" \((\d+)\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a dossier is asked for.

    Attributes:
        since, until: ISO dates, both within; None where the period is open at that end.
        masked: Whether the view is a masked copy.
        known: The hashes of files that may be told, see `Sources`.
    """

    party: Party
    about: Party | None
    since: str | None = None
    until: str | None = None
    masked: bool = True
    known: Collection[ArtefactId] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rows:
    """The rows that are cited: in the period, by date, as many as are shown; and what was left out."""

    statements: tuple[StatementRow, ...]
    awards: tuple[AwardRow, ...]
    outside: int
    beyond: int


def dossier(view: View, asked: Asked) -> Dossier:
    """Put a dossier together; the same record gives the same one, also through another masked copy of it."""
    found = said_and_done(view, asked.party, asked.about)
    rows = _rows(found, asked)
    sources = Sources(view, asked.known)
    labels = labelled("S", (one.id for one in rows.statements)) | labelled("A", (one.id for one in rows.awards))
    tensions, marks = _tensions(view, found, rows, labels)
    statements = _statements(view, found, rows, sources, (labels, marks))
    awards = tuple(award_entry(one, labels[one.id], sources, marks[one.id]) for one in rows.awards)
    by_id: dict[str, StatementRow] = {one.id: one for one in rows.statements}
    threads, threads_left = thread_entries(view, asked.party.id, by_id, labels)
    documents = list(dict.fromkeys(one.document for one in rows.statements))
    echoes, echoes_left = echo_entries(view, labels, documents)
    matches, matches_left = match_entries(view, found.matches, labels, sources)
    left = _left_out(
        found, rows, {"threads": threads_left, "echoes": echoes_left, "sentences on contracts": matches_left}
    )
    copies = copies_among(view, sources)
    held = coverage(view, {asked.party.id} | ({asked.about.id} if asked.about else set()))
    made = Dossier(
        title=_title(asked),
        party=asked.party.name,
        about=asked.about.name if asked.about else "",
        masked=asked.masked,
        head=(*_head(view, asked), ("Searched", searched(held))),
        counts=_counts(
            statements,
            awards,
            tensions,
            {"threads": len(threads), "echoes": len(echoes), "matches": len(matches), "sources": len(sources.cited())},
        ),
        remarks=tuple(filter(None, (found.missing, shares_words(found), *(_speaker_words(found))))),
        statements=statements,
        awards=awards,
        tensions=tensions,
        matches=matches,
        threads=threads,
        echoes=echoes,
        copies=copies,
        open_points=(*open_points(statements, awards, tensions, threads), *left),
        decisions=_decisions(view, asked, statements, tensions),
        searched=searched_whole(held),
        method=(*METHOD, MASKED_WORDS if asked.masked else UNMASKED_WORDS, LIMITS),
        accuracy=ACCURACY,
        sources=sources.cited(),
    )
    return renumbered(made) if asked.masked else made


def renumbered(made: Dossier) -> Dossier:
    """Number private people in the order they appear: each masked copy draws its numbers by chance."""
    numbers: dict[str, str] = {}

    def name(match: re.Match[str]) -> str:
        number = numbers.setdefault(match[1], str(len(numbers) + 1))
        return f"{SOMEBODY} ({number})"

    return msgspec.json.decode(NUMBERED.sub(name, msgspec.json.encode(made).decode()), type=Dossier)


def _title(asked: Asked) -> str:
    return f"{asked.party.name} about {asked.about.name}" if asked.about else asked.party.name


def _rows(found: SaidAndDone, asked: Asked) -> _Rows:
    """Choose the rows of the period; in an order that does not rest on ids, which differ between masked copies."""
    said = [one for one in found.statements if _within(one.said_on, asked)]
    done = [one for one in found.awards if _within(one.date, asked)]
    said.sort(
        key=lambda one: (
            one.said_on or "9999",
            *map(_unnumbered, (one.publisher or "", one.title or one.path)),
            one.start,
        )
    )
    done.sort(key=lambda one: (one.date or "9999", _unnumbered(one.piid), _unnumbered(one.recipient or ""), one.kind))
    return _Rows(
        statements=tuple(said[:ROWS_MOST]),
        awards=tuple(done[:ROWS_MOST]),
        outside=len(found.statements) - len(said) + len(found.awards) - len(done),
        beyond=max(0, len(said) - ROWS_MOST) + max(0, len(done) - ROWS_MOST),
    )


def _unnumbered(words: str) -> str:
    return NUMBERED.sub(SOMEBODY, words)


def _within(day: str | None, asked: Asked) -> bool:
    if day is None:
        return asked.since is None and asked.until is None
    return (asked.since is None or day >= asked.since) and (asked.until is None or day[:10] <= asked.until)


def _tensions(
    view: View, found: SaidAndDone, rows: _Rows, labels: Mapping[str, str]
) -> tuple[tuple[CitedTension, ...], dict[str, tuple[str, ...]]]:
    """Cite the tensions whose sides are both cited, in the order of their sides; and map each side to their numbers."""
    sides: dict[str, StatementRow | AwardRow] = {one.id: one for one in rows.statements}
    sides |= {one.id: one for one in rows.awards}
    both = [one for one in found.tensions if one.left in labels and one.right in labels]
    place = {one: number for number, one in enumerate(labels)}
    both.sort(key=lambda one: (place[one.left], place[one.right], one.kind))
    judged = judgements_of_tensions(view) if both else {}
    marks: dict[str, tuple[str, ...]] = defaultdict(tuple)
    entries = []
    for number, one in enumerate(both, start=1):
        marks[one.left] += (f"T{number}",)
        marks[one.right] += (f"T{number}",)
        said = tuple(map(judged_words, judged.get(one.id, ())))
        entries.append(tension_entry(one, f"T{number}", labels, (sides[one.left], sides[one.right]), said))
    return tuple(entries), marks


def _statements(
    view: View,
    found: SaidAndDone,
    rows: _Rows,
    sources: Sources,
    numbers: tuple[Mapping[str, str], Mapping[str, tuple[str, ...]]],
) -> tuple[CitedStatement, ...]:
    labels, marks = numbers
    positions = meetings.positions(view, [StatementId(one.id) for one in rows.statements])
    offices = {party: why for party, _, why in found.speakers}
    kinds = names_of(view, {one.party for one in rows.statements if one.party})
    entries = (
        statement_entry(one, labels[one.id], sources, positions.get(one.id), offices, tuple(marks.get(one.id, ())))
        for one in rows.statements
    )
    return tuple(
        replace(entry, speaker_type="Person" if kinds[one.party][1] == "person" else "Organization")
        if one.party in kinds
        else entry
        for one, entry in zip(rows.statements, entries, strict=True)
    )


def _head(view: View, asked: Asked) -> tuple[tuple[str, str], ...]:
    """Say who about whom, of which period, and from which record; no clock is asked, so the same record gives the same bytes."""
    about = asked.about.name if asked.about else "anybody"
    days = [one.collected_at for one in view.origins()] + [one.made_at for one in view.judgements()]
    changed = day_words(max(days)) if days else "never"
    ends = [
        f"from {day_words(asked.since)}" if asked.since else "",
        f"to {day_words(asked.until)}" if asked.until else "",
    ]
    return (
        ("Who", _named(asked.party)),
        ("About whom", _named(asked.about) if asked.about else about),
        ("Period", " ".join(filter(None, ends)) or "all dates held, and what has no date"),
        ("Record", f"last added to or decided on {changed}; format {SCHEMA_VERSION}; read with onrecord {__version__}"),
        ("Names", "private people masked" if asked.masked else "private people named"),
    )


def _named(party: Party) -> str:
    others = [one for one in dict.fromkeys(alias.name for alias in party.aliases) if one != party.name][:4]
    also = f"; also written {', '.join(others)}" if others and party.kind != "person" else ""
    return f"{party.name} ({party.kind.replace('_', ' ')}{also})"


def _counts(
    statements: tuple[CitedStatement, ...],
    awards: tuple[CitedAward, ...],
    tensions: tuple[CitedTension, ...],
    others: Mapping[str, int],
) -> tuple[tuple[str, str], ...]:
    forms = [
        f"{number:,} {form}"
        for form in ("quoted", "partly quoted", "reported")
        if (number := sum(one.form == form for one in statements))
    ]
    decided = sum(bool(one.judged) for one in tensions)
    rows = (
        ("Statements", len(statements), "; ".join(forms)),
        ("Awards", len(awards), ""),
        ("In tension, possibly", len(tensions), f"{decided:,} decided by people" if tensions else ""),
        ("Sentences on contracts, held against the award data", others["matches"], ""),
        ("Matters with more than one statement", others["threads"], ""),
        ("Same words elsewhere", others["echoes"], ""),
        ("Sources cited", others["sources"], ""),
    )
    return tuple((what, f"{number:,}{f' ({more})' if more else ''}") for what, number, more in rows)


def _speaker_words(found: SaidAndDone) -> Iterator[str]:
    spoken = {one.party for one in found.statements}
    for party, name, why in sorted(found.speakers, key=lambda one: _unnumbered(one[1])):
        if why and party in spoken:
            yield f"{name} is counted for {found.party.name} as: {why}"


def _left_out(found: SaidAndDone, rows: _Rows, others: Mapping[str, int]) -> Iterator[str]:
    if rows.outside:
        yield f"{rows.outside:,} rows found lie outside the period, or have no date while one is asked for, and are not listed."
    if rows.beyond:
        yield f"{rows.beyond:,} more rows are not listed: of statements and of awards the first {ROWS_MOST:,} by date are. Narrow the period to see them."
    if words := left_out_words(found):
        yield f"{words}."
    if words := below_words(len(found.below)):
        yield f"{words}."
    for what, number in others.items():
        if number:
            yield f"{number:,} more {what} are not listed."


def _decisions(
    view: View, asked: Asked, statements: tuple[CitedStatement, ...], tensions: tuple[CitedTension, ...]
) -> tuple[str, ...]:
    """List what people have decided on the rows listed and on the two parties."""
    said = [(one.label, note) for one in statements for note in one.judged]
    said += [(one.label, note) for one in tensions for note in one.judged]
    keys = {key for party in (asked.party, asked.about) if party for key in view.keys_of(party.id)}
    parties = [one for one in standing(view.judgements()) if keys & {one.left, one.right}] if keys else []
    words = [judged_words(one) + (f" ({' '.join(one.words.split())})" if one.words else "") for one in parties]
    return (*(f"{label}: {note}" for label, note in said), *dict.fromkeys(words))
