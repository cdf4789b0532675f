"""`onrecord review`: one key a decision at a terminal, options elsewhere, and nothing that could steer the screen."""

import json
import os
import pty
import re
import select
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from onrecord.answer.parties import find_party
from onrecord.answer.review import queue
from onrecord.answer.review_asked import waiting
from onrecord.cli import main
from onrecord.cli.review_screen import KEYS, OTHER_KEYS, Desk, Sitting, sit
from onrecord.cli.review_text import item_text
from onrecord.model.judgement import Judgement, standing
from onrecord.store import Record, View, Writer
from onrecord.store.verdicts import wrong
from onrecord.terminal import CONTROLS
from review_records import applied, copied, judge, kept, statements_by

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def record(example_record: Record, tmp_path: Path) -> Record:
    return copied(example_record, tmp_path / "record")


def _run(capsys: Capture, record: Record, *arguments: object) -> tuple[int, str, str]:
    code = main(["review", str(record.folder), *map(str, arguments)])
    captured = capsys.readouterr()
    assert "Traceback" not in captured.out + captured.err
    return code, captured.out, captured.err


def _made(record: Record) -> list[Judgement]:
    with View.open(record) as view:
        return view.judgements()


def _desk(keys: str, lines: tuple[str, ...] = ()) -> tuple[Desk, StringIO]:
    """Sit a person down who presses some keys and types some lines, and then is gone."""
    screen, pressed, typed = StringIO(), iter(keys), iter(lines)

    def key() -> str:
        try:
            return next(pressed)
        except StopIteration:
            raise EOFError from None

    return Desk(screen=Console(file=screen, width=100), read_key=key, read_line=lambda _: next(typed)), screen


def _sit(record: Record, keys: str, *lines: str, kind: str | None = None) -> tuple[int, str]:
    at, screen = _desk(keys, lines)
    return sit(at, Sitting(record=record, user="ann", kind=kind)), screen.getvalue()


# --- at a terminal


def test_one_key_is_one_decision_and_the_next_question_follows(record: Record) -> None:
    with View.open(record) as view:
        items = queue(view, "statement", 3)
    count, screen = _sit(record, "rwuq", kind="statement")
    assert count == 3
    assert [(one.verdict, one.left) for one in _made(record)] == [
        (verdict, item.left) for verdict, item in zip(("right", "wrong", "unsure"), items, strict=True)
    ]
    assert "0 decided" in screen
    assert "3 decided" in screen


def test_a_key_that_decides_nothing_here_is_passed_over(record: Record) -> None:
    """`s` says nothing of a statement: the question stays."""
    count, screen = _sit(record, "sdn\x1f5", kind="statement")
    assert count == 0
    assert screen.count("r right") == 6
    assert _made(record) == []


def test_a_question_mark_shows_what_each_key_does_and_decides_nothing(record: Record) -> None:
    count, screen = _sit(record, "?q", kind="statement")
    assert count == 0
    assert "? help" in screen
    assert "one and the same" in screen
    assert all(re.search(rf"(?m)(?:^|\s){key}  \w", screen) for key in [*KEYS, *(key for key, _ in OTHER_KEYS[:-1])])
    assert _made(record) == []


def test_a_reason_goes_with_the_next_decision_only(record: Record) -> None:
    _sit(record, "twrq", "a caption, no statement", kind="statement")
    assert [one.reason for one in _made(record)] == ["a caption, no statement", ""]


def test_the_speaker_is_chosen_by_number_or_name_or_is_nobody(record: Record) -> None:
    with View.open(record) as view:
        items = [one for one in queue(view, "speaker", 50) if one.statement and one.statement.candidates]
        first = items[0].statement
        assert first is not None
        numbered = first.candidates[0].key
        apple = view.keys_of(find_party(view, "Apple").id)[0]
    typed = ("", "Nobody Known Here", "1", "apple", "nobody")
    count, screen = _sit(record, "p" * 5 + "q", *typed, kind="speaker")
    assert count == 3
    assert [one.right for one in _made(record)] == [numbered, apple, ""]
    assert "no such party in the record" in screen


def test_undo_takes_the_last_decision_back_and_the_question_comes_again(record: Record) -> None:
    count, screen = _sit(record, "zwzrq", kind="statement")
    assert count == 1
    assert "Nothing has been decided yet" in screen
    made = _made(record)
    assert [one.verdict for one in made] == ["wrong", "undone", "right"]
    assert made[2].left == made[0].left
    assert [one.verdict for one in standing(made)] == ["right"]


def test_what_is_skipped_does_not_come_again_in_the_sitting(record: Record) -> None:
    with View.open(record) as view:
        number = len(queue(view, "speaker", 50))
    count, screen = _sit(record, "k" * number, kind="speaker")
    assert count == 0
    assert screen.rstrip().endswith("Nothing else waits.")


def test_a_pair_is_decided_with_all_that_is_known_of_both_in_view(record: Record) -> None:
    judge(record, "same", "Apple", "Microsoft", user="bo")
    judge(record, "different", "Apple", "Microsoft", user="chi", minute=1)
    applied(record)
    count, screen = _sit(record, "dq", kind="conflict")
    assert count == 1
    assert "Apple · company · named" in screen
    assert "MICROSOFT CORPORATION" in screen
    assert "taken for one by bo on 2026-03-01" in screen
    assert _made(record)[-1].verdict == "different"


def test_a_decision_that_needs_another_look_is_taken_back_with_one_key(record: Record) -> None:
    strange = Judgement(left="statement:0:1", right="", verdict="wrong", user="bo", made_at="2026-01-01T00:00:00+00:00", reason="")  # fmt: skip
    kept(record, strange)
    applied(record)
    count, screen = _sit(record, "xq", kind="judgement")
    assert count == 1
    assert "needs another look" in screen
    assert standing(_made(record)) == []


def test_another_process_that_writes_is_said_and_the_question_stays(record: Record) -> None:
    at, screen = _desk("wq")
    with Writer(record):
        assert sit(at, Sitting(record=record, user="ann", kind="statement")) == 0
    assert "another onrecord process" in " ".join(screen.getvalue().split())
    assert _made(record) == []


def test_every_decision_is_on_disk_before_the_next_question(record: Record) -> None:
    seen: list[int] = []
    keys: Iterator[str] = iter("rwrq")

    def key() -> str:
        seen.append(len(_made(record)))
        return next(keys)

    sit(
        Desk(screen=Console(file=StringIO()), read_key=key, read_line=lambda _: ""),
        Sitting(record=record, user="ann", kind="statement"),
    )
    assert seen == [0, 1, 2, 3]


STEERING = "\x1b[2J\u202e\u2066\u200f\u061c\u200b\ufeff\u2028\x9b31m"


def test_no_character_of_a_name_or_a_text_steers_the_screen(
    build_record: Callable[[Path, list[Path]], Record], tmp_path: Path
) -> None:
    """Marks that turn the writing round, zero-width characters and controls reach nobody's screen raw."""
    source = tmp_path / "a.txt"
    source.write_text(
        f"Orders{STEERING} of the year\n\n“We {STEERING}sell{STEERING} to everybody who asks,” said Sara Lind{STEERING}sen, a resident.\n",
        encoding="utf-8",
    )
    record = build_record(tmp_path / "steered", [source])
    with View.open(record) as view:
        document = next(iter(view.heads()))
    name = f"App{STEERING}le"
    with Writer(record) as writer:
        with writer.transaction():
            writer._db.execute("INSERT INTO parties VALUES ('p1', ?, 'person', '[]', ?, NULL, 1)", (name, name))
            writer._db.execute("INSERT INTO aliases VALUES ('p1', ?, 'x', 'text')", (f"Al{STEERING}ias",))
            writer._db.execute("INSERT INTO places VALUES ('person:x', ?, 'p1')", (document,))
        key = f"party:person:x@{document}"
        one = Judgement(left=key, right="party:org:y", verdict="same", user=STEERING, made_at="2026-01-01T00:00:00+00:00", reason=STEERING, words=STEERING)  # fmt: skip
        writer.judge(one)
        with writer.transaction():
            writer._db.execute("INSERT INTO reviews VALUES ('r', 'judgement', ?, 'party:org:y', 0, ?, json_array(?))", (key, STEERING, one.id))  # fmt: skip
    with View.open(record) as view:
        items = queue(view, None, 50)
    assert "judgement" in {one.kind for one in items}
    shown = "".join(item_text(one, styled=False).plain for one in items)
    assert CONTROLS.findall(shown) == []
    assert "App‹U+001B›[2J‹U+202E›‹U+2066›‹U+200F›‹U+061C›‹U+200B›‹U+FEFF›" in shown


def test_at_a_real_terminal_keys_are_read_and_what_follows_is_worked_out(record: Record) -> None:
    """The program itself, at a pseudo-terminal: a decision, leaving, and a line that says what changed."""
    leader, follower = pty.openpty()
    program = [sys.executable, "-c", "from onrecord.cli import start; start()", "review", str(record.folder)]
    options = ["--kind", "speaker", "--user", "Ann"]
    environment = os.environ | {"COLUMNS": "160", "LINES": "50", "TERM": "xterm"}
    with subprocess.Popen(
        [*program, *options], stdin=follower, stdout=follower, stderr=follower, env=environment, close_fds=True
    ) as started:
        os.close(follower)
        try:
            shown = _until(leader, "q leave")
            _press(leader, b"p")
            shown += _until(leader, "whose words?")
            os.write(leader, b"nobody\n")
            shown += _until(leader, "1 decided")
            _press(leader, b"q")
            shown += _until(leader, "applied, with")
            assert started.wait(60) == 0
        finally:
            started.kill()
    os.close(leader)
    assert "Whose words?" in shown
    (one,) = _made(record)
    assert (one.user, one.verdict, one.right) == ("Ann", "speaker", "")


def _press(terminal: int, key: bytes, seconds: float = 60) -> None:
    """Press a key once the program reads single keys: one that is pressed before a question is seen decides nothing."""
    end = time.monotonic() + seconds
    while termios.tcgetattr(terminal)[3] & termios.ICANON:
        assert time.monotonic() < end, "the program reads no keys"
        time.sleep(0.01)
    os.write(terminal, key)


def _until(terminal: int, words: str, seconds: float = 60) -> str:
    """Read a terminal until some words stand on it."""
    shown, end = "", time.monotonic() + seconds
    while words not in re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", shown):
        ready, _, _ = select.select([terminal], [], [], max(0.0, end - time.monotonic()))
        assert ready, f"waited for {words!r}, saw {shown[-500:]!r}"
        shown += os.read(terminal, 65536).decode("utf-8", "replace")
    return shown


# --- elsewhere


def test_without_a_terminal_the_questions_are_printed(capsys: Capture, example_record: Record) -> None:
    code, out, err = _run(capsys, example_record, "--limit", 4)
    assert (code, err) == (0, "")
    assert (out.count("One and the same?"), out.count("Whose words?")) == (1, 3)
    with View.open(example_record) as view:
        counts = waiting(view)
    told = f"Waiting: {counts['same']} same, {counts['speaker']} speaker, {counts['tension']} tension, "
    assert told in " ".join(out.split())
    code, out, _ = _run(capsys, example_record, "--json", "--kind", "tension")
    found = [json.loads(line) for line in out.splitlines()]
    assert {(row["kind"], *row["verdicts"]) for row in found} == {("tension", "right", "wrong", "unsure")}
    assert "Nothing of the kind conflict waits" in _run(capsys, example_record, "--kind", "conflict")[1]


def test_parties_are_joined_kept_apart_and_a_decision_taken_back(capsys: Capture, record: Record) -> None:
    code, out, _ = _run(capsys, record, "--same", "Apple", "Twitter", "--user", "Ann", "--reason", "they merged")
    assert code == 0
    assert "same: Apple = Twitter" in out
    assert re.search(r"1 decision applied, with any made since the last time: parties (\d+) → (\d+)", out)
    (one,) = _made(record)
    assert (one.user, one.reason) == ("Ann", "they merged")
    listed = _run(capsys, record, "--list")[1]
    assert f"{one.id[:12]}  {one.made_at[:19]}  Ann  taken for one  Apple = Twitter: they merged\n" == listed
    assert _run(capsys, record, "--undo", one.id[:12], "--user", "Bo")[0] == 0
    listed = _run(capsys, record, "--list")[1]
    assert "(stands no more)" in listed
    assert f"(takes back {one.id[:12]})" in listed
    assert [json.loads(line)["stands"] for line in _run(capsys, record, "--list", "--json")[1].splitlines()] == [
        False
    ] * 2
    with View.open(record) as view:
        assert find_party(view, "Apple").id != find_party(view, "Twitter").id


def test_the_list_marks_what_needs_another_look_and_shows_both_sides(capsys: Capture, record: Record) -> None:
    with View.open(record) as view:
        keys = [view.keys_of(find_party(view, name).id)[0] for name in ("Satya Nadella", "Microsoft")]
    strange = Judgement(left=keys[0], right=keys[1], verdict="same", user="bo", made_at="2026-01-01T00:00:00+00:00", reason="")  # fmt: skip
    kept(record, strange)
    applied(record)
    judge(record, "same", "Apple", "Twitter")
    out = _run(capsys, record, "--list")[1]
    first, *others = out.splitlines()
    assert "bo  taken for one (needs another look)" in first
    assert "    why: " in others[0]
    assert others[1].startswith("    one side: Satya Nadella (person, ")
    assert others[2].startswith("    other side: Microsoft (company, ")
    assert "needs another look" not in others[3]
    rows = [json.loads(line) for line in _run(capsys, record, "--list", "--json")[1].splitlines()]
    assert [bool(row["needs_another_look"]) for row in rows] == [True, False]


def test_an_undoing_that_is_taken_back_says_so(capsys: Capture, record: Record) -> None:
    made = judge(record, "same", "Apple", "Twitter")
    undone = judge(record, "undone", made.id, minute=1)
    assert _run(capsys, record, "--undo", undone.id[:12], "--user", "Bo")[0] == 0
    first, second, _ = _run(capsys, record, "--list")[1].splitlines()
    assert "stands no more" not in first
    assert "(stands no more)" in second
    with View.open(record) as view:
        assert find_party(view, "Apple").id == find_party(view, "Twitter").id


def test_statements_are_judged_and_corrected_by_options(capsys: Capture, record: Record) -> None:
    one = statements_by(record, "Microsoft")[0]
    out = _run(capsys, record, "--statement", one.id[:12], "--verdict", "wrong", "--user", "Ann")[1]
    assert "statements left out as wrong 0 → 1" in out
    main(["timeline", str(record.folder), "Microsoft"])
    assert "1 statement is left out: people have found it wrong" in " ".join(capsys.readouterr().out.split())
    main(["show", str(record.folder), one.id])
    assert "found wrong by Ann" in capsys.readouterr().out
    assert _run(capsys, record, "--statement", one.id, "--speaker", "Apple", "--user", "Ann")[0] == 0
    start = one.content[0].start
    place = f"{start}:{start + 10}"
    code, out, _ = _run(capsys, record, "--statement", one.id, "--words", place, "--user", "Ann")
    assert code == 0
    found = re.search(r"the statement's id is now (\w+)", out)
    assert found is not None
    main(["show", str(record.folder), found[1]])
    assert "words marked by Ann" in capsys.readouterr().out
    assert [each.verdict for each in _made(record)] == ["wrong", "speaker", "span"]


def test_later_leaves_the_working_out_to_the_next_build(capsys: Capture, record: Record) -> None:
    out = _run(capsys, record, "--same", "Apple", "Twitter", "--user", "Ann", "--later")[1]
    assert "the next build works out what follows" in out
    with View.open(record) as view:
        assert find_party(view, "Apple").id != find_party(view, "Twitter").id
    applied(record)
    with View.open(record) as view:
        assert find_party(view, "Apple").id == find_party(view, "Twitter").id


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--same", "A", "B", "--list"), "give one of --same and --list at a time"),
        (("--to", "x", "--from", "y"), "give one of --to and --from at a time"),
        (("--verdict", "wrong"), "--verdict goes with --statement ID"),
        (("--speaker", "Apple"), "--speaker goes with --statement ID"),
        (("--statement", "ff"), "needs one of --verdict, --speaker and --words"),
        (("--statement", "ff", "--verdict", "right", "--speaker", "x"), "needs one of"),
        (("--same", "Apple", "Twitter", "--kind", "same"), "--kind chooses questions"),
        (("--same", "Apple", "Nobody Known Here"), "no such party in the record"),
        (("--same", "Satya Nadella", "Microsoft"), "Satya Nadella is a person and Microsoft is not"),
        (("--statement", "{statement}", "--words", "12"), "give two offsets, START:END"),
        (("--statement", "{statement}", "--words", "a:b"), "give two offsets, START:END"),
        (("--undo", "ffff"), "no such judgement"),
        (("--kind", "everything"), "give one of judgement, conflict"),
        (("--from", "no/such/file"), "cannot be read"),
        (("--split", "Apple", "ffff"), "no document has this id"),
    ],
)
def test_what_makes_no_sense_ends_with_2_and_one_line(
    capsys: Capture, example_record: Record, options: tuple[str, ...], message: str
) -> None:
    statement = statements_by(example_record, "Microsoft")[0].id
    code, out, err = _run(capsys, example_record, *(one.format(statement=statement) for one in options))
    assert (code, out) == (2, "")
    assert message in err
    assert err.count("\n") == 1
    assert _made(example_record) == []


def test_decisions_travel_from_one_record_to_another(
    capsys: Capture, record: Record, example_record: Record, tmp_path: Path
) -> None:
    """The same sources in another record: every decision finds its words there, with user and time."""
    one = statements_by(record, "Microsoft")[0]
    judge(record, "wrong", one.id, user="ann")
    judge(record, "same", "Apple", "Twitter", user="bo", minute=1)
    judge(record, "speaker", statements_by(record, "Microsoft")[0].id, "Apple", user="chi", minute=2)
    path = tmp_path / "decisions.jsonl"
    assert "3 decisions" in _run(capsys, record, "--to", path)[1]
    other = copied(example_record, tmp_path / "other")
    code, out, _ = _run(capsys, other, "--from", path)
    assert code == 0
    assert "3 new; 0 known already" in out
    assert "3 decisions applied" in out
    assert _made(other) == _made(record)
    with View.open(other) as view:
        assert wrong(view) == {one.id}
        assert find_party(view, "Apple").id == find_party(view, "Twitter").id == view.speakers([one.id])[one.id].party
    code, out, _ = _run(capsys, other, "--from", path)
    assert "0 new; 3 known already" in out
    assert "applied" not in out


def test_bad_lines_are_told_and_the_rest_is_taken(capsys: Capture, record: Record, tmp_path: Path) -> None:
    good = {
        "left": "statement:0:1",
        "right": "",
        "verdict": "wrong",
        "user": "bo",
        "made_at": "2026-01-01T00:00:00+00:00",
    }
    path = tmp_path / "decisions.jsonl"
    path.write_text("\n".join([json.dumps(good), "{", *["nonsense"] * 30]), encoding="utf-8")
    code, out, err = _run(capsys, record, "--from", path)
    assert code == 1
    assert f"{path}, line 2: is no judgement" in err
    assert "11 more lines hold no judgement" in err
    assert "1 new; 0 known already; 31 bad lines; 1 about what this record does not have: kept" in out
    assert [one.user for one in _made(record)] == ["bo"]


def test_a_record_that_is_being_written_keeps_the_decisions_for_later(
    capsys: Capture, record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    from onrecord import pipeline  # noqa: PLC0415  # to put another in its place
    from onrecord.errors import RecordBusy  # noqa: PLC0415  # the same

    def busy(*_: object) -> None:
        raise RecordBusy("another process writes")

    monkeypatch.setattr(pipeline, "apply_judgements", busy)
    code, _, err = _run(capsys, record, "--same", "Apple", "Twitter", "--user", "Ann")
    assert code == 0
    assert "1 decision kept, and not yet applied: another process writes" in err
    assert len(_made(record)) == 1
