"""What a dossier says of itself: how it was made, how far it carries, and what is open in it."""

from collections.abc import Iterator, Sequence

from onrecord.answer.dossier_meetings import changes_in
from onrecord.answer.review_asked import LOW_CONFIDENCE
from onrecord.answer.words import SPEAKER_OPEN
from onrecord.model.dossier import CitedAward, CitedStatement, CitedTension, CitedThread

METHOD = (
    (
        "Statements",
        (
            "Found in the text of each source by a small network that ships with onrecord: who (source), by which words (cue), said what (content). "
            "A statement is stored with its place in the text and its words, and written only where the two agree; white space "
            "is folded here, and “…” stands where the attributing words interrupt. Nothing is quoted that does not stand in a source."
        ),
    ),
    (
        "Whose words they are",
        (
            "Speakers are named by rules, each shown beside the statement. Where more than one could be meant, nobody is named. The words of those who "
            "speak for an organisation, by an office that a text shows, count as its own."
        ),
    ),
    (
        "When",
        "A day is given in the text itself, or reckoned from it, or it is the date of publication: which of these stands beside it.",
    ),
    (
        "Awards and money",
        (
            "Read from public spending files. Obligated (promised so far), current value (with the options taken up), potential value (with every "
            "option) and outlayed (paid out) are four different things: they stand in columns of their own, are never added together and none stands in for another. "
            "Values of a vehicle are ceilings, and are no part of the sums of its orders."
        ),
    ),
    (
        "In tension, possibly",
        (
            "Two items that do not sit well together by a stated rule. It is no finding that anybody was wrong: beside each stands "
            "what would make both true, and what people have decided on it. None listed does not mean that none exists."
        ),
    ),
    (
        "Sources and hashes",
        (
            "Every file is kept as it came; the hash begins the SHA-256 of its bytes, so that anybody who has the file can tell whether it is the same. "
            "Where a file names private people the hash is withheld in a masked dossier."
        ),
    ),
)

MASKED_WORDS = (
    "Private people",
    (
        "People without a public role are masked as “a private person”; one of a number is the same throughout this dossier. Words "
        "around a name stay as they were, so read it before it is passed on."
    ),
)
UNMASKED_WORDS = (
    "Private people",
    "This edition names private people. Why it was made is kept in the record, with who made it and when.",
)

LIMITS = (
    "Limits",
    (
        "Accuracy on this record was not measured: nobody has labelled these documents. The figures below were measured on other texts, named beside each. "
        "Of the attributions in a text about a third is not found, fewest where words are quoted. Irony, questions and hypotheticals may be read as plain "
        "statements. Open the source before you rely on a line."
    ),
)

ACCURACY = (
    (
        "statements shown that are as an annotator has them, with whose they are",
        "81.3 %",
        "42 + 42 news articles on the US election of 2016 (PolNeAR dev)",
    ),
    ("attributions of a text that are found, with whose they are", "67.3 %", "the same"),
    ("the same, within quotation marks: right of those shown / found of those there", "91.1 % / 86.8 %", "the same"),
    ("article text out of web pages: F1 over runs of four words", ".972 (.960–.982)", "95 pages"),
    (
        "awards said to buy a maker’s product from another firm: precision / recall",
        "0.968 / 0.833",
        "138 awards of one agency, labelled by reading",
    ),
    ("names of organisations linked: precision / recall", ".985 / .636", "5,541 pairs of names out of award files"),
    ("private people taken for public", "0 of 51", "50 news articles"),
    ("public people masked", "34 of 269 (12.6 %)", "the same"),
)
"""As docs/accuracy.md has them."""


def open_points(
    statements: Sequence[CitedStatement],
    awards: Sequence[CitedAward],
    tensions: Sequence[CitedTension],
    threads: Sequence[CitedThread],
) -> Iterator[str]:
    """Say what of the rows listed is open or uncertain, with their numbers."""
    listed = [
        ("Whose words they are is open", [one.label for one in statements if one.who.startswith(SPEAKER_OPEN)]),
        (
            f"Attributed with a confidence below {LOW_CONFIDENCE}, so that the words should be checked",
            [one.label for one in statements if one.confidence < LOW_CONFIDENCE],
        ),
        (
            "No date is known",
            [*(one.label for one in statements if not one.date), *(one.label for one in awards if not one.date)],
        ),
        (
            "The day is only that of publication; the words may be older",
            [one.label for one in statements if one.basis == "date of publication"],
        ),
        (
            "The other party is not named in the statement itself, but near it or in the title",
            [
                one.label
                for one in statements
                if one.about.startswith("named in the same") or one.about.endswith("only")
            ],
        ),
        (
            "No sum of money is recorded",
            [one.label for one in awards if not any(each.amount for each in one.sums)],
        ),
        (
            "In tension, possibly, and not decided by anybody",
            [one.label for one in tensions if not one.judged],
        ),
        (
            "Positions read that are not all the same; nobody has said why",
            [one.label for one in threads if changes_in(one)],
        ),
    ]
    for what, labels in listed:
        if labels:
            yield f"{what}: {ranges(labels)}."


def ranges(labels: Sequence[str]) -> str:
    """Write numbers in short: `S1–S4, S7, A2`."""
    runs: list[list[str]] = []
    for label in labels:
        if runs and label[0] == runs[-1][-1][0] and int(label[1:]) == int(runs[-1][-1][1:]) + 1:
            runs[-1].append(label)
        else:
            runs.append([label])
    return ", ".join(run[0] if len(run) == 1 else f"{run[0]}{', ' if len(run) == 2 else '–'}{run[-1]}" for run in runs)
