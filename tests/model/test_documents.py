"""What a document's lines and source map answer."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from onrecord.model.evidence import Document, Label, Line, Origin, Segment, body_ranges, document_id, source_ranges
from onrecord.model.ids import ArtefactId

ARTEFACT = ArtefactId("ab" * 32)


def document(text: str, lines: list[Line] | None = None, segments: list[Segment] | None = None) -> Document:
    """Make a document around a text."""
    return Document(
        id=document_id(ARTEFACT, ""),
        artefact=ARTEFACT,
        part="",
        reader="test/1",
        media_type="text/plain",
        text=text,
        lines=tuple(lines or ()),
        segments=tuple(segments or ()),
    )


def lined(*labelled: tuple[str, Label]) -> Document:
    """Make a document of `(line, label)` pairs."""
    lines, place = [], 0
    for words, label in labelled:
        lines.append(Line(start=place, end=place + len(words), label=label, rule="test"))
        place += len(words) + 1
    return document("\n".join(words for words, _ in labelled), lines)


def test_body_lines_that_adjoin_make_one_range() -> None:
    """A paragraph over several lines is one stretch of words."""
    assert body_ranges(lined(("ab", "body"), ("cd", "body"))) == [(0, 5)]


def test_an_empty_line_of_any_label_does_not_part_the_body() -> None:
    """Blank lines between paragraphs carry no words that would have to be left out."""
    assert body_ranges(lined(("ab", "body"), ("", "furniture"), ("cd", "body"))) == [(0, 6)]


def test_words_of_another_label_part_the_body() -> None:
    """Nothing that is not body ever lies inside a body range."""
    assert body_ranges(lined(("T", "title"), ("ab", "body"), ("menu", "furniture"), ("cd", "body"))) == [
        (2, 4),
        (10, 12),
    ]


def test_a_document_without_body_has_no_ranges() -> None:
    """Furniture alone is nothing to read."""
    assert body_ranges(lined(("menu", "furniture"), ("", "furniture"))) == []


LABELLED = st.lists(
    st.tuples(st.text("ab ", max_size=3), st.sampled_from(["body", "title", "meta", "furniture", "uncertain"])),
    min_size=1,
)


@given(LABELLED)
def test_body_ranges_hold_every_body_word_and_no_other(labelled: list[tuple[str, Label]]) -> None:
    """Ranges are in order, apart, and hold exactly the words of lines labelled body."""
    one = lined(*labelled)
    ranges = body_ranges(one)
    assert all(low <= high for low, high in ranges)
    assert all(left[1] < right[0] for left, right in pairwise(ranges))
    inside = "".join(one.text[low:high] for low, high in ranges)
    body = "".join(words for words, label in labelled if label == "body")
    assert "".join(inside.split()) == "".join(body.split())


@st.composite
def mapped(draw: st.DrawFn) -> tuple[Document, str]:
    """Draw a document that keeps, folds, drops and puts in runs of a source."""
    text, source, segments = "", "", []
    for kind in draw(st.lists(st.sampled_from(["kept", "folded", "put in", "dropped"]), min_size=1, max_size=8)):
        words = draw(st.text("xyz😀", min_size=1, max_size=4))
        kept = {"kept": words, "folded": " ", "put in": "\n", "dropped": ""}[kind]
        behind = {"kept": words, "folded": "  " + words, "put in": "", "dropped": words}[kind]
        if kind == "dropped":  # not in the map: a gap on the source's side
            source += behind
            continue
        segments.append(
            Segment(
                start=len(text),
                end=len(text) + len(kept),
                part="",
                source_start=len(source),
                source_end=len(source) + len(behind),
            )
        )
        text, source = text + kept, source + behind
    return document(text, segments=segments), source


@given(mapped(), st.data())
def test_verbatim_characters_are_found_at_their_exact_place(pair: tuple[Document, str], data: st.DataObject) -> None:
    """A single character kept as it was maps to that character of the source; one put in maps to nothing."""
    one, source = pair
    for segment in one.segments:
        for place in range(segment.start, segment.end):
            found = list(source_ranges(one, place, place + 1))
            size = segment.source_end - segment.source_start
            if size == 0:
                assert found == []
            elif size == segment.end - segment.start:
                ((part, low, high),) = found
                assert (part, source[low:high]) == ("", one.text[place])
            else:
                assert found == [("", segment.source_start, segment.source_end)]
    if one.text:
        start = data.draw(st.integers(0, len(one.text) - 1))
        end = data.draw(st.integers(start + 1, len(one.text)))
        ranges = list(source_ranges(one, start, end))
        characters = [found for place in range(start, end) for found in source_ranges(one, place, place + 1)]
        covered = {place for _, low, high in ranges for place in range(low, high)}
        assert covered == {place for _, low, high in characters for place in range(low, high)}
        assert all(left[2] < right[1] for left, right in pairwise(ranges))


def test_a_cut_range_says_which_part_each_piece_stands_in() -> None:
    """Pieces of two pages are not joined, even when their offsets would fit together."""
    segments = [
        Segment(start=0, end=4, part="page=1", source_start=0, source_end=4),
        Segment(start=4, end=8, part="page=2", source_start=4, source_end=8),
    ]
    one = document("saiddone", segments=segments)
    assert list(source_ranges(one, 2, 7)) == [("page=1", 2, 4), ("page=2", 4, 7)]


def test_a_changed_sidecar_changes_the_key_of_an_origin_and_the_time_does_not() -> None:
    """The key decides what is read again: everything a reader may use counts, when it was collected does not."""
    plain = Origin(artefact=ARTEFACT, path="a", collected_at="2026-01-01T00:00:00+00:00")
    later = Origin(artefact=ARTEFACT, path="a", collected_at="2026-02-02T00:00:00+00:00")
    others = [
        Origin(artefact=ARTEFACT, path="b", collected_at=""),
        Origin(artefact=ARTEFACT, path="a", collected_at="", url="x"),
        Origin(artefact=ARTEFACT, path="a", collected_at="", title="x"),
        Origin(artefact=ARTEFACT, path="a", collected_at="", publisher="x"),
        Origin(artefact=ARTEFACT, path="a", collected_at="", published="x"),
        Origin(artefact=ARTEFACT, path="a", collected_at="", authors=("x",)),
        Origin(artefact=ARTEFACT, path="a", collected_at="", authors=("x", "y")),
        Origin(artefact=ARTEFACT, path="a", collected_at="", authors=("x, y",)),
    ]
    assert plain.meta_key() == later.meta_key()
    assert len({plain.meta_key(), *(other.meta_key() for other in others)}) == 1 + len(others)
