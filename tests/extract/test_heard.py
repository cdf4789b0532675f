"""What the network hears becomes statements: set at quotation marks, and followed into the next paragraphs."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.extract.heard import RULE, Layout, heard_statements, layout_of
from onrecord.extract.statements import Found, Place
from onrecord.extract.tagger.decoding import Heard
from onrecord.extract.tagger.pieces import Pieces, pieces_of
from timing import best

SURE = {"one": 3.0}
"""Weights by which everything heard is kept."""
CONFIDENCE = 0.953
"""What they make of it."""


def place_of(text: str, words: str, after: int = 0) -> Place:
    """Find where some words stand."""
    start = text.index(words, after)
    return start, start + len(words)


def said(text: str, source: str, cue: str, *content: str) -> Heard:
    """Make an attribution of words that stand in a text, the cue behind its source or after it where that is empty."""
    spoken = place_of(text, source) if source else None
    low = text.index(f"{source} {cue}") + len(source) if f"{source} {cue}" in text else 0
    return Heard(
        source=(spoken,) if spoken else (),
        cue=(place_of(text, cue, low),),
        content=tuple(place_of(text, words) for words in content),
        evidence=(0.9, 0.9, 0.9),
        cue_odds=0.9,
    )


def statements_of(text: str, heard: Sequence[Heard], *, least: float = 0.5) -> list[Found]:
    """Make statements of what is heard in a text."""
    ranges = [(0, len(text))] if text else []
    return heard_statements(layout_of(text, ranges), ranges, heard, SURE, least)


def contents(text: str, *heard: Heard) -> list[list[str]]:
    """List the words of each statement."""
    return [[text[low:high] for low, high in one.content] for one in statements_of(text, heard)]


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("“No, never,” Ann said.", "No, never", "“No, never,”"),
        ("“No, never,” Ann said.", "“No, never", "“No, never,”"),
        ("“No, never,” Ann said.", "No, never,”", "“No, never,”"),
        ("“No, never,” Ann said.", "never", "never,”"),
        ("“No, never,” Ann said.", "No", "“No"),
        ('"No, never," Ann said.', "No, never,", '"No, never,"'),
        ("``No, never,'' Ann said.", "No, never", "``No, never,''"),
        ("“‘No’ is a word,” Ann said.", "No’ is a word", "“‘No’ is a word,”"),
        ("“She said ‘no.’” Ann said.", "She said ‘no", "“She said ‘no.’”"),
        ("It rained, Ann said.", "It rained", "It rained"),
        ("It was “late”, Ann said.", "It was “late", "It was “late”"),
        ("Ann said that “one” and “two” and “three” went.", "that “one” and “two” and “three", "that “one” and “two” and “three”"),
        ("“We won.” It was over, Ann said.", "” It was over", "It was over"),
        ("“We won.” It was over, Ann said.", ".” It was over", "It was over"),
        ("Ann said it was over. “We won,” he thought.", "it was over. “", "it was over."),
        ("“…” It was over, Ann said.", "“…” It was over", "“…” It was over"),
        ("“One” “two,” Ann said.", "” “", "” “"),
    ],
)  # fmt: skip
def test_words_are_set_at_their_marks(text: str, words: str, expected: str) -> None:
    """Words that begin or end beside a mark of their quotation take it in; marks of other words are left to them."""
    assert contents(text, said(text, "Ann", "said", words)) == [[expected]]


def test_pieces_set_at_one_mark_are_one() -> None:
    """Words and the mark that closes them, heard apart, are joined: no character stands twice in a statement."""
    text = "“No, never,” Ann said."
    assert contents(text, said(text, "Ann", "said", "“No, never", "”")) == [["“No, never,”"]]


def test_pieces_stay_apart_around_the_source() -> None:
    """A content that source and cue interrupt keeps its two pieces, each at its own marks."""
    text = "“No,” Ann said, “never.”"
    assert contents(text, said(text, "Ann", "said", "No", "never")) == [["“No,”", "“never.”"]]


def test_a_quotation_goes_on_over_paragraphs() -> None:
    """Paragraphs that open with a mark because the one before did not close its own belong to one statement."""
    text = 'Ann said: "One.\n\n"Two.\n\n"Three." She left.\n\n"Four," Bo said.'
    heard = (said(text, "Ann", "said:", '"One.'), said(text, "Bo", "said", '"Four,"'))
    assert contents(text, *heard) == [['"One.', '"Two.', '"Three."'], ['"Four,"']]


def test_a_speaker_inside_a_quotation_keeps_the_words_heard_of_him() -> None:
    """A paragraph of a quotation in which somebody else is heard is left out, those after it are not."""
    text = 'Ann said: "One.\n\n"Bo told me no. Then he left.\n\n"Three."'
    heard = (said(text, "Ann", "said:", '"One.'), said(text, "Bo", "told me", "no"))
    assert contents(text, *heard) == [['"One.', '"Three."'], ["no"]]


def test_a_quotation_that_goes_on_belongs_to_one() -> None:
    """Of two heard in its first paragraph, the one whose words come last goes on."""
    text = 'Ann said: "Bo told me no. One.\n\n"Two."'
    heard = (said(text, "Ann", "said:", "One."), said(text, "Bo", "told me", "no"))
    assert sorted(contents(text, *heard)) == [["One.", '"Two."'], ["no"]]


@pytest.mark.parametrize(
    "words",
    ['"He called it "odd" and left."', "“He called it ‘odd’ and left.”", "“He called it “odd” and left.”"],
)
def test_a_quotation_inside_a_quotation_does_not_split(words: str) -> None:
    """The marks inside are words of the quotation like others."""
    text = f"Ann said: {words}"
    assert contents(text, said(text, "Ann", "said:", words[1:-1])) == [[words]]
    assert contents(text, said(text, "Ann", "said:", words)) == [[words]]


def test_paragraphs_of_quotation_go_on_with_the_speaker() -> None:
    """What follows in quotation marks alone is the same speaker's, until other words come between."""
    text = '"One," Ann said.\n\n"Two."\n\n"Three." "Four."\n\nRain fell.\n\n"Five."'
    assert contents(text, said(text, "Ann", "said", '"One,"')) == [['"One,"', '"Two."', '"Three." "Four."']]


def test_quotation_after_a_quotation_that_went_on() -> None:
    """A paragraph may hold the end of one quotation and another of the same speaker; each stands once."""
    text = '"One," Ann said. "Two.\n\n"Three." "Four."\n\n"Five."'
    heard = said(text, "Ann", "said", '"One,"', '"Two.')
    assert contents(text, heard) == [['"One,"', '"Two.', '"Three."', '"Four."', '"Five."']]


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        ('"One," Ann said. "Two," Bo said.', [['"One,"'], ['"Two,"', '"Three."']]),
        ('"One," Ann said. Two, Bo said.', [['"One,"', '"Three."'], ["Two"]]),
        ("One, Ann said. Two, Bo said.", [["One"], ["Two"]]),
    ],
)
def test_the_last_who_was_quoted_goes_on(first: str, expected: list[list[str]]) -> None:
    """Of several speakers in a paragraph the last whose words stood in quotation marks goes on; else nobody does."""
    text = f'{first}\n\n"Three."'
    heard = (said(text, "Ann", "said", "One"), said(text, "Bo", "said", "Two"))
    assert contents(text, *heard) == expected


def test_a_speaker_between_ends_it() -> None:
    """Whoever is heard next, quoted or not, ends what would have gone on."""
    text = '"One," Ann said.\n\nBo said it rained.\n\n"Two."'
    heard = (said(text, "Ann", "said", "One"), said(text, "Bo", "said", "it rained"))
    assert contents(text, *heard) == [['"One,"'], ["it rained"]]


@pytest.mark.parametrize(
    "text",
    [
        'The "experts" were late.\n\nThe "plan" failed.',
        'The "experts" were late.\n\n"Great"',
        '"A quotation that nobody is named for, and long."',
        "Ann said that it rained.",
        '"One," Ann said.',
        "",
        "\n\n",
    ],
)
def test_what_the_network_does_not_hear_is_no_statement(text: str) -> None:
    """Scare quotes, quotations of nobody, and attributions that only the rules would find give nothing."""
    assert statements_of(text, []) == []


def test_scare_quotes_do_not_go_on() -> None:
    """A paragraph with a quoted word in it is not all quotation: it ends what went before and is nobody's."""
    text = '"One," Ann said.\n\nThe "plan" failed.\n\n"Two."'
    assert contents(text, said(text, "Ann", "said", "One")) == [['"One,"']]


def test_words_announced_with_a_colon() -> None:
    """Words in the paragraphs after a colon belong to who announced them; the network sees one paragraph at a time."""
    text = 'The mayor wrote:\n\n"We will help."\n\n"It is late."'
    (found,) = statements_of(text, [])
    assert found.rule == "introduced"
    assert [text[low:high] for low, high in (*found.source, *found.cue)] == ["The mayor", "wrote:"]
    assert contents(text) == [['"We will help."', '"It is late."']]


def test_announced_words_stand_once() -> None:
    """Words announced with a colon are not added to the speaker before as well."""
    text = '"One," Ann said. She added:\n\n"Two words here."\n\n"Three."'
    assert contents(text, said(text, "Ann", "said", "One")) == [['"One,"'], ['"Two words here."', '"Three."']]


def test_what_the_network_hears_counts_before_the_rules() -> None:
    """A colon, a signature or a transcript whose words the network has heard already is not read again."""
    text = 'The mayor wrote:\n\n"We will help."'
    whole = Heard((place_of(text, "The mayor"),), (place_of(text, "wrote:"),), ((18, len(text)),), (0.9, 0.9, 0.9), 0.9)
    assert [one.rule for one in statements_of(text, [whole])] == [RULE]


def test_signed_lines() -> None:
    """A quotation with a name below it is that person's."""
    text = '"We have nothing left that we could give to anybody."\n\n— Ann Hill'
    (found,) = statements_of(text, [])
    assert (found.rule, [text[low:high] for low, high in found.source]) == ("signed", ["Ann Hill"])


def test_transcripts() -> None:
    """`NAME: words` is read where the name stands elsewhere too."""
    text = "Ann Hill spoke with Bo Lind.\n\nHill: We will go there today.\n\nLind: And we will stay here."
    assert [one.rule for one in statements_of(text, [])] == ["transcript"] * 2
    assert contents(text) == [["We will go there today"], ["And we will stay here"]]


def test_the_sentence_of_the_cue() -> None:
    """When and through whom words came is looked for in the sentence that holds the cue, not in the one before."""
    text = 'It rained. "No. Never," Ann told the Post on Monday. She left. Bo said no.'
    heard = (said(text, "Ann", "told", "No. Never"), said(text, "Bo", "said", "no"))
    assert [text[slice(*one.sentence)] for one in statements_of(text, heard)] == [
        '"No. Never," Ann told the Post on Monday.',
        "Bo said no.",
    ]


def test_what_is_not_sure_enough_is_left_out() -> None:
    """Below the least confidence a statement is dropped, and nothing goes on with it."""
    text = '"One," Ann said.\n\n"Two."'
    heard = [said(text, "Ann", "said", "One")]
    assert [one.confidence for one in statements_of(text, heard, least=CONFIDENCE)] == [CONFIDENCE]
    assert statements_of(text, heard, least=CONFIDENCE + 0.001) == []


def test_statements_come_in_order() -> None:
    """By their first character, be it of the source, the cue or the content."""
    text = 'One, said Ann. Bo said two.\n\nThe mayor wrote:\n\n"Three words here." "Four," said Cy.'
    heard = [said(text, "Cy", "said", "Four"), said(text, "Bo", "said", "two"), said(text, "Ann", "said", "One")]
    heard[0] = Heard(heard[0].source, (place_of(text, "said Cy"),), heard[0].content, (0.9, 0.9, 0.9), 0.9)
    starts = [min(low for low, _ in (*one.source, *one.cue, *one.content)) for one in statements_of(text, heard)]
    assert len(starts) >= 3
    assert starts == sorted(starts)


TEXTS = st.lists(
    st.sampled_from(
        [
            *('"', "“", "”", "''", "``", "«", "»", "'", "‘", "’", ",", ".", "?", "!", "…", ":", ";", "—"),
            *("\n", "\n\n", "\n\n", " ", " ", "\xa0", "Ann", "Bo said", "no", "we will", "went,", "😀", "e\u0301"),
            *('"No," Ann said. ', "“We went,” ", '"No" "yes" ', '"Yes."\n\n"We', '\n\n"No."\n\n', " went ", "“‘no’” "),
            *('"No," Ann said. ', "“We went,” ", '"No" "yes" ', '"Yes."\n\n"We', '\n\n"No."\n\n', " went ", "“‘no’” "),
        ]
    )
    | st.text(max_size=3),
    max_size=40,
).map("".join)


def drawn(pieces: Pieces, chance: Random) -> list[Heard]:
    """Draw attributions as decoding gives them: in each paragraph, runs of words that nobody else has."""
    starts, ends, numbers = pieces.start.tolist(), pieces.end.tolist(), pieces.paragraph.tolist()
    found = []
    for number in sorted(set(numbers)):
        owned: dict[tuple[int, str], list[Place]] = {}
        state = None
        for word in (word for word, paragraph in enumerate(numbers) if paragraph == number):
            before = state
            if state is None or chance.random() < 0.4:
                state = chance.choice([None, *((owner, role) for owner in range(3) for role in ("s", "c", "w", "w"))])
            if state is None:
                continue
            runs = owned.setdefault(state, [])
            if before == state and runs:
                runs[-1] = (runs[-1][0], ends[word])
            else:
                runs.append((starts[word], ends[word]))
        for owner in range(3):
            source, cue, content = (tuple(owned.get((owner, role), ())) for role in ("s", "c", "w"))
            if cue and content:
                found.append(Heard(source, cue, content, (0.9, 0.9, 0.9), 0.9))
    return found


def test_a_short_quotation_that_goes_on() -> None:
    """A quotation of two paragraphs that is too short to be a statement leaves the next paragraph to be read."""
    assert statements_of('"Yes.\n\n"No."\n\n"No."', []) == []


def holding(layout: Layout, place: Place) -> list[Place]:
    """Find the paragraphs that hold a place whole."""
    return [block for block in layout.blocks if block[0] <= place[0] < place[1] <= block[1]]


@settings(deadline=None)
@given(TEXTS, st.randoms(use_true_random=False))
def test_whatever_is_heard_gives_whole_statements(text: str, chance: Random) -> None:
    """Every place holds words of one paragraph; those of a content come in order and share nothing; sentences hold cues."""
    ranges = [(0, len(text))] if text else []
    layout = layout_of(text, ranges)
    heard = drawn(pieces_of(text, layout.blocks, layout.quoted), chance)
    found = heard_statements(layout, ranges, heard, SURE, 0.5)
    network = [one for one in found if one.rule == RULE]
    assert len(network) == len(heard)
    assert len({(one.source, one.cue, one.content) for one in found}) == len(found)
    for one in network:
        for place in (*one.source, *one.cue, *one.content):
            assert len(holding(layout, place)) == 1
            assert text[slice(*place)] == text[slice(*place)].strip() != ""
        assert [before[1] <= after[0] for before, after in pairwise(one.content)] == [True] * (len(one.content) - 1)
        assert one.sentence[0] <= one.cue[0][0] < one.sentence[1]
        assert len(holding(layout, one.sentence)) == 1


@settings(deadline=None)
@given(TEXTS, st.randoms(use_true_random=False))
def test_paragraphs_added_are_added_once(text: str, chance: Random) -> None:
    """What is added in later paragraphs belongs to one statement, and to none where somebody is heard there."""
    ranges = [(0, len(text))] if text else []
    layout = layout_of(text, ranges)
    heard = drawn(pieces_of(text, layout.blocks, layout.quoted), chance)
    found = heard_statements(layout, ranges, heard, SURE, 0.5)
    own = {one.cue: holding(layout, one.cue[0]) for one in heard}
    added = sorted(
        place for one in found if one.rule == RULE for place in one.content if holding(layout, place) != own[one.cue]
    )
    others = [place for one in heard for place in (*one.source, *one.cue, *one.content)]
    assert [before[1] <= after[0] for before, after in pairwise(added)] == [True] * (len(added) - 1)
    for place in added:
        assert not any(low < place[1] and place[0] < high for low, high in others)


def seconds(make: Callable[[int], tuple[str, list[Heard]]], size: int) -> float:
    text, heard = make(size)
    return best(lambda: statements_of(text, heard))


def marks(size: int) -> tuple[str, list[Heard]]:
    return '"' * size, []


def pairs(size: int) -> tuple[str, list[Heard]]:
    return '" "' * (size // 2), []


def short_paragraphs(size: int) -> tuple[str, list[Heard]]:
    return "Ann Hill: no\n\n" * size, []


def quoted_paragraphs(size: int) -> tuple[str, list[Heard]]:
    text = '"One," Ann said.\n\n' + '"Two."\n\n' * size
    return text, [said(text, "Ann", "said", "One")]


def reopened(size: int) -> tuple[str, list[Heard]]:
    text = 'Ann said: "One.\n\n' + '"Two.\n\n' * size
    return text, [said(text, "Ann", "said:", "One")]


def moved(heard: Heard, by: int) -> Heard:
    """Move an attribution so many characters on."""
    source, cue, content = (
        tuple((low + by, high + by) for low, high in places) for places in (heard.source, heard.cue, heard.content)
    )
    return replace(heard, source=source, cue=cue, content=content)


def one_paragraph(size: int) -> tuple[str, list[Heard]]:
    """A paragraph without an end, in which somebody speaks in every sentence."""
    one = '"No," Ann said then. '
    first = said(one, "Ann", "said", "No")
    return one * size, [moved(first, by) for by in range(0, size * len(one), len(one))]


def inside_one_quotation(size: int) -> tuple[str, list[Heard]]:
    """A quotation without an end, in which somebody is heard in every sentence."""
    text, heard = one_paragraph(size)
    return "“" + text.replace('"', "'")[:-1] + "”", [moved(one, 1) for one in heard]


@pytest.mark.parametrize(
    ("make", "size"),
    [
        (marks, 100_000),
        (pairs, 100_000),
        (short_paragraphs, 20_000),
        (quoted_paragraphs, 20_000),
        (reopened, 20_000),
        (one_paragraph, 4_000),
        (inside_one_quotation, 4_000),
    ],
)
def test_time_grows_with_the_text(make: Callable[[int], tuple[str, list[Heard]]], size: int) -> None:
    """Four times the text takes about four times as long, far from sixteen."""
    assert seconds(make, size) < 0.05 + 10 * seconds(make, size // 4)
