"""What threads need of a statement, and documents marked as satire."""

import pytest

from connect.threads.build import BODIES, ORM, OTHER_PORT, PORT, labelled, stated
from onrecord.connect.threads.said import Said, Speech, Surroundings, matter_of_name, said_of
from onrecord.connect.threads.satire import satire_mark
from onrecord.model.ids import PartyId
from onrecord.model.statement import Mention, MentionKind, PartyKind
from resolve.build import document, span


def made_of(text: str, words: str, surroundings: Surroundings, *names: tuple[str, MentionKind]) -> Said | None:
    made = document(text)
    mentions = tuple(Mention(name=name, kind=kind, rule="test", span=span(made, name)) for name, kind in names)
    return said_of(
        stated(made, words),
        Speech(organisations=(ORM,)),
        Surroundings(within=surroundings.within, around=surroundings.around, mentions=mentions, published="2020-05-01"),
        position=None,
    )


def test_counterparts_are_named_in_the_words_or_else_in_the_paragraph() -> None:
    named = made_of("We serve the port.", "We serve the port.", Surroundings(within={**BODIES, ORM: "company"}))
    around = made_of("We serve it.", "We serve it.", Surroundings(around={OTHER_PORT: "company"}))
    assert named is not None
    assert around is not None
    assert (named.counterparts, around.counterparts) == ((PORT,), (OTHER_PORT,))


def test_where_many_are_named_around_nobody_is_the_counterpart() -> None:
    many: dict[PartyId, PartyKind] = {PartyId(f"body {number}"): "public_body" for number in range(5)}
    found = made_of("We serve it.", "We serve it.", Surroundings(around=many))
    assert found is not None
    assert found.counterparts == ()


def test_people_are_no_counterparts() -> None:
    found = made_of("We met her.", "We met her.", Surroundings(within={PartyId("she"): "person"}))
    assert found is not None
    assert found.counterparts == ()


def test_matters_are_products_programmes_and_issues() -> None:
    words = "Azure Government is no part of Project Heron, nor of facial recognition."
    found = made_of(words, words, Surroundings(), ("Azure Government", "product"), ("Project Heron", "unknown"))
    assert found is not None
    assert [key for key, _ in found.matters] == [
        "issue:facial recognition",
        "product:azure",
        "programme:project heron",
    ]


def test_names_of_one_product_share_a_key() -> None:
    keys = {matter_of_name(name)[0] for name in ("Azure", "Microsoft Azure", "azure government")}
    assert keys == {"product:azure"}


def test_a_statement_without_a_date_has_the_documents_and_says_so() -> None:
    found = made_of("We serve it.", "We serve it.", Surroundings())
    assert found is not None
    assert (found.said_on, found.said_on_basis) == ("2020-05-01", "published")


def test_without_an_organisation_nothing_is_made() -> None:
    made = document("We serve the port.")
    assert (
        said_of(stated(made, made.text), Speech(organisations=()), Surroundings(within=BODIES), position=None) is None
    )


@pytest.mark.parametrize(
    ("text", "title", "publisher", "url", "marked"),
    [
        ("Port to sail away.", None, "The Onion", None, True),
        ("Port to sail away.", None, None, "https://www.theonion.com/port", True),
        ("Port to sail away.", None, None, "https://example.org/satire/port", True),
        ("Satire\nPort to sail away.", None, None, None, True),
        ("Satire: port to sail away\nIt left.", "Satire: port to sail away", None, None, True),
        ("The port left. Critics called the speech a satire of itself.", None, "The Onions Gazette", None, False),
        ("The port left.", None, None, "https://example.org/news/satires-of-old", False),
    ],
)
def test_satire_is_known_by_its_marks_alone(
    text: str, title: str | None, publisher: str | None, url: str | None, *, marked: bool
) -> None:
    assert (satire_mark(labelled(text, title=title, publisher=publisher, url=url)) is not None) == marked
