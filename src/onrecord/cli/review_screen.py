"""Deciding at the terminal: one question after the other, one key a decision, each on disk before the next is shown."""

from collections.abc import Callable
from dataclasses import dataclass, field

import click
from rich.console import Console
from rich.text import Text

from onrecord import terminal
from onrecord.answer.review import ReviewItem, queue
from onrecord.answer.review_asked import held_now, waiting
from onrecord.answer.review_drafts import Draft, draft, signed, undoing
from onrecord.cli.review_text import item_text
from onrecord.errors import UserError
from onrecord.store import Record, View, Writer

BATCH = 20
"""Questions fetched at a time."""
KEYS = {
    "s": "same",
    "d": "different",
    "u": "unsure",
    "r": "right",
    "w": "wrong",
    "p": "speaker",
    "x": "undone",
}
"""Keys that decide, and the verdict each gives."""
OTHER_KEYS = (("t", "type a reason"), ("k", "skip"), ("z", "undo last"), ("q", "leave"), ("?", "help"))
HELP = """\
s  one and the same          d  two                       u  cannot tell
r  read right                w  read wrong                p  say whose words they are: a number, a name, an id, or nobody
x  take the decision back    t  type a reason, kept with the next decision
k  skip: it does not come again in this sitting
z  undo the last decision of this sitting; the question comes again
q  leave (Esc too); what follows from your decisions is then worked out
A question takes only the keys that are listed under it. Each decision is kept at once, under your name."""
"""What each key does."""
NAMES = {"speaker": "speaker: choose whose", "undone": "take the decision back"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What a person sits at: a screen, a way to read one key, and one to read a line after a prompt."""

    screen: Console
    read_key: Callable[[], str]
    read_line: Callable[[str], str]


@dataclass(slots=True, kw_only=True)
class Sitting:
    """What one person decides in one go.

    Attributes:
        reason: Typed for the next decision.
        made: Ids of the decisions, the latest last.
        skipped: Ids of questions that are not to come again.
    """

    record: Record
    user: str
    kind: str | None = None
    reason: str = ""
    made: list[str] = field(default_factory=list)
    skipped: set[str] = field(default_factory=set)


def desk() -> Desk:
    """Sit at the terminal this runs in."""
    return Desk(
        screen=terminal.console(),
        read_key=click.getchar,
        read_line=lambda prompt: str(click.prompt(prompt, default="", show_default=False)),
    )


def sit(at: Desk, sitting: Sitting) -> int:
    """Ask until nothing waits or the person leaves; give the number of decisions made, those taken back again included.

    Raises:
        RecordBusy: Another process writes to the record; what was decided before is kept.
    """
    while True:
        with View.open(sitting.record) as view:
            held = held_now(view)
            items = queue(view, sitting.kind, BATCH, skipped=frozenset(sitting.skipped), held=held)
            counts = waiting(view, held)
        if not items:
            at.screen.print("Nothing waits for a decision." if not sitting.skipped else "Nothing else waits.")
            return len(sitting.made)
        for item in items:
            left = sum(counts.values()) if sitting.kind is None else counts[sitting.kind]
            at.screen.rule(f"{len(sitting.made)} decided · {left:,} wait", style="dim")
            answer = _ask(at, sitting, item)
            if answer == "leave":
                return len(sitting.made)
            if answer == "again":  # something was taken back: it is to be asked again
                break
            counts[item.kind] -= 1


def _ask(at: Desk, sitting: Sitting, item: ReviewItem) -> str:
    """Show a question until it is decided or skipped; gives `next`, `again` or `leave`."""
    at.screen.print(item_text(item, styled=at.screen.is_terminal))
    while True:
        at.screen.print(Text(_keys_line(item, sitting), "bold"))
        try:
            key = at.read_key().lower()
        except (EOFError, KeyboardInterrupt):
            return "leave"
        if key in {"q", "\x03", "\x04", "\x1b"}:
            return "leave"
        if key == "k":
            sitting.skipped.add(item.id)
            return "next"
        if key == "t":
            sitting.reason = at.read_line("reason").strip()
        elif key == "?":
            at.screen.print(Text(HELP))
        elif key == "z":
            if _take_back(at, sitting):
                return "again"
        elif KEYS.get(key) in item.verdicts and _decide(at, sitting, item, KEYS[key]):
            return "next"


def _keys_line(item: ReviewItem, sitting: Sitting) -> str:
    keys = [(key, NAMES.get(verdict, verdict)) for key, verdict in KEYS.items() if verdict in item.verdicts]
    reason = " · with a reason" if sitting.reason else ""
    return " · ".join(f"{key} {name}" for key, name in [*keys, *OTHER_KEYS]) + reason


def _decide(at: Desk, sitting: Sitting, item: ReviewItem, verdict: str) -> bool:
    """Draft, sign and keep a decision; False where it makes no sense, which is said, or the person thinks better of it."""
    try:
        with View.open(sitting.record) as view:
            if verdict == "speaker":
                whose = _choose(at, item)
                made = [draft(view, verdict, item.left, whose)] if whose else []
            elif verdict == "undone":
                made = [undoing(view, one.id) for one in item.decisions]
            else:
                made = [draft(view, verdict, item.left, item.right)]
        for one in made:
            _keep(at, sitting, one)
    except UserError as error:
        at.screen.print(Text(terminal.clean(str(error)), "bold red"))
        return False
    return bool(made)


def _choose(at: Desk, item: ReviewItem) -> str:
    """Ask whose words a statement's are: a candidate's number, a name, an id, or nobody."""
    typed = at.read_line("whose words? a number, a name, an id, or nobody (empty: back)").strip()
    candidates = item.statement.candidates if item.statement else ()
    if typed.isascii() and typed.isdecimal() and 1 <= int(typed) <= len(candidates):
        return candidates[int(typed) - 1].key
    return typed


def _keep(at: Desk, sitting: Sitting, one: Draft) -> None:
    made = signed(one, sitting.user, sitting.reason)
    with Writer(sitting.record) as writer:
        writer.judge(made)
    sitting.made.append(made.id)
    sitting.reason = ""
    at.screen.print(Text(f"kept: {made.verdict} · {made.id[: terminal.ID_SHOWN]}", "green"))


def _take_back(at: Desk, sitting: Sitting) -> bool:
    """Take back the latest decision of this sitting."""
    if not sitting.made:
        at.screen.print("Nothing has been decided yet in this sitting; take back others with: --undo ID")
        return False
    try:
        with View.open(sitting.record) as view:
            one = undoing(view, sitting.made[-1])
        with Writer(sitting.record) as writer:
            writer.judge(signed(one, sitting.user, ""))
    except UserError as error:
        at.screen.print(Text(terminal.clean(str(error)), "bold red"))
        return False
    at.screen.print(Text(f"taken back: {sitting.made.pop()[: terminal.ID_SHOWN]}", "green"))
    return True
