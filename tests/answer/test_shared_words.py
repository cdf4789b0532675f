"""The words that most of some utterances have in common."""

from onrecord.answer.shared_words import shared_words


def test_words_of_at_least_half_are_listed_with_how_many_have_them() -> None:
    texts = [
        "We sell mail to the Port.",
        "Mail is what the port buys.",
        "That ferry sails at noon.",
        "The port is open.",
    ]
    assert shared_words(texts) == [("Port", 3), ("mail", 2)]


def test_everyday_and_short_words_and_single_utterances_share_nothing() -> None:
    assert shared_words(["they would have been there", "they would have been here", "an ox", "an ox"]) == []
    assert shared_words(["We sell mail to the port."]) == []
