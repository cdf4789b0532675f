"""Decisions as JSON lines: what is written is read again, a bad line is told, and the rest goes on."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import UserError
from onrecord.export.judgements import LINE_LIMIT, BadLine, judgements_in, read, rows, write
from onrecord.model.judgement import Judgement
from onrecord.store import Record, View, Writer, create_record

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2026, 1, 1)).map(lambda one: one.replace(tzinfo=UTC).isoformat())  # noqa: DTZ001  # the zone is put in beside
KEYS = WORDS.filter(bool)
JUDGEMENTS = st.builds(
    Judgement,
    left=KEYS,
    right=WORDS,
    verdict=st.sampled_from(["unsure", "right", "wrong", "speaker", "span", "undone"]),
    user=KEYS.filter(str.strip),
    made_at=MOMENTS,
    reason=WORDS,
    words=WORDS,
)
LINE = {
    "left": "statement:d:k",
    "right": "",
    "verdict": "wrong",
    "user": "Ann",
    "made_at": "2026-01-01T10:00:00+00:00",
    "reason": "",
    "words": "",
}


@pytest.fixture
def record(tmp_path: Path) -> Record:
    return create_record(tmp_path / "record")


def _line(**values: object) -> bytes:
    return json.dumps(LINE | values, ensure_ascii=False).encode()


@given(st.lists(JUDGEMENTS, max_size=5))
def test_every_judgement_is_read_as_it_was_written(made: list[Judgement]) -> None:
    lines = [
        json.dumps({"id": one.id} | {name: getattr(one, name) for name in LINE}, ensure_ascii=False).encode()
        for one in made
    ]
    assert list(judgements_in(lines)) == made


def test_a_record_gives_its_decisions_and_another_takes_them_with_user_and_time(record: Record, tmp_path: Path) -> None:
    made = [
        Judgement(left="party:org:a", right="party:org:b", verdict="same", user="Ann", made_at="2026-01-01T10:00:00+00:00", reason="wie „gesagt“", words="A = B"),
        Judgement(left="statement:d:k", right="", verdict="wrong", user="سارة", made_at="2026-01-02T10:00:00.000001+00:00", reason=""),
    ]  # fmt: skip
    made.append(
        Judgement(left=f"judgement:{made[0].id}", right="", verdict="undone", user="Bo", made_at="2026-01-03T10:00:00+00:00", reason="")
    )  # fmt: skip
    with Writer(record) as writer:
        writer.judge(*made)
    path = tmp_path / "sub" / "decisions.jsonl"
    with View.open(record) as view:
        assert write(view, path) == 3
        written = list(rows(view))
    assert [json.loads(line) for line in path.read_bytes().splitlines()] == written
    other = create_record(tmp_path / "other")
    taken = [one for one in read(path) if isinstance(one, Judgement)]
    with Writer(other) as writer:
        assert writer.judge(*taken) == 3
        assert writer.judge(*taken) == 0
    with View.open(other) as view:
        assert view.judgements() == made


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b"no JSON", "is no judgement"),
        (b"[]", "is no judgement"),
        (b"{}", "is no judgement"),
        (b'"\xff"', "is no judgement"),
        (b'{"left": "\\ud800"', "is no judgement"),
        (_line(verdict="guilty"), "is no judgement"),
        (_line(left=7), "is no judgement"),
        (_line(left=""), "left: is empty"),
        (_line(user=" "), "user: is empty"),
        (_line(verdict="same"), "right: 'same' needs a second"),
        (_line(verdict="different", right="statement:d:k"), "right: 'different' needs a second"),
        (_line(made_at="yesterday"), "made_at: 'yesterday' is no ISO 8601 time"),
        (_line(made_at="2026-01-01T10:00:00"), "says no offset"),
        (_line(made_at="2999-01-01T10:00:00+00:00"), "still to come"),
        (_line(made_at="0001-01-01T00:00:00+14:00"), "outside of all calendars"),
        (_line(id="0" * 32), "id: is not that of the other fields"),
    ],
)
def test_a_bad_line_is_told_with_its_number_and_the_rest_goes_on(line: bytes, said: str) -> None:
    first, bad, last = judgements_in([_line(), line, _line(user="Bo")])
    assert isinstance(first, Judgement)
    assert isinstance(last, Judgement)
    assert isinstance(bad, BadLine)
    assert bad.number == 2
    assert said in bad.message


def test_empty_lines_a_mark_of_byte_order_and_other_fields_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + _line(more=1) + b"\r\n\n  \n" + _line(user="Bo"))
    assert [one.user for one in read(path) if isinstance(one, Judgement)] == ["Ann", "Bo"]


def test_a_line_that_is_too_long_is_told_and_not_kept_in_memory(tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    path.write_bytes(_line() + b"\n" + _line(reason="x" * 3 * LINE_LIMIT) + b"\n" + _line(user="Bo") + b"\n")
    first, bad, last = read(path)
    assert isinstance(bad, BadLine)
    assert bad.number == 2
    assert "longer than 1,000,000 bytes" in bad.message
    assert [one.user for one in (first, last) if isinstance(one, Judgement)] == ["Ann", "Bo"]


def test_times_of_other_places_are_kept_as_the_same_moment_in_utc() -> None:
    """Later decisions must sort later as text, whatever clock they were written by."""
    moments = ["2026-01-01T12:00:00+02:00", "2026-01-01T05:00:00-05:00", "2026-01-01T10:00:00Z"]
    found = [one.made_at for one in judgements_in(_line(made_at=one) for one in moments) if isinstance(one, Judgement)]
    assert found == ["2026-01-01T10:00:00+00:00"] * 3
    soon = (datetime.now(UTC) + timedelta(hours=3)).isoformat()
    assert all(isinstance(one, Judgement) for one in judgements_in([_line(made_at=soon)])), "a clock a little fast"


def test_a_hundred_thousand_lines_are_taken_in_one_go(record: Record, tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    with path.open("wb") as file:
        for number in range(100_000):
            file.write(_line(left=f"statement:d{number % 50}:{number}") + b"\n")
    with Writer(record) as writer:
        assert writer.judge(*(one for one in read(path) if isinstance(one, Judgement))) == 100_000
    with View.open(record) as view:
        assert sum(1 for _ in rows(view)) == 100_000


def test_files_that_cannot_be_had_are_the_users_to_put_right(record: Record, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot be read"):
        list(read(tmp_path / "none.jsonl"))
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with View.open(record) as view, pytest.raises(UserError, match="cannot be written"):
        write(view, tmp_path / "file" / "decisions.jsonl")
