"""What docs/threads.md says of positions and tensions is what the rules do."""

import re
from pathlib import Path

import pytest

from connect.threads.build import said
from onrecord.connect.threads.changes import all_changes
from onrecord.connect.threads.positions import read_position
from onrecord.connect.threads.threads import make_threads

PAGE = (Path(__file__).parents[3] / "docs/threads.md").read_text("utf-8")
ROWS = re.findall(r'^\| "([^"]+)" \| (\w+) \|', PAGE, re.MULTILINE)


@pytest.mark.parametrize(("words", "kind"), ROWS)
def test_each_example_is_read_as_the_page_says(words: str, kind: str) -> None:
    found = read_position(words)
    assert (found.kind if found else "none") == kind


def test_the_page_has_an_example_of_each_position() -> None:
    assert {kind for _, kind in ROWS} == {"affirm", "deny", "not_aware", "decline", "commit", "condition", "none"}


@pytest.mark.parametrize(
    ("earlier", "later", "on", "kind", "told"),
    [
        ("We do not run the mail of the port.", "We run the mail of the port.", "2021-06-01", "position_change", "reversal"),
        ("We have no contract with the port.", "We have no direct contract with the port.", "2021-06-01", "position_change", "partial"),
        ("We do not run the mail of the port.", "We run the mail of the port.", "2020-01-10", "polarity", "one time"),
    ],
)  # fmt: skip
def test_each_worked_tension_is_offered_as_the_page_says(
    earlier: str, later: str, on: str, kind: str, told: str
) -> None:
    assert earlier in PAGE
    assert later in PAGE.replace("**", "").replace("\n", " ")
    both = [said(earlier, "2020-01-10"), said(later, on)]
    (found,) = all_changes(make_threads(both).threads, {one.statement: one for one in both})
    assert (found.kind, told in found.because) == (kind, True)
