"""A party's words and awards by date, all of them or those about another party."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.answer.paragraphs import around, paragraphs
from onrecord.answer.parties import find_party
from onrecord.answer.timeline import SaidAndDone, how_about, match_lines, said_and_done, shares, shares_words
from onrecord.model.evidence import Line
from onrecord.model.ids import PartyId
from onrecord.store import Record, View
from resolve.build import document

AZURE = "CONT_AWD_70CTD018FC0000038_7012_HSHQDC15A00017_7001"
DELL_CALL = "CONT_AWD_HSCETE17J00341_7012_HSHQDC15A00017_7001"
SUPPORT = "CONT_AWD_HSCETC16J00017_7012_HSHQDC15D00017_7001"
OFFICE = "CONT_AWD_HSCETC16J00040_7012_HSHQDC15D00017_7001"
LINKEDIN = "CONT_AWD_70CMSW18FACR00003_7012_GS35F189CA_4732"
VEHICLE = "CONT_IDV_HSHQDC15A00017_7001"


def ask(record: Record, party: str, about: str | None = None) -> SaidAndDone:
    with View.open(record) as view:
        return said_and_done(view, find_party(view, party), find_party(view, about) if about else None)


def test_microsoft_about_ice_has_its_awards_in_order_of_date(example_record: Record) -> None:
    """Direct orders, the subsidiary's and what others supply of its products; nothing of anybody else."""
    answer = ask(example_record, "Microsoft", "ICE")
    assert [one.id for one in answer.awards] == [LINKEDIN, SUPPORT, DELL_CALL, OFFICE, AZURE]
    assert [one.date for one in answer.awards] == ["2018-03-05", "2018-05-25", "2018-06-15", "2018-06-25", "2018-06-28"]


def test_the_dell_order_shows_what_it_says_and_where(example_record: Record) -> None:
    (order,) = (one for one in ask(example_record, "Microsoft", "ICE").awards if one.id == AZURE)
    assert "NEW AWARD FOR MICROSOFT AZURE GOVERNMENT CONSUMPTION" in order.description
    assert order.recipient == "DELL FEDERAL SYSTEMS L.P."
    assert order.description_field is not None
    assert order.description_field.pointer == "row=5;column=award_description"
    assert order.description_field.text.split() == order.description.split()
    assert {(name, role, label) for role, label, _, name, _ in order.parts} >= {
        ("Dell", "RECIPIENT", "DIRECT"),
        ("Microsoft", "PRODUCT_OWNER", "SUPPLIED_VIA"),
    }
    assert {one.notion: str(one.amount) for one in order.money}["current"] == "180691.5"


def test_microsoft_about_ice_has_its_words_and_those_of_its_officers(example_record: Record) -> None:
    answer = ask(example_record, "Microsoft", "ICE")
    said = {(one.party_name, one.about) for one in answer.statements}
    assert {name for name, about in said if about != "title"} == {"Microsoft", "Satya Nadella", "Tom Keane"}
    assert ("Brad Smith", "title") in said  # named only above the piece: shown, and marked as that
    assert {about for _, about in said} <= {"statement", "paragraph", "title"}
    words = " ".join(one.content for one in answer.statements)
    assert "legacy mail, calendar, messaging and document management workloads" in words
    assert "ethical stand" not in words  # the employees' words
    assert "inhumane" not in words  # another firm's


def test_statements_are_in_order_of_date_with_undated_ones_last(example_record: Record) -> None:
    dates = [one.said_on for one in ask(example_record, "Microsoft").statements]
    known = [one for one in dates if one]
    assert known == sorted(known)
    assert dates == known + [None] * (len(dates) - len(known))


def test_the_tension_between_rows_shown_comes_along(example_record: Record) -> None:
    answer = ask(example_record, "Microsoft", "ICE")
    assert [one.right for one in answer.tensions if one.kind == "statement_against_award"] == [AZURE]
    assert answer.tensions[0].left in {one.id for one in answer.statements}
    assert ask(example_record, "Amazon", "ICE").tensions == ()


def test_both_sides_of_an_award_may_be_asked(example_record: Record) -> None:
    there = {one.id for one in ask(example_record, "Microsoft", "ICE").awards}
    assert {one.id for one in ask(example_record, "ICE", "Microsoft").awards} == there


def test_a_department_is_asked_with_its_agencies(example_record: Record) -> None:
    """The vehicle is bought by another office of the department: it belongs to the department's answer, not to ICE's."""
    agency = {one.id for one in ask(example_record, "Microsoft", "ICE").awards}
    department = {one.id for one in ask(example_record, "Microsoft", "DHS").awards}
    assert department == agency | {VEHICLE}
    assert VEHICLE not in agency


def test_no_award_is_listed_twice(example_record: Record) -> None:
    for party in ("Microsoft", "Dell", "DHS"):
        ids = [one.id for one in ask(example_record, party).awards]
        assert len(ids) == len(set(ids))


def test_without_another_party_everything_is_listed(example_record: Record) -> None:
    every, some = ask(example_record, "Microsoft"), ask(example_record, "Microsoft", "ICE")
    assert {one.id for one in every.statements} > {one.id for one in some.statements}
    assert {one.id for one in every.awards} == {one.id for one in some.awards} | {VEHICLE}
    assert {one.about for one in every.statements} == {""}


def test_what_was_searched_is_said_even_when_nothing_is_found(example_record: Record) -> None:
    answer = ask(example_record, "Apple", "ICE")
    assert answer.awards == ()
    assert "8 awards held in this record" in answer.searched
    assert "from 2015-06-25 to 2018-06-28" in answer.searched
    assert any("may exist" in line for line in answer.searched_whole)


# --- how a statement is about a party


@pytest.fixture(scope="module")
def roads(build_record: Callable[[Path, list[Path]], Record], tmp_path_factory: pytest.TempPathFactory) -> Record:
    """Build a record in which Microsoft speaks near and far from the name of ICE."""
    folder = tmp_path_factory.mktemp("roads")
    filler = "The weather was fine on the whole coast, and the boats went out to sea as they do on such days."
    inside = f"{filler}\n\nMicrosoft said that ICE pays its bills.\n\n{filler}\n\n{filler}\n\n{filler}\n\nMicrosoft said that roads are long.\n"
    beside = f"{filler}\n\nThe agency ICE was named in court on the first day of the case.\n\nMicrosoft said that bridges are high.\n"
    (folder / "inside.txt").write_text(f"Bills and roads\n\n{inside}", encoding="utf-8")
    (folder / "beside.txt").write_text(f"Bridges of the county\n\n{beside}", encoding="utf-8")
    return build_record(folder / "record", [folder / "inside.txt", folder / "beside.txt"])


@pytest.mark.parametrize(
    ("words", "how"), [("pays its bills", "statement"), ("bridges are high", "paragraph"), ("roads are long", None)]
)
def test_a_statement_is_about_a_party_named_in_it_or_right_before_it(
    roads: Record, words: str, how: str | None
) -> None:
    """A name three paragraphs up says nothing of what a statement is about."""
    with View.open(roads) as view:
        statements = list(view.statements())
        (said,) = (one for one in statements if words in one.content[0].text)
        found = how_about(view, statements, {find_party(view, "ICE").id})
    assert found.get(said.id) == how


def test_nothing_is_about_nobody(example_record: Record) -> None:
    with View.open(example_record) as view:
        assert how_about(view, list(view.statements()), set()) == {}
        assert how_about(view, [], {PartyId("nobody")}) == {}


# --- paragraphs


def _around(text: str, words: str) -> str:
    made = document(text)
    start = text.index(words)
    low, high = around(paragraphs(made.lines, text), start, start + len(words))
    return text[low:high]


def test_a_paragraph_is_shown_with_the_one_before() -> None:
    assert _around("One.\n\nTwo.\n\nThree words.\n\nFour.", "words") == "Two.\n\nThree words."
    assert _around("One.\nTwo.\nThree words.\nFour.", "words") == "Two.\nThree words."


def test_a_wrapped_sentence_is_one_paragraph() -> None:
    text = "One.\n\nTwo goes on\nover the line, and\nhas words.\n\nFour."
    assert _around(text, "words") == f"One.\n\n{'Two goes on'}\nover the line, and\nhas words."


def test_a_stretch_over_two_paragraphs_has_both_and_the_one_before() -> None:
    assert _around("One.\n\nTwo.\n\nThree.\n\nFour.\n\nFive.", "Three.\n\nFour.") == "Two.\n\nThree.\n\nFour."


def test_the_first_paragraph_has_none_before_and_an_empty_document_no_paragraph() -> None:
    assert _around("One words.\n\nTwo.", "words") == "One words."
    assert around(paragraphs((Line(start=0, end=0, label="body", rule="t"),), ""), 0, 0) == (0, 0)


def test_awards_are_counted_by_how_the_party_stands_in_them(example_record: Record) -> None:
    """Of Microsoft's awards most went to a reseller: "6 awards" alone would be misread."""
    with View.open(example_record) as view:
        ice = find_party(view, "Immigration and Customs Enforcement")
        found = said_and_done(view, find_party(view, "Microsoft"), ice)
        other_way = said_and_done(view, ice, find_party(view, "Microsoft"))
    assert sum(number for _, number in found.shares) == len(found.awards)
    assert ("maker of the product, likely supplied through another firm", 1) in found.shares
    assert other_way.shares == (("buyer", len(found.awards)),)
    words = shares_words(found)
    assert words.startswith("Microsoft, or one that belongs to it, stands in these awards as follows, each once: ")
    assert "1 as maker of the product, likely supplied through another firm" in words


def test_of_an_award_with_two_parts_the_closest_is_counted(example_record: Record) -> None:
    with View.open(example_record) as view:
        microsoft = find_party(view, "Microsoft")
        (row, *_) = said_and_done(view, microsoft, None).awards
    own, other = (
        ("RECIPIENT", "DIRECT", microsoft.id, "M", ""),
        ("PRODUCT_OWNER", "MENTION_ONLY", microsoft.id, "M", ""),
    )
    assert shares([replace(row, parts=(other, own))], microsoft.id, {microsoft.id}) == (("recipient", 1),)
    assert shares([replace(row, parts=(other,))], microsoft.id, {microsoft.id}) == (
        ("maker of the product, named only", 1),
    )
    assert shares([replace(row, parts=(own,))], microsoft.id, set()) == ()
    assert shares([replace(row, parts=(own,))], PartyId("owner"), {PartyId("owner"), microsoft.id}) == (
        ("recipient, through a subsidiary", 1),
    )


def test_sentences_about_both_are_held_against_the_award_data(example_record: Record) -> None:
    """The reported sum is no award's in the data held: said as that, with the data named, and of nobody's words more."""
    answer = ask(example_record, "Microsoft", "ICE")
    reported = next(one for one in answer.matches if "$19.4 million between Microsoft and ICE" in one.place.text)
    assert (reported.kind, reported.award) == ("no_record_held", None)
    (line,) = match_lines(reported)
    assert line.startswith("no matching record in the data held (8 awards in ")
    assert line.endswith("5 awards held tie those named, none with this figure")
    supplied = next(one for one in answer.matches if one.award == AZURE)
    assert supplied.place.text.startswith("Dell Federal Systems supplies Microsoft Azure Government to ICE")
    assert match_lines(supplied)[-1].startswith("how sure: ")


def test_what_is_said_of_others_is_not_among_a_partys_matches(example_record: Record) -> None:
    assert not [one for one in ask(example_record, "Microsoft", "ICE").matches if "Project Maven" in one.place.text]
