"""Splink behind one module: what it is needed for, what it finds in a register made here, and that it finds it again."""

import random
import sys
from collections.abc import Iterator

import pytest

from onrecord.errors import UserError
from onrecord.model.register import Registration
from onrecord.resolve import matching
from onrecord.resolve.matching import match, pairs_looked_for
from onrecord.resolve.matching_edges import edges
from onrecord.resolve.matching_rows import Entry, entries

WORDS = "anchor beacon cable drift ember fathom galley hawser inlet jetty keel ledger mast nettle oakum pilot".split()  # noqa: SIM905  # reads better than a list
KINDS = ("works", "trading", "services", "systems")


def registrations(bodies: int, seed: int = 7) -> Iterator[Registration]:
    """Make a register in which each body has two rows of one name, every third also one under another name."""
    chance = random.Random(seed)  # noqa: S311  # a register, no secret
    for body in range(bodies):
        name = f"{WORDS[body % len(WORDS)]}{body} {chance.choice(KINDS)}"
        house = {
            "street": f"{body + 1} {chance.choice(WORDS)} street",
            "postcode": f"{10000 + body}",
            "state": chance.choice(("MN", "WI", "IA")),
            "telephone": f"763{body:07}"[-10:],
        }
        names = [name, f"{name} inc", *([f"{WORDS[-1 - body % 5]}{body}x holding"] if body % 3 == 0 else [])]
        for place, one in enumerate(names):
            parts = tuple((part, text) for part, text in house.items() if chance.random() < 0.9 or part == "street")
            yield Registration(file="r.csv", row=body * 3 + place + 1, name=one.upper(), parts=parts)  # type: ignore[arg-type]  # names of parts


def test_without_the_extra_the_user_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both for this machine and for a cluster."""
    monkeypatch.setitem(sys.modules, "splink", None)
    monkeypatch.setitem(sys.modules, "pyspark", None)
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    found = entries(registrations(5))
    with pytest.raises(UserError, match=r"onrecord\[splink\]"):
        list(match(found, least=0.5))
    with pytest.raises(UserError, match="pyspark"):
        list(match(found, on="spark://127.0.0.1:1", least=0.5))


def test_names_alone_are_refused() -> None:
    found = entries(Registration(file="r.csv", row=row, name=name) for row, name in enumerate(("Quay", "Kai")))
    with pytest.raises(UserError, match="a column beside the name"):
        list(match(found, least=0.5))


def test_nothing_to_compare_needs_no_library() -> None:
    rows = [Registration(file="r.csv", row=1, name="Quay", parts=(("state", "MN"),))]
    assert list(match(entries(rows), least=0.5)) == []
    assert list(match([], least=0.5)) == []


def test_too_many_pairs_are_refused_before_they_are_made(monkeypatch: pytest.MonkeyPatch) -> None:
    found = entries(registrations(30))
    monkeypatch.setattr(matching, "MOST_PAIRS", pairs_looked_for(found) - 1)
    with pytest.raises(UserError, match="pairs would be compared"):
        list(match(found, least=0.5))


@pytest.fixture(scope="module")
def register() -> list[Entry]:
    """Make entries of 120 bodies."""
    pytest.importorskip("splink", reason="the extra is not installed")
    return entries(registrations(120))


def test_other_names_at_one_house_are_found_and_strangers_are_not(register: list[Entry]) -> None:
    """Each body with another name in one street, with one telephone: as a register of renamed firms has them."""
    made = edges(register, match(register, least=0.5))
    by_row = {row: one for one in register for _, row in one.rows}
    true = {
        tuple(sorted((f"party:{by_row[body * 3 + 1].key}", f"party:{by_row[body * 3 + 3].key}")))
        for body in range(0, 120, 3)
    }
    found = {(one.left, one.right) for one in made}
    assert len(found & true) >= 0.75 * len(true)
    assert found <= true


def test_it_gives_the_same_again(register: list[Entry]) -> None:
    """Random pairs are drawn with a seed."""
    first, second = (edges(register, match(register, least=0.5)) for _ in range(2))
    assert [one.line() for one in first] == [one.line() for one in second]


def test_few_rows_that_teach_nothing_still_give_an_answer() -> None:
    """Three bodies: no pair to learn from, and no failure."""
    pytest.importorskip("splink", reason="the extra is not installed")
    found = entries(registrations(3))
    assert len(edges(found, match(found, least=0.0))) >= 1
