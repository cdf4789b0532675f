"""Names in all rows of a record: noted once an artefact, with the days they were used; sole traders are private."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, cast

import pytest

from onrecord.model.award import Action, places_of
from onrecord.resolve.registry import Registry
from onrecord.resolve.resolution import make_resolution
from onrecord.resolve.spending_names import take_spending
from onrecord.store import View
from resolve.build import action


@dataclass
class Rows:
    """A view with nothing but rows."""

    held: Iterable[Action]

    def actions(self) -> Iterator[Action]:
        """Give the rows."""
        yield from self.held

    def subawards(self) -> Iterator[Any]:
        """Give none."""
        yield from ()

    authorisations = subawards


def _taken(*rows: Action) -> Registry:
    registry = Registry()
    take_spending(cast("View", Rows(rows)), registry)
    return registry


def _row(name: str, told: dict[str, str]) -> Action:
    fields = [(one, f"row=1;column={one}", text) for one, text in {"recipient": name, **told}.items()]
    return action(recipient=name, places=places_of("row=1;column=", fields))


@pytest.mark.parametrize(
    ("name", "told", "private"),
    [
        ("BIG SKY FENCING", {}, False),
        ("BIG SKY FENCING", {"sole_proprietorship": "f"}, False),
        ("BIG SKY FENCING", {"sole_proprietorship": "t"}, True),
        ("BIG SKY FENCING", {"organizational_type": "SOLE PROPRIETORSHIP"}, True),
        ("BIG SKY FENCING, INC", {"sole_proprietorship": "t"}, False),
        ("DONOGHUE, JOHN M", {"organizational_type": "CORPORATE NOT TAX EXEMPT"}, True),
        ("MICROSOFT CORPORATION", {"sole_proprietorship": "t"}, False),
    ],
    ids=lambda value: json.dumps(value) if isinstance(value, dict) else str(value),
)
def test_a_sole_trader_is_private(name: str, told: dict[str, str], *, private: bool) -> None:
    """By a mark of the row, but for firms that the tables know or that are registered; by the name, whatever is marked."""
    (party,) = make_resolution(_taken(_row(name, told))).parties
    assert party.private is private


def test_a_mark_in_a_later_row_of_the_same_names_counts() -> None:
    rows = [replace(_row("BIG SKY FENCING", {"sole_proprietorship": mark}), row=at) for at, mark in enumerate("ft", 1)]
    (party,) = make_resolution(_taken(*rows)).parties
    assert party.private


def test_the_days_of_a_name_span_all_rows_and_buyers_stand_beside() -> None:
    days = ("2018-06-28", "2016-01-02", "2017-05-05")
    rows = [action(number, recipient="ACME", buyer="The Agency", acted_on=day) for number, day in enumerate(days, 1)]
    registry = _taken(*rows)
    assert registry.days[("org:acme", "ACME", "award")] == ("2016-01-02", "2018-06-28")
    assert registry.beside["org:acme"] == {"org:agency"}


def test_a_name_is_noted_once_an_artefact() -> None:
    registry = _taken(*(action(number, recipient="ACME") for number in range(1, 4)))
    assert len(registry.namings) == 1
