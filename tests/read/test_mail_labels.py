"""Lines of a mail: the sender's own words, and everything that is not."""

import pytest

from onrecord.read.mail_endings import endings
from onrecord.read.mail_labels import label_mail
from onrecord.read.mail_quotes import quoted
from onrecord.read.paragraphs import split_rows

WORDS = "We have decided to end the contract with the agency."


def labels(text: str, subject: str = "Contract") -> list[tuple[str, str, str]]:
    return [(text[line.start : line.end], line.label, line.rule) for line in label_mail(text, subject)]


def test_quoted_replies_are_not_the_senders() -> None:
    """Marked lines and the line above them, wrapped or not; the answers between them are the sender's."""
    text = (
        f"{WORDS}\n\nOn Mon, Jun 18, 2018 at 9:30 AM Jane Doe\n<jane@example.org> wrote:\n> We will go on.\n> \n"
        "That is wrong.\n> On Sun, 17 Jun 2018, Bob wrote:\n> > Will you?\n>> Or not?\n> Yes.\nNo.\n"
    )
    assert labels(text) == [
        (WORDS, "body", "mail text"),
        ("On Mon, Jun 18, 2018 at 9:30 AM Jane Doe", "meta", "quoted reply: Jane Doe"),
        ("<jane@example.org> wrote:", "meta", "quoted reply: Jane Doe"),
        ("> We will go on.", "meta", "quoted reply: Jane Doe"),
        ("> ", "meta", "quoted reply: Jane Doe"),
        ("That is wrong.", "body", "mail text"),
        ("> On Sun, 17 Jun 2018, Bob wrote:", "meta", "quoted reply, depth 2: Bob"),
        ("> > Will you?", "meta", "quoted reply, depth 2: Bob"),
        (">> Or not?", "meta", "quoted reply, depth 2: Bob"),
        ("> Yes.", "meta", "quoted reply: Jane Doe"),
        ("No.", "body", "mail text"),
    ]


def test_without_marks_all_that_follows_is_quoted() -> None:
    """HTML mail turned to text has no marks: from `wrote:` on nothing is the sender's for certain."""
    text = f"{WORDS}\n\nOn Mon, Jun 18, 2018 Jane Doe wrote:\n\nWe will go on.\n\nFor ever.\n"
    found = labels(text)
    assert [label for _, label, _ in found] == ["body", *["meta"] * 3]
    assert {rule for _, _, rule in found[1:]} == {"quoted reply: Jane Doe"}


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("On 2018-06-18 09:30, Jane Doe wrote:", "Jane Doe"),
        ("On Jun 18, 2018, at 9:30 AM, Jane Doe <jane@example.org> wrote:", "Jane Doe"),
        ("On Mon, 18 Jun 2018 09:30:00 -0700 (PDT), Jane Doe wrote:", "Jane Doe"),
        ("On 18.06.18 09:30, jane@example.org wrote:", "jane@example.org"),
        ("At 09:30 AM 6/18/2018 -0700, Jane Doe wrote:", "Jane Doe"),
        ("Am 18.06.2018 um 09:30 schrieb Jane Doe <jane@example.org>:", "Jane Doe"),
        ("Le lun. 18 juin 2018 à 09:30, Jane Doe <jane@example.org> a écrit :", "Jane Doe"),
        ("El lun, 18 jun 2018 a las 9:30, Jane Doe (<jane@example.org>) escribió:", "Jane Doe"),
        ("Em seg., 18 de jun. de 2018 às 09:30, Jane Doe <jane@example.org> escreveu:", "Jane Doe"),
        ("Il giorno lun 18 giu 2018 alle ore 09:30 Jane Doe <jane@example.org> ha scritto:", "Jane Doe"),
        ("Op ma 18 jun. 2018 om 09:30 schreef Jane Doe <jane@example.org>:", "Jane Doe"),
        ("Den mån 18 juni 2018 kl 09:30 skrev Jane Doe <jane@example.org>:", "Jane Doe"),
        ("2018-06-18 9:30 GMT+02:00 Jane Doe <jane@example.org>:", "Jane Doe"),
    ],
)
def test_introductions_of_mail_programs_are_known(line: str, name: str) -> None:
    assert {rule for _, _, rule in labels(f"{line}\n\n{WORDS}\n")} == {f"quoted reply: {name}"}


def test_a_bare_name_introduces_marked_lines_only() -> None:
    """`Jane Doe wrote:` above marked lines is a program's; above plain ones it is the sender's sentence."""
    assert labels(f"Jane Doe wrote:\n> {WORDS}\n")[0][1:] == ("meta", "quoted reply: Jane Doe")
    for line in ("Jane Doe wrote:", "On the day before, as is known, the minister wrote:"):
        assert [label for _, label, _ in labels(f"{line}\n{WORDS}\n")] == ["body", "body"]


EARLIER = f"-----Original Message-----\nFrom: Bob <b@example.org>\nSent: Monday\nTo: Jane\nSubject: x\n\n{WORDS}\n"


def test_reply_below_an_original_message_is_quoted() -> None:
    """Each earlier mail of a chain is told to be by its own writer."""
    second = "\nVon: Al [mailto:al@example.org]\nGesendet: Sonntag\nAn: Bob\nBetreff: x\n\nNo.\n"
    found = labels("Yes.\n\n" + EARLIER + second)
    assert [label for _, label, _ in found] == ["body", *["meta"] * 11]
    assert [rule for _, _, rule in found[1:]] == ["quoted reply: Bob"] * 6 + ["quoted reply: Al"] * 5


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("See below.\n\n" + EARLIER, "Fwd: x"),
        ("See below.\n\n" + EARLIER.removeprefix("-----Original Message-----\n"), "FW: x"),
        ("See below.\n\n" + EARLIER.replace("Original Message", " Forwarded message "), "x"),
        ("See below.\n\n" + EARLIER.replace("Original Message", " Weitergeleitete Nachricht "), "x"),
        ("See below.\n\n" + EARLIER.replace("-----Original Message-----", "Begin forwarded message:\n"), "x"),
    ],
)
def test_forwarded_words_are_read_their_header_is_not(text: str, subject: str) -> None:
    """The rule of the header lines says who wrote what follows."""
    found = labels(text, subject)
    assert found[0] == ("See below.", "body", "mail text")
    assert found[-1] == (WORDS, "body", "mail text")
    assert {(label, rule) for _, label, rule in found[1:-1]} == {("meta", "forwarded header: Bob")}


def test_signatures_are_furniture_up_to_the_next_quotation() -> None:
    text = f"{WORDS}\n-- \nJane Doe\nExample Ltd\n> {WORDS}\nSent from my phone\n"
    assert [(label, rule) for _, label, rule in labels(text)] == [
        ("body", "mail text"),
        *[("furniture", "signature")] * 3,
        ("meta", "quoted reply"),
        ("furniture", "signature"),
    ]


def test_name_and_place_below_a_greeting_are_a_signature() -> None:
    """Also above the mail that is answered; a greeting in the middle of a mail ends nothing."""
    text = f"{WORDS}\n\nBest regards,\nJane Doe\nHead of Press\n"
    expected = [("body", "mail text"), ("body", "mail text"), ("furniture", "signature"), ("furniture", "signature")]
    assert [(label, rule) for _, label, rule in labels(text)] == expected
    assert [(label, rule) for _, label, rule in labels(f"{text}\n> {WORDS}\n")][:4] == expected
    assert {label for _, label, _ in labels(f"{text}\n{WORDS}\n")} == {"body"}


def test_disclaimers_are_furniture() -> None:
    text = (
        f"{WORDS}\n\nThis e-mail and any files with it are confidential and intended solely for the use of the addressee.\n"
        "Opinions are the author's.\n\nPlease consider the environment before printing this.\n\nOne more thing.\n"
    )
    assert [(label, rule) for _, label, rule in labels(text)] == [
        ("body", "mail text"),
        *[("furniture", "disclaimer")] * 3,
        ("body", "mail text"),
    ]


def test_footers_of_lists_are_furniture() -> None:
    text = f"{WORDS}\n{'_' * 47}\nTalk mailing list\nTalk@example.org\nhttps://example.org/listinfo/talk\n"
    assert [(label, rule) for _, label, rule in labels(text)] == [
        ("body", "mail text"),
        *[("furniture", "list footer")] * 4,
    ]


def test_bare_dashes_in_a_long_mail_are_no_signature() -> None:
    text = "--\n" + "It was said that the work would go on.\n" * 20
    assert labels(text)[-1][1:] == ("body", "mail text")
    assert labels("Yes.\n--\nJane\n")[1:] == [("--", "furniture", "signature"), ("Jane", "furniture", "signature")]


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    "line",
    [
        *("--", "On Mon, Jun 18, 2018 Jane Doe wrote:\n> x", "Jane wrote:", "Best,", "_" * 20, ">" * 300),
        *("If you are not the intended recipient, stop.\n", "From: a\nTo: b\nIt is known.", "On and on."),
    ],
)
def test_a_mail_of_many_marks_takes_time_in_proportion(line: str) -> None:
    """Each mark once looked at, or copied, all that follows: 40,000 of them took more than half a minute."""
    text = f"{line}\n{WORDS}\n" * 40_000 + f"{WORDS}\n" * 20  # more than a signature has
    rows = split_rows(text)
    found = quoted(rows, [0] * len(rows), is_forward=False)
    found |= endings(text, rows, found)
    assert len(rows) - 1 not in found


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "piece", ["On 2018 ", "> ", "wrote: ", "-", "_", "From: ", "x@", "this message confidential ", "a"]
)
def test_a_very_long_line_takes_time_in_proportion(piece: str) -> None:
    assert len(labels(piece * 300_000)) == 1


def test_short_lines_of_a_mail_are_text() -> None:
    """A greeting or a one-word answer is no menu; a share link of a newsletter is."""
    found = labels(f"Dear all,\n\n{WORDS}\n\nNo.\n\nUnsubscribe from our newsletter | View in browser\nTweet this\n")
    assert [label for _, label, _ in found[:3]] == ["body"] * 3
    assert found[-1] == ("Tweet this", "furniture", "share")


def test_a_mail_that_begins_with_an_earlier_one_sends_it_on() -> None:
    """Where the sender says nothing above it, the earlier mail is all there is to read."""
    found = labels("\n" + EARLIER)
    assert [label for _, label, _ in found] == [*["meta"] * 5, "body"]
    assert {rule for _, _, rule in found[:-1]} == {"forwarded header: Bob"}


def test_a_banner_from_a_server_is_one_line() -> None:
    """What follows it without a blank line is the sender's; a disclaimer, too, ends somewhere."""
    banner = "CAUTION: This email originated from outside of the organization. Do not click links."
    assert [label for _, label, _ in labels(f"{banner}\n{WORDS}\n")] == ["furniture", "body"]
    notice = "This message is confidential."
    assert [label for _, label, _ in labels(f"{notice}\n" + f"{WORDS}\n" * 30)].count("body") == 16


def test_what_is_said_of_secrecy_is_no_disclaimer() -> None:
    for line in ("He said that this message was confidential until June.", "We kept it confidential, as he had asked."):
        assert labels(f"{line}\n") == [(line, "body", "mail text")]
