"""The four articles of the shared folder come out right to a careful reader."""

from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord.extract.extractors import extract_text
from onrecord.model.ids import DocumentId
from onrecord.model.statement import Extraction, Statement

FOLDER = Path(__file__).parents[3] / "shared/data/articles"
pytestmark = [pytest.mark.shared, pytest.mark.skipif(not FOLDER.exists(), reason="../shared is not here")]
Reader = Callable[[str], Extraction]


@pytest.fixture(scope="module")
def article() -> Reader:
    """Give the function that reads an article by the number its name begins with."""

    def read(number: str) -> Extraction:
        (path,) = FOLDER.glob(f"{number}_*.txt")
        return extract_text(DocumentId(number), path.read_bytes().decode("utf-8"))

    return read


def by_content(extraction: Extraction, words: str) -> Statement:
    """Find the one statement whose content begins with some words, quotation marks aside."""
    (found,) = [one for one in extraction.statements if one.content[0].text.lstrip("\"' ").startswith(words)]
    return found


def source(statement: Statement) -> str:
    return " ".join("".join(span.text for span in statement.source).split())


@pytest.mark.parametrize(
    ("number", "begins", "speaker"),
    [
        ("001", "that it does not regard", "Microsoft"),
        ("001", "ICE increased the amount", "the report"),
        ("001", "that technology does help", "ICE, as an agency under the Department of Homeland security"),
        ("002", "that Microsoft's ignorance", "The employees"),
        ("002", "We are providing the technical", "They"),
        ("002", "that these are", "The internal letter"),
        ("002", "that the company would work", "Apple chief executive Tim Cook"),
        ("002", "It's heartbreaking to see", "he"),
        ("002", "The stories and images", "Google CEO Sundar Pichai"),
        ("002", "it's not working with ICE", "A spokesperson for Microsoft"),
        ("003", "one House bill", "He"),
        ("003", "Rachel Maddow is no snowflake", "another Twitter user"),
        ("003", "we need to stop this policy", "Facebook CEO Mark Zuckerberg"),
    ],
)
def test_who_said_it(article: Reader, number: str, begins: str, speaker: str) -> None:
    """Each key statement has its speaker as the text names it."""
    assert source(by_content(article(number), begins)) == speaker


@pytest.mark.parametrize(
    ("begins", "speaker", "second"),
    [
        ("We believe that Microsoft", "the letter, published by The New York Times,", '"Therefore, we ask'),
        ("Friends who work for", "Erica Baker, a senior engineering manager at Patreon,", '"Don\'t fall for the "all'),
        ("As a company, Microsoft", "the spokesperson", '"We urge the administration'),
        ("ICE's decision to accelerate", "Its original blog post, written by Tom Keane, general manager at Microsoft,", '"The agency'),
    ],
)  # fmt: skip
def test_quotations_over_two_paragraphs(article: Reader, begins: str, speaker: str, second: str) -> None:
    """A quotation that goes on in the next paragraph is one statement, also with a quotation inside it."""
    statement = by_content(article("002"), begins)
    assert source(statement) == speaker
    assert [span.text.startswith(second) for span in statement.content] == [False, True]


@pytest.mark.parametrize(
    ("number", "begins", "via"),
    [
        ("002", "We believe that Microsoft", ["The New York Times"]),
        ("002", "that the company would work", ["Irish Times"]),
        ("002", "Friends who work for", ["Twitter"]),
        ("003", "we need to stop this policy", ["Facebook", "The Verge"]),
    ],
)
def test_the_outlets_it_came_through(article: Reader, number: str, begins: str, via: list[str]) -> None:
    """The outlet or network is the channel, not the speaker."""
    assert [span.text for span in by_content(article(number), begins).via] == via


def test_scare_quotes_and_titles_make_no_statement(article: Reader) -> None:
    """The bill's title and the movement's name in the opinion piece are nobody's words."""
    assert [one for one in article("000").statements if one.form != "indirect"] == []


def test_strung_quotations_have_no_speaker(article: Reader) -> None:
    """The scraped page strings quotations together; nobody is guessed for them."""
    for begins in ("The stories and images", "Our current cloud engagement", "We will continue to have"):
        assert by_content(article("003"), begins).source == ()


def test_the_contracts(article: Reader) -> None:
    """Who supplies whom, and what is only demanded."""
    found = {
        (
            one.supplier.text if one.supplier else None,
            one.customer.text if one.customer else None,
            one.status,
            one.modality,
        )
        for one in article("002").supplies
    }
    assert {
        ("Microsoft", "US Immigration and Customs Enforcement", "cancelled", "demanded"),
        (None, "ICE", "held", "asserted"),
        ("Google", "Department of Defense", "declined", "asserted"),
        ("Microsoft", "ICE", "held", "asserted"),
    } <= found


def test_the_sum_and_the_day(article: Reader) -> None:
    """$19.4 million and 19/06/2018 are read as they are meant."""
    read = article("002")
    assert [str(one.value) for one in read.amounts] == ["19400000"]
    assert [one.first.isoformat() for one in read.whens if one.span.text == "19/06/2018"] == ["2018-06-19"]
