"""Renamed and succeeded recipients: a reason as recorded, another name or number, both shown; else no edge."""

import csv
import gzip
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from shutil import copyfileobj
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.config import Config
from onrecord.model.award import Action, places_of, sequence_of
from onrecord.model.evidence import Origin
from onrecord.model.ids import ArtefactId, AwardId, artefact_id
from onrecord.model.names import PSEUDO_RECIPIENTS
from onrecord.read import usaspending
from onrecord.resolve.spending import keys_by_identifier
from onrecord.resolve.successions import Succession, find_successions
from resolve.build import ARTEFACT, action

AWARD = AwardId("CONT_AWD_1_7012_-NONE-_-NONE-")
NOVATION = "NOVATION AGREEMENT"
CHANGE = "UNIQUE ENTITY ID OR LEGAL BUSINESS NAME CHANGE - NON-NOVATION"
MERGER = "REREPRESENTATION OF NON-NOVATED MERGER/ACQUISITION"
OTHER_FILE = artefact_id(b"another file")
EVENTS = Path(__file__).parents[3] / "shared" / "data" / "awards" / "fpds_atom"
needs_shared = pytest.mark.skipif(not EVENTS.is_dir(), reason="../shared is absent")


def row(number: int, recipient: str | None, uei: str = "", reason: str | None = None, **values: Any) -> Action:
    """Make the action of a row: its number is its modification's and its day's."""
    fields = [
        (name, f"row={number};column={name}", text)
        for name, text in (
            ("recipient", recipient),
            ("reason", reason),
            ("reason_code", values.get("reason_code")),
        )
        if text
    ]
    return action(
        number,
        award=values.pop("award", AWARD),
        modification=values.pop("modification", str(number - 1)),
        acted_on=f"2015-11-{number:02d}",
        recipient=recipient,
        recipient_identifiers=values.pop("identifiers", (("us-uei", uei),) if uei else ()),
        reason=reason,
        places=places_of(f"row={number};column=", fields),
        **values,
    )


def found(*actions: Action) -> list[Succession]:
    return list(find_successions(actions, keys_by_identifier(actions)))


def names(edges: Iterable[Succession]) -> list[tuple[str, str, str]]:
    return [(one.shown_by[0].text, one.kind, one.name.text) for one in edges]


def test_a_firm_under_a_new_name_and_its_old_number_was_renamed() -> None:
    """The number makes one party of both names, so the edge leads from the party to itself; its fields say the names."""
    (edge,) = found(row(1, "HARBOUR WORKS LLC", "U1"), row(2, "TIDE FEDERAL LLC", "U1", CHANGE))
    assert (edge.before, edge.kind, edge.after) == ("org:harbour works", "renamed_to", "org:harbour works")
    assert (edge.since, edge.reason) == ("2015-11-02", CHANGE)
    assert (edge.name.artefact, edge.name.pointer, edge.name.text) == (
        ARTEFACT,
        "row=2;column=recipient",
        "TIDE FEDERAL LLC",
    )
    assert [(one.pointer, one.text) for one in edge.shown_by] == [
        ("row=1;column=recipient", "HARBOUR WORKS LLC"),
        ("row=2;column=reason", CHANGE),
    ]


def test_two_known_names_under_one_number_are_two_parties_with_an_edge() -> None:
    (edge,) = found(
        row(1, "SCIENCE APPLICATIONS INTERNATIONAL CORPORATION", "U1"), row(2, "LEIDOS, INC.", "U1", CHANGE)
    )
    assert (edge.before, edge.kind, edge.after) == ("known:org:saic", "renamed_to", "known:org:leidos")


@pytest.mark.parametrize("reason", [NOVATION, CHANGE, MERGER, "Vendor DUNS or Name Change - Non-Novation"])
def test_a_firm_under_another_number_succeeded_the_one_before(reason: str) -> None:
    """Also where no novation is recorded: a firm that holds another number is never called a new name."""
    (edge,) = found(row(1, "HARBOUR WORKS", "U1"), row(2, "TIDE FEDERAL", "U2", reason))
    assert (edge.before, edge.kind, edge.after) == ("org:harbour works", "succeeded_by", "org:tide federal")
    assert (edge.since, edge.reason) == ("2015-11-02", reason)


@pytest.mark.parametrize(("reason", "kind"), [(NOVATION, "renamed_to"), (MERGER, "renamed_to"), (CHANGE, "renamed_to")])
def test_one_number_is_one_firm_whatever_the_reason(reason: str, kind: str) -> None:
    assert names(found(row(1, "ALPHA", "U1"), row(2, "BETA", "U1", reason))) == [("ALPHA", kind, "BETA")]


@pytest.mark.parametrize(
    ("reason", "kind"), [(NOVATION, "succeeded_by"), (MERGER, "succeeded_by"), (CHANGE, "renamed_to")]
)
@pytest.mark.parametrize("before", [(), (("us-duns", "123456789"),)])
def test_where_numbers_cannot_be_compared_the_reason_decides(
    reason: str, kind: str, before: tuple[tuple[str, str], ...]
) -> None:
    """DUNS gave way to the UEI in 2022: two kinds of number are not two firms."""
    edges = found(row(1, "ALPHA", identifiers=before), row(2, "BETA", "U2", reason))
    assert names(edges) == [("ALPHA", kind, "BETA")]


@pytest.mark.parametrize("reason", [None, "", "OTHER ADMINISTRATIVE ACTION", "REREPRESENTATION", "TRANSFER ACTION"])
def test_a_change_without_a_reason_that_speaks_of_the_recipient_is_no_edge(reason: str | None) -> None:
    assert found(row(1, "ALPHA", "U1"), row(2, "BETA", "U2", reason)) == []


@pytest.mark.parametrize("code", ["J", "V", "P"])
def test_a_code_without_words_is_enough_for_federal_awards_and_for_no_others(code: str) -> None:
    """Its letter says something else in other registers."""
    rows = (row(1, "ALPHA", "U1"), row(2, "BETA", "U2", reason_code=code))
    (edge,) = found(*rows)
    assert (edge.reason, edge.shown_by[1].pointer) == (code, "row=2;column=reason_code")
    elsewhere = AwardId("ocds-zzzzzz-1/1")
    assert found(row(1, "ALPHA", "U1", award=elsewhere), row(2, "BETA", "U2", award=elsewhere, reason_code=code)) == []


def test_a_reason_is_written_with_its_code() -> None:
    (edge,) = found(row(1, "ALPHA", "U1"), row(2, "BETA", "U2", NOVATION, reason_code="J"))
    assert edge.reason == "NOVATION AGREEMENT (J)"


@pytest.mark.parametrize("stand_in", sorted(PSEUDO_RECIPIENTS))
def test_a_stand_in_for_nobody_is_neither_end_of_an_edge(stand_in: str) -> None:
    name = stand_in.upper()
    assert found(row(1, "ALPHA", "U1"), row(2, name, "U2", NOVATION), row(3, "BETA", "U3", NOVATION)) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("FCN, INC.", "FCN  INC."),
        ("TIDE INCORPORATED", "TIDE, INC"),
        ("TIDE WORKS", "TIDE WORKS COMPANY"),
        ("TIDE L.L.C.", "TIDE LLC"),
        ("TIDE, INC. (1024)", "TIDE, INC."),
    ],
)
def test_another_spelling_is_not_another_name(before: str, after: str) -> None:
    assert found(row(1, before, "U1"), row(2, after, "U1", CHANGE)) == []
    assert found(row(1, before, "U1"), row(2, after, "U2", NOVATION)) == []


def test_another_legal_form_is_another_name_of_one_firm_but_not_another_firm() -> None:
    assert names(found(row(1, "TIDE, INC.", "U1"), row(2, "TIDE, LLC", "U1", CHANGE))) == [
        ("TIDE, INC.", "renamed_to", "TIDE, LLC")
    ]
    assert found(row(1, "TIDE, INC.", "U1"), row(2, "TIDE, LLC", "U2", CHANGE)) == []


def test_another_number_under_one_name_is_an_edge_only_between_two_parties() -> None:
    """`ALPHA` with U2 is the party that U2's other name belongs to, `AARDVARK`."""
    assert found(row(1, "ALPHA", "U1"), row(2, "ALPHA", "U2", CHANGE)) == []
    other = row(3, "AARDVARK", "U2", award=AwardId("CONT_AWD_2"))
    (edge,) = found(row(1, "ALPHA", "U1"), row(2, "ALPHA", "U2", NOVATION), other)
    assert (edge.before, edge.kind, edge.after) == ("org:alpha", "succeeded_by", "org:aardvark")


def test_the_action_before_is_the_last_of_the_same_award_that_names_somebody() -> None:
    other = AwardId("CONT_AWD_2")
    assert found(row(1, "ALPHA", "U1"), row(2, "BETA", "U2", NOVATION, award=other)) == []
    assert names(found(row(1, "ALPHA", "U1"), row(2, None, "U2", NOVATION), row(3, "BETA", "U2", NOVATION))) == [
        ("ALPHA", "succeeded_by", "BETA")
    ]


def test_two_files_that_write_one_name_in_two_ways_all_along_change_nothing() -> None:
    """One has the name of the day, the other the firm's name of today in every row."""
    actions = [
        row(number, name, "U1", reason, artefact=artefact)
        for number, old, reason in ((1, "ALPHA", None), (2, "ALPHA", None), (3, "BETA", CHANGE), (4, "BETA", NOVATION))
        for artefact, name in ((ARTEFACT, old), (OTHER_FILE, "BETA TODAY"))
    ]
    edges = found(*actions)
    assert [(*names([one])[0], one.since) for one in edges] == [("ALPHA", "renamed_to", "BETA", "2015-11-03")]


def test_a_file_that_begins_with_the_change_is_compared_with_the_file_before() -> None:
    """Files by fiscal year hold one row of an award each."""
    first, second = row(1, "ALPHA", "U1"), row(2, "BETA", "U2", NOVATION, artefact=OTHER_FILE)
    (edge,) = found(first, second)
    assert (edge.name.artefact, edge.shown_by[0].artefact) == (OTHER_FILE, ARTEFACT)


def test_a_name_that_no_field_shows_makes_no_edge() -> None:
    before, after = row(1, "ALPHA", "U1"), row(2, "BETA", "U2", NOVATION)
    nowhere = places_of("", ())
    assert len(found(before, after)) == 1
    assert found(replace(before, places=nowhere), after) == []
    assert found(before, replace(after, places=nowhere)) == []


def test_a_firm_that_goes_back_to_its_name_has_two_edges() -> None:
    rows = (row(1, "ALPHA", "U1"), row(2, "BETA", "U1", CHANGE), row(3, "ALPHA", "U1", CHANGE))
    assert [(*names([one])[0], one.since) for one in found(*rows)] == [
        ("ALPHA", "renamed_to", "BETA", "2015-11-02"),
        ("BETA", "renamed_to", "ALPHA", "2015-11-03"),
    ]


@settings(deadline=None)  # the first example loads the tables
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["ALPHA", "BETA INC", "BETA LLC", "MULTIPLE RECIPIENTS", None]),
            st.sampled_from(["", "U1", "U2"]),
            st.sampled_from([None, NOVATION, CHANGE, MERGER, "CLOSE OUT"]),
            st.sampled_from([ARTEFACT, OTHER_FILE]),
        ),
        max_size=12,
    )
)
def test_every_edge_has_a_reason_a_day_and_two_names_of_parties(
    drawn: list[tuple[str | None, str, str | None, ArtefactId]],
) -> None:
    """And each stands in the fields that it names."""
    actions = [
        row(number, name, uei, reason, artefact=artefact)
        for number, (name, uei, reason, artefact) in enumerate(drawn, 1)
    ]
    fields = {one for action in actions for _, one in action.fields}
    for edge in found(*actions):
        assert {edge.name, *edge.shown_by} <= fields
        assert edge.shown_by[0].text != edge.name.text or edge.kind == "succeeded_by"
        assert (edge.reason in {NOVATION, CHANGE, MERGER}, edge.since is not None) == (True, True)
        assert "multiple" not in f"{edge.before}{edge.after}"


@pytest.mark.shared
@needs_shared
def test_the_recorded_changes_of_the_extract(tmp_path: Path) -> None:
    """Of 588 changes that an analysis of the same records lists, 500 are edges.

    The others name one firm: 17 spell its name anew, 68 only give it another number; and 3 stand in the order of one
    day, which the list has otherwise.
    """
    with gzip.open(EVENTS / "fpds_transactions.csv.gz") as packed, (tmp_path / "a.csv").open("wb") as file:
        copyfileobj(packed, file)
    origin = Origin(artefact=ARTEFACT, path="a.csv", collected_at="2026-01-01T00:00:00+00:00")
    actions = sorted(
        (one for one in usaspending.rows(tmp_path / "a.csv", origin, Config()) if isinstance(one, Action)),
        key=lambda one: (one.award, sequence_of(one)),
    )
    rows = {f"row={one.row};column=vendor_name": (one.piid, one.modification, one.acted_on) for one in actions}
    edges = {rows[one.name.pointer]: one for one in found(*actions)}
    with (EVENTS / "vendor_change_events.csv").open(newline="", encoding="utf-8") as file:
        events = [one for one in csv.DictReader(file) if one["reason_mod"] in {NOVATION, CHANGE, MERGER}]
    made = Counter(
        (one["uei_before"] == one["uei_after"], edge.kind if edge else None)
        for one in events
        for edge in [edges.get((one["piid"], one["mod"], one["signed_date"]))]
    )
    assert (len(events), made) == (
        588,
        Counter(
            {
                (True, "renamed_to"): 243,
                (False, "succeeded_by"): 257,
                (True, None): 19,
                (False, None): 69,
            }
        ),
    )
