"""A statement's own sentence gives its day: `said on Tuesday`, reckoned from the day the text came out."""

import pytest

from onrecord.extract.extractors import Ranges, _extract
from onrecord.extract.listening import by_rules
from onrecord.model.ids import DocumentId


def said(text: str, published: str | None = "2018-06-20") -> list[tuple[str | None, str | None]]:
    whole = [(0, len(text))]
    found = _extract(DocumentId("d"), text, Ranges(whole, whole), by_rules, published)
    return [(one.said_on, one.said_on_basis) for one in found.statements]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ('"We lost the order," Dana Whitcombe said on Tuesday.', "2018-06-19"),
        ('"We lost the order," Dana Whitcombe told reporters yesterday.', "2018-06-19"),
        ('"We lost the order," Dana Whitcombe said in a statement Monday.', "2018-06-18"),
        ("On Monday, Dana Whitcombe said the order was lost.", "2018-06-18"),
        ("Dana Whitcombe on Tuesday said the order was lost.", "2018-06-19"),
        ("Dana Whitcombe said Wednesday that the order was lost.", "2018-06-20"),
    ],
)
def test_a_near_day(text: str, day: str) -> None:
    assert said(text) == [(day, "sentence, relative to published")]


@pytest.mark.parametrize(
    "text",
    [
        '"We lost the order," Dana Whitcombe said.',
        '"We lost the order on Tuesday," Dana Whitcombe said.',
        "Dana Whitcombe said that the order was lost on Tuesday.",
        '"We lost the order," Dana Whitcombe said last month.',
    ],
)
def test_a_day_of_something_else_is_not_taken(text: str) -> None:
    """A day inside what was said, or a month, is not the day of the saying."""
    assert said(text) == [(None, None)]


def test_without_a_publication_date_nothing_is_reckoned() -> None:
    assert said('"We lost the order," Dana Whitcombe said on Tuesday.', None) == [(None, None)]


def test_a_full_date_stays_as_it_was() -> None:
    assert said('"We lost the order," Dana Whitcombe said on 18 June 2018.') == [("2018-06-18", "sentence")]
