"""What reaches a terminal: order, counts, and no character of a document that could steer it."""

import json
import re
from dataclasses import replace
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from onrecord import terminal
from onrecord.answer.parties import find_party
from onrecord.answer.rows import StatementRow
from onrecord.answer.search import find
from onrecord.answer.shown import Passage, Shown
from onrecord.answer.timeline import SaidAndDone, said_and_done
from onrecord.answer.words import NOT_SAID
from onrecord.model.evidence import Field
from onrecord.model.ids import ArtefactId, DocumentId, StatementId
from onrecord.store import Record, View

STEERING = "\x1b[2J\x1b]0;title\x07 \x9b31m \x00 \x08 \r \u202e \u2066 \x7f"


def _screen() -> Console:
    return Console(width=120, highlight=False, record=True, file=StringIO())


def _statement(**values: str | None) -> StatementRow:
    given: dict[str, str | None] = {
        "speaker_name": "Ann",
        "party_name": None,
        "publisher": None,
        "title": None,
        "published": None,
    }
    return StatementRow(
        id=StatementId("1" * 32),
        document=DocumentId("2" * 32),
        form="direct",
        party=None,
        speaker_rule=None,
        said_on=None,
        said_on_basis=None,
        content=values.get("content") or "words",
        cue=values.get("cue") or "said",
        via=(values.get("via") or "paper",),
        confidence=0.9,
        path=values.get("path") or "a.txt",
        start=0,
        end=5,
        **{key: values.get(key, value) for key, value in given.items()},  # type: ignore[arg-type]
    )


@given(st.text())
def test_clean_takes_out_what_steers_and_nothing_else(text: str) -> None:
    cleaned = terminal.clean(text)
    assert len(cleaned) == len(text)
    assert terminal.CONTROLS.search(cleaned) is None
    assert all(after in {before, "\ufffd"} for before, after in zip(text, cleaned, strict=True))


def test_letters_of_every_script_lines_and_tabs_stay() -> None:
    kept = "Größe\tעברית العربية 日本語 𝔸 “x” – e\u0301\n"
    assert terminal.clean(kept) == kept


@pytest.mark.parametrize("field", ["content", "cue", "via", "path", "publisher", "speaker_name", "party_name"])
def test_no_field_of_a_statement_can_steer_the_terminal(field: str) -> None:
    plain = terminal.statement_text(_statement(**{field: STEERING})).plain
    assert terminal.CONTROLS.search(plain) is None
    assert "\ufffd" in plain


def test_nothing_of_an_award_or_an_answer_can_steer_the_terminal(example_record: Record) -> None:
    with View.open(example_record) as view:
        answer = said_and_done(view, find_party(view, "Microsoft"), find_party(view, "ICE"))
    award = replace(answer.awards[0], recipient=STEERING, buyer=STEERING, description=STEERING, id=STEERING)  # type: ignore[arg-type]
    award = replace(
        award,
        parts=(("PRODUCT_OWNER", "DIRECT", answer.party.id, STEERING, STEERING),),
        evidence=((Field(artefact=ArtefactId("0" * 64), pointer=STEERING, text=f"other {STEERING}"),),),
    )
    assert "rests on" in terminal.award_text(award).plain
    assert terminal.CONTROLS.search(terminal.award_text(award).plain) is None
    assert answer.about is not None
    evil = replace(
        answer, party=replace(answer.party, name=STEERING), about=replace(answer.about, name=STEERING), awards=(award,)
    )
    evil = replace(evil, tensions=tuple(replace(one, because=STEERING, right=STEERING) for one in answer.tensions))
    evil = replace(evil, speakers=tuple((party, STEERING, STEERING) for party, _, _ in answer.speakers))
    screen = _screen()
    terminal.print_side_by_side(evil, screen)
    assert terminal.CONTROLS.search(screen.export_text()) is None


def test_nothing_shown_of_an_item_can_steer_the_terminal() -> None:
    passage = Passage(where=STEERING, document=None, start=0, pieces=((STEERING, "words"), (STEERING, "")))
    shown = Shown(kind="document", id=STEERING, heading=STEERING, facts=((STEERING, STEERING),), passages=(passage,))
    screen = _screen()
    terminal.print_shown(shown, screen)
    assert terminal.CONTROLS.search(screen.export_text()) is None


def test_square_brackets_of_a_document_are_no_markup() -> None:
    shown = Shown(kind="document", id="1", heading="[bold]x[/]", facts=(("[red]a", "[link=http://x]b[/link]"),))
    screen = _screen()
    terminal.print_shown(shown, screen)
    terminal.print_counts("[b]t[/b]", [("[i]n", "[u]1")], screen)
    text = screen.export_text()
    for words in ("[bold]x[/]", "[red]a", "[link=http://x]b[/link]", "[b]t[/b]", "[i]n", "[u]1"):
        assert words in text


@given(st.text())
def test_json_lines_carry_every_character_and_steer_nothing(text: str) -> None:
    """The rows a program reads are unchanged; on a screen they cannot do harm."""
    line = terminal.json_line({"a": text})
    assert json.loads(line) == {"a": text}
    assert terminal.CONTROLS.search(line) is None
    assert line.count("\n") == 1


def test_marked_words_stand_between_marks_where_there_are_no_colours() -> None:
    shown = Shown(
        kind="statement",
        id="1",
        heading="h",
        facts=(),
        passages=(Passage(where="w", document=None, start=0, pieces=(("a ", ""), ("b", "content"))),),
    )
    screen = _screen()
    terminal.print_shown(shown, screen)
    assert "a »b«" in screen.export_text()


def test_both_sides_are_in_one_order_of_date_and_undated_rows_last(example_record: Record) -> None:
    with View.open(example_record) as view:
        answer: SaidAndDone = said_and_done(view, find_party(view, "Microsoft"), None)
    undated = replace(answer.statements[0], said_on=None)
    answer = replace(answer, statements=(*answer.statements, undated))
    rows = terminal.by_date(answer)
    dates = [date for date, _, _ in rows]
    known = [date for date in dates if date]
    assert known == sorted(known)
    assert dates[: len(known)] == known
    assert [said for _, said, _ in rows if said] == [
        *sorted(answer.statements[:-1], key=lambda one: one.said_on or "9999"),
        undated,
    ]
    assert [done for _, _, done in rows if done] == list(answer.awards)


def test_a_date_says_how_it_is_known() -> None:
    said = replace(_statement(), said_on="2018-06-29", said_on_basis="published")
    assert terminal.dated(said) == "2018-06-29 (reported)"
    assert terminal.dated(replace(said, said_on_basis="sentence")) == "2018-06-29 (in the text)"
    assert terminal.dated(_statement()) == "undated"


def test_every_answer_says_how_its_dates_are_known(example_record: Record) -> None:
    with View.open(example_record) as view:
        answer = said_and_done(view, find_party(view, "Microsoft"), find_party(view, "ICE"))
        found = find(view, "azure")
    beside, listed = _screen(), _screen()
    terminal.print_side_by_side(answer, beside)
    terminal.print_found(found, listed)
    for text in (beside.export_text(), listed.export_text()):
        assert "2018-06-28 (latest action)" in text
        assert re.search(r"2018-\d\d-\d\d \(reported\)", text)


def test_a_negated_cue_is_marked() -> None:
    row = _statement(cue="did not announce")
    assert NOT_SAID not in terminal.statement_text(row).plain
    assert f"did not announce [{NOT_SAID}]: words" in terminal.statement_text(replace(row, negated=True)).plain


def test_an_open_speaker_is_said_to_be_open() -> None:
    assert terminal.statement_text(_statement()).plain.startswith("Ann (speaker left open) said")


def test_a_pipe_has_a_fixed_width(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    assert terminal.console().width == terminal.PLAIN_WIDTH
