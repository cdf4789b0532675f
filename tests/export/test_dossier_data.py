"""A dossier as data: a time line for TimelineJS, drafts of fact checks without a rating."""

import json
import re
from dataclasses import replace
from typing import Any

import html5lib
import pytest
from pyld import jsonld

from export.test_dossier import made_of
from onrecord.export.dossier.claim_review import claim_review
from onrecord.export.dossier.timeline import timeline
from onrecord.model.dossier import Dossier
from onrecord.store import Record

HOSTILE = '<script>alert(1)</script><a href="javascript:alert(2)">x</a>'


@pytest.fixture(scope="module")
def example(example_record: Record) -> Dossier:
    return made_of(example_record, "Microsoft", "Immigration and Customs Enforcement")[0]


def test_every_dated_statement_and_award_is_an_event_on_its_day(example: Dossier) -> None:
    made = json.loads(timeline(example))
    dated = {one.label: one.date for one in (*example.statements, *example.awards) if one.date}
    assert {one["unique_id"]: _day(one["start_date"]) for one in made["events"]} == dated
    assert {one["group"] for one in made["events"]} == {"Said", "Done"}
    assert made["title"]["text"]["headline"] == example.title


def _day(start: dict[str, int]) -> str:
    return f"{start['year']:04}-{start['month']:02}-{start['day']:02}"


def test_a_month_or_a_year_is_no_day(example: Dossier) -> None:
    first = replace(example.statements[0], date="2018-06")
    made = json.loads(timeline(replace(example, statements=(first,), awards=())))
    assert [one["start_date"] for one in made["events"]] == [{"year": 2018, "month": 6}]


def test_what_has_no_date_is_counted(example: Dossier) -> None:
    first = replace(example.statements[0], date=None)
    made = json.loads(timeline(replace(example, statements=(first,), awards=())))
    assert made["events"] == []
    assert "1 without a date" in made["title"]["text"]["text"]


def test_words_stay_words_where_timelinejs_takes_html(example: Dossier) -> None:
    """Titles, quotations, names, descriptions and addresses of a hostile record, by a browser's own rules of parsing."""
    sources = tuple(
        replace(one, title=HOSTILE, publisher=HOSTILE, address="javascript:alert(3)") for one in example.sources
    )
    said = tuple(replace(one, quote=HOSTILE, speaker=HOSTILE, notes=(HOSTILE,)) for one in example.statements)
    done = tuple(replace(one, description=HOSTILE, recipient=HOSTILE, parts=(HOSTILE,)) for one in example.awards)
    tensions = tuple(replace(one, because=HOSTILE, both_true_if=HOSTILE) for one in example.tensions)
    hostile = replace(example, title=HOSTILE, sources=sources, statements=said, awards=done, tensions=tensions)
    made = json.loads(timeline(hostile))
    for slide in (made["title"], *made["events"]):
        for words in slide["text"].values():
            page = html5lib.parseFragment(words, namespaceHTMLElements=False)
            assert {one.tag for one in page.iter()} <= {"DOCUMENT_FRAGMENT", "p", "blockquote", "ul", "li"}
        assert "alert(1)" in "".join(slide["text"].values())


SCHEMA = "https://schema.org/"
PROPERTIES = {
    "ClaimReview": {"claimReviewed", "itemReviewed", "reviewBody", "citation", "creativeWorkStatus"},
    "Claim": {"author", "datePublished", "appearance"},
    "Article": {"name", "url", "datePublished", "publisher", "text"},
    "Dataset": {"name", "url", "datePublished", "publisher", "text"},
    "Person": {"name"},
    "Organization": {"name"},
    "Thing": {"name"},
}
"""What schema.org lets each type have, of that which is used here (release 29): types and properties are facts."""


def _loader(address: str, _: object) -> dict[str, Any]:
    assert address == "https://schema.org"
    return {"contextUrl": None, "documentUrl": address, "document": {"@context": {"@vocab": SCHEMA}}}


def test_drafts_are_claim_reviews_of_schema_org_without_a_rating(example: Dossier) -> None:
    made = claim_review(example)
    drafts = json.loads(made)["@graph"]
    assert len(drafts) == sum(one.left[0] == "S" for one in example.tensions) + sum(
        one.right[0] == "S" for one in example.tensions
    )
    assert drafts
    assert b"Rating" not in made
    for node in _nodes(jsonld.expand(json.loads(made), {"documentLoader": _loader, "base": "https://example.org/"})):
        (kind,) = (one.removeprefix(SCHEMA) for one in node["@type"])
        assert {name.removeprefix(SCHEMA) for name in node if not name.startswith("@")} <= PROPERTIES[kind]


def _nodes(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, list):
        return [one for each in value for one in _nodes(each)]
    if not isinstance(value, dict) or "@value" in value:
        return []
    return [value, *(one for each in value.values() for one in _nodes(each))]


def test_a_draft_shows_both_sides_and_that_nobody_has_decided(example: Dossier) -> None:
    (draft,) = json.loads(claim_review(replace(example, tensions=example.tensions[:1])))["@graph"]
    tension = example.tensions[0]
    said = next(one for one in example.statements if one.label == tension.left)
    award = next(one for one in example.awards if one.label == tension.right)
    assert draft["claimReviewed"] == said.quote
    assert draft["itemReviewed"]["author"] == {"@type": "Person", "name": said.speaker}
    assert draft["citation"]["text"] == award.description
    assert draft["creativeWorkStatus"] == "Draft"
    assert f"Both are true if {tension.both_true_if}" in draft["reviewBody"]
    assert "A person decides." in draft["reviewBody"]
    assert re.search(r"\b(lied|false|untrue|contradict)", json.dumps(draft), re.IGNORECASE) is None
