"""Long lists, a page at a time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import UserError
from onrecord.serve.paging import page_of, whole_number


@given(st.integers(0, 50), st.integers(1, 7))
def test_the_pages_together_are_the_list(count: int, size: int) -> None:
    rows = list(range(count))
    pages = [page_of(rows, number, size) for number in range(1, page_of(rows, 1, size).pages + 1)]
    assert [row for page in pages for row in page.rows] == rows
    assert all(len(page.rows) == size for page in pages[:-1])


def test_a_number_past_the_end_gives_the_last_page() -> None:
    page = page_of([1, 2, 3], 99, 2)
    assert (list(page.rows), page.number, page.pages, page.first, page.total) == ([3], 2, 2, 3, 3)
    assert page_of([], 5).first == 0


@pytest.mark.parametrize("value", ["0", "-1", "1.5", "1e3", "x", "11", "٣", "9" * 5000])
def test_what_is_no_number_in_range_is_refused(value: str) -> None:
    with pytest.raises(UserError, match="whole number from 1 to 10"):
        whole_number(value, "page", 10, 1)


def test_a_missing_number_has_a_default() -> None:
    assert [whole_number(value, "page", 10, 4) for value in (None, "", " ", "7")] == [4, 4, 4, 7]
