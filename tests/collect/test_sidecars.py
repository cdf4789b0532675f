"""What a person writes beside a source is taken, or refused with its reason; the source is taken either way."""

from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from onrecord.collect.files import collect
from onrecord.collect.sidecar import BYTES_LIMIT, Sidecar, read_sidecar
from onrecord.config import Config
from onrecord.store import Record, View, Writer


def beside(folder: Path, text: str | bytes) -> Path:
    """Write a source and its sidecar."""
    source = folder / "a.html"
    source.write_bytes(b"<p>words")
    content = text if isinstance(text, bytes) else text.encode()
    (folder / "a.html.meta.yaml").write_bytes(content)
    return source


def quiet(stage: str, done: int, total: int) -> None:
    """Report progress to nobody."""


def test_all_keys_are_taken(tmp_path: Path) -> None:
    """Trimmed, otherwise as written."""
    text = "url: https://example.org/a\ntitle: ' A: b '\npublisher: The Paper\npublished: 2018-06-20\nauthors:\n- Ann Lee\n- Bo\n"
    assert read_sidecar(beside(tmp_path, text)) == Sidecar(
        url="https://example.org/a",
        title="A: b",
        publisher="The Paper",
        published="2018-06-20",
        authors=("Ann Lee", "Bo"),
    )


@pytest.mark.parametrize(
    "text",
    ["", "# nothing yet\n", "---\n", "{}", "title:\nauthors:\n", "title: ''\nauthors: []\nurl: ~\n", b"\xef\xbb\xbf"],
)
def test_a_sidecar_that_says_nothing_is_no_mistake(tmp_path: Path, text: str | bytes) -> None:
    """Empty, a comment, keys without values, a byte order mark."""
    assert read_sidecar(beside(tmp_path, text)) == Sidecar()


def test_a_source_without_a_sidecar(tmp_path: Path) -> None:
    """Also one whose name leaves no room for a sidecar's."""
    assert read_sidecar(tmp_path / "a.html") == Sidecar()
    assert read_sidecar(tmp_path / ("x" * 255)) == Sidecar()
    assert read_sidecar(tmp_path / ("ü" * 125)) == Sidecar()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2018-06-20", "2018-06-20"),
        ("'2018-06-20'", "2018-06-20"),
        ("20180620", "2018-06-20"),
        ("2018-06-20T10:30:00", "2018-06-20T10:30:00"),
        ("2018-06-20 10:30:00", "2018-06-20T10:30:00"),
        ("2018-06-20T10:30:00Z", "2018-06-20T10:30:00+00:00"),
        ("2018-06-20T10:30:00+02:00", "2018-06-20T10:30:00+02:00"),
    ],
)
def test_dates_are_iso_dates(tmp_path: Path, text: str, expected: str) -> None:
    """In any form of ISO 8601 Python reads, with the offset that was written."""
    assert read_sidecar(beside(tmp_path, f"published: {text}")).published == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1984", "1984"),
        ("Yes", "Yes"),
        ("010", "010"),
        ("12:30", "12:30"),
        ("1.10", "1.10"),
        ("2018-06-20", "2018-06-20"),
        ("0x1F", "0x1F"),
    ],
)
def test_a_title_is_taken_as_it_is_written(tmp_path: Path, text: str, expected: str) -> None:
    """YAML would make numbers, dates and truth values of some words."""
    assert read_sidecar(beside(tmp_path, f"title: {text}")).title == expected


def test_one_author_needs_no_list(tmp_path: Path) -> None:
    """A name alone is a list of one; empty names are none."""
    assert read_sidecar(beside(tmp_path, "authors: Ann Lee")).authors == ("Ann Lee",)
    assert read_sidecar(beside(tmp_path, "authors: [Ann Lee, '', ' Bo ']")).authors == ("Ann Lee", "Bo")


BOMB = "".join(
    f"{name}: &{name} [{', '.join(['*' + above] * 9 if above else ['x'] * 9)}]\n"
    for above, name in zip(["", *"abcdefgh"], "abcdefghi", strict=True)
)

WRONG: list[tuple[str | bytes, str]] = [
    ("titel: x", r"unknown key titel \(known: authors, published, publisher, title, url\)"),
    ("title: x\nnote: y\ndate: z", r"unknown key date, note \(known"),
    ("title: [a", "line 1: "),
    ("title: a\n  b: c", "line 2: mapping values are not allowed here"),
    ("title: 'a", "line 1: found unexpected end of stream"),
    ("- title: a", "not a list of `key: value` lines"),
    ("just words", "not a list of `key: value` lines"),
    ("title: *none", "undefined alias"),
    ("? [a]\n: b", "unhashable key"),
    ("title: [a]", "title is not a text"),
    ("url: {a: b}", "url is not a text"),
    ("published: 20 June 2018", "published is not an ISO date: 20 June 2018"),
    ("published: 2018-13-45", "published is not an ISO date: 2018-13-45"),
    ("published: [2018]", "published is not a text"),
    ("authors: [[a]]", "authors is not a list of names"),
    ("authors: {a: b}", "authors is not a list of names"),
    ('title: "\\ud800"', "half a character"),
    ('authors: ["\\udfff"]', "half a character"),
    ("title: \x07", "special characters are not allowed"),
    (b"title: caf\xe9", "not UTF-8"),
    ("[" * 50_000, "."),
    ("{a: " * 20_000, "."),
    ("a" * (BYTES_LIMIT + 1), f"larger than {BYTES_LIMIT} bytes"),
    (BOMB + "published: *i", "unknown key a, b"),
    ("published: " + BOMB.replace("\n", " "), "."),
    ("authors: &a [*a]", "recursive"),
    ("!!python/object/apply:os.abort []", "not a list"),
    ("published: " + "9" * 5000, "published is not an ISO date: 9{80}…"),
]


@pytest.mark.parametrize(("text", "message"), WRONG)
@pytest.mark.timeout(20)
def test_a_wrong_sidecar_is_refused_in_one_line(tmp_path: Path, text: str | bytes, message: str) -> None:
    """Never with anything but a ValueError, and never for long: aliases can make a small file endless."""
    with pytest.raises(ValueError, match=message) as caught:
        read_sidecar(beside(tmp_path, text))
    assert len(str(caught.value).splitlines()) == 1
    assert len(str(caught.value)) < 200
    str(caught.value).encode()


@pytest.mark.timeout(20)
def test_a_bomb_in_a_known_key_is_not_written_out(tmp_path: Path) -> None:
    """A list of lists of lists, three thousand million names long if it were."""
    lists = ["&a [x, x, x, x, x, x, x, x, x]"]
    for above, name in zip("abcdefgh", "bcdefghi", strict=True):
        lists.append(f"&{name} [{', '.join(['*' + above] * 9)}]")
    for key in ("title", "published", "authors"):
        with pytest.raises(ValueError, match=f"{key} is not"):
            read_sidecar(beside(tmp_path, f"{key}: [{', '.join(lists)}]"))


def test_an_unreadable_sidecar_is_refused(open_folder: Path, unprivileged: AbstractContextManager[None]) -> None:
    """With the system's reason."""
    source = beside(open_folder, "title: x")
    (open_folder / "a.html.meta.yaml").chmod(0o000)
    with unprivileged, pytest.raises(ValueError, match="Permission denied"):
        read_sidecar(source)


@pytest.mark.parametrize(("text", "message"), [*WRONG[:3], WRONG[16], WRONG[19]])
def test_the_source_is_taken_without_a_wrong_sidecar(
    record: Record, source: Path, text: str | bytes, message: str
) -> None:
    """With a problem that says so, and that goes when the sidecar is put right."""
    beside(source, text)
    with Writer(record) as writer:
        report = collect(writer, [source], Config(), quiet)
        assert dict(report.made) == {"new": 1, "already there": 0, "hidden, passed over": 0, "not collected": 0}
        with View.open(record) as view:
            (problem,) = view.problems()
            (origin,) = view.origins()
        assert (problem.code, problem.path, origin.title) == ("bad_sidecar", str(source / "a.html"), None)
        assert "the file was taken without it" in problem.message
        assert len(problem.message.splitlines()) == 1
        assert message
        (source / "a.html.meta.yaml").write_text("title: Right", encoding="utf-8")
        collect(writer, [source], Config(), quiet)
    with View.open(record) as view:
        assert view.problems() == []
        assert [origin.title for origin in view.origins()] == ["Right"]


def test_what_a_sidecar_says_reaches_the_record(record: Record, source: Path) -> None:
    """And what it no longer says is taken back."""
    beside(source, "title: T\npublisher: P\npublished: 2018-06-20\nurl: u\nauthors: [A, B]\n")
    with Writer(record) as writer:
        collect(writer, [source], Config(), quiet)
        with View.open(record) as view:
            (one,) = view.origins()
        assert (one.title, one.publisher, one.published, one.url, one.authors) == (
            "T",
            "P",
            "2018-06-20",
            "u",
            ("A", "B"),
        )
        (source / "a.html.meta.yaml").unlink()
        collect(writer, [source], Config(), quiet)
    with View.open(record) as view:
        (one,) = view.origins()
    assert (one.title, one.publisher, one.published, one.url, one.authors) == (None, None, None, None, ())


def test_a_sidecar_is_no_source_and_one_without_a_source_is_a_problem(record: Record, source: Path) -> None:
    """`a.meta.yaml` beside `a.html` is a likely slip: what it says must not be lost without a word."""
    beside(source, "title: T")
    (source / "a.meta.yaml").write_text("title: Lost", encoding="utf-8")
    with Writer(record) as writer:
        report = collect(writer, [source], Config(), quiet)
    assert dict(report.made) == {"new": 1, "already there": 0, "hidden, passed over": 0, "not collected": 1}
    with View.open(record) as view:
        (problem,) = view.problems()
    assert (problem.code, problem.path) == ("bad_sidecar", str(source / "a.meta.yaml"))
    assert "describes a, which is not beside it; name it NAME.EXT.meta.yaml" in problem.message
