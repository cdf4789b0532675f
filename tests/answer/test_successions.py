"""Changes of name as a reader sees them: each once, with its first day and the reason as recorded."""

from onrecord.answer.successions import changes_of
from onrecord.model.evidence import Field
from onrecord.model.ids import PartyId, artefact_id
from onrecord.model.party import Relation, SuccessionKind

OLD, NEW = PartyId("old"), PartyId("new")
NOVATION = "NOVATION AGREEMENT (J)"


def field(row: int, text: str) -> Field:
    return Field(artefact=artefact_id(b"a"), pointer=f"row={row};column=x", text=text)


def change(
    since: str | None,
    *,
    kind: SuccessionKind = "renamed_to",
    right: PartyId = NEW,
    reason: str = NOVATION,
    row: int = 2,
) -> Relation:
    return Relation(
        left=OLD,
        kind=kind,
        right=right,
        basis="recorded with a change of an award",
        evidence=field(row, "TIDE  FEDERAL"),
        since=since,
        reason=reason,
        shown_by=(field(row - 1, "HARBOUR WORKS"), field(row, reason)),
    )


def lines(party: PartyId, *relations: Relation) -> list[tuple[str, str]]:
    return [(one.way, one.words) for one in changes_of(party, relations)]


def test_a_change_is_written_with_its_day_and_reason_from_either_side() -> None:
    recorded = f"on 2015-11-01, as recorded: {NOVATION}"
    assert lines(OLD, change("2015-11-01")) == [("renamed to", f"TIDE FEDERAL {recorded}")]
    assert lines(NEW, change("2015-11-01")) == [("renamed from", f"HARBOUR WORKS {recorded}")]
    assert lines(OLD, change("2015-11-01", kind="succeeded_by")) == [
        ("succeeded in an award by", f"TIDE FEDERAL {recorded}")
    ]
    assert lines(NEW, change("2015-11-01", kind="succeeded_by")) == [
        ("successor in an award of", f"HARBOUR WORKS {recorded}")
    ]


def test_a_party_that_goes_by_both_names_has_one_line_that_says_both() -> None:
    (line,) = lines(OLD, change("2015-11-01", right=OLD))
    assert line == ("renamed to", f"TIDE FEDERAL from HARBOUR WORKS on 2015-11-01, as recorded: {NOVATION}")


def test_a_change_that_many_awards_record_stands_once_by_its_first_day() -> None:
    days = ["2016-02-01", "2015-11-01", "2016-01-01"]
    (one,) = changes_of(OLD, [change(day, row=number) for number, day in enumerate(days, 2)])
    assert one.first.since == "2015-11-01"
    assert one.words == f"TIDE FEDERAL on 2015-11-01, as recorded: {NOVATION}; again on 2016-01-01, 2016-02-01"
    many = [change(f"2016-01-{day:02d}", row=day) for day in range(2, 10)]
    assert lines(OLD, *many)[0][1].endswith("; again on 7 days up to 2016-01-09")


def test_other_reasons_are_other_lines_in_the_order_of_time() -> None:
    found = lines(OLD, change("2016-01-01", reason="B"), change("2015-01-01", reason="C"), change(None, reason="A"))
    assert [words for _, words in found] == [
        "TIDE FEDERAL, as recorded: A",
        "TIDE FEDERAL on 2015-01-01, as recorded: C",
        "TIDE FEDERAL on 2016-01-01, as recorded: B",
    ]


def test_ties_without_a_day_are_not_listed_as_changes() -> None:
    assert lines(OLD, Relation(left=OLD, kind="owned_by", right=NEW, basis="table")) == []


def test_the_same_change_on_two_days_is_two_relations() -> None:
    assert change("2015-11-01").id != change("2015-11-02").id
