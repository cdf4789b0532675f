"""Edge files: every good line a row with its number, every bad one a problem with its number, whatever the bytes."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuzzing import fuzz
from onrecord.config import Config
from onrecord.model.edge_row import EdgeRow
from onrecord.model.evidence import Origin
from onrecord.model.ids import artefact_id
from onrecord.model.problem import Problem
from onrecord.read import edges
from onrecord.read.edges_sniff import MEDIA_TYPE, is_edges
from onrecord.read.field_texts import field_texts
from onrecord.read.reader import read_file
from onrecord.read.sniff import media_type


def line(**changed: object) -> str:
    """Write a line as `onrecord match` does; a member of None is left out."""
    whole = {
        "onrecord": "edge/1",
        "left": "party:org:quay works",
        "right": "party:org:harbour labs",
        "score": 0.995,
        "because": "“Quay Works” and “Harbour Labs”: same street and postcode; the names share nothing.",
        "rows": [["register.csv", 1], ["register.csv", 7]],
    }
    return json.dumps({key: value for key, value in (whole | changed).items() if value is not None}, ensure_ascii=False)


def read(folder: Path, content: bytes | str) -> tuple[list[EdgeRow], list[Problem]]:
    """Read an edge file."""
    path = folder / "edges.jsonl"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    found = list(edges.rows(path, origin_of(path), Config()))
    return [one for one in found if isinstance(one, EdgeRow)], [one for one in found if isinstance(one, Problem)]


def origin_of(path: Path) -> Origin:
    """Say where a file was found."""
    return Origin(artefact=artefact_id(path.read_bytes()), path=path.name, collected_at="2026-01-01T00:00:00+00:00")


def test_a_line_is_kept_as_it_stands_with_its_number(tmp_path: Path) -> None:
    """Empty lines are counted, members that are not known are passed over."""
    found, problems = read(tmp_path, f"\n{line()}\r\n\n{line(left='party:org:ökobau', score=1)}")
    assert [(one.row, one.left, one.right, one.score) for one in found] == [
        (2, "party:org:quay works", "party:org:harbour labs", 0.995),
        (4, "party:org:ökobau", "party:org:harbour labs", 1.0),
    ]
    assert problems == []


def test_its_pointers_find_the_same_texts_again(tmp_path: Path) -> None:
    """`verify` reads them so."""
    (row,), _ = read(tmp_path, f"{line()}\n")
    fields = [field for _, field in row.fields]
    assert field_texts(tmp_path / "edges.jsonl", [one.pointer for one in fields]) == {
        one.pointer: one.text for one in fields
    }


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ("{", "no edge"),
        ("[1]", "no edge"),
        ('"edge/1"', "no edge"),
        (line(onrecord="edge/2"), "no edge"),
        (line(left=None), "`left`"),
        (line(right=7), "$.right"),
        (line(left=""), "$.left"),
        (line(score=None), "`score`"),
        (line(score="high"), "$.score"),
        (line(score=1.01), "$.score"),
        (line(score=-0.1), "$.score"),
        (line().replace("0.995", "NaN"), "no edge"),
        (line(left="mention:d:quay"), "'mention:d:quay' is no key of a party"),
        (line(left="quay works"), "'quay works' is no key of a party"),
        (line(right="party:org:quay works"), "both sides have one key"),
        (line(because="x" * 2_001), "$.because"),
        (line(because="x" * 200_000), "longer than 100,000 bytes"),
    ],
)
def test_a_line_that_is_no_edge_is_named_by_its_number_and_the_others_are_taken(
    bad: str, said: str, tmp_path: Path
) -> None:
    found, problems = read(tmp_path, f"{line()}\n{bad}\n{line(score=0.6)}\n")
    assert [one.row for one in found] == [1, 3]
    assert [one.code for one in problems] == ["bad_row"]
    assert problems[0].message.startswith("edges.jsonl: line 2: ")
    assert said in problems[0].message


def test_a_score_that_is_no_number_in_bounds_is_never_kept(tmp_path: Path) -> None:
    """1e400 overflows to infinity in some parsers."""
    found, problems = read(tmp_path, line().replace("0.995", "1e400") + "\n" + line())
    assert [one.row for one in found] == [2]
    assert len(problems) == 1


def test_a_file_without_any_edge_says_so(tmp_path: Path) -> None:
    _, problems = read(tmp_path, "\n\n")
    assert [one.code for one in problems] == ["empty"]


def test_not_every_one_of_many_bad_lines_is_named(tmp_path: Path) -> None:
    found, problems = read(tmp_path, "{}\n" * 150 + line())
    assert len(found) == 1
    assert len(problems) == edges.BAD_LINES_NAMED + 1
    assert "50 more lines" in problems[-1].message


def test_half_a_character_and_bytes_that_are_no_utf8_are_bad_lines(tmp_path: Path) -> None:
    """The record could not hold them."""
    half = line(because="x").replace('"x"', '"\\ud800"')
    found, problems = read(tmp_path, half.encode() + b"\n" + line().encode().replace(b"Quay", b"Qu\xff") + b"\n")
    assert found == []
    assert [one.code for one in problems] == ["bad_row", "bad_row", "empty"]


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    found, problems = read(tmp_path, b"\xef\xbb\xbf" + line().encode())
    assert (len(found), problems) == (1, [])


def test_an_edge_file_is_known_by_its_first_line_and_not_by_its_name(tmp_path: Path) -> None:
    assert media_type(line().encode(), "anything.txt") == MEDIA_TYPE
    assert media_type(b"\n" + line(onrecord="edge/9").encode(), "edges.json") == MEDIA_TYPE
    assert not is_edges('{"left": "party:org:a"}\n' + line())
    assert not is_edges('The file begins {"onrecord": "edge/1"}')
    path = tmp_path / "x.txt"
    path.write_text(line() + "\n", encoding="utf-8")
    reading = read_file(path, origin_of(path), Config(), tmp_path / "spool")
    assert (dict(reading.rows[0].counts)["edges"], reading.documents, reading.problems) == (1, (), ())


@given(st.lists(st.one_of(st.just(line()), st.text(max_size=40).filter(lambda text: "\n" not in text)), max_size=12))
def test_every_line_is_a_row_or_a_problem_or_empty(tmp_path_factory: pytest.TempPathFactory, lines: list[str]) -> None:
    content = "".join(f"{one}\n" for one in lines).encode("utf-8", "replace")
    found, problems = read(tmp_path_factory.mktemp("edges"), content)
    filled = [one for one in content.removeprefix(b"\xef\xbb\xbf").split(b"\n") if one.strip()]
    assert len(found) + sum(one.code == "bad_row" for one in problems) == len(filled)


@pytest.mark.fuzz
def test_broken_files_never_raise(tmp_path: Path) -> None:
    """Any bytes give rows that could be stored, and problems."""

    def attempt(content: bytes) -> None:
        found, _ = read(tmp_path, content)
        for one in found:
            f"{one.left}{one.right}{one.because}".encode()
            assert 0 <= one.score <= 1

    assert fuzz(attempt, [(line() + "\n" + line(score=0.5)).encode()]) > 0
