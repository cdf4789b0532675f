"""Outlook messages: read as mail is, attachments as files, messages inside as documents of their own."""

import struct
import zlib
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compound_file import Tree, compound
from fuzzing import fuzz
from onrecord.config import Config
from onrecord.model.evidence import Document, Meta, Origin, source_ranges
from onrecord.model.ids import artefact_id
from onrecord.model.reading import Reading
from onrecord.read import mail_bodies, msg
from onrecord.read.msg_rtf import COMPRESSED, STORED, BadRtf, unpacked
from onrecord.store.writer import check_document

WORDS = "We have decided to end the contract with the agency."


def described(fixed_part: bytes, parts: Mapping[str, "bytes | Tree"]) -> bytes:
    """List the properties of varying length after the fixed ones, with their sizes, as Outlook does."""
    found = [
        (name, value) for name, value in parts.items() if name.startswith("__substg1.0_") and isinstance(value, bytes)
    ]
    rows = (
        struct.pack("<HHII4x", int(name[-4:], 16), int(name[-8:-4], 16), 6, len(value) + 2 * name.endswith("001F"))
        for name, value in found
    )
    return fixed_part + b"".join(rows)


def fixed(header: int, **values: tuple[int, bytes]) -> bytes:
    """Write fixed properties, `p0039=(type, value)`."""
    rows = (struct.pack("<HHI8s", kind, int(name[1:], 16), 6, value) for name, (kind, value) in values.items())
    return bytes(header) + b"".join(rows)


def texts(**values: str | bytes) -> dict[str, bytes]:
    """Write properties of varying length, `p1000="text"`."""
    kinds = {str: "001F", bytes: "0102"}
    return {
        f"__substg1.0_{name[1:].upper()}{kinds[type(value)]}": value.encode("utf-16-le")
        if isinstance(value, str)
        else value
        for name, value in values.items()
    }


def when(seconds: int) -> tuple[int, bytes]:
    return 0x40, struct.pack("<Q", (seconds + 11_644_473_600) * 10_000_000)


def number(value: int) -> tuple[int, bytes]:
    return 0x03, struct.pack("<I4x", value)


MOMENT = 1_529_339_400  # 2018-06-18T16:30:00Z
TOP = fixed(32, p0039=when(MOMENT))
HEAD = texts(
    p001a="IPM.Note",
    p0037="\x01\x05RE: Contract",
    p0042="Jane Doe",
    p5d02="jane@example.org",
    p0e04="Bob Roe; Al",
    p0e03="Cy\0",
)
TEXT = (
    "Subject: RE: Contract\nFrom: Jane Doe <jane@example.org>\nTo: Bob Roe; Al\nCc: Cy\n"
    f"Date: 2018-06-18T16:30:00+00:00\n\n{WORDS}\nMore.\n"
)


def message(fixed_part: bytes = TOP, **parts: str | bytes | Tree) -> dict[str, "bytes | Tree"]:
    body = {name: value for name, value in parts.items() if isinstance(value, str | bytes)}
    folders = {name: value for name, value in parts.items() if not isinstance(value, str | bytes)}
    folders = {f"__attach_version1.0_#{int(name[1:]):08X}": value for name, value in folders.items()}
    found = {**HEAD, **texts(**body), **folders}
    return {"__properties_version1.0": described(fixed_part, found), **found}


def read(path: Path, content: bytes, config: Config | None = None, depth: int = 0) -> Reading:
    path.write_bytes(content)
    spool = path.with_name("spool")
    spool.mkdir(exist_ok=True)
    origin = Origin(
        artefact=artefact_id(content), path=path.name, collected_at="2026-01-01T00:00:00+00:00", depth=depth
    )
    return msg.read(path, origin, config or Config(), spool)


def only(reading: Reading) -> Document:
    (document,) = reading.documents
    check_document(document)
    return document


def codes(reading: Reading) -> list[str]:
    return [problem.code for problem in reading.problems]


def inside(reading: Reading) -> list[tuple[str, str, bytes]]:
    return [(child.part, child.name, child.path.read_bytes()) for child in reading.children]


def test_a_message_is_laid_out_as_mail(tmp_path: Path) -> None:
    reading = read(tmp_path / "a.msg", compound(message(p1000=f"{WORDS}\r\nMore.\r\n")))
    document = only(reading)
    assert (document.text, reading.problems) == (TEXT, ())
    assert [(line.label, line.rule) for line in document.lines] == [
        ("title", "header Subject"),
        *[("meta", f"header {name}") for name in ("From", "To", "Cc", "Date")],
        *[("body", "mail text")] * 2,
    ]
    assert [(one.value, one.basis) for one in (document.title, *document.authors, document.published) if one] == [
        ("RE: Contract", "property 0x0037"),
        ("Jane Doe", "property 0x0042"),
        ("2018-06-18T16:30:00+00:00", "property 0x0039"),
    ]


def test_places_lead_into_properties(tmp_path: Path) -> None:
    """Offsets count in the decoded property; the mark of a subject's prefix is left out, not its place."""
    document = only(read(tmp_path / "a.msg", compound(message(p1000=f"{WORDS}\r\nMore.\r\n"))))

    def ranges(words: str) -> list[tuple[str, int, int]]:
        start = document.text.index(words)
        return list(source_ranges(document, start, start + len(words)))

    assert ranges("Contract") == [("property=0x0037", 6, 14)]
    assert ranges("Doe <jane@") == [("property=0x0042", 5, 8), ("property=0x5D02", 0, 5)]
    assert ranges("More.") == [("property=0x1000", len(WORDS) + 1, len(WORDS) + 6)]
    assert ranges("2018-06-18T16") == [("property=0x0039", 0, 13)]


def test_headers_that_a_message_came_with_go_before_properties(tmp_path: Path) -> None:
    """The zone of the date is kept; what they do not say, the properties do."""
    came = (
        "Microsoft Mail Internet Headers Version 2.0\r\nReceived: from a by b;\r\n\tMon, 18 Jun 2018 18:30:05 +0200\r\n"
        "From: =?utf-8?q?Ren=C3=A9?= <r@example.org>\r\nDate: Mon, 18 Jun 2018 18:30:00 +0200\r\nSubject: Talks\r\n\r\n"
    )
    document = only(read(tmp_path / "a.msg", compound(message(p1000=WORDS, p007d=came))))
    assert document.text == (
        "Subject: Talks\nFrom: René <r@example.org>\nTo: Bob Roe; Al\nCc: Cy\n"
        f"Date: Mon, 18 Jun 2018 18:30:00 +0200\n\n{WORDS}"
    )
    assert [(one.value, one.basis) for one in (document.title, *document.authors, document.published) if one] == [
        ("Talks", "header Subject"),
        ("René", "header From"),
        ("2018-06-18T18:30:00+02:00", "header Date"),
    ]


def test_texts_that_are_not_in_unicode_are_read_by_their_code_page(tmp_path: Path) -> None:
    tree = message(fixed(32, p3ffd=number(1251)))
    tree = {name: value for name, value in tree.items() if not name.startswith("__substg1.0_0037")}
    tree |= {"__substg1.0_0037001E": "Дело".encode("cp1251") + b"\0", "__substg1.0_1000001E": "Слова".encode("cp1251")}
    reading = read(tmp_path / "a.msg", compound(tree))
    assert only(reading).text.startswith("Subject: Дело\nFrom: ")
    assert (only(reading).text.endswith("\n\nСлова"), reading.problems) == (True, ())


def test_html_is_read_where_there_is_no_plain_text(tmp_path: Path) -> None:
    page = "<html><p>Café said.</p><script>x</script></html>"
    tree = message(fixed(32, p3fde=number(65001)), p1000=" \r\n", p1013=page.encode())
    document = only(read(tmp_path / "a.msg", compound(tree)))
    assert document.text.endswith("\n\nCafé said.")
    start = document.text.index("Café")
    assert list(source_ranges(document, start, start + 4)) == [("property=0x1013", 9, 13)]


def packed(rtf: bytes) -> bytes:
    return struct.pack("<II4sI", len(rtf) + 12, len(rtf), STORED, 0) + rtf


def test_rtf_is_read_where_there_is_nothing_else(tmp_path: Path) -> None:
    rtf = rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}\f0 It was \'93said\'94.\par Caf\u233?!}"
    document = only(read(tmp_path / "a.msg", compound(message(p1009=packed(rtf)))))
    assert document.text.endswith("\n\nIt was “said”.\nCafé!")
    start = document.text.index("“said")
    assert [rtf[low:high] for _, low, high in source_ranges(document, start, start + 5)] == [rb"\'93said"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        # The two examples of MS-OXRTFCP, sections 3.1 and 3.2.
        (
            "2d0000002b0000004c5a4675f1c5c7a703000a00726370673132354232 0af32068656c090020627705b06c647d0a800fa0",
            b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n",
        ),
        ("1a0000001c0000004c5a4675e2d44b51410004205758595a0d6e7d010eb0", b"{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}"),
    ],
)
def test_compressed_rtf_is_unpacked(content: str, expected: bytes) -> None:
    assert unpacked(bytes.fromhex(content), 10_000) == expected
    assert expected.startswith(unpacked(bytes.fromhex(content)[:-6], 10_000))


def test_rtf_that_is_none_or_too_large_is_refused(tmp_path: Path) -> None:
    literal = struct.pack("<II4sI", 0, 0, COMPRESSED, 0) + b"\0abcdefgh" * 100
    with pytest.raises(BadRtf, match="larger"):
        unpacked(literal, 500)
    reading = read(tmp_path / "a.msg", compound(message(p1009=b"nonsense of no kind")))
    assert (codes(reading), "packed in no known way" in reading.problems[0].message) == (["damaged", "no_text"], True)


@pytest.mark.parametrize(
    ("rtf", "expected"),
    [
        (r"{\rtf1 a\tab b\line c\~d\_e\{f\}\\g}", "a\tb\nc\xa0d\u2011e{f}\\g"),
        (r"{\rtf1{\info{\title x}}{\*\generator y;}{\pict 00ff}z}", "z"),
        (r"{\rtf1\uc2 \u233\'c3\'a9!\uc0\u233!\uc1\u233?!}", "é!é!é!"),
        (r"{\rtf1\u-10179?\u-8704?.\u-10179?.}", "\U0001f600.\ufffd."),
        (
            r"{\rtf1\deff2{\fonttbl{\f0\fnil\fcharset204 A;}{\f1\fcharset128 B;}}\f0\'c4\'e0\plain\'c4\f1\'93\'fa}",
            "ДаÄ日",
        ),
        (r"{\rtf1\bin5 {{{{{a}", "a"),
        (r"{\rtf1\ansi\fromhtml1{\*\htmltag64 <p>}\htmlrtf \par\htmlrtf0 Said.{\*\htmltag72 </p>}}", "Said."),
        (r'{\rtf1{\field{\*\fldinst{HYPERLINK "x"}}{\fldrslt shown}}}', "shown"),
        ("{\\rtf1 a\r\nb\\\nc\0d}", "ab\ncd"),
        (r"{\rtf1 On Monday.\par\par\par Jane\par Oslo\par}", "On Monday.\n\n\nJane\nOslo"),
        (r"{\rtf1\intbl a\cell b\cell\row\pard c}", "a\tb\nc"),
    ],
)
def test_words_of_rtf(tmp_path: Path, rtf: str, expected: str) -> None:
    """What a reader of RTF shows, paragraphs and blank ones as mail has them; verbatim runs stand where segments say."""
    document = only(read(tmp_path / "a.msg", compound(message(p1009=packed(rtf.encode())))))
    assert document.text.partition("+00:00\n\n")[2] == expected
    for one in document.segments:
        if one.part == "property=0x1009" and one.end - one.start == one.source_end - one.source_start:
            assert document.text[one.start : one.end] == rtf[one.source_start : one.source_end]


def test_rtf_is_labelled_as_mail_and_what_was_deleted_is_not_its_text(tmp_path: Path) -> None:
    rtf = (
        rb"{\rtf1 We agreed.{\deleted Not yet.}\par -----Original Message-----\par From: Al\par Sent: Monday\par "
        rb"To: Jane\par\par No.\par}"
    )
    document = only(read(tmp_path / "a.msg", compound(message(p1009=packed(rtf)))))
    assert [(document.text[one.start : one.end], one.label, one.rule) for one in document.lines[5:]] == [
        ("We agreed.", "body", "mail text"),
        ("Not yet.", "meta", "rich text, deleted by an unnamed author"),
        *[
            (words, "meta", "quoted reply: Al")
            for words in ("-----Original Message-----", "From: Al", "Sent: Monday", "To: Jane", "No.")
        ],
    ]


def test_rtf_that_is_cut_off_is_read_so_far_and_said(tmp_path: Path) -> None:
    reading = read(tmp_path / "a.msg", compound(message(p1009=packed(rb"{\rtf1 We {\b agreed"))))
    assert (only(reading).text[-9:], codes(reading)) == ("We agreed", ["damaged"])


@pytest.mark.parametrize(("name", "value"), [("p1000", "a" * 4_500), ("p1013", b"a" * 9_000), ("p1009", b"a" * 9_000)])
def test_a_text_over_the_limit_is_said_and_not_loaded(tmp_path: Path, name: str, value: str | bytes) -> None:
    reading = read(tmp_path / "a.msg", compound(message(**{name: value})), Config(text_bytes_limit=8_000))
    assert (only(reading).text[-7:], codes(reading)) == ("+00:00\n", ["too_large", "no_text"])


def test_a_text_of_too_many_lines_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail_bodies, "LINES_LIMIT", 2)
    assert codes(read(tmp_path / "a.msg", compound(message(p1000="a\nb\n")))) == []
    assert codes(read(tmp_path / "a.msg", compound(message(p1000="a\nb\nc\n")))) == ["too_large", "no_text"]


def test_files_that_share_their_bytes_are_a_bomb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing in a message is packed: all that is taken out of it has no more bytes than it."""
    folders = {f"a{number}": attachment(p3707=f"{number}.bin", p3701=bytes(50_000)) for number in range(3)}
    content = compound(message(p1000=WORDS, **folders))
    assert len(read(tmp_path / "a.msg", content).children) == 3
    monkeypatch.setattr(msg, "binary", lambda *_: bytes(len(content) // 2))
    reading = read(tmp_path / "b.msg", content)
    assert (len(reading.children), codes(reading)) == (2, ["unpack_limit"])


def attachment(**parts: str | bytes) -> Tree:
    found = texts(**parts)
    return {"__properties_version1.0": described(fixed(8, p3705=number(1)), found), **found}


ATTACHED = attachment(p3707="Ünder.pdf", p3701=b"%PDF" * 2000)
SHORT = attachment(p370e="image/png", p3701=b"\x89PNG")


def embedded(**parts: str | bytes | Tree) -> Tree:
    return {
        "__properties_version1.0": bytes(8),
        "__substg1.0_3701000D": message(fixed(24, p0039=when(MOMENT)), **parts),
    }


def test_attachments_become_files_of_their_own(tmp_path: Path) -> None:
    reading = read(tmp_path / "a.msg", compound(message(p1000=WORDS, a0=ATTACHED, a1=SHORT)))
    assert (inside(reading), reading.problems) == (
        [("attachment=1", "Ünder.pdf", b"%PDF" * 2000), ("attachment=2", "attachment-2.png", b"\x89PNG")],
        (),
    )


def test_a_large_message_is_read(tmp_path: Path) -> None:
    """Beyond 7 MB the table of sectors goes on outside the header."""
    content = bytes(range(256)) * 40_000
    reading = read(tmp_path / "a.msg", compound(message(p1000=WORDS, a0=attachment(p3707="a.bin", p3701=content))))
    assert (inside(reading) == [("attachment=1", "a.bin", content)], reading.problems) == (True, ())


@pytest.mark.timeout(120)
def test_more_attachments_than_the_format_allows_are_said(tmp_path: Path) -> None:
    """Finding a file takes time in proportion to all: the number has to end somewhere."""
    tree = message(p1000=WORDS)
    empty = {"__substg1.0_37010102": b"x"}
    folders = [f"__attach_version1.0_#{one:08X}" for one in range(2049)]
    reading = read(tmp_path / "a.msg", compound(tree | dict.fromkeys(folders, empty)))
    assert (len(reading.children), codes(reading)) == (2048, ["unpack_limit"])


def test_a_message_inside_is_a_document_of_the_same_file(tmp_path: Path) -> None:
    """Its bytes stand in this file and nowhere else, so that its parts begin with its place."""
    reading = read(
        tmp_path / "a.msg", compound(message(p1000="See below.", a0=SHORT, a1=embedded(p1000=WORDS, a0=ATTACHED)))
    )
    assert [document.part for document in reading.documents] == ["", "attachment=2"]
    document = reading.documents[1]
    check_document(document)
    start = document.text.index(WORDS)
    assert list(source_ranges(document, start, start + 2)) == [("attachment=2;property=0x1000", 0, 2)]
    assert document.published == Meta(value="2018-06-18T16:30:00+00:00", basis="property 0x0039")
    assert [part for part, _, _ in inside(reading)] == ["attachment=1", "attachment=2;attachment=1"]


def test_messages_too_deep_in_others_are_said(tmp_path: Path) -> None:
    tree = embedded(p1000="4")
    for level in "321":
        tree = embedded(p1000=level, a0=tree)
    reading = read(tmp_path / "a.msg", compound(message(p1000="0", a0=tree)), Config(container_depth=3))
    assert ([document.text[-1] for document in reading.documents], codes(reading)) == (
        ["0", "1", "2", "3"],
        ["unpack_limit"],
    )


@pytest.mark.parametrize(
    ("folder", "config", "expected"),
    [
        (attachment(p3707="a.xls"), Config(), "unsupported_format"),
        ({"__substg1.0_3701000D": {"CONTENTS": b"x"}}, Config(), "unsupported_format"),
        (ATTACHED, Config(text_bytes_limit=7000), "too_large"),
        (ATTACHED, Config(unpacked_bytes_limit=7000), "unpack_limit"),
        (ATTACHED, Config(unpacked_files_limit=0), "unpack_limit"),
        (ATTACHED, Config(container_depth=0), "unpack_limit"),
    ],
)
def test_attachments_that_are_not_taken_are_said(tmp_path: Path, folder: Tree, config: Config, expected: str) -> None:
    reading = read(tmp_path / "a.msg", compound(message(p1000=WORDS, a0=folder)), config)
    assert (only(reading).text.endswith(WORDS), inside(reading), codes(reading)) == (True, [], [expected])


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("IPM.Note.SMIME", "encrypted"),
        ("IPM.Note.SMIME.MultipartSigned", "packed into its signature"),
        ("IPM.Note.rpmsg.Microsoft.Voicemail", "encrypted"),
    ],
)
def test_sealed_messages_are_said(tmp_path: Path, kind: str, words: str) -> None:
    reading = read(tmp_path / "a.msg", compound(message(p001a=kind, a0=SHORT)))
    assert (codes(reading), words in reading.problems[0].message) == (["encrypted", "no_text"], True)


def broken_header(offset: int, value: bytes) -> bytes:
    content = compound(message(p1000=WORDS))
    return content[:offset] + value + content[offset + len(value) :]


@pytest.mark.parametrize(
    "content",
    [
        *(b"", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04" * 500, b"Subject: x\n\nNo.\n" * 100),
        compound(message(p1000=WORDS))[:1024],
        broken_header(30, b"\x1f\0"),
        broken_header(32, b"\x1f\0"),
        broken_header(44, b"\xff\xff\xff\x7f"),
        broken_header(64, b"\xff\xff\xff\x7f"),
        broken_header(72, b"\xff\xff\xff\x7f"),
        broken_header(48, b"\xff\xff\xff\x7f"),
    ],
)
@pytest.mark.timeout(20)
def test_what_is_no_compound_file_is_damaged(tmp_path: Path, content: bytes) -> None:
    """Sizes that a header states are held against the file before anything is read by them."""
    reading = read(tmp_path / "a.msg", content)
    assert (reading.documents, codes(reading)) == ((), ["damaged"])


def test_an_old_office_file_is_no_message(tmp_path: Path) -> None:
    reading = read(tmp_path / "a.doc", compound({"WordDocument": b"x" * 5000}))
    assert (reading.documents, codes(reading)) == ((), ["unsupported_format"])


@pytest.mark.timeout(30)
def test_a_stream_that_claims_to_be_huge_is_not_read(tmp_path: Path) -> None:
    """A ring of sectors could otherwise be read round and round."""
    content = compound(message(p1000=WORDS, a0=ATTACHED))
    claimed = content.replace(struct.pack("<I", 8000) + bytes(4), struct.pack("<I", 0xFFFFFF) + bytes(4))
    assert claimed != content
    assert codes(read(tmp_path / "a.msg", claimed)) == ["damaged"]


def test_a_message_of_nothing_is_said(tmp_path: Path) -> None:
    reading = read(tmp_path / "a.msg", compound({"__properties_version1.0": bytes(32)}))
    assert (reading.documents, codes(reading)) == ((), ["no_text"])


@pytest.mark.parametrize(
    "body", ["\0\0NUL\0\0here", "\ud800 alone".encode("utf-16-le", "surrogatepass"), "x" * 3_000_000]
)
@pytest.mark.timeout(60)
def test_odd_bodies_are_read(tmp_path: Path, body: str | bytes) -> None:
    tree = message()
    tree["__substg1.0_1000001F"] = body if isinstance(body, bytes) else body.encode("utf-16-le")
    assert only(read(tmp_path / "a.msg", compound(tree))).text.startswith("Subject: RE: Contract\n")


@pytest.mark.timeout(60)
@pytest.mark.parametrize("piece", ["{", "}", "\\u1?", "\\'e9", "a", "{\\f1\\b", "\\u-10179?", "{\\fonttbl"])
def test_much_rtf_takes_time_in_proportion(tmp_path: Path, piece: str) -> None:
    content = b"{\\rtf1 " + piece.encode() * 60_000
    assert len(only(read(tmp_path / "a.msg", compound(message(p1009=packed(content))))).text) <= 60_200


SEEDS = [
    compound(message(p1000=WORDS, a0=SHORT, a1=embedded(p1000=WORDS))),
    compound(message(p1009=packed(rb"{\rtf1 It was \'93said\'94.}"), p007d="From: a\r\nDate: b\r\n\r\n")),
    compound(message(p1013=b"<p>Said &amp; done.</p>", a0=ATTACHED)),
]


@pytest.mark.fuzz
def test_broken_messages_never_stop_a_build(tmp_path: Path) -> None:
    def attempt(content: bytes) -> None:
        reading = read(tmp_path / "any.msg", content)
        assert reading.documents or reading.problems
        for document in reading.documents:
            check_document(document)

    assert fuzz(attempt, SEEDS) >= 100


@settings(deadline=None)
@given(content=st.binary(max_size=80))
def test_any_bytes_unpack_or_are_refused(content: bytes) -> None:
    found = unpacked(struct.pack("<II4sI", 0, 0, COMPRESSED, zlib.crc32(content)) + content, 10_000)
    assert len(found) <= 10_000 + 8 * 17
