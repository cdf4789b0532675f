"""Chat exports: one document an export, a line for who and when, then the words; docs/chat.md is the form."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fuzzing import fuzz
from onrecord.config import Config
from onrecord.model.evidence import Document, Meta, Origin, body_ranges, source_ranges
from onrecord.model.ids import artefact_id
from onrecord.model.reading import Reading
from onrecord.read import chat, chat_messages
from onrecord.read.chat_sniff import CSV_TYPE, JSON_TYPE, chat_type
from onrecord.store.writer import check_document

FIRST = {"time": "2024-05-01T12:00:00+02:00", "from": "Jane Doe", "text": "The contract ends in June."}
SECOND = {
    "time": "2024-05-01T12:03:00+02:00",
    "from": "Bob Roe",
    "text": "Who said so?\n\n> ends in June\nNobody.",
    "reply_to": 1,
}
TEXT = (
    "Jane Doe, 2024-05-01T12:00:00+02:00\nThe contract ends in June.\n\n"
    "Bob Roe, 2024-05-01T12:03:00+02:00, reply to: 1\nWho said so?\n\n> ends in June\nNobody.\n"
)


def read(path: Path, content: bytes) -> Reading:
    path.write_bytes(content)
    origin = Origin(artefact=artefact_id(content), path=path.name, collected_at="2026-01-01T00:00:00+00:00")
    return chat.read(path, origin, Config())


def only(reading: Reading) -> Document:
    (document,) = reading.documents
    check_document(document)
    return document


def codes(reading: Reading) -> list[str]:
    return [problem.code for problem in reading.problems]


def resolve(data: object, pointer: str) -> str:
    for step in pointer.split("/")[1:]:
        data = data[int(step)] if isinstance(data, list) else data[step]  # type: ignore[index]  # a test's own JSON
    return data if isinstance(data, str) else str(data)


def check_map(document: Document, data: object) -> None:
    """Every verbatim run stands at its pointer."""
    for segment in document.segments:
        if segment.source_end > segment.source_start:
            value = re.sub("[\ud800-\udfff]", "\ufffd", resolve(data, segment.part))
            assert document.text[segment.start : segment.end] == value[segment.source_start : segment.source_end]


def test_each_message_is_a_line_of_who_and_when_and_its_words(tmp_path: Path) -> None:
    data = [FIRST, SECOND]
    reading = read(tmp_path / "a.json", json.dumps(data).encode())
    document = only(reading)
    assert (document.text, reading.problems, document.media_type) == (TEXT, (), JSON_TYPE)
    assert [(line.label, line.rule) for line in document.lines] == [
        ("meta", "speaker and time"),
        ("body", "message"),
        ("meta", "speaker and time"),
        ("body", "message"),
        ("meta", "quoted reply"),
        ("body", "message"),
    ]
    assert [document.text[start:end] for start, end in body_ranges(document)] == [
        "The contract ends in June.",
        "Who said so?",
        "Nobody.",
    ]
    check_map(document, data)
    start = document.text.index("Nobody")
    assert list(source_ranges(document, start, start + 6)) == [("/1/text", 29, 35)]


def test_first_message_dates_an_export_and_the_last_is_its_latest_state(tmp_path: Path) -> None:
    document = only(read(tmp_path / "a.json", json.dumps([FIRST, SECOND]).encode()))
    assert (document.published, document.updated) == (
        Meta(value="2024-05-01T12:00:00+02:00", basis="/0/time"),
        Meta(value="2024-05-01T12:03:00+02:00", basis="/1/time"),
    )
    assert document.authors == ()


def test_who_speaks_alone_is_the_author(tmp_path: Path) -> None:
    document = only(read(tmp_path / "a.json", json.dumps([FIRST, FIRST]).encode()))
    assert (document.authors, document.updated) == ((Meta(value="Jane Doe", basis="/0/from"),), None)


def test_title_and_channel_of_the_whole_stand_above(tmp_path: Path) -> None:
    data = {"title": "Works\ncouncil", "channel": "general", "messages": [FIRST, SECOND]}
    document = only(read(tmp_path / "a.json", json.dumps(data).encode()))
    assert document.text == f"Works council\nchannel: general\n\n{TEXT}"
    assert document.title == Meta(value="Works council", basis="/title")
    assert [line.label for line in document.lines][:2] == ["title", "meta"]
    check_map(document, data)


def test_a_message_a_line_is_read_too(tmp_path: Path) -> None:
    """Lines count from 0; one that is broken costs only itself."""
    content = f"{json.dumps(FIRST)}\n\n{{broken\r\n{json.dumps(SECOND)}\n".encode()
    reading = read(tmp_path / "a.jsonl", content)
    assert (only(reading).text, codes(reading)) == (TEXT, ["bad_row"])
    assert only(reading).segments[-1].part == "/2/text"
    assert only(read(tmp_path / "b.jsonl", json.dumps(FIRST).encode())).segments[0].part == "/0/from"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_is_read_too(tmp_path: Path, delimiter: str) -> None:
    lines = [
        ["From", "text", "TIME", "Notes", "reply_to"],
        ["Jane Doe", "The contract ends in June.", "2024-05-01T12:00:00+02:00", "x", ""],
        [],
        ["Bob Roe", '"Who said so?\n\n> ends in June\nNobody."', "2024-05-01T12:03:00+02:00", "", "1"],
    ]
    content = "\ufeff" + "\r\n".join(delimiter.join(line) for line in lines)
    reading = read(tmp_path / "a.csv", content.encode())
    document = only(reading)
    assert (document.text, reading.problems, document.media_type) == (TEXT, (), CSV_TYPE)
    start = document.text.index("Nobody")
    assert list(source_ranges(document, start, start + 6)) == [("row=2;column=text", 29, 35)]
    assert list(source_ranges(document, 0, 4)) == [("row=1;column=From", 0, 4)]


def test_bad_messages_are_named_and_the_rest_is_read(tmp_path: Path) -> None:
    data = [3, FIRST, {"from": "A", "text": "x"}, {"time": "1", "from": " ", "text": "x"}, {"time": "1", "from": "A"}]
    reading = read(tmp_path / "a.json", json.dumps(data).encode())
    assert only(reading).text.startswith("Jane Doe")
    assert [problem.message.split(": ", 1)[1] for problem in reading.problems] == [
        "1 messages are no JSON objects (/0); export them again, or mend them",
        "1 messages lack 'time' (/2); export them again, or mend them",
        "1 messages lack 'from' (/3); export them again, or mend them",
        "1 messages lack 'text' (/4); export them again, or mend them",
    ]
    assert set(codes(reading)) == {"bad_row"}


def test_bad_rows_of_a_table_are_named(tmp_path: Path) -> None:
    """A comma that should have been quoted would cut words off: the row is refused."""
    content = f"time,from,text\n2024-05-01,A,one, two\n2024-05-01,A\n2024-05-01,A,{'x' * 200_000}\n2024-05-02,B,good\n"
    reading = read(tmp_path / "a.csv", content.encode())
    assert only(reading).text == "B, 2024-05-02\ngood\n"
    assert codes(reading) == ["bad_row"] * 3
    assert ["row 1" in reading.problems[0].message, "row 2" in reading.problems[1].message] == [True, True]
    assert only(reading).segments[0].part == "row=4;column=from"


def test_a_time_that_is_none_is_said_and_its_message_kept(tmp_path: Path) -> None:
    data = [{"time": "noon", "from": "A", "text": "x"}] * 7
    reading = read(tmp_path / "a.json", json.dumps(data).encode())
    assert (codes(reading), only(reading).published) == (["bad_row"], None)
    assert "7 messages have a time that is not in ISO 8601" in reading.problems[0].message
    assert "(/0, /1, /2, /3, /4 ...)" in reading.problems[0].message
    assert only(reading).text.startswith("A, noon\nx\n")


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("<Media omitted>", "furniture"),
        ("This message was deleted", "furniture"),
        (" \t", None),
        ("", None),
        ("The company added 300 jobs.", "body"),
    ],
)
def test_what_programs_write_is_no_message(tmp_path: Path, text: str, label: str | None) -> None:
    document = only(read(tmp_path / "a.json", json.dumps([FIRST | {"text": text}]).encode()))
    assert [line.label for line in document.lines] == ["meta", *([label] if label else [])]


def test_odd_characters_keep_their_place(tmp_path: Path) -> None:
    """Lone surrogates, NULs, and line breaks in a name; a line is a line."""
    data = [
        {"time": "2024-05-01", "from": "A\nB\u2028C", "text": "x\ud800y\0z\r\nq\u2028r", "to": "D\r\nE", "url": None}
    ]
    document = only(read(tmp_path / "a.json", json.dumps(data).encode()))
    assert document.text == "A B C, 2024-05-01, to: D  E\nx\ufffdy\0z\r\nq\u2028r\n"
    check_map(document, data)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", ["damaged"]),
        (b"[", ["damaged"]),
        (b"[]", ["no_text"]),
        (b'{"messages": []}', ["no_text"]),
        (b'{"messages": {}}', ["bad_row", "no_text"]),
        (b'[{"time": "2024-05-01", "from": "A", "te', ["damaged"]),
        (b"[" * 10_000 + b"]" * 10_000, ["damaged"]),
        (b'{"messages":' * 10_000, ["damaged"]),
        (b"[" + b"9" * 10_000 + b"]", ["damaged"]),
        (b"time,from\n1,2\n", ["damaged"]),
        (b"time,from,text\n", ["no_text"]),
        (b"PK\x03\x04", ["damaged"]),
        (b"\0\0\0\0", ["damaged"]),
    ],
)
def test_what_is_no_export_is_a_problem(tmp_path: Path, content: bytes, expected: list[str]) -> None:
    reading = read(tmp_path / "a.json", content)
    assert (reading.documents, codes(reading)) == ((), expected)


def test_bytes_that_are_no_utf_8_are_read_and_said(tmp_path: Path) -> None:
    reading = read(tmp_path / "a.csv", b"time,from,text\n2024-05-01,Ren\xe9,Caf\xe9\n")
    assert (only(reading).text, codes(reading)) == ("René, 2024-05-01\nCafé\n", ["encoding_guessed"])


@pytest.mark.timeout(60)
@pytest.mark.parametrize("count", [1, 20_000])
def test_much_text_takes_time_in_proportion(tmp_path: Path, count: int) -> None:
    data = [FIRST | {"text": "word " * (400_000 // count)}] * count
    assert len(only(read(tmp_path / "a.json", json.dumps(data).encode())).lines) == 2 * count


SEEDS = [
    json.dumps([FIRST, SECOND]).encode(),
    json.dumps({"title": "T", "channel": "C", "messages": [FIRST]}).encode(),
    f"{json.dumps(FIRST)}\n{json.dumps(SECOND)}\n".encode(),
    b'time,from,text,to\n2024-05-01,A,"one\ntwo",B\n2024-05-02,B,three,\n',
]


def test_the_number_of_messages_has_a_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each takes kilobytes of memory, whatever it says."""
    monkeypatch.setattr(chat_messages, "MESSAGES_LIMIT", 2)
    rows = [{"time": "2024-05-01", "from": "Jane", "text": word} for word in ("one", "two", "three")]
    reading = read(tmp_path / "a.json", json.dumps(rows).encode())
    assert (only(reading).text.endswith("two\n"), codes(reading)) == (True, ["too_large"])


@pytest.mark.fuzz
def test_broken_exports_never_stop_a_build(tmp_path: Path) -> None:
    def attempt(content: bytes) -> None:
        reading = read(tmp_path / "any", content)
        assert reading.documents or reading.problems
        for document in reading.documents:
            check_document(document)

    assert fuzz(attempt, SEEDS) >= 100


VALUES = st.text(st.characters(exclude_categories=[]), max_size=20)


@settings(deadline=None)
@given(data=st.lists(st.fixed_dictionaries({"time": VALUES, "from": VALUES, "text": VALUES, "to": VALUES}), max_size=4))
def test_every_character_leads_to_its_value(
    tmp_path_factory: pytest.TempPathFactory, data: list[dict[str, str]]
) -> None:
    reading = read(tmp_path_factory.getbasetemp() / "any.json", json.dumps(data).encode())
    for document in reading.documents:
        check_document(document)
        check_map(document, data)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (json.dumps([FIRST]), JSON_TYPE),
        (json.dumps(FIRST) + "\n" + json.dumps(SECOND), JSON_TYPE),
        (
            json.dumps({"title": "x", "members": [{"id": 1}], "messages": [FIRST | {"reactions": [{"by": "x"}]}]}),
            JSON_TYPE,
        ),
        ("\ufeff\n " + json.dumps([FIRST], indent=2), JSON_TYPE),
        (json.dumps([FIRST | {"text": "long " * 20_000}])[:60_000], JSON_TYPE),
        (json.dumps([{"date": "2024-05-01", "from": "A", "text": "B"}]), None),
        (json.dumps({"time": 1, "items": [{"from": 1, "text": 2}]}), None),
        (json.dumps({"items": [{"time": 1, "from": 1, "text": 2}]}), None),
        (json.dumps([{"note": '"time": "from": "text":'}]), None),
        (json.dumps([{"a": {"time": 1, "from": 1, "text": 2}}]), None),
        ("[" * 60_000, None),
        ("{}", None),
        ("", None),
        ("time,from,text\n", CSV_TYPE),
        ('"From";"Text";"Time";"x"\r\na;b;c;d', CSV_TYPE),
        ("\ufefftime\tfrom\ttext\n", CSV_TYPE),
        ("time,from,texts\n", None),
        ("award_id_piid,recipient_name,action_date\n", None),
        ("The time from which a text is read.\n", None),
    ],
)
def test_exports_are_told_from_other_json_and_tables(text: str, expected: str | None) -> None:
    assert chat_type(text) == expected


def test_the_documented_examples_are_read(tmp_path: Path) -> None:
    """docs/chat.md says what comes of its examples, and it does."""
    page = (Path(__file__).parents[2] / "docs" / "chat.md").read_text(encoding="utf-8")
    sample_json, sample_csv, shown = re.findall(r"```\w*\n(.*?)```", page, re.DOTALL)
    document = only(read(tmp_path / "a.json", sample_json.encode()))
    assert document.text == f"Works council\nchannel: general\n\n{shown}"
    assert only(read(tmp_path / "a.csv", sample_csv.encode())).text == (
        "Jane Doe, 2024-05-01 12:00, channel: general\nThe contract ends in June.\n"
    )
