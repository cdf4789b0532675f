"""The command by which people decide: review."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import click

from onrecord import terminal
from onrecord.cli.options import FOLDER, as_json, record_argument
from onrecord.errors import RecordBusy, UserError
from onrecord.model.judgement import Judgement, document_of_key, standing
from onrecord.store import Record, View, Writer, open_record

PAIR = "Say of two parties, or of a mention and a party, that they are"
ACTIONS = ("same", "different", "unsure", "split", "statement", "undo", "list", "target", "source")
"""Options that each ask for something of their own; with none of them, questions are asked."""
BAD_LINES_SHOWN = 20


def _pair(name: str, words: str) -> Callable[[Any], Any]:
    return click.option(f"--{name}", nargs=2, metavar="A B", help=f"{PAIR} {words}.")


@click.command()
@record_argument
@_pair("same", "one")
@_pair("different", "not one")
@_pair("unsure", "one or not, you cannot tell which")
@click.option(
    "--split", nargs=2, metavar="PARTY DOCUMENT", help="Say that whom this document names is not the party it says."
)
@click.option("--statement", metavar="ID", help="Decide on a statement (with --verdict, also on a tension or an echo).")
@click.option("--verdict", type=click.Choice(["right", "wrong", "unsure"]), help="With --statement: how it is read.")
@click.option("--speaker", metavar="PARTY", help='With --statement: whose words it is; "nobody" for no party\'s.')
@click.option(
    "--words", multiple=True, metavar="START:END", help="With --statement: where its words are; may be given again."
)
@click.option("--undo", metavar="ID", help="Take a decision back.")
@click.option("--reason", default="", help="Why; kept with the decision.")
@click.option("--user", default="", metavar="NAME", help="Who decides; else the name that git or the system has.")
@click.option("--list", "list_", is_flag=True, help="List the decisions, with their ids.")
@click.option("--to", "target", type=FOLDER, metavar="FILE", help="Write all decisions to a file, one a line.")
@click.option("--from", "source", type=FOLDER, metavar="FILE", help="Take in decisions that were written so.")
@click.option("--kind", metavar="KIND", help="Only questions of this kind: same, conflict, speaker, ...")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1, 1000), help="Questions printed at most.")
@click.option("--later", is_flag=True, help="Leave it to the next build to work out what follows.")
@as_json
def review(record: Path, later: bool, json: bool, **given: Any) -> int:
    """Decide who is who, and whether statements are read right.

    On a terminal one question follows the other, one key a decision; elsewhere they are printed. Names are
    given as to `timeline`, ids as to `show`. See docs/review.md.
    """
    opened = open_record(record)
    action = _action(given)
    if action == "list":
        _list(opened, json=json)
        return 0
    if action == "target":
        return _write(opened, given["target"])
    if action is None and (json or not _is_terminal()):
        _print(opened, given["kind"], given["limit"], json=json)
        return 0
    before = _measured(opened)
    if action is None:
        made, bad = _ask(opened, given["user"], given["kind"]), 0
    elif action == "source":
        made, bad = _take_in(opened, given["source"])
    else:
        made, bad = _decide(opened, action, given), 0
    if made:
        _apply(opened, before, made, later=later)
    return 1 if bad else 0


def _is_terminal() -> bool:
    import sys

    return sys.stdin.isatty() and sys.stdout.isatty()


def _action(given: dict[str, Any]) -> str | None:
    """Say what is asked for.

    Raises:
        UserError: Two things at once, or something without what it belongs to.
    """
    asked = [name for name in ACTIONS if given.get("list_" if name == "list" else name)]
    names = {"target": "--to", "source": "--from"}
    if len(asked) > 1:
        raise UserError(f"give one of {' and '.join(names.get(one, f'--{one}') for one in asked)} at a time")
    about = [name for name in ("verdict", "speaker", "words") if given[name]]
    if about and asked != ["statement"]:
        raise UserError(f"--{about[0]} goes with --statement ID")
    if asked == ["statement"] and len(about) != 1:
        raise UserError("--statement ID needs one of --verdict, --speaker and --words")
    if given["kind"] and asked:
        raise UserError("--kind chooses questions; it does not go with a decision")
    return asked[0] if asked else None


def _list(record: Record, *, json: bool) -> None:
    from onrecord.answer.decided import another_look
    from onrecord.answer.decided import sides as sides_of
    from onrecord.cli.review_text import judgement_lines
    from onrecord.export.judgements import rows

    with View.open(record) as view:
        made = view.judgements()
        stand = standing(made)
        look = another_look(view) if made else {}
        if json:
            ids = {one.id for one in stand}
            terminal.print_json(
                row | {"stands": row["id"] in ids, "needs_another_look": look.get(row["id"], "")} for row in rows(view)
            )
            return
        sides = {one.id: sides_of(view, one) for one in made if one.id in look}
    for line in judgement_lines(made, stand, look, sides):
        terminal.say(line)
    if not made:
        click.echo("Nobody has decided anything yet.")


def _write(record: Record, path: Path) -> int:
    from onrecord.export.judgements import write

    with View.open(record) as view:
        count = write(view, path)
    terminal.say(f"{path}: {_counted(count, 'decision')}")
    return 0


def _print(record: Record, kind: str | None, limit: int, *, json: bool) -> None:
    from onrecord.answer.review import queue
    from onrecord.answer.review_asked import held_now, waiting
    from onrecord.cli.review_text import counts_line, item_text

    with View.open(record) as view:
        held = held_now(view)
        items, counts = queue(view, kind, limit, held=held), waiting(view, held)
    if json:
        terminal.print_json(items)
        return
    screen = terminal.console()
    for item in items:
        screen.print(item_text(item, styled=screen.is_terminal))
    if kind and not items:
        terminal.say(f"Nothing of the kind {kind} waits for a decision.")
    listed = counts_line(counts.items())
    terminal.say(
        f"Waiting: {listed}. Decide at a terminal, or with --same, --different, --statement."
        if listed
        else "Nothing waits for a decision."
    )


def _ask(record: Record, user: str, kind: str | None) -> int:
    from onrecord.answer.review_asked import checked
    from onrecord.answer.reviewer import reviewer
    from onrecord.cli.review_screen import Sitting, desk, sit

    return sit(desk(), Sitting(record=record, user=reviewer(user), kind=checked(kind)))


def _decide(record: Record, action: str, given: dict[str, Any]) -> int:
    from onrecord.answer.review_drafts import Draft, draft, signed, splitting, undoing
    from onrecord.answer.reviewer import reviewer

    user = reviewer(given["user"])
    drafts: list[Draft]
    with View.open(record) as view:
        if action == "split":
            drafts = splitting(view, *given["split"])
        elif action == "undo":
            drafts = [undoing(view, given["undo"])]
        elif action == "statement":
            verdict = given["verdict"] or ("speaker" if given["speaker"] else "span")
            drafts = [draft(view, verdict, given["statement"], given["speaker"] or "", _spans(given["words"]))]
        else:
            drafts = [draft(view, action, *given[action])]
    made = [signed(one, user, given["reason"]) for one in drafts]
    with Writer(record) as writer:
        new = writer.judge(*made)
    _say_made(record, made)
    return new


def _spans(words: Iterable[str]) -> list[tuple[int, int]]:
    found = []
    for one in words:
        start, colon, end = one.partition(":")
        if not (colon and start.isascii() and start.isdecimal() and end.isascii() and end.isdecimal()):
            raise UserError(f"--words {one[:40]!r}: give two offsets, START:END; onrecord show prints where words are")
        found.append((int(start), int(end)))
    return found


def _say_made(record: Record, made: Iterable[Judgement]) -> None:
    from onrecord.answer.review_words import visible

    for one in made:
        terminal.say(f"{one.id[: terminal.ID_SHOWN]}  {one.verdict}: {visible(one.words)}")
        document = document_of_key(one.left) if one.verdict == "span" else None
        if document:
            with View.open(record) as view:
                now = [statement for statement, key in view.statement_keys(document).items() if key == one.left]
            for statement in now:
                terminal.say(f"the statement's id is now {statement[: terminal.ID_SHOWN]}")


def _take_in(record: Record, path: Path) -> tuple[int, int]:
    """Append the decisions of a file; gives how many were new, and how many lines were bad."""
    from onrecord.export.judgements import read
    from onrecord.store.verdicts import missing

    taken: list[Judgement] = []
    bad = 0
    for one in read(path):
        if isinstance(one, Judgement):
            taken.append(one)
            continue
        bad += 1
        if bad <= BAD_LINES_SHOWN:
            terminal.say(f"{path}, line {one.number}: {one.message}", error=True)
    if bad > BAD_LINES_SHOWN:
        terminal.say(f"{path}: {bad - BAD_LINES_SHOWN:,} more lines hold no judgement", error=True)
    with Writer(record) as writer:
        new = writer.judge(*taken)
    with View.open(record) as view:
        gone = missing(view, {one.left for one in taken}) if new else set()
    unfound = len({one.id for one in taken if one.left in gone})
    known = len(taken) - new
    parts = [f"{new:,} new", f"{known:,} known already"] + ([f"{_counted(bad, 'bad line')}"] if bad else [])
    parts += (
        [f"{unfound:,} about what this record does not have: kept, and listed as needing another look"]
        if unfound
        else []
    )
    terminal.say(f"{path}: {'; '.join(parts)}")
    return new, bad


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _measured(record: Record) -> dict[str, int]:
    from onrecord.answer.review_asked import waiting
    from onrecord.store.verdicts import wrong

    with View.open(record) as view:
        counts = view.counts()
        found = {name: counts[name] for name in ("parties", "echoes", "tensions")}
        found["speakers named"] = sum(said for _, said in view.speaker_counts(counts["parties"]))
        found["statements left out as wrong"] = len(wrong(view))
        waits = waiting(view)
        return found | {"decisions that need another look": waits["judgement"], "conflicts": waits["conflict"]}


def _apply(record: Record, before: dict[str, int], made: int, *, later: bool) -> None:
    """Work out what follows from decisions, and say what changed."""
    from onrecord.pipeline import apply_judgements

    if later:
        terminal.say(
            f"{_counted(made, 'decision')} kept; the next build works out what follows: onrecord build {record.folder}"
        )
        return
    try:
        with terminal.progress_bars() as progress:
            apply_judgements(record, progress)
    except RecordBusy as busy:
        terminal.say(f"{_counted(made, 'decision')} kept, and not yet applied: {busy}", error=True)
        return
    after = _measured(record)
    changed = [f"{name} {before[name]:,} → {after[name]:,}" for name in after if before[name] != after[name]]
    # Others may have been made in the browser, or with --later: the counts hold what follows from them too.
    terminal.say(
        f"{_counted(made, 'decision')} applied, with any made since the last time: "
        f"{'; '.join(changed) or 'no count has changed'}"
    )
