"""Who said what is found as a careful reader finds it."""

import pytest

from onrecord.extract.extractors import extract_text
from onrecord.model.ids import DocumentId
from onrecord.model.statement import Statement


def read(text: str) -> tuple[Statement, ...]:
    """Extract the statements of a text."""
    return extract_text(DocumentId("d"), text).statements


def words(statement: Statement) -> tuple[str, str, tuple[str, ...]]:
    """Give source, cue and content as words."""
    return (
        " / ".join(span.text for span in statement.source),
        " / ".join(span.text for span in statement.cue),
        tuple(span.text for span in statement.content),
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"We won," Ana Lopez said.', ("Ana Lopez", "said", ('"We won,"',))),
        ('"We won," said Ana Lopez, the coach.', ("Ana Lopez, the coach", "said", ('"We won,"',))),
        ('Ana Lopez said: "We won."', ("Ana Lopez", "said:", ('"We won."',))),
        ('"We won," she said. "We did."', ("she", "said", ('"We won,"', '"We did."'))),
        ("''We won,'' she said.", ("she", "said", ("''We won,''",))),
        ("She said that the team won.", ("She", "said", ("that the team won",))),
        ("The team won, she said.", ("she", "said", ("The team won",))),
        ("The team, she said, won.", ("she", "said", ("The team", "won"))),
        ("According to the referee, the team won.", ("the referee", "According to", ("the team won",))),
        ("The team won, according to the referee.", ("the referee", "according to", ("The team won",))),
        ("As the referee noted, the team won.", ("the referee", "noted", ("the team won",))),
        ("She told reporters that they won.", ("She", "told", ("that they won",))),
        ("The club said in a statement that they won.", ("The club", "said in a statement", ("that they won",))),
        (
            "Tim Hess, a builder from Ohio, said prices fell.",
            ("Tim Hess, a builder from Ohio,", "said", ("prices fell",)),
        ),
        ("The firm has not said when it knew.", ("The firm", "has not said", ("when it knew",))),
        ("He declined to comment.", ("He", "declined", ("to comment",))),
        ('"Why now?" Grant asked.', ("Grant", "asked", ('"Why now?"',))),
    ],
)
def test_one_statement(text: str, expected: tuple[str, str, tuple[str, ...]]) -> None:
    """The common patterns give exactly one statement with these spans."""
    assert [words(one) for one in read(text)] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        'The "Safe Harbours Act" came into force in May.',
        'He wore a "lucky" scarf.',
        "The lorry reached the coast by noon.",
        "",
        "Word",
    ],
)
def test_scare_quotes_titles_and_plain_facts_are_no_statements(text: str) -> None:
    """Quotation marks alone do not make a statement."""
    assert read(text) == ()


def test_a_quotation_over_paragraphs_is_one_statement() -> None:
    """The opening mark of each paragraph goes on with what the cue before the first introduced."""
    text = 'Erin Bell wrote: "First point.\n\n"Don\'t take the "all is fine" line. It is not."'
    assert [words(one) for one in read(text)] == [
        ("Erin Bell", "wrote:", ('"First point.', '"Don\'t take the "all is fine" line. It is not."'))
    ]


def test_a_quotation_in_its_own_paragraph_goes_on_with_the_quoted_speaker() -> None:
    """After a paragraph that quotes somebody, a paragraph of quotation alone is the same speaker's."""
    text = '"We stand by the work," the company said.\n\n"We will not comment further on this matter."'
    assert [len(one.content) for one in read(text)] == [2]


def test_a_lone_quotation_has_no_speaker() -> None:
    """Nobody is guessed for a quotation that stands among the writer's own words."""
    text = 'The company was founded in 1990.\n\n"We will not comment further on this matter."'
    assert [(words(one)[0], one.form) for one in read(text)] == [("", "direct")]


def test_two_lone_quotations_in_one_paragraph_stay_apart_from_any_speaker() -> None:
    """Scraped text often strings quotations together; none of them takes a source."""
    text = '"The pictures were hard to look at for us". "Our engagement supports mail and calendar work".'
    assert all(one.source == () for one in read(text))


def test_words_after_a_colon_stand_in_the_next_paragraph() -> None:
    """`He said:` at the end of a paragraph introduces the quotation below it."""
    assert [words(one) for one in read('He said:\n\n"We will open the books by Friday."')] == [
        ("He", "said:", ('"We will open the books by Friday."',))
    ]


def test_a_signed_quotation() -> None:
    """A line `— NAME` under a quotation names its speaker."""
    text = 'The wall carries two lines.\n\n"We built this bridge with our own hands."\n\n— Ana Lopez'
    assert [words(one)[:2] for one in read(text)] == [("Ana Lopez", "—")]


def test_a_transcript() -> None:
    """`NAME: words` is a statement when the name stands elsewhere as well."""
    text = "The host met Harlan Reed.\n\nREED: I never saw that letter before today.\n\nThat was all Reed said."
    assert ("REED", ":", ("I never saw that letter before today",)) in [words(one) for one in read(text)]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ('"We won," she said.', "direct"),
        ("She said they won.", "indirect"),
        ('She said they were "very proud" of it.', "mixed"),
    ],
)
def test_the_form_follows_from_the_marks(text: str, form: str) -> None:
    """Direct: all within marks; mixed: marks inside; indirect: none."""
    assert [one.form for one in read(text)] == [form]


@pytest.mark.parametrize(
    ("text", "via"),
    [
        ("Tim Cook told the Irish Times that it would help.", ["Irish Times"]),
        ('Ana Lopez said on Twitter: "We won."', ["Twitter"]),
        ('"We must act," the letter, published by The New York Times, read.', ["The New York Times"]),
        ('Ana Lopez said "we won", The Verge reported on Tuesday.', ["The Verge"]),
        ("Facebook said it would appeal.", []),
    ],
)
def test_the_outlet_the_words_came_through(text: str, via: list[str]) -> None:
    """The outlet is kept as the channel and is never the source; a company that speaks for itself is no channel."""
    assert [[span.text for span in one.via] for one in read(text)] == [via]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("On June 19, 2018, the firm said that it would appeal.", "2018-06-19"),
        ("The firm said on 19 June 2018 that it would appeal.", "2018-06-19"),
        ("The firm said that the law of 19 June 2018 was void.", None),
        ("The firm said that it would appeal.", None),
        ('The firm said "we are sorry" on 3 May 2020.', "2020-05-03"),
        ('"We are sorry" on 3 May 2020, the firm said.', "2020-05-03"),
        ("The firm wrote on Tuesday, 19 June 2018, that it would appeal.", "2018-06-19"),
        ("In a memo of 19 June 2018 Ana Lopez, the clerk, told staff that it would appeal.", "2018-06-19"),
        ("The firm said in a letter of 19 June 2018 that it would appeal.", "2018-06-19"),
        ("The firm said in a letter about the law of 19 June 2018 that it would appeal.", None),
    ],
)
def test_the_day_it_was_said(text: str, day: str | None) -> None:
    """Only an absolute date beside the cue counts; one inside the words does not."""
    assert [(one.said_on, one.said_on_basis) for one in read(text)] == [(day, "sentence" if day else None)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("This month employees of the mill asked the owner to pay more.", "employees of the mill"),
        ("On Monday a spokesperson said that the mill would close.", "a spokesperson"),
        ("The same evening a spokesperson added that the mill would close.", "a spokesperson"),
        ("Earlier on Tuesday the mayor said that the mill would close.", "the mayor"),
        ("Last week's ruling said that the mill must close.", "Last week's ruling"),
        (
            "In a memo of 19 June Ana Lopez, the mayor, told staff that the mill would close.",
            "Ana Lopez, the mayor,",
        ),
        (
            "In a memo of 19 June 2018 Ana Lopez, the mayor, told staff that the mill would close.",
            "Ana Lopez, the mayor,",
        ),
        ("“We want a new roof,” more than 40 tenants of the mill wrote.", "more than 40 tenants of the mill"),
        ("The mayor has a letter that asks the council to close the mill.", "a letter"),
        (
            "The press office, as a unit of the council, declined to comment.",
            "The press office, as a unit of the council,",
        ),
        ("The mill closed in May, as union leaders condemned the plan.", "union leaders"),
    ],
)
def test_when_it_was_said_is_no_part_of_who_said_it(text: str, expected: str) -> None:
    """The source is the whole name with its apposition, without the time before it and not a bare `that`."""
    assert [words(one)[0] for one in read(text)] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Some orders name the mill as the buyer.",
        "Both claims are old.",
        "Smaller purchases, orders placed by other towns and gifts are not listed there.",
        "The town holds a second, larger call on that agreement.",
        "A quick search will miss such papers – look for the parent agreement as well.",
        "What the town uses is ordered separately, either from the maker or from a shop.",
        "The two need not contradict each other.",
    ],
)
def test_nouns_and_orders_to_the_reader_are_no_statements(text: str) -> None:
    """A plural noun, an adjective's noun, an imperative and a fact in the passive attribute nothing."""
    assert read(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Ana Lopez answered the same evening.",
        "The mayor sent a memo to all staff.",
        "The clerk named some of the things that become possible.",
        "Its tenants want more.",
        "Its engineers reported it in March.",
        "Ana Lopez sued a mill over a fence.",
        "The agency issued a permit for the mill.",
        "The agency found out that the clerk had left the town.",
        "He files a complaint about the mill.",
        "Tickets for the tour will go on sale at ten.",
        "Light is used to deliver messages from the maps, such as suggesting a lane change.",
        "She has seen the Tonight Show Starring Ana Lopez at least once.",
        "The deal would take place in United States “mill country,” but the makers wait.",
    ],
)
def test_contents_that_say_nothing_are_left_out(text: str) -> None:
    """A time, a deed, a name, an idiom and a word that stands for something else are not what somebody said."""
    assert read(text) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It urged the council to act.", ("It", "urged", ("the council to act",))),
        ("They want the mill to open its books.", ("They", "want", ("the mill to open its books",))),
        ("The mill spoke out this week against the plan.", None),
        (
            "According to the post, the permit was given at the High level of the scheme, the one in force.",
            ("the post", "According to", ("the permit was given at the High level of the scheme, the one in force",)),
        ),
        (
            "According to Ana Lopez, the mayor, the permit was given.",
            ("Ana Lopez, the mayor", "According to", ("the permit was given",)),
        ),
        (
            'The mill, whose owner Tim Hess said that "it is over", makes paper and card.',
            ("owner Tim Hess", "said", ('that "it is over"',)),
        ),
        (
            "Tenants asked the council to stop the work, and the council described its plan.",
            ("Tenants", "asked", ("the council to stop the work",)),
        ),
        (
            "The mill wrote on Tuesday, 19 June 2018, that it would close.",
            ("The mill", "wrote", ("that it would close",)),
        ),
        (
            '"It is over," plant manager Tim Hess, a builder from Reno, Ohio, and a member of the Board in Leeds, said.',
            (
                "plant manager Tim Hess, a builder from Reno, Ohio, and a member of the Board in Leeds,",
                "said",
                ('"It is over,"',),
            ),
        ),
        (
            "OSLO (AP) — The mill announced Nov. 18 that it was closing, a loss for the town.",
            ("The mill", "announced", ("that it was closing",)),
        ),
        (
            "The mayor promised to protect the mill and hammered Tim Hess on his plan.",
            ("The mayor", "promised", ("to protect the mill",)),
        ),
        (
            'She condemned the work of the mill and accused them of "hiding".',
            ("She", "condemned", ("the work of the mill",)),
        ),
        (
            "The maker says that while the ID. Wagon is late, it sells.",
            ("The maker", "says", ("that while the ID. Wagon is late, it sells",)),
        ),
        ('The firm said "we are sorry" on 3 May 2020.', ("The firm", "said", ('"we are sorry"',))),
        ('"We are sorry" on 3 May 2020, the firm said.', ("the firm", "said", ('"We are sorry"',))),
        (
            "A new ABC News poll shows strong support for the plan.",
            ("A new ABC News poll", "shows", ("strong support for the plan",)),
        ),
        (
            "The mill said in a memo that evening that it would close.",
            ("The mill", "said in a memo", ("that it would close",)),
        ),
    ],
)
def test_where_the_parts_of_a_statement_end(text: str, expected: tuple[str, str, tuple[str, ...]] | None) -> None:
    """Content keeps whom it asks to act, and ends where the outer clause or a new clause begins."""
    assert [words(one) for one in read(text)][:1] == ([expected] if expected else [])


def test_a_lone_quotation_after_indirect_words_stays_alone() -> None:
    """Only a paragraph that quotes somebody is gone on with by a paragraph of quotation alone."""
    text = 'The mill has been asked about its own plans.\n\n"We will not comment further on this matter."'
    assert [(words(one)[0], one.form) for one in read(text)] == [("", "indirect"), ("", "direct")]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The Ledger, 20 June 2018\n\nThe firm said on 18 June that it would appeal.", "2018-06-18"),
        ("The Ledger, 20 June 2018\n\nThe firm said Tuesday, June 19, that it would appeal.", "2018-06-19"),
        ("The Ledger, 20 June 2018\n\nIn a memo of 19 June Ana Lopez told staff that it would appeal.", "2018-06-19"),
        (
            "The Ledger, 20 June 2018\n\nThe firm said on 18 June that it would appeal. It lost in September 2017.",
            "2018-06-18",
        ),
        (
            f"The Ledger, 20 June 2018\n\n{'The court sat long. ' * 8}The firm said on 18 June that the rule of 3 May 2017 ended.",
            "2018-06-18",
        ),
        ("The Ledger, 20 June 2018\n\nThe firm said that the ban of 18 June was void.", None),
        ("The Ledger, 20 June 2018\n\nOn 31 June the firm said that it would appeal.", None),
        ("The Ledger, 20 June 2018; first 3 May 2017\n\nThe firm said on 18 June that it would appeal.", None),
        ("The firm said on 18 June that it would appeal.", None),
    ],
)
def test_a_day_without_a_year_takes_the_only_year_of_the_text(text: str, day: str | None) -> None:
    """With no year, with several years, or inside what was said, nothing is guessed."""
    assert [one.said_on for one in read(text)] == [day]


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("The new plan might seem like a detour.", 0.5),
        ("The mill is expected to close in May.", 0.5),
        ("The mayor believes that the mill will close.", 0.6),
        ("Tenants hoped that the mill would stay.", 0.6),
        ("Tenants are worried that the mill will close.", 0.6),
    ],
)
def test_what_nobody_said_aloud_is_unsure(text: str, limit: float) -> None:
    """Words of nobody who is named, and what a writer says others have in mind, keep a low confidence."""
    assert [one.confidence <= limit for one in read(text)] == [True]
