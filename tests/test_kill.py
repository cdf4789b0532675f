"""A build that is killed at any moment leaves a sound record, and the next build ends where an undisturbed one does."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from onrecord.collect.files import collect
from onrecord.config import Config
from onrecord.export.jsonl import export
from onrecord.pipeline import build
from onrecord.store import Record, View, Writer, create_record, open_record
from onrecord.verify import verify

EXAMPLE = Path(__file__).parents[1] / "examples" / "azure-ice"
BATCH = 5
DOCUMENTS = 60
CHAINS = 5
KILLS = 4  # in each chain: on a record that was killed before, too
INLINE = Config(engine="inline", batch=BATCH)
SECONDS_TO_END = 20
"""How long the processes of a killed build may take to be gone."""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.alone,
    pytest.mark.skipif(not Path("/proc/self/stat").is_file(), reason="needs /proc to see processes"),
]

CHILD = """
import sys
from pathlib import Path
from onrecord.config import Config
from onrecord.connect import stage
from onrecord.extract import stage
from onrecord.pipeline import build
from onrecord.read import stage
from onrecord.resolve import stage
from onrecord.store import open_record
record, engine, batch = open_record(Path(sys.argv[1])), sys.argv[2], int(sys.argv[3])
print("ready", flush=True)
build(record, Config(engine=engine, batch=batch), lambda stage, done, total: None)
"""


@dataclass(frozen=True)
class Course:
    """An undisturbed build: the record before it, what came of it, and how long it took in seconds."""

    unbuilt: Path
    export: dict[str, bytes]
    work: set[tuple[str, str, str]]
    seconds: float


def quiet(stage: str, done: int, total: int) -> None:
    """Report progress to nobody."""


def generated(folder: Path) -> Path:
    """Write sixty documents: the example's articles with other names and other words between."""
    folder.mkdir()
    articles = [path for path in sorted((EXAMPLE / "articles").iterdir()) if path.suffix in {".html", ".txt", ".eml"}]
    for number in range(DOCUMENTS):
        article = articles[number % len(articles)]
        content = article.read_bytes().replace(b"Microsoft", f"Firm{number}".encode())
        content = content.replace(b" the ", f" the {number}th ".encode(), 40)
        (folder / f"{number:02}{article.suffix}").write_bytes(content)
    return folder


def started(record: Path, engine: str) -> "subprocess.Popen[str]":
    """Start a build in a process group of its own, and wait until it begins."""
    command = [sys.executable, "-c", CHILD, str(record), engine, str(BATCH)]
    child = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, start_new_session=True
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "ready\n"
    return child


def living(group: int) -> Iterator[int]:
    """List the processes of a group that still run; those that only wait to be reaped do not."""
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, its_group = status.read_text(encoding="utf-8").rpartition(")")[2].split()[:3]
        except OSError:
            continue
        if int(its_group) == group and state != "Z":
            yield int(status.parent.name)


def killed(record: Path, engine: str, delay: float) -> bool:
    """Kill a build some seconds after it began; False when it was done before."""
    with started(record, engine) as child:
        try:
            child.wait(delay)
        except subprocess.TimeoutExpired:
            if engine == "inline":
                os.killpg(child.pid, signal.SIGKILL)
            else:
                child.kill()  # the parent alone: its workers have to notice
        code = child.wait(SECONDS_TO_END)
        end = time.monotonic() + SECONDS_TO_END
        while left := list(living(child.pid)):
            assert time.monotonic() < end, f"{engine}: processes {left} are left behind"
            time.sleep(0.02)
    assert code in {0, -signal.SIGKILL}
    return code != 0


def exported(record: Record, folder: Path) -> dict[str, bytes]:
    """Export a record and read the files."""
    with View.open(record) as view:
        export(view, folder)
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def work(record: Record) -> set[tuple[str, str, str]]:
    """List the work a record says is done."""
    with View.open(record) as view:
        return {tuple(row) for row in view.db.execute("SELECT stage, input, version FROM work")}


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """Collect sixty documents, and build a copy of the record undisturbed."""
    folder = tmp_path_factory.mktemp("course")
    record = create_record(folder / "unbuilt")
    with Writer(record) as writer:
        collect(writer, [generated(folder / "source"), EXAMPLE / "awards"], INLINE, quiet)
    whole = folder / "whole"
    shutil.copytree(record.folder, whole)
    with started(whole, "inline") as child:
        begun = time.monotonic()
        assert child.wait(120) == 0
    seconds = time.monotonic() - begun
    content = exported(open_record(whole), folder / "export")
    assert content["documents.jsonl"].count(b"\n") == DOCUMENTS
    assert content["statements.jsonl"].count(b"\n") > DOCUMENTS
    assert content["awards.jsonl"].count(b"\n") > 1
    return Course(unbuilt=record.folder, export=content, work=work(open_record(whole)), seconds=seconds)


def check_whole_pieces(record: Record) -> None:
    """Hold each piece of work against what it should have left: all of it where it is done, nothing where it is not."""
    done = work(record)
    read = {name for stage, name, _ in done if stage == "read"}
    extracted = {name for stage, name, _ in done if stage == "extract"}
    stages = {stage for stage, _, _ in done}
    with View.open(record) as view:
        documents = {one.id: one.artefact for one in view.heads().values()}
        rows_of = {action.artefact for action in view.actions()}
        assert set(documents.values()) | rows_of == read
        assert len(read) % BATCH == 0 or len(read) == len(view.artefacts())
        assert extracted <= set(documents)
        assert {one.document for one in view.statements()} <= extracted
        counts = view.counts()
        assert (counts["parties"] > 0) == ("resolve" in stages)
        assert (counts["echoes"] > 0) == ("connect" in stages)
        assert {award.id for award in view.awards()} == {action.award for action in view.actions()}
        assert counts["problems"] == 0


@pytest.mark.parametrize("chain", range(CHAINS))
def test_a_build_killed_at_random_moments(course: Course, tmp_path: Path, chain: int) -> None:
    """Four times over on one record: it opens, nothing in it is wrong or half there, and in the end it is byte for byte the same."""
    moments = random.Random(chain)  # noqa: S311  # a seed, so that a failure can be repeated
    folder = tmp_path / "record"
    shutil.copytree(course.unbuilt, folder)
    in_the_middle = 0
    for number in range(KILLS):
        engine = "local:2" if number == chain % KILLS else "inline"
        in_the_middle += killed(folder, engine, moments.uniform(0, course.seconds / 2))
        record = open_record(folder)
        assert verify(record, INLINE, quiet).findings == ()
        check_whole_pieces(record)
    assert in_the_middle > 0
    build(record, INLINE, quiet)
    assert verify(record, INLINE, quiet, deep=True).findings == ()
    assert not list((folder / "evidence" / "incoming").glob("*"))
    assert work(record) == course.work
    assert exported(record, tmp_path / "export") == course.export


def boxed(folder: Path) -> Path:
    """Pack the sixty documents into an archive: half of them as they are, half in an archive inside."""
    files = sorted(generated(folder).iterdir())
    with ZipFile(folder.with_suffix(".zip"), "w") as outer, BytesIO() as content:
        with ZipFile(content, "w") as inner:
            for path in files[::2]:
                inner.write(path, path.name)
        for path in files[1::2]:
            outer.write(path, path.name)
        outer.writestr("inner.zip", content.getvalue())
    return folder.with_suffix(".zip")


def test_a_build_killed_over_an_archive(tmp_path: Path) -> None:
    """Its files are in the record all or not at all, nothing is left of those on their way, and the end is the same."""
    record = create_record(tmp_path / "record")
    with Writer(record) as writer:
        collect(writer, [boxed(tmp_path / "source")], INLINE, quiet)
    shutil.copytree(record.folder, tmp_path / "whole")
    whole = open_record(tmp_path / "whole")
    begun = time.monotonic()
    build(whole, INLINE, quiet)
    seconds, moments = time.monotonic() - begun, random.Random(0)  # noqa: S311  # a seed, as above
    in_the_middle = 0
    for engine in ("inline", "inline", "local:2", "inline"):
        in_the_middle += killed(record.folder, engine, moments.uniform(0, seconds / 2))
        assert verify(record, INLINE, quiet).findings == ()
        with View.open(record) as view:
            assert len(view.artefacts()) in {1, 2 + DOCUMENTS // 2, 2 + DOCUMENTS}
    assert in_the_middle > 0
    build(record, INLINE, quiet)
    assert not list((record.folder / "evidence" / "incoming").glob("*"))
    assert work(record) == work(whole)
    assert exported(record, tmp_path / "export") == exported(whole, tmp_path / "export of the whole")


ADD = """
import sys
from pathlib import Path
from onrecord.collect.files import collect
from onrecord.config import Config
from onrecord.store import Writer, open_record
def tell(stage, done, total):
    print(done, flush=True)
with Writer(open_record(Path(sys.argv[1]))) as writer:
    print("ready", flush=True)
    collect(writer, [Path(sys.argv[2])], Config(), tell)
"""


@pytest.mark.parametrize("after", [0, 1, 17, 40, 59])
def test_collecting_killed_after_some_files(tmp_path: Path, after: int) -> None:
    """The portion is not there at all, its bytes at most as files nobody points to; adding again completes it."""
    source = generated(tmp_path / "source")
    record = create_record(tmp_path / "record")
    command = [sys.executable, "-c", ADD, str(record.folder), str(source)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        while child.stdout.readline().strip() != (str(after) if after else "ready"):
            pass
        child.kill()
    with View.open(open_record(record.folder)) as view:
        counts = view.counts()
        assert counts["artefacts"] in {0, DOCUMENTS}
        assert len(list(view.origins())) == counts["artefacts"]
    assert verify(record, INLINE, quiet).findings == ()
    with Writer(record) as writer:
        assert not list(record.evidence.folder.glob("incoming/*"))
        report = collect(writer, [source], INLINE, quiet)
    assert report.done == DOCUMENTS
    with View.open(record) as view:
        assert view.counts()["artefacts"] == len(list(view.origins())) == DOCUMENTS
        assert all(view.evidence.digest(artefact) == artefact for artefact, _ in view.artefacts())


READ_LARGE = """
import os, signal, sys
from itertools import count
from pathlib import Path
from onrecord.config import Config
from onrecord.pipeline import build
from onrecord.read import usaspending, usaspending_rows
from onrecord.store import open_record, sheets
for module in (usaspending, usaspending_rows):
    module.PART_BYTES = 2_000
usaspending_rows.CHUNK_BYTES = 500
stretches, frames_of = count(1), sheets.read_frames
def frames(file):
    for frame in frames_of(file):
        if frame[0] == "actions" and next(stretches) == int(sys.argv[2]):
            yield frame
            os.kill(os.getpid(), signal.SIGKILL)
        yield frame
sheets.read_frames = frames
build(open_record(Path(sys.argv[1])), Config(engine="inline"), lambda stage, done, total: None)
"""
HEADER = (
    "award_id_piid,modification_number,action_date,awarding_sub_agency_code,federal_action_obligation,recipient_name"
)
NEVER = 0


@pytest.mark.parametrize("stretch", [1, 5, 10])
def test_a_build_killed_in_the_middle_of_a_large_table(tmp_path: Path, stretch: int) -> None:
    """No row of it is in the record whichever stretch was going in; the next build has them all."""
    rows = [f"P{number // 3},P{number % 3:05},2018-01-02,7012,{number}.50,Firm {number % 7}" for number in range(500)]
    (tmp_path / "large.csv").write_text("\n".join((HEADER, *rows)), encoding="utf-8")
    record = create_record(tmp_path / "record")
    with Writer(record) as writer:
        collect(writer, [tmp_path / "large.csv"], INLINE, quiet)
    command = [sys.executable, "-c", READ_LARGE, str(record.folder)]
    assert subprocess.run([*command, str(stretch)], check=False, timeout=60).returncode == -signal.SIGKILL
    with View.open(open_record(record.folder)) as view:
        assert (view.counts()["actions"], view.counts()["awards"], work(record)) == (0, 0, set())
    assert verify(record, INLINE, quiet).findings == ()
    assert subprocess.run([*command, str(NEVER)], check=False, timeout=60).returncode == 0
    with View.open(record) as view:
        assert (view.counts()["actions"], view.counts()["awards"]) == (len(rows), 167)
    assert not list((record.folder / "evidence" / "incoming").glob("*"))
    assert verify(record, INLINE, quiet).findings == ()
