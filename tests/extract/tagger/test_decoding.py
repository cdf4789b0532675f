"""What is heard stands in the words of the text, each word once, and depends on its own paragraph alone."""

import time
import tracemalloc
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.extract.tagger import decoding
from onrecord.extract.tagger.decoding import MOST_CUES, UNIT, Decoder, Heard, Outputs, Place, read
from onrecord.extract.tagger.lattice import CLASSES, Transitions, groups
from onrecord.extract.tagger.links import LINKS
from onrecord.extract.tagger.pieces import Pieces

WIDTH = 8
OUTSIDE, SOURCE, CUE, CONTENT = range(4)
POINTER = LINKS.index("pointer")
SURE = 10.0
LINKED = SURE**2 / WIDTH**0.5
"""Score of a link between words of one attribution in `told`."""
FLAT = Transitions(
    change=np.zeros((4, 4), dtype=np.float32),
    stay=np.zeros(4, dtype=np.float32),
    distance=np.zeros((len(LINKS), CLASSES), dtype=np.float32),
    between=np.zeros(len(LINKS), dtype=np.float32),
)


def pieces_of(paragraphs: Sequence[Sequence[str]]) -> tuple[str, Pieces]:
    """A text of paragraphs of words, one space or one blank line between them, a piece a word."""
    words = [word for paragraph in paragraphs for word in paragraph]
    numbers = [number for number, paragraph in enumerate(paragraphs) for _ in paragraph]
    text, starts = "", []
    for number, word in enumerate(words):
        if number:
            text += " " if numbers[number] == numbers[number - 1] else "\n\n"
        starts.append(len(text))
        text += word
    start = np.array(starts, dtype=np.int32)
    none = np.zeros(len(words), dtype=np.int32)
    return text, Pieces(
        start=start,
        end=start + np.array([len(word) for word in words], dtype=np.int32),
        paragraph=np.array(numbers, dtype=np.int32),
        case=none,
        quote=none,
        first=np.arange(len(words) + 1, dtype=np.int32),
        ids=none,
    )


def random_outputs(chance: np.random.Generator, words: int, share: float) -> Outputs:
    """Scores without sense in which about that share of the words may belong to a cue."""
    tags = chance.normal(0, 2, (words, 7))
    tags[:, 3:5] -= 12
    tags[chance.random(words) < share, 3:5] += 15
    query = chance.normal(0, 1.5, (words, len(LINKS) * WIDTH + 1))
    key = chance.normal(0, 1.5, (words, len(LINKS), WIDTH))
    return Outputs(
        tags=tags.astype(np.float32),
        entities=np.zeros((words, 1), dtype=np.float32),
        query=query.astype(np.float32),
        key=key.astype(np.float32),
    )


def random_decoder(chance: np.random.Generator) -> Decoder:
    tables = Transitions(
        change=chance.normal(-1, 1, (4, 4)).astype(np.float32),
        stay=chance.normal(0, 1, 4).astype(np.float32),
        distance=chance.normal(0, 1, (len(LINKS), CLASSES)).astype(np.float32),
        between=chance.normal(-1, 1, len(LINKS)).astype(np.float32),
    )
    return Decoder(tables, least_cue=0.15)


def told(*roles: tuple[int, int]) -> Outputs:
    """Scores that say of each word its role and its attribution; a cue points to the first word of its source."""
    tags = np.zeros((len(roles), 7), dtype=np.float32)
    query = np.zeros((len(roles), len(LINKS), WIDTH), dtype=np.float32)
    key = np.zeros_like(query)
    before = (OUTSIDE, 0)
    for place, (role, owner) in enumerate(roles):
        begins = (role, owner) != before
        tags[place, 0 if role == OUTSIDE else 2 * role - begins] = SURE
        query[place, :, owner] = SURE
        key[place, :POINTER, owner] = SURE * (role != OUTSIDE)
        key[place, POINTER, owner] = SURE * (role == SOURCE and begins)
        before = (role, owner)
    nobody = np.array([[SURE * ((SOURCE, owner) not in roles)] for _, owner in roles], dtype=np.float32)
    query = np.concatenate([query.reshape(len(roles), -1), nobody], 1)
    return Outputs(tags=tags, entities=np.zeros((len(roles), 1), dtype=np.float32), query=query, key=key)


def taken(outputs: Outputs, low: int, high: int) -> Outputs:
    """The scores of some of the words."""
    return Outputs(*(getattr(outputs, name)[low:high] for name in ("tags", "entities", "query", "key")))


def moved(heard: Heard, by: int) -> Heard:
    """The same, further on in a text."""
    source, cue, content = (
        tuple((low + by, high + by) for low, high in places) for places in (heard.source, heard.cue, heard.content)
    )
    return replace(heard, source=source, cue=cue, content=content)


def words_of(pieces: Pieces, places: Sequence[Place]) -> list[int]:
    """The words of some places, which begin and end where words do."""
    starts, ends = pieces.start.tolist(), pieces.end.tolist()
    return [word for low, high in places for word in range(starts.index(low), ends.index(high) + 1)]


texts = st.lists(st.integers(1, 60), max_size=8).map(
    lambda sizes: [["w" * (1 + n % 5) for n in range(s)] for s in sizes]
)
seeds = st.integers(0, 2**32 - 1)
shares = st.sampled_from([0.0, 0.05, 0.3, 1.0])


@settings(deadline=None, max_examples=60)
@given(texts, seeds, shares)
def test_what_is_heard_stands_in_the_text(paragraphs: list[list[str]], seed: int, share: float) -> None:
    """Places are runs of whole words of one paragraph; no word is in the cues and contents of two attributions.

    Sources are whole: two attributions have the same one, or two without a common word.
    """
    chance = np.random.default_rng(seed)
    _, pieces = pieces_of(paragraphs)
    used: list[int] = []
    sources: set[tuple[int, ...]] = set()
    for one in read(pieces, random_outputs(chance, len(pieces), share), random_decoder(chance)):
        source, cue, content = (words_of(pieces, places) for places in (one.source, one.cue, one.content))
        assert cue
        assert content
        assert [run == sorted(run) for run in (source, cue, content)] == [True] * 3
        assert len({int(pieces.paragraph[word]) for word in (*source, *cue, *content)}) == 1
        used += [*cue, *content]
        sources.add(tuple(source))
    used += [word for source in sources for word in source]
    assert len(used) == len(set(used))


@settings(deadline=None, max_examples=60)
@given(texts, seeds, shares)
def test_probabilities(paragraphs: list[list[str]], seed: int, share: float) -> None:
    """Every number lies between 0 and 1; that of a cue, of a content and of a source that is there above 0."""
    chance = np.random.default_rng(seed)
    _, pieces = pieces_of(paragraphs)
    for one in read(pieces, random_outputs(chance, len(pieces), share), random_decoder(chance)):
        assert [0 <= number <= 1 for number in (*one.evidence, one.cue_odds)] == [True] * 4
        assert min(one.evidence[1:]) > 0
        assert one.evidence[0] > 0 or not one.source


@settings(deadline=None, max_examples=40)
@given(texts, seeds, shares)
def test_paragraphs_are_heard_alone(paragraphs: list[list[str]], seed: int, share: float) -> None:
    """A text says what its paragraphs say one by one, to the last bit of every number."""
    chance = np.random.default_rng(seed)
    _, pieces = pieces_of(paragraphs)
    outputs, decoder = random_outputs(chance, len(pieces), share), random_decoder(chance)
    apart: list[Heard] = []
    first = 0
    for paragraph in paragraphs:
        last = first + len(paragraph)
        _, own_pieces = pieces_of([paragraph])
        own = read(own_pieces, taken(outputs, first, last), decoder)
        apart.extend(moved(one, int(pieces.start[first])) for one in own)
        first = last
    assert read(pieces, outputs, decoder) == apart


def test_empty_text() -> None:
    """No words, nothing heard."""
    _, pieces = pieces_of([])
    assert read(pieces, random_outputs(np.random.default_rng(0), 0, 0.0), Decoder(FLAT, 0.15)) == []


def test_without_candidate_cues_nothing_is_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Paragraphs in which no word may be a cue cost nothing."""
    _, pieces = pieces_of([["word"] * 50] * 3 + [["said"] * 4])
    outputs = random_outputs(np.random.default_rng(0), len(pieces), 0.0)
    outputs.tags[150:, 3] = 20
    sizes: list[tuple[int, int]] = []

    def seen(given_sizes: Sequence[tuple[int, int]]) -> list[list[int]]:
        sizes.extend(given_sizes)
        return groups(given_sizes)

    monkeypatch.setattr(decoding, "groups", seen)
    read(pieces, outputs, Decoder(FLAT, 0.15))
    assert sizes == [(4, 4)]


def test_a_paragraph_of_one_word() -> None:
    """A cue alone, without a content, is no attribution."""
    _, pieces = pieces_of([["Said"]])
    assert read(pieces, told((CUE, 0)), Decoder(FLAT, 0.15)) == []


def test_a_sentence() -> None:
    """Source, cue and content are found, neighbouring words joined."""
    text, pieces = pieces_of([["The", "mayor", "said", "taxes", "will", "fall", "."]])
    heard = read(pieces, told(*[(SOURCE, 0)] * 2, (CUE, 0), *[(CONTENT, 0)] * 3, (OUTSIDE, 0)), Decoder(FLAT, 0.15))
    (one,) = heard
    assert [text[low:high] for low, high in (*one.source, *one.cue, *one.content)] == [
        "The mayor",
        "said",
        "taxes will fall",
    ]
    assert min(one.evidence) > 0.99
    assert one.cue_odds > 0.99


def test_a_content_in_two_pieces() -> None:
    """A content that the source and the cue interrupt is one attribution with two places."""
    text, pieces = pieces_of([["Taxes", ",", "she", "said", ",", "fall"]])
    roles = (CONTENT, 0), (OUTSIDE, 0), (SOURCE, 0), (CUE, 0), (OUTSIDE, 0), (CONTENT, 0)
    (one,) = read(pieces, told(*roles), Decoder(FLAT, 0.15))
    assert [text[low:high] for low, high in one.content] == ["Taxes", "fall"]


def test_two_cues_in_one_paragraph() -> None:
    """Words go to the cue that their link names, however near the other one is."""
    text, pieces = pieces_of([["he", "said", "no", "she", "said", "yes", "no"]])
    roles = (SOURCE, 0), (CUE, 0), (CONTENT, 0), (SOURCE, 1), (CUE, 1), (CONTENT, 1), (CONTENT, 0)
    heard = read(pieces, told(*roles), Decoder(FLAT, 0.15))
    assert [[text[low:high] for low, high in (*one.source, *one.content)] for one in heard] == [
        ["he", "no", "no"],
        ["she", "yes"],
    ]


def test_distance_decides_where_links_do_not() -> None:
    """A content that could belong to either cue goes to the one whose distance class scores more for contents."""
    _, pieces = pieces_of([["said", ";", ";", "no", ";", "said"]])
    outputs = told((CUE, 0), (OUTSIDE, 0), (OUTSIDE, 0), (CONTENT, 0), (OUTSIDE, 0), (CUE, 1))
    outputs.key[3] = 0
    for behind, before, expected in ((2.0, 0.0, 0), (0.0, 2.0, 5)):
        distance = np.zeros_like(FLAT.distance)
        distance[2, [2 * 3, 2 * 2 - 1]] = behind, before  # three words behind the first cue, two before the second
        (one,) = read(pieces, outputs, Decoder(replace(FLAT, distance=distance), 0.15))
        assert one.cue == ((int(pieces.start[expected]), int(pieces.end[expected])),)


@pytest.mark.parametrize(("added", "cue"), [(-3.0, 2), (3.0, 0)])
def test_a_cue_between_counts(added: float, cue: int) -> None:
    """A content that could belong to either cue goes to the near one where a cue between takes away, and else to the far."""
    _, pieces = pieces_of([["said", ";", "said", ";", "no"]])
    outputs = told((CUE, 0), (OUTSIDE, 0), (CUE, 1), (OUTSIDE, 0), (CONTENT, 0))
    outputs.key[4] = 0
    between = np.array([added * (link == "content") for link in LINKS], dtype=np.float32)
    (one,) = read(pieces, outputs, Decoder(replace(FLAT, between=between), 0.15))
    assert one.cue == ((int(pieces.start[cue]), int(pieces.end[cue])),)


def test_neighbouring_sources_stay_two() -> None:
    """Two sources without a word between them are not joined."""
    text, pieces = pieces_of([["Ann", "Bob", "said", "yes", "said", "no"]])
    outputs = told((SOURCE, 0), (SOURCE, 1), (CUE, 0), (CONTENT, 0), (CUE, 1), (CONTENT, 1))
    heard = read(pieces, outputs, Decoder(FLAT, 0.15))
    assert [[text[low:high] for low, high in one.source] for one in heard] == [["Ann"], ["Bob"]]


def test_a_cue_without_source() -> None:
    """Where no word is a source, the evidence is that there is none."""
    _, pieces = pieces_of([["reportedly", "taxes", "fall"]])
    (one,) = read(pieces, told((CUE, 0), (CONTENT, 0), (CONTENT, 0)), Decoder(FLAT, 0.15))
    assert one.source == ()
    assert one.evidence[0] > 0.99


@pytest.mark.parametrize(("more", "source"), [(0.5, ()), (-0.5, ((0, 4),))])
def test_a_source_is_taken_where_it_is_likelier_than_none(more: float, source: tuple[Place, ...]) -> None:
    """The probability given is that of the choice."""
    _, pieces = pieces_of([["They", "said", "no"]])
    outputs = told((SOURCE, 0), (CUE, 0), (CONTENT, 0))
    outputs.query[1, -1] = LINKED + more
    (one,) = read(pieces, outputs, Decoder(FLAT, 0.15))
    assert one.source == source
    assert one.evidence[0] == pytest.approx(1 / (1 + np.exp(-0.5)), abs=1e-3)


def test_two_cues_share_a_source() -> None:
    """A cue may point to a source whose words are another cue's."""
    text, pieces = pieces_of([["she", "said", "yes", "and", "added", "no"]])
    outputs = told((SOURCE, 0), (CUE, 0), (CONTENT, 0), (OUTSIDE, 0), (CUE, 1), (CONTENT, 1))
    outputs.key[0, POINTER, 1] = 2 * SURE  # the second cue's vector; the first cue has none of it
    heard = read(pieces, outputs, Decoder(FLAT, 0.15))
    assert [[text[low:high] for low, high in (*one.source, *one.content)] for one in heard] == [
        ["she", "yes"],
        ["she", "no"],
    ]


def test_a_cue_stays_in_one_piece() -> None:
    """A word far from the candidate cue is no part of it, whatever its link says."""
    text, pieces = pieces_of([["said", "no", "no", "no", "no", "no", "goes"]])
    outputs = told((CUE, 0), *[(CONTENT, 0)] * 5, (CUE, 0))
    outputs.tags[6] = 0  # no candidate by its tags, a cue by its link
    outputs.key[6, [LINKS.index("source"), LINKS.index("content")]] = -SURE
    (one,) = read(pieces, outputs, Decoder(FLAT, 0.9))
    assert [text[low:high] for low, high in one.cue] == ["said"]


def test_cue_odds_are_those_of_the_tags() -> None:
    """`cue_odds` is the mean over the cue's words of their tags' probabilities to begin a cue or go on with it."""
    _, pieces = pieces_of([["told", "them", "no"]])
    outputs = told((CUE, 0), (CUE, 0), (CONTENT, 0))
    outputs.tags[0] = [0, -9, -9, 1, 0, -9, -9]
    outputs.tags[1] = [0, -9, -9, -1, 2, -9, -9]
    (one,) = read(pieces, outputs, Decoder(FLAT, 0.15))
    begun, gone_on = np.exp(1) + np.exp(0), np.exp(-1) + np.exp(2)
    assert one.cue == ((0, 9),)
    assert one.cue_odds == pytest.approx((begun / (begun + 1) + gone_on / (gone_on + 1)) / 2, abs=1e-3)


@settings(deadline=None)
@given(st.lists(st.integers(1, 3 * UNIT + 1), max_size=6))
def test_units_cover_every_word_once(sizes: list[int]) -> None:
    """Units follow one another without a gap, none over `UNIT` words, none over a paragraph's end; parts are alike."""
    _, pieces = pieces_of([["w"] * size for size in sizes])
    units = list(decoding._parts(pieces))
    assert [word for low, high in units for word in range(low, high)] == list(range(sum(sizes)))
    owners = [{int(number) for number in pieces.paragraph[low:high]} for low, high in units]
    assert {len(owner) for owner in owners} <= {1}
    assert max((high - low for low, high in units), default=0) <= UNIT
    for (before, after), (owner, following) in zip(pairwise(units), pairwise(owners), strict=True):
        assert owner != following or abs((before[1] - before[0]) - (after[1] - after[0])) <= 1


def test_the_likeliest_cues_are_kept() -> None:
    """A unit full of candidates keeps the `MOST_CUES` likeliest of them, in the order of the text."""
    words = 3 * MOST_CUES
    _, pieces = pieces_of([["said"] * words])
    chance = np.random.default_rng(5)
    cue = np.linspace(0.2, 0.9, words).astype(np.float32)
    chance.shuffle(cue)
    (unit,) = decoding._with_cues(pieces, cue, cue, 0.15)
    likeliest = sorted(np.argsort(-cue)[:MOST_CUES].tolist())
    assert unit.cues.tolist() == [[place, place + 1] for place in likeliest]


def all_cues(words: int) -> tuple[Pieces, Outputs, Decoder]:
    """A text of one paragraph in which every word may be a cue."""
    chance = np.random.default_rng(words)
    _, pieces = pieces_of([["w"] * words])
    outputs = random_outputs(chance, words, 0.0)
    outputs.tags[:, 3] = 6
    return pieces, outputs, random_decoder(chance)


def test_the_worst_text_takes_linear_time() -> None:
    """Four times the words of a text of cues only take about four times as long, far from sixteen."""
    seconds = []
    for words in (3_000, 12_000):
        case = all_cues(words)
        runs = []
        for _ in range(2):
            begun = time.process_time()
            read(*case)
            runs.append(time.process_time() - begun)
        seconds.append(min(runs))
    assert seconds[1] < 10 * seconds[0]


def test_the_worst_text_takes_bounded_memory() -> None:
    """What decoding holds at once does not grow with the text, but for what it gives back."""
    peaks = []
    for words in (8_000, 16_000):
        case = all_cues(words)
        tracemalloc.start()
        read(*case)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.25 * peaks[0]
    assert peaks[1] < 100 * 2**20
