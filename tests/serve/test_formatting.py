"""Values as people read them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from onrecord.model.ids import DocumentId, StatementId
from onrecord.model.meeting import Tension
from onrecord.serve.formatting import (
    address,
    counted,
    day,
    document_address,
    marked,
    month,
    side_address,
    sum_of_money,
    web_address,
)
from onrecord.serve.text import PART_LENGTH
from onrecord.store.search import MARKS


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("2018-06-28", "28 June 2018"),
        ("2018-06-28T23:59:00-05:00", "28 June 2018"),
        ("2018-06", "June 2018"),
        ("2018", "2018"),
        ("soon", "soon"),
        ("", "no date known"),
        (None, "no date known"),
    ],
)
def test_dates_are_written_out(value: str | None, shown: str) -> None:
    assert day(value) == shown


def test_a_month_that_is_none_stays_as_it_is() -> None:
    assert [month("2018-06"), month("2018-13"), month(None)] == ["June 2018", "2018-13", "No date known"]


def test_sums_are_written_to_the_cent() -> None:
    assert sum_of_money(Decimal("-1234567.5"), "USD") == "USD\N{NO-BREAK SPACE}-1,234,567.50"


def test_nouns_follow_their_number() -> None:
    assert [counted(1, "award"), counted(0, "award"), counted(1200, "party", "parties")] == [
        "1 award",
        "0 awards",
        "1,200 parties",
    ]


def test_hits_are_marked_and_everything_else_escaped() -> None:
    assert marked("a <b> \x02&c\x03 d") == "a &lt;b&gt; <mark>&amp;c</mark> d"


@given(st.text(alphabet="<&ab" + "".join(MARKS), max_size=30))
def test_marks_are_balanced_and_no_word_is_lost(excerpt: str) -> None:
    shown = str(marked(excerpt))
    assert shown.count("<mark>") == shown.count("</mark>")
    plain = excerpt.replace(MARKS[0], "").replace(MARKS[1], "")
    assert shown.replace("<mark>", "").replace("</mark>", "") == escape(plain)


def test_an_address_escapes_its_segments_and_leaves_empty_values_out() -> None:
    assert address("awards", "a/b?c#d") == "/awards/a%2Fb%3Fc%23d"
    assert address("search", q="a&b", kind="", limit=None, page=2) == "/search?q=a%26b&page=2"
    assert address() == "/"


def test_a_place_far_into_a_document_is_on_a_later_page() -> None:
    document, statement = DocumentId("d"), StatementId("s")
    assert document_address(document, statement, PART_LENGTH - 1) == "/documents/d#s-s"
    assert document_address(document, statement, PART_LENGTH) == "/documents/d?part=2#s-s"


@pytest.mark.parametrize(
    ("value", "link"),
    [
        ("https://example.org/a", "https://example.org/a"),
        ("HTTP://example.org", "HTTP://example.org"),
        ("javascript:alert(1)//https://", None),
        (" https://example.org", None),
        ("data:text/html,x", None),
    ],
)
def test_only_addresses_of_the_web_are_links(value: str, link: str | None) -> None:
    assert web_address(value) == link


def test_a_side_of_a_tension_is_its_row_or_else_its_page() -> None:
    award = Tension(
        kind="statement_against_award", left="s", right="CONT_AWD_1", score=0.5, because="b", both_true_if="t"
    )
    words = Tension(kind="polarity", left="s", right="r", score=0.5, because="b", both_true_if="t")
    assert side_address(award, "s", {"s"}) == "#row-s"
    assert side_address(award, "s") == "/statements/s"
    assert side_address(award, "CONT_AWD_1") == "/awards/CONT_AWD_1"
    assert side_address(words, "r") == "/statements/r"
