"""Calendars: one document an event, each character at its place in the folded file."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fuzzing import fuzz
from onrecord.config import Config
from onrecord.model.evidence import Document, Meta, Origin, source_ranges
from onrecord.model.ids import artefact_id
from onrecord.model.reading import Reading
from onrecord.read import ics
from onrecord.read.decode import decode
from onrecord.store.writer import check_document

EVENT = (
    "BEGIN:VEVENT\r\nUID:1@example.org\r\nDTSTAMP:20180618T163000Z\r\nDTSTART;TZID=Europe/London:20180620T093000\r\n"
    "DTEND;TZID=Europe/London:20180620T103000\r\nRRULE:FREQ=WEEKLY;BYDAY=WE\r\nSUMMARY:Talks about the con\r\n tract\\, part 2\r\n"
    'LOCATION:Room 4\\; upstairs\r\nORGANIZER;CN="Doe, Jane":mailto:jane@example.org\r\n'
    "ATTENDEE;PARTSTAT=ACCEPTED;CN=Bob Roe:MAILTO:bob@exam\r\n\tple.org\r\nATTENDEE:mailto:al@example.org\r\n"
    "DESCRIPTION:It was said that the contract\\n\\nends in June.\\\\n is no br\r\n eak.\r\n"
    "BEGIN:VALARM\r\nDESCRIPTION:Alarm\r\nEND:VALARM\r\nEND:VEVENT\r\n"
)
CALENDAR = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + EVENT + "END:VCALENDAR\r\n"


def read(path: Path, content: bytes, config: Config | None = None, **sidecar: str) -> Reading:
    path.write_bytes(content)
    origin = Origin(artefact=artefact_id(content), path=path.name, collected_at="2026-01-01T00:00:00+00:00", **sidecar)  # type: ignore[arg-type]  # what a test says
    return ics.read(path, origin, config or Config())


def of(*events: str) -> bytes:
    return f"BEGIN:VCALENDAR\r\n{''.join(events)}END:VCALENDAR\r\n".encode()


def event(*lines: str) -> str:
    return "\r\n".join(("BEGIN:VEVENT", *lines, "END:VEVENT", ""))


def only(reading: Reading) -> Document:
    (document,) = reading.documents
    check_document(document)
    return document


def codes(reading: Reading) -> list[str]:
    return [problem.code for problem in reading.problems]


def check_map(document: Document, source: str) -> None:
    for segment in document.segments:
        if segment.source_end - segment.source_start == segment.end - segment.start:
            assert document.text[segment.start : segment.end] == source[segment.source_start : segment.source_end]


def test_an_event_becomes_a_head_and_its_description(tmp_path: Path) -> None:
    reading = read(tmp_path / "a.ics", CALENDAR.encode())
    document = only(reading)
    assert (document.part, reading.problems) == ("event=1", ())
    assert [(document.text[line.start : line.end], line.label, line.rule) for line in document.lines] == [
        ("Talks about the contract, part 2", "title", "SUMMARY"),
        ("Start: 2018-06-20T09:30:00 (Europe/London)", "meta", "DTSTART"),
        ("End: 2018-06-20T10:30:00 (Europe/London)", "meta", "DTEND"),
        ("Repeats: FREQ=WEEKLY;BYDAY=WE", "meta", "RRULE"),
        ("Where: Room 4; upstairs", "meta", "LOCATION"),
        ("Organiser: Doe, Jane <jane@example.org>", "meta", "ORGANIZER"),
        ("Attendee: Bob Roe <bob@example.org> (ACCEPTED)", "meta", "ATTENDEE"),
        ("Attendee: al@example.org", "meta", "ATTENDEE"),
        ("It was said that the contract", "body", "DESCRIPTION"),
        ("ends in June.\\n is no break.", "body", "DESCRIPTION"),
    ]
    check_map(document, CALENDAR)


def test_places_lead_through_folds_and_escapes(tmp_path: Path) -> None:
    document = only(read(tmp_path / "a.ics", CALENDAR.encode()))
    start = document.text.index("contract, part")
    ranges = list(source_ranges(document, start, start + len("contract, part")))
    assert "".join(CALENDAR[low:high] for _, low, high in ranges) == "contract\\, part"
    assert {part for part, _, _ in ranges} == {""}
    start = document.text.index("2018-06-20T09")
    ((_, low, high),) = source_ranges(document, start, start + 19)
    assert CALENDAR[low:high] == "20180620T093000"


def test_what_the_event_says_of_itself_is_known(tmp_path: Path) -> None:
    document = only(read(tmp_path / "a.ics", CALENDAR.encode()))
    assert (document.title, document.authors, document.published, document.updated) == (
        Meta(value="Talks about the contract, part 2", basis="SUMMARY"),
        (Meta(value="Doe, Jane", basis="ORGANIZER"),),
        Meta(value="2018-06-18T16:30:00+00:00", basis="DTSTAMP"),
        None,
    )


@pytest.mark.parametrize(
    ("lines", "published", "updated"),
    [
        (["CREATED:20180101T000000Z", "DTSTAMP:20180202T000000Z", "LAST-MODIFIED:20180303T000000Z"],
         Meta(value="2018-01-01T00:00:00+00:00", basis="CREATED"), Meta(value="2018-03-03T00:00:00+00:00", basis="LAST-MODIFIED")),
        (["CREATED:19000101T120000Z"], None, None),
        (["CREATED:20181301T120000Z", "DTSTAMP:soon"], None, None),
        (["DTSTART:20180101"], None, None),
    ],
)  # fmt: skip
def test_when_an_event_was_made_is_no_guess(
    tmp_path: Path, lines: list[str], published: Meta | None, updated: Meta | None
) -> None:
    """Never the day it takes place, and not the year 1900, which stands for none."""
    document = only(read(tmp_path / "a.ics", of(event("SUMMARY:x", *lines))))
    assert (document.published, document.updated) == (published, updated)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("DTSTART;VALUE=DATE:20180620", "Start: 2018-06-20"),
        ("DTSTART:20180620T093000Z", "Start: 2018-06-20T09:30:00+00:00"),
        ("DTSTART:20189920T093000Z", "Start: 20189920T093000Z"),
        ("DTSTART:2018\r\n  0620T\r\n 093000", "Start: 2018 0620T093000"),
        ("DTSTART:2018\n 0620T\n 093000", "Start: 20180620T093000"),
        ("ATTACH:https://example.org/a.pdf", "Attachment: https://example.org/a.pdf"),
        ("URL:https://example.org/", "Address: https://example.org/"),
        ("LOCATION:a\\nb\\,c", "Where: a b,c"),
        ("ORGANIZER;CN=x:", "Organiser: x"),
        ('ORGANIZER;CN=x;SENT-BY="mailto:a@b":mailto:c@d', "Organiser: x <c@d>"),
        ("CATEGORIES;LANGUAGE=en,fr:A,B", "Categories: A,B"),
    ],
)  # fmt: skip
def test_head_lines(tmp_path: Path, line: str, expected: str) -> None:
    """Values are shown as they stand, days and times in ISO 8601 (never where its length would pass for verbatim)."""
    content = of(event(line))
    document = only(read(tmp_path / "a.ics", content))
    assert document.text == f"{expected}\n"
    check_map(document, content.decode())


def test_events_tasks_and_journals_are_counted_together(tmp_path: Path) -> None:
    task = "BEGIN:VTODO\r\nSUMMARY:Call\r\nDUE:20180620\r\nEND:VTODO\r\n"
    journal = "BEGIN:VJOURNAL\r\nDESCRIPTION:It was said.\r\nEND:VJOURNAL\r\n"
    zone = "BEGIN:VTIMEZONE\r\nBEGIN:STANDARD\r\nDTSTART:19701025T030000\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    reading = read(tmp_path / "a.ics", of(zone, task, event("SUMMARY:x"), journal), title="Mine", publisher="Them")
    assert [(one.part, one.text) for one in reading.documents] == [
        ("event=1", "Call\nDue: 2018-06-20\n"),
        ("event=2", "x\n"),
        ("event=3", "\nIt was said.\n"),
    ]
    assert [one.title.value for one in reading.documents if one.title] == ["Call", "x"]
    assert {one.publisher.value for one in reading.documents if one.publisher} == {"Them"}


def test_quoted_mail_in_an_invitation_is_not_its_text(tmp_path: Path) -> None:
    lines = "DESCRIPTION:See below.\\n\\nOn Mon\\, 18 Jun 2018 at 9:30\\, Bob wrote:\\n> It was said.\\n"
    document = only(read(tmp_path / "a.ics", of(event(lines))))
    assert [line.label for line in document.lines] == ["body", "meta", "meta"]


@pytest.mark.parametrize(
    ("content", "expected", "documents"),
    [
        (b"", ["damaged"], 0),
        (b"Hello\n", ["damaged"], 0),
        (b"PK\x03\x04\0\0", ["damaged"], 0),
        (b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", ["no_text"], 0),
        (of(event()), ["bad_row"], 0),
        (of(event("SUMMARY:x", "goes on without a space", ";;;:")), ["bad_row"], 1),
        (CALENDAR[:400].encode(), ["bad_row", "damaged"], 1),
        (of("BEGIN:VEVENT\r\nSUMMARY:a\r\nBEGIN:VEVENT\r\nSUMMARY:b\r\nEND:VEVENT\r\n"), [], 2),
        (of(event("SUMMARY:Caf\u00e9")).replace(b"\xc3\xa9", b"\xe9"), ["encoding_guessed"], 1),
        (of(event("SUMMARY:a\0b")), [], 1),
        (
            of(event("SUMMARY:x", "ATTACH;ENCODING=BASE64;VALUE=BINARY;FILENAME=a.pdf:JVBERg==")),
            ["unsupported_format"],
            1,
        ),
        (b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\nBEGIN:X\r\n" * 10_000, ["damaged", "bad_row"], 0),
    ],
)
def test_bad_calendars_are_problems(tmp_path: Path, content: bytes, expected: list[str], documents: int) -> None:
    reading = read(tmp_path / "a.ics", content)
    assert (codes(reading), len(reading.documents)) == (expected, documents)


@pytest.mark.timeout(60)
@pytest.mark.parametrize("piece", ["a", "\\n", "\\", "a\r\n ", '"', ";A=", "b " * 40 + "\\n"])
def test_a_very_long_value_takes_time_in_proportion(tmp_path: Path, piece: str) -> None:
    document = only(
        read(tmp_path / "a.ics", of(event("SUMMARY:x", "DESCRIPTION:" + piece * (2_000_000 // len(piece) // 8))))
    )
    assert document.text.startswith("x\n")


@pytest.mark.timeout(60)
@pytest.mark.parametrize("piece", [";A=b", ',"', ';A="', "\r\n "])
def test_a_very_long_name_takes_time_in_proportion(tmp_path: Path, piece: str) -> None:
    assert len(read(tmp_path / "a.ics", of(event("SUMMARY:x", "ATTENDEE" + piece * 200_000))).documents) == 1


def test_the_number_of_events_has_a_limit(tmp_path: Path) -> None:
    reading = read(tmp_path / "a.ics", of(*[event("SUMMARY:x")] * 3), Config(unpacked_files_limit=2))
    assert (len(reading.documents), codes(reading)) == (2, ["unpack_limit"])
    assert codes(read(tmp_path / "a.ics", of(*[event("SUMMARY:x")] * 2), Config(unpacked_files_limit=2))) == []


@pytest.mark.timeout(20)
def test_what_is_never_closed_takes_time_in_proportion(tmp_path: Path) -> None:
    """What lies around an event is not looked through for each."""
    reading = read(tmp_path / "a.ics", of("BEGIN:X\r\n" * 40_000, "BEGIN:VEVENT\r\nSUMMARY:x\r\n" * 10_000))
    assert (len(reading.documents), codes(reading)) == (10_000, ["damaged"])


@pytest.mark.fuzz
def test_broken_calendars_never_stop_a_build(tmp_path: Path) -> None:
    def attempt(content: bytes) -> None:
        for document in read(tmp_path / "any.ics", content).documents:
            check_document(document)
            check_map(document, decode(content).text)

    assert fuzz(attempt, [CALENDAR.encode(), of(event("SUMMARY:x")), CALENDAR.replace("\r\n", "\n").encode()]) >= 100


@settings(deadline=None)
@given(
    words=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\n"), max_size=60),
    width=st.integers(1, 9),
)
def test_folded_and_escaped_words_come_back(tmp_path_factory: pytest.TempPathFactory, words: str, width: int) -> None:
    """Whatever the width of the folds; every verbatim run stands where the map says."""
    escaped = words.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")
    folded = "\r\n ".join(escaped[place : place + width] for place in range(0, len(escaped), width))
    content = of(event("SUMMARY:x", f"DESCRIPTION:.{folded}"))
    document = only(read(tmp_path_factory.getbasetemp() / "any.ics", content))
    assert document.text == f"x\n\n.{words}\n"
    check_map(document, content.decode())
