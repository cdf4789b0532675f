"""Collecting files and folders: everything is taken, counted, or a problem with its reason."""

import os
import socket
import subprocess
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from onrecord.collect.files import Found, Hidden, collect, walk, written
from onrecord.config import Config
from onrecord.engine import Report
from onrecord.errors import UserError
from onrecord.model.evidence import Origin
from onrecord.model.ids import artefact_id
from onrecord.model.problem import Problem
from onrecord.store import Record, View, Writer, create_record

INLINE = Config(engine="inline")


def quiet(stage: str, done: int, total: int) -> None:
    """Report progress to nobody."""


def take(record: Record, *sources: Path, config: Config = INLINE) -> Report:
    """Collect sources into a record."""
    with Writer(record) as writer:
        return collect(writer, list(sources), config, quiet)


def counts(report: Report) -> tuple[int, int, int, int]:
    """Give what became of the entries: new, already there, hidden, not collected."""
    made = dict(report.made)
    assert report.done == sum(made.values())
    assert report.problems == made["not collected"]
    return made["new"], made["already there"], made["hidden, passed over"], made["not collected"]


def origins(record: Record) -> list[Origin]:
    """List where artefacts were found, in the order of collecting."""
    with View.open(record) as view:
        return list(view.origins())


def problems(record: Record) -> list[tuple[str, str]]:
    """List path and code of each problem; a message is one line and begins with the path."""
    with View.open(record) as view:
        found = view.problems()
    for problem in found:
        assert problem.message.startswith(f"{problem.path}: ")
        assert problem.message.splitlines() == [problem.message]
    return [(problem.path, problem.code) for problem in found]


def fill(folder: Path, *names: str) -> None:
    """Write files whose content is their name."""
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")


def test_folders_are_walked_in_order_of_name(record: Record, source: Path) -> None:
    """Upper case before lower case, folders among files: the same order on every machine."""
    fill(source, "b.txt", "a/z.txt", "a/b.txt", "B.txt", "a.txt", "c/d/e.txt")
    assert counts(take(record, source)) == (6, 0, 0, 0)
    names = [str(Path(one.path).relative_to(source)) for one in origins(record)]
    assert names == ["B.txt", "a/b.txt", "a/z.txt", "a.txt", "b.txt", "c/d/e.txt"]


def test_bytes_and_place_are_kept(record: Record, source: Path) -> None:
    """The path as it was given, the bytes as they are."""
    fill(source, "a.txt")
    assert counts(take(record, source / "a.txt")) == (1, 0, 0, 0)
    (one,) = origins(record)
    assert (one.path, one.artefact) == (str(source / "a.txt"), artefact_id(b"a.txt"))
    assert one.collected_at.endswith("+00:00")
    assert record.evidence.path(one.artefact).read_bytes() == b"a.txt"


def test_several_sources_are_taken_in_the_order_given(record: Record, source: Path) -> None:
    """Files and folders mixed."""
    fill(source, "b.txt", "a/1.txt", "a/2.txt")
    take(record, source / "b.txt", source / "a")
    assert [Path(one.path).name for one in origins(record)] == ["b.txt", "1.txt", "2.txt"]


def test_hidden_files_and_folders_are_passed_over_and_counted(record: Record, source: Path) -> None:
    """A hidden folder counts once and is not entered; one that a person names is taken."""
    fill(source, ".hidden", ".git/config", ".git/HEAD", "a.txt")
    assert counts(take(record, source)) == (1, 0, 2, 0)
    assert counts(take(record, source / ".hidden", source / ".git")) == (3, 0, 0, 0)


def test_the_same_bytes_are_one_artefact_of_two_places(record: Record, source: Path) -> None:
    """Both places are kept; collecting again changes nothing."""
    fill(source, "a.txt")
    (source / "copy.txt").write_text("a.txt", encoding="utf-8")
    assert counts(take(record, source)) == (1, 1, 0, 0)
    before = origins(record)
    assert [Path(one.path).name for one in before] == ["a.txt", "copy.txt"]
    assert counts(take(record, source)) == (0, 2, 0, 0)
    assert origins(record) == before
    with View.open(record) as view:
        assert view.counts()["artefacts"] == 1


def test_links_inside_the_folder_are_followed(record: Record, source: Path) -> None:
    """To files and to folders; the place kept is the one that was walked."""
    fill(source, "z/a.txt", "z/folder/b.txt")
    (source / "file").symlink_to(source / "z" / "a.txt")
    (source / "folder").symlink_to(source / "z" / "folder")
    assert counts(take(record, source)) == (2, 2, 0, 0)
    assert [one.path for one in origins(record)][:2] == [str(source / "file"), str(source / "folder" / "b.txt")]


def test_links_out_of_the_folder_are_problems(record: Record, source: Path, tmp_path: Path) -> None:
    """Nobody asked for what is there; named by a person, the same link is taken."""
    fill(tmp_path / "elsewhere", "a.txt", "folder/b.txt")
    (source / "file").symlink_to(tmp_path / "elsewhere" / "a.txt")
    (source / "folder").symlink_to(tmp_path / "elsewhere" / "folder")
    assert counts(take(record, source)) == (0, 0, 0, 2)
    assert problems(record) == [(str(source / "file"), "link_outside"), (str(source / "folder"), "link_outside")]
    assert counts(take(record, source / "file", source / "folder")) == (2, 0, 0, 0)


def test_a_link_to_a_folder_above_is_a_problem(record: Record, source: Path) -> None:
    """Each such link once; what lies beside it is taken."""
    fill(source, "a/b/c.txt", "z.txt")
    (source / "a" / "b" / "up").symlink_to(source)
    (source / "a" / "self").symlink_to(source / "a")
    assert counts(take(record, source)) == (2, 0, 0, 2)
    assert problems(record) == [
        (str(source / "a" / "b" / "up"), "symlink_loop"),
        (str(source / "a" / "self"), "symlink_loop"),
    ]


def test_two_folders_that_link_to_each_other_end(record: Record, source: Path) -> None:
    """Each is entered through the other once."""
    fill(source, "a/1.txt", "b/2.txt")
    (source / "a" / "b").symlink_to(source / "b")
    (source / "b" / "a").symlink_to(source / "a")
    assert counts(take(record, source)) == (2, 2, 0, 2)
    assert {code for _, code in problems(record)} == {"symlink_loop"}


def test_a_link_to_nothing_or_to_itself_is_a_problem(record: Record, source: Path) -> None:
    """The other files are taken."""
    fill(source, "a.txt")
    (source / "broken").symlink_to(source / "none")
    (source / "itself").symlink_to(source / "itself")
    assert counts(take(record, source)) == (1, 0, 0, 2)
    assert problems(record) == [(str(source / "broken"), "unreadable"), (str(source / "itself"), "unreadable")]


def test_devices_pipes_and_sockets_are_problems_and_are_not_opened(record: Record, source: Path) -> None:
    """Opening a pipe nobody writes to would wait for ever."""
    fill(source, "a.txt")
    os.mkfifo(source / "pipe")
    (source / "device").symlink_to("/dev/null")
    with socket.socket(socket.AF_UNIX) as listener:
        here = Path.cwd()
        os.chdir(source)  # a socket's path has room for some hundred characters only
        listener.bind("socket")
        os.chdir(here)
        assert counts(take(record, source, Path("/dev/zero"))) == (1, 0, 0, 4)
    assert problems(record) == [
        ("/dev/zero", "not_a_file"),
        (str(source / "device"), "not_a_file"),
        (str(source / "pipe"), "not_a_file"),
        (str(source / "socket"), "not_a_file"),
    ]


def test_what_may_not_be_read_is_a_problem(open_folder: Path, unprivileged: AbstractContextManager[None]) -> None:
    """A file and a folder without permission; the rest is taken."""
    source = open_folder / "source"
    fill(source, "a.txt", "file.txt", "folder/b.txt")
    (source / "file.txt").chmod(0o000)
    (source / "folder").chmod(0o000)
    record = create_record(open_folder / "record")
    record.evidence.folder.chmod(0o777)
    with Writer(record) as writer:
        writer.done("collect", "warm", "up")  # opens the database's files while that is still allowed
        with unprivileged:
            report = collect(writer, [source], INLINE, quiet)
    assert counts(report) == (1, 0, 0, 2)
    assert problems(record) == [(str(source / "file.txt"), "unreadable"), (str(source / "folder"), "unreadable")]


def test_a_source_out_of_reach_is_named(
    record: Record, open_folder: Path, unprivileged: AbstractContextManager[None]
) -> None:
    """Not as missing: it may well be there."""
    fill(open_folder, "closed/a.txt")
    (open_folder / "closed").chmod(0o000)
    with Writer(record) as writer, unprivileged, pytest.raises(UserError, match="cannot be reached"):
        collect(writer, [open_folder / "closed" / "a.txt"], INLINE, quiet)


def test_a_problem_that_is_put_right_goes_away(record: Record, source: Path) -> None:
    """The next time the path is met."""
    (source / "a.txt").symlink_to(source / "b.txt")
    take(record, source)
    assert problems(record) == [(str(source / "a.txt"), "unreadable")]
    fill(source, "b.txt")
    take(record, source)
    assert problems(record) == []


def test_the_record_itself_is_not_entered(tmp_path: Path, record: Record) -> None:
    """Neither when it lies in the folder collected nor through a link."""
    fill(tmp_path, "a.txt")
    (tmp_path / "link").symlink_to(record.folder)
    assert counts(take(record, tmp_path)) == (1, 0, 0, 0)
    assert counts(take(record, tmp_path)) == (0, 1, 0, 0)


@pytest.mark.parametrize("missing", ["none.txt", "a.txt/b.txt", "x" * 300, "a\x00b"])
def test_a_missing_source_stops_before_anything_is_collected(record: Record, source: Path, missing: str) -> None:
    """A slip of the pen should not leave half of what was meant."""
    fill(source, "a.txt")
    with pytest.raises(UserError, match=r"no such file|cannot be reached"):
        take(record, source / "a.txt", source / missing)
    assert origins(record) == []


def test_a_file_above_the_limit_is_a_problem(record: Record, source: Path) -> None:
    """With its size and the limit; one at the limit is taken."""
    (source / "at.bin").write_bytes(b"x" * 1000)
    (source / "over.bin").write_bytes(b"x" * 1001)
    report = take(record, source, config=Config(engine="inline", artefact_bytes_limit=1000))
    assert counts(report) == (1, 0, 0, 1)
    assert problems(record) == [(str(source / "over.bin"), "too_large")]
    with View.open(record) as view:
        assert "1,001 bytes" in view.problems()[0].message
        assert "1,000" in view.problems()[0].message
    assert counts(take(record, source)) == (1, 1, 0, 0)
    assert problems(record) == []


def test_a_large_limit_is_said_in_megabytes(record: Record, source: Path) -> None:
    """As people count them."""
    with (source / "large.bin").open("wb") as file:
        file.truncate(3_400_000)
    take(record, source, config=Config(engine="inline", artefact_bytes_limit=2_000_000))
    with View.open(record) as view:
        assert "has 3 MB, more than the limit of 2 MB" in view.problems()[0].message


NAMES = [
    b"caf\xe9.txt",
    b"\xff\xfe",
    b"line\nbreak.txt",
    b"tab\tand\x1b[31mred",
    b"a'b\"c;d",
    "Ünï😀.txt".encode(),
    b"-rf",
    b"x" * 255,
]


@pytest.mark.parametrize("name", NAMES)
def test_any_name_a_file_system_can_hold(record: Record, source: Path, name: bytes) -> None:
    """Bytes that are no text, control characters, the longest name there can be: collected, and said in one line."""
    path = Path(os.fsdecode(os.path.join(os.fsencode(source), name)))  # noqa: PTH118  # of bytes
    path.write_bytes(b"content")
    assert counts(take(record, source)) == (1, 0, 0, 0)
    (one,) = origins(record)
    assert one.artefact == artefact_id(b"content")
    assert one.path.splitlines() == [one.path]
    one.path.encode()
    os.mkfifo(os.fsencode(source) + b"/\xffpipe\n")
    assert counts(take(record, source)) == (0, 1, 0, 1)
    assert problems(record) == [(f"{source}/\\xffpipe\\n", "not_a_file")]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (b"a b", "a b"),
        (b"caf\xc3\xa9", "café"),
        (b"caf\xe9", "caf\\xe9"),
        (b"a\nb\x1b", "a\\nb\\x1b"),
        ("a\u2028b".encode(), "a\\u2028b"),
        ("10\u202f30 Uhr".encode(), "10\u202f30 Uhr"),
        (b"back\\slash", "back\\slash"),
    ],
)
def test_a_path_is_written_as_one_line_of_text(name: bytes, expected: str) -> None:
    """Only what would break a line, a terminal or an encoding is escaped."""
    assert written(Path(os.fsdecode(name))) == expected


def test_folders_deeper_than_python_can_call(record: Record, tmp_path: Path) -> None:
    """An unpacked archive may nest a thousand folders: far within the longest path a system takes."""
    top = tmp_path / "deep"
    top.mkdir()
    handle = os.open(top, os.O_RDONLY)
    for _ in range(1200):
        os.mkdir("d", dir_fd=handle)
        inner = os.open("d", os.O_RDONLY, dir_fd=handle)
        os.close(handle)
        handle = inner
    with os.fdopen(os.open("a.txt", os.O_WRONLY | os.O_CREAT, dir_fd=handle), "wb") as file:
        file.write(b"deep")
    os.close(handle)
    try:
        assert counts(take(record, top)) == (1, 0, 0, 0)
        assert [one.artefact for one in origins(record)] == [artefact_id(b"deep")]
    finally:
        subprocess.run(["rm", "-r", str(top)], check=True)  # Python's own way of removing folders calls itself


def test_walking_lists_each_kind(source: Path) -> None:
    """Found, hidden and problems, in one order."""
    fill(source, "b.txt", ".a")
    os.mkfifo(source / "c")
    found = list(walk(source, source / "none"))
    assert [type(one) for one in found] == [Hidden, Found, Problem]
    assert [str(one.path) for one in found] == [str(source / ".a"), str(source / "b.txt"), str(source / "c")]


def test_many_files_are_committed_in_portions(record: Record, source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A crash loses the last portion only; progress is told for each file."""
    monkeypatch.setattr("onrecord.collect.files.FILES_PER_COMMIT", 3)
    fill(source, *(f"{number}.txt" for number in range(8)))
    told: list[tuple[str, int, int]] = []

    def stop_at_seven(stage: str, done: int, total: int) -> None:
        told.append((stage, done, total))
        if done == 7:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), Writer(record) as writer:
        collect(writer, [source], INLINE, stop_at_seven)
    assert told == [("collect", number, 8) for number in range(1, 8)]
    assert len(origins(record)) == 6
    assert counts(take(record, source)) == (2, 6, 0, 0)


def test_two_files_of_one_relative_name_keep_their_own_problems(
    record: Record, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Named from inside its folder, a good `a.txt` does not take away the problem of another `a.txt`."""
    fill(source, "one/a.txt", "two/a.txt")
    (source / "one" / "a.txt.meta.yaml").write_text("colour: blue", encoding="utf-8")
    for folder in ("one", "two"):
        monkeypatch.chdir(source / folder)
        take(record, Path("a.txt"))
    assert [code for _, code in problems(record)] == ["bad_sidecar"]


def test_a_problem_ends_with_its_cause(record: Record, source: Path) -> None:
    """Walked again, a folder has the problems it has now: a sidecar that has found its file is none."""
    fill(source, "b.txt")
    (source / "a.txt.meta.yaml").write_text("title: A", encoding="utf-8")
    take(record, source)
    assert [code for _, code in problems(record)] == ["bad_sidecar"]
    fill(source, "a.txt")
    take(record, source)
    assert problems(record) == []
