"""Lines on several pages of a site are furniture, unless the pages are copies or the line reports speech."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.collect.files import collect
from onrecord.config import Config
from onrecord.model.evidence import Document, Label, Line, Meta, Origin, Segment
from onrecord.model.ids import ArtefactId, DocumentId
from onrecord.pipeline import build
from onrecord.read.line_repeats import RULE, repeated_lines, should_be, site_of
from onrecord.store import View, Writer, create_record
from onrecord.store.rows import Labelled

APPEAL = "Our newsroom depends on people like the ones who read this page every day."
INLINE = Config(engine="inline")
NOTE = "The desk can be reached at the usual number on weekdays."
Lines = list[tuple[str, Label]]


def article(name: str, count: int = 4) -> Lines:
    """Some lines that belong to one article only."""
    return [
        (f"The {name} committee met for the {n}. time about paragraph {n} of {name}.", "body") for n in range(count)
    ]


def find(*documents: Lines) -> dict[str, list[str]]:
    named = [(DocumentId(str(number)), lines) for number, lines in enumerate(documents)]
    found = repeated_lines(named)
    return {name: [documents[int(name)][position][0] for position in found[name]] for name in sorted(found)}


def document(name: str, lines: Lines, url: str | None = None, publisher: str | None = None) -> Document:
    text, placed = "", []
    for words, label in lines:
        placed.append(Line(start=len(text), end=len(text) + len(words), label=label, rule="prose"))
        text += f"{words}\n"
    return Document(
        id=DocumentId(name),
        artefact=ArtefactId("0" * 64),
        part="",
        reader="plain/2",
        media_type="text/plain",
        text=text,
        lines=tuple(placed),
        segments=(Segment(start=0, end=len(text), part="", source_start=0, source_end=len(text)),),
        url=Meta(value=url, basis="sidecar") if url else None,
        publisher=Meta(value=publisher, basis="sidecar") if publisher else None,
    )


def test_a_line_on_two_different_pages_is_furniture_on_both() -> None:
    expected = {"0": [APPEAL], "1": [APPEAL.upper()]}
    assert find([*article("road"), (APPEAL, "body")], [(APPEAL.upper(), "body"), *article("school")]) == expected


def test_a_line_twice_on_one_page_is_no_repeat() -> None:
    assert find([*article("road"), (APPEAL, "body"), (APPEAL, "body")], article("school")) == {}


def test_copies_of_an_article_at_two_addresses_leave_each_other_alone() -> None:
    assert find(article("road"), article("road")) == {}
    assert find(article("road"), [*article("road")[:3], ("A new last paragraph stands here now.", "body")]) == {}


def test_copies_still_lose_what_a_third_page_shows_to_be_furniture() -> None:
    copy: Lines = [*article("road"), (APPEAL, "body")]
    assert find(copy, copy, [*article("school"), (APPEAL, "uncertain")]) == {
        "0": [APPEAL],
        "1": [APPEAL],
        "2": [APPEAL],
    }


def test_a_hundred_copies_and_one_other_page() -> None:
    copies = [article("road") for _ in range(100)]
    assert find(*copies, article("school")) == {}


@pytest.mark.parametrize(
    "line",
    [
        '"We will not comment on contracts," a spokesman said in an e-mail.',
        "The company told reporters that it would appeal the decision.",
        "What we know",
        "MR. HALE:",
    ],
)
def test_reported_speech_and_the_shortest_lines_are_kept(line: str) -> None:
    expected = {"0": ["What we know"], "1": ["What we know"]} if line == "What we know" else {}
    assert find([*article("road"), (line, "body")], [*article("school"), (line, "body")]) == expected


def test_bylines_and_dates_repeat_by_right() -> None:
    line: Lines = [("By Ada Lindqvist and Bo Ek", "meta")]
    assert find([*article("road"), *line], [*article("school"), *line]) == {}


@given(
    st.lists(
        st.lists(st.sampled_from(["one two three", "Four five six seven.", APPEAL, "x", ""]), max_size=5), max_size=5
    )
)
def test_only_lines_that_stand_elsewhere_are_found(pages: list[list[str]]) -> None:
    documents: list[Lines] = [[(words, "body") for words in page] for page in pages]
    for name, lines in find(*documents).items():
        others = [words for number, page in enumerate(pages) if number != int(name) for words in page]
        assert all(line in others for line in lines)


@pytest.mark.parametrize(
    ("url", "publisher", "path", "site"),
    [
        ("https://www.Ledger.example/a?b", "The Ledger", "in/a.txt", "ledger.example"),
        ("http://[::1", " The  Ledger ", "in/a.txt", "publisher the ledger"),
        (None, None, "in/ledger/a.txt", None),
    ],
)
def test_the_site_is_the_host_else_the_publisher(
    url: str | None, publisher: str | None, path: str, site: str | None
) -> None:
    origin = Origin(artefact=ArtefactId("0" * 64), path=path, collected_at="2024-06-01T00:00:00+00:00")
    assert site_of(document("a", article("road"), url, publisher), origin) == site


def test_long_prose_is_furniture_only_where_every_third_page_has_it() -> None:
    """An outlet takes over a paragraph of background from one story into the next: its word, not its furniture."""
    background = " ".join(f"word{number}" for number in range(25)) + "."
    others = [article(name) for name in ("harbour", "market", "museum", "garden")]
    twice = [[*article("road"), (background, "body")], [*article("school"), (background, "body")]]
    assert find(*twice, *others) == {}
    appeal = [[*lines, (background, "body")] for lines in (*twice, *others[:1])]
    assert find(*appeal, *others[1:]) == {str(number): [background] * (2 if number < 2 else 1) for number in range(3)}


def test_labels_come_and_go_with_the_pages_of_the_site(tmp_path: Path) -> None:
    """Only documents whose labels change are extracted anew; the reader's own labels are never lost."""

    def quiet(stage: str, done: int, total: int) -> None:
        """Report progress to nobody."""

    def put(name: str, words: str) -> None:
        page = tmp_path / "site" / f"{name}.txt"
        page.parent.mkdir(exist_ok=True)
        page.write_text("\n\n".join(line for line, _ in article(name, 9)) + f"\n\n{words}\n", encoding="utf-8")
        page.with_name(page.name + ".meta.yaml").write_text(f"url: https://ledger.example/{name}\n")

    def labels() -> dict[str, list[str]]:
        with Writer(record) as writer:
            collect(writer, [tmp_path / "site"], INLINE, quiet)
        reports = {one.stage: one for one in build(record, INLINE, quiet)}
        extracted.append(reports["extract"].done)
        with View.open(record) as view:
            return {
                str(one.url and one.url.value)[-1]: [
                    line.rule for line in one.lines if one.text[line.start : line.end].startswith(NOTE)
                ]
                for one in view.documents()
            }

    record, extracted = create_record(tmp_path / "record"), list[int]()
    put("a", NOTE)
    (alone,) = labels()["a"]
    put("b", NOTE)
    assert labels() == {"a": [RULE], "b": [RULE]}
    assert labels() == {"a": [RULE], "b": [RULE]}
    (tmp_path / "site" / "b.txt").unlink()
    assert extracted == [1, 2, 0]
    with Writer(record) as writer, writer.transaction():
        document, _ = writer.lines_of_site("ledger.example")
        assert {line.rule for line in document.in_force} - {line.rule for line in document.as_read} == {RULE}
        writer.relabel(document, document.as_read)
    assert build(record, INLINE, quiet)[1].done == 1
    with View.open(record) as view:
        found = view.document(document.id)
        assert found is not None
        assert [line.rule for line in found.lines if found.text[line.start : line.end] == NOTE] == [alone]


def labelled(name: str, lines: Lines) -> Labelled:
    """Make the lines of a document as the store gives them."""
    one = document(name, lines)
    return Labelled(one.id, one.text, one.lines, one.lines)


def test_text_and_places_of_lines_do_not_change() -> None:
    before = [labelled(name, [*article(name), (APPEAL, "body")]) for name in ("road", "school")]
    after = list(should_be(before))
    assert [one for one, _ in after] == before
    assert [(one.start, one.end) for one in after[0][1]] == [(one.start, one.end) for one in before[0].as_read]
    assert [one.rule for one in after[0][1]][-1] == RULE


def test_long_documents_are_compared_a_few_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only near ones, so that the memory for a site does not grow with the length of its texts."""
    before = [labelled(name, [*article(name), (APPEAL, "body")]) for name in ("road", "park", "farm", "bank")]
    monkeypatch.setattr("onrecord.read.line_repeats._BLOCK_CHARACTERS", len(before[0].text))
    assert [lines[-1].rule == RULE for _, lines in should_be(before)] == [True] * 4
    monkeypatch.setattr("onrecord.read.line_repeats._BLOCK_CHARACTERS", len(before[0].text) - 1)
    assert [lines[-1].rule == RULE for _, lines in should_be(before)] == [False] * 4
