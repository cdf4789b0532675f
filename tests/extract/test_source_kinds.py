"""The words of a source are told apart: a person, a role, an organisation, a document, a pronoun, people without a name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.extract.mentions import mentions
from onrecord.extract.source_kinds import source_kind
from onrecord.model.evidence import cut
from onrecord.model.ids import DocumentId
from onrecord.model.statement import Mention, MentionKind

DOCUMENT = DocumentId("d")

SOURCES = {
    "person": """
        Erica Baker
        Ms. Quillon
        Mr. Farmer
        Sen. Tavish
        Dr. Anneke Vos
        Sir Humphrey Pell
        President Oduya
        US President Thomas Reed
        Oregon Gov. Laura Pickering
        Tidewater chief executive Tim Marlow
        former FBI agent Daniel Okafor
        Foreign Secretary Julia Brandt
        House Speaker Peter Lindgren
        Erica Baker, a senior engineering manager at Patreon,
        Jason Moss — a teacher from Harwich —
        Carol Dunn, 54, a nurse who had come from Leeds
        Robert Hale (R-Utah)
        Helen Bentley, whose brother runs the mill,
        Tom Keane, general manager of the cloud division
        the finance minister, Anna Brook,
        the secretary of the Treasury, Peter Vance,
        The company's communications director, Laura Kent,
        his wife, Diane,
        Two analysts, Tom Keane and Erica Baker,
        The scholars -- Erica Baker and Tom Keane --
        Attorney General Henry Adler
        A weary-looking David Pratt
        Peter Holm and Julia Brandt
        Peter Holm or Julia Brandt
        David Pratt and his advisers
        the late Alan Whitcombe
        moderator Emily Sands
        digital consultant Martin Yeo
        according to Helen Bentley
        even Carl Jensen
        Day
        Susan Ortega’s
        """,
    "role": """
        the mayor
        The judge
        the attorney general
        a spokeswoman for the ministry
        A spokesman
        a lawyer for the family
        the company’s general counsel
        Microsoft's president
        the chief executive of the airline
        The Republican nominee
        the party's candidate
        his wife
        her lawyer
        their mother
        the head of the union
        the secretary of state
        the former ambassador to Peru
        The prime minister
        the district attorney's spokesman
        the author of the study
        The New York businessman
        The Ohio governor
        the school's principal and the local bishop
        the plaintiff
        Fed chairman
        The minister, who resigned on Monday,
        the director, in an aside,
        The incumbent
        the chief of staff
        """,
    "organisation": """
        Microsoft
        the FBI
        The company
        the agency
        Harlow Tidewater LLC
        The Department of Fisheries
        The Department of Housing and Urban Development
        the White House
        the Associated Press
        The New York Times
        the University of Porto
        the campaign
        David Pratt's campaign
        The administration
        the city
        Russia
        Washington
        the Bristol police
        The ministry, which oversees prisons,
        the budget office
        One group, Harlow Tidewater LLC,
        a union of dock workers
        the news outlet
        Amnesty International
        the think-tank
        the Supreme Court
        A committee of the assembly
        the world’s largest software maker
        the government of Norway
        its parent company
        several newspapers
        Google and Microsoft
        """,
    "document": """
        the report
        a new poll
        Polls
        A 2014 study by the Harlow Institute
        another survey from 2011
        the letter
        The internal letter, signed by 300 employees,
        an email to staff
        David Pratt's tweet
        Microsoft's statement
        A redacted copy of the inspector's memo
        the lawsuit
        court documents
        a court filing
        the indictment
        its annual report
        the contract
        The blog post
        the company's website
        an article in the Guardian
        the article
        early results
        the data
        a video of the meeting
        the bill
        a press release
        every recent state poll
        his book
        The transcript
        a petition to the council
        one of the emails
        excerpts of the speech
        The legislation
        Recent polling
        """,
    "pronoun": """
        he
        She
        they
        it
        We
        I
        you
        who
        which
        that
        this
        him
        his
        she’s
        himself
        whose
        these
        me
        he, in turn,
        It also
        us
        they all
        """,
    "unnamed": """
        officials
        some officials
        a senior official
        A student
        Critics
        many pundits
        people familiar with the talks
        a person briefed on the matter
        two former employees
        employees of Microsoft
        Microsoft employees
        David Pratt’s supporters
        The aides, led by campaign manager Terry Sullivan,
        Democrats
        Americans
        a number of the families
        One of his advisers
        most of the voters in the town
        everyone
        others
        many
        those who had signed
        those in the room
        those surveyed
        authorities
        the woman
        a woman at the back
        protesters outside the building
        experts
        an analyst who follows the industry
        the parents
        About two-thirds of the members
        several lawmakers and lobbyists
        the man
        by many bankers
        a source close to the inquiry
        officials — including Tom Keane and Erica Baker
        the crowd
        """,
}
CASES = [(line.strip(), kind) for kind, lines in SOURCES.items() for line in lines.strip().splitlines()]


def names_of(text: str, end: int) -> list[Mention]:
    return list(mentions(DOCUMENT, text, [(0, len(text))], [(0, end)]))


@pytest.mark.parametrize(("source", "kind"), CASES)
def test_each_source_has_its_kind(source: str, kind: str) -> None:
    """Judged by hand; names are those that the rules find."""
    text = f"{source} said that it was late."
    assert source_kind(text, [(0, len(source))], names_of(text, len(source))) == kind


def test_the_cases_are_many_and_of_every_kind() -> None:
    assert len(CASES) >= 150
    assert all(len(lines.split("\n")) > 20 for lines in SOURCES.values())


def test_no_words_are_nobody() -> None:
    assert source_kind("“It was late.”", [], []) == "nobody"


def test_of_several_pieces_the_one_that_says_more_counts() -> None:
    """`Officials … Erica Baker`."""
    text = "Officials, he wrote, and Erica Baker said so."
    assert source_kind(text, [(0, 9), (25, 36)], names_of(text, 0)) == "person"


def mention(text: str, name: str, kind: MentionKind) -> Mention:
    start = text.index(name)
    return Mention(name=name, kind=kind, rule="network", span=cut(DOCUMENT, text, start, start + len(name)))


@pytest.mark.parametrize(
    ("source", "names", "kind"),
    [
        (
            "The Council on Fair Housing Director Ada Quillon",
            {"Council on Fair Housing": "organisation", "Ada Quillon": "person"},
            "person",
        ),
        ("Voices for Peace", {"Voices for Peace": "organisation"}, "organisation"),
        ("Right to Walk", {"Right to Walk": "unknown"}, "organisation"),
        ("Secretary of State Ada Quillon", {"Ada Quillon": "person"}, "person"),
        ("supporters of Senator Ada Quillon", {"Ada Quillon": "person"}, "unnamed"),
        ("Quillon", {"Quillon": "organisation"}, "organisation"),
        ("Quillon supporters", {"Quillon": "person"}, "unnamed"),
        ("A Quillon poll", {"Quillon": "organisation"}, "document"),
        ("The Quillon Poll", {"Quillon Poll": "organisation"}, "document"),
        ("Letters and Reports", {"Letters and Reports": "company"}, "organisation"),
    ],
)
def test_a_name_is_not_cut_and_has_the_kind_it_was_given(source: str, names: dict[str, MentionKind], kind: str) -> None:
    """What other readers (the network) say of a name holds."""
    text = f"{source} said so."
    found = [mention(text, name, named) for name, named in names.items()]
    assert source_kind(text, [(0, len(source))], found) == kind


@given(st.text(alphabet="ABCabc ,.'’()-\n“”Théo漢😀", max_size=40), st.data())
def test_any_words_have_a_kind(text: str, data: st.DataObject) -> None:
    """Never an error, whatever the place; words that are there are never nobody's."""
    low = data.draw(st.integers(0, len(text)))
    high = data.draw(st.integers(low, len(text)))
    kinds = {"person", "role", "organisation", "document", "pronoun", "unnamed"}
    assert source_kind(text, [(low, high)], names_of(text, high)) in kinds
