"""The rows of answers: negated cues, the description shown, and the dates of an award."""

import csv
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.answer.rows import ADMINISTRATIVE, AwardRow, award_dates, award_row, evidence_apart, places_shown
from onrecord.answer.show import show
from onrecord.answer.shown import Shown
from onrecord.model.ids import AwardId
from onrecord.model.statement import NEGATED
from onrecord.store import Record, View
from onrecord.terminal import award_text

AWARDS = Path(__file__).parents[2] / "examples" / "azure-ice" / "awards" / "ice-awards-2018.csv"
AZURE = AwardId("CONT_AWD_70CTD018FC0000038_7012_HSHQDC15A00017_7001")
SUPPORT = AwardId("CONT_AWD_HSCETC16J00017_7012_HSHQDC15D00017_7001")


@pytest.mark.parametrize(
    "cue", ["did not announce", "didn’t say", "didn't say", "has never said", "cannot confirm", "did not … announce"]
)
def test_a_negation_before_the_verb_of_saying_negates_the_cue(cue: str) -> None:
    assert NEGATED.search(cue) is not None


@pytest.mark.parametrize(
    "cue", ["", "said", "noted", "announced", "has not only said", "promised not to", "declined", "n't", "knotted up"]
)
def test_other_cues_are_said(cue: str) -> None:
    assert NEGATED.search(cue) is None


@pytest.mark.parametrize(
    ("description", "administrative"),
    [
        ("CLOSE OUT OF THE ORDER", True),
        ("CLOSEOUT MOD", True),
        ("Contract close-out", True),
        ("DEOBLIGATE EXCESS FUNDS", True),
        ("DE-OBLIGATION OF FUNDS", True),
        ("ADMINISTRATIVE MODIFICATION TO CHANGE THE OFFICER", True),
        ("ADMINISTRATIVE SUPPORT SERVICES", False),
        ("CLOSED CIRCUIT TELEVISION OUTLETS", False),
    ],
)
def test_a_description_of_the_file_is_told_from_one_of_the_goods(description: str, *, administrative: bool) -> None:
    assert (ADMINISTRATIVE.search(description) is not None) == administrative


@pytest.fixture(scope="module")
def closed_out(build_record: Callable[[Path, list[Path]], Record], tmp_path_factory: pytest.TempPathFactory) -> Record:
    """Build a record in which the Azure order was closed out two years later, with the date of that as its start."""
    folder = tmp_path_factory.mktemp("closed")
    with AWARDS.open(encoding="utf-8", newline="") as file:
        header, *rows = list(csv.reader(file))
    (order,) = (row for row in rows if "AZURE" in row[header.index("award_description")])
    last = list(order)
    for name, value in {
        "modification_number": "P00003",
        "action_date": "01/07/2020",
        "period_of_performance_start_date": "01/07/20 10:00",
        "award_description": "CLOSE OUT OF THE ORDER",
    }.items():
        last[header.index(name)] = value
    with (folder / "awards.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, order, last])
    return build_record(folder / "record", [folder / "awards.csv"])


def _row(record: Record, award_id: AwardId) -> AwardRow:
    with View.open(record) as view:
        award = view.award(award_id)
        assert award is not None
        return award_row(view, award, view.party_names())


def _shown(record: Record) -> Shown:
    with View.open(record) as view:
        return show(view, AZURE)


def test_a_close_out_does_not_hide_what_was_bought(closed_out: Record) -> None:
    """The description shown keeps the field it came from; everything else is of the latest row."""
    row = _row(closed_out, AZURE)
    assert row.date == "2020-07-01"
    assert "MICROSOFT AZURE GOVERNMENT" in row.description
    assert row.description_field is not None
    assert row.description_field.pointer == "row=1;column=award_description"
    shown = _shown(closed_out)
    assert "MICROSOFT AZURE GOVERNMENT" in shown.heading
    assert "row=1;column=award_description" in shown.passages[0].where


def test_the_first_start_held_is_given_and_the_latest_only_as_what_it_is(closed_out: Record) -> None:
    row = _row(closed_out, AZURE)
    assert row.start == "2018-06-28"
    assert award_dates(row)[:3] == [
        ("first start recorded", "2018-06-28", ""),
        ("start", "2020-07-01", "as recorded in the latest row"),
        ("end", "2018-09-29", ""),
    ]
    facts = dict(_shown(closed_out).facts)
    assert facts["first start recorded"] == "2018-06-28"
    assert facts["start"] == "2020-07-01 (as recorded in the latest row)"


def test_a_start_after_the_end_is_never_shown_without_a_caveat(example_record: Record) -> None:
    """The support order's latest row starts on 28 May 2018 and ends on 27 March 2018."""
    row = _row(example_record, SUPPORT)
    assert dict(row.latest_dates)["start"] > dict(row.latest_dates)["end"]
    with View.open(example_record) as view:
        every = [award_row(view, award, view.party_names()) for award in view.awards()]
    alone = replace(row, start=dict(row.latest_dates)["start"])
    for one in [*every, alone]:
        dates = award_dates(one)
        end = next((date for what, date, _ in dates if what == "end"), "9999")
        late = [caveat for what, date, caveat in dates if "start" in what and date > end]
        assert all("as recorded in the latest row" in caveat for caveat in late)
    assert any(what == "first start recorded" and caveat for what, _, caveat in award_dates(alone))


def test_fields_a_part_rests_on_are_shown_where_they_are_not_the_description(example_record: Record) -> None:
    row = _row(example_record, AZURE)
    (owner,) = (number for number, part in enumerate(row.parts) if part[0] == "PRODUCT_OWNER")
    assert evidence_apart(row)[owner] == ()
    assert "rests on" not in award_text(row).plain
    other = replace(row, description="SOMETHING ELSE")
    assert evidence_apart(other)[owner] == row.evidence[owner]
    plain = award_text(other).plain
    assert "rests on row=5;column=award_description of artefact" in plain
    assert "AZURE GOVERNMENT" in plain.split("rests on")[1]
    assert "product of Microsoft, supplied through another firm: its description says" in plain


def test_fields_of_the_same_words_are_shown_once_and_the_others_counted(example_record: Record) -> None:
    """A vehicle's fifty rows repeat one description."""
    row = _row(example_record, AZURE)
    field = row.evidence[0][0]
    fields = [replace(field, pointer=f"row={number};column=c", text=text) for number, text in enumerate("AABBCCDD")]
    shown, others = places_shown(fields)
    assert ([one.text for one in shown], others) == (["A", "B", "C"], 5)
    (owner,) = (number for number, part in enumerate(row.parts) if part[0] == "PRODUCT_OWNER")
    evidence = tuple(tuple(fields) if number == owner else () for number in range(len(row.parts)))
    plain = award_text(replace(row, evidence=evidence)).plain
    assert plain.count("rests on row=") == 3
    assert "rests on 5 other places: see show" in plain


def test_a_description_of_thousands_of_characters_is_cut_in_a_list_and_says_so(example_record: Record) -> None:
    row = replace(_row(example_record, AZURE), description="WORD " * 1000)
    plain = award_text(row).plain
    assert "WORD  […]" in plain
    assert len(plain) < 2000
    assert "[…]" not in award_text(replace(row, description="SHORT")).plain


def test_a_sum_of_another_day_than_the_row_says_so(example_record: Record) -> None:
    row = _row(example_record, AZURE)
    assert " as of " not in award_text(row).plain
    older = tuple(replace(one, as_of="2018-01-01") for one in row.money)
    assert award_text(replace(row, money=older)).plain.count(" as of 2018-01-01") == len(row.money)
    dateless = tuple(replace(one, as_of=None) for one in row.money)
    assert award_text(replace(row, money=dateless)).plain.count(" of a day not recorded") == len(row.money)
