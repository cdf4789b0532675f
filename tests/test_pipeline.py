"""Building: nothing twice, only what is new, the same on every engine."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from onrecord.collect.files import collect
from onrecord.collect.web_session import Clock
from onrecord.collect.web_watch import BUSY_SECONDS
from onrecord.config import Config
from onrecord.engine import Report
from onrecord.errors import RecordBusy, UserError
from onrecord.export.jsonl import export
from onrecord.model.reading import Reading
from onrecord.pipeline import build, watch
from onrecord.pipeline import collect as collect_sources
from onrecord.read.stage import ReadTask, read_task
from onrecord.store import Record, View, Writer, create_record
from onrecord.verify import verify

EXAMPLE = Path(__file__).parents[1] / "examples" / "azure-ice"
INLINE = Config(engine="inline", batch=3)
STAGES = ["read", "extract", "resolve", "connect"]


def quiet(stage: str, done: int, total: int) -> None:
    """Report progress to nobody."""


def add(record: Record, *sources: Path) -> None:
    """Collect sources into a record."""
    with Writer(record) as writer:
        collect(writer, list(sources), INLINE, quiet)


def done(reports: list[Report]) -> dict[str, int]:
    """Count what each stage went through."""
    assert [report.stage for report in reports] == STAGES
    return {report.stage: report.done for report in reports}


def exported(record: Record, folder: Path) -> dict[str, bytes]:
    """Export a record and read the files."""
    with View.open(record) as view:
        export(view, folder)
    found = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert set(found) >= {"documents.jsonl", "statements.jsonl", "parties.jsonl", "awards.jsonl", "links.jsonl"}
    assert found["statements.jsonl"].count(b"\n") > 10
    return found


def work(record: Record) -> set[tuple[str, str, str]]:
    """List the work a record says is done."""
    with View.open(record) as view:
        return {tuple(row) for row in view.db.execute("SELECT stage, input, version FROM work")}


def ids(record: Record) -> dict[str, set[str]]:
    """List the ids of everything, by kind."""
    kinds = ("documents", "statements", "mentions", "supplies", "awards", "parties", "echoes", "tensions")
    with View.open(record) as view:
        found = {kind: {row[0] for row in view.db.execute(f"SELECT id FROM {kind}")} for kind in kinds}
        return found | {"actions": {one.id for one in view.actions()}}


@dataclass(frozen=True)
class Site:
    """A record with its own copy of the example."""

    record: Record
    source: Path


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """Build the example from a copy that may be changed."""
    source = tmp_path / "source"
    shutil.copytree(EXAMPLE, source)
    record = create_record(tmp_path / "record")
    add(record, source)
    build(record, INLINE, quiet)
    return Site(record, source)


def test_a_second_build_does_nothing(site: Site, tmp_path: Path) -> None:
    """No stage goes through anything, and not a byte of the record's content changes."""
    before, content = work(site.record), exported(site.record, tmp_path / "before")
    reports = build(site.record, INLINE, quiet)
    assert done(reports) == dict.fromkeys(STAGES, 0)
    assert all(report.problems == 0 and sum(count for _, count in report.made) == 0 for report in reports)
    assert work(site.record) == before
    assert exported(site.record, tmp_path / "after") == content
    add(site.record, site.source)
    assert done(build(site.record, INLINE, quiet)) == dict.fromkeys(STAGES, 0)


def test_the_first_build_goes_through_everything(tmp_path: Path) -> None:
    """Every artefact read, every document extracted, resolved and connected; told as it goes."""
    record = create_record(tmp_path / "record")
    add(record, EXAMPLE)
    told: list[tuple[str, int, int]] = []
    reports = build(record, INLINE, lambda stage, number, total: told.append((stage, number, total)))
    articles = [path for path in (EXAMPLE / "articles").iterdir() if not path.name.endswith(".meta.yaml")]
    assert done(reports) == {
        "read": len(articles) + 2,
        "extract": len(articles),
        "resolve": len(articles),
        "connect": len(articles),
    }
    for stage, report in zip(STAGES, reports, strict=True):
        assert [number for name, number, _ in told if name == stage] == list(range(1, report.done + 1))
        assert {total for name, _, total in told if name == stage} == {report.done}
    assert verify(record, INLINE, quiet).findings == ()


def test_building_an_empty_record(tmp_path: Path) -> None:
    """Nothing to read, nothing found, nothing wrong."""
    record = create_record(tmp_path / "record")
    assert done(build(record, INLINE, quiet)) == dict.fromkeys(STAGES, 0)
    with View.open(record) as view:
        assert set(view.counts().values()) == {0}


def test_a_file_added_later_is_the_only_one_read(tmp_path: Path) -> None:
    """The stages over the whole record run again, and the record is that of all files added at once."""
    files = sorted(path for path in (EXAMPLE / "articles").iterdir() if not path.name.endswith(".meta.yaml"))
    awards = EXAMPLE / "awards"
    one, other = create_record(tmp_path / "one"), create_record(tmp_path / "other")
    add(one, *files[:-1], awards)
    build(one, INLINE, quiet)
    add(one, files[-1])
    assert done(build(one, INLINE, quiet)) == {"read": 1, "extract": 1, "resolve": len(files), "connect": len(files)}
    add(other, *files[:-1], awards, files[-1])
    build(other, INLINE, quiet)
    assert exported(one, tmp_path / "a") == exported(other, tmp_path / "b")


def test_a_changed_sidecar_has_only_its_document_read_again(site: Site) -> None:
    """With what it says now; all ids stay, as they hang on bytes and places."""
    before = ids(site.record)
    sidecar = next(site.source.rglob("*.meta.yaml"))
    sidecar.write_text("title: Quite another title\n", encoding="utf-8")
    add(site.record, site.source)
    assert done(build(site.record, INLINE, quiet))["read"] == 1
    with View.open(site.record) as view:
        assert [one.title.value for one in view.documents() if one.title and "another" in one.title.value] == [
            "Quite another title"
        ]
    assert ids(site.record)["documents"] == before["documents"]
    assert ids(site.record)["statements"] == before["statements"]
    assert verify(site.record, INLINE, quiet).findings == ()


def test_a_sidecar_changed_and_changed_back_around_a_stopped_build(site: Site, tmp_path: Path) -> None:
    """All versions come back to what they were, yet what the stopped build took away has to be made again."""
    before = exported(site.record, tmp_path / "before")
    sidecar = next(site.source.rglob("*.meta.yaml"))
    text = sidecar.read_bytes()
    sidecar.write_text("title: Quite another title\n", encoding="utf-8")
    add(site.record, site.source)

    def stop_after_reading(stage: str, _number: int, _total: int) -> None:
        if stage == "extract":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(site.record, INLINE, stop_after_reading)
    assert verify(site.record, INLINE, quiet).findings == ()  # half way, too: what lost one of its two sides is gone
    exported(site.record, tmp_path / "between")
    sidecar.write_bytes(text)
    add(site.record, site.source)
    build(site.record, INLINE, quiet)
    after = exported(site.record, tmp_path / "after")
    assert {name: sorted(content.splitlines()) for name, content in after.items()} == {
        name: sorted(content.splitlines()) for name, content in before.items()
    }  # sorted: a document read again stands behind the others


def test_a_new_row_in_the_tables_reaches_records_that_exist(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Facts about names decide who is who: with other rows the work is done again."""
    for stage in ("extract", "resolve", "connect"):
        monkeypatch.setattr(f"onrecord.{stage}.stage.tables_version", lambda: "others")
    assert done(build(site.record, INLINE, quiet)) == {"read": 0, "extract": 7, "resolve": 7, "connect": 7}


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("onrecord.read.stage.read_version", {"read": 9, "extract": 7, "resolve": 7, "connect": 7}),
        ("onrecord.extract.stage.version_of", {"read": 0, "extract": 7, "resolve": 7, "connect": 7}),
        ("onrecord.resolve.stage.RESOLVE_VERSION", {"read": 0, "extract": 0, "resolve": 7, "connect": 7}),
        ("onrecord.connect.stage.CONNECT_VERSION", {"read": 0, "extract": 0, "resolve": 0, "connect": 7}),
    ],
)
def test_a_new_version_of_a_stage_does_its_work_again(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str, expected: dict[str, int]
) -> None:
    """And that of the stages behind it, and leaves every id and every line of the export as it was."""
    before, content = ids(site.record), exported(site.record, tmp_path / "before")
    monkeypatch.setattr(
        place, (lambda *_: "another/99") if place.endswith(("version_of", "read_version")) else "another/99"
    )
    assert done(build(site.record, INLINE, quiet)) == expected
    assert ids(site.record) == before
    assert exported(site.record, tmp_path / "after") == content
    assert any("another/99" in version for _, _, version in work(site.record))
    assert done(build(site.record, INLINE, quiet)) == dict.fromkeys(STAGES, 0)


def test_every_engine_and_batch_makes_the_same_record(site: Site, tmp_path: Path) -> None:
    """Byte for byte: one process or two, committed one by one or all at once."""
    expected = exported(site.record, tmp_path / "inline")
    for number, config in enumerate((Config(engine="local:2", batch=2), Config(engine="inline", batch=1000))):
        record = create_record(tmp_path / f"record{number}")
        add(record, site.source)
        build(record, config, quiet)
        assert exported(record, tmp_path / f"export{number}") == expected
        assert work(record) == work(site.record)
        assert ids(record) == ids(site.record)


@pytest.mark.parametrize("stage", STAGES)
def test_an_interrupted_build_goes_on_where_it_was(site: Site, tmp_path: Path, stage: str) -> None:
    """What was committed stays, the rest is done by the next build, and nothing tells the two ways apart."""
    record = create_record(tmp_path / "interrupted")
    add(record, site.source)
    at = 5

    def stop(name: str, number: int, _total: int) -> None:
        if (name, number) == (stage, at):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(record, INLINE, stop)
    assert verify(record, INLINE, quiet).findings == ()
    again = done(build(record, INLINE, quiet))
    first = {"read": 9 - 3, "extract": 7 - 3, "resolve": 7, "connect": 7}  # a batch of three was committed
    before = STAGES.index(stage)
    behind = dict.fromkeys(STAGES[before + 1 :], 7)
    assert again == dict.fromkeys(STAGES[:before], 0) | {stage: first[stage]} | behind
    assert exported(record, tmp_path / "a") == exported(site.record, tmp_path / "b")


def test_a_worker_lost_to_a_file_costs_that_file_only(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It becomes a problem with its reason; every other file is read."""
    monkeypatch.setattr("onrecord.read.stage.read_task", _dies_of_mail)
    record = create_record(tmp_path / "dying")
    add(record, site.source)
    reports = build(record, Config(engine="local:2"), quiet)
    with View.open(record) as view:
        (problem,) = view.problems()
        assert (problem.stage, problem.code, Path(problem.path).suffix) == ("read", "engine_died", ".eml")
        assert problem.artefact is not None
        assert view.counts()["documents"] == 6
    assert reports[0].problems == 1
    monkeypatch.undo()
    assert done(build(record, INLINE, quiet)) == dict.fromkeys(STAGES, 0)


def _dies_of_mail(task: ReadTask) -> Reading:
    if task.origin.path.endswith(".eml"):
        os._exit(9)
    return read_task(task)


def test_a_search_that_cannot_be_made_collects_nothing(tmp_path: Path) -> None:
    record, source = create_record(tmp_path / "record"), tmp_path / "a.txt"
    source.write_text("A day in June", "utf-8")
    with pytest.raises(UserError, match="soon: write how often"):
        collect_sources(record, [str(source), "usaspending:azure"], Config(fresh_for="soon"), quiet)
    with View.open(record) as view:
        assert view.artefacts() == []


def test_a_record_being_written_is_busy(site: Site) -> None:
    """A second build is told so and changes nothing."""
    with Writer(site.record), pytest.raises(RecordBusy):
        build(site.record, INLINE, quiet)


def test_an_unknown_engine_is_refused_before_any_work(site: Site) -> None:
    """And the record is free again."""
    with pytest.raises(UserError, match="no such engine"):
        build(site.record, Config(engine="cluster"), quiet)
    with Writer(site.record):
        pass


HOSTILE: dict[str, Callable[[], bytes]] = {
    "nul.txt": lambda: b"Before\x00after, she said.\n" * 3,
    "half.html": lambda: b"<title>&#xD800;</title><p>\xed\xa0\x80 &#xDFFF; said Ann Lee.",
    "half.eml": lambda: (
        b"From: \xff\xfe <a@example.org>\r\nSubject: =?utf-8?q?=ED=A0=80?= \xed\xa0\x80\r\n\r\nBody \xed\xa0\x80\r\n"
    ),
    "empty.txt": lambda: b"",
    "bytes.bin": lambda: bytes(range(256)) * 20,
    "cut.pdf": lambda: (EXAMPLE / "articles" / "2018-06-29-reading-the-spending-record.pdf").read_bytes()[:2000],
    "digits.csv": lambda: (EXAMPLE / "awards" / "ice-awards-2018.csv").read_bytes().replace(b"P00004", b"9" * 6000, 1),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_file_stops_a_build(tmp_path: Path, name: str) -> None:
    """Whatever its bytes: the file beside it is built, the record is sound and can be exported."""
    source = tmp_path / "source"
    source.mkdir()
    (source / name).write_bytes(HOSTILE[name]())
    shutil.copy(EXAMPLE / "articles" / "2018-06-20-staff-letter.txt", source / "zz.txt")
    record = create_record(tmp_path / "record")
    add(record, source)
    assert done(build(record, INLINE, quiet))["read"] == 2
    assert verify(record, INLINE, quiet).findings == ()
    exported(record, tmp_path / "export")
    with View.open(record) as view:
        heads = [head.path for head in view.heads().values()]
        assert str(source / "zz.txt") in heads
        assert view.problems() or view.counts()["documents"] + view.counts()["awards"] > 1


BUILD = """
import sys
from pathlib import Path
from onrecord.collect.files import collect
from onrecord.collect.web_session import Clock
from onrecord.collect.web_watch import BUSY_SECONDS
from onrecord.config import Config
from onrecord.export.jsonl import export
from onrecord.pipeline import build, watch
from onrecord.store import View, Writer, create_record
def quiet(stage, done, total): pass
folder, record = Path(sys.argv[1]), create_record(Path(sys.argv[1]) / "record")
with Writer(record) as writer:
    collect(writer, [Path(sys.argv[2])], Config(), quiet)
build(record, Config(engine="inline"), quiet)
with View.open(record) as view:
    export(view, folder / "export")
"""


@pytest.mark.parametrize("seed", ["0", "1", "2", "4"])
def test_the_order_of_sets_decides_nothing(site: Site, tmp_path: Path, seed: str) -> None:
    """Python shuffles sets anew in every process: the same bytes give the same record all the same."""
    folder = tmp_path / "shuffled"
    command = [sys.executable, "-c", BUILD, str(folder), str(site.source)]
    subprocess.run(command, check=True, timeout=120, env={**os.environ, "PYTHONHASHSEED": seed})
    found = {path.name: path.read_bytes() for path in (folder / "export").iterdir()}
    assert found == exported(site.record, tmp_path / "here")


@pytest.fixture
def watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """Make a record with a page to read, whose addresses gave nothing in the only round of their watch."""
    source = tmp_path / "source"
    source.mkdir()
    (source / "page.txt").write_text("Ann Reyes said the camera was off. It was on, she said later.", encoding="utf-8")
    record = create_record(tmp_path / "record")
    add(record, source)
    nothing = Report(stage="collect", done=1, made=(("new", 0), ("changed", 0), ("unchanged", 1)))
    monkeypatch.setattr("onrecord.collect.web_watch.watch", lambda *_, **__: iter([nothing]))
    return Site(record, source)


def test_a_watch_builds_what_a_stopped_round_left(watched: Site) -> None:
    """Though the next round itself gives nothing new."""
    assert [report.done for report in watch(watched.record, INLINE, quiet, "")] == [1]
    with View.open(watched.record) as view:
        assert view.counts()["documents"] == 1


def test_a_watch_waits_for_a_busy_record(watched: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build by hand meanwhile does not end it."""
    other, pauses = Writer(watched.record), list[float]()
    other.__enter__()

    def sleep(seconds: float) -> None:
        pauses.append(seconds)
        other.__exit__(None, None, None)

    monkeypatch.setattr("onrecord.collect.web_session.Clock", lambda: Clock(sleep=sleep))
    assert len(list(watch(watched.record, INLINE, quiet, ""))) == 1
    assert pauses == [BUSY_SECONDS]
    with View.open(watched.record) as view:
        assert view.counts()["documents"] == 1
