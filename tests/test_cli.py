"""The commands: what they print, how they end, and that no trace reaches the person at the keyboard."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

import click
import pytest

from collect.spending_server import contract, spending_server
from onrecord import __version__
from onrecord.cli import cli, main
from onrecord.collect import usaspending_session
from onrecord.collect.usaspending_session import SpendingLimits
from onrecord.config import Config
from onrecord.store import Record, View, Writer, open_record
from onrecord.terminal import CONTROLS
from onrecord.verify import Finding, Verification

Capture = pytest.CaptureFixture[str]
PROGRAM = [sys.executable, "-c", "from onrecord.cli import start; start()"]
COMMANDS = sorted(cli.commands)


def run(capsys: Capture, *arguments: object) -> tuple[int, str, str]:
    """Run a command in this process; give exit code, output and errors."""
    code = main([str(one) for one in arguments])
    captured = capsys.readouterr()
    assert "Traceback" not in captured.out + captured.err
    return code, captured.out, captured.err


def program(*arguments: object, **options: object) -> subprocess.CompletedProcess[bytes]:
    """Run the program as a process."""
    return subprocess.run([*PROGRAM, *map(str, arguments)], check=False, capture_output=True, timeout=60, **options)  # type: ignore[call-overload,no-any-return]


def rows(output: str) -> list[dict[str, object]]:
    """Read JSON Lines."""
    return [json.loads(line) for line in output.splitlines()]


def azure(record: Record) -> str:
    with View.open(record) as view:
        return next(one.id for one in view.awards() if "AZURE" in one.latest.description)


# --- every command


def test_the_commands_are_those_of_the_design() -> None:
    """Names and the order of arguments are fixed; options may grow."""
    assert set(COMMANDS) >= {
        "init",
        "add",
        "build",
        "search",
        "show",
        "timeline",
        "said-and-done",
        "export",
        "verify",
        "problems",
        "serve",
        "extract",
        "read",
    }
    arguments = {
        name: [one.name for one in cli.commands[name].params if isinstance(one, click.Argument)] for name in COMMANDS
    }
    assert arguments["said-and-done"] == ["record", "party"]
    assert arguments["timeline"] == ["record", "party"]
    assert arguments["search"] == ["record", "query"]
    assert arguments["add"] == ["record", "sources"]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(capsys: Capture, name: str) -> None:
    code, out, _ = run(capsys, name, "--help")
    assert code == 0
    assert cli.commands[name].help is not None
    assert out.startswith(f"Usage: onrecord {name}")


def test_version(capsys: Capture) -> None:
    assert run(capsys, "--version")[:2] == (0, f"onrecord, version {__version__}\n")


def test_a_record_is_made_filled_built_asked_and_checked(capsys: Capture, tmp_path: Path) -> None:
    """The whole way, in the words a person sees."""
    source, record = tmp_path / "news.txt", tmp_path / "record"
    source.write_text("A day in June\n\nMicrosoft said that it supplies Azure to ICE.\n", encoding="utf-8")
    assert run(capsys, "init", record)[:2] == (0, f"{record}: an empty record. Next: onrecord add {record} FILES...\n")
    code, out, _ = run(capsys, "add", record, source)
    assert (code, "collected" in out, f"Next: onrecord build {record}" in out) == (0, True, True)
    code, out, _ = run(capsys, "build", record, "--engine", "inline")
    assert (code, "documents" in out, "problems" in out) == (0, True, True)
    assert run(capsys, "build", record, "--engine", "inline")[1].startswith("Nothing new.")
    assert "Azure" in run(capsys, "search", record, "azure")[1]
    assert "Microsoft" in run(capsys, "timeline", record, "Microsoft")[1]
    assert run(capsys, "problems", record)[:2] == (0, "No problems.\n")
    assert run(capsys, "verify", record, "--deep")[0] == 0
    code, out, _ = run(capsys, "export", record, "--to", tmp_path / "out")
    assert (code, (tmp_path / "out" / "statements.jsonl").is_file()) == (0, True)


def test_a_search_of_public_spending_is_collected_and_read(
    capsys: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From the command line to awards; what is announced leaves the rows of --json alone."""
    record = tmp_path / "record"
    run(capsys, "init", record)
    monkeypatch.setattr(usaspending_session, "SECONDS_BETWEEN", 0.0)
    with spending_server() as server:
        server.hold(contract(1, subawards=1), contract(2))
        monkeypatch.setattr(usaspending_session, "SpendingLimits", partial(SpendingLimits, api=server.url))
        code, out, err = run(capsys, "add", record, "usaspending:azure", "--allow-private", "--json")
    (report,) = (json.loads(line) for line in out.splitlines())
    assert (code, dict(report["made"])["awards"]) == (0, 2)
    assert "usaspending:azure: 2 contracts and orders, 0 vehicles to fetch" in err
    assert run(capsys, "build", record, "--engine", "inline")[0] == 0
    with View.open(open_record(record)) as view:
        counts = view.counts()
    assert (counts["awards"], counts["actions"], counts["subawards"], counts["problems"]) == (2, 6, 1, 0)
    assert run(capsys, "verify", record, "--deep")[0] == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("search", "RECORD", "Microsoft"),
        ("search", "RECORD", "nothing-at-all-like-this"),
        ("show", "RECORD", "AZURE"),
        ("timeline", "RECORD", "Microsoft"),
        ("timeline", "RECORD", "Microsoft", "--about", "ICE"),
        ("said-and-done", "RECORD", "Microsoft", "--about", "ICE"),
        ("export", "RECORD", "--to", "FOLDER"),
        ("verify", "RECORD"),
        ("verify", "RECORD", "--deep"),
        ("problems", "RECORD"),
    ],
)
def test_questions_are_answered_for_people_and_for_programs(
    capsys: Capture, example_record: Record, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    """The same question with --json gives one JSON object a line and nothing else."""
    given = {"RECORD": str(example_record.folder), "AZURE": azure(example_record), "FOLDER": str(tmp_path / "out")}
    asked = [given.get(one, one) for one in arguments]
    code, out, err = run(capsys, *asked)
    assert (code, err) == (0, "")
    assert out.strip()
    code, out, err = run(capsys, *asked, "--json")
    assert (code, err) == (0, "")
    assert all(isinstance(row, dict) for row in rows(out))


def test_building_and_adding_report_as_json_too(capsys: Capture, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("It was so.\n", encoding="utf-8")
    run(capsys, "init", tmp_path / "record")
    (added,) = rows(run(capsys, "add", tmp_path / "record", tmp_path / "a.txt", "--json")[1])
    assert (added["stage"], added["done"], added["problems"]) == ("collect", 1, 0)
    stages = [
        row["stage"] for row in rows(run(capsys, "build", tmp_path / "record", "--engine", "inline", "--json")[1])
    ]
    assert stages == ["read", "extract", "resolve", "connect"]


def test_said_and_done_gives_the_same_rows_to_people_and_to_programs(capsys: Capture, example_record: Record) -> None:
    asked = ("said-and-done", example_record.folder, "Microsoft", "--about", "ICE")
    found = rows(run(capsys, *asked, "--json")[1])
    assert [row["kind"] for row in found].count("award") == 5
    assert [row["kind"] for row in found].count("tension") == 1
    assert {str(row.get("award_kind")) for row in found if row["kind"] == "award"} == {"order", "bpa_call"}
    (tension,) = (row for row in found if row["kind"] == "tension")
    assert tension["tension_kind"] == "statement_against_award"
    page = run(capsys, *asked)[1]
    assert "said and done" in page
    assert page.count("product of Microsoft") == 4
    assert f"In tension, possibly ({str(tension['id'])[:12]})" in page
    assert run(capsys, "show", example_record.folder, tension["id"])[0] == 0
    assert "Searched: " in page


def test_rows_of_a_timeline_say_what_they_are_and_come_by_date(capsys: Capture, example_record: Record) -> None:
    found = rows(run(capsys, "timeline", example_record.folder, "Microsoft", "--json")[1])
    assert {row["kind"] for row in found} == {"statement", "award"}
    dates = [str(row["said_on"] if row["kind"] == "statement" else row["date"]) for row in found]
    known = [date for date in dates if date != "None"]
    assert known == sorted(known)


@pytest.mark.parametrize("word", ["contract", "house", "json-like"])
def test_a_minus_before_a_word_leaves_it_out_wherever_it_stands(
    capsys: Capture, example_record: Record, word: str
) -> None:
    """No option of one letter is taken out of a word to leave out."""
    asked = ("search", example_record.folder, "ICE")
    every = {row["id"] for row in rows(run(capsys, *asked, "--json", "--limit", "1000")[1])}
    with_it = {row["id"] for row in rows(run(capsys, *asked, word, "--json", "--limit", "1000")[1])}
    code, out, err = run(capsys, *asked, f"-{word}", "--json", "--limit", "1000")
    assert (code, err) == (0, "")
    left = {row["id"] for row in rows(out)}
    assert set() < left <= every
    assert bool(every - left) == (word == "contract")
    assert left.isdisjoint(with_it - {row["id"] for row in rows(out) if row["kind"] == "party"})


def test_an_argument_with_a_space_is_a_phrase(capsys: Capture, example_record: Record) -> None:
    asked = ("search", example_record.folder)
    assert rows(run(capsys, *asked, "azure government", "--json")[1])
    assert run(capsys, *asked, "government azure")[1].startswith("Nothing found. Searched: ")
    assert not run(capsys, *asked, "government", "azure")[1].startswith("Nothing found.")


def test_an_option_that_is_none_is_no_word_to_leave_out(capsys: Capture, example_record: Record) -> None:
    code, out, err = run(capsys, "search", example_record.folder, "azure", "--jsonn")
    assert (code, out, "--jsonn" in err) == (2, "", True)


def test_an_address_is_named_as_it_was_typed(capsys: Capture, tmp_path: Path) -> None:
    run(capsys, "init", tmp_path / "record")
    code, out, err = run(capsys, "init", "https://example.org/a//b")
    assert (code, out, err.startswith("onrecord: https://example.org/a//b: ")) == (2, "", True)
    run(capsys, "add", tmp_path / "record", "https://127.0.0.1//b")
    assert "https://127.0.0.1//b" in run(capsys, "problems", tmp_path / "record")[1]


# --- exit codes


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("search", "NOWHERE", "x"), "does not exist; make one with: onrecord init"),
        (("build", "NOWHERE"), "does not exist"),
        (("verify", "FOLDER"), "no record here"),
        (("search", "RECORD", "--", "-x"), "nothing to search for"),
        (("show", "RECORD", "zzzz"), "nothing in the record has this id"),
        (("show", "RECORD", "C"), "give more of it"),
        (("timeline", "RECORD", "Nobody"), "no such party"),
        (("timeline", "RECORD", "Nadella"), "did you mean: Satya Nadella"),
        (("add", "EMPTY", "missing.txt"), "missing.txt: no such file or folder"),
        (("build", "EMPTY", "--engine", "spark"), "engine"),
        (("build", "EMPTY", "--engine", "local:0"), "engine"),
        (("export", "RECORD", "--to", "RECORD/onrecord.db"), "cannot be written"),
        (("extract",), "--text"),
        (("extract", "--text", "missing.txt"), "missing.txt: no such file or folder"),
        (("extract", "--text", "/dev/null"), "is a device, pipe or socket"),
        (("read", "/dev/zero"), "is a device, pipe or socket"),
        (("read", "missing.txt"), "missing.txt: no such file or folder"),
        (("nothing",), "No such command"),
        (("show", "RECORD"), "Missing argument"),
        (("export", "RECORD", "--format", "xml", "--to", "x"), "Invalid value"),
        (("export", "RECORD", "--to", "x", "--ocid-prefix", "ocds-abc123"), "--ocid-prefix goes with --format ocds"),
        (("export", "RECORD", "--to", "x", "--publisher-uri", "x"), "--publisher-uri goes with --format ocds"),
        (("search", "RECORD", "x", "--limit", "0"), "Invalid value"),
    ],
)
def test_the_users_error_ends_with_2_and_a_line_that_says_what_to_do(
    capsys: Capture, example_record: Record, tmp_path: Path, arguments: tuple[str, ...], says: str
) -> None:
    run(capsys, "init", tmp_path / "empty")
    (tmp_path / "folder").mkdir()
    places = {
        "RECORD": example_record.folder,
        "NOWHERE": tmp_path / "nowhere",
        "FOLDER": tmp_path / "folder",
        "EMPTY": tmp_path / "empty",
    }
    given = [
        one.replace("RECORD/", f"{example_record.folder}/") if "/" in one else str(places.get(one, one))
        for one in arguments
    ]
    code, out, err = run(capsys, *given)
    assert (code, out) == (2, "")
    assert says in err


def test_init_does_not_touch_what_is_there(capsys: Capture, tmp_path: Path) -> None:
    assert run(capsys, "init", tmp_path / "record")[0] == 0
    before = (tmp_path / "record" / "onrecord.db").read_bytes()
    code, _, err = run(capsys, "init", tmp_path / "record")
    assert (code, "there is a record already" in err) == (2, True)
    assert (tmp_path / "record" / "onrecord.db").read_bytes() == before
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "a.txt").write_text("a", encoding="utf-8")
    assert run(capsys, "init", tmp_path / "papers")[0] == 2
    assert [path.name for path in (tmp_path / "papers").iterdir()] == ["a.txt"]


def test_a_record_in_use_is_said_to_be(capsys: Capture, tmp_path: Path) -> None:
    run(capsys, "init", tmp_path / "record")
    with Writer(Record(tmp_path / "record")):
        code, _, err = run(capsys, "build", tmp_path / "record", "--engine", "inline")
    assert (code, "another onrecord process is writing" in err) == (2, True)


def test_a_record_of_a_later_version_is_refused(capsys: Capture, tmp_path: Path) -> None:
    run(capsys, "init", tmp_path / "record")
    with closing(sqlite3.connect(tmp_path / "record" / "onrecord.db")) as connection, connection:
        connection.execute("PRAGMA user_version = 99")
    for command in ("build", "problems", "verify"):
        code, _, err = run(capsys, command, tmp_path / "record")
        assert (code, "made by a later version of onrecord" in err, "upgrade" in err) == (2, True, True)


def _break(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    def broken(_: View) -> None:
        raise error

    monkeypatch.setattr(View, "problems", broken)


def test_a_bug_ends_with_3_and_one_line(
    capsys: Capture, example_record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    _break(monkeypatch, RuntimeError("the wheels\x1b came off"))
    code, out, err = run(capsys, "problems", example_record.folder)
    assert (code, out) == (3, "")
    assert err == "onrecord: a bug: RuntimeError: the wheels\ufffd came off. Please report it with what --debug shows\n"


@pytest.mark.parametrize("place", [0, 1, 2])
def test_debug_shows_the_trace_wherever_it_stands(
    capsys: Capture, example_record: Record, monkeypatch: pytest.MonkeyPatch, place: int
) -> None:
    _break(monkeypatch, RuntimeError("the wheels came off"))
    arguments = ["problems", str(example_record.folder)]
    arguments.insert(place, "--debug")
    assert main(arguments) == 3
    assert "Traceback (most recent call last)" in capsys.readouterr().err


def test_debug_shows_the_trace_of_the_users_error_too(capsys: Capture, tmp_path: Path) -> None:
    assert main(["--debug", "problems", str(tmp_path / "nowhere")]) == 2
    err = capsys.readouterr().err
    assert "Traceback" in err
    assert "does not exist" in err


def test_an_error_of_the_machine_is_no_bug(
    capsys: Capture, example_record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    _break(monkeypatch, OSError(28, "No space left on device"))
    code, _, err = run(capsys, "problems", example_record.folder)
    assert (code, "No space left on device" in err) == (2, True)


def test_ctrl_c_ends_with_130_and_says_how_to_go_on(
    capsys: Capture, example_record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    _break(monkeypatch, KeyboardInterrupt())
    code, _, err = run(capsys, "problems", example_record.folder)
    assert (code, "run the same command again to go on" in err) == (130, True)


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.alone
def test_ctrl_c_ends_the_real_program(tmp_path: Path) -> None:
    """A build that waits for its workers stops on the first Ctrl-C, without a trace, and the record is whole."""
    record = tmp_path / "record"
    program("init", record)
    for number in range(400):
        (tmp_path / f"{number}.txt").write_text(
            f"Day {number}\n\n" + f"Ann Clarke said that it was {number}. " * 400, encoding="utf-8"
        )
    program("add", record, *(tmp_path / f"{number}.txt" for number in range(400)))
    command = [*PROGRAM, "build", str(record)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True) as process:
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(timeout=1.5)  # reading so many files takes longer
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to the workers too
        _, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert b"Traceback" not in err
    assert b"run the same command again" in err
    assert program("verify", record).returncode == 0


# --- output that nobody reads, or that cannot be written


@pytest.mark.skipif(sys.platform == "win32", reason="pipes of POSIX")
@pytest.mark.parametrize(
    "arguments",
    [("problems",), ("search", "the"), ("search", "the", "--json", "--limit", "1000"), ("timeline", "Microsoft")],
)
def test_a_reader_that_leaves_is_no_error(example_record: Record, arguments: tuple[str, ...]) -> None:
    """`onrecord problems RECORD | head -0` ends well and quietly."""
    command, *rest = arguments
    reader, writer = os.pipe()
    os.close(reader)
    try:
        process = subprocess.run(
            [*PROGRAM, command, str(example_record.folder), *rest],
            check=False,
            stdout=writer,
            stderr=subprocess.PIPE,
            timeout=60,
        )
    finally:
        os.close(writer)
    assert (process.returncode, process.stderr) == (0, b"")


def test_an_output_of_few_letters_is_no_error(example_record: Record) -> None:
    """LANG=C and a pipe: words go out as UTF-8."""
    environment = os.environ | {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "C"}
    done = program("said-and-done", example_record.folder, "Microsoft", "--about", "ICE", env=environment)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "→" in done.stdout.decode("utf-8")


@pytest.mark.parametrize(("count", "says"), [(1, ": 1 thing is not as it should be\n"), (2, ": 2 things are not as")])
def test_findings_are_counted_in_words_that_fit(
    capsys: Capture, example_record: Record, monkeypatch: pytest.MonkeyPatch, count: int, says: str
) -> None:
    finding = Finding(kind="evidence", id="1", message="gone")
    result = Verification(artefacts=1, documents=1, spans=1, fields=1, reread=0, findings=(finding,) * count)
    monkeypatch.setattr("onrecord.verify.verify", lambda *_, **__: result)
    code, out, _ = run(capsys, "verify", example_record.folder)
    assert (code, says in out) == (1, True)


# --- documents that would steer the terminal


@pytest.fixture(scope="module")
def steering(build_record: Callable[[Path, list[Path]], Record], tmp_path_factory: pytest.TempPathFactory) -> Record:
    """Build a record of a document, a title and a file name that hold escape sequences."""
    if sys.platform == "win32":
        pytest.skip("Windows allows no such file name")
    folder = tmp_path_factory.mktemp("steering")
    evil = "\x1b[2J\x1b]0;owned\x07\x9b31m\u202e"
    (folder / f"a{evil.replace('/', '')}.txt").write_text(
        f"Title {evil} of it\n\nMicrosoft said that {evil} it was so.\n\nAnn {evil} Clarke said that it was so.\n",
        encoding="utf-8",
    )
    (folder / f"b{evil}.pdf").write_bytes(b"%PDF-1.4 \x1b[2J broken")
    (folder / f"c{evil}.txt").write_bytes(b"")
    return build_record(folder / "record", [folder])


@pytest.mark.parametrize("flags", [(), ("--json",)])
@pytest.mark.parametrize("command", ["problems", "search", "timeline", "show", "verify"])
def test_no_character_of_a_document_or_a_file_name_steers_the_terminal(
    capsys: Capture, steering: Record, command: str, flags: tuple[str, ...]
) -> None:
    with View.open(steering) as view:
        (document, *_) = view.heads()
    rest = {"search": ["said"], "timeline": ["Microsoft"], "show": [document]}.get(command, [])
    _, out, err = run(capsys, command, steering.folder, *rest, *flags)
    assert len(out) > 20
    assert CONTROLS.search(out + err) is None


def test_a_verification_that_finds_something_does_not_steer_the_terminal(
    capsys: Capture, steering: Record, tmp_path: Path
) -> None:
    with View.open(steering) as view:
        artefact = next(one.artefact for one in view.origins() if one.path.endswith(".txt"))
        path = view.evidence.path(artefact)
    content = path.read_bytes()
    path.chmod(0o644)
    path.write_bytes(b"another" + content)
    try:
        code, out, _ = run(capsys, "verify", steering.folder, "--deep")
    finally:
        path.write_bytes(content)
    assert code == 1
    assert CONTROLS.search(out) is None
    assert tmp_path.exists()


# --- the two seams that need no record


def test_extract_takes_files_and_folders(capsys: Capture, tmp_path: Path) -> None:
    """Offsets are code points of the file's text exactly as it stands, byte order mark and CRLF included."""
    text = "“Größe zählt,” said Ann Clarke.\r\nMicrosoft said that it was so.\r\n"
    (tmp_path / "one.txt").write_bytes(text.encode())
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "two.txt").write_text("ICE said that it was so.\n", encoding="utf-8")
    (tmp_path / "more" / "three.html").write_text("<p>Not taken.</p>", encoding="utf-8")
    (tmp_path / "more" / ".hidden.txt").write_text("Not taken.", encoding="utf-8")
    code, out, err = run(capsys, "extract", "--text", tmp_path / "one.txt", tmp_path / "more")
    assert (code, err) == (0, "")
    one, two = rows(out)
    assert (one["doc"], two["doc"]) == ("one", "two")
    attributions = one["attributions"]
    assert isinstance(attributions, list)
    said = [[text[start:end] for start, end in found["source"]] for found in attributions]
    assert ["Ann Clarke"] in said
    assert ["Microsoft"] in said
    again = run(capsys, "extract", "--text", tmp_path / "one.txt", "--text", tmp_path / "more")
    assert again == (code, out, err)


def test_extract_of_an_empty_text_is_an_empty_row(capsys: Capture, tmp_path: Path) -> None:
    (tmp_path / "none.txt").write_bytes(b"")
    assert rows(run(capsys, "extract", "--text", tmp_path / "none.txt")[1]) == [
        {"doc": "none", "attributions": [], "mentions": []}
    ]


def test_read_prints_a_row_a_document_and_says_what_it_could_not_read(capsys: Capture, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(
        "<html><head><title>A day</title></head><body><p>Microsoft said that it was so on that day.</p></body></html>",
        encoding="utf-8",
    )
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.4 nothing")
    code, out, err = run(capsys, "read", tmp_path / "a.html", tmp_path / "b.pdf")
    good, bad = rows(out)
    assert code == 0
    assert set(good) >= {"path", "title", "published", "authors", "publisher", "text", "body"}
    assert set(bad) >= set(good)
    assert good["title"] == "A day"
    body, text = good["body"], good["text"]
    assert isinstance(body, list)
    assert isinstance(text, str)
    assert "Microsoft said" in "".join(text[start:end] for start, end in body)
    assert bad["problems"]
    assert "b.pdf" in err


@pytest.mark.parametrize("command", ["build", "watch"])
def test_a_watch_builds_as_a_build_does(command: str) -> None:
    """With the same choices: another extractor would go through the whole record again."""
    given = ["record", "--engine", "inline", "--fast", "--extractor", "rules", "--threads", "2"]
    settings = cli.commands[command].make_context(command, given).params
    wanted = {"engine": "inline", "reading": "fast", "extractor": "rules", "threads": 2}
    assert wanted.items() <= settings.items()
    assert cli.commands[command].make_context(command, ["record"]).params["reading"] == Config().reading
