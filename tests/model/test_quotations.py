"""Quotation marks are paired as printers use them."""

import pytest

from onrecord.extract.paragraphs import paragraphs
from onrecord.model.quotations import quotations


def quoted(text: str) -> list[list[str]]:
    """Give the pieces of each quotation of a text."""
    found = quotations(text, paragraphs(text, [(0, len(text))]))
    return [[text[start:end] for start, end in one.pieces] for one in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "yes" and "no".', [['"yes"'], ['"no"']]),
        ("He said “yes” twice.", [["“yes”"]]),
        ("''I came,'' he said.", [["''I came,''"]]),
        ("``I came,'' he said.", [["``I came,''"]]),
        ("It said «non» again.", [["«non»"]]),
        ('"Say "when" to me," he said.', [['"Say "when" to me,"']]),
        ("“Say “when” to me,” he said.", [["“Say “when” to me,”"]]),
        ('A 19" rack and a 5" pipe.', []),
        ("Nothing here.", []),
        ("", []),
    ],
)
def test_marks_of_one_paragraph(text: str, expected: list[list[str]]) -> None:
    """Straight, curly, doubled and angled marks pair; a quotation inside one does not end it; inches are no marks."""
    assert quoted(text) == expected


def test_a_quotation_left_open_goes_on_in_the_next_paragraph() -> None:
    """An opening mark on each paragraph and one closing mark at the end make one quotation."""
    text = 'She said: "First part.\n\n"Second "inner" part.\n\n"Third part." Then she left.'
    assert quoted(text) == [['"First part.', '"Second "inner" part.', '"Third part."']]


def test_an_open_mark_without_partner_is_stray() -> None:
    """A mark that nothing closes does not swallow the quotations after it."""
    assert quoted('A " stray mark. He said "no" later.\n\nNext paragraph.') == [['"no"']]


def test_a_tag_at_the_end_shows_that_a_closing_mark_is_missing() -> None:
    """`..., he said.` stands outside the quotation, so the next paragraph begins its own."""
    assert quoted('"We lost it, he said.\n\n"We found it," she said.') == [['"We found it,"']]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("'We are closing the road today,' he said.", [["'We are closing the road today,'"]]),
        ("‘We are closing the road today,’ he said.", [["‘We are closing the road today,’"]]),
        ("The voters' rights and the '90s.", []),
        ("It's James's, isn't it?", []),
    ],
)
def test_single_marks_only_where_they_are_safe(text: str, expected: list[list[str]]) -> None:
    """Single marks count round a whole clause that ends in a comma or a stop; apostrophes never do."""
    assert quoted(text) == expected
