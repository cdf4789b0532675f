"""Whatever a folder holds, the good files are read and each bad one is listed with its reason: one folder, one run."""

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from onrecord.cli import main
from onrecord.store import Record, View, open_record

LIMIT_MEGABYTES = 400
"""The most memory a run over this folder may need, libraries included."""
LARGE = 300_000_000
GOOD = {
    "good.txt": "A day in June\n\nMicrosoft said on Monday that it supplies Azure to the agency.\n",
    "zz-good.html": "<html><head><title>Another day</title></head><body><p>Microsoft said that the weather was fine on that day.</p></body></html>",
}
MEASURED = """
import re, resource, sys
from onrecord.cli import main
code = 0
for command in (["add", *sys.argv[1:3]], ["build", sys.argv[1], "--engine", "inline"], ["problems", sys.argv[1]]):
    code = code or main(command)
try:  # ru_maxrss begins with what the process that started this one held; VmHWM does not
    print("PEAK", re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1])
except OSError:
    print("PEAK", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
sys.exit(code)
"""


def locked_pdf() -> bytes:
    """Make a PDF that opens with a password only."""
    buffer = BytesIO()
    page = Canvas(buffer, encrypt=StandardEncryption("secret", ownerPassword="owner"))
    page.drawString(100, 700, "Microsoft said that it was so.")
    page.save()
    return buffer.getvalue()


def zip_bomb() -> bytes:
    """Pack half a gigabyte of nothing into a few megabytes."""
    buffer = BytesIO()
    with (
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("zeros.txt", "w") as file,
    ):
        for _ in range(500):
            file.write(bytes(1_000_000))
    return buffer.getvalue()


@dataclass(frozen=True, slots=True)
class Bad:
    """A bad file.

    Attributes:
        codes: The codes its problems may carry; empty for a file that is only passed over.
    """

    name: str
    make: Callable[[Path], object]
    codes: frozenset[str]


def _write(content: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(content)


def _large(path: Path) -> None:
    """Begin like a text and go on as a hole of 300 MB, which takes no room on the disk."""
    with path.open("wb") as file:
        file.write(b"Words of a long text that goes on and on. " * 4000)
        file.truncate(LARGE)


JUNK = bytes(range(256)) * 64
HALF_READ = frozenset({"damaged", "no_text", "unsupported_format", "encoding_guessed", "missing_columns", "bad_row"})
BAD: tuple[Bad, ...] = (
    Bad("empty.txt", _write(b""), frozenset({"empty"})),
    Bad("empty.pdf", _write(b""), frozenset({"empty"})),
    Bad("empty.csv", _write(b""), frozenset({"empty"})),
    Bad("blank.txt", _write(b" \n\n \t\n"), frozenset({"empty", "no_text"})),
    Bad("junk.txt", _write(JUNK), HALF_READ),
    Bad("junk.html", _write(JUNK + b"html"), HALF_READ),
    Bad("junk.pdf", _write(JUNK + b"pdf"), HALF_READ),
    Bad("junk.csv", _write(JUNK + b"csv"), HALF_READ),
    Bad("torn.pdf", _write(b"%PDF-1.7\n1 0 obj\n<</Type /Catalog"), frozenset({"damaged"})),
    Bad("large.txt", _large, frozenset({"too_large"})),
    Bad("locked.pdf", lambda path: path.write_bytes(locked_pdf()), frozenset({"encrypted"})),
    Bad(
        "wrong-encoding.html",
        _write(
            b'<html><head><meta charset="utf-8"><title>Gr\xfc\xdfe</title></head><body><p>Der B\xfcrgermeister h\xe4lt die '
            b"gro\xdfe Br\xfccke f\xfcr gef\xe4hrlich, sagte er.</p></body></html>"
        ),
        frozenset({"encoding_guessed", "other_language"}),
    ),
    Bad(
        "missing-columns.csv",
        _write(b"contract_award_unique_key,recipient_name\nCONT_AWD_1,HARBOUR WORKS\n"),
        frozenset({"missing_columns"}),
    ),
    Bad("other-table.csv", _write(b"name,age\nAnn,7\n"), frozenset({"missing_columns", "unsupported_format"})),
    Bad(
        "half-emoji.html",
        _write(
            b'<html><head><title>A day</title><script type="application/ld+json">{"@type": "NewsArticle", "headline": '
            b'"A day", "author": {"name": "Jane Roe \\ud83d"}}</script></head><body><p>The day was long, it is said.</p></body></html>'
        ),
        frozenset(),
    ),
    Bad("bomb.zip", lambda path: path.write_bytes(zip_bomb()), frozenset({"unpack_limit"})),
    Bad("picture.png", _write(b"\x89PNG\r\n\x1a\n" + bytes(64)), frozenset({"damaged"})),
    Bad("device", lambda path: path.symlink_to("/dev/zero"), frozenset({"not_a_file"})),
    Bad("pipe", os.mkfifo, frozenset({"not_a_file"})),
    Bad("gone", lambda path: path.symlink_to("nowhere at all"), frozenset({"unreadable"})),
    Bad("loop", lambda path: path.symlink_to(path.parent, target_is_directory=True), frozenset({"symlink_loop"})),
    Bad("with-sidecar.txt.meta.yaml", _write(b"published: [never\n"), frozenset()),
    Bad("with-sidecar.txt", _write(b"A day in July\n\nMicrosoft said that it was so.\n"), frozenset({"bad_sidecar"})),
)


@dataclass(frozen=True, slots=True)
class Run:
    """What became of the folder."""

    record: Record
    code: int
    out: str
    err: str
    problems: dict[str, set[str]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Fill a folder with two good files and every bad one."""
    if sys.platform == "win32":
        pytest.skip("no pipes, devices or holes as files")
    folder = tmp_path_factory.mktemp("bad") / "sources"
    folder.mkdir()
    for name, text in GOOD.items():
        (folder / name).write_text(text, encoding="utf-8")
    for bad in BAD:
        bad.make(folder / bad.name)
    return folder


@pytest.fixture(scope="module")
def done(folder: Path) -> Run:
    """Add and build the folder in a process of its own, so that its memory can be measured."""
    record = folder.parent / "record"
    assert main(["init", str(record)]) == 0
    command = [sys.executable, "-c", MEASURED, str(record), str(folder)]
    process = subprocess.run(command, check=False, capture_output=True, text=True, timeout=200)
    opened = open_record(record)
    problems: dict[str, set[str]] = {}
    with View.open(opened) as view:
        for one in view.problems():
            origins = [origin.path for origin in view.origins(one.artefact)] if one.artefact else [one.path]
            for path in origins:  # the same bytes under three names are one artefact
                problems.setdefault(Path(path).name, set()).add(one.code)
    return Run(record=opened, code=process.returncode, out=process.stdout, err=process.stderr, problems=problems)


def test_the_run_ends_well_and_without_a_trace(done: Run) -> None:
    assert (done.code, "Traceback" in done.out + done.err) == (0, False)


def test_the_good_files_are_read_whole(done: Run) -> None:
    with View.open(done.record) as view:
        heads = {Path(head.path).name: head for head in view.heads().values()}
        assert {"good.txt", "zz-good.html", "with-sidecar.txt", "wrong-encoding.html"} <= set(heads)
        for name, words in (("good.txt", "supplies Azure"), ("zz-good.html", "weather was fine")):
            said = [one for one in view.statements(heads[name].id) if words in one.content[0].text]
            assert len(said) == 1
    assert set(done.problems) & set(GOOD) == set()


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad.name)
def test_each_bad_file_has_its_problem(done: Run, bad: Bad) -> None:
    found = done.problems.get(bad.name, set())
    assert found <= bad.codes
    assert bool(found) == bool(bad.codes)


def test_words_in_another_encoding_than_declared_are_read_right(done: Run) -> None:
    with View.open(done.record) as view:
        (text,) = (view.text(head.id) for head in view.heads().values() if head.path.endswith("wrong-encoding.html"))
    assert "Bürgermeister hält die große Brücke für gefährlich" in text


def test_no_problem_is_a_bug_and_each_says_in_one_line_what_and_where(done: Run) -> None:
    with View.open(done.record) as view:
        problems = view.problems()
    assert not [one for one in problems if one.code in {"reader_failed", "stage_failed", "engine_died", "timed_out"}]
    for one in problems:
        assert one.path in one.message
        assert "\n" not in one.message
        assert len(one.message) > len(one.path) + 10


def test_the_tables_and_the_list_show_how_many_there_are(done: Run) -> None:
    with View.open(done.record) as view:
        count = len(view.problems())
    assert f"{count} problems" in done.out
    assert f"What was not read, or not wholly, and why: onrecord problems {done.record.folder}" in done.out
    assert "could not be collected; see: onrecord problems" in done.out
    for bad in BAD:
        if bad.codes:
            assert bad.name in done.out


def test_memory_stays_bounded_whatever_the_files_claim_to_be(done: Run) -> None:
    """A text of 300 MB and a zip of half a gigabyte are in the folder."""
    peak = int(done.out.split("PEAK ")[1].split()[0])
    megabytes = peak / 1000 if sys.platform != "darwin" else peak / 1_000_000
    assert 30 < megabytes < LIMIT_MEGABYTES


def test_building_again_finds_nothing_new_and_keeps_the_problems(done: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", str(done.record.folder), "--engine", "inline"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("Nothing new.")
    assert main(["problems", str(done.record.folder), "--json"]) == 0
    listed = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {Path(str(one["path"])).name for one in listed} | {"empty.csv", "empty.pdf", "empty.txt"} == set(
        done.problems
    )


def test_a_record_of_bad_files_verifies(done: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(done.record.folder), "--deep"]) == 0
    assert "all is well" in capsys.readouterr().out


def test_read_says_the_same_of_single_files_without_a_record(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = [
        bad.name
        for bad in BAD
        if bad.codes and bad.codes.isdisjoint({"not_a_file", "unreadable", "symlink_loop", "bad_sidecar"})
    ]
    assert main(["read", *(str(folder / name) for name in names)]) == 0
    captured = capsys.readouterr()
    listed = {Path(str(row["path"])).name: row for row in map(json.loads, captured.out.splitlines())}
    assert set(names) <= set(listed) | {name for name in names if name in captured.err}
    assert "Traceback" not in captured.err


def test_a_file_of_a_name_that_is_no_text_is_taken_or_listed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """On Linux a name is bytes; one that is no UTF-8 must not end the run for the others."""
    sources = tmp_path / "sources"
    sources.mkdir()
    with suppress(OSError, UnicodeError):
        Path(os.fsdecode(os.fsencode(sources) + b"/\xff\xfe.txt")).write_text(GOOD["good.txt"], encoding="utf-8")
    (sources / "good.txt").write_text(GOOD["good.txt"] + "More.\n", encoding="utf-8")
    record = tmp_path / "record"
    for command in (
        ["init", str(record)],
        ["add", str(record), str(sources)],
        ["build", str(record), "--engine", "inline"],
    ):
        assert main(command) == 0
    for command in (["problems", str(record)], ["search", str(record), "Azure", "--json"], ["verify", str(record)]):
        assert main(command) == 0
    assert "Traceback" not in capsys.readouterr().err
    with View.open(open_record(record)) as view:
        assert "good.txt" in {Path(head.path).name for head in view.heads().values()}
