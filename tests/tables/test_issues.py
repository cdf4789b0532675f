"""Issues are found by their terms, and by nothing else."""

import re

import pytest

from onrecord.tables.issues import BEGINNING, _issues, issues_in


def found(text: str) -> list[str]:
    return [issue for issue, _, _ in issues_in(text)]


@pytest.mark.parametrize(
    ("text", "issues"),
    [
        ("They use facial-recognition on DNA samples.", ["facial recognition", "biometrics"]),
        ("DEPORTATIONS rose.", ["deportation"]),
        ("Her email server, and her e-mail server.", ["e-mail server"]),
        ("Warsaw guards its archive.", []),
        ("", []),
    ],
)
def test_issues_are_named_by_their_words(text: str, issues: list[str]) -> None:
    assert found(text) == issues


def test_the_place_is_that_of_the_words() -> None:
    text = "No wiretaps, no spyware."
    assert [text[start:end] for _, start, end in issues_in(text)] == ["wiretaps"]


def test_every_term_begins_with_letters_that_stand_in_all_its_forms() -> None:
    begins, rows = _issues()
    assert [one for one in begins if not re.fullmatch(rf"[\w-]{{{BEGINNING}}}", one)] == []
    assert len({issue for issue, _ in rows}) == len(rows)
