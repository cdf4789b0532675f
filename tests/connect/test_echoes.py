"""The same words in two documents: what counts as the same, what the differences are, and in which order."""

import random
import time
from dataclasses import dataclass, replace
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.connect.echoes import Source, find_echoes, source_of
from onrecord.model.evidence import cut
from onrecord.model.ids import PartyId, StatementId
from onrecord.model.meeting import Echo
from onrecord.model.statement import Form, Statement
from resolve.build import document

ANN, BOB, ANN_ELSEWHERE, CLARKE = PartyId("ann"), PartyId("bob"), PartyId("ann elsewhere"), PartyId("clarke")
NAMES = {ANN: "Ann Clarke", BOB: "Bob Jones", ANN_ELSEWHERE: "Ann Clarke", CLARKE: "Clarke"}
WORDS = "the harbour must be dredged before the winter storms come because nobody else will pay for it"
FIVE = "dredge the harbour right now"
EIGHT = "we will dredge the harbour before winter comes"


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation of a text to be made: its words as they stand there, marks not included, and who says them."""

    pieces: tuple[str, ...]
    speaker: PartyId | None = ANN
    form: Form = "direct"


def quoted(words: str, speaker: PartyId | None = ANN) -> Quote:
    return Quote((words,), speaker)


def source(text: str, *quotes: Quote, published: str | None = "2018-06-20") -> Source:
    """Prepare a text whose quotations are named by their words."""
    made = document(text, published=published)
    statements, speakers = [], {}
    for quote in quotes:
        spans = []
        for piece in quote.pieces:
            start = text.index(piece)
            spans.append(cut(made.id, text, start - 1, start + len(piece) + 1))
        one = Statement(
            document=made.id,
            form=quote.form,
            source=(),
            cue=(),
            content=tuple(spans),
            confidence=0.9,
            extractor="test/1",
        )
        statements.append(one)
        speakers[one.id] = quote.speaker
    return source_of(made, statements, speakers, NAMES)


def first(words: str = WORDS, speaker: PartyId | None = ANN, published: str | None = "2018-06-19") -> Source:
    """Give the earlier document of a pair."""
    return source(f'In the first paper: "{words}" said Ann.', quoted(words, speaker), published=published)


def only(*sources: Source) -> Echo:
    """Find the one echo of some documents."""
    (echo,) = find_echoes(sources)
    return echo


def test_the_same_words_of_the_same_speaker_are_verbatim() -> None:
    second = source(f'Later: "{WORDS}" she said.', quoted(WORDS))
    echo = only(first(), second)
    assert (echo.kind, echo.differences) == ("verbatim", ())
    assert [one.span.text for one in echo.members] == [WORDS, WORDS]
    assert [one.speaker for one in echo.members] == [ANN, ANN]


def test_case_and_the_shape_of_apostrophes_make_no_difference() -> None:
    ours, theirs = (
        "we're proud to support this work with our own cloud",
        "We’re proud to support this work with our own cloud",
    )
    second = source(f'Later: "{theirs}" she said.', quoted(theirs))
    assert only(first(ours), second).kind == "verbatim"


def test_a_shorter_quotation_is_truncated() -> None:
    shorter = " ".join(WORDS.split()[:12])
    echo = only(first(), source(f'Later: "{shorter}" she said.', quoted(shorter)))
    assert (echo.kind, echo.differences) == ("truncated", (("else will pay for it", ""),))
    assert [one.span.text for one in echo.members] == [shorter, shorter]


@pytest.mark.parametrize("swap", [False, True])
def test_a_truncated_quotation_shows_who_cut_what_at_both_ends(swap: bool) -> None:  # noqa: FBT001  # a parameter of pytest
    """As written, not folded, and on the side of the document that has the words."""
    longer = f"Mr. Mayor, {WORDS} In May"
    shorter = " ".join(WORDS.split()[2:14])
    texts = [longer, shorter]
    early, late = reversed(texts) if swap else texts
    echo = only(first(early), source(f'Later: "{late}" she said.', quoted(late)))
    expected = (("Mr Mayor the harbour", ""), ("pay for it In May", ""))
    assert echo.kind == "truncated"
    assert echo.differences == (tuple((b, a) for a, b in expected) if swap else expected)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (
            "we spent 19.4 million dollars on the harbour last year and we will again",
            "we spent 91.4 million dollars on the harbour last year and we will again",
        ),
        (
            "there are 300 boats in the harbour tonight and all of them are safe",
            "there are 800 boats in the harbour tonight and all of them are safe",
        ),
    ],
)
def test_a_changed_number_is_altered_and_shown(ours: str, theirs: str) -> None:
    echo = only(first(ours), source(f'Later: "{theirs}" she said.', quoted(theirs)))
    assert echo.kind == "altered"
    ((before, after),) = echo.differences
    assert (before in ours, after in theirs, before != after) == (True, True, True)
    assert before.split()[0][0] in "193"


def test_a_dropped_not_is_altered() -> None:
    without = WORDS.replace("must be dredged", "must not be dredged")
    echo = only(first(), source(f'Later: "{without}" she said.', quoted(without)))
    assert (echo.kind, echo.differences) == ("altered", (("", "not"),))


def test_words_without_quotation_marks_have_dropped_them() -> None:
    echo = only(first(), source(f"A columnist thinks that {WORDS}, too."))
    assert echo.kind == "marks_dropped"
    assert (echo.members[1].statement, echo.members[1].span.text) == (None, WORDS)


def test_a_quotation_of_nobody_has_dropped_its_speaker() -> None:
    echo = only(first(), source(f'"{WORDS}" is on the wall.', quoted(WORDS, None)))
    assert (echo.kind, [one.speaker for one in echo.members]) == ("speaker_dropped", [ANN, None])


def test_nothing_is_dropped_by_the_text_that_came_first() -> None:
    """A blog says it, a paper quotes it later: the paper added marks and a name, and nobody dropped anything."""
    blog = source(f"We think that {WORDS}, all of us.", published="2018-01-01")
    assert only(first(), blog).kind == "marks_added"
    nameless = source(f'"{WORDS}" is on the wall.', quoted(WORDS, None), published="2018-01-01")
    assert only(first(), nameless).kind == "speaker_added"
    undated = source(f'"{WORDS}" is on the wall.', quoted(WORDS, None), published=None)
    assert only(first(), undated).kind == "speaker_dropped"


def test_a_quotation_of_somebody_else_says_so() -> None:
    echo = only(first(), source(f'Later: "{WORDS}" said Bob.', quoted(WORDS, BOB)))
    assert (echo.kind, [one.speaker for one in echo.members]) == ("speaker_differs", [ANN, BOB])


@pytest.mark.parametrize("namesake", [ANN_ELSEWHERE, CLARKE])
def test_a_namesake_who_may_be_the_same_person_is_not_somebody_else(namesake: PartyId) -> None:
    """Two documents may name one person without proof that they do: nothing is said of words changing hands then."""
    echo = only(first(), source(f'Later: "{WORDS}" she said.', quoted(WORDS, namesake)))
    assert (echo.kind, [one.speaker for one in echo.members]) == ("verbatim", [ANN, namesake])


@pytest.mark.parametrize("order", [0, 1])
def test_a_cue_in_the_middle_of_a_quotation_changes_nothing(order: int) -> None:
    """`"The harbour," said Ann, "must be ..."` holds Ann's words only, whichever document is looked at first."""
    here, there = " ".join(WORDS.split()[:6]), " ".join(WORDS.split()[6:])
    split = source(f'"{here}," said Ann on a windy day, "{there}".', Quote((here, there)))
    echo = only(*([first(), split][:: -1 if order else 1]))
    assert (echo.kind, echo.differences) == ("verbatim", ())


@pytest.mark.parametrize(("speaker", "found"), [(ANN, 1), (BOB, 0), (None, 0)])
def test_five_words_need_the_same_speaker(speaker: PartyId | None, found: int) -> None:
    """Short runs are often idioms: two people say them without having heard each other."""
    second = source(f'Later: "{FIVE}" was heard.', quoted(FIVE, speaker))
    assert len(find_echoes([first(FIVE), second])) == found


def test_five_words_of_two_unknown_speakers_are_no_echo() -> None:
    second = source(f'Later: "{FIVE}" was heard.', quoted(FIVE, None))
    assert find_echoes([first(FIVE, None), second]) == []


@pytest.mark.parametrize(
    ("published", "found"), [("2018-06-30", 1), ("2018-07-03", 1), ("2018-07-04", 0), ("2019-06-19", 0), (None, 0)]
)
def test_eight_words_need_the_same_speaker_or_fourteen_days(published: str | None, found: int) -> None:
    second = source(f'Later: "{EIGHT}" was heard.', quoted(EIGHT, BOB), published=published)
    assert len(find_echoes([first(EIGHT), second])) == found
    assert (
        len(find_echoes([first(EIGHT), replace(second, quotations=(replace(second.quotations[0], speaker=ANN),))])) == 1
    )


def test_four_words_are_no_echo() -> None:
    second = source('Later: "dredge the harbour now" was heard.', quoted("dredge the harbour now"))
    assert find_echoes([first("dredge the harbour now"), second]) == []


def test_the_same_words_twice_in_one_document_are_no_echo() -> None:
    made = source(f'First "{WORDS}" said Ann. Then "{WORDS} again" she said.', quoted(WORDS), quoted(f"{WORDS} again"))
    assert find_echoes([made]) == []


def test_the_earlier_document_comes_first_and_undated_ones_last() -> None:
    later = source(f'Later: "{WORDS}" she said.', quoted(WORDS), published="2018-06-20")
    undated = source(f'Undated: "{WORDS}" she said.', quoted(WORDS), published=None)
    dates = {one.document: one.published for one in (first(), later, undated)}
    for order in permutations([first(), later, undated]):
        echoes = find_echoes(order)
        assert len(echoes) == 3
        for echo in echoes:
            early, late = (dates[one.span.document] or "9999" for one in echo.members)
            assert early < late


def test_a_date_without_a_day_is_no_date_to_count_days_from() -> None:
    second = source(f'Later: "{EIGHT}" was heard.', quoted(EIGHT, BOB), published="2018-06")
    assert find_echoes([first(EIGHT), second]) == []


def test_indirect_words_are_searched_in_but_not_for() -> None:
    """Paraphrase that runs alike is a place words may have come to, never the quotation itself."""
    second = source(f"Later she said that ({WORDS}).", Quote((WORDS,), ANN, "indirect"))
    assert [one.kind for one in find_echoes([first(), second])] == ["marks_dropped"]
    assert find_echoes([source(f"She said that ({WORDS}).", Quote((WORDS,), ANN, "indirect")), second]) == []


def test_two_attributions_of_one_quotation_give_one_echo() -> None:
    """Two statements may share their words; the record holds each pair of places once."""
    text = f'In the first paper: "{WORDS}" said Ann.'
    made = document(text, published="2018-06-19")
    start = text.index(WORDS)
    span = cut(made.id, text, start - 1, start + len(WORDS) + 1)
    shared = [
        Statement(
            document=made.id, form="direct", source=(), cue=cue, content=(span,), confidence=0.9, extractor="test/1"
        )
        for cue in ((), (cut(made.id, text, text.index("said"), text.index("said") + 4),))
    ]
    both = source_of(made, shared, {one.id: ANN for one in shared}, NAMES)
    second = source(f'Later: "{WORDS}" she said.', quoted(WORDS))
    for order in ([both, second], [second, both]):
        echoes = find_echoes(order)
        assert len({one.id for one in echoes}) == len(echoes) == 1


def test_common_turns_of_phrase_far_apart_are_no_echo() -> None:
    """Two long quotations that share an idiom and scattered pairs of small words are two quotations."""
    ours = (
        "at the end of the day the town has to pay for the harbour and we have to find a way to do it "
        "in the next year so that the boats of the fishermen can go out to sea again"
    )
    theirs = (
        "at the end of the day it is the children who lose and in the next decade the schools of the county have to "
        "close a door to many of them so that the rich can go out to dinner for the third time"
    )
    second = source(f'Later: "{theirs}" said Bob.', quoted(theirs, BOB))
    assert find_echoes([first(ours), second]) == []


def test_a_changed_word_between_long_runs_stays_one_echo() -> None:
    """Runs are held together across a gap of up to four words, or one no longer than the shorter run beside it."""
    changed = WORDS.replace("the winter storms come because", "a b c d e")
    echo = only(first(), source(f'Later: "{changed}" she said.', quoted(changed)))
    assert (echo.kind, echo.differences) == ("altered", (("the winter storms come because", "a b c d e"),))


def test_an_empty_record_and_empty_documents_have_no_echoes() -> None:
    assert find_echoes([]) == []
    assert find_echoes([source("x", published=None), first()]) == []


VOCABULARY = "harbour boat winter storm money council vote road bridge school nurse price water light".split()  # noqa: SIM905  # reads better than a list


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(VOCABULARY), min_size=4, max_size=24),
    st.lists(st.sampled_from(VOCABULARY), min_size=4, max_size=24),
    st.sampled_from([ANN, BOB, None]),
)
def test_spans_of_an_echo_hold_their_words_whatever_is_compared(
    ours: list[str], theirs: list[str], who: PartyId | None
) -> None:
    """Every member's words stand at its offsets, members are of two documents, and order of input changes nothing."""
    one = first(" ".join(ours))
    other = source(f'Later: "{" ".join(theirs)}" was heard.', quoted(" ".join(theirs), who))
    texts = {one.document: one.text, other.document: other.text}
    there, back = find_echoes([one, other]), find_echoes([other, one])
    assert [echo.kind for echo in there] == [echo.kind for echo in back]
    for echo in there:
        assert len({member.span.document for member in echo.members}) == 2
        for member in echo.members:
            assert texts[member.span.document][member.span.start : member.span.end] == member.span.text
            assert len(member.span.text.split()) >= 4


def _corpus(documents: int, words: int) -> list[Source]:
    chance = random.Random(7)  # noqa: S311  # a corpus for timing, not a secret
    vocabulary = [f"w{number}" for number in range(4000)]
    weights = [1 / (rank + 1) for rank in range(len(vocabulary))]
    famous = " ".join(chance.choices(vocabulary, weights, k=18))
    sources = []
    for number in range(documents):
        body = chance.choices(vocabulary, weights, k=words)
        quotes = [" ".join(body[place : place + 20]) for place in range(40, words - 40, 60)]
        text = " ".join(body)
        for quote in quotes:
            text = text.replace(quote, f'"{quote}"', 1)
        if number % 3 == 0:
            text += f' "{famous}" '
            quotes.append(famous)
        sources.append(source(f"{number}. {text}", *(quoted(quote) for quote in quotes if f'"{quote}"' in text)))
    return sources


def test_three_hundred_documents_are_compared_in_seconds() -> None:
    """The saying a hundred of them share is found in every pair. Processor time; a laptop needs about one second."""
    sources = _corpus(300, 500)
    started = time.process_time()
    echoes = find_echoes(sources)
    assert time.process_time() - started < 10
    assert len([one for one in echoes if one.kind == "verbatim"]) >= 100 * 99 // 2


def test_statement_ids_name_the_members() -> None:
    second = source(f'Later: "{WORDS}" she said.', quoted(WORDS))
    echo = only(first(), second)
    assert [one.statement for one in echo.members] == [first().quotations[0].statement, second.quotations[0].statement]
    assert all(isinstance(one.statement, str) and StatementId(one.statement) for one in echo.members)


def test_words_in_marks_that_nobody_was_read_for_have_not_lost_their_marks() -> None:
    """A word on dropped marks would be an accusation; the marks are looked at, not the statements found."""
    for text in (f'Later: "{WORDS}," one heard.', f"»{WORDS}«, one heard.", f"“So it is: {WORDS}.”"):
        echo = only(first(), source(text))
        assert (echo.kind, echo.members[1].statement) == ("verbatim", None)
    for text in (f'"No," they think, {WORDS}.', f"He said “no” and {WORDS}."):
        assert only(first(), source(text)).kind == "marks_dropped"
