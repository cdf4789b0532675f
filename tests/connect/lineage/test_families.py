"""Stitched texts are found among all copies; nearly equal texts count with their earliest."""

from itertools import combinations, permutations

from onrecord.connect.lineage.copies import Text, copy_of
from onrecord.connect.lineage.families import families, settle
from onrecord.model.ids import DocumentId
from onrecord.model.lineage import Copy

from .texts import HARBOUR, SCHOOL, STORM, name, prepared


def connected(*texts: Text) -> tuple[list[Copy], dict[DocumentId, int]]:
    copies = [copy for left, right in combinations(texts, 2) if (copy := copy_of(left, right))]
    return copies, {text.fingerprint.document: text.fingerprint.words for text in texts}


def kinds(*texts: Text) -> dict[tuple[int, int], str]:
    return {(int(one.of, 16), int(one.document, 16)): one.kind for one in settle(*connected(*texts))}


def test_a_text_put_together_from_two_is_stitched() -> None:
    copies, sizes = connected(
        prepared(1, *HARBOUR, day="2018-06-01"),
        prepared(2, *SCHOOL, day="2018-06-02"),
        prepared(3, *HARBOUR[:3], *SCHOOL[2:], day="2018-06-03"),
    )
    settled = settle(copies, sizes)
    assert [one.kind for one in settled] == ["stitched", "stitched"]
    assert all(one.because.endswith("; the later text is put together from 2 texts") for one in settled)


def test_three_sources_and_a_sentence_of_its_own() -> None:
    assert set(
        kinds(
            prepared(1, *HARBOUR),
            prepared(2, *SCHOOL),
            prepared(3, *STORM),
            prepared(4, *HARBOUR[:2], "The rest of this week was calm.", *STORM[1:3], *SCHOOL[4:]),
        ).values()
    ) == {"stitched"}


def test_two_versions_of_one_source_make_nothing_stitched() -> None:
    """Each version holds words that the other lacks, but they are copies of one another."""
    first = prepared(1, *HARBOUR[:5], day="2018-06-01")
    second = prepared(2, *HARBOUR[1:], day="2018-06-02")
    assert "stitched" not in kinds(first, second, prepared(3, *HARBOUR, day="2018-06-03")).values()


def test_what_two_later_texts_took_from_one_makes_it_no_stitched_text() -> None:
    survey = prepared(1, *HARBOUR, *SCHOOL, day="2018-06-01")
    first, second = prepared(2, *HARBOUR, day="2018-06-02"), prepared(3, *SCHOOL, day="2018-06-03")
    assert set(kinds(survey, first, second).values()) == {"whole"}


def test_without_dates_whole_texts_in_a_longer_one_may_be_its_excerpts() -> None:
    found = kinds(prepared(1, *HARBOUR, *SCHOOL), prepared(2, *HARBOUR), prepared(3, *SCHOOL))
    assert set(found.values()) == {"whole"}


def test_the_order_of_copies_changes_nothing() -> None:
    copies, sizes = connected(
        prepared(1, *HARBOUR), prepared(2, *SCHOOL), prepared(3, *STORM), prepared(4, *HARBOUR[:3], *STORM[:4])
    )
    assert len({settle(some, sizes) for some in permutations(copies)}) == 1


def test_copies_count_with_the_earliest() -> None:
    texts = (
        prepared(3, *HARBOUR, day="2018-06-01"),
        prepared(1, "Another headline", *HARBOUR, day="2018-06-02"),
        prepared(2, *reversed(HARBOUR), day="2018-06-03"),
        prepared(4, *SCHOOL, day="2018-06-01"),
    )
    assert dict.fromkeys((name(1), name(2), name(3)), name(3)) == families(*connected(*texts))


def test_a_survey_does_not_join_the_texts_in_it() -> None:
    """A short text stands whole in two surveys; neither is the other, nor it."""
    first = prepared(1, *HARBOUR[:2], *SCHOOL)
    second = prepared(2, *HARBOUR[:2], *STORM)
    assert families(*connected(prepared(3, *HARBOUR[:2]), first, second)) == {}


def test_the_order_of_copies_does_not_move_the_earliest() -> None:
    texts = [prepared(number, *HARBOUR, *SCHOOL[:number]) for number in range(1, 4)]
    copies, sizes = connected(*texts)
    found = [families(some, sizes) for some in permutations(copies)]
    assert [{name(1): name(1), name(2): name(1), name(3): name(1)}] * len(found) == found


def test_nothing_settles_to_nothing() -> None:
    assert settle([], {}) == ()
    assert families([], {}) == {}
