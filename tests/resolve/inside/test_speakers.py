"""Whose words a statement is: one candidate or nobody, with the candidates kept."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model.evidence import cut
from onrecord.model.statement import Statement
from onrecord.resolve.inside.document import resolve_document
from resolve.build import Kinds, document, mentions, parties_of, span, speaker, spoken, statement

ICE = "known:us-agency:7012"
MICROSOFT = "known:org:microsoft"
APPLE = "known:org:apple"
NADELLA = "person:satya nadella"
KINDS: Kinds = {
    "Microsoft": "company",
    "Apple": "company",
    "Google": "company",
    "ICE": "public_body",
    "CBP": "public_body",
    "the Irish Times": "organisation",
    "Satya Nadella": "person",
    "Nadella": "person",
    "Tim Cook": "person",
    "Ann Clarke": "person",
    "Bob Clarke": "person",
    "Clarke": "person",
}


@pytest.mark.parametrize(
    ("source", "keys"),
    [
        ("Tim Cook and Satya Nadella", ("person:tim cook", NADELLA)),
        ("Tim Cook, Satya Nadella and Ann Clarke", ("person:tim cook", NADELLA, "person:ann clarke")),
        ("Microsoft and Google", (MICROSOFT, "known:org:google")),
        ("Microsoft, Apple and Google", (MICROSOFT, APPLE, "known:org:google")),
    ],
)
def test_words_of_several_are_not_the_words_of_one(source: str, keys: tuple[str, ...]) -> None:
    """All are kept as candidates: which of them spoke is not said."""
    assert speaker(f"{source} said it was so.", KINDS, source) == (None, keys)


@pytest.mark.parametrize(
    ("source", "key"),
    [
        ("Microsoft", MICROSOFT),
        ("Satya Nadella", NADELLA),
        ("Satya Nadella, the chief executive of Microsoft,", NADELLA),
        ("Microsoft's Satya Nadella", NADELLA),
        ("the president of Microsoft, Satya Nadella", NADELLA),
        ("Microsoft itself", MICROSOFT),
        ("Microsoft Corp.", MICROSOFT),
        ("Microsoft and others", MICROSOFT),
        ("Microsoft, a software company,", MICROSOFT),
    ],
)
def test_a_source_is_the_person_or_body_named_in_it(source: str, key: str) -> None:
    """A person comes before the body they belong to."""
    assert speaker(f"In June {source} said it was so.", KINDS, source) == (key, ())


@pytest.mark.parametrize(
    "source",
    [
        "a spokesman for Microsoft",
        "Microsoft's spokeswoman",
        "a Microsoft spokesperson",
        "Microsoft officials",
        "lawyers for Microsoft",
        "a statement from Microsoft",
        "Microsoft's press office",
        "Microsoft's blog",
        "the Microsoft president",
        "Microsoft’s general counsel",
    ],
)
def test_a_body_speaks_through_its_representatives_and_papers(source: str) -> None:
    assert speaker(f"In June {source} said it was so.", KINDS, source) == (MICROSOFT, ())


@pytest.mark.parametrize(
    "source",
    [
        "Microsoft employees",
        "100 Microsoft employees",
        "Microsoft staff",
        "Microsoft's critics",
        "Microsoft’s rivals",
        "a letter to Microsoft",
        "opponents of Microsoft",
        "rivals of the Microsoft",
        "a lawsuit against Microsoft",
        "a statement about Microsoft",
        "a petition to Microsoft",
        "people close to Microsoft",
        "a firm that competes with Microsoft",
        "a Microsoft researcher",
        "a former Microsoft executive",
        "one ex-employee of Microsoft",
        "a former president of Microsoft",
        "shareholders of Microsoft",
        "Microsoft's cloud",
        "a Microsoft/Ipsos poll",
        "the Microsoft-backed group",
        "Jones, who once worked as a lawyer for Microsoft",
        "Jones, the general counsel of Microsoft",
        "Microsoft Candidates Resoundingly",
    ],
)
def test_others_and_things_with_a_bodys_name_in_them_are_not_the_body(source: str) -> None:
    """Nobody is named, and the body stays a candidate for a person to look at."""
    assert speaker(f"In June {source} said it was so.", KINDS, source) == (None, (MICROSOFT,))


def test_a_competitor_of_one_company_is_not_that_company() -> None:
    key, candidates = speaker(
        "In June Microsoft competitor Google said it was so.", KINDS, "Microsoft competitor Google"
    )
    assert key is None
    assert MICROSOFT in candidates


@pytest.mark.parametrize(
    "source",
    [
        "a letter to Satya Nadella",
        "critics of Satya Nadella",
        "a statement about Satya Nadella",
        "sources near Satya Nadella",
        "investors led by Satya Nadella",
        "Satya Nadella's brother",
        "Satya Nadella’s critics",
        "an aide during the days of Satya Nadella",
        "one of those who met Satya Nadella",
    ],
)
def test_something_with_a_persons_name_in_it_is_not_the_person(source: str) -> None:
    assert speaker(f"In June {source} said it was so.", KINDS, source) == (None, (NADELLA,))


@pytest.mark.parametrize(
    "source", ["a spokesman for Satya Nadella", "a lawyer representing Satya Nadella", "Satya Nadella's lawyer"]
)
def test_a_person_speaks_through_a_representative(source: str) -> None:
    assert speaker(f"In June {source} said it was so.", KINDS, source) == (NADELLA, ())


def test_two_bodies_speaking_together_behind_other_words_are_nobody() -> None:
    key, candidates = speaker("In June both Apple and Google said it was so.", KINDS, "both Apple and Google")
    assert (key, candidates) == (None, (APPLE, "known:org:google"))


def test_a_surname_of_two_people_names_nobody_and_keeps_both() -> None:
    text = "Ann Clarke met Bob Clarke.\nThen Clarke said it was so."
    assert speaker(text, KINDS, "Clarke", near="Then Clarke") == (None, ("person:ann clarke", "person:bob clarke"))


# --- he and she


def test_he_is_the_one_person_named_in_the_paragraph() -> None:
    text = "Microsoft answered in June. Satya Nadella sent a memo, and he said it was so."
    assert speaker(text, KINDS, "he", near="he said") == (NADELLA, ())


def test_he_is_nobody_where_two_people_are_named_in_the_paragraph() -> None:
    text = "Satya Nadella met Tim Cook in June, and he said it was so."
    assert speaker(text, KINDS, "he", near="he said") == (None, (NADELLA, "person:tim cook"))


def test_she_is_nobody_where_no_person_is_named() -> None:
    assert speaker("Microsoft answered. She said it was so.", KINDS, "She") == (None, ())


def _two(text: str, second: str) -> tuple[str | None, tuple[str, ...]]:
    """Give the speaker of the second of two statements, the first being Satya Nadella's."""
    made = document(text)
    found = parties_of(made, KINDS)
    first = statement(made, "Satya Nadella", "it was fine")
    (_, one) = spoken(found, [first, statement(made, second.split(maxsplit=1)[0], "it was so", near=second)])
    return one.key, one.candidates


def test_he_is_the_person_who_spoke_last_if_nobody_was_named_since() -> None:
    text = "Satya Nadella said it was fine.\nMicrosoft runs a cloud.\nHe said it was so."
    assert _two(text, "He said") == (NADELLA, ())


def test_he_is_nobody_if_somebody_else_was_named_since_the_last_words() -> None:
    text = "Satya Nadella said it was fine.\nTim Cook was there, with Ann Clarke.\nHe said it was so."
    assert _two(text, "He said")[0] is None


def test_he_is_not_the_person_he_only_speaks_about() -> None:
    """He who is asked about Tim Cook is rather the one who spoke last: two candidates, so nobody."""
    text = "Satya Nadella said it was fine.\nAsked about Tim Cook, he said it was so."
    assert _two(text, "he said") == (None, ("person:tim cook", NADELLA))


def test_he_is_the_new_person_a_paragraph_begins_with() -> None:
    text = "Satya Nadella said it was fine.\nTim Cook came next, and he said it was so."
    assert _two(text, "he said") == ("person:tim cook", ())


def test_words_said_pages_ago_give_he_no_meaning() -> None:
    text = "Satya Nadella said it was fine.\n" + "Microsoft runs a cloud.\n" * 5 + "He said it was so."
    assert _two(text, "He said") == (None, ())


def test_she_is_nobody_the_document_calls_mr() -> None:
    text = "Mr. Tim Cook sent a memo, and she said it was so."
    assert speaker(text, {"Mr. Tim Cook": "person"}, "she", near="she said") == (None, ("person:tim cook",))
    assert speaker(text.replace("she", "he"), {"Mr. Tim Cook": "person"}, "he", near="he said") == (
        "person:tim cook",
        (),
    )


def test_he_is_nobody_the_document_has_called_she_before() -> None:
    made = document("Ann Clarke came and she said it was fine.\nThe harbour is old.\nHe said it was so.")
    first = statement(made, "she", "it was fine", near="she said")
    second = statement(made, "He", "it was so", near="He said")
    (one, two) = spoken(parties_of(made, KINDS), [first, second])
    assert (one.key, two.key, two.candidates) == ("person:ann clarke", None, ("person:ann clarke",))


def test_people_named_in_the_words_themselves_do_not_say_them() -> None:
    """Nobody speaks of themselves by name."""
    made = document("Satya Nadella said it was fine.\n'Tim Cook is wrong', he said.")
    first = statement(made, "Satya Nadella", "it was fine")
    second = statement(made, "he", "Tim Cook is wrong", near="he said")
    (_, one) = spoken(parties_of(made, KINDS), [first, second])
    assert one.key == NADELLA


def test_he_is_nobody_if_a_surname_of_two_people_was_named_since() -> None:
    text = (
        "Ann Clarke and Bob Clarke sat down.\n" * 4
        + "Satya Nadella said it was fine.\nClarke was there.\nHe said it was so."
    )
    assert _two(text, "He said")[0] is None


MONTELONGO: Kinds = {"Jose Montelongo": "person", "Montelongo": "person"}


@pytest.mark.parametrize(
    "whose", ["Montelongo's father", "Montelongo’s defence lawyer", "Montelongo's younger brothers"]
)
def test_he_is_nobody_behind_a_persons_relation_or_helper(whose: str) -> None:
    """A father held "when he refused" may well be the one who refused."""
    text = f"Jose Montelongo ran. Agents held {whose} there when he refused to speak."
    assert speaker(text, MONTELONGO, "he", near="he refused") == (None, ("person:jose montelongo",))
    plain = "Jose Montelongo ran. Agents held Montelongo's car there when he refused to speak."
    assert speaker(plain, MONTELONGO, "he", near="he refused") == ("person:jose montelongo", ())


def test_he_is_nobody_whom_his_own_words_name() -> None:
    text = "Jose Montelongo ran.\nThen he refused to reveal where Montelongo was."
    assert speaker(text, MONTELONGO, "he", near="he refused") == (None, ("person:jose montelongo",))


def test_he_is_nobody_after_words_of_somebody_without_a_full_name() -> None:
    """Obama, whom the text introduces nowhere, spoke last: "he" is hardly the other one."""
    text = "Tim Cook said it was bad.\nObama said it was fine. He said it was so."
    made = document(text)
    found = parties_of(made, KINDS | {"Obama": "unknown"})
    said = [statement(made, name, words) for name, words in (("Tim Cook", "it was bad"), ("Obama", "it was fine"))]
    answers = spoken(found, [*said, statement(made, "He", "it was so", near="He said")])
    assert [(one.key, one.rule) for one in answers[:2]] == [
        ("person:tim cook", "name"),
        (None, "no full name in this text"),
    ]
    assert (answers[2].key, answers[2].candidates) == (None, ("person:tim cook",))


# --- names the text gives elsewhere, and titles


def _rule(text: str, kinds: Kinds, source: str) -> tuple[str | None, str]:
    made = document(text)
    (one,) = spoken(parties_of(made, kinds), [statement(made, source, "it was so")])
    return one.key, one.rule


def test_a_lone_name_is_the_one_party_that_goes_by_it_elsewhere_in_the_text() -> None:
    """A person by a title, a firm by its legal form."""
    kinds: Kinds = {"Mr. Reid": "person", "Reid": "unknown", "Volkswagen AG": "company", "Volkswagen": "unknown"}
    text = "Reid said it was so. Mr. Reid met Volkswagen AG in June."
    assert _rule(text, kinds, "Reid") == ("person:reid", "the same name elsewhere in the text")
    text = "Volkswagen said it was so. Mr. Reid met Volkswagen AG in June."
    assert _rule(text, kinds, "Volkswagen") == ("org:volkswagen", "the same name elsewhere in the text")


def test_a_lone_name_the_text_gives_nowhere_in_full_is_said_to_be_one() -> None:
    assert _rule("Reid said it was so.", {"Reid": "unknown"}, "Reid") == (None, "no full name in this text")
    assert _rule("The poll said it was so.", {"Reid": "unknown"}, "The poll") == (None, "not a name")


def test_a_source_without_a_mention_is_the_party_that_goes_by_its_words() -> None:
    """Headlines are not searched for names."""
    text = "Ann Clarke says it was so.\nOn Monday Ann Clarke met Bob Clarke."
    made = document(text)
    body = [one for one in mentions(made, KINDS) if one.span and one.span.start > text.index("\n")]
    said = statement(made, "Ann Clarke", "it was so")
    (one,) = spoken(resolve_document(made, body), [said])
    assert (one.key, one.rule) == ("person:ann clarke", "the same name elsewhere in the text")
    only = [mention for mention in body if mention.name == "Bob Clarke"]
    (none,) = spoken(resolve_document(made, only), [said])
    assert (none.key, none.rule) == (None, "not a name")


@pytest.mark.parametrize(
    ("source", "mention", "key"),
    [
        ("press secretary Stephanie Grisham", "Stephanie Grisham", "person:stephanie grisham"),
        ("Secretary of State Mike Pompeo", "State Mike Pompeo", "person:mike pompeo"),
        ("Secretary of State Mike Pompeo", "Mike Pompeo", "person:mike pompeo"),
        (
            "Former Director of National Intelligence James Clapper",
            "National Intelligence James Clapper",
            "person:james clapper",
        ),
        ("the secretary of the Treasury Steven Mnuchin", "Treasury Steven Mnuchin", "person:steven mnuchin"),
        ("Prime Minister Scott Morrison", "Prime Minister Scott Morrison", "person:scott morrison"),
    ],
)
def test_a_person_with_an_office_before_the_name_is_the_person(source: str, mention: str, key: str) -> None:
    """The "of" is of the office: nobody else is meant."""
    assert speaker(f"In June {source} said it was so.", {mention: "person"}, source) == (key, ())


@pytest.mark.parametrize(
    "source",
    [
        "a letter to Secretary of State Mike Pompeo",
        "rivals of Secretary of State Mike Pompeo",
        "an aide of President Mike Pompeo",
        "the secretary of Mike Pompeo",
        "the secretary of President Mike Pompeo",
        "critics of Microsoft president Mike Pompeo",
    ],
)
def test_somebody_elses_person_stays_so_whatever_their_title(source: str) -> None:
    assert speaker(f"In June {source} said it was so.", {"Mike Pompeo": "person"}, source) == (
        None,
        ("person:mike pompeo",),
    )


def test_something_two_people_have_is_neither_of_them() -> None:
    source = "Satya Nadella and Tim Cook's reaction"
    assert speaker(f"In June {source} said it was so.", KINDS, source) == (None, (NADELLA, "person:tim cook"))


# --- it, the company, the agency


def _after_microsoft(text: str, second: str, near: str = "") -> tuple[str | None, tuple[str, ...]]:
    """Give the speaker of the second of two statements, the first being Microsoft's."""
    made = document(text)
    (_, one) = spoken(
        parties_of(made, KINDS),
        [statement(made, "Microsoft", "it was fine"), statement(made, second, "it was so", near=near or second)],
    )
    return one.key, one.candidates


def test_it_is_the_body_that_spoke_just_before_in_the_paragraph() -> None:
    assert _after_microsoft("Microsoft said it was fine. It said it was so.", "It", "It said") == (MICROSOFT, ())


@pytest.mark.parametrize("between", ["\n", " Apple disagreed. ", "\nICE was asked. "])
def test_it_is_nobody_in_a_new_paragraph_or_after_another_body(between: str) -> None:
    assert _after_microsoft(f"Microsoft said it was fine.{between}It said it was so.", "It", "It said")[0] is None


def test_the_company_is_the_one_company_named_before() -> None:
    text = "Microsoft works for ICE.\nThe company said it was so."
    assert speaker(text, KINDS, "The company") == (MICROSOFT, ())


def test_the_company_is_nobody_where_two_are_named_and_both_are_kept() -> None:
    text = "Microsoft and Apple work for ICE.\nThe company said it was so."
    assert speaker(text, KINDS, "The company") == (None, (MICROSOFT, APPLE))


def test_a_company_named_only_later_is_not_meant() -> None:
    assert speaker("The company said it was so.\nApple came.", KINDS, "The company") == (None, ())


def test_a_paper_that_reports_is_never_the_company() -> None:
    """Outlets carry other people's words: "the company" is not the New York Times Company."""
    kinds: Kinds = {"the New York Times": "company", "Microsoft": "company"}
    text = "Microsoft was named in the New York Times.\nThe company said it was so."
    assert speaker(text, kinds, "The company") == (MICROSOFT, ())
    assert speaker("As the New York Times has it.\nThe company said it was so.", kinds, "The company") == (None, ())


def test_the_agency_is_the_one_public_body_named_before() -> None:
    assert speaker("Microsoft works for ICE.\nThe agency said it was so.", KINDS, "The agency") == (ICE, ())
    assert speaker("Microsoft works for ICE and CBP.\nThe agency said so.", KINDS, "The agency")[0] is None


@pytest.mark.parametrize("source", ["They", "Some", "Many", "Those"])
def test_they_is_nobody(source: str) -> None:
    assert speaker(f"Microsoft works for ICE. {source} said it was so.", KINDS, source) == (None, ())


# --- spokespersons


def test_a_spokesperson_of_nobody_speaks_for_the_body_that_spoke_last() -> None:
    text = "Microsoft said it was fine.\nThe policy is old.\nA spokesperson said it was so."
    assert _after_microsoft(text, "A spokesperson") == (MICROSOFT, ())


def test_advertisements_between_paragraphs_do_not_make_words_distant() -> None:
    """Two paragraphs back counts lines of the article: what a page puts between them is not there for the reader."""
    text = "Microsoft said it was fine.\nAdvertisement\nAdvertisement\nAdvertisement\nA spokesperson said it was so."
    made = document(text)
    page = replace(
        made,
        lines=tuple(replace(line, label="furniture") if line.start in (28, 42, 56) else line for line in made.lines),
    )
    assert [line.label for line in page.lines] == ["body", "furniture", "furniture", "furniture", "body"]
    said = [statement(made, "Microsoft", "it was fine"), statement(made, "A spokesperson", "it was so")]
    assert [one.key for one in spoken(parties_of(page, KINDS), said)] == [MICROSOFT, MICROSOFT]
    assert [one.key for one in spoken(parties_of(made, KINDS), said)] == [MICROSOFT, None]


@pytest.mark.parametrize("other", ["Apple", "ICE"])
def test_a_spokesperson_is_nobodys_if_another_body_was_named_since(other: str) -> None:
    """Also a body of another kind: the spokesperson after "ICE uses it" may be the agency's."""
    text = f"Microsoft said it was fine.\n{other} uses it.\nA spokesperson said it was so."
    assert _after_microsoft(text, "A spokesperson")[0] is None


def test_a_spokesperson_for_the_company_is_of_the_one_company_named() -> None:
    text = "Microsoft works for ICE.\nA spokesman for the company said it was so."
    assert speaker(text, KINDS, "A spokesman for the company") == (MICROSOFT, ())
    two = "Microsoft and Apple work for ICE.\nA spokesman for the company said it was so."
    assert speaker(two, KINDS, "A spokesman for the company")[0] is None


def test_a_spokesperson_whose_words_say_as_a_company_is_of_the_one_company_named() -> None:
    made = document('Microsoft works for ICE.\nA spokesman said: "as a company we object".')
    said = statement(made, "A spokesman", '"as a company we object"', form="direct")
    assert [one.key for one in spoken(parties_of(made, KINDS), [said])] == [MICROSOFT]


def test_a_spokesperson_of_a_body_nobody_has_named_is_nobodys() -> None:
    text = "Microsoft works for ICE.\nA spokesman for the mayor said it was so."
    assert speaker(text, KINDS, "A spokesman for the mayor")[0] is None


def test_a_statement_without_a_source_gets_no_speaker() -> None:
    made = document('Microsoft works for ICE.\n"It was so."')
    assert spoken(parties_of(made, KINDS), [statement(made, "", '"It was so."', form="direct")]) == []


def test_a_name_across_a_line_break_is_shown_on_one_line() -> None:
    made = document("In June Satya Nadella\nof Microsoft said it was so.")
    (one,) = spoken(parties_of(made, KINDS), [statement(made, "Satya Nadella\nof Microsoft", "it was so")])
    assert (one.name, one.key) == ("Satya Nadella of Microsoft", NADELLA)


PIECES = [
    "Satya Nadella",
    "Nadella",
    "Clarke",
    "Ann Clarke",
    "Bob Clarke",
    "Microsoft",
    "Apple",
    "ICE",
    "he",
    "She",
    "It",
    "The company",
]
SOURCES = [
    *PIECES,
    "a spokesman",
    "A spokesman for the company",
    "Microsoft employees",
    "a letter to Nadella",
    "The agency",
    "they",
    "x",
]


@given(
    st.lists(
        st.tuples(st.lists(st.sampled_from(PIECES), max_size=3), st.sampled_from(SOURCES), st.booleans()), max_size=12
    )
)
def test_a_speaker_is_always_somebody_the_document_names(lines: list[tuple[list[str], str, bool]]) -> None:
    """Whatever the text, nobody is made up: a key or candidates come from mentions, never both."""
    text, places = "", []
    for number, (names, source, breaks) in enumerate(lines):
        text += f"{' and '.join(names)} came. "
        places.append((len(text), source, number))
        text += f"{source} said it was so {number}.{chr(10) if breaks else ' '}"
    made = document(text or "x")
    said = [
        Statement(
            document=made.id,
            form="indirect",
            source=(cut(made.id, text, start, start + len(source)),),
            cue=(),
            content=(span(made, f"it was so {number}."),),
            confidence=0.5,
            extractor="test/1",
        )
        for start, source, number in places
    ]
    found = parties_of(made, KINDS)
    named = {one.key for one in found.resolved} | {key for one in found.unclear for key in one.keys}
    for one in spoken(found, said):
        assert not (one.key and one.candidates)
        assert {one.key, *one.candidates} - {None} <= named
        assert len(set(one.candidates)) == len(one.candidates)


@pytest.mark.parametrize(
    ("source", "key"),
    [
        ("Tim Cook's lawyer, Ann Clarke,", "person:ann clarke"),
        ("Tim Cook's wife Ann Clarke", "person:ann clarke"),
        ("Tim Cook adviser Ann Clarke", "person:ann clarke"),
        ("Tim Cook's spokeswoman, Ann Clarke,", "person:ann clarke"),
        ("Tim Cook's brother's lawyer, Ann Clarke,", "person:ann clarke"),
        ("Tim Cook, Ann Clarke's lawyer,", None),
        ("Tim Cook's letter to Ann Clarke", None),
        ("Tim Cook's book, quoting Ann Clarke,", None),
        ("Tim Cook and Microsoft", None),
        ("Tim Cook and his lawyer Ann Clarke", None),
        ("Apple executive Tim Cook and Microsoft president Ann Clarke", None),
        ("Tim Cook's lawyers, Ann Clarke and Bob Clarke,", None),
    ],
)
def test_a_name_that_only_says_whose_another_person_is_does_not_speak(source: str, key: str | None) -> None:
    assert speaker(f"{source} said it was so.", KINDS, source)[0] == key
