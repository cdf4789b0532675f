"""Answers on a terminal: tables and passages for people, JSON Lines for programs."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click
import msgspec
from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from onrecord.answer.amounts import answer_lines
from onrecord.answer.rows import AwardRow, StatementRow, evidence_apart, place_words, places_shown
from onrecord.answer.words import NOT_SAID, SPEAKER_OPEN, label_words, money_day, money_mark
from onrecord.engine import Progress as Report_Progress
from onrecord.model.meeting import Tension
from onrecord.model.thread import AwardMatch
from onrecord.store.search import MARKS

if TYPE_CHECKING:  # printing a count must not load every question
    from rich.progress import TaskID

    from onrecord.answer.search import Found
    from onrecord.answer.shown import Passage, Shown
    from onrecord.answer.thread_lines import ThreadLine
    from onrecord.answer.timeline import SaidAndDone

PLAIN_WIDTH = 120
ID_SHOWN = 12
SUM_LINES = 3
"""Of what the record says to a sum: the outcome, the award, its nearest sum; `show` has all of it."""
DESCRIPTION_SHOWN = 600
"""Characters of an award's description in a list; some run to thousands. `show` has all of it."""
STYLES = {"source": "bold cyan", "cue": "magenta", "content": "bold yellow", "via": "green", "words": "bold yellow"}
STAGE_NAMES = {
    "collect": "collecting",
    "read": "reading",
    "extract": "finding statements",
    "resolve": "who is who",
    "connect": "connecting",
    "verify": "checking",
}


def console() -> Console:
    """Open standard output for people; a fixed width when it is a pipe."""
    return Console(width=None if sys.stdout.isatty() else PLAIN_WIDTH, highlight=False, soft_wrap=False)


def json_line(row: object) -> str:
    """Write one JSON object as a line; dataclasses with their fields, decimals as text.

    Characters that could steer a terminal are written as escapes: the JSON says the same.
    """
    line = msgspec.json.encode(row).decode()
    return CONTROLS.sub(lambda match: f"\\u{ord(match[0]):04x}", line) + "\n"


def print_json(rows: Iterable[object]) -> None:
    """Print one JSON object a line."""
    for row in rows:
        sys.stdout.write(json_line(row))


def tagged(kind: str, row: AwardRow | StatementRow | Tension | AwardMatch) -> dict[str, Any]:
    """Write a row as a mapping that says what it is; its own kind is `award_kind` or `tension_kind`."""
    value: dict[str, Any] = msgspec.to_builtins(row)
    return {"kind": kind, "id": row.id} | {
        (f"{kind}_kind" if key == "kind" else key): one for key, one in value.items()
    }


@contextmanager
def progress_bars() -> Iterator[Report_Progress]:
    """Show a bar for each stage on standard error while it works; nothing when that is no terminal."""
    screen = Console(stderr=True)
    if not screen.is_terminal:
        yield lambda stage, done, total: None  # noqa: ARG005  # nothing to show
        return
    from rich.progress import (  # noqa: PLC0415  # a pipe shows no bars
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
    )

    columns = (TextColumn("{task.description:>20}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=screen) as bars:
        tasks: dict[str, TaskID] = {}

        def show(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(STAGE_NAMES.get(stage, stage), total=total)
            bars.update(tasks[stage], completed=done, total=total)

        yield show


def print_counts(title: str, rows: Iterable[tuple[str, str]], screen: Console) -> None:
    """Print names and numbers under a title."""
    table = Table(show_header=False, box=None, pad_edge=False, padding=(0, 2, 0, 2))
    table.add_column()
    table.add_column(justify="right")
    for name, value in rows:
        table.add_row(escape(clean(name)), escape(clean(value)))
    screen.print(Text(title, "bold"))
    screen.print(table)


CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f]")
"""Control characters but tab and line feed, line breaks of other kinds, and marks that turn the direction of writing."""


def clean(text: str) -> str:
    """Take control characters out: a document must not steer the reader's terminal."""
    return CONTROLS.sub("\ufffd", text)


def say(text: str, *, error: bool = False) -> None:
    """Print a line that may quote a document or the name of a file."""
    click.echo(clean(text), err=error)


SAID_ON = {
    "sentence": "in the text",
    "sentence, relative to published": "in the text, reckoned from its date",
    "sentence, relative to section": "in the text, reckoned from its section's date",
    "published": "reported",
}
"""How the date of a statement is known: the words give it, or it is that of the publication."""


def dated(row: StatementRow | AwardRow) -> str:
    """Write a row's date and how it is known: `2018-06-29 (reported)`, `2018-06-28 (latest action)`."""
    if isinstance(row, AwardRow):
        return f"{row.date} (latest action)" if row.date else "undated"
    if not row.said_on:
        return "undated"
    basis = row.said_on_basis or "basis not known"
    return f"{row.said_on} ({SAID_ON.get(basis, basis)})"


def statement_text(row: StatementRow) -> Text:
    """Write a statement: who, how, what, where, id."""
    text = Text()
    if row.party_name:
        text.append(clean(row.party_name), "bold")
        if row.speaker_name and row.speaker_name != row.party_name:
            text.append(f" ({clean(row.speaker_name)})", "dim")
    else:
        text.append(
            clean(f"{row.speaker_name} ({SPEAKER_OPEN})" if row.speaker_name else "speaker not named"), "italic"
        )
    if row.cue:
        text.append(f" {clean(row.cue)}", "magenta")
    if row.negated:
        text.append(f" [{NOT_SAID}]", "bold red")
    text.append(f": {clean(row.content)}\n")
    for one in row.sums:
        text.append("".join(f"  {clean(line)}\n" for line in answer_lines(one)[:SUM_LINES]), "cyan")
    text.append("".join(f"  {clean(line)}\n" for line in row.judged), "bold red" if row.verdict == "wrong" else "bold")
    via = f" · via {clean(', '.join(row.via))}" if row.via else ""
    text.append(f"{clean(row.publisher or row.path)}{via} · {row.id[:ID_SHOWN]}", "dim")
    return text


def award_text(row: AwardRow) -> Text:
    """Write an award: who to whom, what, how much by notion, parts, id."""
    text = Text()
    text.append(clean(row.recipient or "recipient not recorded"), "bold")
    text.append(f" → {clean(row.buyer or 'buyer not recorded')}\n")
    cut = " […]" if len(row.description) > DESCRIPTION_SHOWN else ""
    text.append(clean(row.description[:DESCRIPTION_SHOWN]) + f"{cut}\n")
    money = " · ".join(
        f"{one.notion}{money_mark(row.kind, one)} {one.amount:,.2f} {one.currency}{money_day(row.date, one)}"
        for one in row.money
    )
    text.append((money or "no sums recorded") + "\n", "green")
    for (role, label, _, name, because), fields in zip(row.parts, evidence_apart(row), strict=True):
        if role == "PRODUCT_OWNER" and label:
            text.append(f"product of {clean(name)}, {label_words(label)}: {clean(because)}\n", "cyan")
            listed, others = places_shown(fields)
            for one in listed:
                text.append(f"  rests on {clean(place_words(one))}\n", "cyan")
            if others:
                text.append(f"  rests on {others:,} other place{'' if others == 1 else 's'}: see show\n", "cyan")
    text.append(clean(row.id), "dim")
    return text


def print_side_by_side(answer: SaidAndDone, screen: Console, threads: Sequence[ThreadLine] = ()) -> None:
    """Print statements left and awards right, by date; then what connects them, threads in a line each."""
    from onrecord.answer.timeline import shares_words  # noqa: PLC0415  # printing a count must not load every question

    about = f" about {clean(answer.about.name)}" if answer.about else ""
    screen.print(Text(f"{clean(answer.party.name)}{about}: said and done", "bold"))
    table = Table(show_lines=True, expand=True)
    table.add_column(f"said ({len(answer.statements)})", ratio=1, overflow="fold")
    table.add_column(f"done ({len(answer.awards)})", ratio=1, overflow="fold")
    marked = {one.left for one in answer.tensions} | {one.right for one in answer.tensions}
    for _, said, done in by_date(answer):
        left = Text(f"{dated(said)}\n", "bold") + statement_text(said) if said else Text()
        right = Text(f"{dated(done)}\n", "bold") + award_text(done) if done else Text()
        for row, text in ((said, left), (done, right)):
            if row and row.id in marked:
                text.append("\nin tension, possibly: see below", "yellow")
        table.add_row(left, right)
    screen.print(table)
    if words := shares_words(answer):
        screen.print(Text(f"{clean(words)}."))
    _print_threads(threads, screen)
    _print_notes(answer, screen)


def _print_threads(threads: Sequence[ThreadLine], screen: Console) -> None:
    from onrecord.answer.thread_lines import line_words  # noqa: PLC0415  # as below

    if threads:
        screen.print(Text("\nThreads: one matter in time, with the positions in it", "bold"))
    for one in threads:
        screen.print(Text(f"  {clean(line_words(one))} · {one.id[:ID_SHOWN]}"))


def _print_notes(answer: SaidAndDone, screen: Console) -> None:
    from onrecord.answer.tensions import below_words  # noqa: PLC0415  # as below
    from onrecord.answer.timeline import left_out_words, match_lines  # noqa: PLC0415  # printing a count must not load every question

    spoken = {row.party for row in answer.statements}
    for party, name, why in answer.speakers:
        if why and party in spoken:
            screen.print(
                Text(
                    f"{clean(name)} is counted for {clean(answer.party.name)} as: {clean(' '.join(why.split()))}", "dim"
                )
            )
    for tension in answer.tensions:
        screen.print(
            Text(
                f"\nIn tension, possibly ({tension.id[:ID_SHOWN]}): {tension.left[:ID_SHOWN]} and {clean(tension.right)}",
                "yellow",
            )
        )
        screen.print(Text(f"  because: {clean(tension.because)}\n  both are true if: {tension.both_true_if}"))
    if answer.below:
        screen.print(Text(f"\n{below_words(len(answer.below))}; see them with --every", "dim"))
    if answer.matches:
        screen.print(Text("\nWhat the award data held says to sentences that speak of a contract:", "bold"))
    for match in answer.matches:
        screen.print(Text(f"“{clean(' '.join(match.place.text.split()))}” · {match.id[:ID_SHOWN]}"))
        screen.print(Text("".join(f"  {clean(line)}\n" for line in match_lines(match)), "cyan"))
    for role, line in _subawards(answer):
        screen.print(Text(f"{clean(role)}: {clean(line)}"))
    if answer.missing:
        screen.print(Text(f"{clean(answer.missing)}."))
    if words := left_out_words(answer):
        screen.print(Text(f"{words}."))
    screen.print(Text(f"Searched: {answer.searched}.", "dim"))


def _subawards(answer: SaidAndDone) -> list[tuple[str, str]]:
    """Write the subawards that no row shows, for the prime award is not held."""
    from onrecord.answer.facts import subaward_facts  # noqa: PLC0415  # printing a count must not load every question

    return subaward_facts(answer.subawards)


def by_date(answer: SaidAndDone) -> list[tuple[str | None, StatementRow | None, AwardRow | None]]:
    """List both sides in one order of date, undated last; rows of one day stand in line."""
    days: dict[str, tuple[list[StatementRow], list[AwardRow]]] = {}
    for said in answer.statements:
        days.setdefault(said.said_on or "9999", ([], []))[0].append(said)
    for done in answer.awards:
        days.setdefault(done.date or "9999", ([], []))[1].append(done)
    rows: list[tuple[str | None, StatementRow | None, AwardRow | None]] = []
    for day in sorted(days):
        left, right = days[day]
        for number in range(max(len(left), len(right))):
            date = None if day == "9999" else day
            rows.append(
                (date, left[number] if number < len(left) else None, right[number] if number < len(right) else None)
            )
    return rows


def one_a_line(answer: SaidAndDone) -> list[StatementRow | AwardRow]:
    """List both sides in one order of date."""
    return [one for _, said, done in by_date(answer) for one in (said, done) if one is not None]


def print_found(found: list[Found], screen: Console, cut: str = "") -> None:
    """Print search results, each with its excerpt, then what may have been cut off."""
    for one in found:
        if one.statement:
            screen.print(Text(f"{dated(one.statement)}  statement  ", "bold") + statement_text(one.statement))
        elif one.award:
            screen.print(Text(f"{dated(one.award)}  award  ", "bold") + award_text(one.award))
        elif one.party:
            screen.print(
                Text(f"{one.party.kind.replace('_', ' ')}  ", "bold")
                + Text(f"{clean(one.party.name)} · {one.id[:ID_SHOWN]}")
            )
        elif one.document:
            head = one.document
            screen.print(
                Text(f"{f'{head.published[:10]} (published)' if head.published else 'undated'}  document  ", "bold")
                + Text(f"{clean(head.title or head.path)} · {one.id[:ID_SHOWN]}")
            )
            screen.print(_highlighted(one.excerpt))
        screen.print()
    if cut:
        screen.print(Text(f"{cut}; for more: --limit.", "dim"))


def _highlighted(excerpt: str) -> Text:
    text = Text("  ")
    for part in re.split(f"({MARKS[0]}.*?{MARKS[1]})", " ".join(excerpt.split())):
        hit = part.startswith(MARKS[0])
        text.append(clean(part.strip("".join(MARKS))), "bold yellow" if hit else "")
    return text


def print_shown(shown: Shown, screen: Console) -> None:
    """Print everything known of one thing, then the words in their context."""
    screen.print(Text(f"{shown.kind} {clean(shown.id)}", "bold"))
    screen.print(Text(clean(shown.heading)))
    table = Table(show_header=False, box=None, pad_edge=False)
    table.add_column(style="dim", no_wrap=True)
    table.add_column()
    for name, value in shown.facts:
        table.add_row(escape(clean(name)), escape(clean(value)))
    screen.print(table)
    for passage in shown.passages:
        screen.print()
        screen.print(Text(f"— {clean(passage.where)}", "dim"))
        screen.print(_passage(passage, styled=screen.is_terminal))


def _passage(passage: Passage, *, styled: bool) -> Text:
    """Write a passage; without colours the marked words stand between »«."""
    text = Text()
    for words, role in passage.pieces:
        shown = clean(words)
        if role and not styled:
            text.append(f"»{shown}«")
        else:
            text.append(shown, STYLES.get(role, ""))
    return text
