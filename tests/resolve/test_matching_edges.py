"""Pairs to edges: one for two names, with its reason, and sure only where nothing speaks against it."""

import json
from pathlib import Path

from onrecord.model.register import Registration
from onrecord.resolve.matching import Pair
from onrecord.resolve.matching_edges import DOUBTED, Matched, edges, write_edges
from onrecord.resolve.matching_rows import entries


def registration(name: str, row: int, *identifiers: tuple[str, str], **parts: str) -> Registration:
    """Make a row of a register."""
    return Registration(file="r.csv", row=row, name=name, parts=tuple(parts.items()), identifiers=identifiers)  # type: ignore[arg-type]  # names of parts


PLACE = {"street": "1 Rope Walk", "postcode": "55303", "state": "MN", "telephone": "7635550101"}


def matched(*rows: Registration, score: float = 0.9999, scored: bool = True) -> list[Matched]:
    """Make edges of rows, each of which is paired with each."""
    found = entries(rows)
    places = range(len(found))
    pairs = [Pair(left=one, right=other, score=score) for one in places for other in places if one < other]
    return edges(found, pairs if scored else [])


def test_an_edge_names_both_sides_its_rows_and_what_agrees() -> None:
    (edge,) = matched(registration("QUAY WORKS LLC", 1, **PLACE), registration("Harbour Labs", 2, **PLACE))
    assert (edge.left, edge.right, edge.score) == ("party:org:harbour labs", "party:org:quay works", 0.9999)
    assert edge.because == (
        "“Harbour Labs” and “QUAY WORKS LLC”: same street and postcode; same telephone; the names share nothing."
    )
    assert json.loads(edge.line()) == {
        "onrecord": "edge/1",
        "left": edge.left,
        "right": edge.right,
        "score": 0.9999,
        "because": edge.because,
        "rows": [["r.csv", 2], ["r.csv", 1]],
    }


def test_two_entries_of_one_name_are_one_already() -> None:
    assert matched(registration("Quay Works", 1, state="MN"), registration("QUAY WORKS, INC", 2, state="WI")) == []


def test_of_several_pairs_of_two_names_the_best_counts() -> None:
    rows = [
        registration("Quay Works", 1, state="MN"),
        registration("Quay Works", 2, **PLACE),
        registration("Kai", 3, **PLACE),
    ]
    found = entries(rows)
    at = {one.rows[0][1]: place for place, one in enumerate(found)}
    pairs = [Pair(left=at[1], right=at[3], score=0.6), Pair(left=at[2], right=at[3], score=0.9)]
    assert [(one.score, one.rows) for one in edges(found, pairs)] == [(0.9, (("r.csv", (3,)), ("r.csv", (2,))))]


def test_a_score_is_never_rounded_up_to_where_it_would_link() -> None:
    (edge,) = matched(registration("Quay", 1, **PLACE), registration("Harbour", 2, **PLACE), score=0.98999)
    assert edge.score == 0.9899


def _doubted(one: Registration, other: Registration) -> str:
    (edge,) = matched(one, other)
    assert edge.score == DOUBTED
    return edge.because


def test_what_speaks_against_an_edge_keeps_it_from_linking() -> None:
    uei = "us-uei"
    said = _doubted(registration("Quay", 1, (uei, "A"), **PLACE), registration("Kai", 2, (uei, "B"), **PLACE))
    assert "different us-uei" in said
    said = _doubted(registration("City of Quay MN", 1, **PLACE), registration("Quay County MN", 2, **PLACE))
    assert "the names rule each other out" in said
    said = _doubted(registration("Quay Group", 1, **PLACE), registration("Kai", 2, parent="Quay Group Inc", **PLACE))
    assert "one is recorded as the other's parent" in said
    said = _doubted(
        registration("Mole", 1, parent="Quay Group", **PLACE), registration("Kai", 2, parent="Quay Group", **PLACE)
    )
    assert "two parts of it" in said


def test_rows_with_one_identifier_are_one_whatever_their_names_and_without_a_pair() -> None:
    rows = (registration("Quay", 1, ("us-uei", "A"), state="MN"), registration("Kai", 2, ("us-uei", "A"), state="WI"))
    (edge,) = matched(*rows, scored=False)
    assert (edge.score, "both with us-uei A" in edge.because) == (0.99, True)
    other = (("us-uei", "A"), ("us-duns", "1")), (("us-uei", "A"), ("us-duns", "2"))
    (doubted,) = matched(*(registration(name, 1, *ids) for name, ids in zip(("Quay", "Kai"), other, strict=True)))
    assert doubted.score == DOUBTED


def test_an_identifier_that_many_names_share_stands_for_nobody() -> None:
    rows = [registration(f"Quay{one}x", one, ("us-uei", "A")) for one in range(6)]
    assert matched(*rows, scored=False) == []
    assert len(matched(*rows[:5], scored=False)) == 10


def test_a_file_is_written_whole_and_again(tmp_path: Path) -> None:
    made = matched(registration("Quay", 1, **PLACE), registration("Ökobau", 2, **PLACE))
    target = tmp_path / "edges.jsonl"
    write_edges(target, made)
    write_edges(target, made)
    assert target.read_text(encoding="utf-8") == f"{made[0].line()}\n"
    assert [one.name for one in tmp_path.iterdir()] == ["edges.jsonl"]
