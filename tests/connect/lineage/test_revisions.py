"""Versions of one page: what was added, removed and reworded between them, and what cannot be compared."""

from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.connect.lineage.revision_pages import REASONS
from onrecord.connect.lineage.revisions import METHOD, Page, compare, compare_all
from onrecord.connect.lineage.versions import Sighting, Version, address_key, content_key, versions
from onrecord.model.evidence import Document, Line
from onrecord.model.ids import DocumentId
from onrecord.model.statement import Statement
from resolve.build import document, span, statement

ADDRESS = "https://harbour.example/blog/port"
PRAISE = "We are proud to support this work with our cloud."
BLOG = f"""We have worked with the port for nine years, and our software runs on every quay of it.

{PRAISE} The system meets the highest security level, and it lets the authority process data at the edge.

“Our engineers sleep near the docks,” said Paul Denny, who leads the team and has done so from the start.

The company takes no position on how the port is governed. Customers decide what they run."""
QUOTED = ("Paul Denny", "“Our engineers sleep near the docks,”")
Said = tuple[str, str]
Row = tuple[str, str | None, str | None]


def page(text: str, seen: str, said: Iterable[Said] = (QUOTED,), **values: object) -> Page:
    """Make a version of the blog with statements `(source, content)`, each with `said` as cue where that stands beside."""
    made = replace(document(text), **values)  # type: ignore[arg-type]  # fields of a document
    statements = tuple(_statement(made, source, content) for source, content in said)
    version = Version(address=ADDRESS, document=made.id, first_seen=seen, last_seen=seen)
    return Page(version=version, document=made, statements=statements)


def _statement(made: Document, source: str, content: str) -> Statement:
    one = statement(made, source, content)
    after = made.text[one.content[-1].end :]
    cue = next((word for word in ("said", "claimed", "did not say") if after.startswith(f" {word}")), "")
    return replace(one, cue=(span(made, cue, content),) if cue else ())


def rows(before: str, after: str, *, said: Iterable[Said] = (QUOTED,), then: Iterable[Said] | None = None) -> list[Row]:
    """List `(kind, words before, words after)`."""
    found = compare(page(before, "2018-01-24", said), page(after, "2018-06-19", said if then is None else then))
    assert found.reason is None
    return [
        (one.kind, one.left_span.text if one.left_span else None, one.right_span.text if one.right_span else None)
        for one in found.revisions
    ]


def test_a_blog_that_lost_and_regained_a_sentence_has_two_revisions() -> None:
    """Three versions: the sentence is removed in the second and added in the third, each between two moments."""
    without = BLOG.replace(f"{PRAISE} ", "")
    pages = [page(BLOG, "2018-01-24"), page(without, "2018-06-18"), page(BLOG, "2018-06-19")]
    found = [one for *_, compared in compare_all(pages) for one in compared.revisions]
    assert [(one.kind, one.before_seen, one.after_seen) for one in found] == [
        ("removed", "2018-01-24", "2018-06-18"),
        ("added", "2018-06-18", "2018-06-19"),
    ]
    removed, added = found
    assert removed.left_span is not None
    assert added.right_span is not None
    assert removed.left_span.text == added.right_span.text == PRAISE
    assert (removed.right_span, removed.left, removed.differences) == (None, None, ())
    assert {one.method for one in found} == {METHOD}
    assert {one.address for one in found} == {ADDRESS}
    assert found[0].id != found[1].id


def test_a_statement_reworded_has_the_words_that_changed() -> None:
    before, after = "“Our engineers sleep near the docks,”", "“Our engineers often sleep by the docks,”"
    found = compare(page(BLOG, "1"), page(BLOG.replace(before, after), "2", [("Paul Denny", after)]))
    (one,) = found.revisions
    assert one.kind == "reworded"
    assert one.differences == (("", "often"), ("near", "by"))
    assert one.left is not None
    assert one.right is not None
    spans = [place.text for place in (one.left_span, one.right_span) if place]
    assert spans == [f"{before} said Paul Denny", f"{after} said Paul Denny"]


def test_what_only_moved_is_nothing() -> None:
    first, *middle, last = BLOG.split("\n\n")
    assert rows(BLOG, "\n\n".join([last, *middle, first])) == []


def test_marks_case_and_white_space_are_no_words() -> None:
    after = BLOG.replace("“Our", '"our').replace("docks,”", 'docks",').replace("nine years, and", "nine  years and")
    assert rows(BLOG, after, then=[("Paul Denny", '"our engineers sleep near the docks",')]) == []


def test_what_is_read_in_one_version_only_is_nothing_while_its_words_stand() -> None:
    """The extractor saw a statement once and not the other time: the page has not changed."""
    assert rows(BLOG, BLOG, said=[QUOTED], then=[]) == []
    assert rows(BLOG, BLOG, said=[], then=[QUOTED, ("Customers", "decide what they run")]) == []


def test_the_same_words_attributed_to_another_are_told() -> None:
    after = BLOG.replace("Paul Denny", "Ann Moss")
    found = compare(page(BLOG, "1"), page(after, "2", [("Ann Moss", QUOTED[1])]))
    (one,) = found.revisions
    assert (one.kind, one.differences) == ("reworded", (("Paul Denny", "Ann Moss"),))


def test_a_longer_name_or_a_pronoun_is_no_other_source() -> None:
    for name in ("Mr Denny", "He"):
        assert rows(BLOG, BLOG.replace("Paul Denny", name), then=[(name, QUOTED[1])]) == []


def test_other_words_that_attribute_are_told() -> None:
    """From "said" to "claimed": nothing of the content changed, and yet the page says something else."""
    after = BLOG.replace("docks,” said", "docks,” claimed")
    (one,) = compare(page(BLOG, "1"), page(after, "2")).revisions
    assert (one.kind, one.differences) == ("reworded", (("said", "claimed"),))


def test_a_verb_that_the_extractor_cuts_otherwise_is_no_change() -> None:
    """The cue of one version is longer; the page has the same words in both."""
    one, other = page(BLOG, "1"), page(BLOG + " The end of it all.", "2")
    (said,) = other.statements
    cut = replace(said, cue=(span(other.document, "said Paul Denny, who leads", "docks,”"),))
    found = compare(one, replace(other, statements=(cut,))).revisions
    assert [(each.kind, each.right_span and each.right_span.text) for each in found] == [
        ("added", "The end of it all.")
    ]


def test_two_sources_are_never_one_statement() -> None:
    """What one person said was taken out, what another said in much the same words was put in."""
    after = BLOG.replace(
        "“Our engineers sleep near the docks,” said Paul Denny", "“Our engineers sleep at the docks,” said Ann Moss"
    )
    found = rows(BLOG, after, then=[("Ann Moss", "“Our engineers sleep at the docks,”")])
    assert sorted(kind for kind, *_ in found) == ["added", "removed"]


def test_a_sentence_cut_short_is_reworded_not_removed() -> None:
    cut = "The system meets the highest security level."
    whole = "The system meets the highest security level, and it lets the authority process data at the edge."
    assert rows(BLOG, BLOG.replace(whole, cut)) == [("reworded", whole, cut)]


def test_one_of_two_like_sentences_is_removed_once() -> None:
    twice = f"{BLOG} Customers decide what they run."
    assert rows(twice, BLOG) == []  # its words still stand there
    assert rows(BLOG.replace(" Customers decide what they run.", ""), BLOG) == [
        ("added", None, "Customers decide what they run.")
    ]


LONG = " ".join(f"The committee met in room {number} and heard witness {number} speak." for number in range(30))
WALLS = (
    "Sign in to continue reading. Already a subscriber? Log in to read the whole story.",
    "Just a moment. Verify you are human. Enable JavaScript and cookies to continue.",
    "Error 404. The page could not be found.",
    "Access to this page has been denied.",
    "This content is not available in your region.",
)


@pytest.mark.parametrize("wall", WALLS)
def test_a_wall_is_told_as_one_and_removes_nothing(wall: str) -> None:
    for one, other in ((LONG, wall), (wall, LONG)):
        found = compare(page(one, "1", ()), page(other, "2", ()))
        assert (found.reason, found.revisions) == ("wall", ())
        assert found.of == document(wall).id
        assert found.because == REASONS["wall"]


def test_an_article_about_a_wall_is_no_wall() -> None:
    text = f"{LONG} Readers were told: sign in to continue reading. The page was not found by many."
    assert compare(page(LONG, "1", ()), page(text, "2", ())).reason is None


def test_a_stub_another_language_and_another_page_are_told() -> None:
    german = " ".join(
        f"Der Ausschuss traf sich in Raum {number} und hörte den Zeugen {number} an." for number in range(30)
    )
    garden = " ".join(
        f"Plant beans in row {number} and water them before the summer comes with its heat." for number in range(30)
    )
    stub = "The committee met in room 1 and heard witness 1 speak."
    assert compare(page(LONG, "1", ()), page(stub, "2", ())).reason == "stub"
    assert compare(page(LONG, "1", ()), page(german, "2", ())).reason == "language"
    assert compare(page(LONG, "1", ()), page(garden, "2", ())).reason == "other_page"
    declared = compare(page(LONG, "1", (), language="en-GB"), page(f"{LONG} Yes.", "2", (), language="de"))
    assert declared.reason == "language"


def test_a_page_without_body_is_told_as_unreadable() -> None:
    empty = page(LONG, "2", (), lines=(Line(start=0, end=len(LONG), label="furniture", rule="test"),))
    found = compare(page(f"{LONG} More.", "1", ()), empty)
    assert (found.reason, found.revisions) == ("unreadable", ())


def test_what_stood_before_a_wall_is_held_against_what_stands_after_it() -> None:
    """A wall between two versions hides no change and makes none."""
    pages = [
        page(LONG, "1", ()),
        page(WALLS[0], "2", ()),
        page(f"{LONG} The committee then went home in silence.", "3", ()),
    ]
    first, second = (compared for *_, compared in compare_all(pages))
    assert first.reason == "wall"
    (one,) = second.revisions
    assert (one.kind, one.before_seen, one.after_seen) == ("added", "1", "3")


# --- versions


def sighting(content: str, seen: str, address: str = ADDRESS) -> Sighting:
    return Sighting(address=address, document=DocumentId(f"{content}-{seen}"), content=content, seen=seen)


def test_versions_are_in_order_and_the_same_content_twice_is_none() -> None:
    """A page that comes back to what it said is a version again; one that never changed is not listed."""
    seen = [
        sighting("a", "4"),
        sighting("b", "3"),
        sighting("a", "1"),
        sighting("a", "2"),
        sighting("c", "1", "/other.txt"),
    ]
    found = versions(seen)
    assert list(found) == [ADDRESS]
    assert [(one.document, one.first_seen, one.last_seen) for one in found[ADDRESS]] == [
        ("a-1", "1", "2"),
        ("b-3", "3", "3"),
        ("a-4", "4", "4"),
    ]


def test_an_address_is_the_same_however_it_is_written() -> None:
    same = ("https://Harbour.example/blog/port/", "http://harbour.example/blog/port#work", ADDRESS)
    assert {address_key(one) for one in same} == {ADDRESS}
    other = (f"{ADDRESS}?page=2", "https://harbour.example/Blog/port", "notes/port.txt", "https://[bad")
    assert len({address_key(one) for one in other} | {ADDRESS}) == 5


def test_markup_and_furniture_are_no_content() -> None:
    one = document(BLOG)
    label = (*one.lines[:-1], replace(one.lines[-1], label="furniture"))
    assert content_key(one) == content_key(document(BLOG.replace("\n\n", "\n")))
    assert content_key(one) != content_key(replace(one, lines=label))


WORD = st.sampled_from(["we", "sold", "no", "data", "to", "anybody", "and", "never", "will", "until", "the", "court"])
SENTENCE = st.lists(WORD, min_size=1, max_size=9).map(lambda words: " ".join(words).capitalize() + ".")


@settings(deadline=None, max_examples=60)
@given(st.lists(SENTENCE, min_size=1, max_size=6), st.lists(SENTENCE, min_size=1, max_size=6))
def test_spans_are_the_words_of_their_version_whatever_the_texts(ours: list[str], theirs: list[str]) -> None:
    before, after = page(" ".join(ours), "1", ()), page("\n\n".join(theirs), "2", ())
    for one in compare(before, after).revisions:
        for place, made in ((one.left_span, before.document), (one.right_span, after.document)):
            assert place is None or (place.document, made.text[place.start : place.end]) == (made.id, place.text)
        assert (one.left_span is None) == (one.kind == "added")
        assert (one.right_span is None) == (one.kind == "removed")
    assert compare(before, before).revisions == ()
