"""What position a statement takes, and that not knowing is never a denial."""

from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connect.threads.build import quoted, stated
from onrecord.connect.threads.positions import position_of, position_towards, read_position
from onrecord.model.thread import Position
from resolve.build import document

MOST_SECONDS = 0.0005
"""A statement; ten times what it takes on an idle core, so that a busy one passes."""


def kind_of(words: str) -> str | None:
    found = position_of(*quoted(words))
    return found.kind if found else None


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("We run the mail of the port.", "affirm"),
        ("Our engineers are proud to run the mail of the port.", "affirm"),
        ("We do not run the mail of the port.", "deny"),
        ("None of our boats goes there.", "deny"),
        ("That report is false.", "deny"),
        ("We no longer run it.", "deny"),
        ("We are not aware of any boat going there.", "not_aware"),
        ("We know of no such boat.", "not_aware"),
        ("To our knowledge no boat went there.", "not_aware"),
        ("Our records show no such trip.", "not_aware"),
        ("Nobody told us of it.", "not_aware"),
        ("We don't believe the port is using our mail.", "not_aware"),
        ("We do not comment on our customers.", "decline"),
        ("I can't discuss that.", "decline"),
        ("We refer you to the port.", "decline"),
        ("We will leave the port.", "commit"),
        ("We'll never sell it to them.", "commit"),
        ("If the port asks, we will leave.", "condition"),
        ("We would stay at a better price.", "condition"),
        ("We will stay as long as we are paid.", "condition"),
    ],
)
def test_each_kind_is_read_from_the_words(words: str, kind: str) -> None:
    assert kind_of(words) == kind


@pytest.mark.parametrize(
    "words",
    [
        "Do we run the mail of the port?",  # a question
        "The port should close.",  # a demand
        "The port must answer for this.",
        "We urge the port to close.",
        "We think the port is too small.",  # an opinion
        "We are dismayed by what happened.",
        "It is a disgrace.",
        "The port will probably fall behind.",  # predictions
        "Prices will rise next year.",
        "Brussels City Council will vote for it.",  # what somebody else named will do
    ],
)
def test_questions_demands_opinions_and_predictions_take_no_position(words: str) -> None:
    assert kind_of(words) is None


@pytest.mark.parametrize(
    ("sentence", "content", "cue", "kind"),
    [
        ("Orm denied selling boats to the port.", "selling boats to the port", "denied", "deny"),
        ("Orm denied that it had not paid.", "that it had not paid", "denied", None),
        ("Orm declined to comment on the port.", "on the port", "declined to comment", "decline"),
        ("Orm would not say whether it sold boats.", "whether it sold boats", "would not say", "decline"),
        ("Orm promised to leave the port.", "to leave the port", "promised", "commit"),
        ("Orm did not announce that it sells boats.", "that it sells boats", "did not announce", None),
        ("Orm asked whether the boats sailed.", "whether the boats sailed", "asked", None),
        ("Orm thinks the boats sailed.", "the boats sailed", "thinks", None),
        ("Orm said that it sells boats.", "that it sells boats", "said", "affirm"),
        ("Orm told the court it would leave the port.", "it would leave the port", "told the court", "commit"),
        ("Orm condemned the sale of boats.", "the sale of boats", "condemned", None),
        ("Orm opted not to sell boats.", "to sell boats", "opted not", None),
        ("Orm wrote about the sale of boats.", "the sale of boats", "wrote about", None),
    ],
)
def test_the_words_that_attribute_count(sentence: str, content: str, cue: str, kind: str | None) -> None:
    made = document(sentence)
    found = position_of(stated(made, content, source="Orm", cue=cue, form="indirect"), made.text)
    assert (found.kind if found else None) == kind


def test_of_several_sentences_the_most_careful_and_its_own_conduct_count() -> None:
    words = "The port's new IT. Boats will help it grow. We are proud to serve the port."
    found = read_position(words)
    assert found is not None
    assert (found.kind, words[found.start : found.end]) == ("affirm", "We are proud to serve the port")
    assert kind_of("We sell boats. We are not aware of any at the port.") == "not_aware"


def test_the_words_that_show_it_stand_in_the_document() -> None:
    made = document("“We run it,” Orm said, “but we do not sell it.”")
    one = stated(made, "We run it,|but we do not sell it.", source="Orm", cue="said")
    found = position_of(one, made.text)
    assert isinstance(found, Position)
    assert (found.kind, found.words.text) == ("deny", "not")
    assert made.text[found.words.start : found.words.end] == found.words.text


def test_whose_conduct_it_is_stands_in_the_rule() -> None:
    own, other = read_position("We sell boats."), read_position("The port sells boats.")
    assert own is not None
    assert other is not None
    assert (own.rule, other.rule) == ("asserts, own conduct", "asserts, other conduct")


def test_a_proposition_tells_what_is_affirmed() -> None:
    """The matter itself may be put in the negative, or by its opposite."""
    assert position_towards("The pumps are safe.", "pumps are dangerous") == "deny"
    assert position_towards("The pumps are dangerous.", "pumps are dangerous") == "affirm"
    assert position_towards("We know nothing of that.", "pumps are dangerous") == "not_aware"


@settings(deadline=None)
@given(st.text(max_size=200), st.text(alphabet="wenot'’ldcmrs if,.?", max_size=200))
def test_any_words_are_read_without_fault_and_their_place_is_within_them(words: str, likely: str) -> None:
    for text in (words, likely):
        found = read_position(text)
        assert found is None or 0 <= found.start < found.end <= len(text)


def test_a_statement_costs_microseconds() -> None:
    one, text = quoted("Our company has worked with the port for years and supports its mail and its calendars. " * 2)
    began = process_time()
    for _ in range(200):
        position_of(one, text)
    assert (process_time() - began) / 200 < MOST_SECONDS
