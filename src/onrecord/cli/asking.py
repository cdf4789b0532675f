"""Commands that ask a record: search, show, timeline, said-and-done, problems."""

from pathlib import Path
from shlex import quote

import click
from rich.text import Text

from onrecord import terminal
from onrecord.cli.options import as_json, record_argument
from onrecord.errors import UserError
from onrecord.model.problem import PROBLEM_CODES
from onrecord.store import View, Writer, open_record
from onrecord.store.problems import PASSING


@click.command(context_settings={"ignore_unknown_options": True, "help_option_names": ["--help"]})  # -h begins -house
@record_argument
@click.argument("query", nargs=-1, required=True)
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1, 1000), help="Rows of each kind at most.")
@as_json
def search(record: Path, query: tuple[str, ...], limit: int, json: bool) -> None:
    """Find statements, awards, documents and parties by words, "a phrase", -without or a field such as speaker:NAME.

    Fields: kind, speaker, form, position, via, publisher, lang, party, buyer, recipient, date, after, before (docs/search.md).
    An argument with a space is a phrase. With --json, each hit in an `excerpt` stands between U+0002 and U+0003, written as escapes.
    """
    from onrecord.answer.coverage import coverage, searched
    from onrecord.answer.search import cut_short, find, query_of

    mistyped = next((one for one in query if one.startswith("--")), None)
    if mistyped is not None:  # one minus leaves a word out, two begin an option
        raise click.NoSuchOption(mistyped)
    with View.open(open_record(record)) as view:
        found = find(view, query_of(query), limit=limit)
        looked = "" if found else searched(coverage(view))
    if json:
        terminal.print_json(found)
    elif found:
        terminal.print_found(found, terminal.console(), cut_short(found, limit))
    else:
        terminal.say(f"Nothing found. Searched: {looked}.")


@click.command()
@record_argument
@click.argument("item", metavar="ID")
@as_json
def show(record: Path, item: str, json: bool) -> None:
    """Show anything the record holds by its id, or an award by its number, with its words in their context."""
    from onrecord.answer.show import show as look_up

    with View.open(open_record(record)) as view:
        shown = look_up(view, item)
    if json:
        terminal.print_json([shown])
    else:
        terminal.print_shown(shown, terminal.console())


@click.command()
@record_argument
@click.argument("party")
@click.option("--about", metavar="PARTY", help="Only what is about this party.")
@as_json
def timeline(record: Path, party: str, about: str | None, json: bool) -> None:
    """List a party's statements and awards by date."""
    from onrecord.answer.parties import find_party
    from onrecord.answer.rows import StatementRow
    from onrecord.answer.timeline import left_out_words
    from onrecord.answer.timeline import said_and_done as ask

    with View.open(open_record(record)) as view:
        answer = ask(view, find_party(view, party), find_party(view, about) if about else None)
    rows = terminal.one_a_line(answer)
    if json:
        terminal.print_json(
            terminal.tagged("statement" if isinstance(one, StatementRow) else "award", one) for one in rows
        )
        return
    screen = terminal.console()
    for one in rows:
        said = isinstance(one, StatementRow)
        text = terminal.statement_text(one) if isinstance(one, StatementRow) else terminal.award_text(one)
        head = f"{terminal.dated(one)}  {'said' if said else 'done'}  "
        screen.print(Text(head, "bold") + text + Text("\n"))
    if answer.missing:
        terminal.say(answer.missing)
    if words := left_out_words(answer):
        terminal.say(words)
    screen.print(Text(f"Searched: {answer.searched}.", "dim"))


@click.command("said-and-done")
@record_argument
@click.argument("party")
@click.option("--about", required=True, metavar="PARTY", help="The other party.")
@click.option(
    "--every", is_flag=True, help="Show also pairs in tension whose rule was right too seldom on labelled cases."
)
@as_json
def said_and_done(record: Path, party: str, about: str, every: bool, json: bool) -> None:
    """Put a party's statements and awards about another side by side."""
    from onrecord.answer.parties import find_party
    from onrecord.answer.thread_lines import threads_of_pair
    from onrecord.answer.timeline import said_and_done as ask

    with View.open(open_record(record)) as view:
        answer = ask(view, find_party(view, party), find_party(view, about), every=every)
        threads = [] if json else threads_of_pair(view, answer.party, answer.about)
    if json:
        groups = (
            ("statement", answer.statements),
            ("award", answer.awards),
            ("tension", answer.tensions),
            ("match", answer.matches),
        )
        terminal.print_json(terminal.tagged(kind, row) for kind, rows in groups for row in rows)
    else:
        terminal.print_side_by_side(answer, terminal.console(), threads)


@click.command()
@record_argument
@click.option(
    "--retry", is_flag=True, help="Have what may go well another time done again by the next build; or all of --code."
)
@click.option("--code", default="", metavar="KIND", help="Only problems of this kind: timed_out, reader_failed, ...")
@as_json
def problems(record: Path, retry: bool, code: str, json: bool) -> None:
    """List what was not read, or not wholly, and why."""
    if code and code not in PROBLEM_CODES:
        raise UserError(f"--code {code[:40]}: no such kind; give one of {', '.join(PROBLEM_CODES)}")
    if retry:
        return _retry(record, code)
    with View.open(open_record(record)) as view:
        found = [one for one in view.problems() if code in {"", one.code}]
        places = {one.artefact: [origin.path for origin in view.origins(one.artefact)] for one in found if one.artefact}
    if json:
        terminal.print_json(found)
        return None
    for problem in found:
        others = [path for path in (places[problem.artefact] if problem.artefact else ()) if path != problem.path]
        also = f" (the same bytes: {', '.join(others)})" if others else ""
        terminal.say(f"{problem.stage} · {problem.code} · {problem.message}{also}")
    click.echo(f"{len(found)} problem{'' if len(found) == 1 else 's'}" if found else "No problems.")
    return None


def _retry(record: Path, code: str) -> None:
    """Have what met problems done again, and say which command does it."""
    with Writer(open_record(record)) as writer:
        again = writer.try_again(codes=[code] if code else PASSING)
    for source in again.sources:
        terminal.say(f"to be collected again: onrecord add {record} {quote(source)}")
    number = f"{again.pieces} piece{'' if again.pieces == 1 else 's'} of work"
    click.echo(
        f"{number} will be done again. Next: onrecord build {record}" if again.pieces else "Nothing to build again."
    )
