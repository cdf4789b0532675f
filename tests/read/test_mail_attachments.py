"""Attachments of mail: files of their own, with their bytes as they were sent and their places."""

from email.message import EmailMessage
from pathlib import Path

import pytest

from fuzzing import fuzz
from onrecord.config import Config
from onrecord.model.evidence import Document
from onrecord.model.reading import Reading
from onrecord.read import mail_bodies
from onrecord.read.mail_attachments import file_name
from onrecord.read.mail_message import Mail, take_apart
from onrecord.store.writer import check_document
from read.mail_files import HEAD, WORDS, codes, only, read


def inside(reading: Reading) -> list[tuple[str, str, bytes]]:
    return [(child.part, child.name, child.path.read_bytes()) for child in reading.children]


def test_attachments_become_files_of_their_own(tmp_path: Path) -> None:
    """Files, texts sent as files, pictures of a page and invitations among the alternatives; never the other alternative."""
    message = EmailMessage()
    message["Subject"] = "Files"
    message.set_content(WORDS)
    message.add_alternative('<p>x</p><img src="cid:a">', subtype="html")
    message.add_alternative("BEGIN:VCALENDAR\n", subtype="calendar")
    page = message.get_payload(1)
    assert isinstance(page, EmailMessage)
    page.add_related(b"\x89PNG", "image", "png", cid="<a>")
    message.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="Übersicht.pdf")
    message.add_attachment("notes\n", filename="notes.txt")
    reading = read(tmp_path / "a.eml", message.as_bytes())
    assert reading.problems == ()
    assert inside(reading) == [
        ("attachment=1", "attachment-1.png", b"\x89PNG"),
        ("attachment=2", "attachment-2.ics", b"BEGIN:VCALENDAR\n"),
        ("attachment=3", "Übersicht.pdf", b"%PDF"),
        ("attachment=4", "notes.txt", b"notes\n"),
    ]
    assert {child.path.parent for child in reading.children} == {tmp_path / "a.eml-spool"}
    assert only(reading).text == f"Subject: Files\n\n{WORDS}\n"


ENCLOSED = b"Subject:  a long  subject,\r\n\tfolded\r\nFrom: x@example.org\r\n\r\nB\xe9\r\n.\n"


def test_an_enclosed_message_keeps_its_bytes(tmp_path: Path) -> None:
    """Line ends, folding and bytes outside ASCII are as they came: it is evidence of its own."""
    content = (
        b"Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nSee below.\n--b\n"
        b"Content-Type: message/rfc822; name=old\n\n"
        + ENCLOSED
        + b"\n--b\nContent-Type: message/rfc822\n\n"
        + ENCLOSED
        + b"\n--b--\n"
    )
    assert inside(read(tmp_path / "a.eml", content)) == [
        ("attachment=1", "old.eml", ENCLOSED),
        ("attachment=2", "attachment-2.eml", ENCLOSED),
    ]


def test_messages_of_a_digest_are_files(tmp_path: Path) -> None:
    """Parts of a digest are messages without saying so (RFC 2046, section 5.1.5)."""
    content = b"Subject: x\nContent-Type: multipart/digest; boundary=b\n\n--b\n\nSubject: one\n\nOne.\n--b--\n"
    assert inside(read(tmp_path / "a.eml", content)) == [("attachment=1", "attachment-1.eml", b"Subject: one\n\nOne.")]


def attached(payload: bytes, *headers: bytes) -> bytes:
    return b"\n".join(
        (
            b"Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nText.\n--b",
            *headers,
            b"",
            payload,
            b"--b--\n",
        )
    )


BASE64 = b"Content-Transfer-Encoding: base64"


@pytest.mark.parametrize(
    ("payload", "expected", "problems"),
    [
        (b"JVBE\nRg==", b"%PDF", []),
        (b"JVBERg", b"%PDF", []),
        (b"JVBERg==\n-- \nOur list\n", b"%PDF", []),
        (b"no base64, this!", b"no base64, this!", ["damaged"]),
        (b"JVBER", b"JVBER", ["damaged"]),
        (b"JV\xe9BERg==", b"JV\xe9BERg==", ["damaged"]),
        (b"", b"", []),
    ],
)
def test_what_is_no_base64_is_kept_as_it_stands(
    tmp_path: Path, payload: bytes, expected: bytes, problems: list[str]
) -> None:
    """Padding may lack and a list's footer may follow; all else that is not in the code is kept raw, and said."""
    reading = read(tmp_path / "a.eml", attached(payload, b"Content-Type: application/pdf; name=a.pdf", BASE64))
    assert (inside(reading), codes(reading)) == ([("attachment=1", "a.pdf", expected)], problems)


@pytest.mark.parametrize(
    ("name", "media_type", "expected"),
    [
        ("a\r\nb\t\u202efdp.exe\0", "application/pdf", "a b fdp.exe"),
        ("", "application/pdf", "attachment-2.pdf"),
        ("", "application/x-nonsense", "attachment-2"),
        ("\n", "message/rfc822", "attachment-2.eml"),
        ("Re: talks", "message/rfc822", "Re: talks.eml"),
        ("x" * 300 + ".pdf", "application/pdf", "x" * 196 + ".pdf"),
        ("../../etc/passwd", "text/plain", "../../etc/passwd"),
    ],
)
def test_names_of_attachments_fit_one_line(name: str, media_type: str, expected: str) -> None:
    """They are shown and never used as paths."""
    assert file_name(name, media_type, 2) == expected


def test_attachments_in_a_mailbox_say_which_message(tmp_path: Path) -> None:
    separator = b"From a Mon Jun 18 09:30:00 2018\n"
    pdf = attached(b"JVBERg==", b"Content-Type: application/pdf; name=a.pdf", BASE64)
    content = separator + b"Subject: y\n\nNone.\n\n" + separator + pdf + b"\n" + separator + pdf
    reading = read(tmp_path / "a.mbox", content)
    assert [(part, name) for part, name, _ in inside(reading)] == [
        ("message=2;attachment=1", "a.pdf"),
        ("message=3;attachment=1", "a.pdf"),
    ]


@pytest.mark.parametrize(
    ("config", "taken"), [(Config(unpacked_files_limit=4), 4), (Config(unpacked_bytes_limit=5), 1)]
)
def test_limits_hold_for_a_mailbox_as_a_whole(tmp_path: Path, config: Config, taken: int) -> None:
    separator = b"From a Mon Jun 18 09:30:00 2018\n"
    kind = b"Content-Type: application/pdf; name=a.pdf"
    two = b"\n".join((b"JVBERg==", b"--b", kind, BASE64, b"", b"JVBERg=="))
    reading = read(tmp_path / "a.mbox", (separator + attached(two, kind, BASE64) + b"\n") * 4, config)
    assert (len(reading.documents), len(reading.children), codes(reading)) == (4, taken, ["unpack_limit"])


def test_the_files_of_a_message_with_too_many_lines_are_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A table or a dump as the text of a mail is not read; each line would take half a kilobyte of memory."""
    monkeypatch.setattr(mail_bodies, "LINES_LIMIT", 2)
    content = attached(b"JVBERg==", b"Content-Type: application/pdf; name=a.pdf", BASE64)
    assert codes(read(tmp_path / "a.eml", content)) == []
    reading = read(tmp_path / "a.eml", content.replace(b"Text.", b"a\nb\nc"))
    assert (len(reading.documents), len(reading.children), codes(reading)) == (0, 1, ["too_large"])


def test_mail_too_deep_in_others_gives_its_text_only(tmp_path: Path) -> None:
    pdf = attached(b"JVBERg==", b"Content-Type: application/pdf; name=a.pdf", BASE64)
    reading = read(tmp_path / "a.eml", pdf, Config(container_depth=2), depth=2)
    assert (only(reading).text, reading.children, codes(reading)) == ("Subject: x\n\nText.", (), ["unpack_limit"])


def test_a_message_cut_off_is_said(tmp_path: Path) -> None:
    content = attached(b"JVBERg==", b"Content-Type: application/pdf; name=a.pdf", BASE64).removesuffix(b"--b--\n")
    reading = read(tmp_path / "a.eml", content)
    assert (inside(reading), codes(reading)) == ([("attachment=1", "a.pdf", b"%PDF")], ["damaged"])


def test_a_detached_signature_is_no_file(tmp_path: Path) -> None:
    content = attached(b"xx", b"Content-Type: application/pgp-signature; name=s.asc").replace(b"mixed", b"signed")
    reading = read(tmp_path / "a.eml", content)
    assert (reading.children, reading.problems) == ((), ())


def test_ten_thousand_levels_are_damaged_or_left_alone(tmp_path: Path) -> None:
    """Enclosed messages are not opened here, so that their depth costs nothing."""
    content = b"Subject: x\nContent-Type: message/rfc822\n\n" * 10_000
    reading = read(tmp_path / "a.eml", content)
    assert [name for _, name, _ in inside(reading)] == ["attachment-1.eml"]
    parts = b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (one, one) for one in range(10_000))
    assert codes(read(tmp_path / "b.eml", b"Subject: x\n" + parts)) == ["damaged"]


SEEDS = [
    HEAD + b"\nText.\n\nOn 2018-06-18 09:30, Bob wrote:\n> Words.\n-- \nJane\n",
    attached(b"JVBERg==", b"Content-Type: application/pdf; name=a.pdf", BASE64),
    b"From a Mon Jun 18 09:30:00 2018\nSubject: y\n\nNone.\n>From x\n\nFrom a Mon Jun 18 09:30:00 2018\nSubject: z\n\nx\n",
    b"Subject: x\nContent-Type: text/html; charset=utf-8\n\n<blockquote type=cite>Said &amp; done.</blockquote><p>No.</p>\n",
    b"Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: message/rfc822\n\n"
    + ENCLOSED
    + b"--b--\n",
]


def check_map(document: Document, message: Mail) -> None:
    """Every verbatim run stands in the header or the text that its segment names."""
    sources = {f"header={name}": value for name, value in message.headers.items()}
    sources |= {"body" if number == 1 else f"body={number}": one.source for number, one in enumerate(message.texts, 1)}
    for one in document.segments:
        if one.end - one.start == one.source_end - one.source_start:
            assert document.text[one.start : one.end] == sources[one.part][one.source_start : one.source_end]


@pytest.mark.fuzz
def test_broken_mail_never_stops_a_build(tmp_path: Path) -> None:
    def attempt(content: bytes) -> None:
        reading = read(tmp_path / "any.eml", content)
        for document in reading.documents:
            check_document(document)
            if not document.part:
                check_map(document, take_apart(content.removeprefix(b"\xef\xbb\xbf")))
        assert all(child.path.is_file() and child.name.isprintable() for child in reading.children)

    assert fuzz(attempt, SEEDS) >= 100
