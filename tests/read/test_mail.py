"""Mail: one document a message, the sender's own words apart from the words of others."""

from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.config import Config
from onrecord.model.evidence import Document, Meta, body_ranges, document_id, source_ranges
from onrecord.model.ids import artefact_id
from onrecord.read.mail_mbox import messages
from onrecord.read.mail_message import decoded, take_apart
from onrecord.store.writer import check_document
from read.mail_files import HEAD, WORDS, codes, only, read


def check_cover(document: Document) -> None:
    """Segments have no gap, and lines hold every character that is no line break."""
    ends = [0, *(segment.end for segment in document.segments)]
    assert [segment.start for segment in document.segments] == ends[:-1]
    assert ends[-1] == len(document.text)
    outside = set(range(len(document.text)))
    for line in document.lines:
        assert 0 <= line.start < line.end
        outside -= set(range(line.start, line.end))
    assert {document.text[position] for position in outside} <= {"\n"}


def test_message_becomes_headers_a_blank_line_and_the_body(tmp_path: Path) -> None:
    """Title, author and date come from the headers, and the date keeps its offset."""
    reading = read(tmp_path / "a.eml", HEAD + b"\r\n" + WORDS.encode() + b"\r\nMore.\r\n")
    document = only(reading)
    assert reading.problems == ()
    assert document.text == (
        "Subject: Contract\nFrom: Jane Doe <jane@example.org>\nTo: press@example.org\n"
        f"Date: Mon, 18 Jun 2018 09:30:00 -0700\n\n{WORDS}\nMore.\n"
    )
    assert [(one.value, one.basis) for one in (document.title, *document.authors, document.published) if one] == [
        ("Contract", "header Subject"),
        ("Jane Doe", "header From"),
        ("2018-06-18T09:30:00-07:00", "header Date"),
    ]
    assert [(line.label, line.rule) for line in document.lines] == [
        ("title", "header Subject"),
        ("meta", "header From"),
        ("meta", "header To"),
        ("meta", "header Date"),
        ("body", "mail text"),
        ("body", "mail text"),
    ]
    check_cover(document)


def test_source_ranges_lead_into_headers_and_body(tmp_path: Path) -> None:
    """Offsets count in the decoded value; the name of the header is the reader's own and leads nowhere."""
    subject = "=?utf-8?q?R=C3=A9sum=C3=A9?= of talks"
    document = only(read(tmp_path / "a.eml", f"Subject: {subject}\n\nAbout caf=C3=A9\n".encode()))
    assert document.text.startswith("Subject: Résumé of talks\n\n")
    assert list(source_ranges(document, 0, len("Subject: Résumé"))) == [("header=Subject", 0, 6)]
    start = document.text.index("caf")
    assert list(source_ranges(document, start, start + 3)) == [("body", 6, 9)]


def test_html_is_read_where_there_is_no_plain_text(tmp_path: Path) -> None:
    message = EmailMessage()
    message["Subject"] = "Page"
    message.set_content(f"<p>Dear all,</p><p>{WORDS}</p>", subtype="html")
    document = only(read(tmp_path / "a.eml", message.as_bytes()))
    assert document.text == f"Subject: Page\n\nDear all,\n\n{WORDS}"
    start = document.text.index(WORDS)
    ((part, low, high),) = source_ranges(document, start, start + len(WORDS))
    assert (part, f"<p>Dear all,</p><p>{WORDS}</p>"[low:high]) == ("body", WORDS)
    check_cover(document)


@pytest.mark.parametrize(("plain", "expected"), [(WORDS, WORDS), ("  \n", "From the page.")])
def test_plain_text_is_preferred_unless_it_is_blank(tmp_path: Path, plain: str, expected: str) -> None:
    message = EmailMessage()
    message["Subject"] = "Both"
    message.set_content(plain)
    message.add_alternative("<p>From the page.</p>", subtype="html")
    assert only(read(tmp_path / "a.eml", message.as_bytes())).text.strip() == f"Subject: Both\n\n{expected}"


def test_texts_around_an_attachment_are_all_read(tmp_path: Path) -> None:
    """Programs that set a file between two texts make two text parts; the second is part of the body too."""
    content = (
        b"Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nFirst.\n--b\nContent-Type: image/png\n\n.\n"
        b"--b\nContent-Type: text/plain\n\nSecond.\n--b--\n"
    )
    document = only(read(tmp_path / "a.eml", content))
    assert document.text == "Subject: x\n\nFirst.\n\nSecond."
    assert [segment.part for segment in document.segments][-1] == "body=2"
    check_cover(document)


def test_unknown_encoding_is_read_and_said(tmp_path: Path) -> None:
    content = b"Subject: x\nContent-Type: text/plain; charset=x-nonsense\n\nIt cost \x80100.\n"
    reading = read(tmp_path / "a.eml", content)
    assert codes(reading) == ["encoding_guessed"]
    assert "x-nonsense" in reading.problems[0].message
    assert only(reading).text.endswith("It cost €100.\n")


def test_wrong_encoding_is_said(tmp_path: Path) -> None:
    content = b"Subject: x\nContent-Type: text/plain; charset=us-ascii\n\n" + "Café".encode()
    reading = read(tmp_path / "a.eml", content)
    assert (codes(reading), only(reading).text) == (["encoding_guessed"], "Subject: x\n\nCafé")


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("=?utf-8?b?w7xiZXI=?= alles", "über alles"),
        ("=?utf-8?q?a?=\n =?utf-8?q?b?=", "ab"),
        ("folded\r\n\tvalue", "folded\tvalue"),
        ("=?x-nonsense?q?abc?=", "abc"),
        ("=?utf-8?q?a=0Ab?=", "a b"),
        ("caf\udcc3\udca9", "café"),
        ("caf\udce9", "café"),
    ],
)
def test_headers_are_decoded_to_one_line(raw: str, expected: str) -> None:
    assert decoded(raw) == expected


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("Jane Doe <jane@example.org>", ("Jane Doe",)),
        ('"Doe, Jane" <jane@example.org>', ("Doe, Jane",)),
        ("Doe, Jane <jane@example.org>", ("Doe, Jane",)),
        ("=?utf-8?q?Ren=C3=A9?= <r@example.org>, Al <a@example.org>", ("René", "Al")),
        ("jane@example.org", ()),
        ("<jane@example.org>", ()),
        ('"jane@example.org" <jane@example.org>', ()),
    ],
)
def test_authors_are_names_never_addresses(value: str, names: tuple[str, ...]) -> None:
    assert take_apart(f"From: {value}\n\nx".encode()).authors == names


@pytest.mark.parametrize(
    "value", ["", "yesterday", "Mon, 99 Jun 2018 09:30:00 -0700", "Mon, 18 Jun 99999999999 09:30:00"]
)
def test_bad_dates_are_no_dates(tmp_path: Path, value: str) -> None:
    assert only(read(tmp_path / "a.eml", f"Subject: x\nDate: {value}\n\nx\n".encode())).published is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Mon, 18 Jun 2018 09:30:00 +0530", "2018-06-18T09:30:00+05:30"),
        ("Mon, 18 Jun 2018 09:30:00 -0000", "2018-06-18T09:30:00"),
        ("18 Jun 18 09:30 EST", "2018-06-18T09:30:00-05:00"),
    ],
)
def test_the_zone_of_a_date_is_kept(tmp_path: Path, value: str, expected: str) -> None:
    """`-0000` says that the zone is not known (RFC 5322, section 3.3)."""
    published = only(read(tmp_path / "a.eml", f"Subject: x\nDate: {value}\n\nx\n".encode())).published
    assert published == Meta(value=expected, basis="header Date")


def test_without_a_date_the_first_server_says_when(tmp_path: Path) -> None:
    received = "Received: from b by c; Tue, 19 Jun 2018 10:00:00 +0200\nReceived: from a by b;\n\tMon, 18 Jun 2018 09:30:00 +0200\n"
    published = only(read(tmp_path / "a.eml", f"{received}Date: soon\nSubject: x\n\nx\n".encode())).published
    assert published == Meta(value="2018-06-18T09:30:00+02:00", basis="header Received")


def test_all_who_got_a_mail_are_named(tmp_path: Path) -> None:
    content = b"Cc: Al <al@example.org>,\n Bo <bo@example.org>\n" + HEAD + b"\nx\n"
    document = only(read(tmp_path / "a.eml", content))
    assert "To: press@example.org\nCc: Al <al@example.org>, Bo <bo@example.org>\nDate: " in document.text
    check_cover(document)


def test_sidecar_wins_over_headers(tmp_path: Path) -> None:
    document = only(read(tmp_path / "a.eml", HEAD + b"\nx\n", title="Other", published="2018-06-19", authors=("A B",)))
    assert [(one.value, one.basis) for one in (document.title, *document.authors, document.published) if one] == [
        ("Other", "sidecar"),
        ("A B", "sidecar"),
        ("2018-06-19", "sidecar"),
    ]


def test_message_without_text_stands_with_a_problem(tmp_path: Path) -> None:
    reading = read(tmp_path / "a.eml", HEAD + b"\n \n")
    assert codes(reading) == ["no_text"]
    assert only(reading).title is not None


def test_what_has_no_header_is_damaged(tmp_path: Path) -> None:
    reading = read(tmp_path / "a.eml", b"no header here\n")
    assert (reading.documents, codes(reading)) == ((), ["damaged"])


def test_deep_nesting_is_damaged(tmp_path: Path) -> None:
    content = b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (one, one) for one in range(1500))
    assert codes(read(tmp_path / "a.eml", content)) == ["damaged"]


def test_encrypted_mail_is_said(tmp_path: Path) -> None:
    content = b"Subject: x\nContent-Type: application/pkcs7-mime; name=smime.p7m\n\nxx\n"
    assert codes(read(tmp_path / "a.eml", content)) == ["encrypted", "no_text"]


def test_a_message_packed_into_its_signature_is_said(tmp_path: Path) -> None:
    content = b"Subject: x\nContent-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m\n\nxx\n"
    reading = read(tmp_path / "a.eml", content)
    assert (codes(reading), "packed into its signature" in reading.problems[0].message) == (
        ["encrypted", "no_text"],
        True,
    )


MAILBOX = (
    b"From jane@example.org Mon Jun 18 09:30:00 2018\nSubject: one\n\nFirst.\n>From here on it is ours.\n>>From there too.\n"
    b"From the start it was.\n\nFrom bob@example.org Tue Jun 19 10:00:00 2018\nSubject: two\n\nSecond.\n\n"
)


def test_mailbox_gives_one_document_a_message(tmp_path: Path) -> None:
    """Messages are numbered from 1, `>From ` is undone by one mark, and a sentence that begins with From parts nothing."""
    reading = read(tmp_path / "a.mbox", MAILBOX, title="My mailbox", publisher="The archive")
    artefact = artefact_id(MAILBOX)
    assert [(one.part, one.id) for one in reading.documents] == [
        ("message=1", document_id(artefact, "message=1")),
        ("message=2", document_id(artefact, "message=2")),
    ]
    assert reading.documents[0].text == (
        "Subject: one\n\nFirst.\nFrom here on it is ours.\n>From there too.\nFrom the start it was.\n\n"
    )
    assert [one.title.value for one in reading.documents if one.title] == ["one", "two"]
    assert [one.publisher.value for one in reading.documents if one.publisher] == ["The archive"] * 2
    assert reading.problems == ()


def test_mailbox_without_dates_is_parted_at_blank_lines(tmp_path: Path) -> None:
    content = b"From jane\nSubject: one\n\nFirst.\nFrom the start.\n\nFrom bob\nSubject: two\n\nSecond.\n"
    assert [one.text for one in read(tmp_path / "a.mbox", content).documents] == [
        "Subject: one\n\nFirst.\nFrom the start.\n\n",
        "Subject: two\n\nSecond.\n",
    ]


@pytest.mark.timeout(10)
def test_a_line_made_to_cost_time_and_one_without_end_are_read(tmp_path: Path) -> None:
    """A separator is looked for in a few hundred characters, and no line is held beyond the limit of a message."""
    separator = b"From a Mon Jun 18 09:30:00 2018\n"
    costly = b"From " + b"Mon " * 20_000 + b"00:00 " * 20_000
    reading = read(
        tmp_path / "a.mbox", separator + b"Subject: x\n\n" + costly + b"\n" + separator + b"Subject: y\n\nEnd.\n"
    )
    assert [one.part for one in reading.documents] == ["message=1", "message=2"]
    long = b"x" * 200_000 + b">From here\n" + b"y" * 65_536 + separator
    found = list(messages_of(tmp_path / "b.mbox", separator + long + separator + b"z", 1_000_000))
    assert found == [long, b"z"]
    assert list(messages_of(tmp_path / "b.mbox", separator + long + separator + b"z", 100_000)) == [None, b"z"]


def messages_of(path: Path, content: bytes, limit: int) -> Iterator[bytes | None]:
    path.write_bytes(content)
    return messages(path, limit)


def test_the_number_of_messages_has_a_limit(tmp_path: Path) -> None:
    reading = read(tmp_path / "a.mbox", MAILBOX, Config(unpacked_files_limit=1))
    assert ([one.part for one in reading.documents], codes(reading)) == (["message=1"], ["unpack_limit"])


def test_one_bad_message_costs_only_itself(tmp_path: Path) -> None:
    """A message over the limit and one without headers are named by number; the others are read."""
    separator = b"From a Mon Jun 18 09:30:00 2018\n"
    content = (
        separator
        + b"Subject: x\n\n"
        + b"long\n" * 50
        + separator
        + b"\nnothing\n\n"
        + separator
        + b"Subject: y\n\nShort.\n"
    )
    reading = read(tmp_path / "a.mbox", content, Config(text_bytes_limit=100))
    assert [one.part for one in reading.documents] == ["message=3"]
    assert [(one.code, one.message.split(":")[1]) for one in reading.problems] == [
        ("too_large", " message 1"),
        ("damaged", " message 2"),
    ]


def test_undone_marks_of_a_mailbox_keep_the_map_true(tmp_path: Path) -> None:
    """Offsets of the body count in the message as it was before the mailbox marked it."""
    document = read(tmp_path / "a.mbox", MAILBOX).documents[0]
    payload = "First.\nFrom here on it is ours.\n>From there too.\nFrom the start it was.\n\n"
    for segment in document.segments:
        if segment.part == "body" and segment.source_end > segment.source_start:
            assert document.text[segment.start : segment.end] == payload[segment.source_start : segment.source_end]
    assert document.segments[-1].source_end == len(payload)


def test_answers_between_quotation_blocks_of_a_page_are_the_senders(tmp_path: Path) -> None:
    """HTML mail sets what it quotes into blocks where plain text has marks."""
    page = (
        "<div>On 18 Jun 2018, at 9:30, Jane Doe wrote:</div><blockquote type=cite><p>We will go on.</p>"
        "<blockquote class='gmail_quote'>Will you?</blockquote></blockquote><p>That is wrong.</p>"
        "<blockquote type='cite'>For ever.</blockquote><blockquote>A saying of ours.</blockquote>"
    )
    document = only(read(tmp_path / "a.eml", b"Subject: Re: x\nContent-Type: text/html\n\n" + page.encode()))
    assert [(document.text[one.start : one.end], one.label, one.rule) for one in document.lines][1:] == [
        ("On 18 Jun 2018, at 9:30, Jane Doe wrote:", "meta", "quoted reply: Jane Doe"),
        ("We will go on.", "meta", "quoted reply: Jane Doe"),
        ("Will you?", "meta", "quoted reply, depth 2"),
        ("That is wrong.", "body", "mail text"),
        ("For ever.", "meta", "quoted reply: Jane Doe"),
        ("A saying of ours.", "body", "mail text"),
    ]
    check_cover(document)


def test_only_the_senders_words_are_read(tmp_path: Path) -> None:
    content = HEAD + f"\n{WORDS}\n\n> {WORDS}\n-- \nJane\n".encode()
    document = only(read(tmp_path / "a.eml", content))
    assert [document.text[start:end] for start, end in body_ranges(document)] == [WORDS]


def test_nuls_and_bad_bytes_stay(tmp_path: Path) -> None:
    reading = read(tmp_path / "a.eml", b"Subject: x\0y\n\nIt is \0 so \xff\xfe.\n")
    document = only(reading)
    assert (document.text, codes(reading)) == ("Subject: x\0y\n\nIt is \0 so ÿþ.\n", ["encoding_guessed"])
    check_document(document)


def test_scripts_and_frames_of_a_page_are_not_text(tmp_path: Path) -> None:
    page = b"<p>Said.</p><script>alert('x')</script><iframe src=x>framed</iframe>"
    document = only(read(tmp_path / "a.eml", b"Subject: x\nContent-Type: text/html\n\n" + page))
    assert document.text == "Subject: x\n\nSaid."


PIECES = [
    b"Subject: =?utf-8?b?!!?=\n", b"From: <<,>\n", b"From: a", b"Date: 1\n", b"Content-Type: multipart/mixed; boundary=b\n",
    b'Content-Type: text/html; charset="\n', b"Content-Type: ;;name*0*=x'%\n", b"Content-Transfer-Encoding: base64\n", b"\n", b"--b\n", b"--b--\n",
    b"<p>x<", b"From x Mon Jun 18 09:30:00 2018\n", b"> a\n", b"-- \n", b"\xff\xfe", b"\r", b"On Monday, somebody wrote:\n", b"To: \n\tx\n",
]  # fmt: skip


@settings(deadline=None)
@given(content=st.lists(st.sampled_from(PIECES) | st.binary(max_size=12), max_size=14).map(b"".join))
def test_no_bytes_make_the_reader_fail(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    """Every message becomes a document, fully mapped and labelled, or a problem; never an exception."""
    reading = read(tmp_path_factory.getbasetemp() / "any.eml", content)
    assert reading.documents or reading.problems
    for document in reading.documents:
        check_cover(document)
        assert document.text.encode("utf-8").decode("utf-8") == document.text


@settings(deadline=None)
@given(
    subject=st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1),
    body=st.text(st.characters(exclude_categories=["Cs", "Cc"])),
)
def test_words_come_back_from_any_encoding_of_a_mail_program(
    tmp_path_factory: pytest.TempPathFactory, subject: str, body: str
) -> None:
    """What the standard library writes is read back to the letter."""
    message = EmailMessage()
    message["Subject"] = subject
    message.set_content(body)
    document = only(read(tmp_path_factory.getbasetemp() / "any.eml", message.as_bytes()))
    assert document.text == f"Subject: {subject}\n\n{body}\n"
