"""Large tables are read in stretches, by several processes: what they give is what the whole gives."""

from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.config import Config
from onrecord.model.award import Row
from onrecord.model.evidence import Origin
from onrecord.model.ids import artefact_id
from onrecord.model.problem import Problem
from onrecord.read import usaspending, usaspending_rows
from onrecord.read.reader import read_file
from read.table_files import load, row, table

PART, CHUNK = 600, 150
MANY = table(*map(row, range(1, 41)))
FIRST, *REST = MANY.splitlines(keepends=True)


def after(number: int, content: bytes) -> bytes:
    return FIRST + b"".join(REST[:number]) + content + b"".join(REST[number:])


STRETCHED = {
    "plain": MANY,
    "a byte order mark": b"\xef\xbb\xbf" + MANY,
    "no line break at the end": MANY.rstrip(b"\n"),
    "lines ended as on Windows": MANY.replace(b"\n", b"\r\n"),
    "quoted line breaks": table(*(row(number, transaction_description=f"ROPE\n{number}\n") for number in range(1, 41))),
    "quoted quotation marks": table(
        *(row(number, transaction_description=f'5" ROPE "{number}"') for number in range(1, 41))
    ),
    "Windows-1252": table(*(row(number, recipient_name="CAFÉ") for number in range(1, 41)), encoding="cp1252"),
    "the header again": after(20, FIRST),
    "rows cut off": after(30, b"CONT_AWD_X_7012_-NONE-_-NONE-,X,,\n"),
    "rows of nothing but commas at the end": MANY + b",,,,,,,,,,\n" * 3,
}
"""Files that come apart as they seem to."""
WHOLE = {
    "an empty line before the header": b"\n" + MANY,
    "empty lines": after(25, b"\n\n"),
    "a stray quotation mark": after(12, REST[0].replace(b"ROPE", b'5" ROPE')),
    "a quotation mark never closed": after(12, REST[0].replace(b"ROPE", b'"ROPE')),
    "line breaks of old Macs": after(12, REST[0].replace(b"\n", b"\r")),
    "other dates half way": table(
        *map(row, range(1, 30)), *(row(number, action_date="13/02/2018") for number in range(30, 41))
    ),
}
"""Files that do not, and are read again as a whole."""


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take small files for large ones."""
    for module in (usaspending, usaspending_rows):
        monkeypatch.setattr(module, "PART_BYTES", PART)
    monkeypatch.setattr(usaspending_rows, "CHUNK_BYTES", CHUNK)


def in_parts(path: Path, folder: Path) -> list[bool]:
    """Read a file's stretches, if it has any; gives for each whether it is what it seemed to be."""
    origin = Origin(artefact=artefact_id(path.read_bytes()), path=path.name, collected_at="2026-01-01T00:00:00+00:00")
    whole = read_file(path, origin, Config(), folder)
    return [bool(read_file(path, origin, Config(), folder, part=part).rows) for part in whole.parts]


@pytest.mark.parametrize(
    ("content", "comes_apart"),
    [*((one, True) for one in STRETCHED.values()), *((one, False) for one in WHOLE.values())],
    ids=[*STRETCHED, *WHOLE],
)
def test_a_large_table_gives_the_same_in_stretches_as_whole(
    tmp_path: Path,
    request: pytest.FixtureRequest,
    content: bytes,
    comes_apart: bool,  # noqa: FBT001  # a column of the table
) -> None:
    """Same rows, numbers, problems and awards; a file that does not come apart as it seemed to is read whole."""
    expected = load(tmp_path, {"large.csv": content})
    request.getfixturevalue("small_parts")
    found = load(tmp_path, {"large.csv": content})
    assert found.actions == expected.actions
    assert (found.problems, found.awards) == (expected.problems, expected.awards)
    assert len(found.actions) >= 12
    path = tmp_path / "large.csv"
    path.write_bytes(content)
    stretches = in_parts(path, tmp_path / "spool")
    assert (len(stretches) > 3 and all(stretches)) == comes_apart


ROW = "P,2018-01-01,7012,N,1\n"
ODD = (
    *("P,2018-01-01,7012,N,1\r\n", "\n", "\r\n", '"', '"\n', ",,,,\n", '"a\nb",x\n', "a\rb", "P,13/01/2018,7012,N,1\n"),
    *('P,2018-01-01,7012,"N\nM",1\n', 'P,2018-01-01,7012,N"M,1\n', 'P,2018-01-01,7012,"N""M",1\n'),
)
PIECES = st.one_of(st.just(ROW), st.just(ROW), st.sampled_from(ODD))

HEADER = "award_id_piid,action_date,awarding_sub_agency_code,recipient_name,federal_action_obligation\n"


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(["", "", "", "\ufeff", "\n"]), st.lists(PIECES, min_size=4, max_size=30))
def test_stretches_that_agree_in_number_agree_in_all(start: str, pieces: list[str]) -> None:
    """Whatever a file holds, its stretches give what the whole gives, or say that they do not fit."""
    origin = Origin(artefact=artefact_id(b"x"), path="x.csv", collected_at="2026-01-01T00:00:00+00:00")
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        for module in (usaspending, usaspending_rows):
            patch.setattr(module, "PART_BYTES", 60)
        patch.setattr(usaspending_rows, "CHUNK_BYTES", 20)
        path = Path(folder) / "x.csv"
        path.write_text(start + HEADER + "".join(pieces), encoding="utf-8", newline="")
        parts = usaspending.parts(path)
        if not parts:  # read whole at once: nothing to compare
            return
        try:
            found = [one for part in parts for one in usaspending.rows(path, origin, Config(), part)]
        except Exception:  # noqa: BLE001  # as the reader takes it: the file is read whole then
            return
        if all(isinstance(one, Problem) for one in found):  # no row: the stage reads it whole then
            return
        expected = usaspending.rows(path, origin, Config())
        assert sorted_out(found) == sorted_out(expected)


def sorted_out(rows: Iterable[Row | Problem]) -> tuple[list[Row], set[str]]:
    found = list(rows)
    return [one for one in found if not isinstance(one, Problem)], {
        one.message for one in found if isinstance(one, Problem)
    }


def test_more_bad_rows_than_are_named_are_counted_in_every_stretch(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """A hundred are named of each stretch; two stretches with as many more are told apart by their rows."""
    content = table(*(row(number, federal_action_obligation="much") for number in range(1, 1001)))
    request.getfixturevalue("small_parts")
    request.getfixturevalue("monkeypatch").setattr(usaspending_rows, "PART_BYTES", len(content) // 4)
    found = load(tmp_path, {"large.csv": content})
    named = [message for _, message in found.problems if "is no sum" in message]
    more = [int(message.split()[1]) for _, message in found.problems if " more values or rows from row " in message]
    assert len(named) + sum(more) == len(found.actions) == 1000
    assert found.counts["problems"] == len(found.problems)


@pytest.mark.usefixtures("small_parts")
def test_a_large_table_without_a_row_says_that_it_is_empty(tmp_path: Path) -> None:
    """Each stretch alone has nothing to say of it: the whole is read."""
    found = load(tmp_path, {"blank.csv": (HEADER + ",,,,\n" * 200).encode()})
    assert {code for code, _ in found.problems} == {"empty", "missing_columns"}
