"""A document's text on a page: nothing lost, nothing moved, every statement at its place."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model.evidence import Document, Label, Line, Segment, Span, cut
from onrecord.model.ids import ArtefactId, DocumentId
from onrecord.model.statement import Statement
from onrecord.serve import text as module
from onrecord.serve.text import Block, Close, Note, Open, Words, blocks, part_of, parts

ID = DocumentId("d")


def _document(text: str, labels: tuple[Label, ...] = ("body",)) -> Document:
    lines, start = [], 0
    for number, words in enumerate(text.split("\n")):
        lines.append(Line(start=start, end=start + len(words), label=labels[number % len(labels)], rule="test"))
        start += len(words) + 1
    whole = Segment(start=0, end=len(text), part="", source_start=0, source_end=len(text))
    return Document(
        id=ID,
        artefact=ArtefactId("a"),
        part="",
        reader="test/1",
        media_type="text/plain",
        text=text,
        lines=tuple(lines),
        segments=(whole,),
    )


def _statement(text: str, source: str | None, cue: str | None, content: str) -> Statement:
    def span(words: str | None) -> tuple[Span, ...]:
        return () if words is None else (cut(ID, text, text.index(words), text.index(words) + len(words)),)

    return Statement(
        document=ID,
        form="direct",
        source=span(source),
        cue=span(cue),
        content=span(content),
        confidence=1.0,
        extractor="test/1",
    )


def _words(found: list[Block]) -> list[str]:
    return ["".join(one.text for one in block.tokens if isinstance(one, Words)) for block in found]


def test_source_cue_and_content_are_marked_each_with_its_role() -> None:
    text = "“No,” said Ann.\nNobody else spoke."
    statement = _statement(text, "Ann", "said", "“No,”")
    first, second = blocks(_document(text), [statement])
    assert first.tokens == (
        Open(statement.id, first=True),
        Words("“No,”", "content"),
        Words(" ", ""),
        Words("said", "cue"),
        Words(" ", ""),
        Words("Ann", "source"),
        Close(),
        Words(".", ""),
    )
    assert second.tokens == (Words("Nobody else spoke.", ""),)


def test_a_statement_over_two_lines_has_its_place_in_the_first() -> None:
    text = "Ann said: “No.\nNever.”"
    statement = _statement(text, "Ann", "said", "“No.\nNever.”")
    opened = [one for block in blocks(_document(text), [statement]) for one in block.tokens if isinstance(one, Open)]
    assert opened == [Open(statement.id, first=True), Open(statement.id, first=False)]


def test_of_a_statement_within_a_statement_the_inner_roles_are_shown() -> None:
    text = "Ann said that Ben promised rain"
    outer = _statement(text, "Ann", "said", "that Ben promised rain")
    inner = _statement(text, "Ben", "promised", "rain")
    (block,) = blocks(_document(text), [outer, inner])
    assert [(one.text, one.role) for one in block.tokens if isinstance(one, Words) and one.text.strip()] == [
        ("Ann", "source"),
        ("said", "cue"),
        ("that ", "content"),
        ("Ben", "source"),
        ("promised", "cue"),
        ("rain", "content"),
    ]


def test_of_two_statements_that_cross_the_first_keeps_its_end_and_the_second_gives_way() -> None:
    text = "Rain said Ann said snow"
    first = _statement(text, "Ann", "said", "Rain")
    second = _statement(text, "Ann", "Ann said", "snow")
    (block,) = blocks(_document(text), [first, second])
    assert [one for one in block.tokens if not isinstance(one, Words) or one.text.strip()] == [
        Open(first.id, first=True),
        Words("Rain", "content"),
        Words("said", "cue"),
        Open(second.id, first=True),
        Words("Ann", "source"),
        Close(),
        Close(),
        Words(" said", "cue"),
        Words("snow", "content"),
    ]


def test_labels_are_kept_and_lines_without_words_left_out() -> None:
    found = blocks(_document("Menu\n  \nBody", ("furniture", "meta", "body")), [])
    assert [block.label for block in found] == ["furniture", "body"]


def test_offsets_count_code_points() -> None:
    text = "\N{GRINNING FACE}\N{GRINNING FACE} “No,” said Ann."
    statement = _statement(text, "Ann", "said", "“No,”")
    (block,) = blocks(_document(text), [statement])
    assert Words("“No,”", "content") in block.tokens


@given(
    st.text(alphabet="ab \n\N{GRINNING FACE}", max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)), max_size=8),
    st.integers(1, 25),
)
def test_all_words_are_shown_once_and_elements_nest(text: str, places: list[tuple[int, int]], length: int) -> None:
    """Of any text, any statements and any length of a page: words whole, elements nested, one place each."""
    spans = [(start, min(start + size, len(text))) for start, size in places if start < len(text)]
    statements = {
        one.id: one
        for start, end in spans
        if text[start] != "\n" and text[start:end].strip()
        for one in [
            Statement(
                document=ID,
                form="direct",
                source=(),
                cue=(),
                content=(cut(ID, text, start, end),),
                confidence=1.0,
                extractor="test/1",
            )
        ]
    }
    document = _document(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "PART_LENGTH", length)
        found = [
            block for part in range(1, parts(document) + 1) for block in blocks(document, [*statements.values()], part)
        ]
        anchors = {
            token.statement: part
            for part in range(1, parts(document) + 1)
            for block in blocks(document, [*statements.values()], part)
            for token in block.tokens
            if isinstance(token, Open) and token.first
        }
        shown = {one.id for one in statements.values() if _line_has_words(text, one.start, length)}
        assert anchors == {key: part_of(statements[key].start) for key in shown}
    assert "".join("".join(_words(found)).split()) == "".join(text.split())
    for block in found:
        depth = 0
        for token in block.tokens:
            depth += isinstance(token, Open) - isinstance(token, Close)
            assert depth >= 0
        assert depth == 0


def _line_has_words(text: str, start: int, length: int) -> bool:
    """Say whether the piece of a line that an offset stands in has words: only such pieces are shown."""
    low = max(text.rfind("\n", 0, start) + 1, start // length * length)
    line_end = text.find("\n", start)
    high = min(len(text) if line_end < 0 else line_end, (start // length + 1) * length)
    return bool(text[low:high].strip())


def test_a_line_says_why_it_is_no_body_once_for_lines_of_one_kind() -> None:
    """Who put words in is said beside body too; a deletion is one wherever it stands; a header says itself."""
    rules: list[tuple[Label, str]] = [
        ("meta", "header From"),
        ("body", "in part inserted by Ann, 2024"),
        ("meta", "deleted by Bob, 2024"),
        ("meta", "deleted by Bob, 2024"),
        ("body", "article"),
        ("uncertain", "hidden"),
    ]
    text = "\n".join(f"line {number}" for number in range(len(rules)))
    document = _document(text)
    lines = tuple(
        Line(start=line.start, end=line.end, label=label, rule=rule)
        for line, (label, rule) in zip(document.lines, rules, strict=True)
    )
    found = blocks(replace(document, lines=lines), [])
    assert [block.rule for block in found] == ["", rules[1][1], rules[2][1], "", "", "hidden"]
    assert [block.is_deleted for block in found] == [False, False, True, True, False, False]


# --- notes on words


def _noted(*places: tuple[int, int]) -> list[Note]:
    return [
        Note(start=start, end=end, kind="stands", anchor=f"r-{number}", title="test")
        for number, (start, end) in enumerate(places, 1)
    ]


def _anchors(found: list[Block]) -> list[list[tuple[str, str, str | None]]]:
    words = [[one for one in block.tokens if isinstance(one, Words)] for block in found]
    return [[(one.text, one.role, one.note.anchor if one.note else None) for one in line] for line in words]


def test_notes_are_shown_within_a_statements_parts_and_outside() -> None:
    text = "“We go,” said she.\nShe left."
    statement = _statement(text, "she", "said", "“We go,”")
    notes = _noted((1, 3), (14, 17), (19, 22))
    assert _anchors(blocks(_document(text), [statement], notes=notes)) == [
        [
            ("“", "content", None),
            ("We", "content", "r-1"),
            (" go,”", "content", None),
            (" ", "", None),
            ("said", "cue", None),
            (" ", "", None),
            ("she", "source", "r-2"),
            (".", "", None),
        ],
        [("She", "", "r-3"), (" left.", "", None)],
    ]


def test_a_note_over_a_line_break_is_shown_on_both_lines_and_begins_once() -> None:
    text = "the\ncompany left"
    found = blocks(_document(text), [], notes=_noted((0, 11)))
    assert _anchors(found) == [[("the", "", "r-1")], [("company", "", "r-1"), (" left", "", None)]]
    assert [[one.begins for one in block.tokens if isinstance(one, Words)] for block in found] == [
        [True],
        [False, False],
    ]


def test_of_notes_that_overlap_the_shortest_is_shown() -> None:
    text = "Microsoft Azure Government"
    found = blocks(_document(text), [], notes=_noted((0, 26), (10, 15)))
    assert _anchors(found) == [[("Microsoft ", "", "r-1"), ("Azure", "", "r-2"), (" Government", "", "r-1")]]


@given(
    st.text("ab \n", min_size=1, max_size=30),
    st.lists(st.tuples(st.integers(0, 29), st.integers(1, 6)), max_size=5, unique_by=lambda one: one[0]),
)
def test_no_note_adds_or_loses_a_character(text: str, drawn: list[tuple[int, int]]) -> None:
    """Also where notes overlap; each begins at most once."""
    places = sorted((start, min(start + length, len(text))) for start, length in drawn if start < len(text))
    found = blocks(_document(text), [], notes=_noted(*places))
    assert _words(found) == _words(blocks(_document(text), []))
    begun = [one.note for block in found for one in block.tokens if isinstance(one, Words) and one.begins]
    assert len(begun) == len(set(begun))
