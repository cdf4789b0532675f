"""Lines and sentences that say from whom a text or its news comes."""

import pytest

from onrecord.connect.lineage.credits import METHOD, is_outlet
from onrecord.connect.lineage.credits import credits as credits_of
from onrecord.model.evidence import check_span

from .texts import document


def read(text: str) -> list[tuple[str, str]]:
    return [(one.kind, one.name.text) for one in credits_of(document(1, text))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("OAKPORT, Ohio (AP) — Two cranes were sold.", [("wire", "AP")]),
        ("A headline\nBy Reuters\nTwo cranes were sold.", [("wire", "Reuters")]),
        ("Two cranes were sold.\n© 2018 AFP", [("wire", "AFP")]),
        ("Reuters contributed to this report.", [("wire", "Reuters")]),
        ("With files from The Canadian Press", [("wire", "The Canadian Press")]),
        (
            "The list was first obtained by the Harbour Times and verified by Gizmodo.",
            [("obtained", "the Harbour Times"), ("verified", "Gizmodo")],
        ),
        ("The sale was first reported by The Oakport Herald Friday.", [("reported", "The Oakport Herald")]),
        ("As BuzzFeed News first reported, two cranes were sold.", [("reported", "BuzzFeed News")]),
        ("Politico, which first reported the sale, named a price.", [("reported", "Politico")]),
    ],
)
def test_credits_are_read(text: str, found: list[tuple[str, str]]) -> None:
    assert found == read(text)


@pytest.mark.parametrize(
    "text",
    [
        '"The memo was first obtained by the Harbour Times," the mayor said.',
        "The warrant was obtained by the FBI.",
        "The theft was first reported by a neighbour.",
        "The moth was first reported by Anna Lindgren in 1921.",
        "Reuters declined to comment.",
        "Jane Miller contributed to this report.",
        "Lena Brandt/AP",
        "From Reuters:",
        "The tank (AP-42) is full.",
    ],
)
def test_these_credit_nobody(text: str) -> None:
    assert read(text) == []


def test_credits_stand_in_lines_of_any_label_with_their_words() -> None:
    one = document(1, "Headline\nBy Jana Hollis, Associated Press\nText.", labels=("title", "meta", "body"))
    (found,) = credits_of(one)
    check_span(one.text, found.name)
    check_span(one.text, found.evidence)
    assert (found.name.text, found.evidence.text, found.method) == (
        "Associated Press",
        "By Jana Hollis, Associated Press",
        METHOD,
    )


def test_a_long_line_without_an_end_is_read_in_time() -> None:
    for words in ("Oakport, " * 20_000, "obtained by The " * 10_000, "By " + "a" * 100_000, "(AP" * 30_000):
        assert isinstance(list(credits_of(document(1, words))), list)


def test_outlets_are_known_by_name_or_by_a_word_of_it() -> None:
    assert [is_outlet(one) for one in ("Reuters", "the Oakport Herald", "CNN", "Oakport")] == [True, True, True, False]
