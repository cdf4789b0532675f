"""Who is public in a document: by a role beside the name, a byline, or the table of offices; everybody else is private."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model.evidence import Meta, check_span
from onrecord.resolve.publicity.publicity import PublicRole, publicity
from onrecord.resolve.publicity.publicity_offices import office_of
from onrecord.resolve.publicity.publicity_phrases import phrases
from onrecord.tables.public_offices import public_offices
from resolve.build import Kinds, document, parties_of, spoken, statement
from timing import best

ANN = "Ann Clarke"


def roles(text: str, kinds: Kinds | None = None, *, quoted: str = "") -> dict[str, PublicRole]:
    """Find the public people of a text; `quoted` is the source of a statement whose content is the first word."""
    made = document(text)
    found = parties_of(made, kinds or {ANN: "person"})
    statements = [statement(made, quoted, text.split(maxsplit=1)[0])] if quoted else []
    return publicity(made, found, statements, spoken(found, statements))


def words(text: str, kinds: Kinds | None = None, *, quoted: str = "") -> str | None:
    """Give the words of the role of Ann Clarke."""
    role = roles(text, kinds, quoted=quoted).get("person:ann clarke")
    return role.words if role else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It was Sen. Ann Clarke who came.", "Sen."),
        ("Then Ohio Gov. Ann Clarke left.", "Ohio Gov."),
        ("The former Utah governor Ann Clarke came.", "former Utah governor"),
        ("He met Secretary of State Ann Clarke.", "Secretary of State"),
        ("He met Attorney General Ann Clarke.", "Attorney General"),
        ("He met campaign manager Ann Clarke.", "campaign manager"),
        ("He met Harbour Systems CEO Ann Clarke.", "Harbour Systems CEO"),
        ("The bureau's director, Ann Clarke, spoke.", "director"),
        ("It cut the pay of its chief executive, Ann Clarke, by half.", "chief executive"),
        ("Ann Clarke, the mayor of Reedham, came.", "mayor of Reedham"),
        ("Administrator Ann Clarke came.", "Administrator"),
        ("The administrator of the Quay Administration, Ann Clarke, came.", "administrator of the Quay Administration"),
        ("Then EPA administrator Ann Clarke came.", "EPA administrator"),
        ("Ann Clarke, 54, chief executive of Harbour Systems, came.", "chief executive of Harbour Systems"),
        ("Ann Clarke, who is head of the Harbour Board, came.", "head of the Harbour Board"),
        ("Ann Clarke, a nurse and former senator from Ohio, came.", "former senator from Ohio"),
        (
            "Ann Clarke, an activist who writes and is president of the Reed Society, came.",
            "president of the Reed Society",
        ),
        ("Ann Clarke, who runs Harbour Watch, came.", "runs Harbour Watch"),
        ("Ann Clarke is the chairwoman of the Harbour Board.", "chairwoman of the Harbour Board"),
        ("Ann Clarke (D-Ohio) came.", "D-Ohio"),
        ("Ann Clarke, Republican of Ohio, came.", "Republican of Ohio"),
        ("Ann Clarke, the group's spokeswoman, came.", "group's spokeswoman"),
        ("Ann Clarke, a Harbour Times reporter, came.", "Harbour Times reporter"),
        ("Ann Clarke, a member of parliament, came.", "member of parliament"),
        ("Ann Clarke, author of “Harbour Lights”, came.", "author of “Harbour"),
        ("The Democratic candidate Ann Clarke came.", "Democratic candidate"),
        ("Ann Clarke, a candidate for mayor, came.", "candidate for mayor"),
        (
            "He met Mr Obama's deputy national security adviser, Ann Clarke.",
            "Mr Obama's deputy national security adviser",
        ),
        ("(Reporting by Ann Clarke; Editing by others.)", "author or photographer"),
        ("Ann Clarke / Reuters.", "author or photographer"),
        ("Harbour closed\nBy Ann Clarke\nThe harbour was closed.", "author"),
        ("Harbour closed\nBYLINE: Ann Clarke\nThe harbour was closed.", "author"),
        ("Photos by Ann Clarke\n", "author or photographer"),
        ("Then CNN’s Ann Clarke spoke.", "journalist, CNN"),
    ],
)
def test_a_role_beside_the_name_makes_a_person_public(text: str, expected: str) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Ann Clarke came.",
        "Ann Clarke, 54, a waitress, came.",
        "Ann Clarke, a retired engineer from Ohio, came.",
        "The senator's daughter Ann Clarke came.",
        "Ann Clarke, the senator's wife, came.",
        "Ann Clarke, wife of the governor, came.",
        "Ann Clarke, a cousin of President Reed, came.",
        "The governor's driver, Ann Clarke, came.",
        "A driver of the mayor, Ann Clarke, came.",
        "A spokesman for Ann Clarke came.",
        "He was the campaign manager for Ann Clarke.",
        "Ann Clarke, the mayor and two officers came.",
        "Ann Clarke, an executive assistant at Harbour Systems, came.",
        "Ann Clarke, secretary of the chess club, came.",
        "The student body president Ann Clarke came.",
        "Ann Clarke, president of the students' union of Reedham, came.",
        "Ann Clarke, a Baptist minister, came.",
        "Ann Clarke, a delegate from Ohio, came.",
        "Ann Clarke, a doctoral candidate at Reed University, came.",
        "Ann Clarke is not a senator.",
        "If Ann Clarke is elected president of the board, he leaves.",
        "He told the judge Ann Clarke lied.",
        "He told prosecutors Ann Clarke fled.",
        "Officer Ann Clarke of the Reedham police came.",
        "Sgt. Ann Clarke came.",
        "Ann Clarke, a Harbour Systems engineer, came.",
        "Ann Clarke, owner of a bakery, came.",
        "Ann Clarke, a former Harbour Times reporter, came.",
        "Ann Clarke, a chief petty officer, came.",
        "Ann Clarke, a scout leader in Reedham, came.",
        "Ann Clarke via LinkedIn.",
        "A letter written by Ann Clarke came.",
        "“I like the mayor,” Ann Clarke said.",
    ],
)
def test_whoever_has_no_role_of_their_own_is_private(text: str) -> None:
    assert roles(text) == {}


@pytest.mark.parametrize(
    "role",
    [
        "a professor at Reed University",
        "an analyst at Harbour Research",
        "a longtime Republican strategist",
        "a senior executive at Harbour Systems",
        "vice president of Harbour Systems",
        "a lawyer for the board",
    ],
)
def test_experts_executives_and_lawyers_are_public_only_where_they_are_quoted(role: str) -> None:
    assert words(f"“No” said nothing. Ann Clarke, {role}, thinks so.", quoted=ANN) is not None
    assert words(f"“No” was heard. Ann Clarke, {role}, was hurt in the crash.") is None
    assert words(f"“No,” said Ann Clarke, {role}.") is not None


def test_an_expert_needs_an_institution() -> None:
    assert words("“No” was heard from Ann Clarke, an amateur historian.", quoted=ANN) is None
    assert words("Local historian Ann Clarke thinks so.", quoted=ANN) is None


def test_two_people_share_a_title_and_an_apposition() -> None:
    kinds: Kinds = {ANN: "person", "Bob Reid": "person"}
    both = {"person:ann clarke", "person:bob reid"}
    assert roles("Sens. Bob Reid and Ann Clarke came.", kinds).keys() == both
    assert roles("Ann Clarke and Bob Reid, the firm's co-founders, came.", kinds).keys() == both
    assert roles("Ann Clarke and Mayor Bob Reid came.", kinds).keys() == {"person:bob reid"}


def test_the_evidence_stands_in_the_text_and_the_rule_is_named() -> None:
    made = document("Yesterday Ann Clarke, chief executive of Harbour Systems, came.")
    found = parties_of(made, {ANN: "person", "Harbour Systems": "company"})
    role = publicity(made, found, [], [])["person:ann clarke"]
    check_span(made.text, role.evidence)
    assert (role.evidence.text, role.basis) == ("chief executive of Harbour Systems", "head of a body, after the name")


def test_a_role_never_names_somebody_private() -> None:
    kinds: Kinds = {ANN: "person", "Bob Reid": "person"}
    role = roles("“No,” said Ann Clarke, a lawyer for Bob Reid.", kinds)["person:ann clarke"]
    assert (role.words, role.evidence.text) == ("lawyer", "lawyer")


def test_the_author_of_an_article_is_public_and_the_sender_of_a_mail_is_not() -> None:
    made = replace(document("By the sea. Ann Clarke came."), authors=(Meta(value="Ann  CLARKE", basis="test"),))
    found = parties_of(made, {ANN: "person"})
    assert publicity(made, found, [], [])["person:ann clarke"].basis == "byline"
    mail = replace(made, media_type="message/rfc822")
    assert publicity(mail, found, [], []) == {}


def test_a_title_before_a_bare_surname_may_be_a_relatives() -> None:
    """After "Jane Reid, the senator's wife", a "Sen. Reid" is another, who is public; she is not."""
    kinds: Kinds = {"Jane Reid": "person", "Reid": "person"}
    assert roles("Jane Reid, his wife, wrote. Sen. Reid left.", kinds).keys() == {"person:reid"}
    assert roles("Sen. Reid left. Jane Reid came.", kinds).keys() == {"person:reid"}
    assert roles("Jane Reid came. Then Sen. Reid left.", kinds).keys() == {"person:jane reid"}


def test_a_relative_of_the_holder_of_a_high_office_does_not_get_it() -> None:
    kinds: Kinds = {"Malik Obama": "person", "Obama": "person"}
    assert roles("Malik Obama came. President Obama spoke.", kinds) == {}


def test_holders_of_high_office_are_public_without_a_title() -> None:
    assert (
        roles("Angela Merkel came.", {"Angela Merkel": "person"})["person:angela merkel"].words
        == "Chancellor of Germany"
    )
    assert roles("Then Merkel came.", {"Merkel": "person"})["person:merkel"].basis == "table of offices"
    assert roles("Donald J. Trump came.", {"Donald J. Trump": "person"}).keys() == {"person:donald j trump"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Donald Trump Jr. came.", "Donald Trump"),
        ("Angela Merkel, 43, of Reedham came.", "Angela Merkel"),
        ("Gordon Brown mended the roof.", "Gordon Brown"),
        ("Ivanka Trump came.", "Ivanka Trump"),
        ("Hillary came.", "Hillary"),
    ],
)
def test_a_namesake_is_not_the_holder_of_a_high_office(text: str, name: str) -> None:
    assert roles(text, {name: "person"}) == {}


def test_a_common_name_needs_a_word_of_its_office() -> None:
    assert office_of("gordon brown", "The prime minister spoke.") == "Prime Minister of the United Kingdom"
    assert office_of("gordon brown", "The roofer spoke.") is None
    assert office_of("j d vance", "") == office_of("jd vance", "") == "Vice President of the United States"


def test_each_row_of_the_table_has_an_office_and_a_source_and_no_name_stands_twice() -> None:
    rows = public_offices()
    names = [name for row in rows for name in row.names]
    assert len(names) == len(set(names)) > 300
    assert [row.names[0] for row in rows if not row.office or not row.source] == []
    assert [row.names[0] for row in rows if row.since and row.until and int(row.since) > int(row.until)] == []
    assert [name for name in names if " " not in name and name not in {"FDR", "JFK", "LBJ", "Saddam"}] == []


def test_bodies_are_no_people() -> None:
    assert roles("Harbour Board, head of all, met.", {"Harbour Board": "organisation"}) == {}


@given(
    st.text(alphabet="aA ,.'’()-\n\u200f\u200b0é中", max_size=60), st.text(alphabet="aA ,.'’()-\n\u200f0é", max_size=60)
)
def test_no_text_beside_a_name_breaks_the_reader(before: str, after: str) -> None:
    text = f"{before}Ann Clarke{after}"
    for phrase in phrases(text, len(before), len(before) + len(ANN)):
        assert 0 <= phrase.start < phrase.end <= len(text)


def test_ten_thousand_mentions_take_linear_time() -> None:
    def work(size: int) -> None:
        made = document("Ann Clarke came. " + "Clarke spoke. " * size)
        assert publicity(made, found[size], [], []) == {}

    found = {
        size: parties_of(document("Ann Clarke came. " + "Clarke spoke. " * size), {ANN: "person", "Clarke": "person"})
        for size in (1_000, 4_000)
    }
    short, long = (best(lambda size=size: work(size)) for size in (1_000, 4_000))
    assert long < 12 * short + 0.05


@pytest.mark.parametrize(
    "text",
    [
        "Then school administrator Ann Clarke came.",
        "Ann Clarke, the administrator of the Moss estate, came.",
        "Ann Clarke, an administrator at Quay Hospital, came.",
    ],
)
def test_who_administers_a_school_or_an_estate_stays_private(text: str) -> None:
    assert words(text) is None


@pytest.mark.parametrize(
    "text",
    ["“Ships came,” Ann Clarke, an economist at Reed, said.", "“Ships came,” said Ann Clarke, an economist at Reed."],
)
def test_an_expert_of_a_statement_found_wrong_was_not_quoted(text: str) -> None:
    """A statement that the speakers leave out was found wrong."""
    made = document(text)
    found = parties_of(made, {ANN: "person"})
    said = [statement(made, "Ann Clarke, an economist at Reed", "Ships came")]
    assert list(publicity(made, found, said, spoken(found, said))) == ["person:ann clarke"]
    assert publicity(made, found, said, []) == {}
