"""The same words in two documents: what is laid on what, what counts as an echo, and what happened to the words."""

from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.connect.echo.alignments import align
from onrecord.connect.echo.bars import Said
from onrecord.connect.echo.edits import emphasis_of, same_spelling
from onrecord.connect.echo.kinds import echo_of
from onrecord.connect.echo.sources import Source, quoted_ranges, source_of
from onrecord.model.alignment import Alignment
from onrecord.model.evidence import check_span, cut
from onrecord.model.ids import PartyId
from onrecord.model.meeting import Echo
from onrecord.model.statement import SourceKind, Statement
from resolve.build import document

WORDS = "the harbour must be dredged before the winter storms come because nobody else will pay for it"
EIGHT = "we will dredge the harbour before winter comes"
FIVE = "dredge the silted harbour tomorrow"


@dataclass(frozen=True, slots=True)
class Quote:
    """A statement of a text to be made: its pieces as they stand there, and the words that name its source."""

    pieces: tuple[str, ...]
    source: str = ""
    kind: SourceKind = "person"
    said_on: str | None = None


def source(text: str, *quotes: Quote) -> Source:
    """Prepare a text whose statements are named by their words."""
    made = document(text)
    statements = []
    for quote in quotes:
        places = [(text.index(piece), text.index(piece) + len(piece)) for piece in quote.pieces]
        at = text.index(quote.source) if quote.source else 0
        statements.append(
            Statement(
                document=made.id,
                form="direct",
                source=(cut(made.id, text, at, at + len(quote.source)),) if quote.source else (),
                cue=(),
                content=tuple(cut(made.id, text, start, end) for start, end in places),
                confidence=0.9,
                extractor="test/1",
                source_kind=quote.kind if quote.source else "nobody",
                said_on=quote.said_on,
            )
        )
    return source_of(made, statements)


def first(words: str = WORDS) -> Source:
    """Give the earlier text of a pair."""
    return source(f'In the first paper: "{words}," said Ann Clarke.', Quote((words,), "Ann Clarke"))


def later(text: str, *quotes: Quote) -> Source:
    """Give the later text of a pair."""
    return source(f"Another text begins here.\n\n{text}\n\nAnd it ends there.", *quotes)


ANN = Said(speaker=PartyId("ann"), name="Ann Clarke", confidence=0.9, published="2018-06-19")
ANN_LATER = Said(speaker=PartyId("ann"), name="Ann Clarke", confidence=0.9, published="2018-06-20")
BOB = Said(speaker=PartyId("bob"), name="Bob Jones", confidence=0.9, published="2018-06-20")
NOBODY = Said(published="2018-06-20")


def aligned(left: Source, right: Source) -> Alignment:
    """Give the one passage of two texts."""
    (found,) = align(left, right)
    return found


def echo(left: Source, right: Source, ours: Said = ANN, theirs: Said = ANN_LATER) -> Echo:
    """Give the one echo of two texts."""
    found = echo_of(aligned(left, right), ours, theirs)
    assert found is not None
    return found


def test_the_same_words_are_verbatim() -> None:
    found = echo(first(), later(f'"{WORDS}," she said.', Quote((WORDS,), "she", "pronoun")))
    assert (found.kind, found.kinds, found.differences) == ("verbatim", ("verbatim",), ())
    assert [one.span.text for one in found.members] == [WORDS, WORDS]
    assert found.method == "echo/1"
    assert 0 < found.score < 1


@pytest.mark.parametrize(
    "marked",
    ["“{}”", '"{}"', "''{}''", "``{}''", "«{}»"],
)
def test_every_shape_of_quotation_marks_is_read(marked: str) -> None:
    right = later(f"{marked.format(WORDS)} she said.")
    assert aligned(first(), right).right.standing == "quoted"


@pytest.mark.parametrize("order", [1, -1])
def test_a_cue_in_the_middle_is_no_edit(order: int) -> None:
    """`"The harbour," she told the paper, "must be ..."` holds her words only, and its pieces are told apart."""
    here, there = " ".join(WORDS.split()[:6]), " ".join(WORDS.split()[6:])
    split = later(f'"{here}," she told the paper, "{there}."', Quote((here, there), "she", "pronoun"))
    left, right = [first(), split][::order]
    found = aligned(left, right)
    side = found.right if order == 1 else found.left
    assert (found.equal, found.differences) == (17, ())
    assert [one.text for one in side.pieces] == [here, there]


@pytest.mark.parametrize(
    "changed",
    [
        WORDS.replace("before the winter storms come", "..."),
        WORDS.replace("before the winter storms come", "[...]"),
        WORDS.replace("dredged", "dredged [sic]"),
        WORDS.replace("nobody else", "[no other town]"),
    ],
)
def test_brackets_and_ellipses_license_what_they_replace(changed: str) -> None:
    found = aligned(first(), later(f'"{changed}," she said.'))
    assert found.differences == ()
    assert found.right.licensed != ()


def test_a_word_beside_the_bracket_is_not_licensed() -> None:
    changed = WORDS.replace("else will", "else in this county [...] will")
    found = aligned(first(), later(f'"{changed}," she said.'))
    assert found.differences == (("", "in this county"),)


@pytest.mark.parametrize(
    ("before", "after", "emphasis"),
    [
        ("must be dredged", "must not be dredged", "negation"),
        ("must be dredged", "may be dredged", "modal"),
        ("the winter storms", "the summer storms", ""),
        ("nobody else will", "nobody in Portmore will", "name"),
        ("the winter storms", "the three storms", "number"),
    ],
)
def test_only_numbers_negations_modal_verbs_and_names_are_emphasised(before: str, after: str, emphasis: str) -> None:
    changed = WORDS.replace(before, after)
    found = echo(first(), later(f'"{changed}," she said.', Quote((changed,), "she", "pronoun")))
    assert (found.kind, found.emphases) == ("altered", (emphasis,))


def test_a_number_is_shown_whole() -> None:
    words = "we spent $19.4 million on the silted harbour last year and nobody has thanked us"
    changed = words.replace("19.4", "19.6")
    found = echo(first(words), later(f'"{changed}," she said.'), theirs=NOBODY)
    assert found.differences == (("$19.4", "$19.6"),)
    assert found.emphases == ("number",)


def test_another_spelling_is_no_difference() -> None:
    assert same_spelling(["e", "mail"], ["email"])
    assert same_spelling(["seven"], ["7"])
    assert same_spelling(["boats"], ["boats's"])
    assert not same_spelling(["boat"], ["boat's"])
    assert not same_spelling(["boat"], [])


def test_truncated_and_extended_show_what_the_other_has_beyond() -> None:
    shorter = " ".join(WORDS.split()[:12])
    one, other = first(), later(f'"{shorter}," she said.', Quote((shorter,), "she", "pronoun"))
    beyond = "else will pay for it"
    found = echo(one, other)
    assert (found.kind, found.differences) == ("truncated", ((beyond, ""),))
    turned = echo(other, one, ANN, ANN_LATER)
    assert (turned.kind, turned.differences) == ("extended", (("", beyond),))


def test_a_reporters_words_before_a_fragment_are_no_alteration() -> None:
    fragment = " ".join(WORDS.split()[2:])
    found = echo(first(), later(f'She warned that our port "{fragment}".', Quote((fragment,), "She", "pronoun")))
    assert found.kinds == ("truncated",)


def test_a_clause_left_out_inside_one_pair_of_marks_is_spliced() -> None:
    whole = "We open the new harbour in May. The rest is gossip, and dull. Come early with your boats."
    cut_short = "We open the new harbour in May. Come early with your boats."
    found = echo(first(whole), later(f'"{cut_short}" she said.', Quote((cut_short,), "she", "pronoun")))
    assert found.kinds[0] == "spliced"
    shown = cut_short.replace("May. Come", "May. ... Come")
    assert "spliced" not in echo(first(whole), later(f'"{shown}" she said.')).kinds


def test_two_speakers_run_together_without_a_name_are_spliced_and_a_speaker_is_proposed() -> None:
    """The second quotation is somebody else's: a reader takes both for one person's, and nobody is named."""
    other = "our present contract covers mail and calendars and nothing else at all"
    found = echo(first(), later(f'"{WORDS}". "{other}".', Quote((f'"{WORDS}". "{other}"',))), theirs=NOBODY)
    assert found.kinds == ("spliced", "speaker_dropped")
    assert found.proposed == "ann"
    assert "proposed from the other text, which names Ann Clarke" in found.because


def test_words_without_marks_have_dropped_them() -> None:
    found = echo(first(), later(f"We all know that {WORDS}."), theirs=NOBODY)
    assert (found.kind, found.members[1].statement) == ("marks_dropped", None)


@pytest.mark.parametrize(
    "text",
    [
        f"“So it stands: {WORDS}.",
        f"A heading says '{WORDS}'.",
        f"She wrote:\n\n{WORDS}",
    ],
)
def test_marks_that_are_stray_single_or_a_block_are_not_dropped(text: str) -> None:
    assert "marks_dropped" not in echo(first(), later(text), theirs=NOBODY).kinds


def test_half_in_marks_is_partly() -> None:
    text = f'She holds that {" ".join(WORDS.split()[:8])} "{" ".join(WORDS.split()[8:])}".'
    found = aligned(first(), later(text))
    assert found.right.standing == "partly"


def test_nothing_is_dropped_by_the_text_that_came_first() -> None:
    """A blog says it, a paper quotes it later: the paper added marks, nobody dropped any."""
    blog = Said(published="2018-01-01")
    found = echo(first(), later(f"We think that {WORDS}."), theirs=blog)
    assert found.kind == "marks_added"


@pytest.mark.parametrize(
    "text",
    [
        f'Bob Jones met the mayor. "{WORDS}," somebody said.',
        f'Ann Clarke met the mayor. "{WORDS}."',
    ],
)
def test_a_speaker_is_not_dropped_where_a_verb_of_saying_or_the_name_stands_near(text: str) -> None:
    found = echo(first(), later(text), theirs=NOBODY)
    assert "speaker_dropped" not in found.kinds
    assert found.proposed is None


def test_a_speaker_who_was_dropped_is_proposed() -> None:
    found = echo(first(), later(f'"{WORDS}."', Quote((WORDS,))), theirs=NOBODY)
    assert (found.kind, found.proposed) == ("speaker_dropped", "ann")


def test_different_speakers_are_told_apart_but_not_namesakes_or_voices_of_one_body() -> None:
    right = later(f'"{WORDS}," said Bob Jones.', Quote((WORDS,), "Bob Jones"))
    assert echo(first(), right, theirs=BOB).kind == "speaker_differs"
    namesake = Said(speaker=PartyId("other"), name="Clarke", confidence=0.9, published="2018-06-20")
    assert echo(first(), right, theirs=namesake).kind == "verbatim"
    voice = Said(speaker=PartyId("bob"), name="Bob Jones", confidence=0.9, speaks_for=frozenset({PartyId("ann")}))
    assert echo(first(), right, theirs=voice).kind == "verbatim"


def test_doubt_about_a_speaker_says_nothing_of_words_changing_hands() -> None:
    right = later(f'"{WORDS}," said Bob Jones.', Quote((WORDS,), "Bob Jones"))
    unsure = Said(speaker=PartyId("bob"), name="Bob Jones", confidence=0.3, published="2018-06-20")
    assert echo(first(), right, theirs=unsure).kind == "verbatim"


@pytest.mark.parametrize(
    ("theirs", "found"),
    [
        (ANN_LATER, True),
        (BOB, True),
        (Said(published="2018-07-03"), True),
        (Said(published="2018-07-04"), False),
        (Said(), False),
        (Said(published="2018-06"), False),
    ],
)
def test_eight_words_need_the_same_speaker_or_a_fortnight(theirs: Said, found: bool) -> None:  # noqa: FBT001  # a parameter of pytest
    one = aligned(first(EIGHT), later(f'"{EIGHT}," was heard.'))
    assert (echo_of(one, ANN, theirs) is not None) == found


@pytest.mark.parametrize(
    ("words", "theirs", "found"),
    [
        (FIVE, ANN_LATER, True),
        (FIVE, Said(speaker=PartyId("ann"), name="Ann Clarke", published="2018-09-20"), False),
        ("dredge the silted harbour mouth tomorrow", ANN_LATER, True),
        ("dredge the silted harbour mouth tomorrow", BOB, False),
        ("at the end of the day", ANN_LATER, False),
    ],
)
def test_few_words_need_the_same_speaker_a_near_day_and_rarer_words(words: str, theirs: Said, found: bool) -> None:  # noqa: FBT001  # the same
    one = align(first(words), later(f'"{words}," was heard.'))
    assert any(echo_of(each, ANN, theirs) is not None for each in one) == found


@pytest.mark.parametrize(
    "words",
    [
        "the Ministry of Harbours and Inland Waterways of the Republic of Portmore",
        "at the end of the day we will have to do it",
    ],
)
def test_names_and_turns_of_phrase_of_any_length_are_no_echo(words: str) -> None:
    others = f"{' '.join(words.split()[:9])} in some way and {' '.join(words.split()[9:])}"
    found = align(first(words), later(f'"{others}," said Bob Jones.', Quote((others,), "Bob Jones")))
    assert [one for one in found if echo_of(one, ANN, Said(published="2019-06-20"))] == []


def test_words_said_on_another_day_are_another_occasion() -> None:
    words = "we have come a long way in the last nine months of dredging"
    left = source(f'"{words}," said Ann Clarke.', Quote((words,), "Ann Clarke"))
    monday = later(f'"{words}," she said on Monday.', Quote((words,), "she", "pronoun", said_on="2018-06-25"))
    assert echo_of(aligned(left, monday), ANN, ANN_LATER) is None
    same_day = later(f'"{words}," she said on Monday.', Quote((words,), "she", "pronoun", said_on="2018-06-18"))
    assert echo_of(aligned(left, same_day), ANN, ANN_LATER) is not None


def test_paraphrase_that_runs_alike_needs_more_words() -> None:
    report = "she wants a temporary ban on trawlers entering the inner harbour"
    left = source(f"It says that {report}.", Quote((report,), "It", "organisation"))
    right = later(f"One hears that {report}.", Quote((report,), "One", "unnamed"))
    assert [one for one in align(left, right) if echo_of(one, Said(), Said())] == []


def test_a_quotation_that_runs_through_paragraphs_is_one() -> None:
    """Printers open each paragraph with a mark and close the last one only."""
    here, there = "the harbour must be dredged before the storms", "and nobody else in this county will pay for it"
    right = later(f'"{here}\n\n"{there}," she said.')
    found = aligned(first(f"{here} {there}"), right)
    assert (found.equal, found.differences) == (18, ())


def test_words_are_not_joined_across_marks_that_change_hands() -> None:
    """`... at the border," the spokesperson` and `... at the border. "The stories` share a "the" that belongs to nobody."""
    text = f'{WORDS}. "And boats were lost here in the spring," read a sign.'
    left = source(f'"{WORDS}" and so on.', Quote((WORDS,)))
    assert aligned(left, later(text)).right.span.text == WORDS


def test_a_document_has_no_echo_of_itself_and_empty_texts_have_none() -> None:
    assert align(first(), first()) == []
    assert align(source("x"), first()) == []


def test_quoted_ranges_are_quotations_and_long_reports_in_order() -> None:
    report = " ".join(["dredging"] * 14)
    made = source(f'"{WORDS}," she said. "No." It says {report}. It says {FIVE}.', Quote((report,), "It"))
    assert [made.text[start:end] for start, end in quoted_ranges(made)] == [WORDS, report]


VOCABULARY = "harbour boat winter storm money council vote road bridge school nurse price".split()  # noqa: SIM905  # reads better than a list
MARKED = st.lists(st.sampled_from([*VOCABULARY, '"', '"', "\n\n", "said", "..."]), min_size=4, max_size=40)


@settings(max_examples=100, deadline=None)
@given(MARKED, MARKED)
def test_spans_hold_their_words_whatever_is_compared(ours: list[str], theirs: list[str]) -> None:
    """Any marks, any order: every span stands at its offsets, and turning the pair turns the passages."""
    left, right = source(f"A. {' '.join(ours)}"), source(f"B. {' '.join(theirs)}")
    texts = {left.document: left.text, right.document: right.text}
    for found in align(left, right):
        assert found.equal >= 5
        for side in (found.left, found.right):
            assert side.pieces[0].start == side.span.start
            assert side.pieces[-1].end == side.span.end
            for span in (side.span, *side.pieces):
                check_span(texts[span.document], span)
        shown = echo_of(found, ANN, ANN_LATER)
        assert shown is None or len(shown.emphases) == len(shown.differences)


def test_emphasis_is_on_what_changes_not_on_what_stands_in_both() -> None:
    assert emphasis_of("will not come", "will not go") == ""
    assert emphasis_of("the Ministry", "the ministry") == "name"
    assert emphasis_of("I", "We") == ""
